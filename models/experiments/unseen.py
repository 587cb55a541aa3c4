"""Exercises that the network was never trained on, recognised without training: leave exercises out, several at once.

Two networks, each fitted to everything but four exercises (no recording, no generated or filmed performance of them; the
invented movements stay, some of which borrow a key pose). Then the mirror gets prototypes of the four, from the avatar's TOML
alone or from a person's own three or five repetitions, and must name real people who do them: the four, all trained classes and
none compete.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mirror.avatar.prototypes import prototype_of
from mirror.recognition.classifier import STRIDE, Network
from mirror.recognition.core import Recognition
from mirror.recognition.grid import RATE_HZ
from mirror.recognition.prototypes import Likeness, Prototypes, prototype
from models.corpus.augment import plain, unchanged
from models.corpus.compose import UNKNOWN
from models.corpus.pieces import NAMES, usable
from models.corpus.sequence import Sequence
from models.evaluation.figures import ACCURACY
from models.evaluation.intervals import bootstrap
from models.evaluation.recognition import Judged, judged_from
from models.experiments.core import Options, part
from models.experiments.sources import thinned
from models.training import trial
from models.training.streaming import catalogue

GROUPS: tuple[tuple[str, ...], ...] = (
    ("squat", "bicep_curl", "pull_up", "shoulder_abduction"),
    ("push_up", "deadlift", "jumping_jack", "side_lunge"),
)
"""Which exercises are left out together; each group holds easy and hard ones, standing and not."""
_OWN = (3, 5)


def run(options: Options) -> dict[str, Any]:
    """rows: exercise, n, groups, named_by_avatar_prototype, ci95, named_by_own_repetitions, n_own, false_on_others, taken_for."""
    rows: list[dict[str, Any]] = []
    for k, group in enumerate(GROUPS):
        done = part(options, f"group{k}", lambda k=k, group=group: {"rows": _group(options, k, group)})  # type: ignore[misc]
        rows += done["rows"]
    told = [r["named_by_avatar_prototype"] for r in rows if r["n"]]
    return {"rows": rows, "mean_by_avatar_prototype": round(float(np.mean(told)), 4), "groups": [list(g) for g in GROUPS]}


def _group(options: Options, k: int, group: tuple[str, ...]) -> list[dict[str, Any]]:
    out = {NAMES.index(name) for name in group}
    net = trial.network(
        options,
        f"unseen{k}",
        lambda: trial.everything(options).only(lambda p: p.label == UNKNOWN or p.label not in out),
        judged_on=[(q, x) for q, x in trial.held(options) if q.exercise not in group],
        prototypes=True,
        minutes=1.25 * options.minutes,
        begin=None,
    )
    known = catalogue()
    vectors = {name: prototype_of(net, known[name]) for name in group if known[name].motion is not None}
    bank = Prototypes(vectors, net.card.likeness)
    source = trial.corpus(options.data)
    everyone = [q for q in (source.read(r) for r in source.select("all")) if q.exercise in NAMES and usable(q)]
    mine = thinned([q for q in everyone if q.exercise in vectors], 60)
    # False names are counted on people that this network was not fitted to.
    others = thinned([q for q in everyone if q.exercise not in group and q.split != "train"], 20)
    judged = [j for q in mine if (j := _judged(net, q, bank, group)) is not None]
    wrong = [j for q in others if (j := _judged(net, q, bank, group)) is not None]
    return [_row(name, [j for j in judged if j.truth == name], wrong, _own(net, everyone, bank, group, name)) for name in vectors]


def _row(name: str, rows: list[Judged], others: list[Judged], own: dict[str, Any]) -> dict[str, Any]:
    named: dict[str, int] = defaultdict(int)
    for r in rows:
        named[r.named] += 1
    return {
        "exercise": name,
        "n": len(rows),
        "groups": len({r.group for r in rows}),
        "named_by_avatar_prototype": round(ACCURACY(rows), 4) if rows else None,
        "ci95": bootstrap(rows, [r.group for r in rows], ACCURACY) if rows else None,
        "named_by_own_repetitions": own["named"],
        "n_own": own["n"],
        "false_on_others": round(sum(r.named == name for r in others) / max(len(others), 1), 4),
        "n_others": len(others),
        "taken_for": dict(sorted(named.items(), key=lambda kv: -kv[1])[:4]),
    }


def _said(net: Network, x: NDArray[np.float32], bank: Prototypes, group: tuple[str, ...]) -> tuple[tuple[str, ...], Any, Any]:
    """(names, probabilities (n, K), embeddings) of the mirror without the classes of the group and with the bank."""
    logits, embedding, _ = net.run(x[: len(x) // STRIDE * STRIDE], net.start())
    kept = [i for i, name in enumerate(NAMES) if name not in group]
    names = tuple(NAMES[i] for i in kept)
    probabilities = net.probabilities(logits[:, kept])
    like = Likeness(bank)
    said = [
        like.step(Recognition((STRIDE * k + STRIDE - 1) / RATE_HZ, p, names, e))
        for k, (p, e) in enumerate(zip(probabilities, embedding, strict=True))
    ]
    return said[0].names if said else names, np.stack([s.probabilities for s in said]), embedding


def _judged(
    net: Network, q: Sequence, bank: Prototypes, group: tuple[str, ...], x: NDArray[np.float32] | None = None
) -> Judged | None:
    x = plain(q) if x is None else x
    if len(x) < 2 * STRIDE:
        return None
    names, probabilities, embedding = _said(net, x, bank, group)
    return judged_from(q, x, names, net.card.threshold, probabilities, uncalibrated=probabilities, embedding=embedding)


def _own(
    net: Network, everyone: list[Sequence], bank: Prototypes, group: tuple[str, ...], name: str
) -> dict[str, Mapping[str, Any]]:
    """A person's own first repetitions as the prototype, the person's other repetitions to be named."""
    named: dict[str, float | None] = {}
    counted: dict[str, int] = {}
    for reps in _OWN:
        hits: list[bool] = []
        for example, rest in _shares(everyone, name, reps):
            seen = [net.run(x[: len(x) // STRIDE * STRIDE], net.start())[1] for x in example]
            own = bank.with_one(name, prototype(seen))
            for q, x in rest:
                judged = _judged(net, q, own, group, x)
                if judged is not None:
                    hits.append(judged.named == name)
        named[str(reps)] = round(float(np.mean(hits)), 4) if hits else None
        counted[str(reps)] = len(hits)
    return {"named": named, "n": counted}


Inputs = list[NDArray[np.float32]]


def _shares(everyone: list[Sequence], name: str, reps: int) -> list[tuple[Inputs, list[tuple[Sequence, NDArray[np.float32]]]]]:
    """(the first `reps` repetitions, the rest) of every person and source that has marks: within a recording of several
    repetitions, or over a person's recordings of one repetition each."""
    single: dict[tuple[str, str], list[Sequence]] = defaultdict(list)
    out = []
    for q in everyone:
        if q.exercise != name or not q.bounds:
            continue
        if len(q.bounds) == 1:
            single[(q.source, q.subject)].append(q)
        elif len(q.bounds) >= reps + 2:
            made = unchanged(q)
            x = made.features()
            frames = made.frames(len(x))
            first = int(np.searchsorted(frames, q.bounds[0][0]))
            cut = int(np.searchsorted(frames, q.bounds[reps - 1][1]))
            if cut - first >= 2 * STRIDE and len(x) - cut >= 2 * STRIDE:
                out.append(([x[first:cut]], [(q, x[cut:])]))
    for rows in single.values():
        if len(rows) >= reps + 2:
            # One repetition each: strung together they are a set, as the mirror would see it.
            example, rest = rows[:reps], rows[reps : reps + 10]
            out.append(([np.concatenate([plain(q) for q in example])], [(q, plain(q)) for q in rest]))
    return out
