"""Grid: a table that sorts by every column, is walked with the arrows, and gives each row a key of its own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QEvent,
    QItemSelectionModel,
    QLocale,
    QModelIndex,
    QPersistentModelIndex,
    QSortFilterProxyModel,
    Qt,
    Signal,
)
from PySide6.QtGui import QBrush, QFont, QFontMetrics, QGuiApplication, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from ui.review.style import DeskTheme, qcolor
from ui.theme import Colour, over

Index = QModelIndex | QPersistentModelIndex
_SORT = int(Qt.ItemDataRole.UserRole) + 1
_LAST = 1e18
"""Sorts what is unknown behind everything else, when ascending."""


CELL_PX, HEAD_PX = 18, 20
"""Pixels about the text of a cell, and of a column's title."""
LEAST = 190
"""Pixels that a column keeps which takes what is left; it may need less."""
WIDEST = 380
"""Pixels of a column; what is longer is cut and stands in its tip."""


@dataclass(frozen=True, slots=True)
class Cell:
    """What one cell says.

    Attributes:
        text: as shown. sort: a number to sort by; None: by the text. colour: of the letters, None: the theme's text.
        ground: a colour that the cell is tinted with. tip: shown on hovering, and read to who cannot see the colour.
        right: numbers stand right. struck: what does not stand any more.
    """

    text: str
    sort: float | None = None
    colour: Colour | None = None
    ground: Colour | None = None
    tip: str = ""
    right: bool = False
    struck: bool = False
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """A row. key: what it is about, unique in its table."""

    key: Any
    cells: tuple[Cell, ...]


def number(value: float | None, form: str = "{:.0f}", unknown: str = "–", colour: Colour | None = None) -> Cell:
    """A number that stands right and sorts as one; what is not known comes last."""
    if value is None:
        return Cell(unknown, sort=_LAST, right=True)
    return Cell(form.format(value).replace(".", QLocale().decimalPoint()), sort=value, right=True, colour=colour)


def score(value: float | None, theme: DeskTheme) -> Cell:
    """A score, 0-100, tinted as it is good or not."""
    if value is None:
        return Cell("–", sort=_LAST, right=True)
    colour = theme.of_score(value)
    return Cell(f"{value:.0f}", sort=value, right=True, ground=over(colour, 0.20, theme.panel), colour=theme.text)


def _wide(cell: Cell, metrics: QFontMetrics) -> int:
    """Pixels of a cell's text; bold letters are about a tenth wider."""
    return round(metrics.horizontalAdvance(cell.text) * (1.12 if cell.bold else 1.0))


