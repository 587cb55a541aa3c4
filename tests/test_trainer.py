"""The core: nothing is lost, nothing is made up, and the same observations give the same events."""

from __future__ import annotations

import itertools
import math
import random
from collections.abc import Iterable
from dataclasses import replace

import pytest

from mirror import events as ev
from mirror.commands import Calibrate, ChooseExercise, Command, Pause, SetDifficulty, Start, Stop
from mirror.geometry.camera import Calibration
from mirror.observation import Observation
from mirror.pose.core import Pose
from mirror.pose.skeleton import RIGHT_ANKLE, RIGHT_KNEE
from mirror.snapshot import Snapshot
from mirror.trainer import Trainer
from tests.acting import FRONT, OBLIQUE, SIDE, Told, acted, always, catalogue, nobody, of, watched


def run(trainer: Trainer, items: Iterable[Observation | Command]) -> tuple[list[ev.Event], list[Snapshot]]:
    events: list[ev.Event] = []
    snapshots: list[Snapshot] = []
    last = 0.0
    for item in items:
        if isinstance(item, Observation):
            step = trainer.step(item)
            events += step.events
            snapshots.append(step.snapshot)
            last = item.t
        else:
            events += trainer.apply(item)
    events += trainer.finish(last)
    assert [event.seq for event in events] == list(range(1, len(events) + 1))
    return events, snapshots


def counts(events: Iterable[ev.Event]) -> list[tuple[str | None, int, int, int]]:
    return [(e.exercise, e.full, e.partial, e.rejected) for e in events if isinstance(e, ev.SetEnded)]


@pytest.mark.parametrize("exercise", ["squat", "push_up", "jumping_jack", "lunge", "bicep_curl"])
@pytest.mark.parametrize("camera", [FRONT, OBLIQUE, SIDE], ids=["front", "oblique", "side"])
def test_each_repetition_counts_from_every_view(exercise: str, camera: object) -> None:
    events, _ = run(Trainer(catalogue(), always(exercise)), watched(acted(exercise, 6, camera)))  # type: ignore[arg-type]
    assert counts(events) == [(exercise, 6, 0, 0)]
    reps = of(ev.RepClosed, events)
    assert [rep.number for rep in reps] == [1, 2, 3, 4, 5, 6]  # type: ignore[attr-defined]


def test_the_order_of_a_sets_events() -> None:
    events, _ = run(Trainer(catalogue(), always("squat")), watched(acted("squat", 3)))
    kinds = [type(e).__name__ for e in events if not isinstance(e, ev.CueReleased | ev.MistakeSeen)]
    assert kinds == ["PersonEntered", "SetStarted", "ExerciseNamed", "RepClosed", "RepClosed", "RepClosed", "SetEnded"]


def test_repetitions_wait_for_the_name_and_are_credited_from_the_first() -> None:
    poses = acted("squat", 6)
    late = 7.0
    events, snapshots = run(Trainer(catalogue(), Told(lambda t: "squat" if t > late else None)), watched(poses))
    assert counts(events) == [("squat", 6, 0, 0)]
    reps = [e for e in events if isinstance(e, ev.RepClosed)]
    waiting = [rep for rep in reps if rep.credited]
    assert len(waiting) >= 2
    assert all(rep.end_t < rep.t for rep in waiting)
    assert all(rep.t > late for rep in reps)
    started = next(e for e in events if isinstance(e, ev.SetStarted))
    assert started.start_t == reps[0].start_t < late
    before = [s for s in snapshots if s.t < late]
    assert {s.exercise for s in before} == {None}


def test_before_the_name_the_screen_counts_the_best_candidate() -> None:
    class Unsure(Told):
        def step(self, t: float, body: object) -> object:
            recognition = super().step(t, body)  # type: ignore[arg-type]
            if recognition is not None:
                recognition.probabilities[:] = 0.0
                recognition.probabilities[0], recognition.probabilities[1] = 0.55, 0.45  # below the namer's threshold
            return recognition

    _, snapshots = run(Trainer(catalogue(), Unsure(lambda t: None)), watched(acted("squat", 3)))  # type: ignore[arg-type]
    assert snapshots[-1].exercise is None
    assert snapshots[-1].reps == 3


def test_a_movement_without_a_name_is_no_set() -> None:
    events, _ = run(Trainer(catalogue(), always(None)), watched(acted("squat", 5)))
    assert {type(e) for e in events} == {ev.PersonEntered}


def test_a_name_without_a_movement_is_no_set() -> None:
    still = watched(acted("squat", 0, lead_s=8.0))
    events, snapshots = run(Trainer(catalogue(), always("squat")), still)
    assert {type(e) for e in events} == {ev.PersonEntered}
    assert snapshots[-1].exercise == "squat"


