"""A mirror and its clinic: what is recorded here arrives there, once, whatever the line does; what is set there comes here."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest
from sqlalchemy import insert, select, update

from mirror.errors import SessionError
from mirror.events import Event, SessionEnded, SetEnded
from mirror.language import CODES, load
from mirror.sessions import Recorder, Store, reviewers, reviews, schema
from mirror.sessions.database import as_url
from mirror.sessions.postgresql import Unreachable, target_of
from mirror.sessions.reviews import About
from mirror.sessions.sender import FAILED, OFFLINE, Sender, synchronise
from mirror.sessions.sync import Round, Synced, link
from tests.loopback import need_loopback
from tests.sessions.cluster import Cluster
from tests.sessions.mirrors import differences, run
from tests.sessions.proxy import Proxy
from tests.sessions.runs import seen, workout
from tests.sessions.test_exchange import AT, remark, rows
from tests.sessions.test_store import record

QUICK = {"back_off": (0.02, 0.1), "every": 0.2, "after_end": 0.02}


def wait_until(true: Callable[[], object], seconds: float = 30.0) -> None:
    until = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < until, "it did not come about"
        time.sleep(0.01)


@pytest.fixture
def proxy(cluster: Cluster) -> Iterator[Proxy]:
    need_loopback()
    with Proxy(cluster.socket) as proxy:
        yield proxy


def test_a_round_sends_what_is_not_there_and_says_so(database: Path, clinic: str) -> None:
    record(database, "Anna")
    record(database)
    assert str(synchronise(database, clinic)) == "2 sent, 0 there already"
    assert str(synchronise(database, clinic)) == "0 sent, 2 there already"
    record(database, "Ben")
    assert synchronise(database, clinic) == Synced(sent=1, present=2)
    assert synchronise(database, clinic, again=True) == Synced(present=3)
    assert differences(database, clinic) == []
    with Store(clinic) as there:
        assert [(p.name, p.sessions) for p in there.profiles()] == [("Anna", 1), ("Ben", 1)]


def test_a_log_that_is_not_there_yet_is_not_made(database: Path, clinic: str) -> None:
    assert synchronise(database, clinic) == Synced()
    assert not database.exists()


def test_a_session_that_grew_is_completed_and_what_was_said_of_it_stays(database: Path, clinic: str) -> None:
    recorder = Recorder(database, "Anna")
    recorder.start()
    events = list(workout(4))
    for event in events[:-4]:
        recorder.handle(event)
    for t in np.arange(0.0, 6.0, 1 / 30):
        recorder.track(seen(float(t)))
    wait_until(lambda: recorder.session_id is not None and database.exists() and _repetitions(database) >= 3)
    assert recorder.session_id is not None
    assert synchronise(database, clinic, going_on=recorder.session_id) == Synced()
    assert synchronise(database, clinic) == Synced(sent=1)
    with Store(clinic) as there:
        remark(there, recorder.session_id)
    for event in events[-4:]:
        recorder.handle(event)
    for t in np.arange(6.0, 15.0, 1 / 30):
        recorder.track(seen(float(t)))
    assert recorder.stop()
    assert synchronise(database, clinic, going_on=recorder.session_id) == Synced(completed=1, verdicts=1, plans=1)
    assert differences(database, clinic) == []
    with Store(clinic) as there:
        assert len(rows(there, schema.overrule)) == 1


def _repetitions(database: Path) -> int:
    with Store(database) as store:
        return sum(s.full for s in store.sessions())


def test_landmarks_that_came_after_the_end_are_sent_too(database: Path, clinic: str) -> None:
    id = record(database, "Anna")
    with Store(database) as here, here.writing() as connection:
        track = schema.track
        last = connection.execute(select(track).where(track.c.session_id == id).order_by(track.c.chunk.desc())).mappings().first()
        assert last is not None
        connection.execute(track.delete().where(track.c.chunk == last["chunk"]))
    synchronise(database, clinic)
    with Store(database) as here, here.writing() as connection:
        connection.execute(insert(schema.track), dict(last))
    assert synchronise(database, clinic) == Synced(completed=1)
    assert differences(database, clinic) == []


def test_what_is_settled_is_not_counted_again(database: Path, clinic: str) -> None:
    record(database, "Anna")
    synchronise(database, clinic)
    with Store(database) as here, here.writing() as connection:
        connection.execute(update(schema.sent).values(at=datetime.now(UTC) + timedelta(minutes=5), size=0))
    assert synchronise(database, clinic) == Synced(present=1)


def test_plans_come_here_and_are_withdrawn_here(database: Path, clinic: str) -> None:
    id = record(database, "Anna")
    synchronise(database, clinic)
    with Store(clinic) as there:
        remark(there, id)
    assert str(synchronise(database, clinic)) == "0 sent, 1 there already, 1 verdict taken, 1 plan taken"
    assert synchronise(database, clinic).plans == 0
    with Store(database) as here, Store(clinic) as there:
        (plan,) = rows(here, schema.plan)
        assert (plan["title"], plan["reviewer_id"], plan["starts_on"]) == ("Weeks 1 to 4", "r" * 32, date(2026, 5, 5))
        assert rows(here, schema.plan_item) == rows(there, schema.plan_item)
        assert rows(here, schema.note) == []
        assert rows(there, schema.plan)[0]["reviewer_id"] == "r" * 32
        with there.writing() as connection:
            connection.execute(update(schema.plan).values(withdrawn_at=datetime.now(UTC)))
        assert synchronise(database, clinic).plans == 1
        assert rows(here, schema.plan)[0]["withdrawn_at"] is not None


def test_a_plan_that_was_set_at_the_mirror_goes_there(database: Path, clinic: str) -> None:
    id = record(database, "Anna")
    with Store(database) as here, Store(clinic) as there:
        remark(here, id)
        assert synchronise(database, clinic) == Synced(sent=1, remarks=3)
        (plan,) = rows(there, schema.plan)
        assert (plan["title"], plan["reviewer_id"]) == ("Weeks 1 to 4", "r" * 32)


def judge(store: Store, session: str, verdict: str, reviewer: str | None = None, minutes: int = 0) -> str:
    """An overrule of the session's first repetition, so many minutes after `AT`."""
    seq = store.session(session).sets[0].repetitions[0].seq
    return reviews.overrule(store, session, seq, None, verdict, "", reviewer, AT + timedelta(minutes=minutes))


