"""What the mirror costs on this machine, stage by stage.

First the whole mirror runs as it would at home (capture, pose, workout, window), for latency, rate and memory. Then the pose
network and the core are timed alone on the same movement, pose beside MediaPipe's in turns where that is installed.

The live part is fed with a recorded clip that plays as a camera does: drawing the demo costs about as much as everything that a
camera's picture costs, and would be measured along.
"""

from __future__ import annotations

import json
import math
import os
import platform
import resource
import statistics
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from mirror import __version__, paths
from mirror.capture import open_source
from mirror.capture.core import Frame, Source
from mirror.display import display_found
from mirror.errors import CaptureError, ModelError, WorldError
from mirror.exercises import load_catalogue
from mirror.live import Live
from mirror.observation import Observation
from mirror.pose import open_estimator
from mirror.pose.mediapipe_backend import MediaPipe
from mirror.run import entry
from mirror.settings import Settings, load_settings

Say = Callable[[str], None]

_WARM_FRAMES = 20
"""Not timed: the detector's first frames and the libraries' own start."""
_POSE_FRAMES = 200
CLIP = "clip"
"""The source of `mirror bench` unless another is named: squats of the avatar in 720p at 30 fps, filmed once and kept."""
_CLIP_REPS = 10
SCREEN = (1280, 720)
"""Pixels of the window where there is no screen, unless others are named."""


class CameraOf:
    """A recorded source that plays as a camera does: at its own pace by the clock, over and over; what nobody takes is lost.

    Attributes as in `mirror.capture.Source`.
    """

    live = True

    def __init__(self, recorded: Source) -> None:
        self._recorded = recorded
        self.name = recorded.name
        self.fps = recorded.fps
        self._began = math.nan
        self._index = 0

    def open(self) -> None:
        """As the recorded source's `open`."""
        self._recorded.open()
        self.fps = self._recorded.fps if self._recorded.fps > 0 else 30.0

    def read(self) -> Frame | None:
        """The next picture when it is due. Never ends; raises CaptureError when the recording has no picture at all."""
        frame = self._recorded.read()
        if frame is None:
            self._recorded.close()
            self._recorded.open()
            frame = self._recorded.read()
            if frame is None:
                raise CaptureError(f"{self.name} holds no pictures; name another video.")
        now = time.monotonic()
        if math.isnan(self._began):
            self._began = now
        due = self._began + self._index / self.fps
        if due > now:
            time.sleep(due - now)
        else:
            # A camera does not catch up: what was late is lost, the next picture comes a period after this one.
            self._began += now - due
        self._index += 1
        return Frame(frame.image, time.monotonic(), self._index - 1)

    def close(self) -> None:
        """As the recorded source's `close`."""
        self._recorded.close()


def bench(spec: str, seconds: float, *, note: Say, screen: tuple[int, int] = SCREEN) -> dict[str, Any]:
    """Measure; the keys are those of the contract for `mirror bench --json`, and `details` beneath them.

    `spec` as in `open_source`; `seconds` of the live part; `screen` (width, height) pixels where there is no real one.
    A figure that could not be taken is None. Raises WorldError where the source or the weights cannot be used.
    """
    settings = load_settings()
    if spec == CLIP:
        spec = str(_clip(note))
    note(f"The mirror runs for {seconds:.0f} s ...")
    # The last minute is enough for the core, and a long run must not look as if the mirror grew.
    observations: deque[Observation] = deque(maxlen=1800)
    if not display_found():
        os.environ["QT_QPA_PLATFORM"] = f"offscreen:configfile={_screen_file(screen)}"
    whole = _whole(spec, seconds, settings, observations)
    note("Pose and core alone ...")
    alone = _pose_alone(spec, settings)
    alone["trainer_ms"] = _core_alone(observations, settings)
    live = whole.pop("live")
    return {
        "pose_ms": alone["pose_ms"],
        "pose_ms_mediapipe": alone["pose_ms_mediapipe"],
        "trainer_ms": alone["trainer_ms"],
        **whole,
        "machine": machine(),
        "details": {
            "source": spec,
            "screen": display_found() if not _offscreen() else f"{screen[0]}x{screen[1]}",
            "seconds": seconds,
            "source_ms": alone["source_ms"],
            "pose_live_ms": live["pose_ms"],
            "trainer_live_ms": live["trainer_ms"],
            "convert_ms": live["convert_ms"],
            "capture_to_snapshot_ms": live["capture_to_snapshot_ms"],
        },
    }


