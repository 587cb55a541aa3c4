"""What may change without changing the exercise: the camera's place, the body, the tempo, and the pose network's errors."""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from scipy.signal import lfilter

from mirror.geometry.camera import Calibration
from mirror.pose import skeleton as s
from mirror.recognition.features import Encoder
from mirror.recognition.grid import RATE_HZ
from models.corpus.framing import describe_sequence, resample
from models.corpus.sequence import Sequence


@dataclass(frozen=True)
class Strength:
    """How much may change. Angles are degrees (one standard deviation), lengths metres.

    Attributes:
        turn: rotate by any angle about the vertical first (only where all three dimensions were measured).
        pitch_deg, roll_deg: of a camera that nobody calibrated.
        lateral_m, depth_m: noise of a landmark across and along the optical axis; slow (about 0.4 s) and fast parts.
        depth_scale: limits of the factor by which the pose network misjudges depth.
        limbs: standard deviation of the factors on the lengths of arms, legs and trunk.
        tempo: limits of the factor on time.
    """

    turn: bool = True
    pitch_deg: float = 7.0
    roll_deg: float = 2.5
    lateral_m: float = 0.012
    depth_m: float = 0.035
    depth_scale: tuple[float, float] = (0.65, 1.15)
    limbs: float = 0.07
    tempo: tuple[float, float] = (0.6, 1.7)


STRENGTHS = {
    "mocap": Strength(),
    "avatar": Strength(),
    "filmed": Strength(False, 4.0, 2.0, 0.004, 0.012, (0.85, 1.1), 0.07, (0.6, 1.7)),
    "landmarks": Strength(False, 4.0, 2.0, 0.004, 0.012, (0.85, 1.1), 0.04),
    "recovered": Strength(False, 4.0, 2.0, 0.006, 0.015, (0.8, 1.15), 0.04),
    "lifted": Strength(False, 4.0, 2.0, 0.006, 0.03, (0.7, 1.2), 0.05),
}

_CHAINS = (
    ("arm", (s.LEFT_SHOULDER, s.LEFT_ELBOW, s.LEFT_WRIST)),
    ("arm", (s.RIGHT_SHOULDER, s.RIGHT_ELBOW, s.RIGHT_WRIST)),
    ("leg", (s.LEFT_HIP, s.LEFT_KNEE, s.LEFT_ANKLE, s.LEFT_FOOT)),
    ("leg", (s.RIGHT_HIP, s.RIGHT_KNEE, s.RIGHT_ANKLE, s.RIGHT_FOOT)),
)


@dataclass(frozen=True, slots=True, eq=False)
class Variant:
    """One way in which a recording could have been seen, before it is turned into any network's input.

    Attributes: world (T, 33, 3) metres, camera axes, hip-centred; visibility (T, 33); root_px (T, 2), torso_px (T,) as in
    Sequence; calibration: what the mirror believes of the camera; fps: frames per second after the change of tempo.
    """

    world: NDArray[np.float32]
    visibility: NDArray[np.float32]
    root_px: NDArray[np.float32]
    torso_px: NDArray[np.float32]
    calibration: Calibration
    fps: float

    def features(self) -> NDArray[np.float32]:
        """The mirror's own input: (T at 16 Hz, WIDTH) float32."""
        raw = describe_sequence(self.world, self.visibility, self.root_px, self.torso_px, self.calibration)
        return encoded(raw, self.fps)

    def frames(self, count: int) -> NDArray[np.intp]:
        """(count,) the recording's frame nearest to each grid point of `features`."""
        there = np.flatnonzero(self._there())
        first = int(there[0]) if len(there) else 0
        index: NDArray[np.intp] = np.rint(first + np.arange(count) * (self.fps / RATE_HZ)).astype(np.intp)
        return np.clip(index, 0, len(self.world) - 1)

    def _there(self) -> NDArray[np.bool_]:
        seen: NDArray[np.bool_] = ~np.isnan(self.world[:, [s.LEFT_HIP, s.RIGHT_HIP, s.LEFT_SHOULDER, s.RIGHT_SHOULDER]]).any(
            axis=(1, 2)
        )
        return seen

    def landmarks(self) -> NDArray[np.float32]:
        """Published networks' input: (T at 16 Hz, 33, 4) float32 of x, y, z (metres, hip-centred, camera axes) and visibility;
        NaN and 0 where a landmark or the person is missing. Its grid points are those of `features`."""
        both = np.concatenate([self.world, self.visibility[..., None]], axis=2).reshape(len(self.world), -1).astype(np.float64)
        both[~self._there()] = np.nan
        even = resample(both, self.fps, RATE_HZ).reshape(-1, self.world.shape[1], 4)
        even[..., 3] = np.where(np.isnan(even[..., 0]), 0.0, even[..., 3])
        return even.astype(np.float32)


