"""Watches the real program from three sides while it runs: which sockets it opens and which files it writes, and what is in them.

The interpreter audits every open, rename and socket of Python code, also in processes of its own, and there refuses the internet;
Linux lists the sockets and the files open for writing of native libraries too, several times a second; and where strace is
installed and may trace, every system call is seen. What is left on the disk is read whole.
"""

from __future__ import annotations

import os
import re
import shutil
import signal
import sqlite3
import subprocess
import time
import wave
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import cv2
import numpy as np

from mirror.capture.demo import Demo
from mirror.sessions.track import unpack
from tests.e2e.conftest import Mirror, Result

AUDIT = """
import os, socket, sys
_log = os.open(os.environ["WATCH_LOG"], os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
_ours = {int(socket.AF_UNIX), int(getattr(socket, "AF_NETLINK", socket.AF_UNIX))}

def _note(kind, what):
    os.write(_log, f"{kind} {what}\\n".encode(errors="replace"))

def _path(value):
    return os.path.abspath(os.fsdecode(value)) if isinstance(value, (str, bytes, os.PathLike)) else None

def _hook(event, args):
    if event == "socket.__new__" and int(args[1]) not in _ours:
        _note("internet", int(args[1]))
        raise PermissionError("no internet socket may be opened here")
    elif event in ("socket.getaddrinfo", "socket.gethostbyname"):
        _note("internet", args[0])
    elif event == "open":
        writes = isinstance(args[2], int) and args[2] & (os.O_WRONLY | os.O_RDWR | os.O_CREAT)
        if writes and (path := _path(args[0])):
            _note("write", path)
    elif event in ("os.rename", "os.link", "os.symlink") and (path := _path(args[1])):
        _note("write", path)
    elif event == "sqlite3.connect" and (path := _path(args[0])) and str(args[0])[:1] != ":":
        _note("write", path)

sys.addaudithook(_hook)
"""
CALLS = "open,openat,openat2,creat,rename,renameat,renameat2,link,linkat,socket"
SYSTEMS_OWN = re.compile(
    r"/dev/(null|tty|urandom|random|dsp\d*|mixer\d*|snd/.*|dri/.*|pts/.*)"
    r"|/dev/shm/(jack.*|pulse-shm.*|sem\.jack.*)|/proc/.*|/memfd:.*|memfd:.*|(socket|pipe|anon_inode):.*"
)
"""What the system's sound and graphics libraries open for themselves, and what is no file."""
PICTURES_ANYWHERE = tuple(b"\x89PNG\r\n\x1a\n|JFIF\0|Exif\0\0|WEBPVP8|ftypisom|ftypmp4|ftypavif|AVI LIST|matroska".split(b"|"))
PICTURES_AT_THE_HEAD = tuple(b"\xff\xd8\xff|BM|II*\0|MM\0*|GIF8|P5|P6|\x93NUMPY|PK\x03\x04|\x1f\x8b".split(b"|"))
LOG_BYTES, DATABASE_BYTES = 64_000, 700_000
"""What a run of some seconds may leave: an empty log of all tables has a quarter of a megabyte. The pictures of one second, as
JPEGs of a hundredth of their size, would have more."""


@dataclass
class Seen:
    """What a run did."""

    mirror: Mirror
    result: Result
    internet: list[str] = field(default_factory=list)
    written: set[str] = field(default_factory=set)
    traced: bool = False

    @property
    def outside(self) -> set[str]:
        """What was opened for writing outside the program's own folders."""
        return {path for path in self.written if not path.startswith(f"{self.mirror.home}/") and not SYSTEMS_OWN.fullmatch(path)}

    @property
    def left(self) -> list[Path]:
        """The files that are there after it."""
        return sorted(path for path in self.mirror.home.rglob("*") if path.is_file())


