"""`python -m models.training.readings [--people N] [--seed N] [--work DIR] [--out FILE] [EXERCISE ...]`: how a camera reads each
mistake.

What is learned from: `models.training.shown`. What is learned: `mirror.scoring.readings`, one ridge regression a mistake from
what was read to what was so. Its strength and the errors that are left are those of people left out (grouped cross-validation),
and so are the card's figures.
"""

from __future__ import annotations

import argparse
import json
import logging
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mirror import paths
from mirror.errors import WorldError
from mirror.exercises.core import Exercise, Mistake, load_catalogue
from mirror.geometry.measures import INDEX, MEASURES, sides
from mirror.geometry.view import view_of
from mirror.scoring.mistakes import ABSENT, LIKELY, LONGEST, chance
from mirror.scoring.readings import FACING, LIMIT, ODD, PARTS, WIDTH, Reading, facing, key, learned, mirrored
from models.training.shown import Shown, judged, shown

Array = NDArray[np.float64]
log = logging.getLogger(__name__)

STRENGTHS = (10.0, 30.0, 100.0, 300.0, 1000.0, 3000.0)
"""Of the penalty on the weights."""
OWN_COLUMNS, OWN = 3.0, 5.0
"""So much larger the columns of the mistake's own measure, and its own statistic, are made: what is larger is penalised less."""
_FOLDS = 8
_FEWEST = 12
"""People from which on a mistake is learned."""
_NEAR = (0.3, 1.8)
"""Sizes, as they are told, from which the error is taken that decides: 0 is good form, 1 the threshold."""
_SHRINK = 20.0
"""So many movements of all views stand beside those of one view."""
CLOSE = 0.08
"""So near to its threshold a mistake that nobody asked for is not judged."""
_CARD = """# How the camera reads each mistake

{count} readings of {exercises} exercises, written by `python -m models.training.readings --people {people} --seed {seed}`.

- Data: generated movement alone. Of each exercise {people} of the avatar's people with each mistake, in sizes from a fifth to
  twice its file's, and twice as many in good form, each seen from two places; half as many far beyond the threshold, where the
  file's motion hardly leads there, seen from one; with BlazePose's measured errors laid on exact landmarks and a calibration by
  hand. None of the examiner's bodies, sizes or cameras. No recording of a real person.
- What it is: a ridge regression a mistake, from what was read of a movement (measures and landmarks at rest, at the peak and at
  their extremes) to the statistic that the mistake's threshold is about; for each view what error is left.
- Split: by person, {folds} folds; the figures are of people left out, and on them the probability was chosen from which on
  the mirror names a mistake ({likely}). The examiner's figures stand in REPORT.md.
- Figures, a mistake named where most of a performance's movements had it: recall {recall:.3f} at {false:.3f} false alarms, over
  {there} performances beyond a threshold and {not_there} not; of what was told ({share:.2f} of all): recall {told_recall:.3f} at
  {told_false:.3f}.
- Limits: it knows how the avatar makes a mistake, which is one way of making it; a real person may make another. Without a
  calibration of the camera it is worse by what the camera's tilt does.
- Used by `mirror.scoring.mistakes`. A mistake whose measure, statistic or phase has changed since is judged by geometry alone.
- Licence: our own.
"""


@dataclass(frozen=True, slots=True, eq=False)
class Samples:
    """One mistake's movements, a row a side. row: of `Shown`. x: (n, WIDTH + 1 + FACING) as they are read."""

    x: Array
    true: Array
    row: NDArray[np.intp]
    person: NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Trial:
    """One mistake in one performance from one place, told of somebody left out. size: 1 at the threshold."""

    exercise: str
    mistake: str
    view: str
    size: float
    asked: bool
    named: bool
    unknown: bool


@dataclass(slots=True)
class Learned:
    """Readings of one exercise, and what they say of people left out."""

    rows: list[dict[str, Any]] = field(default_factory=list)
    weights: list[Array] = field(default_factory=list)
    mean: Array = field(default_factory=lambda: np.zeros(WIDTH))
    scale: Array = field(default_factory=lambda: np.ones(WIDTH))
    trials: list[Trial] = field(default_factory=list)


