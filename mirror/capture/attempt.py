"""Attempt: one thread that reads a source, which can be left behind where a read hangs."""

from __future__ import annotations

import logging
import threading
import zlib
from collections.abc import Callable
from dataclasses import dataclass

from mirror.capture.core import Frame, Source
from mirror.errors import CaptureError
from mirror.mailbox import Mailbox

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, eq=False)
class Arrival:
    """A frame, the clock's time (seconds) when it came, and a digest of a coarse look at it: the same twice, the same picture."""

    frame: Frame
    arrived: float
    digest: int


class Attempt:
    """One try at the source: a thread that opens it and reads until it ends, fails or is given up.

    Attributes:
        frames: what was read; closed when the attempt is over. thread: not started yet.
        error: why the source failed. bug: what was raised that never should have been.
    """

    def __init__(self, source: Source, clock: Callable[[], float], paced: bool) -> None:
        self.frames: Mailbox[Arrival] = Mailbox()
        self.error: CaptureError | None = None
        self.bug: BaseException | None = None
        self._source, self._clock, self._paced = source, clock, paced
        self._given_up = threading.Event()
        self.thread = threading.Thread(target=self._run, name="mirror-capture", daemon=True)

    def give_up(self) -> None:
        """Whatever it still reads is thrown away. It ends when its read returns."""
        self._given_up.set()
        self.frames.close()

    def _run(self) -> None:
        try:
            self._read()
        except CaptureError as error:
            self.error = error
        except Exception as bug:
            log.debug("the capture thread failed", exc_info=True)  # the worker raises it, and logs it then
            if not self._given_up.is_set():  # a source that was closed under a read may fail in any way
                self.bug = bug
        finally:
            self.frames.close()

    def _read(self) -> None:
        self._source.open()
        began: float | None = None
        while not self._given_up.is_set():
            frame = self._source.read()
            if frame is None:
                return
            if self._paced:
                began = self._clock() - frame.t if began is None else began
                while (early := began + frame.t - self._clock()) > 0.0:
                    if self._given_up.wait(min(early, 0.1)):
                        return
            # A sensor has noise, so a coarse look tells whether the picture is another one.
            arrival = Arrival(frame, self._clock(), zlib.crc32(frame.image[8::24, 8::24].tobytes()))
            if self._source.live:
                self.frames.put(arrival)
            elif not self.frames.offer(arrival):
                return
