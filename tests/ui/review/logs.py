"""A small log for the desk: two people, a few sessions, one of them with landmarks."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import numpy as np

from mirror.pose.core import Pose
from mirror.sessions import Store
from tests.review.logs import Rep, add_person, add_session, add_set
from tests.sessions.runs import seen

TODAY = date(2026, 3, 12)
AT = datetime(2026, 3, 10, 18, 30, tzinfo=UTC)
REPS = tuple(
    Rep(2.0 + 3.0 * i, 2.0, kind, score, mistakes=mistakes)
    for i, (kind, score, mistakes) in enumerate(
        (("full", 91.0, ()), ("full", 62.0, ("knees_in",)), ("partial", 48.0, ()), ("rejected", None, ()), ("full", 88.0, ()))
    )
)


def poses(seconds: float = 18.0) -> list[Pose]:
    """Somebody who stands there, 16 times a second."""
    found = [seen(float(t)).pose for t in np.arange(0.0, seconds, 1 / 16)]
    return [pose for pose in found if pose is not None]


def furnish(file: Path) -> tuple[str, str]:
    """Anna's session with three sets (squats with landmarks, a plank, one that was cut off) and one of last week; Ben without
    any. Returns Anna's id and that of the session."""
    with Store(file) as store:
        anna = add_person(store, "Anna")
        add_person(store, "Ben")
        session = add_session(store, anna, AT)
        add_set(store, session, 1, "squat", REPS, poses(), score=80.0)
        add_set(store, session, 2, "plank", (), poses(), hold_s=30.0, score=90.0)
        add_set(store, session, 3, None, (), poses()[:1], ended=False)
        before = add_session(store, anna, AT.replace(day=3), ended=False)
        add_set(store, before, 1, "squat", REPS[:2], score=70.0)
    return anna, session
