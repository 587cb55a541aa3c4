"""Table: sessions as CSV, a line a repetition (and one a hold), for a spreadsheet.

The columns of one session's table (`mirror.sessions.exchange.csv_of`) stay as they are and where they are: the fixed ones, then
a column for each joint. What a reviewer said, seconds held, and what the view was worth follow after them.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from typing import TYPE_CHECKING

from mirror.export.record import Record, end_of
from mirror.sessions.exchange import COLUMNS, cell, number, repetition_cells

if TYPE_CHECKING:
    from mirror.sessions.store import RepetitionEntry, SetEntry

REVIEWED = ("reviewed_kind", "reviewed_mistakes", "review_reason", "note", "hold_s")
"""After the joints. Empty where nobody overruled or wrote anything."""
SEEN = ("view", "yaw_deg", "untold")
"""After these: good, fair or poor; how far the person had turned; joints without a score, and why ("hip:view;left_knee:unseen").
Empty where an older program logged it."""


def as_csv(records: Sequence[Record]) -> str:
    """Times in seconds from each session's start; lines end with CRLF (RFC 4180)."""
    joints = sorted({joint for r in records for s in r.entry.sets for rep in s.repetitions for joint in rep.joints})
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow([*COLUMNS, *map(cell, joints), *REVIEWED, *SEEN])
    for record in records:
        who = record.name if record.name is not None else record.person_id
        for done in record.entry.sets:
            for rep in done.repetitions:
                cells = repetition_cells(record.entry, who, done, rep)
                scores = [number(rep.joints.get(joint)) for joint in joints]
                writer.writerow([*cells, *scores, *_reviewed(record, done, rep), "", *_seen(rep)])
            if done.hold_s is not None:
                scores = [number(done.joints.get(joint)) for joint in joints]
                beside = ["", "", "", _notes(record, done.number, None), number(done.hold_s)]
                writer.writerow([*_hold(record, who, done), *scores, *beside, *_seen(done)])
    return out.getvalue()


def _reviewed(record: Record, done: SetEntry, rep: RepetitionEntry) -> list[str]:
    mistakes = record.mistakes_of(rep)
    reasons = [o.reason for o in record.overruled(done) if o.seq == rep.seq and o.reason]
    return [
        record.kind_of(rep) or "",
        "" if mistakes is None else cell(";".join(mistakes)) or "none",
        cell(" / ".join(reasons)),
        _notes(record, done.number, rep.seq),
    ]


def _seen(one: RepetitionEntry | SetEntry) -> list[str]:
    untold = ";".join(f"{joint}:{why}" for joint, why in sorted(one.untold.items()))
    return [cell(one.view), number(one.yaw_deg), cell(untold)]


def _notes(record: Record, set_number: int, seq: int | None) -> str:
    return cell(" / ".join(note.text for note in record.notes_on(set_number) if note.about.seq == seq))


def _hold(record: Record, who: str | None, done: SetEntry) -> list[str]:
    """A hold in the columns of a repetition: without a number, its mistakes those of the set."""
    start = record.entry.start_t
    return [
        *(
            cell(record.id),
            cell(who),
            record.entry.summary.started_at.isoformat(),
            str(done.number),
            cell(done.exercise),
            "",
            "hold",
        ),
        *(number(done.start_t - start), number(end_of(done) - start), "", "", number(done.score)),
        *(cell(";".join(done.mistakes)), ""),
    ]
