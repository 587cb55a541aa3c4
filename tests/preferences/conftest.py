"""A home of one's own for every test."""

from __future__ import annotations

from pathlib import Path

import pytest

from mirror import paths


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Folder in which settings, profiles, log and state of this test lie."""
    for name in ("config", "state", "data"):
        monkeypatch.setattr(paths, name, lambda name=name: tmp_path / name)
    return tmp_path
