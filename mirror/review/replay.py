"""Replay: a set, a repetition or the demonstrator as a skeleton in the room, to be scrubbed, slowed, turned and compared.

Places are metres, y up, floor at 0, right-handed; the person faces +z on the whole (one turn for the whole track, so that turning
away shows), and what holds the body stands still: the feet of somebody who stands, the hands of somebody who hangs or is propped
on them, else the hips. A single camera does not tell how far somebody walked, so nobody walks here. Nor does it tell depth well:
of somebody who lies along its line of sight a replay is some 20 cm wrong on the mean, beside them 8 (sit-ups through BlazePose),
and neither the floor under what the demonstrator rests on nor a constant tilt mends that; so such a track says it (`along`).
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import select

from mirror.counting.depth import DepthGauge
from mirror.errors import SessionError
from mirror.exercises.core import Catalogue, Exercise
from mirror.geometry.series import Series
from mirror.pose import skeleton as s
from mirror.review.demonstrator import RATE_HZ, Shown, shown
from mirror.review.landmarks import Landmarks, landmarks
from mirror.review.sets import whole_catalogue
from mirror.sessions import schema
from mirror.sessions.store import Store

Array = NDArray[np.float64]

_FEET = (s.LEFT_ANKLE, s.RIGHT_ANKLE)
_HANDS = (s.LEFT_WRIST, s.RIGHT_WRIST)
_HIPS = (s.LEFT_HIP, s.RIGHT_HIP)
_SHOULDERS = (s.LEFT_SHOULDER, s.RIGHT_SHOULDER)
_BY_CONTACT = {
    **dict.fromkeys(("feet", "air", "hands_toes", "wall", "forearms", "crawl", "shoulders"), _FEET),
    "hands": _HANDS,
    **dict.fromkeys(("seat", "lying"), _HIPS),
}
_BY_POSTURE = {
    **dict.fromkeys(("standing", "prone"), _FEET),
    **dict.fromkeys(("hanging", "support", "inverted"), _HANDS),
    **dict.fromkeys(("seated", "supine"), _HIPS),
}
"""What holds the body, by the contact of the avatar's motion, or where there is none by the posture."""
_STEADY_S = 0.5
"""What holds the body is steadied over so long: it does not jitter."""
ALONG = 0.6
"""From this share of the trunk along the line of sight on, depth is a guess: sit-ups seen from the feet or the head read as 0.65
to 0.7, push-ups seen from the front as 0.97, deadlifts as 0.3, upright exercises as 0.15 at most."""


@dataclass(frozen=True, slots=True, eq=False)
class ReplayTrack:
    """A skeleton over time.

    Attributes:
        t: (N,) seconds from the start of the track. points: (N, 33, 3) metres, see the module; NaN where a landmark is missing.
        visibility: (N, 33) 0..1. origin_t: the run's time at t = 0 (0 of the demonstrator).
        start, peak, end: seconds within `t`, of the repetition that it shows; of a whole set its first and last moment, and NaN.
        title: who it is ("Repetition 3", "Demonstrator").
        along: share of the trunk's length that lies along the camera's line of sight, median over the set; 0 of the demonstrator.
    """

    t: Array
    points: Array
    visibility: Array
    origin_t: float
    start: float
    peak: float
    end: float
    title: str
    along: float = 0.0

    def __len__(self) -> int:
        return len(self.t)

    @property
    def depth_is_a_guess(self) -> bool:
        """Whether it was seen along the body."""
        return self.along >= ALONG

    def at(self, t: float) -> Array:
        """(33, 3) points at a moment between samples, in a straight line; NaN for an empty track."""
        if not len(self.t):
            return np.full((s.COUNT, 3), math.nan)
        i = int(np.clip(np.searchsorted(self.t, t), 1, max(len(self.t) - 1, 1)))
        if i >= len(self.t):
            last: Array = self.points[-1]
            return last
        share = float(np.clip((t - self.t[i - 1]) / (self.t[i] - self.t[i - 1]), 0.0, 1.0))
        between: Array = (1.0 - share) * self.points[i - 1] + share * self.points[i]
        return between


def set_replay(store: Store, session_id: str, set_number: int, catalogue: Catalogue | None = None) -> ReplayTrack:
    """The whole set. Empty (N = 0) where no track was kept. session_id: the whole id. SessionError."""
    seen = landmarks(store, session_id, set_number)
    e = schema.exercise_set
    with store.reading() as connection:
        where = (e.c.session_id == session_id, e.c.number == set_number)
        found = connection.execute(select(e.c.exercise).where(*where)).first()
    if found is None:
        raise SessionError("This set is not in the log any more.")
    exercise = None if found[0] is None else (catalogue or whole_catalogue()).get(found[0])
    return _whole(seen, exercise, f"Set {set_number}")


