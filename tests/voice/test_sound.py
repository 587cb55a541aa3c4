"""Sounds and tones."""

from __future__ import annotations

import wave
from pathlib import Path

import numpy as np
import pytest

from mirror.voice.sound import SPEECH_PEAK, SPEECH_RMS, Sound, from_pcm, read_wav, write_wav
from mirror.voice.tones import TONE_PEAK, tones


def sine(hertz: float, seconds: float, rate: int, peak: float = 0.5) -> Sound:
    return Sound((peak * np.sin(2 * np.pi * hertz * np.arange(int(seconds * rate)) / rate)).astype(np.float32), rate)


def spectrum_peak(sound: Sound) -> float:
    spectrum = np.abs(np.fft.rfft(sound.samples))
    return float(spectrum.argmax() * sound.rate / len(sound.samples))


@pytest.mark.parametrize("rate", [16_000, 44_100, 48_000])
def test_another_rate_keeps_length_pitch_and_loudness(rate: int) -> None:
    sound = sine(440, 0.5, 22_050)
    other = sound.at(rate)
    assert other.rate == rate
    assert other.seconds == pytest.approx(0.5, abs=1e-3)
    assert spectrum_peak(other) == pytest.approx(440, abs=3)
    assert float(np.sqrt(np.mean(other.samples**2))) == pytest.approx(0.5 / np.sqrt(2), rel=0.01)
    assert sound.at(rate) is other


def test_trimming_cuts_silence_and_nothing_else() -> None:
    tone = sine(300, 0.3, 22_050)
    silence = np.zeros(5000, np.float32)
    trimmed = Sound(np.concatenate([silence, tone.samples, silence]), 22_050).trimmed()
    assert trimmed.seconds == pytest.approx(0.3, abs=0.012)
    assert abs(trimmed.samples[0]) < 1e-3
    assert abs(trimmed.samples[-1]) < 1e-3
    assert not len(Sound(silence, 22_050).trimmed().samples)


@pytest.mark.parametrize("peak", [0.01, 0.2, 0.99])
def test_levelled_phrases_are_equally_loud_and_never_clip(peak: float) -> None:
    levelled = sine(300, 0.5, 22_050, peak).levelled()
    assert float(np.sqrt(np.mean(levelled.samples**2))) == pytest.approx(SPEECH_RMS, rel=0.02)
    assert levelled.peak <= SPEECH_PEAK + 1e-6
    click = np.zeros(22_050, np.float32)
    click[100] = peak
    assert Sound(click, 22_050).levelled().peak <= SPEECH_PEAK + 1e-6
    nothing = Sound(np.zeros(0, np.float32), 22_050)
    assert nothing.levelled() is nothing


def test_a_wave_file_comes_back(tmp_path: Path) -> None:
    sound = sine(440, 0.1, 22_050)
    write_wav(sound, tmp_path / "a.wav")
    back = read_wav(tmp_path / "a.wav")
    assert back.rate == 22_050
    assert np.allclose(back.samples, sound.samples, atol=1e-4)
    assert [p.name for p in tmp_path.iterdir()] == ["a.wav"]
    (tmp_path / "b.wav").write_bytes(b"nothing")
    with pytest.raises((wave.Error, EOFError)):
        read_wav(tmp_path / "b.wav")


def test_pcm_is_full_scale_at_one() -> None:
    assert from_pcm(np.array([0, 16384, -32768], "<i2").tobytes(), 22_050).samples.tolist() == [0, 0.5, -1]


def test_the_tones_are_soft_short_and_tell_their_direction() -> None:
    made = tones(48_000)
    assert set(made) == {"start", "repetition", "end", "tick"}
    for name, sound in made.items():
        assert sound.peak == pytest.approx(TONE_PEAK, rel=1e-5), name
        assert 0.1 < sound.seconds < 0.9, name
        assert abs(sound.samples[0]) < 1e-3, name
        assert np.abs(sound.samples[-50:]).max() < 0.02, name
        assert np.abs(np.diff(sound.samples)).max() < 0.06, f"{name} clicks"

    def halves(sound: Sound) -> tuple[float, float]:
        cut = int(0.1 * sound.rate)
        return spectrum_peak(Sound(sound.samples[:cut], sound.rate)), spectrum_peak(Sound(sound.samples[-3 * cut :], sound.rate))

    first, last = halves(made["start"])
    assert last > first * 1.2
    first, last = halves(made["end"])
    assert last < first / 1.2
