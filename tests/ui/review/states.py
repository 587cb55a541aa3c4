"""The states of the review desk that a log does not come to by itself: nobody there, a hold, thirty repetitions, all of them
overruled, long names, a database that is gone, a PIN that is refused. For `tests.ui.review.screens`."""

from __future__ import annotations

import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from mirror.avatar import Camera, perform, project_all
from mirror.avatar.noise import Noise
from mirror.pose.core import Pose
from mirror.sessions import Store, reviewers, reviews
from mirror.sessions.reviews import About, PlanDraft, PlanItem
from tests.acting import catalogue
from tests.review.logs import Rep, add_person, add_session, add_set
from ui.review.notes import NoteDialog
from ui.review.plan_editor import PlanEditor
from ui.review.set_page import SetPage
from ui.review.window import ReviewWindow

LONG = "Friederike-Annegret von Hohenstaufen-Schwarzenberg"
KOREAN = "김민서"
NOBODY_YET = "Gustav"
REVIEWER = "Dr. Wilhelmina Schmidt-Rottluff"
PIN = "2468"
AT = datetime(2026, 3, 10, 18, 30, tzinfo=UTC)
TODAY = date(2026, 3, 12)
NOTE = "\n".join(f"{i + 1}. Observation: the knee tracks over the second toe, the heel stays down, no pain." for i in range(20))
CAMERA = Camera(height_m=1.2, pitch_deg=-5.0, azimuth_deg=-35.0, distance_m=3.4, fov_deg=50.0)

Settle = Callable[[ReviewWindow], None]
Open = Callable[[Path], AbstractContextManager[ReviewWindow]]


def seen(exercise: str, reps: int, mistake: str | None = None, **how: float) -> tuple[list[Pose], list[tuple[float, float]]]:
    """What a camera and a network have of it, 16 a second, and from when to when each repetition took. how: see `perform`."""
    faulty = tuple(range(1, reps, 3))
    done = perform(catalogue()[exercise], reps, mistake=mistake, faulty=faulty, fps=16.0, seed=3, **how)  # type: ignore[arg-type]
    noisy = Noise(np.random.default_rng(5))
    poses = [noisy(pose) for pose in project_all(done.points, CAMERA).poses(done.t)]
    return [pose for pose in poses if pose is not None], [(float(a), float(b)) for a, b in done.bounds]


def repetitions(bounds: list[tuple[float, float]], mistake: str | None) -> list[Rep]:
    """Mostly full ones; every third has the mistake, some are partial or not counted."""
    out = []
    for i, (start, end) in enumerate(bounds):
        kind = "partial" if i % 7 == 4 else "rejected" if i % 11 == 8 else "full"
        wrong = (mistake,) if mistake is not None and i % 3 == 1 else ()
        score = None if kind == "rejected" else 62.0 if wrong else 88.0 + i % 9
        out.append(Rep(start, end - start, kind, score, mistakes=wrong))
    return out


def furnish(file: Path) -> str:
    """Who has a long name and a session with every kind of set, a Korean, and one who never trained. Returns the session."""
    with Store(file) as store:
        person = add_person(store, LONG)
        add_person(store, KOREAN)
        add_person(store, NOBODY_YET)
        session = add_session(store, person, AT)
        poses, bounds = seen("squat", 30, "knees_in")
        add_set(store, session, 1, "squat", repetitions(bounds, "knees_in"), poses, score=81.0)
        poses, bounds = seen("lateral_raise", 6)
        seqs = add_set(store, session, 2, "lateral_raise", repetitions(bounds, None), poses, score=90.0)
        poses, _ = seen("plank", 0, lead_s=30.0)
        add_set(store, session, 3, "plank", (), poses, hold_s=30.0, score=77.0)
        untracked = [(2.0 + 3.0 * i, 4.0 + 3.0 * i) for i in range(5)]
        add_set(store, session, 4, "squat", repetitions(untracked, "knees_in"), score=70.0)
        add_set(store, session, 5, None, (), poses[:1], ended=False)
        for i, seq in enumerate(seqs):
            verdict = ("partial", "rejected", "full")[i % 3]
            reviews.overrule(store, session, seq, None, verdict, "the arm was lifted with the trunk, not from the shoulder")
        reviews.add_note(store, About(person), NOTE)
        for week in range(1, 9):
            before = add_session(store, person, AT - timedelta(weeks=week))
            poses, bounds = seen("squat", 4)
            add_set(store, before, 1, "squat", repetitions(bounds, None), poses, score=75.0 + week)
        told = enumerate(("squat", "lateral_raise"), 1)
        items = tuple(PlanItem(i, name, 3, 12, None, 0.9, 60.0, 0b1111111) for i, name in told)
        draft = PlanDraft(person, "Knie und Schulter nach der Operation, Wochen 1 bis 4", "", TODAY, None, items)
        reviews.set_plan(store, draft)
    return session


@dataclass(frozen=True, slots=True)
class Furnished:
    """file: the log. session: its long one. settle: waits until all is read. open: another log's window."""

    file: Path
    session: str
    settle: Settle
    open: Open


