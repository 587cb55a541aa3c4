"""The demonstrator: what it shows when, as seen in a mirror, and the outline that fills."""

from __future__ import annotations

import time
from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage

from mirror.avatar.demonstration import demonstrate
from mirror.geometry.view import view_of
from mirror.pose import skeleton as s
from mirror.settings import ScreenSettings
from mirror.snapshot import Choice, Cue, Gesture, Menu, Snapshot, Verdict
from tests.ui.scenes import CUE, SCENES, SIZES, live, pose
from ui.stage import mannequin
from ui.stage.demonstrator import Demonstrator, Figures, Wish, fit, wish_of
from ui.stage.layout import layout_for
from ui.stage.ring import place_of
from ui.theme import PALETTES, Look

LOOK = Look.of(ScreenSettings())


def pixels(image: QImage) -> NDArray[np.uint8]:
    return np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.width(), 4).copy()


def drawn(snapshot: Snapshot, size: tuple[int, int] = (1080, 1920), person: NDArray[np.float32] | None = None) -> Figures:
    demonstrator = Demonstrator(LOOK, still=True, patient=True)
    try:
        return demonstrator.step(snapshot, size, person)
    finally:
        demonstrator.close()


def test_it_shows_what_the_moment_calls_for() -> None:
    asked = wish_of(live(view=view_of(0.0)))
    assert asked == Wish("squat", "knees_in", 0.0)
    assert wish_of(live(cue=None)) is None, "nobody is shown what they have just done well"
    assert wish_of(live(cue=None, reps=0)).exercise == "squat"  # type: ignore[union-attr]
    assert wish_of(live(t=CUE.since + 7.0)) is None, "an old correction is over"
    praise = Cue("Better depth.", "praise", None, 40.0, "shallow")
    assert wish_of(live(cue=praise)) is None
    assert wish_of(Snapshot(0.0, stage="asleep")) is None
    assert wish_of(Snapshot(0.0, stage="setup")) is None
    menu = Menu("", (Choice("", "Anything"), Choice("lunge", "Lunge")), 1)
    assert wish_of(Snapshot(0.0, stage="choosing", menu=menu)).exercise == "lunge"  # type: ignore[union-attr]
    assert wish_of(Snapshot(0.0, stage="choosing", menu=replace(menu, selected=0))) is None
    resting = wish_of(SCENES["rest"]()[0])
    assert resting is not None
    assert (resting.exercise, resting.mistake) == ("squat", "knees_in")


def test_it_turns_as_the_person_should() -> None:
    asked = Snapshot(0.0, stage="setup", exercise="push_up", view=view_of(5.0), verdict=Verdict("poor", "Turn.", turn_deg=80.0))
    wish = wish_of(asked)
    assert wish is not None
    assert wish.yaw_deg == pytest.approx(85.0)


def test_the_mannequin_is_mirrored_like_the_picture() -> None:
    take = demonstrate("squat").right
    front = mannequin.seen(take, 0, 0.0).points
    assert front[s.LEFT_SHOULDER, 0] < front[s.RIGHT_SHOULDER, 0], "the person's left is on the left"
    turned = mannequin.seen(take, 0, 60.0).points
    middle = (turned[s.LEFT_SHOULDER] + turned[s.RIGHT_SHOULDER]) / 2
    assert turned[s.NOSE, 0] < middle[0], "who turned to the own left looks to the left"
    away = mannequin.seen(take, 0, 180.0)
    assert away.depth[s.NOSE] < away.depth[s.LEFT_EAR]


def test_the_wrong_way_is_hollow_and_ringed_and_the_right_one_filled(qapp: object) -> None:
    figures = drawn(live(view=view_of(0.0)))
    assert figures.pair
    assert figures.apart
    assert figures.demo is not None
    image = pixels(figures.demo.image)
    half = image.shape[1] // 2
    good = np.array(PALETTES["standard"].good[::-1])
    attention = np.array(PALETTES["standard"].attention[::-1])

    def share(part: NDArray[np.uint8], colour: NDArray[np.int64]) -> float:
        return float((np.abs(part[..., :3].astype(int) - colour).max(axis=2) < 60).mean())

    assert share(image[:, half:], good) > 0.05
    assert share(image[:, :half], good) < 0.005
    assert share(image[:, :half], attention) > 0.001
    assert share(image[:, half:], attention) == 0.0


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("name", [n for n in SCENES if n.startswith(("live", "setup", "countdown", "rest", "choosing"))])
def test_figures_stay_on_their_plate_and_off_the_body(qapp: object, name: str, size: tuple[int, int]) -> None:
    snapshot = SCENES[name]()[0]
    figures, layout = drawn(snapshot, size), layout_for(*size)
    if figures.demo is None:
        return
    plate = layout.demo_for(snapshot.stage)
    assert plate is not None
    box = QRectF(figures.demo.x, figures.demo.y, figures.demo.image.width(), figures.demo.image.height())
    assert plate.contains(box)
    image = pixels(figures.demo.image)
    assert image[..., 3].max() == 255
    rows, columns = np.nonzero(image[..., 3])
    assert rows.min() > 0, "its head is not cut off"
    assert columns.min() > 0
    if snapshot.stage != "choosing":
        assert not plate.intersects(layout.middle)


