"""`mirror teach`: somebody shows an exercise, and it is written down so that it counts from now on.

Reads the source, says how it goes, writes the files; what is learned from the movement is `mirror.teaching`'s.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from mirror import paths
from mirror.capture import open_source
from mirror.capture.core import Source
from mirror.errors import ModelError, WorldError, WrongRequest
from mirror.exercises import load_catalogue
from mirror.exercises.core import Catalogue
from mirror.exercises.own import SHOWN_SUFFIX, packed
from mirror.pose import PoseEstimator, open_estimator
from mirror.pose.core import Pose
from mirror.settings import Settings, load_settings
from mirror.teaching.core import LEAST, Lesson, Recording
from mirror.teaching.learning import count, learn, told
from mirror.teaching.toml import toml_of

Say = Callable[[str], None]
Progress = Callable[[int, int], None]
"""Called with the frames done and the frames there are (0: the file does not say)."""

WATCH_S = 60.0
"""How long a camera is watched at most."""
DONE_S = 4.0
"""Somebody who has shown enough and rests for so long has finished."""
LOOK_EVERY_S = 1.5
_NAME = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")
_AROUND_S = 0.3


class KeepError(WorldError):
    """What was learned cannot be kept where it should be."""


@dataclass(frozen=True, slots=True)
class Request:
    """What the user asked of `mirror teach`.

    Attributes:
        name: snake_case. source: as `open_source` reads it; None: the camera. title: for the screen; None: from the name.
        out: the TOML to write; None: NAME.toml in the user's folder. reps: how many are shown; None: as many as are found.
        seconds: stop watching after so long. force: write over what is there.
    """

    name: str
    source: str | None = None
    title: str | None = None
    out: Path | None = None
    reps: int | None = None
    seconds: float | None = None
    force: bool = False


def teach(request: Request, *, out: Say, progress: Progress | None = None) -> Lesson:
    """Watch, learn, write; `out` gets the plain words. Raises WorldError: WrongRequest for a request that can never be granted,
    CaptureError for a source that does not open, TeachingError for a movement that teaches nothing, KeepError for a file."""
    catalogue = load_catalogue(paths.exercises())
    file = check(request, catalogue)
    settings = load_settings()
    source = open_source(request.source or settings.camera.source or "camera")
    source.open()
    try:
        estimator = _estimator(settings)
        try:
            recording = watch(source, estimator, out=out, reps=request.reps, seconds=request.seconds, progress=progress)
        finally:
            estimator.close()
    finally:
        source.close()
    lesson = learn(recording, request.name, request.title, request.reps)
    shown = shown_in(recording, lesson)
    keep(lesson, shown, file)
    for line in sentences(lesson, shown, file, catalogue):
        out(line)
    return lesson


def check(request: Request, catalogue: Catalogue) -> Path:
    """The file that will be written. Raises WrongRequest or KeepError before anybody has moved for nothing."""
    if not _NAME.fullmatch(request.name):
        raise WrongRequest(f"“{request.name}” cannot be a name: write it in small letters, as wide_squat.")
    if request.name in catalogue:
        raise WrongRequest(f"{request.name} comes with the program: choose another name for yours.")
    file = request.out.expanduser() if request.out is not None else paths.own_exercises() / f"{request.name}.toml"
    if file.name != f"{request.name}.toml":
        raise WrongRequest(f"The file of {request.name} must be called {request.name}.toml.")
    if file.exists() and not request.force:
        raise KeepError(f"{file} is there already: choose another name, or write over it with --force.")
    if request.out is not None and not file.resolve().parent.is_dir():
        raise KeepError(f"{file} cannot be written: there is no such folder.")
    return file


def _estimator(settings: Settings) -> PoseEstimator:
    pose = settings.pose
    return open_estimator(pose.model, device=pose.device, backend=pose.backend, smoothing=pose.smoothing)


def watch(
    source: Source,
    estimator: PoseEstimator,
    *,
    out: Say,
    reps: int | None = None,
    seconds: float | None = None,
    progress: Progress | None = None,
) -> Recording:
    """Follow an open source: a file to its end, a camera until enough was shown and the person rests, or for `seconds`."""
    recording = Recording()
    limit = seconds if seconds is not None else WATCH_S if source.live else math.inf
    out(f"Show it {f'{reps} times' if reps is not None else 'three to five times'}.")
    total = int(getattr(source, "frames", 0) or 0)
    enough = reps if reps is not None else LEAST
    with ThreadPoolExecutor(1, "teaching") as aside:
        looking = _Looking(aside, out, enough) if source.live else None
        while (frame := source.read()) is not None:
            recording.add(frame.t, estimator.estimate(frame))
            if progress is not None:
                progress(frame.index + 1, total)
            if recording.last_t - recording.first_t >= limit or (looking is not None and looking.done(recording)):
                break
    return recording


class _Looking:
    """Counts beside the camera, so that it is known when enough was shown."""

    def __init__(self, aside: ThreadPoolExecutor, out: Say, enough: int) -> None:
        self._aside, self._out, self._enough = aside, out, enough
        self._running: Future[tuple[int, float]] | None = None
        self._asked = -math.inf
        self._said = 0
        self._last = math.nan

    def done(self, recording: Recording) -> bool:
        now = recording.last_t
        if self._running is not None and self._running.done():
            seen, self._last = self._running.result()
            self._running = None
            if seen > self._said:
                self._out(f"I have seen {seen}.")
            self._said = max(self._said, seen)
        if self._running is None and now - self._asked >= LOOK_EVERY_S and len(recording):
            self._asked = now
            self._running = self._aside.submit(count, recording.seen())
        return self._said >= self._enough and now - self._last >= DONE_S


def shown_in(recording: Recording, lesson: Lesson) -> list[Pose]:
    """The poses of what was shown, without getting there and leaving."""
    first, last = lesson.span
    track = recording.track
    return [p for p in recording.poses if p.track == track and first - _AROUND_S <= p.t <= last + _AROUND_S]


def keep(lesson: Lesson, shown: list[Pose], file: Path) -> None:
    """Write the TOML and, beside it, what was shown; both whole or not at all. Raises KeepError."""
    beside = file.with_suffix(SHOWN_SUFFIX)
    drafts = (file.with_suffix(".toml.part"), file.with_suffix(f"{SHOWN_SUFFIX}.part"))
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with drafts[1].open("wb") as blob:
            np.savez_compressed(blob, **packed(shown))  # type: ignore[arg-type]
        drafts[0].write_text(toml_of(lesson.exercise), encoding="utf-8")
        drafts[1].replace(beside)
        drafts[0].replace(file)
    except OSError as error:
        for draft in drafts:
            draft.unlink(missing_ok=True)
        raise KeepError(f"{file} cannot be written ({error.strerror}).") from error


def sentences(lesson: Lesson, shown: list[Pose], file: Path, catalogue: Catalogue) -> list[str]:
    """What was learned and what becomes of it."""
    name = lesson.exercise.name
    lines = [told(lesson), f"It is kept as {file}."]
    taken = _taken_for(shown)
    if taken is not None:
        title = catalogue[taken].title.lower() if taken in catalogue else taken
        return [*lines, f"It looks like a {title} to me, so I will count it as yours when you choose {name}."]
    return [*lines, f"I count it from now on: `mirror run`, or `mirror analyze VIDEO --exercise {name}`."]


def _taken_for(shown: list[Pose]) -> str | None:
    """The exercise that the network takes it for; None where it knows none, or where there is no network to ask."""
    from mirror.avatar.prototypes import own_prototype
    from mirror.recognition import load_recogniser

    try:
        return own_prototype(load_recogniser().network, shown)[1]
    except ModelError:
        return None
