"""A file handed to and fro between a home mirror and a desk: nothing doubled, nothing lost, nobody who was erased comes back."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import insert, select, update

from mirror.errors import SessionError
from mirror.sessions import Store, schema
from mirror.sessions.exchange import SCHEMA
from tests.sessions.test_store import record

AT = datetime(2026, 5, 4, 9, 30, tzinfo=UTC)


def remark(store: Store, session_id: str) -> None:
    """A physiotherapist's work: an overrule, a note on the session, one on the person, a plan of two items."""
    with store.writing() as connection:
        person = connection.execute(select(schema.session.c.profile_id).where(schema.session.c.id == session_id)).scalar_one()
        seq = (
            connection.execute(select(schema.repetition.c.seq).where(schema.repetition.c.session_id == session_id))
            .scalars()
            .first()
        )
        connection.execute(insert(schema.reviewer), {"id": "r" * 32, "name": "Dr. Weber", "pin": "secret", "created_at": AT})
        by = {"reviewer_id": "r" * 32, "at": AT}
        connection.execute(
            insert(schema.overrule),
            {"id": "o" * 32, "session_id": session_id, "seq": seq, "verdict": "partial", "reason": "", **by},
        )
        note = {"id": "n" * 32, "profile_id": person, "session_id": session_id, "text": "Slower."}
        connection.execute(insert(schema.note), {**note, **by})
        connection.execute(insert(schema.note), {**note, **by, "id": "m" * 32, "session_id": None, "text": "Left knee, 2024."})
        plan = {"id": "p" * 32, "profile_id": person, "title": "Weeks 1 to 4", "comment": "", "starts_on": date(2026, 5, 5)}
        connection.execute(insert(schema.plan), {**plan, **by})
        item = {"plan_id": "p" * 32, "exercise": "squat", "sets": 2, "repetitions": 8, "rest_s": 60.0, "weekdays": 127}
        connection.execute(insert(schema.plan_item), [{**item, "position": n} for n in (1, 2)])


def through_a_file(store: Store) -> Any:
    return json.loads(json.dumps(store.export_json(), allow_nan=False))


def rows(store: Store, table: Any) -> list[dict[str, Any]]:
    with store.reading() as connection:
        return [dict(row) for row in connection.execute(select(table).order_by(*table.primary_key.columns)).mappings()]


@pytest.fixture
def desk(tmp_path: Path) -> Any:
    with Store(tmp_path / "desk.db") as store:
        yield store


def test_what_the_desk_adds_comes_home_and_goes_back_without_doubles(database: Path, desk: Store) -> None:
    id = record(database, "Anna")
    with Store(database) as home:
        assert desk.import_json(through_a_file(home)).added == 1
        remark(desk, id)
        back = home.import_json(through_a_file(desk))
        assert (back.added, back.replaced, back.skipped, back.plans) == (0, 0, 1, 1)
        assert str(back) == "0 added, 0 completed, 1 here already, 1 plan taken"
        for table in (schema.overrule, schema.note, schema.plan, schema.plan_item):
            assert rows(home, table) == rows(desk, table) != []
        again = home.import_json(through_a_file(desk))
        assert (again.skipped, again.plans, again.people) == (1, 0, ())
        assert desk.import_json(through_a_file(home)).plans == 0
        assert len(rows(desk, schema.note)) == 2


def test_a_reviewer_from_elsewhere_has_a_name_but_cannot_sign_in(database: Path, desk: Store) -> None:
    id = record(database, "Anna")
    with Store(database) as home:
        desk.import_json(through_a_file(home))
        remark(desk, id)
        data = through_a_file(desk)
        assert "secret" not in json.dumps(data)
        home.import_json(data)
        (who,) = rows(home, schema.reviewer)
        assert (who["name"], who["pin"]) == ("Dr. Weber", None)
        assert who["left_at"] is not None
        desk.import_json(through_a_file(home))
        assert rows(desk, schema.reviewer)[0]["pin"] == "secret"


def test_a_session_that_grew_keeps_what_the_desk_said_of_it(database: Path, desk: Store) -> None:
    id = record(database, "Anna", reps=3)
    with Store(database) as home:
        data = through_a_file(home)
        early = copy.deepcopy(data)
        (entry,) = early["sessions"]
        entry["session"].update(ended_at=None, end_t=None)
        entry["exercise_set"][0].update(end_t=None, full=2, score=None)
        cut = sorted(row["seq"] for row in entry["repetition"])[1]
        for table in ("event", "repetition", "mistake", "cue", "joint_score", "repetition_mistake"):
            entry[table] = [row for row in entry[table] if row["seq"] <= cut]
        entry["set_joint_score"], entry["set_mistake"], entry["track"] = [], [], entry["track"][:1]
        assert desk.import_json(early).added == 1
        remark(desk, id)
        assert desk.import_json(data).replaced == 1
        assert desk.session(id) == home.session(id)
        assert len(rows(desk, schema.overrule)) == 1
        assert desk.import_json(early).skipped == 1
        assert desk.session(id) == home.session(id)


