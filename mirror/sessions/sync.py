"""Sync: what the mirror's own log holds and the clinic's database lacks is sent there; what the clinic set is taken from there.

The mirror always records into its own log first (docs/decisions/0019). One session is one transaction at the clinic, by keys that
are the same there: so a cut at any moment, even between a COMMIT and its answer, loses nothing and doubles nothing; the next
round finds what is there. Verdicts that overrule the machine's, plans and erasures go both ways, notes and the lines of the audit
only there (`mirror.sessions.remarks`, `mirror.sessions.forwarded`). Where each mirror has a role of its own it meets its own
sessions and people there, and no others.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from sqlalchemy import Connection, and_, bindparam, delete, insert, select, update
from sqlalchemy.exc import DataError, IntegrityError

from mirror.errors import SessionError
from mirror.sessions import copying, forwarded, postgresql, remarks, schema, traces
from mirror.sessions.audit import Audit
from mirror.sessions.database import Database, as_url
from mirror.sessions.erasure import NAMING, forget
from mirror.sessions.store import Store

log = logging.getLogger(__name__)

SESSION_S = 120.0
"""A server that takes longer for one transaction is given up for this round."""
SETTLED = timedelta(minutes=1)
"""The last landmarks of a session reach the log at most so long after its end: what was sent later than that was whole."""


@dataclass(frozen=True, slots=True)
class Synced:
    """What a round did.

    Attributes:
        sent: sessions that were new there. completed: had been there shorter. present: were there already.
        left_out: of people who were erased there. refused: the clinic's database cannot hold them as they are.
        held: are there by another mirror, or a desk, and are left alone. strangers: wait, since this mirror is not to know that
            person there (`mirror.sessions.roles`).
        verdicts: of reviewers, taken from there. remarks: verdicts and notes of this mirror's own desk, sent there.
        plans: taken from there, new or withdrawn. erased: people erased here because they were there, or the other way round.
    """

    sent: int = 0
    completed: int = 0
    present: int = 0
    left_out: int = 0
    refused: int = 0
    held: int = 0
    strangers: int = 0
    verdicts: int = 0
    remarks: int = 0
    plans: int = 0
    erased: int = 0

    def __str__(self) -> str:
        parts = [f"{self.sent} sent", f"{self.present} there already"]
        if self.completed:
            parts.insert(1, f"{self.completed} completed")
        if self.remarks:
            parts.append(f"{self.remarks} {'remark' if self.remarks == 1 else 'remarks'} sent")
        if self.verdicts:
            parts.append(f"{self.verdicts} {'verdict' if self.verdicts == 1 else 'verdicts'} taken")
        if self.plans:
            parts.append(f"{self.plans} {'plan' if self.plans == 1 else 'plans'} taken")
        if self.erased:
            parts.append(f"{self.erased} {'person' if self.erased == 1 else 'people'} erased")
        if self.left_out:
            parts.append(f"{self.left_out} left out: that person was erased there")
        if self.held:
            parts.append(f"{self.held} left alone: another sent them there")
        if self.strangers:
            parts.append(f"{self.strangers} kept here: the clinic does not let this mirror know that person (docs/clinic.md)")
        if self.refused:
            parts.append(f"{self.refused} refused: see the mirror's log file")
        return ", ".join(parts)


def check_address(here: Database, clinic: str) -> None:
    """Raises SessionError where `clinic` is no URL, or names the log itself (`here`)."""
    if "://" not in clinic:
        raise SessionError(f"database.url is {clinic!r}, which is no database URL such as postgresql://mirror@host/clinic.")
    if as_url(here) == as_url(clinic):
        raise SessionError("sessions.database and database.url name the same database; leave one of them empty.")


class Round:
    """One synchronisation of the mirror's log with the clinic's database."""

    def __init__(
        self,
        here: Store,
        there: Store,
        target: str,
        *,
        going_on: str | None = None,
        stopping: Callable[[], bool] = lambda: False,
        breathe: Callable[[float], object] = lambda seconds: None,
    ) -> None:
        """target: what `sent` knows the clinic by. going_on: id of the session that is being recorded; it is sent when it has
        ended. stopping: asked between two sessions. breathe: called after each with the seconds that it took."""
        self._here = here
        self._there = there
        self._target = target
        self._going_on = going_on
        self._stopping = stopping
        self._breathe = breathe
        self._strangers: set[str] = set()
        """Profile ids that are there, but not for this mirror."""

    def run(self, again: bool = False) -> Synced:
        """Erasures first, then people, sessions, what was said of them, plans and the audit.

        again: what was sent before is looked up there once more.

        Raises SessionError (postgresql.Unreachable where later may do); what was committed until then stays.
        """
        done = Synced(erased=self._erasures())
        renamed = self._people()
        if renamed or done.erased:
            self._names()
        done = self._sessions(done, again)
        if self._stopping():
            return done
        sent, taken = remarks.exchange(self._here, self._there, SESSION_S)
        done = replace(done, remarks=sent, verdicts=taken, plans=self._plans())
        forwarded.forward(self._here, self._there, SESSION_S)
        return done

    def _erasures(self) -> int:
        """Whoever was erased on one side is erased on the other."""
        e, p, s = schema.erasure, schema.profile, schema.session
        with self._here.reading() as connection:
            gone_here = {row.profile_id: row.at for row in connection.execute(select(e))}
            people = set(connection.scalars(select(p.c.id)))
            busy = connection.scalars(select(s.c.profile_id).where(s.c.id == self._going_on, s.c.ended_at.is_(None))).first()
        with self._there.within(SESSION_S), self._there.reading() as connection:
            asked = sorted(people | set(gone_here))
            gone_there = {row.profile_id: row.at for row in connection.execute(select(e).where(e.c.profile_id.in_(asked)))}
        told = 0
        for profile_id in sorted(set(gone_here) - set(gone_there)):
            with self._there.within(SESSION_S):
                if self._may_erase(profile_id):
                    self._forget(self._there, profile_id, gone_here[profile_id])
                    told += 1
        here = sorted(people & set(gone_there) - {busy})  # who trains at this moment is erased when the session has ended
        names = [self._forget(self._here, profile_id, gone_there[profile_id]) for profile_id in here]
        if here:
            try:
                self._here.scrub()
                for name in filter(None, names):
                    traces.forget(name)
            except SessionError as error:  # they are gone from the log all the same
                log.warning("%s", error)
        return told + len(here)

    def _may_erase(self, profile_id: str) -> bool:
        """Not whom this mirror is not to know there."""
        with self._there.reading() as connection:
            return not postgresql.kept_apart(connection) or postgresql.may_erase(connection, profile_id)

    def _forget(self, store: Store, profile_id: str, at: datetime) -> str | None:
        """Their name, None where that side did not know them."""
        with store.writing() as connection:
            name = forget(connection, profile_id, at)
            if name is not None:
                Audit(store).note("erased", profile_id, f"person:{profile_id}", connection=connection, why="elsewhere")
            return name

    def _people(self) -> bool:
        """Everybody is known there by this mirror's id; a name that was changed here later than there is changed there.

        True: some were.
        """
        p = schema.profile
        with self._here.reading() as connection:
            people = [dict(row) for row in connection.execute(select(p).order_by(p.c.id)).mappings()]
        with self._there.within(SESSION_S), self._there.reading() as connection:
            query = select(p).where(p.c.id.in_([person["id"] for person in people]))
            known = {row["id"]: row for row in connection.execute(query).mappings()}
        some = False
        for person in people:
            there = known.get(person["id"])
            renamed = person["renamed_at"]
            later = there is not None and renamed is not None and renamed > (there["renamed_at"] or there["created_at"])
            if there is not None and not later:
                continue
            some |= later
            with self._there.within(SESSION_S), self._there.writing() as connection:
                postgresql.lock(connection, f"person:{person['id']}")
                if copying.is_erased(connection, person["id"]) or copying.add_person(connection, person):
                    continue
                changed = update(p).where(p.c.id == person["id"]).values(name=person["name"], renamed_at=renamed)
                if not later and not copying.knows(connection, person["id"]):
                    self._strangers.add(person["id"])
                else:
                    connection.execute(changed)
        return some

    def _names(self) -> None:
        """Events that hold somebody's name (who was chosen at the mirror) hold the same one there as here."""
        e = schema.event
        with self._here.reading() as connection:
            query = select(e.c.run, e.c.seq, e.c.data).where(e.c.name.in_(NAMING), e.c.session_id.is_not(None))
            rows = [{"of": row.run, "at": row.seq, "said": row.data} for row in connection.execute(query)]
        if rows:
            same = and_(e.c.run == bindparam("of"), e.c.seq == bindparam("at"))
            with self._there.within(SESSION_S), self._there.writing() as connection:
                connection.execute(update(e).where(same).values(data=bindparam("said")), rows)

    def _sessions(self, done: Synced, again: bool) -> Synced:
        lacking, settled = _lacking(self._here, self._target, self._going_on, again)
        strange = self._of_strangers()
        done = replace(done, present=settled, strangers=len(strange.intersection(lacking)))
        for session_id in lacking:
            if session_id in strange:
                continue
            if self._stopping():
                break
            began = time.monotonic()
            with self._here.reading() as connection:
                session = copying.whole(connection, session_id)
            if session is None:  # erased meanwhile
                continue
            try:
                with self._there.within(SESSION_S), self._there.writing() as connection:
                    outcome = copying.place(connection, session)
            except (IntegrityError, DataError) as error:
                # one that is broken must not hold up the others
                why = getattr(error.orig, "sqlstate", None) or type(error.orig).__name__  # its text may hold the row
                log.error("session %s is refused by the clinic's database: %s", session_id, why)
                done = replace(done, refused=done.refused + 1)
                continue
            if outcome in ("present", "held"):  # its COMMIT came through though the answer did not, or somebody else sent it
                log.info("session %s is there already", session_id)
            if outcome not in ("erased", "stranger"):
                self._remember(session)
            done = _counted(done, outcome)
            self._breathe(time.monotonic() - began)
        return done

    def _of_strangers(self) -> set[str]:
        """Ids of sessions that cannot go there, since this mirror is not to know there whose they are."""
        s = schema.session
        with self._here.reading() as connection:
            return set(connection.scalars(select(s.c.id).where(s.c.profile_id.in_(self._strangers))))

    def _remember(self, session: copying.Whole) -> None:
        s, sent = schema.session, schema.sent
        with self._here.writing() as connection:
            if connection.execute(select(s.c.id).where(s.c.id == session.id)).first() is None:
                return
            connection.execute(delete(sent).where(sent.c.session_id == session.id, sent.c.target == self._target))
            row = {"session_id": session.id, "target": self._target, "size": session.size, "at": datetime.now(UTC)}
            connection.execute(insert(sent), row)

    def _plans(self) -> int:
        """Plans go both ways: a physiotherapist may have set one at the mirror itself. Only what was taken is counted."""
        with self._here.reading() as connection:
            people = list(connection.scalars(select(schema.profile.c.id)))
            ours = copying.plans_of(connection, people)
        with self._there.within(SESSION_S), self._there.reading() as connection:
            theirs = copying.plans_of(connection, people)
            known = set(connection.scalars(select(schema.profile.c.id).where(schema.profile.c.id.in_(people))))
        for profile_id in sorted(ours.whom_news_are_of(theirs) & known):
            with self._there.within(SESSION_S), self._there.writing() as connection:
                postgresql.lock(connection, f"person:{profile_id}")
                if not copying.is_erased(connection, profile_id):
                    copying.place_plans(connection, ours.of(profile_id))
        if not (whose := theirs.whom_news_are_of(ours)):
            return 0
        with self._here.writing() as connection:
            still = set(connection.scalars(select(schema.profile.c.id)))
            return sum(copying.place_plans(connection, theirs.of(profile_id)) for profile_id in sorted(still & whose))


