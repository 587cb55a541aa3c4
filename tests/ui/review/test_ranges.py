"""Ranges are worked out while nobody waits for anything."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

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


def test_who_clicks_waits_for_one_set_at_most(
    log: tuple[Path, str, str], opened: Callable[..., ReviewWindow], qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Work of the window that comes in the midst of it breaks it off."""
    window = opened(log[0])
    assert window.room is not None
    (mine,) = window.room.findChildren(ranges.Ranges)
    begun, clicked, told = threading.Event(), threading.Event(), list[tuple[bool, bool]]()

    def digest(store: Store, whose: str | None, *, stopping: Callable[[], bool], **options: Any) -> int:
        before = stopping()
        begun.set()
        assert clicked.wait(10.0)
        told.append((before, stopping()))
        return 0

    monkeypatch.setattr(ranges, "digest", digest)
    mine.go()
    qtbot.waitUntil(begun.is_set, timeout=10_000)
    window.loader.load("test", lambda: None, lambda _: None)
    clicked.set()
    assert window.loader.wait(10.0)
    assert told == [(False, True)]
