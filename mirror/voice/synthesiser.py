"""The speech process: `python -m mirror.voice.synthesiser`. Phrases come in on stdin, PCM goes out on stdout.

A hang or a crash in the speech library stays in here, and espeak-ng (GPL-3) is never loaded into the mirror's own process.

Protocol: one line of JSON a request, {"text", "voice", "rate"} (words a minute; the voice by its name or its language); one line
of JSON an answer, followed by `bytes` bytes of 16-bit little-endian mono PCM: {"bytes", "hertz"} or {"bytes": 0, "error": "..."},
with "unknown" the voice where there is none of that name. {"voices": LANGUAGE} is answered with {"bytes": 0, "voices": [...]},
their names. The first line out is {"bytes": 0, "ready": true}, or an error when no speech engine can be loaded (then the process
ends). End of input ends it.

pyttsx3 only synthesises here (`save_to_file`), one phrase at a time: its own playing loses phrases and hangs. It prints to
stdout, so the real stdout is moved to another descriptor first. Its espeak driver speaks from a thread of espeak's own and
reports the end before that thread is done: a rate set right then is lost, and a phrase started right then comes out empty
(measured: half of 120 phrases at the wrong rate). So we wait for espeak to be idle before and after each phrase.
"""

from __future__ import annotations

import ctypes
import faulthandler
import json
import os
import sys
import tempfile
import wave
from pathlib import Path
from typing import Any, BinaryIO

PHRASE_LIMIT_S = 10.0
"""A phrase that takes longer than this ends the process from within, so that no hung one outlives the mirror."""


def _engine() -> Any:
    """The pyttsx3 engine. Raises ImportError, OSError, RuntimeError or KeyError where there is no speech engine."""
    if sys.platform.startswith("linux"):
        try:
            import espeakng_loader
        except ImportError:
            pass  # then the system's own libespeak-ng is what pyttsx3 finds
        else:
            os.environ.setdefault("ESPEAK_DATA_PATH", espeakng_loader.get_data_path())
            # its soname is libespeak-ng.so.1: once loaded, pyttsx3's own dlopen of that name finds it
            ctypes.CDLL(espeakng_loader.get_library_path(), ctypes.RTLD_GLOBAL)
    import pyttsx3

    return pyttsx3.init()


def _settle() -> None:
    """Wait until espeak's own thread has nothing left to do; other engines have none."""
    espeak = sys.modules.get("pyttsx3.drivers._espeak")
    if espeak is not None:
        espeak.Synchronize()


def _at_rate(rate: int) -> None:
    """Tell espeak itself, in words a minute: what pyttsx3 is told before its first phrase waits in a queue and reaches espeak
    together with the phrase, too late for it."""
    espeak = sys.modules.get("pyttsx3.drivers._espeak")
    if espeak is not None:
        espeak.SetParameter(espeak.RATE, rate, 0)


class _NoVoice(ValueError):
    """The engine has no voice of this name or language."""


def _with_voice(engine: Any, voice: str) -> None:
    """Raises _NoVoice. Here too espeak is told itself: pyttsx3 swallows its refusal and goes on with another voice."""
    engine.setProperty("voice", voice)
    espeak = sys.modules.get("pyttsx3.drivers._espeak")
    if espeak is not None and espeak.SetVoiceByName(voice.encode()) != 0:
        raise _NoVoice(voice)


def _voices(engine: Any, language: str) -> list[str]:
    """Names of the voices that speak it ("en": all kinds of English), in alphabetical order."""
    wanted = language.split("-")[0].lower()
    spoken = [(voice.name, str(tongue).lower()) for voice in engine.getProperty("voices") for tongue in voice.languages or ()]
    return sorted({name for name, tongue in spoken if tongue.split("-")[0] == wanted})


def _synthesise(engine: Any, request: dict[str, Any], file: Path) -> tuple[bytes, int]:
    """PCM and its rate. Raises _NoVoice, ValueError (no text), OSError, EOFError, wave.Error or RuntimeError."""
    if not request["text"].strip():
        raise ValueError("there is nothing to say")  # pyttsx3 would wait for ever for the end of it
    file.unlink(missing_ok=True)
    _with_voice(engine, request["voice"])
    engine.setProperty("rate", request["rate"])
    _at_rate(request["rate"])
    _settle()
    engine.save_to_file(request["text"], str(file))
    engine.runAndWait()
    _settle()
    with wave.open(str(file), "rb") as spoken:
        if spoken.getnchannels() != 1 or spoken.getsampwidth() != 2:
            raise wave.Error("the speech engine did not give 16-bit mono")
        return spoken.readframes(spoken.getnframes()), spoken.getframerate()


def serve(requests: BinaryIO, answers: BinaryIO) -> int:
    """Answer until the requests end; returns the exit status."""

    def answer(head: dict[str, Any], pcm: bytes = b"") -> None:
        answers.write(json.dumps({"bytes": len(pcm), **head}).encode() + b"\n" + pcm)
        answers.flush()

    try:
        engine = _engine()
    except (ImportError, OSError, RuntimeError, KeyError) as error:
        answer({"error": f"no speech engine: {error}"})
        return 1
    answer({"ready": True})
    with tempfile.TemporaryDirectory(prefix="mirror-speech-") as folder:
        file = Path(folder) / "phrase.wav"
        for line in requests:
            faulthandler.dump_traceback_later(PHRASE_LIMIT_S, exit=True)
            request = json.loads(line)
            try:
                if "voices" in request:
                    answer({"voices": _voices(engine, request["voices"])})
                    continue
                pcm, hertz = _synthesise(engine, request, file)
            except _NoVoice as unknown:
                answer({"error": f"there is no voice called {unknown}", "unknown": request["voice"]})
            except (ValueError, OSError, EOFError, wave.Error, RuntimeError) as error:
                answer({"error": str(error) or type(error).__name__})
            else:
                answer({"hertz": hertz}, pcm)
            finally:
                faulthandler.cancel_dump_traceback_later()
    return 0


def main() -> int:
    """Keep the real stdout for answers; whatever the speech library prints goes to stderr."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    return serve(sys.stdin.buffer, answers)


if __name__ == "__main__":
    sys.exit(main())
