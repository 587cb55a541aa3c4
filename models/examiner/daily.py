"""Daily life before the mirror: hours in which nobody exercises, as one stream a person.

The examiner's own people go from one everyday motion of the avatar to the next (whatever mirror.avatar.everyday knows), at
their own pace, turn and walk about, leave the room and come back, and sometimes somebody else walks past behind them. Nothing
in it is an exercise: every set that starts is false.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from mirror.avatar import EVERYDAY, Camera, Noise, Person, everyday, project_all
from mirror.avatar.posture import INDEX, State, joined, lay
from mirror.avatar.renderer import Renderer
from mirror.avatar.room import Room
from mirror.avatar.transition import held, morph, shifted, stance, stay, walk
from models.corpus.seen import Seen, watch
from models.examiner.bodies import body
from models.examiner.settings import settings

Array = NDArray[np.float64]

SEED = 109
DAYS_FILMED = (500, 501)
"""People whose day is filmed: others than those of the landmark path."""
_TURN = INDEX["turn"]
_REACH_M = 1.0
"""Whoever is further from the middle walks back."""
_AWAY_EVERY, _PASSER_EVERY_S = 0.03, 75.0
_BLOCK = 4096


@dataclass(frozen=True, eq=False)
class Day:
    """Some minutes of one person.

    Attributes:
        number, seed: it is a function of these (and of minutes and fps). person: who.
        points: (T, 33, 3) metres, room; NaN while nobody is there. motion: (T,) index into `names`.
        names: everyday motions, "between" (from one to the next), "walking" and "away".
        passer: (T, 33, 3) somebody else, behind; NaN while nobody passes.
        camera; level: factor on the network's errors.
    """

    number: int
    seed: int
    person: Person
    fps: float
    points: Array
    motion: NDArray[np.int16]
    names: tuple[str, ...]
    passer: Array
    camera: Camera
    level: float

    @property
    def t(self) -> Array:
        """(T,) seconds."""
        seconds: Array = np.arange(len(self.points)) / self.fps
        return seconds

    def during(self, start_t: float, end_t: float) -> str:
        """What was done most of the time between these seconds, what stands between motions left aside where it can be."""
        first = min(max(int(start_t * self.fps), 0), len(self.motion) - 1)
        counts = np.bincount(self.motion[first : max(int(end_t * self.fps), first + 1)], minlength=len(self.names)).astype(float)
        counts[self.names.index("between")] *= 1e-3
        return self.names[int(counts.argmax())]

    def minutes_of(self) -> dict[str, float]:
        """Minutes of each motion."""
        counts = np.bincount(self.motion, minlength=len(self.names))
        return {name: round(float(n) / self.fps / 60.0, 3) for name, n in zip(self.names, counts, strict=True) if n}

    @cached_property
    def id(self) -> str:
        """Changes when the movement or the camera does."""
        made = hashlib.sha256(np.round(np.nan_to_num(self.points), 4).tobytes())
        made.update(np.round(np.nan_to_num(self.passer), 4).tobytes())
        made.update(repr(self.camera).encode())
        return f"day_{self.seed}_{self.number:03d}_{made.hexdigest()[:10]}"


def day(number: int, minutes: float, seed: int = SEED, fps: float | None = None) -> Day:
    """Person `number`'s day; the same arguments give the same."""
    rules = settings()
    rate = rules.daily.fps if fps is None else fps
    rng = np.random.default_rng((seed, number))
    who = body(rng, rules.bodies, 60_000_000 + 100 * seed + number)
    names = (*EVERYDAY, "between", "walking", "away")
    points, motion = _lived(who, rng, rate, round(minutes * 60.0 * rate), names)
    other = body(rng, rules.bodies, 61_000_000 + 100 * seed + number)
    return Day(
        number,
        seed,
        who,
        rate,
        points,
        motion,
        names,
        _passer(other, rng, rate, len(points)),
        _camera(who, rng),
        float(rng.uniform(*rules.network.level)),
    )


def _lived(
    who: Person, rng: np.random.Generator, fps: float, count: int, names: tuple[str, ...]
) -> tuple[Array, NDArray[np.int16]]:
    """One motion after the other until `count` moments are full."""
    slow, fast = settings().daily.tempo
    here = held(who, {}, anchors=stance(who)).moved(float(rng.uniform(-60, 60)), 0.0, 0.0)
    points: list[Array] = []
    motion: list[NDArray[np.int16]] = []

    def live(state: State, name: str) -> None:
        points.append(lay(who, state).points)
        motion.append(np.full(len(state), names.index(name), np.int16))

    while sum(map(len, points)) < count:
        if rng.random() < _AWAY_EVERY:
            seconds = float(rng.uniform(4.0, 15.0))
            points.append(np.full((round(seconds * fps), 33, 3), np.nan))
            motion.append(np.full(len(points[-1]), names.index("away"), np.int16))
        if float(np.hypot(*here.root[-1, [0, 2]])) > _REACH_M or rng.random() < 0.08:
            goal = rng.uniform(-0.4, 0.4, 2)
            # Whoever has come back faces the mirror more or less, as people do who look into one.
            turn = float(rng.normal(0, 40) if rng.random() < 0.7 else rng.uniform(-180, 180))
            way = _way(who, here, (float(goal[0]), float(goal[1])), turn, fps, float(rng.uniform(0.7, 1.2)))
            live(joined([_to(who, here, way, fps, 0.7), way]), "walking")
            here = way
        name = EVERYDAY[int(rng.integers(len(EVERYDAY)))]
        tempo = float(np.exp(rng.uniform(np.log(slow), np.log(fast))))
        made = everyday(name, person=who, seed=int(rng.integers(1_000_000)), fps=fps / tempo).state
        made = _placed(made, here)
        live(_to(who, here, made, fps, float(rng.uniform(0.3, 0.7))), "between")
        live(made, name)
        rest = stay(made, float(rng.uniform(0.0, 1.5)) + 1.0 / fps, fps)
        live(rest, "between")
        here = rest
    return np.concatenate(points)[:count], np.concatenate(motion)[:count]


