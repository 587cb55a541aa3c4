"""Keys, taps and swipes as commands."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from mirror.commands import Back, Command, Move, Pause, Select, Start, SwitchCamera
from ui.stage.inputs import LONG_S, of_key, of_touch


@pytest.mark.parametrize(
    ("key", "stage", "command"),
    [
        (Qt.Key.Key_Left, "choosing", Move(-1)),
        (Qt.Key.Key_Down, "rest", Move(1)),
        (Qt.Key.Key_Enter, "live", Select()),
        (Qt.Key.Key_Space, "live", Pause()),
        (Qt.Key.Key_Space, "rest", Start()),
        (Qt.Key.Key_Space, "choosing", Select()),
        (Qt.Key.Key_Backspace, "summary", Back()),
        (Qt.Key.Key_A, "live", None),
        (Qt.Key.Key_C, "live", SwitchCamera(on=False)),
        (Qt.Key.Key_C, "asleep", SwitchCamera(on=False)),
        (Qt.Key.Key_C, "camera_off", SwitchCamera(on=True)),
        (Qt.Key.Key_Return, "camera_off", Select()),
    ],
)
def test_keys(key: Qt.Key, stage: str, command: Command | None) -> None:
    assert of_key(key, stage) == command


def test_only_arrows_mean_something_while_they_are_held() -> None:
    assert of_key(Qt.Key.Key_Right, "choosing", again=True) == Move(1)
    assert of_key(Qt.Key.Key_Return, "choosing", again=True) is None


@pytest.mark.parametrize(
    ("start", "end", "seconds", "stage", "command"),
    [
        (0.5, 0.5, 0.1, "choosing", Select()),
        (0.1, 0.1, 0.1, "choosing", Move(-1)),
        (0.9, 0.91, 0.1, "rest", Move(1)),
        (0.1, 0.1, 0.1, "live", Select()),
        (0.1, 0.1, 0.1, "asleep", Select()),
        (0.8, 0.3, 0.3, "choosing", Move(1)),
        (0.3, 0.8, 0.3, "choosing", Move(-1)),
        (0.5, 0.5, LONG_S, "live", Back()),
    ],
)
def test_taps_and_swipes(start: float, end: float, seconds: float, stage: str, command: Command) -> None:
    assert of_touch(start, end, seconds, stage) == command


def test_a_long_swipe_down_turns_the_camera_off_and_a_touch_on_again() -> None:
    assert of_touch(0.5, 0.55, 0.4, "live", 0.5) == SwitchCamera(on=False)
    assert of_touch(0.5, 0.5, 0.4, "live", 0.1) == Select()
    assert of_touch(0.5, 0.5, 0.4, "live", -0.6) == Select()
    assert of_touch(0.1, 0.1, 0.1, "camera_off") == SwitchCamera(on=True)
    assert of_touch(0.5, 0.5, LONG_S, "camera_off") == SwitchCamera(on=True)
