"""What the desk writes can be read: 11 points at least, 4.5:1 on its ground, nothing cut that has room, terms explained."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from pathlib import Path

import pytest
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import update

from mirror.review.core import RepetitionCurve
from mirror.review.people import Day
from mirror.sessions import Store, reviews, schema
from mirror.sessions.reviews import About
from tests.ui.review import acted
from tests.ui.review.conftest import settle
from tests.ui.review.logs import TODAY
from tests.ui.review.states import LONG
from tests.ui.review.walks import Log, Open, to_anna, to_set
from ui.review.calendar import ground_of
from ui.review.help import KEYS, WITH_CTRL
from ui.review.plots import CurveView
from ui.review.plots.legend import Legend
from ui.review.plots.shapes import fill_repetition, write_repetitions
from ui.review.style import DeskTheme, css, qcolor, sheet
from ui.review.tables import Cell, Grid, Line
from ui.theme import Weight, contrast, font, load_fonts, over
from ui.theme.palette import TEXT_CONTRAST

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")
THEMES = [pytest.param(DeskTheme.of(dark), id="dark" if dark else "light") for dark in (True, False)]
LEAST_PX = 11 * 96 / 72
ROOM = Path(__file__).parents[3] / "ui" / "review"


@pytest.mark.parametrize("theme", THEMES)
def test_no_letter_is_under_eleven_points(theme: DeskTheme, qapp: object) -> None:
    sizes = [float(px) for px in re.findall(r"font-size: ([\d.]+)px", sheet(theme))]
    assert len(sizes) > 5
    assert min([*sizes, theme.small]) >= LEAST_PX
    painted = [path.name for path in ROOM.rglob("*.py") if re.search(r"small - \d|font\(1[0-4],", path.read_text("utf-8"))]
    assert painted == []


@pytest.mark.parametrize("theme", THEMES)
def test_a_day_s_number_is_read_however_much_was_done(theme: DeskTheme) -> None:
    grounds = [ground_of(Day(TODAY, (), minutes, 10, None), theme) for minutes in (0.5, 5.0, 15.0, 30.0, 90.0)]
    assert min(contrast(theme.text, ground) for ground in grounds) >= TEXT_CONTRAST
    assert len(set(grounds)) >= 3, "more is told from less"


@pytest.mark.parametrize("theme", THEMES)
def test_what_is_not_chosen_or_not_there_is_still_read(theme: DeskTheme, qapp: object) -> None:
    chosen = over(theme.accent, 0.24, theme.panel)
    for ink, ground in (
        (theme.muted, theme.ground),
        (theme.muted, theme.panel),
        (theme.muted, theme.raised),
        (theme.text, chosen),
        (theme.left, over(theme.left, 0.10, theme.panel)),
        (theme.right, over(theme.right, 0.10, theme.panel)),
    ):
        assert contrast(ink, ground) >= TEXT_CONTRAST
    assert f"placeholder-text-color: {css(theme.muted)}" in sheet(theme)


def drawn(theme: DeskTheme, kind: str, chosen: bool) -> QImage:
    image = QImage(60, 24, QImage.Format.Format_RGB32)
    image.fill(qcolor(theme.panel))
    painter = QPainter(image)
    painter.setFont(font(theme.small, Weight.MEDIUM))
    one = RepetitionCurve(1, 8, kind, (), 0.0, 1.0)  # type: ignore[arg-type]
    fill_repetition(painter, theme, QRectF(0, 0, 60, 24), kind, chosen)
    write_repetitions(painter, theme, [(one, QRectF(0, 0, 60, 24))], 1 if chosen else None)
    painter.end()
    return image


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("kind", ["full", "partial", "rejected"])
@pytest.mark.parametrize("chosen", [False, True])
def test_what_stands_on_a_repetition_is_read_measured_on_pixels(theme: DeskTheme, kind: str, chosen: bool, qtbot: QtBot) -> None:
    load_fonts()
    image = drawn(theme, kind, chosen)
    pixels = Counter(image.pixelColor(x, y).getRgb()[:3] for x in range(26, 35) for y in range(6, 18))
    ground = pixels.most_common(1)[0][0]
    assert max(contrast(ink, ground) for ink in pixels) >= TEXT_CONTRAST


def test_numbers_of_many_repetitions_do_not_lie_on_each_other(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    load_fonts()
    written: list[QRectF] = []

    class Spy(QPainter):
        def drawText(self, box: QRectF, flags: int, text: str) -> None:  # type: ignore[override]
            written.append(QRectF(box))

    image = QImage(400, 24, QImage.Format.Format_RGB32)
    painter = Spy(image)
    painter.setFont(font(15, Weight.MEDIUM))
    places = [
        (RepetitionCurve(i, i + 1, "full", (), 0.0, 1.0), QRectF(13.0 * i, 0, 10.0, 24.0))  # type: ignore[arg-type]
        for i in range(30)
    ]
    write_repetitions(painter, DeskTheme.of(True), places, 20)
    painter.end()
    assert 12 <= len(written) < 30
    boxes = sorted(written, key=QRectF.left)
    assert all(a.right() <= b.left() for a, b in itertools.pairwise(boxes))
    assert any(box.center().x() == places[20][1].center().x() for box in written), "the chosen one has its number"


def test_terms_are_explained_where_they_stand(qtbot: QtBot, log: Log, opened: Open) -> None:
    view = CurveView(DeskTheme.of(True))
    qtbot.addWidget(view)
    view.resize(900, 420)
    view.show()
    view.show_set(acted.squats())
    view.set_mode("repetition")
    legend = view.findChild(Legend)
    assert legend is not None
    tips = [legend.tip_at(box.center()) for _, box in legend._arranged(legend.width())]
    assert "Eight of ten good repetitions run inside this band." in tips
    assert legend.tip_at(QPointF(-50, -50)) == ""
    ledger = to_set(opened(log[0]), log[2]).ledger
    model, across = ledger.model(), Qt.Orientation.Horizontal
    heads = {model.headerData(i, across): i for i in range(model.columnCount())}
    for title in ("Kind", "Score", "Depth"):
        assert model.headerData(heads[title], across, Qt.ItemDataRole.ToolTipRole)


def test_a_table_that_was_filled_before_it_stood_in_its_window_cuts_nothing(qtbot: QtBot) -> None:
    load_fonts()
    page = QWidget()
    qtbot.addWidget(page)
    page.setStyleSheet(sheet(DeskTheme.of(True)))
    grid = Grid("Repetitions")
    grid.put(["Mistakes", "Reason"], [Line(1, (Cell("Trunk leans far forward", bold=True), Cell("–")))])
    grid.setParent(page)
    page.resize(600, 300)
    grid.resize(600, 300)
    page.show()
    wide = grid.fontMetrics().horizontalAdvance("Trunk leans far forward")
    assert grid.columnWidth(0) >= wide * 1.05 + 18, "letters and the air on both sides"


def test_a_column_that_takes_what_is_left_stays_readable(qtbot: QtBot) -> None:
    load_fonts()
    grid = Grid("Sets")
    qtbot.addWidget(grid)
    words = "Knees fall in × 2, Trunk leans far forward"
    grid.resize(800, 200)
    grid.show()
    grid.put(["Set", "Mistakes", "Reviewed"], [Line(1, (Cell("1" * 20), Cell(words), Cell("2 judged")))], stretch=1)
    assert grid.columnWidth(1) > 300
    grid.resize(330, 200)
    assert grid.columnWidth(1) >= 150, "it scrolls sooner"
    grid.resize(800, 200)
    assert grid.columnWidth(1) > 300


def test_a_long_note_is_read_whole_under_the_table(log: Log, opened: Open) -> None:
    file, anna, _ = log
    with Store(file) as store:
        reviews.add_note(store, About(anna), "Short.")
        reviews.add_note(store, About(anna), "\n".join(f"Line {i}" for i in range(20)))
    window = opened(file)
    page = to_anna(window)._person_page
    assert page is not None
    page.tabs.setCurrentWidget(page.notes)
    settle(window)
    notes = page.notes
    assert not notes._whole.isVisible()
    notes.grid.choose(notes.grid.keys[0])
    assert notes._whole.isVisible()
    assert notes._whole.toPlainText().count("\n") == 19
    notes.grid.choose(notes.grid.keys[1])
    assert not notes._whole.isVisible()


def test_a_long_name_leaves_room_for_what_was_done(log: Log, opened: Open, qtbot: QtBot) -> None:
    with Store(log[0]) as store, store.writing() as connection:
        connection.execute(update(schema.profile).where(schema.profile.c.name == "Anna").values(name=LONG))
    window = opened(log[0])
    room = window.room
    assert room is not None
    room.side.load(LONG)
    settle(window)
    row = next(one for one in room.side._days.values() if one.sessions).sessions[0]
    room.choose_session(row)
    settle(window)
    room.show_set(1)
    settle(window)
    headline: QLabel = room._headline
    assert headline.fontMetrics().horizontalAdvance(headline.text()) <= headline.width()
    assert room._crumbs[0].toolTip().endswith("Schwarzenberg")


def test_every_key_that_the_list_tells_with_ctrl_is_in_it() -> None:
    assert set(WITH_CTRL) <= {what for _, what in KEYS}
