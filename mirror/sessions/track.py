"""Track: the landmarks of a set on the 16 Hz grid, and how they are packed into a few bytes.

Format 2, a zlib stream of (7, 33, count) uint16: the seven channels (image x, y, z, world x, y, z, visibility) one after the
other, of each the landmarks, of each the differences along time (wrapping), folded so that small ones of either sign are small
numbers, all low bytes before all high bytes. The steps (`STEPS`) are finer than a pose network is exact, by about ten times, and
coarser for what no angle rests on (depth in the picture, the features of the face, the fingers). They move the angles of the
large joints by 0.17 degrees on average and by 0.7 in one of a hundred moments (a test).

Format 1 (to be read for ever, no longer written): (count, 33, 7) int16, differenced along time, all low bytes before all high
bytes; 8192 steps to a unit in every channel.

Both: values are clamped to what 16 bits hold; -32768 is NaN: a missing landmark, or nobody there (then visibility is 0 as well).
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

FORMAT = 2
CHANNELS = 7
STEPS = np.tile([2048.0, 2048.0, 128.0, 512.0, 512.0, 512.0, 32.0], (COUNT, 1))
"""(33, 7) steps to a unit of each landmark's channels: picture widths and heights, metres, visibility."""
STEPS[[*range(1, 7), 9, 10, *range(17, 23)]] *= 0.5
_STEPS_1 = 8192.0
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
    """(N, 33 * 7) or (N, 33, 7) float64 → bytes in format 2."""
    scaled = np.clip(np.round(samples.reshape(-1, COUNT, CHANNELS) * STEPS), -_LIMIT, _LIMIT)
    whole = np.where(np.isnan(scaled), _MISSING, scaled).astype(np.int16).transpose(2, 1, 0)
    steps = np.diff(whole, axis=2, prepend=np.int16(0))
    folded = np.ascontiguousarray((steps << 1) ^ (steps >> 15)).view("<u2")
    planes = folded.reshape(-1).view(np.uint8).reshape(-1, 2).T
    # Z_FILTERED: made for small differences; a few percent smaller than the default
    stream = zlib.compressobj(9, zlib.DEFLATED, 15, 9, zlib.Z_FILTERED)
    return stream.compress(np.ascontiguousarray(planes).tobytes()) + stream.flush()


def unpack(data: bytes, count: int, version: int = FORMAT) -> NDArray[np.float32]:
    """(count, 33, 7) float32. Raises SessionError for a newer format or broken data."""
    if version not in (1, FORMAT):
        raise SessionError(
            f"This landmark track was packed by a newer version of the mirror (format {version}). Update this one."
        )
    try:
        planes = np.frombuffer(zlib.decompress(data), dtype=np.uint8).reshape(2, count * COUNT * CHANNELS)
    except (zlib.error, ValueError) as error:
        raise SessionError(f"A landmark track in the session log is broken ({error}).") from error
    words = np.ascontiguousarray(planes.T)
    if version == 1:
        whole = np.cumsum(words.view("<i2").reshape(count, COUNT, CHANNELS), axis=0, dtype=np.int16)
        return _values(whole, np.full((COUNT, CHANNELS), _STEPS_1))
    folded = words.view("<u2").reshape(CHANNELS, COUNT, count)
    steps = (folded >> 1).astype(np.int16) ^ -(folded & 1).astype(np.int16)
    whole = np.cumsum(steps, axis=2, dtype=np.int16).transpose(2, 1, 0)
    return _values(whole, STEPS)


def _values(whole: NDArray[np.int16], steps: NDArray[np.float64]) -> NDArray[np.float32]:
    """(N, 33, 7) whole steps in their units, NaN where nothing was."""
    return np.where(whole == _MISSING, np.float32(np.nan), whole / steps.astype(np.float32))


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
