"""An exercise as the TOML that `mirror.exercises` reads."""

from __future__ import annotations

from typing import Any

import tomlkit

from mirror.exercises.core import Exercise

_HEAD = ("name", "title", "kind", "sides", "posture", "joints", "views", "equipment", "sources", "evidence", "guidance")
_TABLES = ("signals", "phases", "form", "range")


def toml_of(exercise: Exercise) -> str:
    """The file's text. Holds what teaching finds: neither mistakes nor motion."""
    told = exercise.model_dump(mode="json", include={*_HEAD, *_TABLES})
    keys = {"schema": exercise.schema_version} | {key: told[key] for key in (*_HEAD, *_TABLES)}
    return tomlkit.dumps({key: _plain(value) for key, value in keys.items()})


def _plain(value: Any) -> Any:
    """Whole numbers as people write them: 90, not 90.0."""
    if isinstance(value, dict):
        return {key: _plain(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_plain(inner) for inner in value]
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value
