"""Who has a PIN is not trained before it was asked for."""

from __future__ import annotations

from mirror import events as ev
from mirror.commands import ChooseProfile, Select
from tests.workout.test_hands_free import Session, workout


def told(session: Session, kind: type[ev.ProfileChosen] | type[ev.ProfileLocked]) -> list[str]:
    return [event.profile for event in session.events if isinstance(event, kind)]


def test_a_locked_profile_is_asked_for_and_the_menu_waits() -> None:
    session = Session(workout(None, people=("Ada", "Bo"), person="Bo", locked=("Bo",)))
    session.stand(0.6)
    session.events.extend(session.core.apply(Select()))
    assert (told(session, ev.ProfileLocked), told(session, ev.ProfileChosen)) == (["Bo"], [])
    assert session.core.stage == "choosing"
    session.events.extend(session.core.apply(ChooseProfile("Bo")))
    assert told(session, ev.ProfileChosen) == ["Bo"]
    assert session.core.stage == "setup"
    assert [event.seq for event in session.events] == list(range(1, len(session.events) + 1))


def test_whoever_has_no_pin_is_chosen_at_once() -> None:
    session = Session(workout(None, people=("Ada", "Bo"), person="Ada", locked=("Bo",)))
    session.stand(0.6)
    session.events.extend(session.core.apply(Select()))
    assert (told(session, ev.ProfileLocked), told(session, ev.ProfileChosen)) == ([], ["Ada"])
