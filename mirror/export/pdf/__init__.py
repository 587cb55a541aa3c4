"""PDF: a report that a physiotherapist would put in a file: a page of summary, then a page a session; no pictures, only lines."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import datetime
from typing import TYPE_CHECKING

from reportlab import rl_config
from reportlab.lib.pagesizes import A4, LETTER
from reportlab.pdfgen.canvas import Canvas

import mirror
from mirror.errors import SessionError
from mirror.export.form import ExportError, Paper
from mirror.export.pdf import fonts, session, summary
from mirror.export.pdf.adherence import adherence
from mirror.export.pdf.sheet import FAINT, HEADER, MARGIN, RULE, Sheet
from mirror.export.pdf.summary import Summary
from mirror.export.pdf.tags import Tags
from mirror.export.pdf.words import Words
from mirror.notice import NOTICE
from mirror.review.ranges import digest
from mirror.review.trends import trends
from mirror.sessions import reviews

if TYPE_CHECKING:
    from mirror.exercises.core import Catalogue
    from mirror.export.record import Record
    from mirror.language import Language
    from mirror.sessions.store import Store

SIZES = {Paper.A4: A4, Paper.LETTER: LETTER}


def report(
    store: Store,
    records: Sequence[Record],
    catalogue: Catalogue,
    now: datetime,
    paper: Paper = Paper.A4,
    language: Language | None = None,
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> bytes:
    """The file. The same log and the same `now` (aware) give the same bytes. language: None: English, metric.

    Raises ExportError where the sessions are several people's: a report is about one.
    """
    people = {record.person_id for record in records}
    if len(people) > 1:
        raise ExportError(f"These sessions are of {len(people)} people, and a report is about one: say --profile NAME.")
    fonts.glyphs()
    # streams as bytes: a fifth smaller than as ASCII, and quicker
    rl_config.useA85 = 0
    say = Words(language)
    told = _summary(store, records, catalogue, say)
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=SIZES[paper], invariant=1, pageCompression=1, lang=say.code, initialFontName=fonts.REGULAR)
    _describe(canvas, told, say, now)
    tags = Tags(canvas)
    total = 1 + len(records)
    for number in range(1, total + 1):
        sheet = Sheet(tags, SIZES[paper], say)
        with tags.artifact():
            _frame(sheet, told, now, number, total)
        with tags.element("Sect"):
            if number == 1:
                canvas.bookmarkPage("summary")
                canvas.addOutlineEntry(say("Summary"), "summary")
                summary.page(sheet, told, catalogue)
            else:
                record = records[number - 2]
                canvas.bookmarkPage(record.id)
                canvas.addOutlineEntry(f"{say.day(record.started_at)}, {say.clock(record.started_at)}", record.id)
                session.page(sheet, store, record, catalogue)
        canvas.showPage()
        tags.page_shown()
        progress(number, total)
    tags.write()
    canvas.save()
    return out.getvalue()


def _summary(store: Store, records: Sequence[Record], catalogue: Catalogue, say: Words) -> Summary:
    person = records[0].person_id
    # a log that cannot be written keeps the ranges that it has
    with suppress(SessionError):
        digest(store, person, catalogue=catalogue)
    made = Summary(records, ranges=summary.ranges_of(store, records, catalogue, say))
    if person is None:
        return made
    exercises = dict.fromkeys(done.exercise for record in records for done in record.entry.sets if done.exercise in catalogue)
    compared = [
        (say.title(name, catalogue), trend)
        for name in exercises
        if name is not None
        for trend in trends(store, person, name, made.last, catalogue=catalogue)
    ]
    plans = (adherence(plan, records, made.first, made.last) for plan in reviews.plans(store, person, withdrawn=True))
    notes = () if records[0].nameless else reviews.notes(store, reviews.About(person))
    return Summary(records, compared, [plan for plan in plans if plan is not None], notes, made.ranges)


def _describe(canvas: Canvas, told: Summary, say: Words, now: datetime) -> None:
    """What readers show of the file: title, dates, what it is not."""
    who = fonts.composed(say.who(told.records[0]))
    canvas.setTitle(f"{say('Training report')}, {who}, {say.period(told.first, told.last)}")
    canvas.setAuthor(say("Training mirror"))
    canvas.setSubject(say.told(NOTICE))
    canvas.setCreator(f"Training mirror {mirror.__version__}")
    canvas.setViewerPreference("DisplayDocTitle", "true")
    offset = now.strftime("%z")
    stamp = f"D:{now:%Y%m%d%H%M%S}{offset[:3]}'{offset[3:5]}'"
    canvas.setDateFormatter(lambda *_: stamp)


def _frame(sheet: Sheet, told: Summary, now: datetime, number: int, total: int) -> None:
    """Header and footer."""
    canvas, say = sheet.canvas, sheet.say
    top = sheet.top + HEADER - 9.0
    sheet.text(sheet.left, top, f"{say('Training report')} · {told.who(say)}", 7.5, colour=FAINT, room=0.6 * sheet.width)
    sheet.text(sheet.right, top, say.period(told.first, told.last), 7.5, colour=FAINT, align="right")
    canvas.setStrokeColor(RULE)
    canvas.setLineWidth(0.5)
    canvas.line(sheet.left, top - 5.0, sheet.right, top - 5.0)
    person = told.records[0].person_id
    whose = f" · {say.person(person)}" if person else ""
    made = say("made on {date}", date=say.day(now))
    sheet.text(sheet.left, MARGIN, f"{say('Training mirror')} {mirror.__version__}{whose} · {made}", 7.0, colour=FAINT)
    sheet.text(sheet.right, MARGIN, say("Page {n} of {m}", n=number, m=total), 7.0, colour=FAINT, align="right")
    sheet.text(sheet.left, MARGIN + 9.5, say.told(NOTICE), 6.5, colour=FAINT, room=sheet.width)