def test_an_export_of_the_first_schema_is_taken_up(database: Path, desk: Store) -> None:
    id = record(database, "Anna")
    with Store(database) as home:
        old = through_a_file(home)
        old["schema"] = 1
        del old["people"], old["reviewers"]
        for table in ("calibration", "model_version", "overrule", "note"):
            del old["sessions"][0][table]
        for column in ("origin", "utc_offset_min", "plan_id"):
            del old["sessions"][0]["session"][column]
        del old["sessions"][0]["profile"]["renamed_at"]
        for row in old["sessions"][0]["exercise_set"]:
            del row["plan_position"]
        assert desk.import_json(old).added == 1
        assert desk.session(id) == home.session(id)
        # and what a newer export knows besides is added
        newer = through_a_file(home)
        newer["sessions"][0]["calibration"] = [{"session_id": id, "seq": 9, "t": 0.0, "source": "assumed"}]
        assert desk.import_json(newer).replaced == 1
        assert desk.import_json(newer).skipped == 1


def test_who_was_erased_is_not_taken_up_again(database: Path, desk: Store) -> None:
    record(database, "Anna")
    record(database, "Ben")
    with Store(database) as home:
        data = through_a_file(home)
        desk.import_json(data)
        (anna,) = (person.id for person in desk.profiles() if person.name == "Anna")
        with desk.writing() as connection:
            connection.execute(schema.profile.delete().where(schema.profile.c.id == anna))
            connection.execute(insert(schema.erasure), {"profile_id": anna, "at": AT})
        outcome = desk.import_json(data)
        assert (outcome.added, outcome.skipped, outcome.left_out) == (0, 1, 1)
        assert str(outcome).endswith("1 left out: that person was erased here")
        assert [person.name for person in desk.profiles()] == ["Ben"]


def test_a_plan_that_was_withdrawn_is_withdrawn_here_too(database: Path, desk: Store) -> None:
    id = record(database, "Anna")
    with Store(database) as home:
        desk.import_json(through_a_file(home))
        remark(desk, id)
        standing = through_a_file(desk)
        home.import_json(standing)
        with desk.writing() as connection:
            connection.execute(update(schema.plan).values(withdrawn_at=AT))
            connection.execute(update(schema.note).values(withdrawn_at=AT))
        outcome = home.import_json(through_a_file(desk))
        assert outcome.plans == 1
        assert rows(home, schema.plan)[0]["withdrawn_at"] == AT
        assert {row["withdrawn_at"] for row in rows(home, schema.note)} == {AT}
        home.import_json(standing)
        assert rows(home, schema.plan)[0]["withdrawn_at"] == AT


def test_a_plan_goes_home_before_the_first_session(database: Path, desk: Store) -> None:
    id = record(database, "Anna")
    with Store(database) as other:
        desk.import_json(through_a_file(other))
    remark(desk, id)
    data = through_a_file(desk)
    data["sessions"] = []
    with Store(database.parent / "mirror.db") as mirror:
        assert mirror.import_json(data).plans == 1
        assert [person.name for person in mirror.profiles()] == ["Anna"]
        (profile,) = mirror.profiles()
    record(database.parent / "mirror.db", "Anna")
    with Store(database.parent / "mirror.db") as mirror:
        assert [(person.id, person.sessions) for person in mirror.profiles()] == [(profile.id, 1)]


@pytest.mark.parametrize(
    "spoil",
    [
        lambda data: data["people"][0]["plan"][0].update(profile_id="x"),
        lambda data: data["people"][0]["plan"][0].update(starts_on="soon"),
        lambda data: data["people"][0]["plan_item"][0].update(plan_id="q" * 32),
        lambda data: data["people"][0]["plan_item"][0].update(rest_s=float("nan")),
        lambda data: data["people"][0].pop("note"),
        lambda data: data["sessions"][0]["overrule"][0].update(seq=4711),
        lambda data: data["sessions"][0]["note"][0].update(profile_id="somebody"),
        lambda data: data["sessions"][0].update(profile=None),
        lambda data: data["sessions"][0]["profile"].update(name="A" * 81),
        lambda data: data["reviewers"].append("Dr. No"),
    ],
)
def test_a_broken_remark_is_one_sentence_and_changes_nothing(
    database: Path, desk: Store, tmp_path: Path, spoil: Callable[[Any], object]
) -> None:
    id = record(database, "Anna")
    with Store(database) as home:
        desk.import_json(through_a_file(home))
    remark(desk, id)
    data = through_a_file(desk)
    assert data["schema"] == SCHEMA
    spoil(data)
    with Store(tmp_path / "third.db") as third:
        with pytest.raises(SessionError, match="broken") as told:
            third.import_json(data)
        assert "\n" not in str(told.value)
        assert [rows(third, table) for table in (schema.profile, schema.session, schema.reviewer)] == [[], [], []]
