"""Pages: the rows that stand in the leaf pages of a damaged SQLite file, whatever became of the trees above them.

After the file format's description (sqlite.org/fileformat2.html, 1.5 the freelist, 1.6 b-tree pages, 1.7 overflow chains, 2.1 the
record format). SQLite's own way to a row leads from the root of its table down; where a page of the way is lost, so is all below
it, though it is whole. Here every leaf is read. To which table it belongs is told by the tree as far as that stands, else by what
its rows hold: their number of columns, types and forms; a leaf that could be two tables' is left.

Only for files that are not encrypted. A row that goes on in a page that is lost is lost.
"""

from __future__ import annotations

import mmap
import re
import sqlite3
import struct
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, closing, suppress
from dataclasses import dataclass
from pathlib import Path

from mirror.sessions.schema import metadata

Value = int | float | str | bytes | None
MAGIC = b"SQLite format 3\0"
USUAL_PAGE = 4096
"""Bytes of a page where the header does not say it: what SQLite gives a new file."""
_INTERIOR, _LEAF = 0x05, 0x0D
_LONGEST = 64 * 2**20
"""Bytes of a row; a chunk of landmarks has some hundred thousand."""
_HEX = re.compile(r"[0-9a-f]{32}")
_IDS = ("id", "session_id", "profile_id", "plan_id", "reviewer_id", "run", "origin")
_TIME = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d+)?")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_INTEGERS = {1: 1, 2: 2, 3: 3, 4: 4, 5: 6, 6: 8}
"""Serial type of the record format → bytes."""


class _NoRow(ValueError):
    """These bytes are no row."""


@dataclass(frozen=True, slots=True)
class _Column:
    name: str
    type: str
    required: bool


@dataclass(frozen=True, slots=True)
class _File:
    """`data`: whole pages. usable: bytes of a page without what is reserved at its end."""

    data: mmap.mmap
    page: int
    usable: int

    def __len__(self) -> int:
        return len(self.data) // self.page

    def __getitem__(self, number: int) -> bytes:
        """The page of that number, from 1. Raises _NoRow where there is none."""
        if not 1 <= number <= len(self):
            raise _NoRow
        return self.data[(number - 1) * self.page : number * self.page]


def rebuild(damaged: Path, fresh: Path) -> int:
    """Put every row that the leaves of `damaged` hold into `fresh`, an empty log; returns how many. No row is there twice.

    What hangs on a row that is lost is taken too. OSError, sqlite3.Error where `fresh` cannot be written.
    """
    roots = _roots(damaged)
    with ExitStack() as into_memory, closing(sqlite3.connect(fresh, isolation_level=None)) as into, damaged.open("rb") as stream:
        for pragma in ("foreign_keys = OFF", "journal_mode = MEMORY", "synchronous = OFF"):
            into.execute(f"PRAGMA {pragma}")
        tables = {name: _columns(into, name) for name in metadata.tables if name != "repetition_range"}
        fewest = {name: len(columns) for name, columns in tables.items()} | _at_first()
        file = _file(into_memory.enter_context(mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ)))
        known = {leaf: table for table, root in roots.items() if table in tables for leaf in _leaves(file, root)}
        foreign = {leaf for table, root in roots.items() if table not in tables for leaf in _leaves(file, root)}
        into.execute("BEGIN")
        count, unsure = 0, list[tuple[int, list[str]]]()
        for number in range(2, len(file) + 1):
            if file[number][:1] != bytes([_LEAF]) or number in foreign:
                continue
            rows = list(_rows(file, number))
            found = [known[number]] if number in known else _could_be(tables, fewest, rows)
            if len(found) > 1:
                unsure.append((number, found))
            elif found:
                count += _put(into, found[0], tables[found[0]], rows)
        for number, names in unsure:
            rows = list(_rows(file, number))
            found = _closest(tables, [name for name in names if _hangs_on(into, name, tables[name], rows)], rows)
            if len(found) == 1:
                count += _put(into, found[0], tables[found[0]], rows)
        into.execute("COMMIT")
    return count


def _put(into: sqlite3.Connection, table: str, columns: Sequence[_Column], rows: Sequence[Sequence[Value]]) -> int:
    whole = [_filled(columns, row) for row in rows if _may_be(columns, row)]
    if not whole:
        return 0
    marks = ", ".join("?" * len(columns))
    before = into.total_changes  # not rowcount, which a Turkish locale makes -1 (`copying.insert_new`)
    into.executemany(f"INSERT OR IGNORE INTO {table} VALUES ({marks})", whole)
    return into.total_changes - before


