"""Type: Inter with tabular figures, bundled; the system's sans where it cannot be read.

Sizes are points at 1080 lines, as the design names them: one point is 4/3 of a pixel there and grows with the screen.
"""

from __future__ import annotations

import logging
from enum import IntEnum
from functools import lru_cache
from pathlib import Path

from PySide6.QtGui import QFont, QFontDatabase

from mirror import paths

log = logging.getLogger(__name__)

COUNT_PT = 220.0
TITLE_PT = 64.0
CUE_PT = 56.0
BODY_PT = 36.0
SMALL_PT = 28.0

PIXELS_PER_POINT = 4.0 / 3.0
"""At 1080 lines."""

_FAMILY = "Inter"
HANGUL = "Pretendard"
"""Drawn to go with Inter, which has no Hangul."""
_TABULAR = QFont.Tag("tnum")


class Weight(IntEnum):
    """The four that are bundled; Qt's own numbers."""

    REGULAR = 400
    MEDIUM = 500
    SEMI_BOLD = 600
    BOLD = 700


@lru_cache(maxsize=1)
def load_fonts(folder: Path | None = None) -> str:
    """Hand the bundled fonts to Qt and return the family to use. Needs a QGuiApplication.

    Where no file can be read the system's own sans stands in, which is said once in the log.
    """
    files = sorted((folder or paths.resources() / "fonts").glob("*.woff2"))
    loaded = [i for i in (QFontDatabase.addApplicationFont(str(file)) for file in files) if i >= 0]
    if any(_FAMILY in QFontDatabase.applicationFontFamilies(i) for i in loaded):
        return _FAMILY
    substitute = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont).family()
    log.warning("the bundled font %s cannot be read; %s stands in", _FAMILY, substitute)
    return substitute


def family() -> str:
    """The family in use."""
    return load_fonts()


@lru_cache(maxsize=256)
def font(pixels: int, weight: Weight) -> QFont:
    """A font of this many pixels; figures have one width, so that a count does not jump sideways."""
    made = QFont([family(), HANGUL])
    made.setPixelSize(max(pixels, 1))
    made.setWeight(QFont.Weight(int(weight)))
    made.setFeature(_TABULAR, 1)
    made.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    if pixels >= 40:
        # Inter is spaced for small sizes; large ones are set tighter (its own dynamic metrics).
        made.setLetterSpacing(QFont.SpacingType.PercentageSpacing, 98.0 if pixels < 150 else 92.0)
    return made
