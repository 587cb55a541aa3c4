"""Law 6, watched on the real program: no frame reaches the disk, no internet socket is opened, unless the user asked for it."""

from __future__ import annotations

import os
import shutil
import socket
import sqlite3
import struct
from contextlib import closing
from pathlib import Path

import cv2
import numpy as np
import pytest

from mirror.capture.demo import Demo
from tests.e2e.watch import (
    DATABASE_BYTES,
    LOG_BYTES,
    Seen,
    internet_sockets,
    kind_of,
    open_for_writing,
    picture_in,
    strange_in_database,
    watch,
)

pytestmark = pytest.mark.timeout(300)

WINDOW = {"QT_QPA_PLATFORM": "offscreen"}


@pytest.fixture(scope="module")
def headless(tmp_path_factory: pytest.TempPathFactory) -> Seen:
    """The demo on the terminal, with log and voice, until somebody has done something."""
    return watch(tmp_path_factory.mktemp("headless"), "run", "--headless", "--source", "demo", "--for", "12")


@pytest.fixture(scope="module")
def window(tmp_path_factory: pytest.TempPathFactory) -> Seen:
    """The same in the mirror's window, offscreen."""
    return watch(tmp_path_factory.mktemp("window"), "run", "--source", "demo", "--for", "8", env=WINDOW)


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> Seen:
    """A run of which a picture is wanted."""
    return watch(tmp_path_factory.mktemp("asked"), "run", "--source", "demo", "--for", "5", "--snapshot", "asked.png", env=WINDOW)


@pytest.fixture(scope="module")
def review(headless: Seen, tmp_path_factory: pytest.TempPathFactory) -> Seen:
    """The desk over what the first run kept."""
    folder = tmp_path_factory.mktemp("review")
    shutil.copytree(headless.mirror.home, folder / "home")
    return watch(folder, "review", env=WINDOW, seconds=8.0)


@pytest.fixture(params=["headless", "window", "asked", "review"])
def seen(request: pytest.FixtureRequest) -> Seen:
    found: Seen = request.getfixturevalue(request.param)
    assert "Traceback" not in found.result.err
    assert found.result.code in ((0, -15, 143) if request.param == "review" else (0,)), found.result
    return found


def test_no_internet_socket_is_opened(seen: Seen) -> None:
    """And none is needed: there they are refused, and the program does what it did."""
    assert seen.internet == []


def test_nothing_is_written_outside_the_program_s_own_folders(seen: Seen) -> None:
    assert seen.outside == set()
    assert any(path.endswith(".db") for path in seen.written), "the watch saw nothing at all"


def test_what_is_left_is_of_a_known_kind_and_no_picture(seen: Seen) -> None:
    left = [path for path in seen.left if path.name != "asked.png"]
    kinds = {path: kind_of(path) for path in left}
    assert [path for path, kind in kinds.items() if not kind] == []
    assert {path: told for path in left if (told := picture_in(path.read_bytes()))} == {}
    told = [path for path, kind in kinds.items() if kind == "text"]
    assert sum(path.stat().st_size for path in told) <= LOG_BYTES
    kept = [path for path, kind in kinds.items() if kind in ("database", "wal")]
    assert sum(path.stat().st_size for path in kept) <= DATABASE_BYTES
    assert [strange_in_database(path) for path, kind in kinds.items() if kind == "database"] == [[]]
    assert not [path for path in left if path.is_relative_to(seen.mirror.home / "tmp")]


def test_only_its_user_may_read_what_is_left(seen: Seen) -> None:
    left = [path for path in seen.mirror.home.rglob("*") if path != seen.mirror.home / "tmp"]
    folders = {seen.mirror.home / kind for kind in ("data", "config", "state", "cache")}  # as the system's own, ours are in them
    assert {
        str(path): oct(path.stat().st_mode & 0o777) for path in left if path.stat().st_mode & 0o077 and path not in folders
    } == {}


def test_the_watched_run_was_a_whole_one(headless: Seen, window: Seen) -> None:
    """Somebody was seen, counted and kept, and sentences were made to be said."""
    with closing(sqlite3.connect(f"file:{headless.mirror.database}?mode=ro", uri=True)) as log:
        assert log.execute("select count(*) from repetition").fetchone()[0] > 0
        assert log.execute("select count(*) from track").fetchone()[0] > 0
    for run in (headless, window):
        kinds = {kind_of(path) for path in run.left}
        assert {"database", "text"} <= kinds


def test_a_picture_that_was_asked_for_is_one_and_the_only_one(asked: Seen) -> None:
    shot = asked.mirror.home / "asked.png"
    data = shot.read_bytes()
    assert data.startswith(b"\x89PNG")
    assert struct.unpack(">II", data[16:24]) > (0, 0)
    assert [path for path in asked.left if picture_in(path.read_bytes())] == [shot]


# -- the watch itself can see ----------------------------------------------------------------------------------------------


def test_the_watch_sees_a_socket_of_this_process() -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as mine:
        mine.bind(("127.0.0.1", 0))
        assert internet_sockets(os.getpid()) == [f"socket:[{os.fstat(mine.fileno()).st_ino}]"]


def test_the_watch_sees_a_file_that_is_being_written(tmp_path: Path) -> None:
    with (tmp_path / "frame.raw").open("wb"):
        assert str(tmp_path / "frame.raw") in open_for_writing(os.getpid())


@pytest.mark.parametrize("form", [".png", ".jpg", ".bmp", ".webp", "raw", "rgb", "inside"])
def test_the_watch_would_know_a_picture(tmp_path: Path, form: str) -> None:
    source = Demo(paced=False)
    source.open()
    frame = source.read()
    assert frame is not None
    if form.startswith("."):
        data = cv2.imencode(form, frame.image)[1].tobytes()
    elif form == "rgb":
        data = b"header" + np.ascontiguousarray(frame.image[..., ::-1]).tobytes()
    elif form == "inside":
        data = b"SQLite format 3\0" + bytes(1000) + cv2.imencode(".jpg", frame.image)[1].tobytes()
    else:
        data = frame.image.tobytes()
    file = tmp_path / "session.db"
    file.write_bytes(data)
    assert picture_in(data)
    assert kind_of(tmp_path / "session.db") in ("", "database")
    assert not picture_in(np.random.default_rng(0).bytes(200_000))


def test_neither_doctor_nor_encryption_nor_an_export_goes_anywhere(headless: Seen, tmp_path: Path) -> None:
    home = tmp_path / "home"
    shutil.copytree(headless.mirror.home, home)
    commands = ("doctor", "sessions encrypt --key-file --yes", "sessions export --all --out out.pdf", "sessions list")
    for n, words in enumerate(commands):
        done = watch(tmp_path / str(n), *words.split(), home=home, env=WINDOW)
        assert done.result.code == 0, done.result
        assert done.internet == [], words
        assert {path for path in done.outside if not path.startswith("/dev/video")} == set(), words
    assert (home / "out.pdf").stat().st_mode & 0o777 == 0o600
    assert [path for path in home.rglob("*.key") if path.stat().st_mode & 0o077] == []
