"""Voice: hears the events and says what is worth saying, without ever holding anybody up."""

from __future__ import annotations

import logging
import queue
import threading
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Literal

from mirror import paths
from mirror.errors import AudioError
from mirror.events import Event
from mirror.voice.prompter import Prompter
from mirror.voice.sound import Sound
from mirror.voice.speaker import Output, Speaker, forget_devices
from mirror.voice.synthesis import Phrases
from mirror.voice.tones import ToneName, tones

log = logging.getLogger(__name__)

SoundStatus = Literal["on", "muted", "none"]

COUNTED_BEFOREHAND = 50
_POLL_BUSY_S = 0.01
_POLL_IDLE_S = 0.25
_BACK_OFF_S = (1.0, 30.0)


class Voice:
    """Speaks counts, countdowns and cues and plays the tones, from a thread of its own.

    Without a sound device it is silent and looks for one now and then; without speech it plays the tones only. Both are
    status "none", logged once, with the sentence in `reason`.

    Attributes:
        status: "on", "muted" or "none". `on_status` is called with each change, from the voice's thread.
        reason: a sentence for the user why the status is "none", else "".
        said: how many lines were said.
    """

    def __init__(
        self,
        enabled: bool = True,
        *,
        rate: int = 165,
        volume: float = 0.8,
        language: str = "en",
        name: str = "",
        duck: Callable[[float], None] = lambda seconds: None,
        phrases: Iterable[str] = (),
        cache: Path | None = None,
        on_status: Callable[[SoundStatus], None] = lambda status: None,
        on_line: Callable[[str], None] = lambda text: None,
        open_output: Callable[[float], Output] = Speaker,
        rescan: Callable[[], None] = forget_devices,
        library: Phrases | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """
        Args:
            enabled: False: nothing is started and nothing is heard, status "none".
            rate: words a minute. volume: 0..1. language: of the speech engine ("en", "en-us", "de").
            name: of its voice, "" for the language's own. duck: told how many seconds the sentence lasts that begins now, so that
                other programs' sound is lowered under it; it must return at once.
            phrases: cues to be synthesised beforehand (the numbers always are).
            cache: folder for synthesised phrases, default paths.cache()/speech.
            on_line: called from the voice's thread with each line when it is handed to the mixer.
            open_output, rescan, library, clock: other than the real ones, for tests.
        """
        self.status: SoundStatus = "none"
        self.reason = "" if enabled else "The voice is turned off in the settings."
        self.said = 0
        self.on_status = on_status
        self._enabled = enabled
        self._volume = volume
        self._duck = duck
        self._phrases = tuple(phrases)
        self._on_line = on_line
        self._open_output = open_output
        self._rescan = rescan
        self._clock = clock
        self._cache = paths.cache() / "speech" if cache is None else cache
        self._library = library or Phrases(self._cache, voice=name or language, rate=rate, on_ready=self._wake)
        self._inbox: queue.SimpleQueue[tuple[Event, float] | None] = queue.SimpleQueue()
        self._muted = False
        self._stopping = threading.Event()
        self._thread: threading.Thread | None = None
        # the rest belongs to the voice's thread
        self._prompter = Prompter()
        self._output: Output | None = None
        self._tones: dict[ToneName, Sound] = {}
        self._retry_at = 0.0
        self._back_off = _BACK_OFF_S[0]
        self._tried = False
        self._logged = ""

    def start(self) -> None:
        """Open the device and begin to synthesise, both in the background."""
        if not self._enabled or self._thread is not None:
            return
        self._library.start([*(str(n) for n in range(COUNTED_BEFOREHAND + 1)), *self._phrases])
        self._thread = threading.Thread(target=self._run, name="voice", daemon=True)
        self._thread.start()

    def stop(self, timeout: float = 5.0) -> None:
        """Fall silent and free the device and the speech process. May be called twice."""
        if self._thread is None:
            return
        self._stopping.set()
        self._wake()
        self._thread.join(timeout)
        self._thread = None
        self._library.stop(timeout)

    def speak_as(
        self, language: str, *, name: str = "", rate: int = 165, phrases: Iterable[str] = (), library: Phrases | None = None
    ) -> None:
        """Another voice from the next line on, as in the constructor. Never blocks, from any thread but one at a time."""
        if self._thread is None:
            return
        made = library or Phrases(self._cache, voice=name or language, rate=rate, on_ready=self._wake)
        made.start([*(str(n) for n in range(COUNTED_BEFOREHAND + 1)), *phrases])
        before, self._library = self._library, made
        threading.Thread(target=before.stop, name="speech-end", daemon=True).start()

    def handle(self, event: Event) -> None:
        """Hear an event. Never blocks, from any thread."""
        if self._thread is not None:
            self._inbox.put((event, self._clock()))

    def mute(self, muted: bool) -> None:
        """Fall silent within 50 ms, or speak again from the next event on. Never blocks, from any thread."""
        self._muted = muted
        self._wake()

    def set_volume(self, volume: float) -> None:
        """Speak and play this loud (0..1) from now on. Never blocks, from any thread."""
        self._volume = volume
        if (output := self._output) is not None:
            output.mixer.volume = volume

    def _wake(self) -> None:
        self._inbox.put(None)

    def _run(self) -> None:
        while not self._stopping.is_set():
            self._tend()
            busy = self._prompter.waiting or (self._output is not None and self._output.mixer.speaking)
            try:
                item = self._inbox.get(timeout=_POLL_BUSY_S if busy else _POLL_IDLE_S)
                while item is not None:
                    self._hear(*item)
                    item = self._inbox.get_nowait()
            except queue.Empty:
                pass
            self._speak()
        if self._output is not None:
            self._output.close()
            self._output = None

    def _hear(self, event: Event, at: float) -> None:
        reaction = self._prompter.hear(event, at)
        if self._output is None:
            return
        if reaction.cut:
            self._output.mixer.cut()
        if reaction.hush:
            self._output.mixer.hush()
        if reaction.tone is not None and not self._muted and self._clock() - at < 0.5:
            self._output.mixer.play(self._tones[reaction.tone])

    def _speak(self) -> None:
        if self._output is None or self._muted:
            self._prompter.clear()
            return
        mixer = self._output.mixer
        line = self._prompter.next(self._clock(), mixer.speaking, lambda text: self._library.get(text) is not None)
        sound = None if line is None else self._library.get(line.text)
        if line is not None and sound is not None:
            if mixer.speaking:  # only an urgent line comes into another
                mixer.hush()
            if line.kind == "cue":
                self._duck(sound.seconds)
            mixer.say(sound)
            self.said += 1
            self._on_line(line.text)

    def _tend(self) -> None:
        """Keep the device open, find it again when it was lost, and say how things stand."""
        now = self._clock()
        if self._output is not None and not self._output.alive():
            log.warning("the sound device is gone; looking for it")
            self._output.close()
            self._output = None
            self._retry_at, self._back_off = now + _BACK_OFF_S[0], _BACK_OFF_S[0]
            self.reason = "The sound device is gone; the mirror is silent until it returns."
        if self._output is None and now >= self._retry_at:
            try:
                if self._tried:
                    self._rescan()
                self._tried = True
                self._output = self._open_output(self._volume)
            except AudioError as error:
                self._retry_at = self._clock() + self._back_off
                self._back_off = min(2 * self._back_off, _BACK_OFF_S[1])
                self.reason = str(error)
            else:
                self._tones = tones(self._output.mixer.rate)
                self._back_off = _BACK_OFF_S[0]
        if self._output is not None:
            self.reason = self._library.error
            self._output.mixer.mute(self._muted)
        self._report("none" if self.reason else "muted" if self._muted else "on")

    def _report(self, status: SoundStatus) -> None:
        if self.reason and self.reason != self._logged:
            log.warning("%s", self.reason)
        self._logged = self.reason or self._logged
        if status != self.status:
            self.status = status
            self.on_status(status)
