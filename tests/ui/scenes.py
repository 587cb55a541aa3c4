"""Pictures of every stage for the tests of the window; `python tests/ui/scenes.py FOLDER` paints them all."""

from __future__ import annotations

import math
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from mirror.calibration.words import placed
from mirror.geometry.camera import Calibration
from mirror.geometry.view import view_of
from mirror.health import Health
from mirror.live import Picture
from mirror.pose import skeleton as s
from mirror.pose.core import Pose
from mirror.settings import ScreenSettings
from mirror.snapshot import (
    Calibrating,
    Choice,
    Cue,
    Gesture,
    JointScore,
    Mark,
    Menu,
    PlanProgress,
    Replay,
    SetSummary,
    Snapshot,
    Verdict,
)
from mirror.workout.calibrating import DONE, KEEP
from ui.stage.demonstrator import Demonstrator, Figures
from ui.theme import Look

NOW = datetime(2026, 11, 21, 18, 42)
SIZES = ((1080, 1920), (1920, 1080), (1280, 800))

_STANDING: dict[int, tuple[float, float]] = {
    s.NOSE: (0.0, 0.07),
    s.LEFT_EAR: (0.035, 0.065),
    s.RIGHT_EAR: (-0.035, 0.065),
    s.LEFT_SHOULDER: (0.105, 0.19),
    s.RIGHT_SHOULDER: (-0.105, 0.19),
    s.LEFT_ELBOW: (0.155, 0.34),
    s.RIGHT_ELBOW: (-0.155, 0.34),
    s.LEFT_WRIST: (0.17, 0.475),
    s.RIGHT_WRIST: (-0.17, 0.475),
    s.LEFT_INDEX: (0.175, 0.53),
    s.RIGHT_INDEX: (-0.175, 0.53),
    s.LEFT_HIP: (0.06, 0.49),
    s.RIGHT_HIP: (-0.06, 0.49),
    s.LEFT_KNEE: (0.075, 0.72),
    s.RIGHT_KNEE: (-0.075, 0.72),
    s.LEFT_ANKLE: (0.08, 0.94),
    s.RIGHT_ANKLE: (-0.08, 0.94),
    s.LEFT_HEEL: (0.075, 0.97),
    s.RIGHT_HEEL: (-0.075, 0.97),
    s.LEFT_FOOT: (0.1, 0.99),
    s.RIGHT_FOOT: (-0.1, 0.99),
}


def pose(t: float = 0.0, width: int = 1280, height: int = 720, *, hidden: tuple[int, ...] = ()) -> Pose:
    """Somebody standing in the middle, arms at the sides; camera coordinates, so the person's left is on the picture's right."""
    image = np.full((s.COUNT, 3), np.nan, np.float32)
    visibility = np.zeros(s.COUNT, np.float32)
    for i, (x, y) in _STANDING.items():
        image[i] = (0.5 + x * 0.86 * height / width, 0.07 + y * 0.86, 0.0)
        visibility[i] = 0.2 if i in hidden else 0.98
    return Pose(t, image, np.full((s.COUNT, 3), np.nan, np.float32), visibility, width, height)


def raised(t: float) -> Pose:
    """The same with the right hand above the head."""
    person = pose(t)
    for i, (x, y) in ((s.RIGHT_ELBOW, (-0.17, 0.06)), (s.RIGHT_WRIST, (-0.15, -0.04)), (s.RIGHT_INDEX, (-0.145, -0.06))):
        person.image[i] = (0.5 + x * 0.86 * person.height / person.width, 0.07 + y * 0.86, 0.0)
    return person


def gradient(width: int = 1280, height: int = 720) -> NDArray[np.uint8]:
    """A dim room: a warm wall, a floor, and a light from the left."""
    y, x = np.mgrid[0:height, 0:width].astype(np.float32)
    light = 0.42 + 0.3 * np.exp(-(((x - width * 0.25) / (width * 0.5)) ** 2 + ((y - height * 0.3) / (height * 0.6)) ** 2))
    floor = y > height * 0.8
    image = np.empty((height, width, 4), np.uint8)
    for channel, (wall, ground) in enumerate(((150, 92), (160, 112), (172, 138))):
        image[..., channel] = np.where(floor, ground, wall) * light * 1.35
    image[..., 3] = 255
    return image


def white(width: int = 1280, height: int = 720) -> NDArray[np.uint8]:
    return np.full((height, width, 4), 255, np.uint8)


def noise(width: int = 1280, height: int = 720) -> NDArray[np.uint8]:
    image = np.random.default_rng(1).integers(0, 256, (height, width, 4), np.uint8)
    image[..., 3] = 255
    return image


