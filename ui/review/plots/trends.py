"""TrendView: quantities over weeks as small multiples, each with what its measurement cannot tell."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette, QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from mirror.review.core import Change, Trend
from ui.review.plots import texts
from ui.review.plots.legend import Entry, Legend, band_entry
from ui.review.plots.names import title_of
from ui.review.plots.shapes import paint_point
from ui.review.plots.texts import say
from ui.review.plots.trend_chart import TrendChart, unit_words
from ui.review.style import DeskTheme, css, qcolor

LEAST_PX = 330
"""A panel is no narrower than this, as long as the view is not."""
_QUANTITIES = {
    "volume": texts.VOLUME,
    "range": texts.RANGE,
    "score": texts.SCORE,
    "asymmetry": texts.ASYMMETRY,
    "tempo": texts.TEMPO,
}
_SIGNS: dict[Change, str] = {"improved": "✓", "worse": "!", "changed": "≠", "no certain change": "=", "too few sessions": "…"}
_VERDICTS: dict[Change, object] = {
    "improved": texts.IMPROVED,
    "worse": texts.WORSE,
    "changed": texts.CHANGED,
    "no certain change": texts.NO_CHANGE,
    "too few sessions": texts.TOO_FEW,
}
_WAYS = {"up": texts.MORE_BETTER, "down": texts.LESS_BETTER, "neither": texts.NEITHER_BETTER}


class TrendPanel(QFrame):
    """One quantity: its name, the verdict in words, the weeks, and the sentence."""

    def __init__(self, trend: Trend, theme: DeskTheme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.trend = trend
        self.setObjectName("card")
        self.title, self.unit, self.verdict, self.sentence = QLabel(), QLabel(), QLabel(), QLabel(trend.sentence)
        self.chart = TrendChart(trend, theme)
        name = say(_QUANTITIES[trend.quantity])
        self.title.setText(f"{name}: {title_of(trend.measure)}" if trend.measure else name)
        self.title.setObjectName("heading")
        self.unit.setText(f"{unit_words(trend)} · {say(_WAYS[trend.better])}")
        self.unit.setObjectName("muted")
        self.verdict.setText(f"{_SIGNS[trend.change]}  {say(_VERDICTS[trend.change])}")
        self.sentence.setObjectName("muted")
        for label in (self.title, self.unit, self.verdict, self.sentence):
            label.setWordWrap(True)
        self.chart.setAccessibleName(self.title.text())
        self.chart.setAccessibleDescription(f"{say(_VERDICTS[trend.change])}. {trend.sentence}")
        whole = QVBoxLayout(self)
        whole.setContentsMargins(12, 10, 12, 12)
        whole.setSpacing(4)
        for widget in (self.title, self.unit, self.verdict, self.chart, self.sentence):
            whole.addWidget(widget, 1 if widget is self.chart else 0)
        self.set_theme(theme)

    def set_theme(self, theme: DeskTheme) -> None:
        """Its colours and sizes from now on."""
        ink = {"improved": theme.good, "worse": theme.danger}.get(self.trend.change, theme.muted)
        self.verdict.setStyleSheet(f"color: {css(ink)}; font-weight: 600;")
        self.chart.set_theme(theme)


class TrendView(QScrollArea):
    """As many panels beside each other as there is room for, a legend under them."""

    def __init__(self, theme: DeskTheme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._panels: list[TrendPanel] = []
        self._inside = QWidget()
        self._inside.setObjectName("page")
        self._grid = QGridLayout()
        self._grid.setSpacing(10)
        self._note = QLabel(say(texts.NO_TRENDS))
        self._note.setObjectName("empty")
        self._note.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._legend = Legend(theme)
        whole = QVBoxLayout(self._inside)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(10)
        whole.addLayout(self._grid)
        whole.addWidget(self._legend)
        whole.addWidget(self._note)
        whole.addStretch(1)
        self.setWidget(self._inside)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.set_theme(theme)

    def show_trends(self, trends: Sequence[Trend]) -> None:
        """These quantities, in this order."""
        for panel in self._panels:
            self._grid.removeWidget(panel)
            panel.hide()
            panel.deleteLater()
        self._panels = [TrendPanel(trend, self._theme) for trend in trends]
        self._note.setVisible(not self._panels)
        self._legend.setVisible(bool(self._panels))
        self._arrange()

    @property
    def panels(self) -> tuple[TrendPanel, ...]:
        """One a quantity."""
        return tuple(self._panels)

    def set_theme(self, theme: DeskTheme) -> None:
        """Its colours and sizes from now on."""
        self._theme = theme
        palette = self._inside.palette()
        palette.setColor(QPalette.ColorRole.Window, qcolor(theme.ground))
        for widget in (self._inside, self.viewport()):
            widget.setPalette(palette)
        for panel in self._panels:
            panel.set_theme(theme)
        self._legend.set_theme(theme)
        self._legend.set_entries(
            (
                Entry(
                    lambda painter, box: paint_point(painter, theme, box.center(), 5.0),
                    say(texts.BARS_LEGEND),
                    say(texts.BARS_TIP),
                ),
                band_entry(theme.muted, 0.2, say(texts.MDC_LEGEND), theme.muted, say(texts.MDC_TIP)),
            )
        )

    def _arrange(self) -> None:
        """So many columns as fit."""
        columns = max(self.viewport().width() // LEAST_PX, 1)
        for i, panel in enumerate(self._panels):
            self._grid.addWidget(panel, i // columns, i % columns)
            panel.show()
        for column in range(max(self._grid.columnCount(), columns)):
            self._grid.setColumnStretch(column, 1 if column < columns else 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()
