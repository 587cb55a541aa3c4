"""How well repetitions are counted: the real Trainer on whole recordings, with a peer's two thresholds beside it.

Three tables. Our own landmarks of video, the exercise chosen (the main figure) and named by the mirror itself. Poses that have
lost the body's shape, counted by what survives that (models/evaluation/scaled.py). And ghosts: what the mirror credits, with
nothing chosen, where no exercise of its catalogue is done. Motion capture with known counts stands beside them.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from mirror import paths
from mirror.commands import ChooseExercise
from mirror.events import RepClosed, SetEnded
from mirror.exercises.core import Catalogue, load_catalogue
from mirror.recognition.classifier import Network, Recogniser
from mirror.recognition.core import NONE
from mirror.trainer import Trainer
from models.corpus.sequence import Corpus, CorpusError, Split, our_name
from models.evaluation import figures, published, scaled, two_thresholds
from models.evaluation.intervals import bootstrap
from models.evaluation.recorded import Recorded, recorded


@dataclass(frozen=True, slots=True)
class Counted:
    """One recording's repetitions. found: full ones that were credited to the true exercise. between, marks: of sources that mark
    one frame a repetition, how many were found between the first and the last mark, and how many there are; 0 marks: not told."""

    id: str
    exercise: str
    source: str
    group: str
    true: int
    found: int
    assumed: bool = False
    between: int = 0
    marks: int = 0

    @property
    def error(self) -> float:
        """|found - true| / true."""
        return abs(self.found - self.true) / self.true

    @property
    def close(self) -> float:
        """1.0 within one repetition."""
        return float(abs(self.found - self.true) <= 1)

    def row(self) -> dict[str, Any]:
        return {"id": self.id, "exercise": self.exercise, "group": self.group, "true": self.true, "found": self.found}


@dataclass(frozen=True, slots=True)
class Credited:
    """What the mirror made of a recording, by exercise.

    Attributes: starts, ends: seconds of the full repetitions. partial: how many. rejected: how many by reason. held: seconds.
    """

    ends: Mapping[str, tuple[float, ...]]
    starts: Mapping[str, tuple[float, ...]]
    partial: Mapping[str, int]
    rejected: Mapping[str, int]
    held: Mapping[str, float]

    def full(self, exercise: str) -> int:
        """Full repetitions of one exercise."""
        return len(self.ends.get(exercise, ()))

    @property
    def all(self) -> int:
        """Full and partial repetitions of whatever exercise."""
        return sum(map(len, self.ends.values())) + sum(self.partial.values())


@cache
def catalogue() -> Catalogue:
    return load_catalogue(paths.exercises())


def credited(recording: Recorded, recogniser: Recogniser | None = None, chosen: str | None = None) -> Credited:
    """A fresh Trainer over the whole of it, as `mirror analyze` does."""
    if recogniser is not None:
        recogniser.reset()
    trainer = Trainer(catalogue(), recogniser)
    events = list(trainer.apply(ChooseExercise(chosen))) if chosen is not None else []
    last = 0.0
    for observation in recording.observations:
        events += trainer.step(observation).events
        last = observation.t
    events += trainer.finish(last)
    reps = [e for e in events if isinstance(e, RepClosed)]
    whole = [e for e in reps if e.kind == "full"]
    names = {e.exercise for e in whole}
    return Credited(
        ends={n: tuple(e.end_t for e in whole if e.exercise == n) for n in names},
        starts={n: tuple(e.start_t for e in whole if e.exercise == n) for n in names},
        partial=Counter(e.exercise for e in reps if e.kind == "partial"),
        rejected=Counter(e.reason or "" for e in reps if e.kind == "rejected"),
        held={e.exercise or "": e.hold_s for e in events if isinstance(e, SetEnded) and e.hold_s is not None},
    )


@dataclass(slots=True)
class _Rows:
    """Everything judged so far, table by table."""

    given: list[Counted]
    named: list[Counted]
    peer: list[Counted]
    mocap: list[Counted]
    mocap_peer: list[Counted]
    scaled: list[Counted]
    scaled_peer: list[Counted]
    ghosts: list[dict[str, Any]]
    unknown: dict[str, list[dict[str, Any]]]
    unnamed: Counter[str]
    skipped: dict[str, str]


def counting(corpus: Corpus, network: Network, split: Split, *, mocap: bool = True) -> dict[str, Any]:
    """The table of `models.evaluate counting` (keys in the contract). `mocap` False leaves motion capture out."""
    rows = _Rows([], [], [], [], [], [], [], [], defaultdict(list), Counter(), {})
    recogniser = Recogniser(network)
    for row in corpus.select(split):
        if not mocap and row.get("units") == "metres":
            continue
        exercise = our_name(row["exercise"], row["source"])
        try:
            if exercise not in catalogue():
                _nothing(corpus, row, recogniser, rows)
            elif row.get("reps"):
                _known(corpus, row, exercise, recogniser, rows)
        except CorpusError as error:
            rows.skipped[row["id"]] = str(error)
    return _table(rows, split)


def _known(corpus: Corpus, row: dict[str, str], exercise: str, recogniser: Recogniser, rows: _Rows) -> None:
    true = int(row["reps"])
    if true == 0 or catalogue()[exercise].kind == "hold":
        rows.skipped[row["id"]] = "a hold or no repetition: nothing to be counted"
        return
    if scaled.is_scaled(row):
        found, peer = scaled.judge(corpus, row, catalogue()[exercise])
        rows.scaled.append(_counted(row, exercise, true, found))
        if peer is not None:
            rows.scaled_peer.append(_counted(row, exercise, true, peer))
        return
    recording = recorded(corpus, row)
    made = credited(recording, recogniser, chosen=exercise)
    filmed = recording.sequence.frame == "landmarks"
    given = _counted(row, exercise, true, made.full(exercise), made)
    (rows.given if filmed else rows.mocap).append(given)
    peer_at = two_thresholds.count(catalogue()[exercise], recording.pixels, recording.sequence.visibility, recording.sequence.fps)
    if peer_at is not None:
        (rows.peer if filmed else rows.mocap_peer).append(_counted(row, exercise, true, len(peer_at)))
    if not filmed:
        return
    if exercise not in recogniser.names:
        rows.unnamed[exercise] += 1
        return
    own = credited(recording, recogniser)
    rows.named.append(_counted(row, exercise, true, own.full(exercise), own))


def _nothing(corpus: Corpus, row: dict[str, str], recogniser: Recogniser, rows: _Rows) -> None:
    """No exercise of the catalogue is done: every repetition that is credited is a ghost."""
    recording = recorded(corpus, row)
    made = credited(recording, recogniser)
    rows.ghosts.append(
        {
            "id": row["id"],
            "label": "no exercise" if our_name(row["exercise"], row["source"]) == NONE else row["exercise"],
            "frame": recording.sequence.frame,
            "group": recording.sequence.subject,
            "minutes": recording.minutes,
            "reps": made.all,
            "of": {n: made.full(n) + made.partial.get(n, 0) for n in {*made.ends, *made.partial}},
            "held_s": round(sum(made.held.values()), 2),
            "chosen": _chosen_for_nothing(recording, recogniser),
            "peer": _peer_of_nothing(recording),
        }
    )
    if row.get("reps"):
        rows.unknown[row["exercise"]].append({"true": int(row["reps"]), "credited": made.all})


_PEERS = ("squat", "push_up", "bicep_curl", "lateral_raise", "shoulder_press")
"""Of the peer's menu, those for somebody who stands about: it knows no "nothing", one of them is always chosen."""


