"""How often a change is claimed: `python -m tests.review.rates [--people 20000]`.

A person's weeks: 1 to 4 sessions each, good and bad days (6 points), good and bad weeks (3 points) that resemble the one before
by `rho`; both periods seen alike or each with an error of its own that stays. The truth is the same in both periods, or twice
the mean detectable change apart. What is printed stands in docs/decisions/0022-what-improved-means.md.

A second table has sessions of mixed views (docs/decisions/0027-each-session-s-own-error.md): every session is seen in one of
some ways, drawn anew with each period's own shares, and each way has an error of its own that stays, as large as scores of its
verdict have (`mirror.review.trends.SCORE_LASTING`). The detectable change takes each session's own, or for all that of good
views, as it was before the log kept a verdict.
"""

from __future__ import annotations

import argparse
import math
import sys
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mirror.review.change import apart, detectable
from mirror.review.trends import SCORE_LASTING

DAY, WEEK, APART, MOST = 6.0, 3.0, 40, 4
Mix = Mapping[str, float]
"""How often a session is seen so: verdict -> share."""
MIXES: tuple[tuple[Mix, Mix], ...] = (
    ({"good": 1.0}, {"good": 1.0}),
    ({"good": 1.0}, {"fair": 1.0}),
    ({"good": 1.0}, {"poor": 1.0}),
    ({"poor": 1.0}, {"poor": 1.0}),
    ({"good": 0.5, "fair": 0.5}, {"fair": 0.5, "poor": 0.5}),
    ({"good": 0.8, "poor": 0.2}, {"good": 0.2, "poor": 0.8}),
    ({"good": 0.4, "fair": 0.3, "poor": 0.3}, {"good": 0.4, "fair": 0.3, "poor": 0.3}),
)


@dataclass(frozen=True)
class Rates:
    """claimed: share of people without a true change of whom one is claimed. told: share of those with one of twice the mean
    `mdc` of whom it is claimed the right way round."""

    claimed: float
    told: float
    mdc: float


def simulate(rng: np.random.Generator, people: int, k: int = 4, rho: float = 0.0, lasting: float = 0.0) -> Rates:
    """k: weeks in each period; the periods are APART weeks from each other."""
    weeks = _weeks(rng, people, k, rho)
    sessions = rng.integers(1, MOST + 1, weeks.shape)
    weeks += rng.normal(0, 1, weeks.shape) * DAY / np.sqrt(sessions)
    first = weeks[:, :k] + rng.normal(0, 1, (people, 1)) * lasting
    last = weeks[:, -k:] + rng.normal(0, 1, (people, 1)) * lasting
    mdc = np.array([detectable(list(a), list(b), lasting) for a, b in zip(first, last, strict=True)])
    return _rates(first, last, mdc)


def mixed(rng: np.random.Generator, people: int, first: Mix, last: Mix, k: int = 4, own: bool = True) -> Rates:
    """Sessions of mixed views; own: each with the error of its verdict, else all with that of good views."""
    weeks = _weeks(rng, people, k, 0.2)
    parts, errors = [], []
    for mix, part in ((first, weeks[:, :k]), (last, weeks[:, -k:])):
        sizes = np.array([SCORE_LASTING[view] for view in mix])
        sessions = rng.integers(1, MOST + 1, part.shape)
        there = np.arange(MOST) < sessions[..., None]
        seen = rng.choice(len(sizes), (*part.shape, MOST), p=list(mix.values()))
        # one way of being seen for each verdict and period: its error stays
        wrong = (rng.normal(0, 1, (people, len(sizes))) * sizes)[np.arange(people)[:, None, None], seen]
        days = rng.normal(0, DAY, seen.shape) + wrong
        parts.append(part + np.where(there, days, 0.0).sum(axis=2) / sessions)
        errors.append([sizes[s][t] if own else [SCORE_LASTING["good"]] for s, t in zip(seen, there, strict=True)])
    mdc = [detectable(list(a), list(b), apart(list(ea), list(eb))) for a, b, ea, eb in zip(*parts, *errors, strict=True)]
    return _rates(parts[0], parts[1], np.array(mdc))


def _weeks(rng: np.random.Generator, people: int, k: int, rho: float) -> NDArray[np.float64]:
    """(people, APART + k) how good each week is."""
    weeks = np.empty((people, APART + k))
    weeks[:, 0] = rng.normal(0, WEEK, people)
    for i in range(1, APART + k):
        weeks[:, i] = rho * weeks[:, i - 1] + rng.normal(0, WEEK * math.sqrt(1 - rho * rho), people)
    return weeks


def _rates(first: NDArray[np.float64], last: NDArray[np.float64], mdc: NDArray[np.float64]) -> Rates:
    difference = last.mean(axis=1) - first.mean(axis=1)
    mean = float(mdc.mean())
    return Rates(float((np.abs(difference) > mdc).mean()), float((difference + 2.0 * mean > mdc).mean()), mean)


def _said(mix: Mix) -> str:
    return ", ".join(f"{100 * share:.0f} % {view}" if share < 1.0 else view for view, share in mix.items())


def main() -> int:
    parser = argparse.ArgumentParser(description="How often a change is claimed without one, and told where there is one.")
    parser.add_argument("--people", type=int, default=20_000)
    people = parser.parse_args().people
    print(
        "| weeks in each period | likeness of neighbours | lasting error | claimed without a change | told at 2 MDC | mean MDC |"
    )
    print("| ---: | ---: | ---: | ---: | ---: | ---: |")
    for k in (3, 4):
        for rho in (0.0, 0.2, 0.4):
            for lasting in (0.0, 7.0):
                r = simulate(np.random.default_rng((k, int(10 * rho), int(lasting))), people, k, rho, lasting)
                print(f"| {k} | {rho} | {lasting:.0f} | {100 * r.claimed:.1f} % | {100 * r.told:.1f} % | {r.mdc:.1f} |")
    print("\n| first seen | then | claimed without a change | told at 2 MDC | mean MDC | claimed, all taken for good |")
    print("| --- | --- | ---: | ---: | ---: | ---: |")
    for i, (first, last) in enumerate(MIXES):
        r = mixed(np.random.default_rng((27, i)), people, first, last)
        before = mixed(np.random.default_rng((27, i)), people, first, last, own=False)
        told = f"{100 * r.claimed:.1f} % | {100 * r.told:.1f} % | {r.mdc:.1f} | {100 * before.claimed:.1f} %"
        print(f"| {_said(first)} | {_said(last)} | {told} |")
    return 0


if __name__ == "__main__":
    sys.exit(main())
