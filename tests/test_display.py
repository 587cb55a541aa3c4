"""A screen is there only when its server answers."""

from __future__ import annotations

import socket
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from mirror import display
from mirror.display import display_found

pytestmark = pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="always has a screen")


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Path]:
    """A socket that answers, as a display server's does."""
    path = tmp_path / "X7"
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as listener:
        listener.bind(str(path))
        listener.listen()
        yield path


def test_nothing_is_set() -> None:
    assert display_found({}) == ""


def test_a_display_whose_server_is_gone_does_not_count(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(display, "_X_SOCKETS", tmp_path)
    assert display_found({"DISPLAY": ":7"}) == ""
    assert display_found({"WAYLAND_DISPLAY": "wayland-0", "XDG_RUNTIME_DIR": str(tmp_path)}) == ""


@pytest.mark.parametrize("name", [":7", ":7.0", "unix:7"])
def test_an_x_server_that_answers(name: str, server: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(display, "_X_SOCKETS", server.parent)
    assert display_found({"DISPLAY": name}) == f"X11 {name}"


def test_a_wayland_server_that_answers(server: Path) -> None:
    assert display_found({"WAYLAND_DISPLAY": "X7", "XDG_RUNTIME_DIR": str(server.parent)}) == "Wayland X7"
    assert display_found({"WAYLAND_DISPLAY": str(server)}) == f"Wayland {server}"


def test_a_forwarded_display_is_taken_at_its_word() -> None:
    assert display_found({"DISPLAY": "desk:10.0"}) == "X11 desk:10.0"


def test_a_platform_without_a_server() -> None:
    assert display_found({"QT_QPA_PLATFORM": "offscreen"}) == "offscreen"
    assert display_found({"QT_QPA_PLATFORM": "xcb"}) == ""
