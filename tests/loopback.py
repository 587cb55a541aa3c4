"""Is there a network at all, if only to this machine itself? A sandbox may have none."""

from __future__ import annotations

import socket

import pytest


def need_loopback() -> None:
    """Skips the test where 127.0.0.1 cannot be reached. Nothing is sent."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asks:
        try:
            asks.connect(("127.0.0.1", 9))
        except OSError:
            pytest.skip("this machine has no network, not even to itself")
