"""Change: when a difference between two periods of one person is more than the measurement's own error.

The minimal detectable change at 95 % is 1.96 * sqrt(2) * SEM (Weir, "Quantifying test-retest reliability using the intraclass
correlation coefficient and the SEM", J Strength Cond Res 19, 2005; de Vet et al., "When to use agreement versus reliability
measures", J Clin Epidemiol 59, 2006). There the standard error of measurement comes from a study of its own. Here it comes from
the person: how much their weeks scatter within the two periods that are compared. So

- the unit is the week (sessions of one week have good and bad days in common), the value is the mean of a period's k weeks, and
  its SEM is s / sqrt(k) with s pooled over both periods;
- s rests on few weeks: in place of 1.96 stands Student's t of 2k - 2 degrees of freedom;
- weeks that follow each other are alike: the mean of k of them scatters more, and s comes out smaller, than for independent
  ones; both are corrected for an autocorrelation of 0.2, the mean that Shadish and Sullivan ("Characteristics of single-case
  designs used to assess intervention effects in 2008", Behav Res Methods 43, 2011) found in 800 series of single people;
- what a camera gets wrong for good does not average out. Seen alike (same camera, same place, the person turned alike) it is in
  both periods and drops out of the difference; else each period has an error of its own, one standard deviation `lasting`;
- weeks that happen to agree exactly do not make an exact instrument: s is never taken to be less than `least`.

`docs/decisions/0022-what-improved-means.md` has the figures: how often a change is claimed where there is none.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from scipy.special import stdtrit

MIN_WEEKS = 3
"""Each of the two periods needs so many weeks with sessions; with fewer nothing is claimed."""
MAX_WEEKS = 4
"""A period is no longer than this: what was true in spring says little of summer."""
AUTOCORRELATION = 0.2
_NORMAL = 1.96


def period(weeks: int) -> int:
    """How many weeks each period has, of so many with sessions; 0: too few for a verdict."""
    k = min(weeks // 2, MAX_WEEKS)
    return k if k >= MIN_WEEKS else 0


def detectable(first: Sequence[float], last: Sequence[float], lasting: float = 0.0, least: float = 0.0) -> float:
    """The minimal detectable change between the means of two periods, same unit.

    first, last: a value a week, as many in each, at least two. lasting: one standard deviation of what each period has wrong for
    good, 0 where both were seen alike. least: the smallest standard deviation of a week's value that is believed.
    """
    k = len(first)
    if k != len(last) or k < 2:
        raise ValueError(f"two periods of as many weeks, at least two: {len(first)} and {len(last)}")
    scatter = math.fsum((x - _mean(weeks)) ** 2 for weeks in (first, last) for x in weeks) / (2 * k - 2)
    scatter = max(scatter, least * least)
    alike = _alike(k)
    # The mean of k such weeks scatters `alike` times as much as of independent ones; their own variance reads too small.
    sem2 = scatter / (1.0 - (alike - 1.0) / (k - 1)) * alike / k
    t = float(stdtrit(2 * k - 2, 0.975))
    return math.sqrt(2.0 * (t * t * sem2 + _NORMAL * _NORMAL * lasting * lasting))


def apart(first: Sequence[float], last: Sequence[float]) -> float:
    """One standard deviation of what each of two periods has wrong for good, as `lasting` of `detectable`: both together as much
    as they have in truth.

    first, last: of each session of the periods. Within a period it does not average out: all may have been seen in the same way.
    NaN, nobody knows it, makes it infinite: then nothing is claimed.
    """
    found = [_mean(some) for some in (first, last)]
    return math.inf if any(math.isnan(one) for one in found) else math.hypot(*found) / math.sqrt(2.0)


def _alike(k: int) -> float:
    """The variance of the mean of k weeks against that of independent ones (first-order autoregressive)."""
    return 1.0 + 2.0 * sum((1.0 - i / k) * AUTOCORRELATION**i for i in range(1, k))


def _mean(values: Sequence[float]) -> float:
    return math.fsum(values) / len(values)
