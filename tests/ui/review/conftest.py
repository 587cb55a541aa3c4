from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from pytestqt.qtbot import QtBot

from mirror import paths
from mirror.preferences import pins
from mirror.settings import Settings
from tests.ui.review.logs import TODAY, furnish
from ui.review.window import ReviewWindow
from ui.theme import load_fonts


@pytest.fixture(autouse=True)
def _own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Profiles, PINs' counts and the machine's id of the test alone; guessing a PIN takes no time."""
    for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME"):
        monkeypatch.setenv(name, str(tmp_path / name))
    monkeypatch.setattr(pins, "_N", 2**4)
    assert str(tmp_path) in str(paths.data())


@pytest.fixture
def log(tmp_path: Path) -> tuple[Path, str, str]:
    """(file, Anna's id, the id of her session)"""
    file = tmp_path / "sessions.db"
    return file, *furnish(file)


@pytest.fixture
def opened(qtbot: QtBot) -> Iterator[Callable[..., ReviewWindow]]:
    """Opens windows that are closed, and taken apart, at the end."""
    windows: list[ReviewWindow] = []

    def open_one(file: Path, **wanted: object) -> ReviewWindow:
        load_fonts()
        window = ReviewWindow(file, Settings(), TODAY, **{"mode": "dark", **wanted})  # type: ignore[arg-type]
        windows.append(window)
        window.resize(1280, 800)
        window.show()
        settle(window)
        return window

    yield open_one
    for window in windows:
        window.close()
        window.deleteLater()
        QCoreApplication.sendPostedEvents(window, QEvent.Type.DeferredDelete)


def settle(window: ReviewWindow) -> None:
    """Until nothing is read any more."""
    for _ in range(3):
        assert window.loader.wait(20.0)
        QCoreApplication.processEvents()
