"""TRC: the landmarks of a set as markers for OpenSim (Motion Analysis' "track row column", a text file parted by tabs).

The format as OpenSim reads it ("Marker (.trc) Files", OpenSim documentation; TRCFileAdapter of opensim-core): three header lines,
two lines of labels, a blank one, then a line a frame: its number from 1, the time, x, y, z of each marker. A marker that is
missing is three empty cells (OpenSim takes them for NaN). Every cell is followed by a tab, as OpenSim writes it: so the last
marker may be missing, too.

Axes are OpenSim's: x forward, y up, z to the right, millimetres. They stand still over the set: forward is where the person
faced on average. The pose network's metric landmarks have their origin between the hips, so the pelvis does not travel: a squat
shows as feet that come nearer to it. The height of the lowest marker over the set is 0. Angles between segments, which inverse
kinematics solves for, do not depend on either.

Markers are called as BlazePose calls its landmarks ("left_knee", "right_foot_index"): so are those of the marker set for
BlazePose in Pose2Sim (Pagnon et al., JOSS 7(77), 4362, 2022), whose scaling and inverse kinematics set-ups then apply.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mirror.export.form import ExportError
from mirror.geometry.camera import Calibration
from mirror.geometry.series import measured
from mirror.pose.skeleton import LANDMARKS
from mirror.sessions.track import RATE, Track

MARKERS = LANDMARKS
KEYS = ("DataRate", "CameraRate", "NumFrames", "NumMarkers", "Units", "OrigDataRate", "OrigDataStartFrame", "OrigNumFrames")
LONGEST = int(6 * 3600 * RATE)
"""Frames: a track whose times are broken must not fill the memory."""
_MM = 1000.0
_WHOLE, _EMPTY = 3 * "%.2f\t", 3 * "\t"
"""A marker's cells."""
_LOWEST_PERCENTILE = 2.0
"""Of the lowest marker's height over the frames: a single frame that is wrong must not lift the person off the floor."""


@dataclass(frozen=True, slots=True, eq=False)
class Markers:
    """Markers over time, in OpenSim's axes.

    Attributes:
        rate: frames a second. t: (N,) seconds from the first frame, without a gap.
        places: (N, M, 3) millimetres, x forward, y up, z right; NaN where the marker is missing.
        names: of the M markers.
    """

    rate: float
    t: NDArray[np.float64]
    places: NDArray[np.float64]
    names: tuple[str, ...]


def markers(track: Track, calibration: Calibration) -> Markers | None:
    """The set's track as markers at its own rate; None where nobody was ever seen in it.

    A pause in the track (the set was paused, or nothing was kept) is frames without markers, so that time stays even.
    ExportError for a set that no one can have made.
    """
    if len(track.t) == 0:
        return None
    seen = measured(track.image, track.world, track.visibility, track.width, track.height, calibration)
    found = seen.points @ seen.to_body @ calibration.to_room.T
    found[~np.isfinite(track.world)] = math.nan
    if not np.isfinite(found).any():
        return None
    frame = np.round((track.t - track.t[0]) * RATE).astype(int)
    if frame[-1] >= LONGEST:
        raise ExportError("A set that lasts longer than six hours cannot be written as TRC.")
    room = np.full((frame[-1] + 1, len(MARKERS), 3), math.nan)
    room[frame] = found
    # yaw turns +z (towards the camera) to the person's left, about y
    yaws = np.radians(seen.yaw_deg[np.isfinite(seen.yaw_deg)])
    turn = math.atan2(float(np.sin(yaws).mean()), float(np.cos(yaws).mean())) if len(yaws) else 0.0
    forward = np.array([math.sin(turn), 0.0, math.cos(turn)])
    up = np.array([0.0, 1.0, 0.0])
    places = _MM * room @ np.stack([forward, up, np.cross(forward, up)]).T
    heights = places[:, :, 1]
    lowest = np.nanmin(heights[np.isfinite(heights).any(axis=1)], axis=1)
    places[:, :, 1] -= np.percentile(lowest, _LOWEST_PERCENTILE)
    return Markers(RATE, np.arange(len(places)) / RATE, places, MARKERS)


def calibration_at(known: Sequence[tuple[float, Calibration]], t: float) -> Calibration:
    """What was known of the camera at the run's second t; before the first of `known` that one, without any an assumed one."""
    held = [calibration for since, calibration in known if since <= t]
    return held[-1] if held else known[0][1] if known else Calibration()


def as_trc(found: Markers, name: str) -> str:
    """The file's text; name: what it is called, in its own first line."""
    count, frames = len(found.names), len(found.t)
    rate = f"{found.rate:g}"
    lines = [
        f"PathFileType\t4\t(X/Y/Z)\t{' '.join(name.split())}",
        "\t".join(KEYS),
        "\t".join([rate, rate, str(frames), str(count), "mm", rate, "1", str(frames)]),
        "Frame#\tTime\t" + "".join(f"{marker}\t\t\t" for marker in found.names),
        "\t\t" + "".join(f"X{i}\tY{i}\tZ{i}\t" for i in range(1, count + 1)),
        "",
    ]
    seen: NDArray[np.bool_] = np.asarray(np.isfinite(found.places).all(axis=2))
    for i, (t, places, there) in enumerate(zip(found.t.tolist(), found.places, seen, strict=True), 1):
        cells = _WHOLE * count if there.all() else "".join(_WHOLE if one else _EMPTY for one in there)
        lines.append(f"{i}\t{t:.6f}\t" + cells % tuple(places[there].ravel().tolist()))
    return "\n".join(lines) + "\n"
