"""How the settings look: dark and quiet; sizes for a desk at arm's length, or for the mirror."""

from __future__ import annotations

from dataclasses import dataclass

from ui.theme import Colour, Palette, family, over
from ui.theme.type import HANGUL

DESK_PX = 16
"""12 pt at 96 dots an inch."""
MIRROR_PT = 26.0
"""Body text on the mirror, points at 1080 lines: larger than its small print needs to be read by whoever stands at the remote."""
POINT_PX = 4.0 / 3.0


@dataclass(frozen=True, slots=True)
class Scale:
    """Attributes:
    body: pixels of the text. Everything else follows from it.
    """

    body: int

    @classmethod
    def desk(cls) -> Scale:
        return cls(DESK_PX)

    @classmethod
    def mirror(cls, size: tuple[int, int], text_size: float) -> Scale:
        """For a screen of `size` pixels with the user's text size; never smaller than on a desk."""
        unit = min(size) / 1080.0
        return cls(max(DESK_PX, round(MIRROR_PT * POINT_PX * unit * text_size)))

    def px(self, share: float) -> int:
        """That many body sizes, at least one pixel."""
        return max(1, round(self.body * share))


def _css(colour: Colour) -> str:
    return "#{:02x}{:02x}{:02x}".format(*colour)


def sheet(scale: Scale, palette: Palette) -> str:
    """Qt's style sheet for the whole pane."""
    px = scale.px
    ground, card = palette.ink, over(palette.text, 0.06, palette.ink)
    line, raised = over(palette.text, 0.16, palette.ink), over(palette.text, 0.12, palette.ink)
    c = {name: _css(value) for name, value in _colours(palette, ground, card, line, raised).items()}
    arrow = f"width: {px(0.6)}px; height: {px(0.6)}px;"
    return f"""
    * {{ font-family: "{family()}", "{HANGUL}"; font-size: {px(1)}px; color: {c["text"]}; }}
    QWidget#pane, QWidget#page, QScrollArea {{ background: {c["ground"]}; border: none; }}
    QLabel {{ background: transparent; }}
    QLabel#heading {{ font-size: {px(1.25)}px; font-weight: 600; }}
    QLabel#group {{ font-size: {px(1.1)}px; font-weight: 600; color: {c["text"]}; padding-top: {px(0.5)}px; }}
    QLabel#about, QLabel#description, QLabel#note {{ color: {c["muted"]}; font-size: {px(0.86)}px; }}
    QLabel#trouble {{ color: {c["attention"]}; }}
    QLabel#title {{ font-weight: 500; }}
    QLabel#restart {{ color: {c["muted"]}; font-size: {px(0.78)}px; border: 1px solid {c["line"]};
        border-radius: {px(0.5)}px; padding: {px(0.06)}px {px(0.45)}px; }}
    QLabel#value {{ color: {c["text"]}; font-weight: 500; }}
    QFrame#row {{ background: {c["card"]}; border: {px(0.12)}px solid {c["card"]}; border-radius: {px(0.5)}px; }}
    QFrame#row:focus, QFrame#row[current="true"] {{ border-color: {c["good"]}; }}
    QListWidget {{ background: {c["ground"]}; border: none; outline: none; }}
    QListWidget::item {{ padding: {px(0.42)}px {px(0.5)}px; border-radius: {px(0.4)}px;
        border: {px(0.12)}px solid transparent; }}
    QListWidget::item:selected {{ background: {c["raised"]}; color: {c["text"]}; }}
    QListWidget::item:selected:focus, QListWidget:focus::item:selected {{ border-color: {c["good"]}; }}
    QLineEdit, QComboBox {{ background: {c["ground"]}; border: 1px solid {c["line"]}; border-radius: {px(0.35)}px;
        padding: {px(0.3)}px {px(0.5)}px; selection-background-color: {c["good"]}; selection-color: {c["ground"]};
        min-height: {px(1.35)}px; }}
    QLineEdit:focus, QComboBox:focus {{ border-color: {c["good"]}; }}
    QLineEdit:disabled, QComboBox:disabled, QLabel:disabled {{ color: {c["faint"]}; }}
    QComboBox::drop-down {{ border: none; width: {px(1.8)}px; }}
    QComboBox::down-arrow {{ image: none; {arrow} }}
    QComboBox QLineEdit {{ border: none; padding: 0; }}
    QComboBox QAbstractItemView {{ background: {c["raised"]}; border: 1px solid {c["line"]}; outline: none; }}
    QComboBox QAbstractItemView::item {{ min-height: {px(2)}px; padding-left: {px(0.5)}px; }}
    QComboBox QAbstractItemView::item:selected {{ background: {c["good"]}; color: {c["ground"]}; }}
    QPushButton {{ background: {c["raised"]}; border: 1px solid {c["line"]}; border-radius: {px(0.35)}px;
        padding: {px(0.3)}px {px(0.8)}px; min-height: {px(1.35)}px; }}
    QPushButton:focus {{ border-color: {c["good"]}; }}
    QPushButton:disabled {{ color: {c["faint"]}; }}
    QPushButton#small {{ background: transparent; border: none; color: {c["muted"]}; padding: 0 {px(0.3)}px;
        font-size: {px(0.86)}px; min-height: {px(1.2)}px; }}
    QPushButton#small:hover {{ color: {c["text"]}; }}
    QSlider {{ min-height: {px(1.6)}px; background: transparent; }}
    QSlider::groove:horizontal {{ height: {px(0.28)}px; background: {c["line"]}; border-radius: {px(0.14)}px; }}
    QSlider::sub-page:horizontal {{ background: {c["good"]}; border-radius: {px(0.14)}px; }}
    QSlider::handle:horizontal {{ width: {px(1.1)}px; height: {px(1.1)}px; margin: -{px(0.41)}px 0;
        border-radius: {px(0.54)}px; background: {c["text"]}; }}
    QSlider::sub-page:horizontal:disabled {{ background: {c["faint"]}; }}
    QSlider::handle:horizontal:disabled {{ background: {c["faint"]}; }}
    QScrollBar:vertical {{ background: {c["ground"]}; width: {px(0.6)}px; margin: 0; }}
    QScrollBar::handle:vertical {{ background: {c["line"]}; border-radius: {px(0.25)}px; min-height: {px(2)}px; }}
    QScrollBar::add-line, QScrollBar::sub-line {{ height: 0; }}
    """


def _colours(palette: Palette, ground: Colour, card: Colour, line: Colour, raised: Colour) -> dict[str, Colour]:
    return {
        "ground": ground,
        "card": card,
        "line": line,
        "raised": raised,
        "text": palette.text,
        "muted": over(palette.muted, 0.85, palette.ink),
        "faint": palette.faint,
        "good": palette.good,
        "attention": palette.attention,
    }
