"""The key in a real keyring: GNOME Keyring on a D-Bus session of the test's own, through the Secret Service."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("secretstorage", reason="the package SecretStorage is not installed: the keyring is not tested here")
pytest.importorskip("sqlcipher3", reason="there is no SQLCipher wheel for this machine: encryption is not tested here")

_PROGRAMS = ("dbus-run-session", "gnome-keyring-daemon")
_LIFE = """
import hashlib, json, os, signal, subprocess, sys, time
import keyring, secretstorage
from typer.testing import CliRunner
from mirror import cli, doctor, paths
from mirror.sessions import Recorder, cipher, keys
from tests.sessions.runs import workout

told = {}
keys.ASKED_AGAIN_S = 0.1

def unlock(*how):
    begin = ["gnome-keyring-daemon", *how, "--unlock", "--components=secrets"]
    subprocess.run(begin, input=b"secret", check=True, stdout=-3)

def seen(name, code, out, err):
    files = sorted(p.name for p in paths.data().iterdir() if not p.name.startswith("."))
    log = hashlib.sha256(paths.database().read_bytes()).hexdigest()
    told[name] = {"rc": code, "out": out, "err": err, "files": files, "log": log}

def mirror(name, *words, typed=""):
    done = CliRunner().invoke(cli.app, ["sessions", *words], input=typed)
    seen(name, done.exit_code, done.stdout, done.stderr)

def another(name, *words, env):
    command = "import sys; from mirror.cli import main; sys.argv[0] = 'mirror'; main()"
    done = subprocess.run([sys.executable, "-c", command, "sessions", *words], capture_output=True, text=True, stdin=-3, env=env)
    seen(name, done.returncode, done.stdout, done.stderr)

def train(who, within=lambda recorder: None):
    recorder = Recorder(paths.database(), who)
    recorder.start()
    for event in workout(4):
        recorder.handle(event)
    within(recorder)
    return recorder.stop()

unlock()
assert train("Anna")
told["before"] = doctor._encryption().detail
mirror("encrypt", "encrypt", "--yes")
told["after"] = doctor._encryption().detail
mirror("list", "list")

which = keys._user(cipher.fingerprint(paths.database()))
secret = keyring.get_password(keys.SERVICE, which)
keyring.set_password(keys.SERVICE, which, cipher.Key.new().secret.hex())
mirror("another", "list")
keyring.delete_password(keys.SERVICE, which)
mirror("lost", "list")
words = [line.strip() for line in told["encrypt"]["out"].splitlines() if line.startswith("  ")][0]
mirror("wrong words", "recover", typed=cipher.Key.new().words + "\\n")
mirror("recovered", "recover", typed=words + "\\n")
mirror("list again", "list")

alone = {k: v for k, v in os.environ.items() if k != "DBUS_SESSION_BUS_ADDRESS"}
alone["XDG_RUNTIME_DIR"] = os.path.join(os.environ["HOME"], "nothing")
another("no bus", "list", env=alone)
another("no bus, encrypt", "encrypt", "--yes", env={**alone, "XDG_DATA_HOME": os.path.join(os.environ["HOME"], "other")})

bus = secretstorage.dbus_init()
secretstorage.get_default_collection(bus).lock()
mirror("locked", "list")

def unlocked_meanwhile(recorder):
    while not recorder.status:
        time.sleep(0.02)
    told["status"] = recorder.status
    mirror("locked, training", "list")
    unlock("--replace")

told["kept"] = train("Bo", unlocked_meanwhile)
mirror("after training", "list")