def test_bending_down_once_is_no_set_but_the_second_time_credits_the_first() -> None:
    once = acted("squat", 1, tail_s=6.0)
    trainer = Trainer(catalogue(), always("squat"))
    told = [event for item in watched(once) for event in trainer.step(item).events]
    assert {type(e) for e in told} == {ev.PersonEntered}
    twice = acted("squat", 2, start_t=once[-1].t + 0.1)
    events = [event for item in watched(twice) for event in trainer.step(item).events]
    (started,) = of(ev.SetStarted, events)
    assert [r.number for r in of(ev.RepClosed, events)] == [1, 2]  # type: ignore[attr-defined]
    assert started.t > started.start_t + 2.0  # type: ignore[attr-defined]


def test_the_last_movement_of_a_recording_may_stand_alone() -> None:
    events, _ = run(Trainer(catalogue(), always("squat")), watched(acted("squat", 1)))
    assert counts(events) == [("squat", 1, 0, 0)]


def test_a_name_that_comes_for_a_moment_begins_no_set() -> None:
    poses = acted("squat", 6, tail_s=6.0)
    middle = poses[-1].t / 2
    flicker = Told(lambda t: "squat" if middle < t < middle + 1.5 else None)
    trainer = Trainer(catalogue(), flicker)
    told = [event for item in watched(poses) for event in trainer.step(item).events]
    assert not of(ev.SetStarted, told)


def test_another_exercise_than_the_chosen_one_is_a_wrong_movement() -> None:
    poses = acted("squat", 6)
    third = 2.0 + 2 * (poses[-1].t - 2.0) / 6
    told = Told(lambda t: "squat" if t < third else {"lunge": 0.97, "squat": 0.005})
    events, _ = run(Trainer(catalogue(), told), [ChooseExercise("squat"), *watched(poses)])
    ((exercise, full, partial, rejected),) = counts(events)
    # The set ends where only other movements come.
    assert (exercise, partial) == ("squat", 0)
    assert full in (2, 3)
    assert rejected >= 1
    reasons = {r.reason for r in of(ev.RepClosed, events) if r.kind == "rejected"}  # type: ignore[attr-defined]
    assert reasons == {"wrong movement"}


def test_an_alternating_exercise_counts_its_sides() -> None:
    name = "alternating_lateral_lunge"
    _, snapshots = run(Trainer(catalogue(), None), [ChooseExercise(name), *watched(acted(name, 6))])
    assert snapshots[-1].sides == (3, 3)
    _, snapshots = run(Trainer(catalogue(), None), [ChooseExercise("squat"), *watched(acted("squat", 2))])
    assert snapshots[-1].sides is None


def test_standing_up_in_a_set_on_the_floor_is_a_wrong_movement() -> None:
    before = acted("push_up", 3, SIDE)
    up = acted("squat", 1, SIDE, start_t=before[-1].t + 1 / 30, lead_s=0.3, tail_s=0.3)
    after = acted("push_up", 3, SIDE, start_t=up[-1].t + 1 / 30, lead_s=0.3)
    events, _ = run(Trainer(catalogue(), None), [ChooseExercise("push_up"), *watched([*before, *up, *after])])
    assert sum(full for _, full, _, _ in counts(events)) == 6
    assert {r.reason for r in of(ev.RepClosed, events) if r.kind == "rejected"} <= {"wrong movement"}  # type: ignore[attr-defined]


def test_half_repetitions_are_partial_and_deeper_ones_are_asked_for() -> None:
    events, _ = run(Trainer(catalogue(), always("squat")), watched(acted("squat", 4, rom=0.5)))
    assert counts(events) == [("squat", 0, 4, 0)]
    said = [e for e in events if isinstance(e, ev.CueReleased)]
    assert said[0].mistake == "shallow"


def test_a_pause_ends_the_set_and_the_next_movement_begins_another() -> None:
    first = acted("squat", 3)
    second = acted("squat", 4, start_t=first[-1].t + 1 / 30, lead_s=5.0)
    events, snapshots = run(Trainer(catalogue(), always("squat")), watched([*first, *second]))
    assert counts(events) == [("squat", 3, 0, 0), ("squat", 4, 0, 0)]
    ended = next(e for e in events if isinstance(e, ev.SetEnded))
    assert ended.t - ended.end_t == pytest.approx(3.5, abs=0.2)
    assert [s.full for s in snapshots[-1].finished] == [3]


