"""Database: opening the log. A file that is not ours, broken, or of a newer program is told from ours before it is touched."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import AbstractContextManager, closing, contextmanager, nullcontext
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, inspect, make_url, text
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError

from mirror.errors import SessionError
from mirror.sessions import cipher, opened, postgresql
from mirror.sessions.schema import APPLICATION_ID, HEAD

Database = Path | str
"""A file, or a database URL (anything with "://")."""

BUSY_MS = 2000
_MAGIC = b"SQLite format 3\x00"
_MENDS = "the mirror moves it aside when it runs next, and begins a new one."
_MIGRATIONS = Path(__file__).parent / "migrations"
_MIGRATING = threading.RLock()
"""Alembic keeps the migration that runs in a module of the process: two threads, even of two databases, must take turns."""


class BrokenLog(SessionError):
    """The file is damaged. Whoever records may move it aside (`mirror.sessions.aside`) and begin a new one."""


def as_url(database: Database) -> URL:
    """SessionError where the text is no URL."""
    if isinstance(database, str) and "://" in database:
        try:
            return postgresql.with_driver(make_url(database))
        except (ArgumentError, ValueError):
            raise SessionError(f"{database!r} is not a database URL such as postgresql://user@host/mirror.") from None
    return URL.create("sqlite", database=str(database))


def check_file(path: Path) -> bool:
    """Look at the file's first bytes without opening it as a database. True: ours; False: there is nothing yet.

    Raises SessionError with one sentence where it is something else or cannot be read; BrokenLog where it ends within SQLite's
    header or holds nothing but zeros, as a power cut may leave a file, or only its write-ahead log is left: that is nobody's.
    """
    try:
        head = opened.head(path)
        blank = bool(head) and not head.strip(b"\0") and _all_zeros(path)
    except FileNotFoundError:
        return _nothing(path)
    except OSError as error:
        raise SessionError(f"The session log {path} cannot be read: {error.strerror}.") from error
    if not head:
        return _nothing(path)
    if blank or (len(head) < opened.HEADER and _MAGIC.startswith(head[: len(_MAGIC)])):
        raise BrokenLog(f"The session log {path} is broken (it has lost its beginning); {_MENDS}")
    if len(head) < opened.HEADER or not head.startswith(_MAGIC):
        raise SessionError(f"The session log {path} is broken or not a database; move it away and a new one is made.")
    if int.from_bytes(head[68:72], "big") != APPLICATION_ID:
        raise SessionError(f"{path} is the database of another program; name another file for the session log.")
    return True


def _nothing(path: Path) -> bool:
    """False: there is nothing yet. BrokenLog where there is still what was written last: SQLite would throw it away."""
    wal = path.with_name(f"{path.name}-wal")
    if wal.exists() and wal.stat().st_size:
        raise BrokenLog(f"The session log {path} is gone but for its last changes, {wal.name}; {_MENDS}")
    return False


def _all_zeros(path: Path) -> bool:
    with path.open("rb") as file:
        while block := file.read(2**20):
            if block.count(0) != len(block):
                return False
    return True


class Log:
    """An open session log: an engine whose connections have the right pragmas, and transactions whose errors are SessionErrors.

    Attributes:
        name: for sentences to the user.
    """

    def __init__(self, database: Database) -> None:
        """Opens and, where needed, creates or migrates. Raises SessionError: broken, foreign, newer, locked, disk full."""
        url = as_url(database)
        fresh, path = False, Path()
        self.sqlite = url.get_backend_name() == "sqlite"
        self.name = str(url.database) if self.sqlite else postgresql.shown(url)
        if self.sqlite:
            path = Path(str(url.database))
            fresh = not check_file(path)
            try:
                path.parent.mkdir(parents=True, exist_ok=True)
            except OSError as error:
                raise SessionError(f"The folder of the session log {path} cannot be made: {error.strerror}.") from error
        try:
            options = cipher.engine_options(path, BUSY_MS / 1000) if self.sqlite else {}
            # what a statement was given (names, notes) must not stand in an error, and so in the program's own log
            self.engine: Engine = create_engine(url, hide_parameters=True, **(options or _options(url)))
        except (NoSuchModuleError, ImportError) as error:
            mend = f"; {postgresql.INSTALL} brings it" if postgresql.is_postgresql(url) else ""
            raise SessionError(f"The database {self.name} needs a driver that is not installed ({error}){mend}.") from error
        if self.sqlite:
            event.listen(self.engine, "connect", _pragmas)
            event.listen(self.engine, "begin", _begin)
        self._patience = postgresql.Patience(self.engine) if postgresql.is_postgresql(url) else None
        try:
            if fresh:
                self._mark(path, options)
            if self.sqlite:
                self._hold(path)
            with self.within(postgresql.STATEMENT_S):
                self._prepare()
        except SessionError:
            self.close()
            raise

    def close(self) -> None:
        """Close every connection (SQLite then folds its write-ahead log into the file)."""
        self.engine.dispose()
        opened.release(self)

    def within(self, seconds: float) -> AbstractContextManager[None]:
        """Give up on a server that stands still for so long in what is done inside (SessionError). SQLite has its own limit."""
        return nullcontext() if self._patience is None else self._patience.within(seconds)

    @contextmanager
    def transaction(self, reads: bool = False) -> Iterator[Connection]:
        """All or nothing; `reads`: nothing is written, and all that is read is of one moment. Raises SessionError where the world
        (disk, lock, server) says no."""
        options: dict[str, Any] = {"reads": reads}
        if reads and not self.sqlite:
            # PostgreSQL shows each statement what others have written since, unless it is asked not to; SQLite never does
            options |= {"isolation_level": "REPEATABLE READ"}
        try:
            with self.engine.execution_options(**options).begin() as connection:
                yield connection
        except cipher.errors() as error:
            raise self.told(error) from error

    def scrub(self) -> bool:
        """SQLite: write the file anew without what was deleted and empty the write-ahead log; True when both were done.

        Not in a transaction, where VACUUM cannot run. Raises SessionError as `transaction` does.
        """
        if not self.sqlite:
            return True
        try:
            with closing(self.engine.raw_connection()) as raw, closing(raw.cursor()) as cursor:
                cursor.execute("VACUUM")
                cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
                (busy, *_) = cursor.fetchone() or (1,)
        except cipher.errors() as error:
            raise self.told(error) from error
        return not busy

    def examine(self, connection: Connection) -> None:
        """Read the whole file once and see that its pages hang together. Raises BrokenLog where they do not. SQLite only."""
        try:
            found = connection.exec_driver_sql("PRAGMA quick_check(1)").scalar()
        except cipher.errors() as error:
            raise self.told(error) from error
        if found != "ok":
            said = str(found).strip().splitlines()[-1]
            raise BrokenLog(f"The session log {self.name} is broken ({said}); {_MENDS}")

    def fold(self) -> None:
        """SQLite: copy the write-ahead log into the file, as far as nobody is in the way. Raises SessionError."""
        if self.sqlite:
            try:
                with closing(self.engine.raw_connection()) as raw, closing(raw.cursor()) as cursor:
                    cursor.execute("PRAGMA wal_checkpoint(PASSIVE)")
            except cipher.errors() as error:
                raise self.told(error) from error

    def told(self, error: Exception) -> SessionError:
        """The database's error as one sentence. A statement that is itself wrong is our bug and is raised as it is."""
        cause = error.orig if isinstance(error, DBAPIError) else error
        said = str(cause).strip().splitlines()[0] if str(cause).strip() else type(cause).__name__
        code = getattr(cause, "sqlite_errorcode", None)
        primary = None if code is None else code & 0xFF
        if primary in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
            return SessionError(f"The session log {self.name} is locked by another program.")
        if primary == sqlite3.SQLITE_FULL:
            return SessionError(f"The disk is full: the session log {self.name} cannot grow; make room.")
        if primary in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
            return BrokenLog(f"The session log {self.name} is broken ({said}); {_MENDS}")
        if primary in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_IOERR):
            return SessionError(f"The session log {self.name} cannot be written ({said}).")
        from_server = postgresql.told(self.name, error, said) if isinstance(error, DBAPIError) and primary is None else None
        if from_server is None:
            raise error
        return from_server

    def _hold(self, path: Path) -> None:
        try:
            opened.hold(path, self)
        except OSError as error:
            raise SessionError(f"The session log {path} cannot be read: {error.strerror}.") from error

    def _mark(self, path: Path, options: dict[str, Any]) -> None:
        """Write our application_id into a new file, before it gets a write-ahead log: there it would stay out of the file's
        header until the first checkpoint, and a mirror killed before that would not know its own log again."""
        try:
            with closing(options["creator"]() if options else sqlite3.connect(path, timeout=BUSY_MS / 1000)) as raw:
                raw.execute(f"PRAGMA application_id = {APPLICATION_ID}")
                raw.execute(f"PRAGMA user_version = {cipher.remembered(path) or 0 if options else 0}")
        except cipher.errors() as error:
            raise self.told(error) from error

    def _prepare(self) -> None:
        with self.transaction(reads=True) as connection:
            if _version(connection) == HEAD:
                return
        with _MIGRATING, self.transaction() as connection:
            postgresql.lock(connection, "migration")
            version = _version(connection)
            if version == HEAD:  # another program was quicker
                return
            if version is None and inspect(connection).get_table_names():
                raise SessionError(f"{self.name} holds the tables of another program; name another database.")
            if version is not None and version not in _revisions():
                raise SessionError(
                    f"The session log {self.name} was written by a newer version of the mirror ({version}); update this one."
                )
            migrate(connection)


