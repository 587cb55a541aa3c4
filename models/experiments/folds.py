"""Grouped cross-validation of the mirror's network on real people, on our own landmarks of video.

Every scene is judged once, by a network that has not seen it. A fold's network is fitted to the other scenes (of all splits: with
five of them, a class has no other way to be judged), to the train and val recordings of other kinds, and to generated movement.
Nothing is chosen on the scenes that are left out: the last epoch stands, the Namer's threshold is a constant, and the temperature
that the calibration speaks of comes from the other folds.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from functools import cache
from types import SimpleNamespace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mirror.recognition.classifier import STRIDE, Network
from mirror.recognition.core import NONE
from models.corpus.augment import plain
from models.corpus.compose import moving_part
from models.corpus.pieces import NAMES, usable
from models.corpus.sequence import Sequence
from models.evaluation import figures as f
from models.evaluation.calibration import expected_calibration_error, reliability
from models.evaluation.recognition import confusion, per_class, with_intervals
from models.experiments.core import Options, part
from models.training import trial
from models.training.calibrate import chosen
from models.training.stock import Stock, stock

FOLDS = 5
OTHERS = "no_scene"
MIN_SCENES = 5
"""A class needs this many scenes to stand in the main table."""


def run(options: Options) -> dict[str, Any]:
    """See the module; keys in the report's schema: main, others, ece, judged."""
    sequences = own(options)
    place = folds_of(sequences)
    scenes = scenes_of(sequences)
    classes = sorted(n for n, groups in scenes.items() if n == NONE or len(groups) >= MIN_SCENES)
    rows: list[dict[str, Any]] = []
    outputs: list[dict[str, Any]] = []
    for k in range(FOLDS):
        held = [q for q in sequences if place[q.subject] == k]
        done = part(options, f"fold{k}", lambda k=k, held=held: _fold(options, k, held))  # type: ignore[misc]
        rows += done["judged"]
        outputs.append(done["outputs"])
    main = [r for r in rows if r["truth"] in classes]
    rest = [r for r in rows if r["truth"] not in classes]
    return {
        "folds": FOLDS,
        "min_scenes": MIN_SCENES,
        "classes": classes,
        "main": _table(main),
        "others": {"n": len(rest), "per_class": per_class([SimpleNamespace(**r) for r in rest]) if rest else {}},
        "ece": _calibration(outputs),
        "judged": rows,
    }


def own(options: Options) -> list[Sequence]:
    """Our own landmarks of video, with a class of ours, from every split."""
    source = trial.corpus(options.data)
    read = (source.read(r) for r in source.select("all") if "wx" in r.get("dims", ""))
    return [q for q in read if q.frame == "landmarks" and q.exercise in NAMES and usable(q)]


def scenes_of(sequences: list[Sequence]) -> dict[str, set[str]]:
    """class -> its people or scenes."""
    out: dict[str, set[str]] = defaultdict(set)
    for q in sequences:
        out[q.exercise].add(q.subject)
    return out


def folds_of(sequences: list[Sequence]) -> dict[str, int]:
    """person or scene -> fold: the rarest classes are spread first, each scene to the fold with the least of its class."""
    scenes = scenes_of(sequences)
    classes_of: dict[str, set[str]] = defaultdict(set)
    for name, subjects in scenes.items():
        for subject in subjects:
            classes_of[subject].add(name)
    size = Counter(q.subject for q in sequences)
    placed: dict[str, int] = {}
    load: dict[str, list[int]] = {name: [0] * FOLDS for name in scenes}
    for name in sorted(scenes, key=lambda n: (len(scenes[n]), n)):
        for subject in sorted(scenes[name], key=lambda s: (-size[s], s)):
            if subject in placed:
                continue
            fold = min(range(FOLDS), key=lambda k: (load[name][k], sum(row[k] for row in load.values()), k))
            placed[subject] = fold
            for other in classes_of[subject]:
                load[other][fold] += 1
    return placed


@cache
def _stock(options: Options) -> Stock:
    source = trial.corpus(options.data)
    wanted = [r for r in source.select("all") if r["split"] != "test" or "wx" in r.get("dims", "")]
    read = (source.read(r) for r in wanted)
    labels = trial.everything(options).labels
    return stock(read, avatar=trial.AVATAR, seed=options.seed, filmed=trial.filmed(options), labels=labels)