class _Rows(QAbstractTableModel):
    def __init__(self) -> None:
        super().__init__()
        self.titles: tuple[str, ...] = ()
        self.lines: tuple[Line, ...] = ()
        self.tips: Mapping[str, str] = {}

    def put(self, titles: Sequence[str], lines: Sequence[Line], tips: Mapping[str, str]) -> None:
        self.beginResetModel()
        self.titles, self.lines, self.tips = tuple(titles), tuple(lines), tips
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.titles)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation != Qt.Orientation.Horizontal or section >= len(self.titles):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.titles[section]
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleDescriptionRole):
            return self.tips.get(self.titles[section])
        if role == Qt.ItemDataRole.TextAlignmentRole and any(line.cells[section].right for line in self.lines):
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        cell = self.lines[index.row()].cells[index.column()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return cell.text
            case Qt.ItemDataRole.ToolTipRole | Qt.ItemDataRole.AccessibleDescriptionRole:
                return cell.tip or None
            case Qt.ItemDataRole.TextAlignmentRole:
                side = Qt.AlignmentFlag.AlignRight if cell.right else Qt.AlignmentFlag.AlignLeft
                return int(side | Qt.AlignmentFlag.AlignVCenter)
            case Qt.ItemDataRole.ForegroundRole:
                return None if cell.colour is None else QBrush(qcolor(cell.colour))
            case Qt.ItemDataRole.BackgroundRole:
                return None if cell.ground is None else QBrush(qcolor(cell.ground))
            case Qt.ItemDataRole.FontRole if cell.struck or cell.bold:
                font = QFont()
                font.setStrikeOut(cell.struck)
                font.setBold(cell.bold)
                return font
        if role == _SORT:
            return cell.text.casefold() if cell.sort is None else cell.sort
        return None


def _pressed() -> bool:
    return bool(QGuiApplication.mouseButtons() & Qt.MouseButton.LeftButton)


class Grid(QTableView):
    """Attributes:
        widths: pixels of the columns that the user drew wider or narrower, by their place; they keep them.
    Signals:
        chosen: (key) the current row, by the user or by `choose`. opened: (key) Enter, or a double click.
        drawn: `widths` has changed.
    """

    chosen = Signal(object)
    opened = Signal(object)
    drawn = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        """`name`: what assistive technology calls it."""
        super().__init__(parent)
        self._rows = _Rows()
        self._stretch: int | None = None
        self._least = 0
        self._sorted = QSortFilterProxyModel(self)
        self._sorted.setSourceModel(self._rows)
        self._sorted.setSortRole(_SORT)
        self.setModel(self._sorted)
        self.setAccessibleName(name)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setSortingEnabled(True)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(30)
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.horizontalHeader().setSortIndicatorClearable(True)
        self.sortByColumn(-1, Qt.SortOrder.AscendingOrder)
        self.doubleClicked.connect(lambda index: self._open(index))
        self.selectionModel().currentRowChanged.connect(lambda now, before: self._moved(now))
        self._quiet = False
        self.widths: dict[int, int] = {}
        self._fitting = False
        self.horizontalHeader().sectionResized.connect(lambda column, before, now: self._draw(column, now))

    def put(
        self, titles: Sequence[str], lines: Sequence[Line], stretch: int | None = None, tips: Mapping[str, str] | None = None
    ) -> None:
        """Show these rows; the current one stays where its key is still there. `stretch`: the column that takes what is left.
        `tips`: what a column means, by its title."""
        key = self.key
        self._quiet = True
        self._rows.put(titles, lines, tips or {})
        self._quiet = False
        self._stretch = stretch
        self._fit()
        if key is not None:
            self.choose(key, tell=False)

    def _fit(self) -> None:
        """Each column as wide as what it says, in the letters that it has now."""
        titles, lines, stretch = self._rows.titles, self._rows.lines, self._stretch
        header = self.horizontalHeader()
        self._fitting = True
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self.ensurePolished()
        cells, heads = QFontMetrics(self.font()), QFontMetrics(header.font())
        for column, title in enumerate(titles):
            # `resizeColumnsToContents` asks every cell's delegate and takes twice the room
            wide = max((_wide(line.cells[column], cells) for line in lines), default=0) + CELL_PX
            own = min(max(wide, heads.horizontalAdvance(title) + HEAD_PX), WIDEST)
            self.setColumnWidth(column, self.widths.get(column, own))
            if column == stretch:
                self._least = min(own, LEAST)
        header.setStretchLastSection(stretch is None and bool(titles))
        self._share()
        self._fitting = False

    def _share(self) -> None:
        """The column that takes what is left gets it where that can be read; else the table scrolls."""
        header, stretch = self.horizontalHeader(), self._stretch
        if stretch is None or not self._rows.titles:
            return
        others = sum(header.sectionSize(column) for column in range(header.count()) if column != stretch)
        enough = self.viewport().width() - others >= self._least
        header.setSectionResizeMode(stretch, QHeaderView.ResizeMode.Stretch if enough else QHeaderView.ResizeMode.Interactive)
        if not enough:
            self.setColumnWidth(stretch, self._least)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        fitting, self._fitting = self._fitting, True
        self._share()
        self._fitting = fitting

    def _draw(self, column: int, width: int) -> None:
        """The user draws a column's edge; the one that takes what is left goes along and has no width of its own."""
        rest = len(self._rows.titles) - 1 if self._stretch is None else self._stretch
        if not self._fitting and column != rest and _pressed():
            self.widths[column] = width
            self.drawn.emit()

    def changeEvent(self, event: QEvent) -> None:
        """A table that was filled before it stood in its window gets its letters there."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit()

    @property
    def key(self) -> Any:
        """Of the current row, None for none."""
        index = self.currentIndex()
        return self._rows.lines[self._sorted.mapToSource(index).row()].key if index.isValid() else None

    @property
    def keys(self) -> list[Any]:
        """Of all rows, as they are sorted now."""
        return [self._rows.lines[self._sorted.mapToSource(self._sorted.index(row, 0)).row()].key for row in range(self.count)]

    @property
    def count(self) -> int:
        """How many rows."""
        return self._sorted.rowCount()

    def choose(self, key: Any, tell: bool = True) -> None:
        """Make the row with this key the current one; none where there is none. `tell`: `chosen` says so."""
        quiet, self._quiet = self._quiet, not tell
        row = next((i for i, line in enumerate(self._rows.lines) if line.key == key), None)
        if row is None:
            self.clearSelection()
            self.setCurrentIndex(QModelIndex())
        else:
            index = self._sorted.mapFromSource(self._rows.index(row, 0))
            flag = QItemSelectionModel.SelectionFlag
            self.selectionModel().setCurrentIndex(index, flag.ClearAndSelect | flag.Rows)
            self.scrollTo(index)
        self._quiet = quiet

    def _moved(self, index: QModelIndex) -> None:
        if not self._quiet and index.isValid():
            self.chosen.emit(self.key)

    def _open(self, index: Index) -> None:
        if index.isValid():
            self.opened.emit(self.key)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens; everything else as a table does."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self._open(self.currentIndex())
            return
        super().keyPressEvent(event)
