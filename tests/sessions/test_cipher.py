"""An encrypted log: nothing can be read without its key, everything works with it, and it is never taken for a broken one."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mirror.errors import SessionError
from mirror.sessions import Recorder, Store, keys
from mirror.sessions.cipher import KEY_BYTES, Key, KeyMissing, fingerprint
from mirror.sessions.conversion import convert
from mirror.sessions.database import BrokenLog, Log, check_file
from tests.sessions.runs import seen, workout
from tests.sessions.vault import Vault, keyring

NAME = "Annabella Quintessa"


@pytest.fixture(autouse=True)
def vault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Vault]:
    for name in ("STATE", "CONFIG"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / name.lower()))
    before, made = keyring.get_keyring(), Vault()
    keyring.set_keyring(made)
    yield made
    keyring.set_keyring(before)


def record(database: Path, profile: str = NAME) -> str:
    recorder = Recorder(database, profile, source="demo")
    recorder.start()
    for event in workout(2):
        recorder.handle(event)
    for n in range(16 * 9):
        recorder.track(seen(n / 16))
    assert recorder.stop(), recorder.status
    assert recorder.session_id is not None
    return recorder.session_id


@pytest.fixture
def key() -> Key:
    return Key.new()


@pytest.fixture
def encrypted(database: Path, key: Key) -> Path:
    """A log with a session, encrypted, its key in the keyring."""
    record(database)
    keys.keep(key, "keyring")
    convert(database, key, None)
    return database


def test_nothing_can_be_read_from_any_of_its_files(encrypted: Path) -> None:
    with Store(encrypted) as store:
        id = record(encrypted, "Benedikt")  # while it is open: the write-ahead log is there
        beside = [path for path in encrypted.parent.iterdir() if path.is_file()]
        assert any(path.name.endswith("-wal") and path.stat().st_size for path in beside)
        for path in beside:
            content = path.read_bytes()
            for word in (NAME, "Benedikt", "squat", "knees", id, "CREATE TABLE", "profile"):
                assert word.encode() not in content, (path.name, word)
        assert len(store.sessions()) == 2
    with pytest.raises(sqlite3.DatabaseError):
        sqlite3.connect(encrypted).execute("SELECT count(*) FROM sqlite_master").fetchall()


def test_everything_works_as_in_a_plain_one(encrypted: Path) -> None:
    id = record(encrypted, "Benedikt")
    with Store(encrypted) as store:
        assert [p.name for p in store.profiles()] == [NAME, "Benedikt"]
        assert len(store.session(id).sets[0].repetitions) == 2
        assert len(store.track(id, 1).t) > 50
        assert store.erase("Benedikt").sessions == 1
        assert store.import_json(store.export_json()).added == 0
    log = Log(encrypted)
    with log.transaction(reads=True) as connection:
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"
        assert connection.exec_driver_sql("PRAGMA secure_delete").scalar() == 1
        assert connection.exec_driver_sql("PRAGMA temp_store").scalar() in (0, 2)
        log.examine(connection)
        assert connection.exec_driver_sql("PRAGMA cipher_integrity_check").fetchall() == []
    log.close()


def test_it_is_known_as_ours_and_as_encrypted_without_its_key(encrypted: Path, key: Key) -> None:
    assert check_file(encrypted)
    assert fingerprint(encrypted) == key.fingerprint
    record(encrypted)
    assert fingerprint(encrypted) == key.fingerprint, "writing leaves it"
    with Store(encrypted) as store:
        store.scrub()
    assert fingerprint(encrypted) == key.fingerprint, "and writing it anew"
    assert check_file(encrypted)


def test_a_plain_log_needs_no_key(database: Path, tmp_path: Path) -> None:
    assert fingerprint(database) is None
    record(database)
    assert fingerprint(database) is None
    (tmp_path / "other").write_bytes(b"x" * 200)
    assert fingerprint(tmp_path / "other") is None


def test_without_its_key_it_is_a_sentence_and_stays(encrypted: Path, vault: Vault) -> None:
    before = encrypted.read_bytes()
    vault.kept.clear()
    with pytest.raises(KeyMissing, match="its key is not on this machine; `mirror sessions recover`"):
        Store(encrypted)
    recorder = Recorder(encrypted, "Benedikt", source="demo")
    recorder.start()
    for event in workout(1):
        recorder.handle(event)
    assert not recorder.stop(timeout=0.5)
    assert "its key is not on this machine" in recorder.status
    assert not issubclass(KeyMissing, BrokenLog)
    assert encrypted.read_bytes() == before
    assert [p.name for p in encrypted.parent.iterdir() if p.suffix == ".db" or "broken" in p.name] == [encrypted.name]


def test_a_locked_keyring_is_a_sentence(encrypted: Path, vault: Vault, monkeypatch: pytest.MonkeyPatch) -> None:
    now = [1000.0]
    monkeypatch.setattr(keys, "clock", lambda: now[0])
    vault.locked = True
    with pytest.raises(KeyMissing, match="the keyring is locked"):
        Store(encrypted)
    vault.locked = False
    with pytest.raises(KeyMissing, match="the keyring is locked"):
        Store(encrypted)  # its owner is not asked at every try
    now[0] += keys.ASKED_AGAIN_S
    Store(encrypted).close()


@pytest.mark.parametrize("wrong", ["rubbish", "00" * KEY_BYTES])
def test_another_key_is_a_sentence(encrypted: Path, vault: Vault, wrong: str) -> None:
    vault.kept = dict.fromkeys(vault.kept, wrong)
    with pytest.raises(KeyMissing, match="is not its key"):
        Store(encrypted)


def test_a_damaged_page_is_found(encrypted: Path, capfd: pytest.CaptureFixture[str]) -> None:
    content = bytearray(encrypted.read_bytes())
    content[200] ^= 1
    encrypted.write_bytes(content)
    with pytest.raises(BrokenLog, match="is broken"):
        Store(encrypted)
    assert capfd.readouterr() == ("", ""), "SQLCipher itself says nothing on the terminal"


def test_a_key_in_a_file_is_its_owners_alone(encrypted: Path, key: Key, vault: Vault) -> None:
    vault.kept.clear()
    keys.keep(key, "file")
    file = keys.key_file(key.fingerprint)
    assert file.stat().st_mode & 0o777 == 0o600
    assert file.parent.stat().st_mode & 0o777 == 0o700
    with Store(encrypted) as store:
        assert len(store.sessions()) == 1
    keys.forget(key.fingerprint)
    assert not file.exists()
    with pytest.raises(KeyMissing):
        Store(encrypted)


def test_a_keyring_that_keeps_nothing_is_not_believed(key: Key, vault: Vault, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Vault, "set_password", lambda *_: None)
    with pytest.raises(SessionError, match="did not keep"):
        keys.keep(key, "keyring")


def test_a_machine_without_a_keyring_is_told_so(key: Key) -> None:
    from keyring.backends import fail

    keyring.set_keyring(fail.Keyring())
    assert not keys.keyring_works()
    with pytest.raises(SessionError, match="has no keyring"):
        keys.keep(key, "keyring")
    keys.forget(key.fingerprint)


@given(st.binary(min_size=KEY_BYTES, max_size=KEY_BYTES))
def test_a_recovery_key_is_read_back(secret: bytes) -> None:
    key = Key(secret)
    words = key.words
    assert [len(group) for group in words.split()] == [4] * 14
    assert Key.read(words) == key
    assert Key.read(words.lower().replace("0", "o").replace("1", "l").replace(" ", "-")) == key


@settings(derandomize=True)  # one in a million is not: the check has 20 bits
@given(st.binary(min_size=KEY_BYTES, max_size=KEY_BYTES), st.integers(0, 55), st.sampled_from("0123456789ABCDEFGHJKMNPQRSTVWXYZ"))
def test_a_wrong_letter_is_noticed(secret: bytes, at: int, letter: str) -> None:
    letters = list(Key(secret).words.replace(" ", ""))
    if letters[at] == letter:
        return
    letters[at] = letter
    with pytest.raises(SessionError, match="not the recovery key"):
        Key.read("".join(letters))


@pytest.mark.parametrize("words", ["", "ABCD", "U" * 56, "é" * 56, "A" * 57])
def test_what_is_no_recovery_key_is_said(words: str) -> None:
    with pytest.raises(SessionError, match="14 groups of four"):
        Key.read(words)


def test_a_key_does_not_show(key: Key) -> None:
    assert key.secret.hex() not in repr(key)
    assert str(key.secret) not in repr(key)
    with pytest.raises(ValueError, match="32 bytes"):
        Key(b"short")


_RECORDS = """
import sys, time
from pathlib import Path
from mirror.sessions import Recorder
from tests.sessions.runs import seen, workout
recorder = Recorder(sys.argv[1], "Benedikt", source="demo")
recorder.start()
for n, event in enumerate(workout(30)):
    recorder.handle(event)
    recorder.track(seen(event.t))
    time.sleep(0.02)
    if n == 40:
        print(1, flush=True)
"""


def test_a_mirror_that_is_killed_leaves_an_encrypted_log_whole(encrypted: Path, key: Key) -> None:
    """The write-ahead log that it leaves is encrypted, too, and is taken up at the next opening."""
    keys.keep(key, "file")  # the other process has no vault
    command = [sys.executable, "-c", _RECORDS, str(encrypted)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, cwd=Path(__file__).parents[2]) as mirror:
        assert mirror.stdout is not None
        assert mirror.stdout.readline() == b"1\n"
        mirror.kill()
    assert b"Benedikt" not in b"".join(path.read_bytes() for path in encrypted.parent.iterdir() if path.is_file())
    with Store(encrypted) as store:
        (bens,) = store.sessions(profile="Benedikt")
        assert bens.full >= 10
    log = Log(encrypted)
    with log.transaction(reads=True) as connection:
        log.examine(connection)
    log.close()