def _chosen_for_nothing(recording: Recorded, recogniser: Recogniser) -> dict[str, int]:
    """Full and partial repetitions where the mirror, too, is told that one of these is done. Of video only: it takes long."""
    if recording.sequence.frame != "landmarks":
        return {}
    return {name: credited(recording, recogniser, chosen=name).all for name in _PEERS}


def _peer_of_nothing(recording: Recorded) -> dict[str, int]:
    told = {}
    for name in _PEERS:
        at = two_thresholds.count(catalogue()[name], recording.pixels, recording.sequence.visibility, recording.sequence.fps)
        told[name] = len(at or [])
    return told


def _counted(row: dict[str, str], exercise: str, true: int, found: int, made: Credited | None = None) -> Counted:
    marks = [int(pair.split("-")[0]) for pair in (row.get("rep_bounds") or "").split(";") if pair]
    fps = float(row.get("fps") or 0.0)
    between = 0
    if made is not None and len(marks) > 1 and fps > 0:
        # A repetition belongs where most of it lies.
        middle = [0.5 * (a + b) * fps for a, b in zip(made.starts.get(exercise, ()), made.ends.get(exercise, ()), strict=True)]
        between = sum(marks[0] <= m < marks[-1] for m in middle)
    told = made is not None and len(marks) > 1 and fps > 0
    return Counted(
        row["id"],
        exercise,
        row["source"],
        row.get("subject") or row["id"],
        true,
        found,
        assumed=not row.get("fps"),
        between=between,
        marks=len(marks) - 1 if told else 0,
    )


MAE = figures.ratio(lambda r: r.error)
OBO = figures.ratio(lambda r: r.close)
_MAPE = figures.ratio(lambda r: 100.0 * r.error)
_MAE_REPS = figures.ratio(lambda r: abs(r.found - r.true))
_EXACT = figures.ratio(lambda r: float(r.found == r.true))
_BIAS = figures.ratio(lambda r: r.found - r.true)


