"""Erasing: nothing of a person can be read from any file, the others lose nothing, the audit stays whole and nameless."""

from __future__ import annotations

import json
import time
import unicodedata
import uuid
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest
from sqlalchemy import insert, select
from typer.testing import CliRunner, Result

from mirror import cli, paths
from mirror.errors import SessionError
from mirror.events import Event, ProfileChosen, ProfileLocked, SetEnded
from mirror.preferences import file as settings_file
from mirror.preferences import profiles
from mirror.preferences.pins import PinError
from mirror.sessions import Recorder, Store, erasure, schema
from mirror.sessions.audit import Audit
from mirror.settings import load_settings
from tests.sessions.runs import seen, workout

NAME = "Annabella Quintessá"
NOTE, REASON, TITLE = "Her left hip whispers", "It was nearly whole", "Kneeling for beginners"
NOW = datetime(2026, 3, 1, 9, tzinfo=UTC)


pytestmark = pytest.mark.usefixtures("home")


@pytest.fixture
def log(home: Path) -> Path:
    """Where the program itself keeps it."""
    return paths.database()


def record(database: Path | str, profile: str | None, before: tuple[Event, ...] = (), cut_off: bool = False) -> str:
    recorder = Recorder(database, profile, source="demo")
    recorder.start()
    for event in before:
        recorder.handle(event)
    for event in workout(2):
        if cut_off and isinstance(event, SetEnded):
            break
        recorder.handle(type(event)(**{**vars_of(event), "seq": event.seq + len(before)}))
    rng = np.random.default_rng(len(profile or ""))
    for t in np.arange(0.0, 9.0, 1 / 16):
        recorder.track(seen(float(t + 0.01 * rng.random())))
    assert recorder.stop()
    assert recorder.session_id is not None
    return recorder.session_id


def vars_of(event: Event) -> dict[str, object]:
    return {name: getattr(event, name) for name in event.__dataclass_fields__}


def review(store: Store, person: str, session: str) -> None:
    """Everything that a review adds."""
    with store.writing() as connection:
        seq = (
            connection.execute(select(schema.repetition.c.seq).where(schema.repetition.c.session_id == session)).scalars().first()
        )
        of = {"id": uuid.uuid4().hex, "at": NOW}
        connection.execute(insert(schema.note), {**of, "profile_id": person, "session_id": session, "text": NOTE})
        connection.execute(insert(schema.note), {**of, "id": uuid.uuid4().hex, "profile_id": person, "text": f"{NOTE} again"})
        values = {**of, "session_id": session, "seq": seq, "verdict": "partial", "reason": REASON}
        connection.execute(insert(schema.overrule), values)
        plan = {**of, "profile_id": person, "title": TITLE, "comment": NOTE, "starts_on": date(2026, 3, 1)}
        connection.execute(insert(schema.plan), plan)
        item = {"plan_id": of["id"], "position": 1, "exercise": "squat", "sets": 3, "rest_s": 60.0, "weekdays": 127}
        connection.execute(insert(schema.plan_item), item)
        connection.execute(insert(schema.sent), {"session_id": session, "target": "x" * 64, "size": 3, "at": NOW})


def needles(store: Store, person: str, session: str) -> dict[str, bytes]:
    """What must not be found: words in every form in which a file could hold them, ids, and a piece of the landmarks."""
    # settings and the count of wrong PINs write it in lower case, or escape what is not ASCII
    found = {"a name's part": b"Quintess", "in lower case": b"quintess"}
    found |= {"session": session.encode(), "session, raw": bytes.fromhex(session)}
    for what, words in (("name", NAME), ("note", NOTE), ("reason", REASON), ("title", TITLE)):
        for form in ("NFC", "NFD"):
            for code in ("utf-8", "utf-16-le", "utf-16-be"):
                found[f"{what}, {form}, {code}"] = unicodedata.normalize(form, words).encode(code)
    with store.reading() as connection:
        of = select(schema.track.c.data).where(schema.track.c.session_id == session)
        blob = bytes(connection.execute(of).scalars().first() or b"")
        run = connection.execute(select(schema.session.c.run).where(schema.session.c.id == session)).scalar()
    assert len(blob) > 1000
    middle = len(blob) // 2
    return {**found, "track": blob[middle : middle + 24], "run": str(run).encode(), "track's start": blob[:24]}


