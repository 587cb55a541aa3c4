"""The command line's own work: exit codes, sentences, the session commands over a real log."""

from __future__ import annotations

import csv
import io
import json
import re
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from mirror import cli
from mirror.errors import CaptureError
from mirror.events import CueReleased, Event, ExerciseNamed, RepClosed, SessionEnded, SessionStarted, SetEnded, SetStarted
from mirror.sessions import Recorder

EVENTS: tuple[Event, ...] = (
    SessionStarted(1, 10.0),
    SetStarted(2, 11.0, set=1, start_t=10.5),
    ExerciseNamed(3, 12.0, set=1, exercise="squat", confidence=0.9),
    RepClosed(4, 13.0, 1, "squat", 1, "full", 11.0, 13.0, 0.97, score=91.0, joints={"left_knee": 91.0}),
    RepClosed(5, 15.0, 1, "squat", 1, "rejected", 14.0, 15.0, 0.4, reason="too fast"),
    CueReleased(6, 15.5, text="Push your knees out.", kind="correction", mistake="knees_in", severity="danger"),
    SetEnded(7, 20.0, 1, "squat", 10.5, 15.0, 0.9, full=1, partial=0, rejected=1, score=91.0),
    SessionEnded(8, 25.0),
)


def run(*args: str, answer: str | None = None) -> Result:
    return CliRunner().invoke(cli.app, list(args), input=answer)


@pytest.fixture
def database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty home; the path of its log."""
    monkeypatch.setenv("MIRROR_SESSIONS__DATABASE", str(tmp_path / "log.db"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    return tmp_path / "log.db"


@pytest.fixture
def logged(database: Path) -> Path:
    """A log with one session of Ann's."""
    recorder = Recorder(database, profile="Ann", source="demo")
    recorder.start()
    for event in EVENTS:
        recorder.handle(event)
    assert recorder.stop()
    return database


def the_id() -> str:
    return str(json.loads(run("sessions", "list", "--json").stdout)[0]["id"])


def test_the_world_s_failure_is_one_sentence_and_1(monkeypatch: pytest.MonkeyPatch) -> None:
    def no_camera(*_: object, **__: object) -> int:
        raise CaptureError("The camera is gone.")

    monkeypatch.setattr("mirror.run.run", no_camera)
    result = run("run")
    assert (result.exit_code, result.stdout, result.stderr) == (1, "", "mirror: The camera is gone.\n")


def test_a_bug_keeps_its_trace(monkeypatch: pytest.MonkeyPatch) -> None:
    def bug(*_: object, **__: object) -> int:
        raise ZeroDivisionError

    monkeypatch.setattr("mirror.run.run", bug)
    assert isinstance(run("run").exception, ZeroDivisionError)


def test_an_interrupted_command_is_130(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object, **__: object) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr("mirror.bench.bench", interrupted)
    assert run("bench").exit_code == 130


def test_what_run_is_asked_for_arrives(monkeypatch: pytest.MonkeyPatch) -> None:
    seen = []
    monkeypatch.setattr("mirror.run.run", lambda request, **_: seen.append(request) or 0)
    result = run("run", "--source", "camera:1", "--windowed", "--for", "3", "--snapshot", "a.png", "--profile", "Ann")
    assert result.exit_code == 0
    (request,) = seen
    assert (request.source, request.windowed, request.headless) == ("camera:1", True, False)
    assert (request.seconds, request.snapshot, request.profile) == (3.0, Path("a.png"), "Ann")


def test_version() -> None:
    assert re.fullmatch(r"mirror \d+\.\d+\.\d+\n", run("--version").stdout)


def test_the_list_begins_with_the_id_and_sessions_alone_lists(logged: Path) -> None:
    lines = run("sessions", "list").stdout.splitlines()
    assert len(lines) == 1
    assert the_id().startswith(lines[0].split()[0])
    assert "Ann" in lines[0]
    assert lines[0].endswith("squat 1")
    assert run("sessions").stdout.splitlines() == lines


def test_the_list_of_one_person(logged: Path) -> None:
    assert len(run("sessions", "list", "--profile", "Ann").stdout.splitlines()) == 1
    other = run("sessions", "list", "--profile", "Bob")
    assert (other.exit_code, other.stdout) == (0, "")


def test_show_tells_the_session(logged: Path) -> None:
    told = run("sessions", "show", the_id()[:6]).stdout.splitlines()
    assert "set 1: squat, 1 full, 0 partial, 1 rejected, score 91" in told
    assert "    1      1.0 s  full      score 91" in told
    assert "    -      4.0 s  rejected  too fast" in told
    assert told[-1].endswith("Push your knees out.")
    assert json.loads(run("sessions", "show", the_id(), "--json").stdout)["sets"][0]["exercise"] == "squat"


