"""How the review desk looks: a quiet dark or light theme for a person at arm's length, 11 to 13 points."""

from __future__ import annotations

import colorsys
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QGuiApplication, QPalette

from ui.theme import PALETTES, Colour, contrast, family, over
from ui.theme.palette import BLACK, TEXT_CONTRAST, WHITE
from ui.theme.type import HANGUL

Mode = Literal["system", "dark", "light"]

SMALL_PX, BODY_PX, TITLE_PX = 15, 16, 18
"""About 11, 12 and 13 points at 96 dots an inch."""
_ICONS = Path(__file__).parent / "icons"


@dataclass(frozen=True, slots=True)
class DeskTheme:
    """Colours (sRGB, 0..255 each) and sizes of type (pixels) of everything on the desk.

    Attributes:
        dark: whether the ground is darker than the text.
        ground: of the window. panel: of what lies on it (tables, plots). raised: of buttons and what is chosen. line: of borders,
            axes and grids. text, muted, faint: of letters; muted still has 4.5:1 on the ground, faint is for what is not there.
        good, attention, danger: of scores and verdicts, readable as text on ground and panel; never without a word or a shape.
        left, right: of the body's sides, told apart in all common kinds of colour blindness; right is also drawn dashed.
        accent: of the focus and of what is chosen.
        small, body, title: pixels.
    """

    dark: bool
    ground: Colour
    panel: Colour
    raised: Colour
    line: Colour
    text: Colour
    muted: Colour
    faint: Colour
    good: Colour
    attention: Colour
    danger: Colour
    left: Colour
    right: Colour
    accent: Colour
    small: int = SMALL_PX
    body: int = BODY_PX
    title: int = TITLE_PX

    @classmethod
    def of(cls, dark: bool, palette: str = "standard") -> DeskTheme:
        """`palette`: one of `ui.theme.PALETTES`, as `screen.palette` in the settings."""
        known = PALETTES[palette]
        ground: Colour = known.ink if dark else (247, 248, 250)
        text: Colour = known.text if dark else (22, 28, 35)
        panel = over(text, 0.05, ground) if dark else WHITE
        worst = panel if dark else over(text, 0.07, ground)
        return cls(
            dark=dark,
            ground=ground,
            panel=panel,
            raised=over(text, 0.13, ground) if dark else over(text, 0.09, ground),
            line=over(text, 0.20, ground),
            text=text,
            muted=_readable(over(text, 0.68, ground), worst),
            faint=over(text, 0.45, ground),
            good=_readable(known.good, worst),
            attention=_readable(known.attention, worst),
            danger=_readable(known.danger, worst),
            left=_readable((86, 180, 233), worst),
            right=_readable((226, 137, 190), worst),
            accent=_readable((86, 160, 233), worst),
        )

    def of_score(self, score: float) -> Colour:
        """Danger up to 50, attention at 70, good from 90 on, blended in between. `score` 0-100."""
        if score <= 70.0:
            return over(self.attention, max(0.0, (score - 50.0) / 20.0), self.danger)
        return over(self.good, min(1.0, (score - 70.0) / 20.0), self.attention)


def _readable(colour: Colour, ground: Colour) -> Colour:
    """The colour with its hue, as much lighter or darker as letters on the ground need (WCAG 2.2, 1.4.3)."""
    hue, lightness, saturation = colorsys.rgb_to_hls(*(channel / 255.0 for channel in colour))
    step = 0.01 if contrast(WHITE, ground) > contrast(BLACK, ground) else -0.01
    found = colour
    while contrast(found, ground) < TEXT_CONTRAST and 0.0 < lightness < 1.0:
        lightness = min(max(lightness + step, 0.0), 1.0)
        r, g, b = (round(channel * 255) for channel in colorsys.hls_to_rgb(hue, lightness, min(saturation, 0.85)))
        found = (r, g, b)
    return found


def css(colour: Colour) -> str:
    """#rrggbb."""
    return "#{:02x}{:02x}{:02x}".format(*colour)


def qcolor(colour: Colour, opacity: float = 1.0) -> QColor:
    """For a painter."""
    return QColor(*colour, round(opacity * 255))


def system_is_dark() -> bool:
    """What the desktop asks for; dark where it does not say."""
    return QGuiApplication.styleHints().colorScheme() != Qt.ColorScheme.Light


