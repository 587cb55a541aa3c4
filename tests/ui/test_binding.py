"""The Qt binding that is installed is one that can run for hours."""

from __future__ import annotations

import sys

import pytest
from PySide6.QtGui import QImage, QPainter
from pytestqt.qtbot import QtBot


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="None cannot be freed from Python 3.12 on")
def test_calls_that_return_nothing_do_not_use_up_none(qtbot: QtBot) -> None:
    """PySide 6.12.0 took a reference of None away with each such call; on Python 3.11 the mirror died within a minute."""
    image = QImage(8, 8, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    before = sys.getrefcount(None)
    for _ in range(500):
        painter.save()
        painter.restore()
    lost = before - sys.getrefcount(None)
    painter.end()
    assert lost < 100
