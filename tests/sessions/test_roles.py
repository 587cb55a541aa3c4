"""Roles: a mirror meets what it sent and whom it knows, and nothing of another's; on a real PostgreSQL, by the printed script."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from sqlalchemy import insert, inspect, select, text
from typer.testing import CliRunner

from mirror import cli
from mirror.errors import SessionError
from mirror.sessions import Store, reviews, roles, schema
from mirror.sessions.audit import Audit
from mirror.sessions.database import as_url
from mirror.sessions.reviews import About, PlanDraft, PlanItem
from mirror.sessions.sender import synchronise
from mirror.sessions.sync import Synced, link
from tests.sessions.cluster import Cluster
from tests.sessions.mirrors import differences
from tests.sessions.test_store import record

AT = datetime(2026, 5, 4, 9, 30, tzinfo=UTC)


class Clinic:
    """A clinic's database as its owner sees it, and roles in it."""

    def __init__(self, cluster: Cluster, url: str) -> None:
        Store(url).close()
        self.url = url
        self.name = str(as_url(url).database)
        self._cluster = cluster

    def mirror(self, name: str, *arguments: str) -> str:
        """The URL for a mirror's role, made by what the command prints."""
        return self._role(name, *arguments)

    def desk(self, name: str) -> str:
        return self._role(name, "--desk")

    def _role(self, name: str, *arguments: str) -> str:
        role = f"{name}_{self.name}"  # roles are the whole server's
        printed = CliRunner().invoke(cli.app, ["sessions", "clinic-role", role, *arguments])
        assert printed.exit_code == 0, printed.stderr
        self._cluster.psql(self.name, printed.stdout)
        return self._cluster.url(self.name, role)


@pytest.fixture
def house(cluster: Cluster, clinic: str) -> Clinic:
    return Clinic(cluster, clinic)


class Hall:
    """A mirror: its log, and its line to the clinic."""

    def __init__(self, log: Path, line: str, profile: str) -> None:
        self.log, self.line = log, line
        self.session = record(log, profile)
        with Store(log) as store:
            (self.person,) = (person.id for person in store.profiles())

    def sync(self) -> Synced:
        return synchronise(self.log, self.line)


@pytest.fixture
def halls(house: Clinic, tmp_path: Path) -> tuple[Hall, Hall]:
    """Two mirrors with a person of the same name each; the clinic said something of both."""
    both = (
        Hall(tmp_path / "hall.db", house.mirror("hall"), "Anna"),
        Hall(tmp_path / "gym.db", house.mirror("gym"), "Anna"),
    )
    for hall in both:
        assert hall.sync() == Synced(sent=1)
    with Store(house.url) as there:
        for n, hall in enumerate(both):
            judged(there, hall, f"{n}" * 32)
    return both


def judged(there: Store, hall: Hall, reviewer: str) -> None:
    """A reviewer of this id overrules a repetition, writes two notes and sets a plan."""
    with there.writing() as connection:
        connection.execute(insert(schema.reviewer), {"id": reviewer, "name": f"Dr. {reviewer[0]}", "pin": "x", "created_at": AT})
    reviews.overrule(there, hall.session, first_repetition(there, hall.session), None, "partial", "", reviewer)
    reviews.add_note(there, About(hall.person), "Left knee, 2024.", reviewer)
    reviews.add_note(there, About(hall.person, hall.session), "Slower.", reviewer)
    items = (PlanItem(1, "squat", 3, 10, None, None, 60.0),)
    reviews.set_plan(there, PlanDraft(hall.person, "Knees", "", date(2026, 5, 4), None, items), reviewer)


def first_repetition(store: Store, session: str) -> int:
    return store.session(session).sets[0].repetitions[0].seq


def as_role(line: str, statement: str) -> int:
    """How many rows it met. SessionError where it is not allowed."""
    with Store(line) as store, store.writing() as connection:
        return connection.execute(text(statement)).rowcount


def refused(line: str, statement: str) -> bool:
    try:
        as_role(line, statement)
    except SessionError as error:
        return "does not allow" in str(error)
    return False


def everything(url: str) -> dict[str, list[tuple[object, ...]]]:
    """All rows of all tables, as the owner has them."""
    with Store(url) as store, store.reading() as connection:
        return {
            name: sorted((tuple(row) for row in connection.execute(select(table))), key=repr)
            for name, table in schema.metadata.tables.items()
            if name != "audit"
        }


def test_every_table_is_guarded(house: Clinic) -> None:
    house.mirror("hall")
    with Store(house.url) as there, there.reading() as connection:
        query = text("SELECT relname FROM pg_class WHERE relrowsecurity")
        guarded = set(connection.scalars(query))
        assert guarded == set(inspect(connection).get_table_names()) - {"alembic_version"}


