"""Witness: how far this machine's lines of an audit went, kept outside the log.

A chain of digests shows what was changed within it, but neither a tail that was cut off nor a chain that was made anew. Who
meddles with the log alone is given away by the last line that this machine remembers to have written. It may lag behind, never
be ahead.
"""

from __future__ import annotations

import hashlib
import json
import os
from contextlib import suppress
from pathlib import Path

from mirror import paths

KEPT = 50
"""Logs that are remembered, the last ones written."""


def remember(log: str, origin: str, number: int, digest: str, file: Path | None = None) -> None:
    """Line `number` of this digest stands in the log of that name. Nothing is remembered where the folder cannot be written."""
    path = _file(file)
    known = _read(path)
    key = _key(log, origin)
    if known.get(key, (0, ""))[0] > number:  # another program of this machine was quicker
        return
    known.pop(key, None)
    known[key] = (number, digest)
    _write(path, known)


def forget(log: str, origin: str, file: Path | None = None) -> None:
    """The log of that name has begun its lines anew, and the last one is accounted for."""
    path = _file(file)
    known = _read(path)
    if known.pop(_key(log, origin), None) is not None:
        _write(path, known)


def _write(path: Path, known: dict[str, tuple[int, str]]) -> None:
    aside = path.with_name(f".{path.name}.{os.getpid()}")
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        aside.write_text(json.dumps(dict(list(known.items())[-KEPT:])), encoding="ascii")
        os.replace(aside, path)


def remembered(log: str, origin: str, file: Path | None = None) -> tuple[int, str]:
    """(number, digest) of the last line, (0, "") where nothing is remembered."""
    return _read(_file(file)).get(_key(log, origin), (0, ""))


def _file(file: Path | None) -> Path:
    return paths.state() / "audit.json" if file is None else file


def _key(log: str, origin: str) -> str:
    log = log if "://" in log else str(Path(log).resolve())
    return hashlib.sha256(f"{log}\n{origin}".encode()).hexdigest()[:16]


def _read(path: Path) -> dict[str, tuple[int, str]]:
    try:
        data = json.loads(path.read_text(encoding="ascii"))
        return {str(key): (int(number), str(digest)) for key, (number, digest) in data.items()}
    except (OSError, ValueError, TypeError, AttributeError):
        return {}
