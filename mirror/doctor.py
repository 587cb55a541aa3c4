"""What works on this machine, what is missing, and the command that mends it."""

from __future__ import annotations

import importlib
import importlib.util
import platform
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal

from mirror import __version__, paths
from mirror.display import display_found
from mirror.errors import AudioError, SessionError, SettingsError, WorldError
from mirror.settings import Settings, VoiceSettings

State = Literal["ok", "missing", "broken"]
_ENOUGH_BYTES = 500 * 2**20
"""Free space that a year of daily sessions fits in."""
_OUR_NAME = "packaging/run.sh"


@dataclass(frozen=True, slots=True)
class Check:
    """One finding.

    Attributes:
        name: what was looked at. detail: what was found, for the user.
        state: ok; missing (the mirror runs without it); broken (it does not, or loses something).
        mend: a command or a short instruction; "" where nothing is to be done.
    """

    name: str
    state: State
    detail: str
    mend: str = ""


def examine() -> Iterator[Check]:
    """Run every check, one after the other; a check that meets the world's failure says so and never raises it."""
    for check in _CHECKS:
        yield check()


def healthy(checks: tuple[Check, ...]) -> bool:
    """True where nothing is broken."""
    return all(check.state != "broken" for check in checks)


def report(checks: tuple[Check, ...]) -> dict[str, Any]:
    """The findings as plain data: {"schema": 1, "version", "ok", "checks": [{"name", "state", "detail", "mend"}]}."""
    rows = [{"name": c.name, "state": c.state, "detail": c.detail, "mend": c.mend} for c in checks]
    return {"schema": 1, "version": __version__, "ok": healthy(checks), "checks": rows}


def _machine() -> Check:
    detail = f"mirror {__version__}, Python {platform.python_version()}, {platform.system()} {platform.machine()}"
    return Check("program", "ok", detail)


def _settings() -> Check:
    from mirror.settings import load_settings, settings_file

    try:
        load_settings()
    except WorldError as error:
        return Check("settings", "broken", str(error), f"Edit {settings_file()}")
    there = settings_file().exists()
    return Check("settings", "ok", f"{settings_file()}" if there else f"defaults ({settings_file()} is not there)")


def _camera() -> Check:
    from mirror.capture import open_source
    from mirror.settings import load_settings

    try:
        spec = load_settings().camera.source or "camera"
    except SettingsError:  # said by the settings' own check
        spec = "camera"
    try:
        source = open_source(spec)
    except WorldError as error:
        return Check("camera", "missing", str(error), "Set camera.source in the settings.")
    try:
        source.open()
        frame = source.read()
    except WorldError as error:
        return Check("camera", "missing", str(error), "Plug in a camera (without one the demo plays).")
    finally:
        source.close()
    if frame is None:
        return Check("camera", "missing", f"{source.name} gives no pictures.", "Plug in another camera, or close what uses it.")
    return Check("camera", "ok", f"{source.name}: {frame.width}x{frame.height}")


def _display() -> Check:
    found = display_found()
    if not found:
        return Check("display", "missing", "There is no screen; the mirror runs on the terminal.", "Start it from a desktop.")
    try:
        importlib.import_module("PySide6.QtWidgets")
    except ImportError as error:
        return Check("display", "missing", f"{found}, but Qt cannot be loaded ({error}).", f"bash {_OUR_NAME}")
    return Check("display", "ok", found)


def _audio() -> Check:
    from mirror.voice.speaker import Speaker

    try:
        speaker = Speaker()
    except AudioError as error:
        mend = "sudo apt-get install libportaudio2" if "PortAudio" in str(error) else "Connect a loudspeaker."
        return Check("audio", "missing", str(error), mend)
    speaker.close()
    return Check("audio", "ok", "the sound device plays")


def _voice() -> Check:
    from mirror.settings import load_settings
    from mirror.voice.synthesis import SpeechError, SpeechProcess

    try:
        settings = load_settings()
        words, language = settings.voice, settings.spoken
    except SettingsError:  # said by the settings' own check
        words, language = VoiceSettings(), "en"
    speech, spoken, names = SpeechProcess(), words.name or language, ""
    try:
        names = f"voices of “{language}”: {'; '.join(speech.voices(language)) or 'none'}"
        sound = speech.speak("Ready.", spoken, words.rate)
    except SpeechError as error:
        if error.why == "voice":
            detail = f"There is no voice called “{spoken}”; {names}"
            return Check("voice", "missing", detail, "Set voice.name or voice.language in the settings.")
        return Check("voice", "missing", str(error), f"bash {_OUR_NAME}")
    finally:
        speech.close()
    return Check("voice", "ok", f"espeak-ng spoke {sound.seconds:.1f} s of “{spoken}”; {names}")


def _inference() -> Check:
    try:
        runtime: Any = importlib.import_module("onnxruntime")
    except ImportError:
        return Check("inference", "broken", "onnxruntime is not installed.", "pip install 'training-mirror[cpu]'")
    names = [name.removesuffix("ExecutionProvider") for name in runtime.get_available_providers()]
    return Check("inference", "ok", f"onnxruntime {runtime.__version__}: {', '.join(names)}")


def _mediapipe() -> Check:
    from mirror.pose import mediapipe_backend

    python = mediapipe_backend.interpreter()
    if python is None:
        detail = "The second pose back end, which is optional, is not installed."
        return Check("mediapipe", "missing", detail, mediapipe_backend.install_command())
    return Check("mediapipe", "ok", f"{python}")


