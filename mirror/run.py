"""`mirror run`: the rooms put together. Source, pose and workout go into Live; voice, log and terminal listen; a window shows.

The window is looked up under the entry points of the group `mirror.window` (`run` and `draw`), so that nothing here imports Qt.
"""

from __future__ import annotations

import logging
import logging.handlers
import signal
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from importlib.metadata import entry_points
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Any, TypeVar

from mirror import offered, paths
from mirror.capture import open_source
from mirror.capture.camera import SIZE
from mirror.capture.core import Source, kind_of
from mirror.coaching import all_phrases
from mirror.commands import Calibrate, ChooseExercise
from mirror.display import display_found
from mirror.errors import CaptureError, SettingsError, WorldError
from mirror.exercises import Catalogue
from mirror.exercises.own import load_whole
from mirror.language import load as load_language
from mirror.live import Live, Picture
from mirror.observers import JOIN_S, log_session, observe
from mirror.offered import Host
from mirror.preferences import profiles
from mirror.settings import Settings, load_settings
from mirror.terminal import Terminal, summary, truth_line
from mirror.workout.goals import ALL_DONE, REST_OVER, SET_DONE
from mirror.workout.session import CAMERA_OFF, CAMERA_ON

if TYPE_CHECKING:
    from mirror.pose import PoseEstimator
    from mirror.voice.interpreter import Interpreter
    from mirror.workout import Workout
    from mirror.workout.plan import Plan

log = logging.getLogger(__name__)

T = TypeVar("T")
Say = Callable[[str], None]
_SNAPSHOT_SIZE = (1080, 1920)
"""Pixels of the HUD that `--snapshot` draws where there is no screen: the common, portrait mirror."""
_LOG_BYTES = 1_000_000


@dataclass(frozen=True, slots=True)
class Request:
    """What the user asked of `mirror run`; None: the settings or the machine decide.

    Attributes:
        source: as `open_source` reads it. seconds: stop so long after the first picture. snapshot: PNG of the mirror at the end.
        windowed: not full screen. headless: no window even where there is a screen. profile: whose session this is.
        pin: asks for the PIN of a profile that has one; None: nobody can be asked.
        exercise: count this one and no other, until another is chosen at the mirror.
    """

    source: str | None = None
    windowed: bool = False
    headless: bool = False
    seconds: float | None = None
    snapshot: Path | None = None
    profile: str | None = None
    pin: Callable[[], str] | None = None
    exercise: str | None = None


class WindowError(WorldError):
    """The window, or the drawing of the mirror, cannot be loaded."""


def run(request: Request, *, out: Say, note: Say) -> int:
    """Run the mirror until the source, the time or the user ends it; returns the exit code.

    `out` gets the terminal's lines, `note` what the user should know besides (no camera, no log). Raises WorldError where the
    mirror cannot start at all: settings, weights or a named source that does not open.
    """
    settings = _settings(request)
    _keep_log()
    if request.snapshot is not None and not request.snapshot.expanduser().resolve().parent.is_dir():
        raise WindowError(f"{request.snapshot} cannot be written: there is no such folder.")
    screen = "" if request.headless else display_found()
    if not screen and not request.headless:
        note("There is no screen, so I tell it here.")
    with ExitStack() as ending:
        # a camera takes a second to wake, the networks another: side by side they cost one
        with ThreadPoolExecutor(1, "opening") as aside:
            size = _size(settings)
            opening = aside.submit(_opened, request.source or settings.camera.source, note, size=size, repeat=bool(screen))
            catalogue = load_whole()
            for problem in catalogue.problems:
                note(problem)
            estimator, workout = _core(settings, catalogue, request, asks=bool(screen))
        source = opening.result()
        ending.callback(source.close)
        ending.callback(estimator.close)
        # on a screen a film runs at its own speed; the terminal takes it as fast as it can be read
        live = Live(source, estimator, workout, max_height=settings.camera.max_height, paced=bool(screen))
        _calibrate(settings, live, source, note, ending)
        if request.exercise is not None:
            live.send(ChooseExercise(request.exercise))
        person = request.profile or settings.sessions.profile
        voice = _voice(settings, catalogue, live, ending)
        host = Host(live.send, voice.become, plan=_plans(settings, request, source), person=person)
        observe("host", live.events(), host.handle, ending)
        log_session(settings, request.profile or settings.sessions.profile, source.name, live, ending, note)
        if screen:
            window = _window("run", note)
            if window is not None:
                return _on_screen(window, live, settings, request, voice, host, ending)
        return _on_terminal(live, source, catalogue, settings, request, out, ending)


def _settings(request: Request) -> Settings:
    """The mirror's settings with the person's own over them. Raises SettingsError, or PinError for somebody else's profile."""
    if request.profile and profiles.pin_hash(request.profile):
        profiles.unlock(request.profile, request.pin() if request.pin is not None else "")
    return profiles.settings_of(request.profile or load_settings().sessions.profile)


