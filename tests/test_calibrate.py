"""`mirror calibrate`: from a source to a sentence and a kept file."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path

import numpy as np
import pytest

from mirror import calibrate as calibrating
from mirror import run
from mirror.calibrate import Request, WrongRequest, check, follow, sentences
from mirror.calibration.drift import SENTENCE
from mirror.calibration.solver import CalibrationError
from mirror.calibration.store import Kept, save
from mirror.capture.core import Frame
from mirror.commands import Calibrate
from mirror.events import Event
from mirror.geometry.camera import Calibration
from mirror.mailbox import Channel
from mirror.observation import Observation
from mirror.pose.core import Pose
from mirror.settings import Settings
from tests.calibration.acting import movement, poses

_BLACK = np.zeros((36, 64, 3), np.uint8)


class _Told:
    """A source of black pictures and an estimator that knows what they show."""

    name = "camera 0"
    fps = 6.0

    def __init__(self, shown: list[Pose | None], live: bool = False) -> None:
        self.live, self.shown, self._at = live, shown, 0

    def open(self) -> None: ...

    def read(self) -> Frame | None:
        if self._at >= len(self.shown):
            return None
        self._at += 1
        return Frame(_BLACK, (self._at - 1) / self.fps, self._at - 1)

    def estimate(self, frame: Frame) -> Pose | None:
        return self.shown[frame.index]

    def reset(self) -> None: ...

    def close(self) -> None: ...


def _run(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, shown: list[Pose | None], **kwargs: object) -> list[str]:
    told = _Told(shown)
    monkeypatch.setattr(calibrating, "open_source", lambda spec: told)
    monkeypatch.setattr(calibrating, "open_estimator", lambda *a, **k: told)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    lines: list[str] = []
    calibrating.run(Request(source="camera:0", **kwargs), out=lines.append)  # type: ignore[arg-type]
    return lines


def test_it_leads_tells_and_keeps(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    lines = _run(monkeypatch, tmp_path, list(poses()), body_cm=100 * movement().stature_m, fov_deg=50.0)
    assert lines[0].startswith("1 of 6: Stand")
    assert sum(" of 6: " in line for line in lines) == 6
    assert any(line.startswith("Camera height 1") and "±" in line for line in lines)
    assert "Field of view 50.0°, as given" in lines
    assert "camera 0" in lines[-1]
    table = lines[lines.index("What this view is good for, as you stood last:") + 1 : -1]
    assert sum(line.startswith("  squat ") for line in table) == 1
    assert {line.split()[1] for line in table} <= {"good", "fair", "poor", "unknown"}
    from mirror.calibration.store import load

    kept = load("camera 0")
    assert kept is not None
    assert kept.calibration.height_m == pytest.approx(1.1, abs=0.06)
    assert kept.body_m == pytest.approx(movement().stature_m, abs=1e-3)


def test_what_cannot_be_solved_is_not_kept(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    with pytest.raises(CalibrationError, match="standing long enough"):
        _run(monkeypatch, tmp_path, [None] * 30, body_cm=175.0)
    assert not (tmp_path / "mirror").exists()


def test_a_camera_ends_when_all_was_shown_and_says_what_is_missing() -> None:
    shown: list[Pose | None] = [*poses(), *[None] * 200]
    source = _Told(shown, live=True)
    follow(source, source, lambda line: None)  # type: ignore[arg-type]
    assert source.read() is not None
    source = _Told(list(poses())[:20], live=True)
    with pytest.raises(CalibrationError, match="was not finished"):
        follow(source, source, lambda line: None)  # type: ignore[arg-type]


@pytest.mark.parametrize("request_", [Request(), Request(body_cm=17.0), Request(body_cm=175.0, fov_deg=5.0)])
def test_wrong_usage(request_: Request) -> None:
    with pytest.raises(WrongRequest):
        check(request_)


def test_numbers_that_nobody_knows_are_said_to_be_unknown() -> None:
    lines = sentences(Calibration(1.0, -12.3, source="calibrated"))
    assert "Distance not known" in lines
    assert "Looks 12.3° down" in lines


class _Live:
    """What `mirror run` needs of the live mirror here."""

    def __init__(self) -> None:
        self.sent: list[object] = []
        self.told: list[str] = []
        self.channel: Channel[Observation] = Channel()

    def send(self, command: object) -> None:
        self.sent.append(command)

    def tell(self, sentence: str) -> None:
        self.told.append(sentence)

    def observations(self) -> Channel[Observation]:
        return self.channel

    def events(self) -> Channel[Event]:
        nothing: Channel[Event] = Channel()
        nothing.close()
        return nothing


def _begun(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> _Live:
    """A run's beginning before a source of this name, and somebody who then stands before the camera."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    source, live, notes = _Told([]), _Live(), []
    source.name = name
    with ExitStack() as ending:
        run._calibrate(Settings(), live, source, notes.append, ending)  # type: ignore[arg-type]
        for pose in poses()[:20]:
            live.channel.put(Observation(pose.t, pose))
        live.channel.close()
    live.told += notes
    return live


def test_a_run_takes_what_was_kept_for_its_source_and_no_other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    stands = Calibration(1.1, -6.0, 2.0, 4.2, 50.0, "calibrated", 0.02, 0.3, 0.25, 0.05, 0.0)
    save("camera 0", Kept(stands, movement().stature_m))
    same = _begun(tmp_path, monkeypatch, "camera 0")
    assert [c.calibration for c in same.sent if isinstance(c, Calibrate)] == [stands]
    assert same.told == []
    assert _begun(tmp_path, monkeypatch, "camera 1").sent == []


def test_a_run_says_that_the_camera_has_moved(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    save("camera 0", Kept(Calibration(1.1, -1.0, 2.0, 4.2, 50.0, "calibrated", 0.02, 0.3, 0.25), movement().stature_m))
    assert _begun(tmp_path, monkeypatch, "camera 0").told == [SENTENCE]


def test_a_run_goes_on_with_a_calibration_that_cannot_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "mirror").mkdir()
    (tmp_path / "mirror" / "calibration.toml").write_text("= broken", encoding="utf-8")
    live = _begun(tmp_path, monkeypatch, "camera 0")
    assert live.sent == []
    assert all("is not valid TOML" in sentence for sentence in live.told)
    assert live.told


def test_the_avatar_shows_it(tmp_path: Path) -> None:
    from mirror.capture.calibration_demo import CalibrationDemo

    demo = CalibrationDemo(width=320, height=180, fps=2.0)
    demo.open()
    first = demo.read()
    assert first is not None
    assert first.image.shape == (180, 320, 3)
    seen = demo.camera.to_pixels(demo.camera.to_camera(demo.movement.points)) / [320, 180]
    assert seen.min() > 0.0
    assert seen.max() < 1.0
    names = [name for name, *_ in demo.movement.parts]
    assert names == ["stand near", "turn near", "squat", "walk", "stand far", "turn far"]
    assert demo.movement.parts[-1][2] == demo.frames
    demo.close()
    demo.close()
