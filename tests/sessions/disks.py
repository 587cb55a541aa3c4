"""A small disk of its own, for what happens when one is full or can only be read."""

from __future__ import annotations

import os
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

_PREFIX = "mirror-disk-"


@contextmanager
def small_disk(size: str) -> Iterator[tuple[Path, Callable[[str], None]]]:
    """The disk's folder, and a function that mounts it anew with other options. Skips where mounting is not permitted.

    Not below tmp_path: pytest cannot remove a folder that a killed run left mounted, and fails every later run for it.
    """
    folder = Path(tempfile.mkdtemp(prefix=f"{_PREFIX}{os.getpid()}-"))
    made = subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(folder)], capture_output=True, check=False)
    if made.returncode:
        folder.rmdir()
        pytest.skip("a small disk can only be mounted by root; max_page_count and RLIMIT_FSIZE stand in for it elsewhere")
    _sweep()
    try:
        yield folder, lambda options: subprocess.run(["mount", "-o", f"remount,{options}", str(folder)], check=True) and None
    finally:
        _unmount(folder)


def _unmount(folder: Path) -> None:
    subprocess.run(["umount", "-l", str(folder)], check=True)
    folder.rmdir()


def _sweep() -> None:
    """Takes away what runs that were killed left."""
    for folder in Path(tempfile.gettempdir()).glob(f"{_PREFIX}*"):
        if not Path(f"/proc/{folder.name.removeprefix(_PREFIX).split('-')[0]}").exists() and folder.is_mount():
            _unmount(folder)
