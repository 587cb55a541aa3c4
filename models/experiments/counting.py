"""Counting: the table of `models.evaluate counting` on every split, the ledger's witnesses, one side unseen, and the annotation
schemes of seed 004.

Nothing is fitted on recordings. The probes of the schemes are fitted on generated performances and judged on others, of other
people.
"""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Iterator
from collections.abc import Sequence as Many
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, cast

import numpy as np

from mirror import paths
from mirror.avatar import Person, perform
from mirror.pose import skeleton as s
from mirror.recognition.classifier import Network, Recogniser
from models.corpus.augment import STRENGTHS, variant
from models.corpus.generate import FPS, Performed, sequence_of
from models.corpus.sequence import Corpus, CorpusError, Sequence, Split, our_name
from models.evaluation import schemes, two_thresholds
from models.evaluation.counting import Counted, catalogue, counting, credited, per_exercise, summary
from models.evaluation.recorded import Recorded, of_motion, recorded, sided
from models.evaluation.schemes import Scheme
from models.evaluation.witnesses import witnesses
from models.experiments.core import Options, part

_LOG = logging.getLogger(__name__)
SEED_004 = ("spiderman_push_up", "dead_bug", "alternating_lateral_lunge", "inchworm")
"""In the order of the seed's table 5."""
_TAUGHT, _JUDGED = 101, 202
"""Seeds of the generated performances that the probes are fitted on and judged on: neither taught the network."""

_SEEN = replace(STRENGTHS["avatar"], tempo=(1.0, 1.0))


@dataclass(frozen=True)
class Amounts:
    """Generated performances of an exercise to fit on, to judge on, and of any exercise with one side unseen; splits: of the
    recordings' tables. Motion capture is looked at in the test split alone: there is a lot of it."""

    taught: int = 15
    judged: int = 10
    one_sided: int = 1
    splits: tuple[Split, ...] = ("test", "val", "train")


def run(options: Options, amounts: Amounts | None = None) -> dict[str, Any]:
    """See the module; each part is kept as it is finished."""
    many = amounts or Amounts()
    corpus = Corpus(options.data)
    network = Network(paths.weights() / "recognition" / "streaming.onnx")
    tables = {}
    for split in many.splits:
        tables[split] = part(options, split, partial(counting, corpus, network, split, mocap=split == "test"))
        _LOG.info("%s: obo %s", split, tables[split]["obo"])
    return {
        "splits": tables,
        "witnesses": {
            split: part(options, f"witnesses_{split}", partial(witnesses, corpus, network, split)) for split in many.splits
        },
        "one_side": part(options, "one_side", lambda: one_side(corpus, network, many.one_sided)),
        "schemes": part(options, "schemes", lambda: annotation_schemes(network, many)),
        "phase_head": part(options, "phase_head", lambda: phase_head(corpus, network)),
    }


def _filmed(corpus: Corpus) -> Iterator[tuple[dict[str, str], str, Recorded]]:
    """Our own landmarks of video with known counts: the row, our name for the exercise, the recording."""
    for row in corpus.rows:
        exercise = our_name(row["exercise"], row["source"])
        if exercise not in catalogue() or not int(row.get("reps") or 0) or "wx" not in row["dims"]:
            continue
        try:
            yield row, exercise, recorded(corpus, row)
        except CorpusError as error:
            _LOG.info("%s", error)


# -- one side unseen ------------------------------------------------------------------------------------------------------


def one_side(corpus: Corpus, network: Network, generated: int) -> dict[str, Any]:
    """Repetitions counted with one arm and one leg unseen, of those that are counted with both."""
    recogniser = Recogniser(network)
    told: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row, exercise, recording in _filmed(corpus):
        for side in ("left", "right"):
            told["recordings" if other_seen(recording, exercise, side) else "both_sides_hidden"].append(
                _one_sided(row["id"], exercise, recording, side, recogniser)
            )
    for exercise in sorted(n for n, e in catalogue().items() if e.kind == "repetition" and e.motion is not None):
        for number in range(generated):
            recording = of_motion(performance(exercise, number, _JUDGED))
            for side in ("left", "right"):
                if other_seen(recording, exercise, side):
                    told["generated"].append(_one_sided(f"{exercise}_{number}", exercise, recording, side, recogniser))
    return {kind: _lost(rows) for kind, rows in told.items()}


def _one_sided(name: str, exercise: str, recording: Recorded, side: str, recogniser: Recogniser) -> dict[str, Any]:
    hidden = sided(recording, "left" if side == "left" else "right")
    peer = [
        two_thresholds.count(catalogue()[exercise], r.pixels, r.sequence.visibility, r.sequence.fps) for r in (recording, hidden)
    ]
    return {
        "id": name,
        "exercise": exercise,
        "side": side,
        "both": credited(recording, recogniser, chosen=exercise).full(exercise),
        "one": credited(hidden, recogniser, chosen=exercise).full(exercise),
        "peer_both": len(peer[0] or []),
        "peer_one": len(peer[1] or []),
    }


_ARM = ("elbow", "shoulder", "upper_arm", "forearm", "wrist_height", "hand_width", "elbow_width")
_LIMBS = {
    "left": (s.LEFT_ELBOW, s.LEFT_WRIST, s.LEFT_KNEE, s.LEFT_ANKLE),
    "right": (s.RIGHT_ELBOW, s.RIGHT_WRIST, s.RIGHT_KNEE, s.RIGHT_ANKLE),
}


