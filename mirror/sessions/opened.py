"""Opened: which log files this process has open, so that nothing else in it opens and closes them by hand.

POSIX locks belong to the process and go with the first descriptor of the file that it closes, whoever opened that one. SQLite's
would go unnoticed, another program would take itself for the last user of the log and remove the write-ahead log under this one
(sqlite.org/howtocorrupt.html, 2.2). So a header is read before SQLite opens the file, and from memory as long as it has it open.
"""

from __future__ import annotations

import threading
import weakref
from pathlib import Path

HEADER = 100
"""Bytes of SQLite's header."""

_lock = threading.Lock()
_heads: dict[tuple[int, int], tuple[bytes, weakref.WeakSet[object]]] = {}


def head(path: Path) -> bytes:
    """The file's first bytes: as many as there are of `HEADER`. OSError where it cannot be read."""
    with _lock:
        return _head(path)


def hold(path: Path, owner: object) -> None:
    """From now on `owner` has the file open, until `release` or its end. To be called before SQLite opens it."""
    with _lock:
        known = _heads.get(_identity(path))
        owners = weakref.WeakSet[object]() if known is None else known[1]
        _heads[_identity(path)] = (_head(path), owners)
        owners.add(owner)


def release(owner: object) -> None:
    """`owner` has closed what it held."""
    with _lock:
        for identity, (_, owners) in list(_heads.items()):
            owners.discard(owner)
            if not owners:
                del _heads[identity]


def _head(path: Path) -> bytes:
    known = _heads.get(_identity(path))
    if known is not None and known[1]:
        return known[0]
    with path.open("rb") as file:
        return file.read(HEADER)


def _identity(path: Path) -> tuple[int, int]:
    found = path.stat()
    return found.st_dev, found.st_ino
