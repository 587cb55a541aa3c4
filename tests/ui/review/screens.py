"""The review desk's pages as pictures: `python -m tests.ui.review.screens LOG.db OUT [--docs PAGE...]`.

Without --docs every page in both themes and two window sizes, to be looked at; with it those pages that the documentation shows
(person, session, set, plan), small.
The log is copied first: looking is noted in its audit.
"""

from __future__ import annotations

import argparse
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QCoreApplication, QEventLoop, Qt
from PySide6.QtGui import QImage, QImageWriter
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from mirror.sessions import Store, reviews
from mirror.sessions.reviews import About, PlanDraft, PlanItem
from mirror.settings import Settings
from ui.review.plan_editor import PlanEditor
from ui.review.style import Mode
from ui.review.verdict import VerdictDialog
from ui.review.window import ReviewWindow
from ui.theme import load_fonts

SIZES = ((1440, 900), (1280, 800))
MODES: tuple[Mode, ...] = ("dark", "light")


def settle(window: ReviewWindow) -> None:
    """Until nothing is read any more and everything is painted."""
    for _ in range(3):
        assert window.loader.wait(30.0)
        QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 30)


def best_session(store: Store) -> tuple[str, str]:
    """(profile name, session id): the newest that has most repetitions in a set."""
    rows = store.sessions()
    row = max(rows, key=lambda one: (one.full + one.partial + one.rejected, one.started_at))
    return row.profile or "", row.id


def furnish(store: Store, profile: str, id: str) -> None:
    """Notes, verdicts and a plan, as a physiotherapist would leave them."""
    person = next(one.id for one in store.profiles() if one.name == profile)
    sets = [one for one in store.session(id).sets if one.repetitions]
    reps = sets[0].repetitions
    reviews.add_note(store, About(person), "Left knee after meniscus repair in spring. No pain reported at 90 degrees so far.")
    reviews.add_note(store, About(person), "Works at a desk; prefers mornings.")
    reviews.add_note(store, About(None, id), "Tired today, stopped early by agreement.")
    reviews.add_note(store, About(None, id, sets[0].number), "Good control on the way down.")
    reviews.overrule(store, id, reps[1].seq, None, "partial", "the heel lifted before the bottom")
    names = [name for rep in reps for name in rep.mistakes]
    if names:
        rep = next(one for one in reps if names[0] in one.mistakes)
        reviews.overrule(store, id, rep.seq, names[0], "absent", "seen from the side it was not there")
    today = store.session(id).summary.started_at.date()
    items = (
        PlanItem(1, "squat", 3, 10, None, 0.9, 60.0, 0b0010101),
        PlanItem(2, "lunge", 2, 8, None, None, 60.0, 0b0010101),
        PlanItem(3, "plank", 3, None, 30.0, None, 45.0, 0b1101010),
        PlanItem(4, "shoulder_abduction", 2, 12, None, 1.0, 30.0),
    )
    draft = PlanDraft(
        person, "Knee, weeks 1 to 4", "Slowly down, no pain above 3 of 10.", today, today + timedelta(days=27), items
    )
    reviews.set_plan(store, draft)


@contextmanager
def desk(log: Path, mode: Mode, size: tuple[int, int], today: date) -> Iterator[ReviewWindow]:
    window = ReviewWindow(log, Settings(), today, mode=mode)
    window.resize(*size)
    window.show()
    try:
        settle(window)
        yield window
    finally:
        window.close()
        window.deleteLater()
        QCoreApplication.processEvents()


def pages(window: ReviewWindow, profile: str, id: str) -> Iterator[tuple[str, QWidget]]:
    """Every page, in the order in which one comes to it."""
    room = window.room
    assert room is not None
    yield "welcome", window
    room.side.load(profile)
    settle(window)
    person = room._person_page
    assert person is not None
    yield "person", window
    person.tabs.setCurrentWidget(person.year)
    settle(window)
    yield "year", window
    person.tabs.setCurrentWidget(person.plans)
    settle(window)
    yield "plan", window
    person.tabs.setCurrentWidget(person.notes)
    settle(window)
    yield "notes", window
    started = window.store.session(id).summary.started_at
    room.side.grid.choose(started.astimezone().date())
    settle(window)
    room.side.sessions.choose(id)
    room.side._choose_session(id)
    settle(window)
    yield "session", window
    assert room.session is not None
    number = next(one.number for one in room.session.entry.sets if one.repetitions)
    room.show_set(number)
    settle(window)
    assert room._set_page is not None
    room._set_page.choose(room.session.entry.sets[number - 1].repetitions[1].seq)
    settle(window)
    yield "set", window


def dialogs(window: ReviewWindow) -> Iterator[tuple[str, QDialog]]:
    """The dialogs, as they open."""
    from ui.review import help
    from ui.review.files import ExportDialog

    room, desk = window.room, window.desk
    assert room is not None
    assert desk is not None
    assert room.person is not None
    assert room.session is not None
    plan = reviews.plans(window.store, room.person.id or "")[0]
    yield "plan-editor", PlanEditor(desk, room.person.id or "", plan.starts_on, window, plan)
    entry = next(one for one in room.session.entry.sets if one.repetitions)
    titles = {name: desk.mistake(entry.exercise, name) for name in desk.mistakes(entry.exercise)}
    yield "verdict", VerdictDialog(entry.repetitions[1], {}, titles, window)
    yield "keys", help.keys(window)
    yield "not", help.what_this_is_not(desk.words, window)
    yield "who", help.WhoLooked(desk, window)
    yield "export", ExportDialog(room.sessions, room.person.name, window)


def save(widget: QWidget, file: Path, small: bool = False) -> None:
    """As PNG; `small`: with five bits a channel, packed as tightly as zlib can."""
    image = widget.grab().toImage()
    if small:
        plain = Qt.ImageConversionFlag.ThresholdDither
        image = image.convertToFormat(QImage.Format.Format_RGB555, plain).convertToFormat(QImage.Format.Format_RGB888)
    writer = QImageWriter(str(file), b"png")
    writer.setCompression(100)
    assert writer.write(image), writer.errorString()


def draw(log: Path, out: Path, docs: list[str]) -> None:
    """Write the pictures."""
    application = QApplication.instance() or QApplication(["screens"])
    assert application is not None
    load_fonts()
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "sessions.db"
        shutil.copy(log, copy)
        with Store(copy) as store:
            profile, id = best_session(store)
            furnish(store, profile, id)
            today = max(one.started_at for one in store.sessions()).date()
        for mode in MODES[:1] if docs else MODES:
            for size in SIZES[1:] if docs else SIZES:

                def name(page: str, mode: Mode = mode, size: tuple[int, int] = size) -> Path:
                    return out / (f"review-{page}.png" if docs else f"{page}-{mode}-{size[0]}.png")

                with desk(copy, mode, size, today) as window:
                    for page, widget in pages(window, profile, id):
                        if not docs or page in docs:
                            save(widget, name(page), small=bool(docs))
                    for page, dialog in () if docs else dialogs(window):
                        dialog.show()
                        settle(window)
                        save(dialog, name(page))
                        dialog.close()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("log", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--docs", nargs="+", default=[], choices=["person", "session", "set", "plan"])
    asked = parser.parse_args()
    draw(asked.log, asked.out, asked.docs)


if __name__ == "__main__":
    main()
