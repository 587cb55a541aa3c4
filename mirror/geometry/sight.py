"""Sight: a body's landmarks with their place across the picture from the picture, and only their depth from the network.

A pose network that lifts a crop to metric landmarks (BlazePose) is surer of where a landmark is in the picture than of where its
own metric skeleton has it: that one is smoothed towards the bodies it learned from, so that a straight knee comes out bent by ten
degrees. Where the lens is known, picture and depth make the same skeleton without that: a landmark at the pixel (u, v) and at
the depth D + z lies at ((u - cx) / f, (v - cy) / f) * (D + z), the pinhole camera (Hartley and Zisserman, "Multiple View
Geometry", 2004, section 6.1). The distance D of the hips is the one that fits the network's own skeleton best, least squares
over the main joints, so that sizes stay the network's.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from mirror.pose.core import Pose
from mirror.pose.skeleton import BODY, LEFT_HIP, RIGHT_HIP

ASSUMED_FOV_DEG = 50.0
"""Vertical field of view of a camera that nobody has measured: it bends the skeleton by a degree or two at most."""
MIN_AGREEMENT = 0.8
"""Cosine between picture and skeleton below which the two do not show the same body, and the network's skeleton stands."""
_MAIN = np.array(BODY)
_HIPS = np.array([LEFT_HIP, RIGHT_HIP])


def sighted(pose: Pose, fov_deg: float) -> NDArray[np.float64]:
    """(33, 3) metres, camera axes, origin between the hips. fov_deg: vertical, NaN where unknown.

    A landmark that is not in `pose.image` is NaN. Where the picture tells nothing (no image landmarks, or others than those of
    the skeleton) this is `pose.world`, hip-centred.
    """
    world = pose.world.astype(np.float64)
    world -= 0.5 * (world[LEFT_HIP] + world[RIGHT_HIP])
    fov = fov_deg if fov_deg == fov_deg else ASSUMED_FOV_DEG
    per_px = math.tan(math.radians(0.5 * fov)) / (0.5 * pose.height)
    rays = (pose.image[:, :2].astype(np.float64) - 0.5) * np.array([pose.width * per_px, pose.height * per_px])
    depth = world[:, 2:]
    bent = rays * depth
    across = rays - 0.5 * (rays[LEFT_HIP] + rays[RIGHT_HIP])
    bent -= 0.5 * (bent[LEFT_HIP] + bent[RIGHT_HIP])
    flat = across.take(_MAIN, axis=0)
    wanted = world[:, :2].take(_MAIN, axis=0) - bent.take(_MAIN, axis=0)
    known = np.isfinite(wanted) & np.isfinite(flat)
    seen = known[:, 0] & known[:, 1]
    if not seen.all():
        wanted, flat = wanted[seen], flat[seen]
    size, span = float(np.vdot(wanted, wanted)), float(np.vdot(flat, flat))
    fit = float(np.vdot(wanted, flat))
    if not fit > MIN_AGREEMENT * math.sqrt(size * span) or span < 1e-9:
        return world
    world[:, :2] = across * (fit / span) + bent
    return world