def test_a_mirror_sees_its_own_and_nothing_of_anothers(halls: tuple[Hall, Hall], house: Clinic) -> None:
    hall, gym = halls
    with Store(hall.line) as there:
        assert [s.id for s in there.sessions()] == [hall.session]
        assert [p.id for p in there.profiles()] == [hall.person]
        with there.reading() as connection:
            for table in (*schema.BELOW_SESSION, schema.overrule):
                ids = set(connection.scalars(select(table.c.session_id)))
                assert ids <= {hall.session}, table.name
            assert set(connection.scalars(select(schema.plan.c.profile_id))) == {hall.person}
            assert len(connection.scalars(select(schema.plan_item.c.plan_id)).all()) == 1
            assert list(connection.scalars(select(schema.reviewer.c.name))) == ["Dr. 0"]
            assert connection.execute(select(schema.note)).all() == []  # the clinic's own
            assert list(connection.execute(text("SELECT role FROM mirror_person")).scalars()) == [as_url(hall.line).username]
    for hidden in ("pin", "sent_by"):
        assert refused(hall.line, f"SELECT {hidden} FROM reviewer")
    for closed in ("sent", "repetition_range"):
        assert refused(hall.line, f"SELECT * FROM {closed}")
    with Store(house.desk("desk")) as desk:
        assert {s.id for s in desk.sessions()} == {hall.session, gym.session}
        with desk.reading() as connection:
            assert len(connection.execute(select(schema.note)).all()) == 4


def test_a_mirror_neither_changes_nor_deletes_anothers(halls: tuple[Hall, Hall], house: Clinic) -> None:
    hall, gym = halls
    before = everything(house.url)
    other = f"'{gym.session}'"
    for statement in (
        f"UPDATE session SET source = 'x' WHERE id = {other}",
        f"UPDATE exercise_set SET score = 1 WHERE session_id = {other}",
        f"UPDATE event SET data = '' WHERE session_id = {other}",
        f"UPDATE profile SET name = 'x' WHERE id = '{gym.person}'",
        f"UPDATE plan SET withdrawn_at = now() WHERE profile_id = '{gym.person}'",
        "UPDATE note SET withdrawn_at = now()",
        f"DELETE FROM profile WHERE id = '{gym.person}'",
        f"DELETE FROM event WHERE session_id = {other}",
    ):
        assert as_role(hall.line, statement) == 0, statement
    for table in ("session", "repetition", "track", "overrule", "note", "plan", "reviewer", "erasure", "mirror_person"):
        assert refused(hall.line, f"DELETE FROM {table}"), table
    assert everything(house.url) == before


REFUSED = (
    "INSERT INTO repetition (session_id, seq, set_number, number, exercise, kind, t, start_t, end_t, side, credited) "
    "SELECT '{session}', 9999, set_number, 9, exercise, kind, t, start_t, end_t, side, credited FROM repetition LIMIT 1",
    "INSERT INTO track SELECT '{session}', set_number, 99, format, start_t, rate, count, width, height, data FROM track LIMIT 1",
    "INSERT INTO cue (session_id, seq, t, text, kind) VALUES ('{session}', 99999, 1, 'x', 'x')",
    "INSERT INTO overrule (id, session_id, seq, verdict, at, reason) VALUES ('x', '{session}', {seq}, 'full', now(), '')",
    "INSERT INTO note (id, session_id, at, text) VALUES ('x', '{session}', now(), 'x')",
    "INSERT INTO note (id, profile_id, at, text) VALUES ('x', '{person}', now(), 'x')",
    "INSERT INTO plan (id, profile_id, at, title, comment, starts_on) VALUES ('x', '{person}', now(), 'x', '', now())",
    "INSERT INTO session (id, profile_id, run, started_at, start_t, source, app_version) "
    "VALUES ('x', '{person}', 'x', now(), 0, '', '')",
    "INSERT INTO session (id, run, started_at, start_t, source, app_version, sent_by) VALUES ('x', 'x', now(), 0, '', '', 'y')",
    "UPDATE session SET profile_id = '{person}'",
    "UPDATE session SET sent_by = 'y'",
    "UPDATE profile SET id = 'x'",
    "UPDATE plan SET withdrawn_at = NULL",
    "UPDATE plan SET title = 'x'",
    "INSERT INTO plan_item (plan_id, position, exercise, sets, rest_s, weekdays) SELECT id, 9, 'squat', 1, 1, 127 FROM plan",
    "CREATE FUNCTION public.x() RETURNS int LANGUAGE sql AS 'SELECT 1'",
    "INSERT INTO erasure (profile_id, at) VALUES ('{person}', now())",
    "INSERT INTO reviewer (id, name, created_at) VALUES ('x', 'Dr. X', now())",
    "INSERT INTO reviewer (id, name, pin, created_at, left_at) VALUES ('x', 'Dr. X', 'x', now(), now())",
    "INSERT INTO mirror_person VALUES ('{person}', session_user)",
    "SELECT mirror_become('{mine}', '{person}')",
    "INSERT INTO overrule (id, session_id, seq, verdict, at, reason, reviewer_id) "
    "SELECT 'x', session_id, seq, 'full', now(), '', '{clinics}' FROM repetition LIMIT 1",
    "INSERT INTO audit (origin, number, at, actor, role, action, subject, object, detail, digest) "
    "VALUES ('{chain}', 2, now(), '', 'owner', 'viewed', '', 'log', '{{}}', '')",
    "UPDATE audit SET subject = ''",
    "ALTER TABLE session DISABLE ROW LEVEL SECURITY",
    "CREATE TABLE x (y int)",
    "TRUNCATE session CASCADE",
)