def theme_of(mode: Mode, palette: str = "standard") -> DeskTheme:
    """The theme for what the user chose in the View menu."""
    return DeskTheme.of(system_is_dark() if mode == "system" else mode == "dark", palette)


def qpalette(theme: DeskTheme) -> QPalette:
    """For what the sheet does not reach: the ground of views, links, and what item views draw themselves."""
    made = QPalette()
    role = QPalette.ColorRole
    for of, colour in (
        (role.Window, theme.ground),
        (role.Base, theme.panel),
        (role.AlternateBase, theme.ground),
        (role.Button, theme.raised),
        (role.ToolTipBase, theme.raised),
        (role.WindowText, theme.text),
        (role.Text, theme.text),
        (role.ButtonText, theme.text),
        (role.ToolTipText, theme.text),
        (role.PlaceholderText, theme.muted),
        (role.Highlight, theme.accent),
        (role.HighlightedText, theme.ground),
        (role.Link, theme.accent),
    ):
        made.setColor(of, qcolor(colour))
    return made


def sheet(theme: DeskTheme) -> str:
    """Qt's style sheet for the whole window."""
    c = {name: css(getattr(theme, name)) for name in ("ground", "panel", "raised", "line", "text", "muted", "faint", "accent")}
    chosen = css(over(theme.accent, 0.24, theme.panel))
    return f"""
    * {{ font-family: "{family()}", "{HANGUL}"; font-size: {theme.body}px; color: {c["text"]}; }}
    QMainWindow, QDialog, QWidget#page, QScrollArea, QStackedWidget, QWidget#sheet {{ background: {c["ground"]}; border: none; }}
    QWidget#side {{ background: {c["ground"]}; border-right: 1px solid {c["line"]}; }}
    QLabel {{ background: transparent; }}
    QLabel#title {{ font-size: {theme.title + 4}px; font-weight: 600; }}
    QLabel#heading {{ font-size: {theme.title}px; font-weight: 600; }}
    QLabel#muted, QLabel#empty {{ color: {c["muted"]}; font-size: {theme.small}px; }}
    QLabel#trouble {{ color: {css(theme.attention)}; font-size: {theme.small}px; }}
    QLabel#figure {{ font-size: {theme.title + 6}px; font-weight: 600; }}
    QFrame#card {{ background: {c["panel"]}; border: 1px solid {c["line"]}; border-radius: 8px; }}
    QMenuBar {{ background: {c["ground"]}; border-bottom: 1px solid {c["line"]}; }}
    QMenuBar::item {{ padding: 5px 10px; background: transparent; }}
    QMenuBar::item:selected {{ background: {c["raised"]}; border-radius: 4px; }}
    QMenu {{ background: {c["panel"]}; border: 1px solid {c["line"]}; padding: 4px; }}
    QMenu::item {{ padding: 5px 28px 5px 22px; border-radius: 4px; }}
    QMenu::item:selected {{ background: {c["raised"]}; }}
    QMenu::item:disabled {{ color: {c["faint"]}; }}
    QMenu::separator {{ height: 1px; background: {c["line"]}; margin: 4px 8px; }}
    QStatusBar {{ background: {c["ground"]}; border-top: 1px solid {c["line"]}; }}
    QStatusBar QLabel {{ color: {c["muted"]}; font-size: {theme.small}px; padding: 2px 12px; }}
    QStatusBar::item {{ border: none; }}
    QAbstractItemView {{ background: {c["panel"]}; alternate-background-color: {c["panel"]}; border: 1px solid {c["line"]};
        border-radius: 6px; outline: none; font-size: {theme.small}px; gridline-color: {c["line"]};
        selection-background-color: {chosen}; selection-color: {c["text"]}; }}
    QAbstractItemView:focus {{ border-color: {c["accent"]}; }}
    QAbstractItemView::item {{ padding: 3px 4px; }}
    QListView::item {{ padding: 6px 8px; border-radius: 5px; }}
    QAbstractItemView::item:selected {{ background: {chosen}; color: {c["text"]}; }}
    QHeaderView {{ background: {c["panel"]}; border: none; }}
    QHeaderView::section {{ background: {c["panel"]}; color: {c["muted"]}; font-size: {theme.small}px; padding: 5px 7px;
        border: none; border-bottom: 1px solid {c["line"]}; }}
    QHeaderView::down-arrow, QHeaderView::up-arrow {{ subcontrol-origin: border; subcontrol-position: top center;
        width: 11px; height: 9px; image: url("{(_ICONS / "down.svg").as_posix()}"); }}
    QHeaderView::up-arrow {{ image: url("{(_ICONS / "up.svg").as_posix()}"); }}
    QTableCornerButton::section {{ background: {c["panel"]}; border: none; }}
    QLineEdit, QComboBox, QSpinBox, QDoubleSpinBox, QDateEdit, QPlainTextEdit {{ background: {c["panel"]};
        border: 1px solid {c["line"]}; border-radius: 5px; padding: 3px 7px; selection-background-color: {c["accent"]};
        selection-color: {c["ground"]}; placeholder-text-color: {c["muted"]}; min-height: 22px; }}
    QLineEdit:focus, QComboBox:focus, QSpinBox:focus, QDoubleSpinBox:focus, QDateEdit:focus, QPlainTextEdit:focus {{
        border-color: {c["accent"]}; }}
    QLineEdit:disabled, QComboBox:disabled, QSpinBox:disabled, QDoubleSpinBox:disabled, QDateEdit:disabled {{
        color: {c["faint"]}; }}
    QComboBox::drop-down {{ border: none; width: 22px; }}
    QComboBox::down-arrow {{ image: url("{(_ICONS / "down.svg").as_posix()}"); width: 12px; height: 12px; }}
    QComboBox QAbstractItemView {{ background: {c["panel"]}; border: 1px solid {c["line"]}; }}
    QPushButton, QToolButton {{ background: {c["raised"]}; border: 1px solid {c["line"]}; border-radius: 5px;
        padding: 4px 12px; min-height: 20px; }}
    QToolButton {{ padding: 3px 8px; }}
    QToolButton#crumb:disabled {{ background: transparent; border-color: transparent; color: {c["text"]}; }}
    QPushButton:hover, QToolButton:hover {{ border-color: {c["muted"]}; }}
    QPushButton:focus, QToolButton:focus {{ border-color: {c["accent"]}; }}
    QPushButton:disabled, QToolButton:disabled {{ color: {c["faint"]}; }}
    QPushButton:checked, QToolButton:checked {{ background: {chosen}; border-color: {c["accent"]}; }}
    QPushButton:default {{ border-color: {c["accent"]}; }}
    QAbstractSpinBox QLineEdit {{ border: none; padding: 0 0 0 6px; background: transparent; min-height: 0; }}
    QAbstractSpinBox::up-button, QAbstractSpinBox::down-button {{ width: 0; border: none; }}
    QCheckBox {{ spacing: 7px; background: transparent; }}
    QCheckBox::indicator {{ width: 13px; height: 13px; border: 1px solid {c["muted"]}; border-radius: 3px;
        background: {c["panel"]}; }}
    QCheckBox::indicator:checked {{ background: {c["accent"]}; border-color: {c["accent"]};
        image: url("{(_ICONS / "tick.svg").as_posix()}"); }}
    QCheckBox::indicator:focus {{ border-color: {c["accent"]}; }}
    QCheckBox:focus {{ color: {c["accent"]}; }}
    QTabWidget::pane {{ border: none; border-top: 1px solid {c["line"]}; }}
    QTabBar {{ background: transparent; qproperty-drawBase: 0; }}
    QTabBar::tab {{ background: transparent; color: {c["muted"]}; padding: 7px 14px; border-bottom: 2px solid transparent; }}
    QTabBar::tab:selected {{ color: {c["text"]}; border-bottom-color: {c["accent"]}; }}
    QTabBar::tab:focus {{ color: {c["accent"]}; }}
    QSplitter::handle {{ background: {c["ground"]}; }}
    QSplitter::handle:hover {{ background: {c["line"]}; }}
    QToolTip {{ background: {c["raised"]}; color: {c["text"]}; border: 1px solid {c["line"]}; padding: 4px; }}
    QScrollBar:vertical {{ background: transparent; width: 10px; margin: 0; }}
    QScrollBar:horizontal {{ background: transparent; height: 10px; margin: 0; }}
    QScrollBar::handle {{ background: {c["line"]}; border-radius: 4px; min-height: 28px; min-width: 28px; }}
    QScrollBar::add-line, QScrollBar::sub-line {{ height: 0; width: 0; }}
    QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
    """
