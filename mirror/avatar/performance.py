"""perform: a person does an exercise, and the truth about it is known."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from mirror.avatar.body import Person
from mirror.avatar.contact import anchors_of, settle
from mirror.avatar.motion import MistakeMotion, Motion, deltas, mistake_motion_for, motion_for
from mirror.avatar.posture import CHANNELS, INDEX, Layout, State, lay, mirrored, row
from mirror.exercises.core import Exercise, PhaseName

Array = NDArray[np.float64]
Side = Literal["left", "right", "both"]
PHASES: tuple[PhaseName, ...] = ("rest", "out", "peak", "back")


@dataclass(frozen=True, slots=True)
class RepTruth:
    """One repetition as it was made: seconds from the performance's start, the side that worked, the mistake shown."""

    start_s: float
    end_s: float
    side: Side
    mistake: str | None
    range: float


@dataclass(frozen=True, eq=False)
class Performance:
    """A person's movement with its truth.

    Attributes:
        exercise: its name, or an everyday motion's. person: who.
        t: (N,) seconds, from 0, evenly at `fps`.
        points: (N, 33, 3) metres, room frame (y up, floor 0; the person starts at x = z = 0 facing +z).
        depth: (N,) share of the motion's way from rest to peak. phase: (N,) index into PHASES.
        reps: what was made. state, layout: for the renderer and for going on from here.
    """

    exercise: str
    person: Person
    fps: float
    t: Array
    points: Array
    depth: Array
    phase: NDArray[np.int8]
    reps: tuple[RepTruth, ...]
    state: State
    layout: Layout

    @property
    def bounds(self) -> tuple[tuple[float, float], ...]:
        """(start, end) seconds of each repetition."""
        return tuple((r.start_s, r.end_s) for r in self.reps)

    @property
    def mistakes(self) -> tuple[str | None, ...]:
        """The mistake in each repetition."""
        return tuple(r.mistake for r in self.reps)


def sway(rng: np.random.Generator, t: Array, size: float, slow: float = 0.15, fast: float = 0.7) -> Array:
    """(len(t),) a small, smooth, aimless movement of about `size` (one standard deviation)."""
    f = rng.uniform(slow, fast, 4)
    p = rng.uniform(0.0, 2.0 * np.pi, 4)
    w = rng.uniform(0.5, 1.0, 4)
    wave: Array = (w * np.sin(2.0 * np.pi * f * t[:, None] + p)).sum(axis=1) * (size / np.sqrt(0.5 * np.sum(w**2)))
    return wave


_SWAY: dict[str, float] = {
    "lean": 0.5,
    "side": 0.7,
    "twist": 1.0,
    "look": 2.5,
    "nod": 1.5,
    "left_arm_side": 1.2,
    "right_arm_side": 1.2,
    "left_arm_forward": 1.2,
    "right_arm_forward": 1.2,
    "left_elbow": 1.2,
    "right_elbow": 1.2,
}
_SWAY_LOCKED = ("lean", "side", "left_arm_forward", "right_arm_forward", "left_elbow", "right_elbow")


def natural(person: Person, rng: np.random.Generator, t: Array, angles: Array, size: float, locked: bool) -> Array:
    """(N, C) angles with the small movements that nobody can hold back; `locked`: hands or seat are held, so fewer of them."""
    del person
    out = angles.copy()
    for name, degrees in _SWAY.items():
        wave = sway(rng, t, degrees * size)
        if not (locked and name in _SWAY_LOCKED):
            out[:, INDEX[name]] += wave
    return out


@dataclass(slots=True)
class _Track:
    """Per-moment channels while they are laid down one repetition after the other."""

    share: list[Array]
    phase: list[NDArray[np.int8]]
    angles: list[Array]
    lasting: list[Array]
    broken: list[Array]


def _widened(angles: Array, rest: Array, asymmetry: float) -> Array:
    """Left channels go `asymmetry` further from rest than the mean, right ones as much less."""
    if asymmetry == 0.0:
        return angles
    factor = np.ones(len(CHANNELS))
    for i, name in enumerate(CHANNELS):
        factor[i] += 0.5 * asymmetry * (1.0 if name.startswith("left_") else -1.0 if name.startswith("right_") else 0.0)
    widened: Array = rest + (angles - rest) * factor
    return widened


