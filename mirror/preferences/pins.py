"""PINs: kept as a scrypt hash (RFC 7914), compared in constant time; after three wrong ones everybody waits."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import os
import re
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import astuple, dataclass
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


@dataclass(frozen=True, slots=True)
class _Failures:
    """So many wrong PINs, the last one at `at` (seconds since the epoch), `ran` seconds after the machine's start `boot`."""

    count: int
    at: float
    boot: str = ""
    ran: float = 0.0


class Guard:
    """Counts wrong PINs, in a file that outlives the program: the first three are free, then every wrong one doubles the wait.

    A PIN counts as wrong from before it is looked at until it is found right: who tries many at once, or ends the program in
    between, gains nothing. The wait goes by the time since the machine was started, which nobody sets, and by the clock only
    where it was started anew. Where the file cannot be written the count holds for this program's life.
    """

    def __init__(
        self,
        file: Path | None = None,
        *,
        clock: Callable[[], float] | None = None,
        uptime: Callable[[], tuple[str, float]] | None = None,
    ) -> None:
        """clock: seconds since the epoch. uptime: which start of the machine this is, and seconds since then; where a clock is
        given and this is not, there is none."""
        self._file = paths.state() / "pins.json" if file is None else file
        self._clock = clock or time.time
        self._uptime = uptime or (_uptime if clock is None else lambda: ("", 0.0))
        self._failures: dict[str, _Failures] = self._read()
        self._unwritten = False

    def check(self, whose: str, pin: str, hashed: str) -> None:
        """Returns where the PIN is right. Raises PinError, with how long to wait, where it is not or must not be tried yet."""
        with self._alone():
            left = self.wait(whose)
            if left > 0:
                raise PinError(f"Too many wrong PINs. Try again in {_span(left)}.")
            known = self._failures.get(whose)
            self._failures[whose] = self._now(1 if known is None else known.count + 1)
            self._write()
        if matches(pin, hashed):
            self.forget(whose)
            return
        left = self.wait(whose)
        raise PinError(f"That PIN is wrong. Try again in {_span(left)}." if left > 0 else "That PIN is wrong.")

    def rename(self, old: str, new: str) -> None:
        """What was counted for one is counted for the other: another name is no way around the wait."""
        with self._alone():
            if old != new and (count := self._failures.pop(old, None)) is not None:
                self._failures[new] = count
                self._write()

    def forget(self, whose: str) -> None:
        """As if nobody had ever given a wrong PIN for this one."""
        with self._alone():
            if self._failures.pop(whose, None) is not None:
                self._write()

    def wait(self, whose: str) -> float:
        """Seconds until the next try is heard, 0 where it may come now."""
        last = self._failures.get(whose)
        if last is None or last.count < FREE_TRIES:
            return 0.0
        span = min(FIRST_WAIT_S * 2.0 ** min(last.count - FREE_TRIES, 10), LONGEST_WAIT_S)
        boot, ran = self._uptime()
        if boot and boot == last.boot:
            return max(0.0, span - (ran - last.ran))
        now = self._clock()
        if now < last.at:
            # a clock that was set back does not shorten the wait, nor make it endless: it begins anew by that clock
            last = self._failures[whose] = self._now(last.count)
            self._write()
        return max(0.0, span - (now - last.at))

    def _now(self, count: int) -> _Failures:
        return _Failures(count, self._clock(), *self._uptime())

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """With what is counted now; no other program counts meanwhile."""
        import fcntl  # the module does not exist everywhere

        with ExitStack() as held:
            with suppress(OSError):
                self._file.parent.mkdir(parents=True, exist_ok=True)
                lock = held.enter_context(self._file.with_name(f".{self._file.name}.lock").open("ab"))
                fcntl.flock(lock, fcntl.LOCK_EX)
            if not self._unwritten:
                self._failures = self._read() or self._failures
            yield

    def _read(self) -> dict[str, _Failures]:
        try:
            data = json.loads(self._file.read_text(encoding="utf-8"))
            return {str(name): _Failures(int(count), float(at), *_boot(*rest)) for name, (count, at, *rest) in data.items()}
        except (OSError, ValueError, TypeError, AttributeError):
            return {}

    def _write(self) -> None:
        aside = self._file.with_name(f".{self._file.name}.{os.getpid()}")
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            aside.write_text(json.dumps({name: astuple(known) for name, known in self._failures.items()}), encoding="utf-8")
            os.replace(aside, self._file)
            self._unwritten = False
        except OSError:
            self._unwritten = True  # the count in memory holds, and not what the file says
            with suppress(OSError):
                aside.unlink()


def _boot(boot: str = "", ran: float = 0.0) -> tuple[str, float]:
    return str(boot), float(ran)


def _uptime() -> tuple[str, float]:
    """("", 0) where the system does not tell its starts apart."""
    try:
        boot = Path("/proc/sys/kernel/random/boot_id").read_text(encoding="ascii").strip()
        return boot, time.clock_gettime(time.CLOCK_BOOTTIME)
    except (OSError, ValueError, AttributeError):
        return "", 0.0


def _span(seconds: float) -> str:
    if seconds > 90:
        return f"{round(seconds / 60)} minutes"
    return f"{max(1, round(seconds))} seconds"
