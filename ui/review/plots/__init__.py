"""What the review draws of one set and of weeks: curves, mistakes on a time line, the replay of the skeleton, trends.

The widgets are loaded when they are first asked for: pyqtgraph alone costs a third of a second.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ui.review.plots.curves import CurveView
    from ui.review.plots.mistakes import MistakeLine
    from ui.review.plots.replay import ReplayView
    from ui.review.plots.trends import TrendView

__all__ = ["CurveView", "MistakeLine", "ReplayView", "TrendView", "prepare"]

_HOMES = {"CurveView": "curves", "MistakeLine": "mistakes", "ReplayView": "replay", "TrendView": "trends"}


def prepare() -> None:
    """Load all of them now; also off the GUI thread, so that the first set that is opened need not wait."""
    for home in _HOMES.values():
        import_module(f"{__name__}.{home}")


def __getattr__(name: str) -> Any:
    """A widget's class, from the file that it lives in (PEP 562)."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
