"""Demo: a person in a room works out for about a minute. What the mirror plays when there is no camera."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mirror import paths
from mirror.avatar.body import Person
from mirror.avatar.camera import Camera
from mirror.avatar.contact import anchors_of
from mirror.avatar.everyday import idle
from mirror.avatar.performance import Performance, perform
from mirror.avatar.posture import State, joined, lay, row
from mirror.avatar.renderer import Renderer
from mirror.avatar.transition import down_to_plank, morph, reverse, shifted, stay, walk
from mirror.capture.core import Frame, Kind
from mirror.exercises.core import load_exercise

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class _Set:
    """One exercise of the demo. `turn`: degrees to the person's own left from facing the camera; `faulty`: 0-based."""

    exercise: str
    reps: int
    turn: float
    tempo: float
    mistake: str | None = None
    faulty: tuple[int, ...] = ()


_WORKOUT: tuple[_Set, ...] = (
    _Set("squat", 4, 12.0, 1.3, "knees_in", (1,)),
    _Set("jumping_jack", 8, 0.0, 1.06),
    _Set("bicep_curl", 4, -40.0, 1.45, "elbows_forward", (1,)),
    _Set("lunge", 4, 48.0, 1.45),
    _Set("push_up", 4, 74.0, 1.42),
)
_ENTRANCE_S = 6.6  # walking in and standing until set-up and 3-2-1 are over
_PAUSE_S = 2.4  # between sets, standing
_DOWN_S = 3.0
_HOLD_S = 1.6  # in the plank after the last repetition
_OUTRO_S = 1.2


@dataclass(frozen=True, slots=True)
class DemoRep:
    """One repetition of the demo: seconds from the first frame, and the mistake shown in it."""

    exercise: str
    start_s: float
    end_s: float
    mistake: str | None


@dataclass(frozen=True, slots=True, eq=False)
class _Script:
    """Everything that happens: (N, 33, 3) room points, and the truth."""

    points: Array
    truth: tuple[tuple[str, int], ...]
    reps: tuple[DemoRep, ...]


def _written(person: Person, fps: float, seed: int) -> _Script:
    """Lay down the workout from one set to the next."""
    entrance = walk(person, (-2.05, 0.15), (0.0, 0.0), 0.0, fps)
    parts: list[State] = [entrance]
    reps: list[DemoRep] = []
    rng = np.random.default_rng((seed, 2))

    def length() -> int:
        return sum(len(part) for part in parts)

    def stand(until_s: float) -> None:
        """Settle from the last posture into standing about, until this moment."""
        missing = until_s - length() / fps
        turn = float(parts[-1].angles[-1, 3])
        about = idle(person, rng, fps, max(missing - 0.6, 0.3), anchors_of(person, "feet", row({}))).moved(turn, 0.0, 0.0)
        parts.append(morph(person, parts[-1], about, 0.6, fps))
        parts.append(about)

    stand(_ENTRANCE_S - 0.7)
    for number, work in enumerate(_WORKOUT):
        performance = _performed(person, work, fps, seed + number)
        state = performance.state.moved(work.turn, 0.0, 0.0)
        on_floor = performance.state.angles[0, 4] > 45.0
        if number:
            stand(length() / fps + (_PAUSE_S - 1.1 if not on_floor else 0.7))
        if on_floor:
            facing = parts[-1][len(parts[-1]) - 1 :]
            turned = facing.moved(work.turn - float(facing.angles[0, 3]), 0.0, 0.0)
            parts.append(morph(person, facing, turned, 0.9, fps, one_by_one=True))
            way, shift = down_to_plank(person, turned, state, fps, _DOWN_S)
            state = shifted(state, shift)
            parts.append(way)
        else:
            parts.append(morph(person, parts[-1], state, 1.1 if number else 0.7, fps, one_by_one=True))
        begin = length() / fps
        parts.append(state)
        reps += [DemoRep(work.exercise, begin + r.start_s, begin + r.end_s, r.mistake) for r in performance.reps]
        if on_floor:
            parts.append(stay(state, _HOLD_S, fps))
            parts.append(reverse(way))
    stand(length() / fps + _OUTRO_S)
    return _Script(lay(person, joined(parts)).points, tuple((w.exercise, w.reps) for w in _WORKOUT), tuple(reps))


def _performed(person: Person, work: _Set, fps: float, seed: int) -> Performance:
    exercise = load_exercise(paths.exercises() / f"{work.exercise}.toml")
    return perform(
        exercise,
        work.reps,
        person=person,
        mistake=work.mistake,
        faulty=work.faulty if work.mistake else None,
        tempo=work.tempo,
        lead_s=0.25,
        tail_s=0.35,
        variation=0.7,
        fps=fps,
        seed=seed,
    )


class Demo:
    """A Source (see `mirror.capture.core`) that needs no camera.

    Args:
        paced: True plays in real time (frames that come due while nobody reads are lost, the latest is given); False gives
            every frame as fast as it is read, its time starting at 0.
        repeat: begin again after the last frame instead of ending.
        width, height, fps: of the pictures. seed: 0 is the demo's own person and room.
        clock, sleep: seconds; for tests.
    """

    name = "demo"
    kind: Kind = "demo"

    def __init__(
        self,
        *,
        paced: bool = True,
        repeat: bool = False,
        width: int = 1280,
        height: int = 720,
        fps: float = 30.0,
        seed: int = 0,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self.live = paced
        self.fps = fps
        self.camera = Camera(height_m=1.12, pitch_deg=-3.5, distance_m=3.3, width=width, height=height)
        self._repeat = repeat
        self._seed = seed
        self._clock, self._sleep = clock, sleep
        self._script: _Script | None = None
        self._renderer: Renderer | None = None
        self._start = 0.0
        self._next = 0

    @property
    def script(self) -> _Script:
        """What happens; made on first use (about a second)."""
        if self._script is None:
            person = Person() if self._seed == 0 else Person.random(self._seed)
            self._script = _written(person, self.fps, self._seed)
        return self._script

    @property
    def truth(self) -> tuple[tuple[str, int], ...]:
        """(exercise, full repetitions) of every set, in order."""
        return tuple((work.exercise, work.reps) for work in _WORKOUT)

    @property
    def reps(self) -> tuple[DemoRep, ...]:
        """Every repetition with its times and mistake."""
        return self.script.reps

    @property
    def duration_s(self) -> float:
        """From the first frame to the last."""
        return len(self.script.points) / self.fps

    def open(self) -> None:
        """Write the script and build the room. No effect while it is open."""
        if self._renderer is not None:
            return
        renderer = Renderer(self.camera.width, self.camera.height, seed=self._seed)
        renderer.empty(self.camera)
        _ = self.script
        self._renderer = renderer
        self._next = 0

    def read(self) -> Frame | None:
        """The next frame, or None after the last. Opens itself when nobody did."""
        if self._renderer is None:
            self.open()
        renderer = self._renderer
        if renderer is None:
            return None
        points = self.script.points
        index = self._next
        if self.live:
            now = self._clock()
            if index == 0:
                self._start = now
            due = int((now - self._start) * self.fps + 1e-6)
            if due < index:
                self._sleep(max(self._start + index / self.fps - now, 0.0))
            index = max(index, due)
        if index >= len(points) and not self._repeat:
            return None
        self._next = index + 1
        picture = renderer.render(points[index % len(points)], self.camera)
        return Frame(picture, (self._start if self.live else 0.0) + index / self.fps, index)

    def close(self) -> None:
        """Forget the room; may be called twice."""
        self._renderer = None
