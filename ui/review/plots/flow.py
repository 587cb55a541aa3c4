"""A layout that puts controls in as many lines as the width asks for (after Qt's flow layout example)."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget


class Flow(QLayout):
    """Controls from left to right, then on the next line; hidden ones take no room."""

    def __init__(self, parent: QWidget | None = None, spacing: int = 6) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self.setContentsMargins(0, 0, 0, 0)
        self.setSpacing(spacing)

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._place(QRect(0, 0, width, 0), move=False)

    def setGeometry(self, box: QRect) -> None:
        super().setGeometry(box)
        self._place(box, move=True)

    def sizeHint(self) -> QSize:
        return self.minimumSize()

    def minimumSize(self) -> QSize:
        shown = [item.minimumSize() for item in self._items if not item.isEmpty()]
        return QSize(max((size.width() for size in shown), default=0), max((size.height() for size in shown), default=0))

    def _place(self, box: QRect, *, move: bool) -> int:
        """Places the controls, in the middle of their lines, and gives the height that they take."""
        x, y, gap = box.x(), box.y(), self.spacing()
        lines: list[list[tuple[QLayoutItem, int]]] = [[]]
        for item in self._items:
            if item.isEmpty():
                continue
            wide = item.sizeHint().width()
            if lines[-1] and x + wide > box.right() + 1:
                lines.append([])
                x = box.x()
            lines[-1].append((item, x))
            x += wide + gap
        for line in lines:
            high = max((item.sizeHint().height() for item, _ in line), default=0)
            for item, left in line if move else ():
                size = item.sizeHint()
                item.setGeometry(QRect(QPoint(left, y + (high - size.height()) // 2), size))
            y += high + gap
        return y - gap - box.y()
