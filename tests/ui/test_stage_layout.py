"""Nothing is cut off, nothing overlaps, everything is large enough: on any screen, in every stage."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QRectF

from mirror.settings import ScreenSettings
from tests.ui.scenes import NOW, SCENES, SIZES, figures_of
from ui.stage.kit import Kit
from ui.stage.layout import layout_for
from ui.stage.motion import settled
from ui.stage.pieces import Piece, pieces
from ui.stage.widget import words_of
from ui.theme import Look

SCREENS = (*SIZES, (800, 480), (480, 800), (3840, 2160), (2160, 3840), (3440, 1440), (1280, 1024), (1000, 1000), (640, 360))
CORNERS = ("title", "side", "count", "bars", "gauge", "cue", "health")
sides = st.integers(320, 4000)


def shown(name: str, size: tuple[int, int], screen: ScreenSettings = ScreenSettings()) -> list[Piece]:  # noqa: B008
    snapshot, health = SCENES[name]()
    layout = layout_for(*size)
    kit = Kit(Look.of(screen), layout.unit)
    return pieces(snapshot, health, settled(snapshot, *words_of(NOW)), kit, layout, figures_of(snapshot, size))


def holds(outer: QRectF, inner: QRectF, slack: float = 1.01) -> bool:
    return outer.adjusted(-slack, -slack, slack, slack).contains(inner)


def check(found: list[Piece], size: tuple[int, int]) -> None:
    safe = layout_for(*size).safe
    for piece in found:
        assert holds(safe, piece.box), f"{piece.name} leaves the margins: {piece.box} of {safe}"
        box = QRectF(0, 0, piece.box.width(), piece.box.height())
        for words in piece.words():
            assert holds(box, words.box), f"{words.text!r} leaves its plate: {words.box} of {box}"
        for one, other in combinations(piece.words(), 2):
            assert not one.box.adjusted(0, 1, 0, -1).intersects(other.box.adjusted(0, 1, 0, -1)), (one.text, other.text)
    for a, b in combinations(found, 2):
        assert not a.box.intersects(b.box), f"{a.name} lies over {b.name}"


@given(sides, sides)
def test_rooms_lie_inside_the_margins_and_apart(width: int, height: int) -> None:
    layout = layout_for(width, height)
    rooms = {name: getattr(layout, name).box for name in CORNERS if name != "count"}
    for name, box in rooms.items():
        assert box.width() > 0, name
        assert box.height() > 0, name
        assert holds(layout.safe, box), name
    for (one, a), (other, b) in combinations(rooms.items(), 2):
        assert not a.adjusted(0.5, 0.5, -0.5, -0.5).intersects(b), f"{one} and {other}"


@pytest.mark.parametrize("size", SCREENS, ids=lambda s: f"{s[0]}x{s[1]}")
@pytest.mark.parametrize("name", SCENES)
def test_every_scene_fits(qapp: object, name: str, size: tuple[int, int]) -> None:
    check(shown(name, size), size)


@given(sides, sides, st.sampled_from(sorted(SCENES)), st.sampled_from([0.75, 1.0, 1.3, 2.0]))
@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_screen_and_text_size(qapp: object, width: int, height: int, name: str, text_size: float) -> None:
    check(shown(name, (width, height), ScreenSettings(text_size=text_size)), (width, height))


@pytest.mark.parametrize("size", SIZES, ids=lambda s: f"{s[0]}x{s[1]}")
@pytest.mark.parametrize("name", [n for n in SCENES if n.startswith(("live", "hold", "setup", "countdown"))])
def test_the_middle_of_the_body_stays_free(qapp: object, name: str, size: tuple[int, int]) -> None:
    middle = layout_for(*size).middle
    for piece in shown(name, size):
        assert not piece.box.intersects(middle), f"{piece.name} covers the trunk"


@pytest.mark.parametrize("size", SIZES, ids=lambda s: f"{s[0]}x{s[1]}")
@pytest.mark.parametrize("name", SCENES)
def test_what_matters_has_36_points_and_small_print_28(qapp: object, name: str, size: tuple[int, int]) -> None:
    layout = layout_for(*size)
    for piece in shown(name, size):
        small = min((w.pixels for w in piece.words()), default=layout.height)
        matters = [w for w in piece.words() if w.weight > 500 or piece.name in ("bars", "cue", "notice")]
        for words in matters:
            assert words.pixels >= int(layout.pixels(36)), f"{piece.name}: {words.text!r}"
        if piece.name != "health" or name != "live_long":  # a stream's address and a thousand drops may shrink to fit
            assert small >= int(layout.pixels(28)), piece.name
        else:
            assert small >= int(layout.pixels(20))


def test_sizes_are_those_of_the_design(qapp: object) -> None:
    found = {piece.name: piece for piece in shown("live", (1920, 1080))}
    assert next(found["count"].words()).pixels == pytest.approx(220 * 4 / 3, rel=0.01)
    assert next(found["title"].words()).pixels == pytest.approx(64 * 4 / 3, rel=0.01)
    assert next(found["cue"].words()).pixels == pytest.approx(56 * 4 / 3, rel=0.04)


def test_users_text_size_makes_letters_larger(qapp: object) -> None:
    normal = {p.name: next(p.words()).pixels for p in shown("live", (1920, 1080)) if p.arrangement.words}
    large = {
        p.name: next(p.words()).pixels for p in shown("live", (1920, 1080), ScreenSettings(text_size=1.3)) if p.arrangement.words
    }
    assert large["bars"] > normal["bars"]
    assert large["side"] > normal["side"]
    assert all(large[name] >= normal[name] * 0.95 for name in normal if name in large)


def test_a_piece_with_nothing_to_say_is_not_there(qapp: object) -> None:
    assert {p.name for p in shown("before", (1080, 1920))} == {"health", "side"}
    assert {p.name for p in shown("live_unnamed", (1080, 1920))} == {"health", "side", "title", "count"}
    assert {p.name for p in shown("asleep", (1080, 1920))} == {"clock", "side"}
    assert "bars" not in {p.name for p in shown("rest", (1080, 1920))}


def test_no_screen_has_no_room() -> None:
    with pytest.raises(ValueError, match="no room"):
        layout_for(0, 100)