def _clip(note: Say) -> Path:
    """The clip, filmed where it is not there yet. Raises CaptureError where the cache cannot be written."""
    path = paths.cache() / f"bench-{__version__}.mp4"
    if not path.exists():
        from mirror.avatar.video import write_demo_video

        note("A clip to measure with is drawn, once ...")
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise CaptureError(f"{path.parent} cannot be made ({error.strerror}); name a video with --source.") from error
        partial = path.with_name("partial-" + path.name)
        write_demo_video("squat", _CLIP_REPS, partial, view_deg=25.0)
        partial.with_suffix(".json").unlink()
        partial.replace(path)
    return path


def _offscreen() -> bool:
    return os.environ.get("QT_QPA_PLATFORM", "").startswith("offscreen:configfile")


def _screen_file(size: tuple[int, int]) -> Path:
    """Describes a mirror's screen to Qt's offscreen platform, whose own is a small square."""
    screen = {"name": "mirror", "x": 0, "y": 0, "width": size[0], "height": size[1], "logicalDpi": 96, "dpr": 1}
    path = paths.cache() / "bench-screen.json"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps({"screens": [{**screen, "logicalBaseDpi": 96}]}), encoding="utf-8")
    except OSError as error:
        raise CaptureError(f"{path} cannot be written ({error.strerror}); make room there or set XDG_CACHE_HOME.") from error
    return path


def machine() -> str:
    """Processor, cores this process may use, memory and system, in one line."""
    processor = platform.processor() or platform.machine()
    cpuinfo = Path("/proc/cpuinfo")
    if cpuinfo.exists():
        names = [line.partition(":")[2].strip() for line in cpuinfo.read_text().splitlines() if line.startswith("model name")]
        processor = names[0] if names else processor
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return f"{processor}, {cores} cores, {memory:.0f} GiB, {platform.system()}, Python {platform.python_version()}"


def as_lines(figures: Mapping[str, Any]) -> list[str]:
    """The main figures for a person."""
    reference = figures["pose_ms_mediapipe"]
    paint, block = figures["capture_to_paint_ms"], figures["gui_block_ms"]
    return [
        figures["machine"],
        f"pose             {_ms(figures['pose_ms'])}",
        f"pose, MediaPipe  {_ms(reference) if reference is not None else 'not installed'}",
        f"core             {_ms(figures['trainer_ms'])}",
        f"capture to paint {_ms(paint['p50'])} median, {_ms(paint['p95'])} p95",
        f"GUI thread held  {_ms(block['p99'])} p99",
        f"pictures         {figures['fps']:.1f} a second, {figures['drops']} dropped",
        f"memory           {figures['rss_mb']:.0f} MB",
        f"processor        {_ms(figures['cpu_ms_per_frame'])} a picture",
    ]


def _whole(spec: str, seconds: float, settings: Settings, observations: deque[Observation]) -> dict[str, Any]:
    from mirror.avatar.prototypes import recogniser_for
    from mirror.trainer import Trainer
    from mirror.workout import Workout

    window, probe = entry("run"), entry("probe")
    source = open_source(spec)
    if not source.live:
        source = CameraOf(source)
    source.open()
    estimator = _estimator(settings)
    catalogue = load_catalogue(paths.exercises())
    trainer = Trainer(catalogue, recogniser_for(catalogue), difficulty=settings.coaching.difficulty)
    live = Live(source, estimator, Workout(trainer), max_height=settings.camera.max_height)
    channel = live.observations()
    collector = threading.Thread(target=lambda: observations.extend(channel), daemon=True)
    collector.start()
    blocks = probe()
    before = _cpu_s()
    live.start()
    try:
        window(live, settings, windowed=False, seconds=seconds, snapshot=None, sound=None)
        figures = live.figures()
        spent, rss = _cpu_s() - before, _rss_mb()
    finally:
        live.stop()
        live.join(10.0)
        estimator.close()
        source.close()
    collector.join(10.0)
    held = sorted(blocks())
    return {
        "capture_to_paint_ms": {key: _figure(value) for key, value in figures["capture_to_paint_ms"].items()},
        "gui_block_ms": {"p99": _figure(held[int(0.99 * (len(held) - 1))]) if held else None},
        "fps": _figure(figures["frames"] / seconds),
        "drops": figures["drops"],
        "rss_mb": _figure(rss),
        "cpu_ms_per_frame": _figure(spent * 1e3 / max(1, figures["frames"])),
        "live": {
            key: {name: _figure(v) for name, v in value.items()} for key, value in figures.items() if isinstance(value, dict)
        },
    }