def _hangs_on(into: sqlite3.Connection, table: str, columns: Sequence[_Column], rows: Sequence[Sequence[Value]]) -> bool:
    """Whether what every one of the rows belongs to is there (a repetition or a set, of the same session)."""
    names = [column.name for column in columns]
    for constraint in metadata.tables[table].foreign_key_constraints:
        at = [names.index(name) for name in constraint.column_keys]
        where = " AND ".join(f"{element.column.name} = ?" for element in constraint.elements)
        query = f"SELECT 1 FROM {constraint.referred_table.name} WHERE {where}"
        for row in rows:
            of = [row[n] for n in at]
            if None not in of and into.execute(query, of).fetchone() is None:
                return False
    return True


def page_size(head: bytes) -> int | None:
    """As a file's first bytes say it; None where it cannot be that."""
    found = int.from_bytes(head[16:18], "big")
    found = 65536 if found == 1 else found
    return found if 512 <= found <= 65536 and found & (found - 1) == 0 else None


def _file(raw: mmap.mmap) -> _File:
    head = raw[:100]
    known = page_size(head) if head.startswith(MAGIC) else None
    page = known or USUAL_PAGE
    return _File(raw, page, page - head[20] if known is not None else page)


def _roots(damaged: Path) -> dict[str, int]:
    """Page numbers of the tables' roots, by name, as far as SQLite can tell."""
    found: dict[str, int] = {}
    with suppress(sqlite3.Error), closing(sqlite3.connect(f"file:{damaged}?mode=ro&immutable=1", uri=True)) as look:
        for name, root in look.execute("SELECT name, rootpage FROM sqlite_master WHERE type = 'table'"):
            found[str(name)] = int(root)
    return found


def _columns(into: sqlite3.Connection, table: str) -> list[_Column]:
    """In the order in which they stand in a row: that of the migrations."""
    return [_Column(name, kind, bool(filled)) for _, name, kind, filled, *_ in into.execute(f"PRAGMA table_info({table})")]