def samples(mistake: Mistake, told: Shown, views: NDArray[np.str_]) -> Samples | None:
    """The movements from which a mistake can be told: both sides, the right one in the mirror image; of what has no side the
    mirror image as well, where it means the same."""
    read, true = told.read[mistake.name], told.true[mistake.name]
    if mistake.statistic == "duration":
        limit = mistake.above if mistake.above is not None else mistake.below
        assert limit is not None
        # What was shown under another threshold.
        read, true = np.minimum(read, LONGEST * limit), np.minimum(true, LONGEST * limit)
    usable = np.isin(views, mistake.views) if mistake.views else views != "unknown"
    x, y, row = [], [], []
    turns = mistake.statistic == "asymmetry"
    same = mistake.measure not in ODD or mistake.statistic == "range"
    for i in np.flatnonzero(usable):
        for side in range(2 if read.shape[1] == 2 or same else 1):
            k, sign = min(side, read.shape[1] - 1), -1.0 if side and turns else 1.0
            if not np.isfinite(read[i, k]) or not np.isfinite(true[i, k]):
                continue
            seen, yaw = told.seen[i].astype(np.float64), float(told.yaw[i])
            if side:
                seen, yaw = mirrored(seen), -yaw
            x.append(np.concatenate([seen.ravel(), [sign * read[i, k]], facing(yaw)]))
            y.append(sign * true[i, k])
            row.append(i)
    if len({int(told.person[i]) for i in row}) < _FEWEST:
        return None
    rows = np.array(row)
    return Samples(np.array(x), np.array(y), rows, told.person[rows])


def scaling(told: Shown) -> tuple[Array, Array]:
    """(WIDTH,) mean and spread of every column over the movements and their mirror images; 0 and 1 of what was never seen."""
    seen = told.seen.astype(np.float64)
    both = np.concatenate([seen, np.array([mirrored(s) for s in seen])]).reshape(-1, WIDTH)
    known = np.isfinite(both)
    count = np.maximum(known.sum(axis=0), 1)
    mean = np.where(known, both, 0.0).sum(axis=0) / count
    spread = np.sqrt((np.where(known, both - mean, 0.0) ** 2).sum(axis=0) / count)
    return mean, np.where(spread > 1e-6, spread, 1.0)


