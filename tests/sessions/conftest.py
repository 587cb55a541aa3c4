from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from mirror.preferences import pins
from tests.sessions.cluster import ABSENT, Cluster, programs


@pytest.fixture(autouse=True)
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The machine's random id and the like are the test's own."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """All that the program keeps lies here, and a PIN is worked out quickly."""
    for name in ("state", "config", "data", "cache"):
        monkeypatch.setenv(f"XDG_{name.upper()}_HOME", str(tmp_path / name))
    monkeypatch.setattr(pins, "_N", 2**4)
    return tmp_path


@pytest.fixture
def database(tmp_path: Path) -> Path:
    """A file that is not there yet, in a folder that is not there yet."""
    return tmp_path / "data" / "sessions.db"


@pytest.fixture(scope="session")
def cluster() -> Iterator[Cluster]:
    """A PostgreSQL of this test process's own; skips where none is installed."""
    bin = programs()
    if bin is None:
        pytest.skip(ABSENT)
    cluster = Cluster(bin)
    try:
        cluster.start()
        yield cluster
    finally:
        cluster.stop()


@pytest.fixture
def clinic(cluster: Cluster) -> str:
    """The URL of an empty database on it."""
    return cluster.database()
