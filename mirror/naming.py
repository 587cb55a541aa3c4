"""Meaning: which exercise is meant, by the user's choice or by what the recogniser has said for long enough.

The recogniser's answers are weighed by what the counters saw (a squat whose knees rest is hardly one), made steady by the Namer,
and remembered for a while: a set begins only where the whole of its first movements looked like the exercise, and a movement
that the recogniser took for another exercise from beginning to end is not credited to the chosen one.
"""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Protocol

import numpy as np

from mirror.geometry.body import Body
from mirror.pose import skeleton as s
from mirror.recognition.core import NONE, Recognition
from mirror.recognition.namer import NOTHING, Namer, Naming

BELIEVED = 0.2
"""A repetition of a named exercise is credited at once while the classifier still gives it this much; else it waits."""
UNMOVED = 0.25
"""What is left of an exercise's probability while its own signals do not move: the name and the movement must agree."""
LAST_GUESS = 0.45
"""Probability from which a clip that ends before the name has settled is given the best candidate's name."""
SUSTAINED = 0.5
"""Mean probability that a name must have had since its first movements began."""
LATE_S = 0.75
"""So long after a movement has begun nobody can know yet what it is."""
ANOTHER, HARDLY = 0.85, 0.03
"""A movement is another exercise's where that one had the first on the mean, and the chosen one not even the second."""
BEHIND_S = 0.125
"""The phase head's answers are so late: half the time between two of them."""
EARLY_S = 0.25
"""So long after a movement has begun the network can first tell anything of it."""
MISSED, WHOLE = 0.1, 0.75
"""A landmark seen less surely is missing; with fewer of the trunk's and limbs' joints than this share the network is no witness
against a movement: it was taught by whole bodies, and names a lunge with one leg out of sight a dip."""
_JOINTS = [*range(s.LEFT_SHOULDER, s.RIGHT_WRIST + 1), *range(s.LEFT_HIP, s.RIGHT_ANKLE + 1)]
_REMEMBERED = 120  # answers: half a minute


class RecogniserLike(Protocol):
    """What is needed of `mirror.recognition.Recogniser`."""

    @property
    def names(self) -> tuple[str, ...]: ...
    @property
    def threshold(self) -> float: ...
    def step(self, t: float, body: Body | None) -> Recognition | None: ...
    def reset(self) -> None: ...