def locked_names(store: Store) -> list[str]:
    """Who is named by the events of kind ProfileLocked that are still there."""
    with store.reading() as connection:
        rows = connection.execute(select(schema.event.c.data).where(schema.event.c.name == "ProfileLocked")).scalars()
        return [json.loads(data)["profile"] for data in rows]


def where(home: Path, wanted: dict[str, bytes]) -> set[tuple[str, str]]:
    """(what, file) of everything that any file of the program holds."""
    files = [path for path in home.rglob("*") if path.is_file()]
    return {(what, path.name) for path in files for what, bytes_ in wanted.items() if bytes_ in path.read_bytes()}


@pytest.fixture
def life(log: Path) -> Iterator[tuple[Store, dict[str, bytes], str]]:
    """A log with a person's whole life in it; what to look for; the session of somebody else."""
    chosen = (ProfileChosen(1, 0.0, NAME), ProfileLocked(2, 0.0, NAME))
    hers = record(log, None, chosen)
    record(log, NAME, cut_off=True)
    with Store(log) as store:
        (person,) = (p.id for p in store.profiles())
        review(store, person, hers)
        wanted = {**needles(store, person, hers)}
        his = record(log, "Ben", (ProfileLocked(1, 0.0, NAME),))
        yield store, wanted, his


def mirror(*words: str, typed: str = "") -> Result:
    return CliRunner().invoke(cli.app, list(words), input=typed)


def test_nothing_can_be_read_any_more(life: tuple[Store, dict[str, bytes], str], home: Path) -> None:
    store, wanted, his = life
    profiles.add(NAME, "1234")
    with pytest.raises(PinError):
        profiles.unlock(NAME, "0000")
    paths.state().joinpath("mirror.log").write_text(f"INFO: profiles/{NAME}.toml\nINFO: Annabellas\n", encoding="utf-8")
    settings_file.store({"sessions.profile": NAME})
    before = {what for what, _ in where(home, wanted)}
    assert {
        "session",
        "track",
        "run",
        "note, NFC, utf-8",
        "reason, NFC, utf-8",
        "title, NFC, utf-8",
        "name, NFC, utf-8",
    } <= before
    answer = mirror("sessions", "erase", NAME, "--yes", "--and-settings")
    assert (answer.exit_code, answer.stdout) == (0, f"{NAME}: sessions erased: 2\n")
    assert answer.stderr == ""
    assert where(home, wanted) == set()
    assert [s.id for s in store.sessions()] == [his]
    assert locked_names(store) == ["?"], "what happened in his run stays, without her name"
    assert len(store.track(his, 1).t) > 50
    assert "Annabellas" in paths.state().joinpath("mirror.log").read_text(encoding="utf-8"), "another word is another word"
    assert load_settings().sessions.profile == ""
    assert profiles.names() == []


def test_the_audit_stays_whole_and_nameless(life: tuple[Store, dict[str, bytes], str], log: Path) -> None:
    store, _, _ = life
    (person,) = (p.id for p in store.profiles() if p.name == NAME)
    audit = Audit(store)
    for session in store.sessions(profile=NAME):
        audit.note("viewed", person, f"session:{session.id}")
    before = audit.entries()
    store.erase(NAME)
    erased, *rest = audit.entries()
    assert rest == before, "no line was changed or taken out"
    assert (erased.action, erased.subject, erased.detail) == ("erased", person, {"sessions": 2})
    assert audit.verify().whole
    with store.reading() as connection:
        rows = connection.execute(select(schema.audit)).all()
        assert connection.execute(select(schema.erasure.c.profile_id)).scalars().all() == [person]
    assert NAME not in str(rows)
    store.close()
    assert NAME.encode() not in log.read_bytes()


