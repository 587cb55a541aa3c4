"""The mirror itself: camera layer, skeleton layer, HUD.

Its pieces are loaded when they are first asked for: the review draws skeletons too, without a camera's libraries.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ui.stage.camera import Glass, Shown, prepare
    from ui.stage.demonstrator import Demonstrator
    from ui.stage.hud import Hud
    from ui.stage.layout import Layout, layout_for
    from ui.stage.motion import Moment, Motion, settled
    from ui.stage.scene import paint_scene
    from ui.stage.widget import Stage

__all__ = [
    "Demonstrator",
    "Glass",
    "Hud",
    "Layout",
    "Moment",
    "Motion",
    "Shown",
    "Stage",
    "layout_for",
    "paint_scene",
    "prepare",
    "settled",
]

_HOMES = {
    "Demonstrator": "demonstrator",
    "Glass": "camera",
    "Hud": "hud",
    "Layout": "layout",
    "Moment": "motion",
    "Motion": "motion",
    "Shown": "camera",
    "Stage": "widget",
    "layout_for": "layout",
    "paint_scene": "scene",
    "prepare": "camera",
    "settled": "motion",
}


def __getattr__(name: str) -> Any:
    """A piece, from the file that it lives in (PEP 562)."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