def test_another_exercise_ends_the_set() -> None:
    first = acted("squat", 3, tail_s=0.5)
    change = first[-1].t
    second = acted("jumping_jack", 6, start_t=change + 1 / 30, lead_s=0.5)
    told = Told(lambda t: "squat" if t < change + 0.5 else "jumping_jack")
    events, _ = run(Trainer(catalogue(), told), watched([*first, *second]))
    assert counts(events) == [("squat", 3, 0, 0), ("jumping_jack", 6, 0, 0)]


def test_somebody_who_leaves_ends_the_set() -> None:
    poses = acted("squat", 3)
    events, snapshots = run(Trainer(catalogue(), always("squat")), [*watched(poses), *nobody(poses[-1].t, 3.0)])
    assert [type(e).__name__ for e in events][-2:] == ["SetEnded", "PersonLeft"]
    assert snapshots[-1].pose is None
    assert math.isnan(snapshots[-1].depth)


def test_a_chosen_exercise_needs_no_recogniser() -> None:
    events, snapshots = run(Trainer(catalogue(), None), [ChooseExercise("squat"), *watched(acted("squat", 4))])
    assert counts(events) == [("squat", 4, 0, 0)]
    assert {s.exercise for s in snapshots} == {"squat"}
    assert not any(e.credited for e in events if isinstance(e, ev.RepClosed))


def test_the_gauge_knows_how_far_this_repetition_went_and_the_best_one() -> None:
    _, snapshots = run(Trainer(catalogue(), None), [ChooseExercise("squat"), *watched(acted("squat", 3))])
    assert {s.partial for s in snapshots if s.exercise == "squat"} == {catalogue()["squat"].range.partial}
    under_way = [s for s in snapshots if s.reach == s.reach]
    assert under_way
    assert all(s.reach >= s.depth - 1e-9 for s in under_way)
    assert any(s.reach > s.depth + 0.5 for s in under_way)
    best = [s.best for s in snapshots if s.best == s.best]
    assert best == sorted(best)
    assert best[-1] == pytest.approx(max(s.reach for s in under_way), abs=0.05)
    assert snapshots[0].best != snapshots[0].best


def test_only_the_chosen_exercise_counts() -> None:
    events, _ = run(Trainer(catalogue(), always("squat")), [ChooseExercise("push_up"), *watched(acted("squat", 4))])
    assert counts(events) == []
    with pytest.raises(ValueError, match="handstand"):
        Trainer(catalogue(), None).apply(ChooseExercise("handstand"))


def test_getting_down_to_the_floor_is_no_push_up() -> None:
    down = acted("squat", 2, SIDE)  # goes down and up while standing
    poses = acted("push_up", 4, SIDE, start_t=down[-1].t + 1 / 30)
    events, _ = run(Trainer(catalogue(), None), [ChooseExercise("push_up"), *watched([*down, *poses])])
    assert counts(events) == [("push_up", 4, 0, 0)]


def test_pause_and_start() -> None:
    poses = acted("squat", 6)
    half = next(i for i, p in enumerate(poses) if p.t > 7.0)
    seen = watched(poses)
    events, snapshots = run(
        Trainer(catalogue(), always("squat")), [*seen[:half], Pause(), *seen[half : half + 40], Start(), *seen[half + 40 :]]
    )
    assert snapshots[half + 1].stage == "paused"
    assert len(counts(events)) == 2
    assert sum(c[1] for c in counts(events)) in (4, 5)
    assert not [e for e in events if isinstance(e, ev.RepClosed) and seen[half].t < e.end_t < seen[half + 40].t]


def test_stop_ends_the_set_at_once() -> None:
    seen = watched(acted("squat", 4))
    events, _ = run(Trainer(catalogue(), always("squat")), [*seen[:300], Stop(), *seen[300:302]])
    assert len(counts(events)) == 1


def test_one_arm_hidden_changes_nothing() -> None:
    from mirror.pose import skeleton as s

    for side in ("left", "right"):
        poses = acted("bicep_curl", 5, FRONT)
        hidden = [s.INDEX[f"{side}_{part}"] for part in ("elbow", "wrist", "index", "pinky", "thumb")]
        kept = []
        for pose in poses:
            visibility = pose.visibility.copy()
            visibility[hidden] = 0.0
            world = pose.world.copy()
            world[hidden] = math.nan
            kept.append(type(pose)(pose.t, pose.image, world, visibility, pose.width, pose.height))
        events, _ = run(Trainer(catalogue(), always("bicep_curl")), watched(kept))
        assert counts(events) == [("bicep_curl", 5, 0, 0)]
        joints = {name for e in events if isinstance(e, ev.RepClosed) for name in e.joints}
        assert not any(name.startswith(f"{side}_elbow") for name in joints)