def _options(url: URL) -> dict[str, Any]:
    if url.get_backend_name() == "sqlite":
        return {"connect_args": {"timeout": BUSY_MS / 1000}}
    return postgresql.engine_options(url) if postgresql.is_postgresql(url) else {}


def migrate(connection: Connection, to: str = "head") -> None:
    """Run the migrations up to `to` within the connection's transaction."""
    from alembic import command  # 0.3 s of import that an up-to-date log does not need

    config = _config()
    config.attributes["connection"] = connection
    with _MIGRATING:
        command.upgrade(config, to)


def _config() -> Any:
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS))
    return config


def _revisions() -> set[str]:
    from alembic.script import ScriptDirectory

    return {script.revision for script in ScriptDirectory.from_config(_config()).walk_revisions()}


def _version(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    found: str | None = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return found


def _pragmas(raw: sqlite3.Connection, _record: Any) -> None:
    # transactions are begun by _begin: left to itself the driver starts them late and commits around DDL
    raw.isolation_level = None
    cursor = raw.cursor()
    cursor.execute(f"PRAGMA busy_timeout = {BUSY_MS}")
    cursor.execute("PRAGMA journal_mode = WAL")
    cursor.execute("PRAGMA synchronous = FULL")
    cursor.execute("PRAGMA foreign_keys = ON")
    cursor.execute("PRAGMA secure_delete = ON")
    cursor.close()


def _begin(connection: Connection) -> None:
    # IMMEDIATE: a lock is waited for at the start (busy_timeout), not refused in the middle; who only reads needs none
    connection.exec_driver_sql("BEGIN" if connection.get_execution_options().get("reads") else "BEGIN IMMEDIATE")
