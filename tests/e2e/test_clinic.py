"""The real program with a clinic's database: what it records arrives there; where the clinic is away it runs all the same."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from mirror.sessions import Store
from tests.e2e.conftest import Mirror
from tests.e2e.watch import internet_sockets
from tests.sessions.cluster import ABSENT, Cluster, programs
from tests.sessions.mirrors import differences


@pytest.fixture(scope="module")
def cluster() -> Iterator[Cluster]:
    bin = programs()
    if bin is None:
        pytest.skip(ABSENT)
    cluster = Cluster(bin)
    try:
        cluster.start()
        yield cluster
    finally:
        cluster.stop()


def test_what_was_recorded_is_at_the_clinic_when_the_program_ends(mirror: Mirror, cluster: Cluster) -> None:
    clinic = cluster.database()
    mirror.extra["MIRROR_DATABASE__URL"] = clinic
    process = mirror.start("run", "--headless", "--source", "demo", "--for", "14", "--profile", "Anna")
    assert process.stdout is not None
    process.stdout.readline()
    assert internet_sockets(process.pid) == []  # the server is on this machine, behind a unix socket
    _, err = process.communicate(timeout=60)
    assert (process.returncode, err) == (0, "")
    with Store(mirror.database) as here, Store(clinic) as there:
        (session,) = there.sessions()
        assert session.ended_at is not None
        assert session.profile == "Anna"
        assert [s.id for s in here.sessions()] == [session.id]
    assert differences(mirror.database, clinic) == []


def test_a_clinic_that_is_away_neither_stops_the_program_nor_costs_a_session(
    mirror: Mirror, cluster: Cluster, tmp_path: Path
) -> None:
    mirror.extra["MIRROR_DATABASE__URL"] = f"postgresql://mirror@/clinic?host={tmp_path}"
    result = mirror("run", "--headless", "--source", "demo", "--for", "3")
    assert (result.code, result.err) == (0, "")
    clinic = cluster.database()
    mirror.extra["MIRROR_DATABASE__URL"] = clinic
    assert mirror("sessions", "sync").out == "1 sent, 0 there already\n"
    assert differences(mirror.database, clinic) == []