def _plans(settings: Settings, request: Request, source: Source) -> Callable[[str], Plan | None]:
    """Where today's plan of a person comes from: the log, unless the demo plays (nobody trains) or one exercise is wanted."""
    if not settings.sessions.on or request.exercise is not None or kind_of(source) == "demo":
        return lambda person: None
    database = settings.sessions.database or paths.database()
    return lambda person: offered.plan(database, person)


def _size(settings: Settings) -> tuple[int, int]:
    width, _, height = settings.camera.resolution.partition("x")
    return int(width), int(height)


def _calibrate(settings: Settings, live: Live, source: Source, note: Say, ending: ExitStack) -> None:
    """What the user gave by hand goes before what was calibrated for this source; the first who stands still shows whether that
    still holds."""
    from mirror.calibration.keeper import Keeper
    from mirror.calibration.store import load
    from mirror.preferences.by_hand import camera

    given, kept = camera(settings), None
    if given is not None:
        live.send(Calibrate(given))
    else:
        try:
            kept = load(source.name)
        except SettingsError as error:
            note(str(error))
            live.tell(str(error))
        if kept is not None:
            live.send(Calibrate(kept.calibration, kept.body_m))
    keeper = Keeper(source.name, kept, live.tell, several=len(profiles.names()) > 1)
    observe("calibration", live.events(), keeper.handle, ending)
    observe("drift", live.observations(), keeper.look, ending)


def _opened(spec: str, note: Say, *, size: tuple[int, int] = SIZE, repeat: bool) -> Source:
    """The named source, open; without a name the first camera that opens, else the demo, and the user is told.

    `repeat`: the demo begins again when it is over (a mirror on the wall); on the terminal it is played once.
    """
    source = _source(spec or "camera", size, repeat)
    try:
        source.open()
    except CaptureError as error:
        if spec:
            raise
        log.info("no camera: %s", error)
        note("There is no camera, so I play the demo.")
        source = _source("demo", size, repeat)
        source.open()
    return source


def _source(spec: str, size: tuple[int, int], repeat: bool) -> Source:
    if spec == "demo" and repeat:
        from mirror.capture.demo import Demo

        return Demo(repeat=True)
    return open_source(spec, size=size)


def _core(settings: Settings, catalogue: Catalogue, request: Request, *, asks: bool) -> tuple[PoseEstimator, Workout]:
    """`asks`: there is a window that can ask for a PIN."""
    from mirror.avatar.prototypes import recogniser_for
    from mirror.pose import open_estimator
    from mirror.trainer import Trainer
    from mirror.workout import Goals, Timing, Workout

    pose, aim = settings.pose, settings.workout
    estimator = open_estimator(pose.model, device=pose.device, backend=pose.backend, smoothing=pose.smoothing)
    trainer = Trainer(catalogue, recogniser_for(catalogue), difficulty=settings.coaching.difficulty)
    person = request.profile or settings.sessions.profile
    people, locked = ((), ()) if request.profile else offered.people()
    return estimator, Workout(
        trainer,
        timing=Timing(rest=float(aim.rest)),
        goals=Goals(aim.repetitions, aim.sets),
        used=offered.used(settings.sessions.database or paths.database(), person) if settings.sessions.on else (),
        people=[name for name in people if asks or name not in locked],
        person=person or None,
        locked=locked,
    )


def _voice(settings: Settings, catalogue: Catalogue, live: Live, ending: ExitStack) -> Interpreter:
    from mirror.voice import Voice
    from mirror.voice.ducking import Ducker
    from mirror.voice.interpreter import Interpreter

    words, language = settings.voice, load_language(settings.spoken, settings.general.units)
    ducker = Ducker()
    voice = Voice(
        words.on,
        rate=words.rate,
        volume=words.volume,
        language=settings.spoken,
        name=words.name,
        duck=ducker.duck,
        phrases=[language(phrase) for phrase in _phrases(catalogue, settings.workout.repetitions)],
        on_status=live.set_sound,
    )
    if words.on and words.duck:
        ducker.start()
        ending.callback(ducker.stop)
    voice.start()
    ending.callback(voice.stop)
    interpreter = Interpreter(voice, settings, lambda now: _phrases(catalogue, now.workout.repetitions))
    observe("voice", live.events(), interpreter.handle, ending)
    return interpreter


def _phrases(catalogue: Catalogue, *goals: int) -> list[str]:
    """What may have to be said, each once, so that it is synthesised before it is needed."""
    spoken = [text for entry in catalogue.values() for m in entry.mistakes for text in (m.cue, m.praise)]
    spoken += [
        *all_phrases(),
        *(SET_DONE.format(n=n) for n in goals if n),
        REST_OVER,
        ALL_DONE,
        CAMERA_OFF,
        CAMERA_ON,
        *(entry.guidance for entry in catalogue.values()),
    ]
    return list(dict.fromkeys(filter(None, spoken)))


