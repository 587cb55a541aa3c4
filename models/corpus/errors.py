"""What BlazePose gets wrong, measured: the avatar is rendered, read back, and held against its exact landmarks.

    python -m models.corpus.errors --out models/corpus/blazepose_errors.json     # about four minutes of one core

What `mirror.avatar.noise` lays over exact landmarks (in training, and on the examiner's landmark path) has the sizes measured
here. The bodies and cameras of this measurement are the teacher's; the errors belong to the network, not to either.

Method. Both landmark sets are brought to torsos (mid hips to mid shoulders) and hip-centred. A clip's `tilt` (about the camera's
x, the least squares rotation) and `gain` (of depth, least squares) are taken out; then, per clip and landmark, the mean
difference is the `offset` (where the network puts a joint, and what it makes of this view). What is left is modelled as two
first-order autoregressive processes, fast and slow: their variances are the non-negative least squares fit of
J^2 exp(-lag / FAST_S) + B^2 exp(-lag / SLOW_S) to the autocovariance at lags up to one second. Since a body that moves is told
worse, the fast error (against its own mean over WINDOW_S) is also given by the landmark's speed. Lateral is the mean of x and
y, depth is z of the camera. Sizes are medians over clips and landmarks: a few clips in which the network takes a lying or
turned-away person for somebody else would outweigh all others in a mean (the 90th percentile tells of them). A limb's two sides
are exchanged in a moment when the exchanged landmarks lie nearer to the truth than the named ones by SWAP_RATIO; a moment with
nobody counts as dropped once somebody was found.
"""

from __future__ import annotations

import argparse
import itertools
import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import nnls

from mirror import paths
from mirror.avatar import Camera, Person, Projection, perform, project_all
from mirror.avatar.everyday import everyday
from mirror.avatar.motion import props_for
from mirror.avatar.performance import Performance
from mirror.avatar.video import fitted
from mirror.errors import WorldError
from mirror.exercises.core import load_catalogue
from mirror.pose import skeleton as s
from models.corpus.seen import HEIGHT, WIDTH, Seen, filmed_points

Array = NDArray[np.float64]

FAST_S, SLOW_S = 0.05, 1.5
"""Time constants of the two parts, as in mirror.avatar.noise."""
WINDOW_S = 0.7
SPEEDS = (0.0, 0.05, 0.15, 0.4, 1.0, 2.0, 4.0)
"""Torsos a second between which the fast error is told apart."""
SWAP_RATIO = 0.6
MIN_SPREAD = 0.35
"""Torsos between left and right of a limb, below which an exchange cannot be told."""
CLEAR, COVERED = 0.8, 0.35
"""True visibility from which a landmark counts as seen, and up to which as hidden."""
_FPS = 30.0
_MOTIONS = (
    "squat", "walk", "bicep_curl", "lunge", "phone", "push_up", "jumping_jack", "pick_up", "shoulder_press",
    "sit_up", "turn", "deadlift", "stretch_arms", "front_raise", "sit_down", "pull_up", "tie_shoes", "idle",
)  # fmt: skip
_AZIMUTHS = (0.0, 35.0, -65.0, 95.0, -120.0, 180.0)
LIMBS = {"arms": (13, 15, 17, 19, 21), "legs": (25, 27, 29, 31)}
"""Left landmarks of what can be exchanged; the right one is the next."""
GROUPS: dict[str, tuple[int, ...]] = {
    "head": tuple(range(11)),
    "shoulders": (11, 12),
    "elbows": (13, 14),
    "wrists": (15, 16),
    "hands": (17, 18, 19, 20, 21, 22),
    "hips": (23, 24),
    "knees": (25, 26),
    "ankles": (27, 28),
    "feet": (29, 30, 31, 32),
}
_MAIN = tuple(range(11, 17)) + tuple(range(23, 29))


@dataclass(frozen=True, slots=True, eq=False)
class Clip:
    """One clip: what was true, what was seen. yaw_deg: how far the person was turned from the camera at the start."""

    name: str
    yaw_deg: float
    true: Projection
    seen: Seen
    fps: float