@pytest.fixture
def said(halls: tuple[Hall, Hall]) -> dict[str, object]:
    """What a mirror would have to know to do another harm."""
    hall, gym = halls
    with Store(gym.line) as there:
        Audit(there, origin="c" * 32).note("viewed", "", "log")
        seq = first_repetition(there, gym.session)
    ids = {"session": gym.session, "person": gym.person, "seq": seq, "mine": hall.person}
    return {**ids, "clinics": "0" * 32, "chain": "c" * 32}


def test_what_a_mirror_must_not_do_is_refused(halls: tuple[Hall, Hall], said: dict[str, object], house: Clinic) -> None:
    hall, _ = halls
    before = everything(house.url)
    for statement in REFUSED:
        assert refused(hall.line, statement.format(**said)), statement
    assert everything(house.url) == before


def test_a_round_does_all_of_it_with_a_mirrors_role(halls: tuple[Hall, Hall], house: Clinic) -> None:
    hall, gym = halls
    assert hall.sync() == Synced(present=1, verdicts=1, plans=1)
    assert hall.sync() == Synced(present=1)
    assert synchronise(hall.log, hall.line, again=True) == Synced(present=1)
    with Store(hall.log) as here, Store(house.url) as there:
        here.rename("Anna", "Anne")
        hall.sync()
        assert sorted(p.name for p in there.profiles()) == ["Anna", "Anne"]
        assert here.session(hall.session) == there.session(hall.session)
        here.erase("Anne")
        assert hall.sync() == Synced(erased=1)
        assert [p.id for p in there.profiles()] == [gym.person]
        assert Audit(there).verify().whole
        there.erase("Anna")
    assert gym.sync() == Synced(erased=1)
    with Store(gym.log) as here:
        assert here.profiles() == []


def test_who_trains_at_two_mirrors_is_known_to_the_second_when_the_clinic_says_so(
    halls: tuple[Hall, Hall], house: Clinic
) -> None:
    hall, gym = halls
    with Store(gym.log) as here, Store(gym.line) as there, pytest.raises(SessionError, match="knows nobody"):
        link(here, there, "Anna", hall.person)
    house.mirror("gym", "--knows", hall.person[:12])
    with Store(gym.log) as here, Store(gym.line) as there:
        assert link(here, there, "Anna", hall.person) == 1
    with Store(house.url) as there:
        assert [(p.id, p.sessions) for p in there.profiles()] == [(hall.person, 2)]
        about = [note.about.profile_id for note in reviews.notes(there, About(hall.person))]
        assert about == [hall.person] * 2  # what the clinic wrote of either
        assert len(reviews.plans(there, hall.person)) == 2
    with Store(gym.line) as there:
        assert [s.id for s in there.sessions()] == [gym.session]  # the person is known, what they did elsewhere is not
    assert gym.sync().plans == 2
    assert differences(gym.log, house.url) == []


def test_a_person_whom_only_others_know_is_kept_here_and_said(halls: tuple[Hall, Hall], house: Clinic) -> None:
    hall, gym = halls
    with Store(hall.log) as source, Store(gym.log) as here:
        data = source.export_json()
        assert here.import_json(data).added == 1
    record(gym.log, "Ben")
    done = gym.sync()
    assert (done.sent, done.strangers, done.held) == (1, 1, 0)
    assert "1 kept here: the clinic does not let this mirror know that person" in str(done)
    house.mirror("gym", "--knows", hall.person)
    done = gym.sync()
    assert (done.strangers, done.held) == (0, 1)
    assert "1 left alone: another sent them there" in str(done)
    assert gym.sync().held == 0


def test_who_is_erased_from_a_mirror_that_was_not_to_know_them_stays_there(halls: tuple[Hall, Hall], house: Clinic) -> None:
    hall, gym = halls
    with Store(hall.log) as source, Store(gym.log) as here:
        here.import_json(source.export_json())
        here.erase(hall.person)
    assert gym.sync().erased == 0
    assert hall.sync().erased == 0
    with Store(house.url) as there:
        assert {p.id for p in there.profiles()} == {hall.person, gym.person}


