"""Session: a page of the report for one session: its sets, curves and mistakes, what was overruled, what was written about it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from mirror.errors import SessionError
from mirror.export.pdf import plots
from mirror.export.pdf.plots import Box, Mark, Stretch
from mirror.export.pdf.sheet import FAINT, Column, Sheet
from mirror.export.pdf.words import counted, day, joint, listed, minutes, pairwise, title_of
from mirror.export.record import Record, end_of
from mirror.geometry.measures import sides
from mirror.review.sets import main_signal, set_view

if TYPE_CHECKING:
    from mirror.exercises.core import Catalogue
    from mirror.review.core import MeasureView, SetView
    from mirror.sessions.store import SetEntry, Store

PANEL = (146.0, 196.0)
"""Least and largest height of a set's curves, scores and time line."""
LEGEND = (
    "On the time line: full repetitions dark, partial ones light, rejected ones hollow; a triangle is a mistake (red: danger,"
    " brown: form, olive: style), hollow where the physiotherapist sees none; R: the physiotherapist judged the repetition."
)
_SETS = (
    Column("Set", 4),
    Column("Exercise", 15),
    Column("Full", 6, "right"),
    Column("Partial", 6, "right"),
    Column("Rejected", 7, "right"),
    Column("Held", 5, "right"),
    Column("Score", 5, "right"),
    Column("Mistakes (repetitions)", 22),
)
_MOST_ROWS = 12
_MOST_NOTES = 4