def repetition_replay(store: Store, session_id: str, seq: int, catalogue: Catalogue | None = None) -> ReplayTrack:
    """One repetition. Empty where no track was kept. session_id: the whole id. SessionError where there is no such repetition."""
    r = schema.repetition
    with store.reading() as connection:
        row = connection.execute(select(r).where(r.c.session_id == session_id, r.c.seq == seq)).mappings().first()
    if row is None:
        raise SessionError("This repetition is not in the log any more.")
    exercise = (catalogue or whole_catalogue()).get(row["exercise"])
    seen = landmarks(store, session_id, row["set_number"])
    return cut(_whole(seen, exercise, ""), seen, exercise, row["start_t"], row["end_t"], f"Repetition {row['number']}")


def cut(whole: ReplayTrack, seen: Landmarks, exercise: Exercise | None, start_t: float, end_t: float, title: str) -> ReplayTrack:
    """A part of a set's replay, from start_t to end_t in the run's time; `seen` is what `whole` was made of."""
    rows = (seen.t >= start_t - 1e-6) & (seen.t <= end_t + 1e-6)
    t = seen.t[rows] - start_t
    peak = _peak(seen.series.values[rows], seen.series.sigma[rows], t, exercise)
    return ReplayTrack(t, whole.points[rows], whole.visibility[rows], start_t, 0.0, peak, end_t - start_t, title, whole.along)


def demonstrator(exercise: Exercise, side: str = "both") -> ReplayTrack | None:
    """One repetition (of this side, where sides take turns) as the avatar shows it; None where it cannot."""
    example = shown(exercise)
    if example is None:
        return None
    start, peak, end = example.bounds[example.sides.index(side) if side in example.sides else 0]
    rows = (example.t >= start - 1e-6) & (example.t <= end + 1e-6)
    points = _held_still(_turned(example), exercise, RATE_HZ)[rows]
    t = example.t[rows] - start
    return ReplayTrack(t, points, np.ones(points.shape[:2]), 0.0, 0.0, peak - start, end - start, "Demonstrator")


def aligned(one: ReplayTrack, other: ReplayTrack) -> ReplayTrack:
    """`other` on the time of `one`: at each moment it shows the same phase (start, peak and end fall together, evenly between).

    So a slow repetition can be laid over a quick one, and it is made as large as `one` is (by the trunk): what differs is the
    movement. Where one of them is empty it is `other` as it is.
    """
    if not len(one) or not len(other):
        return other
    knots = [(track.start, track.peak, track.end) for track in (one, other)]
    if any(math.isnan(track.peak) for track in (one, other)):
        knots = [(track.start, 0.5 * (track.start + track.end), track.end) for track in (one, other)]
    at = np.interp(one.t, np.array(knots[0]), np.array(knots[1]))
    points = np.stack([other.at(float(t)) for t in at]) * _size(one, other)
    seen = other.visibility[np.minimum(np.searchsorted(other.t, at), len(other) - 1)]
    return replace(
        other, t=one.t, points=points, visibility=seen, origin_t=one.origin_t, start=one.start, peak=one.peak, end=one.end
    )


def _size(one: ReplayTrack, other: ReplayTrack) -> float:
    """How much larger `one` is, by the median length of the trunk; 1 where that is not known."""
    lengths = []
    for track in (one, other):
        spine = track.points[:, list(_SHOULDERS)].mean(axis=1) - track.points[:, list(_HIPS)].mean(axis=1)
        length = np.linalg.norm(spine, axis=1)
        known = length[np.isfinite(length)]
        lengths.append(float(np.median(known)) if len(known) else math.nan)
    ratio = lengths[0] / lengths[1] if all(length > 0.0 for length in lengths) else 1.0
    return min(max(ratio, 0.5), 2.0)


# -- places ----------------------------------------------------------------------------------------------------------------


def _whole(seen: Landmarks, exercise: Exercise | None, title: str) -> ReplayTrack:
    if not len(seen.t):
        return ReplayTrack(seen.t, np.zeros((0, s.COUNT, 3)), seen.visibility, 0.0, 0.0, math.nan, 0.0, title)
    points = _held_still(_straightened(seen.series), exercise, RATE_HZ)
    t = seen.t - seen.t[0]
    return ReplayTrack(t, points, seen.visibility, float(seen.t[0]), 0.0, math.nan, float(t[-1]), title, _along(seen.series))


