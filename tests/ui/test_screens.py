"""Every screen in every size looks as approved, and keeps the margin."""

from __future__ import annotations

from dataclasses import replace

import cv2
import numpy as np
import pytest

from mirror.live import Picture
from mirror.settings import Settings
from mirror.snapshot import Cue
from tests.ui.scenes import HEALTH, NOW, SCENES, SIZES, gradient, live, white
from tests.ui.screens import FOLDER, MEAN, MOST, SCREENS, difference, drawn, file_of, shrunk
from ui.app import draw
from ui.stage.hud import Hud
from ui.stage.layout import layout_for


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("screen", SCREENS)
def test_a_screen_looks_as_approved(qapp: object, screen: str, size: tuple[int, int]) -> None:
    file = file_of(screen, size)
    approved = cv2.imread(str(file))
    assert approved is not None, f"{file} is missing: tests/ui/screens.py makes it"
    most, mean = difference(drawn(screen, size), np.asarray(approved, np.uint8))
    told = f"{screen} differs by {most:.1f} (mean {mean:.2f}); look at it, then approve it anew"
    assert most < MOST, told
    assert mean < MEAN, told


def test_nothing_is_approved_that_is_not_drawn() -> None:
    assert {file.name for file in FOLDER.glob("*.png")} == {file_of(screen, size).name for screen in SCREENS for size in SIZES}


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def test_the_comparison_sees_a_small_change(qapp: object, size: tuple[int, int]) -> None:
    def seen(**changes: object) -> np.ndarray:
        given = Picture(gradient(), live(**changes), HEALTH, 0.0)
        return shrunk(draw(given, size, Settings(), now=NOW)[..., :3])

    before = seen()
    assert difference(before, seen()) == (0.0, 0.0)
    for change in (
        {"reps": 9},
        {"title": "Lunge"},
        {"cue": Cue("Push your heels out.", "correction", "form", 40.0, "knees_in")},
        {"joints": live().joints[:2]},
        {"faulty": ()},
    ):
        assert difference(before, seen(**change))[0] > MOST, change


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("name", [name for name in SCENES if name not in ("before", "asleep")])
def test_nothing_but_the_picture_stands_in_the_margin(qapp: object, name: str, size: tuple[int, int]) -> None:
    """5 % of the width left and right, of the height above and below: measured on the pixels over a white picture."""
    snapshot, health = SCENES[name]()
    given = Picture(white(320, 180), replace(snapshot, pose=None, replay=None), health, 0.0)
    whole = draw(given, size, Settings(), now=NOW)[..., :3]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Hud, "paint", lambda *args, **named: [])
        bare = draw(given, size, Settings(), now=NOW)[..., :3]
    safe = layout_for(*size).safe
    changed = np.any(whole != bare, axis=2)
    changed[int(safe.top()) - 1 : int(np.ceil(safe.bottom())) + 2, int(safe.left()) - 1 : int(np.ceil(safe.right())) + 2] = False
    assert not changed.any()
