"""Is there a screen? Asked before Qt is loaded, which would abort the process where there is none."""

from __future__ import annotations

import os
import socket
import sys
from collections.abc import Mapping
from pathlib import Path

_X_SOCKETS = Path("/tmp/.X11-unix")


def display_found(environment: Mapping[str, str] = os.environ) -> str:
    """What a window can be opened on ("Wayland wayland-0", "X11 :0", "offscreen"), or "" for none.

    A local X or Wayland server counts only when its socket answers: DISPLAY survives in shells whose server is gone. Only
    AF_UNIX sockets are opened (law 6); a forwarded display (host:10) is taken at its word.
    """
    platform = environment.get("QT_QPA_PLATFORM", "")
    if platform.split(":")[0] in ("offscreen", "minimal", "vnc", "eglfs", "linuxfb"):
        return platform
    if sys.platform in ("win32", "darwin"):
        return "desktop"
    wayland = environment.get("WAYLAND_DISPLAY", "")
    if wayland and _answers(Path(environment.get("XDG_RUNTIME_DIR", "/run")) / wayland):
        return f"Wayland {wayland}"
    x11 = environment.get("DISPLAY", "")
    host, _, number = x11.rpartition(":")
    if number and (host not in ("", "unix") or _x_answers(number.split(".")[0])):
        return f"X11 {x11}"
    return ""


def _x_answers(number: str) -> bool:
    path = _X_SOCKETS / f"X{number}"
    return _answers(path) or _answers(f"\0{path}")


def _answers(address: Path | str) -> bool:
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as client:
        client.settimeout(1.0)
        try:
            client.connect(str(address))
        except OSError:
            return False
    return True
