"""What the mirror says: counts and cues as speech, three soft tones, one always-open stream; never in anybody's way.

`Voice` is looked up lazily: the speech process runs as `python -m mirror.voice.synthesiser`, which imports this package
first and must stay small (no numpy).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from mirror.voice.core import SoundStatus, Voice

__all__ = ["SoundStatus", "Voice"]


def __getattr__(name: str) -> Any:
    if name in __all__:
        from mirror.voice import core

        return getattr(core, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
