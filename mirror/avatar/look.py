"""Look: what one person wears and looks like. Colours are red, green, blue, 0..1."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

Colour = tuple[float, float, float]

_SKINS: tuple[Colour, ...] = ((0.87, 0.68, 0.56), (0.78, 0.57, 0.43), (0.62, 0.43, 0.31), (0.46, 0.31, 0.23), (0.92, 0.75, 0.65))
_HAIRS: tuple[Colour, ...] = ((0.17, 0.12, 0.09), (0.08, 0.07, 0.07), (0.36, 0.24, 0.15), (0.55, 0.41, 0.25), (0.47, 0.45, 0.43))
_SHIRTS: tuple[Colour, ...] = (
    (0.27, 0.45, 0.53),
    (0.72, 0.39, 0.31),
    (0.85, 0.83, 0.78),
    (0.36, 0.46, 0.38),
    (0.29, 0.31, 0.40),
    (0.80, 0.62, 0.32),
)
_TROUSERS: tuple[Colour, ...] = ((0.19, 0.21, 0.26), (0.30, 0.32, 0.35), (0.24, 0.29, 0.36), (0.33, 0.28, 0.27))
_SHOES: tuple[Colour, ...] = ((0.88, 0.87, 0.85), (0.30, 0.30, 0.32), (0.72, 0.42, 0.36))


@dataclass(frozen=True)
class Look:
    """Colours of a person, and how the hair and the legs are worn.

    Attributes: bun: hair in a bun at the back. shorts: bare shanks.
    """

    skin: Colour = _SKINS[0]
    hair: Colour = _HAIRS[0]
    shirt: Colour = _SHIRTS[0]
    trousers: Colour = _TROUSERS[0]
    shoes: Colour = _SHOES[0]
    bun: bool = False
    shorts: bool = False

    @classmethod
    def random(cls, seed: int) -> Look:
        """Somebody else; the same seed gives the same. Seed 0 is the demo's person."""
        if seed == 0:
            return cls()
        rng = np.random.default_rng((seed, 3))

        def one(options: tuple[Colour, ...]) -> Colour:
            return options[int(rng.integers(len(options)))]

        return cls(
            skin=one(_SKINS),
            hair=one(_HAIRS),
            shirt=one(_SHIRTS),
            trousers=one(_TROUSERS),
            shoes=one(_SHOES),
            bun=bool(rng.random() < 0.45),
            shorts=bool(rng.random() < 0.3),
        )
