"""Calibrations: people who calibrate the mirror before cameras that stand anywhere, filmed and read by BlazePose.

What is drawn here is where the camera stands; who stands before it is the caller's: `taught` draws the teacher's people (the
solver's numbers are learned on them), the examiner its own (see `models.examiner.calibration`).
"""

from __future__ import annotations

import hashlib
import math
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from mirror.avatar.body import Person, Proportions
from mirror.avatar.calibrating import Calibrating, calibrating
from mirror.avatar.camera import Camera
from mirror.avatar.renderer import Renderer
from mirror.pose.blazepose import BlazePose
from models.corpus.seen import HEIGHT, WIDTH, Seen, watch

FPS = 5.0
_TRIES = 400
_SEEDS = 9_000_000
"""Looks and sway of the teacher's people here; other lessons use lower seeds, the examiner far higher ones."""


@dataclass(frozen=True)
class Places:
    """Where the camera may stand (evenly drawn).

    Attributes:
        height_m, pitch_deg, roll_deg, yaw_deg (how far the person faces away from the camera), fov_deg (vertical): ranges.
        longer: how much further than the near place the far one is. aside_m: near place from the middle of the picture, at most.
        furthest_m: nobody's room is longer.
    """

    height_m: tuple[float, float] = (0.3, 2.0)
    pitch_deg: tuple[float, float] = (-20.0, 20.0)
    roll_deg: tuple[float, float] = (-5.0, 5.0)
    yaw_deg: tuple[float, float] = (-60.0, 60.0)
    fov_deg: tuple[float, float] = (38.0, 66.0)
    longer: tuple[float, float] = (1.35, 1.8)
    aside_m: float = 0.3
    furthest_m: float = 6.5


@dataclass(frozen=True, eq=False)
class Clip:
    """One calibration: who, how, and the true camera.

    Attributes: far: x, z (metres, room) of the place that was stood on last. look: seed of look and room. facing_deg: how far the
    person faces away from the camera, to the own left.
    """

    id: str
    movement: Calibrating
    camera: Camera
    far: tuple[float, float]
    look: int
    facing_deg: float

    @property
    def distance_m(self) -> float:
        """From the lens to the last place, along the floor."""
        x, _, z = self.camera.position.tolist()
        return math.hypot(self.far[0] - x, self.far[1] - z)

    @property
    def said_height_m(self) -> float:
        """The body height as people say it: to the centimetre."""
        return round(self.movement.stature_m, 2)


def drawn(name: str, person: Person, rng: np.random.Generator, places: Places, look: int) -> Clip:
    """A camera that has the whole body in the picture at both places all the time, and the movement before it.

    ValueError where there is none (a range that never has the body in the picture).
    """
    for _ in range(_TRIES):
        clip = _tried(name, person, rng, places, look)
        if clip is not None:
            return clip
    raise ValueError("no camera of these ranges has the whole body in the picture")


def _tried(name: str, person: Person, rng: np.random.Generator, places: Places, look: int) -> Clip | None:
    height, pitch, roll, yaw, fov = (
        float(rng.uniform(*r)) for r in (places.height_m, places.pitch_deg, places.roll_deg, places.yaw_deg, places.fov_deg)
    )
    # On the way from the mirror to the far place people walk along where they face, or more towards the camera.
    way = math.radians(yaw * float(rng.uniform(0.0, 1.0)))
    longer, aside = float(rng.uniform(*places.longer)), float(rng.uniform(-1.0, 1.0)) * places.aside_m
    side = 1.0 if rng.random() < 0.5 else -1.0
    turns = (side * float(rng.uniform(35.0, 70.0)), -side * float(rng.uniform(35.0, 70.0)))
    seed = int(rng.integers(1_000_000))
    for near in np.arange(1.8, places.furthest_m / longer, 0.25):
        far = (longer - 1.0) * near / max(math.cos(way), 0.3)
        back = (-far * math.sin(way), -far * math.cos(way))
        camera = Camera(height, pitch, roll, 0.0, round(float(near), 2), fov, WIDTH, HEIGHT, (aside, 0.0))
        if not _whole(_extent(person, back), camera):
            continue
        made = calibrating(person, back=back, facing_deg=yaw, turns_deg=turns, fps=FPS, seed=seed)
        if _whole(made.points, camera):
            key = hashlib.sha256(np.round(made.points, 4).tobytes() + repr((camera, look)).encode()).hexdigest()[:10]
            return Clip(f"{name}_{key}", made, camera, back, look, yaw)
    return None


def _extent(person: Person, back: tuple[float, float]) -> NDArray[np.float64]:
    """Feet and crown at both places."""
    return np.array([[x, y, z] for x, z in ((0.0, 0.0), back) for y in (0.0, person.height_m)])


def _whole(points: NDArray[np.float64], camera: Camera) -> bool:
    seen = camera.to_camera(points)
    place = camera.to_pixels(seen) / np.array([camera.width, camera.height])
    return bool(seen[..., 2].min() > 0.8 and place.min() > 0.02 and place.max() < 0.98)


def taught(number: int) -> Clip:
    """Calibration `number` of the teacher's people: 1.5 to 2.0 m, proportions +- 5 % (wider than its lessons', so that the
    solver does not count on a body that it knows)."""
    rng = np.random.default_rng((_SEEDS, number))
    height = float(np.clip(rng.normal(1.70, 0.11), 1.5, 2.0))
    person = Person(height, Proportions().varied(rng, 0.05), _SEEDS + number)
    return drawn(f"teacher_{number:05d}", person, rng, Places(), _SEEDS + number)


def seen(clip: Clip, folder: Path) -> Seen:
    """The clip as BlazePose saw it, unsmoothed as `mirror calibrate` looks; filmed now where the folder lacks it."""
    path = folder / f"{clip.id}.npz"
    if path.exists():
        return Seen.load(path)
    renderer = Renderer(clip.camera.width, clip.camera.height, seed=clip.look)
    eyes = BlazePose("full", threads=1, smoothing=False)
    try:
        told = watch((renderer.render(moment, clip.camera) for moment in clip.movement.points), clip.movement.fps, eyes)
    finally:
        eyes.close()
    told.save(path)
    return told