def held(store: Store, session: str) -> list[tuple[str, str]]:
    """Verdicts that hold, each with who gave it."""
    return [(one.verdict, one.reviewer) for one in reviews.holding(reviews.verdicts(store, session)).values()]


def test_of_two_verdicts_the_later_one_holds_on_both_sides_whichever_came_first(database: Path, clinic: str) -> None:
    first, second = record(database, "Anna"), record(database, "Anna")
    synchronise(database, clinic)
    with Store(database) as here, Store(clinic) as there:
        home, weber = reviewers.add(here, "Dr. Home", "1234").id, reviewers.add(there, "Dr. Weber", "5678").id
        judge(here, first, "partial", home, minutes=1)
        judge(there, first, "rejected", weber, minutes=2)
        judge(here, second, "partial", home, minutes=2)
        judge(there, second, "rejected", weber, minutes=1)
        assert synchronise(database, clinic) == Synced(present=2, remarks=2, verdicts=2)
        assert synchronise(database, clinic) == Synced(present=2)
        for side in (here, there):
            assert held(side, first) == [("rejected", "Dr. Weber")]
            assert held(side, second) == [("partial", "Dr. Home")]
            assert len(reviews.verdicts(side, first)) == 2
        judge(there, second, reviews.MACHINE, weber, minutes=3)
        assert synchronise(database, clinic).verdicts == 1
        assert held(here, second) == []
        for side, name, pin in ((here, "Dr. Weber", "5678"), (there, "Dr. Home", "1234")):
            with pytest.raises(reviewers.ReviewerError):  # known by name there, no more
                reviewers.sign_in(side, name, pin)
            assert [row["pin"] for row in rows(side, schema.reviewer) if row["name"] == name] == [None]


