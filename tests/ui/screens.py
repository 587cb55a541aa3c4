"""The approved pictures of the screens: what they are, how a drawing is compared with one, and how they are made anew.

`PYTHONPATH=. python tests/ui/screens.py` draws all of them again; look at every one before it is committed. They are a quarter
of the screen's size with a few levels a channel. Compared are means over small squares, so that another build's way to smooth
the edge of a letter does not matter and another digit does.
"""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from mirror.settings import ScreenSettings, Settings
from tests.ui.scenes import NOW, SIZES, picture
from ui.app import draw

FOLDER = Path(__file__).parents[2] / "docs" / "images" / "screens"
SHRUNK = 4
SQUARE = 4
"""Pixels of an approved picture over which a mean is taken."""
STEP = 8
"""Between two levels of a channel: what makes the files small."""
MOST, MEAN = 30.0, 0.8
"""How far one square and all of them may differ on the mean, levels of 0-255."""
SCREENS = {
    "idle": "asleep",
    "camera_off": "camera_off",
    "turning_off": "turning_off",
    "setup": "setup",
    "setup_ready": "setup_squat",
    "setup_turn": "setup_turn",
    "setup_camera": "setup_camera",
    "choosing": "choosing",
    "countdown": "countdown_squat",
    "live": "live",
    "live_first": "live_first",
    "live_step": "live_poor",
    "plan": "plan_live",
    "plan_rest": "plan_rest",
    "plan_summary": "plan_summary",
    "gesture": "gesture",
    "paused": "paused",
    "rest": "rest_next",
    "calibrating": "calibrating",
    "calibrated": "calibrated",
    "check": "check",
    "replay": "replay",
    "summary": "summary",
    "camera_lost": "gone",
    "glass": "live",
}
"""Each screen and the scene that it is drawn from."""

Image = NDArray[np.uint8]


def drawn(screen: str, size: tuple[int, int]) -> Image:
    """(h, w, 3) BGR, a quarter of the size."""
    settings = Settings(screen=ScreenSettings(glass=screen == "glass"))
    whole = draw(picture(SCREENS[screen]), size, settings, now=NOW)[..., :3]
    return shrunk(whole)


def shrunk(whole: Image) -> Image:
    """A drawing as it is kept: a quarter of the size, levels in steps."""
    small = cv2.resize(whole, (whole.shape[1] // SHRUNK, whole.shape[0] // SHRUNK), interpolation=cv2.INTER_AREA)
    return np.asarray(small // STEP * STEP + STEP // 2 * (small >= STEP), np.uint8)


def file_of(screen: str, size: tuple[int, int]) -> Path:
    return FOLDER / f"{screen}_{size[0]}x{size[1]}.png"


def difference(one: Image, other: Image) -> tuple[float, float]:
    """The largest and the mean difference of two pictures' squares, in levels of the worst channel."""
    if one.shape != other.shape:
        return 255.0, 255.0
    height, width = (side // SQUARE * SQUARE for side in one.shape[:2])
    apart = one[:height, :width].astype(np.float64) - other[:height, :width]
    squares = apart.reshape(height // SQUARE, SQUARE, width // SQUARE, SQUARE, 3).mean(axis=(1, 3))
    worst = np.abs(squares).max(axis=2)
    return float(worst.max()), float(worst.mean())


def approve() -> None:
    """Draw and keep every screen."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for screen in SCREENS:
        for size in SIZES:
            cv2.imwrite(str(file_of(screen, size)), drawn(screen, size), [cv2.IMWRITE_PNG_COMPRESSION, 9])


if __name__ == "__main__":
    approve()
