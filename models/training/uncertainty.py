"""`python -m models.training.uncertainty [--films N] [--seed N] [--out FILE]`: how far measures are from the truth, and how
far the mirror says they are.

The teacher's people are rendered, read by BlazePose and measured with a calibration that is a degree wrong; beside it stands the
body that was rendered. For each measure: the factor that `mirror.geometry.uncertainty` should have (facing the camera, from the
side), and the share of errors within one and two of the standard deviations that it gives now, by view. Fit on one seed, read the
coverage of another. About three seconds of one core a film.
"""

from __future__ import annotations

import argparse
import json
import logging
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mirror.errors import WorldError
from mirror.geometry import MEASURES, Calibration, body_from_pose, measure
from mirror.geometry import uncertainty as u
from mirror.geometry.measures import INDEX, base
from mirror.geometry.view import view_of
from mirror.pose import skeleton as s
from mirror.pose.core import Pose
from models.corpus.filmed import performance_of
from models.corpus.seen import filmed_points

Array = NDArray[np.float64]
log = logging.getLogger(__name__)
_EVERY = 4
_PITCH_SD, _ROLL_SD = 1.0, 0.6
_TURNS = ("torso_forward", "torso_side", "torso_twist", "left_toe_out", "right_toe_out")
"""Measures that wrap round."""


@dataclass(frozen=True, slots=True, eq=False)
class Told:
    """Moments of many films. error, sigma: (N, MEASURES) what was wrong and what was said; yaw_deg: (N,)."""

    error: Array
    sigma: Array
    yaw_deg: Array


def _true(points: Array) -> Array:
    """(MEASURES,) of one body in the room, and its turn at the end."""
    camera = points * np.array([1.0, -1.0, -1.0])
    world = (camera - camera[[s.LEFT_HIP, s.RIGHT_HIP]].mean(axis=0)).astype(np.float32)
    pose = Pose(0.0, np.full((s.COUNT, 3), 0.5, np.float32), world, np.ones(s.COUNT, np.float32), 2, 2)
    body = body_from_pose(pose, Calibration())
    if body is None:
        return np.full(len(MEASURES) + 1, np.nan)
    return np.append(measure(body).values, body.yaw_deg)


def moments(films: int, seed: int) -> Iterator[tuple[Array, Array, float]]:
    """(error, sigma, turn) of every `_EVERY`th moment."""
    for number in range(films):
        rng = np.random.default_rng((seed, number, 3))
        made, camera = performance_of(number, seed)
        seen = filmed_points(made.points, camera, made.fps, seed=number)
        known = camera.calibration
        pitch, roll = known.pitch_deg + _PITCH_SD * rng.standard_normal(), known.roll_deg + _ROLL_SD * rng.standard_normal()
        believed = Calibration(known.height_m, float(pitch), float(roll), known.distance_m, known.fov_deg, "calibrated")
        for i, pose in enumerate(seen.poses()):
            body = body_from_pose(pose, believed) if pose is not None and i % _EVERY == 0 else None
            if body is None:
                continue
            told, true = measure(body), _true(made.points[i])
            error = told.values - true[:-1]
            for name in _TURNS:
                error[INDEX[name]] = (error[INDEX[name]] + 180.0) % 360.0 - 180.0
            yield error, told.error, float((true[-1] - camera.azimuth_deg + 180.0) % 360.0 - 180.0)
        log.info("%d of %d", number + 1, films)


def coverage(told: Told) -> dict[str, Any]:
    """Share within one and two standard deviations: of all, by view, and by measure."""
    share = np.abs(told.error) / told.sigma
    views = np.array([view_of(yaw).name for yaw in told.yaw_deg])
    out: dict[str, Any] = {"all": _within(share), "moments": len(share)}
    out["views"] = {view: _within(share[views == view]) for view in sorted(set(views.tolist()))}
    out["measures"] = {name: _within(share[:, columns]) for name, columns in _columns().items()}
    return out


def _columns() -> dict[str, list[int]]:
    out: dict[str, list[int]] = {}
    for i, name in enumerate(MEASURES):
        out.setdefault(base(name), []).append(i)
    return out


def _within(share: Array) -> tuple[float, float]:
    seen = share[np.isfinite(share)]
    return round(float((seen <= 1.0).mean()), 3), round(float((seen <= 2.0).mean()), 3)


def factors(told: Told) -> dict[str, tuple[float, float]]:
    """What FACTOR should be: the line in the squared sine of the turn through its values at either half."""
    share, aside = np.abs(told.error) / told.sigma, np.sin(np.radians(told.yaw_deg)) ** 2
    halves = (aside < 0.5, aside >= 0.5)
    where = [float(aside[half].mean()) for half in halves]
    out = {}
    for name, columns in _columns().items():
        sizes = []
        for half in halves:
            seen = share[half][:, columns]
            one, two = np.percentile(seen[np.isfinite(seen)], (68.3, 95.4))
            sizes.append(float(np.sqrt(one * two / 2.0)))
        slope = (sizes[1] - sizes[0]) / (where[1] - where[0])
        facing = sizes[0] - slope * where[0]
        now = u.FACTOR.get(name, (1.0, 1.0))
        out[name] = (round(now[0] * max(facing, 0.15), 2), round(now[1] * max(facing + slope, 0.15), 2))
    return out


def main(argv: list[str] | None = None) -> int:
    """Exit code 0 fine, 1 the world said no (one sentence)."""
    parser = argparse.ArgumentParser(prog="python -m models.training.uncertainty", description=__doc__)
    parser.add_argument("--films", type=int, default=120)
    parser.add_argument("--seed", type=int, default=21)
    parser.add_argument("--out", type=Path, default=None, help="a JSON of both; else it is written to the terminal")
    args = parser.parse_args(argv)
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    try:
        rows = list(moments(args.films, args.seed))
        told = Told(np.array([r[0] for r in rows]), np.array([r[1] for r in rows]), np.array([r[2] for r in rows]))
        text = json.dumps({"coverage": coverage(told), "factors": factors(told)}, indent=1) + "\n"
        if args.out is None:
            sys.stdout.write(text)
        else:
            args.out.write_text(text, encoding="utf-8")
    except (WorldError, OSError) as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
