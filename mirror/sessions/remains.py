"""Remains: the rows of a broken log that can still be read, from a copy that is removed again. The broken file is never written.

Where SQLite does not find the file whole, the rows are read from its pages themselves (`mirror.sessions.pages`); of an encrypted
one, whose pages only SQLCipher reads, a table is asked for all at once, and where that fails, for its keys, in both directions of
every index, and then row by row: each way of asking reads other pages. A row whose values are not what its columns hold is lost.
"""

from __future__ import annotations

import glob
import json
import logging
import os
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager, suppress
from datetime import date, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import ColumnElement, Connection, Date, DateTime, LargeBinary, Select, String, Table, and_, select, true
from sqlalchemy import Row as SqlRow
from sqlalchemy.exc import DBAPIError, StatementError

from mirror.errors import SessionError
from mirror.sessions import pages, schema
from mirror.sessions.aside import SIDES
from mirror.sessions.cipher import fingerprint
from mirror.sessions.database import BrokenLog, Log
from mirror.sessions.track import unpack

log = logging.getLogger(__name__)

Row = Mapping[str, Any]

UNREADABLE = (DBAPIError, StatementError, sqlite3.Error, SessionError, ValueError, TypeError, OverflowError)
"""What SQLite and the columns' types make of bytes that are not what they were."""
_LOST_AT_MOST = 1000
"""A header that says that the file was longer by more is not believed."""


@contextmanager
def opened(file: Path, beside: Path) -> Iterator[Connection]:
    """The broken log at `file`, opened for reading; the copy lies beside the log `beside`, where an erasure looks for it.

    Raises SessionError where nothing can be read, or its key is missing.
    """
    clear(beside)
    with _folder(file, beside) as folder:
        source = _copied(file, folder)
        try:
            with source.engine.execution_options(reads=True).connect() as connection:
                yield connection
        finally:
            source.close()


def clear(beside: Path) -> None:
    """Remove what somebody who was killed while he read a broken log left beside the log. OSError where that cannot be done."""
    for left in beside.parent.glob(f"{glob.escape(_prefix(beside))}*"):
        with _alone(left) as alone:
            if alone:
                shutil.rmtree(left)


def rows(source: Connection, table: Table, where: ColumnElement[bool] | None = None) -> tuple[list[dict[str, Any]], int]:
    """The rows, all at once or else those that can be read by their keys, and how many of those that are known are lost."""
    where = true() if where is None else where
    found: list[dict[str, Any]]
    try:
        found = [dict(row) for row in source.execute(select(table).where(where)).mappings()]
        known = len(found)
    except UNREADABLE as error:
        log.info("%s: %s", table.name, type(error).__name__)  # its text may hold what could not be decoded
        _connect_again(source)
        keys = list(dict.fromkeys(_keys(source, table, where)))
        found, known = [], len(keys) + 1
        for key in keys:
            of_key = and_(*(column == value for column, value in zip(table.primary_key.columns, key, strict=True)))
            found += [dict(row._mapping) for row in asked(source, select(table).where(of_key))]
    names = [column.name for column in table.primary_key.columns]
    sound = {tuple(row[name] for name in names): row for row in found if _is_sound(table, row)}
    return list(sound.values()), known - len(sound)


@contextmanager
def _folder(file: Path, beside: Path) -> Iterator[Path]:
    """One that only this user may look into; there are people's movements in it."""
    try:
        folder = Path(tempfile.mkdtemp(prefix=_prefix(beside), dir=beside.parent))
    except OSError as error:
        raise SessionError(f"{file} cannot be copied to {beside.parent}: {error.strerror}.") from error
    try:
        with _alone(folder):
            yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _prefix(beside: Path) -> str:
    return f".{beside.name}.salvage-"


@contextmanager
def _alone(folder: Path) -> Iterator[bool]:
    """Whether nobody else is at that folder."""
    import fcntl  # the module does not exist everywhere

    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield True
    except BlockingIOError:
        yield False
    finally:
        os.close(handle)


def asked(source: Connection, query: Select[Any]) -> Iterator[SqlRow[Any]]:
    """The rows of a query, up to where nothing can be read."""
    try:
        yield from source.execute(query)
    except UNREADABLE:
        _connect_again(source)


def _connect_again(source: Connection) -> None:
    """After one page that is not what it was SQLCipher reads nothing more on the same connection."""
    source.invalidate()
    source.rollback()


