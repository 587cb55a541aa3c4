"""`write`: sessions into a file, whole or not at all, noted in the audit."""

from __future__ import annotations

import hashlib
import json
import os
import re
import tempfile
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import or_, select

from mirror.export.form import ExportError, Form, Paper, paper_of
from mirror.export.record import Record, load, zone
from mirror.sessions import schema

if TYPE_CHECKING:
    from mirror.exercises.core import Catalogue
    from mirror.language import Language
    from mirror.sessions.audit import Audit
    from mirror.sessions.store import Store


Progress = Callable[[int, int], None]
_ID = re.compile(r"[0-9a-f]{32}")


def write(
    store: Store,
    ids: Sequence[str],
    form: Form,
    out: Path,
    *,
    audit: Audit | None,
    person: str | None = None,
    pseudonymous: bool = False,
    paper: Paper | None = None,
    language: str | None = None,
    now: datetime | None = None,
    progress: Progress = lambda done, total: None,
) -> tuple[Path, ...]:
    """Write these sessions as `out`, which is replaced where it is there; returns the files that were written.

    Args:
        ids: of sessions, or enough of each one's beginning. person: a name or a profile's id: only theirs; without ids, all
            of theirs.
        audit: where it is noted (one line for each person's data), before the file is there; None: the caller has noted it.
        pseudonymous: without names, file names and free text: who it is stands as a random id.
        paper: of the PDF; None: as the locale says. language: of the PDF ("en", "de", "ko"); None: as the settings say, which
            say metric or imperial too. now: aware, when it is made; None: now.
        progress: called with how many parts of how many are done; a hundred sessions as PDF take some twenty seconds.

    A TRC file holds one set: of several, `out` gets the session's and the set's number before its ending.

    Raises:
        SessionError: there is no such session or person, or the log says no.
        ExportError: there is nothing to export in this form, or the file cannot be written; then none is there.
    """
    wanted = list(ids) if ids else chosen(store, person) if person is not None else []
    if not wanted:
        raise ExportError("There is no session to export.")
    records = load(store, wanted, nameless=pseudonymous)
    if person is not None:
        records = [record for record in records if person in (record.person_id, record.entry.summary.profile)]
        if not records:
            raise ExportError(f"None of these sessions is {person}'s.")
    moment = now or datetime.now(UTC)
    files = _made(store, records, form, out, _Way(paper, language, moment, pseudonymous, progress))
    if audit is not None:
        _note(audit, records, form, pseudonymous)
    for file, content in files.items():
        _put(file, content)
    return tuple(files)


def chosen(store: Store, person: str | None = None, first: date | None = None, last: date | None = None) -> list[str]:
    """The ids of the sessions of a person (by name or id; None: of everybody) that began on the days from first to last (both
    included, by the mirror's own clock; None: no bound), in the order of time.

    Raises ExportError where nobody is called so or no session is left.
    """
    p, s = schema.profile, schema.session
    query = select(s.c.id, s.c.started_at, s.c.utc_offset_min).order_by(s.c.started_at, s.c.id)
    with store.reading() as connection:
        if person is not None:
            known = list(connection.scalars(select(p.c.id).where(or_(p.c.name == person, p.c.id == person))))
            if not known:
                raise ExportError(f"Nobody in the session log is called {person!r}.")
            query = query.where(s.c.profile_id.in_(known))
        rows = connection.execute(query).all()
    days = {row.id: row.started_at.astimezone(zone(row.utc_offset_min)).date() for row in rows}
    found = [id for id, day in days.items() if (first or day) <= day <= (last or day)]
    if not found:
        raise ExportError("No session of the log is of that person and those days.")
    return found


@dataclass(frozen=True, slots=True)
class _Way:
    """How it is written: as in `write`."""

    paper: Paper | None
    language: str | None
    now: datetime
    pseudonymous: bool
    progress: Progress


