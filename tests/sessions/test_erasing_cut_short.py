"""Erasing that was cut short at any step is finished, and whoever was erased does not come back by another way."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import select

from mirror import paths
from mirror.events import ProfileChosen
from mirror.preferences import profiles
from mirror.preferences.pins import PinError
from mirror.sessions import Store, erasure, schema, traces
from mirror.sessions.aside import moved_aside
from mirror.sessions.salvage import salvage
from tests.sessions.test_erasure import NAME, mirror, needles, record, review, where

PAGE = 4096


pytestmark = pytest.mark.usefixtures("home")


@pytest.fixture
def life(home: Path) -> dict[str, bytes]:
    """What must not be found of a person who has a log, a profile with a PIN, and lines in the program's own log."""
    log = paths.database()
    hers = record(log, None, (ProfileChosen(1, 0.0, NAME),))
    record(log, "Ben")
    with Store(log) as store:
        (person,) = (p.id for p in store.profiles() if p.name == NAME)
        review(store, person, hers)
        wanted = needles(store, person, hers)
    profiles.add(NAME, "1234")
    with pytest.raises(PinError):
        profiles.unlock(NAME, "0000")
    lines = [f"profiles/{NAME}.toml", NAME.lower(), NAME.upper(), ascii(NAME), f"Nobody is called {NAME!r}."]
    paths.state().joinpath("mirror.log").write_text("\n".join(lines), encoding="utf-8")
    return {**wanted, "in capitals": b"QUINTESS"}


KILL = "os.kill(os.getpid(), 9)"
STEPS = {
    "nothing was done yet": f"erasure.erase = lambda *_: {KILL}",
    "the rows were gone": f"Store.scrub = lambda *_: {KILL}",
    "the file was written anew": f"raw = Log.scrub; Log.scrub = lambda log: (vacuum(log), {KILL})",
    "the file was clean": f"erasure.paid = lambda *_: {KILL}",
    "the log was done": f"traces.traces = lambda *_: {KILL}",
    "the settings were left": f"traces.forget_settings = lambda *_: {KILL}",
}
ERASE = """
import os, sys
from mirror.sessions import Store, erasure, traces
from mirror.sessions.database import Log
from mirror import cli

def vacuum(log):
    raw = log.engine.raw_connection()
    raw.cursor().execute("VACUUM")
    raw.close()

{step}
sys.argv = ["mirror", "sessions", "erase", {name!r}, "--yes", "--and-settings"]
cli.main()
"""


@pytest.mark.parametrize("step", STEPS)
def test_killed_at_any_step_it_is_finished_by_the_next(life: dict[str, bytes], home: Path, step: str) -> None:
    code = ERASE.format(step=STEPS[step], name=NAME)
    root = Path(__file__).parents[2]
    done = subprocess.run([sys.executable, "-c", code], cwd=root, env={**os.environ}, capture_output=True, text=True, timeout=60)
    assert done.returncode == -9, done.stderr
    again = mirror("sessions", "erase", NAME, "--yes", "--and-settings")
    told = f"mirror: Nobody in the session log is called {NAME!r}.\n"
    assert again.exit_code == 0 or (step == "the file was clean" and again.stderr == told), again.stderr
    assert where(home, life) == set()
    assert not erasure.owed(paths.database())
    with Store(paths.database()) as store:
        assert [p.name for p in store.profiles()] == ["Ben"]


def test_what_another_program_was_in_the_way_of_is_finished_when_the_log_is_opened_next(
    life: dict[str, bytes], home: Path
) -> None:
    with Store(paths.database()) as other, other.reading() as connection:
        connection.execute(select(schema.session.c.id)).all()
        assert mirror("sessions", "erase", NAME, "--yes", "--and-settings").exit_code == 1
        assert erasure.owed(paths.database())
    assert mirror("sessions", "list").exit_code == 0
    gone = {what: bytes_ for what, bytes_ in life.items() if what.split(",")[0] in ("session", "track", "note", "reason", "run")}
    assert {found for found in where(home, gone) if found[1].startswith("sessions.db")} == set()


def test_what_was_being_copied_or_converted_goes_too(life: dict[str, bytes], home: Path) -> None:
    log = paths.database()
    left = log.with_name(f".{log.name}.salvage-abc")
    left.mkdir()
    shutil.copyfile(log, left / "sessions.db")
    shutil.copyfile(log, log.with_name(f"{log.name}.converting"))
    assert mirror("sessions", "erase", NAME, "--yes", "--and-settings").exit_code == 0
    assert where(home, life) == set()


def test_the_name_until_now_goes_when_somebody_is_renamed(life: dict[str, bytes], home: Path) -> None:
    assert mirror("profiles", "rename", NAME, "Zenobia").exit_code == 0
    assert {file for what, file in where(home, life) if what.startswith(("name", "in capitals"))} == set()


def test_other_words_and_other_people_stay_in_the_program_s_log(home: Path) -> None:
    paths.state().mkdir(parents=True)
    log = paths.state() / "mirror.log"
    log.write_text("Ann Anna ann ANN Joann Annie", encoding="utf-8")
    traces.forget_name("Ann")
    assert log.read_text(encoding="utf-8") == "*** Anna *** *** Joann Annie"
    log.write_text("Ärmel ärmel ÄRMEL \\xc4rmel \\u00c4rmel %C3%84rmel Ärmelin", encoding="utf-8")
    traces.forget_name("Ärmel")
    assert "rmel" not in log.read_text(encoding="utf-8").replace("Ärmelin", "")
    assert "Ärmelin" in log.read_text(encoding="utf-8")


# -- logs that were moved aside --------------------------------------------------------------------------------------------


def aside() -> Path:
    log = paths.database()
    broken = log.with_name(f"{log.name}.broken-20260301T090000")
    log.rename(broken)
    return broken


@pytest.mark.parametrize("trained_since", [True, False])
def test_who_is_erased_does_not_come_back_from_a_log_in_which_they_had_another_id(
    life: dict[str, bytes], home: Path, trained_since: bool
) -> None:
    broken = aside()
    assert moved_aside(paths.database()) == [broken]
    record(paths.database(), NAME if trained_since else "Cleo")
    answer = mirror("sessions", "erase", NAME, "--yes", "--and-settings")
    assert (answer.exit_code, answer.stdout) == (0, f"{NAME}: sessions erased: {int(trained_since)}\n")
    assert str(broken) in answer.stderr, "what is left to decide"
    took = mirror("sessions", "import", str(broken))
    assert took.exit_code == 0, took.stderr
    assert "1 left out" in took.stdout
    assert {found for found in where(home, life) if not found[1].startswith(broken.name)} == set()


def test_whoever_lives_under_another_name_is_not_taken_for_the_one_who_is_erased(home: Path) -> None:
    record(paths.database(), "Ann")
    broken = aside()
    with Store(paths.database()) as store:
        salvage(broken, store)
        store.rename("Ann", "Anna")
    record(paths.database(), "Ann")
    assert mirror("sessions", "erase", "Ann", "--yes").exit_code == 0
    with Store(paths.database()) as store:
        assert [(p.name, p.sessions) for p in store.profiles()] == [("Anna", 1)]
        assert salvage(broken, store).present == 1
