"""Record: one session with everything that an export says of it, read from the log once, nameless where that is asked.

What a reviewer says stands beside what the machine said, never in its place: `Record.kind_of` and `mistakes_of` give the
reviewer's verdict where there is one and say so by not being None.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from functools import cached_property
from typing import TYPE_CHECKING

from sqlalchemy import select

from mirror.sessions import reviews, schema
from mirror.sessions.circumstances import ModelVersion, calibrations, models
from mirror.sessions.reviews import Note, Overrule

if TYPE_CHECKING:
    from mirror.geometry.camera import Calibration
    from mirror.sessions.store import RepetitionEntry, SessionEntry, SetEntry, Store


_FURTHEST_MIN = 14 * 60


@dataclass(frozen=True)
class Record:
    """One session.

    Attributes:
        entry: as the log has it. name: of the person, None where nobody's or nameless. person_id: profile.id, None: nobody's.
        zone: of the mirror's clock then; UTC where it is not known (`zone_known`).
        origin: the mirror that recorded it, None where not known. plan_id, plan_positions (by set): of the plan that led it.
        calibrations: (from when, run's seconds; what), models: what judged; empty where it was not kept.
        overrules: those that stand (the latest on each thing, none where it was taken back), by (seq, mistake).
        notes: that were not withdrawn, in the order of time; none where nameless (free text may name somebody).
        nameless: whether names, free text and file names were left out.
    """

    entry: SessionEntry
    person_id: str | None
    name: str | None
    source: str
    zone: tzinfo
    zone_known: bool
    origin: str | None
    plan_id: str | None
    plan_positions: Mapping[int, int]
    calibrations: tuple[tuple[float, Calibration], ...]
    models: tuple[ModelVersion, ...]
    overrules: Mapping[tuple[int, str | None], Overrule]
    notes: tuple[Note, ...]
    nameless: bool

    @property
    def id(self) -> str:
        return self.entry.summary.id

    @cached_property
    def started_at(self) -> datetime:
        """In the mirror's own time zone."""
        return self.entry.summary.started_at.astimezone(self.zone)

    def at(self, t: float) -> datetime:
        """The wall clock at the run's second t, in the mirror's own time zone."""
        return self.started_at + timedelta(seconds=t - self.entry.start_t)

    @cached_property
    def ended_at(self) -> datetime:
        """When it ended; where it was cut off, the end of what is known of it."""
        end = self.entry.summary.ended_at
        return self.at(last_t(self.entry)) if end is None else max(end.astimezone(self.zone), self.started_at)

    def kind_of(self, repetition: RepetitionEntry) -> str | None:
        """What a reviewer says that it is; None: they said nothing."""
        said = self.overrules.get((repetition.seq, None))
        return None if said is None else said.verdict

    def mistakes_of(self, repetition: RepetitionEntry) -> tuple[str, ...] | None:
        """Its mistakes with the reviewer's verdicts on them; None: they said nothing."""
        said = {o.mistake: o.verdict for o in self.overrules.values() if o.seq == repetition.seq and o.mistake is not None}
        if not said:
            return None
        kept = [name for name in repetition.mistakes if said.get(name) != "absent"]
        return tuple(kept + sorted(name for name, v in said.items() if v == "present" and name not in kept))

    def overruled(self, done: SetEntry) -> list[Overrule]:
        """The verdicts that stand on this set's repetitions, in the order of the repetitions."""
        seqs = {repetition.seq for repetition in done.repetitions}
        return sorted((o for o in self.overrules.values() if o.seq in seqs), key=lambda o: (o.seq, o.mistake or ""))

    def reviewed_counts(self, done: SetEntry) -> dict[str, int] | None:
        """Of full, partial and rejected repetitions as the reviewer sees them; None where the reviewer changed no kind."""
        if not any(self.kind_of(repetition) for repetition in done.repetitions):
            return None
        counts = {"full": done.full, "partial": done.partial, "rejected": done.rejected}
        for repetition in done.repetitions:
            said = self.kind_of(repetition)
            if said is not None and said != repetition.kind:
                counts[repetition.kind] = max(0, counts.get(repetition.kind, 0) - 1)
                counts[said] = counts.get(said, 0) + 1
        return counts

    def notes_on(self, set_number: int | None) -> list[Note]:
        """Of the set; None: of the whole session."""
        return [note for note in self.notes if note.about.set_number == set_number]


def last_t(entry: SessionEntry) -> float:
    """The last second of the run that the session's rows speak of."""
    known = [entry.start_t, entry.end_t or entry.start_t]
    for done in entry.sets:
        known.append(end_of(done))
    return max(known)


def end_of(done: SetEntry) -> float:
    """The set's last second; of one that was cut off, its last repetition's."""
    ends = [done.start_t if done.end_t is None else done.end_t, *(r.end_t for r in done.repetitions if done.end_t is None)]
    return max(done.start_t, *ends)


def load(store: Store, ids: Sequence[str], *, nameless: bool = False) -> list[Record]:
    """The sessions of these ids (or enough of their beginnings), each once, in the order of time.

    Raises SessionError where there is no such session, or the database says no.
    """
    entries = {entry.summary.id: entry for entry in map(store.session, ids)}
    found = sorted(entries.values(), key=lambda e: (e.summary.started_at, e.start_t, e.summary.id))
    return [_record(store, entry, nameless) for entry in found]


def _record(store: Store, entry: SessionEntry, nameless: bool) -> Record:
    id = entry.summary.id
    s, e = schema.session, schema.exercise_set
    with store.reading() as connection:
        row = connection.execute(select(s).where(s.c.id == id)).mappings().one()
        positions = connection.execute(select(e.c.number, e.c.plan_position).where(e.c.session_id == id)).all()
    said = reviews.holding(reviews.verdicts(store, id))
    if nameless:
        said = {key: replace(one, reviewer="", reason="") for key, one in said.items()}
    return Record(
        entry=entry,
        person_id=row["profile_id"],
        name=None if nameless else entry.summary.profile,
        source=_source(entry.summary.source, nameless),
        zone=zone(row["utc_offset_min"]),
        zone_known=row["utc_offset_min"] is not None and abs(row["utc_offset_min"]) <= _FURTHEST_MIN,
        origin=row["origin"],
        plan_id=row["plan_id"],
        plan_positions={number: position for number, position in positions if position is not None},
        calibrations=tuple(calibrations(store, id)),
        models=tuple(models(store, id)),
        overrules=said,
        notes=() if nameless else reviews.notes_below(store, id),
        nameless=nameless,
    )


def zone(offset_min: int | None) -> tzinfo:
    """The time zone of so many minutes east of UTC; UTC where that is not known or no zone has it (none is further than 14 h)."""
    return UTC if offset_min is None or abs(offset_min) > _FURTHEST_MIN else timezone(timedelta(minutes=offset_min))


def _source(source: str, nameless: bool) -> str:
    """A file's name or an address may name somebody; a camera's number does not."""
    return source if not nameless or source == "demo" or source.startswith("camera:") else ""
