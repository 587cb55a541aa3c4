"""The doctor: its report, and each check against a world made for it."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from mirror import doctor, paths
from mirror.capture.core import Frame
from mirror.doctor import Check, healthy, report
from mirror.errors import AudioError, CaptureError, ModelError
from mirror.sessions import Store
from mirror.sessions.aside import identity, set_aside


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for kind in ("CONFIG", "DATA", "STATE", "CACHE"):
        monkeypatch.setenv(f"XDG_{kind}_HOME", str(tmp_path / kind.lower()))
    return tmp_path


class Camera:
    """A source that opens, or not, and gives a picture, or none."""

    name = "camera 0"
    closed = False

    def __init__(self, error: CaptureError | None = None, frame: Frame | None = None) -> None:
        self.error, self.frame = error, frame

    def open(self) -> None:
        if self.error is not None:
            raise self.error

    def read(self) -> Frame | None:
        return self.frame

    def close(self) -> None:
        self.closed = True


def test_only_what_is_broken_makes_it_ill() -> None:
    fine, lacking, ill = (
        Check("a", "ok", "there"),
        Check("b", "missing", "gone", "get it"),
        Check("c", "broken", "bad", "mend it"),
    )
    assert healthy((fine, lacking))
    assert not healthy((fine, ill))
    data = json.loads(json.dumps(report((fine, ill))))
    assert (data["schema"], data["ok"]) == (1, False)
    assert data["checks"][1] == {"name": "c", "state": "broken", "detail": "bad", "mend": "mend it"}


@pytest.mark.parametrize(
    ("camera", "state", "words"),
    [
        (Camera(frame=Frame(np.zeros((720, 1280, 3), np.uint8), 0.0, 0)), "ok", "camera 0: 1280x720"),
        (Camera(), "missing", "gives no pictures"),
        (Camera(CaptureError("Camera 0 is in use.")), "missing", "in use"),
    ],
    ids=["works", "dark", "busy"],
)
def test_the_camera_is_opened_and_let_go(camera: Camera, state: str, words: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mirror.capture.open_source", lambda spec: camera)
    check = doctor._camera()
    assert check.state == state
    assert words in check.detail
    assert bool(check.mend) == (state != "ok")
    assert camera.closed


def test_a_source_of_the_settings_that_is_none(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MIRROR_CAMERA__SOURCE", str(home / "missing.mp4"))
    check = doctor._camera()
    assert check.state == "missing"
    assert "missing.mp4" in check.detail


def test_without_a_sound_device(monkeypatch: pytest.MonkeyPatch) -> None:
    def silent(*_: object) -> None:
        raise AudioError("PortAudio is not installed; the mirror stays silent.")

    monkeypatch.setattr("mirror.voice.speaker.Speaker", silent)
    check = doctor._audio()
    assert (check.state, check.mend) == ("missing", "sudo apt-get install libportaudio2")


def test_speech_is_made_for_real() -> None:
    check = doctor._voice()
    assert check.state == "ok", check
    assert "spoke" in check.detail


def test_damaged_weights_are_broken_and_absent_heavy_is_not(monkeypatch: pytest.MonkeyPatch) -> None:
    from mirror.pose import weights

    def load(name: str) -> bytes:
        if name == "full":
            raise ModelError("The pose network is damaged (its sha256 is wrong).")
        return b""

    assert doctor._pose_weights().state == "ok"
    monkeypatch.setattr(weights, "load", load)
    check = doctor._pose_weights()
    assert check.state == "broken"
    assert "damaged" in check.detail
    assert "models.export" in check.mend


def test_a_recogniser_that_cannot_be_loaded(monkeypatch: pytest.MonkeyPatch) -> None:
    def lost() -> None:
        raise ModelError("The recognition network streaming.onnx cannot be read.")

    monkeypatch.setattr("mirror.recognition.load_recogniser", lost)
    assert doctor._recognition_weights().state == "broken"


def test_the_disk_is_full(monkeypatch: pytest.MonkeyPatch) -> None:
    class Usage:
        free = 10 * 2**20

    assert doctor._disk().state == "ok"
    monkeypatch.setattr("shutil.disk_usage", lambda folder: Usage)
    check = doctor._disk()
    assert check.state == "broken"
    assert "0.0 GiB" in check.detail


def test_the_database_is_looked_at_and_not_made() -> None:
    assert doctor._database().state == "ok"
    assert not paths.database().exists()
    paths.database().parent.mkdir(parents=True)
    paths.database().write_bytes(b"no database" * 100)
    assert doctor._database().state == "broken"


def test_a_broken_log_is_told_and_so_is_one_that_was_moved_aside() -> None:
    database = paths.database()
    with Store(database) as store:
        store.sessions()
    assert doctor._database() == doctor.Check("database", "ok", f"{database}, found whole")
    database.write_bytes(bytes(8192))
    broken = doctor._database()
    assert (broken.state, broken.mend) == ("broken", "mirror run (moves it aside and begins a new one)")
    aside = set_aside(database, identity(database))
    told = doctor._database()
    assert told.state == "ok"
    assert told.detail.endswith(f"broken ones that were moved aside: 1, the latest {aside}")
    assert told.mend == f"mirror sessions import {aside} (takes what can still be read)"


def test_broken_settings_do_not_stop_the_other_checks(monkeypatch: pytest.MonkeyPatch) -> None:
    (paths.config()).mkdir(parents=True)
    (paths.config() / "settings.toml").write_text("[voice")
    monkeypatch.setattr(doctor, "_CHECKS", (doctor._settings, doctor._database, doctor._voice))
    states = [check.state for check in doctor.examine()]
    assert states == ["broken", "ok", "ok"]