def go(window: ReviewWindow, made: Furnished, number: int, nth: int | None = 1) -> SetPage:
    """To a set of the session; `nth`: the repetition that is chosen."""
    room = window.room
    assert room is not None
    if room.session is None:
        room.side.load(LONG)
        made.settle(window)
        room.side.grid.choose(AT.astimezone().date())
        made.settle(window)
        room.side._choose_session(made.session)
        made.settle(window)
    room.show_set(number)
    made.settle(window)
    page = room._set_page
    assert page is not None
    assert room.session is not None
    reps = room.session.entry.sets[number - 1].repetitions
    page.choose(reps[nth].seq if nth is not None and reps else None)
    made.settle(window)
    return page


def sets(made: Furnished) -> Iterator[tuple[str, QWidget]]:
    """Every kind of set, and what can be done with one."""
    with made.open(made.file) as window:
        page = go(window, made, 1, 4)
        yield "thirty", window
        assert page._plots is not None
        curves, mistakes, replay = page._plots.curves, page._plots.mistakes, page._plots.motion.view
        for _ in range(3):
            curves.zoom(1.5)
        mark = mistakes.lanes.view.mistakes[1] if mistakes.lanes.view is not None else None
        assert mark is not None
        QTest.mouseClick(mistakes.lanes, Qt.MouseButton.LeftButton, pos=mistakes.lanes.place_of(mark).toPoint())
        made.settle(window)
        yield "zoomed", window
        for view, name in ((curves, "curves"), (mistakes.lanes, "mistakes"), (replay, "replay"), (replay._scrubber, "slider")):
            view.setFocus(Qt.FocusReason.TabFocusReason)
            made.settle(window)
            yield f"focus-{name}", window
        curves.set_mode("repetition")
        page._plots.motion.compare.setCurrentIndex(1)
        replay._beside.setChecked(True)
        replay.set_angle("left_knee")
        replay.set_trail("knee")
        page.tabs.setCurrentWidget(page.notes)
        made.settle(window)
        yield "overlaid", window
        page.tabs.setCurrentWidget(page.detail)
        curves.set_mode("time")
        for number, name in ((2, "overruled"), (3, "hold"), (4, "no-track"), (5, "cut-off")):
            go(window, made, number)
            yield name, window


def people(made: Furnished) -> Iterator[tuple[str, QWidget]]:
    """Who has nothing yet, long names, much to read."""
    with made.open(made.file) as window:
        room = window.room
        assert room is not None
        room.side.load(NOBODY_YET)
        made.settle(window)
        yield "no-sessions", window
        room.side.load(KOREAN)
        made.settle(window)
        room._person_page.tabs.setCurrentWidget(room._person_page.plans)  # type: ignore[union-attr]
        made.settle(window)
        yield "no-plan", window
        room._person_page.tabs.setCurrentWidget(room._person_page.notes)  # type: ignore[union-attr]
        made.settle(window)
        yield "no-notes", window
        room.side.load(LONG)
        made.settle(window)
        page = room._person_page
        assert page is not None
        page.tabs.setCurrentIndex(0)
        room.side.grid.setFocus(Qt.FocusReason.TabFocusReason)
        made.settle(window)
        yield "long-name", window
        assert page._view is not None
        bar = page._view.verticalScrollBar()
        bar.setValue(bar.maximum())
        page._view.panels[-1].chart.setFocus(Qt.FocusReason.TabFocusReason)
        QTest.keyClick(page._view.panels[-1].chart, Qt.Key.Key_Left)
        made.settle(window)
        yield "trends-below", window
        page.tabs.setCurrentWidget(page.notes)
        page.notes.grid.choose(page.notes.grid.keys[0])
        made.settle(window)
        yield "long-note", window
        assert window.desk is not None
        yield "note-editor", NoteDialog("Rewrite", NOTE, window)
        assert room.person is not None
        editor = PlanEditor(window.desk, room.person.id or "", TODAY, window)
        editor.title.setText("Knee")
        editor.add("squat")
        editor.last.setDate(editor.first.date().addDays(-3))
        yield "plan-error", editor


def gone(made: Furnished) -> Iterator[tuple[str, QWidget]]:
    """The database goes while somebody works."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "sessions.db"
        with sqlite3.connect(made.file) as of, sqlite3.connect(copy) as to:
            of.backup(to)
        with made.open(copy) as window:
            go(window, made, 2)
            where = "mirror@clinic.example/mirror"
            sentence = f"The database {where} does not answer (server closed the connection unexpectedly)."
            window.loader.failed.emit(sentence)
            yield "database-gone", window


def doors(made: Furnished) -> Iterator[tuple[str, QWidget]]:
    """Who sits down: signing in, a wrong PIN, too many of them."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "sessions.db"
        with Store(file) as store:
            add_session(store, add_person(store, LONG), AT)
            reviewers.add(store, REVIEWER, PIN)
        with made.open(file) as window:
            yield "sign-in", window
            door = window._sign_in
            assert door is not None
            for name, times in (("pin-wrong", 1), ("pin-blocked", 3)):
                for _ in range(times):
                    door.pin.setText("1111")
                    door.enter()
                    made.settle(window)
                yield name, window
        with made.open(Path(folder) / "empty" / "sessions.db") as window:
            yield "empty-log", window


def every(made: Furnished) -> Iterator[tuple[str, QWidget]]:
    """All of them."""
    for part in (sets, people, gone, doors):
        yield from part(made)
