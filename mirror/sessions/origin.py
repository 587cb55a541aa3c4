"""Origin: a random id of this machine, by which its sessions and its lines of the audit are told from another machine's."""

from __future__ import annotations

import os
import re
import uuid
from contextlib import suppress
from functools import cache
from pathlib import Path

from mirror import paths

_FORM = re.compile(r"[0-9a-f]{32}")


def origin(file: Path | None = None) -> str:
    """A uuid, hex, made at the first call and kept in the state folder; it says nothing about the machine or its owner.

    Of several programs that ask first at once, all get the same. Where the folder cannot be written, or the file holds
    something else, it is one for this program's life.
    """
    path = paths.state() / "origin" if file is None else file
    return _read(path) or _made(path) or _passing()


def _read(path: Path) -> str:
    try:
        text = path.read_text(encoding="ascii").strip()
    except (OSError, ValueError):
        return ""
    return text if _FORM.fullmatch(text) else ""


def _made(path: Path) -> str:
    """Written aside and linked into place, which fails where another program was quicker: then that one's."""
    new = uuid.uuid4().hex
    aside = path.with_name(f".origin.{new}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with aside.open("x", encoding="ascii") as stream:
            stream.write(new + "\n")
            stream.flush()
            os.fsync(stream.fileno())
        with suppress(FileExistsError):
            os.link(aside, path)
    except OSError:
        return ""
    finally:
        with suppress(OSError):
            aside.unlink()
    return _read(path)


@cache
def _passing() -> str:
    return uuid.uuid4().hex