def _others(options: Options) -> str:
    """The network that all folds go on from: fitted to generated movement and to the people of no scene that is judged, so that
    a fold's network has seen about as much as the shipped one."""
    judged = {q.subject for q in own(options)}
    trial.network(
        options,
        OTHERS,
        lambda: _stock(options).only(lambda piece: piece.subject not in judged),
        minutes=6.0 * options.minutes,
    )
    return OTHERS


def _fold(options: Options, k: int, held: list[Sequence]) -> dict[str, Any]:
    out = {q.subject for q in held}

    begin = _others(options)
    net = trial.network(
        options,
        f"fold{k}",
        lambda: _stock(options).only(lambda piece: piece.subject not in out),
        minutes=2.0 * options.minutes,
        begin=begin,
    )
    logits, truth, group = _logits(net, held)
    return {
        "judged": [{**r.row(), "frame": r.frame} for r in trial.judged(net, held)],
        "outputs": {"logits": np.round(logits, 3).tolist(), "truth": truth.tolist(), "group": group},
    }


def _logits(net: Network, held: list[Sequence]) -> tuple[NDArray[np.float32], NDArray[np.int64], list[str]]:
    """Every output in the movement: (n, K) logits, (n,) class, the person or scene."""
    logits, truth, group = [np.zeros((0, len(NAMES)), np.float32)], [], []
    for q in held:
        x = plain(q)
        if len(x) < 2 * STRIDE:
            continue
        first, last = moving_part(x)
        said, _, _ = net.run(x[: len(x) // STRIDE * STRIDE], net.start())
        moving = said[first // STRIDE + STRIDE : last // STRIDE + 1]
        logits.append(moving)
        truth += [NAMES.index(q.exercise)] * len(moving)
        group += [q.subject] * len(moving)
    return np.concatenate(logits), np.array(truth, np.int64), group


def _table(rows: list[dict[str, Any]]) -> dict[str, Any]:
    told = [SimpleNamespace(**r) for r in rows]
    moving = [r for r in told if r.truth != NONE]
    nothing = [r for r in told if r.truth == NONE]
    return {
        **with_intervals(
            {
                "macro_f1": (told, f.MACRO_F1),
                "accuracy": (told, f.ACCURACY),
                "seconds_to_name": (moving, f.Quantile(lambda r: np.nan if r.to_name is None else r.to_name, 0.5)),
                "false_sets_per_hour": (nothing, f.ratio(lambda r: r.onsets, lambda r: r.hours)),
            }
        ),
        "per_class": per_class(told),
        "confusion": confusion(told),
        "n": len(rows),
        "groups": len({r["group"] for r in rows}),
    }


def _calibration(outputs: list[dict[str, Any]]) -> dict[str, Any]:
    """ECE of the outputs before and after a temperature that comes from the other folds."""
    logits = [np.array(o["logits"], np.float32).reshape(-1, len(NAMES)) for o in outputs]
    truth = [np.array(o["truth"], np.int64) for o in outputs]
    sure, tempered, right, temperatures = [], [], [], []
    for k in range(len(outputs)):
        others = [i for i in range(len(outputs)) if i != k]
        temperature, _ = chosen(np.concatenate([logits[i] for i in others]), np.concatenate([truth[i] for i in others]), NAMES)
        temperatures.append(temperature)
        if not len(truth[k]):
            continue
        sure.append(_softmax(logits[k]).max(axis=1))
        tempered.append(_softmax(logits[k] / temperature).max(axis=1))
        right.append(logits[k].argmax(axis=1) == truth[k])
    hit = np.concatenate(right)
    figure = expected_calibration_error(lambda pair: pair)
    return {
        "before": round(figure([(np.concatenate(sure), hit)]), 4),
        "after": round(figure([(np.concatenate(tempered), hit)]), 4),
        "temperature": round(float(np.mean(temperatures)), 4),
        "bins": reliability(np.concatenate(tempered), hit),
        "n": len(hit),
    }


def _softmax(z: NDArray[np.float32]) -> NDArray[np.float64]:
    raised = np.exp(z.astype(np.float64) - z.max(axis=1, keepdims=True))
    out: NDArray[np.float64] = raised / raised.sum(axis=1, keepdims=True)
    return out