def waiting(here: Store, target: str) -> int:
    """How many sessions the clinic (`target`) may lack."""
    return len(_lacking(here, target, None, False)[0])


def _lacking(here: Store, target: str, going_on: str | None, again: bool) -> tuple[list[str], int]:
    """Ids of sessions of which the clinic may lack something, the oldest first; and how many it is known to have whole."""
    s, sent = schema.session, schema.sent
    join = and_(sent.c.session_id == s.c.id, sent.c.target == target)
    query = select(s.c.id, s.c.ended_at, sent.c.size, sent.c.at).outerjoin(sent, join).order_by(s.c.started_at, s.c.id)
    lacking, settled = [], 0
    with here.reading() as connection:
        for row in connection.execute(query).all():
            if row.id == going_on and row.ended_at is None:
                continue
            whole = row.at is not None and row.ended_at is not None and row.at > row.ended_at + SETTLED
            if not again and (whole or (row.at is not None and row.size == _size(connection, row.id))):
                settled += 1
            else:
                lacking.append(row.id)
    return lacking, settled


def _counted(done: Synced, outcome: copying.Outcome) -> Synced:
    match outcome:
        case "added":
            return replace(done, sent=done.sent + 1)
        case "completed":
            return replace(done, completed=done.completed + 1)
        case "present":
            return replace(done, present=done.present + 1)
        case "erased":
            return replace(done, left_out=done.left_out + 1)
        case "held":
            return replace(done, held=done.held + 1)
        case "stranger":
            return replace(done, strangers=done.strangers + 1)