CAMERA = Calibration(1.12, -3.5, 0.4, 3.2, 48.0, "calibrated", 0.024, 0.6, 0.3, 0.055, 1.0)
CHOICES = (
    Choice("", "Whatever you do"),
    Choice("squat", "Squat"),
    Choice("push_up", "Push-up"),
    Choice("lunge", "Lunge"),
    Choice("alternating_lateral_lunge", "Alternating lateral lunge"),
    Choice("shoulder_press", "Shoulder press"),
)
HEALTH = Health(fps=29.8, latency_ms=24.3, camera="camera 0", sound="on", looking="camera")
JOINTS = (
    JointScore("left_knee", 58.0, 7.0),
    JointScore("right_knee", 91.0, 4.0),
    JointScore("left_hip", 84.0, 9.0),
    JointScore("right_hip", 88.0, 9.0),
    JointScore("torso_lean", None, 0.0),
)
SETS = (
    SetSummary(
        "squat",
        12,
        1,
        0,
        41.0,
        87.0,
        top_mistake="knees_in",
        advice="Push your knees out.",
        joints=(
            JointScore("left_knee", 71.0),
            JointScore("right_knee", 90.0),
            JointScore("left_hip", 84.0),
            JointScore("right_hip", 88.0),
            JointScore("torso_lean", 93.0),
        ),
        title="Squat",
    ),
    SetSummary("push_up", 8, 0, 0, 25.0, 93.0, title="Push-up"),
    SetSummary("plank", 0, 0, 0, 62.0, 78.0, hold_s=61.0, title="Plank"),
    SetSummary("alternating_lateral_lunge", 10, 2, 1, 52.0, None, title="Alternating lateral lunge"),
)
PLAN = PlanProgress(item=1, items=4, set=2, sets=3, goal=12, leading=True)
CUE = Cue("Push your knees out.", "correction", "form", 40.0, "knees_in")


REPLAY = Replay(
    poses=tuple(pose(t / 10) for t in range(100)),
    start=0.0,
    end=10.0,
    position=4.2,
    marks=(
        Mark(0.6, 2.4, "rep", "1"),
        Mark(2.8, 4.9, "rep", "2"),
        Mark(3.9, 4.9, "mistake", "Knees in", ("left_knee", "right_knee")),
        Mark(5.2, 6.4, "partial"),
        Mark(6.9, 8.0, "rejected", "too fast"),
        Mark(8.2, 9.8, "rep", "3"),
        Mark(8.9, 9.8, "mistake", "Knees in", ("left_knee", "right_knee")),
    ),
    exercise="squat",
    title="Squat",
    verdict="3 repetitions, 1 not all the way. Push your knees out.",
)


def live(**changes: object) -> Snapshot:
    base = Snapshot(
        t=41.0,
        pose=pose(41.0),
        stage="live",
        stage_seconds=20.0,
        set=2,
        exercise="squat",
        title="Squat",
        confidence=0.97,
        reps=8,
        phase="out",
        phase_title="Down",
        depth=0.62,
        target=0.75,
        partial=0.35,
        reach=0.62,
        joints=JOINTS,
        score=86.0,
        cue=CUE,
        faulty=("left_knee",),
        finished=SETS[:1],
    )
    return replace(base, **changes)  # type: ignore[arg-type]


def _danger() -> Snapshot:
    return live(cue=Cue("Keep your back straight.", "correction", "danger", 40.0), reps=12, partials=2, rejected=1)


def _long() -> Snapshot:
    return live(
        exercise="alternating_lateral_lunge",
        title="Alternating lateral lunge",
        reps=128,
        partials=12,
        rejected=3,
        phase_title="Push back",
        cue=Cue("Step wider to the side and keep the other leg long.", "guidance", None, 40.0),
        joints=(
            *JOINTS,
            JointScore("left_shoulder", 71.0, 3.0),
            JointScore("right_shoulder", None),
            JointScore("neck", 66.0, 12.0),
        ),
        depth=0.9,
        faulty=("left_knee", "right_shoulder"),
    )