def perform(
    exercise: Exercise,
    reps: int = 5,
    *,
    person: Person | None = None,
    mistake: str | None = None,
    faulty: tuple[int, ...] | None = None,
    tempo: float = 1.0,
    rom: float = 1.0,
    asymmetry: float = 0.0,
    pause_s: float = 0.0,
    lead_s: float = 0.8,
    tail_s: float = 0.8,
    variation: float = 1.0,
    start_left: bool = True,
    fps: float = 30.0,
    seed: int = 0,
    fault_size: float = 1.0,
) -> Performance:
    """The person does `reps` repetitions; the same arguments give the same performance.

    Args:
        mistake: a name from the exercise, shown in the repetitions `faulty` (0-based; None: in all).
        tempo: 2 is twice as fast. rom: share of the motion's range; 0.5 makes partial repetitions.
        asymmetry: left goes this share further than right. pause_s: extra rest between repetitions.
        lead_s, tail_s: at rest before and after. variation: 0 a machine, 1 a person; tempo +- 6 %, range +- 3 %, sway.
        fault_size: how big the mistake is shown; 1 as its file says, 0 not at all, 0.5 half as big (see MistakeMotion.sized).
    Raises ExerciseError (a sentence) for an exercise without motion or an unknown mistake; ValueError for numbers that make
    no sense.
    """
    if reps < 0 or tempo <= 0 or rom <= 0 or fps <= 0 or fault_size < 0:
        raise ValueError("reps >= 0, tempo > 0, rom > 0, fps > 0, fault_size >= 0")
    who = person or Person()
    motion = motion_for(exercise)
    fault = mistake_motion_for(exercise, mistake).sized(fault_size) if mistake is not None else None
    rng = np.random.default_rng((seed, who.seed, 1))
    dt = 1.0 / fps
    track = _Track([], [], [], [], [])
    first = _faults(fault, 0, faulty)
    clock = _hold(track, motion, first, fault, rom, asymmetry, start_left, lead_s, dt, 0.0)
    truth: list[RepTruth] = []
    left = start_left
    for k in range(reps):
        broken = _faults(fault, k, faulty)
        if motion.alternate and k > 0 and (broken is None or broken.alternate):
            left = not left
        share = rom * (1.0 + variation * 0.03 * float(np.clip(rng.standard_normal(), -2, 2)))
        speed = tempo * (1.0 + variation * 0.06 * float(np.clip(rng.standard_normal(), -2, 2)))
        start = clock
        clock = _repetition(track, motion, broken, fault, share, speed, asymmetry, left, dt, clock)
        side: Side = "both" if not motion.alternate else ("left" if left else "right")
        truth.append(RepTruth(start, clock, side, mistake if broken is not None else None, share))
        after = _faults(fault, k + 1, faulty) if k + 1 < reps else broken
        rest = (
            (motion.seconds.rest * (broken.seconds.get("rest", 1.0) if broken else 1.0) / speed + pause_s)
            if k + 1 < reps
            else tail_s
        )
        clock = _hold(track, motion, after, fault, rom, asymmetry, left, rest, dt, clock)
    # What a mistake changes at rest too fades in and out where only some repetitions show it.
    angles = np.concatenate(track.angles) + _faded(np.concatenate(track.broken), 0.35 * fps) * np.concatenate(track.lasting)
    t: Array = np.arange(len(angles), dtype=np.float64) / fps
    locked = motion.contact != "air" and motion.contact != "feet"
    angles = natural(who, rng, t, angles, variation, locked)
    base = row(motion.rest)
    if fault is not None:
        base = base + deltas(fault.always, True)
    anchors = anchors_of(who, motion.contact, base, motion.surface, grip=motion.grip)
    state = settle(who, motion.contact, angles, anchors)
    layout = lay(who, state)
    return Performance(
        exercise=exercise.name,
        person=who,
        fps=fps,
        t=t,
        points=layout.points,
        depth=np.concatenate(track.share),
        phase=np.concatenate(track.phase),
        reps=tuple(truth),
        state=state,
        layout=layout,
    )


