"""Encryption as its owner asks for it, on the command line."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from mirror import cli, doctor
from mirror.errors import SessionError
from mirror.sessions import Store, conversion, encryption, keys
from mirror.sessions.audit import Audit
from mirror.sessions.cipher import Key, fingerprint
from tests.sessions.test_cipher import NAME, record
from tests.sessions.vault import Vault, keyring


@pytest.fixture(autouse=True)
def vault(tmp_path: Path, database: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Vault]:
    for name in ("STATE", "CONFIG", "DATA"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / name.lower()))
    monkeypatch.setenv("MIRROR_SESSIONS__DATABASE", str(database))
    before, made = keyring.get_keyring(), Vault()
    keyring.set_keyring(made)
    yield made
    keyring.set_keyring(before)


def mirror(*words: str, typed: str = "") -> Result:
    return CliRunner().invoke(cli.app, list(words), input=typed)


def words_of(answer: Result) -> str:
    return str(answer.stdout.splitlines()[2].strip())


def check() -> doctor.Check:
    return doctor._encryption()


def actions(database: Path) -> list[str]:
    with Store(database) as store:
        return [entry.action for entry in reversed(Audit(store).entries())]


def test_on_lost_recovered_and_off(database: Path, vault: Vault) -> None:
    record(database)
    assert "`mirror sessions encrypt` does it" in check().detail
    on = mirror("sessions", "encrypt", "--yes")
    assert (on.exit_code, on.stderr) == (0, "")
    assert on.stdout.splitlines()[-1] == "The session log is encrypted."
    assert len(words_of(on).split()) == 14
    assert check().detail == "the log is encrypted, its key is in the keyring"
    assert NAME in mirror("sessions", "list").stdout
    again = mirror("sessions", "encrypt", "--yes")
    assert (again.exit_code, "encrypted already" in again.stderr) == (1, True)

    vault.kept.clear()
    lost = mirror("sessions", "list")
    assert lost.exit_code == 1
    assert lost.stderr.count("\n") == 1
    assert "`mirror sessions recover`" in lost.stderr
    assert doctor._database().mend == "mirror sessions recover"
    assert mirror("sessions", "recover", typed="ABCD\n").exit_code == 1
    other = mirror("sessions", "recover", typed=f"{Key.new().words}\n")
    assert "recovery key of another log" in other.stderr
    assert mirror("sessions", "recover", typed=f"{words_of(on).lower()}\n").exit_code == 0
    assert NAME in mirror("sessions", "list").stdout

    assert mirror("sessions", "decrypt", typed="n\n").exit_code == 1
    assert mirror("sessions", "decrypt", "--yes").exit_code == 0
    assert fingerprint(database) is None
    assert vault.kept == {}
    assert actions(database) == ["encrypted", "viewed", "decrypted"]


def test_who_did_not_write_it_down_changes_nothing(database: Path, vault: Vault) -> None:
    record(database)
    answer = mirror("sessions", "encrypt", typed="n\n")
    assert answer.exit_code == 1
    assert "Nothing was changed" in answer.stderr
    assert (fingerprint(database), vault.kept) == (None, {})


def test_where_there_is_no_keyring_a_file_is_asked_for(database: Path) -> None:
    from keyring.backends import fail

    keyring.set_keyring(fail.Keyring())
    record(database)
    assert "there is no keyring here" in check().detail
    refused = mirror("sessions", "encrypt", "--yes")
    assert refused.exit_code == 1
    assert "--key-file" in refused.stderr
    assert refused.stdout == "", "no key is shown that is worth nothing"
    taken = mirror("sessions", "encrypt", "--yes", "--key-file")
    assert taken.exit_code == 0
    assert "who takes the whole disk" in taken.stderr
    assert NAME in mirror("sessions", "list").stdout
    assert "keys/" in check().detail
    assert mirror("sessions", "decrypt", "--yes").exit_code == 0


def test_a_new_log_can_be_encrypted_before_anybody_trained(database: Path) -> None:
    assert mirror("sessions", "encrypt", "--yes").exit_code == 0
    record(database)
    assert fingerprint(database) is not None
    assert NAME.encode() not in database.read_bytes()


def test_broken_logs_that_stay_plain_are_said(database: Path) -> None:
    record(database)
    aside = database.with_name(f"{database.name}.broken-20260301T090000")
    aside.write_bytes(b"")
    assert str(aside) in mirror("sessions", "encrypt", "--yes").stderr


def test_a_conversion_that_fails_leaves_log_and_keyring(database: Path, vault: Vault, monkeypatch: pytest.MonkeyPatch) -> None:
    record(database)

    def full(*_: object) -> None:
        raise SessionError("The disk is full.")

    monkeypatch.setattr(conversion, "_copy", full)
    assert mirror("sessions", "encrypt", "--yes").exit_code == 1
    assert (fingerprint(database), vault.kept) == (None, {})
    assert NAME in mirror("sessions", "list").stdout


def test_a_person_is_erased_from_an_encrypted_log_as_well(database: Path) -> None:
    record(database)
    record(database, "Benedikt")
    mirror("sessions", "encrypt", "--yes")
    assert mirror("sessions", "erase", NAME, "--yes").exit_code == 0
    mirror("sessions", "decrypt", "--yes")
    assert NAME.encode() not in database.read_bytes()


def test_a_server_is_not_encrypted_from_here() -> None:
    with pytest.raises(SessionError, match="Only a log that is a file"):
        encryption.encrypt("postgresql://mirror@localhost/clinic", "keyring", lambda key: True)


def test_what_is_not_encrypted_is_said(database: Path) -> None:
    record(database)
    for command in (("decrypt", "--yes"), ("recover",)):
        answer = mirror("sessions", *command, typed=f"{Key.new().words}\n")
        assert (answer.exit_code, "is not encrypted" in answer.stderr) == (1, True)
    assert keys.keyring_works()


def test_the_log_that_follows_a_broken_one_is_encrypted_like_it(database: Path, vault: Vault) -> None:
    record(database)
    mirror("sessions", "encrypt", "--yes")
    key = fingerprint(database)
    content = bytearray(database.read_bytes())
    content[200] ^= 1
    database.write_bytes(content)
    record(database, "Benedikt")
    assert len(list(database.parent.glob("*.broken-*"))) == 1, "moved aside"
    assert fingerprint(database) == key
    assert b"Benedikt" not in database.read_bytes()
    assert "Benedikt" in mirror("sessions", "list").stdout


def test_a_deleted_log_whose_key_is_lost_too_can_be_begun_anew(database: Path, vault: Vault) -> None:
    mirror("sessions", "encrypt", "--yes")
    database.unlink()
    vault.kept.clear()
    lost = mirror("sessions", "list")
    assert (lost.exit_code, "`mirror sessions recover`" in lost.stderr) == (1, True)
    assert not database.exists()
    assert mirror("sessions", "decrypt", "--yes").exit_code == 0
    record(database)
    assert fingerprint(database) is None
