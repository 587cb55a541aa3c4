"""Session: a page of the report for one session: its sets, curves and mistakes, what was overruled, what was written about it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from mirror.errors import SessionError
from mirror.export.pdf import plots, spoken
from mirror.export.pdf.plots import Box, Mark, Stretch
from mirror.export.pdf.sheet import FAINT, Column, Sheet
from mirror.export.pdf.words import Words, pairwise
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
    Column("Exercise", 18),
    Column("Full", 6, "right"),
    Column("Partial", 6, "right"),
    Column("Rejected", 7, "right"),
    Column("Held", 5, "right"),
    Column("Score", 5, "right"),
    Column("Mistakes (repetitions)", 21),
)
ONLY_IN_TABLE, ONLY_IN_TABLES = (
    "Set {sets}: in the table only, for want of room.",
    "Sets {sets}: in the table only, for want of room.",
)
NOT_KNOWN, NOT_KNOWNS = (
    "Set {sets}: the exercise is not known, so there are no curves.",
    "Sets {sets}: the exercise is not known, so there are no curves.",
)
AXES: Mapping[tuple[str, bool], str] = {
    ("deg", False): "{measure}, degrees, over the repetition",
    ("deg", True): "{measure}, degrees, over the set",
    ("torsos", False): "{measure}, torso lengths, over the repetition",
    ("torsos", True): "{measure}, torso lengths, over the set",
}
"""What the curves show, by unit and whether it is over the whole set."""
_MOST_ROWS = 12
_MOST_NOTES = 4


def page(sheet: Sheet, store: Store, record: Record, catalogue: Catalogue) -> None:
    """Everything on this one page; what does not fit is counted in words."""
    say = sheet.say
    _head(sheet, record)
    if not record.entry.sets:
        sheet.paragraph(say("No set was made in this session."), colour=FAINT)
    else:
        _table(sheet, record, catalogue)
    said = _said(say, record, catalogue)
    below = 36.0 if not said else 62.0 + 12.0 * min(len(said), _MOST_NOTES + 1)
    room = max(sheet.room - below, 0.0)
    shown = _panels(record, catalogue, int(room // PANEL[0]))
    for done in shown:
        _panel(sheet, store, record, done, catalogue, min(PANEL[1], room / len(shown)))
    _left_out(sheet, record, shown, catalogue)
    if shown:
        sheet.paragraph(say(LEGEND), 6.5, lines=2, colour=FAINT)
    if said:
        sheet.heading(say("From the physiotherapist"), "H3")
        _lines(sheet, said)


def _head(sheet: Sheet, record: Record) -> None:
    say, sets = sheet.say, record.entry.sets
    begun = f"{say.weekday(record.started_at)}, {say.clock(record.started_at)}"
    if not record.zone_known:
        begun = say("{when} (UTC; the mirror's own time is not known)", when=begun)
    sheet.line(begun, 15, bold=True, kind="H2")
    seconds = sum(end_of(done) - done.start_t for done in sets)
    parts = (
        [say("{minutes} in {sets}", minutes=say.minutes(seconds), sets=say.count(len(sets), "1 set", "{n} sets"))] if sets else []
    )
    if record.entry.summary.ended_at is None:
        parts.append(say("cut off: the program ended before the session did"))
    elif sets:
        parts.append(say("ended at {time}", time=say.clock(record.ended_at)))
    if record.plan_id is not None:
        parts.append(say("led by a plan"))
    if parts:
        sheet.line(" · ".join(parts), colour=FAINT)
    sheet.y -= 3.0


def _table(sheet: Sheet, record: Record, catalogue: Catalogue) -> None:
    sets = record.entry.sets
    shown = sets if len(sets) <= _MOST_ROWS else sets[: _MOST_ROWS - 1]
    say = sheet.say
    sheet.table(_SETS, [_row(say, record, done, catalogue) for done in shown])
    rest = sets[len(shown) :]
    if rest:
        full, partial, rejected = (sum(getattr(done, kind) for done in rest) for kind in ("full", "partial", "rejected"))
        held = sum(done.hold_s or 0.0 for done in rest)
        left_out = say.count(len(rest), "and 1 further set", "and {n} further sets")
        counts = say("{full} full, {partial} partial, {rejected} rejected", full=full, partial=partial, rejected=rejected)
        how_long = f", {say('{minutes} held', minutes=say.minutes(held))}" if held else ""
        sheet.line(f"{left_out}: {counts}{how_long}", colour=FAINT)


def _row(say: Words, record: Record, done: SetEntry, catalogue: Catalogue) -> list[str]:
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
    mistakes = sorted(names.items(), key=lambda seen: -seen[1])
    return [
        str(done.number),
        say.title(done.exercise, catalogue) + ("" if done.end_t is not None else f", {say('cut off')}"),
        *(count(kind) for kind in ("full", "partial", "rejected")),
        "" if done.hold_s is None else say.minutes(done.hold_s),
        "" if done.score is None else say.number(done.score),
        ", ".join(f"{say.mistake(done.exercise, name, catalogue)} {times}" for name, times in mistakes),
    ]


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
    say, words = sheet.say, []
    for numbers, one, more in ((others, ONLY_IN_TABLE, ONLY_IN_TABLES), (unnamed, NOT_KNOWN, NOT_KNOWNS)):
        if numbers:
            words.append(say(one if len(numbers) == 1 else more, sets=say.listed(numbers)))
    if words:
        sheet.paragraph(" ".join(words), 7.5, lines=2, colour=FAINT)


def _panel(sheet: Sheet, store: Store, record: Record, done: SetEntry, catalogue: Catalogue, height: float) -> None:
    exercise, say = catalogue[done.exercise or ""], sheet.say
    bottom = sheet.y - height
    view = _view(store, record, done, catalogue)
    main, hold = main_signal(exercise), not done.repetitions
    with sheet.tags.element("H3"):
        title = say("Set {n}: {exercise}", n=done.number, exercise=say.title(done.exercise, catalogue))
        sheet.text(sheet.left, sheet.y - 13.0, title, 9.5, bold=True, room=sheet.width)
    what = say(AXES["torsos" if _unit(view, main) == "torsos" else "deg", hold], measure=say.measure(main))
    split = sheet.left + 0.66 * sheet.width
    box = Box(sheet.left, bottom + 32.0, split - sheet.left, height - 60.0)
    measures = _measures(view, main)
    with sheet.tags.figure(f"{what}. {spoken.curves(say, measures)}".strip()):
        sheet.text(sheet.left, sheet.y - 24.0, what, 7.0, colour=FAINT, room=box.width)
        if measures:
            plots.curves(sheet, box, measures, hold=hold)
        else:
            words = say("No landmarks of this set were kept, so there are no curves.")
            sheet.text(box.x + 26.0, box.y + box.height / 2, words, 7.5, colour=FAINT, room=box.width - 26.0)
    named = done.joints or _joints_of(done)
    joints = {say.measure(name): named[name] for name in sorted(named, key=pairwise)}
    beside = Box(split + 12.0, bottom + 36.0, sheet.right - split - 12.0, height - 64.0)
    head = say("Score by joint, 0 to 100")
    with sheet.tags.figure(f"{head}. {spoken.scores(say, joints)}".strip()):
        sheet.text(beside.x, sheet.y - 24.0, head, 7.0, colour=FAINT, room=beside.width)
        if joints:
            plots.scores(sheet, beside, joints)
        else:
            sheet.text(beside.x, box.y + box.height / 2, say("No joint was scored."), 7.5, colour=FAINT, room=beside.width)
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
    return {name: sum(scores) / len(scores) if scores else None for name, scores in values.items()}


def _timeline(sheet: Sheet, box: Box, record: Record, done: SetEntry, view: SetView | None) -> None:
    start = done.start_t
    stretches = [
        Stretch(rep.start_t - start, rep.end_t - start, record.kind_of(rep) or rep.kind, record.kind_of(rep) is not None)
        for rep in done.repetitions
    ]
    absent = {(o.seq, o.mistake) for o in record.overruled(done) if o.verdict == "absent"}
    marks = [Mark(m.t - start, m.severity, (m.seq, m.mistake) in absent) for m in (() if view is None else view.mistakes)]
    with sheet.tags.figure(spoken.timeline(sheet.say, stretches, marks)):
        plots.timeline(sheet, box, end_of(done) - start, stretches, marks)


def _said(say: Words, record: Record, catalogue: Catalogue) -> list[str]:
    """What a reviewer overruled and wrote, a line each; both verdicts are told."""
    said = []
    for done in record.entry.sets:
        index = {rep.seq: (i, rep) for i, rep in enumerate(done.repetitions, 1)}
        for one in record.overruled(done):
            number, rep = index[one.seq]
            machine = rep.kind if one.mistake is None else "present" if one.mistake in rep.mistakes else "absent"
            words = say(
                "the mirror: {machine}, {reviewer}: {verdict}",
                machine=say.kind(machine),
                reviewer=one.reviewer or say("the reviewer"),
                verdict=say.kind(one.verdict),
            )
            if one.mistake is not None:
                words = f"{say.mistake(done.exercise, one.mistake, catalogue)}, {words}"
            reason = f" ({one.reason})" if one.reason else ""
            said.append(say("Set {n}, movement {m}: {words}", n=done.number, m=number, words=words) + reason)
    for note in record.notes:
        who = note.reviewer or say("Note")
        where = note.about.set_number
        said.append(f"{who if where is None else say('{who}, set {n}', who=who, n=where)}: {note.text}")
    return said


def _lines(sheet: Sheet, said: Sequence[str]) -> None:
    fitting = max(1, min(int(sheet.room // 12.0), _MOST_NOTES + 1))
    shown = said if len(said) <= fitting else said[: fitting - 1]
    for one in shown:
        sheet.line(one)
    if len(said) > len(shown):
        left = len(said) - len(shown)
        words = sheet.say.count(left, "and 1 further verdict or note", "and {n} further verdicts and notes")
        sheet.line(words, colour=FAINT)
