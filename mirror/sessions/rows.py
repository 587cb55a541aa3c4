"""Rows: which rows of the log an event means. Pure: no database, no clock; what was decided is never decided again, so that a
transaction that failed can be tried again with the same rows.
"""

from __future__ import annotations

import json
import math
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Table

from mirror.events import (
    CueReleased,
    Event,
    ExerciseNamed,
    HoldTick,
    MistakeSeen,
    RepClosed,
    SessionEnded,
    SessionStarted,
    SetEnded,
    SetStarted,
    to_dict,
)
from mirror.sessions import schema


@dataclass(frozen=True, slots=True)
class Write:
    """One row to insert, or (with `key`) the columns of one row to change."""

    table: Table
    values: Mapping[str, Any]
    key: Mapping[str, Any] | None = None


def known(value: float | None) -> float | None:
    """NaN means the same as None: nobody could tell. The database has NULL for it."""
    return None if value is None or math.isnan(value) else float(value)


def to_json(event: Event) -> str:
    """The event as strict JSON (NaN becomes null: JSON has none)."""

    def strict(value: Any) -> Any:
        if isinstance(value, float) and not math.isfinite(value):
            return None
        if isinstance(value, Mapping):
            return {k: strict(v) for k, v in value.items()}
        if isinstance(value, list | tuple):
            return [strict(v) for v in value]
        return value

    return json.dumps(strict(to_dict(event)), ensure_ascii=False, separators=(",", ":"), allow_nan=False)


@dataclass(slots=True)
class _Session:
    id: str
    ended: bool = False
    sets: dict[int, dict[str, int]] = field(default_factory=dict)
    judged: set[int] = field(default_factory=set)


