"""Odd cases: names that no form was meant for, formulas, sessions without sets, zones with half hours, ids from elsewhere."""

from __future__ import annotations

import csv
import io
import json
import unicodedata
from collections.abc import Sequence
from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import update

from mirror.export import Form, chosen, core, write
from mirror.export.core import _short
from mirror.export.form import file_name
from mirror.export.pdf import fonts
from mirror.sessions import Store, schema
from mirror.sessions.exchange import cell
from tests.acting import catalogue
from tests.export.logs import MONDAY, Run, record
from tests.export.rows import NOW, PERSON, SESSION, put
from tests.export.test_fhir import check
from tests.export.test_pdf import made, read

ODD = (
    *("Anna/Ben", "../../etc/passwd", "Anna\nBen", "a\tb", "A" * 80, "=cmd|' /C calc'!A0", "+1", "-2", "@SUM(A1)", "x;=1+1"),
    *(
        "\u202eannA",
        "\u200fAnna\u200f",
        "محمد/أحمد",
        "'",
        '"',
        ",",
        " ",
        "\u00ad",
        "Zoë\u0301",
        "🙂",
        "\ufffe",
        "<b>&</b>",
        "%s{0}",
    ),
)
LETTERS = st.characters(exclude_categories=["Cs"], exclude_characters="\x00")
NAMES = st.sampled_from(ODD) | st.text(LETTERS | st.sampled_from("/\n\t;=+-@\u202e\u200f"), max_size=80)
HALF_HOURS = [(5, 30), (5, 45), (-3, -30), (12, 45), (-9, -30), (8, 45)]


def log(store: Store, name: str, sets: Sequence[str | None] = ("squat",)) -> None:
    """One session of somebody with this name, who also wrote it as a note and calls an exercise so."""
    session = {"id": SESSION, "profile_id": PERSON, "run": "3" * 32, "started_at": NOW, "ended_at": NOW, "start_t": 0.0}
    rows: list[tuple[Any, dict[str, Any]]] = [
        (schema.profile, {"id": PERSON, "name": name, "created_at": NOW}),
        (schema.session, {**session, "end_t": 60.0, "source": name, "app_version": "1", "utc_offset_min": 330}),
    ]
    for number, exercise in enumerate(sets, 1):
        counts = {"full": 1, "partial": 0, "rejected": 0}
        one = {"session_id": SESSION, "number": number, "exercise": exercise, "start_t": 1.0, "end_t": 9.0, "confidence": 0.9}
        rows.append((schema.exercise_set, {**one, **counts}))
        rep = {
            "session_id": SESSION,
            "seq": number,
            "set_number": number,
            "number": 1,
            "exercise": exercise or "",
            "kind": "full",
        }
        rows.append((schema.repetition, {**rep, "t": 5.0, "start_t": 1.0, "end_t": 5.0, "side": "both", "credited": True}))
    rows.append((schema.note, {"id": "9" * 32, "session_id": SESSION, "at": NOW, "text": name}))
    put(store, rows)


