"""Mixer: tones and speech into one stream of samples. No device, no clock: `mix(frames)` is all there is."""

from __future__ import annotations

from collections import deque
from typing import Literal

import numpy as np

from mirror.voice.sound import Samples, Sound

DUCKED = 0.3
"""Gain of the tones while something is said."""
_DUCK_S = 0.015
_RISE_S = 0.25
_MUTE_S = 0.02
_KNEE = 0.85
"""Above this magnitude the sum is bent softly towards full scale instead of being clipped."""
PAUSE_S = 0.12
"""Silence after each phrase, so that two never run together."""

_Order = Literal["play", "say", "hush", "cut"]
_NOTHING: Samples = np.zeros(0, dtype=np.float32)


class Mixer:
    """Plays tones at once and speech one phrase after the other, the tones ducked under it.

    `mix` belongs to the audio callback. Every other method belongs to one other thread: it only appends an order to a deque
    or writes one attribute (both atomic in CPython), so that the callback never waits for a lock.
    """

    def __init__(self, rate: int, volume: float = 1.0) -> None:
        self.rate = rate
        self.volume = volume
        self._orders: deque[tuple[_Order, Samples]] = deque()
        self._asked = 0
        self._said = 0
        self._muted = False
        self._gain = volume
        self._duck = 1.0
        self._tones: list[tuple[Samples, int]] = []
        self._phrases: deque[Samples] = deque()
        self._at = 0
        self._pause = round(PAUSE_S * rate)

    @property
    def speaking(self) -> bool:
        """A phrase is being said or waits to be (the pause after it included)."""
        return self._asked != self._said

    def play(self, tone: Sound) -> None:
        """Start a tone with the next block."""
        self._orders.append(("play", tone.at(self.rate).samples))

    def say(self, phrase: Sound) -> None:
        """Say it once what is being said is over."""
        self._asked += 1
        self._orders.append(("say", phrase.at(self.rate).samples))

    def cut(self) -> None:
        """Drop everything that sounds or waits, faded out over the next block."""
        self._orders.append(("cut", _NOTHING))

    def hush(self) -> None:
        """Drop what is being said and what waits to be, faded out over the next block; tones go on."""
        self._orders.append(("hush", _NOTHING))

    def mute(self, muted: bool) -> None:
        """Fade to silence or back within 20 ms; what plays goes on unheard."""
        self._muted = muted

    def mix(self, frames: int) -> Samples:
        """The next `frames` samples, (frames,) float32, magnitude < 1."""
        if not (self._orders or self._tones or self._phrases):
            # silence, most of the day: no gain has to be moved slowly in it
            self._duck, self._gain = 1.0, 0.0 if self._muted else self.volume
            return np.zeros(frames, dtype=np.float32)
        end = self._take_orders()
        speech, spoken = self._speech(frames)
        out = self._tone_sum(frames)
        self._duck, ramp = _slew(self._duck, DUCKED if spoken else 1.0, frames, _DUCK_S if spoken else _RISE_S, self.rate)
        out *= ramp
        if end == "hush":
            speech *= np.linspace(1, 0, frames, dtype=np.float32)
        out += speech
        if end == "cut":
            out *= np.linspace(1, 0, frames, dtype=np.float32)
            self._tones.clear()
        if end is not None:
            self._said += len(self._phrases)
            self._phrases.clear()
            self._at = 0
        self._gain, ramp = _slew(self._gain, 0.0 if self._muted else self.volume, frames, _MUTE_S, self.rate)
        out *= ramp
        loud = np.abs(out) > _KNEE
        if loud.any():
            over, room = out[loud], 1 - _KNEE
            out[loud] = np.sign(over) * (_KNEE + room * 0.999 * np.tanh((np.abs(over) - _KNEE) / room))
        return out

    def _take_orders(self) -> Literal["hush", "cut"] | None:
        """Carry out what was ordered, up to a hush or a cut: what was ordered after it stays for the next block."""
        while self._orders:
            order, samples = self._orders.popleft()
            if order == "cut" or order == "hush":
                return order
            if order == "play":
                self._tones.append((samples, 0))
            else:
                self._phrases.append(samples)
        return None

    def _speech(self, frames: int) -> tuple[Samples, bool]:
        out = np.zeros(frames, dtype=np.float32)
        done, heard = 0, False
        while done < frames and self._phrases:
            phrase = self._phrases[0]
            piece = phrase[self._at : self._at + frames - done]
            if len(piece):
                out[done : done + len(piece)] = piece
                heard = True
                step = len(piece)
            else:
                step = min(frames - done, len(phrase) + self._pause - self._at)
            done += step
            self._at += step
            if self._at >= len(phrase) + self._pause:
                self._phrases.popleft()
                self._at = 0
                self._said += 1
        return out, heard

    def _tone_sum(self, frames: int) -> Samples:
        out = np.zeros(frames, dtype=np.float32)
        going: list[tuple[Samples, int]] = []
        for samples, at in self._tones:
            piece = samples[at : at + frames]
            out[: len(piece)] += piece
            if at + frames < len(samples):
                going.append((samples, at + frames))
        self._tones = going
        return out


def _slew(now: float, target: float, frames: int, seconds: float, rate: int) -> tuple[float, Samples]:
    """A gain that moves from `now` towards `target`, at most full scale in `seconds`: (its last value, (frames,) ramp)."""
    step = 1.0 / (seconds * rate)
    if now == target:
        return target, np.full(frames, target, dtype=np.float32)
    way = np.arange(1, frames + 1, dtype=np.float32) * np.float32(step)
    ramp = np.minimum(now + way, target) if target > now else np.maximum(now - way, target)
    ramp = ramp.astype(np.float32)
    return (float(ramp[-1]) if frames else now), ramp
