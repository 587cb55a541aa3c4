"""`mirror sessions sync`, `mirror profiles link`, and what `mirror doctor` says about the clinic."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import make_url
from typer.testing import CliRunner, Result

from mirror import cli, doctor
from mirror.sessions import Store, postgresql
from tests.sessions.cluster import Cluster
from tests.sessions.test_store import record


def run(*args: str) -> Result:
    return CliRunner().invoke(cli.app, list(args))


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for kind in ("CONFIG", "DATA", "CACHE"):
        monkeypatch.setenv(f"XDG_{kind}_HOME", str(tmp_path / kind.lower()))


@pytest.fixture
def log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("MIRROR_SESSIONS__DATABASE", str(tmp_path / "log.db"))
    return tmp_path / "log.db"


@pytest.fixture
def connected(log: Path, clinic: str, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv("MIRROR_DATABASE__URL", clinic)
    return clinic


def test_without_a_clinic_the_commands_say_so(log: Path) -> None:
    for args in (("sessions", "sync"), ("profiles", "link", "Anna", "ab12")):
        result = run(*args)
        assert (result.exit_code, result.stdout) == (1, "")
        assert "database.url is empty" in result.stderr


def test_sync_says_what_came_of_it(log: Path, connected: str) -> None:
    record(log, "Anna")
    assert run("sessions", "sync").stdout == "1 sent, 0 there already\n"
    record(log, "Anna")
    assert run("sessions", "sync").stdout == "1 sent, 1 there already\n"
    assert run("sessions", "sync", "--again").stdout == "0 sent, 2 there already\n"


def test_a_clinic_that_is_away_is_one_sentence(log: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("psycopg")
    record(log, "Anna")
    monkeypatch.setenv("MIRROR_DATABASE__URL", f"postgresql://mirror:secret@/clinic?host={tmp_path}")
    result = run("sessions", "sync")
    assert result.exit_code == 1
    assert "does not answer" in result.stderr
    assert "secret" not in result.stderr
    assert "Traceback" not in result.stderr
    check = doctor._clinic()
    assert (check.state, "does not answer" in check.detail) == ("missing", True)
    assert "sent when it answers" in check.mend


def test_link_makes_two_of_one_name_one(log: Path, connected: str, tmp_path: Path) -> None:
    record(tmp_path / "other.db", "Anna")
    with Store(tmp_path / "other.db") as other:
        (there,) = (person.id for person in other.profiles())
        data = other.export_json()
    with Store(connected) as clinic:
        clinic.import_json(data)
    record(log, "Anna")
    run("sessions", "sync")
    result = run("profiles", "link", "Anna", there[:12])
    assert result.stdout == "Anna is one person here and at the clinic now; sessions of this mirror: 1\n"
    with Store(connected) as clinic:
        assert [(person.id, person.sessions) for person in clinic.profiles()] == [(there, 2)]
    assert run("profiles", "link", "Ben", there).exit_code == 1


def test_the_doctor_says_whether_the_clinic_answers(log: Path, connected: str, cluster: Cluster) -> None:
    assert "answers and is empty" in doctor._clinic().detail
    record(log, "Anna")
    run("sessions", "sync")
    record(log, "Anna")
    check = doctor._clinic()
    assert check.state == "ok"
    assert check.detail.endswith("sessions that wait to be sent: 1")
    name = make_url(connected).database
    assert name is not None
    cluster.run(name, "UPDATE alembic_version SET version_num = '0001'")
    assert "of version 0001" in doctor._clinic().detail


def test_the_doctor_says_that_the_driver_is_missing(log: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert doctor._clinic().detail == "none; sessions stay on this machine"
    monkeypatch.setenv("MIRROR_DATABASE__URL", "postgresql://mirror@clinic.example/clinic")
    monkeypatch.setattr(postgresql, "installed", lambda: False)
    check = doctor._clinic()
    assert (check.state, check.mend) == ("missing", "pip install 'psycopg[binary]'")