def page(sheet: Sheet, store: Store, record: Record, catalogue: Catalogue) -> None:
    """Everything on this one page; what does not fit is counted in words."""
    _head(sheet, record)
    if not record.entry.sets:
        sheet.paragraph("No set was made in this session.", colour=FAINT)
    else:
        _table(sheet, record, catalogue)
    said = _said(record, catalogue)
    below = 36.0 if not said else 62.0 + 12.0 * min(len(said), _MOST_NOTES + 1)
    room = max(sheet.room - below, 0.0)
    shown = _panels(record, catalogue, int(room // PANEL[0]))
    for done in shown:
        _panel(sheet, store, record, done, catalogue, min(PANEL[1], room / len(shown)))
    _left_out(sheet, record, shown, catalogue)
    if shown:
        sheet.paragraph(LEGEND, 6.5, lines=2, colour=FAINT)
    if said:
        sheet.heading("From the physiotherapist")
        _lines(sheet, said)


def _head(sheet: Sheet, record: Record) -> None:
    zone = "" if record.zone_known else " (UTC; the mirror's own time is not known)"
    sheet.line(f"{day(record.started_at)}, {record.started_at:%H:%M}{zone}", 15, bold=True)
    seconds = sum(end_of(done) - done.start_t for done in record.entry.sets)
    parts = [f"{minutes(seconds)} in {counted(len(record.entry.sets), 'set')}"] if record.entry.sets else []
    if record.entry.summary.ended_at is None:
        parts.append("cut off: the program ended before the session did")
    elif record.entry.sets:
        parts.append(f"ended at {record.ended_at:%H:%M}")
    if record.plan_id is not None:
        parts.append("led by a plan")
    if parts:
        sheet.line(" · ".join(parts), colour=FAINT)
    sheet.y -= 2.0


def _table(sheet: Sheet, record: Record, catalogue: Catalogue) -> None:
    sets = record.entry.sets
    shown = sets if len(sets) <= _MOST_ROWS else sets[: _MOST_ROWS - 1]
    sheet.table(_SETS, [_row(record, done, catalogue) for done in shown])
    rest = sets[len(shown) :]
    if rest:
        full, partial, rejected = (sum(getattr(done, kind) for done in rest) for kind in ("full", "partial", "rejected"))
        held = sum(done.hold_s or 0.0 for done in rest)
        words = f"and {counted(len(rest), 'further set')}: {full} full, {partial} partial, {rejected} rejected"
        sheet.line(words + (f", {held:.0f} s held" if held else ""), colour=FAINT)


def _row(record: Record, done: SetEntry, catalogue: Catalogue) -> list[str]:
    reviewed = record.reviewed_counts(done)
    machine = {"full": done.full, "partial": done.partial, "rejected": done.rejected}

    def count(kind: str) -> str:
        if done.hold_s is not None and not machine[kind]:
            return ""
        both = reviewed is not None and reviewed.get(kind, 0) != machine[kind]
        return f"{machine[kind]} → {(reviewed or {}).get(kind, 0)}" if both else str(machine[kind])

    names: dict[str, int] = {}
    for rep in done.repetitions:
        for name in rep.mistakes:
            names[name] = names.get(name, 0) + 1
    for name, times in {} if done.repetitions else done.mistakes.items():
        names[name] = times
    return [
        str(done.number),
        title_of(done.exercise, catalogue) + ("" if done.end_t is not None else ", cut off"),
        *(count(kind) for kind in ("full", "partial", "rejected")),
        "" if done.hold_s is None else f"{done.hold_s:.0f} s",
        "" if done.score is None else f"{done.score:.0f}",
        ", ".join(f"{_mistake(done, name, catalogue)} {times}" for name, times in sorted(names.items(), key=lambda n: -n[1])),
    ]


def _mistake(done: SetEntry, name: str, catalogue: Catalogue) -> str:
    exercise = catalogue.get(done.exercise or "")
    known = {} if exercise is None else {mistake.name: mistake.title for mistake in exercise.mistakes}
    return known.get(name, name.replace("_", " ").capitalize())


def _panels(record: Record, catalogue: Catalogue, fitting: int) -> list[SetEntry]:
    """The sets whose curves are drawn: of each exercise the one with the most repetitions, then further ones, in their order."""
    known = [done for done in record.entry.sets if done.exercise in catalogue]
    largest: dict[str, SetEntry] = {}
    for done in known:
        name = done.exercise or ""
        if name not in largest or len(done.repetitions) > len(largest[name].repetitions):
            largest[name] = done
    first = list(largest.values())
    chosen = (first + [done for done in known if done not in first])[:fitting]
    return sorted(chosen, key=lambda done: done.number)


def _left_out(sheet: Sheet, record: Record, shown: Sequence[SetEntry], catalogue: Catalogue) -> None:
    """Says which sets have no curves here, and why."""
    rest = [done for done in record.entry.sets if done not in shown]
    unnamed = [done.number for done in rest if done.exercise not in catalogue]
    others = [done.number for done in rest if done.exercise in catalogue]
    words = []
    if others:
        which = f"{'Set' if len(others) == 1 else 'Sets'} {listed(others)}"
        words.append(f"{which}: in the table only, for want of room.")
    if unnamed:
        which = f"{'Set' if len(unnamed) == 1 else 'Sets'} {listed(unnamed)}"
        words.append(f"{which}: the exercise is not known, so there are no curves.")
    if words:
        sheet.paragraph(" ".join(words), 7.5, lines=2, colour=FAINT)


def _panel(sheet: Sheet, store: Store, record: Record, done: SetEntry, catalogue: Catalogue, height: float) -> None:
    exercise = catalogue[done.exercise or ""]
    bottom = sheet.y - height
    view = _view(store, record, done, catalogue)
    main = main_signal(exercise)
    sheet.text(sheet.left, sheet.y - 13.0, f"Set {done.number}: {exercise.title}", 9.5, bold=True)
    unit = "degrees" if _unit(view, main) == "deg" else "torso lengths"
    what = f"{main.replace('_', ' ').capitalize()}, {unit}, over the {'set' if not done.repetitions else 'repetition'}"
    split = sheet.left + 0.66 * sheet.width
    sheet.text(sheet.left, sheet.y - 24.0, what, 7.0, colour=FAINT)
    sheet.text(split + 12.0, sheet.y - 24.0, "Score by joint, 0 to 100", 7.0, colour=FAINT)
    box = Box(sheet.left, bottom + 32.0, split - sheet.left, height - 60.0)
    measures = _measures(view, main)
    if measures:
        plots.curves(sheet, box, measures, hold=not done.repetitions)
    else:
        words = "No landmarks of this set were kept, so there are no curves."
        sheet.text(box.x + 26.0, box.y + box.height / 2, words, 7.5, colour=FAINT)
    joints = {joint(name): done.joints[name] for name in sorted(done.joints, key=pairwise)} or _joints_of(done)
    if joints:
        plots.scores(sheet, Box(split + 12.0, bottom + 36.0, sheet.right - split - 12.0, height - 64.0), joints)
    else:
        sheet.text(split + 12.0, box.y + box.height / 2, "No joint was scored.", 7.5, colour=FAINT)
    _timeline(sheet, Box(sheet.left, bottom + 8.0, sheet.width, 24.0), record, done, view)
    sheet.y = bottom


def _view(store: Store, record: Record, done: SetEntry, catalogue: Catalogue) -> SetView | None:
    try:
        return set_view(store, record.id, done.number, catalogue)
    except SessionError:
        # a track that is broken or newer than this program: the page is told without its curves
        return None


def _unit(view: SetView | None, main: str) -> str:
    found = _measures(view, main)
    return found[0].curve.unit if found else "deg"


def _measures(view: SetView | None, main: str) -> list[MeasureView]:
    return [] if view is None else [view.measures[name] for name in sides(main) if name in view.measures]


def _joints_of(done: SetEntry) -> dict[str, float | None]:
    """Of a set that was cut off: the means over its repetitions."""
    values: dict[str, list[float]] = {}
    for rep in done.repetitions:
        for name, score in rep.joints.items():
            values.setdefault(name, []).extend([] if score is None else [score])
    order = sorted(values, key=pairwise)
    return {joint(name): sum(values[name]) / len(values[name]) if values[name] else None for name in order}


def _timeline(sheet: Sheet, box: Box, record: Record, done: SetEntry, view: SetView | None) -> None:
    start = done.start_t
    stretches = [
        Stretch(rep.start_t - start, rep.end_t - start, record.kind_of(rep) or rep.kind, record.kind_of(rep) is not None)
        for rep in done.repetitions
    ]
    absent = {(o.seq, o.mistake) for o in record.overruled(done) if o.verdict == "absent"}
    marks = [Mark(m.t - start, m.severity, (m.seq, m.mistake) in absent) for m in (() if view is None else view.mistakes)]
    plots.timeline(sheet, box, end_of(done) - start, stretches, marks)


def _said(record: Record, catalogue: Catalogue) -> list[str]:
    """What a reviewer overruled and wrote, a line each; both verdicts are told."""
    said = []
    for done in record.entry.sets:
        index = {rep.seq: (i, rep) for i, rep in enumerate(done.repetitions, 1)}
        for one in record.overruled(done):
            number, rep = index[one.seq]
            if one.mistake is None:
                words = f"the mirror: {rep.kind}, {one.reviewer or 'the reviewer'}: {one.verdict}"
            else:
                machine = "present" if one.mistake in rep.mistakes else "absent"
                name = _mistake(done, one.mistake, catalogue)
                words = f"{name}, the mirror: {machine}, {one.reviewer or 'the reviewer'}: {one.verdict}"
            reason = f" ({one.reason})" if one.reason else ""
            said.append(f"Set {done.number}, movement {number}: {words}{reason}")
    for note in record.notes:
        where = "" if note.about.set_number is None else f", set {note.about.set_number}"
        said.append(f"{note.reviewer or 'Note'}{where}: {note.text}")
    return said


def _lines(sheet: Sheet, said: Sequence[str]) -> None:
    fitting = max(1, min(int(sheet.room // 12.0), _MOST_NOTES + 1))
    shown = said if len(said) <= fitting else said[: fitting - 1]
    for one in shown:
        sheet.line(one)
    if len(said) > len(shown):
        sheet.line(
            f"and {counted(len(said) - len(shown), 'further verdict or note', 'further verdicts and notes')}", colour=FAINT
        )
