"""What the mirror writes of its own accord, in one place: short, kind, one thing at a time.

The texts are marked for Qt Linguist (context "Stage"); `say` looks the user's language up when a piece is made.
"""

from __future__ import annotations

import re

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from mirror.events import Stage

NO_BREAK = "\u00a0"

STAND = QT_TRANSLATE_NOOP("Stage", "Stand in front of me.")
REST = QT_TRANSLATE_NOOP("Stage", "Rest")
READY = QT_TRANSLATE_NOOP("Stage", "Get ready")
COUNTING = QT_TRANSLATE_NOOP("Stage", "Counting")
SURE = QT_TRANSLATE_NOOP("Stage", "{n} % sure")
SET = QT_TRANSLATE_NOOP("Stage", "Set {n}")
SET_OF = QT_TRANSLATE_NOOP("Stage", "Set {n} of {all}")
SCORE = QT_TRANSLATE_NOOP("Stage", "Score {n}")
SCORE_HEAD = QT_TRANSLATE_NOOP("Stage", "Score")
SECONDS = QT_TRANSLATE_NOOP("Stage", "seconds")
SECONDS_SHORT = QT_TRANSLATE_NOOP("Stage", "{n} s")
ONE_REP = QT_TRANSLATE_NOOP("Stage", "1 rep")
REPS = QT_TRANSLATE_NOOP("Stage", "{n} reps")
REP_UNIT = QT_TRANSLATE_NOOP("Stage", "rep")
REPS_UNIT = QT_TRANSLATE_NOOP("Stage", "reps")
LEFT = QT_TRANSLATE_NOOP("Stage", "{n} left")
RIGHT = QT_TRANSLATE_NOOP("Stage", "{n} right")
PARTIAL = QT_TRANSLATE_NOOP("Stage", "{n} partial")
NOT_COUNTED = QT_TRANSLATE_NOOP("Stage", "{n} not counted")
NEXT = QT_TRANSLATE_NOOP("Stage", "Next: {name}")
NEXT_TIME = QT_TRANSLATE_NOOP("Stage", "Next time")
LAST_SET = QT_TRANSLATE_NOOP("Stage", "Last set")
PAUSED = QT_TRANSLATE_NOOP("Stage", "Paused. Raise a hand to go on.")
STILL = QT_TRANSLATE_NOOP("Stage", "Stand still.")
SESSION = QT_TRANSLATE_NOOP("Stage", "Your session")
NO_SETS = QT_TRANSLATE_NOOP("Stage", "No sets this time.")
ONE_SET = QT_TRANSLATE_NOOP("Stage", "1 set")
SETS = QT_TRANSLATE_NOOP("Stage", "{n} sets")
EARLIER = QT_TRANSLATE_NOOP("Stage", "{n} earlier sets")
MOVEMENT = QT_TRANSLATE_NOOP("Stage", "{time} of movement")
RANGE = QT_TRANSLATE_NOOP("Stage", "Range")
NO_PICTURE = QT_TRANSLATE_NOOP("Stage", "The camera gives no picture. I am looking for it.")
FPS = QT_TRANSLATE_NOOP("Stage", "{n} fps")
MS = QT_TRANSLATE_NOOP("Stage", "{n} ms")
DROPPED = QT_TRANSLATE_NOOP("Stage", "{n} dropped")
CAMERA = QT_TRANSLATE_NOOP("Stage", "camera")
GONE = QT_TRANSLATE_NOOP("Stage", "{camera} gone")
FILM = QT_TRANSLATE_NOOP("Stage", "Film")
DEMO = QT_TRANSLATE_NOOP("Stage", "Demo")
CAMERA_OFF = QT_TRANSLATE_NOOP("Stage", "The camera is off. Press Enter or touch the mirror to turn it on.")
SOUND_ON = QT_TRANSLATE_NOOP("Stage", "sound on")
MUTED = QT_TRANSLATE_NOOP("Stage", "muted")
NO_SOUND = QT_TRANSLATE_NOOP("Stage", "no sound")
CHECK = QT_TRANSLATE_NOOP("Stage", "Quick check")
CHECK_LEFT = QT_TRANSLATE_NOOP("Stage", "Check {n} s")
DATE = QT_TRANSLATE_NOOP("Stage", "{day} {n} {month}")
CALIBRATION = QT_TRANSLATE_NOOP("Stage", "Calibration")
FOUND = QT_TRANSLATE_NOOP("Stage", "What I found")
PLAN = QT_TRANSLATE_NOOP("Stage", "Your plan")
PLAN_PLACE = QT_TRANSLATE_NOOP("Stage", "Plan: {n} of {all}")
PLAN_DONE = QT_TRANSLATE_NOOP("Stage", "{n} of {all} exercises done")
SHORT = QT_TRANSLATE_NOOP("Stage", "{n} under plan")
PLACE = QT_TRANSLATE_NOOP("Stage", "{n} of {all}")

