"""`python -m models.training.calibration --work DIR [--count N]`: learns what `mirror.calibration.figure` holds.

The figure: the solver runs on the teacher's people before cameras that are known, so that all that it still has to find are the
landmarks' places as BlazePose marks them, how far a view's posture departs from them, and the network's noise. What it believes
afterwards is the mean and the spread over these people, with wider spreads for what the avatar always does alike (how the feet
stand, how arms are held). The inflation of `mirror.calibration.core`: how much wider than the solver's own deviations the stated
ones must be, on people of the teacher's most of whom had no part in the figure. The examiner's people are not looked at.
"""

from __future__ import annotations

import argparse
import math
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from mirror.calibration.core import INFLATION, enough, possible, raw, told
from mirror.calibration.figure import NAMES, POSES, PRIORS, Priors
from mirror.calibration.solver import CalibrationError, Problem, Solved, projected, solved
from mirror.calibration.views import POINTS, chosen
from mirror.errors import WorldError
from models.corpus.calibrations import Clip, seen, taught

Array = NDArray[np.float64]
WIDER = 1.25
"""People differ more, and in other ways, than the teacher's avatars do."""
HOLD = 0.93
_LEAST_VIEWS = 6


def fitted(clips: Iterator[Clip], folder: Path, priors: Priors) -> Iterator[tuple[Problem, Solved]]:
    """Every clip with its camera known: only the figure is found."""
    for clip in clips:
        views = chosen(seen(clip, folder).poses())
        if len(views) < _LEAST_VIEWS:
            continue
        camera, body = clip.camera, clip.movement.stature_m
        problem = Problem.of(views, body, camera.height, camera.fov_deg, priors)
        pins = (camera.height_m, math.radians(camera.pitch_deg), math.radians(camera.roll_deg))
        problem = replace(problem, pinned=pins)
        yield problem, solved(problem)


def learned(fits: list[tuple[Problem, Solved]]) -> Priors:
    """Mean and spread of the figure, robustly (median, 1.48 x median deviation), over the fitted clips."""
    shapes = np.array([one.common[-len(NAMES) :] for _, one in fits])
    mean = np.median(shapes, axis=0)
    spread = WIDER * np.maximum(1.48 * np.median(np.abs(shapes - mean), axis=0), 0.002)
    postures = np.concatenate([one.each[:, -len(POSES) :] for _, one in fits])
    armed = np.concatenate([problem.arms_out for problem, _ in fits])
    pose = np.array([_deviation(postures[armed if "arm" in name else slice(None), k]) for k, name in enumerate(POSES)])
    off = [(projected(problem, one.common, one.each) - problem.points) / problem.scale_px[:, None, None] for problem, one in fits]
    noise = np.array([_deviation(np.concatenate([o[:, k] for o in off]).ravel()) for k in range(len(POINTS))])
    return Priors(mean, spread, np.maximum(WIDER * pose, 0.002), noise)


def errors(clips: Iterator[Clip], folder: Path) -> Iterator[tuple[bool, dict[str, tuple[float, float]]]]:
    """Calibrations as the mirror makes them, with the lens known and unknown: error and the solver's own deviation of each."""
    for clip in clips:
        poses, camera = seen(clip, folder).poses(), clip.camera
        views = chosen(poses)
        truth = {
            "height_m": camera.height_m,
            "pitch_deg": camera.pitch_deg,
            "roll_deg": camera.roll_deg,
            "distance": clip.distance_m,
            "log_focal": math.log(camera.focal_px),
        }
        for known in (True, False):
            try:
                enough(views, *told(views), known)
                problem = Problem.of(views, clip.said_height_m, camera.height, camera.fov_deg if known else None)
                answer = solved(problem)
                possible(problem, answer)
            except CalibrationError:
                continue
            numbers, sigma = raw(problem, answer)
            off = {name: numbers[name] - truth[name] for name in truth}
            off["distance"] /= truth["distance"]
            yield known, {name: (abs(off[name]), sigma[name]) for name in truth}


def inflation(rows: list[tuple[bool, dict[str, tuple[float, float]]]]) -> dict[str, float]:
    """The smallest factor on the solver's deviation for which `HOLD` of the errors lie within 1.645 stated deviations."""
    found = {}
    for name, (_, least) in INFLATION.items():
        for factor in np.arange(0.6, 5.0, 0.1):
            held = []
            for lens in (True, False):
                pairs = np.array([told[name] for known, told in rows if known == lens])
                if len(pairs) and not (lens and name == "log_focal"):
                    held.append(float(np.mean(pairs[:, 0] < 1.645 * np.hypot(factor * pairs[:, 1], least))))
            if min(held) >= HOLD:
                found[name] = round(float(factor), 1)
                break
    return found


def _deviation(values: Array) -> float:
    values = values[np.isfinite(values)]
    return float(1.48 * np.median(np.abs(values - np.median(values))))


def main(argv: list[str] | None = None) -> int:
    """Exit code 0 fine, 1 the world said no (one sentence), 2 wrong usage."""
    parser = argparse.ArgumentParser(prog="python -m models.training.calibration", description=__doc__)
    parser.add_argument("--work", type=Path, required=True, help="folder for the landmarks (no picture is kept)")
    parser.add_argument(
        "--count", type=int, default=60, help="people for the figure; half of them and 50 others for the inflation"
    )
    args = parser.parse_args(argv)
    wide = Priors(PRIORS.mean, PRIORS.spread * 2.0, PRIORS.pose, PRIORS.noise)
    try:
        result = learned(list(fitted((taught(i) for i in range(args.count)), args.work, wide)))
        wider = inflation(list(errors((taught(i) for i in range(args.count // 2, args.count + 50)), args.work)))
    except (WorldError, OSError) as error:
        sys.stderr.write(f"{error}\n")
        return 1
    for name, mean, spread in zip(NAMES, result.mean, result.spread, strict=True):
        sys.stdout.write(f'    "{name}": ({mean:.4f}, {spread:.4f}),\n')
    for name, spread in zip(POSES, result.pose, strict=True):
        sys.stdout.write(f'    "{name}": {spread:.4f},\n')
    sys.stdout.write(f"NOISE = np.array([{', '.join(f'{v:.4f}' for v in result.noise)}])\n")
    sys.stdout.write(f"INFLATION factors: {wider}\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
