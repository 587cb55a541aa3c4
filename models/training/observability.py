"""`python -m models.training.observability [--people N] [--out FILE] [EXERCISE ...]`: from where an exercise's measures are told.

The teacher's people do every exercise in good form; cameras all round and at several heights look at the exact landmarks, and the
error that the mirror expects of each measure (`mirror.geometry.measures`, measured on BlazePose) is kept in spreads of good form.
What is kept is geometry: which limb lies along the optical axis, and what hides it, in this movement from this side.
"""

from __future__ import annotations

import argparse
import json
import logging
import math
import sys
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from mirror import paths
from mirror.avatar import Camera, Performance, Person, perform, project_all
from mirror.errors import WorldError
from mirror.exercises.core import Exercise, load_catalogue
from mirror.geometry import body_from_pose, measure
from mirror.geometry.measures import INDEX, sides
from mirror.geometry.observability import RISES_DEG, TURNS_DEG, learned
from mirror.pose.skeleton import BODY, NOSE
from mirror.scoring.core import DEFAULT_SPREAD

Array = NDArray[np.float64]
log = logging.getLogger(__name__)
_SEED, _FPS, _FRAMES = 5_000_000, 12.0, 8
_DISTANCE_M, _FOV_DEG = 3.6, 70.0
_CARD = """# From where each exercise can be told

Written by `python -m models.training.observability --people {people}`: {count} exercises.

- Data: generated movement alone. {people} of the teacher's people an exercise, in good form, exact landmarks, seen by {cameras}
  cameras: turns of {turns} degrees to either side, {rises} degrees over the person's middle.
- What it is: the error that the mirror expects of each measure that has a bar (one standard deviation, the geometry of the
  movement with BlazePose's measured errors), mean over the movement and both sides, in spreads of good form; and how far the
  movement reaches.
- Used by `mirror.geometry.verdict`.
- Licence: our own.
"""


def spreads(exercise: Exercise) -> dict[str, float]:
    """Of every measure that has a bar or drives the count."""
    forms = {f.measure: f.spread for f in exercise.form}
    ranges = {s.measure: DEFAULT_SPREAD * abs(s.peak - s.rest) for s in exercise.signals}
    wanted = dict.fromkeys((*exercise.joints, *ranges))
    return {name: forms.get(name, ranges.get(name, math.nan)) for name in wanted if name in forms or name in ranges}


def _errors(points: Array, names: tuple[str, ...], turn_deg: float, rise_deg: float) -> Array:
    """(names,) mean expected error of one movement from one place, both sides together; NaN where it was never seen."""
    low, high = float(points[..., 1].min()), float(points[..., 1].max())
    middle, rise = 0.5 * (low + high), math.radians(rise_deg)
    x, z = (float(v) for v in 0.5 * (points.min(axis=(0, 1)) + points.max(axis=(0, 1)))[[0, 2]])
    height, distance = middle + _DISTANCE_M * math.sin(rise), _DISTANCE_M * math.cos(rise)
    camera = Camera(height, -rise_deg, 0.0, -turn_deg, distance, _FOV_DEG, 1280, 1280, (x, z))
    poses = project_all(points, camera).poses(np.arange(len(points)) / _FPS)
    bodies = [body for pose in poses if (body := body_from_pose(pose, camera.calibration)) is not None]
    told = np.array([measure(body).error for body in bodies])
    out = []
    for name in names:
        mine = told[:, [INDEX[one] for one in sides(name)]]
        out.append(float(mine[np.isfinite(mine)].mean()) if np.isfinite(mine).mean() > 0.5 else math.nan)
    return np.array(out)


def reach(performance: Performance) -> tuple[float, float, float]:
    """See `Observability.reach`."""
    main = performance.points[:, [NOSE, *BODY]]
    rest, size = main[0], float(np.ptp(main[0], axis=0).max())
    up = float(main[..., 1].max() - rest[:, 1].max())
    down = float(rest[:, 1].min() - main[..., 1].min())
    aside = [max(float(main[..., i].max() - rest[:, i].max()), float(rest[:, i].min() - main[..., i].min())) for i in (0, 2)]
    return max(up, 0.0) / size, max(down, 0.0) / size, max(*aside, 0.0) / size


def sight(exercise: Exercise, people: int) -> dict[str, object]:
    """What `mirror.geometry.observability` keeps, of one exercise."""
    spread = spreads(exercise)
    names = tuple(spread)
    table = np.full((people, len(RISES_DEG), len(TURNS_DEG), len(names)), np.nan)
    reaches = []
    for k in range(people):
        made = perform(exercise, 1, person=Person.random(_SEED + k), fps=_FPS, lead_s=0.3, tail_s=0.2, seed=k)
        reaches.append(reach(made))
        points = made.points[np.linspace(0, len(made.points) - 1, _FRAMES).astype(int)]
        for i, rise in enumerate(RISES_DEG):
            for j, turn in enumerate(TURNS_DEG):
                table[k, i, j] = _errors(points, names, turn if k % 2 else -turn, rise)
    mean = np.nanmean(np.where(np.isfinite(table), table, 99.0), axis=0)
    errors = {name: np.round(mean[..., n] / spread[name], 2).tolist() for n, name in enumerate(names)}
    return {"errors": errors, "reach": [round(float(v), 3) for v in np.max(reaches, axis=0)]}


def main(argv: list[str] | None = None) -> int:
    """Exit code 0 fine, 1 the world said no (one sentence)."""
    parser = argparse.ArgumentParser(prog="python -m models.training.observability", description=__doc__)
    parser.add_argument("exercises", nargs="*", help="only these; the others keep what they have")
    parser.add_argument("--people", type=int, default=2)
    parser.add_argument("--out", type=Path, default=learned())
    args = parser.parse_args(argv)
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    try:
        catalogue = load_catalogue(paths.exercises())
        names = args.exercises or [e.name for e in catalogue.values() if e.motion is not None]
        unknown = [n for n in names if n not in catalogue]
        if unknown:
            raise WorldError(f"There is no exercise called {unknown[0]}.")
        kept = json.loads(args.out.read_text("utf-8"))["sights"] if args.out.exists() else {}
        for name in names:
            kept[name] = sight(catalogue[name], args.people)
            log.info("%s", name)
        _write(kept, args.people, args.out)
    except (WorldError, OSError, ValueError) as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


def _write(kept: dict[str, object], people: int, out: Path) -> None:
    out.parent.mkdir(parents=True, exist_ok=True)
    rows = ",\n".join(f"  {json.dumps(name)}: {json.dumps(kept[name])}" for name in sorted(kept))
    draft = out.with_suffix(".part")
    draft.write_text(f'{{"turns_deg": {list(TURNS_DEG)}, "rises_deg": {list(RISES_DEG)}, "sights": {{\n{rows}\n}}}}\n', "utf-8")
    draft.replace(out)
    turns, rises = (", ".join(f"{v:g}" for v in each) for each in (TURNS_DEG, RISES_DEG))
    cameras = len(TURNS_DEG) * len(RISES_DEG)
    card = _CARD.format(people=people, count=len(kept), cameras=cameras, turns=turns, rises=rises)
    out.with_suffix(".md").write_text(card, encoding="utf-8")


if __name__ == "__main__":
    raise SystemExit(main())
