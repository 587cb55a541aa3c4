"""Taught by one person, counted on another: the avatar shows, the real Trainer counts."""

from __future__ import annotations

import tomllib
from pathlib import Path

import numpy as np
import pytest

from mirror.avatar import Camera, Noise, Person, everyday, perform, project_all
from mirror.avatar.posture import lay
from mirror.avatar.transition import walk
from mirror.commands import ChooseExercise
from mirror.events import RepClosed, SetEnded
from mirror.exercises import Catalogue, Exercise, load_exercise
from mirror.observation import Observation
from mirror.pose.core import Pose
from mirror.teaching.core import Lesson, Recording, TeachingError
from mirror.teaching.learning import count, learn, titled, told
from mirror.teaching.toml import toml_of
from mirror.trainer import Trainer
from tests.acting import catalogue

AZIMUTH = {"front": 0.0, "oblique": -40.0, "side": -85.0, "back": 180.0}
LEFT_ARM = [13, 15, 17, 19, 21]


def camera_for(exercise: Exercise) -> Camera:
    return Camera(azimuth_deg=AZIMUTH[exercise.views[0]], distance_m=4.0, width=1280, height=960)


def played(
    name: str,
    reps: int,
    person: int,
    *,
    tempo: float = 1.0,
    rom: float = 1.0,
    noise: float = 1.0,
    hidden: list[int] | None = None,
    fps: float = 20.0,
    lead_s: float = 1.5,
) -> list[tuple[float, Pose | None]]:
    """(t, what a pose network would say) of somebody who does the exercise."""
    entry = catalogue()[name]
    who = Person.random(person)
    made = perform(entry, reps, person=who, tempo=tempo, rom=rom, lead_s=lead_s, tail_s=1.2, seed=person, fps=fps)
    poor = Noise(np.random.default_rng(person), noise)
    out: list[tuple[float, Pose | None]] = []
    for pose in project_all(made.points, camera_for(entry)).poses(made.t):
        got = poor(pose)
        if got is not None and hidden is not None:
            got.visibility[hidden] = 0.05
        out.append((pose.t, got))
    return out


def recorded(moments: list[tuple[float, Pose | None]]) -> Recording:
    recording = Recording()
    for t, pose in moments:
        recording.add(t, pose)
    return recording


def taught(name: str, person: int = 100, tempo: float = 1.0, hidden: list[int] | None = None, reps: int = 4) -> Lesson:
    return learn(recorded(played(name, reps, person, tempo=tempo, hidden=hidden)), "mine")


def trained(exercise: Exercise, moments: list[tuple[float, Pose | None]]) -> tuple[list[RepClosed], list[SetEnded]]:
    trainer = Trainer(Catalogue(iter([exercise])), None)
    events = [*trainer.apply(ChooseExercise(exercise.name))]
    for t, pose in moments:
        events += trainer.step(Observation(t, pose)).events
    events += trainer.finish(moments[-1][0])
    return [e for e in events if isinstance(e, RepClosed)], [e for e in events if isinstance(e, SetEnded)]


BROAD = (
    ("squat", 0.85, None),
    ("lunge", 1.0, None),
    ("push_up", 1.2, LEFT_ARM),
    ("bicep_curl", 1.0, LEFT_ARM),
    ("shoulder_press", 1.2, LEFT_ARM),
    ("jumping_jack", 1.0, None),
    ("deadlift", 1.0, None),
    ("sit_up", 0.9, None),
    ("leg_extension", 1.1, None),
    ("hip_thrust", 1.0, None),
    ("side_lunge", 1.2, LEFT_ARM),
    ("front_raise", 0.85, None),
)


@pytest.mark.parametrize(("name", "tempo", "hidden"), BROAD, ids=[row[0] for row in BROAD])
def test_what_one_person_shows_is_counted_on_another(name: str, tempo: float, hidden: list[int] | None, tmp_path: Path) -> None:
    lesson = taught(name, tempo=tempo, hidden=hidden)
    assert len(lesson.repetitions) == 4
    file = tmp_path / "mine.toml"
    file.write_text(toml_of(lesson.exercise), encoding="utf-8")
    exercise = load_exercise(file)
    assert exercise == lesson.exercise
    reps, _ = trained(exercise, played(name, 6, 200, tempo=1.1, lead_s=1.0))
    assert [r.kind for r in reps] == ["full"] * 6
    good = float(np.mean([r.score for r in reps if r.score is not None]))
    assert good >= 80.0
    short, _ = trained(exercise, played(name, 3, 300, rom=0.4, lead_s=1.0))
    less = [r.score for r in short if r.score is not None]
    assert not less or float(np.mean(less)) < good


