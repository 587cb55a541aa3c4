"""REPORT.md and its pictures, composed from the experiments' results and nothing else.

A section whose result is absent says "not run". What a command cannot know (what was tried where a bar is missed, what limits a
figure) stands in `notes.toml` beside the results: a table for each section's key with `text`, `tried` and `limits`.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from mirror.errors import WorldError
from models.evaluation.sections import SECTIONS, Picture, Results, Section
from models.evaluation.sections.core import bullets

NOTES = "notes.toml"
PICTURES = "report"
"""Folder of the pictures, beside the report."""
_FIRST = "*Written by `python -m models.evaluate report` from the files in `results`. Do not edit it by hand: write it again.*"
_LISTS = {"tried": "What was tried:", "limits": "What limits it:"}


class ReportError(WorldError):
    """The results or the notes cannot be read."""


def write(results: Path, out: Path) -> Path:
    """Compose the report of a folder of results into `out`, its pictures into `report` beside it. Returns `out`.

    Raises ReportError with a sentence where the folder, a result or the notes cannot be read, OSError for the disk.
    """
    text, pictures = compose(results)
    out.parent.mkdir(parents=True, exist_ok=True)
    for picture in pictures:
        picture.draw(out.parent / PICTURES / f"{picture.name}.png")
    out.write_text(text, encoding="utf-8")
    return out


def compose(folder: Path) -> tuple[str, list[Picture]]:
    """(Markdown, the pictures that it links to)."""
    results, notes = read(folder), read_notes(folder / NOTES)
    blocks = [_FIRST, "# How well the mirror sees", _OPENING]
    pictures: list[Picture] = []
    # Those of one result first, so that a result in another form is named; then those that look at all of them.
    order = sorted(SECTIONS, key=lambda s: not s.needs)
    made = {s.key: _section(s, results, notes.get(s.key, {})) for s in order}
    for section in SECTIONS:
        lines, drawn = made[section.key]
        blocks += lines
        pictures += drawn
    return "\n\n".join(blocks) + "\n", pictures


_OPENING = (
    "A mirror watches a person train and names the exercise. This report says how often it is right, on whom that was "
    "counted, and where it is wrong. Every figure is read from a file that an experiment wrote."
)


def _section(section: Section, results: Results, note: Mapping[str, Any]) -> tuple[list[str], list[Picture]]:
    lines, pictures = [f"## {section.title}"], []
    if section.needs and section.needs not in results:
        lines.append(f"Not run: `python -m models.experiment {section.needs} --data CORPUS` has not been run.")
    else:
        try:
            body = section.write(results)
        except (KeyError, TypeError, ValueError, IndexError, AttributeError) as error:
            where = f"{section.needs}.json" if section.needs else "a result"
            raise ReportError(f"The section {section.key} cannot be written: {where} is in another form ({error!r}).") from error
        for part in body:
            if isinstance(part, Picture):
                pictures.append(part)
                lines.append(f"![{part.shows}]({PICTURES}/{part.name}.png)")
            else:
                lines.append(part)
    return lines + _noted(note), pictures


def _noted(note: Mapping[str, Any]) -> list[str]:
    out = [str(note["text"]).strip()] if note.get("text") else []
    for key, words in _LISTS.items():
        if note.get(key):
            out += [words, bullets(str(line).strip() for line in note[key])]
    return out


def read(folder: Path) -> Results:
    """NAME.json -> what the experiment wrote. Raises ReportError."""
    if not folder.is_dir():
        raise ReportError(f"There is no folder of results at {folder}.")
    out: dict[str, dict[str, Any]] = {}
    for path in sorted(folder.glob("*.json")):
        try:
            told = json.loads(path.read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            raise ReportError(f"{path} cannot be read ({error}).") from error
        if not isinstance(told, dict):
            raise ReportError(f"{path} is no result: it holds no table.")
        out[path.stem] = told
    return out


def read_notes(path: Path) -> dict[str, dict[str, Any]]:
    """Section key -> text, tried, limits. Raises ReportError for an unknown section or word."""
    if not path.exists():
        return {}
    try:
        notes = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise ReportError(f"{path} cannot be read ({error}).") from error
    keys = [s.key for s in SECTIONS]
    for key, note in notes.items():
        if key not in keys or not isinstance(note, dict):
            raise ReportError(f"{path} has notes for {key}, which is no section; the sections are {', '.join(keys)}.")
        unknown = set(note) - {"text", *_LISTS}
        lists = all(isinstance(note.get(k, []), list) for k in _LISTS)
        if unknown or not lists or not isinstance(note.get("text", ""), str):
            raise ReportError(f"{path}: [{key}] may hold text (words), tried and limits (lists of lines).")
    return notes