def test_a_mistake_is_seen_said_and_praised_when_it_is_gone() -> None:
    poses = acted("squat", 8, SIDE, mistake="leaning_forward", faulty=(1, 2, 3))
    events, snapshots = run(Trainer(catalogue(), always("squat")), watched(poses))
    reps = [e for e in events if isinstance(e, ev.RepClosed)]
    assert [("leaning_forward" in e.mistakes) for e in reps] == [False, True, True, True, False, False, False, False]
    mistake = catalogue()["squat"].mistake("leaning_forward")
    said = [(e.text, e.kind) for e in events if isinstance(e, ev.CueReleased)]
    assert (mistake.cue, "correction") in said
    assert (mistake.praise, "praise") in said
    assert said.index((mistake.cue, "correction")) < said.index((mistake.praise, "praise"))
    assert any("torso_lean" in s.faulty for s in snapshots)
    good = [e.score for e in reps if not e.mistakes]
    bad = [e.score for e in reps if e.mistakes]
    assert min(good) > max(bad) + 10  # type: ignore[type-var, operator]


def test_a_mistake_is_told_inside_the_repetition_and_once() -> None:
    poses = acted("squat", 5, SIDE, mistake="leaning_forward")
    events, snapshots = run(Trainer(catalogue(), None), [ChooseExercise("squat"), *watched(poses)])
    reps = [e for e in events if isinstance(e, ev.RepClosed)]
    seen = [e for e in events if isinstance(e, ev.MistakeSeen) and e.mistake == "leaning_forward"]
    assert [e.number for e in seen] == [rep.number for rep in reps] == [1, 2, 3, 4, 5]
    for one, rep in zip(seen[1:], reps[1:], strict=True):
        assert rep.start_t < one.t < rep.t - 0.3
    phases = {s.t: s.phase for s in snapshots}
    said = [e for e in events if isinstance(e, ev.CueReleased) and e.kind == "correction"]
    assert said
    assert {phases[e.t] for e in said} <= {"rest", "out"}


def test_difficulty_moves_the_thresholds() -> None:
    def mistakes(difficulty: float) -> int:
        poses = acted("squat", 4, rom=0.72)
        events, _ = run(Trainer(catalogue(), always("squat")), [SetDifficulty(difficulty), *watched(poses)])
        return len(of(ev.MistakeSeen, events))

    assert mistakes(0.0) < mistakes(1.0)


def test_a_hold_ticks_each_second() -> None:
    poses = acted("push_up", 0, SIDE, lead_s=8.0)
    events, snapshots = run(Trainer(catalogue(), always("plank")), watched(poses))
    ticks = [e.seconds for e in events if isinstance(e, ev.HoldTick)]
    assert ticks == sorted(set(ticks))
    assert ticks[-1] >= 7
    (ended,) = [e for e in events if isinstance(e, ev.SetEnded)]
    assert ended.exercise == "plank"
    assert ended.hold_s == pytest.approx(poses[-1].t, abs=0.6)
    assert max(s.hold_s or 0.0 for s in snapshots) == pytest.approx(ended.hold_s, abs=0.1)


@pytest.mark.parametrize(("camera", "level", "turn"), [(FRONT, "fair", 0.0), (OBLIQUE, "good", 40.0)], ids=["front", "oblique"])
def test_a_repetition_tells_how_sure_its_scores_are_and_what_the_view_hides(camera: object, level: str, turn: float) -> None:
    events, _ = run(Trainer(catalogue(), always("squat")), watched(acted("squat", 3, camera)))  # type: ignore[arg-type]
    reps = [e for e in events if isinstance(e, ev.RepClosed)]
    bars = {"left_knee", "right_knee", "left_hip", "right_hip", "torso_lean"}
    for rep in reps:
        assert rep.view == level
        assert rep.yaw_deg == pytest.approx(turn, abs=5.0)
        assert rep.errors.keys() == rep.joints.keys()
        assert all(0.0 < error < 20.0 for error in rep.errors.values())
        assert set(rep.untold.values()) == {"view"}
        assert rep.untold.keys() == bars - rep.joints.keys()
    (ended,) = [e for e in events if isinstance(e, ev.SetEnded)]
    assert (ended.view, ended.errors.keys()) == (level, ended.joints.keys())
    assert ended.untold.keys() == bars - ended.joints.keys()
    assert ended.yaw_deg == pytest.approx(turn, abs=5.0)


