"""Conversion: a plain log becomes an encrypted one, or back. At any moment, even of a power cut, one whole log is in place.

1. The log is held alone: SQLite leaves write-ahead mode only for the last who has it open, and gives the lock back to nobody.
2. A copy is made beside it (`sqlcipher_export`), synced, and opened anew: checksums, schema, the rows of each table.
3. The old file gets a second name (a hard link) and the copy takes its first one, in one step of the file system.
4. The old file is overwritten with zeros and removed. Who is killed before that finds it done at the next opening (`clear`).

What overwriting is worth: on a magnetic disk the old bytes are gone; an SSD or a file system that copies on write (btrfs, ZFS)
may write the zeros elsewhere. There only a disk that was encrypted from the start keeps the past.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Any, Literal

from mirror.errors import SessionError
from mirror.sessions.cipher import PLAIN_HEADER, Key, connect, errors, fingerprint
from mirror.sessions.schema import APPLICATION_ID

Step = Literal["alone", "copied", "checked", "linked", "replaced", "wiped"]
_WAIT_S = 2.0
_BLOCK = 2**20


def convert(path: Path, target: Key | None, source: Key | None, on_step: Callable[[Step], None] = lambda step: None) -> None:
    """Give the log at `path` the key `target` (None: none) in place of `source`. `on_step` hears what has been done.

    This program itself must not have it open: SQLite's locks are the process's, and SQLCipher is another SQLite.

    Raises SessionError where another program has the log open, the disk is full, or the copy is not what it was made from; the
    log is then as it was.
    """
    path = path.resolve()
    with _sentences(path), _one_at_a_time(path) as first:
        if not first:
            raise SessionError(f"Another program is converting the session log {path} already.")
        _clear(path)
        new, old = _aside(path)
        try:
            with closing(connect(path, source, _WAIT_S)) as raw:
                _hold_alone(raw, path)
                on_step("alone")
                _copy(raw, path, new, target)
                on_step("copied")
                _check(raw, new, target)
                on_step("checked")
                os.link(path, old)
                on_step("linked")
                os.replace(new, path)
                _sync_folder(path.parent)
                on_step("replaced")
        finally:
            # not before: closing a file that SQLite has open in this process would give its locks away
            _clear(path)
        on_step("wiped")


def clear(path: Path) -> None:
    """Finish what a conversion that was cut short left behind. One that is going on, or another user's files, are left alone."""
    path = path.resolve()
    if leftovers(path):
        with suppress(OSError), _one_at_a_time(path) as first:
            if first:
                _clear(path)


def leftovers(path: Path) -> list[Path]:
    """What a conversion has beside the log while it runs, or left there."""
    return [file for file in _aside(path) if file.exists()]


def _aside(path: Path) -> tuple[Path, Path]:
    """The copy that is being made, and the second name of what it replaces."""
    return path.with_name(f"{path.name}.converting"), path.with_name(f"{path.name}.replaced")


def _clear(path: Path) -> None:
    new, old = _aside(path)
    for side in ("", "-journal", "-wal", "-shm"):
        _wipe(new.with_name(new.name + side))
    if old.exists() and old.samefile(path):
        old.unlink()  # a second name of the log that is still in place
    _wipe(old)


@contextmanager
def _one_at_a_time(path: Path) -> Iterator[bool]:
    """Whether nobody else is at it; held until the end."""
    import fcntl  # the module does not exist everywhere

    with path.with_name(f".{path.name}.convert").open("ab") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
            return
        yield True


def _hold_alone(raw: Any, path: Path) -> None:
    """Until the connection is closed nobody else reads or writes."""
    raw.execute("PRAGMA locking_mode = EXCLUSIVE")
    try:
        (mode,) = raw.execute("PRAGMA journal_mode = DELETE").fetchone()
        raw.execute("BEGIN EXCLUSIVE")
        raw.execute("COMMIT")
    except errors() as error:
        if not _busy(error):
            raise
        mode = "still wal"
    if mode != "delete":
        raise SessionError(f"Another program has the session log {path} open; close the mirror and the review, and try again.")


def _copy(raw: Any, path: Path, new: Path, key: Key | None) -> None:
    raw.execute("ATTACH DATABASE ? AS copy KEY ?", (str(new), "" if key is None else key.literal))
    if key is not None:
        raw.execute(f"PRAGMA copy.cipher_plaintext_header_size = {PLAIN_HEADER}")
    raw.execute("PRAGMA copy.journal_mode = DELETE")
    raw.execute("PRAGMA copy.synchronous = FULL")
    raw.execute("PRAGMA copy.secure_delete = ON")
    raw.execute(f"PRAGMA copy.application_id = {APPLICATION_ID}")
    raw.execute(f"PRAGMA copy.user_version = {0 if key is None else key.fingerprint}")
    raw.execute("SELECT sqlcipher_export('copy')")
    raw.execute("DETACH DATABASE copy")
    was = path.stat()
    os.chmod(new, was.st_mode & 0o777)
    with suppress(PermissionError):  # root, for somebody else
        os.chown(new, was.st_uid, was.st_gid)
    with new.open("rb") as file:
        os.fsync(file.fileno())


def _check(raw: Any, new: Path, key: Key | None) -> None:
    """The copy as somebody else would open it, against what it was made from."""
    with closing(connect(new, key, _WAIT_S)) as copy:
        whole = copy.execute("PRAGMA quick_check").fetchall() == [("ok",)]
        whole = whole and (key is None or copy.execute("PRAGMA cipher_integrity_check").fetchall() == [])
        if not whole or fingerprint(new) != (None if key is None else key.fingerprint) or _contents(raw) != _contents(copy):
            raise SessionError("The copy of the session log is not what it was made from; the log is left as it was.")


def _contents(raw: Any) -> tuple[list[Any], dict[str, int]]:
    """The schema, and how many rows each table has."""
    query = "SELECT type, name, tbl_name, sql FROM sqlite_master ORDER BY type, name"
    schema = raw.execute(query).fetchall()
    tables = [name for kind, name, _, _ in schema if kind == "table"]
    return schema, {name: raw.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name in tables}


def _wipe(file: Path) -> None:
    """Overwrite with zeros and remove. OSError where that cannot be done."""
    try:
        stream = file.open("r+b")
    except FileNotFoundError:
        return
    with stream:
        left = os.fstat(stream.fileno()).st_size
        while left > 0:
            left -= stream.write(bytes(min(left, _BLOCK)))
        stream.flush()
        os.fsync(stream.fileno())
    file.unlink()


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def _sentences(path: Path) -> Iterator[None]:
    try:
        yield
    except errors() as error:
        # sqlcipher_export, a function, hands on the words of what went wrong inside and not its code
        if _code(error) == sqlite3.SQLITE_FULL or "disk is full" in str(error):
            raise SessionError(f"The disk is full: converting needs as much room again as {path} takes.") from error
        if _busy(error):
            raise SessionError(f"The session log {path} is locked by another program.") from error
        raise SessionError(f"The session log {path} cannot be converted ({error}).") from error
    except OSError as error:
        raise SessionError(f"The session log {path} cannot be converted: {error.strerror}.") from error


def _busy(error: Exception) -> bool:
    return _code(error) in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)


def _code(error: Exception) -> int:
    return int(getattr(error, "sqlite_errorcode", 0)) & 0xFF