class Meaning:
    """Feeds on bodies; knows at any moment which exercise is meant and how sure that is.

    Attributes:
        chosen: the exercise that the user has chosen, or None. naming: the steady name of what is seen.
        recogniser: None where nothing is named by itself.
    """

    def __init__(
        self,
        recogniser: RecogniserLike | None,
        moved: Callable[[str, float], bool],
        taken_for: Mapping[str, tuple[str, ...]] | None = None,
    ) -> None:
        """`moved(name, t)`: whether what is measured agrees with this exercise being done at t. `taken_for`: of an exercise, the
        others that the network calls it: their names speak for it, where it was chosen."""
        self.recogniser = recogniser
        self.chosen: str | None = None
        self.naming: Naming = NOTHING
        self._moved = moved
        self._taken_for = dict(taken_for or {})
        self._namer = Namer(recogniser.names, threshold=recogniser.threshold) if recogniser is not None else None
        self._heard: deque[Recognition] = deque(maxlen=_REMEMBERED)
        self._sure: deque[Recognition] = deque(maxlen=_REMEMBERED)  # those of whole bodies

    @property
    def names(self) -> tuple[str, ...]:
        """What can be named without being chosen."""
        return tuple(n for n in self.recogniser.names if n != NONE) if self.recogniser is not None else ()

    def reset(self) -> None:
        """Nothing heard so far says anything of what comes."""
        self.naming = NOTHING
        self._heard.clear()
        self._sure.clear()
        if self.recogniser is not None and self._namer is not None:
            self._namer.reset()
            self.recogniser.reset()

    def step(self, t: float, body: Body | None, *, counting: bool) -> None:
        """One frame's body. In set-up nothing is counted, so that no movement can speak for or against a name."""
        if self.recogniser is None or self._namer is None:
            return
        recognition = self.recogniser.step(t, body)
        if recognition is None:
            return
        agreed = self._agreed(recognition) if counting and self.chosen is None else recognition
        self._heard.append(agreed)
        if body is not None and float((body.visibility[_JOINTS] >= MISSED).mean()) >= WHOLE:
            self._sure.append(agreed)
        if self.chosen is None:
            self.naming = self._namer.step(agreed)

    def _agreed(self, recognition: Recognition) -> Recognition:
        moved = [name == NONE or self._moved(name, recognition.t) for name in recognition.names]
        weighed = np.where(moved, recognition.probabilities, UNMOVED * recognition.probabilities)
        return replace(recognition, probabilities=(weighed / weighed.sum()).astype(np.float32))

    def meant(self) -> tuple[str | None, float]:
        """The exercise that is surely meant, and how sure."""
        if self.chosen is not None:
            return self.chosen, 1.0
        return (self.naming.name, self.naming.confidence) if self.naming.name is not None else (None, 0.0)

    def believed(self, name: str) -> bool:
        """Whether the last answer still gives it something."""
        return self.chosen is not None or (bool(self._heard) and self._heard[-1].probability(name) >= BELIEVED)

    def sustained(self, name: str, start_t: float) -> bool:
        """Whether movements since `start_t` have looked like this exercise all the time, not for a moment only."""
        return self.chosen is not None or self.mean(name, start_t + LATE_S) >= SUSTAINED

    def mean(self, name: str, start_t: float, end_t: float = math.inf) -> float:
        """Mean probability of a name between two times; where nothing was heard, what was heard last; NaN for nothing at all."""
        told = [r.probability(name) for r in self._heard if start_t <= r.t <= end_t]
        if not told:
            return self._heard[-1].probability(name) if self._heard else math.nan
        return sum(told) / len(told)

    @property
    def until(self) -> float:
        """Time of the last answer, seconds; before the first nothing has been heard until -inf."""
        return self._heard[-1].t if self._heard else -math.inf

    def during(self, name: str, start_t: float, end_t: float) -> float:
        """Mean probability of a name while a movement was made; NaN where nothing was heard or the network does not know it."""
        if self.recogniser is None or name not in self.recogniser.names:
            return math.nan
        names = self._called(name)
        told = [sum(r.probability(n) for n in names) for r in self._sure if start_t + EARLY_S <= r.t <= end_t + 0.5]
        return sum(told) / len(told) if told else math.nan

    def halves(self, start_t: float, peak_t: float, end_t: float) -> float:
        """-1..1: by how much more the phase head took the way back (from peak to end) for the second half of a repetition than
        the way out (from start to peak); NaN where it was not heard in both."""
        out = [r.phase for r in self._sure if start_t + BEHIND_S <= r.t <= peak_t + BEHIND_S]
        back = [r.phase for r in self._sure if peak_t + BEHIND_S < r.t <= end_t + BEHIND_S]
        return sum(back) / len(back) - sum(out) / len(out) if out and back else math.nan

    def another(self, start_t: float, end_t: float) -> str | None:
        """The exercise that a movement surely was in place of the chosen one; None where it may have been the chosen one."""
        if self.recogniser is None or self.chosen not in self.recogniser.names:
            return None
        heard = [r.probabilities for r in self._sure if start_t + LATE_S <= r.t <= end_t + 0.5]
        if not heard:
            return None
        mean = np.mean(heard, axis=0)
        best = self.recogniser.names[int(mean.argmax())]
        surely = best != NONE and best not in self._called(self.chosen) and mean.max() >= ANOTHER
        return best if surely and mean[self.recogniser.names.index(self.chosen)] <= HARDLY else None

    def _called(self, name: str) -> tuple[str, ...]:
        return (name, *self._taken_for.get(name, ()))

    def end(self) -> None:
        """The stream is over. A clip too short for the name to settle: the best guess is better than nothing."""
        if self.chosen is None and self.naming.name is None and self.naming.candidates:
            best, p = self.naming.candidates[0]
            if p >= LAST_GUESS:
                self.naming = Naming(best, p, self.naming.candidates, self.naming.possible)
