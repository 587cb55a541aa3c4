"""The live mirror: the threads around the pure core (law 5).

capture ── Mailbox ──► worker: pose, workout ──┬── Mailbox[Picture] ──► screen (the latest wins)
                                               └── Channel[Event], Channel[Observation] ──► voice, log, terminal (none lost)

The worker owns everything but the source's `open` and `read`, which may hang and therefore run on a thread that can be
left behind. It starts that thread, watches it, and starts another when the source is gone.
"""

from __future__ import annotations

import logging
import math
import threading
import time
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from mirror.capture.attempt import Arrival, Attempt
from mirror.capture.core import Frame, Source, kind_of
from mirror.capture.opencv import bgra
from mirror.capture.watchdog import Watchdog, sentence_of
from mirror.commands import Command
from mirror.errors import WorldError
from mirror.events import Event, StageChanged
from mirror.figures import Rolling
from mirror.health import Health
from mirror.mailbox import Channel, Mailbox
from mirror.observation import Observation
from mirror.pose.core import PoseEstimator
from mirror.snapshot import Snapshot

log = logging.getLogger(__name__)

BEAT_S = 0.25
"""How often the core hears of time passing while there is no picture."""
ABSENT_AFTER_S = 1.0
"""Without a picture for longer, the core is told so; shorter gaps are jitter."""
HEALTH_EVERY_S = 0.5
NOTICE_S = 5.0
"""How long a sentence about a failure that has passed stays readable."""
READ_S = 0.5
"""How long the end waits for a read that is under way; one that hangs is left behind."""
LEFT_BEHIND = 3
"""Hanging capture threads that may be waited for; no further try is made until one of them returns."""
EMPTY = (720, 1280)
"""Height and width of the dark picture that is shown before there has been one."""


@dataclass(frozen=True, slots=True, eq=False)
class Picture:
    """What the screen shows.

    Attributes:
        image: (H, W, 4) uint8, BGRA, contiguous, alpha 255, not mirrored; nobody writes into it after it is made.
        snapshot: of the core, for this very picture. health: of the machinery.
        arrived: clock time (seconds) when the picture came from the camera; of a picture shown again, when it is shown again.
    """

    image: NDArray[np.uint8]
    snapshot: Snapshot
    health: Health
    arrived: float


class Outcome(Protocol):
    """What one step of the core gives (trainer.Step)."""

    @property
    def snapshot(self) -> Snapshot: ...

    @property
    def events(self) -> Sequence[Event]: ...


class Core(Protocol):
    """A Workout or a Trainer. One thread drives it, in the order of time."""

    def step(self, observation: Observation) -> Outcome: ...

    def apply(self, command: Command) -> Sequence[Event]: ...

    def finish(self, t: float) -> Sequence[Event]: ...


