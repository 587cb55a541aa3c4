"""A temporary PostgreSQL: a cluster of its own in a temporary folder, on a unix socket, gone with the tests."""

from __future__ import annotations

import itertools
import os
import pwd
import shutil
import subprocess
import tempfile
from pathlib import Path

from sqlalchemy import URL, create_engine, text

ABSENT = "PostgreSQL is not installed: apt install postgresql"
_USER = "postgres"
_ROOM = 2 * 2**30
_OPTIONS = ("fsync=off", "full_page_writes=off", "listen_addresses=", "max_connections=150", "shared_buffers=32MB")


def programs() -> Path | None:
    """The folder with initdb and pg_ctl, of the newest version that is here; None: PostgreSQL is not installed."""
    if os.geteuid() == 0 and not any(user.pw_name == _USER for user in pwd.getpwall()):
        return None  # the server refuses to run as root, and there is nobody else to run it
    found = shutil.which("pg_ctl")
    versions = [path for path in Path("/usr/lib/postgresql").glob("*/bin") if (path / "initdb").exists()]
    newest = max(versions, key=lambda path: float(path.parent.name), default=None)
    if newest is not None:
        return newest
    return Path(found).resolve().parent if found and (Path(found).resolve().parent / "initdb").exists() else None


def _place() -> str:
    """In memory where there is room: a database is a thousand small files."""
    memory = Path("/dev/shm")
    roomy = memory.is_dir() and os.access(memory, os.W_OK) and shutil.disk_usage(memory).free > _ROOM
    return str(memory) if roomy else "/tmp"


class Cluster:
    """Started by `start`. The server refuses to run as root: then it runs as the user `postgres` of Debian's package.

    Attributes:
        folder: the data and the socket; short, since a socket's path may have 107 bytes.
    """

    def __init__(self, bin: Path) -> None:
        self._bin = bin
        self._names = itertools.count(1)
        self.folder = Path(tempfile.mkdtemp(prefix="mirror-pg-", dir=_place()))
        self._user: str | None = None
        if os.geteuid() == 0:
            self._user = _USER
            owner = pwd.getpwnam(self._user)
            os.chown(self.folder, owner.pw_uid, owner.pw_gid)
        self._data = self.folder / "data"

    def start(self) -> None:
        self._do("initdb", "-D", self._data, "-U", "mirror", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync")
        self._control("start", "-w")

    def restart(self, mode: str = "immediate") -> None:
        """immediate: as if the power failed; what was committed is there afterwards, what was not is gone."""
        self._control("restart", "-m", mode, "-w")

    def pull_the_plug(self) -> None:
        """The server is away until `plug_in`."""
        self._control("stop", "-m", "immediate", "-w")

    def plug_in(self) -> None:
        self._control("start", "-w")

    def stop(self) -> None:
        if (self._data / "postmaster.pid").exists():
            self.pull_the_plug()
        shutil.rmtree(self.folder, ignore_errors=True)

    @property
    def socket(self) -> Path:
        return self.folder / ".s.PGSQL.5432"

    def url(self, database: str, user: str = "mirror") -> str:
        # SQLAlchemy keeps what stands in the query for the driver: the folder of the socket is libpq's `host`
        return URL.create("postgresql", user, database=database, query={"host": str(self.folder)}).render_as_string(False)

    def run(self, database: str, *statements: str) -> None:
        """As the owner of the cluster, each for itself."""
        engine = create_engine(self.url(database).replace("postgresql:", "postgresql+psycopg:"), isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            for statement in statements:
                connection.execute(text(statement))
        engine.dispose()

    def psql(self, database: str, script: str) -> None:
        """An administrator gives psql a script. RuntimeError with what it says where it says no."""
        command = [str(self._bin / "psql"), "-q", "-h", str(self.folder), "-U", "mirror", "-d", database]
        done = subprocess.run(command, input=script, capture_output=True, text=True, timeout=60)
        if done.returncode or done.stderr:
            raise RuntimeError(done.stderr)

    def database(self) -> str:
        """The URL of a new, empty one."""
        name = f"clinic{next(self._names)}"
        self.run("postgres", f"CREATE DATABASE {name} TEMPLATE template0")
        return self.url(name)

    def _control(self, *arguments: str) -> None:
        options = " ".join(f"-c {option}" for option in (*_OPTIONS, f"unix_socket_directories={self.folder}"))
        self._do("pg_ctl", "-D", self._data, "-l", self.folder / "server.log", "-o", options, *arguments)

    def _do(self, program: str, *arguments: object) -> None:
        command = [str(self._bin / program), *map(str, arguments)]
        if self._user is not None:
            command = ["setpriv", f"--reuid={self._user}", f"--regid={self._user}", "--init-groups", "--reset-env", *command]
        done = subprocess.run(command, cwd=self.folder, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=60)
        if done.returncode:
            log = self.folder / "server.log"
            raise RuntimeError(f"{program}: {done.stderr}{log.read_text() if log.exists() else ''}")