@given(name=NAMES)
@settings(max_examples=10, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_every_form_takes_every_name(name: str, database: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(core, "_catalogue", catalogue)
    with Store(database) as store, Store(tmp_path / "desk.db") as desk:
        log(store, name, ("squat", name[:64]))
        for form in (Form.CSV, Form.JSON, Form.FHIR, Form.PDF):
            write(store, [SESSION], form, tmp_path / form.value, audit=None, now=NOW)
        put(desk, [])
        desk.import_json(json.loads((tmp_path / "json").read_text(encoding="utf-8")))
    rows = list(csv.reader(io.StringIO((tmp_path / "csv").read_bytes().decode(), newline="")))
    assert [len(row) for row in rows] == [len(rows[0])] * 3
    assert rows[1][1].replace("'", "") == name.replace("'", ""), "an apostrophe at most is added"
    bundle = json.loads((tmp_path / "fhir").read_text(encoding="utf-8"))
    assert all(ElementTree.fromstring(entry["resource"]["text"]["div"]) is not None for entry in bundle["entry"])
    assert len(read((tmp_path / "pdf").read_bytes()).texts) == 2


@given(text=NAMES)
def test_no_cell_begins_a_formula_whatever_parts_the_columns(text: str) -> None:
    made = cell(text)
    for separator in ";\t\r\n":
        for part in made.split(separator):
            assert part[:1] not in ("=", "+", "-", "@", "＝", "＋", "－", "＠"), (text, separator)
    assert made.replace("'", "") == text.replace("'", "")


@pytest.mark.parametrize("text", ["", "Anna", "3-4", "knees_in;heels_up", "range 90 = good", "a;b"])
def test_harmless_text_stays_as_it_is(text: str) -> None:
    assert cell(text) == text


def test_a_german_spreadsheet_that_parts_at_semicolons_runs_nothing(database: Path, tmp_path: Path) -> None:
    with Store(database) as store:
        log(store, 'Anna;=HYPERLINK("http://x")', ("squat", "=1;=2"))
        write(store, [SESSION], Form.CSV, tmp_path / "a.csv", audit=None)
    text = (tmp_path / "a.csv").read_bytes().decode()
    for separator, quoting in ((",", csv.QUOTE_MINIMAL), (";", csv.QUOTE_NONE)):
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator, quoting=quoting):
            assert [one for one in row if one[:1] in ("=", "+", "@")] == []


def test_the_table_is_as_promised(database: Path, tmp_path: Path) -> None:
    """docs/exports.md: UTF-8 without a mark, commas, points, CRLF."""
    with Store(database) as store:
        log(store, "Müller, Anna")
        write(store, [SESSION], Form.CSV, tmp_path / "a.csv", audit=None)
    raw = (tmp_path / "a.csv").read_bytes()
    assert raw.startswith(b"session,profile,")
    assert '"Müller, Anna"'.encode() in raw
    assert raw.count(b"\r\n") == raw.count(b"\n") == 2
    (row,) = csv.DictReader(io.StringIO(raw.decode(), newline=""))
    assert (row["start_s"], row["end_s"]) == ("1", "5")


@pytest.mark.parametrize("form", [Form.CSV, Form.JSON, Form.FHIR, Form.PDF])
def test_a_session_without_sets(form: Form, database: Path, tmp_path: Path) -> None:
    with Store(database) as store:
        log(store, "Anna", ())
        (file,) = write(store, [SESSION], form, tmp_path / "a", audit=None, language="de")
    raw = file.read_bytes()
    if form is Form.CSV:
        assert raw.count(b"\r\n") == 1, "the head alone"
    if form is Form.FHIR:
        check(json.loads(raw))
    if form is Form.PDF:
        assert "In dieser Sitzung wurde kein Satz gemacht." in read(raw).texts[1]


@pytest.mark.parametrize(("hours", "minutes"), HALF_HOURS)
def test_zones_with_half_hours(hours: int, minutes: int, database: Path, tmp_path: Path) -> None:
    zone = timezone(timedelta(hours=hours, minutes=minutes))
    at = datetime(2026, 6, 1, 23, 50, tzinfo=zone)
    id = record(database, Run(at=at, sets=[], track=False))
    with Store(database) as store:
        assert chosen(store, "Anna", date(2026, 6, 1), date(2026, 6, 1)) == [id], "the day by the mirror's clock"
        write(store, [id], Form.FHIR, tmp_path / "a", audit=None)
        write(store, [id], Form.PDF, tmp_path / "b", audit=None, language="en", now=at)
    text = (tmp_path / "a").read_text(encoding="utf-8")
    assert f'"start": "{at.isoformat(timespec="milliseconds")}"' in text
    pdf = read((tmp_path / "b").read_bytes())
    assert "Monday 1 June 2026, 23:50" in pdf.texts[1]
    sign = "-" if hours < 0 else "+"
    assert f"D:20260601235000{sign}{abs(hours):02d}'{abs(minutes):02d}'".encode() in pdf.raw


def test_marks_that_turn_the_direction_turn_nothing_on_paper(database: Path) -> None:
    assert fonts.legible("\u202eAnna\u202c \u200fBen\u00ad") == "Anna Ben"
    pdf = made(database, Run(name="\u202eAnna\n", sets=[]))
    assert "Anna" in pdf.texts[0]
    assert b"Training report, Anna, 1 June 2026" in pdf.raw, "nor in a viewer's title"


@given(NAMES)
def test_a_file_is_called_by_a_name_that_a_file_can_have(name: str) -> None:
    called = file_name(name, Form.FHIR)
    assert called == Path(called).name
    assert called.endswith(".fhir.json")
    assert 10 < len(called) <= 70
    assert not called.startswith((".", " "))
    assert not any(unicodedata.category(letter)[0] == "C" for letter in called)


def test_files_of_several_sets_stay_in_the_folder_and_apart(database: Path, tmp_path: Path) -> None:
    assert _short(["a" * 32, "b" * 32]) == {"a" * 32: "a" * 8, "b" * 32: "b" * 8}
    twins = ["a" * 8 + "b" * 24, "a" * 9 + "b" * 23]
    assert sorted(_short(twins).values()) == ["aaaaaaaaa", "aaaaaaaab"]
    ids = [record(database, Run(at=MONDAY + timedelta(days=day))) for day in range(2)]
    with Store(database) as store:
        with store.writing() as connection:
            connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
            for table in schema.metadata.sorted_tables:
                if "session_id" in table.c:
                    connection.execute(update(table).where(table.c.session_id == ids[0]).values(session_id="../../x"))
            connection.execute(update(schema.session).where(schema.session.c.id == ids[0]).values(id="../../x"))
        files = write(store, ["../../x", ids[1]], Form.TRC, tmp_path / "a.trc", audit=None)
    assert len(set(files)) == 2
    assert all(file.parent == tmp_path and file.is_file() for file in files)
