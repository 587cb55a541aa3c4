"""The only place that knows where files live."""

from __future__ import annotations

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