GESTURES: dict[Stage, tuple[tuple[str, object], ...]] = {
    "setup": (("point", QT_TRANSLATE_NOOP("Stage", "Choose")),),
    "choosing": (
        ("point", QT_TRANSLATE_NOOP("Stage", "Next")),
        ("raise_hand", QT_TRANSLATE_NOOP("Stage", "Begin")),
        ("cross_arms", QT_TRANSLATE_NOOP("Stage", "Leave")),
    ),
    "rest": (
        ("point", QT_TRANSLATE_NOOP("Stage", "Choose")),
        ("raise_hand", QT_TRANSLATE_NOOP("Stage", "Go on")),
        ("cross_arms", QT_TRANSLATE_NOOP("Stage", "Finish")),
    ),
    "summary": (
        ("raise_hand", QT_TRANSLATE_NOOP("Stage", "Again")),
        ("cross_arms", QT_TRANSLATE_NOOP("Stage", "Sleep")),
    ),
}
"""Which gesture does what, where somebody may wonder; a drawing shows the gesture."""
REPLAYED = (("cross_arms", QT_TRANSLATE_NOOP("Stage", "Leave")),)
"""The same under a replay."""

JOINTS: dict[str, object] = {
    "elbow": QT_TRANSLATE_NOOP("Stage", "Elbows"),
    "shoulder": QT_TRANSLATE_NOOP("Stage", "Shoulders"),
    "hip": QT_TRANSLATE_NOOP("Stage", "Hips"),
    "knee": QT_TRANSLATE_NOOP("Stage", "Knees"),
    "ankle": QT_TRANSLATE_NOOP("Stage", "Ankles"),
    "body_line": QT_TRANSLATE_NOOP("Stage", "Body line"),
    "neck": QT_TRANSLATE_NOOP("Stage", "Head"),
    "thigh": QT_TRANSLATE_NOOP("Stage", "Thighs"),
    "shin": QT_TRANSLATE_NOOP("Stage", "Shins"),
    "upper_arm": QT_TRANSLATE_NOOP("Stage", "Upper arms"),
    "forearm": QT_TRANSLATE_NOOP("Stage", "Forearms"),
    "wrist": QT_TRANSLATE_NOOP("Stage", "Wrists"),
    "knee_valgus": QT_TRANSLATE_NOOP("Stage", "Knee line"),
    "torso_lean": QT_TRANSLATE_NOOP("Stage", "Trunk"),
    "torso_forward": QT_TRANSLATE_NOOP("Stage", "Trunk"),
    "torso_side": QT_TRANSLATE_NOOP("Stage", "Trunk tilt"),
    "torso_twist": QT_TRANSLATE_NOOP("Stage", "Twist"),
}
"""What a bar is called on the mirror: plain words for the measures that exercises score."""


def say(text: object, **values: object) -> str:
    """A text of this file in the user's language, with its places filled in. (PySide's stubs know no type for marked texts.)"""
    said = QCoreApplication.translate("Stage", str(text))
    return said.format(**values) if values else said


def solid(text: str) -> str:
    """The text with spaces at which no line breaks."""
    return text.replace(" ", NO_BREAK)


def together(text: str) -> str:
    """The text with numbers, their signs and their units on one line."""
    return re.sub(r"(?<=[\d±]) | (?=±)", NO_BREAK, text)