def other_seen(recording: Recorded, exercise: str, hidden: str) -> bool:
    """Whether the other side's limb that carries the exercise is in the picture, and seen with half confidence, in nine frames of
    ten: from the side the far arm is hidden by the body, and hiding the near one leaves nothing to see."""
    at = _LIMBS["right" if hidden == "left" else "left"]
    chosen = list(at[:2] if catalogue()[exercise].signals[0].measure in _ARM else at[2:])
    size = np.array([next((p.width, p.height) for p in recording.poses if p is not None)])
    spot = recording.pixels[:, chosen] / size
    inside = ((spot >= 0.0) & (spot <= 1.0)).all(axis=(1, 2)) & (recording.sequence.visibility[:, chosen] >= 0.5).all(axis=1)
    return float(inside.mean()) >= 0.9


def _lost(rows: Many[dict[str, Any]]) -> dict[str, Any]:
    both = sum(r["both"] for r in rows)
    lost = sum(max(0, r["both"] - r["one"]) for r in rows)
    peer = sum(r["peer_both"] for r in rows)
    peer_lost = sum(max(0, r["peer_both"] - r["peer_one"]) for r in rows)
    return {
        "n": len(rows),
        "reps": both,
        "lost": lost,
        "share_lost": round(lost / both, 4) if both else None,
        "two_thresholds": {"reps": peer, "lost": peer_lost, "share_lost": round(peer_lost / peer, 4) if peer else None},
        "changed": [r for r in rows if r["both"] != r["one"]],
    }


# -- the annotation schemes of seed 004 -----------------------------------------------------------------------------------


def performance(exercise: str, number: int, seed: int) -> Sequence:
    """Somebody does an exercise without a mistake and nearly in full, seen from anywhere with a pose network's errors."""
    rng = np.random.default_rng((seed, number))
    done = perform(
        catalogue()[exercise],
        int(rng.integers(3, 7)),
        person=Person.random(int(rng.integers(1_000_000))),
        tempo=float(np.exp(rng.uniform(np.log(0.7), np.log(1.4)))),
        rom=float(rng.uniform(0.85, 1.1)),
        asymmetry=float(rng.normal(0.0, 0.04)),
        pause_s=float(rng.choice([0.0, 0.3, 1.0])),
        start_left=bool(rng.random() < 0.5),
        fps=FPS,
        seed=int(rng.integers(1_000_000)),
    )
    made = sequence_of(Performed(done, exercise, exercise, 1.0, rng), number)
    seen = variant(made, rng, _SEEN)
    return replace(
        made,
        id=f"{exercise}_{seed}_{number}",
        fps=seen.fps,
        world=seen.world,
        visibility=seen.visibility,
        root_px=seen.root_px,
        torso_px=seen.torso_px,
        reps=len(made.bounds),
    )


def annotation_schemes(network: Network, many: Amounts) -> dict[str, Any]:
    """Mean absolute percentage error of each way of counting, by exercise."""
    taught = [performance(e, k, _TAUGHT) for e in SEED_004 for k in range(many.taught)]
    told = [schemes.seen(network, q)[0] for q in taught]
    probes = [
        schemes.fit(scheme, told, [schemes.marked(q, len(x), scheme) for q, x in zip(taught, told, strict=True)])
        for scheme in cast("tuple[Scheme, ...]", (1, 2, 3))
    ]
    ways: dict[str, list[Counted]] = defaultdict(list)
    for exercise in SEED_004:
        for number in range(many.judged):
            sequence = performance(exercise, number, _JUDGED)
            for way, found in _counts(network, probes, sequence).items():
                ways[way].append(Counted(sequence.id, exercise, "avatar", sequence.id, len(sequence.bounds), found))
    return {
        "evidence": "generated movement",
        "taught": many.taught,
        "judged": many.judged,
        "ways": {way: {**summary(rows), "per_exercise": per_exercise(rows)} for way, rows in ways.items()},
    }


def _counts(network: Network, probes: Many[schemes.Probe], sequence: Sequence) -> dict[str, int]:
    embedding, halves = schemes.seen(network, sequence)
    recording = of_motion(sequence)
    exercise = catalogue()[sequence.exercise]
    out = {f"scheme {p.scheme}": schemes.counted(p.answers(embedding), p.scheme) for p in probes}
    for scheme in cast("tuple[Scheme, ...]", (1, 2, 3)):
        # What the scheme could do at four answers a second, were its classifier never wrong.
        out[f"scheme {scheme}, true answers"] = schemes.counted(schemes.marked(sequence, len(embedding), scheme), scheme)
    out["phase head"] = schemes.counted(halves, 3)
    at = two_thresholds.count(exercise, recording.pixels, recording.sequence.visibility, sequence.fps)
    out["two thresholds"] = len(at or [])
    made = credited(recording, chosen=sequence.exercise)
    out["mirror"] = made.full(sequence.exercise)
    out["mirror, partial ones too"] = made.full(sequence.exercise) + made.partial.get(sequence.exercise, 0)
    return out


def phase_head(corpus: Corpus, network: Network) -> dict[str, Any]:
    """The network's own halves (scheme 3) on our landmarks of video, all splits: what it would count alone."""
    rows = []
    for row, exercise, recording in _filmed(corpus):
        _, halves = schemes.seen(network, recording.sequence)
        found = schemes.counted(halves, 3)
        rows.append(Counted(row["id"], exercise, row["source"], row.get("subject") or row["id"], int(row["reps"]), found))
    return {**summary(rows), "per_exercise": per_exercise(rows)}