def test_who_was_renamed_is_erased_under_every_name(life: tuple[Store, dict[str, bytes], str], home: Path) -> None:
    store, wanted, _ = life
    profiles.add(NAME, "1234")
    with pytest.raises(PinError):
        profiles.unlock(NAME, "0000")
    assert mirror("profiles", "rename", NAME, "Zenobia Unlikely").exit_code == 0
    assert mirror("sessions", "erase", "Zenobia Unlikely", "--yes", "--and-settings").exit_code == 0
    assert where(home, {**wanted, "new": b"Zenobia", "in lower case": b"zenobia"}) == set()
    assert [e.action for e in Audit(store).entries()] == ["erased", "changed"]


def test_a_namesake_keeps_the_name(life: tuple[Store, dict[str, bytes], str]) -> None:
    store, _, _ = life
    with store.writing() as connection:
        connection.execute(insert(schema.profile), {"id": uuid.uuid4().hex, "name": NAME, "created_at": NOW})
    with pytest.raises(SessionError, match="2 people are called"):
        store.erase(NAME)
    (first, *_) = (p.id for p in store.profiles() if p.sessions == 2)
    assert store.erase(first).notes == 2
    assert locked_names(store) == [NAME], "it may be the other one"


def test_while_a_mirror_has_the_log_open(life: tuple[Store, dict[str, bytes], str], log: Path, home: Path) -> None:
    """Its write-ahead log is there, and emptied too."""
    store, wanted, _ = life
    recorder = Recorder(log, "Ben", source="demo")
    recorder.start()
    events = workout(2)
    for _ in range(5):
        recorder.handle(next(events))
    while recorder.session_id is None:
        pass
    assert store.erase(NAME).sessions == 2
    assert where(home, wanted) == set()
    for event in events:
        recorder.handle(event)
    assert recorder.stop(), recorder.status
    assert len(store.sessions(profile="Ben")) == 2


def test_a_reader_in_the_way_is_said_and_the_file_is_cleaned_later(life: tuple[Store, dict[str, bytes], str], home: Path) -> None:
    store, wanted, _ = life
    with Store(paths.database()) as other, other.reading() as connection:
        connection.execute(select(schema.session.c.id)).all()
        with pytest.raises(SessionError, match=r"locked|Another program holds"):
            store.erase(NAME)
        assert [p.name for p in store.profiles()] == ["Ben"], "gone from the log all the same"
    store.scrub()
    assert where(home, wanted) == set()


def test_what_is_left_to_decide_is_said(life: tuple[Store, dict[str, bytes], str], log: Path) -> None:
    assert life
    profiles.add(NAME, "1234")
    broken = log.with_name(f"{log.name}.broken-20260301T090000")
    for path in (broken, broken.with_name(f"{broken.name}-wal")):
        path.write_bytes(NAME.encode())
    answer = mirror("sessions", "erase", NAME, typed="y\n")
    assert f"`mirror profiles remove {NAME}`" in answer.stderr
    assert str(broken) in answer.stderr
    assert broken.exists()
    assert profiles.names() == [NAME]
    record(log, NAME)
    answer = mirror("sessions", "erase", NAME, "--yes", "--and-settings", "--and-broken")
    assert (answer.exit_code, answer.stderr) == (0, "")
    assert list(log.parent.glob("*.broken*")) == []
    assert profiles.names() == []


def test_days_kept_take_sessions_and_their_notes_but_no_plans(life: tuple[Store, dict[str, bytes], str], home: Path) -> None:
    store, wanted, _ = life
    assert erasure.erase_before(store, datetime.now(UTC) + timedelta(days=1)) == 3
    gone = {what: bytes_ for what, bytes_ in wanted.items() if what.split(",")[0] in ("session", "track", "reason", "run")}
    assert where(home, gone) == set()
    with store.reading() as connection:
        assert connection.execute(select(schema.note.c.text)).scalars().all() == [f"{NOTE} again"]
        assert connection.execute(select(schema.plan.c.title)).scalars().all() == [TITLE]
    (line,) = Audit(store).entries()
    assert (line.action, line.role, line.object, line.detail) == ("erased", "owner", "log", {"sessions": 3, "why": "older"})


