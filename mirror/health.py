"""Health: how the machinery is doing, for the small line at the bottom. Not part of the Snapshot: it is not about the person."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Health:
    """Attributes:
    fps: poses per second over the last seconds. latency_ms: from a picture's arrival to its Snapshot, median.
    drops: pictures that were replaced before anyone took them, so far.
    camera: name of the source; camera_ok: pictures come. notice: a calm sentence for the user ("The camera is gone. I am
    looking for it."), "" when there is none.
    sound: "on", "muted" or "none".
    looking: what pictures are being taken of just now: "camera" (whoever is there), "film", "demo", or "" while none are taken
    and no device is held.
    """

    fps: float = math.nan
    latency_ms: float = math.nan
    drops: int = 0
    camera: str = ""
    camera_ok: bool = True
    notice: str = ""
    sound: str = "none"
    looking: Literal["", "camera", "film", "demo"] = ""
