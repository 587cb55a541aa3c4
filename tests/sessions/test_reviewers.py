"""Reviewers: who may sign in, with which PIN, and what the audit knows of it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import insert
from typer.testing import CliRunner, Result

from mirror import cli
from mirror.errors import SettingsError
from mirror.preferences import pins, profiles
from mirror.preferences.pins import Guard, PinError
from mirror.sessions import Recorder, Store, reviewers, schema
from mirror.sessions.audit import Audit
from mirror.sessions.reviewers import ReviewerError
from tests.sessions.runs import workout


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A quick hash, and state and settings in the test's own place."""
    monkeypatch.setattr(pins, "_N", 2**4)
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    return tmp_path


@pytest.fixture
def store(database: Path) -> Iterator[Store]:
    with Store(database) as opened:
        yield opened


def actions(store: Store) -> list[tuple[str, str, str]]:
    return [(e.action, e.role, e.actor) for e in reversed(Audit(store).entries())]


def test_who_knows_the_pin_signs_in(store: Store) -> None:
    kim = reviewers.add(store, "Kim  Lee", "2468")
    assert kim.name == "Kim Lee"
    assert reviewers.sign_in(store, "kim lee", "2468").id == kim.id
    assert actions(store)[-1] == ("signed in", "reviewer", kim.id)


def test_wrong_pins_are_refused_noted_and_waited_for(store: Store, home: Path) -> None:
    now = [1000.0]
    guard = Guard(home / "pins.json", clock=lambda: now[0])
    kim = reviewers.add(store, "Kim", "2468")
    for _ in range(3):
        with pytest.raises(PinError, match="wrong"):
            reviewers.sign_in(store, "Kim", "0000", guard)
    with pytest.raises(PinError, match="Too many wrong PINs"):
        reviewers.sign_in(store, "Kim", "2468", guard)
    now[0] += 31
    assert reviewers.sign_in(store, "Kim", "2468", guard) == kim
    assert [action for action, _, _ in actions(store)] == ["changed", *["refused"] * 4, "signed in"]
    assert b"Kim" not in (home / "pins.json").read_bytes()


def test_the_pin_is_kept_as_a_hash_alone(store: Store, database: Path) -> None:
    reviewers.add(store, "Kim", "13579246")
    store.close()
    assert b"13579246" not in database.read_bytes()


@pytest.mark.parametrize(("name", "pin"), [("", "2468"), ("  ", "2468"), ("K\nim\x07", "2468"), ("x" * 81, "2468")])
def test_what_is_no_name_is_refused(store: Store, name: str, pin: str) -> None:
    with pytest.raises(ReviewerError, match="cannot be a reviewer's name"):
        reviewers.add(store, name, pin)
    assert reviewers.reviewers(store) == []


def test_two_cannot_be_called_the_same_and_a_pin_is_digits(store: Store) -> None:
    reviewers.add(store, "Zoë", "2468")
    with pytest.raises(ReviewerError, match="already"):
        reviewers.add(store, "ZOË", "1357")
    with pytest.raises(SettingsError, match="four to twelve digits"):
        reviewers.add(store, "Ben", "no")
    assert [one.name for one in reviewers.reviewers(store)] == ["Zoë"]


def test_who_left_cannot_sign_in_but_is_remembered(store: Store) -> None:
    kim = reviewers.add(store, "Kim", "2468")
    reviewers.add(store, "Ann", "2468")
    reviewers.remove(store, "kim")
    with pytest.raises(ReviewerError, match=r"no reviewer called 'Kim'; there is Ann\."):
        reviewers.sign_in(store, "Kim", "2468")
    assert [one.name for one in reviewers.reviewers(store)] == ["Ann"]
    assert [(one.name, one.left_at is None) for one in reviewers.reviewers(store, left=True)] == [("Ann", True), ("Kim", False)]
    assert reviewers.add(store, "Kim", "1111").id != kim.id, "a new Kim is somebody else"


