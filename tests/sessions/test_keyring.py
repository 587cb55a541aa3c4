"""The key in a real keyring: GNOME Keyring on a D-Bus session of the test's own, through the Secret Service."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

pytest.importorskip("secretstorage", reason="the package SecretStorage is not installed: the keyring is not tested here")
pytest.importorskip("sqlcipher3", reason="there is no SQLCipher wheel for this machine: encryption is not tested here")

_PROGRAMS = ("dbus-run-session", "gnome-keyring-daemon")
_LIFE = """
import subprocess, sys
from mirror import doctor
subprocess.run(["gnome-keyring-daemon", "--unlock", "--components=secrets"], input=b"secret", check=True, stdout=-3)

def mirror(*words):
    command = "import sys; from mirror.cli import main; sys.argv[0] = 'mirror'; main()"
    done = subprocess.run([sys.executable, "-c", command, "sessions", *words], capture_output=True, text=True, stdin=-3)
    print("rc", done.returncode, (done.stdout + done.stderr).strip().splitlines()[-1], flush=True)

print(doctor._encryption().detail)
mirror("encrypt", "--yes")
print(doctor._encryption().detail)
mirror("list")
import secretstorage
bus = secretstorage.dbus_init()
secretstorage.get_default_collection(bus).lock()
mirror("list")
"""


@pytest.mark.skipif(
    any(shutil.which(program) is None for program in _PROGRAMS),
    reason="there is no GNOME Keyring (Debian's packages gnome-keyring and dbus-daemon): the real keyring is not tested here",
)
def test_the_key_lies_in_gnome_keyring_and_a_locked_one_is_a_sentence(tmp_path: Path) -> None:
    homes = {f"XDG_{name}_HOME": str(tmp_path / name.lower()) for name in ("CONFIG", "DATA", "STATE", "CACHE")}
    runtime = tmp_path / "run"
    runtime.mkdir(mode=0o700)
    hidden = {"DISPLAY", "WAYLAND_DISPLAY", "DBUS_SESSION_BUS_ADDRESS"}
    kept = {name: value for name, value in os.environ.items() if name not in hidden and not name.startswith("MIRROR_")}
    done = subprocess.run(
        ["dbus-run-session", "--", sys.executable, "-c", _LIFE],
        env={**kept, **homes, "HOME": str(tmp_path), "XDG_RUNTIME_DIR": str(runtime)},
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        timeout=120,
    )
    before, encrypted, after, listed, locked = done.stdout.splitlines()
    assert before.endswith("the keyring keeps its key"), done.stderr
    assert encrypted == "rc 0 The session log is encrypted."
    assert after == "the log is encrypted, its key is in the keyring"
    assert listed == "rc 0 No session has been logged yet."
    assert locked.startswith("rc 1 mirror: The session log")
    assert "the keyring is locked; unlock it" in locked
    assert not (tmp_path / "config" / "mirror" / "keys").exists()
