"""Track: the landmarks of a set on the 16 Hz grid, and how they are packed into a few bytes.

Format 1, a zlib stream of (count, 33, 7) int16, little-endian, first differenced along time (wrapping) and then with all low
bytes before all high bytes, which zlib likes better. The seven channels are image x, y, z, world x, y, z, visibility. Image
values are multiples of 1/8192 (0.1 pixel at 720 lines) within -4..4, world values of 1/8192 m within -4..4 m, visibility of
1/8192; beyond that they are clamped. -32768 is NaN: a missing landmark, or nobody there (then visibility is 0 as well).
"""

from __future__ import annotations

import math
import zlib
from collections import deque
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mirror.errors import SessionError
from mirror.observation import Observation
from mirror.pose.core import Pose
from mirror.pose.skeleton import COUNT
from mirror.recognition.grid import RATE_HZ, Grid

RATE = RATE_HZ
BEFORE_S = 15.0
"""How much is remembered outside sets: a set is announced a few seconds after its first movement."""
CHUNK_S = 10.0
"""A chunk grows no longer than this, however slow the repetitions are."""

FORMAT = 1
CHANNELS = 7
_SCALE = 8192.0
_MISSING = -32768
_LIMIT = 32767


@dataclass(frozen=True, slots=True, eq=False)
class Track:
    """Landmarks over time.

    Attributes:
        t: (N,) float64 seconds, the run's time.
        image, world: (N, 33, 3) float32, visibility: (N, 33) float32, as in Pose; where nobody was there NaN and 0.
        width, height: of the picture, pixels.
    """

    t: NDArray[np.float64]
    image: NDArray[np.float32]
    world: NDArray[np.float32]
    visibility: NDArray[np.float32]
    width: int
    height: int


def flatten(pose: Pose) -> NDArray[np.float64]:
    """(33 * 7,) float64: the channels of each landmark together."""
    out = np.empty((COUNT, CHANNELS))
    out[:, :3] = pose.image
    out[:, 3:6] = pose.world
    out[:, 6] = pose.visibility
    return out.reshape(-1)


def absent() -> NDArray[np.float64]:
    """Nobody there, as `flatten` would give it: NaN, visibility 0."""
    out = np.full((COUNT, CHANNELS), np.nan)
    out[:, 6] = 0
    return out.reshape(-1)


def pack(samples: NDArray[np.float64]) -> bytes:
    """(N, 33 * 7) or (N, 33, 7) float64 → bytes in format 1."""
    scaled = np.clip(np.round(samples.reshape(-1, COUNT, CHANNELS) * _SCALE), -_LIMIT, _LIMIT)
    whole = np.where(np.isnan(scaled), _MISSING, scaled).astype("<i2")
    steps = whole.copy()
    steps[1:] -= whole[:-1]
    planes = np.ascontiguousarray(steps).view(np.uint8).reshape(-1, 2).T
    return zlib.compress(np.ascontiguousarray(planes).tobytes(), 6)


def unpack(data: bytes, count: int, version: int = FORMAT) -> NDArray[np.float32]:
    """bytes → (count, 33, 7) float32. Raises SessionError for a format that is newer than this program, or broken bytes."""
    if version != FORMAT:
        raise SessionError(f"A landmark track has format {version}; this version of the mirror reads {FORMAT}. Update it.")
    try:
        planes = np.frombuffer(zlib.decompress(data), dtype=np.uint8).reshape(2, count * COUNT * CHANNELS)
    except (zlib.error, ValueError) as error:
        raise SessionError(f"A landmark track in the session log is broken ({error}).") from error
    steps = np.ascontiguousarray(planes.T).view("<i2").reshape(count, COUNT, CHANNELS)
    whole = np.cumsum(steps, axis=0, dtype=np.int16)
    return np.where(whole == _MISSING, np.float32(np.nan), whole.astype(np.float32) / np.float32(_SCALE))


@dataclass(frozen=True, slots=True, eq=False)
class Chunk:
    """A stretch of one set's track without a gap: sample k is at start_t + k / RATE. `data` is packed (count samples)."""

    session_id: str
    set_number: int
    chunk: int
    start_t: float
    count: int
    width: int
    height: int
    data: bytes


class Tracker:
    """Thins observations to the grid and cuts them into the chunks of the sets that they belong to, by their time.

    Events and observations come through different channels: either may be ahead of the other by a little.
    """

    def __init__(self) -> None:
        self._grid = Grid(RATE)
        self._now = -math.inf
        self._size = (0, 0)
        self._before: deque[tuple[float, NDArray[np.float64]]] = deque(maxlen=int(BEFORE_S * RATE))
        self._key: tuple[str, int] | None = None
        self._from_t = math.inf
        self._until_t = math.inf
        self._chunk = 0
        self._samples: list[tuple[float, NDArray[np.float64]]] = []
        self._done: list[Chunk] = []

    def begin(self, session_id: str, set_number: int, start_t: float) -> None:
        """A set began at start_t, perhaps some seconds ago."""
        self.cut()
        self._key, self._chunk = (session_id, set_number), 0
        self._from_t, self._until_t = start_t, math.inf
        for t, sample in self._before:
            self._belongs(t, sample)

    def end(self, t: float) -> None:
        """The set is over at t; its samples up to then may still be on their way."""
        self._until_t = t

    def observe(self, observation: Observation) -> None:
        """Take the next observation; one that is not later than the last is ignored."""
        if not observation.t > self._now:
            return
        self._now = observation.t
        pose = observation.pose
        if pose is not None and (pose.width, pose.height) != self._size:
            # image coordinates are shares of the picture: another picture is another track
            self.cut()
            self._grid.reset()
            self._before.clear()
            self._size = (pose.width, pose.height)
        for t, values in self._grid.push(observation.t, None if pose is None else flatten(pose)):
            sample = absent() if values is None else values
            self._before.append((t, sample))
            self._belongs(t, sample)

    def cut(self) -> None:
        """End the chunk here (at a repetition, so that it is committed with it)."""
        if self._key is not None and self._samples:
            session_id, number = self._key
            data = pack(np.stack([sample for _, sample in self._samples]))
            start_t, count = self._samples[0][0], len(self._samples)
            self._done.append(Chunk(session_id, number, self._chunk, start_t, count, *self._size, data))
            self._chunk += 1
        self._samples = []

    def take(self) -> list[Chunk]:
        """The chunks that were finished since the last call."""
        done, self._done = self._done, []
        return done

    def _belongs(self, t: float, sample: NDArray[np.float64]) -> None:
        if self._key is None or t < self._from_t:
            return
        if t > self._until_t:
            self.cut()
            self._key = None
            return
        if self._samples and abs(t - self._samples[-1][0] - 1 / RATE) > 1e-3:
            self.cut()
        self._samples.append((t, sample))
        if len(self._samples) >= CHUNK_S * RATE:
            self.cut()
