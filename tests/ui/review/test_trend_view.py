"""TrendView: verdicts in words, honest axes, the band of what cannot be told."""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from mirror.review.core import Point, Trend
from tests.ui.review import acted
from ui.review.plots import TrendView
from ui.review.plots.trend_chart import TrendChart, axis_of, ticks
from ui.review.style import DeskTheme
from ui.theme import load_fonts

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")
DARK = DeskTheme.of(True)


def shown(qtbot: QtBot, trends: tuple[Trend, ...], width: int = 1100) -> TrendView:
    load_fonts()
    made = TrendView(DARK)
    qtbot.addWidget(made)
    made.resize(width, 760)
    made.show()
    made.show_trends(trends)
    return made


def test_every_quantity_has_its_name_its_verdict_and_its_sentence(qtbot: QtBot) -> None:
    made = shown(qtbot, acted.trends())
    assert [panel.title.text() for panel in made.panels] == [
        "Volume",
        "Range of motion: Knee, left",
        "Score",
        "Asymmetry of the range: Knee",
        "Tempo",
    ]
    assert [panel.verdict.text().split("  ")[1] for panel in made.panels] == [
        "Improved",
        "Improved",
        "No certain change",
        "Too few sessions",
        "No certain change",
    ]
    assert len({panel.verdict.text().split("  ")[0] for panel in made.panels}) == 3, "signs, not colours alone"
    for panel, trend in zip(made.panels, acted.trends(), strict=True):
        assert panel.sentence.text() == trend.sentence
        assert trend.sentence in panel.chart.accessibleDescription()
    assert "less is better" in made.panels[3].unit.text()
    assert "neither" in made.panels[4].unit.text()


def test_axes_are_honest() -> None:
    volume, reach, score, asymmetry, tempo = acted.trends()
    assert axis_of(volume)[0] == 0.0
    assert axis_of(score) == (0.0, 100.0)
    assert axis_of(asymmetry)[0] == 0.0
    low, high = axis_of(reach)
    assert low <= reach.first - reach.mdc
    assert high >= max(p.value + p.error for p in reach.points)
    assert axis_of(tempo)[0] > 0.0
    assert axis_of(replace(tempo, points=(), first=math.nan, mdc=math.nan)) == (0.0, 1.0)
    same = replace(tempo, points=(Point(date(2026, 1, 5), 2.0, 1, math.nan),), first=2.0, mdc=math.nan)
    assert axis_of(same)[0] < 2.0 < axis_of(same)[1]


@pytest.mark.parametrize(
    ("low", "high", "most", "found"),
    [
        (0.0, 100.0, 4, [0, 25, 50, 75, 100]),
        (62.0, 91.0, 4, [70, 80, 90]),
        (0.0, 0.13, 3, [0.0, 0.05, 0.10]),
        (1.0, 1.0, 4, [1.0]),
    ],
)
def test_ticks_are_even(low: float, high: float, most: int, found: list[float]) -> None:
    assert ticks(low, high, most) == pytest.approx(found)


def test_the_band_is_the_first_value_and_what_cannot_be_told(qtbot: QtBot) -> None:
    made = shown(qtbot, acted.trends())
    chart = made.panels[1].chart
    reach = acted.trends()[1]
    image = chart.grab().toImage()
    x = round(chart._field().right() - 3)

    def ink(value: float) -> tuple[int, ...]:
        return image.pixelColor(x, round(chart._y(value))).getRgb()[:3]

    assert ink(reach.first + 0.7 * reach.mdc) == ink(reach.first - 0.7 * reach.mdc)
    assert ink(reach.first + 0.7 * reach.mdc) != ink(reach.first + 1.2 * reach.mdc)
    assert any("nothing is certain" in words for words in made._legend.words)


def test_the_weeks_can_be_read_with_the_pointer_and_the_keys(qtbot: QtBot) -> None:
    made = shown(qtbot, acted.trends())
    chart = made.panels[1].chart
    # the event itself: a pointer that stands there already would send none
    at = chart.place_of(4)
    none = Qt.MouseButton.NoButton
    moved = QMouseEvent(QEvent.Type.MouseMove, at, chart.mapToGlobal(at), none, none, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(chart, moved)
    assert chart.current == 4
    assert chart.words_of(chart.trend.points[0]).startswith("Week of 3 August 2026: ")
    assert "± 2° (n = 40)" in chart.words_of(chart.trend.points[0])
    qtbot.keyClick(chart, Qt.Key.Key_Right)
    assert chart.current == 5
    for _ in range(20):
        qtbot.keyClick(chart, Qt.Key.Key_Left)
    assert chart.current == 0
    chart.grab()


def test_nothing_and_single_weeks_and_unknown_ones(qtbot: QtBot) -> None:
    made = shown(qtbot, ())
    assert made._note.isVisible()
    volume = acted.trends()[0]
    one = replace(volume, points=volume.points[:1], mdc=math.nan, change="too few sessions")
    unknown = replace(volume, points=(replace(volume.points[0], value=math.nan), *volume.points[1:3]))
    made.show_trends(
        (one, replace(one, points=()), unknown, replace(volume, unit="s"), replace(volume, quantity="tempo", unit="s"))
    )
    assert not made._note.isVisible()
    assert made.panels[3].unit.text().startswith("seconds held")
    assert made.panels[4].unit.text().startswith("seconds a repetition")
    made.grab()
    for panel in made.panels:
        panel.chart.grab()
        qtbot.keyClick(panel.chart, Qt.Key.Key_Right)
    assert made.panels[2].chart.current == 1, "a week that nobody knows is passed over"
    made.show_trends(acted.trends())
    assert len(made.panels) == 5


@pytest.mark.parametrize(("width", "columns"), [(420, 1), (760, 2), (1100, 3)])
def test_as_many_columns_as_fit(qtbot: QtBot, width: int, columns: int) -> None:
    made = shown(qtbot, acted.trends(), width)
    qtbot.waitUntil(lambda: made.panels[0].width() > 100)
    tops = {panel.mapTo(made.widget(), QPoint(0, 0)).x() for panel in made.panels}
    assert len(tops) == columns
    assert made.widget().width() <= made.viewport().width()


def test_it_changes_its_theme(qtbot: QtBot) -> None:
    made = shown(qtbot, acted.trends())
    light = DeskTheme.of(False)
    made.set_theme(light)
    assert all(isinstance(panel.chart, TrendChart) and panel.chart.theme is light for panel in made.panels)
    made.grab()
