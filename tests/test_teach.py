"""`mirror teach`: the files, the words, the exit codes; and that what was taught is counted, named and listed."""

from __future__ import annotations

import math
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from typer.testing import CliRunner, Result

from mirror import cli, paths
from mirror import teach as command
from mirror.analysis import report
from mirror.avatar.prototypes import own_prototype, prototypes_for
from mirror.capture.core import Frame
from mirror.errors import CaptureError
from mirror.exercises.own import load_shown, load_whole
from mirror.pose.core import Pose
from mirror.recognition import load_recogniser
from mirror.teaching.core import TeachingError
from mirror.trainer import Trainer
from tests.acting import OBLIQUE, acted


class Clip:
    """A source of blank pictures, and the estimator that knows what is in them."""

    name = "clip.mp4"

    def __init__(self, poses: Sequence[Pose | None], live: bool = False) -> None:
        self.poses, self.live, self.fps = poses, live, 30.0
        self.frames = 0 if live else len(poses)
        self.closed = 0
        self._next = 0

    def open(self) -> None: ...

    def close(self) -> None:
        self.closed += 1

    def reset(self) -> None: ...

    def read(self) -> Frame | None:
        if self._next == len(self.poses):
            return None
        self._next += 1
        return Frame(np.zeros((4, 4, 3), np.uint8), (self._next - 1) / self.fps, self._next - 1)

    def estimate(self, frame: Frame) -> Pose | None:
        return self.poses[frame.index]


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty home; the folder of the user's exercises."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    return paths.own_exercises()


def stand_in(monkeypatch: pytest.MonkeyPatch, poses: Sequence[Pose | None], live: bool = False) -> Clip:
    clip = Clip(poses, live)
    monkeypatch.setattr(command, "open_source", lambda spec: clip)
    monkeypatch.setattr(command, "_estimator", lambda settings: clip)
    return clip


def run(*args: str) -> Result:
    return CliRunner().invoke(cli.app, list(args))


SHOWN = acted("squat", 4, OBLIQUE, lead_s=2.0, tail_s=2.0)


