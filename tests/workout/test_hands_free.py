"""Choosing, selecting and going back: by gesture, by command, from every stage; and the quick check."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from mirror import events as ev
from mirror.avatar import Camera, Person, project_all
from mirror.avatar.posture import joined, lay
from mirror.avatar.signals import signal
from mirror.avatar.transition import held, stance, stay
from mirror.commands import Back, ChooseExercise, Command, Move, Pause, Select, SetPlan, Start, Stop, SwitchCamera
from mirror.observation import Observation
from mirror.pose.core import Pose
from mirror.snapshot import Snapshot
from mirror.trainer import Trainer
from mirror.workout import LEGAL, Goals, Timing, Workout
from mirror.workout.check import NOTHING
from mirror.workout.goals import ALL_DONE, REST_OVER
from mirror.workout.menu import ANYTHING, QUICK_CHECK, WHO, exercises
from mirror.workout.plan import Plan, PlanItem
from tests.acting import FRONT, acted, always, catalogue, nobody, watched

FPS = 15.0
_SIGNALLED: dict[str, tuple[Pose, ...]] = {}


def workout(says: str | None = "squat", **how: object) -> Workout:
    return Workout(Trainer(catalogue(), always(says)), **how)  # type: ignore[arg-type]


def signalled(name: str, start_t: float, hold_s: float | None = None) -> list[Pose]:
    """Somebody stands and gives a signal; 2.6 s and more."""
    key = f"{name} {hold_s}"
    if key not in _SIGNALLED:
        person = Person.random(3)
        here = stay(held(person, {}, anchors=stance(person)), 0.2, FPS)
        points = lay(person, joined([here, signal(person, here, name, FPS, hold_s=hold_s)])).points
        _SIGNALLED[key] = project_all(points, FRONT).poses(np.arange(len(points)) / FPS)
    return [Pose(start_t + p.t, p.image, p.world, p.visibility, p.width, p.height, p.score, p.track) for p in _SIGNALLED[key]]


class Session:
    """Drives a Workout and remembers everything."""

    def __init__(self, core: Workout) -> None:
        self.core = core
        self.events: list[ev.Event] = []
        self.snapshots: list[Snapshot] = []
        self.t = 0.0

    def see(self, observations: Sequence[Observation]) -> None:
        for observation in observations:
            step = self.core.step(observation)
            self.events += step.events
            self.snapshots.append(step.snapshot)
        self.t = observations[-1].t

    def poses(self, poses: Sequence[Pose]) -> None:
        self.see(watched(poses))

    def do(self, exercise: str, reps: int, **how: object) -> None:
        self.poses(acted(exercise, reps, start_t=round(self.t + 0.1, 2), **how))  # type: ignore[arg-type]

    def stand(self, seconds: float) -> None:
        self.do("squat", 0, lead_s=seconds, tail_s=0.1)

    def signal(self, name: str, hold_s: float | None = None) -> None:
        self.poses(signalled(name, self.t + 0.1, hold_s))

    def say(self, *commands: Command) -> None:
        for command in commands:
            self.events += self.core.apply(command)

    @property
    def stages(self) -> list[str]:
        return [e.stage for e in self.events if isinstance(e, ev.StageChanged)]

    @property
    def last(self) -> Snapshot:
        return self.snapshots[-1]

    def full(self) -> int:
        return sum(isinstance(e, ev.RepClosed) and e.kind == "full" for e in self.events)


def test_the_menu_has_what_was_used_first_and_the_quick_check_one_step_to_the_left() -> None:
    offered = exercises(catalogue(), ["lunge", "no_such_thing"], "push_up")
    names = [choice.name for choice in offered.choices]
    assert names[:3] == [ANYTHING, "lunge", "squat"]
    assert names[-1] == QUICK_CHECK
    assert len(names) == len(set(names)) == len(catalogue()) + 3
    assert offered.choices[offered.selected].name == "push_up"


def test_a_newcomer_by_gestures_alone() -> None:
    """Wake, choose squat, set-up, five repetitions, rest, summary, sleep."""
    session = Session(workout(None))
    session.stand(0.8)
    session.signal("point_right", hold_s=0.8)
    assert session.last.stage == "choosing"
    menu = session.last.menu
    assert menu is not None
    assert menu.choices[menu.selected].name == ANYTHING
    session.signal("point_right", hold_s=0.8)
    session.signal("raise_left")
    assert session.core.trainer.chosen == "squat"
    session.stand(5.0)
    assert session.last.stage == "live"
    session.do("squat", 5)
    session.stand(6.0)
    assert session.last.stage == "rest"
    session.signal("cross_arms")
    assert session.last.stage == "summary"
    assert [s.full for s in session.last.finished] == [5]
    session.signal("cross_arms")
    assert session.last.stage == "asleep"
    session.stand(2.0)
    assert session.last.stage == "asleep"
    session.signal("raise_right")
    assert session.core.stage in ("setup", "countdown")


def test_the_ring_is_in_the_snapshot() -> None:
    session = Session(workout(None))
    session.stand(0.5)
    session.signal("point_left")
    rings = [s.gesture for s in session.snapshots if s.gesture is not None]
    assert {g.name for g in rings} == {"point_left"}
    assert max(g.progress for g in rings) == 1.0
    assert session.stages[-1] == "choosing"


def test_a_hand_that_is_raised_as_the_set_ends_means_the_rest() -> None:
    session = Session(workout())
    session.stand(6.0)
    session.do("squat", 3, tail_s=2.0)
    assert session.core.trainer.running
    session.signal("raise_left", hold_s=3.0)
    assert session.last.stage in ("rest", "paused")


def test_a_raised_hand_pauses_a_set_and_goes_on() -> None:
    session = Session(workout())
    session.stand(6.0)
    session.do("squat", 3, tail_s=0.2)
    assert session.core.trainer.running
    session.signal("raise_left", hold_s=1.8)
    assert session.last.stage == "paused"
    assert session.full() == 3
    session.signal("raise_left")
    assert session.last.stage == "rest"


def test_pointing_says_nothing_in_a_set() -> None:
    session = Session(workout())
    session.stand(6.0)
    session.do("squat", 3, tail_s=0.3)
    assert session.core.trainer.running
    session.say(Move(1))
    assert session.core.stage == "live"


def test_the_rest_goes_on_while_something_else_is_chosen() -> None:
    session = Session(workout())
    session.stand(6.0)
    session.do("squat", 2)
    session.stand(6.0)
    before = session.last.rest_left_s
    assert before is not None
    session.say(Move(1), Move(1))
    session.stand(2.0)
    session.say(Select())
    session.stand(0.2)
    assert session.last.stage == "rest"
    assert session.last.rest_left_s == pytest.approx(before - 2.5, abs=0.3)
    assert session.core.trainer.chosen == session.core._used[0]


def test_the_end_of_the_rest_is_said_once() -> None:
    session = Session(workout(timing=Timing(rest=6.0)))
    session.stand(6.0)
    session.do("squat", 2)
    session.stand(14.0)
    said = [e.text for e in session.events if isinstance(e, ev.CueReleased)]
    assert said.count(REST_OVER) == 1
    assert session.last.stage == "rest"


def test_a_menu_goes_round_and_closes_by_itself() -> None:
    session = Session(workout(None))
    session.stand(0.5)
    session.say(Move(1), Move(-1))
    session.stand(0.1)
    menu = session.last.menu
    assert menu is not None
    assert menu.selected == len(menu.choices) - 1
    session.stand(31.0)
    assert session.last.menu is None
    assert session.stages[:3] == ["setup", "choosing", "setup"]


def test_who_trains_is_asked_where_there_are_several() -> None:
    session = Session(workout(None, people=("Ada", "Bo"), person="Bo"))
    session.stand(0.6)
    menu = session.last.menu
    assert menu is not None
    assert (menu.title, menu.selected) == (WHO, 1)
    session.signal("point_left", hold_s=0.8)
    session.signal("raise_left")
    assert [e.profile for e in session.events if isinstance(e, ev.ProfileChosen)] == ["Ada"]
    assert session.core.stage in ("setup", "countdown")
    silent = Session(workout(None, people=("Ada", "Bo")))
    silent.stand(20.0)
    assert silent.last.stage == "live"
    alone = Session(workout(None, people=("Ada",)))
    alone.stand(1.0)
    assert "choosing" not in alone.stages


def test_whoever_begins_while_being_asked_who_it_is_loses_nothing() -> None:
    session = Session(workout(people=("Ada", "Bo")))
    session.do("squat", 4)
    assert session.full() == 4
    assert session.stages[:3] == ["setup", "choosing", "live"]


def test_a_sets_goal_ends_the_set_and_the_last_sets_the_session() -> None:
    session = Session(workout(goals=Goals(repetitions=3, sets=2)))
    session.stand(6.0)
    session.do("squat", 5, tail_s=0.2)
    ended = [e for e in session.events if isinstance(e, ev.SetEnded)]
    assert [e.full for e in ended][:1] == [3]
    assert "That was 3." in [e.text for e in session.events if isinstance(e, ev.CueReleased)]
    session.do("squat", 4)
    session.stand(2.0)
    said = [e.text for e in session.events if isinstance(e, ev.CueReleased)]
    assert ALL_DONE in said
    assert session.last.stage == "summary"
    assert [s.full for s in session.last.finished] == [3, 3]


def test_a_quick_check_records_judges_and_shows_again() -> None:
    session = Session(workout(timing=Timing(check=12.0)))
    session.stand(0.6)
    session.say(Move(-1), Move(-1))
    session.stand(0.1)
    menu = session.last.menu
    assert menu is not None
    assert menu.choices[menu.selected].name == QUICK_CHECK
    session.say(Select())
    session.stand(5.0)
    assert session.last.stage == "live"
    assert session.last.recording_s is not None
    session.do("squat", 4, mistake="knees_in", faulty=(1, 2))
    session.stand(4.0)
    assert session.last.stage == "paused"
    replay = session.last.replay
    assert replay is not None
    assert session.last.recording_s is None
    assert replay.exercise == "squat"
    assert replay.end - replay.start == pytest.approx(12.0, abs=0.2)
    assert replay.start <= replay.position <= replay.end
    assert replay.pose is not None
    assert sum(mark.kind == "rep" for mark in replay.marks) >= 3
    knees = [mark for mark in replay.marks if mark.kind == "mistake"]
    assert knees
    assert all(replay.start <= mark.start <= mark.end <= replay.end + 1.0 for mark in replay.marks)
    cue = next(m.cue for m in catalogue()["squat"].mistakes if m.name == "knees_in")
    assert replay.verdict == f"4 repetitions. {cue}"
    assert [e.text for e in session.events if isinstance(e, ev.CueReleased)][-1] == cue
    session.say(Back())
    session.stand(0.5)
    assert session.last.replay is None
    assert session.last.stage == "rest"


def test_a_quick_check_of_nothing_says_so_and_one_that_is_left_is_forgotten() -> None:
    session = Session(workout(None, timing=Timing(check=3.0)))
    session.stand(0.6)
    session.say(Move(-1), Move(-1), Select())
    session.stand(9.0)
    assert session.last.replay is not None
    assert session.last.replay.verdict == NOTHING
    session.say(Select(), Move(1), Move(-1), Select())
    session.stand(5.0)
    session.say(Select())
    session.stand(6.0)
    assert session.last.stage == "paused"
    assert session.last.replay is None


PLAN = Plan("p1", "Legs", (PlanItem(1, "squat", 2, 2, range_share=1.2, rest_s=4.0), PlanItem(2, "plank", 1, hold_s=5.0)))


class Inputs(RuleBasedStateMachine):
    """From every stage each input does the sensible thing, and one step leads back."""

    @initialize(people=st.sampled_from([(), ("Ada", "Bo")]))
    def begin(self, people: tuple[str, ...]) -> None:
        self.session = Session(
            workout("squat", timing=Timing(gone=4.0, summary=3.0, rest=5.0, check=4.0), goals=Goals(3, 2), people=people)
        )
        self.heard = 0

    def check(self) -> None:
        fresh, self.heard = self.session.events[self.heard :], len(self.session.events)
        for event in fresh:
            if isinstance(event, ev.StageChanged):
                assert event.stage in LEGAL[event.before]
        assert [e.seq for e in self.session.events] == list(range(1, len(self.session.events) + 1))

    @property
    def stage(self) -> str:
        return self.session.core.stage

    @rule(seconds=st.sampled_from([0.5, 2.0, 5.0]))
    def stand(self, seconds: float) -> None:
        self.session.stand(seconds)
        self.check()

    @rule(reps=st.integers(1, 3))
    def squat(self, reps: int) -> None:
        self.session.do("squat", reps, tail_s=0.5)
        self.check()

    @rule(seconds=st.sampled_from([1.0, 5.0, 8.0]))
    def away(self, seconds: float) -> None:
        self.session.see(nobody(self.session.t, seconds, fps=8.0))
        self.check()

    @rule(step=st.sampled_from([-1, 1, 2]))
    def move(self, step: int) -> None:
        before, running = self.stage, self.session.core.trainer.running
        shown = self.session.core._replay is not None
        self.session.say(Move(step))
        open_now = before not in ("asleep", "calibrating", "camera_off") and not (before == "live" and running) and not shown
        assert self.stage == ("choosing" if open_now else before)
        self.check()

    @rule()
    def select(self) -> None:
        before = self.stage
        self.session.say(Select())
        wanted = {
            "asleep": {"setup", "choosing"},
            "summary": {"setup", "choosing"},
            "setup": {"countdown"},
            "countdown": {"paused"},
            "live": {"paused"},
            "rest": {"live"},
            "paused": {"setup", "rest"},
            "choosing": {"setup", "rest", "choosing", "calibrating"},
            "calibrating": {"calibrating"},
            "camera_off": {"asleep"},
        }
        assert self.stage in wanted[before]
        self.check()

    @rule()
    def back(self) -> None:
        before, shown = self.stage, self.session.core._replay is not None
        origin = self.session.core._origin[0]
        self.session.say(Back())
        wanted = {
            "asleep": "asleep",
            "camera_off": "camera_off",
            "summary": "asleep",
            "calibrating": "setup",
            "choosing": "setup" if origin == "countdown" else origin,
        }
        assert self.stage == wanted.get(before, "rest" if shown else "summary")
        self.check()

    @rule(plan=st.sampled_from([None, PLAN]))
    def plan(self, plan: Plan | None) -> None:
        self.session.say(SetPlan(plan))
        self.check()

    @rule(on=st.booleans())
    def camera(self, on: bool) -> None:
        before = self.stage
        self.session.say(SwitchCamera(on=on))
        assert self.stage == ("camera_off" if not on else "asleep" if before == "camera_off" else before)
        self.check()

    @precondition(lambda self: self.stage not in ("asleep", "camera_off"))
    @rule()
    def one_step_back_from_everywhere(self) -> None:
        for _ in range(4):
            if self.stage == "asleep":
                break
            before = self.stage
            self.session.say(Back())
            assert self.stage != before or before == "asleep"
        assert self.stage == "asleep"
        self.check()

    @rule(name=st.sampled_from(["raise_left", "cross_arms", "point_left", "point_right"]))
    def gesture(self, name: str) -> None:
        self.session.signal(name, hold_s=2.0)
        self.check()

    @rule(command=st.sampled_from([Start(), Pause(), Stop(), ChooseExercise("squat"), ChooseExercise(None)]))
    def command(self, command: Command) -> None:
        self.session.say(command)
        self.check()

    @invariant()
    def what_is_shown_fits_the_stage(self) -> None:
        if not hasattr(self, "session"):
            return
        core = self.session.core
        assert (core._menu is not None) == (core.stage == "choosing")
        assert core._replay is None or core.stage == "paused"
        assert core._check is None or core.stage in ("setup", "countdown", "live")
        assert not core.trainer.running or core.stage == "live"

    def teardown(self) -> None:
        if hasattr(self, "session"):
            self.session.events += self.session.core.finish(self.session.t)
            self.check()
            assert not self.session.core._in_session


Inputs.TestCase.settings = settings(
    max_examples=12, stateful_step_count=12, deadline=None, suppress_health_check=list(HealthCheck)
)
TestInputs = Inputs.TestCase


def test_a_camera_from_the_side_opens_nothing() -> None:
    session = Session(workout(None))
    session.poses(acted("front_raise", 3, Camera(azimuth_deg=-85.0, distance_m=4.0), lead_s=5.0))
    assert "choosing" not in session.stages
    assert "paused" not in session.stages
