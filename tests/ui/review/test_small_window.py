"""The desk in a window of 1024 x 700: every page fits, and no word of a button or a title is cut."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QLabel, QPushButton, QSizePolicy, QWidget

from tests.ui.review.conftest import settle
from tests.ui.review.walks import room_of, to_set
from ui.review.verdict import VerdictDialog
from ui.review.window import ReviewWindow

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")

SMALL = QSize(1024, 700)


def cut(inside: QWidget) -> list[str]:
    """The words that have less room than they need."""
    found = []
    for widget in (*inside.findChildren(QLabel), *inside.findChildren(QPushButton)):
        if not widget.isVisible() or not widget.text():
            continue
        wraps = isinstance(widget, QLabel) and widget.wordWrap()
        need = QSize(0, widget.heightForWidth(widget.width())) if wraps else widget.sizeHint()
        if widget.sizePolicy().horizontalPolicy() == QSizePolicy.Policy.Ignored:  # is cut with its whole text in a tip
            need.setWidth(0)
        if widget.width() < need.width() or widget.height() < need.height() - 1:
            found.append(f"{widget.text()}: {widget.size().toTuple()} of {need.toTuple()}")
    return found


def test_every_page_fits(log: tuple[Path, str, str], opened: Callable[..., ReviewWindow]) -> None:
    file, _, session = log
    window = opened(file)
    window.resize(SMALL)
    page = to_set(window, session)
    room = room_of(window)
    page.choose(page.ledger.keys[0])
    for show in (lambda: room.show_set(1), room.show_session, room.show_person):
        show()
        settle(window)
        assert window.size() == SMALL
        hint = window.minimumSizeHint()
        assert (hint.width() <= SMALL.width(), hint.height() <= SMALL.height()) == (True, True), hint
        assert cut(window.menuBar().parentWidget()) == []


def test_a_verdict_s_dialog_is_high_enough_for_words_that_wrap(
    log: tuple[Path, str, str], opened: Callable[..., ReviewWindow]
) -> None:
    file, _, session = log
    window = opened(file)
    page = to_set(window, session)
    assert page._entry is not None
    titles = {name: name for name in ("one", "two", "three", "four", "five", "six")}
    dialog = VerdictDialog(page._entry.repetitions[0], {}, titles, window)
    dialog.show()
    settle(window)
    assert cut(dialog) == []
    layout = dialog.layout()
    assert layout is not None
    assert dialog.height() >= layout.totalHeightForWidth(dialog.width())
    dialog.close()