def summary(rows: Sequence[Counted]) -> dict[str, Any]:
    """n, groups, mae, obo, mape, mae_reps, exact, bias (repetitions too many), each but the first two with its interval."""
    out: dict[str, Any] = {
        "n": len(rows),
        "groups": len({r.group for r in rows}),
        "reps": sum(r.true for r in rows),
        "found": sum(r.found for r in rows),
        "assumed_rate": sum(r.assumed for r in rows),
    }
    wanted = {"mae": MAE, "obo": OBO, "mape": _MAPE, "mae_reps": _MAE_REPS, "exact": _EXACT, "bias": _BIAS}
    groups = [r.group for r in rows]
    for key, figure in wanted.items():
        out[key] = round(figure(rows), 4) if rows else None
    out["ci95"] = {key: bootstrap(rows, groups, figure) if rows else None for key, figure in wanted.items()}
    return out


def per_exercise(rows: Sequence[Counted]) -> dict[str, dict[str, Any]]:
    """n, groups, mae, obo, mape and true and found repetitions of each exercise."""
    keys = ("n", "groups", "reps", "found", "mae", "obo", "mape", "exact")
    out = {}
    for name in sorted({r.exercise for r in rows}):
        told = summary([r for r in rows if r.exercise == name])
        out[name] = {key: told[key] for key in keys}
    return out


def _part(rows: Sequence[Counted], peer: Iterable[Counted] | None = None) -> dict[str, Any]:
    out = {**summary(rows), "per_exercise": per_exercise(rows), "rows": [r.row() for r in rows]}
    if peer is not None:
        listed = list(peer)
        out["two_thresholds"] = {**summary(listed), "per_exercise": per_exercise(listed)}
    return out


def _between(rows: Sequence[Counted]) -> dict[str, Any]:
    """Where one frame a repetition is marked, a clip's cut ends decide whether its first and last count; what lies between the
    first and the last mark is certain."""
    sure = [Counted(r.id, r.exercise, r.source, r.group, r.marks, r.between) for r in rows if r.marks > 0]
    return summary(sure)


def _table(rows: _Rows, split: str) -> dict[str, Any]:
    main = summary(rows.given)
    return {
        "task": "counting",
        "split": split,
        **main,
        "per_exercise": per_exercise(rows.given),
        "rows": [r.row() for r in rows.given],
        "between_marks": _between(rows.given),
        "named": _part(rows.named),
        "two_thresholds": {**summary(rows.peer), "per_exercise": per_exercise(rows.peer)},
        "motion_capture": _part(rows.mocap, rows.mocap_peer) if rows.mocap else None,
        "scaled": {**_part(rows.scaled, rows.scaled_peer), "published_on_another_subset": published.REPCOUNT},
        **ghosts(rows.ghosts),
        "unknown_classes": {
            **{
                name: {"n": len(told), "true": sum(t["true"] for t in told), "credited": sum(t["credited"] for t in told)}
                for name, told in sorted(rows.unknown.items())
            },
            **{name: {"n": n, "why": "the network does not know it: not in `named`"} for name, n in sorted(rows.unnamed.items())},
        },
        "skipped": rows.skipped,
    }


def _sums(told: Sequence[Mapping[str, int]]) -> dict[str, int]:
    return {name: sum(counts[name] for counts in told) for name in _PEERS} if told else {}


def ghosts(told: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """`ghosts`: repetitions credited where none of the catalogue's exercises was done; `ghost_minutes`; `ghost_table`: by what
    was done, the two-threshold counter beside it with each of its exercises chosen, and `chosen`: the mirror with the same one
    chosen, of video alone, where the peer has `two_thresholds_of_these`."""
    table = {}
    for label in sorted({g["label"] for g in told}):
        part = [g for g in told if g["label"] == label]
        of: Counter[str] = Counter()
        for g in part:
            of.update(g["of"])
        table[label] = {
            "n": len(part),
            "groups": len({g["group"] for g in part}),
            "minutes": round(sum(g["minutes"] for g in part), 2),
            "reps": sum(g["reps"] for g in part),
            "sequences": sum(g["reps"] > 0 for g in part),
            "held_s": round(sum(g["held_s"] for g in part), 1),
            "of": dict(of),
            "two_thresholds": {name: sum(g["peer"][name] for g in part) for name in _PEERS},
            "chosen": _sums([g["chosen"] for g in part if g["chosen"]]),
            "two_thresholds_of_these": _sums([g["peer"] for g in part if g["chosen"]]),
        }
    return {
        "ghosts": sum(g["reps"] for g in told),
        "ghost_minutes": round(sum(g["minutes"] for g in told), 2),
        "ghost_sequences": [{"id": g["id"], "of": g["of"]} for g in told if g["reps"]],
        "ghost_table": table,
    }