def test_another_pin_needs_the_old_one(store: Store) -> None:
    reviewers.add(store, "Kim", "2468")
    with pytest.raises(PinError):
        reviewers.set_pin(store, "Kim", "0000", "1111")
    reviewers.set_pin(store, "Kim", "2468", "1111")
    assert reviewers.sign_in(store, "Kim", "1111").name == "Kim"


def test_the_first_reviewer_ends_the_owners_review(store: Store) -> None:
    assert reviewers.roles(store) == ("owner", "person")
    reviewers.add(store, "Kim", "2468")
    assert reviewers.roles(store) == ("reviewer", "person")
    reviewers.remove(store, "Kim")
    assert reviewers.roles(store) == ("owner", "person")


def test_a_person_opens_their_own_with_their_own_pin(store: Store, database: Path) -> None:
    recorder = Recorder(database, "Anna", source="demo")
    recorder.start()
    for event in workout(1):
        recorder.handle(event)
    assert recorder.stop()
    (anna,) = store.profiles()
    assert reviewers.open_own(store, "Anna") == anna.id, "who has no PIN is not asked"
    profiles.add("Anna", "1234")
    with pytest.raises(PinError):
        reviewers.open_own(store, "Anna", "9999")
    assert reviewers.open_own(store, "Anna", "1234") == anna.id
    assert actions(store) == [("signed in", "person", anna.id), ("refused", "owner", ""), ("signed in", "person", anna.id)]
    with pytest.raises(ReviewerError, match="Nobody"):
        reviewers.open_own(store, "Ben")


def test_where_there_are_reviewers_nobody_opens_anything_without_a_pin(store: Store) -> None:
    with store.writing() as connection:
        connection.execute(insert(schema.profile), {"id": "a" * 32, "name": "Anna", "created_at": datetime.now(UTC)})
    assert reviewers.open_own(store, "Anna") == "a" * 32
    reviewers.add(store, "Kim", "2468")
    with pytest.raises(PinError, match="Anna has no PIN"):
        reviewers.open_own(store, "Anna")
    profiles.add("Anna", "1234")
    assert reviewers.open_own(store, "Anna", "1234") == "a" * 32


def mirror(*words: str, typed: str = "") -> Result:
    return CliRunner().invoke(cli.app, list(words), input=typed)


def test_on_the_command_line(database: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MIRROR_SESSIONS__DATABASE", str(database))
    assert mirror("reviewers").stdout == ""
    added = mirror("reviewers", "add", "Kim", typed="2468\n")
    assert (added.exit_code, added.stdout) == (0, "Kim may sign in for review now.\n")
    assert mirror("reviewers").stdout.startswith("Kim ")
    assert mirror("reviewers", "pin", "Kim", typed="0000\n1111\n").exit_code == 1
    assert mirror("reviewers", "pin", "Kim", typed="2468\n1111\n").exit_code == 0
    assert mirror("reviewers", "remove", "Kim", typed="n\n").exit_code == 1
    assert mirror("reviewers", "remove", "Kim", "--yes").exit_code == 0
    (kim,) = json.loads(mirror("reviewers", "list", "--json").stdout)
    assert kim["left"] is not None
    refused = mirror("reviewers", "remove", "Kim", "--yes", "--database", str(database))
    assert (refused.exit_code, refused.stderr) == (1, "mirror: There is no reviewer called 'Kim'; there is none yet.\n")


def test_a_clinics_database_has_no_owner(clinic: str) -> None:
    with Store(clinic) as store:
        assert reviewers.roles(store) == ("reviewer",)
        kim = reviewers.add(store, "Kim", "2468")
        assert reviewers.roles(store) == ("reviewer",)
        with pytest.raises(ReviewerError, match="only reviewers"):
            reviewers.open_own(store, "Anna")
        assert reviewers.sign_in(store, "Kim", "2468") == kim
        assert actions(store) == [("changed", "owner", ""), ("signed in", "reviewer", kim.id)]