def test_an_unknown_session_is_said(logged: Path) -> None:
    result = run("sessions", "show", "zzz")
    assert result.exit_code == 1
    assert "no session 'zzz'" in result.stderr


def test_a_session_moves_to_another_machine_without_doubles(
    logged: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "session.json"
    id = the_id()
    assert run("sessions", "export", id, "--out", str(file)).exit_code == 0
    monkeypatch.setenv("MIRROR_SESSIONS__DATABASE", str(tmp_path / "desk.db"))
    assert run("sessions", "import", str(file)).stdout.startswith("1 added")
    assert run("sessions", "import", str(file)).stdout.startswith("0 added")
    assert the_id() == id


def test_csv_has_a_line_for_each_repetition(logged: Path, tmp_path: Path) -> None:
    file = tmp_path / "session.csv"
    assert run("sessions", "export", the_id(), "--format", "csv", "--out", str(file)).exit_code == 0
    rows = list(csv.DictReader(io.StringIO(file.read_text())))
    assert [row["kind"] for row in rows] == ["full", "rejected"]


def test_looking_at_the_log_is_in_its_audit_and_meddling_is_told(logged: Path) -> None:
    assert run("sessions", "audit").stdout == ""
    id = the_id()
    run("sessions", "show", id[:6])
    lines = run("sessions", "audit").stdout.splitlines()
    assert [line.split("  ", 1)[1] for line in lines] == [
        f"owner         viewed     session {id[:12]}  of Ann",
        "owner         viewed     log  sessions=1",
    ]
    assert [entry["number"] for entry in json.loads(run("sessions", "audit", "--json").stdout)] == [2, 1]
    assert run("sessions", "audit", "--verify").stdout == "The audit is whole: 2 lines.\n"
    with sqlite3.connect(logged) as raw:
        raw.executescript("DROP TRIGGER audit_no_delete; DELETE FROM audit WHERE number = 1")
    raw.close()
    found = run("sessions", "audit", "--verify", "--json")
    assert found.exit_code == 1
    assert json.loads(found.stdout)["whole"] is False


def test_what_can_be_read_of_a_broken_log_is_taken_up(logged: Path) -> None:
    aside = logged.with_name("log.db.broken-20260101T000000")
    logged.rename(aside)
    assert run("sessions", "list").stdout == ""
    assert run("sessions", "import", str(aside)).stdout == "1 sessions taken from the broken log, 0 here already\n"
    assert len(run("sessions", "list").stdout.splitlines()) == 1
    aside.write_bytes(bytes(9000))
    result = run("sessions", "import", str(aside))
    assert result.exit_code == 1
    assert "Nothing can be read of" in result.stderr


def test_a_session_that_was_cut_off_says_so(logged: Path) -> None:
    with closing(sqlite3.connect(logged)) as raw, raw:
        raw.execute("UPDATE session SET ended_at = NULL")
    assert run("sessions", "list").stdout.rstrip().endswith("(cut off, or going on)")
    assert "not ended: the program was stopped" in run("sessions", "show", the_id()).stdout


def test_what_cannot_be_imported_is_said(database: Path, tmp_path: Path) -> None:
    (tmp_path / "no.json").write_text("{")
    (tmp_path / "other.json").write_text("{}")
    for name, words in (("no.json", "is not JSON"), ("other.json", "no export"), ("missing.json", "cannot be read")):
        result = run("sessions", "import", str(tmp_path / name))
        assert result.exit_code == 1
        assert words in result.stderr


def test_an_unknown_form_is_wrong_usage(logged: Path) -> None:
    assert run("sessions", "export", the_id(), "--format", "stone", "--out", "x").exit_code == 2


def test_erasing_asks_first(logged: Path) -> None:
    assert run("sessions", "erase", "Ann", answer="n\n").exit_code == 1
    assert run("sessions", "list").stdout != ""
    assert run("sessions", "erase", "Ann", answer="y\n").exit_code == 0
    assert run("sessions", "list").stdout == ""


def test_erasing_without_asking(logged: Path) -> None:
    assert run("sessions", "erase", "Ann", "--yes").stdout == "Ann: sessions erased: 1\n"
    assert run("sessions", "erase", "Ann", "--yes").exit_code == 1


def test_run_knows_no_exercise_that_is_not_in_the_catalogue(database: Path) -> None:
    result = run("run", "--headless", "--source", "demo", "--exercise", "squatt")
    assert result.exit_code == 2
    assert "did you mean squat" in result.output
    assert not database.exists()