def penalised(mistake: Mistake) -> Array:
    """(WIDTH + 1 + FACING,) by how much each column is made larger."""
    columns = np.ones((len(PARTS), WIDTH // len(PARTS)))
    for name in sides(mistake.measure) if mistake.measure else ():
        columns[:, INDEX[name]] = OWN_COLUMNS
    assert columns.shape[1] > len(MEASURES)
    return np.concatenate([columns.ravel(), [OWN], np.ones(FACING)])


def ridge(z: Array, y: Array, person: NDArray[np.int64], seed: int = 0) -> tuple[float, Array]:
    """(the best of STRENGTHS, predictions (n,) with it), each by those fitted to other people."""
    folds = np.random.default_rng(seed).permutation(person.max() + 1)[person] % _FOLDS
    told = np.zeros((len(STRENGTHS), len(y)))
    for fold in range(_FOLDS):
        fitted, tried = folds != fold, folds == fold
        if not tried.any():
            continue
        mean, middle = z[fitted].mean(axis=0), float(y[fitted].mean())
        inside = z[fitted] - mean
        # One decomposition serves every strength.
        values, vectors = np.linalg.eigh(inside.T @ inside)
        across, along = (z[tried] - mean) @ vectors, vectors.T @ (inside.T @ (y[fitted] - middle))
        for k, strength in enumerate(STRENGTHS):
            told[k, tried] = middle + across @ (along / (np.maximum(values, 0.0) + strength))
    best = int(np.mean((told - y) ** 2, axis=1).argmin())
    return STRENGTHS[best], told[best]


def _whole(z: Array, y: Array, strength: float) -> tuple[Array, float]:
    """Weights and intercept fitted to everybody."""
    mean, middle = z.mean(axis=0), float(y.mean())
    inside = z - mean
    weights = np.linalg.solve(inside.T @ inside + strength * np.eye(z.shape[1]), inside.T @ (y - middle))
    return weights, middle - float(mean @ weights)


def _worse(mistake: Mistake, values: Array, row: NDArray[np.intp], count: int) -> Array:
    """(count,) the value of the worse side of each movement, NaN where there is none."""
    values = np.abs(values) if mistake.statistic == "asymmetry" else values
    above = mistake.above is not None
    out = np.full(count, -np.inf if above else np.inf)
    (np.maximum if above else np.minimum).at(out, row, values)
    return np.where(np.isfinite(out), out, np.nan)


def learn(exercise: Exercise, told: Shown) -> Learned:
    """Every mistake's reading that can be learned, and what it says of people left out."""
    mean, scale = scaling(told)
    out = Learned(mean=mean, scale=scale)
    views = np.array([view_of(float(v)).name for v in told.yaw])
    for mistake in judged(exercise):
        found = samples(mistake, told, views)
        if found is None:
            log.info("%s: too little was seen of %s", exercise.name, mistake.name)
            continue
        own = found.x[:, WIDTH]
        own_mean, own_scale = float(own.mean()), max(float(own.std()), 1e-6)
        z = np.concatenate([(found.x[:, :WIDTH] - mean) / scale, ((own - own_mean) / own_scale)[:, None]], axis=1)
        z = np.where(np.isfinite(z), np.clip(z, -LIMIT, LIMIT), 0.0)
        larger = penalised(mistake)
        z = np.concatenate([z, found.x[:, WIDTH + 1 :]], axis=1) * larger
        strength, predicted = ridge(z, found.true, found.person)
        weights, intercept = _whole(z, found.true, strength)
        truly = _worse(mistake, found.true, found.row, len(told.yaw))
        told_worse = _worse(mistake, predicted, found.row, len(told.yaw))
        limit = mistake.above if mistake.above is not None else mistake.below
        assert limit is not None
        good = (
            float(np.nanmedian(truly[told.asked < 0])) if np.isfinite(truly[told.asked < 0]).any() else float(np.nanmedian(truly))
        )
        left = _left(truly, told_worse, views, limit, good)
        out.rows.append(
            {
                "key": key(exercise.name, mistake),
                "intercept": intercept,
                "own": [own_mean, own_scale],
                "views": left,
                "good": good,
            }
        )
        out.weights.append(weights * larger)
        reading = Reading(mean, scale, weights, intercept, (own_mean, own_scale), left, good)
        out.trials += _trials(exercise, mistake, told, views, truly, told_worse, reading)
    return out


def _left(truly: Array, told: Array, views: NDArray[np.str_], limit: float, good: float) -> dict[str, tuple[float, float]]:
    """View -> (what is to be added to the worse side, the error that is left), from movements that are told to be near the
    threshold: of those the mirror has to decide."""
    size = (told - good) / (limit - good if abs(limit - good) > 1e-9 else 1e-9)
    wrong = truly - told
    near = np.isfinite(wrong) & (size > _NEAR[0]) & (size < _NEAR[1])
    if near.sum() < _FEWEST:
        near = np.isfinite(wrong)
    whole = float(wrong[near].mean())
    spread = float(wrong[near].var())
    out = {}
    for view in sorted(set(views[np.isfinite(wrong)].tolist()) - {"unknown"}):
        mine = wrong[near & (views == view)]
        more = (float(mine.sum()) + _SHRINK * whole) / (len(mine) + _SHRINK)
        variance = (float(((mine - more) ** 2).sum()) + _SHRINK * spread) / (len(mine) + _SHRINK)
        out[view] = (more, float(np.sqrt(variance)))
    return out


def _trials(
    exercise: Exercise, mistake: Mistake, told: Shown, views: NDArray[np.str_], truly: Array, predicted: Array, reading: Reading
) -> Iterable[Trial]:
    """One a performance and place: named where at least half of its movements have it."""
    limit = mistake.above if mistake.above is not None else mistake.below
    assert limit is not None
    asked = judged(exercise).index(mistake)
    every = np.isfinite(truly) & np.isfinite(predicted)
    for person, camera in sorted(set(zip(told.person[every].tolist(), told.camera[every].tolist(), strict=True))):
        mine = np.flatnonzero(every & (told.person == person) & (told.camera == camera))
        view = str(views[mine[0]])
        size = (float(np.median(truly[mine])) - reading.good) / (limit - reading.good)
        was_asked = bool(told.asked[mine[0]] == asked)
        if abs(size - 1.0) < CLOSE and not was_asked:
            continue
        named = unknown = 0
        for value in predicted[mine]:
            if not reading.shows(mistake, view):
                unknown += 1
                continue
            more, sigma = reading.views[view]
            sure = chance(mistake, float(value) + more, sigma, 0.5)
            named += sure >= LIKELY
            unknown += ABSENT < sure < LIKELY
        is_named = 2 * named >= len(mine)
        yield Trial(exercise.name, mistake.name, view, size, was_asked, is_named, not is_named and 2 * unknown >= len(mine))


def figures(trials: Sequence[Trial]) -> dict[str, float]:
    """Recall and false alarms, what is unknown counted as not named; and of what was told."""
    there, not_there = [t for t in trials if t.size > 1.0], [t for t in trials if t.size <= 1.0]
    told = [t for t in trials if not t.unknown]

    def share(of: Iterable[bool]) -> float:
        rows = list(of)
        return sum(rows) / max(len(rows), 1)

    return {
        "recall": share(t.named for t in there),
        "false": share(t.named for t in not_there),
        "told_recall": share(t.named for t in told if t.size > 1.0),
        "told_false": share(t.named for t in told if t.size <= 1.0),
        "share": share(not t.unknown for t in trials),
        "there": len(there),
        "not_there": len(not_there),
    }


def write(found: Mapping[str, Learned], out: Path) -> None:
    """As the mirror reads it, whole or not at all."""
    out.parent.mkdir(parents=True, exist_ok=True)
    arrays: dict[str, NDArray[Any]] = {"card": np.array(json.dumps({name: one.rows for name, one in found.items()}))}
    for name, one in found.items():
        for part, rows in (("mean", one.mean), ("scale", one.scale), ("weights", np.array(one.weights))):
            arrays[f"{name}_{part}"] = rows.astype(np.float32)
    draft = out.with_suffix(".part")
    with draft.open("wb") as file:
        np.savez_compressed(file, **arrays)  # type: ignore[arg-type]
    draft.replace(out)


def main(argv: list[str] | None = None) -> int:
    """Exit code 0 fine, 1 the world said no (one sentence)."""
    parser = argparse.ArgumentParser(prog="python -m models.training.readings", description=__doc__)
    parser.add_argument("exercises", nargs="*", help="only these are shown anew (all are fitted)")
    parser.add_argument("--people", type=int, default=18, help="with each mistake; see models.training.shown")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--work", type=Path, default=Path("mistakes_shown"), help="folder for what is shown")
    parser.add_argument("--out", type=Path, default=learned())
    args = parser.parse_args(argv)
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    try:
        catalogue = load_catalogue(paths.exercises())
        unknown = [n for n in args.exercises if n not in catalogue]
        if unknown:
            raise WorldError(f"There is no exercise called {unknown[0]}.")
        found = {}
        for exercise in (e for e in catalogue.values() if e.motion is not None and judged(e)):
            kept = args.work / f"{exercise.name}.npz"
            if exercise.name in args.exercises or not kept.exists():
                shown(exercise, args.people, args.seed).save(kept)
            found[exercise.name] = learn(exercise, Shown.load(kept))
            told = figures(found[exercise.name].trials)
            log.info("%s: recall %.3f at %.3f false alarms", exercise.name, told["recall"], told["false"])
        write(found, args.out)
        trials = [t for one in found.values() for t in one.trials]
        count = sum(len(one.rows) for one in found.values())
        card = _CARD.format(
            likely=LIKELY, count=count, exercises=len(found), people=args.people, seed=args.seed, folds=_FOLDS, **figures(trials)
        )
        args.out.with_suffix(".md").write_text(card, encoding="utf-8")
    except (WorldError, OSError, ValueError, KeyError) as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