def test_notes_of_the_mirrors_desk_go_there_and_those_of_the_clinic_stay(database: Path, clinic: str) -> None:
    id = record(database, "Anna")
    nobodys = record(database)
    synchronise(database, clinic)
    with Store(database) as here, Store(clinic) as there:
        home = reviewers.add(here, "Dr. Home", "1234").id
        (anna,) = (person.id for person in here.profiles())
        ours = [
            reviews.add_note(here, about, "Ours.", home)
            for about in (About(anna), About(anna, id), About(None, id, 1), About(None, nobodys))
        ]
        reviews.add_note(there, About(anna), "Theirs.")
        assert str(synchronise(database, clinic)) == "0 sent, 2 there already, 4 remarks sent"
        assert sorted(row["id"] for row in rows(here, schema.note)) == sorted(ours)
        assert {note.reviewer for note in reviews.notes(there, About(anna, id))} == {"Dr. Home"}
        assert len(rows(there, schema.note)) == 5
        reviews.withdraw_note(here, ours[0])
        reviews.withdraw_note(there, ours[1])
        assert synchronise(database, clinic) == Synced(present=2, remarks=1)
        assert synchronise(database, clinic) == Synced(present=2)
        for side in (here, there):
            assert {row["id"] for row in rows(side, schema.note) if row["withdrawn_at"] is not None} == set(ours[:2])
        assert [row for row in rows(there, schema.note) if row["id"] in ours] == rows(here, schema.note)


def test_a_remark_that_the_clinic_cannot_hold_does_not_hold_up_the_rest(database: Path, clinic: str) -> None:
    id = record(database, "Anna")
    nobodys = record(database)
    with Store(database) as here, Store(clinic) as there:
        judge(here, id, "partial")
        judge(here, nobodys, "rejected")
        with here.writing() as connection:
            connection.execute(
                update(schema.overrule).where(schema.overrule.c.session_id == id).values(verdict="far too long" * 9)
            )
        assert synchronise(database, clinic) == Synced(sent=2, remarks=1)
        assert [one.verdict for one in reviews.verdicts(there, nobodys)] == ["rejected"]


def test_what_was_said_of_a_session_that_is_gone_here_stays_there(database: Path, clinic: str) -> None:
    id = record(database, "Anna")
    synchronise(database, clinic)
    with Store(database) as here, Store(clinic) as there:
        judge(there, id, "partial")
        here.erase_before(datetime.now(UTC) + timedelta(days=1))
        assert synchronise(database, clinic) == Synced()
        assert len(reviews.verdicts(there, id)) == 1


def test_several_mirrors_on_bad_lines_and_a_server_that_fails(cluster: Cluster, tmp_path: Path) -> None:
    outcome = run(tmp_path, cluster, mirrors=5, sessions=2, seed=3, limit_s=120)
    assert outcome.wrong == ()
    assert outcome.sessions == 10
    assert outcome.verdicts > 10
    assert outcome.notes > 20
    assert outcome.cuts + outcome.lost_answers > 0


def test_who_is_erased_here_is_erased_there_when_it_can_be_reached(database: Path, clinic: str, proxy: Proxy) -> None:
    record(database, "Anna")
    kept = record(database, "Ben")
    line = proxy.url(clinic)
    synchronise(database, line)
    proxy.mode = "away"
    with Store(database) as here:
        here.erase("Anna")
    with pytest.raises(Unreachable):
        synchronise(database, line)
    proxy.mode = "passes"
    assert str(synchronise(database, line)) == "0 sent, 1 there already, 1 person erased"
    with Store(clinic) as there:
        assert [s.id for s in there.sessions()] == [kept]
        assert [p.name for p in there.profiles()] == ["Ben"]
    assert differences(database, clinic) == []


def test_who_is_erased_there_is_erased_here_and_never_sent_again(database: Path, clinic: str) -> None:
    record(database, "Annabella Quintessa")
    kept = record(database, "Ben")
    synchronise(database, clinic)
    with Store(clinic) as there:
        there.erase("Annabella Quintessa")
    record(database, "Annabella Quintessa")
    assert synchronise(database, clinic) == Synced(present=1, erased=1)
    with Store(database) as here:
        assert [s.id for s in here.sessions()] == [kept]
    for file in database.parent.iterdir():
        assert b"Annabella Quintessa" not in file.read_bytes(), file.name
    with Store(clinic) as there:
        assert [s.id for s in there.sessions()] == [kept]
    assert synchronise(database, clinic) == Synced(present=1)


def test_whoever_trains_at_this_moment_is_erased_when_the_session_has_ended(database: Path, clinic: str) -> None:
    recorder = Recorder(database, "Anna")
    recorder.start()
    events = list(workout(2))
    for event in events[:-1]:
        recorder.handle(event)
    wait_until(lambda: recorder.session_id is not None and database.exists() and _repetitions(database) == 2)
    synchronise(database, clinic)
    with Store(clinic) as there:
        there.erase("Anna")
    assert synchronise(database, clinic, going_on=recorder.session_id).erased == 0
    recorder.handle(events[-1])
    assert recorder.stop()
    assert synchronise(database, clinic, going_on=recorder.session_id).erased == 1
    with Store(database) as here:
        assert here.sessions() == []