def _pose_weights() -> Check:
    from mirror.pose import weights

    found, lost = [], []
    for name in weights.WEIGHTS:
        try:
            weights.load(name)
            found.append(name)
        except WorldError as error:
            if weights.path(name).exists() or name != "heavy":
                return Check("pose weights", "broken", str(error), weights.MAKE_COMMAND.format(name=name))
            lost.append(name)
    detail = f"{', '.join(found)}: sha256 right" + (f"; not installed: {', '.join(lost)}" if lost else "")
    return Check("pose weights", "ok", detail)


def _recognition_weights() -> Check:
    from mirror.recognition import load_recogniser

    try:
        recogniser = load_recogniser()
    except WorldError as error:
        return Check("recognition weights", "broken", str(error), "Install the program again.")
    return Check("recognition weights", "ok", f"{len(recogniser.names)} classes: sha256 right")


def _catalogue() -> Check:
    from mirror.exercises.own import load_whole

    try:
        catalogue = load_whole()
    except WorldError as error:
        return Check("exercises", "broken", str(error), "Mend or remove the file.")
    if catalogue.problems:
        return Check("exercises", "missing", " ".join(catalogue.problems), f"Mend or remove it in {paths.own_exercises()}.")
    yours = f", {len(catalogue.own)} of them yours" if catalogue.own else ""
    return Check("exercises", "ok", f"{len(catalogue)} exercises{yours}")


def _database() -> Check:
    from mirror.sessions.aside import moved_aside
    from mirror.sessions.database import as_url
    from mirror.settings import load_settings

    try:
        named = load_settings().sessions.database
    except SettingsError:
        named = ""
    check = Check("database", "ok", f"{paths.database()} is made with the first session")
    if named or paths.database().exists():
        check = _log(named or paths.database())
    url = as_url(named or paths.database())
    aside = moved_aside(Path(str(url.database))) if url.get_backend_name() == "sqlite" else []
    if check.state != "ok" or not aside:
        return check
    detail = f"{check.detail}; broken ones that were moved aside: {len(aside)}, the latest {aside[-1]}"
    return replace(check, detail=detail, mend=f"mirror sessions import {aside[-1]} (takes what can still be read)")


def _log(database: str | Path) -> Check:
    from mirror.sessions.cipher import KeyMissing
    from mirror.sessions.database import BrokenLog, Log

    try:
        log = Log(database)
        try:
            if log.sqlite:
                with log.transaction(reads=True) as connection:
                    log.examine(connection)
        finally:
            log.close()
    except BrokenLog as error:
        return Check("database", "broken", str(error), "mirror run (moves it aside and begins a new one)")
    except KeyMissing as error:
        return Check("database", "broken", str(error), "mirror sessions recover")
    except SessionError as error:
        return Check("database", "broken", str(error), "Set sessions.database to another file, or move this one away.")
    return Check("database", "ok", f"{log.name}, found whole" if log.sqlite else log.name)


def _encryption() -> Check:
    from mirror.sessions import cipher, keys
    from mirror.sessions.database import as_url
    from mirror.settings import load_settings

    try:
        url = as_url(load_settings().sessions.database or paths.database())
    except WorldError as error:
        return Check("encryption", "missing", str(error))
    if url.get_backend_name() != "sqlite":
        return Check("encryption", "ok", "left to the database's server")
    try:
        key = cipher.needed(Path(str(url.database)))
    except OSError as error:
        return Check("encryption", "missing", f"{url.database} cannot be looked at: {error.strerror}")
    if key is not None:
        where = keys.key_file(key)
        return Check("encryption", "ok", f"the log is encrypted, its key is in {where if where.exists() else 'the keyring'}")
    try:
        cipher.driver()
    except SessionError as error:
        return Check("encryption", "missing", str(error), "pip install sqlcipher3 keyring")
    if keys.keyring_works():
        return Check("encryption", "ok", "the log is not encrypted; `mirror sessions encrypt` does it, the keyring keeps its key")
    return Check("encryption", "ok", "the log is not encrypted; there is no keyring here (`mirror sessions encrypt --key-file`)")


def _clinic() -> Check:
    from mirror.sessions import postgresql
    from mirror.sessions.sender import examine_clinic
    from mirror.settings import load_settings

    try:
        settings = load_settings()
    except SettingsError:  # said by the settings' own check
        settings = Settings()
    if not settings.database.url:
        return Check("clinic", "ok", "none; sessions stay on this machine")
    mend = "Sessions are kept here and sent when it answers; see docs/clinic.md."
    if not postgresql.installed():
        return Check("clinic", "missing", "The clinic's database needs a driver that is not installed.", postgresql.INSTALL)
    try:
        detail = examine_clinic(settings.sessions.database or paths.database(), settings.database.url)
    except SessionError as error:
        return Check("clinic", "missing", str(error), mend)
    return Check("clinic", "ok", detail)


def _disk() -> Check:
    folder = paths.data()
    while not folder.exists():
        folder = folder.parent
    free = shutil.disk_usage(folder).free
    detail = f"{free / 2**30:.1f} GiB free in {folder}"
    if free < _ENOUGH_BYTES:
        return Check("disk", "broken", detail, "Free some space: sessions cannot be kept.")
    return Check("disk", "ok", detail)


_CHECKS: tuple[Callable[[], Check], ...] = (
    _machine,
    _settings,
    _camera,
    _display,
    _audio,
    _voice,
    _inference,
    _pose_weights,
    _mediapipe,
    _recognition_weights,
    _catalogue,
    _database,
    _encryption,
    _clinic,
    _disk,
)
