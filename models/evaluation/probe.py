"""Can the source of a recording be told from what the classifier is fed? Then a network could learn the source for the class.

Source of the method: linear probes, Alain and Bengio, "Understanding intermediate layers using linear classifier probes" (2016);
naming the data set, Torralba and Efros, "Unbiased Look at Dataset Bias" (2011), section 2. Here within one class, so that a
class cannot give its source away, and over people or scenes that the probe was not fitted to.
"""

from __future__ import annotations

from collections import Counter
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedGroupKFold
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from models.evaluation.figures import ACCURACY
from models.evaluation.intervals import bootstrap

_FOLDS = 5
_STRENGTH = 0.1  # of the logistic regression (C): many features on few people


def summary(x: NDArray[np.floating]) -> NDArray[np.float64]:
    """(T, d) features of a sequence -> (2 d,) mean and standard deviation over time, missing values (NaN) left out, else 0."""
    seen = ~np.isnan(x)
    count = np.maximum(seen.sum(axis=0), 1)
    mean = np.where(seen, x, 0.0).sum(axis=0) / count
    spread = np.sqrt(np.where(seen, np.square(x - mean), 0.0).sum(axis=0) / count)
    return np.concatenate([mean, spread]).astype(np.float64)


def probe(features: NDArray[np.floating], sources: NDArray[np.str_], groups: NDArray[np.str_]) -> dict[str, Any]:
    """How often a linear probe names the source of a sequence of a person or scene that it was not fitted to.

    features (n, d), sources (n,), groups (n,): one row a sequence, all of one class. Returns `accuracy`, `chance` (naming the
    largest source always), `ci95` of the accuracy over groups, `n`, `groups`, `sources` (how many rows of each) and `left_out`:
    sources of a single person or scene, which nothing could be fitted to. `accuracy` and `chance` are None, with a `why`, where
    fewer than two sources remain.
    """
    features, sources, groups = np.asarray(features, np.float64), np.asarray(sources, str), np.asarray(groups, str)
    if not len(features) == len(sources) == len(groups):
        raise ValueError("features, sources and groups must be of one length")
    people = {s: len(set(groups[sources == s])) for s in sorted(set(sources.tolist()))}
    left_out = sorted(s for s, n in people.items() if n < 2)
    kept = ~np.isin(sources, left_out)
    features, sources, groups = features[kept], sources[kept], groups[kept]
    told: dict[str, Any] = {
        "n": len(sources),
        "groups": len(set(groups.tolist())),
        "sources": dict(sorted(Counter(sources.tolist()).items())),
        "left_out": left_out,
    }
    if len(told["sources"]) < 2:
        return {"accuracy": None, "chance": None, "ci95": None, "why": "fewer than two sources of two people or scenes", **told}
    named = _named(features, sources, groups, folds=min(_FOLDS, *(people[s] for s in told["sources"])))
    rows = [{"truth": s, "named": p} for s, p in zip(sources.tolist(), named.tolist(), strict=True)]
    return {
        "accuracy": round(ACCURACY(rows), 4),
        "chance": round(max(told["sources"].values()) / told["n"], 4),
        "ci95": bootstrap(rows, groups.tolist(), ACCURACY),
        **told,
    }


def _named(features: NDArray[np.float64], sources: NDArray[np.str_], groups: NDArray[np.str_], folds: int) -> NDArray[np.str_]:
    """The source that is told for each row by the probe fitted to the other folds' groups."""
    named = np.empty_like(sources)
    for fit, held in StratifiedGroupKFold(folds, shuffle=True, random_state=0).split(features, sources, groups):
        if len(set(sources[fit].tolist())) == 1:
            named[held] = sources[fit][0]
            continue
        model = make_pipeline(StandardScaler(), LogisticRegression(C=_STRENGTH, max_iter=5000))
        named[held] = model.fit(features[fit], sources[fit]).predict(features[held])
    return named


def probe_within(
    classes: NDArray[np.str_], features: NDArray[np.floating], sources: NDArray[np.str_], groups: NDArray[np.str_]
) -> dict[str, Any]:
    """`probe` in each class that two or more sources share: `by_class`, and `accuracy`, `chance`, `n` over all of those."""
    classes = np.asarray(classes, str)
    by_class = {}
    for name in sorted(set(classes.tolist())):
        at = classes == name
        told = probe(np.asarray(features)[at], np.asarray(sources)[at], np.asarray(groups)[at])
        if told["accuracy"] is not None:
            by_class[name] = told
    n = sum(t["n"] for t in by_class.values())
    pooled = {k: round(sum(t[k] * t["n"] for t in by_class.values()) / n, 4) if n else None for k in ("accuracy", "chance")}
    return {**pooled, "n": n, "by_class": by_class}
