"""Forms: where every measure of an exercise is at rest and at the peak among people who do it well, and how far they spread.

`python -m models.training.forms --data DIR` fits them to the training split's people and to generated ones, and writes them into
the TOMLs under resources/exercises. Besides the joints that have a bar it keeps those measures by which one movement is told from
another (where the trunk and the arms are): `mirror.scoring` scores no joint high in a movement that is another one.
"""

from __future__ import annotations

import argparse
import logging
import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from mirror import paths
from mirror.counting import DepthGauge
from mirror.errors import WorldError
from mirror.exercises.core import Exercise, Form, load_catalogue
from mirror.geometry.measures import INDEX, sides
from mirror.scoring.phases import Phases
from models.corpus.sequence import Corpus
from models.corpus.takes import Take, generated, recorded

PLACING = (
    "elbow", "shoulder", "hip", "knee", "thigh", "upper_arm", "elbow_forward", "torso_lean", "torso_forward", "torso_twist",
    "stance_width", "stance_split",
)  # fmt: skip
"""Measures that place a movement, whatever it is."""
REAL_PEOPLE = 6
"""So many real people weigh as much as all generated ones."""
LEAST = {"angle": 7.0, "length": 0.08}
"""No spread is smaller: degrees, torsos."""
LEAST_OF_RANGE = 0.14
"""Nor than this share of the measure's own way from rest to peak."""
SURE = {"angle": 28.0, "length": 0.3}
"""What is less sure than this teaches nothing (one standard deviation)."""
SEED, EACH = 4001, 12
_LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Row:
    """A measure's mean over one phase of one movement: person, whether real, depth, value."""

    person: str
    real: bool
    depth: float
    value: float


def kind(measure: str) -> str:
    """ "angle" (degrees) or "length" (torsos)."""
    lengths = ("_height", "_width", "_split", "_sag", "_level", "_gap", "_aside")
    return "length" if measure.endswith(lengths) or (measure.endswith("_forward") and measure != "torso_forward") else "angle"


def measures_of(exercise: Exercise) -> tuple[str, ...]:
    """What gets a form: the joints, the signals, what mistakes name, and what places the movement."""
    named = [joint for mistake in exercise.mistakes for joint in mistake.joints]
    signals = [signal.measure for signal in exercise.signals]
    # Upside down the trunk's forward lean wraps round.
    placing = [m for m in PLACING if not (m == "torso_forward" and exercise.posture == "inverted")]
    return tuple(m for m in dict.fromkeys((*exercise.joints, *signals, *named, *placing)) if _known(m))


def _known(measure: str) -> bool:
    try:
        sides(measure)
    except KeyError:
        return False
    return True


def rows_of(exercise: Exercise, takes: Iterable[Take]) -> dict[str, list[Row]]:
    """measure -> its rows over every movement of valid takes of this exercise; both sides of a paired one."""
    gauge = DepthGauge([exercise])
    names = measures_of(exercise)
    out: dict[str, list[Row]] = defaultdict(list)
    for take in takes:
        if take.truth != exercise.name or not take.good or take.mistake:
            continue
        for swing in take.swings:
            stretch, _ = take.piece(swing)
            depths = gauge.read_rows(stretch.values, stretch.sigma)
            middle = depths.depth[:, 0]
            if np.isfinite(middle).sum() < 4:
                continue
            held = exercise.kind == "hold"
            peak_t = float(stretch.t[int(np.nanargmax(middle))])
            parts = Phases.of(stretch.t, middle, peak_t, held).parts()
            for name in names:
                for k, one in enumerate(sides(name)):
                    paired = len(sides(name)) == 2 and exercise.sides != "both"
                    at = (depths.left, depths.right)[k][:, 0] if paired else middle
                    out[name] += _rows(take, stretch.values[:, INDEX[one]], stretch.sigma[:, INDEX[one]], at, parts, kind(name))
    return out


def _rows(
    take: Take,
    values: NDArray[np.float64],
    sigma: NDArray[np.float64],
    depth: NDArray[np.float64],
    parts: Sequence[NDArray[np.bool_]],
    unit: str,
) -> list[Row]:
    known = np.isfinite(values) & (sigma < SURE[unit]) & np.isfinite(depth)
    rows = []
    for mask in parts:
        mine = mask & known
        if mine.sum() >= 2:
            at = float(np.clip(depth[mine], 0.0, 1.0).mean())
            rows.append(Row(take.group, take.source != "avatar", at, float(values[mine].mean())))
    return rows


