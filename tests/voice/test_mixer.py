"""The mixer, block by block, without a device."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mirror.voice.mixer import DUCKED, PAUSE_S, Mixer
from mirror.voice.sound import Sound

RATE = 8000
BLOCK = 64


def flat(seconds: float, level: float) -> Sound:
    return Sound(np.full(int(seconds * RATE), level, np.float32), RATE)


def run(mixer: Mixer, seconds: float, block: int = BLOCK) -> np.ndarray:
    return np.concatenate([mixer.mix(block) for _ in range(int(seconds * RATE / block))])


def test_nothing_is_silence() -> None:
    mixer = Mixer(RATE)
    assert not run(mixer, 0.5).any()
    assert not mixer.speaking


def test_a_phrase_comes_out_as_it_went_in_and_then_a_pause() -> None:
    mixer = Mixer(RATE)
    phrase = Sound(np.linspace(-0.5, 0.5, 1000, dtype=np.float32), RATE)
    mixer.say(phrase)
    assert mixer.speaking
    out = run(mixer, 0.15 + PAUSE_S)
    assert np.allclose(out[:1000], phrase.samples, atol=1e-6)
    assert not out[1000:].any()
    assert not mixer.speaking


def test_phrases_never_overlap_and_a_pause_is_between_them() -> None:
    mixer = Mixer(RATE)
    mixer.say(flat(0.1, 0.25))
    mixer.say(flat(0.1, -0.5))
    out = run(mixer, 0.6)
    first, second = np.flatnonzero(out == 0.25), np.flatnonzero(out == -0.5)
    assert len(first) == len(second) == int(0.1 * RATE)
    assert second[0] - first[-1] - 1 == round(PAUSE_S * RATE)
    assert set(np.unique(out)) == {0.0, 0.25, -0.5}


def test_tones_are_ducked_under_speech_and_come_back_softly() -> None:
    mixer = Mixer(RATE)
    mixer.play(flat(2.0, 0.3))
    assert np.allclose(run(mixer, 0.2), 0.3)
    mixer.say(flat(0.4, 0.0))
    during = run(mixer, 0.4)
    assert during[-1] == pytest.approx(0.3 * DUCKED)
    assert np.abs(np.diff(during)).max() < 0.01, "the gain jumps"
    after = run(mixer, 0.4)
    assert after[-1] == pytest.approx(0.3)
    assert np.abs(np.diff(after)).max() < 0.01


def test_mute_fades_both_ways() -> None:
    mixer = Mixer(RATE)
    mixer.play(flat(2.0, 0.3))
    run(mixer, 0.1)
    mixer.mute(True)
    out = run(mixer, 0.1)
    assert np.abs(np.diff(out)).max() < 0.01
    assert not out[int(0.03 * RATE) :].any()
    mixer.mute(False)
    out = run(mixer, 0.1)
    assert np.abs(np.diff(out)).max() < 0.01
    assert out[-1] == pytest.approx(0.3)


def test_cut_drops_what_sounds_and_what_waits_but_not_what_comes_after() -> None:
    mixer = Mixer(RATE)
    mixer.play(flat(2.0, 0.3))
    mixer.say(flat(1.0, 0.2))
    mixer.say(flat(1.0, 0.4))
    run(mixer, 0.1)
    mixer.cut()
    mixer.say(flat(0.1, -0.5))
    faded = mixer.mix(BLOCK)
    assert np.abs(np.diff(faded)).max() < 0.02
    assert faded[-1] == 0
    rest = run(mixer, 0.5)
    assert set(np.unique(rest)) == {0.0, -0.5}
    assert not mixer.speaking


def test_hush_drops_what_is_said_softly_and_leaves_the_tones() -> None:
    mixer = Mixer(RATE)
    mixer.play(flat(2.0, 0.3))
    mixer.say(flat(1.0, 0.2))
    mixer.say(flat(1.0, 0.4))
    run(mixer, 0.1)
    mixer.hush()
    mixer.say(flat(0.1, -0.5))
    faded = mixer.mix(BLOCK)
    assert np.abs(np.diff(faded)).max() < 0.02
    assert faded[-1] == pytest.approx(0.3 * DUCKED, abs=0.03)
    out = run(mixer, 0.1)
    assert out.min() == pytest.approx(-0.5 + 0.3 * DUCKED, abs=0.03)
    assert run(mixer, 0.5)[-1] == pytest.approx(0.3)
    assert not mixer.speaking


def test_volume_scales_everything() -> None:
    mixer = Mixer(RATE, volume=0.5)
    mixer.play(flat(1.0, 0.3))
    assert np.allclose(run(mixer, 0.2), 0.15)


actions = st.lists(
    st.tuples(
        st.sampled_from(["play", "say", "hush", "cut", "mute", "unmute", "mix"]),
        st.floats(0, 0.3),
        st.floats(-1, 1, width=32),
        st.integers(1, 700),
    ),
    max_size=30,
)


@given(actions)
def test_whatever_is_asked_nothing_clips_and_all_that_was_said_ends(steps: list[tuple[str, float, float, int]]) -> None:
    mixer = Mixer(RATE)
    asked = 0.0
    for action, seconds, level, frames in steps:
        match action:
            case "play":
                mixer.play(flat(seconds, level))
            case "say":
                mixer.say(flat(seconds, level))
                asked += seconds + PAUSE_S
                assert mixer.speaking
            case "cut":
                mixer.cut()
            case "hush":
                mixer.hush()
            case "mute" | "unmute":
                mixer.mute(action == "mute")
            case "mix":
                out = mixer.mix(frames)
                assert out.shape == (frames,)
                assert out.dtype == np.float32
                assert np.abs(out).max() < 1
    for _ in range(int((asked + 1) * RATE / 512) + 2 + sum(step[0] in ("cut", "hush") for step in steps)):
        assert np.abs(mixer.mix(512)).max() < 1
    assert not mixer.speaking
    assert not mixer.mix(512).any()


@given(st.lists(st.integers(1, 700), min_size=1, max_size=40))
def test_the_split_into_blocks_changes_nothing_that_is_said(blocks: list[int]) -> None:
    phrase = Sound(np.random.default_rng(0).uniform(-0.5, 0.5, 700).astype(np.float32), RATE)
    mixer = Mixer(RATE)
    mixer.say(phrase)
    mixer.say(phrase)
    out = np.concatenate([mixer.mix(block) for block in [*blocks, 4000]])
    pause = np.zeros(round(PAUSE_S * RATE), np.float32)
    whole = np.concatenate([phrase.samples, pause, phrase.samples, pause])
    assert np.array_equal(out[: len(whole)], whole)
    assert not out[len(whole) :].any()
