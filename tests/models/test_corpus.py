"""The corpus reader on a small folder made here, in every kind of layout, and the lifts against a known body."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("scipy")

from mirror.geometry import Calibration, body_from_pose
from mirror.pose.core import Pose
from mirror.pose.skeleton import COUNT, INDEX, LANDMARKS
from mirror.recognition import features as f
from mirror.recognition.grid import Grid
from models.corpus import Corpus, CorpusError, lift
from models.corpus.augment import STRENGTHS, plain, variant, vary
from models.corpus.framing import describe_sequence, resample
from models.corpus.generate import generate, performed

COLUMNS = (
    "id,source,file,start,length,fps,layout,dims,units,width,height,subject,exercise,reps,rep_bounds,quality,mistakes,view,"
    "licence,split,note"
)
KINECT22 = [
    "waist", "spine", "chest", "neck", "head", "head_tip", "left_collar", "left_shoulder", "left_elbow", "left_hand",
    "right_collar", "right_shoulder", "right_elbow", "right_hand", "left_hip", "left_knee", "left_ankle", "left_toe",
    "right_hip", "right_knee", "right_ankle", "right_toe",
]  # fmt: skip


def squatting(count: int = 60) -> np.ndarray:
    """(T, 33, 3) a body that squats, metres, room axes (y up, facing +z, its left at +x), hips at the origin."""
    down = 0.5 - 0.5 * np.cos(np.linspace(0, 4 * np.pi, count))
    a = np.radians(70) * down
    points = np.zeros((count, COUNT, 3))

    def put(name: str, x: float, y: np.ndarray | float, z: np.ndarray | float) -> None:
        for side, sign in (("left", 1), ("right", -1)):
            points[:, INDEX[f"{side}_{name}"]] = np.stack(np.broadcast_arrays(sign * x, y, z, down)[:3], axis=-1)

    put("hip", 0.1065, 0.0, 0.0)
    put("shoulder", 0.165, 0.482 * np.cos(0.4 * a), 0.482 * np.sin(0.4 * a))
    shoulder = points[:, INDEX["left_shoulder"]]
    put("elbow", 0.165, shoulder[:, 1] - 0.235 * np.cos(a), shoulder[:, 2] + 0.235 * np.sin(a))
    elbow = points[:, INDEX["left_elbow"]]
    put("wrist", 0.165, elbow[:, 1] - 0.228 * np.cos(a), elbow[:, 2] + 0.228 * np.sin(a))
    put("knee", 0.12, -0.386 * np.cos(a), 0.386 * np.sin(a))
    knee = points[:, INDEX["left_knee"]]
    put("ankle", 0.12, knee[:, 1] - 0.366 * np.cos(0.5 * a), knee[:, 2] - 0.366 * np.sin(0.5 * a))
    ankle = points[:, INDEX["left_ankle"]]
    put("foot_index", 0.13, ankle[:, 1] - 0.03, ankle[:, 2] + 0.128)
    put("heel", 0.12, ankle[:, 1] - 0.03, ankle[:, 2] - 0.03)
    put("ear", 0.076, shoulder[:, 1] + 0.2, shoulder[:, 2])
    points[:, INDEX["nose"]] = np.stack([0 * a, shoulder[:, 1] + 0.2, shoulder[:, 2] + 0.1], axis=-1)
    return points


def camera(points: np.ndarray, yaw_deg: float = 0.0) -> np.ndarray:
    """Room to camera axes, the person turned to the own left."""
    c, s = np.cos(np.radians(yaw_deg)), np.sin(np.radians(yaw_deg))
    turned = points @ np.array([[c, 0, s], [0, 1, 0], [-s, 0, c]]).T
    return turned * [1, -1, -1]


def knee_angles(world: np.ndarray) -> np.ndarray:
    u = world[:, INDEX["left_hip"]] - world[:, INDEX["left_knee"]]
    v = world[:, INDEX["left_ankle"]] - world[:, INDEX["left_knee"]]
    cos = (u * v).sum(1) / np.linalg.norm(u, axis=1) / np.linalg.norm(v, axis=1)
    return np.degrees(np.arccos(np.clip(cos, -1, 1)))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    room = squatting()
    seen = camera(room, 30)
    pixels = seen[..., :2] * 200 + [640, 360]
    full = np.concatenate([pixels / [1280, 720], seen[..., 2:] * 200 / 1280, np.ones((60, 33, 1)), seen], axis=-1)
    full[5] = np.nan
    four = np.concatenate([pixels / [1280, 720], seen[..., 2:] * 0.31, np.ones((60, 33, 1))], axis=-1)
    low, high = seen.min(axis=1, keepdims=True), seen.max(axis=1, keepdims=True)
    kinect = np.zeros((60, 22, 3))
    for i, name in enumerate(KINECT22):
        source = {"head": "nose", "left_hand": "left_wrist", "right_hand": "right_wrist"}.get(name, name).replace(
            "toe", "foot_index"
        )
        if source in INDEX:
            kinect[:, i] = room[:, INDEX[source]] + [0, 0.9, 0]
    side = camera(room, 90)[..., :2] * 200 + [640, 360]
    arrays = {
        "full": ("blazepose33", full, "x,y,z,visibility,wx,wy,wz", "norm_image", "squat"),
        "four": ("blazepose33", four, "x,y,z,visibility", "norm_image", "squat"),
        "minmax": ("blazepose33_minmax", (seen - low) / (high - low), "x,y,z", "minmax_per_frame", "squat"),
        "kinect": ("kinect22", kinect, "x,y,z", "metres", "other:bow"),
        "flat": ("coco17", side[:, [0, 2, 5, 7, 8, 11, 12, 13, 14, 15, 16, 23, 24, 25, 26, 27, 28]], "x,y", "pixels", "squat"),
    }
    coco = [LANDMARKS[i] for i in (0, 2, 5, 7, 8, 11, 12, 13, 14, 15, 16, 23, 24, 25, 26, 27, 28)]
    joints = {"blazepose33": list(LANDMARKS), "blazepose33_minmax": list(LANDMARKS), "kinect22": KINECT22, "coco17": coco}
    (tmp_path / "layouts.json").write_text(json.dumps({k: {"joints": v, "edges": []} for k, v in joints.items()}))
    with (tmp_path / "index.csv").open("w", newline="") as file:
        out = csv.DictWriter(file, COLUMNS.split(","))
        out.writeheader()
        for k, (name, (layout, frames, dims, units, exercise)) in enumerate(arrays.items()):
            np.savez(tmp_path / f"{name}.npz", frames=np.concatenate([np.zeros_like(frames[:3]), frames]).astype(np.float32))
            out.writerow(
                {
                    "id": name,
                    "source": name,
                    "file": f"{name}.npz",
                    "start": 3,
                    "length": 60,
                    "fps": "" if k == 1 else 30,
                    "layout": layout,
                    "dims": dims,
                    "units": units,
                    "width": 1280,
                    "height": 720,
                    "subject": f"p{k % 2}",
                    "exercise": exercise,
                    "reps": 2,
                    "rep_bounds": "0-30;30-60",
                    "split": "train" if k < 4 else "val",
                }
            )
    return tmp_path


def test_every_layout_becomes_the_same_body(folder: Path) -> None:
    corpus = Corpus(folder)
    truth = knee_angles(squatting())
    for row in corpus.rows:
        q = corpus.read(row)
        assert q.world.shape == (60, 33, 3)
        assert q.reps == 2
        assert q.bounds == ((0, 30), (30, 60))
        angles = knee_angles(q.world)
        ok = ~np.isnan(angles)
        assert ok.sum() >= 59
        # The lift from two dimensions sees the side: its plane is exact. minmax is an estimate from bone lengths.
        tolerance = {"full": 0.5, "kinect": 0.5, "four": 4.0, "minmax": 6.0, "flat": 6.0}[q.id]
        assert np.median(np.abs(angles - truth)[ok]) < tolerance, q.id
        np.testing.assert_allclose(q.world[ok][:, [INDEX["left_hip"], INDEX["right_hip"]]].mean(axis=1), 0, atol=1e-5)


def test_rows_are_read_as_they_say(folder: Path) -> None:
    corpus = Corpus(folder)
    by_id = {r["id"]: corpus.read(r) for r in corpus.rows}
    assert by_id["kinect"].exercise == "none"
    assert by_id["kinect"].label == "other:bow"
    assert by_id["four"].assumed
    assert by_id["four"].fps == 30.0
    assert {k: q.frame for k, q in by_id.items()} == {
        "full": "landmarks", "four": "recovered", "minmax": "recovered", "kinect": "mocap", "flat": "lifted",
    }  # fmt: skip
    assert np.isnan(by_id["minmax"].root_px).all()
    assert by_id["full"].visibility[5].max() == 0.0
    assert [r["id"] for r in corpus.select("val")] == ["flat"]
    assert len(corpus.select("all")) == 5
    assert {r["subject"] for r in corpus.select("train")} == {"p0", "p1"}


def test_a_wrong_folder_is_said_in_a_sentence(tmp_path: Path, folder: Path) -> None:
    with pytest.raises(CorpusError, match="not a corpus folder"):
        Corpus(tmp_path / "nowhere")
    corpus = Corpus(folder)
    with pytest.raises(CorpusError, match="shorter than the index"):
        corpus.frames({**corpus.rows[0], "length": "99"})
    with pytest.raises(CorpusError, match="not known"):
        corpus.read({**corpus.rows[0], "layout": "octopus8"})
    with pytest.raises(CorpusError, match="cannot be read"):
        corpus.read({**corpus.rows[0], "file": "gone.npz"})


def test_recover_undoes_a_scale_per_frame_and_axis() -> None:
    world = camera(squatting(), 40).astype(np.float32)
    rng = np.random.default_rng(0)
    scaled = world * rng.uniform(0.2, 5, (60, 1, 3)).astype(np.float32) + rng.normal(0, 3, (60, 1, 3)).astype(np.float32)
    back = lift.recover(scaled)
    assert np.median(np.abs(knee_angles(back) - knee_angles(world))) < 3.0


def test_a_sequence_is_described_as_the_mirror_describes_it(folder: Path) -> None:
    corpus = Corpus(folder)
    q = corpus.read(corpus.rows[0])
    calibration = Calibration(pitch_deg=8, roll_deg=-3)
    rows = describe_sequence(q.world, q.visibility, q.root_px, q.torso_px, calibration)
    image = corpus.frames(corpus.rows[0])[..., :3]
    grid, points = Grid(), []
    for t in range(60):
        pose = Pose(t / 30, image[t], q.world[t], q.visibility[t], 1280, 720)
        body = body_from_pose(pose, calibration)
        if body is None:
            assert np.isnan(rows[t]).all()
            points += grid.push(t / 30, None)
        else:
            np.testing.assert_allclose(f.describe(body), rows[t], rtol=1e-3, atol=1e-3)
            points += grid.push(t / 30, f.describe(body))
    even = resample(rows, 30, 16)
    assert len(even) == len(points)
    for row, (_, live) in zip(even, points, strict=True):
        assert live is not None
        np.testing.assert_allclose(row, live, rtol=1e-3, atol=1e-3)


def test_variants_differ_and_stay_finite(folder: Path) -> None:
    corpus = Corpus(folder)
    rng = np.random.default_rng(0)
    for row in corpus.rows:
        q = corpus.read(row)
        base, other = plain(q), vary(q, rng, STRENGTHS[q.frame])
        assert np.isfinite(base).all()
        assert np.isfinite(other).all()
        assert base.shape[1] == other.shape[1] == f.WIDTH
        assert not np.allclose(base[:8], other[:8])


def test_a_variant_gives_both_inputs_on_the_same_grid() -> None:
    """Landmarks for published networks, features for ours: the same moments."""
    for q in generate(4, 5):
        made = variant(q, np.random.default_rng(1), STRENGTHS["avatar"])
        features, landmarks = made.features(), made.landmarks()
        assert landmarks.shape == (len(features), 33, 4)
        hips = landmarks[:, [23, 24], :3].mean(axis=1)
        assert np.abs(hips).max() < 0.15


def test_invented_movements_are_many_and_the_same_every_time() -> None:
    made = [performed(number, 3) for number in range(7, 8 * 12, 8)]
    assert all(p.exercise == "" and p.label.startswith("invented:") for p in made)
    assert len({p.label for p in made}) > 8
    again = performed(7, 3)
    np.testing.assert_array_equal(again.performance.points, made[0].performance.points)


def test_what_was_made_is_known_repetition_by_repetition() -> None:
    told = [q for q in generate(60, 11) if q.shown is not None]
    assert told
    for q in told:
        assert len(q.bounds) == len(q.peaks) == len(q.shown or ())
        assert all(a < p < b <= len(q.world) for (a, b), p in zip(q.bounds, q.peaks, strict=True))
    assert any(name not in ("", "?") for q in told for name in q.shown or ())
