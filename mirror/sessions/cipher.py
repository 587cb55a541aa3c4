"""Cipher: an encrypted session log (SQLCipher 4: AES-256 in CBC mode with a random vector and an HMAC-SHA512 for every page).

The first 96 bytes of the file, SQLite's header, are not encrypted (`cipher_plaintext_header_size`): so the log is known as ours,
as encrypted (it reserves bytes in each page) and as in need of which key (`user_version` is the key's fingerprint) before anybody
asks for a key, and can never be taken for a broken file. They say how many pages there are and nothing about anybody. The
write-ahead log is encrypted page by page like the file; what SQLite keeps beside while it works stays in memory.

The key is 256 random bits and is used as it is; nobody chooses it, so nothing is derived from a password.
"""

from __future__ import annotations

import base64
import hashlib
import secrets
import sqlite3
import sys
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy.exc import DBAPIError

from mirror.errors import SessionError
from mirror.sessions import opened

KEY_BYTES = 32
PLAIN_HEADER = 96
"""A multiple of AES's block that holds application_id (bytes 68 to 71)."""
_RESERVED_AT, _RESERVED = 20, 80
"""SQLCipher keeps 16 bytes of vector and 64 of HMAC in each page; a plain log reserves none."""
_FINGERPRINT_AT = 60
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base 32: no I, L, O, U, so that handwriting can be read back."""
_READ_AS = str.maketrans({"I": "1", "L": "1", "O": "0", "-": None, " ": None, "\n": None, "\t": None})
_CHECK_LETTERS = 4


class KeyMissing(SessionError):
    """The log is encrypted and its key is not there. The file is whole and is left alone."""


@dataclass(frozen=True, slots=True)
class Key:
    """256 random bits. They do not show in a trace."""

    secret: bytes = field(repr=False)

    def __post_init__(self) -> None:
        if len(self.secret) != KEY_BYTES:
            raise ValueError(f"a key has {KEY_BYTES} bytes, not {len(self.secret)}")

    @classmethod
    def new(cls) -> Key:
        return cls(secrets.token_bytes(KEY_BYTES))

    @property
    def fingerprint(self) -> int:
        """31 bits that tell this key from others (never 0); from a key that is random they give nothing away that helps."""
        return int.from_bytes(hashlib.sha256(b"mirror log key" + self.secret).digest()[:4], "big") & 0x7FFFFFFF or 1

    @property
    def literal(self) -> str:
        """As SQLCipher takes it, with a salt; it comes from the key: a beginning that is not encrypted has no room for one."""
        salt = hashlib.sha256(b"mirror log salt" + self.secret).digest()[:16]
        return f"x'{self.secret.hex()}{salt.hex()}'"

    @property
    def words(self) -> str:
        """To write down: 14 groups of four letters and digits, the last of which checks the others."""
        letters = _base32(self.secret) + _check(self.secret)
        return " ".join(letters[i : i + 4] for i in range(0, len(letters), 4))

    @classmethod
    def read(cls, words: str) -> Key:
        """What `words` gave, as somebody typed it. Raises SessionError where it cannot be one, or a letter is wrong."""
        letters = words.upper().translate(_READ_AS)
        size = len(_base32(bytes(KEY_BYTES)))
        if len(letters) != size + _CHECK_LETTERS or set(letters) - set(_ALPHABET):
            raise SessionError(f"A recovery key has {(size + _CHECK_LETTERS) // 4} groups of four letters and digits.")
        number = 0
        for letter in letters[:size]:
            number = number << 5 | _ALPHABET.index(letter)
        secret = (number >> (5 * size - 8 * KEY_BYTES)).to_bytes(KEY_BYTES + 1, "big")[1:]
        if _base32(secret) + _check(secret) != letters:
            raise SessionError("That is not the recovery key as it was given: a letter is wrong, or two are exchanged.")
        return cls(secret)


def fingerprint(path: Path) -> int | None:
    """Of the key that the log needs; None where it is not encrypted, or there is no log of ours."""
    try:
        head = opened.head(path)
    except OSError:
        return None
    if len(head) < PLAIN_HEADER or not head.startswith(b"SQLite format 3\0") or head[_RESERVED_AT] != _RESERVED:
        return None
    return int.from_bytes(head[_FINGERPRINT_AT : _FINGERPRINT_AT + 4], "big") or None


def needed(path: Path) -> int | None:
    """Fingerprint of the key that the log at `path` needs, or, where there is none, a new one there will: who encrypted their log
    does not get a plain one when it was moved aside, broken, or deleted."""
    return fingerprint(path) if path.exists() and path.stat().st_size else remembered(path)


def remembered(path: Path) -> int | None:
    """Of the key of the last encrypted log at this place."""
    try:
        return int(_memory(path).read_text(encoding="ascii"), 16) or None
    except (OSError, ValueError):
        return None


def remember(path: Path, fingerprint: int | None) -> None:
    """A new log at `path` will need this key; None: none. Raises SessionError where that cannot be written."""
    try:
        if fingerprint is None:
            _memory(path).unlink(missing_ok=True)
        else:
            _memory(path).write_text(f"{fingerprint:08x}\n", encoding="ascii")
    except OSError as error:
        raise SessionError(f"{_memory(path)} cannot be written: {error.strerror}.") from error


def _memory(path: Path) -> Path:
    return path.resolve().with_name(f".{path.resolve().name}.encrypted")


def engine_options(path: Path, timeout: float) -> dict[str, Any]:
    """For `create_engine`: none for a plain log, else the driver and connections that know the key.

    Raises KeyMissing, or SessionError where SQLCipher is not installed or the file cannot be looked at.
    """
    try:
        which = needed(path)
    except OSError as error:
        raise SessionError(f"The session log {path} cannot be read: {error.strerror}.") from error
    if which is None:
        return {}
    from mirror.sessions import keys
    from mirror.sessions.conversion import clear

    clear(path)
    return {"module": driver(), "creator": partial(connect, path, keys.find(which, path), timeout)}


def driver() -> Any:
    """SQLCipher's DB-API module. Raises SessionError where it is not installed."""
    try:
        from sqlcipher3 import dbapi2
    except ImportError as error:
        raise SessionError(f"Encryption needs SQLCipher, which is not installed ({error}); pip install sqlcipher3.") from error
    return dbapi2