def form_of(measure: str, rows: Sequence[Row]) -> Form | None:
    """The straight line from rest to peak through the rows and the spread around it; None with fewer than twenty rows.

    Every person weighs the same, real people together up to as much as generated ones (REAL_PEOPLE). Least squares, reweighted
    twice so that the far tail does not pull (Huber, "Robust Statistics", 1981, section 7.8).
    """
    if len(rows) < 20:
        return None
    depth, value = np.array([r.depth for r in rows]), np.array([r.value for r in rows])
    weight = _weights(rows)
    own = weight.copy()
    line = np.zeros(2)
    spread = 1.0
    for _ in range(3):
        a = np.stack([1.0 - depth, depth], axis=1)
        # A little of the mean at both ends, so that a depth that hardly varies (a hold) has a line too.
        mean = float((own * value).sum() / own.sum())
        gram = (a * own[:, None]).T @ a + 1e-3 * own.sum() * np.eye(2)
        line = np.linalg.solve(gram, (a * own[:, None]).T @ value + 1e-3 * own.sum() * mean)
        residual = np.abs(value - a @ line)
        spread = _quantile(residual, weight, 0.68)
        own = weight * np.minimum(1.0, 1.5 * spread / np.maximum(residual, 1e-9))
    rest, peak = float(line[0]), float(line[1])
    unit = kind(measure)
    least = max(LEAST[unit], LEAST_OF_RANGE * abs(peak - rest))
    digits = 0 if unit == "angle" else 2
    return Form(measure=measure, rest=round(rest, digits), peak=round(peak, digits), spread=round(max(spread, least), digits))


def _weights(rows: Sequence[Row]) -> NDArray[np.float64]:
    count: dict[str, int] = defaultdict(int)
    for row in rows:
        count[row.person] += 1
    real = {r.person for r in rows if r.real}
    made = {r.person for r in rows if not r.real}
    share = min(len(real) / REAL_PEOPLE, 1.0) if made else 1.0
    each = {**{p: share / max(len(real), 1) for p in real}, **{p: 1.0 / max(len(made), 1) for p in made}}
    return np.array([each[r.person] / count[r.person] for r in rows])


def _quantile(values: NDArray[np.float64], weight: NDArray[np.float64], q: float) -> float:
    order = np.argsort(values)
    total = np.cumsum(weight[order])
    return float(values[order][min(int(np.searchsorted(total, q * total[-1])), len(values) - 1)])


def fit(catalogue: Mapping[str, Exercise], takes: Sequence[Take]) -> dict[str, tuple[Form, ...]]:
    """Forms of every exercise that the takes show."""
    by_truth: dict[str, list[Take]] = defaultdict(list)
    for take in takes:
        by_truth[take.truth].append(take)
    out = {}
    for name, exercise in catalogue.items():
        rows = rows_of(exercise, by_truth[name])
        forms = [form_of(measure, rows[measure]) for measure in measures_of(exercise) if measure in rows]
        out[name] = tuple(form for form in forms if form is not None)
    return out


def written(text: str, forms: Iterable[Form]) -> str:
    """A TOML's text with these forms in place of its own."""
    bare = re.sub(r"(?ms)^\[\[form\]\]\n.*?(?=^\[|\Z)", "", text)
    bare = re.sub(r"(?ms)^form = \[\n.*?^\]\n+", "", bare)
    lines = [f'  {{ measure = "{f.measure}", rest = {f.rest:g}, peak = {f.peak:g}, spread = {f.spread:g} }},\n' for f in forms]
    first = re.search(r"(?m)^\[", bare)
    at = first.start() if first else len(bare)
    return bare[:at] + "form = [\n" + "".join(lines) + "]\n\n" + bare[at:] if lines else bare


def main(argv: list[str] | None = None) -> int:
    """Exit code 0 fine, 1 the world said no (one sentence)."""
    parser = argparse.ArgumentParser(prog="python -m models.training.forms", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="a folder in the corpus format")
    parser.add_argument("--exercises", type=Path, default=paths.exercises(), help="folder of the TOMLs")
    args = parser.parse_args(argv)
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    try:
        catalogue = load_catalogue(args.exercises)
        takes = [
            *recorded(Corpus(args.data), catalogue, "train", 4, exercises_only=True),
            *generated(catalogue, catalogue, EACH, SEED),
        ]
        for name, forms in fit(catalogue, takes).items():
            path = args.exercises / f"{name}.toml"
            path.write_text(written(path.read_text(encoding="utf-8"), forms), encoding="utf-8")
            _LOG.info("%s: %d forms", name, len(forms))
    except (WorldError, OSError) as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
