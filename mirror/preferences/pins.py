"""PINs: kept as a scrypt hash (RFC 7914), compared in constant time; after three wrong ones everybody waits."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import os
import re
import time
from collections.abc import Callable
from pathlib import Path

from mirror import paths
from mirror.errors import SettingsError, WorldError

_N, _R, _P = 2**15, 8, 1
"""32 MB, about 0.2 s a guess. A PIN has few digits: what protects it at the mirror is the wait between guesses, and the hash is
for whoever reads the file."""
_SALT, _LENGTH = 16, 32
FREE_TRIES = 3
FIRST_WAIT_S = 30.0
LONGEST_WAIT_S = 15 * 60.0
FORM = re.compile(r"[0-9]{4,12}")


class PinError(WorldError):
    """The PIN is wrong, or may not be tried yet."""


def hash_pin(pin: str) -> str:
    """ "scrypt$N$r$p$salt$hash". Raises SettingsError where it is not four to twelve digits."""
    if not FORM.fullmatch(pin):
        raise SettingsError("A PIN is four to twelve digits.")
    salt = os.urandom(_SALT)
    return "$".join(("scrypt", str(_N), str(_R), str(_P), _encoded(salt), _encoded(_derived(pin, salt, _N, _R, _P))))


def matches(pin: str, hashed: str) -> bool:
    """Whether `pin` is the one that was hashed. A hash that cannot be read matches nothing."""
    try:
        scheme, n, r, p, salt, key = hashed.split("$")
        if scheme != "scrypt":
            return False
        return hmac.compare_digest(_derived(pin, base64.b64decode(salt), int(n), int(r), int(p)), base64.b64decode(key))
    except ValueError:
        return False


def _derived(pin: str, salt: bytes, n: int, r: int, p: int) -> bytes:
    return hashlib.scrypt(pin.encode(), salt=salt, n=n, r=r, p=p, dklen=_LENGTH, maxmem=64 * 2**20)


def _encoded(data: bytes) -> str:
    return base64.b64encode(data).decode("ascii")


class Guard:
    """Counts wrong PINs, in a file that outlives the program: the first three are free, then every wrong one doubles the wait.

    Where the file cannot be written the count holds for this program's life.
    """

    def __init__(self, file: Path | None = None, *, clock: Callable[[], float] = time.time) -> None:
        """`clock`: seconds since the epoch, since the wait goes on while the program is not running."""
        self._file = paths.state() / "pins.json" if file is None else file
        self._clock = clock
        self._failures: dict[str, tuple[int, float]] = self._read()

    def check(self, whose: str, pin: str, hashed: str) -> None:
        """Returns where the PIN is right. Raises PinError, with how long to wait, where it is not or must not be tried yet."""
        self._failures = self._read() or self._failures
        left = self.wait(whose)
        if left > 0:
            raise PinError(f"Too many wrong PINs. Try again in {_span(left)}.")
        if matches(pin, hashed):
            if self._failures.pop(whose, None) is not None:
                self._write()
            return
        count, _ = self._failures.get(whose, (0, 0.0))
        self._failures[whose] = (count + 1, self._clock())
        self._write()
        left = self.wait(whose)
        raise PinError(f"That PIN is wrong. Try again in {_span(left)}." if left > 0 else "That PIN is wrong.")

    def rename(self, old: str, new: str) -> None:
        """What was counted for one is counted for the other: another name is no way around the wait."""
        self._failures = self._read() or self._failures
        if old != new and (count := self._failures.pop(old, None)) is not None:
            self._failures[new] = count
            self._write()

    def forget(self, whose: str) -> None:
        """As if nobody had ever given a wrong PIN for this one."""
        self._failures = self._read() or self._failures
        if self._failures.pop(whose, None) is not None:
            self._write()

    def wait(self, whose: str) -> float:
        """Seconds until the next try is heard, 0 where it may come now."""
        count, last = self._failures.get(whose, (0, 0.0))
        if count < FREE_TRIES:
            return 0.0
        span = min(FIRST_WAIT_S * 2.0 ** min(count - FREE_TRIES, 10), LONGEST_WAIT_S)
        now = self._clock()
        if now < last:
            # a clock that was set back does not shorten the wait, nor make it endless: it begins anew by that clock
            self._failures[whose] = (count, now)
            self._write()
            last = now
        return max(0.0, span - (now - last))

    def _read(self) -> dict[str, tuple[int, float]]:
        try:
            data = json.loads(self._file.read_text(encoding="utf-8"))
            return {str(name): (int(count), float(last)) for name, (count, last) in data.items()}
        except (OSError, ValueError, TypeError, AttributeError):
            return {}

    def _write(self) -> None:
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            self._file.write_text(json.dumps(self._failures), encoding="utf-8")
        except OSError:
            return  # the count in memory still holds


def _span(seconds: float) -> str:
    if seconds > 90:
        return f"{round(seconds / 60)} minutes"
    return f"{max(1, round(seconds))} seconds"
