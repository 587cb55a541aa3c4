"""The shipped network in the shipped stream: the split into calls changes nothing, gaps and resets are honest."""

from __future__ import annotations

import hashlib
import json
import shutil
from pathlib import Path

import numpy as np
import pytest

from mirror import paths
from mirror.errors import ModelError
from mirror.geometry import Body
from mirror.recognition import features as f
from mirror.recognition import load_recogniser
from mirror.recognition.classifier import Network
from mirror.recognition.core import Recognition

SHIPPED = paths.weights() / "recognition" / "streaming.onnx"


@pytest.fixture(scope="module")
def network() -> Network:
    return Network(SHIPPED)


def body(t: float, seed: int = 0) -> Body:
    rng = np.random.default_rng(seed)
    points = rng.normal(0, 0.4, (33, 3)) + 0.05 * np.sin(3 * t)
    points[[11, 12]] += [0, 0.5, 0]
    root = np.array([300.0, 300 + 20 * np.sin(3 * t)])
    return Body(t, points, points, np.ones(33), 0.5, 0.0, np.array([0.0, 0, -1]), root, 100.0, np.ones(33, bool))


def test_streaming_is_offline_on_100_random_sequences(network: Network) -> None:
    rng = np.random.default_rng(1)
    worst = 0.0
    for _ in range(100):
        steps = int(rng.integers(3, 60))
        x = rng.normal(0, 1, (4 * steps, f.WIDTH)).astype(np.float32)
        x[rng.random(len(x)) < 0.1] = 0.0
        whole, whole_embedding, _ = network.run(x, network.start())
        assert whole.shape == (steps, len(network.card.names))
        at, state = 0, network.start()
        while at < steps:
            n = int(rng.integers(1, steps - at + 1))
            logits, embedding, state = network.run(x[4 * at : 4 * (at + n)], state)
            worst = max(worst, float(np.abs(logits - whole[at : at + n]).max()))
            worst = max(worst, float(np.abs(embedding - whole_embedding[at : at + n]).max()))
            at += n
    assert worst < 1e-4


def test_the_past_reaches_at_least_six_seconds_and_the_future_nowhere(network: Network) -> None:
    rng = np.random.default_rng(2)
    x = rng.normal(0, 1, (4 * 60, f.WIDTH)).astype(np.float32)
    whole, _, _ = network.run(x, network.start())
    changed = x.copy()
    changed[4 * 20 : 4 * 20 + 4] += 1.0
    other, _, _ = network.run(changed, network.start())
    differs = np.flatnonzero(np.abs(other - whole).max(axis=1) > 1e-5)
    assert differs[0] == 20
    assert (differs[-1] - 20) / 4 >= 6.0


def test_about_four_answers_a_second_at_any_camera_rate() -> None:
    for fps in (15.0, 24.0, 30.0, 60.0):
        recogniser = load_recogniser()
        answers = [a for k in range(int(10 * fps)) if (a := recogniser.step(k / fps, body(k / fps))) is not None]
        assert len(answers) == 39 or len(answers) == 40
        for a in answers:
            assert float(a.probabilities.sum()) == pytest.approx(1.0, abs=1e-4)
            assert a.names == recogniser.names
        assert np.diff([a.t for a in answers]) == pytest.approx(0.25)


def _run(recogniser_answers: list[Recognition | None]) -> np.ndarray:
    return np.array([a.probabilities for a in recogniser_answers if a is not None])


def test_reset_is_a_new_recogniser() -> None:
    recogniser = load_recogniser()
    first = _run([recogniser.step(k / 30, body(k / 30)) for k in range(150)])
    recogniser.reset()
    again = _run([recogniser.step(100 + k / 30, body(k / 30)) for k in range(150)])
    np.testing.assert_allclose(first, again, atol=1e-5)


def test_a_long_silence_forgets_and_a_short_gap_is_bridged() -> None:
    recogniser = load_recogniser()
    fresh = _run([recogniser.step(k / 30, body(k / 30)) for k in range(60)])
    later = _run([recogniser.step(1000 + k / 30, body(k / 30)) for k in range(60)])
    np.testing.assert_allclose(fresh, later, atol=1e-5)
    whole, holes = load_recogniser(), load_recogniser()
    a = _run([whole.step(k / 30, body(0.0)) for k in range(120)])
    b = _run([holes.step(k / 30, None if k % 20 in (5, 6, 7) else body(0.0)) for k in range(120)])
    np.testing.assert_allclose(a[: len(b)], b, atol=1e-4)


def test_absence_is_told_while_it_lasts() -> None:
    recogniser = load_recogniser()
    for k in range(60):
        recogniser.step(k / 30, body(k / 30))
    answers = [recogniser.step(2 + k / 4, None) for k in range(1, 33)]
    told = [a for a in answers if a is not None]
    assert len(told) >= 28
    assert told[-1].names[int(told[-1].probabilities.argmax())] == "none"


def test_an_altered_or_missing_network_is_said_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="cannot be read"):
        Network(tmp_path / "streaming.onnx")
    for suffix in (".onnx", ".json"):
        shutil.copy(SHIPPED.with_suffix(suffix), tmp_path / f"streaming{suffix}")
    Network(tmp_path / "streaming.onnx")
    card = json.loads((tmp_path / "streaming.json").read_text())
    (tmp_path / "streaming.json").write_text(json.dumps({**card, "inputs": 3}))
    with pytest.raises(ModelError, match="another version"):
        Network(tmp_path / "streaming.onnx")
    (tmp_path / "streaming.json").write_text(json.dumps(card))
    (tmp_path / "streaming.onnx").write_bytes(b"x" + SHIPPED.read_bytes()[1:])
    with pytest.raises(ModelError, match="not the one"):
        Network(tmp_path / "streaming.onnx")


def test_the_card_says_what_a_reader_needs() -> None:
    card = json.loads(SHIPPED.with_suffix(".json").read_text())
    assert SHIPPED.stat().st_size == card["bytes"] < 2_000_000
    assert card["mmacs_per_s"] < 5.0
    assert card["receptive_field_s"] >= 6.0
    for key in ("data", "split", "limits", "licence", "figures"):
        assert card[key], key
    assert SHIPPED.with_suffix(".md").exists()


def test_a_file_that_is_no_network_is_said_in_a_sentence(tmp_path: Path) -> None:
    blob = b"this is no network"
    (tmp_path / "streaming.onnx").write_bytes(blob)
    card = json.loads(SHIPPED.with_suffix(".json").read_text())
    card["sha256"] = hashlib.sha256(blob).hexdigest()
    (tmp_path / "streaming.json").write_text(json.dumps(card))
    with pytest.raises(ModelError, match="cannot be run"):
        Network(tmp_path / "streaming.onnx")
