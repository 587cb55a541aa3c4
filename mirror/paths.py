"""The only place that knows where files live."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

import platformdirs

_ROOT = Path(__file__).resolve().parent.parent
"""The folder that holds the packages mirror, ui, models and resources side by side (a checkout or site-packages)."""


def weights() -> Path:
    """Folder of the networks (package data of `models`, found without importing it)."""
    return _ROOT / "models" / "weights"


def resources() -> Path:
    """Folder of exercises, fonts, sounds, icons, translations."""
    return _ROOT / "resources"


def exercises() -> Path:
    """Folder of the exercise TOMLs."""
    return resources() / "exercises"


def data() -> Path:
    """The user's data (session database); made by whoever writes there."""
    return Path(platformdirs.user_data_dir("mirror", appauthor=False))


def own_exercises() -> Path:
    """Folder of the exercises that the user taught; made by whoever writes there."""
    return data() / "exercises"


def database() -> Path:
    """The session database."""
    return data() / "sessions.db"


def config() -> Path:
    """The user's settings; made by whoever writes there."""
    return Path(platformdirs.user_config_dir("mirror", appauthor=False))


def cache() -> Path:
    """What can be made again: synthesised speech."""
    return Path(platformdirs.user_cache_dir("mirror", appauthor=False))


def state() -> Path:
    """Logs."""
    return Path(platformdirs.user_state_dir("mirror", appauthor=False))


def desk() -> Path:
    """How the review desk's window was left."""
    return state() / "desk.json"


def keep_private() -> None:
    """What this process writes from now on only its user may read; a folder of ours that everybody may look into (an earlier
    version made it so) is closed. One that is open to a group stays: somebody wanted that."""
    os.umask(os.umask(0o077) | 0o077)
    for folder in (data(), config(), cache(), state()):
        with suppress(OSError):
            mode = folder.stat().st_mode & 0o777
            if mode & 0o007:
                folder.chmod(mode & 0o700)
