"""Words: dates, counts and names as the report says them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from mirror.geometry.measures import base

if TYPE_CHECKING:
    from mirror.exercises.core import Catalogue

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


def short(moment: date) -> str:
    """ "1 June 2026"."""
    return f"{moment.day} {MONTHS[moment.month - 1]} {moment.year}"


def day(moment: date) -> str:
    """ "Monday 1 June 2026"."""
    return f"{DAYS[moment.weekday()]} {short(moment)}"


def period(first: date, last: date) -> str:
    """ "1 June 2026", "1 to 30 June 2026", "1 June to 3 July 2026"."""
    if first == last:
        return short(last)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day} to {short(last)}"
    if first.year == last.year:
        return f"{first.day} {MONTHS[first.month - 1]} to {short(last)}"
    return f"{short(first)} to {short(last)}"


def counted(count: int, one: str, more: str | None = None) -> str:
    """ "1 set", "2 sets"."""
    return f"{count} {one if count == 1 else more or one + 's'}"


def minutes(seconds: float) -> str:
    """ "45 s", "12 min", "2 h 05 min"."""
    if seconds < 90:
        return f"{seconds:.0f} s"
    whole = round(seconds / 60)
    return f"{whole} min" if whole < 60 else f"{whole // 60} h {whole % 60:02d} min"


def listed(numbers: Sequence[int]) -> str:
    """ "1, 3 and 4"."""
    words = [str(number) for number in numbers]
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"


def joint(name: str) -> str:
    """ "left_knee" → "Left knee"."""
    return name.replace("_", " ").capitalize()


def pairwise(name: str) -> tuple[str, str]:
    """The order in which left and right of the same stand together."""
    return base(name), name


def title_of(exercise: str | None, catalogue: Catalogue) -> str:
    """As the screen calls it."""
    if exercise is None:
        return "Not recognised"
    known = catalogue.get(exercise)
    return exercise.replace("_", " ").capitalize() if known is None else known.title