def errors() -> tuple[type[Exception], ...]:
    """What a database raises: by SQLAlchemy, or by a driver itself. SQLCipher's classes are not those of sqlite3, though they
    carry the same codes; as long as nobody loaded it there is none of them."""
    loaded = sys.modules.get("sqlcipher3.dbapi2")
    return (DBAPIError, sqlite3.Error) if loaded is None else (DBAPIError, sqlite3.Error, loaded.Error)


def connect(path: Path, key: Key | None, timeout: float) -> Any:
    """A connection of SQLCipher's driver, in no transaction; key None: to a plain file. Nothing is read yet."""
    raw = driver().connect(str(path), timeout=timeout, isolation_level=None, check_same_thread=False)
    raw.execute("PRAGMA cipher_log_level = NONE")  # it would write on stderr what we say in a sentence
    if key is not None:
        raw.execute(f'PRAGMA key = "{key.literal}"')
        raw.execute("PRAGMA cipher_compatibility = 4")
        raw.execute(f"PRAGMA cipher_plaintext_header_size = {PLAIN_HEADER}")
    return raw


def _base32(data: bytes) -> str:
    """Crockford's; the last letter is filled up with zero bits."""
    standard = base64.b32encode(data).decode("ascii").rstrip("=")
    return standard.translate(str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", _ALPHABET))


def _check(secret: bytes) -> str:
    return _base32(hashlib.sha256(b"mirror recovery" + secret).digest())[:_CHECK_LETTERS]
