"""What the window relies on in Qt's Python binding."""

import sys

from PySide6.QtGui import QImage, QPainter


def test_calls_into_qt_do_not_eat_none(qapp: object) -> None:
    """PySide6 6.12.0 takes a reference of None with every call that returns nothing on Python 3.11: a mirror painted with it
    dies after some seconds ("deallocating None"). Before 3.12 None is not immortal, so its references can be counted."""
    canvas = QImage(8, 8, QImage.Format.Format_RGB32)
    painter = QPainter(canvas)
    before = sys.getrefcount(None)
    for _ in range(500):
        painter.setOpacity(1.0)
    after = sys.getrefcount(None)
    painter.end()
    assert abs(after - before) < 100
