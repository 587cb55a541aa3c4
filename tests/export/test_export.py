"""`write`: the forms, the files, the audit, what is left out where it must be nameless."""

from __future__ import annotations

import csv
import io
import json
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from sqlalchemy import update

from mirror.errors import SessionError
from mirror.export import ExportError, Form, Paper, chosen, form_of, paper_of, write
from mirror.sessions import Store, schema
from mirror.sessions.audit import Audit
from tests.export.logs import MONDAY, Run, record, reviewed
from tests.export.rows import SESSION, Rows, put, sessions

FORMS = (Form.JSON, Form.CSV, Form.FHIR, Form.TRC)


def rows_of(file: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(file.read_bytes().decode())))


@pytest.mark.parametrize(
    ("name", "form"),
    [
        ("a.csv", Form.CSV),
        ("a.PDF", Form.PDF),
        ("a.trc", Form.TRC),
        ("a.json", Form.JSON),
        ("a.fhir.json", Form.FHIR),
        ("a.fhir", Form.FHIR),
        ("a", Form.JSON),
        ("a.txt", Form.JSON),
    ],
)
def test_the_form_is_known_by_the_ending(name: str, form: Form) -> None:
    assert form_of(Path(name)) is form


@pytest.mark.parametrize(
    ("environment", "paper"),
    [
        ({}, Paper.A4),
        ({"LANG": "en_US.UTF-8"}, Paper.LETTER),
        ({"LANG": "de_DE.UTF-8"}, Paper.A4),
        ({"LANG": "en_US.UTF-8", "LC_PAPER": "de_DE"}, Paper.A4),
        ({"LANG": "C"}, Paper.A4),
    ],
)
def test_paper_goes_by_the_locale(environment: dict[str, str], paper: Paper) -> None:
    assert paper_of(environment) is paper


def test_the_table_keeps_its_columns_and_adds_the_reviewers_after_them(database: Path, tmp_path: Path) -> None:
    id = record(database, Run(sets=[("squat", 3, "partial"), ("plank", 0, "full")]))
    with Store(database) as store:
        before = store.export_csv(id).splitlines()
        reviewed(store, id)
        write(store, [id], Form.CSV, tmp_path / "a.csv", audit=None)
    after = (tmp_path / "a.csv").read_bytes().decode().split("\r\n")
    assert all(new.startswith(old) for old, new in zip(before, after, strict=False))
    first, _, last, hold = rows_of(tmp_path / "a.csv")
    assert (first["mistakes"], first["reviewed_mistakes"], first["reviewed_kind"]) == ("knees_in", "none", "")
    assert (last["kind"], last["reviewed_kind"], last["review_reason"]) == ("partial", "full", "Deep enough for her hip.")
    assert (hold["exercise"], hold["kind"], hold["repetition"], hold["hold_s"]) == ("plank", "hold", "", "42")
    assert first["profile"] == "Anna"
    for row in (first, last, hold):
        assert (row["view"], row["yaw_deg"], row["untold"], row["torso_lean"]) == ("fair", "-31.5", "torso_lean:view", "")


def test_several_sessions_share_one_table(database: Path, tmp_path: Path) -> None:
    ids = [record(database, Run(at=MONDAY + timedelta(days=d), joints={f"joint_{d}": 80.0})) for d in range(2)]
    with Store(database) as store:
        write(store, ids[::-1], Form.CSV, tmp_path / "a.csv", audit=None)
    rows = rows_of(tmp_path / "a.csv")
    assert [row["session"] for row in rows] == [ids[0]] * 3 + [ids[1]] * 3
    assert rows[0]["joint_0"] == "80"
    assert rows[0]["joint_1"] == ""


def test_json_is_taken_up_elsewhere(database: Path, tmp_path: Path) -> None:
    id = record(database, Run())
    with Store(database) as store, Store(tmp_path / "desk.db") as desk:
        write(store, [id], Form.JSON, tmp_path / "a.json", audit=None)
        desk.import_json(json.loads((tmp_path / "a.json").read_text(encoding="utf-8")))
        assert desk.session(id) == store.session(id)


@pytest.mark.parametrize("form", FORMS)
def test_without_a_name_nothing_names_anybody(form: Form, database: Path, tmp_path: Path) -> None:
    id = record(database, Run(name="Gundula"))
    with Store(database) as store:
        reviewed(store, id)
        (whose,) = store.profiles()
        (file,) = write(store, [id], form, tmp_path / "a", audit=None, pseudonymous=True)
    text = file.read_text(encoding="utf-8")
    assert not [word for word in ("Gundula", "Beate", "Deep enough", "Anna moved", "left knee.") if word in text]
    if form is not Form.TRC:
        assert whose.id[:8] in text


def test_nameless_json_can_be_taken_up_too(database: Path, tmp_path: Path) -> None:
    id = record(database, Run(name="Gundula"))
    with Store(database) as store, Store(tmp_path / "desk.db") as desk:
        reviewed(store, id)
        write(store, [id], Form.JSON, tmp_path / "a.json", audit=None, pseudonymous=True)
        desk.import_json(json.loads((tmp_path / "a.json").read_text(encoding="utf-8")))
        (there,) = desk.profiles()
        assert there.name == f"person {there.id[:8]}"


