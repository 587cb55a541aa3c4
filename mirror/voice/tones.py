"""The mirror's own sounds: three soft tones (start, repetition, end) and the tick of the countdown, made here, no files.

Each is one or two sine partials under a raised-cosine attack and an exponential decay: no click, nothing shrill. They sit on
a pentatonic scale (A4, C5, E5, A5), so that any two of them together are consonant.
"""

from __future__ import annotations

from typing import Literal

import numpy as np

from mirror.voice.sound import Samples, Sound

ToneName = Literal["start", "repetition", "end", "tick"]

TONE_PEAK = 0.3
"""Largest sample of a tone; with ducked speech over it the sum stays below full scale."""

_A4, _C5, _E5, _A5 = 440.0, 523.25, 659.25, 880.0
_ATTACK_S = 0.008
_RELEASE_S = 0.02


def _note(hertz: float, seconds: float, decay_s: float, rate: int) -> Samples:
    t = np.arange(int(seconds * rate)) / rate
    wave = np.sin(2 * np.pi * hertz * t) + 0.18 * np.sin(4 * np.pi * hertz * t)
    attack = np.where(t < _ATTACK_S, 0.5 - 0.5 * np.cos(np.pi * t / _ATTACK_S), 1.0)
    release = np.clip((seconds - t) / _RELEASE_S, 0, 1)
    return (wave * attack * release * np.exp(-t / decay_s)).astype(np.float32)


def tones(rate: int) -> dict[ToneName, Sound]:
    """The four sounds at this rate (samples a second). start rises, end falls, repetition and tick are single notes."""

    def phrase(*notes: tuple[float, float, float, float]) -> Sound:
        """Each note is (hertz, start s, length s, decay s)."""
        total = max(start + length for _, start, length, _ in notes)
        out = np.zeros(int(total * rate) + 1, dtype=np.float32)
        for hertz, start, length, decay in notes:
            note = _note(hertz, length, decay, rate)
            at = int(start * rate)
            out[at : at + len(note)] += note
        return Sound(out * np.float32(TONE_PEAK / float(np.abs(out).max())), rate)

    return {
        "start": phrase((_A4, 0.0, 0.30, 0.12), (_E5, 0.11, 0.45, 0.16)),
        "repetition": phrase((_A5, 0.0, 0.16, 0.05)),
        "end": phrase((_E5, 0.0, 0.30, 0.12), (_C5, 0.12, 0.30, 0.12), (_A4, 0.24, 0.55, 0.20)),
        "tick": phrase((_A4, 0.0, 0.14, 0.04)),
    }
