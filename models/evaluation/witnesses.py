"""What the witnesses of the ledger are worth: every exercise's counter runs over every recording of our own landmarks, and each
movement that one of them counts is told to the phase head, the form and the name (`mirror.counting.witnesses`).

Where the counter's exercise is the one that was done, the movement is right; where another or none was done, it is what
would have been credited to somebody who had chosen that exercise.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from mirror.counting.counter import Movement
from mirror.counting.ledger import Ledger
from mirror.counting.witnesses import LIKENESS, NAME, PHASE, Evidence, Witnesses
from mirror.geometry.body import body_from_pose
from mirror.geometry.camera import Calibration
from mirror.geometry.measures import measure
from mirror.naming import Meaning
from mirror.recognition.classifier import Network, Recogniser
from mirror.scoring.core import Judge
from models.corpus.sequence import Corpus, CorpusError, Split, our_name
from models.evaluation.counting import catalogue
from models.evaluation.recorded import Recorded, recorded

KINDS = ("right", "another exercise", "no exercise")


def heard(recording: Recorded, recogniser: Recogniser) -> Iterator[tuple[str, Movement, Evidence, str | None]]:
    """(exercise, movement, what the witnesses say, the exercise that it surely was in its place) of all counters' movements that
    they have not rejected themselves."""
    exercises = catalogue()
    ledger = Ledger(exercises)
    recogniser.reset()
    # The names as the network gives them: with an exercise chosen nobody weighs them by what moved.
    meaning = Meaning(recogniser, lambda name, t: True, {n: e.taken_for for n, e in exercises.items()})
    judges = {name: Judge(e) for name, e in exercises.items() if e.kind == "repetition"}

    def likeness(name: str, movement: Movement) -> float:
        return judges[name].judge(ledger.track.between(movement.start_t - 0.2, movement.end_t), movement).likeness

    witnesses = Witnesses(meaning, likeness)
    for observation in recording.observations:
        body = body_from_pose(observation.pose, Calibration()) if observation.pose is not None else None
        meaning.step(observation.t, body, counting=True)
        yaw = body.yaw_deg if body is not None else math.nan
        ledger.step(observation.t, measure(body) if body is not None else None, yaw)
        for name in judges:
            for movement in ledger.take(name, -math.inf):
                if movement.kind != "rejected":
                    meaning.chosen = name
                    other = meaning.another(movement.start_t, movement.end_t)
                    meaning.chosen = None
                    yield name, movement, witnesses.of(name, movement), other


def witnesses(corpus: Corpus, network: Network, split: Split) -> dict[str, dict[str, Any]]:
    """By KINDS: movements, scenes, how many each witness speaks against, how many are rejected, how many keep a remark."""
    recogniser = Recogniser(network)
    rows: dict[str, list[tuple[str, Evidence, str | None]]] = defaultdict(list)
    for row in corpus.select(split):
        if "wx" not in row["dims"]:
            continue
        try:
            recording = recorded(corpus, row)
        except CorpusError:
            continue
        done = our_name(row["exercise"], row["source"])
        for name, _, evidence, other in heard(recording, recogniser):
            kind = KINDS[0] if name == done else KINDS[1] if done in catalogue() else KINDS[2]
            rows[kind].append((recording.sequence.subject, evidence, other))
    return {kind: _summed(rows[kind]) for kind in KINDS}


def _summed(rows: Iterable[tuple[str, Evidence, str | None]]) -> dict[str, Any]:
    told = list(rows)
    against = [len(evidence.against) for _, evidence, _ in told]
    return {
        "movements": len(told),
        "groups": len({group for group, _, _ in told}),
        "phase": sum(e.phase < PHASE for _, e, _ in told),
        "likeness": sum(e.likeness < LIKENESS for _, e, _ in told),
        "name": sum(e.name < NAME for _, e, _ in told),
        "surely_another": sum(other is not None for _, _, other in told),
        "rejected": sum(n >= 2 or other is not None for n, (_, _, other) in zip(against, told, strict=True)),
        "remarked": sum(n == 1 and other is None for n, (_, _, other) in zip(against, told, strict=True)),
    }
