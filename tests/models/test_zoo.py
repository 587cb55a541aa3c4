"""The published networks: sizes as published, nothing of the future, each can learn; windows and their judging."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

torch = pytest.importorskip("torch")
pytest.importorskip("scipy")

from mirror.pose import skeleton as s  # noqa: E402
from mirror.recognition import features as f  # noqa: E402
from models import train  # noqa: E402
from models.architectures import graph  # noqa: E402
from models.architectures.conv_bilstm import ConvBiLstm, differences  # noqa: E402
from models.architectures.ms_g3d import MsG3d  # noqa: E402
from models.architectures.st_gcn import StGcn  # noqa: E402
from models.architectures.stacked_lstm import Lstm, StackedLstm  # noqa: E402
from models.architectures.transformer import TransformerEncoder  # noqa: E402
from models.corpus.augment import unchanged  # noqa: E402
from models.corpus.generate import generate  # noqa: E402
from models.corpus.pieces import NAMES  # noqa: E402
from models.corpus.sequence import Sequence  # noqa: E402
from models.corpus.windows import Sampler, camera_moved, form, materials, undersampled, window  # noqa: E402
from models.evaluation.windowed import Windowed, judge_windowed  # noqa: E402
from models.experiments import squat  # noqa: E402
from models.training.streaming import catalogue  # noqa: E402
from models.training.zoo import SYSTEMS, Fit, Held, logits_of, overfits, shown  # noqa: E402

VIEWS = ("landmarks", "picture", "body", "features")
KINDS = ("published", "ours")


@pytest.fixture(scope="module")
def sequences() -> list[Sequence]:
    return list(generate(14, 5))


def parameters(net: torch.nn.Module) -> int:
    return sum(p.numel() for p in net.parameters())


def test_the_stacked_lstm_has_the_published_parameters() -> None:
    assert parameters(StackedLstm(4)) == 83_716


def test_the_graph_networks_have_about_the_published_sizes() -> None:
    # Yan et al. and Liu et al. (table 5): 3.1 and 3.2 million with 18 and 25 joints; ours have 33.
    assert parameters(StGcn(400)) == pytest.approx(3.1e6, rel=0.1)
    assert parameters(MsG3d(60)) == pytest.approx(3.2e6, rel=0.2)


@pytest.mark.parametrize(
    ("net", "shape"),
    [
        (StackedLstm(5), (8, 33, 4)),
        (TransformerEncoder(5), (60, 33, 3)),
        (ConvBiLstm(5), (63, 20)),
        (StGcn(5, width=0.1), (90, 33, 3)),
        (MsG3d(5, width=0.07, window_scales=2), (90, 33, 3)),
    ],
)
def test_logits_are_finite_even_where_nothing_is_seen(net: torch.nn.Module, shape: tuple[int, ...]) -> None:
    net.eval()
    x = torch.randn(2, *shape)
    x[1] = torch.nan
    with torch.no_grad():
        out = net(x)
        again = net(x)
    assert out.shape == (2, 5)
    assert torch.isfinite(out).all()
    assert torch.equal(out, again)


def test_masked_frames_change_nothing() -> None:
    torch.manual_seed(0)
    net = StackedLstm(3).eval()
    x = torch.randn(1, 6, 132)
    padded = torch.cat([torch.full((1, 5, 132), torch.nan), x], dim=1)
    with torch.no_grad():
        torch.testing.assert_close(net(x), net(padded))


def test_our_lstm_is_torchs_with_one_bias() -> None:
    torch.manual_seed(0)
    ours, theirs = Lstm(7, 5), torch.nn.LSTM(7, 5, batch_first=True)
    with torch.no_grad():
        theirs.weight_ih_l0.copy_(ours.inward.weight)
        theirs.weight_hh_l0.copy_(ours.recurrent.weight)
        theirs.bias_ih_l0.copy_(ours.inward.bias)
        theirs.bias_hh_l0.zero_()
        x = torch.randn(3, 9, 7)
        everywhere = torch.ones(3, 9, dtype=torch.bool)
        torch.testing.assert_close(ours(x, everywhere), theirs(x)[0])
        torch.testing.assert_close(ours(x, everywhere, backward=True), theirs(x.flip(1))[0].flip(1))


def test_the_graph_is_one_piece_and_its_tables_are_what_they_say() -> None:
    far = graph.hops()
    assert far.max() < s.COUNT
    assert far[s.LEFT_WRIST, s.LEFT_SHOULDER] == 2
    np.testing.assert_array_equal(far, far[s.MIRRORED][:, s.MIRRORED])
    parts = graph.spatial_partitions()
    np.testing.assert_allclose(parts.sum(axis=(0, 1)), 1.0, atol=1e-6)
    assert parts[1, s.LEFT_HIP, s.LEFT_KNEE] > 0  # the hip is the knee's neighbour towards the centre
    assert parts[2, s.LEFT_ANKLE, s.LEFT_KNEE] > 0
    two = graph.at_distance(2)
    assert two[s.LEFT_HIP, s.LEFT_ANKLE] > 0
    assert two[s.LEFT_HIP, s.LEFT_KNEE] == 0
    assert graph.at_distance(1, windows=3).shape == (99, 99)


def test_who_does_not_move_gives_zeros_and_size_does_not_matter() -> None:
    rng = np.random.default_rng(0)
    still = np.repeat(rng.normal(0, 1, (1, 1, 33, 3)).astype(np.float32), 12, axis=1)
    assert np.abs(differences(still)).max() < 1e-5
    moving = rng.normal(0, 1, (1, 12, 33, 3)).astype(np.float32)
    assert differences(moving).shape == (1, 11, 20)
    np.testing.assert_allclose(differences(moving), differences(3 * moving + 1), atol=1e-4)
    moving[:, 4:6] = np.nan
    assert np.isfinite(differences(moving)).all()


def test_a_window_holds_nothing_of_the_future() -> None:
    x = np.arange(40, dtype=np.float32).reshape(20, 2)
    np.testing.assert_array_equal(window(x, 10, 4), x[6:10])
    assert not window(x, 2, 5)[:3].any()
    np.testing.assert_array_equal(window(x, 2, 5, "first")[:4], np.repeat(x[:1], 4, axis=0))
    assert np.isnan(window(x[:, :, None], 2, 5)[:3]).all()


def test_all_forms_lie_on_one_grid(sequences: list[Sequence]) -> None:
    ways = []
    for q in sequences[:8]:
        made = unchanged(q)
        forms = {view: form(made, view) for view in VIEWS}
        assert len({len(x) for x in forms.values()}) == 1
        # The body frame is the features' own (they are interpolated after the division by the trunk, so nearly).
        places = forms["features"][:, : 3 * len(f.JOINTS)].reshape(-1, len(f.JOINTS), 3)
        np.testing.assert_allclose(forms["body"][:, list(f.JOINTS), :3], places, atol=1e-2)
        hips = forms["picture"][:, [s.LEFT_HIP, s.RIGHT_HIP], 1].mean(axis=1)
        ways.append(float(np.ptp(hips)))
    assert max(ways) > 0.1  # the hips' way through the picture is kept: somebody went down


def test_windows_are_the_same_for_the_same_seed(sequences: list[Sequence]) -> None:
    def drawn(balanced: bool) -> tuple[np.ndarray, np.ndarray]:
        rng = np.random.default_rng(3)
        rows = materials(sequences, ("picture",), rng, varied=True)["picture"]
        return Sampler(rows, 32, "nothing", balanced=balanced).draw(40, rng)

    for balanced in (True, False):
        (x, y), (again, same) = drawn(balanced), drawn(balanced)
        np.testing.assert_array_equal(x, again)
        np.testing.assert_array_equal(y, same)
        assert x.shape == (40, 32, 33, 3)
        assert len(set(y.tolist())) > 3
    rows = materials(sequences * 3, ("features",), np.random.default_rng(0), varied=False)["features"]
    assert len(undersampled(rows, np.random.default_rng(0))) <= len(rows)


def test_a_moving_camera_turns_and_shifts_little() -> None:
    x = np.random.default_rng(0).normal(0, 0.2, (6, 30, 33, 3)).astype(np.float32)
    out = camera_moved(x, np.random.default_rng(1))
    np.testing.assert_array_equal(out[..., 2], x[..., 2])
    bone, was = out[:, :, 3, :2] - out[:, :, 9, :2], x[:, :, 3, :2] - x[:, :, 9, :2]
    size = np.linalg.norm(bone, axis=-1) / np.linalg.norm(was, axis=-1)
    assert size.min() > 0.89
    assert size.max() < 1.11
    assert np.abs(out - x).max() > 0.05


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", sorted(SYSTEMS))
def test_each_learns_a_few_windows_by_heart(name: str, kind: str, sequences: list[Sequence]) -> None:
    torch.set_num_threads(1)
    system = SYSTEMS[name]
    settings = replace(system.settings[kind], half=False, width=min(system.settings[kind].width, 0.12))
    if settings.points == 90:
        settings = replace(settings, points=24)
    system = replace(system, settings={kind: settings})
    rows = materials(sequences, (settings.view,), np.random.default_rng(0), varied=False)[settings.view][:8]
    x = np.stack([window(r.x, r.moving[1], settings.points, settings.pad) for r in rows])
    y = np.arange(8, dtype=np.int64) % 4
    accuracy, _ = overfits(system, kind, x, y, 4, seconds=20.0, wanted=0.99)
    assert accuracy >= 0.99


def test_a_fitting_that_was_stopped_goes_on(sequences: list[Sequence], tmp_path: Path) -> None:
    torch.set_num_threads(1)
    system = SYSTEMS["transformer"]
    settings = replace(system.settings["ours"], epochs=2, batch=4)
    system = replace(system, settings={"ours": settings})
    rows = materials(sequences, ("features",), np.random.default_rng(0), varied=False)["features"]
    held = Held(np.stack([window(r.x, len(r.x), settings.points) for r in rows]), np.array([r.label for r in rows]))
    kept = tmp_path / "fit.pt"
    fitted = Fit(system, "ours", rows, len(NAMES), minutes=1.0, seed=0, checkpoint=kept).run(held)
    assert fitted.history[-1]["step"] == fitted.steps > 0
    again = Fit(system, "ours", rows, len(NAMES), minutes=1.0, seed=1, checkpoint=kept).run(held)
    assert again.steps == fitted.steps
    np.testing.assert_array_equal(logits_of(again.net, held.windows, settings), logits_of(fitted.net, held.windows, settings))


def test_a_perfect_network_is_judged_perfect(sequences: list[Sequence]) -> None:
    exercise = next(q for q in sequences if q.exercise in NAMES and q.exercise != "none")

    def knows(windows: np.ndarray) -> np.ndarray:
        out = np.zeros((len(windows), len(NAMES)), np.float32)
        out[:, NAMES.index(exercise.exercise)] = 9.0
        return out

    judged = judge_windowed(Windowed(knows, NAMES, "picture", 32), exercise)
    assert judged is not None
    assert judged.named == exercise.exercise
    assert judged.to_name < 1.5
    assert judged.onsets == 1
    assert (judged.outputs == NAMES.index(exercise.exercise)).all()


def test_answers_do_not_change_with_what_comes_after(sequences: list[Sequence]) -> None:
    torch.manual_seed(0)
    system = SYSTEMS["transformer"]
    settings = system.settings["published"]
    net = system.build(len(NAMES), settings)
    network = Windowed(lambda w: logits_of(net, w, settings), NAMES, settings.view, settings.points, settings.pad)
    x = form(unchanged(sequences[0]), settings.view)[:80]
    changed = x.copy()
    changed[41:] += 1.0
    before, after = network.logits(x, 20), network.logits(changed, 20)
    np.testing.assert_allclose(before[:10], after[:10], atol=1e-5)
    assert np.abs(before[12:] - after[12:]).max() > 1e-3
    assert shown(np.zeros((1, 192, 33, 4), np.float32), settings).shape == (1, 60, 33, 3)


def test_the_command_line_knows_the_zoo() -> None:
    assert set(train.PUBLISHED) == set(SYSTEMS)


def test_every_mistake_of_the_squat_is_a_part_of_the_body() -> None:
    known = catalogue()["squat"].mistakes
    assert {m.name for m in known} == set(squat.PART_OF)
    made = squat.shown_parts(12, 0)
    assert {squat.PARTS[k] for _, k in made} > {"right"}


def test_verdicts_by_hand() -> None:
    def row(truth: str, named: str, group: str) -> dict[str, str]:
        return {"truth": truth, "named": named, "group": group}

    rows = [
        row("bad", "bad", "a"),
        row("bad", "good", "a"),
        row("good", "good", "b"),
        row("good", "bad", "b"),
        row("bad", "bad", "b"),
    ]
    told = squat.verdict_figures(rows)
    assert told["accuracy"] == 0.6
    assert told["precision"] == told["recall"] == pytest.approx(0.6667)
    assert told["groups"] == 2
    low, high = told["ci95"]
    assert low <= 0.6 <= high


def test_a_verdict_rests_on_what_was_there() -> None:
    torch.manual_seed(0)
    net = squat.Verdict(2).eval()
    x = torch.randn(1, 32, f.WIDTH)
    x[..., f.PRESENT] = 1.0
    with torch.no_grad():
        assert net(x).shape == (1, 2)
        assert not net(torch.zeros(1, 32, f.WIDTH)).any()
