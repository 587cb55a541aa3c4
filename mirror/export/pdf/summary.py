"""Summary: the report's first page: who and when, weeks, exercises, what changed, the plan, notes, and how it was measured."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from statistics import median
from typing import TYPE_CHECKING

from sqlalchemy import select

from mirror.export.pdf import fonts, plots, spoken
from mirror.export.pdf.adherence import Adherence
from mirror.export.pdf.plots import Box
from mirror.export.pdf.sheet import FAINT, Column, Sheet
from mirror.export.pdf.words import Words
from mirror.export.record import Record, end_of
from mirror.geometry.measures import base, sides
from mirror.review.landmarks import unit_of
from mirror.review.sets import main_signal
from mirror.sessions import schema

if TYPE_CHECKING:
    from mirror.exercises.core import Catalogue
    from mirror.geometry.camera import Calibration
    from mirror.review.core import Trend
    from mirror.sessions.reviews import Note
    from mirror.sessions.store import Store

_EXERCISES = (
    Column("Exercise", 21),
    Column("Sets", 4, "right"),
    Column("Full", 5, "right"),
    Column("Partial", 6, "right"),
    Column("Rejected", 7, "right"),
    Column("Held", 7, "right"),
    Column("Score", 5, "right"),
    Column("Range of motion, left · right", 26),
)
_AT_ONCE = 500
_MOST = {"exercises": 10, "trends": 7, "plans": 3, "notes": 4}
OVERRULED, OVERRULED_MORE = (
    "These are the mirror's own counts. A physiotherapist overruled 1 verdict; the pages of the sessions tell both.",
    "These are the mirror's own counts. A physiotherapist overruled {n} verdicts; the pages of the sessions tell both.",
)
TOO_FEW = "too few sessions"
TOO_LITTLE = "There are too few sessions to say whether anything changed beyond the measurement's own error."
COMPARISONS = ("and 1 further comparison", "and {n} further comparisons")
PLANS = ("and 1 further plan", "and {n} further plans")
EARLIER = ("and 1 earlier note", "and {n} earlier notes")
SOURCES: Mapping[str, str] = {
    "assumed": "assumed level",
    "not kept": "not recorded",
    "estimated": "estimated from the pose",
    "calibrated": "calibrated",
    "by hand": "set by hand",
}
"""How the camera's place was known."""
SCORES = (
    "Scores run from 0 to 100 and compare with how the exercise is meant, not with other people. Ranges of motion are medians"
    " over full repetitions; angles are estimates from pose landmarks. A change is called one only where it exceeds the minimal"
    " detectable change (95 %)."
)
_ORDER = ("improved", "worse", "changed")
"""What is told first."""


@dataclass(frozen=True, slots=True)
class Summary:
    """What the first page tells beside the sessions themselves. trends: (exercise, what changed); notes: on the person; ranges:
    by exercise, words."""

    records: Sequence[Record]
    trends: Sequence[tuple[str, Trend]] = ()
    plans: Sequence[Adherence] = ()
    notes: Sequence[Note] = ()
    ranges: dict[str, str] = field(default_factory=dict)

    @property
    def first(self) -> date:
        return self.records[0].started_at.date()

    @property
    def last(self) -> date:
        return max(record.started_at.date() for record in self.records)

    def who(self, say: Words) -> str:
        """The name, where it can be written; else whose id it is."""
        record = self.records[0]
        return say.who(record) if fonts.printable(say.who(record)) else say.person(record.person_id)


def page(sheet: Sheet, summary: Summary, catalogue: Catalogue) -> None:
    """One page; what does not fit is counted in words."""
    _head(sheet, summary)
    _weeks(sheet, summary)
    _exercises(sheet, summary, catalogue)
    measured = _measured(sheet.say, summary)
    # what stands below shares what is left, less what is always told at the end
    sheet.bottom += _height(sheet, measured) + 22.0
    _changes(sheet, summary)
    _plans(sheet, summary)
    _notes(sheet, summary)
    sheet.bottom -= _height(sheet, measured) + 22.0
    sheet.heading(sheet.say("How it was measured"))
    for words in measured:
        sheet.paragraph(words, 7.5, colour=FAINT)


def _head(sheet: Sheet, summary: Summary) -> None:
    records, say = summary.records, sheet.say
    sheet.line(say("Training report"), 20, bold=True, kind="H1")
    sheet.paragraph(summary.who(say), 13, lines=2)
    if summary.who(say) != say.who(records[0]):
        sheet.line(say("No font of this machine has the letters of the name."), 7.5, colour=FAINT)
    sets = [done for record in records for done in record.entry.sets]
    sessions = say.count(len(records), "1 session", "{n} sessions")
    days = len({record.started_at.date() for record in records})
    seconds = sum(end_of(done) - done.start_t for done in sets)
    parts = [
        say.period(summary.first, summary.last),
        say.count(days, "{sessions} on 1 day", "{sessions} on {n} days", sessions=sessions),
        say("{minutes} in {sets}", minutes=say.minutes(seconds), sets=say.count(len(sets), "1 set", "{n} sets")),
        say.count(sum(done.full for done in sets), "1 full repetition", "{n} full repetitions"),
    ]
    held = sum(done.hold_s or 0.0 for done in sets)
    if held:
        parts.append(say("{minutes} held", minutes=say.minutes(held)))
    sheet.paragraph(" · ".join(parts), 9.0, colour=FAINT, lines=2)