def _faded(weight: Array, frames: float) -> Array:
    """(N, 1) the 0/1 weight with soft edges about `frames` long."""
    wide = max(int(frames), 1)
    kernel = np.hanning(wide + 2)[1:-1]
    padded = np.pad(weight, (wide // 2, wide - 1 - wide // 2), mode="edge")
    return np.convolve(padded, kernel / kernel.sum(), mode="valid")[:, None]


def _faults(fault: MistakeMotion | None, rep: int, faulty: tuple[int, ...] | None) -> MistakeMotion | None:
    return fault if faulty is None or rep in faulty else None


def _hold(
    track: _Track,
    motion: Motion,
    fault: MistakeMotion | None,
    lasting: MistakeMotion | None,
    rom: float,
    asymmetry: float,
    left: bool,
    seconds: float,
    dt: float,
    clock: float,
) -> float:
    return _phase(track, motion, fault, lasting, "rest", rom, asymmetry, left, seconds, dt, clock)


def _repetition(
    track: _Track,
    motion: Motion,
    fault: MistakeMotion | None,
    lasting: MistakeMotion | None,
    rom: float,
    speed: float,
    asymmetry: float,
    left: bool,
    dt: float,
    clock: float,
) -> float:
    phase: Literal["out", "peak", "back"]
    for phase in ("out", "peak", "back"):
        seconds = getattr(motion.seconds, phase) / speed * (fault.seconds.get(phase, 1.0) if fault else 1.0)
        clock = _phase(track, motion, fault, lasting, phase, rom, asymmetry, left, seconds, dt, clock)
    return clock


def _postures(motion: Motion, fault: MistakeMotion | None, phase: Literal["out", "back"], share: Array, top: float) -> Array:
    """(N, C) the motion's postures, left working, at these shares of the way to a repetition that turns round at `top`."""
    angles = motion.path(phase)(share)
    if fault is not None and fault.way is not None:
        angles = angles + fault.size * (motion.broken_path(fault.way, phase)(share) - angles)
    if motion.hands is not None:
        forward, up = motion.hands.walk(fault.hands if fault else None).places(share, top)
        for k, side in enumerate(("left", "right")):
            angles[:, INDEX[f"{side}_hand_forward"]] += forward[:, k]
            angles[:, INDEX[f"{side}_hand_up"]] += up[:, k]
    return angles


def _phase(
    track: _Track,
    motion: Motion,
    fault: MistakeMotion | None,
    lasting: MistakeMotion | None,
    phase: PhaseName,
    rom: float,
    asymmetry: float,
    left: bool,
    seconds: float,
    dt: float,
    clock: float,
) -> float:
    """Lay down the moments of one phase; moments stand at multiples of dt, phases begin and end in between."""
    end = clock + seconds
    ticks: Array = np.arange(int(np.ceil(clock / dt - 1e-9)), int(np.ceil(end / dt - 1e-9)), dtype=np.float64) * dt
    u = (ticks - clock) / max(seconds, 1e-9)
    if phase in ("rest", "peak"):
        way = np.full_like(u, float(phase == "peak"))
    else:
        way = motion.progress(u if phase == "out" else 1.0 - u)
    top = rom * (fault.range if fault else 1.0)
    share = way * top
    angles = _postures(motion, fault, "back" if phase == "back" else "out", share, top)
    rest = row(motion.rest)
    angles = _widened(angles, rest, asymmetry + (fault.asymmetry if fault else 0.0))
    if not left:
        angles = mirrored(angles)
    if fault is not None:
        angles = angles + np.outer(way, deltas(fault.peak, left))
        if phase in ("out", "back"):
            angles = angles + np.outer(np.sin(np.pi * u) ** 2, deltas(getattr(fault, phase), left))
    table = fault or lasting
    track.lasting.append(
        np.outer(1.0 - way, deltas(table.rest, left)) + deltas(table.always, left) if table else np.zeros_like(angles)
    )
    track.broken.append(np.full(len(u), float(fault is not None)))
    track.share.append(share)
    track.phase.append(np.full(len(u), PHASES.index(phase), np.int8))
    track.angles.append(angles)
    return end