def test_a_new_name_travels_and_the_later_one_holds(database: Path, clinic: str) -> None:
    record(database, "Anna")
    synchronise(database, clinic)
    with Store(database) as here, Store(clinic) as there:
        here.rename("Anna", "Anne")
        synchronise(database, clinic)
        assert [p.name for p in there.profiles()] == ["Anne"]
        there.rename("Anne", "Anne W.")
        synchronise(database, clinic)
        assert [p.name for p in there.profiles()] == ["Anne W."]
        assert [p.name for p in here.profiles()] == ["Anne"]


def test_the_same_name_on_two_mirrors_is_two_people_until_they_are_linked(database: Path, tmp_path: Path, clinic: str) -> None:
    other = tmp_path / "other.db"
    first, second = record(database, "Anna"), record(other, "Anna")
    synchronise(database, clinic)
    synchronise(other, clinic)
    with Store(clinic) as there, Store(other) as here, Store(database) as source:
        assert [(p.name, p.sessions) for p in there.profiles()] == [("Anna", 1), ("Anna", 1)]
        (anna,) = (p.id for p in source.profiles())
        with pytest.raises(SessionError, match="Nobody"):
            link(here, there, "Ben", anna)
        with pytest.raises(SessionError, match="knows nobody"):
            link(here, there, "Anna", "f" * 32)
        assert link(here, there, "Anna", anna[:10]) == 1
        assert link(here, there, "Anna", anna) == 1
        assert [(p.id, p.sessions) for p in there.profiles()] == [(anna, 2)]
        assert [(p.id, p.sessions) for p in here.profiles()] == [(anna, 1)]
        assert synchronise(other, clinic) == Synced(present=1)
        assert {s.id for s in there.sessions(profile="Anna")} == {first, second}
    record(other, "Anna")
    assert synchronise(other, clinic) == Synced(sent=1, present=1)
    with Store(clinic) as there:
        assert [p.sessions for p in there.profiles()] == [3]


def test_one_broken_session_does_not_hold_up_the_others(database: Path, clinic: str) -> None:
    first, second = record(database, "Anna"), record(database, "Anna")
    with Store(database) as here, here.writing() as connection:
        connection.execute(update(schema.cue).where(schema.cue.c.session_id == first).values(kind="far too long for its column"))
    done = synchronise(database, clinic)
    assert (done.sent, done.refused) == (1, 1)
    assert "1 refused" in str(done)
    with Store(clinic) as there:
        assert [s.id for s in there.sessions()] == [second]


def test_a_cut_in_the_middle_leaves_nothing_and_a_lost_answer_doubles_nothing(database: Path, clinic: str, proxy: Proxy) -> None:
    for _ in range(4):
        record(database, "Anna", reps=3)
    line = proxy.url(clinic)
    proxy.cut, proxy.cut_commits = 0.08, 0.4
    for _ in range(200):
        try:
            synchronise(database, line)
        except Unreachable:
            with Store(clinic) as there:
                for entry in there.sessions():  # every one that is there is whole
                    assert (entry.full, entry.sets) == (3, 1)
                    assert there.session(entry.id).summary.ended_at is not None
        else:
            if proxy.counts["cuts"] and proxy.counts["lost_answers"]:
                break
            record(database, "Anna", reps=3)  # how the bytes fall into chunks, and so what the seed cuts, is the machine's affair
    proxy.cut = proxy.cut_commits = 0.0
    synchronise(database, line)
    assert proxy.counts["cuts"] > 0
    assert proxy.counts["lost_answers"] > 0
    assert differences(database, clinic) == []


@pytest.mark.parametrize(
    ("url", "sentence"), [("/var/lib/clinic.db", "no database URL"), ("sqlite:///{database}", "the same database")]
)
def test_an_address_that_cannot_be_is_refused(database: Path, url: str, sentence: str) -> None:
    with pytest.raises(SessionError, match=sentence):
        Sender(database, url.format(database=database))


