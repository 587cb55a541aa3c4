"""The steady name: hysteresis over the classifier's answers, so that the screen does not flicker."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mirror.recognition.core import NONE, Recognition

SUSTAIN_S = 0.75
HOLD_S = 2.5
SWITCH_S = 1.75
_MEMORY_S = 0.5
_ABSENT_S = 1.0


@dataclass(frozen=True, slots=True)
class Naming:
    """What may be shown.

    Attributes:
        name: the exercise, or None: nothing, or nothing that we know.
        confidence: 0..1, smoothed probability of the name; without a name, of the best candidate.
        candidates: (name, probability), exercises only, best first, those above 2 %.
        possible: exercises that could still be meant, best first; counters run for them.
        since: seconds, when the name came; NaN without one.
    """

    name: str | None
    confidence: float
    candidates: tuple[tuple[str, float], ...]
    possible: tuple[str, ...]
    since: float = math.nan


NOTHING = Naming(None, 0.0, (), ())


class Namer:
    """A name comes when its smoothed probability has stayed over `threshold` for `sustain` seconds; it stays over dips of up
    to `hold` seconds; another name takes its place only after `switch` seconds ahead of it. "none" is never a name.

    Guarantee: a name, once shown, is shown for at least min(hold, switch) seconds.
    """

    def __init__(
        self,
        names: tuple[str, ...],
        *,
        threshold: float = 0.5,
        sustain: float = SUSTAIN_S,
        hold: float = HOLD_S,
        switch: float = SWITCH_S,
    ) -> None:
        self.names = names
        self._real = np.array([n != NONE for n in names])
        self.threshold = threshold
        self.sustain, self.hold, self.switch = sustain, hold, switch
        self.reset()

    def reset(self) -> None:
        """No name, no memory."""
        self._mean: NDArray[np.float64] | None = None
        self._t = math.nan
        self._name: str | None = None
        self._since = math.nan
        self._good_at = math.nan
        self._rival: str | None = None
        self._rival_since = math.nan
        self.current = NOTHING

    def step(self, recognition: Recognition) -> Naming:
        """The name after this answer. Answers come in the order of time."""
        t = recognition.t
        p = np.asarray(recognition.probabilities, np.float64)
        if self._mean is None or not t - self._t <= _ABSENT_S + self.hold:
            self._mean = p.copy()
        else:
            share = 1.0 - math.exp(-(t - self._t) / _MEMORY_S)
            self._mean += (p - self._mean) * share
        self._t = t
        mean = np.where(self._real, self._mean, 0.0)
        best = int(mean.argmax())
        self._decide(t, self.names[best], float(mean[best]), mean)
        order = [int(i) for i in np.argsort(-mean, kind="stable") if mean[i] > 0.02]
        confidence = float(mean[self.names.index(self._name)]) if self._name is not None else float(mean[best])
        possible = [self.names[i] for i in order if mean[i] > 0.1][:3]
        if self._name is not None:
            possible = [self._name] + [n for n in possible if n != self._name]
        self.current = Naming(
            self._name,
            confidence,
            tuple((self.names[i], float(mean[i])) for i in order),
            tuple(possible),
            self._since,
        )
        return self.current

    def _decide(self, t: float, best: str, p: float, mean: NDArray[np.float64]) -> None:
        strong = p >= self.threshold
        if self._name is not None and mean[self.names.index(self._name)] >= 0.6 * self.threshold:
            self._good_at = t
        # Who else wants the place, and for how long without a break.
        if strong and best != self._name:
            if best != self._rival:
                self._rival, self._rival_since = best, t
        else:
            self._rival, self._rival_since = None, math.nan
        waited = t - self._rival_since if self._rival is not None else -1.0
        if self._name is None:
            if waited >= self.sustain:
                self._take(best, t)
        elif waited >= self.switch and t - self._since >= min(self.hold, self.switch):
            self._take(best, t)
        elif t - self._good_at >= self.hold:
            self._name, self._since = None, math.nan

    def _take(self, name: str, t: float) -> None:
        self._name, self._since, self._good_at = name, t, t
        self._rival, self._rival_since = None, math.nan
