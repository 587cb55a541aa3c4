"""Credit: what the movements that were seen count as, and when they are enough to begin a set.

They wait in the ledger until a name is sure; whether they were that exercise the name, the witnesses and the form say together
(`mirror.counting.witnesses`). The set that is running, the screen and the end of a recording all ask here, so that a movement
is the same to each of them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from mirror.counting.counter import Movement
from mirror.counting.ledger import WRONG, Ledger, repeated
from mirror.counting.track import Stretch
from mirror.counting.witnesses import HEARD_S, Witnesses
from mirror.exercises.core import Exercise
from mirror.naming import Meaning
from mirror.scoring import readings
from mirror.scoring.core import Judge

BEFORE_S = 0.2
"""What lies so long before a movement is judged with it."""
HELD_S, CHOSEN_HELD_S = 2.0, 1.0
"""A hold that nobody has chosen is one after the first time, a chosen one after the second."""
LONE_S = 3.0
"""A single movement at the end of a recording becomes a set only if its name comes within this time after it."""
LONE_SURE = 0.9
"""... and if the name had this mean probability while it was made: of training people's lone repetitions all had 0.94, of single
movements of theirs that were no exercise none had 0.87."""


class Credit:
    """Weighs what waits in a ledger by what is meant.

    Attributes:
        difficulty: 0..1, how strictly it is judged, as in SetDifficulty.
    """

    def __init__(self, catalogue: Mapping[str, Exercise], ledger: Ledger, meaning: Meaning, difficulty: float) -> None:
        self.difficulty = difficulty
        self._catalogue = catalogue
        self._ledger = ledger
        self._meaning = meaning
        self._witnesses = Witnesses(meaning, self._alike)
        self._judges: dict[str, Judge] = {}
        # Now, and not in a frame of somebody's first movement: reading them takes as long as a frame.
        readings.load(readings.learned())

    def meant(self) -> tuple[str | None, float]:
        """The exercise of the catalogue that is surely meant, and how sure."""
        name, confidence = self._meaning.meant()
        return (name, confidence) if name in self._catalogue else (None, 0.0)

    def judge(self, name: str) -> Judge:
        """Who judges this exercise."""
        if name not in self._judges:
            self._judges[name] = Judge(self._catalogue[name])
        return self._judges[name]

    def stretch(self, movement: Movement) -> Stretch:
        """What is judged of a movement."""
        return self._ledger.track.between(movement.start_t - BEFORE_S, movement.end_t)

    def told(self, name: str, movement: Movement) -> Movement:
        """The movement, rejected where it was surely another exercise than the chosen one, or where the witnesses say so."""
        if movement.kind != "rejected" and self._meaning.chosen is not None:
            other = self._meaning.another(movement.start_t, movement.end_t)
            if other is not None:
                return replace(movement, kind="rejected", reason=WRONG)
        return self._witnesses.told(name, movement)

    def chain(self, name: str, after_t: float, now: float) -> list[Movement]:
        """What would make one set up to now, as told; it stays pending."""
        return [self.told(name, movement) for movement in self._ledger.chain(name, after_t, now)]

    def begun(self, name: str, after_t: float, now: float, *, ending: bool = False) -> float | None:
        """When a set of this exercise began, seconds, or None: nothing of it was done yet. `ending`: nothing more will come."""
        hold = self._ledger.holds.get(name)
        if hold is not None:
            enough = CHOSEN_HELD_S if self._meaning.chosen is not None else HELD_S
            return max(hold.start_t, after_t) if hold.holding and hold.seconds >= enough else None
        if not self._meaning.believed(name):
            return None
        chain = self.chain(name, after_t, now)
        begun = next((m.start_t for m in chain if m.kind != "rejected"), None)
        return begun if begun is not None and self._confirmed(name, chain, now, ending) else None

    def _confirmed(self, name: str, chain: list[Movement], now: float, ending: bool) -> bool:
        """Whether these movements are enough to begin a set of an exercise that nobody may have chosen (decision 0012)."""
        if self._meaning.chosen is not None:
            return True
        if ending:
            # The last of a recording may stand alone; one that was over long before its name came, that a witness doubts, or
            # whose name was not sure all the while, was something else.
            clear = [m for m in chain if m.kind != "rejected" and m.reason is None]
            sure = [m for m in clear if self._meaning.during(name, m.start_t, m.end_t) >= LONE_SURE and now - m.end_t <= LONE_S]
            return len(clear) > 1 or repeated(chain) or bool(sure)
        told = [m for m in chain if now - m.end_t >= HEARD_S]
        return repeated(told) and self._meaning.sustained(name, chain[0].start_t)

    def _alike(self, name: str, movement: Movement) -> float:
        """0..1, how far a movement was this exercise at all."""
        return self.judge(name).judge(self.stretch(movement), movement, self.difficulty).likeness
