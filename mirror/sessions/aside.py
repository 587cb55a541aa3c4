"""Aside: a session log that is broken makes room for a new one. It is renamed with its write-ahead log, never written or removed.

Only the program that records does this, one at a time (a lock on a file beside the log), and only to a file that is ours: one
with our mark in its header, one that ends within an SQLite header, one of nothing but zeros, as a power cut may leave it, or one
that this very program had open. Whatever else stands at the log's place is somebody's, and is left alone.
"""

from __future__ import annotations

import logging
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from mirror.errors import SessionError
from mirror.sessions.database import BrokenLog, check_file

log = logging.getLogger(__name__)

SIDES = ("-wal", "-shm", "-journal")
"""What SQLite keeps beside its file."""
TOLD = "The session log was broken, so it was moved to {file} and a new one was begun."
_NAME = ".broken-"
_MOVED = re.compile(re.escape(_NAME) + r"\d{8}T\d{6}(-\d+)?$")

Identity = tuple[int, int] | None
"""(device, inode) of a file; None: there is none."""


def identity(path: Path) -> Identity:
    """Which file stands at `path` now. SessionError where that cannot be seen."""
    try:
        found = path.stat()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise SessionError(f"The session log {path} cannot be read: {error.strerror}.") from error
    return found.st_dev, found.st_ino


def set_aside(path: Path, seen: Identity, *, opened: bool = False, now: datetime | None = None) -> Path | None:
    """Rename the broken log at `path`, and what SQLite kept beside it; returns its new name.

    None where the file that was `seen` to be broken is not there any more: another program was quicker. `opened`: this program
    had it open as a session log, so it is ours, whatever its header says now. Raises SessionError where it is not ours, or cannot
    be renamed; it is then as it was.
    """
    with _alone(path):
        if seen is None or identity(path) != seen:
            return None
        if not opened and not is_ours(path):
            raise SessionError(f"The session log {path} is broken and not certainly ours; move it away and a new one is made.")
        return _renamed(path, now or datetime.now(UTC))


def set_orphans_aside(path: Path, now: datetime | None = None) -> Path | None:
    """The same for a write-ahead log whose file is gone: SQLite would throw it away. None where there is none.

    Raises SessionError where it cannot be renamed.
    """
    wal = path.with_name(f"{path.name}-wal")
    if not _bytes(wal) or _bytes(path):
        return None
    with _alone(path):
        return _renamed(path, now or datetime.now(UTC)) if _bytes(wal) and not _bytes(path) else None


def moved_aside(path: Path) -> list[Path]:
    """The broken logs that were set aside from `path`, the oldest first."""
    try:
        return sorted(entry for entry in path.parent.iterdir() if entry.name.startswith(path.name) and is_called_broken(entry))
    except OSError:
        return []


def is_called_broken(file: Path) -> bool:
    """Whether it has the name of a log that was moved aside: nothing else may be left of one whose beginning is lost."""
    return _MOVED.search(file.name) is not None


def is_ours(path: Path) -> bool:
    """Whether what stands at `path` is a session log, or what may be left of one."""
    try:
        return check_file(path)
    except BrokenLog:
        return True
    except SessionError:
        return False


def _bytes(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0


def _renamed(path: Path, now: datetime) -> Path:
    new = _free(path, now)
    # the sides first: a file without its write-ahead log is still found broken, a write-ahead log without its file is not
    for side in (*SIDES, ""):
        old = path.with_name(path.name + side)
        try:
            old.rename(new.with_name(new.name + side))
        except FileNotFoundError:
            pass
        except OSError as error:
            raise SessionError(f"The session log {path} is broken and cannot be moved aside: {error.strerror}.") from error
    log.warning("%s was broken and is now %s", path, new)
    return new


def _free(path: Path, now: datetime) -> Path:
    """A name that nothing has yet, neither the file nor what belongs beside it."""
    stem = f"{path.name}{_NAME}{now.astimezone(UTC):%Y%m%dT%H%M%S}"
    count = 1
    while True:
        new = path.with_name(stem if count == 1 else f"{stem}-{count}")
        if not any(os.path.lexists(new.with_name(new.name + side)) for side in ("", *SIDES)):
            return new
        count += 1


@contextmanager
def _alone(path: Path) -> Iterator[None]:
    """One program at a time: two that find the log broken at once must not move the second one's new log as well."""
    import fcntl  # the module does not exist everywhere

    try:
        with path.with_name(f".{path.name}.lock").open("ab") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield
    except OSError as error:
        raise SessionError(f"The session log {path} is broken and cannot be moved aside: {error.strerror}.") from error