def _leaves(file: _File, root: int) -> Iterator[int]:
    """Numbers of the leaves under a table's root, as far as the pages between stand."""
    seen, waiting = set[int](), [root]
    while waiting:
        number = waiting.pop()
        if number in seen or not 1 <= number <= len(file):
            continue
        seen.add(number)
        page = file[number]
        if page[0] == _LEAF:
            yield number
        elif page[0] == _INTERIOR:
            count = int.from_bytes(page[3:5], "big")
            for n in range(min(count, (file.usable - 12) // 2)):
                at = int.from_bytes(page[12 + 2 * n : 14 + 2 * n], "big")
                waiting.append(int.from_bytes(page[at : at + 4], "big"))
            waiting.append(int.from_bytes(page[8:12], "big"))


def _rows(file: _File, number: int) -> Iterator[tuple[Value, ...]]:
    page = file[number]
    count = int.from_bytes(page[3:5], "big")
    if count > (file.usable - 8) // 2:
        return
    for n in range(count):
        at = int.from_bytes(page[8 + 2 * n : 10 + 2 * n], "big")
        with suppress(_NoRow, UnicodeDecodeError, IndexError):
            size, at = _varint(page, at)
            _, at = _varint(page, at)
            yield _record(_payload(file, page, at, size))


def _payload(file: _File, page: bytes, at: int, size: int) -> bytes:
    """What a cell holds, with what stands in overflow pages."""
    if size > _LONGEST:
        raise _NoRow
    here, most = size, file.usable - 35
    if size > most:
        least = (file.usable - 12) * 32 // 255 - 23
        here = least + (size - least) % (file.usable - 4)
        here = here if here <= most else least
    if at + here > file.usable:
        raise _NoRow
    parts, left = [page[at : at + here]], size - here
    following = int.from_bytes(page[at + here : at + here + 4], "big")
    while left > 0:
        more = file[following]
        parts.append(more[4 : 4 + min(left, file.usable - 4)])
        left -= len(parts[-1])
        following = int.from_bytes(more[:4], "big")
        if (left > 0) != (following != 0):
            raise _NoRow
    return b"".join(parts)


def _record(payload: bytes) -> tuple[Value, ...]:
    end, at = _varint(payload, 0)
    kinds = []
    while at < end:
        kind, at = _varint(payload, at)
        kinds.append(kind)
    values = []
    for kind in kinds:
        value, at = _value(payload, kind, at)
        values.append(value)
    if at != len(payload) or not values:
        raise _NoRow
    return tuple(values)


def _value(payload: bytes, kind: int, at: int) -> tuple[Value, int]:
    if kind == 0:
        return None, at
    if kind in (8, 9):
        return kind - 8, at
    size = _INTEGERS.get(kind) or (8 if kind == 7 else (kind - 12) // 2)
    if kind in (10, 11) or at + size > len(payload):
        raise _NoRow
    data = payload[at : at + size]
    if kind == 7:
        return float(struct.unpack(">d", data)[0]), at + size
    if kind < 7:
        return int.from_bytes(data, "big", signed=True), at + size
    if kind % 2 == 0:
        return data, at + size
    if b"\0" in data:
        raise _NoRow  # no text of ours has one, but a page that was emptied has nothing else
    return data.decode(), at + size


def _varint(view: bytes, at: int) -> tuple[int, int]:
    """A number of 1 to 9 bytes, and where it ends. IndexError where the bytes end first."""
    value = 0
    for n in range(8):
        byte = view[at + n]
        value = value << 7 | byte & 0x7F
        if byte < 0x80:
            return value, at + n + 1
    return value << 8 | view[at + 8], at + 9


def _filled(columns: Sequence[_Column], row: Sequence[Value]) -> tuple[Value, ...]:
    """A row that is older than the table's last columns is shorter."""
    return (*row, *([None] * (len(columns) - len(row))))


def _may_be(columns: Sequence[_Column], row: Sequence[Value]) -> bool:
    if len(row) > len(columns) or any(column.required for column in columns[len(row) :]):
        return False
    return all(_fits(column, value) for column, value in zip(columns, row, strict=False))


def _fits(column: _Column, value: Value) -> bool:
    if value is None:
        return not column.required
    match column.type:
        case "DATETIME":
            return isinstance(value, str) and _TIME.fullmatch(value) is not None
        case "DATE":
            return isinstance(value, str) and _DAY.fullmatch(value) is not None
        case "INTEGER" | "BOOLEAN":
            return isinstance(value, int)
        case "FLOAT":
            return isinstance(value, int | float)  # a whole number is kept as one
        case "BLOB":
            return isinstance(value, bytes)
        case _:
            return isinstance(value, str)


def _at_first() -> dict[str, int]:
    """How many columns the tables of the first migration had: no row of theirs was ever shorter."""
    from sqlalchemy import create_engine, inspect

    from mirror.sessions.database import migrate

    engine = create_engine("sqlite://")
    with engine.begin() as connection:
        migrate(connection, "0001")
        looked = inspect(connection)
        found = {name: len(looked.get_columns(name)) for name in looked.get_table_names()}
    engine.dispose()
    return found


def _could_be(tables: dict[str, list[_Column]], fewest: dict[str, int], rows: Sequence[Sequence[Value]]) -> list[str]:
    """The tables whose rows all of these can be."""
    found = [name for name in tables if rows and all(len(row) >= fewest[name] for row in rows)]
    return [name for name in found if all(_may_only_be(tables[name], row) for row in rows)]


def _closest(tables: dict[str, list[_Column]], names: Sequence[str], rows: Sequence[Sequence[Value]]) -> list[str]:
    """Those of which the fewest columns of fractions hold nothing but whole numbers."""

    def strange(name: str) -> int:
        fractions = [n for n, column in enumerate(tables[name]) if column.type == "FLOAT"]
        held = [{type(row[n]) for row in rows if n < len(row) and row[n] is not None} for n in fractions]
        return sum(kinds == {int} for kinds in held)

    least = min(map(strange, names), default=0)
    return [name for name in names if strange(name) == least]


def _may_only_be(columns: Sequence[_Column], row: Sequence[Value]) -> bool:
    """Stricter, where nothing but the row itself tells."""
    if not _may_be(columns, row):
        return False
    for column, value in zip(columns, row, strict=False):
        if column.name in _IDS and value is not None and not (isinstance(value, str) and _HEX.fullmatch(value)):
            return False
        if column.name in ("target", "digest") and not (isinstance(value, str) and len(value) == 64):
            return False
        if column.name == "mistake" and isinstance(value, str) and value.startswith(("left_", "right_")):
            return False  # a joint
        if column.name == "score" and isinstance(value, int | float) and not 0 <= value <= 100:
            return False
    return True
