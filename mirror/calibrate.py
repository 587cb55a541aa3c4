"""`mirror calibrate`: leads somebody through the calibration before any source, says what was found, keeps it for that source.

What is solved is `mirror.calibration`'s; here are the source, the words and the file.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from mirror.calibration import board
from mirror.calibration.core import MAX_BODY_M, MIN_BODY_M, calibrate
from mirror.calibration.guide import STEPS, Guide, GuideState
from mirror.calibration.solver import MAX_FOV_DEG, MIN_FOV_DEG, CalibrationError
from mirror.calibration.store import Kept, save
from mirror.calibration.views import view_of
from mirror.calibration.words import lens, placed
from mirror.capture import open_source
from mirror.capture.core import Source
from mirror.errors import WrongRequest
from mirror.exercises.core import Catalogue
from mirror.exercises.own import load_whole
from mirror.geometry.body import body_from_pose
from mirror.geometry.camera import Calibration
from mirror.pose import PoseEstimator, open_estimator
from mirror.pose.core import Pose
from mirror.settings import Settings, load_settings

Say = Callable[[str], None]
Progress = Callable[[int, int], None]
"""Called with the frames done and the frames there are (0: the file does not say)."""

WATCH_S = 120.0
"""How long a camera is watched at most."""
_BOARD_EVERY_S = 0.4
_BOARD_STILL_S = 3.0
_BOARD_STILL_PX = 2.0


_Found = tuple[Calibration, Pose | None]
"""The camera, and somebody who stands before it (None: nobody was looked for)."""


@dataclass(frozen=True, slots=True)
class Request:
    """What the user asked of `mirror calibrate`.

    Attributes:
        source: as `open_source` reads it; None: the camera. body_cm: crown over floor of who stands there. fov_deg: the picture's
            vertical field of view; None: to be found. sheet: look for the printed sheet and not for a person. square_mm: one of
            its squares, as measured on the paper. seconds: stop watching after so long.
    """

    source: str | None = None
    body_cm: float | None = None
    fov_deg: float | None = None
    sheet: bool = False
    square_mm: float = board.SQUARE_MM
    seconds: float | None = None


def run(request: Request, *, out: Say, progress: Progress | None = None) -> Calibration:
    """Watch, solve, say, keep. Raises WrongRequest for what can never be granted, CaptureError for a source that does not open,
    CalibrationError for what cannot be solved (one sentence that says what to do), SettingsError for the file."""
    check(request)
    settings = load_settings()
    source = _source(request.source or settings.camera.source or "camera")
    source.open()
    try:
        found, standing = (_by_sheet if request.sheet else _by_body)(source, request, settings, out, progress)
    finally:
        source.close()
    for line in sentences(found):
        out(line)
    if rows := verdicts(found, standing, load_whole()):
        out("What this view is good for, as you stood last:" if standing else "What this view is good for, facing the camera:")
        for line in rows:
            out(f"  {line}")
    body = math.nan if request.body_cm is None or request.sheet else request.body_cm / 100.0
    if note := save(source.name, Kept(found, body)):
        out(note)
    out(f"Kept for {source.name}: it holds from the next `mirror run` or `mirror analyze` on.")
    return found


def check(request: Request) -> None:
    """Raises WrongRequest before anybody has moved for nothing."""
    low, high = 100 * MIN_BODY_M, 100 * MAX_BODY_M
    if not request.sheet and request.body_cm is None:
        raise WrongRequest("Say how tall you are, as --body-height 172, or use the printed sheet with --sheet.")
    if request.body_cm is not None and not low <= request.body_cm <= high:
        raise WrongRequest(f"A body height is given in centimetres, {low:.0f} to {high:.0f}.")
    if request.fov_deg is not None and not MIN_FOV_DEG <= request.fov_deg <= MAX_FOV_DEG:
        raise WrongRequest(f"A field of view lies between {MIN_FOV_DEG:.0f} and {MAX_FOV_DEG:.0f} degrees.")


def _source(spec: str) -> Source:
    """The demo shows the calibration, not its workout."""
    if spec == "demo":
        from mirror.capture.calibration_demo import CalibrationDemo

        return CalibrationDemo()
    return open_source(spec)


def _by_body(source: Source, request: Request, settings: Settings, out: Say, progress: Progress | None) -> _Found:
    pose = settings.pose
    # Unsmoothed: the solver weighs single moments, and a filter would carry one place into the next.
    estimator = open_estimator(pose.model, device=pose.device, backend=pose.backend, smoothing=False)
    try:
        guide = follow(source, estimator, out, request.seconds, progress)
    finally:
        estimator.close()
    assert request.body_cm is not None
    found = calibrate(guide.poses, request.body_cm / 100.0, request.fov_deg).calibration
    return found, next((pose for pose in reversed(guide.poses) if pose is not None and _facing(pose)), None)


def _facing(pose: Pose) -> bool:
    """Whether somebody stands upright with the arms down: as before an exercise."""
    view = view_of(pose)
    return view is not None and not view.arms_out


def follow(
    source: Source, estimator: PoseEstimator, out: Say, seconds: float | None = None, progress: Progress | None = None
) -> Guide:
    """An open source through the guide: a camera until all was shown, `seconds` or two minutes have passed; a file to its end."""
    guide = Guide()
    limit = seconds if seconds is not None else WATCH_S if source.live else math.inf
    total = int(getattr(source, "frames", 0) or 0)
    first, shown, hinted = math.nan, -1, ""
    while (frame := source.read()) is not None:
        state = guide.step(estimator.estimate(frame), frame.t)
        if state.index > shown and not state.done:
            out(f"{state.index + 1} of {state.count}: {state.instruction}")
            shown = state.index
        if source.live and state.hint and state.hint != hinted:
            out(state.hint)
        hinted = state.hint
        if progress is not None:
            progress(frame.index + 1, total)
        first = frame.t if math.isnan(first) else first
        if frame.t - first >= limit or (source.live and state.done):
            break
    _unfinished(guide, source)
    return guide


def _unfinished(guide: Guide, source: Source) -> None:
    """A camera that has run out of time before the last step: the solver would only say half of it."""
    state: GuideState = guide.state
    if source.live and not state.done:
        raise CalibrationError(
            f"The calibration was not finished: {STEPS[state.index].title.lower()} came next. Run mirror calibrate again."
        )


def _by_sheet(source: Source, request: Request, _: Settings, out: Say, progress: Progress | None) -> _Found:
    out("Hold the printed sheet up before the camera and tilt it to each side.")
    out("Then lay it flat on the floor where the camera sees it well, and step away.")
    limit = request.seconds if request.seconds is not None else WATCH_S if source.live else math.inf
    total = int(getattr(source, "frames", 0) or 0)
    sightings: list[tuple[board.Array, board.Array]] = []
    width = height = 0
    first = last = still = math.nan
    while (frame := source.read()) is not None:
        first = frame.t if math.isnan(first) else first
        if progress is not None:
            progress(frame.index + 1, total)
        if math.isnan(last) or frame.t - last >= _BOARD_EVERY_S:
            last = frame.t
            height, width = frame.image.shape[:2]
            seen = board.corners_in(frame.image, request.square_mm / 1000.0)
            if seen is not None:
                if sightings and _same(sightings[-1], seen):
                    sightings[-1] = seen
                    still = frame.t if math.isnan(still) else still
                else:
                    sightings.append(seen)
                    still = math.nan
        if frame.t - first >= limit or (source.live and not math.isnan(still) and frame.t - still >= _BOARD_STILL_S):
            break
    return board.calibrate_board(sightings, width, height, request.fov_deg), None


def _same(a: tuple[board.Array, board.Array], b: tuple[board.Array, board.Array]) -> bool:
    """Whether the sheet has not moved between two sightings."""
    if len(a[0]) != len(b[0]) or not np.allclose(a[0], b[0]):
        return False
    return bool(np.abs(a[1] - b[1]).max() < _BOARD_STILL_PX)


_LEVELS = ("good", "fair", "poor", "unknown")


def sentences(found: Calibration) -> list[str]:
    """What was found, a line a number."""
    return [*placed(found), lens(found), "Each ± holds in nine of ten cases."]


def verdicts(found: Calibration, pose: Pose | None, catalogue: Catalogue) -> list[str]:
    """What the view of somebody who stands as in `pose` (None: faces the camera) is good for: a line an exercise, best first."""
    from mirror.geometry.observability import learned, load
    from mirror.geometry.verdict import Framing, Prospect, verdict_of

    body = None if pose is None else body_from_pose(pose, found)
    yaw = 0.0 if body is None or math.isnan(body.yaw_deg) else body.yaw_deg
    framing = None if pose is None else Framing.of(pose, found)
    sights = load(learned())
    rows = []
    for name, exercise in catalogue.items():
        if name in sights:
            verdict = verdict_of(Prospect(exercise, sights[name]), found, yaw, framing)
            rows.append((_LEVELS.index(verdict.level), name, verdict.level, verdict.advice))
    width = max((len(name) for _, name, *_ in rows), default=0)
    return [f"{name.ljust(width)}  {level.ljust(4)}  {advice}".rstrip() for _, name, level, advice in sorted(rows)]


def print_sheet(file: Path, out: Say) -> None:
    """Write the page to print. Raises CalibrationError where it cannot be written."""
    board.save_sheet(file)
    out(f"{file}: print it on A4 without scaling; each square must measure {board.SQUARE_MM:.0f} mm.")
