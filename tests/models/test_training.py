"""The learning chain end to end on generated movements, small: compose, fit, export, run in the mirror."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

torch = pytest.importorskip("torch")
pytest.importorskip("onnx")
pytest.importorskip("scipy")

from mirror.recognition import features as f  # noqa: E402
from mirror.recognition.classifier import Network  # noqa: E402
from models.architectures.streaming import Shape, StreamingNet  # noqa: E402
from models.corpus.compose import STRIDE, Composer  # noqa: E402
from models.corpus.generate import generate  # noqa: E402
from models.export import card as cards  # noqa: E402
from models.export.streaming import write  # noqa: E402
from models.training.streaming import NAMES, pieces_of  # noqa: E402

SMALL = Shape(inputs=f.WIDTH, classes=len(NAMES), fines=3, fast=16, middle=16, slow=24, embedding=12)


@pytest.fixture(scope="module")
def composer() -> Composer:
    sequences = list(generate(45, 3))
    assert {q.exercise for q in sequences} == set(NAMES)
    fine = {label: i for i, label in enumerate(sorted({q.label for q in sequences}))}
    return Composer(pieces_of(sequences, fine, np.random.default_rng(0)), NAMES)


def exported(net: StreamingNet, path: Path) -> Network:
    write(net, path, {})
    cards.write(cards.streaming_card(net, path, NAMES, temperature=1.0, threshold=0.5), path)
    return Network(path)


def test_a_sample_is_whole_and_the_same_for_the_same_seed(composer: Composer) -> None:
    seen = set()
    for seed in range(30):
        x, y, fine, w = composer.sample(160, np.random.default_rng(seed))
        again = composer.sample(160, np.random.default_rng(seed))
        np.testing.assert_array_equal(x, again[0])
        assert x.shape == (160, f.WIDTH)
        assert len(y) == len(fine) == len(w) == 160 // STRIDE
        assert np.isfinite(x).all()
        assert not x[x[:, f.PRESENT] == 0].any()
        seen |= set(y[w > 0].tolist())
    assert len(seen) >= 8


def test_the_exported_graph_is_the_network(tmp_path: Path) -> None:
    torch.manual_seed(0)
    net = StreamingNet(SMALL)
    with torch.no_grad():
        for module in net.modules():
            if isinstance(module, torch.nn.BatchNorm1d):
                module.running_mean.normal_(0, 0.3)
                module.running_var.uniform_(0.5, 2.0)
                module.weight.uniform_(0.5, 1.5)
                module.bias.normal_(0, 0.3)
    net.eval()
    network = exported(net, tmp_path / "streaming.onnx")
    rng = np.random.default_rng(0)
    for _ in range(20):
        steps = int(rng.integers(1, 50))
        x = rng.normal(0, 1, (4 * steps, f.WIDTH)).astype(np.float32)
        with torch.no_grad():
            logits, embedding, _ = net(torch.from_numpy(x[None]))
        state, got, got_embedding = network.start(), [], []
        for at in range(steps):
            part, part_embedding, state = network.run(x[4 * at : 4 * at + 4], state)
            got.append(part)
            got_embedding.append(part_embedding)
        np.testing.assert_allclose(np.concatenate(got), logits[0].numpy(), atol=1e-4)
        np.testing.assert_allclose(np.concatenate(got_embedding), embedding[0].numpy(), atol=1e-4)


def test_the_sizes_are_what_they_say() -> None:
    net = StreamingNet(Shape(inputs=f.WIDTH, classes=len(NAMES)))
    assert net.macs_per_second() < 5e6
    assert net.receptive_field_s() >= 6.0
    x = torch.randn(1, 4 * 80, f.WIDTH)
    net.eval()
    with torch.no_grad():
        before = net(x)[0]
        x[:, 4 * 30 : 4 * 31] += 1
        after = net(x)[0]
    reached = torch.nonzero((before - after).abs().amax(dim=-1)[0] > 1e-7).flatten()
    assert int(reached[0]) == 30
    assert (int(reached[-1]) - 30) / 4 <= net.receptive_field_s()


def test_a_few_steps_learn_a_batch(composer: Composer, tmp_path: Path) -> None:
    torch.manual_seed(0)
    torch.set_num_threads(1)
    rng = np.random.default_rng(0)
    net = StreamingNet(SMALL)
    optimiser = torch.optim.AdamW(net.parameters(), lr=5e-3)
    losses = []
    rows = [composer.sample(160, rng) for _ in range(8)]
    x, y, _, w = (torch.from_numpy(np.stack(c)) for c in zip(*rows, strict=True))
    for _ in range(25):
        logits, _, _ = net(x.float())
        loss = (torch.nn.functional.cross_entropy(logits.flatten(0, 1), y.flatten().long(), reduction="none") * w.flatten()).sum()
        loss = loss / w.sum()
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
        losses.append(float(loss.detach()))
    assert np.mean(losses[-5:]) < 0.6 * np.mean(losses[:5])
    network = exported(net, tmp_path / "streaming.onnx")
    logits, _, _ = network.run(np.zeros((8, f.WIDTH), np.float32), network.start())
    assert logits.shape == (2, len(NAMES))