class Live:
    """Runs a source through pose and workout until the source ends or `stop`.

    A file or folder is run whole: every picture reaches the core; a live source drops what comes too fast. A live source that
    fails, stalls or freezes is opened again and again while the core hears, four times a second, that there is no picture.

    While the core's stage is camera_off the source is closed and no thread reads it; time goes on. Then it is opened again: a
    film begins anew.

    Attributes:
        pictures: for the screen. on_picture: called on the worker's thread after each put; it must return at once.
        on_command: called on the worker's thread with each command that was obeyed, and from when on (-inf: from the start).
        on_end: called on the worker's thread when the run is over, whyever.
        failure: why the run ended early: a CaptureError (a file that cannot be read), or a bug; None otherwise.
        snapshot: the core's latest. watchdog: of the source.
    """

    def __init__(
        self,
        source: Source,
        estimator: PoseEstimator,
        workout: Core,
        *,
        clock: Callable[[], float] = time.monotonic,
        max_height: int | None = None,
        paced: bool = False,
        watchdog: Watchdog | None = None,
    ) -> None:
        """`max_height`: larger pictures are shown smaller (pose sees them whole). `paced`: a file runs at its own speed.
        `watchdog`: with other limits than the usual ones."""
        self.pictures: Mailbox[Picture] = Mailbox()
        self.on_picture: Callable[[], None] | None = None
        self.on_command: Callable[[Command, float], None] | None = None
        self.on_end: Callable[[], None] | None = None
        self.failure: BaseException | None = None
        self.snapshot: Snapshot | None = None
        if watchdog is None:
            watchdog = Watchdog() if getattr(source, "may_freeze", False) else Watchdog(frozen_after=0.0)
        self.watchdog = watchdog
        self._source, self._estimator, self._workout = source, estimator, workout
        self._clock, self._max_height, self._paced = clock, max_height, paced and not source.live
        self._events: list[Channel[Event]] = []
        self._observations: list[Channel[Observation]] = []
        self._commands: deque[Command] = deque()
        self._stopping = threading.Event()
        self._worker = threading.Thread(target=self._run, name="mirror-worker", daemon=True)
        self._attempt: Attempt | None = None
        self._left_behind: list[Attempt] = []
        self._drops_before = 0
        # the user wants no pictures, and the source has been closed for that
        self._off = self._closed = False
        # time of observations, and the clock when the last one was made
        self._t: float | None = None
        self._at = 0.0
        self._shift: float | None = None
        self._image: NDArray[np.uint8] | None = None
        # health
        self._sound = "none"
        self._trouble, self._trouble_until = "", -math.inf
        self._told = ""
        self._health = Health(camera=source.name)
        self._health_at = -math.inf
        self._poses_at, self._pose_ms, self._core_ms, self._convert_ms = Rolling(256), Rolling(), Rolling(), Rolling()
        self._snapshot_ms, self._paint_ms = Rolling(), Rolling()

    # -- for other threads -------------------------------------------------------------------------------------------

    def start(self) -> None:
        """Begin. A source that was opened before (to know whether it can be) is taken as it is."""
        self._worker.start()

    def stop(self) -> None:
        """Ask the run to end; sets are closed and their events sent. Returns at once; see `join`."""
        self._stopping.set()
        if (attempt := self._attempt) is not None:
            attempt.give_up()
        if self._worker.ident is None:  # never started: whoever listens to a channel must not wait for ever
            self._close_channels()

    def join(self, timeout: float | None = None) -> bool:
        """Wait for the end. True: it is over, every event is in its channel and the channels are closed."""
        if self._worker.ident is None:
            return True
        self._worker.join(timeout)
        return not self._worker.is_alive()

    def events(self) -> Channel[Event]:
        """A new channel that gets every event from now on; subscribe before `start` to get all."""
        channel: Channel[Event] = Channel()
        self._events.append(channel)
        return channel

    def observations(self) -> Channel[Observation]:
        """A new channel that gets every observation, at the camera's rate, in order."""
        channel: Channel[Observation] = Channel()
        self._observations.append(channel)
        return channel

    def send(self, command: Command) -> None:
        """Applied before the next observation."""
        self._commands.append(command)

    def set_sound(self, status: str) -> None:
        """ "on", "muted" or "none", for the health line."""
        self._sound = status
        self._health_at = -math.inf

    def tell(self, sentence: str) -> None:
        """What an observer has to say to the user (the log cannot be written), until it says "" again."""
        self._told = sentence
        self._health_at = -math.inf

    def health(self) -> Health:
        return self._health

    def painted(self, picture: Picture) -> None:
        """The window tells that it has drawn the picture. One thread only."""
        if picture.health.camera_ok:
            self._paint_ms.add((self._clock() - picture.arrived) * 1e3)

    def figures(self) -> dict[str, Any]:
        """For bench and doctor: counts since the start; milliseconds over the last 1024 pictures as {"p50", "p95"}."""
        return {
            "fps": self._poses_at.rate(self._clock()),
            "frames": self._poses_at.total,
            "drops": self._drops(),
            "unpainted": self.pictures.drops,
            "losses": self.watchdog.losses,
            "repeats": self.watchdog.repeats,
            "pose_ms": _spread(self._pose_ms),
            "trainer_ms": _spread(self._core_ms),
            "convert_ms": _spread(self._convert_ms),
            "capture_to_snapshot_ms": _spread(self._snapshot_ms),
            "capture_to_paint_ms": _spread(self._paint_ms),
        }

    # -- the worker --------------------------------------------------------------------------------------------------

    def _run(self) -> None:
        try:
            while not self._stopping.is_set() and self._turn():
                pass
        except Exception as bug:
            # The outermost edge of the thread: without this a bug would leave a mirror that hangs, and nobody told.
            log.exception("the mirror's worker failed")
            self.failure = bug
        finally:
            self._end()

    def _turn(self) -> bool:
        """One frame, or one beat without; False at the end of the source."""
        now = self._clock()
        if self._off:
            self._close_camera(now)
            self._stopping.wait(BEAT_S)
            self._beat()
            return True
        attempt = self._attempt
        if attempt is None:
            if self.watchdog.look(now) == "retry" and not self._crowded():
                attempt = self._begin(now)
            else:
                self._stopping.wait(min(BEAT_S, max(0.0, self.watchdog.retry_at - now) or BEAT_S))
                self._beat()
                return True
        arrival = attempt.frames.take(BEAT_S)
        if arrival is not None:
            if self.watchdog.picture(arrival.arrived, arrival.digest):
                self._frame(arrival)
            else:
                self._beat()
        elif attempt.frames.closed:
            return self._ended(attempt)
        if self._source.live:
            # After a picture that took long to work on, the next one waits already: age is looked at only when none came.
            verdict = self.watchdog.look(self._clock() if arrival is None else arrival.arrived)
            if verdict != "well":
                self._lose(sentence_of(verdict, self._source.name), verdict)
            elif arrival is None:
                self._beat()
        else:
            self._apply_commands()
        return True

    def _begin(self, now: float) -> Attempt:
        self.watchdog.opening(now)
        self._shift, self._health_at, self._closed = None, -math.inf, False
        attempt = self._attempt = Attempt(self._source, self._clock, self._paced)
        if self._stopping.is_set():  # `stop` came between and did not see this attempt
            attempt.give_up()
        attempt.thread.start()
        return attempt

    def _ended(self, attempt: Attempt) -> bool:
        if attempt.bug is not None:
            raise attempt.bug
        if attempt.error is None or self._stopping.is_set():
            return False
        if not self._source.live:
            self.failure = attempt.error
            return False
        self._lose(str(attempt.error), "failed")
        return True

    def _close_camera(self, now: float) -> None:
        """The user wants no pictures: the device is released, whoever reads it is waited for, what was seen is forgotten."""
        if self._closed:
            return
        self._closed = True
        attempt = self._give_up()
        self.watchdog.rest(now)
        self._source.close()
        if attempt is not None:
            attempt.thread.join(READ_S)
            # A source may open itself when it is read; now nobody does.
            self._source.close()
        self._estimator.reset()
        self._image, self._health_at = None, -math.inf
        log.info("%s: closed, as the user wants", self._source.name)

    def _give_up(self) -> Attempt | None:
        """The attempt that is under way is left behind."""
        attempt, self._attempt = self._attempt, None
        if attempt is not None:
            attempt.give_up()
            self._drops_before += attempt.frames.drops
            self._left_behind.append(attempt)
        return attempt

    def _lose(self, sentence: str, why: str) -> None:
        now = self._clock()
        self.watchdog.lost(now, sentence)
        self._give_up()
        self._source.close()
        self._estimator.reset()
        log.warning("%s: %s (%s); next try in %.1f s", self._source.name, sentence, why, self.watchdog.wait)
        self._health_at = -math.inf

    def _crowded(self) -> bool:
        self._left_behind = [attempt for attempt in self._left_behind if attempt.thread.is_alive()]
        return len(self._left_behind) >= LEFT_BEHIND

    def _frame(self, arrival: Arrival) -> None:
        self._apply_commands()
        frame = self._retimed(arrival)
        trouble = ""
        begin = self._clock()
        try:
            pose = self._estimator.estimate(frame)
        except WorldError as error:
            pose, trouble = None, str(error)
        estimated = self._clock()
        self._pose_ms.add((estimated - begin) * 1e3)
        trouble = self._observe(Observation(frame.t, pose, True, frame.index)) or trouble
        stepped = self._clock()
        self._core_ms.add((stepped - estimated) * 1e3)
        self._snapshot_ms.add((stepped - arrival.arrived) * 1e3)
        self._poses_at.add(stepped)
        self._say(trouble)
        self._image = bgra(frame.image, self._max_height)
        self._convert_ms.add((self._clock() - stepped) * 1e3)
        self._show(arrival.arrived)

    def _beat(self) -> None:
        """Time passes without a picture that can be believed."""
        self._apply_commands()
        now = self._clock()
        if self._t is None and self.watchdog.losses == 0 and not self._off:
            return  # still opening: there is no time to speak of
        if now - self._at < (BEAT_S if not self.watchdog.believed else ABSENT_AFTER_S):
            return
        t = now if self._t is None else self._t + (now - self._at)
        self._t, self._at = t, now
        self._say(self._observe(Observation(t, None, False)))
        if self._image is None:
            self._image = np.zeros((*EMPTY, 4), np.uint8)
            self._image[..., 3] = 255
        self._show(now)

    def _observe(self, observation: Observation) -> str:
        """Steps the core and sends on what came out. Returns the sentence of a failure, "" otherwise."""
        for channel in self._observations:
            channel.put(observation)
        try:
            outcome = self._workout.step(observation)
        except WorldError as error:
            return str(error)
        self.snapshot = outcome.snapshot
        self._publish(outcome.events)
        return ""

    def _apply_commands(self) -> None:
        while self._commands:
            command = self._commands.popleft()
            try:
                self._publish(self._workout.apply(command))
            except WorldError as error:
                self._say(str(error))
                continue
            if self.on_command is not None:
                self.on_command(command, -math.inf if self._t is None else self._t)

    def _publish(self, events: Sequence[Event]) -> None:
        for event in events:
            if isinstance(event, StageChanged):
                self._off = event.stage == "camera_off"
            for channel in self._events:
                channel.put(event)

    def _retimed(self, arrival: Arrival) -> Frame:
        """The frame on the run's own time: strictly increasing, and a source that begins anew at 0 goes on where it was."""
        frame = arrival.frame
        t = frame.t
        if not self._source.live:
            if self._shift is None:  # its first picture, or a film that begins anew
                self._shift = 0.0 if self._t is None else self._t + max(arrival.arrived - self._at, 1e-3) - t
            t += self._shift
        elif self._t is not None:
            due = self._t + (arrival.arrived - self._at)
            if self._shift is None:
                self._shift = due - t if abs(due - t) > 1.0 else 0.0
            if t + self._shift < self._t - 0.5:  # it was out for a while, and its own time stood still
                self._shift = due - t
            t += self._shift
        if self._t is not None and t <= self._t:
            t = self._t + 1e-3
        self._t, self._at = t, arrival.arrived
        return frame if t == frame.t else replace(frame, t=t)

    def _show(self, arrived: float) -> None:
        now = self._clock()
        if now - self._health_at >= HEALTH_EVERY_S:
            self._health, self._health_at = self._measure(now), now
        if self.snapshot is None or self._image is None:
            return
        self.pictures.put(Picture(self._image, self.snapshot, self._health, arrived))
        if self.on_picture is not None:
            self.on_picture()

    def _say(self, trouble: str) -> None:
        """Shows a sentence for a while, or takes the last one away when its time is over."""
        now = self._clock()
        if trouble:
            self._trouble_until = now + NOTICE_S
        elif now < self._trouble_until:
            return
        if trouble != self._trouble:
            if trouble:
                log.warning(trouble)
            self._trouble, self._health_at = trouble, -math.inf

    def _measure(self, now: float) -> Health:
        ok = self.watchdog.believed
        notice = self._trouble or self._told or getattr(self._source, "notice", "")
        if not ok and self.watchdog.reason and not self._off:
            notice = f"{self.watchdog.reason} I am looking for it."
        return Health(
            fps=self._poses_at.rate(now),
            latency_ms=self._snapshot_ms.median(128),
            drops=self._drops(),
            camera=self._source.name,
            camera_ok=ok,
            notice=notice,
            sound=self._sound,
            looking=kind_of(self._source) if self._reading() else "",
        )

    def _reading(self) -> bool:
        """Whether a thread has the source open, or may have: one that hangs in it still holds the device."""
        attempts = [*self._left_behind, *([self._attempt] if self._attempt is not None else [])]
        return any(attempt.thread.is_alive() for attempt in attempts)

    def _drops(self) -> int:
        attempt = self._attempt
        return self._drops_before + (attempt.frames.drops if attempt is not None else 0)

    def _end(self) -> None:
        """Close the sets, then the channels, then the source: the events come first, whatever hangs."""
        if (attempt := self._attempt) is not None:
            attempt.give_up()
        try:
            if self._t is not None and (self.failure is None or isinstance(self.failure, WorldError)):
                self._apply_commands()
                self._publish(self._workout.finish(self._t))
        except Exception as bug:
            log.exception("the mirror's worker failed at the end")
            self.failure = bug
        finally:
            self._close_channels()
            if attempt is not None:
                # Out of native code before the interpreter ends, and before its source is closed under it.
                attempt.thread.join(READ_S)
            self._source.close()
            if self.on_end is not None:
                self.on_end()

    def _close_channels(self) -> None:
        for events in self._events:
            events.close()
        for observations in self._observations:
            observations.close()
        self.pictures.close()


def _spread(rolling: Rolling) -> dict[str, float]:
    return {"p50": rolling.median(), "p95": rolling.quantile(0.95)}