def _weeks(sheet: Sheet, summary: Summary) -> None:
    monday = summary.first - timedelta(days=summary.first.weekday())
    count = (summary.last - monday).days // 7 + 1
    values = [0.0] * count
    for record in summary.records:
        week = (record.started_at.date() - monday).days // 7
        values[week] += sum(end_of(done) - done.start_t for done in record.entry.sets)
    long = max(values) >= 120.0
    if long:
        values = [seconds / 60.0 for seconds in values]
    heading = sheet.say("Minutes in sets, week by week" if long else "Seconds in sets, week by week")
    sheet.heading(heading)
    height = 78.0
    labels = [sheet.say.brief(monday + timedelta(days=7 * week)) for week in range(count)]
    named = list(zip(labels, values, strict=True))
    with sheet.tags.figure(f"{heading}. {spoken.bars(sheet.say, named)}".strip()):
        plots.bars(sheet, Box(sheet.left, sheet.y - height, sheet.width, height), named, sheet.say("week of"))
    sheet.y -= height


def _exercises(sheet: Sheet, summary: Summary, catalogue: Catalogue) -> None:
    say = sheet.say
    sheet.heading(say("Exercises"))
    by_name: dict[str | None, list[tuple[Record, int]]] = {}
    for record in summary.records:
        for index, done in enumerate(record.entry.sets):
            by_name.setdefault(done.exercise, []).append((record, index))
    if not by_name:
        sheet.paragraph(say("No set was made."), colour=FAINT)
        return
    # the most repeated first, what was not recognised last
    names = sorted(by_name, key=lambda name: (name is None, -len(by_name[name]), name or ""))
    shown = names if len(names) <= _MOST["exercises"] else names[: _MOST["exercises"] - 1]
    rows = []
    for name in shown:
        sets = [record.entry.sets[index] for record, index in by_name[name]]
        scores = [done.score for done in sets if done.score is not None]
        held = sum(done.hold_s or 0.0 for done in sets)
        counts = [sum(getattr(done, kind) for done in sets) for kind in ("full", "partial", "rejected")]
        only_held = bool(held) and not any(counts)
        rows.append(
            [
                say.title(name, catalogue),
                say.number(len(sets)),
                *("" if only_held else say.number(count) for count in counts),
                say.minutes(held) if held else "",
                say.number(sum(scores) / len(scores)) if scores else "",
                summary.ranges.get(name or "", ""),
            ]
        )
    sheet.table(_EXERCISES, rows)
    rest = [record.entry.sets[index] for name in names[len(shown) :] for record, index in by_name[name]]
    if rest:
        full = sum(done.full for done in rest)
        exercises = say.count(len(names) - len(shown), "and 1 further exercise", "and {n} further exercises")
        how_many = say.count(len(rest), "1 set", "{n} sets")
        repetitions = say.count(full, "1 full repetition", "{n} full repetitions")
        sheet.line(f"{exercises}: {how_many}, {repetitions}", colour=FAINT)
    overruled = sum(len(record.overrules) for record in summary.records)
    if overruled:
        sheet.paragraph(say.count(overruled, OVERRULED, OVERRULED_MORE), 7.5, lines=2, colour=FAINT)


def _changes(sheet: Sheet, summary: Summary) -> None:
    say = sheet.say
    sheet.heading(say("What changed"))
    if summary.records[0].person_id is None:
        sheet.paragraph(say("These sessions are nobody's in particular, so nothing is compared over weeks."), colour=FAINT)
        return
    told = [one for one in summary.trends if one[1].change != TOO_FEW]
    told.sort(key=lambda one: _ORDER.index(one[1].change) if one[1].change in _ORDER else len(_ORDER))
    if not told:
        sheet.paragraph(say(TOO_LITTLE), colour=FAINT)
        return
    # a plan and notes come below and need their room
    most = _MOST["trends"] if summary.plans or summary.notes else 2 * _MOST["trends"]
    _each(sheet, [f"{title}: {say.told(trend.sentence)}" for title, trend in told], most, COMPARISONS, tall=3)


def _plans(sheet: Sheet, summary: Summary) -> None:
    if not summary.plans:
        return
    say = sheet.say
    sheet.heading(say("Plan"))
    lines = []
    for one in summary.plans:
        name = one.plan.title if not summary.records[0].nameless else say("Plan {id}", id=one.plan.id[:8])
        on = say.count(one.days, "trained on {trained} of 1 day", "trained on {trained} of {n} days", trained=one.trained)
        share = say.percent(one.done / one.sets)
        made = say("{done} of {sets} sets made ({share})", done=one.done, sets=one.sets, share=share)
        lines.append(f"{name}, {say.period(one.first, one.last)}: {on}, {made}.")
    _each(sheet, lines, _MOST["plans"], PLANS)