def test_landmarks_can_go_before_the_sessions(life: tuple[Store, dict[str, bytes], str], home: Path) -> None:
    store, wanted, his = life
    before = [(s.id, s.full, s.score) for s in store.sessions()]
    assert erasure.drop_tracks_before(store, datetime.now(UTC) - timedelta(days=1)) == 0
    assert erasure.drop_tracks_before(store, datetime.now(UTC) + timedelta(days=1)) == 3
    assert where(home, {what: bytes_ for what, bytes_ in wanted.items() if what.startswith("track")}) == set()
    assert [(s.id, s.full, s.score) for s in store.sessions()] == before
    assert len(store.track(his, 1).t) == 0
    assert erasure.drop_tracks_before(store, datetime.now(UTC) + timedelta(days=1)) == 0, "and once is enough"
    (line,) = Audit(store).entries()
    assert line.detail == {"sessions": 3, "what": "tracks", "why": "older"}


def test_whoever_is_erased_while_training_leaves_nothing_of_that_session(log: Path, home: Path) -> None:
    recorder = Recorder(log, NAME, source="demo")
    recorder.start()
    events = list(workout(4))
    for event in events[:8]:
        recorder.handle(event)
    for n in range(16 * 6):
        recorder.track(seen(n / 16))
    with Store(log) as store:
        while not (found := store.sessions(profile=NAME)) or not found[0].full:
            time.sleep(0.01)
        wanted = {name: bytes_ for name, bytes_ in (("session", found[0].id.encode()), ("name", NAME.encode()))}
        assert {what for what, _ in where(home, wanted)} == {"session", "name"}
        assert store.erase(NAME).sessions == 1
    for event in events[8:]:
        recorder.handle(event)
    assert recorder.stop(), recorder.status
    with Store(log) as store:
        assert store.sessions() == []
        assert Audit(store).verify().whole
    assert where(home, wanted) == set()


def test_an_error_of_the_database_does_not_hold_what_was_written(log: Path) -> None:
    with Store(log) as store, pytest.raises(Exception, match="FOREIGN KEY") as caught, store.writing() as connection:
        connection.execute(insert(schema.note), {"id": "x", "profile_id": "nobody", "at": NOW, "text": NOTE})
    assert NOTE not in str(caught.value)


def test_who_never_trained_can_be_erased_with_their_settings(log: Path) -> None:
    profiles.add("Zoë")
    refused = mirror("sessions", "erase", "Zoë", "--yes")
    assert (refused.exit_code, refused.stderr) == (1, "mirror: Nobody in the session log is called 'Zoë'.\n")
    done = mirror("sessions", "erase", "Zoë", "--yes", "--and-settings")
    assert (done.exit_code, done.stdout, profiles.names()) == (0, "Zoë: sessions erased: 0\n", [])
    assert mirror("sessions", "erase", "Zoë", "--yes", "--and-settings").exit_code == 1


def test_on_a_server_nothing_of_a_person_is_in_any_table(clinic: str) -> None:
    hers, his = record(clinic, NAME), record(clinic, "Ben")
    with Store(clinic) as store:
        (person,) = (p.id for p in store.profiles() if p.name == NAME)
        review(store, person, hers)
        assert store.erase(NAME) == erasure.Erased(NAME, 1, 2, 1)
        with store.reading() as connection:
            for table in schema.metadata.sorted_tables:
                rows = str(connection.execute(select(table)).all())
                for word in (NAME, NOTE, REASON, TITLE, *(() if table is schema.audit else (hers,))):
                    assert word not in rows, table.name
        assert [s.id for s in store.sessions()] == [his]
        assert Audit(store).verify().whole
