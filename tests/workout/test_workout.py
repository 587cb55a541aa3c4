"""The stages of a session: whatever happens, in whatever order, they are legal, the events are numbered without a gap, and
no repetition is lost."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from mirror import events as ev
from mirror.commands import ChooseExercise, Command, Pause, SetDifficulty, Start, Stop
from mirror.observation import Observation
from mirror.pose.core import Pose
from mirror.snapshot import Snapshot
from mirror.trainer import Trainer
from mirror.workout import LEGAL, Timing, Workout
from mirror.workout.framing import hint
from tests.acting import FRONT, SIDE, acted, always, catalogue, nobody, watched


def workout(says: str | None = "squat", **timing: float) -> Workout:
    return Workout(Trainer(catalogue(), always(says)), timing=Timing(**timing))  # type: ignore[arg-type]


def run(core: Workout, items: list[Observation | Command]) -> tuple[list[ev.Event], list[Snapshot]]:
    events: list[ev.Event] = []
    snapshots = []
    for item in items:
        if isinstance(item, Observation):
            step = core.step(item)
            events += step.events
            snapshots.append(step.snapshot)
        else:
            events += core.apply(item)
    return events, snapshots


def stages(events: list[ev.Event]) -> list[str]:
    return [e.stage for e in events if isinstance(e, ev.StageChanged)]


def full(events: list[ev.Event]) -> int:
    return sum(isinstance(e, ev.RepClosed) and e.kind == "full" for e in events)


def still(start_t: float, seconds: float) -> list[Observation]:
    return watched(acted("squat", 0, lead_s=seconds, tail_s=0.1, start_t=start_t))


def test_from_asleep_to_summary_and_asleep_again() -> None:
    ready = still(0.1, 6.0)
    poses = acted("squat", 4, start_t=ready[-1].t + 0.1)
    away = nobody(poses[-1].t, 50.0, fps=10.0)
    events, snapshots = run(workout(), [*nobody(-1.0, 1.0), *ready, *watched(poses), *away])
    assert stages(events) == ["setup", "countdown", "live", "rest", "summary", "asleep"]
    assert [e.remaining for e in events if isinstance(e, ev.CountdownTick)] == [3, 2, 1, 0]
    assert full(events) == 4
    assert snapshots[0].stage == "asleep"
    kinds = [type(e) for e in events]
    assert kinds.index(ev.SessionStarted) < kinds.index(ev.SetStarted)
    assert kinds.index(ev.SetEnded) < kinds.index(ev.SessionEnded)
    counting = [s.countdown for s in snapshots if s.stage == "countdown"]
    assert sorted(set(counting), reverse=True) == [3, 2, 1]  # type: ignore[type-var]
    resting = [s.rest_left_s for s in snapshots if s.stage == "rest"]
    assert resting[0] == pytest.approx(60.0, abs=0.1)


def test_whoever_begins_at_once_loses_nothing() -> None:
    events, _ = run(workout(), watched(acted("squat", 6)))
    assert full(events) == 6
    assert "live" in stages(events)


def test_the_next_movement_leads_from_rest_straight_back() -> None:
    first = acted("squat", 3, lead_s=6.0)
    second = acted("squat", 3, start_t=first[-1].t + 0.1, lead_s=8.0)
    events, _ = run(workout(), watched([*first, *second]))
    assert stages(events)[-3:] == ["live", "rest", "live"]
    assert full(events) == 6


def test_set_up_says_what_is_missing() -> None:
    poses = acted("squat", 0, lead_s=3.0)
    cut = []
    for pose in poses:
        image = pose.image.copy()
        image[:, 1] += 0.35  # the feet are below the picture
        cut.append(dataclasses.replace(pose, image=image))
    events, snapshots = run(workout(None), watched(cut))
    assert stages(events) == ["setup"]
    assert snapshots[-1].setup_hint == "Step back until I see your feet."
    said = [e for e in events if isinstance(e, ev.CueReleased)]
    assert [e.kind for e in said] == ["setup"]


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (lambda image: image + np.array([0.0, 0.0, 0.0]), ""),
        (lambda image: image + np.array([0.0, 0.4, 0.0]), "Step back until I see your feet."),
        (lambda image: image - np.array([0.0, 0.4, 0.0]), "Step back until I see your head."),
        (lambda image: image + np.array([0.45, 0.0, 0.0]), "Come to the middle."),
        (lambda image: (image - 0.5) * (0.2, 0.2, 1.0) + 0.5, "Come a little closer."),
        (lambda image: (image - 0.5) * (4.0, 4.0, 1.0) + (0.5, 0.2, 0.5), "Step back until I see"),
    ],
)
def test_hints(change: object, sentence: str) -> None:
    pose = acted("squat", 0)[0]
    moved = dataclasses.replace(pose, image=change(pose.image).astype("float32"))  # type: ignore[operator]
    found = hint(moved)
    assert found == sentence or (sentence.endswith("see") and found.startswith(sentence))


def test_nobody_and_lying_down() -> None:
    assert hint(None) == "Step in front of the mirror."
    assert hint(acted("push_up", 0, SIDE)[0], "prone") == ""


def test_a_camera_that_is_gone_is_waited_for() -> None:
    poses = acted("squat", 3, lead_s=6.0)
    gone = nobody(poses[-1].t, 120.0, camera=False, fps=4.0)
    again = acted("squat", 3, start_t=gone[-1].t + 0.1, lead_s=2.0)
    events, snapshots = run(workout(), [*watched(poses), *gone, *watched(again)])
    assert "summary" not in stages(events)
    assert not any(isinstance(e, ev.PersonLeft) for e in events)
    assert full(events) == 6
    assert snapshots[-1].stage == "live"


def test_a_short_visit_wakes_nobody_for_long() -> None:
    visit = still(0.1, 1.0)
    events, _ = run(workout(None), [*visit, *nobody(visit[-1].t, 10.0)])
    assert stages(events)[0] == "setup"
    assert stages(events)[-1] == "asleep"


def test_pause_counts_nothing_and_goes_on_in_rest() -> None:
    poses = acted("squat", 3, lead_s=6.0)
    idle = acted("squat", 3, start_t=poses[-1].t + 0.1)
    again = acted("squat", 2, start_t=idle[-1].t + 0.1, lead_s=2.0)
    events, snapshots = run(workout(), [*watched(poses), Pause(), *watched(idle), Start(), *watched(again)])
    assert full(events) == 5
    assert "paused" in {s.stage for s in snapshots}
    assert stages(events)[-3:] == ["paused", "rest", "live"]


def test_stop_shows_the_summary_and_only_start_or_coming_back_wakes() -> None:
    poses = acted("squat", 3, lead_s=6.0)
    after = still(poses[-1].t + 0.1, 30.0)
    core = workout(None)
    core.trainer._meaning.recogniser.says = lambda t: "squat"  # type: ignore[union-attr]
    events, snapshots = run(core, [*watched(poses), Stop(), *after])
    assert stages(events)[-2:] == ["summary", "asleep"]
    assert [s.full for s in snapshots[-100].finished] == [3]
    more, _ = run(core, [Start()])
    assert [type(e) for e in more] == [ev.SessionStarted, ev.StageChanged]
    assert core.stage == "setup"


def test_a_chosen_exercise_counts_from_live_on_only() -> None:
    poses = acted("squat", 8)
    events, _ = run(workout(None), [ChooseExercise("squat"), *watched(poses)])
    live = next(e.t for e in events if isinstance(e, ev.StageChanged) and e.stage == "live")
    reps = [e for e in events if isinstance(e, ev.RepClosed)]
    counted = [e for e in reps if e.kind != "rejected"]
    assert 3 <= len(counted) <= 6
    assert all(e.end_t > live for e in counted)
    # What was done before that is not counted, and not kept secret either.
    early = [e for e in reps if e.kind == "rejected"]
    assert early
    assert all(e.end_t <= live and e.reason == "set-up not finished" and e.number == 0 for e in early)


def test_finish_closes_the_session() -> None:
    core = workout()
    poses = acted("squat", 4, lead_s=6.0)
    run(core, watched(poses[:-60]))
    events = core.finish(poses[-60].t)
    assert [type(e).__name__ for e in events] == ["SetEnded", "StageChanged", "SessionEnded"]


def test_a_clip_that_ends_before_the_mirror_is_ready_is_counted() -> None:
    core = workout("jumping_jack")
    poses = acted("jumping_jack", 2, lead_s=0.3, tail_s=0.2)
    events, _ = run(core, watched(poses))
    events += core.finish(poses[-1].t)
    assert full(events) == 2
    assert isinstance(events[-1], ev.SessionEnded)


class Sessions(RuleBasedStateMachine):
    """Somebody comes, goes, squats, rests and gives any command at any time."""

    @initialize()
    def begin(self) -> None:
        self.core = workout("squat", gone=4.0, summary=3.0, rest=5.0)
        self.t = 0.0
        self.stage = "asleep"
        self.seq = 0
        self.in_session = False
        self.open_set: int | None = None
        self.closed_in_set = 0
        self.made: list[float] = []
        self.paused = False

    def tell(self, observations: list[Observation]) -> list[ev.Event]:
        events: list[ev.Event] = []
        for observation in observations:
            step = self.core.step(observation)
            self.check(step.events)
            events += step.events
            assert step.snapshot.stage == self.stage
            assert (step.snapshot.countdown is not None) == (self.stage == "countdown")
        self.t = observations[-1].t
        return events

    def check(self, events: tuple[ev.Event, ...]) -> None:
        for event in events:
            self.seq += 1
            assert event.seq == self.seq
            match event:
                case ev.StageChanged():
                    assert event.before == self.stage
                    assert event.stage in LEGAL[event.before]  # type: ignore[index]
                    self.stage = event.stage
                case ev.SessionStarted():
                    assert not self.in_session
                    self.in_session = True
                case ev.SessionEnded():
                    assert self.in_session
                    assert self.open_set is None
                    self.in_session = False
                case ev.SetStarted():
                    assert self.in_session
                    assert self.open_set is None
                    self.open_set, self.closed_in_set = event.set, 0
                case ev.RepClosed():
                    assert event.set == self.open_set
                    self.closed_in_set += event.kind == "full"
                    assert event.number == self.closed_in_set
                case ev.SetEnded():
                    assert event.set == self.open_set
                    assert event.full == self.closed_in_set
                    self.open_set = None

    @rule()
    def bend_once(self) -> None:
        self.tell(watched(acted("squat", 1, start_t=round(self.t + 0.1, 2), lead_s=2.0, tail_s=4.0)))

    @rule(reps=st.integers(2, 4))
    def squat(self, reps: int) -> None:
        awake = self.stage in ("setup", "countdown", "live", "rest")
        free = self.core.trainer.chosen is None
        events = self.tell(watched(acted("squat", reps, start_t=round(self.t + 0.1, 2), lead_s=2.0, tail_s=0.5)))
        if awake and free and self.stage in ("live", "rest"):
            assert full(events) >= reps  # and one more where a single one has just been made

    @rule(seconds=st.floats(0.5, 5.0))
    def stand(self, seconds: float) -> None:
        events = self.tell(still(round(self.t + 0.1, 2), round(seconds, 1)))
        assert full(events) == 0

    @rule(seconds=st.floats(0.5, 9.0), camera=st.booleans())
    def away(self, seconds: float, camera: bool) -> None:
        self.tell(nobody(self.t, seconds, camera=camera, fps=8.0))

    @rule(command=st.sampled_from([Start(), Pause(), Stop(), ChooseExercise("squat"), ChooseExercise(None), SetDifficulty(0.2)]))
    def command(self, command: Command) -> None:
        self.check(self.core.apply(command))

    @invariant()
    def a_set_runs_only_while_live(self) -> None:
        if hasattr(self, "stage") and self.open_set is not None:
            assert self.stage == "live"

    def teardown(self) -> None:
        if hasattr(self, "core"):
            self.check(self.core.finish(self.t))
            assert not self.in_session
            assert self.open_set is None


Sessions.TestCase.settings = settings(
    max_examples=12, stateful_step_count=8, deadline=None, suppress_health_check=list(HealthCheck)
)
TestSessions = Sessions.TestCase


def test_a_pose_is_handed_through() -> None:
    pose: Pose = acted("squat", 0, FRONT)[0]
    assert workout().step(Observation(0.0, pose)).snapshot.pose is pose
