"""The mirror itself: camera layer, skeleton layer, HUD."""

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
