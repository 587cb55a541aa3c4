"""What the settings write of their own accord, marked for Qt Linguist (context "Settings"); `say` looks the user's language up.

Titles and descriptions of settings are the schema's, and translated with what the core says.
"""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication


def QT_TRANSLATE_NOOP(context: str, text: str) -> str:
    """Qt's own marker for `lupdate`, with the type that it has in truth."""
    return text


SEARCH = QT_TRANSLATE_NOOP("Settings", "Search")
UNDO = QT_TRANSLATE_NOOP("Settings", "Undo")
DONE = QT_TRANSLATE_NOOP("Settings", "Done")
SETTINGS = QT_TRANSLATE_NOOP("Settings", "Settings")
NOTHING = QT_TRANSLATE_NOOP("Settings", "Nothing is called so.")
KEYS = QT_TRANSLATE_NOOP("Settings", "Arrows: choose and change · Enter: open · Delete: default · Esc: back")
DEFAULT = QT_TRANSLATE_NOOP("Settings", "Default")
RESTART = QT_TRANSLATE_NOOP("Settings", "after a restart")
SET_BY = QT_TRANSLATE_NOOP("Settings", "Set by {name}")
AUTOMATIC = QT_TRANSLATE_NOOP("Settings", "automatic")
ON = QT_TRANSLATE_NOOP("Settings", "On")
OFF = QT_TRANSLATE_NOOP("Settings", "Off")
SECONDS = QT_TRANSLATE_NOOP("Settings", "{n} s")
WORDS = QT_TRANSLATE_NOOP("Settings", "{n} words a minute")
PIXELS = QT_TRANSLATE_NOOP("Settings", "{n} pixels")
HORIZON = QT_TRANSLATE_NOOP("Settings", "Horizon")
SET_PIN = QT_TRANSLATE_NOOP("Settings", "Set a PIN")
CHANGE_PIN = QT_TRANSLATE_NOOP("Settings", "Change the PIN")
REMOVE = QT_TRANSLATE_NOOP("Settings", "Remove")
NEW_PIN = QT_TRANSLATE_NOOP("Settings", "A new PIN of four to twelve digits")
PIN_FORM = QT_TRANSLATE_NOOP("Settings", "A PIN is four to twelve digits.")
PIN_LEAVE = QT_TRANSLATE_NOOP("Settings", "The PIN, to leave the mirror")
PIN_SETTINGS = QT_TRANSLATE_NOOP("Settings", "The PIN, to change the settings")
PIN_REVIEW = QT_TRANSLATE_NOOP("Settings", "The PIN, to see what was trained")
PIN_WHO = QT_TRANSLATE_NOOP("Settings", "{name}, your PIN")
DELETE = QT_TRANSLATE_NOOP("Settings", "Delete")
CANCEL = QT_TRANSLATE_NOOP("Settings", "Cancel")

NAMES: dict[str, str] = {
    "en": "English",
    "de": "Deutsch",
    "ko": "한국어",
    "metric": QT_TRANSLATE_NOOP("Settings", "Metric (m, cm)"),
    "imperial": QT_TRANSLATE_NOOP("Settings", "Imperial (feet, inches)"),
    "640x480": "640 × 480",
    "1280x720": "1280 × 720",
    "1920x1080": "1920 × 1080",
    "lite": QT_TRANSLATE_NOOP("Settings", "Lite"),
    "full": QT_TRANSLATE_NOOP("Settings", "Full"),
    "heavy": QT_TRANSLATE_NOOP("Settings", "Heavy"),
    "auto": QT_TRANSLATE_NOOP("Settings", "Automatic"),
    "cpu": QT_TRANSLATE_NOOP("Settings", "Processor"),
    "cuda": QT_TRANSLATE_NOOP("Settings", "Graphics card"),
    "blazepose": "BlazePose",
    "mediapipe": "MediaPipe",
    "standard": QT_TRANSLATE_NOOP("Settings", "Standard"),
    "deuteranopia": QT_TRANSLATE_NOOP("Settings", "Green blindness"),
    "protanopia": QT_TRANSLATE_NOOP("Settings", "Red blindness"),
    "tritanopia": QT_TRANSLATE_NOOP("Settings", "Blue blindness"),
}
"""What a choice is called; one that is not here is called by its own name."""


def say(text: str, **values: object) -> str:
    """A text of this file in the user's language, with its places filled in."""
    said = QCoreApplication.translate("Settings", text)
    return said.format(**values) if values else said