from jeepney.bus_messages import message_bus
asked = bus.send_and_get_reply(message_bus.GetConnectionUnixProcessID("org.freedesktop.secrets"))
os.kill(asked.body[0], signal.SIGKILL)
mirror("died", "list")
unlock("--replace")
time.sleep(0.2)
mirror("unlocked", "list")
print(json.dumps(told))
"""


@pytest.fixture(scope="module")
def life(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What was said, in a life of a log with its keyring; and the home."""
    if missing := [program for program in _PROGRAMS if shutil.which(program) is None]:
        pytest.skip(f"there is no {missing[0]} (Debian: gnome-keyring, dbus-daemon): the real keyring is not tested here")
    home = tmp_path_factory.mktemp("home")
    homes = {f"XDG_{name}_HOME": str(home / name.lower()) for name in ("CONFIG", "DATA", "STATE", "CACHE")}
    runtime = home / "run"
    runtime.mkdir(mode=0o700)
    hidden = {"DISPLAY", "WAYLAND_DISPLAY", "DBUS_SESSION_BUS_ADDRESS"}
    kept = {name: value for name, value in os.environ.items() if name not in hidden and not name.startswith("MIRROR_")}
    done = subprocess.run(
        ["dbus-run-session", "--", sys.executable, "-c", _LIFE],
        env={**kept, **homes, "HOME": str(home), "XDG_RUNTIME_DIR": str(runtime)},
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        timeout=150,
    )
    assert done.returncode == 0, done.stderr
    return {**json.loads(done.stdout.splitlines()[-1]), "home": home}


SEEN = "Anna"
"""What `mirror sessions list` shows of the one session."""


def test_the_key_lies_in_the_keyring_and_nowhere_else(life: dict[str, Any]) -> None:
    assert life["before"].endswith("the keyring keeps its key")
    assert life["encrypt"]["rc"] == 0, life["encrypt"]
    assert life["encrypt"]["out"].endswith("The session log is encrypted.\n")
    assert life["after"] == "the log is encrypted, its key is in the keyring"
    assert life["list"]["rc"] == 0
    assert SEEN in life["list"]["out"]
    assert not (life["home"] / "config" / "mirror" / "keys").exists()
    secret = next(line.strip() for line in life["encrypt"]["out"].splitlines() if line.startswith("  "))
    files = [file for file in life["home"].rglob("*") if file.is_file()]
    assert [file for file in files if secret.encode() in file.read_bytes() or b"Anna" in file.read_bytes()] == []


@pytest.mark.parametrize(
    ("when", "said"),
    [
        ("another", "what is kept as its key is not its key; `mirror sessions recover` takes"),
        ("lost", "its key is not on this machine; `mirror sessions recover` takes"),
        ("wrong words", "That is the recovery key of another log than"),
        ("no bus", "its key cannot be had: "),
        ("locked", "the keyring is locked; unlock it"),
        ("locked, training", "the keyring is locked; unlock it"),
    ],
)
def test_without_its_key_the_log_is_a_sentence_and_stays_as_it_is(life: dict[str, Any], when: str, said: str) -> None:
    told = life[when]
    assert told["rc"] == 1
    (sentence,) = told["err"].strip().splitlines()
    assert sentence.startswith("mirror: ")
    assert said in sentence
    if when not in ("no bus", "locked", "locked, training"):  # since then the list that was looked at is noted in it
        assert told["log"] == life["list"]["log"], "not a byte of it was changed"
    assert [name for name in told["files"] if "broken" in name] == []


def test_the_recovery_key_brings_it_all_back(life: dict[str, Any]) -> None:
    assert (life["recovered"]["rc"], life["recovered"]["out"]) == (0, "The session log can be opened again.\n")
    for when in ("list again", "unlocked"):
        assert life[when]["rc"] == 0, life[when]
        assert SEEN in life[when]["out"]


def test_who_trains_while_it_is_locked_is_told_and_loses_nothing_once_it_is_open(life: dict[str, Any]) -> None:
    assert "the keyring is locked" in life["status"]
    assert [name for name in life["locked, training"]["files"] if "broken" in name] == []
    assert life["kept"] is True
    assert "Bo" in life["after training"]["out"]


def test_a_keyring_that_died_costs_nothing(life: dict[str, Any]) -> None:
    died = life["died"]
    assert died["rc"] in (0, 1), "the bus may begin it anew, as it was or locked"
    assert len((died["err"] or "one").strip().splitlines()) == 1
    assert died["files"] == life["after training"]["files"]
    assert life["unlocked"]["rc"] == 0, life["unlocked"]
    assert "Bo" in life["unlocked"]["out"]


def test_without_a_bus_nothing_is_encrypted_and_the_file_is_offered(life: dict[str, Any]) -> None:
    told = life["no bus, encrypt"]
    assert told["rc"] == 1
    assert told["err"].strip().splitlines() == [
        "mirror: This machine has no keyring that could keep a key (a desktop's login brings one); --key-file keeps it in a file."
    ]
