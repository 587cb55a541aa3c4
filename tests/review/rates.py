"""How often a change is claimed: `python -m tests.review.rates [--people 20000]`.

A person's weeks: 1 to 4 sessions each, good and bad days (6 points), good and bad weeks (3 points) that resemble the one before
by `rho`; both periods seen alike or each with an error of its own that stays. The truth is the same in both periods, or twice
the mean detectable change apart. What is printed stands in docs/decisions/0022-what-improved-means.md.
"""

from __future__ import annotations

import argparse
import math
import sys
from dataclasses import dataclass

import numpy as np

from mirror.review.change import detectable

DAY, WEEK, APART = 6.0, 3.0, 40


@dataclass(frozen=True)
class Rates:
    """claimed: share of people without a true change of whom one is claimed. told: share of those with one of twice the mean
    `mdc` of whom it is claimed the right way round."""

    claimed: float
    told: float
    mdc: float


def simulate(rng: np.random.Generator, people: int, k: int = 4, rho: float = 0.0, lasting: float = 0.0) -> Rates:
    """k: weeks in each period; the periods are APART weeks from each other."""
    weeks = np.empty((people, APART + k))
    weeks[:, 0] = rng.normal(0, WEEK, people)
    for i in range(1, APART + k):
        weeks[:, i] = rho * weeks[:, i - 1] + rng.normal(0, WEEK * math.sqrt(1 - rho * rho), people)
    sessions = rng.integers(1, 5, weeks.shape)
    weeks += rng.normal(0, 1, weeks.shape) * DAY / np.sqrt(sessions)
    first = weeks[:, :k] + rng.normal(0, 1, (people, 1)) * lasting
    last = weeks[:, -k:] + rng.normal(0, 1, (people, 1)) * lasting
    mdc = np.array([detectable(list(a), list(b), lasting) for a, b in zip(first, last, strict=True)])
    difference = last.mean(axis=1) - first.mean(axis=1)
    mean = float(mdc.mean())
    return Rates(float((np.abs(difference) > mdc).mean()), float((difference + 2.0 * mean > mdc).mean()), mean)


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
    return 0


if __name__ == "__main__":
    sys.exit(main())