class Rows:
    """Turns one run's events into writes, in their order.

    A run may hold several sessions (SessionStarted ... SessionEnded, again and again) or, where a Trainer runs alone, none is
    announced: then the first set begins one. What comes outside any session (somebody walks by) is kept in the event log
    without one.
    """

    def __init__(self, *, run: str, profile_id: str | None, source: str, app_version: str) -> None:
        self.run = run
        self._profile_id = profile_id
        self._source = source
        self._app_version = app_version
        self._session: _Session | None = None

    @property
    def session_id(self) -> str | None:
        """Of the session that is going on."""
        return None if self._session is None or self._session.ended else self._session.id

    @property
    def set_key(self) -> tuple[str, int] | None:
        """(session id, number) of the set that was announced last, or None before the first."""
        if self._session is None or not self._session.sets:
            return None
        return self._session.id, next(reversed(self._session.sets))

    def belongs(self, profile_id: str) -> list[Write]:
        """The session that is going on, and those that follow, are this person's."""
        self._profile_id = profile_id
        session = self.session_id
        return [] if session is None else [Write(schema.session, {"profile_id": profile_id}, {"id": session})]

    def take(self, event: Event, now: datetime) -> list[Write]:
        """The writes of the next event; `now` is the wall clock (aware) when it came."""
        writes: list[Write] = []
        session = self._for(event, now, writes)
        writes.append(
            Write(
                schema.event,
                {
                    "run": self.run,
                    "seq": event.seq,
                    "session_id": None if session is None else session.id,
                    "t": event.t,
                    "name": type(event).__name__,
                    "data": to_json(event),
                },
            )
        )
        if session is None:
            return writes
        match event:
            case SessionEnded():
                session.ended = True
                writes.append(Write(schema.session, {"ended_at": now, "end_t": event.t}, {"id": session.id}))
            case SetStarted():
                self._set(session, event.set, event.start_t, None, writes)
            case ExerciseNamed():
                self._set(session, event.set, event.t, event.exercise, writes)
                self._change(session, event.set, writes, exercise=event.exercise, confidence=known(event.confidence))
            case RepClosed():
                self._repetition(session, event, writes)
            case MistakeSeen():
                self._set(session, event.set, event.t, event.exercise, writes)
                writes.append(
                    Write(
                        schema.mistake,
                        {
                            "session_id": session.id,
                            "seq": event.seq,
                            "set_number": event.set,
                            "t": event.t,
                            "exercise": event.exercise,
                            "mistake": event.mistake,
                            "severity": event.severity,
                            "number": event.number,
                        },
                    )
                )
            case HoldTick():
                self._set(session, event.set, event.t, event.exercise, writes)
                self._change(session, event.set, writes, hold_s=float(event.seconds))
            case CueReleased():
                writes.append(
                    Write(
                        schema.cue,
                        {
                            "session_id": session.id,
                            "seq": event.seq,
                            "t": event.t,
                            "text": event.text,
                            "kind": event.kind,
                            "mistake": event.mistake,
                            "severity": event.severity,
                        },
                    )
                )
            case SetEnded():
                self._end_set(session, event, writes)
            case _:
                pass
        return writes

    def _for(self, event: Event, now: datetime, writes: list[Write]) -> _Session | None:
        """The session that the event belongs to; it is begun where the event is the first to need one."""
        session = self._session
        number = getattr(event, "set", None)
        if isinstance(event, SessionStarted):
            return self._begin(event, now, writes)
        if session is not None and not session.ended:
            return session
        if number is None:
            return None
        if session is not None and number in session.sets and not isinstance(event, SetStarted):
            return session  # said after the session's end of a set that belongs to it
        return self._begin(event, now, writes)

    def _begin(self, event: Event, now: datetime, writes: list[Write]) -> _Session:
        self._session = _Session(uuid.uuid4().hex)
        writes.append(
            Write(
                schema.session,
                {
                    "id": self._session.id,
                    "profile_id": self._profile_id,
                    "run": self.run,
                    "started_at": now,
                    "ended_at": None,
                    "start_t": event.t,
                    "end_t": None,
                    "source": self._source,
                    "app_version": self._app_version,
                },
            )
        )
        return self._session

    def _set(self, session: _Session, number: int, start_t: float, exercise: str | None, writes: list[Write]) -> dict[str, int]:
        """The set's counts so far; its row is begun where this is the first event of it."""
        if number not in session.sets:
            session.sets[number] = {"full": 0, "partial": 0, "rejected": 0}
            writes.append(
                Write(
                    schema.exercise_set,
                    {
                        "session_id": session.id,
                        "number": number,
                        "exercise": exercise,
                        "start_t": start_t,
                        "full": 0,
                        "partial": 0,
                        "rejected": 0,
                    },
                )
            )
        return session.sets[number]

    def _change(self, session: _Session, number: int, writes: list[Write], **values: Any) -> None:
        writes.append(Write(schema.exercise_set, values, {"session_id": session.id, "number": number}))

    def _repetition(self, session: _Session, rep: RepClosed, writes: list[Write]) -> None:
        counts = self._set(session, rep.set, rep.start_t, rep.exercise, writes)
        counts[rep.kind] += 1
        self._change(session, rep.set, writes, **{rep.kind: counts[rep.kind]})
        key = {"session_id": session.id, "seq": rep.seq}
        writes.append(
            Write(
                schema.repetition,
                {
                    **key,
                    "set_number": rep.set,
                    "number": rep.number,
                    "exercise": rep.exercise,
                    "kind": rep.kind,
                    "t": rep.t,
                    "start_t": rep.start_t,
                    "end_t": rep.end_t,
                    "depth": known(rep.depth),
                    "side": rep.side,
                    "score": known(rep.score),
                    "reason": rep.reason,
                    "credited": rep.credited,
                },
            )
        )
        writes += [Write(schema.joint_score, {**key, "joint": j, "score": known(s)}) for j, s in rep.joints.items()]
        writes += [Write(schema.repetition_mistake, {**key, "mistake": m}) for m in dict.fromkeys(rep.mistakes)]

    def _end_set(self, session: _Session, end: SetEnded, writes: list[Write]) -> None:
        self._set(session, end.set, end.start_t, end.exercise, writes)
        self._change(
            session,
            end.set,
            writes,
            exercise=end.exercise,
            start_t=end.start_t,
            end_t=end.end_t,
            confidence=known(end.confidence),
            full=end.full,
            partial=end.partial,
            rejected=end.rejected,
            hold_s=known(end.hold_s),
            score=known(end.score),
        )
        if end.set in session.judged:
            return  # its joints and mistakes are there from the first end; the event log has both
        session.judged.add(end.set)
        key = {"session_id": session.id, "set_number": end.set}
        writes += [Write(schema.set_joint_score, {**key, "joint": j, "score": known(s)}) for j, s in end.joints.items()]
        writes += [Write(schema.set_mistake, {**key, "mistake": m, "count": n}) for m, n in end.mistakes.items()]
