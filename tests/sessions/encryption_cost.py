"""What encryption costs: `python -m tests.sessions.encryption_cost`. Opening, committing a repetition, reading, converting."""

from __future__ import annotations

import os
import secrets
import statistics
import tempfile
import time
import uuid
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import insert, select

from mirror.sessions import keys, schema
from mirror.sessions.cipher import Key
from mirror.sessions.conversion import convert
from mirror.sessions.database import Log

CHUNKS, CHUNK_BYTES = 960, 65536
"""60 MB of landmark tracks."""


def fill(path: Path) -> str:
    """A session whose landmarks are random bytes; returns its id."""
    session = uuid.uuid4().hex
    row = {"id": session, "run": session, "started_at": datetime.now(UTC), "start_t": 0.0, "source": "demo", "app_version": "1"}
    log = Log(path)
    with log.transaction() as connection:
        connection.execute(insert(schema.session), row)
        connection.execute(insert(schema.exercise_set), {"session_id": session, "number": 1, "start_t": 0.0})
        for chunk in range(CHUNKS):
            connection.execute(insert(schema.track), track(session, chunk, CHUNK_BYTES))
    log.close()
    return session


def track(session: str, chunk: int, size: int) -> dict[str, object]:
    key = {"session_id": session, "set_number": 1, "chunk": chunk}
    return {
        **key,
        "format": 1,
        "start_t": 0.0,
        "rate": 16.0,
        "count": 16,
        "width": 1,
        "height": 1,
        "data": secrets.token_bytes(size),
    }


def repetition(session: str, seq: int) -> dict[str, object]:
    times = {"t": 0.0, "start_t": 0.0, "end_t": 0.0}
    of = {"session_id": session, "seq": seq, "set_number": 1, "number": seq, "exercise": "squat", "kind": "full"}
    return {**of, **times, "side": "both", "credited": True}


def measured(path: Path, session: str) -> tuple[float, float, float]:
    """Milliseconds to open and to commit a repetition with its landmarks (medians), seconds to read all landmarks."""
    opening, committing = [], []
    for _ in range(30):
        started = time.perf_counter()
        log = Log(path)
        with log.transaction(reads=True) as connection:
            connection.execute(select(schema.session.c.id)).all()
        opening.append(time.perf_counter() - started)
        log.close()
    log = Log(path)
    for n in range(200):
        started = time.perf_counter()
        with log.transaction() as connection:
            connection.execute(insert(schema.track), track(session, CHUNKS + n, 8000))
            connection.execute(insert(schema.repetition), repetition(session, n))
        committing.append(time.perf_counter() - started)
    started = time.perf_counter()
    with log.transaction(reads=True) as connection:
        for row in connection.execute(select(schema.track.c.data)):
            assert row.data
    reading = time.perf_counter() - started
    log.close()
    return 1e3 * statistics.median(opening), 1e3 * statistics.median(committing), reading


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        os.environ["XDG_CONFIG_HOME"] = folder
        plain, encrypted = Path(folder) / "plain.db", Path(folder) / "encrypted.db"
        key = Key.new()
        keys.keep(key, "file")
        sessions = {path: fill(path) for path in (plain, encrypted)}
        started = time.perf_counter()
        convert(encrypted, key, None)
        size = encrypted.stat().st_size / plain.stat().st_size
        print(f"converted in {time.perf_counter() - started:.2f} s, {size:.3f} of the size")
        Log(encrypted).close()  # the library is loaded
        for path in (plain, encrypted):
            opening, committing, reading = measured(path, sessions[path])
            print(f"{path.stem:9}  open {opening:.2f} ms  commit {committing:.2f} ms  read {reading:.3f} s")


if __name__ == "__main__":
    main()