def watch(
    folder: Path, *args: str, home: Path | None = None, env: dict[str, str] | None = None, seconds: float | None = None
) -> Seen:
    """Runs `mirror ARGS` in `home` (default: a fresh one in `folder`) and watches. `seconds`: then it is asked to end."""
    home = home or folder / "home"
    temporary, aside = home / "tmp", folder / "watch"
    temporary.mkdir(parents=True, exist_ok=True)
    aside.mkdir(parents=True)
    (aside / "sitecustomize.py").write_text(AUDIT)
    log, calls = aside / "audit.log", aside / "calls.log"
    mirror = Mirror(home, {"PYTHONPATH": str(aside), "WATCH_LOG": str(log), "TMPDIR": str(temporary)} | (env or {}))
    mirror.extra["PYTHONDONTWRITEBYTECODE"] = "1"  # what the interpreter keeps of its own is not the program's
    tracer = strace(calls)
    process = mirror.start(*args, prefix=tracer)
    seen = Seen(mirror, Result(-1, "", ""), traced=bool(tracer))
    began, asked = time.monotonic(), False
    while process.poll() is None:
        seen.internet += internet_sockets(process.pid)
        seen.written |= open_for_writing(process.pid)
        if seconds is not None and not asked and time.monotonic() - began > seconds:
            asked = True
            os.kill(([*children(process.pid), process.pid] if tracer else [process.pid])[0], signal.SIGTERM)
        time.sleep(0.1)
    out, err = process.communicate(timeout=10)
    seen.result = Result(process.returncode, out, err)
    for line in log.read_text(errors="replace").splitlines():
        kind, _, what = line.partition(" ")
        if kind == "internet":
            seen.internet.append(what)
        elif kind == "write":
            seen.written.add(what)
    if tracer:
        _read_calls(calls, seen)
    seen.written = {path for path in seen.written if not path.startswith(str(aside))}
    return seen


@cache
def _may_trace() -> bool:
    program = shutil.which("strace")
    return program is not None and subprocess.run([program, "-qq", "-o", os.devnull, "true"], capture_output=True).returncode == 0


def strace(out: Path) -> Sequence[str]:
    """What to put before a command so that its system calls are written to `out`; () where that cannot be."""
    if not _may_trace():
        return ()
    return ("strace", "-f", "--seccomp-bpf", "-qq", "-y", "-e", f"trace={CALLS}", "-o", str(out))


def _read_calls(calls: Path, seen: Seen) -> None:
    """Takes from strace's lines ("PID call(arguments) = 5</path>") what was opened for writing, renamed, and connected."""
    pending: dict[str, str] = {}
    for line in calls.read_text(errors="replace").splitlines():
        pid, _, rest = line.partition(" ")
        rest = rest.strip()
        if rest.endswith("<unfinished ...>"):
            pending[pid] = rest.removesuffix("<unfinished ...>")
            continue
        if resumed := re.match(r"<\.\.\. \w+ resumed>(.*)", rest):
            rest = pending.pop(pid, "") + resumed[1]
        call = rest.partition("(")[0]
        if call == "socket" and re.search(r"AF_INET6?\b", rest):
            seen.internet.append(rest)
        elif call.startswith(("rename", "link")) and rest.endswith("= 0"):
            seen.written.add(re.findall(r'"([^"]*)"', rest)[-1])
        elif call.startswith(("open", "creat")) and re.search(r"^creat|O_(WRONLY|RDWR|CREAT)", rest):
            opened = re.search(r"= \d+<(.*)>$", rest)
            seen.written |= {opened[1].removesuffix("(deleted)")} if opened else set()


def open_for_writing(pid: int) -> set[str]:
    """Files that a process and its children hold open for writing, as Linux lists them."""
    found = set()
    for process in [pid, *children(pid)]:
        for handle in Path(f"/proc/{process}/fd").glob("*"):
            flags = re.search(r"flags:\s*(\d+)", _text(Path(f"/proc/{process}/fdinfo/{handle.name}")))
            try:
                path = os.readlink(handle)
            except OSError:  # closed meanwhile
                continue
            if flags and int(flags[1], 8) & (os.O_WRONLY | os.O_RDWR) and int(handle.name) > 2:
                found.add(path.removesuffix(" (deleted)"))
    return found


def internet_sockets(pid: int) -> list[str]:
    """Open internet sockets of a process and its children, native libraries' too, as Linux lists them."""
    listed = set()
    for table in ("tcp", "tcp6", "udp", "udp6", "raw", "raw6"):
        # A process that ends in this moment has no tables any more.
        listed |= {f"socket:[{line.split()[9]}]" for line in _text(Path(f"/proc/{pid}/net/{table}")).splitlines()[1:]}
    held = []
    for process in [pid, *children(pid)]:
        for handle in Path(f"/proc/{process}/fd").glob("*"):
            try:
                held.append(os.readlink(handle))
            except OSError:  # closed meanwhile
                continue
    return [name for name in held if name in listed]