def _made(store: Store, records: Sequence[Record], form: Form, out: Path, way: _Way) -> dict[Path, bytes]:
    if form is Form.TRC:
        return _trc(store, records, out)
    if form is Form.CSV:
        from mirror.export.table import as_csv

        return {out: as_csv(records).encode()}
    if form is Form.JSON:
        from mirror.export.plain import as_plain

        return {out: _json(as_plain(store, records, way.pseudonymous))}
    if form is Form.FHIR:
        from mirror.export.fhir import bundle
        from mirror.export.spans import spans

        catalogue = _catalogue()
        ranges = {}
        for done, record in enumerate(records, 1):
            ranges[record.id] = spans(store, record, catalogue)
            way.progress(done, len(records))
        return {out: _json(bundle(records, ranges, catalogue, way.now))}
    from mirror.export.pdf import report

    paper = way.paper or paper_of(os.environ)
    return {out: report(store, records, _catalogue(), way.now, paper, _language(way.language), way.progress)}


def _trc(store: Store, records: Sequence[Record], out: Path) -> dict[Path, bytes]:
    from mirror.export.trc import as_trc, calibration_at, markers

    found = [
        (record, done, made)
        for record in records
        for done in record.entry.sets
        if (made := markers(store.track(record.id, done.number), calibration_at(record.calibrations, done.start_t))) is not None
    ]
    if not found:
        raise ExportError("No landmarks were kept of these sessions, so there is nothing to write as TRC.")
    ending = out.suffix or ".trc"
    short = _short([record.id for record in records])
    files = {}
    for record, done, made in found:
        name = out.name if len(found) == 1 else f"{out.stem}-{short[record.id]}-set{done.number}{ending}"
        files[out.with_name(name)] = as_trc(made, name).encode()
    return files


def _short(ids: Sequence[str]) -> dict[str, str]:
    """Each id's beginning, long enough to tell it from the others; one that is none of ours, by its hash: it may be no name for a
    file."""
    plain = {id: id if _ID.fullmatch(id) else hashlib.sha256(id.encode(errors="backslashreplace")).hexdigest()[:32] for id in ids}
    length = next(n for n in range(8, 33) if n == 32 or len({one[:n] for one in plain.values()}) == len(plain))
    return {id: one[:length] for id, one in plain.items()}


def _catalogue() -> Catalogue:
    from mirror.exercises.own import load_whole

    return load_whole()


def _language(code: str | None) -> Language:
    from mirror.language import load as load_language
    from mirror.settings import load_settings

    general = load_settings().general
    return load_language(code or general.language, general.units)


def _json(data: Any) -> bytes:
    return (json.dumps(data, indent=1, allow_nan=False) + "\n").encode()


def _note(audit: Audit, records: Sequence[Record], form: Form, pseudonymous: bool) -> None:
    """A line for each person whose data leaves: of one session as such, of several as the person's with the sessions' ids."""
    whose: dict[str, list[str]] = {}
    for record in records:
        whose.setdefault(record.person_id or "", []).append(record.id)
    for subject, ids in whose.items():
        if len(ids) == 1:
            audit.note("exported", subject, f"session:{ids[0]}", form=form.value, nameless=pseudonymous)
        else:
            whole = f"person:{subject}" if subject else "log"
            # an id that is none of ours (a file from elsewhere may hold any) may name somebody
            known = [id for id in ids if _ID.fullmatch(id)]
            audit.note("exported", subject, whole, form=form.value, nameless=pseudonymous, count=len(ids), sessions=known)


def _put(file: Path, content: bytes) -> None:
    """Whole or not at all: into a file beside it that then takes its name. ExportError with a sentence where that fails."""
    try:
        if file.exists() and not file.is_file():
            # a pipe or a terminal; a folder says no
            file.write_bytes(content)
            return
        descriptor, name = tempfile.mkstemp(prefix=f".{file.name[:40]}.", dir=file.resolve().parent)
        beside = Path(name)
        try:
            with os.fdopen(descriptor, "wb") as opened:
                opened.write(content)
            os.chmod(beside, _mode(file))
            os.replace(beside, file.resolve())
        except OSError:
            with suppress(OSError):
                beside.unlink()
            raise
    except OSError as error:
        raise ExportError(f"{file} cannot be written ({error.strerror or error}).") from error


def _mode(file: Path) -> int:
    """The file's own where it is there; else only its owner reads what leaves the log."""
    try:
        return file.stat().st_mode & 0o777
    except OSError:
        return 0o600
