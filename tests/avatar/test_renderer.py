"""Pictures of the avatar: the same each time, of the person where the projection says, nothing else touched."""

from __future__ import annotations

import json
from pathlib import Path

import cv2
import numpy as np
import pytest

from mirror import paths
from mirror.avatar import Camera, perform, project
from mirror.avatar.renderer import Renderer
from mirror.avatar.video import write_demo_video
from mirror.errors import CaptureError, ExerciseError
from mirror.exercises import load_exercise

SMALL = Camera(width=320, height=180)
POINTS = perform(load_exercise(paths.exercises() / "squat.toml"), 1, variation=0.0).points


def test_the_same_body_gives_the_same_picture() -> None:
    renderer = Renderer(320, 180)
    first = renderer.render(POINTS[0], SMALL)
    renderer.render(POINTS[len(POINTS) // 2], SMALL)
    assert np.array_equal(first, renderer.render(POINTS[0], SMALL))
    assert np.array_equal(first, Renderer(320, 180).render(POINTS[0], SMALL))
    assert not np.array_equal(first, Renderer(320, 180, seed=9).render(POINTS[0], SMALL))


def test_the_figure_stands_where_the_landmarks_are() -> None:
    renderer = Renderer(320, 180)
    for i in (0, len(POINTS) // 2):
        picture, empty = renderer.render(POINTS[i], SMALL), renderer.empty(SMALL)
        assert picture.shape == (180, 320, 3)
        assert picture.dtype == np.uint8
        changed = np.abs(picture.astype(int) - empty.astype(int)).max(axis=2) > 25
        pixels = project(POINTS[i], SMALL).pixels()
        inside = [bool(changed[int(y) - 1 : int(y) + 2, int(x) - 1 : int(x) + 2].any()) for x, y in pixels]
        assert np.mean(inside) > 0.9
        far = np.argwhere(changed)[:, ::-1]
        low, high = pixels.min(axis=0) - 14, pixels.max(axis=0) + 14
        assert (far >= low).all()
        assert (far <= high).all()


def test_nobody_and_bodies_out_of_sight_leave_the_room_as_it_is() -> None:
    renderer = Renderer(320, 180)
    assert np.array_equal(renderer.render(np.full((33, 3), np.nan), SMALL), renderer.empty(SMALL))
    assert np.array_equal(renderer.render(POINTS[0] + [0.0, 0.0, 6.0], SMALL), renderer.empty(SMALL))
    half = renderer.render(POINTS[0] + [1.9, 0.0, 0.0], SMALL)
    assert half.shape == (180, 320, 3)
    with pytest.raises(ValueError, match="renderer"):
        renderer.render(POINTS[0], Camera())


def test_a_clip_and_its_truth(tmp_path: Path) -> None:
    out = tmp_path / "curl.mp4"
    shares: list[float] = []
    facts = write_demo_video(
        "bicep_curl",
        1,
        out,
        mistake="swinging",
        view_deg=40.0,
        camera_height_cm=90.0,
        seed=2,
        width=320,
        height=180,
        progress=shares.append,
    )
    assert facts == json.loads((tmp_path / "curl.json").read_text())
    assert facts["mistakes"] == ["swinging"]
    assert len(facts["reps"]) == 1
    assert facts["camera"]["yaw_deg"] == 40.0
    assert facts["camera"]["height_m"] == pytest.approx(0.9)
    assert shares[-1] == 1.0
    video = cv2.VideoCapture(str(out))
    assert int(video.get(cv2.CAP_PROP_FRAME_COUNT)) == facts["frames"]
    assert (video.get(cv2.CAP_PROP_FRAME_WIDTH), video.get(cv2.CAP_PROP_FPS)) == (320.0, 30.0)
    video.release()


def test_clips_that_cannot_be(tmp_path: Path) -> None:
    with pytest.raises(ExerciseError, match="no exercise called flying"):
        write_demo_video("flying", 1, tmp_path / "a.mp4")
    with pytest.raises(ExerciseError, match="no mistake called flying"):
        write_demo_video("squat", 1, tmp_path / "a.mp4", mistake="flying")
    with pytest.raises(CaptureError, match="cannot be written"):
        write_demo_video("squat", 1, tmp_path / "missing" / "a.mp4", width=320, height=180)
    with pytest.raises(ValueError, match="reps"):
        write_demo_video("squat", 0, tmp_path / "a.mp4")


def test_a_camera_that_sees_only_the_floor() -> None:
    """No wall in the picture: what is not seen needs no texture."""
    from mirror.avatar.camera import Camera
    from mirror.avatar.room import Room, background

    picture = background(Room(), Camera(height_m=2.0, pitch_deg=-75.0, distance_m=0.6, width=64, height=48))
    assert picture.shape == (48, 64, 3)
