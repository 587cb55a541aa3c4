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
from models.corpus.pieces import NAMES, labels_of, pieces_of  # noqa: E402
from models.export import card as cards  # noqa: E402
from models.export.streaming import write  # noqa: E402
from models.training.calibrate import handicap  # noqa: E402
from models.training.quiet import threshold_for  # noqa: E402
from models.training.stock import stock, unseen  # noqa: E402
from models.training.streaming import Plan, fit  # noqa: E402

SMALL = Shape(inputs=f.WIDTH, classes=len(NAMES), mistakes=5, fines=3, fast=16, middle=16, slow=24, hidden=16, embedding=12)


@pytest.fixture(scope="module")
def composer() -> Composer:
    sequences = list(generate(120, 3))
    assert {q.exercise for q in sequences} > {"none", "squat", "front_raise"}
    return Composer(pieces_of(sequences, labels_of(sequences), np.random.default_rng(0)), NAMES)


def exported(net: StreamingNet, path: Path) -> Network:
    write(net, path, {})
    cards.write(cards.streaming_card(net, path, NAMES, temperature=1.0, threshold=0.5), path)
    return Network(path)


def test_a_sample_is_whole_and_the_same_for_the_same_seed(composer: Composer) -> None:
    seen = set()
    for seed in range(30):
        sample = composer.sample(160, np.random.default_rng(seed))
        again = composer.sample(160, np.random.default_rng(seed))
        np.testing.assert_array_equal(sample.x, again.x)
        assert sample.x.shape == (160, f.WIDTH)
        for row in (sample.label, sample.fine, sample.phase, sample.mistake, sample.weight):
            assert len(row) == 160 // STRIDE
        assert np.isfinite(sample.x).all()
        assert not sample.x[sample.x[:, f.PRESENT] == 0].any()
        seen |= set(sample.label[sample.weight > 0].tolist())
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
            out = net(torch.from_numpy(x[None]))
        state, got = network.start(), []
        for at in range(steps):
            heads, state = network.heads(x[4 * at : 4 * at + 4], state)
            got.append(heads)
        for name, wanted in (
            ("logits", out.logits[0]),
            ("embedding", out.embedding[0]),
            ("phase", torch.sigmoid(out.phase[0, :, 0])),
            ("mistakes", torch.sigmoid(out.mistakes[0])),
        ):
            np.testing.assert_allclose(np.concatenate([getattr(h, name) for h in got]), wanted.numpy(), atol=1e-4)


def test_the_sizes_are_what_they_say() -> None:
    net = StreamingNet(Shape(inputs=f.WIDTH, classes=len(NAMES)))
    assert net.macs_per_second() < 5e6
    assert net.receptive_field_s() >= 6.0
    x = torch.randn(1, 4 * 80, f.WIDTH)
    net.eval()
    with torch.no_grad():
        before = net(x).logits
        x[:, 4 * 30 : 4 * 31] += 1
        after = net(x).logits
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
    x, y, w = (torch.from_numpy(np.stack([getattr(r, n) for r in rows])) for n in ("x", "label", "weight"))
    for _ in range(25):
        logits = net(x).logits
        loss = (torch.nn.functional.cross_entropy(logits.flatten(0, 1), y.flatten(), reduction="none") * w.flatten()).sum()
        loss = loss / w.sum()
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
        losses.append(float(loss.detach()))
    assert np.mean(losses[-5:]) < 0.6 * np.mean(losses[:5])
    network = exported(net, tmp_path / "streaming.onnx")
    logits, _, _ = network.run(np.zeros((8, f.WIDTH), np.float32), network.start())
    assert logits.shape == (2, len(NAMES))


def test_a_fitting_that_was_stopped_goes_on_where_it_was(tmp_path: Path) -> None:
    prepared = stock((), avatar=60, seed=3)
    sizes = {"fast": 16, "middle": 16, "slow": 24, "hidden": 16, "embedding": 12}
    plan = Plan(epochs=3, steps=2, batch=4, length=128, minutes=5.0, avatar=60, shape=sizes)
    whole = fit(prepared.pieces, prepared.labels, plan)
    kept = tmp_path / "fit.pt"

    class Stopped(Exception):
        pass

    def stop(share: float, _: dict[str, float]) -> None:
        if share > 0.5:
            raise Stopped

    with pytest.raises(Stopped):
        fit(prepared.pieces, prepared.labels, plan, checkpoint=kept, told=stop)
    again = fit(prepared.pieces, prepared.labels, plan, checkpoint=kept)
    assert [h["loss"] for h in again.history] == pytest.approx([h["loss"] for h in whole.history], rel=1e-3)
    for name, value in whole.net.state_dict().items():
        torch.testing.assert_close(again.net.state_dict()[name], value, rtol=1e-2, atol=1e-3)


def test_what_nobody_was_seen_doing_needs_more_evidence() -> None:
    """The handicap is the largest that hardly costs the simulated exercises anything of their own."""
    torch.manual_seed(1)
    net = StreamingNet(SMALL).eval()
    held = [(q, x) for q, x in unseen(60, 5) if q.exercise == "dip"]
    assert held
    with torch.no_grad():
        assert net.classify.bias is not None
        net.classify.bias[NAMES.index("dip")] += 50.0
    assert handicap(net, held, NAMES, frozenset({"dip"})) == 3.0  # nothing comes near: all that is asked for may be taken
    assert handicap(net, [], NAMES, frozenset({"dip"})) == 0.0


def test_everyday_life_raises_the_threshold_of_a_network_that_names_everything() -> None:
    torch.manual_seed(2)
    net = StreamingNet(SMALL).eval()
    with torch.no_grad():
        assert net.classify.bias is not None
        net.classify.bias[NAMES.index("none")] += 50.0
    assert threshold_for(net, 1.0, 0.4, seed=1, minutes=2) == 0.4
    with torch.no_grad():
        net.classify.bias[NAMES.index("squat")] += 100.0
    assert threshold_for(net, 1.0, 0.4, seed=1, minutes=2) == 0.65
