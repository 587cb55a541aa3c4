"""Rows: which rows of the log an event means. Pure: no database, no clock; what was decided is never decided again, so that a
transaction that failed can be tried again with the same rows.
"""

from __future__ import annotations

import json
import math
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Table

from mirror.events import (
    CameraCalibrated,
    CueReleased,
    Event,
    ExerciseNamed,
    HoldTick,
    MistakeSeen,
    PlanEnded,
    PlanItemBegun,
    RepClosed,
    SessionEnded,
    SessionStarted,
    SetEnded,
    SetStarted,
    ViewLevel,
    to_dict,
)
from mirror.geometry.camera import Calibration
from mirror.sessions import schema
from mirror.sessions.circumstances import NUMBERS, ModelVersion


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


_REMEMBERED = 8
"""Calibrations of which the one that held at a session's start is found."""


def _columns(calibration: Calibration, body_m: float) -> dict[str, Any]:
    """As `schema.calibration` has them, NULL for NaN, so that equal ones are equal."""
    numbers = {name: known(getattr(calibration, name)) for name in NUMBERS}
    return {"source": calibration.source, **numbers, "body_m": known(body_m)}


@dataclass(slots=True)
class _Session:
    """start_t, end_t: the run's time. calibration: the values in force, of which `calibrations` rows were written. plan: the item
    for which sets are done just now."""

    id: str
    started_at: datetime
    start_t: float
    end_t: float
    ended: bool = False
    calibration: Mapping[str, Any] = field(default_factory=dict)
    plan: PlanItemBegun | None = None
    calibrations: int = 0
    sets: dict[int, dict[str, int]] = field(default_factory=dict)
    judged: set[int] = field(default_factory=set)


class Rows:
    """Turns one run's events into writes, in their order.

    A run may hold several sessions (SessionStarted ... SessionEnded, again and again) or, where a Trainer runs alone, none is
    announced: then the first set begins one. What comes outside any session (somebody walks by) is kept in the event log
    without one.

    A session begins by the wall clock and from there on goes by the run's own time, which no change of the clock touches: it
    ends at started_at + (end_t - start_t). Where the wall clock was set back, the next session of the run begins by the run's
    time as well, so that sessions stand in the order in which they were made; a clock that was set forward is believed.
    """

    def __init__(
        self,
        *,
        run: str,
        profile_id: str | None,
        source: str,
        app_version: str,
        origin: str | None = None,
        models: Sequence[ModelVersion] = (),
    ) -> None:
        self.run = run
        self._profile_id = profile_id
        self._source = source
        self._app_version = app_version
        self._origin = origin
        self._models = tuple(models)
        self._session: _Session | None = None
        # (from when on, columns), in the order of time; a level camera until something else is said
        self._calibrations: list[tuple[float, Mapping[str, Any]]] = [(-math.inf, _columns(Calibration(), math.nan))]

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

    def calibrated(self, calibration: Calibration, body_m: float, t: float) -> list[Write]:
        """From t on this calibration holds, in the session that is going on and in those that follow.

        body_m: how tall the one was with whom it was made, metres, or NaN. One that holds already is not written again.
        """
        values = _columns(calibration, body_m)
        # a session's start may be heard of after a calibration that came later: they take different ways
        self._calibrations = sorted([*self._calibrations[-_REMEMBERED:], (t, values)], key=lambda entry: entry[0])
        session = self._session
        return [] if session is None or session.ended else self._holds(session, max(t, session.start_t), values)

    def take(self, event: Event, now: datetime) -> list[Write]:
        """The writes of the next event; `now` is the wall clock (aware, of the mirror's own time zone) when it came."""
        writes: list[Write] = []
        session = self._for(event, now, writes)
        if isinstance(event, CameraCalibrated):
            writes += self.calibrated(event.calibration, event.body_m, event.t)
        if session is not None:
            session.end_t = max(session.end_t, event.t)
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
                session.end_t = max(event.t, session.start_t)
                ended_at = session.started_at + timedelta(seconds=session.end_t - session.start_t)
                writes.append(Write(schema.session, {"ended_at": ended_at, "end_t": session.end_t}, {"id": session.id}))
            case SetStarted():
                self._set(session, event.set, event.start_t, None, writes)
            case PlanItemBegun():
                session.plan = event
                writes.append(Write(schema.session, {"plan_id": event.plan}, {"id": session.id}))
            case PlanEnded():
                session.plan = None
            case ExerciseNamed():
                self._set(session, event.set, event.t, event.exercise, writes)
                if session.plan is not None and session.plan.exercise == event.exercise:
                    self._change(session, event.set, writes, plan_position=session.plan.position)
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
        started_at = self._starts(event.t, now)
        self._session = _Session(uuid.uuid4().hex, started_at, event.t, event.t)
        offset = now.utcoffset()
        writes.append(
            Write(
                schema.session,
                {
                    "id": self._session.id,
                    "profile_id": self._profile_id,
                    "run": self.run,
                    "started_at": started_at,
                    "ended_at": None,
                    "start_t": event.t,
                    "end_t": None,
                    "source": self._source,
                    "app_version": self._app_version,
                    "origin": self._origin,
                    "utc_offset_min": None if offset is None else round(offset.total_seconds() / 60),
                },
            )
        )
        key = {"session_id": self._session.id}
        writes += [Write(schema.model_version, {**key, "part": m.part, "name": m.name, "sha256": m.sha256}) for m in self._models]
        before = [values for t, values in self._calibrations if t <= event.t]
        writes += self._holds(self._session, event.t, before[-1] if before else self._calibrations[0][1])
        for t, values in self._calibrations:
            if t > event.t:
                writes += self._holds(self._session, t, values)
        return self._session

    def _starts(self, t: float, now: datetime) -> datetime:
        """When a session begins: now, unless the clock was set back behind what was recorded in this run already."""
        last = self._session
        if last is None:
            return now
        if now >= last.started_at + timedelta(seconds=last.end_t - last.start_t):
            return now
        return last.started_at + timedelta(seconds=max(t, last.end_t) - last.start_t)

    def _holds(self, session: _Session, t: float, values: Mapping[str, Any]) -> list[Write]:
        if values == session.calibration:
            return []
        row = {"session_id": session.id, "seq": session.calibrations, "t": t, **values}
        session.calibration, session.calibrations = values, session.calibrations + 1
        return [Write(schema.calibration, row)]

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
                    "view": _level(rep.view),
                    "yaw_deg": known(rep.yaw_deg),
                },
            )
        )
        writes += [Write(schema.joint_score, {**key, **row}) for row in _joints(rep)]
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
            view=_level(end.view),
            yaw_deg=known(end.yaw_deg),
        )
        if end.set in session.judged:
            return  # its joints and mistakes are there from the first end; the event log has both
        session.judged.add(end.set)
        key = {"session_id": session.id, "set_number": end.set}
        writes += [Write(schema.set_joint_score, {**key, **row}) for row in _joints(end)]
        writes += [Write(schema.set_mistake, {**key, "mistake": m, "count": n}) for m, n in end.mistakes.items()]


def _joints(told: RepClosed | SetEnded) -> list[dict[str, Any]]:
    """A row each; one without a score says why."""
    out = []
    for joint in dict.fromkeys((*told.joints, *told.untold)):
        score = known(told.joints.get(joint))
        error, why = (known(told.errors.get(joint)), None) if score is not None else (None, told.untold.get(joint))
        out.append({"joint": joint, "score": score, "error": error, "untold": why})
    return out


def _level(view: ViewLevel) -> str | None:
    return None if view == "unknown" else view
