"""How the mirror looks: colours, type, and the user's wishes about both."""

from ui.theme.look import Look
from ui.theme.palette import PALETTES, Colour, Palette, contrast, over, plate_opacity
from ui.theme.type import Weight, family, font, load_fonts

__all__ = [
    "PALETTES",
    "Colour",
    "Look",
    "Palette",
    "Weight",
    "contrast",
    "family",
    "font",
    "load_fonts",
    "over",
    "plate_opacity",
]
