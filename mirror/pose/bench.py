"""What a pose costs, ours and MediaPipe's, on the same pictures in the same run."""

from __future__ import annotations

import statistics
import time
from collections.abc import Iterable
from typing import Literal, TypedDict

from mirror.capture.core import Frame
from mirror.errors import ModelError
from mirror.pose.blazepose import BlazePose
from mirror.pose.mediapipe_backend import MediaPipe


class Figures(TypedDict):
    """Keys:
    pose_ms: median milliseconds of a picture in which the person was followed (the detector rested), all of `estimate`.
    pose_ms_mediapipe: median of MediaPipe's landmarker for the same pictures, its transport left out; None where it is not
        installed. ratio: the one over the other. detect_ms: median where the detector ran, None where it never did.
    frames: how many pictures the medians stand on. missing: why there is no MediaPipe, "" where there is.
    """

    pose_ms: float | None
    pose_ms_mediapipe: float | None
    ratio: float | None
    detect_ms: float | None
    frames: int
    missing: str


def compare(frames: Iterable[Frame], model: Literal["lite", "full", "heavy"] = "full", *, warm_up: int = 10) -> Figures:
    """Run both estimators picture by picture in turn, so that what else the machine does hits both alike.

    Args:
        frames: pictures of one person, in the order of time; 200 or more make a steady median.
        warm_up: pictures at the start that do not count.

    Raises ModelError when ours cannot run; MediaPipe may be missing.
    """
    ours = BlazePose(model)
    theirs, missing = None, ""
    try:
        theirs = MediaPipe(model)
    except ModelError as error:
        missing = str(error)
    followed: list[float] = []
    detected: list[float] = []
    reference: list[float] = []
    try:
        for number, frame in enumerate(frames):
            runs = ours.detections
            started = time.perf_counter()
            pose = ours.estimate(frame)
            seconds = time.perf_counter() - started
            if theirs is not None:
                theirs.estimate(frame)
            if number < warm_up:
                continue
            if ours.detections > runs:
                detected.append(seconds)
            elif pose is not None:
                followed.append(seconds)
                if theirs is not None:
                    reference.append(theirs.seconds)
    finally:
        ours.close()
        if theirs is not None:
            theirs.close()
    pose_ms, reference_ms = _median_ms(followed), _median_ms(reference)
    ratio = None if pose_ms is None or reference_ms is None else pose_ms / reference_ms
    return Figures(
        pose_ms=pose_ms,
        pose_ms_mediapipe=reference_ms,
        ratio=ratio,
        detect_ms=_median_ms(detected),
        frames=len(followed),
        missing=missing,
    )


def _median_ms(seconds: list[float]) -> float | None:
    return statistics.median(seconds) * 1000 if seconds else None