def test_what_leaves_is_noted_first(database: Path, tmp_path: Path) -> None:
    ids = [record(database, Run(at=MONDAY + timedelta(days=d))) for d in range(2)]
    with Store(database) as store:
        (whose,) = store.profiles()
        audit = Audit(store)
        write(store, ids[:1], Form.CSV, tmp_path / "a.csv", audit=audit)
        write(store, ids, Form.JSON, tmp_path / "a.json", audit=audit, pseudonymous=True)
        with pytest.raises(ExportError):
            write(store, ids, Form.JSON, tmp_path / "no" / "a.json", audit=audit)
        tried, several, one = audit.entries()
    assert (one.action, one.subject, one.object) == ("exported", whose.id, f"session:{ids[0]}")
    assert one.detail == {"form": "csv", "nameless": False}
    assert (several.object, several.detail["sessions"], several.detail["count"]) == (f"person:{whose.id}", ids, 2)
    assert tried.detail["form"] == "json"


def test_sessions_are_chosen_by_person_and_day(database: Path) -> None:
    late = MONDAY.replace(hour=23, minute=59)
    ids = [record(database, Run(at=at)) for at in (MONDAY, late, MONDAY + timedelta(days=3))]
    other = record(database, Run(name="Ben"))
    day = MONDAY.date()
    with Store(database) as store:
        assert set(chosen(store)) == {*ids, other}
        assert chosen(store, "Anna") == ids
        assert chosen(store, "Anna", day, day) == ids[:2], "the mirror's own clock says which day it is"
        assert chosen(store, None, day + timedelta(days=1)) == ids[2:]
        with pytest.raises(ExportError, match="called 'Carl'"):
            chosen(store, "Carl")
        with pytest.raises(ExportError, match="No session"):
            chosen(store, "Ben", date(2030, 1, 1))


def test_a_persons_sessions_only(database: Path, tmp_path: Path) -> None:
    ids = [record(database, Run(name=name)) for name in ("Anna", "Ben")]
    with Store(database) as store:
        write(store, ids, Form.CSV, tmp_path / "a.csv", audit=None, person="Ben")
        assert {row["profile"] for row in rows_of(tmp_path / "a.csv")} == {"Ben"}
        with pytest.raises(ExportError, match="None of these"):
            write(store, ids[:1], Form.CSV, tmp_path / "a.csv", audit=None, person="Ben")


@pytest.mark.parametrize("form", FORMS)
def test_a_file_that_cannot_be_written_is_a_sentence(form: Form, database: Path, tmp_path: Path) -> None:
    id = record(database, Run())
    with Store(database) as store:
        with pytest.raises(ExportError, match="cannot be written"):
            write(store, [id], form, tmp_path / "missing" / "a", audit=None)
        with pytest.raises(ExportError, match="cannot be written"):
            write(store, [id], form, tmp_path, audit=None)
        with pytest.raises(SessionError, match="no session"):
            write(store, ["feed"], form, tmp_path / "a", audit=None)
        with pytest.raises(ExportError, match="no session"):
            write(store, [], form, tmp_path / "a", audit=None)
    assert [file.name for file in tmp_path.iterdir()] == ["data"], "nothing half-made is left"


def test_a_broken_track_costs_only_itself(database: Path, tmp_path: Path) -> None:
    id = record(database, Run())
    with Store(database) as store:
        with store.writing() as connection:
            connection.execute(update(schema.track).values(data=b"rubbish"))
        for form in (Form.CSV, Form.JSON, Form.FHIR, Form.PDF):
            write(store, [id], form, tmp_path / "a", audit=None)
        with pytest.raises(SessionError, match="track"):
            write(store, [id], Form.TRC, tmp_path / "b", audit=None)


def test_what_a_spreadsheet_would_run_is_text(database: Path, tmp_path: Path) -> None:
    evil = "=HYPERLINK(1)"
    id = record(database, Run(name=evil, sets=[(evil, 1, "full")], joints={evil: 5.0}))
    with Store(database) as store:
        write(store, [id], Form.CSV, tmp_path / "a.csv", audit=None)
    table = list(csv.reader(io.StringIO((tmp_path / "a.csv").read_bytes().decode())))
    assert [cell for row in table for cell in row if cell.startswith("=")] == []
    assert sum(evil in cell for row in table for cell in row) == 3


@given(rows=sessions())
@settings(max_examples=15, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_the_log_holds_is_written(rows: Rows, database: Path, tmp_path: Path) -> None:
    with Store(database) as store:
        put(store, rows)
        for form in (Form.CSV, Form.JSON, Form.PDF):
            write(store, [SESSION], form, tmp_path / "a", audit=None)


def test_a_file_that_is_there_is_replaced_whole(database: Path, tmp_path: Path) -> None:
    id = record(database, Run())
    file = tmp_path / "a.csv"
    file.write_text("x" * 100_000, encoding="utf-8")
    file.chmod(0o640)
    with Store(database) as store:
        write(store, [id], Form.CSV, file, audit=None)
    assert len(rows_of(file)) == 3
    assert file.stat().st_mode & 0o777 == 0o640