def _notes(sheet: Sheet, summary: Summary) -> None:
    if summary.records[0].nameless:
        sheet.heading(sheet.say("Notes"))
        sheet.paragraph(sheet.say("Left out, with names and reasons: free text may name somebody."), 7.5, colour=FAINT)
        return
    if not summary.notes:
        return
    sheet.heading(sheet.say("The physiotherapist's notes"))
    said = []
    for note in reversed(summary.notes):
        head = ", ".join(part for part in (sheet.say.day(note.at.date()), note.reviewer) if part)
        said.append(f"{head}: {note.text}")
    _each(sheet, said, _MOST["notes"], EARLIER)


def _each(sheet: Sheet, lines: Sequence[str], most: int, further: tuple[str, str], tall: int = 2) -> None:
    """Each as a paragraph of `tall` lines at most, as many as fit; the rest is counted."""
    done = 0
    for words in lines[:most]:
        height = min(tall, len(sheet.wrapped(words))) * 11.5 + 2.0
        if sheet.room < height + (12.0 if done + 1 < len(lines) else 0.0):
            break
        sheet.paragraph(words, lines=tall)
        sheet.y -= 2.0
        done += 1
    if done < len(lines):
        sheet.line(sheet.say.count(len(lines) - done, *further), colour=FAINT)


def _height(sheet: Sheet, paragraphs: Sequence[str]) -> float:
    return sum(len(sheet.wrapped(words, 7.5)) * 7.5 * 1.35 for words in paragraphs)


def _measured(say: Words, summary: Summary) -> list[str]:
    """A few sentences: the camera, the models, what figures mean."""
    records = summary.records
    held = [record.calibrations[-1][1] if record.calibrations else None for record in records]
    sources = Counter("not kept" if one is None else one.source for one in held)
    places = [
        say("{place} in {sessions}", place=say(SOURCES.get(name, name)), sessions=say.count(count, "1 session", "{n} sessions"))
        for name, count in sources.most_common()
    ]
    latest = next((one for one in reversed(held) if one is not None), None)
    camera = say("One camera; where it stands was {places}.", places=", ".join(places))
    models = records[-1].models
    named = ", ".join(f"{model.part} {model.name}" + (f" ({model.sha256[:8]})" if model.sha256 else "") for model in models)
    version = say("Program version {versions}.", versions=", ".join(sorted({record.entry.app_version for record in records})))
    used = say("Models of the last session: {models}.", models=named) if named else say("Models: not recorded.")
    return [f"{camera} {_camera(say, latest)}".strip(), f"{version} {used}", say(SCORES)]


def _camera(say: Words, known: Calibration | None) -> str:
    if known is None or known.source == "assumed":
        return ""
    parts = []
    if math.isfinite(known.height_m):
        parts.append(say("{length} high", length=say.length(known.height_m)))
    if math.isfinite(known.pitch_deg):
        tilt = say.number(abs(known.pitch_deg))
        parts.append(say("tilted {degrees}° up" if known.pitch_deg >= 0 else "tilted {degrees}° down", degrees=tilt))
    if math.isfinite(known.distance_m):
        parts.append(say("{length} away", length=say.length(known.distance_m)))
    return say("Last: {where}.", where=", ".join(parts)) if parts else ""


def ranges_of(store: Store, records: Sequence[Record], catalogue: Catalogue, say: Words) -> dict[str, str]:
    """By exercise: the main measure's range of motion, the median over the full repetitions, each side, in words."""
    ids = [record.id for record in records]
    g, r = schema.repetition_range, schema.repetition
    found: dict[tuple[str, str], list[float]] = {}
    same = (g.c.session_id == r.c.session_id) & (g.c.seq == r.c.seq)
    with store.reading() as connection:
        for start in range(0, len(ids), _AT_ONCE):
            query = select(r.c.exercise, g.c.measure, g.c.span).join(r, same).where(r.c.kind == "full", g.c.span.is_not(None))
            for exercise, measure, span in connection.execute(query.where(r.c.session_id.in_(ids[start : start + _AT_ONCE]))):
                found.setdefault((exercise, measure), []).append(span)
    said: dict[str, dict[str, str]] = {}
    for (exercise, measure), spans in sorted(found.items()):
        degrees = unit_of(measure) == "deg"
        value = say("{n}°", n=say.number(median(spans))) if degrees else say.number(median(spans), 2)
        said.setdefault(exercise, {})[measure] = value
    return {exercise: _range(main_signal(catalogue[exercise]), said[exercise], say) for exercise in said if exercise in catalogue}


def _range(name: str, said: Mapping[str, str], say: Words) -> str:
    """ "Knee: 93° · 94°", left before right; of one side alone it says which."""
    (first, *others) = said
    value = " · ".join(said.values()) if others or base(first) == first else f"{say.side(first)} {said[first]}"
    degrees = unit_of(sides(name)[0]) == "deg"
    return f"{say.measure(name)}: {value if degrees else say('{values} torso', values=value)}"