def _pose_alone(spec: str, settings: Settings) -> dict[str, float | None]:
    """Median milliseconds of a tracked frame on one source; the two back ends take turns on the same frames.

    MediaPipe runs in a process of its own; its time is the landmarker's alone, without the pipe between.
    """
    ours = _estimator(settings)
    try:
        reference = MediaPipe(settings.pose.model)
    except ModelError:
        reference = None
    times: dict[str, list[float]] = {"source_ms": [], "pose_ms": [], "pose_ms_mediapipe": []}
    for index, (frame, made_ms) in enumerate(_frames(spec, _WARM_FRAMES + _POSE_FRAMES)):
        began = time.perf_counter()
        ours.estimate(frame)
        between = time.perf_counter()
        if reference is not None:
            reference.estimate(frame)
        if index >= _WARM_FRAMES:
            times["source_ms"].append(made_ms)
            times["pose_ms"].append((between - began) * 1e3)
            if reference is not None:
                times["pose_ms_mediapipe"].append(reference.seconds * 1e3)
    ours.close()
    if reference is not None:
        reference.close()
    return {key: _figure(statistics.median(values)) if values else None for key, values in times.items()}


def _frames(spec: str, count: int) -> Iterator[tuple[Frame, float]]:
    """Up to `count` frames as fast as they are read, each with the milliseconds that it took."""
    source = _unpaced(spec)
    source.open()
    try:
        for _ in range(count):
            began = time.perf_counter()
            frame = source.read()
            if frame is None:
                return
            yield frame, (time.perf_counter() - began) * 1e3
    finally:
        source.close()


def _unpaced(spec: str) -> Source:
    if spec == "demo":
        from mirror.capture.demo import Demo

        return Demo(paced=False)
    return open_source(spec)


def _core_alone(observations: deque[Observation], settings: Settings) -> float | None:
    """Median milliseconds of `Trainer.step` over the observations of the live part, replayed where somebody is there."""
    from mirror.avatar.prototypes import recogniser_for
    from mirror.trainer import Trainer

    catalogue = load_catalogue(paths.exercises())
    trainer = Trainer(catalogue, recogniser_for(catalogue), difficulty=settings.coaching.difficulty)
    times = []
    for observation in observations:
        began = time.perf_counter()
        trainer.step(observation)
        if observation.pose is not None:
            times.append((time.perf_counter() - began) * 1e3)
    return _figure(statistics.median(times)) if times else None


def _estimator(settings: Settings) -> Any:
    pose = settings.pose
    if pose.backend != "blazepose":
        raise BenchError("mirror bench compares BlazePose with MediaPipe; set pose.backend to blazepose.")
    return open_estimator(pose.model, device=pose.device, smoothing=pose.smoothing)


class BenchError(WorldError):
    """The measurement cannot be taken as things are set."""


def _cpu_s() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def _rss_mb() -> float:
    """What the process holds in memory now; where the system does not say, the most it ever held."""
    status = Path("/proc/self/statm")
    if status.exists():
        return int(status.read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6


def _figure(value: float) -> float | None:
    """Rounded for JSON, which has no NaN."""
    return None if math.isnan(value) else round(value, 2)


def _ms(value: float | None) -> str:
    return "unknown" if value is None else f"{value:.1f} ms"
