"""The mirror's lines of the audit at the clinic: each once, in order, and still to be checked."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select, text

from mirror.sessions import Store, carried, forwarded
from mirror.sessions.audit import Audit, chain_of
from mirror.sessions.postgresql import Unreachable
from mirror.sessions.schema import audit
from mirror.sessions.sender import synchronise
from tests.sessions.cluster import Cluster
from tests.sessions.proxy import Proxy


def noted(database: Path, *lines: int) -> None:
    with Store(database) as here:
        for n in lines:
            Audit(here).note("exported", "", "log", sessions=n)


def lines(url: str | Path) -> list[dict[str, Any]]:
    with Store(url) as store, store.reading() as connection:
        return [dict(row) for row in connection.execute(select(audit).order_by(audit.c.origin, audit.c.number)).mappings()]


def sent(clinic: str) -> list[dict[str, Any]]:
    return [line for line in map(carried.unfolded, lines(clinic)) if line is not None]


def test_each_line_goes_there_once_and_the_whole_can_be_verified(database: Path, clinic: str) -> None:
    noted(database, 1, 2)
    synchronise(database, clinic)
    synchronise(database, clinic)
    noted(database, 3)
    with Store(clinic) as there:
        Audit(there).note("viewed", "", "log")  # this machine's chain there has other lines between
        synchronise(database, clinic)
        assert sent(clinic) == lines(database)
        assert [entry.detail for entry in Audit(there).entries() if entry.action == "exported"] == [
            {"sessions": n} for n in (3, 2, 1)
        ]
        assert {entry.origin for entry in Audit(there).entries()} == {chain_of(there)}
        assert Audit(there).verify().whole


def test_many_lines_go_in_several_transactions_and_cuts_do_no_harm(
    database: Path, clinic: str, cluster: Cluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(forwarded, "_AT_ONCE", 3)
    noted(database, *range(20))
    with Proxy(cluster.socket, cut=0.02, cut_commits=0.3, seed=1) as proxy:
        for _ in range(80):
            try:
                synchronise(database, proxy.url(clinic))
            except Unreachable:
                continue
            break
        assert proxy.counts["lost_answers"] > 0
    synchronise(database, clinic)
    assert sent(clinic) == lines(database)
    with Store(clinic) as there:
        assert Audit(there).verify().whole


def test_a_log_that_was_begun_anew_goes_on_there_and_one_that_was_put_back_doubles_nothing(
    database: Path, clinic: str, tmp_path: Path
) -> None:
    noted(database, 1, 2)
    synchronise(database, clinic)
    older = tmp_path / "older.db"
    database.rename(older)
    noted(database, 3)  # line 1 of this machine once more
    synchronise(database, clinic)
    assert sent(clinic) == lines(older) + lines(database)
    synchronise(older, clinic)
    assert len(sent(clinic)) == 3
    noted(older, 4)
    synchronise(older, clinic)
    assert [line["number"] for line in sent(clinic)] == [1, 2, 1, 3]


def test_a_line_that_is_missing_there_shows(database: Path, clinic: str, cluster: Cluster) -> None:
    noted(database, 1, 2)
    with Store(database) as here, here.writing() as connection:
        connection.execute(text("DROP TRIGGER audit_no_delete"))
        connection.execute(text("DELETE FROM audit WHERE number = 1"))
    synchronise(database, clinic)
    with Store(clinic) as there:
        assert any("what stood before line 2" in wrong for wrong in Audit(there).verify().wrong)
