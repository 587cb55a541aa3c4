"""From plain to encrypted and back: at every moment one whole log is in place, and nothing plain is left behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from mirror.errors import SessionError
from mirror.sessions import Store, conversion, keys
from mirror.sessions.cipher import Key, fingerprint
from mirror.sessions.conversion import convert, leftovers
from tests.sessions.disks import small_disk
from tests.sessions.test_cipher import NAME, record
from tests.sessions.vault import Vault, keyring

STEPS = ("alone", "copied", "checked", "linked", "replaced", "wiping", "wiped")


@pytest.fixture(autouse=True)
def vault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Vault]:
    for name in ("STATE", "CONFIG"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / name.lower()))
    before, made = keyring.get_keyring(), Vault()
    keyring.set_keyring(made)
    yield made
    keyring.set_keyring(before)


@pytest.fixture
def key() -> Key:
    made = Key.new()
    keys.keep(made, "keyring")
    return made


@pytest.fixture
def plain(database: Path) -> Path:
    record(database)
    return database


def beside(log: Path) -> set[str]:
    return {path.name for path in log.parent.iterdir() if not path.name.startswith(".")}


def holds(log: Path) -> list[Path]:
    """Files in which the name can be read."""
    return [path for path in log.parent.iterdir() if path.is_file() and NAME.encode() in path.read_bytes()]


def told(log: Path) -> tuple[object, ...]:
    with Store(log) as store:
        (session,) = store.sessions()
        return store.session(session.id), tuple(store.track(session.id, 1).t), store.events(session.id)


def test_there_and_back_it_is_the_same_log(plain: Path, key: Key) -> None:
    before = told(plain)
    steps: list[str] = []
    convert(plain, key, None, steps.append)
    assert steps == ["alone", "copied", "checked", "linked", "replaced", "wiped"]
    assert fingerprint(plain) == key.fingerprint
    assert (told(plain), beside(plain), holds(plain)) == (before, {plain.name}, [])
    convert(plain, None, key)
    assert fingerprint(plain) is None
    assert (told(plain), beside(plain), holds(plain)) == (before, {plain.name}, [plain])


def test_the_old_file_is_overwritten_before_it_is_removed(plain: Path, key: Key) -> None:
    with plain.open("rb") as still_open:
        assert NAME.encode() in still_open.read()
        convert(plain, key, None)
        still_open.seek(0)
        assert set(still_open.read()) == {0}


def test_whose_it_was_it_stays(plain: Path, key: Key) -> None:
    plain.chmod(0o640)
    convert(plain, key, None)
    assert plain.stat().st_mode & 0o777 == 0o640


def test_a_link_stays_a_link(plain: Path, key: Key, tmp_path: Path) -> None:
    link = tmp_path / "link.db"
    link.symlink_to(plain)
    convert(link, key, None)
    assert link.is_symlink()
    assert fingerprint(plain) == key.fingerprint


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("way", ["encrypt", "decrypt"])
def test_whenever_it_is_killed_one_whole_log_is_there(plain: Path, key: Key, way: str, step: str) -> None:
    before = told(plain)
    if way == "decrypt":
        convert(plain, key, None)
    command = [sys.executable, "-m", "tests.sessions.converting", str(plain), key.secret.hex(), way, step]
    done = subprocess.run(command, capture_output=True, timeout=60, cwd=Path(__file__).parents[2])
    assert done.returncode == -signal.SIGKILL, done.stderr
    converted = step in ("replaced", "wiping", "wiped")
    assert (fingerprint(plain) is not None) == (converted == (way == "encrypt"))
    assert told(plain) == before
    if fingerprint(plain) is not None:
        assert (beside(plain), holds(plain)) == ({plain.name}, []), "opening it finished what was cut short"
    convert(plain, *((None, key) if fingerprint(plain) is not None else (key, None)))
    assert (told(plain), leftovers(plain)) == (before, [])


def test_a_log_that_is_open_elsewhere_is_left_alone(plain: Path, key: Key) -> None:
    code = "import sys; from mirror.sessions import Store; s = Store(sys.argv[1]); s.sessions(); print(1, flush=True); input()"
    command = [sys.executable, "-c", code, str(plain)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == b"1\n"
        with pytest.raises(SessionError, match="Another program has the session log"):
            convert(plain, key, None)
        assert (fingerprint(plain), leftovers(plain)) == (None, [])
        other.communicate(b"\n", timeout=60)
        assert other.returncode == 0
    convert(plain, key, None)


def test_who_comes_while_it_goes_on_waits_and_gets_the_new_one(plain: Path, key: Key) -> None:
    """Every moment of a conversion, another program tries to open the log."""
    refused: list[str] = []

    def come(step: str) -> None:
        code = "import sys; from mirror.sessions import Store; Store(sys.argv[1]).sessions()"
        done = subprocess.run(
            [sys.executable, "-c", code, str(plain)], capture_output=True, text=True, timeout=60, env=os.environ
        )
        refused.append(step + ": " + (done.stderr.strip().splitlines() or ["came in"])[-1])

    convert(plain, key, None, lambda step: come(step) if step in ("copied", "linked") else None)
    assert all("locked by another program" in line for line in refused), refused
    assert told(plain)


def test_two_at_once(plain: Path, key: Key) -> None:
    def second(step: str) -> None:
        if step == "copied":
            with pytest.raises(SessionError, match="already"):
                convert(plain, key, None)

    convert(plain, key, None, second)
    assert told(plain)


def test_a_copy_that_is_not_the_same_is_thrown_away(plain: Path, key: Key, monkeypatch: pytest.MonkeyPatch) -> None:
    before = told(plain)
    monkeypatch.setattr(conversion, "_contents", lambda raw: object())
    with pytest.raises(SessionError, match="is not what it was made from"):
        convert(plain, key, None)
    monkeypatch.undo()
    assert (fingerprint(plain), leftovers(plain)) == (None, [])
    monkeypatch.setenv("XDG_STATE_HOME", str(plain.parent))
    assert told(plain) == before


@pytest.mark.parametrize(("wrong", "said"), [("folder", "cannot be converted"), ("rubbish", "cannot be converted")])
def test_what_cannot_be_converted_is_said(tmp_path: Path, key: Key, wrong: str, said: str) -> None:
    path = tmp_path / "there" / "sessions.db"
    path.parent.mkdir()
    if wrong == "folder":
        path.mkdir()
    else:
        path.write_bytes(b"no database at all" * 100)
    with pytest.raises(SessionError, match=said):
        convert(path, key, None)
    assert path.exists()
    assert leftovers(path) == []


@pytest.mark.skipif(sys.platform != "linux", reason="mounts a tmpfs")
def test_a_disk_without_room_for_a_second_log_is_said(key: Key) -> None:
    with small_disk("700k") as (folder, _):
        log = folder / "sessions.db"
        record(log)
        before = told(log)
        assert log.stat().st_size > 200_000
        (folder / "filler").write_bytes(bytes(700 * 1024 - 2 * 4096 - log.stat().st_size - 150_000))
        with pytest.raises(SessionError, match="The disk is full: converting needs as much room again"):
            convert(log, key, None)
        assert (fingerprint(log), leftovers(log)) == (None, [])
        (folder / "filler").unlink()
        assert told(log) == before
