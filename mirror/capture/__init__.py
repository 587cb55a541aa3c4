"""Where pictures come from: cameras, files, folders, streams and the demo."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from mirror.capture.core import Frame, Source

if TYPE_CHECKING:
    from mirror.capture.camera import CameraInfo, cameras
    from mirror.capture.opening import open_source
    from mirror.capture.watchdog import Watchdog

__all__ = ["CameraInfo", "Frame", "Source", "Watchdog", "cameras", "open_source"]

_ROOMS = {"CameraInfo": "camera", "cameras": "camera", "open_source": "opening", "Watchdog": "watchdog"}


def __getattr__(name: str) -> Any:
    """Loads OpenCV only for whoever opens something: Pose and the core need Frame's type, and no camera."""
    if name not in _ROOMS:
        raise AttributeError(f"module {__name__} has no attribute {name}")
    return getattr(import_module(f"{__name__}.{_ROOMS[name]}"), name)
