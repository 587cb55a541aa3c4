"""The real networks on real pictures."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from mirror.capture.core import Frame
from mirror.pose import open_estimator
from mirror.pose.blazepose import BlazePose
from mirror.pose.skeleton import LEFT_ANKLE, LEFT_HIP, LEFT_SHOULDER, NOSE, RIGHT_ANKLE, RIGHT_HIP, RIGHT_SHOULDER
from tests.pose.parity import video

CLIPS = Path(__file__).parents[2] / "../shared/clips"
shared = [pytest.mark.shared, pytest.mark.skipif(not CLIPS.exists(), reason="no ../shared")]


@pytest.fixture(scope="module")
def lite() -> Iterator[BlazePose]:
    estimator = BlazePose("lite", device="cpu", threads=1)
    yield estimator
    estimator.close()


def test_an_empty_room_is_nobody(lite: BlazePose) -> None:
    lite.reset()
    wall = np.full((480, 640, 3), 127, np.uint8)
    wall[300:] = 60
    assert [lite.estimate(Frame(wall, k / 30, k)) for k in range(3)] == [None] * 3


@pytest.mark.parametrize("size", [(1, 1), (2000, 8), (7, 900)])
def test_any_shape_of_picture_is_taken(lite: BlazePose, size: tuple[int, int]) -> None:
    lite.reset()
    assert lite.estimate(Frame(np.zeros((*size, 3), np.uint8), 0.0, 0)) is None


@pytest.mark.parametrize("model", ["lite", "full"])
class TestPeople:
    pytestmark = shared

    def test_a_standing_person(self, model: str) -> None:
        estimator = open_estimator(model, device="cpu")  # type: ignore[arg-type]
        poses = [estimator.estimate(frame) for frame in video(CLIPS / "squat.mp4", 20)]
        estimator.close()
        assert estimator.name == f"blazepose-{model}"
        for pose in poses:
            assert pose is not None
            assert pose.track == 0
            assert pose.score > 0.9
            assert pose.image.dtype == pose.world.dtype == pose.visibility.dtype == np.float32
            y = pose.image[:, 1]
            assert y[NOSE] < y[[LEFT_SHOULDER, RIGHT_SHOULDER]].mean() < y[[LEFT_HIP, RIGHT_HIP]].mean()
            assert y[[LEFT_HIP, RIGHT_HIP]].mean() < y[[LEFT_ANKLE, RIGHT_ANKLE]].mean()
            hips = pose.world[[LEFT_HIP, RIGHT_HIP]].mean(axis=0)
            assert np.abs(hips).max() < 0.05
            height = pose.world[:, 1].max() - pose.world[:, 1].min()
            assert 1.2 < height < 2.0
            assert pose.visibility[[LEFT_SHOULDER, RIGHT_SHOULDER]].min() > 0.9

    def test_smoothing_only_smooths(self, model: str) -> None:
        raw, smooth = BlazePose(model, device="cpu", smoothing=False), BlazePose(model, device="cpu")  # type: ignore[arg-type]
        apart = []
        for frame in video(CLIPS / "jumping_jack.mp4", 40):
            one, other = raw.estimate(frame), smooth.estimate(frame)
            assert one is not None
            assert other is not None
            apart.append(np.hypot(*(one.pixels() - other.pixels()).T).mean() / np.hypot(*(one.pixels()[11] - one.pixels()[23])))
        raw.close()
        smooth.close()
        assert apart[0] == 0
        assert 0 < np.mean(apart) < 0.05


class TestTwoPeople:
    pytestmark = shared

    def test_the_tracked_person_stays_when_a_larger_one_walks_in(self, lite: BlazePose) -> None:
        lite.reset()
        first = [frame.image for frame in video(CLIPS / "bicep_curl.mp4", 60)]
        second = [frame.image for frame in video(CLIPS / "squat.mp4", 60)]
        height, width = first[0].shape[:2]
        other_width = round(second[0].shape[1] * height / second[0].shape[0])
        hips = []
        import cv2

        for k, (a, b) in enumerate(zip(first, second, strict=True)):
            scene = np.zeros((height, width + other_width, 3), np.uint8)
            scene[:, :width] = a
            if k >= 20:
                scene[:, width:] = cv2.resize(b, (other_width, height))
            pose = lite.estimate(Frame(scene, k / 30, k))
            assert pose is not None
            assert pose.track == 0
            hips.append(pose.pixels()[[LEFT_HIP, RIGHT_HIP]].mean(axis=0))
        assert max(x for x, _ in hips) < width
        assert np.ptp([x for x, _ in hips]) < 0.1 * width

    def test_lost_and_found_again(self, lite: BlazePose) -> None:
        lite.reset()
        frames = list(video(CLIPS / "squat.mp4", 30))
        empty = np.zeros_like(frames[0].image)
        seen = [lite.estimate(f if not 10 <= k < 20 else Frame(empty, f.t, f.index)) for k, f in enumerate(frames)]
        assert [pose is not None for pose in seen] == [not 10 <= k < 20 for k in range(30)]
        assert {pose.track for pose in seen if pose is not None} == {0}