def test_taught_listed_counted(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    clip = stand_in(monkeypatch, SHOWN)
    result = run("teach", "deep_bend", "--title", "Deep bend", "--source", "clip.mp4")
    assert (result.exit_code, result.stderr) == (0, "")
    lines = result.stdout.splitlines()
    assert lines[0] == "Show it three to five times."
    assert lines[1].startswith("I saw 4 repetitions. The ")
    assert str(home / "deep_bend.toml") in lines[2]
    assert "squat" in lines[3]  # it is one, and the mirror says so
    assert clip.closed == 2
    assert "yours" in next(line for line in run("exercises").stdout.splitlines() if line.startswith("deep_bend"))
    assert run("exercises", "deep_bend").stdout.startswith("Deep bend (deep_bend)")
    catalogue = load_whole()
    assert len(catalogue) == 37
    assert catalogue.own == {"deep_bend"}
    other = Clip(acted("squat", 6, OBLIQUE, tempo=1.2))
    (done,) = report(other, other, Trainer(catalogue, None), exercise="deep_bend")["sets"]
    assert done["counts"] == {"full": 6, "partial": 0, "rejected": 0}
    assert done["score"] >= 80


def test_what_was_taught_is_not_written_over_unasked(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home.mkdir(parents=True)
    (home / "deep_bend.toml").write_text("mine", encoding="utf-8")
    stand_in(monkeypatch, SHOWN)
    again = run("teach", "deep_bend")
    assert again.exit_code == 1
    assert "--force" in again.stderr
    assert (home / "deep_bend.toml").read_text(encoding="utf-8") == "mine"
    assert run("teach", "deep_bend", "--force").exit_code == 0
    assert load_whole().own == {"deep_bend"}


@pytest.mark.parametrize(("name", "words"), [("Wide", "cannot be a name"), ("a__b", "cannot be a name"), ("squat", "comes with")])
def test_a_name_that_none_can_have_is_wrong_usage(home: Path, name: str, words: str) -> None:
    result = run("teach", name)
    assert result.exit_code == 2
    assert words in result.stderr
    assert result.stderr.count("\n") == 1
    assert not home.exists()


def test_a_file_elsewhere_bears_the_name(home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert run("teach", "bend", "--out", str(tmp_path / "other.toml")).exit_code == 2
    missing = run("teach", "bend", "--out", str(tmp_path / "no" / "bend.toml"))
    assert missing.exit_code == 1
    assert "no such folder" in missing.stderr
    stand_in(monkeypatch, SHOWN)
    assert run("teach", "bend", "--out", str(tmp_path / "bend.toml")).exit_code == 0
    assert (tmp_path / "bend.npz").exists()
    assert not home.exists()


def test_what_cannot_be_learned_is_one_sentence_and_leaves_nothing(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for poses, words in (([None] * 60, "I saw nobody"), (acted("squat", 2, OBLIQUE), "only 2 repetitions")):
        clip = stand_in(monkeypatch, poses)
        result = run("teach", "bend")
        assert result.exit_code == 1
        assert words in result.stderr
        assert clip.closed == 2
    assert not home.exists()


def test_no_camera_and_no_file(home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    result = run("teach", "bend", "--source", str(tmp_path / "no.mp4"))
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith("mirror: ")

    def none(spec: str) -> Clip:
        assert spec == "camera"
        raise CaptureError("There is no camera.")

    monkeypatch.setattr(command, "open_source", none)
    result = run("teach", "bend")
    assert (result.exit_code, result.stderr) == (1, "mirror: There is no camera.\n")


def test_a_camera_is_watched_until_enough_was_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    resting = [SHOWN[-1]] * 600
    clip = Clip([*SHOWN, *(Pose(p.t, p.image, p.world, p.visibility, p.width, p.height) for p in resting)], live=True)
    timed = [Pose(i / 30.0, p.image, p.world, p.visibility, p.width, p.height) for i, p in enumerate(clip.poses) if p is not None]
    clip.poses = timed
    monkeypatch.setattr(command, "ThreadPoolExecutor", AtOnce)
    said: list[str] = []
    recording = command.watch(clip, clip, out=said.append)
    assert said[0] == "Show it three to five times."
    assert said[-1] == "I have seen 4."
    assert len(SHOWN) / 30.0 < recording.last_t < len(SHOWN) / 30.0 + 6.0
    short = command.watch(Clip(timed, live=True), clip, out=said.append, seconds=2.0)
    assert short.last_t == pytest.approx(2.0, abs=0.1)


class AtOnce:
    """An executor without threads: what is asked of it is done before the next frame."""

    def __init__(self, *_: object) -> None: ...

    def __enter__(self) -> AtOnce:
        return self

    def __exit__(self, *_: object) -> None: ...

    def submit(self, work: object, *args: object) -> object:
        from concurrent.futures import Future

        future: Future[object] = Future()
        future.set_result(work(*args))  # type: ignore[operator]
        return future


def test_a_broken_file_of_the_user_s_is_said_and_left_out(home: Path) -> None:
    home.mkdir(parents=True)
    (home / "bad.toml").write_text("schema = ", encoding="utf-8")
    (home / "squat.toml").write_text((paths.exercises() / "squat.toml").read_text(encoding="utf-8"), encoding="utf-8")
    good = (paths.exercises() / "squat.toml").read_text(encoding="utf-8").replace('name = "squat"', 'name = "mine"')
    (home / "mine.toml").write_text(good, encoding="utf-8")
    (home / "mine.npz").write_bytes(b"PK no archive")
    catalogue = load_whole()
    assert (len(catalogue), catalogue.own) == (37, {"mine"})
    assert [any(word in p for p in catalogue.problems) for word in ("bad.toml", "squat.toml", "mine.npz")] == [True] * 3
    listed = run("exercises")
    assert listed.exit_code == 0
    assert listed.stderr.count("\n") == 3
    from mirror.doctor import _catalogue

    assert _catalogue().state == "missing"


def test_what_was_shown_is_kept_as_it_was(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stand_in(monkeypatch, SHOWN)
    assert run("teach", "bend").exit_code == 0
    kept = load_shown(home / "bend.npz")
    assert kept[0].t == 0.0
    assert 5.0 < kept[-1].t < SHOWN[-1].t
    assert kept[0].world.shape == (33, 3)
    assert math.isclose(kept[0].width, SHOWN[0].width)


def test_an_exercise_that_the_network_does_not_know_gets_its_prototype(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    network = load_recogniser().network
    stand_in(monkeypatch, SHOWN)
    assert run("teach", "bend").exit_code == 0
    assert own_prototype(network, SHOWN) == (None, "squat")
    assert "bend" not in prototypes_for(load_whole(), network).vectors
    monkeypatch.setattr("mirror.avatar.prototypes._TAKEN", 1.1)  # as of a movement that it takes for none of its own
    vector = prototypes_for(load_whole(), network).vectors["bend"]
    assert float(np.linalg.norm(vector)) == pytest.approx(1.0, abs=1e-4)


def test_the_sentence_of_a_movement_that_nobody_knows() -> None:
    with pytest.raises(TeachingError, match="nobody"):
        command.learn(command.Recording(), "bend")
