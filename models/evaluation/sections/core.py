"""Section: one part of the report, written from results alone."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

Results = Mapping[str, dict[str, Any]]
"""An experiment's name -> what it wrote."""


@dataclass(frozen=True)
class Picture:
    """A PNG beside the report: its file's name without ending, what it shows in a sentence, and who draws it."""

    name: str
    shows: str
    draw: Callable[[Path], None]


Body = list[str | Picture]
"""Paragraphs and tables in Markdown, and pictures, in the order of the page."""


@dataclass(frozen=True)
class Section:
    """A heading and who writes what stands under it.

    Attributes:
        key: of its notes in notes.toml. needs: the result that it is made from; without it the section says "not run" ("" for
            none). write: raises KeyError, TypeError, ValueError or IndexError for a result in another form.
    """

    key: str
    title: str
    needs: str
    write: Callable[[Results], Body]


def table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A Markdown table; a column that holds mostly figures stands to the right, but for the first."""
    cells = [[_cell(value) for value in row] for row in rows]
    sides = ["---"] + ["---:" if _figures([row[k] for row in cells]) else "---" for k in range(1, len(head))]
    return "\n".join(f"| {' | '.join(line)} |" for line in [list(head), sides, *cells])


def _figures(cells: Sequence[str]) -> bool:
    told = [cell for cell in cells if cell != "-"]
    return 2 * sum(bool(re.match(r"[-+*]*[\d]", cell)) for cell in told) >= len(told)


def bullets(lines: Iterable[str]) -> str:
    """A Markdown list."""
    return "\n".join(f"- {line}" for line in lines)


def _cell(value: object) -> str:
    return "-" if value is None else str(value).replace("|", "/").replace("\n", " ")


def number(value: float | None, digits: int = 3) -> str:
    """A figure, or "-" where there is none."""
    return "-" if value is None else f"{value:.{digits}f}"


def percent(value: float | None) -> str:
    """0..1 as percent with one decimal."""
    return "-" if value is None else f"{100 * value:.1f}"


def seconds(value: float | None) -> str:
    return "-" if value is None else f"{value:.2f} s"


def thousands(value: float | None) -> str:
    return "-" if value is None else f"{value:,.0f}"


def interval(told: Mapping[str, Any], key: str = "") -> tuple[float, float] | None:
    """`ci95` of a result: the one of `key` where it holds several."""
    held = told.get("ci95")
    if isinstance(held, Mapping):
        held = held.get(key)
    return None if held is None else (float(held[0]), float(held[1]))


def between(value: float | None, ends: tuple[float, float] | None, digits: int = 3) -> str:
    """A figure and its interval: 0.953 (0.802 to 0.981)."""
    if value is None or ends is None:
        return number(value, digits)
    return f"{value:.{digits}f} ({ends[0]:.{digits}f} to {ends[1]:.{digits}f})"


def percent_between(value: float | None, ends: tuple[float, float] | None) -> str:
    if value is None or ends is None:
        return percent(value)
    return f"{percent(value)} ({percent(ends[0])} to {percent(ends[1])})"


def most(counts: Mapping[str, int], at_most: int = 3) -> str:
    """The largest of a count: "none 3, lunge 1"."""
    order = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return ", ".join(f"{name} {count}" for name, count in order[:at_most]) or "-"


def many(count: float, one: str, several: str = "") -> str:
    """1 person, 2 people."""
    return f"{thousands(count)} {one if count == 1 else several or one + 's'}"
