"""Sound: a short piece of mono audio, and what is done to it before it is played."""

from __future__ import annotations

import wave
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Samples = NDArray[np.float32]

SPEECH_RMS = 0.12
"""Root mean square of the loud part of a levelled phrase (about -18 dBFS): every phrase is equally loud."""
SPEECH_PEAK = 0.8
"""No levelled phrase exceeds this, so that a ducked tone fits above it."""
_AUDIBLE = 10 ** (-45 / 20)
"""Below this share of the peak, the start and end of a phrase are silence."""
_FADE_S = 0.004


@dataclass(frozen=True, slots=True, eq=False)
class Sound:
    """Attributes:
    samples: (n,) float32, mono, full scale is 1.
    rate: samples a second.
    """

    samples: Samples
    rate: int
    _resampled: dict[int, Sound] = field(default_factory=dict, repr=False, compare=False)

    @property
    def seconds(self) -> float:
        return len(self.samples) / self.rate

    @property
    def peak(self) -> float:
        """Largest magnitude, 0 for nothing."""
        return float(np.abs(self.samples).max(initial=0.0))

    def at(self, rate: int) -> Sound:
        """The same sound at another rate (band-limited: the spectrum is cut or padded), kept for the next time."""
        if rate == self.rate or not len(self.samples):
            return self if rate == self.rate else Sound(self.samples, rate)
        if rate not in self._resampled:
            # a silent tail keeps the circular transform from ringing the end of the sound into its start
            padded = np.pad(self.samples, (0, int(0.02 * self.rate)))
            count = round(len(padded) * rate / self.rate)
            spectrum = np.fft.rfft(padded)
            bins = np.zeros(count // 2 + 1, dtype=np.complex128)
            kept = min(len(bins), len(spectrum))
            bins[:kept] = spectrum[:kept]
            samples = np.fft.irfft(bins, count) * (count / len(padded))
            self._resampled[rate] = Sound(samples[: round(len(self.samples) * rate / self.rate)].astype(np.float32), rate)
        return self._resampled[rate]

    def trimmed(self) -> Sound:
        """Without the silence before and after, the cut ends faded over 4 ms; empty where all is silence."""
        loud = np.flatnonzero(np.abs(self.samples) > self.peak * _AUDIBLE)
        if not len(loud) or self.peak < 1e-4:
            return Sound(np.zeros(0, np.float32), self.rate)
        fade = max(1, int(_FADE_S * self.rate))
        cut = self.samples[max(0, loud[0] - fade) : loud[-1] + 1 + fade].copy()
        ramp = np.linspace(0, 1, min(fade, len(cut)), dtype=np.float32)
        cut[: len(ramp)] *= ramp
        cut[len(cut) - len(ramp) :] *= ramp[::-1]
        return Sound(cut.astype(np.float32, copy=False), self.rate)

    def levelled(self) -> Sound:
        """As loud as every other phrase: the loud half's RMS is SPEECH_RMS, unless the peak would pass SPEECH_PEAK."""
        if not self.peak:
            return self
        window = max(1, self.rate // 50)
        energy = self.samples[: len(self.samples) // window * window].astype(np.float64).reshape(-1, window) ** 2
        frames = energy.mean(axis=1) if len(energy) else np.array([float(np.mean(self.samples.astype(np.float64) ** 2))])
        loud = np.sort(frames)[len(frames) // 2 :]
        gain = min(SPEECH_RMS / float(np.sqrt(loud.mean())), SPEECH_PEAK / self.peak)
        return Sound(self.samples * np.float32(gain), self.rate)


def from_pcm(data: bytes, rate: int) -> Sound:
    """16-bit little-endian mono PCM."""
    return Sound(np.frombuffer(data, dtype="<i2").astype(np.float32) * np.float32(1 / 32768), rate)


def read_wav(path: Path) -> Sound:
    """A 16-bit mono wave file. Raises OSError, EOFError or wave.Error where it is none."""
    with wave.open(str(path), "rb") as file:
        if file.getnchannels() != 1 or file.getsampwidth() != 2:
            raise wave.Error("not 16-bit mono")
        return from_pcm(file.readframes(file.getnframes()), file.getframerate())


def write_wav(sound: Sound, path: Path) -> None:
    """As 16-bit mono; whole or not at all, so that a crash leaves no half phrase in the cache. Raises OSError."""
    part = path.with_suffix(".part")
    with wave.open(str(part), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(sound.rate)
        file.writeframes((np.clip(sound.samples, -1, 1) * 32767).astype("<i2").tobytes())
    part.replace(path)