def test_a_joint_that_was_never_seen_says_so() -> None:
    def hidden(poses: Iterable[Pose]) -> Iterable[Pose]:
        for pose in poses:
            visibility = pose.visibility.copy()
            visibility[[RIGHT_ANKLE, RIGHT_KNEE]] = 0.0
            yield replace(pose, visibility=visibility)

    trainer = Trainer(catalogue(), None)
    events, _ = run(trainer, [ChooseExercise("squat"), *watched(hidden(acted("squat", 2, OBLIQUE)))])
    (first, *_) = [e for e in events if isinstance(e, ev.RepClosed) and e.kind != "rejected"]
    assert first.untold["right_knee"] == "unseen"
    assert "left_knee" in first.joints


def test_a_hold_tells_what_its_view_was_worth() -> None:
    events, _ = run(Trainer(catalogue(), always("plank")), watched(acted("push_up", 0, FRONT, lead_s=8.0)))
    (ended,) = [e for e in events if isinstance(e, ev.SetEnded)]
    assert (ended.view, ended.yaw_deg) == ("poor", pytest.approx(0.0, abs=5.0))


def test_a_camera_low_and_tilted_counts_and_scores_alike_when_calibrated() -> None:
    from mirror.avatar import Camera

    low = Camera(height_m=0.4, pitch_deg=12.0, azimuth_deg=-40.0, width=1280, height=960)
    calibrate = Calibrate(Calibration(height_m=0.4, pitch_deg=12.0, source="by hand"))
    level, _ = run(Trainer(catalogue(), always("squat")), watched(acted("squat", 4, OBLIQUE)))
    tilted, _ = run(Trainer(catalogue(), always("squat")), [calibrate, *watched(acted("squat", 4, low))])
    assert counts(tilted) == counts(level) == [("squat", 4, 0, 0)]
    scores = [[e.score for e in es if isinstance(e, ev.RepClosed)] for es in (level, tilted)]
    assert scores[0] == pytest.approx(scores[1], abs=5.0)


def test_time_must_go_on() -> None:
    trainer = Trainer(catalogue(), None)
    trainer.step(Observation(1.0, None))
    with pytest.raises(ValueError, match="order of time"):
        trainer.step(Observation(1.0, None))


@pytest.mark.parametrize("fps", [12, 15, 20, 30])
def test_jitter_and_drops_lose_no_repetition(fps: int) -> None:
    rng = random.Random(fps)
    poses = acted("squat", 6)
    kept = []
    for pose in poses:
        if rng.random() < fps / 30:
            t = pose.t + rng.uniform(0.0, 0.02)
            kept.append(type(pose)(t, pose.image, pose.world, pose.visibility, pose.width, pose.height))
    events, _ = run(Trainer(catalogue(), always("squat")), watched(kept))
    assert counts(events) == [("squat", 6, 0, 0)]


def test_the_same_observations_give_the_same_events() -> None:
    def once() -> list[dict[str, object]]:
        seen = watched(acted("squat", 5, OBLIQUE, mistake="leaning_forward"))
        return [ev.to_dict(e) for e in run(Trainer(catalogue(), always("squat")), seen)[0]]

    assert once() == once()


def test_cues_never_talk_into_each_other() -> None:
    from mirror.coaching import seconds_to_say

    poses = acted("squat", 20, SIDE, mistake="leaning_forward", tempo=1.6)
    events, _ = run(Trainer(catalogue(), always("squat")), watched(poses))
    said = [e for e in events if isinstance(e, ev.CueReleased)]
    assert len(said) >= 3
    for one, next_one in itertools.pairwise(said):
        assert next_one.t - one.t >= seconds_to_say(one.text)


def test_a_name_whose_signals_rest_gives_way_to_the_one_that_moves() -> None:
    """The classifier hesitates between two; only one of them is what the arms do."""
    unsure = {"squat": 0.5, "bicep_curl": 0.42}
    events, _ = run(Trainer(catalogue(), Told(lambda t: unsure)), watched(acted("bicep_curl", 6)))
    assert counts(events) == [("bicep_curl", 6, 0, 0)]


def test_the_screen_learns_what_a_cue_is_about_and_what_to_work_on() -> None:
    poses = acted("squat", 3, SIDE, mistake="leaning_forward")
    _, snapshots = run(Trainer(catalogue(), None), [ChooseExercise("squat"), *watched(poses), *nobody(poses[-1].t, 3.0)])
    assert any(s.cue is not None and s.cue.mistake == "leaning_forward" for s in snapshots)
    (done,) = snapshots[-1].finished
    assert done.top_mistake == "leaning_forward"
    assert done.advice == catalogue()["squat"].mistake("leaning_forward").cue
    scores = {joint.name: joint.score for joint in done.joints}
    assert scores
    assert all(score is not None and 0 <= score <= 100 for score in scores.values())
