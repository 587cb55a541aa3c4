"""Keys: where the key of an encrypted log is kept: in the system's keyring, or, where there is none, in a file.

The keyring (Secret Service on Linux: GNOME Keyring, KWallet) is open while its owner is logged in. A kiosk that logs in by itself
has often none: its key can lie in a file that only the mirror's user may read. That is weaker: whoever takes the whole disk has
the key too. It still keeps the log from whoever gets the log alone, as in a backup.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Literal

from mirror import paths
from mirror.errors import SessionError
from mirror.sessions.cipher import Key, KeyMissing

SERVICE = "mirror"
Place = Literal["keyring", "file"]
_NO_PLACE = "This machine has no keyring that could keep a key (a desktop's login brings one); --key-file keeps it in a file."


ASKED_AGAIN_S = 300.0
"""A keyring that is locked asks its owner for the password; who does not give it is left alone for so long by this program,
which may try to open the log again and again."""
_LOCKED = "the keyring is locked; unlock it (a login does) and try again."
_closed_until: dict[int, float] = {}
clock = time.monotonic


class Locked(SessionError):
    """The keyring is there, and locked."""


def find(fingerprint: int, log: Path) -> Key:
    """The key with that fingerprint, from its file or the keyring.

    Raises KeyMissing, which names the log, where it is in neither or the keyring cannot be asked.
    """
    try:
        text = _read(fingerprint)
    except SessionError as error:
        raise KeyMissing(f"The session log {log} is encrypted and its key cannot be had: {error}") from error
    mend = "`mirror sessions recover` takes the recovery key that was written down."
    if text is None:
        raise KeyMissing(f"The session log {log} is encrypted and its key is not on this machine; {mend}")
    try:
        key = Key(bytes.fromhex(text))
    except ValueError:
        key = None
    if key is None or key.fingerprint != fingerprint:
        raise KeyMissing(f"The session log {log} is encrypted and what is kept as its key is not its key; {mend}")
    return key


def keep(key: Key, place: Place) -> None:
    """Keep it, and see that it is there. Raises SessionError where it cannot be kept."""
    if place == "file":
        _write(key_file(key.fingerprint), key.secret.hex())
        return
    if not keyring_works():
        raise SessionError(_NO_PLACE)
    with _keyring() as keyring:
        keyring.set_password(SERVICE, _user(key.fingerprint), key.secret.hex())
        kept = keyring.get_password(SERVICE, _user(key.fingerprint))
    if kept != key.secret.hex():
        raise SessionError("The keyring did not keep the key; --key-file keeps it in a file.")


def forget(fingerprint: int) -> None:
    """The key is not needed any more. Where it cannot be removed it stays: a key too many opens nothing."""
    with suppress(OSError):
        key_file(fingerprint).unlink()
    with suppress(SessionError), _keyring() as keyring:
        if keyring.get_password(SERVICE, _user(fingerprint)) is not None:
            keyring.delete_password(SERVICE, _user(fingerprint))


def keyring_works() -> bool:
    """Whether this machine has a keyring worth the name (it may be closed just now); keyring's own measure of a backend."""
    try:
        with _keyring() as keyring:
            return float(keyring.get_keyring().priority) >= 1
    except SessionError:
        return False


def key_file(fingerprint: int) -> Path:
    """Where the key lies on a machine without a keyring."""
    return paths.config() / "keys" / f"{fingerprint:08x}.key"


def _user(fingerprint: int) -> str:
    """Under which name the keyring has it: one that its owner can make something of, in the keyring's own window."""
    return f"session log {fingerprint:08x}"


def _read(fingerprint: int) -> str | None:
    file = key_file(fingerprint)
    try:
        return file.read_text(encoding="ascii").strip()
    except FileNotFoundError:
        pass
    except (OSError, ValueError) as error:
        raise SessionError(f"{file} cannot be read: {getattr(error, 'strerror', None) or error}.") from error
    if clock() < _closed_until.get(fingerprint, 0.0):
        raise Locked(_LOCKED)
    try:
        with _keyring() as keyring:
            found: str | None = keyring.get_password(SERVICE, _user(fingerprint))
    except Locked:
        _closed_until[fingerprint] = clock() + ASKED_AGAIN_S
        raise
    return found


def _write(file: Path, text: str) -> None:
    """For this user's eyes only, whole or not at all."""
    aside = file.with_name(f".{file.name}.{os.getpid()}")
    try:
        file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        handle = os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "w", encoding="ascii") as stream:
            stream.write(text + "\n")
            stream.flush()
            os.fsync(stream.fileno())
        os.replace(aside, file)
    except OSError as error:
        with suppress(OSError):
            aside.unlink()
        raise SessionError(f"The key cannot be kept in {file}: {error.strerror}.") from error


@contextmanager
def _keyring() -> Iterator[Any]:
    """The library, its and its back ends' failures as one sentence. Raises SessionError also where it is not installed."""
    try:
        import keyring
        from keyring.errors import KeyringError, KeyringLocked, NoKeyringError
    except ImportError as error:
        raise SessionError(f"The system's keyring needs the package keyring, which is not installed ({error}).") from error
    known: tuple[type[Exception], ...] = (KeyringError, OSError, RuntimeError, *_of_back_ends())
    try:
        yield keyring
    except NoKeyringError as error:
        raise SessionError(_NO_PLACE) from error
    except KeyringLocked as error:
        raise Locked(_LOCKED) from error
    except known as error:
        said = str(error).strip().splitlines()[:1]
        raise SessionError(f"the keyring does not answer ({said[0] if said else type(error).__name__}).") from error


def _of_back_ends() -> tuple[type[Exception], ...]:
    """What Secret Service's parts raise past keyring."""
    found: list[type[Exception]] = []
    with suppress(ImportError):
        from secretstorage.exceptions import SecretStorageException

        found.append(SecretStorageException)
    with suppress(ImportError):
        from jeepney.wrappers import DBusErrorResponse

        found.append(DBusErrorResponse)
    return tuple(found)