def _size(connection: Connection, session_id: str) -> int:
    return sum(copying.sizes(connection, session_id).values())


def link(here: Store, there: Store, name: str, profile_id: str) -> int:
    """`name` of this mirror is the clinic's `profile_id`: from now on they are one person on both sides, with all sessions.

    Returns how many sessions this mirror has of them. profile_id: whole, or its beginning. Raises SessionError where either is
    not known, or `name` is somebody else's here.
    """
    p = schema.profile
    with here.reading() as connection:
        mine = connection.execute(select(p.c.id).where(p.c.name == name)).scalars().all()
    if len(mine) != 1:
        raise SessionError(f"{'Nobody' if not mine else 'More than one'} in the session log is called {name!r}.")
    with there.within(SESSION_S), there.writing() as connection:
        theirs = (
            connection.execute(select(p).where(p.c.id.startswith(profile_id.lower(), autoescape=True)).limit(2)).mappings().all()
        )
        if not profile_id or len(theirs) != 1:
            raise SessionError(f"The clinic's database knows {'more than one' if theirs else 'nobody'} by {profile_id!r}.")
        person = dict(theirs[0])
        for id in sorted({mine[0], person["id"]}):
            postgresql.lock(connection, f"person:{id}")
        if mine[0] != person["id"] and copying.knows(connection, mine[0]):
            become = postgresql.become if postgresql.kept_apart(connection) else _become
            become(connection, mine[0], person["id"])
    with here.writing() as connection:
        copying.add_person(connection, {**person, "name": name})
        if mine[0] != person["id"]:
            _become(connection, mine[0], person["id"])
        Audit(here).note("changed", person["id"], f"person:{person['id']}", connection=connection, what="link")
        return len(connection.scalars(select(schema.session.c.id).where(schema.session.c.profile_id == person["id"])).all())


def _become(connection: Connection, old: str, new: str) -> None:
    for table in (schema.session, schema.plan, schema.note):
        connection.execute(update(table).where(table.c.profile_id == old).values(profile_id=new))
    connection.execute(delete(schema.profile).where(schema.profile.c.id == old))
