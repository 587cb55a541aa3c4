"""Summary: the report's first page: who and when, weeks, exercises, what changed, the plan, notes, and how it was measured."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from statistics import median
from typing import TYPE_CHECKING

from sqlalchemy import select

from mirror.export.pdf import fonts, plots
from mirror.export.pdf.adherence import Adherence
from mirror.export.pdf.plots import Box
from mirror.export.pdf.sheet import FAINT, Column, Sheet
from mirror.export.pdf.words import MONTHS, counted, minutes, period, short, title_of
from mirror.export.record import Record, end_of
from mirror.geometry.measures import INDEX, base
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
    Column("Exercise", 15),
    Column("Sets", 4, "right"),
    Column("Full", 5, "right"),
    Column("Partial", 6, "right"),
    Column("Rejected", 7, "right"),
    Column("Held", 7, "right"),
    Column("Score", 5, "right"),
    Column("Range of motion (median)", 24),
)
_AT_ONCE = 500
_MOST = {"exercises": 10, "trends": 7, "plans": 3, "notes": 4}
TOO_FEW = "too few sessions"
_ORDER = ("improved", "worse", "changed")
"""What is told first."""


@dataclass(frozen=True, slots=True)
class Summary:
    """What the first page tells beside the sessions themselves. notes: on the person; ranges: by exercise, words."""

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

    @property
    def who(self) -> str:
        """The name, where it can be written; else whose id it is."""
        record = self.records[0]
        return record.who if fonts.printable(record.who) else f"person {(record.person_id or '')[:8]}"


def page(sheet: Sheet, summary: Summary, catalogue: Catalogue) -> None:
    """One page; what does not fit is counted in words."""
    _head(sheet, summary)
    _weeks(sheet, summary)
    _exercises(sheet, summary, catalogue)
    measured = _measured(summary)
    # what stands below shares what is left, less what is always told at the end
    sheet.bottom += _height(sheet, measured) + 22.0
    _changes(sheet, summary)
    _plans(sheet, summary)
    _notes(sheet, summary)
    sheet.bottom -= _height(sheet, measured) + 22.0
    sheet.heading("How it was measured")
    for words in measured:
        sheet.paragraph(words, 7.5, colour=FAINT)


def _head(sheet: Sheet, summary: Summary) -> None:
    records = summary.records
    sheet.line("Training report", 20, bold=True)
    sheet.paragraph(summary.who, 13, lines=2)
    if summary.who != records[0].who:
        sheet.line("The name is in letters that this file cannot print.", 7.5, colour=FAINT)
    sets = [done for record in records for done in record.entry.sets]
    days = len({record.started_at.date() for record in records})
    parts = [
        period(summary.first, summary.last),
        f"{counted(len(records), 'session')} on {counted(days, 'day')}",
        f"{minutes(sum(end_of(done) - done.start_t for done in sets))} in {counted(len(sets), 'set')}",
        counted(sum(done.full for done in sets), "full repetition"),
    ]
    held = sum(done.hold_s or 0.0 for done in sets)
    if held:
        parts.append(f"{minutes(held)} held")
    sheet.line(" · ".join(parts), 9.0, colour=FAINT)


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
    sheet.heading(f"{'Minutes' if long else 'Seconds'} in sets, week by week")
    height = 78.0
    labels = [monday + timedelta(days=7 * week) for week in range(count)]
    named = [f"{at.day} {MONTHS[at.month - 1][:3]}" for at in labels]
    plots.bars(sheet, Box(sheet.left, sheet.y - height, sheet.width, height), list(zip(named, values, strict=True)), "week of")
    sheet.y -= height


def _exercises(sheet: Sheet, summary: Summary, catalogue: Catalogue) -> None:
    sheet.heading("Exercises")
    by_name: dict[str | None, list[tuple[Record, int]]] = {}
    for record in summary.records:
        for index, done in enumerate(record.entry.sets):
            by_name.setdefault(done.exercise, []).append((record, index))
    if not by_name:
        sheet.paragraph("No set was made.", colour=FAINT)
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
                title_of(name, catalogue),
                str(len(sets)),
                *("" if only_held else str(count) for count in counts),
                minutes(held) if held else "",
                f"{sum(scores) / len(scores):.0f}" if scores else "",
                summary.ranges.get(name or "", ""),
            ]
        )
    sheet.table(_EXERCISES, rows)
    rest = [record.entry.sets[index] for name in names[len(shown) :] for record, index in by_name[name]]
    if rest:
        full = sum(done.full for done in rest)
        words = counted(len(names) - len(shown), "further exercise")
        sheet.line(f"and {words}: {counted(len(rest), 'set')}, {counted(full, 'full repetition')}", colour=FAINT)
    overruled = sum(len(record.overrules) for record in summary.records)
    if overruled:
        words = f"These are the mirror's own counts. A physiotherapist overruled {counted(overruled, 'verdict')}"
        sheet.line(f"{words}; the pages of the sessions tell both.", 7.5, colour=FAINT)


def _changes(sheet: Sheet, summary: Summary) -> None:
    sheet.heading("What changed")
    if summary.records[0].person_id is None:
        sheet.paragraph("These sessions are nobody's in particular, so nothing is compared over weeks.", colour=FAINT)
        return
    told = [one for one in summary.trends if one[1].change != TOO_FEW]
    told.sort(key=lambda one: _ORDER.index(one[1].change) if one[1].change in _ORDER else len(_ORDER))
    if not told:
        words = "There are too few sessions to say whether anything changed beyond the measurement's own error."
        sheet.paragraph(words, colour=FAINT)
        return
    # a plan and notes come below and need their room
    most = _MOST["trends"] if summary.plans or summary.notes else 2 * _MOST["trends"]
    _each(sheet, [f"{title}: {trend.sentence}" for title, trend in told], most, "further comparison")


def _plans(sheet: Sheet, summary: Summary) -> None:
    if not summary.plans:
        return
    sheet.heading("Plan")
    lines = []
    for one in summary.plans:
        name = one.plan.title if not summary.records[0].nameless else f"Plan {one.plan.id[:8]}"
        share = round(100 * one.done / one.sets)
        days = f"{one.trained} of {counted(one.days, 'day')}"
        lines.append(f"{name}, {period(one.first, one.last)}: trained on {days}, {one.done} of {one.sets} sets made ({share} %).")
    _each(sheet, lines, _MOST["plans"], "further plan")


def _notes(sheet: Sheet, summary: Summary) -> None:
    if summary.records[0].nameless:
        sheet.heading("Notes")
        sheet.paragraph("Left out, with names and reasons: free text may name somebody.", 7.5, colour=FAINT)
        return
    if not summary.notes:
        return
    sheet.heading("The physiotherapist's notes")
    said = []
    for note in reversed(summary.notes):
        head = ", ".join(part for part in (short(note.at.date()), note.reviewer) if part)
        said.append(f"{head}: {note.text}")
    _each(sheet, said, _MOST["notes"], "earlier note")


def _each(sheet: Sheet, lines: Sequence[str], most: int, further: str) -> None:
    """Each as a paragraph of two lines at most, as many as fit; the rest is counted."""
    done = 0
    for words in lines[:most]:
        height = min(2, len(fonts.wrapped(fonts.legible(words), 8.5, sheet.width))) * 11.5 + 2.0
        if sheet.room < height + (12.0 if done + 1 < len(lines) else 0.0):
            break
        sheet.paragraph(words, lines=2)
        sheet.y -= 2.0
        done += 1
    if done < len(lines):
        sheet.line(f"and {counted(len(lines) - done, further)}", colour=FAINT)


def _height(sheet: Sheet, paragraphs: Sequence[str]) -> float:
    return sum(len(fonts.wrapped(fonts.legible(words), 7.5, sheet.width)) * 7.5 * 1.35 for words in paragraphs)


def _measured(summary: Summary) -> list[str]:
    """A few sentences: the camera, the models, what figures mean."""
    records = summary.records
    held = [record.calibrations[-1][1] if record.calibrations else None for record in records]
    sources = Counter("not kept" if one is None else one.source for one in held)
    words = {"assumed": "assumed level", "not kept": "not recorded"}
    places = ", ".join(f"{words.get(name, name)} in {counted(count, 'session')}" for name, count in sources.most_common())
    latest = next((one for one in reversed(held) if one is not None), None)
    camera = f"One camera; where it stands was {places}. {_camera(latest)}".strip()
    models = records[-1].models
    named = ", ".join(f"{model.part} {model.name}" + (f" ({model.sha256[:8]})" if model.sha256 else "") for model in models)
    versions = sorted({record.entry.app_version for record in records})
    models_used = f"Models of the last session: {named}." if named else "Models: not recorded."
    return [
        camera,
        f"Program version {', '.join(versions)}. {models_used}",
        "Scores run from 0 to 100 and compare with how the exercise is meant, not with other people. Angles are estimates from"
        " pose landmarks. A change is called one only where it exceeds the minimal detectable change (95 %).",
    ]


def _camera(known: Calibration | None) -> str:
    if known is None:
        return ""
    parts = [
        (known.height_m, f"{known.height_m:.2f} m high"),
        (known.pitch_deg, f"tilted {abs(known.pitch_deg):.0f}° {'up' if known.pitch_deg >= 0 else 'down'}"),
        (known.distance_m, f"{known.distance_m:.1f} m away"),
    ]
    told = ", ".join(words for value, words in parts if math.isfinite(value))
    return f"Last: {told}." if told and known.source != "assumed" else ""


def ranges_of(store: Store, records: Sequence[Record], catalogue: Catalogue) -> dict[str, str]:
    """By exercise: the main measure's range of motion over the full repetitions, each side, in words."""
    ids = [record.id for record in records]
    g, r = schema.repetition_range, schema.repetition
    found: dict[tuple[str, str], list[float]] = {}
    same = (g.c.session_id == r.c.session_id) & (g.c.seq == r.c.seq)
    with store.reading() as connection:
        for start in range(0, len(ids), _AT_ONCE):
            query = select(r.c.exercise, g.c.measure, g.c.span).join(r, same).where(r.c.kind == "full", g.c.span.is_not(None))
            for exercise, measure, span in connection.execute(query.where(r.c.session_id.in_(ids[start : start + _AT_ONCE]))):
                found.setdefault((exercise, measure), []).append(span)
    said: dict[str, list[str]] = {}
    for (exercise, measure), spans in sorted(found.items()):
        value = f"{median(spans):.0f}°" if unit_of(measure) == "deg" else f"{median(spans):.2f} torso"
        side = measure.partition("_")[0] if base(measure) != measure else measure.replace("_", " ")
        said.setdefault(exercise, []).append(f"{side} {value}")
    names = {exercise: main_signal(catalogue[exercise]) for exercise in said if exercise in catalogue}
    return {
        exercise: " · ".join(said[exercise]) if name in INDEX else f"{name.replace('_', ' ')}: {' · '.join(said[exercise])}"
        for exercise, name in names.items()
    }
