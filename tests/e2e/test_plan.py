"""A physiotherapist's plan in the log leads somebody through the real program, from the pixels."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

import numpy as np
import pytest

from mirror import paths
from mirror.avatar import Person, perform
from mirror.avatar.contact import anchors_of
from mirror.avatar.everyday import idle
from mirror.avatar.posture import joined, lay, row
from mirror.avatar.transition import morph, walk
from mirror.avatar.video import write_film
from mirror.exercises.core import load_exercise
from mirror.sessions import Recorder, Store, reviews
from mirror.sessions.reviews import PlanDraft, PlanItem
from tests.e2e.conftest import Mirror
from tests.e2e.newcomer import CAMERA, FPS

SETS = (("squat", 2), ("squat", 3), ("jumping_jack", 4))
"""What the person in the film does: less than the plan's first set asks for, but going on makes it up."""


def film(out: Path) -> None:
    """Comes in, stands, does the sets with a few seconds between them, and stands."""
    person, rng = Person(), np.random.default_rng(3)
    parts = [walk(person, (-2.2, 0.1), (0.0, 0.0), 0.0, FPS)]

    def stand(seconds: float) -> None:
        about = idle(person, rng, FPS, seconds, anchors_of(person, "feet", row({})))
        parts.append(morph(person, parts[-1], about, 0.4, FPS))
        parts.append(about)

    stand(5.5)  # set-up and 3-2-1
    for number, (name, reps) in enumerate(SETS):
        exercise = load_exercise(paths.exercises() / f"{name}.toml")
        work = perform(exercise, reps, person=person, lead_s=0.3, tail_s=0.4, fps=FPS, seed=number).state
        parts += [morph(person, parts[-1], work, 0.5, FPS), work]
        stand(4.5)
    write_film(lay(person, joined(parts)).points, CAMERA, out, fps=FPS, seed=0)


def at_midday(mirror: Mirror) -> date:
    """Puts the mirror where it is about midday, since a plan that is led over midnight is another day's; that place's date."""
    now = datetime.now(UTC)
    east = 12 - now.hour
    mirror.extra["TZ"] = f"<{east:+03d}>{-east:+d}"  # POSIX counts hours to the west
    return now.astimezone(timezone(timedelta(hours=east))).date()


def plan(mirror: Mirror, today: date) -> str:
    """Anna's: squats, jumping jacks, and lunges that she does not come to."""
    recorder = Recorder(mirror.database, profile="Anna")
    recorder.start()
    assert recorder.stop()
    with Store(mirror.database) as store:
        (anna,) = store.profiles()
        items = (
            PlanItem(1, "squat", 1, 5, None, None, 30.0),
            PlanItem(2, "jumping_jack", 1, 4, None, None, 30.0),
            PlanItem(3, "lunge", 1, 8, None, None, 30.0),
        )
        return reviews.set_plan(store, PlanDraft(anna.id, "Knees", "", today - timedelta(days=1), None, items))


@pytest.mark.timeout(600)
def test_the_plan_is_done_as_far_as_the_film_goes_and_the_log_knows_it(mirror: Mirror) -> None:
    id = plan(mirror, at_midday(mirror))
    path = mirror.home / "plan.mp4"
    film(path)
    result = mirror("run", "--headless", "--source", str(path), "--profile", "Anna", timeout=400)
    assert result.code == 0, result
    assert "Your plan for today: Squat, 5 times." in result.out
    assert "Well done. Now: Jumping jack, 4 times." in result.out
    with closing(sqlite3.connect(f"file:{mirror.database}?mode=ro", uri=True)) as log:
        told = [(name, json.loads(data)) for name, data in log.execute("select name, data from event order by seq")]
        kept = log.execute("select exercise, full, plan_position from exercise_set order by number").fetchall()
        led = log.execute("select plan_id from session where plan_id is not null").fetchall()
    assert [(data["position"], data["repetitions"]) for name, data in told if name == "PlanSetDone"] == [(1, 5), (2, 4)]
    assert [(data["done"], data["left"]) for name, data in told if name == "PlanEnded"] == [(2, 1)]
    assert kept == [("squat", 2, 1), ("squat", 3, 1), ("jumping_jack", 4, 2)]
    assert led == [(id,)]
    again = mirror("run", "--headless", "--source", str(path), "--profile", "Anna", "--for", "8", timeout=400)
    assert "Your plan for today: Lunge, 8 times." in again.out  # what was done today is not asked again