SCENES: dict[str, Callable[[], tuple[Snapshot, Health]]] = {
    "before": lambda: (Snapshot(0.0, stage="live"), Health()),
    "asleep": lambda: (Snapshot(1.0, stage="asleep"), HEALTH),
    "asleep_demo": lambda: (Snapshot(1.0, stage="asleep"), replace(HEALTH, camera="demo", looking="demo")),
    "camera_off": lambda: (Snapshot(1.0, stage="camera_off"), replace(HEALTH, camera_ok=False, looking="")),
    "setup": lambda: (Snapshot(3.0, pose(3.0), stage="setup", setup_hint="Step back until I see your feet."), HEALTH),
    "setup_ready": lambda: (Snapshot(5.0, pose(5.0), stage="setup"), HEALTH),
    "setup_squat": lambda: (
        Snapshot(5.0, pose(5.0), stage="setup", exercise="squat", title="Squat", view=view_of(0.0)),
        HEALTH,
    ),
    "setup_turn": lambda: (
        Snapshot(
            5.0,
            pose(5.0),
            stage="setup",
            exercise="push_up",
            title="Push-up",
            view=view_of(5.0),
            verdict=Verdict("poor", "Turn a quarter to the left.", turn_deg=80.0),
        ),
        HEALTH,
    ),
    "setup_camera": lambda: (
        Snapshot(
            5.0,
            pose(5.0),
            stage="setup",
            exercise="lunge",
            title="Lunge",
            view=view_of(40.0),
            verdict=Verdict("fair", "Raise the camera or tilt it 5° down.", raise_m=0.3, tilt_deg=-5.0),
        ),
        HEALTH,
    ),
    "choosing": lambda: (
        Snapshot(9.0, pose(9.0), stage="choosing", menu=Menu("What shall we do?", CHOICES, 1)),
        HEALTH,
    ),
    "choosing_long": lambda: (
        Snapshot(
            9.0,
            pose(9.0),
            stage="choosing",
            menu=Menu("What shall we do?", CHOICES, 4),
            gesture=Gesture("point_right", 0.6),
        ),
        HEALTH,
    ),
    "gesture": lambda: (live(cue=None, faulty=(), gesture=Gesture("raise_hand", 0.7), pose=raised(41.0)), HEALTH),
    "countdown_squat": lambda: (
        Snapshot(7.0, pose(7.0), stage="countdown", countdown=3, exercise="squat", title="Squat", view=view_of(30.0)),
        HEALTH,
    ),
    "live_first": lambda: (live(reps=0, cue=None, faulty=(), view=view_of(0.0)), HEALTH),
    "live_poor": lambda: (
        live(cue=None, faulty=(), verdict=Verdict("poor", "Step back 40 cm.", step_m=0.4)),
        HEALTH,
    ),
    "countdown": lambda: (Snapshot(7.0, pose(7.0), stage="countdown", countdown=2), HEALTH),
    "live": lambda: (live(), HEALTH),
    "live_danger": lambda: (_danger(), HEALTH),
    "live_goal": lambda: (live(cue=None, faulty=(), goal=12, goal_sets=3, partials=1), HEALTH),
    "plan_live": lambda: (
        live(
            cue=Cue("A little further, as planned.", "guidance", None, 40.0),
            faulty=(),
            target=1.1,
            reps=5,
            plan=replace(PLAN, repetitions=5, short=2),
        ),
        HEALTH,
    ),
    "plan_setup": lambda: (
        Snapshot(5.0, pose(5.0), stage="setup", exercise="squat", title="Squat", view=view_of(0.0), plan=PLAN),
        HEALTH,
    ),
    "plan_choosing": lambda: (
        Snapshot(
            9.0,
            pose(9.0),
            stage="choosing",
            menu=Menu(
                "Your plan",
                (Choice("1", "Squat, done", "squat"), Choice("2", "Lunge", "lunge"), Choice("leave", "Leave the plan")),
                1,
            ),
            plan=PLAN,
        ),
        HEALTH,
    ),
    "plan_hold": lambda: (
        live(
            exercise="plank",
            title="Plank",
            hold_s=12.4,
            reps=0,
            phase_title="Hold",
            phase="peak",
            depth=1.0,
            cue=None,
            faulty=(),
            plan=replace(PLAN, item=3, sets=1, set=1, goal=None, hold_s=22.4, hold_goal_s=30.0),
        ),
        HEALTH,
    ),
    "plan_rest": lambda: (
        Snapshot(
            60.0,
            pose(60.0),
            stage="rest",
            stage_seconds=20.0,
            rest_left_s=40.0,
            set=3,
            finished=SETS[:1],
            exercise="lunge",
            title="Lunge",
            view=view_of(20.0),
            cue=Cue("Well done. Now: Lunge, 8 times.", "encouragement", None, 59.0),
            plan=replace(PLAN, item=2, set=1, sets=2, goal=8, done=1),
        ),
        HEALTH,
    ),
    "plan_summary": lambda: (
        Snapshot(300.0, pose(300.0), stage="summary", set=4, finished=SETS, plan=PlanProgress(items=4, done=3)),
        HEALTH,
    ),
    "live_praise": lambda: (
        live(cue=Cue("Better depth.", "praise", None, 40.5), faulty=(), depth=0.83, reach=0.97, best=1.04),
        HEALTH,
    ),
    "live_long": lambda: (_long(), replace(HEALTH, drops=1234, camera="camera-hall-http://192.168.0.17:8080/stream")),
    "live_unnamed": lambda: (
        Snapshot(20.0, pose(20.0), stage="live", set=1, reps=2, depth=math.nan, phase="out"),
        replace(HEALTH, sound="none"),
    ),
    "live_decline": lambda: (
        live(exercise="decline_bench_press", title="Decline bench press", cue=None, depth=math.nan, confidence=0.61),
        HEALTH,
    ),
    "live_hidden": lambda: (
        live(
            pose=pose(41.0, hidden=(s.LEFT_ANKLE, s.LEFT_KNEE, s.LEFT_HEEL, s.LEFT_FOOT, s.LEFT_WRIST)),
            joints=(JointScore("left_knee", None), JointScore("right_knee", 72.0, 6.0), JointScore("torso_lean", 45.0, 15.0)),
            faulty=(),
            cue=None,
        ),
        HEALTH,
    ),
    "hold": lambda: (
        live(
            exercise="plank",
            title="Plank",
            hold_s=31.4,
            reps=0,
            phase_title="Hold",
            phase="peak",
            depth=1.0,
            target=0.8,
            cue=None,
        ),
        replace(HEALTH, sound="muted"),
    ),
    "paused": lambda: (live(stage="paused"), HEALTH),
    "rest": lambda: (
        Snapshot(60.0, pose(60.0), stage="rest", stage_seconds=3.0, rest_left_s=42.0, set=1, finished=SETS[:1]),
        HEALTH,
    ),
    "calibrating": lambda: (
        Snapshot(
            5.0,
            pose(5.0),
            stage="calibrating",
            calibrating=Calibrating(
                "Turn",
                "Hold your arms out to the sides and turn slowly to one side and back.",
                index=1,
                count=6,
                progress=0.4,
                calibration=CAMERA,
            ),
        ),
        HEALTH,
    ),
    "calibrated": lambda: (
        Snapshot(
            60.0,
            pose(60.0),
            stage="calibrating",
            calibrating=Calibrating(
                title=DONE,
                instruction=KEEP,
                index=6,
                count=6,
                progress=1.0,
                calibration=CAMERA,
                found=placed(CAMERA),
            ),
        ),
        HEALTH,
    ),
    "check": lambda: (live(cue=None, faulty=(), recording_s=12.4), HEALTH),
    "replay": lambda: (Snapshot(70.0, None, stage="rest", replay=REPLAY), HEALTH),
    "rest_next": lambda: (
        Snapshot(
            60.0,
            pose(60.0),
            stage="rest",
            stage_seconds=20.0,
            rest_left_s=40.0,
            set=1,
            finished=SETS[:1],
            exercise="squat",
            title="Squat",
            view=view_of(20.0),
            cue=Cue("One more set.", "encouragement", None, 59.0),
        ),
        HEALTH,
    ),
    "rest_open": lambda: (
        Snapshot(60.0, pose(60.0), stage="rest", stage_seconds=73.4, set=4, finished=SETS),
        HEALTH,
    ),
    "summary": lambda: (Snapshot(300.0, pose(300.0), stage="summary", set=4, finished=SETS), HEALTH),
    "summary_empty": lambda: (Snapshot(30.0, stage="summary"), HEALTH),
    "summary_many": lambda: (Snapshot(900.0, stage="summary", set=20, finished=SETS * 6), HEALTH),
    "gone": lambda: (
        live(pose=None, cue=None),
        replace(
            HEALTH, camera_ok=False, notice="Camera 0 has stopped sending pictures. I am looking for it.", fps=0.0, looking=""
        ),
    ),
    "turning_off": lambda: (live(cue=None, faulty=(), gesture=Gesture("camera_off", 0.6)), HEALTH),
    "live_film": lambda: (live(), replace(HEALTH, camera="squat.mp4", looking="film")),
    "notice": lambda: (live(), replace(HEALTH, notice="There is no camera, so this is the demo.")),
}


def figures_of(snapshot: Snapshot, size: tuple[int, int]) -> Figures:
    """What the demonstrator shows in a single drawing."""
    demonstrator = Demonstrator(Look.of(ScreenSettings()), still=True, patient=True)
    try:
        return demonstrator.step(snapshot, size, None)
    finally:
        demonstrator.close()


def picture(name: str, background: Callable[[], NDArray[np.uint8]] = gradient) -> Picture:
    """The scene as Live would give it."""
    snapshot, health = SCENES[name]()
    return Picture(background(), snapshot, health, 0.0)


def main(folder: Path, names: list[str]) -> None:
    from mirror.settings import Settings
    from ui.app import draw

    folder.mkdir(parents=True, exist_ok=True)
    for name in names or SCENES:
        for size in SIZES:
            draw(picture(name), size, Settings(), folder / f"{name}_{size[0]}x{size[1]}.png", now=NOW)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:])
