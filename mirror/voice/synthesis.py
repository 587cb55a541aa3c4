"""Synthesis: the speech process held on a leash, and the phrases that it has already spoken.

`SpeechProcess` is one child, restarted when it dies or hangs. `Phrases` gives a phrase at once if it is known and otherwise
has it made in the background, so that nobody ever waits for speech.
"""

from __future__ import annotations

import contextlib
import hashlib
import itertools
import json
import logging
import os
import queue
import shutil
import subprocess
import sys
import tempfile
import threading
import time
import wave
from collections.abc import Callable, Iterable, Sequence
from importlib import metadata
from pathlib import Path
from typing import IO, Any, Literal, cast

from mirror.errors import AudioError
from mirror.voice.sound import Sound, from_pcm, read_wav, write_wav

log = logging.getLogger(__name__)

START_TIMEOUT_S = 10.0
PHRASE_TIMEOUT_S = 3.0
RETRY_S = 5.0
"""A phrase that could not be made is not tried again for this long."""
_STOP, _NOW, _BEFOREHAND = 0, 1, 2
_PACKAGES = Path(__file__).resolve().parents[2]
_COMMAND: tuple[str, ...] = (sys.executable, "-P", "-m", "mirror.voice.synthesiser")


def engine_version() -> str:
    """What the cache's keys hold: another release of the speech packages speaks differently."""

    def of(name: str) -> str:
        try:
            return f"{name} {metadata.version(name)}"
        except metadata.PackageNotFoundError:
            return name

    return f"{of('pyttsx3')}, {of('espeakng-loader')}"


class SpeechError(AudioError):
    """A phrase did not become sound.

    Attributes:
        why: "absent" there is no speech engine, "voice" not this voice, "died" or "hung" the process, "phrase" this one cannot
            be spoken.
    """

    def __init__(self, message: str, why: Literal["absent", "voice", "died", "hung", "phrase"]) -> None:
        super().__init__(message)
        self.why = why


