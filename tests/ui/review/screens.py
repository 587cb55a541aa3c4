"""The review desk as pictures: `python -m tests.ui.review.screens LOG.db OUT [--only pages states languages] [--docs PAGE...]`.

To be looked at: every page in both themes and two window sizes; every state that a log does not come to by itself
(`tests.ui.review.states`) in both themes; every page in every other language. With --docs those pages alone that the docs
show (person, session, set, plan), small.
The log is copied first: looking is noted in its audit. What the desk keeps elsewhere (wrong PINs) goes into a folder of its own.
"""

from __future__ import annotations

import argparse
import itertools
import os
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from datetime import date, timedelta
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QCoreApplication, QEventLoop, Qt
from PySide6.QtGui import QImage, QImageWriter
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from mirror.language import CODES
from mirror.sessions import Store, reviews
from mirror.sessions.reviews import About, PlanDraft, PlanItem
from mirror.settings import Settings
from tests.ui.review import states
from ui import languages
from ui.review.plan_editor import PlanEditor
from ui.review.style import Mode
from ui.review.verdict import VerdictDialog
from ui.review.window import ReviewWindow
from ui.theme import load_fonts

SIZES = ((1440, 900), (1280, 800))
MODES: tuple[Mode, ...] = ("dark", "light")
PARTS = ("pages", "states", "languages")


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
def desk(log: Path, mode: Mode, size: tuple[int, int], today: date, settings: Settings | None = None) -> Iterator[ReviewWindow]:
    window = ReviewWindow(log, settings or Settings(), today, mode=mode)
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


def draw_states(out: Path) -> None:
    """Every state, in both themes."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "sessions.db"
        session = states.furnish(file)
        for mode in MODES:
            # a log of its own for each: wrong PINs and looks are kept in it

            def opened(log: Path, mode: Mode = mode) -> AbstractContextManager[ReviewWindow]:
                return desk(log, mode, SIZES[1], states.TODAY)

            for state, widget in states.every(states.Furnished(file, session, settle, opened)):
                if widget.isHidden():
                    widget.show()
                    QCoreApplication.processEvents()
                save(widget, out / f"state-{state}-{mode}.png")
                if isinstance(widget, QDialog):
                    widget.close()


def draw_languages(log: Path, out: Path) -> None:
    """Every page in every language but English; in the one size and theme, then in the other."""
    application = QApplication.instance()
    assert application is not None
    others = [code for code in CODES if code != "en"]
    try:
        for at, code in enumerate(others):
            languages.install(application, code)
            settings = Settings()
            settings = settings.model_copy(update={"general": settings.general.model_copy(update={"language": code})})
            draw_pages(log, out, (MODES[at % 2],), (SIZES[1],), settings, f"{code}-")
    finally:
        languages.install(application, "en")


def draw_pages(
    log: Path, out: Path, modes: Sequence[Mode], sizes: Sequence[tuple[int, int]], settings: Settings, prefix: str = ""
) -> None:
    """Every page and every dialog."""
    with furnished(log) as (copy, profile, id, today):
        for mode, size in itertools.product(modes, sizes):
            with desk(copy, mode, size, today, settings) as window:
                for page, widget in itertools.chain(pages(window, profile, id), dialogs(window)):
                    if widget.isHidden():
                        widget.show()
                        settle(window)
                    save(widget, out / f"{prefix}{page}-{mode}-{size[0]}.png")
                    if isinstance(widget, QDialog):
                        widget.close()


def draw_docs(log: Path, out: Path, docs: list[str]) -> None:
    """The documentation's pages."""
    with furnished(log) as (copy, profile, id, today), desk(copy, MODES[0], SIZES[1], today) as window:
        for page, widget in pages(window, profile, id):
            if page in docs:
                save(widget, out / f"review-{page}.png", small=True)


@contextmanager
def furnished(log: Path) -> Iterator[tuple[Path, str, str, date]]:
    """A copy of the log with a reviewer's work in it: file, who is shown, their session, the day it is."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "sessions.db"
        shutil.copy(log, copy)
        with Store(copy) as store:
            profile, id = best_session(store)
            furnish(store, profile, id)
            today = max(one.started_at for one in store.sessions()).date()
        yield copy, profile, id, today


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("log", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--only", nargs="+", default=list(PARTS), choices=PARTS)
    parser.add_argument("--docs", nargs="+", default=[], choices=["person", "session", "set", "plan"])
    asked = parser.parse_args()
    application = QApplication.instance() or QApplication(["screens"])
    assert application is not None
    load_fonts()
    asked.out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as own:
        for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME"):
            os.environ[name] = str(Path(own) / name)
        if asked.docs:
            draw_docs(asked.log, asked.out, asked.docs)
            return
        if "pages" in asked.only:
            draw_pages(asked.log, asked.out, MODES, SIZES, Settings())
        if "states" in asked.only:
            draw_states(asked.out)
        if "languages" in asked.only:
            draw_languages(asked.log, asked.out)


if __name__ == "__main__":
    main()