def variant(sequence: Sequence, rng: np.random.Generator, strength: Strength) -> Variant:
    """The sequence with another body, camera, tempo and other errors of the pose network."""
    world = sequence.world.astype(np.float64)
    root, torso_px = sequence.root_px, sequence.torso_px
    if strength.turn:
        world, root, torso_px = _turned(sequence, world, float(rng.uniform(-math.pi, math.pi)))
    world = _proportions(world, rng, strength.limbs)
    world = world * np.array([1.0, 1.0, rng.uniform(*strength.depth_scale)])
    noise = _noise(world.shape, sequence.fps, rng) * np.array([strength.lateral_m, strength.lateral_m, strength.depth_m])
    visibility = sequence.visibility
    if strength.turn:
        far = _far_side(world)
        noise *= np.where(far, 2.5, 1.0)[..., None]
        if rng.random() < 0.35:
            visibility = np.where(far, 0.0, visibility).astype(np.float32)
    world = world + noise
    calibration = Calibration(
        pitch_deg=float(rng.normal(0, strength.pitch_deg)), roll_deg=float(rng.normal(0, strength.roll_deg))
    )
    if sequence.assumed:
        low, high = strength.tempo[0] * 0.85, strength.tempo[1] * 1.15
    else:
        low, high = strength.tempo
    fps = sequence.fps * math.exp(rng.uniform(math.log(low), math.log(high)))
    return Variant(world.astype(np.float32), visibility, root, torso_px, calibration, fps)


def unchanged(sequence: Sequence) -> Variant:
    """The sequence as it is, seen by a level camera."""
    return Variant(sequence.world, sequence.visibility, sequence.root_px, sequence.torso_px, Calibration(), sequence.fps)


def vary(sequence: Sequence, rng: np.random.Generator, strength: Strength) -> NDArray[np.float32]:
    """One variant of the sequence as the classifier's input: (T at 16 Hz, WIDTH) float32."""
    return variant(sequence, rng, strength).features()


def plain(sequence: Sequence) -> NDArray[np.float32]:
    """The sequence as it is, as the classifier's input: (T at 16 Hz, WIDTH) float32."""
    return unchanged(sequence).features()


def encoded(raw: NDArray[np.float64], fps: float) -> NDArray[np.float32]:
    """(T, RAW) at fps -> (T', WIDTH) at 16 Hz."""
    even = resample(raw, fps, RATE_HZ)
    if not len(even):
        return np.zeros((0, 0), np.float32)
    return Encoder().run(even)


def _turned(
    sequence: Sequence, world: NDArray[np.float64], angle: float
) -> tuple[NDArray[np.float64], NDArray[np.float32], NDArray[np.float32]]:
    """About the vertical; the trunk's length in the picture follows. The hips' way sideways shrinks with the turn."""
    cos, sin = math.cos(angle), math.sin(angle)
    turned = world @ np.array([[cos, 0, -sin], [0, 1, 0], [sin, 0, cos]])
    root = sequence.root_px * np.array([cos, 1.0], np.float32)
    spine = 0.5 * (turned[:, s.LEFT_SHOULDER] + turned[:, s.RIGHT_SHOULDER])
    before = 0.5 * (world[:, s.LEFT_SHOULDER] + world[:, s.RIGHT_SHOULDER])
    was = np.maximum(np.hypot(before[:, 0], before[:, 1]), 0.05)
    torso_px = sequence.torso_px * np.hypot(spine[:, 0], spine[:, 1]) / was
    return turned, root, torso_px.astype(np.float32)


def _far_side(world: NDArray[np.float64]) -> NDArray[np.bool_]:
    """(T, 33) the limbs that the body itself hides, seen from the side: the pose network guesses them."""
    across = world[:, s.LEFT_SHOULDER] - world[:, s.RIGHT_SHOULDER] + world[:, s.LEFT_HIP] - world[:, s.RIGHT_HIP]
    depth = across[:, 2] / np.maximum(np.sqrt((across**2).sum(axis=1)), 1e-6)
    far = np.zeros(world.shape[:2], bool)
    for left in (s.LEFT_ELBOW, s.LEFT_WRIST, s.LEFT_KNEE, s.LEFT_ANKLE, s.LEFT_FOOT):
        far[:, left] = depth > 0.75
        far[:, left + 1] = depth < -0.75
    return far


def _proportions(world: NDArray[np.float64], rng: np.random.Generator, spread: float) -> NDArray[np.float64]:
    factor = {name: math.exp(rng.normal(0, spread)) for name in ("arm", "leg")}
    out = world.copy()
    for name, chain in _CHAINS:
        for parent, child in pairwise(chain):
            out[:, child] = out[:, parent] + (world[:, child] - world[:, parent]) * factor[name]
    # A limb whose middle joint is missing keeps its own place.
    lost = np.isnan(out) & ~np.isnan(world)
    out[lost] = world[lost]
    return out


def _noise(shape: tuple[int, ...], fps: float, rng: np.random.Generator) -> NDArray[np.float64]:
    """Unit variance; two thirds of it slow, as the pose network errs in the same way from frame to frame."""
    keep = math.exp(-1.0 / (0.4 * fps))
    fast = rng.standard_normal(shape)
    start = rng.standard_normal((1, *shape[1:]))
    slow, _ = lfilter([math.sqrt(1 - keep**2)], [1.0, -keep], rng.standard_normal(shape), axis=0, zi=start * keep)
    noise: NDArray[np.float64] = math.sqrt(0.67) * slow + math.sqrt(0.33) * 0.5 * fast
    return noise
