"""Encryption of the log as its owner asks for it: on, off, and the key given back; each with its key and its line in the audit.

The key is kept before the log is changed and forgotten after it, so that a log that is encrypted always has its key.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from mirror.errors import SessionError
from mirror.sessions import keys
from mirror.sessions.audit import Action, Audit
from mirror.sessions.cipher import Key, driver, fingerprint, needed, remember
from mirror.sessions.conversion import convert
from mirror.sessions.database import Database, as_url
from mirror.sessions.keys import Place
from mirror.sessions.store import Store


def log_file(database: Database) -> Path:
    """The file that a log is. Raises SessionError for a database on a server."""
    url = as_url(database)
    if url.get_backend_name() != "sqlite":
        raise SessionError(
            "Only a log that is a file can be encrypted here; a PostgreSQL server's disk is encrypted by its system."
        )
    return Path(str(url.database))


def encrypt(database: Database, place: Place, written_down: Callable[[Key], bool]) -> bool:
    """Encrypt the log with a new key, kept in `place`. `written_down` gets the key to show, and says whether to go on.

    False: not wanted after all, nothing was changed. Raises SessionError where it is encrypted already, where the key cannot be
    kept, or as `convert`; the log is then as it was.
    """
    path = log_file(database)
    driver()
    if needed(path) is not None:
        raise SessionError(f"The session log {path} is encrypted already.")
    Store(database).close()  # made, or brought up to date
    key = Key.new()
    keys.keep(key, place)
    done = False
    try:
        if not written_down(key):
            return False
        remember(path, key.fingerprint)
        convert(path, key, None)
        done = True
    finally:
        if not done and fingerprint(path) != key.fingerprint:
            remember(path, None)
            keys.forget(key.fingerprint)
    _note(database, "encrypted")
    return True


def decrypt(database: Database) -> None:
    """Make the log plain again, and forget its key; where there is none, a new one will be plain.

    Raises SessionError where it is not encrypted, its key is missing, or as `convert`.
    """
    path = log_file(database)
    which = _needed(path)
    if path.exists():
        Store(database).close()
        convert(path, None, keys.find(which, path))
    remember(path, None)
    keys.forget(which)
    _note(database, "decrypted")


def recover(database: Database, words: str, place: Place) -> None:
    """Keep the key that was written down on this machine again. Raises SessionError where it is not this log's."""
    path = log_file(database)
    which = _needed(path)
    key = Key.read(words)
    if key.fingerprint != which:
        raise SessionError(f"That is the recovery key of another log than {path}.")
    keys.keep(key, place)
    Store(database).close()


def _needed(path: Path) -> int:
    which = needed(path)
    if which is None:
        raise SessionError(f"The session log {path} is not encrypted.")
    return which


def _note(database: Database, action: Action) -> None:
    with Store(database) as store:
        Audit(store).note(action, "", "log")