def _along(series: Series) -> float:
    """As `ReplayTrack.along`; 0 where the trunk was never seen."""
    trunk = series.points[:, list(_SHOULDERS)].mean(axis=1) - series.points[:, list(_HIPS)].mean(axis=1)
    away = np.abs((trunk * series.to_body[:, :, 2]).sum(axis=1))
    length = np.linalg.norm(trunk, axis=1)
    known = np.isfinite(away) & (length > 0.0)
    return float(np.median(away[known] / length[known])) if known.any() else 0.0


def _straightened(series: Series) -> Array:
    """(N, 33, 3) body points with each moment's own turn undone and one turn for all: how the person turned stays."""
    yaw = np.radians(np.nan_to_num(series.yaw_deg))
    known = ~np.isnan(series.yaw_deg)
    mean = math.atan2(np.sin(yaw[known]).sum(), np.cos(yaw[known]).sum()) if known.any() else 0.0
    # Somebody on their side has no turn of their own: those moments stand in the room's axes and get the common one.
    return _about_up(series.points, mean - yaw)


def _turned(example: Shown) -> Array:
    hips = example.points[:, list(_HIPS)].mean(axis=1, keepdims=True)
    centred: Array = example.points - hips
    return centred


def _about_up(points: Array, angle: Array) -> Array:
    cos, sin = np.cos(angle)[:, None], np.sin(angle)[:, None]
    x, z = points[..., 0], points[..., 2]
    return np.stack([cos * x - sin * z, points[..., 1], sin * x + cos * z], axis=-1)


def _held_still(points: Array, exercise: Exercise | None, rate: float) -> Array:
    """What holds the body stays where it is; the lowest point of the track is the floor."""
    holds = _holds(exercise)
    anchor = points[:, list(holds)].mean(axis=1)
    upright = holds is _FEET
    # On one's feet (or hands and feet) something is always on the floor; else heights follow what holds the body.
    height = _lowest(points) if upright else anchor[:, 1]
    middle = points[:, list(_HIPS)].mean(axis=1)
    shift = np.stack([_steady(anchor[:, 0], rate), _steady(height, rate), _steady(anchor[:, 2], rate)], axis=1)
    placed = points - shift[:, None]
    known = np.isfinite(placed[:, :, 1])
    if known.any():
        low = _lowest(placed)
        placed[:, :, 1] -= float(np.nanpercentile(low, 5.0)) if not upright else 0.0
    # The figure stands about the middle of the room: over where its hips are most of the time.
    about = np.nanmedian((middle - shift)[:, [0, 2]], axis=0) if np.isfinite(middle).any() else np.zeros(2)
    placed[..., [0, 2]] -= about
    return placed


def _holds(exercise: Exercise | None) -> tuple[int, int]:
    if exercise is None:
        return _FEET
    contact = None if exercise.motion is None else exercise.motion.get("contact")
    return _BY_CONTACT.get(str(contact), _BY_POSTURE[exercise.posture])


def _lowest(points: Array) -> Array:
    """(N,) height of the lowest landmark, NaN where there is none."""
    y = np.where(np.isfinite(points[..., 1]), points[..., 1], math.inf).min(axis=1)
    lowest: Array = np.where(np.isinf(y), math.nan, y)
    return lowest


def _steady(values: Array, rate: float) -> Array:
    """A parabola laid through _STEADY_S around each sample (Savitzky and Golay 1964): jitter goes, quick movements stay. What
    is not known is bridged in a straight line."""
    half = max(int(0.5 * _STEADY_S * rate), 1)
    known = np.isfinite(values)
    if not known.any():
        return np.zeros(len(values))
    filled = np.interp(np.arange(len(values)), np.flatnonzero(known), values[known])
    around = np.arange(-half, half + 1)
    kernel = np.linalg.pinv(np.stack([around**0, around, around**2], axis=1))[0]
    steady: Array = np.convolve(np.pad(filled, half, mode="reflect", reflect_type="odd"), kernel[::-1], mode="valid")
    return steady


def _peak(values: Array, sigma: Array, t: Array, exercise: Exercise | None) -> float:
    """When the movement was deepest, seconds; NaN where that is not known."""
    if exercise is None or not len(t) or exercise.kind == "hold":
        return math.nan
    depth = DepthGauge([exercise]).read_rows(values, sigma).depth[:, 0]
    return float(t[np.nanargmax(depth)]) if np.isfinite(depth).any() else math.nan