class SpeechProcess:
    """The child that speaks into PCM. Used by one thread; started at the first phrase, again after a death or a hang."""

    def __init__(
        self,
        command: Sequence[str] = _COMMAND,
        *,
        start_timeout: float = START_TIMEOUT_S,
        phrase_timeout: float = PHRASE_TIMEOUT_S,
    ) -> None:
        self._command = tuple(command)
        self._start_timeout = start_timeout
        self._phrase_timeout = phrase_timeout
        self._child: subprocess.Popen[bytes] | None = None
        self._folder: str | None = None
        self._answers: queue.SimpleQueue[tuple[dict[str, Any], bytes] | None] = queue.SimpleQueue()

    def speak(self, text: str, voice: str, rate: int) -> Sound:
        """The phrase, trimmed and levelled; voice by its name or its language, rate in words a minute.

        Raises SpeechError; after a death or a hang the next phrase starts another process.
        """
        head, pcm = self._ask({"text": text, "voice": voice, "rate": rate})
        if "unknown" in head:
            raise SpeechError(f"There is no voice called “{voice}”; mirror doctor lists those of this machine.", "voice")
        if "error" in head:
            raise SpeechError(f"{text!r} cannot be spoken: {head['error']}.", "phrase")
        return from_pcm(pcm, int(head["hertz"])).trimmed().levelled()

    def voices(self, language: str) -> list[str]:
        """Names of the voices that speak this language. Raises SpeechError as `speak`."""
        head, _ = self._ask({"voices": language})
        if "error" in head:
            raise SpeechError(f"The voices cannot be listed: {head['error']}.", "phrase")
        return [str(name) for name in head["voices"]]

    def _ask(self, request: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
        child = self._child or self._start()
        try:
            cast(IO[bytes], child.stdin).write(json.dumps(request).encode() + b"\n")
            cast(IO[bytes], child.stdin).flush()
        except OSError as error:
            self.close()
            raise SpeechError("The speech process ended; it is started again.", "died") from error
        return self._answer(self._phrase_timeout)

    def close(self) -> None:
        """End the child, if there is one; it may be used again."""
        child, self._child = self._child, None
        if child is None:
            self._tidy()
            return
        child.kill()
        child.wait()
        for pipe in (child.stdin, child.stdout):
            with contextlib.suppress(BrokenPipeError):  # a request that the child never read
                cast(IO[bytes], pipe).close()
        self._tidy()

    def _tidy(self) -> None:
        """Whatever the child was speaking into a file when it was ended does not stay."""
        folder, self._folder = self._folder, None
        if folder is not None:
            shutil.rmtree(folder, ignore_errors=True)

    def _start(self) -> subprocess.Popen[bytes]:
        environment = dict(os.environ)
        environment["PYTHONPATH"] = os.pathsep.join(filter(None, (str(_PACKAGES), environment.get("PYTHONPATH"))))
        try:
            # The child's own folder for passing files, and ours to remove: it is killed, not asked.
            self._folder = environment["TMPDIR"] = tempfile.mkdtemp(prefix="mirror-speech-")
            child = subprocess.Popen(
                self._command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env=environment,
                start_new_session=True,  # Ctrl-C in the terminal is the mirror's to handle
            )
        except OSError as error:
            self._tidy()
            raise SpeechError(f"The speech process cannot be started: {error}.", "absent") from error
        self._child = child
        self._answers = queue.SimpleQueue()
        threading.Thread(target=_read, args=(child.stdout, self._answers), name="speech-pipe", daemon=True).start()
        head, _ = self._answer(self._start_timeout)
        if "error" in head:
            self.close()
            raise SpeechError(f"There is {head['error']}; install the package espeakng-loader or espeak-ng.", "absent")
        return child

    def _answer(self, timeout: float) -> tuple[dict[str, Any], bytes]:
        try:
            answer = self._answers.get(timeout=timeout)
        except queue.Empty:
            self.close()
            raise SpeechError("The speech process hung; it is started again.", "hung") from None
        if answer is None:
            self.close()
            raise SpeechError("The speech process ended; it is started again.", "died")
        return answer


def _read(pipe: IO[bytes], answers: queue.SimpleQueue[tuple[dict[str, Any], bytes] | None]) -> None:
    """Answers from the pipe (blocking, hence a thread of its own: a pipe has no portable timeout); None at its end."""
    try:
        while line := pipe.readline():
            head = json.loads(line)
            pcm = pipe.read(head["bytes"])
            if len(pcm) < head["bytes"]:
                break
            answers.put((head, pcm))
    except (ValueError, OSError):
        pass  # closed under us, or not our protocol: either way the process is of no more use
    answers.put(None)


class Phrases:
    """Every phrase once: in memory, on the disk (as wav, keyed by text, voice, rate and engine), or made in the background.

    Attributes:
        error: why nothing can be spoken at all, "" while it works.
    """

    def __init__(
        self,
        folder: Path | None,
        *,
        voice: str = "en",
        rate: int = 165,
        process: SpeechProcess | None = None,
        on_ready: Callable[[], None] = lambda: None,
    ) -> None:
        """folder: of the cache on disk, None for none. voice: its name or its language. on_ready is called from the background
        thread after each phrase that was made or failed."""
        self.error = ""
        self._folder = folder
        self._voice = voice
        self._rate = rate
        self._process = SpeechProcess() if process is None else process
        self._on_ready = on_ready
        self._engine = engine_version()
        self._known: dict[str, Sound] = {}
        self._not_before: dict[str, float] = {}
        self._broken_until = 0.0
        self._wanted: queue.PriorityQueue[tuple[int, int, str]] = queue.PriorityQueue()
        self._asked: set[str] = set()
        self._order = itertools.count()
        self._thread: threading.Thread | None = None

    def start(self, beforehand: Iterable[str] = ()) -> None:
        """Start the background thread; `beforehand` is made, in this order, whenever nothing else is asked for."""
        for text in dict.fromkeys(beforehand):
            self._wanted.put((_BEFOREHAND, next(self._order), text))
        self._thread = threading.Thread(target=self._run, name="speech", daemon=True)
        self._thread.start()

    def stop(self, timeout: float = 5.0) -> None:
        """End the thread and the speech process."""
        if self._thread is not None:
            self._wanted.put((_STOP, next(self._order), ""))
            self._thread.join(timeout)
            self._thread = None

    def get(self, text: str) -> Sound | None:
        """The phrase if it is known; otherwise None, and it is being made. Never blocks; one thread asks."""
        sound = self._known.get(text)
        now = time.monotonic()
        if sound is None and text not in self._asked and now >= max(self._not_before.get(text, 0.0), self._broken_until):
            self._asked.add(text)
            self._wanted.put((_NOW, next(self._order), text))
        return sound

    def _run(self) -> None:
        while True:
            urgency, _, text = self._wanted.get()
            if urgency == _STOP:
                self._process.close()
                return
            if text not in self._known and (urgency == _NOW or time.monotonic() >= self._broken_until):
                self._make(text)
                self._on_ready()
            if urgency == _NOW:
                self._asked.discard(text)

    def _make(self, text: str) -> None:
        path = self._path(text)
        sound = self._cached(path)
        if sound is None:
            try:
                sound = self._speak(text)
            except SpeechError as error:
                log.warning("%s", error)
                self._not_before[text] = time.monotonic() + RETRY_S
                if error.why != "phrase":
                    self.error = str(error)
                    self._broken_until = time.monotonic() + RETRY_S
                return
            self._keep(sound, path)
        self.error = ""
        self._known[text] = sound

    def _speak(self, text: str) -> Sound:
        try:
            return self._process.speak(text, self._voice, self._rate)
        except SpeechError as error:
            if error.why != "died":
                raise
            return self._process.speak(text, self._voice, self._rate)

    def _path(self, text: str) -> Path | None:
        if self._folder is None:
            return None
        key = json.dumps([text, self._voice, self._rate, self._engine])
        return self._folder / f"{hashlib.sha256(key.encode()).hexdigest()[:32]}.wav"

    def _cached(self, path: Path | None) -> Sound | None:
        """From the disk; a broken file counts as none and is written over."""
        if path is None:
            return None
        try:
            return read_wav(path)
        except FileNotFoundError:
            return None
        except (OSError, EOFError, wave.Error) as error:
            log.info("the cached phrase %s is unreadable (%s) and made again", path.name, error)
            return None

    def _keep(self, sound: Sound, path: Path | None) -> None:
        if path is None:
            return
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            write_wav(sound, path)
        except OSError as error:
            log.info("the phrase is not kept on disk: %s", error)