def clips(count: int, seconds: float) -> Iterator[Clip]:
    """`count` clips of about this length: every motion in turn, seen from all around. Deterministic."""
    catalogue = load_catalogue(paths.exercises())
    for i in range(count):
        rng = np.random.default_rng((i, 41))
        name = _MOTIONS[i % len(_MOTIONS)]
        person = Person.random(9_000 + i)
        made: Performance
        if name in catalogue:
            made = perform(catalogue[name], 4, person=person, tempo=float(rng.uniform(0.7, 1.3)), fps=_FPS, seed=i)
            props = props_for(catalogue[name])
        else:
            made, props = everyday(name, person=person, seed=i, fps=_FPS), ()
        points = made.points[: round(seconds * _FPS)]
        azimuth = _AZIMUTHS[(i + i // len(_MOTIONS)) % len(_AZIMUTHS)] + float(rng.uniform(-15, 15))
        height = float(rng.uniform(0.4, 1.9))
        middle = 0.5 * float(points[..., 1].min() + points[..., 1].max())
        distance = float(rng.uniform(2.6, 3.8))
        pitch = float(np.degrees(np.arctan2(middle - height, distance)))
        camera = fitted(Camera(height, pitch, 0.0, azimuth, distance, 48.0, WIDTH, HEIGHT), points)
        seen = filmed_points(points, camera, _FPS, seed=1 + i, props=props)
        yield Clip(name, -azimuth, project_all(points, camera), seen, _FPS)


def in_torsos(world: NDArray[np.float32]) -> Array:
    """(T, 33, 3) hip-centred, divided by the clip's median torso."""
    out = world.astype(np.float64)
    hips, shoulders = out[:, [23, 24]].mean(axis=1), out[:, [11, 12]].mean(axis=1)
    scaled: Array = (out - hips[:, None]) / np.nanmedian(np.linalg.norm(shoulders - hips, axis=1))
    return scaled


def fast_and_slow(residual: Array, fps: float) -> tuple[float, float]:
    """(T,) a wandering error (NaN: not told) to the standard deviations of its fast and slow part. See the module."""
    error = residual - np.nanmean(residual)
    lags = [0, *sorted({max(round(x * fps), 1) for x in (0.05, 0.1, 0.2, 0.3, 0.45, 0.6, 0.8, 1.0)})]
    products = [error[: len(error) - k] * error[k:] for k in lags]
    told = [np.isfinite(p).sum() >= fps for p in products]
    covariance = np.array([np.nanmean(p) for p, enough in zip(products, told, strict=True) if enough])
    times = np.array(lags)[told] / fps
    parts, _ = nnls(np.stack([np.exp(-times / FAST_S), np.exp(-times / SLOW_S)], axis=1), covariance)
    return float(np.sqrt(parts[0])), float(np.sqrt(parts[1]))


def exchanged(clip: Clip, limb: str) -> NDArray[np.bool_]:
    """(T,) moments in which left and right of the limb were taken for each other."""
    true, seen = in_torsos(clip.true.world), in_torsos(clip.seen.world)
    left = np.array(LIMBS[limb])
    both, other = np.concatenate([left, left + 1]), np.concatenate([left + 1, left])
    apart = np.linalg.norm(true[:, left] - true[:, left + 1], axis=2).mean(axis=1)
    own = np.linalg.norm(seen[:, both] - true[:, both], axis=2).mean(axis=1)
    crossed = np.linalg.norm(seen[:, both] - true[:, other], axis=2).mean(axis=1)
    with np.errstate(invalid="ignore"):
        wrong: NDArray[np.bool_] = (apart > MIN_SPREAD) & (crossed < SWAP_RATIO * own)
    return wrong


def episodes(wrong: NDArray[np.bool_]) -> int:
    """Runs of True."""
    return int((np.diff(np.concatenate([[False], wrong]).astype(np.int8)) == 1).sum())


def view_name(yaw_deg: float) -> str:
    """front, oblique, side, back oblique or back: by steps of 36 degrees."""
    turn = abs((yaw_deg + 180.0) % 360.0 - 180.0)
    return ("front", "oblique", "side", "back oblique", "back")[min(int(turn / 36.0), 4)]


def in_frame(clip: Clip) -> tuple[Array, float, float]:
    """What was seen less what was true (T, 33, 3), torsos, without the clip's tilt (degrees, positive: the head comes nearer)
    and its gain of depth, which are given too."""
    seen, true = in_torsos(clip.seen.world), in_torsos(clip.true.world)
    main = list(_MAIN)
    there = clip.seen.there
    a, b = seen[there][:, main].reshape(-1, 3), true[there][:, main].reshape(-1, 3)
    tilt = float(np.arctan2(b[:, 1] @ a[:, 2] - b[:, 2] @ a[:, 1], b[:, 1] @ a[:, 1] + b[:, 2] @ a[:, 2]))
    cos, sin = np.cos(tilt), np.sin(tilt)
    turned = true @ np.array([[1.0, 0.0, 0.0], [0.0, cos, -sin], [0.0, sin, cos]]).T
    depth = turned[there][:, main, 2].ravel()
    gain = float(a[:, 2] @ depth / max(float(depth @ depth), 1e-9))
    turned[..., 2] *= gain
    return seen - turned, float(np.degrees(tilt)), gain


def measured(films: list[Clip]) -> dict[str, Any]:
    """The measurement as it is kept: sizes in torsos, rates per minute, visibility by true visibility."""
    per: dict[int, list[Array]] = {i: [] for i in range(s.COUNT)}
    fast: list[Array] = []
    hidden: list[Array] = []
    clear: list[Array] = []
    said: list[tuple[Array, Array]] = []
    frames: list[tuple[float, float]] = []
    for clip in films:
        there = clip.seen.there
        if there.mean() < 0.5:
            continue
        error, tilt, gain = in_frame(clip)
        frames.append((tilt, gain))
        error[exchanged(clip, "arms") | exchanged(clip, "legs")] = np.nan
        true = clip.true.visibility.astype(np.float64)
        said.append((true[there].ravel(), clip.seen.visibility[there].astype(np.float64).ravel()))
        speed = np.linalg.norm(np.gradient(in_torsos(clip.true.world), axis=0), axis=2) * clip.fps
        for i in range(s.COUNT):
            shown = error[:, i].copy()
            shown[true[:, i] < CLEAR] = np.nan
            if np.isfinite(shown[:, 0]).sum() > 2.0 * clip.fps:
                x, y, z = (fast_and_slow(shown[:, axis], clip.fps) for axis in range(3))
                mean = np.nanmean(shown, axis=0)
                sizes = (_rms(x[0], y[0]), _rms(x[1], y[1]), z[0], z[1], _rms(mean[0], mean[1]), abs(mean[2]))
                per[i].append(np.array(sizes))
                if i in _MAIN:
                    fast.append(np.concatenate([speed[:, i, None], _wobble(shown, clip.fps)], axis=1))
                    clear.append(shown[np.isfinite(shown[:, 0])])
            covered = error[true[:, i] < COVERED, i]
            covered = covered[np.isfinite(covered[:, 0])]
            if i in _MAIN and len(covered):
                hidden.append(covered)
    return {
        "network": "blazepose-full, smoothed",
        "picture": [WIDTH, HEIGHT],
        "minutes": round(sum(len(c.seen) / c.fps for c in films) / 60.0, 2),
        "clips": len(films),
        "main": _sizes([row for i in _MAIN for row in per[i]]),
        "groups": {name: _sizes([row for i in members for row in per[i]]) for name, members in GROUPS.items()},
        "landmarks": {s.LANDMARKS[i]: _sizes(rows) for i, rows in per.items() if rows},
        "frame": _frame(frames),
        "by_speed": _by_speed(np.concatenate(fast)),
        "hidden": _hidden(hidden, clear),
        "visibility": _visibility(said),
        "exchanges": _exchanges(films),
        "dropped": _dropped(films),
    }


def _rms(a: float, b: float) -> float:
    return float(np.sqrt(0.5 * (a * a + b * b)))


def _sizes(rows: list[Array]) -> dict[str, Any]:
    """Median and 90th percentile over clips and landmarks. An offset's median is scaled to a standard deviation."""
    names = ("lateral_fast", "lateral_slow", "depth_fast", "depth_slow", "lateral_offset", "depth_offset")
    if not rows:
        return {"n": 0}
    scale = np.array([1.0, 1.0, 1.0, 1.0, 0.849, 1.483])  # median of |.|, of two and of one normal draw, to its deviation
    half, most = np.array(rows) @ np.diag(scale), np.percentile(np.array(rows), 90, axis=0)
    return (
        {name: round(float(v), 4) for name, v in zip(names, np.median(half, axis=0), strict=True)}
        | {f"{name}_p90": round(float(v), 4) for name, v in zip(names, most, strict=True)}
        | {"n": len(rows)}
    )


def _wobble(shown: Array, fps: float) -> Array:
    """(T, 2) lateral and depth error against its own mean over WINDOW_S: absolute values."""
    wide = round(WINDOW_S * fps) | 1
    padded = np.pad(shown, ((wide // 2, wide // 2), (0, 0)), mode="edge")
    mean = np.lib.stride_tricks.sliding_window_view(padded, wide, axis=0).mean(axis=2)
    away = np.abs(shown - mean)
    return np.stack([away[:, :2].mean(axis=1), away[:, 2]], axis=1)


def _by_speed(rows: Array) -> list[dict[str, float]]:
    """(N, 3) speed, lateral, depth to robust deviations by speed."""
    rows = rows[np.isfinite(rows).all(axis=1)]
    out = []
    for low, high in itertools.pairwise(SPEEDS):
        inside = rows[(rows[:, 0] >= low) & (rows[:, 0] < high)]
        if len(inside) > 100:
            lateral, depth = 1.483 * np.median(inside[:, 1:], axis=0)
            out.append(
                {"from": low, "to": high, "lateral": round(float(lateral), 4), "depth": round(float(depth), 4), "n": len(inside)}
            )
    return out


def _frame(frames: list[tuple[float, float]]) -> dict[str, float]:
    """Tilt (degrees) and gain of depth over clips."""
    tilt, gain = np.array(frames).T
    return {
        "tilt_mean": round(float(np.median(tilt)), 2),
        "tilt_sd": round(_width(tilt), 2),
        "gain_mean": round(float(np.median(gain)), 3),
        "gain_sd": round(_width(gain), 3),
    }


def _width(values: Array) -> float:
    """Robust standard deviation: the quartiles' distance of a normal draw."""
    low, high = np.percentile(values, (25, 75))
    return 0.7413 * float(high - low)


def _hidden(hidden: list[Array], clear: list[Array]) -> dict[str, float]:
    """Robust deviation from the truth of main landmarks that something hides, beside those in the clear."""
    out: dict[str, float] = {"moments": sum(len(h) for h in hidden)}
    for name, rows in (("clear", clear), ("hidden", hidden)):
        if rows:
            x, y, z = np.concatenate(rows).T
            out[f"{name}_lateral"] = round(_rms(_width(x), _width(y)), 4)
            out[f"{name}_depth"] = round(_width(z), 4)
    return out


def _visibility(said: list[tuple[Array, Array]]) -> list[dict[str, float]]:
    """What the network says of a landmark's visibility, by how visible it truly is."""
    true = np.concatenate([a for a, _ in said])
    told = np.concatenate([b for _, b in said])
    edges = (0.0, 0.05, 0.2, 0.4, 0.6, 0.8, 0.95, 1.01)
    out = []
    for low, high in itertools.pairwise(edges):
        inside = (true >= low) & (true < high)
        if inside.sum() > 30:
            q = np.percentile(told[inside], (10, 50, 90))
            out.append(
                {
                    "true_from": low,
                    "true_to": min(high, 1.0),
                    "mean": round(float(told[inside].mean()), 3),
                    "p10": round(float(q[0]), 3),
                    "p50": round(float(q[1]), 3),
                    "p90": round(float(q[2]), 3),
                    "n": int(inside.sum()),
                }
            )
    return out


def _exchanges(films: list[Clip]) -> dict[str, Any]:
    out: dict[str, Any] = {}
    for limb in LIMBS:
        rows: dict[str, list[tuple[int, int, float]]] = {}
        for clip in films:
            wrong = exchanged(clip, limb)
            rows.setdefault(view_name(clip.yaw_deg), []).append((episodes(wrong), int(wrong.sum()), len(wrong) / clip.fps))
        out[limb] = {
            view: {
                "per_minute": round(60.0 * sum(r[0] for r in row) / sum(r[2] for r in row), 3),
                "share_of_time": round(sum(r[1] for r in row) / _FPS / sum(r[2] for r in row), 4),
                "minutes": round(sum(r[2] for r in row) / 60.0, 2),
            }
            for view, row in sorted(rows.items())
        }
    return out


def _dropped(films: list[Clip]) -> dict[str, float]:
    """Moments without anybody after the first that had somebody, though the person stands there throughout."""
    runs = frames = 0
    seconds = 0.0
    for clip in films:
        there = clip.seen.there
        if not there.any():
            continue
        lost = ~there[int(np.argmax(there)) :]
        runs += episodes(lost)
        frames += int(lost.sum())
        seconds += len(lost) / clip.fps
    return {
        "per_minute": round(60.0 * runs / max(seconds, 1e-9), 3),
        "mean_seconds": round(frames / _FPS / max(runs, 1), 3),
        "share_of_time": round(frames / _FPS / max(seconds, 1e-9), 4),
        "never_found": sum(not c.seen.there.any() for c in films),
    }


def main(argv: list[str] | None = None) -> int:
    """Exit code 0 fine, 1 the world said no (one sentence), 2 wrong usage."""
    parser = argparse.ArgumentParser(prog="python -m models.corpus.errors", description="measures BlazePose on the avatar")
    parser.add_argument("--out", type=Path, required=True, help="the JSON to write")
    parser.add_argument("--clips", type=int, default=48)
    parser.add_argument("--seconds", type=float, default=8.0, help="of each clip, at most")
    args = parser.parse_args(argv)
    try:
        films = []
        for clip in clips(args.clips, args.seconds):
            films.append(clip)
            sys.stderr.write(f"\r{len(films)}/{args.clips}")
        sys.stderr.write("\n")
        args.out.write_text(json.dumps(measured(films), indent=1) + "\n", encoding="utf-8")
    except (WorldError, OSError) as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
