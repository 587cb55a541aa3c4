"""Plans: what a person is to do today, out of the log, as the Workout takes it."""

from __future__ import annotations

import json
from collections import Counter
from datetime import date, datetime, time, timedelta

from sqlalchemy import Connection, select

from mirror.events import PlanSetDone
from mirror.sessions import schema
from mirror.sessions.reviews import plan_for
from mirror.sessions.store import Store
from mirror.workout.plan import Plan, PlanItem


def plan_of(store: Store, person_name: str, day: date) -> Plan | None:
    """What the plan of this person (by the profile's name) asks for on this day, with the sets of it that were done on it
    already; None where there is no plan or nothing for the day. `day` is the mirror's own. SessionError where the log says no."""
    with store.reading() as connection:
        p = schema.profile
        person = connection.execute(select(p.c.id).where(p.c.name == person_name).order_by(p.c.created_at)).scalar()
    if person is None:
        return None
    plan = plan_for(store, person, day)
    if plan is None:
        return None
    with store.reading() as connection:
        done = _done(connection, plan.id, day)
    items = (
        PlanItem(
            position=item.position,
            exercise=item.exercise,
            sets=item.sets,
            repetitions=item.repetitions,
            hold_s=item.hold_s,
            range_share=item.range_share,
            rest_s=item.rest_s,
            done=done[item.position],
        )
        for item in plan.on(day)
    )
    return Plan(plan.id, plan.title, tuple(items))


def _done(connection: Connection, plan_id: str, day: date) -> Counter[int]:
    """Sets that were done of each position, in sessions that began on this day of the mirror's."""
    begin = datetime.combine(day, time()).astimezone()
    end = datetime.combine(day + timedelta(days=1), time()).astimezone()
    s, e = schema.session, schema.event
    query = select(e.c.data).join(s, s.c.id == e.c.session_id)
    query = query.where(s.c.plan_id == plan_id, s.c.started_at >= begin, s.c.started_at < end, e.c.name == PlanSetDone.__name__)
    told = (json.loads(data) for data in connection.execute(query).scalars())
    return Counter(int(data["position"]) for data in told if data["plan"] == plan_id)
