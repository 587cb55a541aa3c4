"""The light: on every screen while pictures are taken, and what it says is what is true."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from mirror.settings import ScreenSettings, Settings
from tests.ui.scenes import NOW, SCENES, SIZES, figures_of, picture
from ui.app import draw
from ui.stage.kit import Kit
from ui.stage.layout import layout_for
from ui.stage.light import Light
from ui.stage.motion import settled
from ui.stage.panels import Side
from ui.stage.pieces import pieces
from ui.stage.widget import words_of
from ui.theme import Look


def corner(name: str, looking: str, size: tuple[int, int] = (1080, 1920)) -> tuple[Side | None, float, float]:
    """The piece in the corner of a scene, and how far its right and upper edges are from the corner of the margins, pixels."""
    snapshot, health = SCENES[name]()
    layout = layout_for(*size)
    health = replace(health, looking=looking)  # type: ignore[arg-type]
    kit = Kit(Look.of(ScreenSettings()), layout.unit)
    made = pieces(snapshot, health, settled(snapshot, *words_of(NOW)), kit, layout, figures_of(snapshot, size))
    found = [piece for piece in made if isinstance(piece.panel, Side)]
    if not found:
        return None, 0.0, 0.0
    (piece,) = found
    assert isinstance(piece.panel, Side)
    return piece.panel, layout.safe.right() - piece.box.right(), piece.box.top() - layout.safe.top()


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("name", SCENES)
def test_it_stands_in_the_same_corner_of_every_screen(qapp: object, name: str, size: tuple[int, int]) -> None:
    side, right, top = corner(name, "camera", size)
    assert side is not None
    assert side.light is not None
    assert side.light.of == "camera"
    assert right == pytest.approx(0.0, abs=1.0)
    assert top == pytest.approx(0.0, abs=1.0)


@pytest.mark.parametrize("name", SCENES)
def test_nothing_is_lit_while_no_pictures_are_taken(qapp: object, name: str) -> None:
    side, _, _ = corner(name, "")
    assert side is None or side.light is None


@pytest.mark.parametrize(("looking", "word"), [("film", "Film"), ("demo", "Demo")])
def test_a_film_and_the_demo_are_said_in_a_word(qapp: object, looking: str, word: str) -> None:
    for name in ("live", "asleep", "summary"):
        side, _, _ = corner(name, looking)
        assert side is not None
        assert side.light == Light(looking, dim=name == "asleep")  # type: ignore[arg-type]
        snapshot, health = SCENES[name]()
        layout = layout_for(1080, 1920)
        kit = Kit(Look.of(ScreenSettings()), layout.unit)
        made = pieces(snapshot, replace(health, looking=looking), settled(snapshot), kit, layout)  # type: ignore[arg-type]
        (piece,) = [piece for piece in made if piece.name == "side"]
        assert word in [words.text for words in piece.words()]


@pytest.mark.parametrize("glass", [False, True])
@pytest.mark.parametrize("name", ["asleep", "live", "summary", "replay", "calibrating"])
def test_it_can_be_seen_and_is_large_enough(qapp: object, name: str, glass: bool) -> None:
    """On pixels: what the corner has more with the light than without it."""
    size = (1920, 1080)
    whole = Settings(screen=ScreenSettings(glass=glass))
    lit, dark = picture(name), picture(name)
    dark = replace(dark, health=replace(dark.health, looking=""))
    apart = np.abs(draw(lit, size, whole, now=NOW).astype(int) - draw(dark, size, whole, now=NOW))[..., :3].max(axis=2)
    rows, columns = np.nonzero(apart[:200, 1400:] > 40)
    assert rows.max() - rows.min() + 1 >= 28
    assert columns.max() - columns.min() + 1 >= 28
    # the lens is the brightest thing that is green: the corner of the design's colour
    drawn = draw(lit, size, whole, now=NOW)[:200, 1400:, :3].astype(int)
    green = (drawn[..., 1] > drawn[..., 2] + 25) & (drawn[..., 1] > 60)
    assert int(green.sum()) > 80


def test_the_screen_of_a_camera_that_is_off_is_black_and_says_how_to_turn_it_on(qapp: object) -> None:
    drawn = draw(picture("camera_off"), (1080, 1920), Settings(), now=NOW)
    assert float(np.mean(drawn[..., :3].max(axis=2) < 16)) > 0.9
    snapshot, health = SCENES["camera_off"]()
    layout = layout_for(1080, 1920)
    made = pieces(snapshot, health, settled(snapshot), Kit(Look.of(ScreenSettings()), layout.unit), layout)
    said = " ".join(words.text for piece in made for words in piece.words())
    assert "The camera is off." in said
    assert "Enter" in said
