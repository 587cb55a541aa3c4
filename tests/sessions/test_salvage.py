"""What is taken out of a broken log is true, whole where the file is, and there once."""

from __future__ import annotations

import random
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import numpy as np
import pytest
from sqlalchemy import select

from mirror.errors import SessionError
from mirror.sessions import Recorder, Store, keys, schema
from mirror.sessions.cipher import Key
from mirror.sessions.conversion import convert
from mirror.sessions.salvage import salvage
from tests.sessions.runs import seen, workout
from tests.sessions.test_aside import PAGE, cut_in_the_header, cut_short, one_page_scrambled, scrambled, zeroed
from tests.sessions.vault import Vault, keyring

COUNT = 12


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    """A log of twelve sessions with landmarks, still whole."""
    file = tmp_path / "sessions.db.broken-20260101T000000"
    for n in range(COUNT):
        recorder = Recorder(file, profile="Anna" if n % 2 else "Bo")
        recorder.start()
        for event in workout(reps=3 + n):
            recorder.handle(event)
        for t in np.arange(0.0, 2.0 * n + 12, 1 / 16):
            recorder.track(seen(float(t)))
        assert recorder.stop()
    return file


def rows(database: Path) -> dict[str, set[str]]:
    with Store(database) as store, store.reading() as connection:
        return {t.name: {repr(row) for row in connection.execute(select(t))} for t in (schema.session, *schema.BELOW_SESSION)}


def test_of_a_whole_file_everything_is_taken_and_once(broken: Path, database: Path) -> None:
    with Store(database) as store:
        assert str(salvage(broken, store)) == "12 sessions taken from the broken log, 0 here already"
        assert str(salvage(broken, store)) == "0 sessions taken from the broken log, 12 here already"
        assert [p.name for p in store.profiles()] == ["Anna", "Bo"]
    assert rows(database) == rows(broken)


@pytest.mark.parametrize("damage", [one_page_scrambled, cut_short])
def test_of_a_damaged_file_what_can_be_read_is_taken(broken: Path, database: Path, damage: Callable[[Path], None]) -> None:
    whole = rows(broken)
    damage(broken)
    before = broken.read_bytes()
    with Store(database) as store:
        took = salvage(broken, store)
    assert broken.read_bytes() == before
    assert took.added + took.unreadable <= COUNT
    found = rows(database)
    for name, kept in found.items():
        assert kept <= whole[name] or name == "session", name
    if damage is one_page_scrambled:
        assert (took.added, took.unreadable) == (COUNT, 0)
        assert found["repetition"] == whole["repetition"]
        assert found["track"] == whole["track"]


def test_bytes_turned_anywhere_never_make_a_trace_or_a_false_row(broken: Path, tmp_path: Path) -> None:
    whole, raw = rows(broken), broken.read_bytes()
    taken = 0
    for n in range(6):
        rng = random.Random(n)
        bad = bytearray(raw)
        for _ in range(3):
            page = rng.randrange(1, len(raw) // PAGE) * PAGE
            bad[page : page + PAGE] = rng.randbytes(PAGE)
        file, database = tmp_path / f"{n}.broken", tmp_path / f"{n}.db"
        file.write_bytes(bytes(bad))
        with Store(database) as store, suppress(SessionError):
            taken += salvage(file, store).added
        found = rows(database)
        for name in ("repetition", "joint_score", "mistake", "cue", "event", "track", "set_mistake"):
            assert found[name] <= whole[name]
    assert taken > 2 * COUNT, "a few broken pages cost a part, not the whole"


@pytest.mark.parametrize("damage", [zeroed, cut_in_the_header, scrambled])
def test_where_nothing_is_left_it_is_said(broken: Path, database: Path, damage: Callable[[Path], None]) -> None:
    damage(broken)
    with Store(database) as store:
        with pytest.raises(SessionError, match="Nothing can be read"):
            salvage(broken, store)
        assert store.sessions() == []


def test_an_encrypted_log_is_salvaged_with_its_key_and_only_so(
    broken: Path, database: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("STATE", "CONFIG"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / name.lower()))
    before, vault = keyring.get_keyring(), Vault()
    keyring.set_keyring(vault)
    try:
        key, whole = Key.new(), rows(broken)
        keys.keep(key, "keyring")
        convert(broken, key, None)
        raw = bytearray(broken.read_bytes())
        raw[-PAGE:] = random.Random(1).randbytes(PAGE)
        broken.write_bytes(bytes(raw))
        with Store(database) as store:
            assert salvage(broken, store).added >= COUNT - 1
        assert rows(database)["repetition"] <= whole["repetition"]
        vault.kept.clear()
        with Store(database) as store, pytest.raises(SessionError, match="key"):
            salvage(broken, store)
    finally:
        keyring.set_keyring(before)


def test_the_log_itself_is_not_salvaged(broken: Path) -> None:
    with Store(broken) as store, pytest.raises(SessionError, match="the log itself"):
        salvage(broken, store)
