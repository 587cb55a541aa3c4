"""TRC: read back by the rules that OpenSim's reader goes by."""

from __future__ import annotations

import math
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.typing import NDArray

from mirror.export import ExportError, Form, write
from mirror.export.trc import KEYS, MARKERS, Markers, as_trc, markers
from mirror.geometry.camera import Calibration
from mirror.pose.skeleton import INDEX
from mirror.sessions import Store
from mirror.sessions.track import RATE, Track
from tests.export.logs import Run, movement, record

KNEE, HIP, ANKLE, TOE = (INDEX[f"left_{name}"] for name in ("knee", "hip", "ankle", "foot_index"))


def cells(line: str) -> list[str]:
    """As opensim-core's FileAdapter::tokenize parts a line: every tab ends a cell; what follows the last, if anything does."""
    parts = line.split("\t")
    return parts[:-1] if parts[-1] == "" else parts


def read(text: str) -> Markers:
    """As opensim-core's TRCFileAdapter::extendRead does, refusing what it refuses."""
    lines = text.split("\n")
    assert lines[0].split()[0] == "PathFileType"
    keys, values = ([cell for cell in cells(line) if cell] for line in lines[1:3])
    assert tuple(keys) == KEYS
    header = dict(zip(keys, values, strict=True))
    count = int(header["NumMarkers"])
    labels = [cell for cell in cells(lines[3]) if cell]
    assert labels[:2] == ["Frame#", "Time"]
    assert len(labels) == count + 2
    assert [cell for cell in cells(lines[4]) if cell] == [f"{axis}{i}" for i in range(1, count + 1) for axis in "XYZ"]
    assert lines[5] == ""
    rows = [cells(line) for line in lines[6:] if line]
    assert {len(row) for row in rows} == {2 + 3 * count}
    assert [int(row[0]) for row in rows] == list(range(1, int(header["NumFrames"]) + 1))
    places = np.array([[float(cell) if cell else math.nan for cell in row[2:]] for row in rows])
    assert header["Units"] == "mm"
    t = np.array([float(row[1]) for row in rows])
    return Markers(float(header["DataRate"]), t, places.reshape(-1, count, 3), tuple(labels[2:]))


def track_of(exercise: str = "squat", reps: int = 2) -> Track:
    poses = movement(exercise, reps)
    at = np.arange(0.0, poses[-1].t, 1 / RATE)
    picked = [min(poses, key=lambda p: abs(p.t - t)) for t in at]
    stack = [np.stack([getattr(p, name) for p in picked]).astype(np.float32) for name in ("image", "world", "visibility")]
    return Track(at + 100.0, *stack, picked[0].width, picked[0].height)


def angle(a: NDArray[np.float64], b: NDArray[np.float64], c: NDArray[np.float64]) -> NDArray[np.float64]:
    """At b, degrees."""
    u, v = a - b, c - b
    cosine = (u * v).sum(-1) / (np.linalg.norm(u, axis=-1) * np.linalg.norm(v, axis=-1))
    return np.degrees(np.arccos(np.clip(cosine, -1, 1)))


def test_a_set_comes_back_as_it_was(database: Path, tmp_path: Path) -> None:
    id = record(database, Run())
    with Store(database) as store:
        files = write(store, [id], Form.TRC, tmp_path / "squat.trc", audit=None)
        made = markers(store.track(id, 1), Calibration())
    assert files == (tmp_path / "squat.trc",)
    assert made is not None
    back = read(files[0].read_text(encoding="utf-8"))
    assert back.names == MARKERS
    assert back.rate == RATE
    np.testing.assert_allclose(back.places, made.places, atol=0.005 + 1e-9)
    np.testing.assert_allclose(back.t, made.t, atol=1e-6)


