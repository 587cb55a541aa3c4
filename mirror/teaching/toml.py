"""An exercise as the TOML that `mirror.exercises` reads."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from mirror.exercises.core import Exercise


def toml_of(exercise: Exercise) -> str:
    """The file's text. Holds what teaching finds: neither mistakes nor motion."""
    return "\n".join(_lines(exercise)) + "\n"


def _lines(e: Exercise) -> Iterator[str]:
    yield f"schema = {e.schema_version}"
    for key in ("name", "title", "kind", "sides", "posture", "joints", "views", "equipment", "sources", "evidence", "guidance"):
        yield f"{key} = {_value(getattr(e, key))}"
    for signal in e.signals:
        yield from ("", "[[signals]]")
        for key in ("measure", "rest", "peak", "weight"):
            yield f"{key} = {_value(getattr(signal, key))}"
    yield from ("", "[phases]")
    for key in ("rest", "out", "peak", "back"):
        yield f"{key} = {_value(getattr(e.phases, key))}"
    for form in e.form:
        yield from ("", "[[form]]")
        for key in ("measure", "rest", "peak", "spread"):
            yield f"{key} = {_value(getattr(form, key))}"
    yield from ("", "[range]")
    for key in ("full", "partial", "min_seconds", "max_seconds"):
        yield f"{key} = {_value(getattr(e.range, key))}"


def _value(value: object) -> str:
    """Strings as TOML's basic strings, whose escapes are those of JSON but for DEL, which TOML does not take bare."""
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
    if isinstance(value, Sequence):
        return f"[{', '.join(_value(v) for v in value)}]"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
