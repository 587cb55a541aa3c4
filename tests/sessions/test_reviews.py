"""Verdicts beside the machine's, notes and plans: written, taken back, never changed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import insert, select

from mirror.errors import SessionError
from mirror.sessions import Recorder, Store, reviews, schema
from mirror.sessions.audit import Audit
from mirror.sessions.reviews import About, PlanDraft, PlanItem
from tests.sessions.runs import workout

AT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
MONDAY = date(2026, 3, 2)
REVIEWER = "b" * 32


@pytest.fixture
def store(database: Path) -> Iterator[Store]:
    recorder = Recorder(database, "Anna", source="demo")
    recorder.start()
    for event in workout(3):
        recorder.handle(event)
    assert recorder.stop()
    with Store(database) as opened:
        with opened.writing() as connection:
            connection.execute(insert(schema.reviewer), {"id": REVIEWER, "name": "Dr. Kim", "pin": None, "created_at": AT})
        yield opened


def person(store: Store) -> str:
    return store.profiles()[0].id


def session(store: Store) -> str:
    return store.sessions()[0].id


def seqs(store: Store) -> list[int]:
    return [rep.seq for rep in store.session(session(store)).sets[0].repetitions]


def squats(**changes: object) -> PlanItem:
    return replace(PlanItem(1, "squat", 3, 10, None, 0.9, 60.0, 0b0010101), **changes)  # type: ignore[arg-type]


def draft(store: Store, **changes: object) -> PlanDraft:
    items = (squats(), PlanItem(2, "plank", 2, None, 30.0, None, 45.0))
    made = PlanDraft(person(store), "Knees", "slowly", MONDAY, MONDAY + timedelta(days=13), items)
    return replace(made, **changes)  # type: ignore[arg-type]


def test_a_note_stands_where_it_was_written_and_nowhere_else(store: Store) -> None:
    id, seq = session(store), seqs(store)[0]
    places = [About(person(store)), About(None, id), About(None, id, 1), About(None, id, 1, seq)]
    for number, about in enumerate(places):
        reviews.add_note(store, about, f"  note {number} ", REVIEWER, AT + timedelta(minutes=number))
    for number, about in enumerate(places):
        (note,) = reviews.notes(store, about)
        assert (note.text, note.reviewer, note.at) == (f"note {number}", "Dr. Kim", AT + timedelta(minutes=number))
        assert note.about == replace(about, profile_id=person(store))
    assert [note.text for note in reviews.notes_below(store, id)] == ["note 1", "note 2", "note 3"]


def test_a_withdrawn_note_stays_readable(store: Store) -> None:
    about = About(person(store))
    id = reviews.add_note(store, about, "first")
    reviews.withdraw_note(store, id, AT)
    reviews.withdraw_note(store, id, AT + timedelta(days=1))
    assert reviews.notes(store, about) == ()
    (note,) = reviews.notes(store, about, withdrawn=True)
    assert (note.text, note.withdrawn_at, note.reviewer) == ("first", AT, "")


def test_a_note_needs_words_and_something_to_be_about(store: Store) -> None:
    with pytest.raises(SessionError, match="some words"):
        reviews.add_note(store, About(person(store)), "  ")
    with pytest.raises(SessionError, match="at most"):
        reviews.add_note(store, About(person(store)), "x" * 10_001)
    for about in (About("f" * 32), About(None, "f" * 32), About(None, session(store), 9), About(None, session(store), 1, 999)):
        with pytest.raises(SessionError, match=f"This {about.kind} is not in the log any more"):
            reviews.add_note(store, about, "words")
    with pytest.raises(SessionError, match="This note is not"):
        reviews.withdraw_note(store, "f" * 32)


def test_the_latest_verdict_holds_and_the_machine_s_stays(store: Store) -> None:
    id, (first, second, _) = session(store), seqs(store)
    reviews.overrule(store, id, first, None, "partial", "not deep enough ", REVIEWER, AT)
    reviews.overrule(store, id, first, "knees_in", "absent", "", REVIEWER, AT)
    reviews.overrule(store, id, second, None, "rejected", "", REVIEWER, AT)
    reviews.overrule(store, id, second, None, "machine", "", REVIEWER, AT + timedelta(minutes=1))
    given = reviews.verdicts(store, id)
    held = reviews.holding(given)
    assert len(given) == 4
    assert {key: one.verdict for key, one in held.items()} == {(first, None): "partial", (first, "knees_in"): "absent"}
    assert (held[first, None].reason, held[first, None].reviewer) == ("not deep enough", "Dr. Kim")
    assert [rep.kind for rep in store.session(id).sets[0].repetitions] == ["full"] * 3


def test_a_clock_that_was_set_back_does_not_make_a_new_verdict_the_older_one(store: Store) -> None:
    id, seq = session(store), seqs(store)[0]
    reviews.overrule(store, id, seq, None, "partial", at=AT)
    reviews.overrule(store, id, seq, None, "rejected", at=AT - timedelta(hours=1))
    assert reviews.holding(reviews.verdicts(store, id))[seq, None].verdict == "rejected"


def test_a_verdict_must_be_one_and_on_something(store: Store) -> None:
    id, seq = session(store), seqs(store)[0]
    for mistake, verdict in ((None, "present"), ("knees_in", "full"), (None, "superb")):
        with pytest.raises(SessionError, match="A verdict here is one of"):
            reviews.overrule(store, id, seq, mistake, verdict)
    with pytest.raises(SessionError, match="This repetition is not"):
        reviews.overrule(store, id, 999, None, "full")


def test_a_plan_leads_on_its_days(store: Store) -> None:
    id = reviews.set_plan(store, draft(store), REVIEWER, AT)
    (plan,) = reviews.plans(store, person(store))
    assert (plan.id, plan.title, plan.reviewer, len(plan.items)) == (id, "Knees", "Dr. Kim", 2)
    assert plan == reviews.plan(store, id)
    days = {day: [item.exercise for item in plan.on(MONDAY + timedelta(days=day))] for day in (-1, 0, 1, 2, 13, 14)}
    assert days == {-1: [], 0: ["squat", "plank"], 1: ["plank"], 2: ["squat", "plank"], 13: ["plank"], 14: []}


def test_a_mended_plan_takes_over_and_the_old_one_stays_readable(store: Store) -> None:
    old = reviews.set_plan(store, draft(store), REVIEWER, AT)
    new = reviews.set_plan(store, draft(store, title="Knees, more"), REVIEWER, AT + timedelta(hours=1))
    leading = reviews.plan_for(store, person(store), MONDAY)
    assert leading is not None
    assert leading.id == new
    reviews.withdraw_plan(store, new, AT + timedelta(hours=2))
    leading = reviews.plan_for(store, person(store), MONDAY)
    assert leading is not None
    assert leading.id == old
    reviews.withdraw_plan(store, old)
    assert reviews.plan_for(store, person(store), MONDAY) is None
    assert {plan.id for plan in reviews.plans(store, person(store), withdrawn=True)} == {old, new}
    again = reviews.set_plan(store, reviews.draft_of(reviews.plan(store, new)))
    assert reviews.plan(store, again).items == reviews.plan(store, new).items


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"title": " "}, "needs a title"),
        ({"items": ()}, "at least one exercise"),
        ({"ends_on": MONDAY - timedelta(days=1)}, "ends before it begins"),
        ({"items": (squats(repetitions=None),)}, "either repetitions or seconds"),
        ({"items": (squats(sets=0),)}, "at least one set"),
        ({"items": (squats(range_share=2.0),)}, "between 0 and 150"),
        ({"items": (squats(rest_s=-1.0),)}, "cannot be negative"),
        ({"items": (squats(weekdays=0),)}, "one day of the week"),
        ({"profile_id": "f" * 32}, "This person is not"),
    ],
)
def test_a_plan_that_cannot_be_is_refused_whole(store: Store, changes: dict[str, object], said: str) -> None:
    with pytest.raises(SessionError, match=said):
        reviews.set_plan(store, draft(store, **changes))
    assert reviews.plans(store, person(store), withdrawn=True) == ()


def test_what_is_written_is_audited_in_the_same_breath(store: Store) -> None:
    audit = Audit(store, REVIEWER, "reviewer")
    id, seq = session(store), seqs(store)[0]
    note = reviews.add_note(store, About(None, id, 1), "Private words", REVIEWER, audit=audit)
    reviews.withdraw_note(store, note, audit=audit)
    reviews.overrule(store, id, seq, "knees_in", "absent", "Private reason", REVIEWER, audit=audit)
    plan = reviews.set_plan(store, draft(store), REVIEWER, audit=audit)
    reviews.withdraw_plan(store, plan, audit=audit)
    lines = [line for line in audit.entries(subject=person(store)) if line.action == "changed"]
    assert {line.object for line in lines} == {f"note:{note}", f"repetition:{id}/{seq}", f"plan:{plan}"}
    assert len(lines) == 5
    assert audit.verify().whole
    assert not any("rivate" in str(line) for line in lines)


def test_an_audit_that_refuses_stops_the_change(store: Store) -> None:
    audit = Audit(store, REVIEWER, "reviewer")
    with store.writing() as connection:
        connection.exec_driver_sql("CREATE TRIGGER no BEFORE INSERT ON audit BEGIN SELECT RAISE(ABORT, 'no'); END")
    with pytest.raises(Exception, match="no"):
        reviews.add_note(store, About(person(store)), "words", audit=audit)
    with store.reading() as connection:
        assert connection.execute(select(schema.note.c.id)).all() == []


def test_the_same_on_a_clinic_s_postgresql(store: Store, clinic: str) -> None:
    with Store(clinic) as there:
        there.import_json(store.export_json())
        before = reviews.stamp(there)
        id, seq = session(there), seqs(there)[0]
        audit = Audit(there, REVIEWER, "reviewer")
        reviews.add_note(there, About(None, id, 1, seq), "words", audit=audit)
        reviews.overrule(there, id, seq, None, "partial", "heel", at=AT, audit=audit)
        reviews.overrule(there, id, seq, None, "machine", at=AT, audit=audit)
        plan = reviews.set_plan(there, draft(there), audit=audit)
        assert [note.text for note in reviews.notes_below(there, id)] == ["words"]
        assert reviews.holding(reviews.verdicts(there, id)) == {}
        leading = reviews.plan_for(there, person(there), MONDAY)
        assert leading is not None
        assert (leading.id, len(leading.on(MONDAY))) == (plan, 2)
        assert reviews.stamp(there) != before
        assert audit.verify().whole


def test_the_stamp_tells_when_anything_was_added_or_withdrawn(store: Store) -> None:
    seen = [reviews.stamp(store)]
    note = reviews.add_note(store, About(person(store)), "words")
    seen.append(reviews.stamp(store))
    reviews.withdraw_note(store, note)
    seen.append(reviews.stamp(store))
    reviews.overrule(store, session(store), seqs(store)[0], None, "partial")
    seen.append(reviews.stamp(store))
    reviews.withdraw_plan(store, reviews.set_plan(store, draft(store)))
    seen.append(reviews.stamp(store))
    assert len(set(seen)) == 5
    assert reviews.stamp(store) == seen[-1]
