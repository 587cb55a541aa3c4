"""Ranges are worked out while nobody waits for anything."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication
from pytestqt.qtbot import QtBot

from mirror.sessions import Store
from ui.review import ranges
from ui.review.window import ReviewWindow

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")


def kept(file: Path) -> int:
    with Store(file) as store, store.reading() as connection:
        return int(connection.exec_driver_sql("SELECT count(*) FROM repetition_range").scalar_one())


def test_a_window_that_idles_works_out_what_is_missing(
    log: tuple[Path, str, str], opened: Callable[..., ReviewWindow], qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ranges, "FIRST_MS", 1)
    file, _, _ = log
    assert kept(file) == 0
    window = opened(file)
    # four repetitions that were not rejected, two sides
    qtbot.waitUntil(lambda: kept(file) == 8, timeout=10_000)
    assert window.room is not None
    (mine,) = window.room.findChildren(ranges.Ranges)
    qtbot.waitUntil(lambda: mine._next.isActive() and mine._next.interval() == ranges.IDLE_MS, timeout=10_000)
    assert window.loader.wait(5.0)
    QCoreApplication.processEvents()
