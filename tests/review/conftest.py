from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from mirror.sessions.store import Store


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """An empty log."""
    with Store(tmp_path / "sessions.db") as opened:
        yield opened
