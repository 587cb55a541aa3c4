"""Offered: what the log and the profiles know for the Workout's menus, and what follows from the choice of who trains."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Callable
from datetime import date
from pathlib import Path

from mirror.commands import Command, SetDifficulty, SetGoals, SetPlan
from mirror.errors import SessionError, SettingsError
from mirror.events import Event, ProfileChosen, ProfileLocked, SessionStarted
from mirror.preferences import profiles
from mirror.settings import Settings
from mirror.workout.plan import Plan

log = logging.getLogger(__name__)

_SESSIONS = 20
"""So many of the last ones say what a person usually does."""


def used(database: Path | str, profile: str) -> tuple[str, ...]:
    """The exercises of this person's last sessions, those first that came in most of them, and among these the latest; () where
    there is no log or it cannot be read. profile "": of all."""
    from mirror.sessions import Store

    if isinstance(database, Path) and not database.exists():
        return ()
    try:
        with Store(database) as store:
            last = store.sessions(profile=profile or None, limit=_SESSIONS)
    except SessionError as error:
        log.warning("what was done before is not known: %s", error)
        return ()
    often = Counter(name for entry in last for name in dict(entry.exercises))
    return tuple(sorted(often, key=lambda name: -often[name]))


def plan(database: Path | str, profile: str) -> Plan | None:
    """What this person is to do today; None where there is no plan, no log, or the log cannot be read."""
    from mirror.sessions import Store
    from mirror.sessions.plans import plan_of

    if not profile or (isinstance(database, Path) and not database.exists()):
        return None
    try:
        with Store(database) as store:
            return plan_of(store, profile, date.today())
    except SessionError as error:
        log.warning("today's plan is not known: %s", error)
        return None


def people() -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Whoever can be chosen at the mirror, and of these those who have a PIN; whose file cannot be read is left out."""
    found = {}
    for name in profiles.names():
        try:
            profiles.settings_of(name)
            found[name] = bool(profiles.pin_hash(name))
        except SettingsError as error:
            log.warning("a profile is not offered: %s", type(error).__name__)  # its sentence holds the name
    return tuple(found), tuple(name for name, locked in found.items() if locked)


def goals_of(settings: Settings) -> SetGoals:
    return SetGoals(settings.workout.repetitions, settings.workout.sets, float(settings.workout.rest))


class Host:
    """Hears who trains, and sends what that person wants otherwise, and what they are to do today.

    Attributes:
        on_person: called with that person's settings and their file (None: they have none), from the host's thread.
        on_locked: called with the name of somebody whose PIN has to be asked for, from the host's thread.
    """

    def __init__(
        self,
        send: Callable[[Command], None],
        speak: Callable[[Settings], None] = lambda settings: None,
        *,
        plan: Callable[[str], Plan | None] = lambda person: None,
        person: str = "",
        today: Callable[[], date] = date.today,
    ) -> None:
        """`speak`: has the voice speak as these settings say. `plan`: what somebody (by name) is to do today. `person`: who
        trains until somebody else is chosen. `today`: the calendar. The plan is sent now, and when a session begins and it is
        another one, as it is on the next day."""
        self._send, self._speak = send, speak
        self._plan, self._person, self._today = plan, person, today
        self._sent: tuple[object, ...] | None = None
        self._send_plan()
        self.on_person: Callable[[Settings, Path | None], None] | None = None
        self.on_locked: Callable[[str], None] | None = None

    def handle(self, event: Event) -> None:
        if isinstance(event, ProfileLocked) and self.on_locked is not None:
            self.on_locked(event.profile)
        if isinstance(event, SessionStarted):
            self._send_plan()
        if not isinstance(event, ProfileChosen):
            return
        if event.profile != self._person:
            self._person = event.profile
            self._send_plan()
        try:
            settings = profiles.settings_of(event.profile)
        except SettingsError as error:
            log.warning("the mirror's own settings hold: %s", type(error).__name__)
            return
        self._send(SetDifficulty(settings.coaching.difficulty))
        self._send(goals_of(settings))
        self._speak(settings)
        if self.on_person is not None:
            self.on_person(settings, profiles.find(event.profile))

    def _send_plan(self) -> None:
        """Sends the person's plan for today unless it is the one that leads already, however far."""
        day = self._today()  # before the plan is read: one that is read over midnight is sent once more, not taken for tomorrow's
        plan = self._plan(self._person)
        told = None if plan is None else (day, plan.id, *((i.position, i.exercise, i.sets) for i in plan.items))
        if told != self._sent:
            self._sent = told
            self._send(SetPlan(plan))
