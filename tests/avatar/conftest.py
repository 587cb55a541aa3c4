"""The avatar's own landmarks are exact: what was learned of a pose network's errors would correct errors that are not there."""

from __future__ import annotations

import pytest

from mirror.scoring import mistakes


@pytest.fixture(autouse=True)
def geometry_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """No mistake is read as BlazePose would have shown it."""
    monkeypatch.setattr(mistakes, "load", lambda path: {})
