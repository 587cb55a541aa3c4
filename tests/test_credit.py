"""What movements count as; and that the core has all it needs before anybody moves."""

from __future__ import annotations

import math
import subprocess
import sys
from pathlib import Path

from mirror.counting.counter import Movement
from mirror.counting.ledger import Ledger
from mirror.credit import CHOSEN_HELD_S, HELD_S, Credit
from mirror.geometry.body import body_from_pose
from mirror.geometry.camera import Calibration
from mirror.geometry.measures import measure
from mirror.naming import Meaning
from tests.acting import acted, always, catalogue

WATCHED = """
import json, sys
sys.path.insert(0, {root!r})
from mirror.trainer import Trainer
from tests.acting import acted, always, catalogue, watched
poses = acted("squat", 3, mistake="leaning_forward")
trainer = Trainer(catalogue(), always("squat"))
seen = []
def hook(event, args):
    if event in ("open", "import"):
        seen.append(f"{{event}} {{args[0]}}")
sys.addaudithook(hook)
closed = [e for o in watched(poses) for e in trainer.step(o).events if type(e).__name__ == "RepClosed"]
told = list(seen)
print(json.dumps({{"repetitions": len(closed), "seen": told}}))
"""


def seen(exercise: str, reps: int) -> tuple[Credit, Ledger, Meaning, float]:
    """The credit of an exercise that the avatar has just done, as long as it goes on to be meant."""
    ledger = Ledger(catalogue())
    meaning = Meaning(always(exercise), ledger.supports)
    t = 0.0
    for pose in acted(exercise, reps):
        body = body_from_pose(pose, Calibration())
        assert body is not None
        t = pose.t
        meaning.step(t, body, counting=True)
        ledger.step(t, measure(body), body.yaw_deg)
    return Credit(catalogue(), ledger, meaning, 0.5), ledger, meaning, t


def test_two_like_movements_are_a_set_and_one_is_none_until_the_end() -> None:
    credit, ledger, meaning, t = seen("squat", 3)
    assert credit.meant()[0] == "squat"
    chain = credit.chain("squat", -math.inf, t)
    assert [movement.kind for movement in chain] == ["full"] * 3
    assert credit.begun("squat", -math.inf, t) == chain[0].start_t
    first = chain[0].end_t + 0.5
    ledger._pending["squat"] = type(ledger._pending["squat"])(chain[:1])
    assert credit.begun("squat", -math.inf, first) is None
    assert credit.begun("squat", -math.inf, first, ending=True) == chain[0].start_t
    meaning.chosen = "squat"
    assert credit.begun("squat", -math.inf, first) == chain[0].start_t


def test_a_hold_that_nobody_chose_waits_longer() -> None:
    credit, ledger, meaning, t = seen("plank", 1)
    hold = ledger.holds["plank"]
    hold.reset()
    assert credit.begun("plank", 0.0, t) is None
    held = CHOSEN_HELD_S + 0.2
    for k in range(round(held * 30) + 10):
        hold.step(t + k / 30, 1.0)
    assert hold.holding
    assert CHOSEN_HELD_S < hold.seconds < HELD_S
    assert credit.begun("plank", 0.0, t) is None
    meaning.chosen = "plank"
    assert credit.begun("plank", 0.0, t) == hold.start_t


def test_what_was_rejected_stays_so() -> None:
    credit, _, _, _ = seen("squat", 1)
    rejected = Movement(1.0, 1.5, 2.0, 0.0, 0.9, "rejected", "too fast")
    assert credit.told("squat", rejected) is rejected


def test_no_file_is_read_and_nothing_imported_once_the_core_stands() -> None:
    """Both took 20 ms in a frame of somebody's first movement."""
    code = WATCHED.format(root=str(Path(__file__).parents[1]))
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == '{"repetitions": 3, "seen": []}'