def _copied(file: Path, folder: Path) -> Log:
    copy = folder / "sessions.db"
    try:
        shutil.copyfile(file, copy)
        for side in SIDES:
            if side != "-shm":
                with suppress(FileNotFoundError):
                    shutil.copyfile(file.with_name(file.name + side), copy.with_name(copy.name + side))
        _lengthened(copy)
        whole = _whole(copy)
        if whole is not None:
            return whole
        fresh = folder / "read.db"
        Log(fresh).close()
        if fingerprint(copy) is None and copy.stat().st_size and pages.rebuild(_folded(copy), fresh):
            return Log(fresh)
    except OSError as error:
        raise SessionError(f"{file} cannot be copied: {error.strerror}.") from error
    except sqlite3.Error as error:
        raise SessionError(f"What is in {file} cannot be written down ({error}).") from error
    except SessionError as error:  # its key is missing, it is a newer program's
        raise SessionError(str(error).replace(str(copy), str(file))) from error
    raise SessionError(f"Nothing can be read of {file}: it has lost its beginning, or is no session log.")


def _whole(copy: Path) -> Log | None:
    """The copy as SQLite opens it, where it finds it whole, or where nothing else can read it; None: it is damaged.

    Raises SessionError where it is somebody else's, or a newer program's."""
    with copy.open("rb") as stream:
        if stream.read(len(pages.MAGIC)) != pages.MAGIC:
            return None
    try:
        found = Log(copy)
    except BrokenLog:
        return None
    encrypted = fingerprint(copy) is not None
    try:
        with found.transaction(reads=True) as connection:
            found.examine(connection)
    except BrokenLog:
        if not encrypted:
            found.close()
            return None
        found.engine.dispose()
    return found


def _folded(copy: Path) -> Path:
    """The damaged copy with its write-ahead log folded into it, as far as that is sound. Where the file's first page is lost,
    SQLite gets another one, of a file without tables: the write-ahead log may hold the right one."""
    with copy.open("rb") as stream:
        head = stream.read(100)
    if head.startswith(pages.MAGIC) and pages.page_size(head) is not None and _checkpoint(copy):
        return copy
    with copy.open("r+b") as stream:
        stream.write(_first_page(max(1, copy.stat().st_size // pages.USUAL_PAGE)))
    _checkpoint(copy)
    return copy


def _checkpoint(copy: Path) -> bool:
    try:
        with closing(sqlite3.connect(copy)) as raw:
            raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    except sqlite3.Error:
        return False
    return True


def _first_page(count: int) -> bytes:
    """Of a file of so many pages that has no tables and a write-ahead log."""
    with closing(sqlite3.connect(":memory:")) as raw:
        raw.execute(f"PRAGMA page_size = {pages.USUAL_PAGE}")
        raw.execute("PRAGMA user_version = 1")
        page = bytearray(raw.serialize()[: pages.USUAL_PAGE])
    page[18:20] = b"\2\2"
    page[28:32] = count.to_bytes(4, "big")
    page[92:96] = page[24:28]
    return bytes(page)


def _lengthened(copy: Path) -> None:
    """SQLite refuses a file that is shorter than its header says (file format, 1.3.2 and 1.3.8): the lost pages become empty
    ones, which nothing can be read of."""
    with copy.open("rb") as stream:
        head = stream.read(32)
    page, pages = int.from_bytes(head[16:18], "big"), int.from_bytes(head[28:32], "big")
    size = copy.stat().st_size
    if size < page * pages <= _LOST_AT_MOST * size:
        os.truncate(copy, page * pages)


def _keys(source: Connection, table: Table, where: ColumnElement[bool]) -> Iterator[tuple[Any, ...]]:
    """The keys of the table's rows, from both ends up to what cannot be read; an index is often whole where the table is not."""
    columns: Sequence[Any] = list(table.primary_key.columns)
    orders = [columns, *(list(index.columns) for index in table.indexes)]
    for order in [*orders, *([column.desc() for column in order] for order in orders)]:
        for row in asked(source, select(*columns).where(where).order_by(*order)):
            yield tuple(row)


def _is_sound(table: Table, row: Row) -> bool:
    """Whether the values are what the columns hold. Of what is longer than a page, SQLite may give bytes that are not what they
    were."""
    try:
        if table is schema.track:
            unpack(row["data"], row["count"], row["format"])
        if table is schema.event or table is schema.audit:
            json.loads(row["data" if table is schema.event else "detail"])
    except (SessionError, ValueError, TypeError):
        return False
    return all(_fits(column, row[column.name]) for column in table.columns)


def _fits(column: Any, value: Any) -> bool:
    if value is None:
        return bool(column.nullable)
    kind = column.type
    if isinstance(kind, schema.UtcTime | DateTime):
        return isinstance(value, datetime)
    if isinstance(kind, Date):
        return isinstance(value, date)
    if isinstance(kind, LargeBinary):
        return isinstance(value, bytes)
    if isinstance(kind, String) and kind.length is not None and (not isinstance(value, str) or len(value) > kind.length):
        return False
    return isinstance(value, kind.python_type) or (kind.python_type is float and isinstance(value, int))