def test_it_moves_with_time_and_calms_down_when_asked(qapp: object) -> None:
    def two(look: Look) -> bool:
        demonstrator = Demonstrator(look, patient=True)
        first, later = (demonstrator.step(live(reps=0, cue=None, t=t), (1920, 1080), None).demo for t in (50.0, 51.2))
        demonstrator.close()
        assert first is not None
        assert later is not None
        return bool(np.array_equal(pixels(first.image), pixels(later.image)))

    assert not two(LOOK)
    assert two(Look.of(ScreenSettings(calm=True)))


def test_nobody_waits_for_a_figure(qapp: object) -> None:
    demonstrator = Demonstrator(LOOK)
    demonstrate.cache_clear()
    snapshot = live(reps=0, cue=None)
    first = demonstrator.step(snapshot, (1920, 1080), None)
    assert first.demo is None
    for _ in range(2000):
        if demonstrator.step(snapshot, (1920, 1080), None).demo is not None:
            break
        time.sleep(0.01)
    else:
        pytest.fail("the figure never came")
    demonstrator.close()


def test_an_exercise_that_nobody_can_show_is_not_shown(qapp: object) -> None:
    menu = Menu("", (Choice("quick check", "Quick check"),), 0)
    assert drawn(Snapshot(0.0, stage="choosing", menu=menu)).demo is None


def test_the_outline_fills_as_the_person_fits(qapp: object) -> None:
    size = (1920, 1080)
    waiting = Snapshot(1.0, pose(), stage="setup", setup_hint="Step back.")

    def green(snapshot: Snapshot, person: NDArray[np.float32] | None) -> float:
        ghost = drawn(snapshot, size, person).ghost
        assert ghost is not None
        image = pixels(ghost.image).astype(int)
        inside = image[..., 3] > 40
        return float(((image[..., 1] - image[..., 2] > 8) & inside).sum() / inside.sum())

    figure = mannequin.seen(demonstrate("").right, 0, 0.0).points[: s.COUNT]
    room = layout_for(*size).figure
    scale = room.height() / 1.9
    there = (figure * scale + (room.center().x(), room.bottom() - 0.04 * scale)).astype(np.float32)
    shares = [
        green(waiting, None),
        green(waiting, there + np.array([330.0, 0.0], np.float32)),
        green(waiting, there + np.array([130.0, 0.0], np.float32)),
        green(waiting, there),
    ]
    assert shares[0] == 0.0
    assert shares == sorted(shares)
    assert shares[3] > shares[1] + 0.2
    assert green(replace(waiting, setup_hint=""), there) > shares[3]


def test_the_outline_settles_on_whoever_fits(qapp: object) -> None:
    size = (1920, 1080)
    figure = mannequin.seen(demonstrate("").right, 0, 0.0).points[: s.COUNT]
    for scale, x, floor in ((300.0, 700.0, 800.0), (420.0, 1200.0, 1000.0)):
        there = (figure * scale + (x, floor)).astype(np.float32)
        ghost = drawn(Snapshot(1.0, pose(), stage="setup"), size, there).ghost
        assert ghost is not None
        assert ghost.x + ghost.image.width() / 2 == pytest.approx(x, abs=20)
        assert ghost.y + ghost.image.height() == pytest.approx(floor, abs=50)
        assert ghost.image.height() == pytest.approx(1.75 * scale, rel=0.1)


def test_fit_is_one_for_the_same_place_and_none_for_another() -> None:
    box = np.array([[0, 0], [10, 20]], np.float32)
    assert fit(box, box) == 1.0
    assert fit(box, box + 100) == 0.0
    assert fit(box[:0], box) == 0.0
    assert 0.2 < fit(box, box + np.array([5, 0], np.float32)) < 0.5


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def test_the_ring_stands_at_the_hand_that_makes_the_gesture(size: tuple[int, int]) -> None:
    layout = layout_for(*size)
    points = np.full((s.COUNT, 2), np.nan, np.float32)
    points[s.LEFT_WRIST], points[s.RIGHT_WRIST] = (0.3 * size[0], 0.6 * size[1]), (0.7 * size[0], 0.2 * size[1])
    up = place_of(Gesture("raise_hand", 0.5), points, layout, 100.0)
    assert up.center().x() == pytest.approx(0.7 * size[0], abs=1)
    left = place_of(Gesture("point_left", 0.5), points, layout, 100.0)
    assert left.center().x() == pytest.approx(0.3 * size[0], abs=1)
    crossed = place_of(Gesture("cross_arms", 0.5), points, layout, 100.0)
    assert crossed.center().x() == pytest.approx(0.5 * size[0], abs=1)
    taken = QRectF(0.6 * size[0], 0.1 * size[1], 0.2 * size[0], 0.2 * size[1])
    assert not place_of(Gesture("raise_hand", 0.5), points, layout, 100.0, [taken]).intersects(taken)
    for gesture in ("raise_hand", "cross_arms", "point_left", "point_right"):
        for known in (points, None, points * 50, np.full_like(points, np.nan)):
            assert layout.safe.contains(place_of(Gesture(gesture, 0.5), known, layout, 100.0))  # type: ignore[arg-type]