def test_the_axes_are_opensims() -> None:
    """x forward, y up, z to the right, although the camera looks from the side and the person's left is the pose's +x."""
    found = markers(track_of(), Calibration())
    assert found is not None
    standing = found.places[: int(RATE / 2)].mean(axis=0)
    left_to_right = standing[INDEX["right_hip"]] - standing[HIP]
    assert np.argmax(np.abs(left_to_right)) == 2
    assert left_to_right[2] > 150, "the right hip lies to the right, some 20 cm"
    assert standing[INDEX["nose"]][1] > standing[HIP][1] + 400
    assert (standing[TOE] - standing[INDEX["left_heel"]])[0] > 100, "toes point forward"
    assert abs(np.nanpercentile(np.nanmin(found.places[:, :, 1], axis=1), 2)) < 1e-6, "the floor is at 0"


def test_angles_survive() -> None:
    """What inverse kinematics solves for: the knee's angle, against the avatar's own picture."""
    track = track_of()
    found = markers(track, Calibration())
    assert found is not None
    knee = angle(found.places[:, HIP], found.places[:, KNEE], found.places[:, ANKLE])
    own = angle(*(track.world[:, i].astype(np.float64) for i in (HIP, KNEE, ANKLE)))
    assert np.ptp(knee) > 60
    assert np.median(np.abs(knee - own)) < 3


def test_a_pause_is_frames_without_markers() -> None:
    track = track_of()
    later = track.t.copy()
    later[20:] += 2.0
    found = markers(replace(track, t=later), Calibration())
    assert found is not None
    np.testing.assert_allclose(np.diff(found.t), 1 / RATE)
    assert len(found.t) == len(track.t) + 2 * RATE
    assert np.isnan(found.places[20 : 20 + int(2 * RATE)]).all()
    assert np.isfinite(read(as_trc(found, "a")).places[0]).all()


def test_a_landmark_that_is_missing_is_empty_even_the_last() -> None:
    track = track_of()
    track.world[5, -1] = math.nan
    found = markers(track, Calibration())
    assert found is not None
    back = read(as_trc(found, "a"))
    assert np.isnan(back.places[5, -1]).all()
    assert np.isfinite(back.places[5, :-1]).all()


@given(
    arrays(np.float64, st.tuples(st.integers(1, 4), st.just(33), st.just(3)), elements=st.floats(-9e4, 9e4) | st.just(math.nan))
)
def test_any_places_come_back(places: NDArray[np.float64]) -> None:
    found = Markers(RATE, np.arange(len(places)) / RATE, places, MARKERS)
    whole = np.where(np.isfinite(places).all(axis=2, keepdims=True), places, math.nan)
    np.testing.assert_allclose(read(as_trc(found, "a b.trc")).places, whole, atol=0.005 + 1e-6)


def test_of_several_sets_each_has_a_file(database: Path, tmp_path: Path) -> None:
    id = record(database, Run(sets=[("squat", 2, "full"), ("lunge", 2, "full")]))
    with Store(database) as store:
        files = write(store, [id], Form.TRC, tmp_path / "a.trc", audit=None)
    assert [file.name for file in files] == [f"a-{id[:8]}-set{n}.trc" for n in (1, 2)]
    for file in files:
        assert read(file.read_text(encoding="utf-8")).names == MARKERS


def test_without_a_track_there_is_nothing_to_write(database: Path, tmp_path: Path) -> None:
    id = record(database, Run(track=False))
    with Store(database) as store, pytest.raises(ExportError, match="No landmarks"):
        write(store, [id], Form.TRC, tmp_path / "a.trc", audit=None)
    assert not (tmp_path / "a.trc").exists()


def test_times_that_are_broken_are_a_sentence() -> None:
    track = track_of()
    later = track.t.copy()
    later[20:] += 1e6
    with pytest.raises(ExportError, match="six hours"):
        markers(replace(track, t=later), Calibration())


def test_a_track_in_which_nobody_was_seen() -> None:
    track = track_of()
    track.world[:] = math.nan
    assert markers(track, Calibration()) is None
