"""PostgreSQL: what is particular about a clinic's database. A server that is away, or hangs, must not hold a mirror up."""

from __future__ import annotations

import hashlib
import importlib.util
import os
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

from sqlalchemy import URL, Connection, Engine, NullPool, create_engine, event, inspect, text
from sqlalchemy.engine.interfaces import Dialect
from sqlalchemy.exc import DBAPIError, InterfaceError, InternalError, OperationalError

from mirror.errors import SessionError
from mirror.sessions.schema import APPLICATION_ID

DRIVER = "postgresql+psycopg"
INSTALL = "pip install 'psycopg[binary]'"
CONNECT_S = 5
STATEMENT_S = 60
LOCK_S = 10
SILENT_S = 15
"""A connection whose other end says nothing for so long while data is under way is given up."""

_CONNECTION: dict[str, Any] = {
    "connect_timeout": CONNECT_S,
    "application_name": "mirror",
    "keepalives": 1,
    "keepalives_idle": 10,
    "keepalives_interval": 5,
    "keepalives_count": 3,
    "tcp_user_timeout": 1000 * SILENT_S,
}
"""libpq's parameters (PostgreSQL documentation, 34.1.2); what the URL says itself goes before."""

_SETTINGS = {
    "statement_timeout": 1000 * STATEMENT_S,
    "lock_timeout": 1000 * LOCK_S,
    "idle_in_transaction_session_timeout": 1000 * STATEMENT_S,
}
"""The server's, for this connection (20.11.1): what a mirror left in mid-transaction is rolled back and its locks are freed."""

# classes of SQLSTATE (appendix A); before a connection stands there is only the text
_KEPT_OUT = ("28", "3D")
_KEPT_OUT_WORDS = ("authentication", "no pg_hba", "does not exist", "no password supplied", "permission denied for database")
_NOT_ALLOWED = ("42501", "25006")
_NO_ROOM = ("53100", "53200")

MIRRORS = "mirror_senders"
"""The group of the mirrors' roles."""


class Unreachable(SessionError):
    """The server is away, too busy, or the connection was cut: later it may go."""


def with_driver(url: URL) -> URL:
    """postgresql:// (and postgres://, as some hosts write it) with the driver that we bring."""
    return url.set(drivername=DRIVER) if url.drivername in ("postgresql", "postgres") else url


def is_postgresql(url: URL) -> bool:
    return url.drivername.startswith("postgresql")


def shown(url: URL) -> str:
    """The URL for a sentence: without the password and the driver."""
    return url.set(drivername=url.get_backend_name()).render_as_string(hide_password=True)


def engine_options(url: URL) -> dict[str, Any]:
    """For `create_engine`: time-outs, keepalives, and a look whether a kept connection still lives before it is used."""
    arguments: dict[str, Any] = {name: value for name, value in _CONNECTION.items() if name not in url.query}
    if "options" not in url.query:
        arguments["options"] = " ".join(f"-c {name}={value}" for name, value in _SETTINGS.items())
    return {"connect_args": arguments, "pool_pre_ping": True}


def target_of(url: URL) -> str:
    """SHA-256 over where the database is (host, port, name), without who asks: another password is the same place."""
    host = url.host or url.query.get("host", "")
    place = f"{host}:{url.port or url.query.get('port', 5432)}/{url.database}"
    return hashlib.sha256(place.encode()).hexdigest()


def installed() -> bool:
    """Whether the driver is there."""
    return importlib.util.find_spec("psycopg") is not None


def schema_version(url: URL) -> str | None:
    """Of the tables there; None: there are none. Nothing is made. Raises SessionError."""
    engine = create_engine(url, poolclass=NullPool, **engine_options(url))
    try:
        with Patience(engine).within(STATEMENT_S), engine.connect() as connection:
            if not inspect(connection).has_table("alembic_version"):
                return None
            found: str | None = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
            return found
    except DBAPIError as error:
        sentence = told(shown(url), error, str(error.orig).strip().partition("\n")[0])
        if sentence is None:
            raise
        raise sentence from error
    finally:
        engine.dispose()


