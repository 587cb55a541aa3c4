"""The session log: every set, repetition, joint score, mistake, cue and landmark track, in a database of the user's own."""

from mirror.sessions.recorder import Recorder
from mirror.sessions.store import Store

__all__ = ["Recorder", "Store"]