def test_what_a_mirror_sent_under_another_role_is_its_own_again(house: Clinic, tmp_path: Path) -> None:
    log = tmp_path / "log.db"
    hall = Hall(log, house.url, "Anna")
    with Store(log) as here, here.writing() as connection:
        connection.execute(text(f"UPDATE session SET origin = '{'a' * 32}'"))
    hall.sync()
    hall.line = house.mirror("hall")
    assert synchronise(log, hall.line, again=True).strangers == 1
    house.mirror("hall", "--origin", "a" * 32)
    assert synchronise(log, hall.line, again=True) == Synced(present=1)


def test_a_desk_does_all_but_change_the_tables(halls: tuple[Hall, Hall], house: Clinic, tmp_path: Path) -> None:
    hall, gym = halls
    line = house.desk("desk")
    with Store(line) as desk:
        reviews.overrule(desk, gym.session, first_repetition(desk, gym.session), None, "rejected")
        (note, _) = reviews.notes(desk, About(hall.person)) + reviews.notes(desk, About(gym.person))
        reviews.withdraw_note(desk, note.id)
        other = tmp_path / "home.db"
        record(other, "Ben")
        with Store(other) as home:
            assert desk.import_json(home.export_json()).added == 1
        desk.erase("Ben")
        for statement in ("ALTER TABLE session DISABLE ROW LEVEL SECURITY", "DELETE FROM audit", "DROP TABLE session"):
            assert refused(line, statement)
    assert gym.sync().verdicts == 2


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["Hall"], "cannot be a role"),
        (["pg_hall"], "cannot be a role"),
        (["mirror_desks"], "cannot be a role"),
        (['a"; DROP TABLE session; --'], "cannot be a role"),
        (["hall", "--knows", "%"], "is no id of a person"),
        (["hall", "--origin", "1"], "is no id of a mirror"),
        (["hall", "--desk", "--knows", "abcdef"], "A desk sees everybody"),
    ],
)
def test_what_cannot_be_a_role_is_one_sentence(arguments: list[str], said: str) -> None:
    result = CliRunner().invoke(cli.app, ["sessions", "clinic-role", *arguments])
    assert (result.exit_code, result.stdout) == (2, "")
    assert said in result.stderr
    assert len(result.stderr.splitlines()) == 1


def test_a_role_that_may_do_more_is_none_for_a_mirror(house: Clinic, cluster: Cluster) -> None:
    house.desk("desk")
    for script in (roles.mirror_role("mirror"), roles.mirror_role(f"desk_{house.name}"), roles.mirror_role("hall", ["abcdef"])):
        with pytest.raises(RuntimeError, match=r"may do more than a mirror should|the ids of 0 people"):
            cluster.psql(house.name, script)
    empty = str(as_url(cluster.database()).database)
    with pytest.raises(RuntimeError, match="the tables are not there yet"):
        cluster.psql(empty, roles.mirror_role("hall"))


def test_the_page_is_true(house: Clinic, cluster: Cluster, tmp_path: Path) -> None:
    """Its commands make roles that a mirror and a desk can work with, and that can be dropped again."""
    page = (Path(__file__).parents[2] / "docs" / "clinic.md").read_text(encoding="utf-8").replace("_mirror", f"_{house.name}")
    hall = Hall(tmp_path / "hall.db", house.url, "Anna")
    hall.sync()
    for line in page.splitlines():
        if line.startswith("mirror sessions clinic-role"):
            words = line.replace("--knows ID", f"--knows {hall.person}").partition(" |")[0].split()[1:]
            cluster.psql(house.name, CliRunner().invoke(cli.app, words).stdout)
    database = f"DATABASE {house.name} "
    told = [part for part in page.split("`") if part.startswith(("REVOKE ", "GRANT ", "DROP ROLE "))]
    assert len(told) == 3
    told.sort(key=lambda statement: statement.startswith("DROP"))
    cluster.run(house.name, *(statement.replace("DATABASE clinic ", database) for statement in told[:2]))
    gym = Hall(tmp_path / "gym.db", cluster.url(house.name, f"gym_{house.name}"), "Ben")
    with pytest.raises(SessionError, match="does not let this mirror in"):
        gym.sync()
    hall.line = cluster.url(house.name, f"hall_{house.name}")
    record(hall.log, "Ben")
    assert hall.sync().sent == 1
    cluster.run(house.name, f"REVOKE CONNECT ON {database} FROM hall_{house.name}", told[2])
    with pytest.raises(SessionError, match="does not let this mirror in"):
        hall.sync()