def _placed(state: State, here: State) -> State:
    """The motion, beginning where and as turned as the last moment of `here`."""
    turned = state.moved(float(here.angles[-1, _TURN] - state.angles[0, _TURN]), 0.0, 0.0)
    return shifted(turned, (here.root[-1] - turned.root[0]) * np.array([1.0, 0.0, 1.0]))


def _to(who: Person, here: State, there: State, fps: float, seconds: float) -> State:
    return morph(who, here, there, seconds, fps, one_by_one=True)


def _way(who: Person, here: State, goal: tuple[float, float], turn: float, fps: float, speed: float) -> State:
    """A walk whose turn goes on from where the person faces, so that nobody spins round."""
    start = (float(here.root[-1, 0]), float(here.root[-1, 2]))
    way = walk(who, start, goal, turn, fps, speed)
    whole = 360.0 * round((float(here.angles[-1, _TURN]) - float(way.angles[0, _TURN])) / 360.0)
    angles = way.angles.copy()
    angles[:, _TURN] += whole
    return State(way.root, angles, way.ankles, way.wrists, way.sole)


def _passer(who: Person, rng: np.random.Generator, fps: float, count: int) -> Array:
    """Somebody who walks past behind, from side to side, about every PASSER_EVERY_S seconds."""
    out = np.full((count, 33, 3), np.nan)
    at = float(rng.exponential(_PASSER_EVERY_S))
    while at * fps < count:
        side = 1.0 if rng.random() < 0.5 else -1.0
        depth = float(rng.uniform(-1.7, -1.1))
        points = lay(
            who, walk(who, (-2.6 * side, depth), (2.6 * side, depth), 90.0 * side, fps, float(rng.uniform(0.8, 1.3)))
        ).points
        first = round(at * fps)
        out[first : first + len(points)] = points[: max(count - first, 0)]
        at += len(points) / fps + float(rng.exponential(_PASSER_EVERY_S))
    return out


def _camera(who: Person, rng: np.random.Generator) -> Camera:
    """As somebody would put it: anywhere in height, aimed at the person's middle, in front of the place."""
    view = settings().camera
    height, distance = float(rng.uniform(*view.height_m)), float(rng.uniform(2.5, 3.8))
    pitch = math.degrees(math.atan2(0.5 * who.height_m - height, distance)) + view.aim_deg * float(rng.standard_normal())
    azimuth = float(rng.uniform(-25.0, 25.0))
    fov = float(rng.uniform(44.0, 58.0))
    return Camera(height, pitch, view.roll_deg * float(rng.standard_normal()), azimuth, distance, fov, view.width, view.height)


def on_landmarks(life: Day) -> Seen:
    """Exact landmarks with BlazePose's measured errors; nobody else is seen."""
    noise = Noise(np.random.default_rng((life.seed, life.number, 78)), life.level)
    t, poses = life.t, []
    anybody = life.points[int(np.argmax(np.isfinite(life.points[:, 0, 0])))]
    for first in range(0, len(t), _BLOCK):
        rows = slice(first, first + _BLOCK)
        there = np.isfinite(life.points[rows, 0, 0])
        projection = project_all(np.where(there[:, None, None], life.points[rows], anybody), life.camera)
        poses += [noise(p) if here else None for p, here in zip(projection.poses(t[rows]), there, strict=True)]
    return Seen.of(t, poses, life.camera.width, life.camera.height)


def pictures(life: Day) -> Iterator[NDArray[np.uint8]]:
    """The stream as a camera would give it, the passer behind the person."""
    look = 80_000 + life.number
    near = Renderer(life.camera.width, life.camera.height, seed=look, room=Room.random(look))
    far = Renderer(life.camera.width, life.camera.height, seed=look + 500, room=Room.random(look))
    for points, passer in zip(life.points, life.passer, strict=True):
        behind = far.render(passer, life.camera) if np.isfinite(passer).all() else None
        yield near.render(points, life.camera, behind=behind)


def through_pixels(life: Day, folder: Path) -> Seen:
    """The stream as BlazePose saw it; filmed now where the folder lacks it (about 0.03 s a frame)."""
    path = folder / f"{life.id}.npz"
    if path.exists():
        return Seen.load(path)
    seen = watch(pictures(life), life.fps)
    seen.save(path)
    return seen
