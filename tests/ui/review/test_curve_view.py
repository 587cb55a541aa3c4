"""CurveView: what it shows, what it says, and what it signals."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QPointF, Qt
from pytestqt.qtbot import QtBot

from mirror.review.core import SetView
from tests.ui.review import acted
from ui.review.plots import CurveView
from ui.review.plots.traces import runs
from ui.review.style import DeskTheme
from ui.theme import load_fonts

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")
DARK = DeskTheme.of(True)


def shown(qtbot: QtBot, view: SetView | None, seq: int | None = None, width: int = 900) -> CurveView:
    load_fonts()
    made = CurveView(DARK)
    qtbot.addWidget(made)
    made.resize(width, 420)
    made.show()
    made.show_set(view, seq)
    return made


def pixel(of: CurveView, x: float, y: float) -> QPointF:
    """Where a place of the data lies, viewport pixels."""
    return QPointF(of._plot.mapFromScene(of._plot.box.mapViewToScene(QPointF(x, y))))


def click(qtbot: QtBot, of: CurveView, x: float, y: float) -> None:
    qtbot.mouseClick(of._plot.viewport(), Qt.MouseButton.LeftButton, pos=pixel(of, x, y).toPoint())


def test_the_set_s_measures_are_offered_in_their_order(qtbot: QtBot) -> None:
    made = shown(qtbot, acted.squats())
    assert [made._bar.choice.itemData(i) for i in range(made._bar.choice.count())] == list(acted.squats().measures)
    assert made.measure == "left_knee"
    with qtbot.waitSignal(made.measure_chosen) as told:
        made._bar.choice.setCurrentIndex(5)
    assert told.args == ["torso_lean"]
    assert not made._bar.both.isVisible()
    made.show_set(acted.squats(6, None))
    assert made.measure == "torso_lean", "another set keeps the measure"


def test_a_selection_from_outside_is_shown_and_not_signalled(qtbot: QtBot) -> None:
    made = shown(qtbot, acted.squats())
    with qtbot.assertNotEmitted(made.repetition_chosen):
        made.select(13)
    assert made.selected == 13
    assert made._repetitions.chosen == 13
    assert made.readout.startswith("Repetition 4, full")
    made.select(None)
    assert made.readout == ""


def test_a_click_chooses_the_repetition_and_the_moment(qtbot: QtBot) -> None:
    made = shown(qtbot, acted.squats())
    second = acted.squats().measures["left_knee"].repetitions[1]
    middle = (second.start_t + second.end_t) / 2
    told: list[float] = []
    made.repetition_chosen.connect(told.append)
    made.moment_chosen.connect(told.append)
    click(qtbot, made, middle, 120.0)
    assert told == pytest.approx([second.seq, middle], abs=0.1)
    assert made.selected == second.seq
    assert made._cursor.at == pytest.approx(middle, abs=0.1)


def test_a_click_on_a_mistake_goes_to_it(qtbot: QtBot) -> None:
    view = acted.squats()
    made = shown(qtbot, view)
    top = made._plot.box.viewRange()[1][1]
    mark = view.mistakes[0]
    step = abs(made._plot.box.viewPixelSize()[1])
    with qtbot.waitSignal(made.moment_chosen) as told:
        click(qtbot, made, mark.t, top - 10 * step)
    assert told.args == [mark.t]
    assert made.selected == mark.seq


def test_arrow_keys_go_from_repetition_to_repetition(qtbot: QtBot) -> None:
    made = shown(qtbot, acted.squats())
    heard: list[int] = []
    made.repetition_chosen.connect(heard.append)
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Left, Qt.Key.Key_Left):
        qtbot.keyClick(made, key)
    assert heard == [10, 11, 10]
    made.select(None)
    qtbot.keyClick(made, Qt.Key.Key_Left)
    assert made.selected == 17


def test_plus_minus_home_zoom(qtbot: QtBot) -> None:
    made = shown(qtbot, acted.squats(), 12)

    def wide() -> float:
        (left, right), _ = made._plot.box.viewRange()
        return float(right - left)

    whole = wide()
    qtbot.keyClick(made, Qt.Key.Key_Plus)
    assert wide() == pytest.approx(whole / 1.5)
    qtbot.keyClick(made, Qt.Key.Key_Minus)
    assert wide() == pytest.approx(whole)
    for _ in range(20):
        qtbot.keyClick(made, Qt.Key.Key_Plus)
    assert wide() == pytest.approx(0.5, abs=0.01)
    third = acted.squats().measures["left_knee"].repetitions[2]
    assert third.start_t <= np.mean(made._plot.box.viewRange()[0]) <= third.end_t, "zoom goes to what is chosen"
    made.select(17)
    last = acted.squats().measures["left_knee"].repetitions[7]
    assert last.start_t <= np.mean(made._plot.box.viewRange()[0]) <= last.end_t, "what is chosen is in sight"
    qtbot.keyClick(made, Qt.Key.Key_Home)
    assert wide() == pytest.approx(whole)


def test_shift_and_arrows_move_the_moment_by_a_sample(qtbot: QtBot) -> None:
    made = shown(qtbot, acted.squats())
    heard: list[float] = []
    made.moment_chosen.connect(heard.append)
    for _ in range(3):
        qtbot.keyClick(made, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    t = acted.squats().measures["left_knee"].curve.t
    assert heard == pytest.approx(t[1:4].tolist())
    assert "±" in made.readout


def test_what_was_not_seen_is_a_gap_and_says_so(qtbot: QtBot) -> None:
    view = acted.squats()
    made = shown(qtbot, view)
    fourth = view.measures["left_knee"].repetitions[3]
    assert len(runs(made._line.trace.values)) > 1
    assert any(a <= fourth.end_t <= b for a, b in made._gaps.gaps)
    assert "Not seen" in made.legend_words
    made._point(QPointF(fourth.end_t, 100.0))
    assert "not seen" in made.readout
    made._point(QPointF(fourth.start_t + 0.3, 100.0))
    assert "°" in made.readout
    assert "±" in made.readout
    # On the pixels: no line of the left side's colour crosses the middle of the gap.
    made._leave()
    made.set_measure("left_knee")
    made._bar.both.setChecked(False)
    picture = made._plot.grab().toImage()
    x = round(pixel(made, fourth.end_t, 0.0).x())
    inks = {picture.pixelColor(x, y).getRgb()[:3] for y in range(25, made._plot.height() - 60)}
    assert DARK.left not in inks


def test_laid_over_each_other(qtbot: QtBot) -> None:
    made = shown(qtbot, acted.squats(), 12)
    made.set_mode("repetition")
    assert made.mode == "repetition"
    assert len(made._overlay.repetitions) == 8
    assert [(one.seq, side) for one, side in made._overlay.chosen] == [(12, "right"), (12, "left")]
    assert any("this set (n = 7)" in words for words in made.legend_words)
    assert {word for word, *_ in made._ends.ends} == {"Left", "Right"}
    fifth = acted.squats().measures["left_knee"].repetitions[5]
    made._click(QPointF(50.0, float(fifth.values[50])))
    assert made.selected is not None
    chosen = next(one for one in acted.squats().measures["left_knee"].repetitions if one.seq == made.selected)
    assert chosen.values[50] == pytest.approx(fifth.values[50], abs=0.5)
    made.show_moment((chosen.start_t + chosen.end_t) / 2)
    assert made._cursor.at == pytest.approx(50.0)
    made.show_moment(chosen.end_t + 1.0)
    assert math.isnan(made._cursor.at)
    made._bar.both.setChecked(False)
    assert [side for _, side in made._overlay.chosen] == ["left"]


@pytest.mark.parametrize(
    ("of", "words"),
    [
        ("this person", "this person's good repetitions (n = 7)"),
        ("demonstrator", "demonstrator's repetition"),
        ("the moon", "the moon (n = 7)"),
    ],
)
def test_the_legend_says_whose_band_it_is(qtbot: QtBot, of: str, words: str) -> None:
    view = acted.squats()
    measured = view.measures["left_knee"]
    assert measured.band is not None
    made = shown(qtbot, replace(view, measures={"left_knee": replace(measured, band=replace(measured.band, of=of))}))
    made.set_mode("repetition")
    assert any(words in entry for entry in made.legend_words)


def test_no_band_is_said(qtbot: QtBot) -> None:
    view = acted.squats()
    made = shown(qtbot, replace(view, measures={"left_knee": replace(view.measures["left_knee"], band=None)}))
    made.set_mode("repetition")
    assert made.legend_words == ("No band: there are too few good repetitions.",)


def test_no_set_an_empty_one_and_one_that_was_never_seen(qtbot: QtBot) -> None:
    made = shown(qtbot, None)
    assert made._note.text() == "No set is chosen."
    view = acted.squats()
    made.show_set(replace(view, measures={}, mistakes=()))
    assert "no curves" in made._note.text()
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Plus, Qt.Key.Key_Home):
        qtbot.keyClick(made, key)
    measured = view.measures["left_knee"]
    blind = replace(measured.curve, values=np.full_like(measured.curve.values, math.nan))
    made.show_set(replace(view, measures={"left_knee": replace(measured, curve=blind)}))
    assert "could not see" in made._note.text()
    short = replace(measured.curve, t=measured.curve.t[:1], values=measured.curve.values[:1], error=measured.curve.error[:1])
    made.show_set(replace(view, end_t=view.start_t, measures={"left_knee": replace(measured, curve=short, repetitions=())}))
    made.grab()
    made.show_set(None)
    assert made.legend_words == ()


def test_a_hold_has_no_repetitions_to_lay_over_each_other(qtbot: QtBot) -> None:
    made = shown(qtbot, acted.squats(), 12)
    made.set_mode("repetition")
    made.show_set(acted.hold())
    assert made.mode == "time"
    assert not made._bar.overlaid.isEnabled()
    made.set_mode("repetition")
    assert made.mode == "time"
    with qtbot.assertNotEmitted(made.repetition_chosen):
        qtbot.keyClick(made, Qt.Key.Key_Right)
    made.grab()


def test_it_changes_its_theme_and_its_width(qtbot: QtBot) -> None:
    made = shown(qtbot, acted.squats(), 12)
    light = DeskTheme.of(False)
    made.set_theme(light)
    made.resize(420, 420)
    qtbot.wait(1)
    picture = made._plot.grab().toImage()
    assert picture.pixelColor(3, 3).getRgb()[:3] == light.panel
    assert made._bar._whole.indexOf(made._bar._label) >= 0, "a narrow one has its read-out on a line of its own"
    made.resize(900, 420)
    qtbot.wait(1)
    assert made._bar._whole.indexOf(made._bar._label) < 0


def test_ten_minutes_are_thinned_to_the_screen(qtbot: QtBot) -> None:
    made = shown(qtbot, acted.long())
    assert len(made._line.trace.t) > 9000
    assert len(made._repetitions.repetitions) > 200
    made.grab()


def test_the_whole_set_stays_in_sight_when_the_window_grows(qtbot: QtBot) -> None:
    view = acted.squats()
    made = shown(qtbot, replace(view, end_t=view.end_t - 5.0))
    for width in (500, 1000):
        made.resize(width, 420)
        qtbot.wait(1)
        (left, right), _ = made._plot.box.viewRange()
        assert left < view.start_t
        assert right > view.end_t, "what was recorded after the set's end is shown as well"
        room = (right - view.end_t) / (right - left) * made._plot.box.width()
        assert room == pytest.approx(made._ends.room, abs=8.0), "the words at the lines' ends have room"
    made.zoom(4.0)
    before = made._plot.box.viewRange()[0]
    made.resize(600, 420)
    qtbot.wait(1)
    assert made._plot.box.viewRange()[0] == pytest.approx(before), "what was zoomed stays"


def test_the_unit_stands_at_the_axis(qtbot: QtBot) -> None:
    made = shown(qtbot, acted.squats())
    assert made._plot.beside.tickStrings([90.0], 1.0, 30.0) == ["90°"]
    made.set_measure("stance_width")
    assert made._plot.beside.tickStrings([0.4], 1.0, 0.1) == ["0.4"]
    assert made._plot.beside.labelText == "torso lengths"
    made.set_measure("no such measure")
    assert made.measure == "stance_width"


def test_what_plays_elsewhere_paints_a_strip(qtbot: QtBot) -> None:
    made = shown(qtbot, acted.squats())
    made.show_moment(acted.START + 5.0)
    strip = made._cursor.boundingRect()
    (left, right), _ = made._plot.box.viewRange()
    assert strip.width() < 0.05 * (right - left)
    made.show_moment(math.nan)
    assert made._cursor.boundingRect().isEmpty()


def test_pieces_of_a_line_end_where_it_breaks(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    """A line is painted in pieces of some samples; none of them reaches into what was not seen."""
    from ui.review.plots import layers

    drawn: list[float] = []
    whole = layers.polyline

    def watched(to_px: object, x: np.ndarray, y: np.ndarray) -> object:
        drawn.extend(y.tolist())
        return whole(to_px, x, y)  # type: ignore[arg-type]

    monkeypatch.setattr(layers, "polyline", watched)
    made = shown(qtbot, acted.squats(12), 12)
    made.grab()
    made.zoom(3.0)
    made.grab()
    assert len(drawn) > 100
    assert np.isfinite(drawn).all()
