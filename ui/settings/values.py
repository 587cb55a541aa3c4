"""Values as people read them: "80 %", "1.20 m" or "3 ft 11 in", "165 words a minute"."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QLocale

from mirror.settings import Setting
from ui.settings import texts
from ui.settings.texts import say

INCH_M = 0.0254


def named(choice: str) -> str:
    """A choice by its name."""
    return say(texts.NAMES[choice]) if choice in texts.NAMES else choice


def shown(entry: Setting, value: Any, units: str = "metric") -> str:
    """The value for people, in the user's units. "" for words and secrets: those show themselves."""
    match entry.kind:
        case "choice":
            return named(str(value))
        case "switch":
            return say(texts.ON) if value else say(texts.OFF)
        case "whole" | "number":
            return _measured(entry, float(value), units)
        case _:
            return ""


def _measured(entry: Setting, value: float, units: str) -> str:
    local = QLocale()
    match entry.unit:
        case "share":
            return f"{round(value * 100)} %"
        case "m" if units == "imperial":
            feet, inches = divmod(round(value / INCH_M), 12)
            return f"{feet} ft {inches} in"
        case "m":
            return f"{local.toString(value, 'f', 2)} m"
        case "deg":
            return f"{local.toString(value, 'f', 0 if entry.step >= 1 else 1)}°"
        case "s":
            return say(texts.SECONDS, n=round(value))
        case "wpm":
            return say(texts.WORDS, n=round(value))
        case "px":
            return say(texts.PIXELS, n=round(value))
        case _:
            return f"{value:g}"
