"""Look: the user's wishes about the screen, ready to paint with."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from mirror.settings import ScreenSettings
from ui.theme.palette import BLACK, PALETTES, Palette, plate_opacity


@dataclass(frozen=True, slots=True)
class Look:
    """Attributes:
    palette: the colours. text_size: multiplies every size of type. calm: nothing moves. glass: real two-way glass, so the
    background is pure black and there are neither plates nor a picture. captions: sentences are shown. flash: what is heard
    lights up the edge. plate: opacity of the plates, 0..1.
    """

    palette: Palette
    text_size: float
    calm: bool
    glass: bool
    captions: bool = True
    flash: bool = False
    plate: float = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "plate", 0.0 if self.glass else plate_opacity(self.palette))

    @classmethod
    def of(cls, screen: ScreenSettings) -> Look:
        palette = PALETTES[screen.palette]
        if screen.glass:
            # Where nothing is lit the glass must stay a mirror.
            palette = replace(palette, ink=BLACK)
        return cls(palette, screen.text_size, screen.calm, screen.glass, screen.captions, screen.flash)
