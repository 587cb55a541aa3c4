"""How the plots name measures and write amounts: titles, units, decimals, times; in the user's language and number format."""

from __future__ import annotations

import math

from PySide6.QtCore import QLocale

from ui.review.plots import texts
from ui.review.plots.texts import say

_KINDS = {"full": texts.KIND_FULL, "partial": texts.KIND_PARTIAL, "rejected": texts.KIND_REJECTED}
_SEVERITIES = {"style": texts.STYLE, "form": texts.FORM, "danger": texts.DANGER}


def side_of(name: str) -> str:
    """ "left", "right", or "" for a measure or landmark without a side."""
    side, _, rest = name.partition("_")
    return side if side in ("left", "right") and rest else ""


def bare(name: str) -> str:
    """`left_knee` -> `knee`; others as they are."""
    side = side_of(name)
    return name.removeprefix(f"{side}_") if side else name


def title_of(name: str) -> str:
    """ "Knee, left" for `left_knee`; a name that nobody gave a title is written as it is, with blanks."""
    base, side = bare(name), side_of(name)
    known = texts.MEASURES.get(base) or texts.JOINTS.get(base)
    title = say(known) if known is not None else base.replace("_", " ").capitalize()
    return say(texts.SIDED, name=title, side=side_word(side)) if side else title


def side_word(side: str) -> str:
    """ "left" in the user's language."""
    return say(texts.SIDE_LEFT if side == "left" else texts.SIDE_RIGHT)


def kind_word(kind: str) -> str:
    """ "full", "partial", "rejected"; what else a log may hold as it is."""
    return say(_KINDS[kind]) if kind in _KINDS else kind


def severity_word(severity: str) -> str:
    """ "style", "form", "danger"; what else a log may hold as it is."""
    return say(_SEVERITIES[severity]) if severity in _SEVERITIES else severity


def decimals(unit: str) -> int:
    """How many decimals an amount in this unit deserves, by what is measured: a degree, a hundredth of a torso."""
    return {"deg": 0, "torsos": 2, "repetitions": 0, "s": 1, "points": 0, "share": 0}.get(unit, 2)


def number(value: float, places: int) -> str:
    """A number with the user's decimal sign; "–" for NaN."""
    if not math.isfinite(value):
        return "–"
    # Without "-0".
    return QLocale().toString(round(value, places) + 0.0, "f", places)


def amount(value: float, unit: str, error: float | None = None, places: int | None = None) -> str:
    """ "92° ± 4°", "0.34 ± 0.05", "12 %"; "–" for NaN. places: decimals, None: those of the unit."""
    factor, sign = (100.0, " %") if unit == "share" else (1.0, {"deg": "°", "s": " s"}.get(unit, ""))
    places = decimals(unit) if places is None else places
    said = number(value * factor, places) + (sign if math.isfinite(value) else "")
    if error is not None and math.isfinite(value) and math.isfinite(error):
        said += f" ± {number(error * factor, places)}{sign}"
    return said


def unit_word(unit: str) -> str:
    """What stands at the axis of a curve."""
    return say(texts.DEGREES_UNIT) if unit == "deg" else say(texts.TORSOS_UNIT) if unit == "torsos" else unit


def clock(seconds: float, *, tenths: bool = False) -> str:
    """m:ss, or m:ss.t, of seconds since the set's start; "–" for NaN."""
    if not math.isfinite(seconds):
        return "–"
    whole = round(abs(seconds) * 10) if tenths else round(abs(seconds)) * 10
    sign = "-" if seconds < 0 and whole else ""
    minutes, rest = divmod(whole, 600)
    said = f"{sign}{minutes}:{rest // 10:02d}"
    return said + f"{QLocale().decimalPoint()}{rest % 10}" if tenths else said
