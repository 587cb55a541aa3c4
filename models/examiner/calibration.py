"""The examiner's calibrations: its own bodies and lenses before cameras that stand anywhere in the ranges that were promised."""

from __future__ import annotations

import numpy as np

from models.corpus.calibrations import Clip, Places, drawn
from models.examiner.bodies import body
from models.examiner.settings import settings

COUNT = 200
_SEED = 20_261_121
_LOOKS = 60_000_000
_BODY_M = (1.5, 2.0)


def calibration(number: int) -> Clip:
    """Calibration `number`: the camera 0.3 to 2.0 m high, pitch +- 20, roll +- 5, the person turned by up to 60 degrees from it,
    the lens from examiner.toml, the body from its survey (1.5 to 2.0 m)."""
    rules = settings()
    rng = np.random.default_rng((_SEED, number))
    who = body(rng, rules.bodies, _LOOKS + number)
    while not _BODY_M[0] <= who.height_m <= _BODY_M[1]:
        who = body(rng, rules.bodies, _LOOKS + number)
    return drawn(f"calibration_{number:05d}", who, rng, Places(fov_deg=rules.camera.fov_deg), _LOOKS + number)