def _on_screen(
    window: Callable[..., int],
    live: Live,
    settings: Settings,
    request: Request,
    voice: Interpreter,
    host: Host,
    ending: ExitStack,
) -> int:
    ending.callback(_end, live)
    with _stopping(live.stop):
        live.start()
        code = window(
            live,
            settings,
            windowed=request.windowed,
            seconds=request.seconds,
            snapshot=request.snapshot,
            sound=voice,
            person=profiles.find(request.profile or settings.sessions.profile),
            host=host,
        )
        _end(live)
    _raise_failure(live)
    return code


def _on_terminal(
    live: Live, source: Source, catalogue: Catalogue, settings: Settings, request: Request, out: Say, ending: ExitStack
) -> int:
    terminal = Terminal(catalogue, out)
    telling = observe("terminal", live.events(), terminal.handle, ending)
    ending.callback(_end, live)
    first = threading.Event()
    shown = _Shown(live)

    def on_picture() -> None:
        first.set()
        shown.look()

    live.on_picture = on_picture
    with _stopping(live.stop):
        live.start()
        _wait(live, first, request.seconds)
        _end(live)
    telling.join(JOIN_S)
    for line in summary(terminal.totals()):
        out(line)
    truth = getattr(source, "truth", None)
    if truth:
        out(truth_line(truth))
    _raise_failure(live)
    if request.snapshot is not None:
        _draw(shown.picture, settings, request.snapshot)
    return 0


class _Shown:
    """Keeps the picture worth saving: the last one of a set that was going on, else the last one.

    Attributes:
        picture: None before the first.
    """

    def __init__(self, live: Live) -> None:
        self._live = live
        self._in_set = False
        self.picture: Picture | None = None

    def look(self) -> None:
        """Runs on Live's worker, after each picture."""
        picture = self._live.pictures.peek()
        if picture is None:
            return
        snapshot = picture.snapshot
        in_set = snapshot.stage == "live" and snapshot.exercise is not None and snapshot.pose is not None
        if in_set or not self._in_set:
            self.picture, self._in_set = picture, in_set


def _wait(live: Live, first: threading.Event, seconds: float | None) -> None:
    """Until Live ends by itself, or `seconds` after the first picture.

    The waits are short ones, so that signals are answered: a wait without an end would hold them up on some systems.
    """
    if seconds is None:
        while not live.join(0.5):
            pass
        return
    while not first.wait(0.1):
        if live.join(0.0):
            return
    live.join(seconds)


def _end(live: Live) -> None:
    """Every event is in its channel after this, and the channels are closed."""
    live.stop()
    if not live.join(JOIN_S):
        log.error("the live threads did not end within %s s", JOIN_S)


def _raise_failure(live: Live) -> None:
    """What made the run end early, if anything: a CaptureError, or our bug."""
    if live.failure is not None:
        raise live.failure


def _draw(picture: Picture | None, settings: Settings, file: Path) -> None:
    if picture is None:
        raise WindowError(f"No picture came, so {file} was not written.")
    draw = entry("draw")
    draw(picture, _SNAPSHOT_SIZE, settings, file)


def _window(name: str, note: Say) -> Callable[..., int] | None:
    try:
        return entry(name)
    except WindowError as error:
        note(f"{error} I tell it here.")
        return None


def entry(name: str) -> Callable[..., Any]:
    """What the window's package registered under `name`. Raises WindowError where Qt or one of its libraries is missing."""
    for entry in entry_points(group="mirror.window", name=name):
        try:
            loaded: Callable[..., Any] = entry.load()
        except ImportError as error:
            raise WindowError(f"The window cannot be loaded ({error}); bash packaging/run.sh installs what it needs.") from error
        return loaded
    raise WindowError("The window is not installed; install the program again.")


@contextmanager
def _stopping(stop: Callable[[], None]) -> Iterator[None]:
    """Ctrl-C and a service's SIGTERM end the run as its user's wish: what was begun is finished and kept."""

    def on_signal(number: int, frame: FrameType | None) -> None:
        stop()

    before = {number: signal.signal(number, on_signal) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _keep_log() -> None:
    """Log to a file of limited size in the user's state folder; where that cannot be written, to nowhere."""
    handler: logging.Handler
    try:
        paths.state().mkdir(parents=True, exist_ok=True)
        handler = logging.handlers.RotatingFileHandler(
            paths.state() / "mirror.log", maxBytes=_LOG_BYTES, backupCount=2, encoding="utf-8", delay=True
        )
    except OSError:
        handler = logging.NullHandler()
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    root = logging.getLogger()
    root.setLevel(logging.INFO)
    root.addHandler(handler)
