"""Colours, and how much two of them differ.

Colours are never the only sign: whoever uses good, attention or danger adds a shape or a word.
"""

from __future__ import annotations

from dataclasses import dataclass

Colour = tuple[int, int, int]
"""sRGB, 0..255 each."""

WHITE: Colour = (255, 255, 255)
BLACK: Colour = (0, 0, 0)

TEXT_CONTRAST = 4.5
"""WCAG 2.2, 1.4.3 (AA): what every text has against what lies behind it."""
SHAPE_CONTRAST = 3.0
"""WCAG 2.2, 1.4.11: what a shape that means something has."""
FAINTEST_PLATE = 0.72


def _hex(text: str) -> Colour:
    value = int(text.removeprefix("#"), 16)
    return (value >> 16, value >> 8 & 255, value & 255)


@dataclass(frozen=True, slots=True)
class Palette:
    """Attributes:
    ink: of the plates behind text. text, muted: of letters. faint: of the clock of a sleeping mirror, on pure black.
    good, attention, danger: of scores and cues, best to worst.
    """

    ink: Colour
    text: Colour
    muted: Colour
    faint: Colour
    good: Colour
    attention: Colour
    danger: Colour

    def of_score(self, score: float) -> Colour:
        """Danger up to 50, attention at 70, good from 90 on, blended in between. `score` 0-100."""
        step = round(min(max(score, 50.0), 90.0) / 4) * 4
        if step <= 70:
            return over(self.attention, (step - 52) / 18 if step > 52 else 0.0, self.danger)
        return over(self.good, min((step - 70) / 18, 1.0), self.attention)


def _palette(good: str, attention: str, danger: str) -> Palette:
    return Palette(
        ink=_hex("#0B0F14"),
        text=_hex("#F4F7FA"),
        muted=_hex("#C3CDD6"),
        faint=_hex("#7C8894"),
        good=_hex(good),
        attention=_hex(attention),
        danger=_hex(danger),
    )


PALETTES: dict[str, Palette] = {
    "standard": _palette("#7CF5C4", "#FFC857", "#FF6B6B"),
    # Red and green look alike: blue against yellow, and a danger that is clearly darker.
    "deuteranopia": _palette("#8CCBFF", "#FFE36B", "#F2762E"),
    "protanopia": _palette("#8CCBFF", "#FFE36B", "#F27D52"),
    # Blue and green, yellow and pink look alike: turquoise against rose and red.
    "tritanopia": _palette("#6FF2E4", "#FFC2CC", "#FF6464"),
}


def over(front: Colour, opacity: float, back: Colour) -> Colour:
    """`front` laid over `back`, opacity 0..1."""
    r, g, b = (round(f * opacity + k * (1.0 - opacity)) for f, k in zip(front, back, strict=True))
    return (r, g, b)


def luminance(colour: Colour) -> float:
    """Relative luminance 0..1 (WCAG 2.2)."""

    def linear(channel: int) -> float:
        c = channel / 255.0
        return c / 12.92 if c <= 0.04045 else float(((c + 0.055) / 1.055) ** 2.4)

    r, g, b = (linear(channel) for channel in colour)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


def contrast(one: Colour, other: Colour) -> float:
    """WCAG 2.2 contrast ratio, 1..21."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def plate_opacity(palette: Palette) -> float:
    """The faintest plate (from 0.72 on) over which every letter and every meaningful shape stands out from a white picture."""
    opacity = FAINTEST_PLATE
    while opacity < 1.0:
        plate = over(palette.ink, opacity, WHITE)
        letters = min(contrast(c, plate) for c in (palette.text, palette.muted))
        shapes = min(contrast(c, plate) for c in (palette.good, palette.attention, palette.danger))
        # A little more than the limit: the edges of letters are blended with the plate.
        if letters >= TEXT_CONTRAST * 1.05 and shapes >= SHAPE_CONTRAST:
            return opacity
        opacity = round(opacity + 0.01, 2)
    return 1.0
