"""A recorded video through the same core as the live mirror, into a report."""

from __future__ import annotations

import math
import statistics
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, Literal

from mirror import events as ev
from mirror.avatar.prototypes import recogniser_for
from mirror.calibration.store import load
from mirror.capture import open_source
from mirror.capture.core import Source
from mirror.commands import ChooseExercise
from mirror.exercises.own import load_whole
from mirror.geometry.camera import Calibration
from mirror.observation import Observation
from mirror.pose import PoseEstimator, open_estimator
from mirror.trainer import Trainer

SCHEMA = 1
Progress = Callable[[int, int], None]
"""Called with the frames done and the frames there are (0: the file does not say)."""


def analyze(
    video: Path | str,
    *,
    exercise: str | None = None,
    model: Literal["lite", "full", "heavy"] = "full",
    threads: int = 2,
    progress: Progress | None = None,
) -> dict[str, Any]:
    """The report of a video file or picture folder (docs: the report of `mirror analyze`).

    `exercise` counts this one and no other. `threads`: of the pose network, which do not change the report. A calibration that
    was kept for this source is used. Raises CaptureError for a video that cannot be read, ModelError for a network that is
    missing, SettingsError for a calibration file that cannot be read, ValueError for an exercise that is not in the catalogue.
    """
    source = open_source(str(video))
    source.open()
    try:
        estimator = open_estimator(model, threads=threads)
        try:
            catalogue = load_whole()
            kept = load(source.name)
            trainer = Trainer(catalogue, recogniser_for(catalogue), calibration=kept.calibration if kept else None)
            return report(source, estimator, trainer, exercise=exercise, progress=progress)
        finally:
            estimator.close()
    finally:
        source.close()


def report(
    source: Source,
    estimator: PoseEstimator,
    trainer: Trainer,
    *,
    exercise: str | None = None,
    progress: Progress | None = None,
) -> dict[str, Any]:
    """Run an open source through an estimator and a fresh trainer."""
    events: list[ev.Event] = []
    if exercise is not None:
        events += trainer.apply(ChooseExercise(exercise))
    total = int(getattr(source, "frames", 0) or 0)
    pose_ms: list[float] = []
    trainer_ms: list[float] = []
    yaws: list[float] = []
    frames = detected = 0
    first = last = 0.0
    began = time.perf_counter()
    while (frame := source.read()) is not None:
        if frames == 0:
            first = frame.t
        last = frame.t
        t0 = time.perf_counter()
        pose = estimator.estimate(frame)
        t1 = time.perf_counter()
        step = trainer.step(Observation(frame.t, pose, frame=frame.index))
        pose_ms.append((t1 - t0) * 1e3)
        trainer_ms.append((time.perf_counter() - t1) * 1e3)
        events += step.events
        frames += 1
        detected += pose is not None
        if math.isfinite(step.snapshot.view.yaw_deg):
            yaws.append(step.snapshot.view.yaw_deg)
        if progress is not None:
            progress(frames, total)
    events += trainer.finish(last)
    took = time.perf_counter() - began
    duration = last - first + (1.0 / source.fps if source.fps > 0 else 0.0)
    return {
        "schema": SCHEMA,
        "source": source.name,
        "duration_s": round(duration, 3),
        "frames": frames,
        "fps": round(source.fps, 3) if math.isfinite(source.fps) else None,
        "pose": {"backend": estimator.name, "detected_ratio": round(detected / frames, 4) if frames else 0.0},
        "classifier": trainer.classifier,
        "view": _view(yaws, trainer.calibration),
        "sets": _sets(events, first),
        "timing": {
            "pose_ms_median": round(statistics.median(pose_ms), 3) if pose_ms else None,
            "trainer_ms_median": round(statistics.median(trainer_ms), 3) if trainer_ms else None,
            "realtime_factor": round(duration / took, 2) if took > 0 else 0.0,
        },
    }


def _view(yaws: list[float], calibration: Calibration) -> dict[str, Any]:
    """The turn is the direction of the mean, since it wraps round; what nobody knows is null."""
    yaw = None
    if yaws:
        sin = statistics.fmean(math.sin(math.radians(y)) for y in yaws)
        cos = statistics.fmean(math.cos(math.radians(y)) for y in yaws)
        yaw = round(math.degrees(math.atan2(sin, cos)), 1)
    return {
        "yaw_deg": yaw,
        "camera_height_m": round(calibration.height_m, 2) if math.isfinite(calibration.height_m) else None,
        "pitch_deg": round(calibration.pitch_deg, 1),
        "source": calibration.source,
    }


def _sets(events: Iterable[ev.Event], first: float) -> list[dict[str, Any]]:
    """Finished sets with their repetitions; times count from the first frame."""
    reps: dict[int, list[dict[str, Any]]] = {}
    sets: list[dict[str, Any]] = []
    for event in events:
        match event:
            case ev.RepClosed():
                reps.setdefault(event.set, []).append(
                    {
                        "start_s": round(event.start_t - first, 3),
                        "end_s": round(event.end_t - first, 3),
                        "kind": event.kind,
                        "depth": round(event.depth, 3),
                        "side": event.side,
                        "score": _rounded(event.score),
                        "joints": {name: round(score, 1) for name, score in event.joints.items()},
                        "mistakes": list(event.mistakes),
                        "reason": event.reason,
                    }
                )
            case ev.SetEnded():
                one: dict[str, Any] = {
                    "exercise": event.exercise,
                    "start_s": round(event.start_t - first, 3),
                    "end_s": round(event.end_t - first, 3),
                    "confidence": round(event.confidence, 3),
                }
                if event.hold_s is not None:
                    one["hold_s"] = round(event.hold_s, 2)
                else:
                    one["reps"] = reps.get(event.set, [])
                    one["counts"] = {"full": event.full, "partial": event.partial, "rejected": event.rejected}
                one["score"] = _rounded(event.score)
                one["joints"] = {name: round(score, 1) for name, score in event.joints.items()}
                one["mistakes"] = dict(event.mistakes)
                sets.append(one)
    return sets


def _rounded(score: float | None) -> float | None:
    return None if score is None else round(score, 1)
