"""Inputs: what keys, taps and a remote (arrow keys, Enter and Back) say, as the same commands that gestures give."""

from __future__ import annotations

from PySide6.QtCore import Qt

from mirror.commands import Back, Command, Move, Pause, Select, Start, SwitchCamera

SIDE = 0.3
"""Share of the width at either side where a tap means the neighbour; between them it means yes."""
SWIPE = 0.12
"""Share of the width from which a finger that is drawn aside turns the choices."""
DOWN = 0.35
"""Share of the height from which a finger that is drawn down turns the camera off, as one draws a blind."""
LONG_S = 0.8
"""A finger that rests so long means back."""

_MOVES = {Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1}
_YES = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Select, Qt.Key.Key_Yes})
_CAMERA = frozenset({Qt.Key.Key_C, Qt.Key.Key_WebCam})
_BACK = frozenset({Qt.Key.Key_Back, Qt.Key.Key_Backspace, Qt.Key.Key_Exit, Qt.Key.Key_No})


def of_key(key: int, stage: str, *, again: bool = False) -> Command | None:
    """What a key says while the mirror is in `stage`, or None. `again`: it is held and repeats itself (only arrows mean that)."""
    if key in _MOVES:
        return Move(_MOVES[Qt.Key(key)])
    if again:
        return None
    if key in _YES or (key == Qt.Key.Key_Space and stage == "choosing"):
        return Select()
    if key in _BACK:
        return Back()
    if key in _CAMERA:
        return SwitchCamera(on=stage == "camera_off")
    if key in (Qt.Key.Key_Space, Qt.Key.Key_MediaTogglePlayPause):
        return Pause() if stage in ("countdown", "live") else Start()
    return None


def of_touch(start: float, end: float, seconds: float, stage: str, down: float = 0.0) -> Command:
    """What a finger or the mouse says that was put down at `start` and lifted at `end` (shares of the width) after `seconds`, and
    was drawn down by `down` meanwhile (share of the height)."""
    drawn = end - start
    if stage == "camera_off":
        return SwitchCamera(on=True)
    if down >= DOWN:
        return SwitchCamera(on=False)
    if abs(drawn) >= SWIPE:
        # the choices follow the finger: drawn to the left, the next one comes
        return Move(-1 if drawn > 0.0 else 1)
    if seconds >= LONG_S:
        return Back()
    if stage not in ("asleep", "countdown", "live") and not SIDE <= end <= 1.0 - SIDE:
        return Move(-1 if end < SIDE else 1)
    return Select()