def children(pid: int) -> list[int]:
    found = [int(word) for file in Path(f"/proc/{pid}/task").glob("*/children") for word in _text(file).split()]
    return found + [grandchild for child in found for grandchild in children(child)]


def _text(file: Path) -> str:
    try:
        return file.read_text()
    except OSError:  # the thread or process has ended meanwhile
        return ""


# -- what is in a file -----------------------------------------------------------------------------------------------------


@cache
def needles() -> tuple[bytes, ...]:
    """Stretches of the demo's pictures as they lie in memory: what a frame on the disk would hold, in four orders of channels."""
    source, found = Demo(paced=False), []
    source.open()
    for index in range(120):
        frame = source.read()
        if frame is None:
            break
        if index % 12:
            continue
        image = frame.image
        rows = image.reshape(image.shape[0], -1, 64, 3)[:: image.shape[0] // 24]
        windows = rows.reshape(-1, 64, 3)
        busiest = windows[np.argsort([-len(np.unique(window)) for window in windows])[:2]]
        for window in busiest:
            assert len(np.unique(window)) > 12, "too plain to be told from chance"
            strip = window[None]
            orders = (cv2.COLOR_BGR2RGB, cv2.COLOR_BGR2BGRA, cv2.COLOR_BGR2GRAY)
            found += [window.tobytes(), *(cv2.cvtColor(strip, order).tobytes() for order in orders)]
    source.close()
    return tuple(found)


def picture_in(data: bytes) -> str:
    """What speaks for a picture in these bytes, "" for nothing."""
    for mark in PICTURES_ANYWHERE:
        if mark in data:
            return f"the mark {mark!r}"
    for mark in PICTURES_AT_THE_HEAD:
        if data.startswith(mark):
            return f"it begins with {mark!r}"
    return "a frame's own bytes" if any(needle in data for needle in needles()) else ""


def kind_of(path: Path) -> str:
    """What a file that the program left is, by what is in it: database, wal, shm, speech, text; "" for anything else."""
    data = path.read_bytes()
    if data.startswith(b"SQLite format 3\0") and path.suffix == ".db":
        return "database"
    if path.name.endswith(".db-wal") and (not data or data[:3] == b"\x37\x7f\x06"):
        return "wal"
    if path.name.endswith(".db-shm"):
        return "shm"
    if path.suffix == ".wav":
        with wave.open(str(path), "rb") as sound:
            whole = sound.getnframes() * sound.getsampwidth() * sound.getnchannels()
            told = (sound.getnchannels(), sound.getsampwidth()) == (1, 2) and sound.getnframes() / sound.getframerate() < 20.0
        return "speech" if told and abs(len(data) - whole) < 256 else ""
    if path.suffix in (".log", ".toml", ".json", ".txt", "") and len(data) <= LOG_BYTES:
        try:
            text = data.decode()
        except UnicodeDecodeError:
            return ""
        return "text" if all(letter.isprintable() or letter in "\n\t" for letter in text) else ""
    return ""


def strange_in_database(path: Path) -> list[str]:
    """What the log holds beside words, numbers and landmark tracks that can be read as such."""
    found = []
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as log:
        for (table,) in log.execute("select name from sqlite_master where type = 'table'").fetchall():
            for row in log.execute(f'pragma table_info("{table}")').fetchall():
                query = f"""select count(*) from "{table}" where typeof("{row[1]}") = 'blob' or length("{row[1]}") > 4000"""
                count = log.execute(query).fetchone()[0]
                if count and (table, row[1]) != ("track", "data"):
                    found.append(f"{table}.{row[1]}: {count} large or binary values")
        for data, count, version in log.execute("select data, count, format from track"):
            landmarks = unpack(data, count, version)
            sure = landmarks[..., 6]
            if landmarks.shape[0] != count or not (np.nanmin(sure) >= 0.0 and np.nanmax(sure) <= 1.01):
                found.append("a track that is none")
    return found
