"""The session log: every set, repetition, joint score, mistake, cue and landmark track, in a database of the user's own."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from mirror.sessions.recorder import Recorder
    from mirror.sessions.store import Store

__all__ = ["Recorder", "Store"]


def __getattr__(name: str) -> Any:
    # the command line stands in this room too, and `mirror --help` need not wait for SQLAlchemy
    if name in __all__:
        return getattr(import_module(f"mirror.sessions.{name.lower()}"), name)
    raise AttributeError(name)