def test_the_sender_sends_at_the_start_after_each_session_and_at_the_end(database: Path, clinic: str) -> None:
    left = record(database, "Anna")
    recorder = Recorder(database, "Anna")
    sender = Sender(database, clinic, going_on=lambda: recorder.session_id, **{**QUICK, "every": 60.0})
    sender.start()
    with Store(clinic) as there:
        wait_until(lambda: [s.id for s in there.sessions()] == [left])
        recorder.start()
        played = list(workout(2))
        for event in played:
            recorder.handle(event)
            sender.handle(event)
        wait_until(lambda: len(there.sessions()) == 2)
        for event in _later(played):
            if not isinstance(event, SessionEnded | SetEnded):
                recorder.handle(event)
        assert recorder.stop()
        assert len(there.sessions()) == 2  # the session that goes on is not sent
        assert sender.stop()
        assert len(there.sessions()) == 3
    assert sender.status == ""
    assert differences(database, clinic) == []


def _later(events: list[Event]) -> Iterator[Event]:
    """The same run goes on with another session like the first."""
    from dataclasses import replace

    last = events[-1]
    for event in events:
        times = {name: getattr(event, name) + last.t + 5 for name in ("start_t", "end_t") if hasattr(event, name)}
        number = {"set": event.set + 1} if hasattr(event, "set") else {}
        yield replace(event, seq=event.seq + last.seq, t=event.t + last.t + 5, **times, **number)


def test_offline_is_one_calm_line_and_weeks_are_caught_up(database: Path, clinic: str, proxy: Proxy) -> None:
    proxy.mode = "away"
    told: list[str] = []
    sender = Sender(database, proxy.url(clinic), on_status=told.append, **QUICK)  # type: ignore[arg-type]
    sender.start()
    ids = {record(database, "Anna", reps=1) for _ in range(5)}
    wait_until(lambda: sender.failures >= 3)
    assert told == [OFFLINE]
    proxy.mode = "passes"
    with Store(clinic) as there:
        wait_until(lambda: {s.id for s in there.sessions()} == ids)
    wait_until(lambda: told == [OFFLINE, ""])
    assert sender.stop()
    assert differences(database, clinic) == []


def test_a_clinic_that_is_away_or_stands_still_does_not_hold_up_the_end(database: Path, clinic: str, proxy: Proxy) -> None:
    record(database, "Anna")
    for mode in ("away", "deaf"):
        proxy.mode = mode  # type: ignore[assignment]
        sender = Sender(database, proxy.url(clinic))
        sender.start()
        time.sleep(0.2)
        began = time.monotonic()
        assert not sender.stop(timeout=0.5)
        assert time.monotonic() - began < 15, "it waits for the server"


def test_real_trouble_is_told_as_it_is(database: Path, cluster: Cluster, clinic: str) -> None:
    record(database, "Anna")
    Store(clinic).close()
    name = as_url(clinic).database
    assert name is not None
    cluster.run(name, "UPDATE alembic_version SET version_num = '9999'")
    sender = Sender(database, clinic, **QUICK)  # type: ignore[arg-type]
    sender.start()
    wait_until(lambda: sender.status)
    assert "newer version" in sender.status
    sender.stop()


def test_a_bug_of_ours_is_told_too_and_does_not_end_it(
    database: Path, clinic: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    id = record(database, "Anna")
    told: list[str] = []

    def wrong(*_: object, **__: object) -> None:
        raise KeyError("a bug")

    with monkeypatch.context() as broken:
        broken.setattr("mirror.sessions.sync.Round._people", wrong)
        sender = Sender(database, clinic, on_status=told.append, **QUICK)  # type: ignore[arg-type]
        sender.start()
        wait_until(lambda: sender.failures >= 2)
        assert told == [FAILED]
    wait_until(lambda: told == [FAILED, ""])
    assert sender.stop()
    assert "KeyError: 'a bug'" in caplog.text
    assert "Anna" not in caplog.text
    with Store(clinic) as there:
        assert [s.id for s in there.sessions()] == [id]


@pytest.mark.parametrize("sentence", [OFFLINE, FAILED])
def test_what_the_sender_tells_has_a_translation(sentence: str) -> None:
    assert all(load(code)(sentence) != sentence for code in CODES if code != "en")


def test_two_that_send_the_same_session_at_once_send_it_once(database: Path, clinic: str) -> None:
    for _ in range(3):
        record(database, "Anna")
    done: list[Synced] = []
    Store(clinic).close()

    def send() -> None:
        with Store(database) as here, Store(clinic) as there:
            done.append(Round(here, there, target_of(as_url(clinic))).run())

    threads = [threading.Thread(target=send) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(done) == 4
    assert sum(one.sent for one in done) == 3
    assert differences(database, clinic) == []
