"""A header is read without giving away the locks of SQLite, which has the same file open."""

from __future__ import annotations

import gc
import subprocess
import sys
from pathlib import Path

import pytest

from mirror.sessions import opened
from mirror.sessions.cipher import fingerprint
from mirror.sessions.database import Log, check_file

_TAKES = """
import fcntl, sys
with open(sys.argv[1], "r+b") as file:
    try:
        fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB, 510, 0x40000002)
    except OSError:
        sys.exit(1)
"""
"""An exclusive lock on SQLite's shared bytes (os.h, SHARED_FIRST and SHARED_SIZE), from another process."""


def locked(log: Path) -> bool:
    return subprocess.run([sys.executable, "-c", _TAKES, str(log)], timeout=60).returncode == 1


def test_looking_at_an_open_log_keeps_its_lock(database: Path) -> None:
    log = Log(database)
    try:
        assert locked(database), "SQLite holds a shared lock as long as it is open"
        assert check_file(database)
        assert fingerprint(database) is None
        second = Log(database)
        second.close()
        assert check_file(database)
        assert locked(database)
        with database.open("rb"):
            pass
        assert not locked(database), "which is what opening it by hand would do"
    finally:
        log.close()


def test_a_closed_log_is_read_again(database: Path) -> None:
    log = Log(database)
    log.close()
    content = bytearray(database.read_bytes())
    content[20] = 80
    database.write_bytes(content)
    assert opened.head(database)[20] == 80


def test_a_log_that_nobody_closed_is_forgotten(database: Path) -> None:
    class Owner:
        pass

    database.parent.mkdir()
    database.write_bytes(b"a" * 100)
    owner = Owner()
    opened.hold(database, owner)
    database.write_bytes(b"b" * 100)
    assert opened.head(database) == b"a" * 100
    del owner
    gc.collect()
    assert opened.head(database) == b"b" * 100


def test_what_is_not_there_is_said_as_the_system_says_it(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        opened.head(tmp_path / "none")