def test_what_is_learned_of_a_squat() -> None:
    lesson = taught("squat")
    e = lesson.exercise
    assert (e.kind, e.sides, e.posture, e.evidence, e.sources) == ("repetition", "both", "standing", "untested", ("mirror",))
    assert e.views == (catalogue()["squat"].views[0],)
    assert e.phases.out == "Down"
    assert 1 <= len(e.signals) <= 4
    assert {"hip", "torso_lean"} <= set(e.joints)
    assert {"torso_lean", "hip"} <= {form.measure for form in e.form}
    assert all(form.spread >= 2.0 for form in e.form if form.measure in ("knee", "hip", "torso_lean"))
    assert e.range.min_seconds < 1.5 < e.range.max_seconds
    assert "I saw 4 repetitions." in told(lesson)


def test_sides_that_take_turns_are_seen_to() -> None:
    lesson = taught("alternating_lateral_lunge")
    assert len(lesson.repetitions) == 4
    assert lesson.exercise.sides == "alternating"


def test_up_and_across_have_their_own_words() -> None:
    assert taught("bicep_curl").exercise.phases.out == "Up"
    assert taught("push_up").exercise.posture == "prone"


def test_walking_in_and_standing_about_are_no_repetitions() -> None:
    person, fps = Person.random(100), 20.0
    camera = camera_for(catalogue()["squat"])
    way = lay(person, walk(person, (-1.8, 0.2), (0.0, 0.0), 0.0, fps)).points
    out = lay(person, walk(person, (0.0, 0.0), (1.8, 0.2), 90.0, fps)).points
    squats = perform(catalogue()["squat"], 4, person=person, lead_s=3.0, tail_s=3.0, fps=fps, seed=1).points
    points = np.concatenate([way, squats, out])
    noise = Noise(np.random.default_rng(7), 1.0)
    t = np.arange(len(points)) / fps
    moments = [(pose.t, noise(pose)) for pose in project_all(points, camera).poses(t)]
    lesson = learn(recorded(moments), "mine")
    assert len(lesson.repetitions) == 4
    first = len(way) / fps + 3.0
    assert lesson.repetitions[0].start_t == pytest.approx(first, abs=0.6)


def test_a_position_is_learned_as_a_hold() -> None:
    moments = played("push_up", 0, 100, lead_s=7.0)
    lesson = learn(recorded(moments), "mine")
    assert lesson.exercise.kind == "hold"
    assert lesson.repetitions == ()
    assert lesson.held_s == pytest.approx(8.0, abs=1.5)
    assert "held" in told(lesson)
    _, sets = trained(lesson.exercise, played("push_up", 0, 200, lead_s=6.0))
    assert sum(s.hold_s or 0.0 for s in sets) == pytest.approx(7.0, abs=1.6)
    _, standing = trained(lesson.exercise, played("squat", 0, 200, lead_s=6.0))
    assert standing == []


def test_nobody_nothing_and_too_little_are_said() -> None:
    with pytest.raises(TeachingError, match="I saw nobody"):
        learn(recorded([(i / 20.0, None) for i in range(100)]), "mine")
    with pytest.raises(TeachingError, match="nothing repeats"):
        learn(recorded(played("squat", 0, 100, lead_s=5.0)), "mine")
    with pytest.raises(TeachingError, match="only 2 repetitions"):
        learn(recorded(played("squat", 2, 100)), "mine")
    with pytest.raises(TeachingError, match="4 repetitions, not 7"):
        learn(recorded(played("squat", 4, 100)), "mine", reps=7)


def test_an_everyday_movement_teaches_nothing() -> None:
    done = everyday("drink", person=Person.random(5), seed=2, fps=20.0)
    poses = project_all(done.points, camera_for(catalogue()["squat"])).poses(done.t)
    with pytest.raises(TeachingError):
        learn(recorded([(pose.t, pose) for pose in poses]), "mine")


def test_counting_while_it_is_shown() -> None:
    moments = played("squat", 4, 100)
    whole = recorded(moments)
    shown, last = count(whole.seen())
    assert shown == 4
    assert last == pytest.approx(moments[-1][0] - 1.2, abs=0.7)
    assert count(recorded(moments[:15]).seen())[0] == 0


def test_the_same_is_learned_from_the_same() -> None:
    assert toml_of(taught("squat").exercise) == toml_of(taught("squat").exercise)


def test_a_title_may_hold_anything() -> None:
    lesson = learn(recorded(played("squat", 3, 100)), "mine", 'My "deep"\tsquat \\ 1\x7f')
    assert tomllib.loads(toml_of(lesson.exercise))["title"] == 'My "deep"\tsquat \\ 1\x7f'
    assert titled("wide_squat") == "Wide squat"