def lock(connection: Connection, key: str) -> None:
    """Wait for everybody else who locked the same key, and hold it until the transaction ends. SQLite: nothing, it has one
    writer at a time anyway."""
    if connection.dialect.name != "postgresql":
        return
    half = int.from_bytes(hashlib.sha256(key.encode()).digest()[:4], "big", signed=True)
    connection.execute(text("SELECT pg_advisory_xact_lock(:space, :key)"), {"space": APPLICATION_ID, "key": half})


def kept_apart(connection: Connection) -> bool:
    """Whether whoever is connected is one of several mirrors, each of which meets only what it sent (`mirror.sessions.roles`)."""
    if connection.dialect.name != "postgresql":
        return False
    member = (
        "SELECT EXISTS (SELECT FROM pg_auth_members m JOIN pg_roles g ON g.oid = m.roleid JOIN pg_roles u ON u.oid = m.member "
        "WHERE g.rolname = :mirrors AND u.rolname = session_user)"
    )
    return bool(connection.execute(text(member), {"mirrors": MIRRORS}).scalar())


def become(connection: Connection, was: str, becomes: str) -> None:
    """One person is another from now on, for a mirror that is kept apart: it may not see all that hangs on them."""
    connection.execute(text("SELECT mirror_become(:was, :becomes)"), {"was": was, "becomes": becomes})


def may_erase(connection: Connection, profile_id: str) -> bool:
    """Whether a mirror that is kept apart knows this person, or nobody does."""
    return bool(connection.execute(text("SELECT mirror_may_erase(:whom)"), {"whom": profile_id}).scalar())


def told(name: str, error: DBAPIError, said: str) -> SessionError | None:
    """The server's error as ours; None: it is none of the world's. `said`: its first line."""
    state = getattr(error.orig, "sqlstate", None) or ""
    if state.startswith(_KEPT_OUT) or (not state and any(word in said for word in _KEPT_OUT_WORDS)):
        return SessionError(f"The database {name} does not let this mirror in ({said}).")
    if state in _NOT_ALLOWED:
        return SessionError(f"The database {name} does not allow this mirror what it needs ({said}); see docs/clinic.md.")
    if state.startswith(_NO_ROOM):
        return SessionError(f"The database {name} has no room ({said}).")
    if isinstance(error, OperationalError | InterfaceError | InternalError):
        return Unreachable(f"The database {name} does not answer ({said}).")
    return None


class Patience:
    """Gives a server that hangs a limit: neither a query nor a time-out of the server's own ends a wait for one that stands
    still (its system still answers keepalives). After the limit the engine's sockets are shut, and whoever waits gets an error.
    """

    def __init__(self, engine: Engine) -> None:
        self._connections: set[Any] = set()
        self._lock = threading.Lock()
        self._over = False
        event.listen(engine, "do_connect", self._connect)

    def _connect(self, dialect: Dialect, record: Any, args: Any, parameters: Any) -> Any:
        if self._over:
            raise dialect.loaded_dbapi.OperationalError("it stood still for too long")
        connection = dialect.connect(*args, **parameters)
        with self._lock:
            self._connections = {known for known in self._connections if not known.closed} | {connection}
        return connection

    @contextmanager
    def within(self, seconds: float) -> Iterator[None]:
        """At most so long for what is done inside (and CONNECT_S, where a connection is just being made)."""
        done = threading.Event()
        timer = threading.Timer(seconds, self._hang_up, [done])
        timer.daemon = True
        timer.start()
        try:
            yield
        finally:
            timer.cancel()
            with self._lock:
                done.set()
                self._over = False

    def _hang_up(self, done: threading.Event) -> None:
        with self._lock:
            if done.is_set():
                return
            self._over = True
            for connection in self._connections:
                if connection.closed:
                    continue
                with suppress(OSError), socket.socket(fileno=os.dup(connection.fileno())) as wire:
                    wire.shutdown(socket.SHUT_RDWR)
