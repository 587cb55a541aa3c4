"""PINs: hashes that tell nothing, and waits that outlive the program."""

from __future__ import annotations

import threading
import time
from pathlib import Path

import pytest

from mirror.errors import SettingsError
from mirror.preferences import pins
from mirror.preferences.pins import FIRST_WAIT_S, FREE_TRIES, LONGEST_WAIT_S, Guard, PinError, hash_pin, matches


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pins, "_N", 2**4)


def test_a_hash_tells_its_pin_from_others_and_no_two_are_alike() -> None:
    hashed = hash_pin("13579")
    assert matches("13579", hashed)
    assert not matches("13578", hashed)
    assert hash_pin("13579") != hashed
    assert "13579" not in hashed


@pytest.mark.parametrize("pin", ["", "123", "12a4", "1234567890123", "١٢٣٤"])
def test_a_pin_is_four_to_twelve_digits(pin: str) -> None:
    with pytest.raises(SettingsError):
        hash_pin(pin)


@pytest.mark.parametrize("hashed", ["", "plain", "md5$1$1$1$AA==$AA==", "scrypt$x$8$1$AA==$AA=="])
def test_what_is_no_hash_matches_nothing(hashed: str) -> None:
    assert not matches("1234", hashed)


def test_three_wrong_ones_are_free_and_then_the_wait_doubles(tmp_path: Path) -> None:
    now = [1000.0]
    hashed = hash_pin("1234")
    guard = Guard(tmp_path / "pins.json", clock=lambda: now[0])
    for _ in range(FREE_TRIES):
        with pytest.raises(PinError, match="wrong"):
            guard.check("Ann", "0000", hashed)
    assert guard.wait("Ann") == FIRST_WAIT_S
    with pytest.raises(PinError, match="Too many"):
        guard.check("Ann", "1234", hashed)
    assert guard.wait("Ben") == 0
    # another program knows of it too
    again = Guard(tmp_path / "pins.json", clock=lambda: now[0])
    assert again.wait("Ann") == FIRST_WAIT_S
    now[0] += FIRST_WAIT_S
    with pytest.raises(PinError):
        again.check("Ann", "0000", hashed)
    assert again.wait("Ann") == 2 * FIRST_WAIT_S
    now[0] += 2 * FIRST_WAIT_S
    again.check("Ann", "1234", hashed)
    assert Guard(tmp_path / "pins.json", clock=lambda: now[0]).wait("Ann") == 0


def test_the_wait_has_an_end_and_a_clock_set_back_neither_shortens_it_nor_makes_it_endless(tmp_path: Path) -> None:
    now = [1e6]
    guard = Guard(tmp_path / "pins.json", clock=lambda: now[0])
    hashed = hash_pin("1234")
    for _ in range(20):
        now[0] += LONGEST_WAIT_S
        with pytest.raises(PinError):
            guard.check("Ann", "0000", hashed)
    assert guard.wait("Ann") == LONGEST_WAIT_S
    now[0] = 1000.0  # as of a board whose clock stood in the future when the wrong ones came
    assert guard.wait("Ann") == LONGEST_WAIT_S
    now[0] += LONGEST_WAIT_S - 1.0
    assert Guard(tmp_path / "pins.json", clock=lambda: now[0]).wait("Ann") == 1.0
    with pytest.raises(PinError, match="Too many"):
        guard.check("Ann", "1234", hashed)
    now[0] += 1.0
    guard.check("Ann", "1234", hashed)
    assert guard.wait("Ann") == 0.0


def test_a_file_that_cannot_be_kept_does_not_make_guessing_free(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    guard = Guard(tmp_path / "file" / "pins.json", clock=lambda: 5.0)
    for _ in range(FREE_TRIES):
        with pytest.raises(PinError):
            guard.check("Ann", "0000", hash_pin("1234"))
    assert guard.wait("Ann") > 0


def test_a_broken_file_counts_as_empty(tmp_path: Path) -> None:
    (tmp_path / "pins.json").write_text("[1, 2")
    assert Guard(tmp_path / "pins.json").wait("Ann") == 0


def test_setting_the_clock_forward_does_not_shorten_the_wait(tmp_path: Path) -> None:
    now, uptime = [1000.0], ["one start", 50.0]

    def guard() -> Guard:
        return Guard(tmp_path / "pins.json", clock=lambda: now[0], uptime=lambda: (str(uptime[0]), float(uptime[1])))

    hashed = hash_pin("1234")
    for _ in range(FREE_TRIES):
        with pytest.raises(PinError):
            guard().check("Ann", "0000", hashed)
    now[0] += 1e6
    with pytest.raises(PinError, match="Too many"):
        guard().check("Ann", "1234", hashed)
    uptime[1] = 50.0 + FIRST_WAIT_S - 1
    assert guard().wait("Ann") == pytest.approx(1.0)
    uptime[:] = ["another start", 5.0]
    now[0] -= 1e6
    assert guard().wait("Ann") == FIRST_WAIT_S, "of a machine that was started anew only the clock is known"
    now[0] += FIRST_WAIT_S
    guard().check("Ann", "1234", hashed)


def test_who_tries_many_at_once_has_three_tries_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each as a program of its own has read the file before the first one has written it."""
    hashed, looked = hash_pin("1234"), []
    monkeypatch.setattr(pins, "matches", lambda pin, hashed: looked.append(pin) or time.sleep(0.05))  # type: ignore[func-returns-value]
    guards = [Guard(tmp_path / "pins.json") for _ in range(12)]

    def guess(guard: Guard) -> None:
        with pytest.raises(PinError):
            guard.check("Ann", "0000", hashed)

    threads = [threading.Thread(target=guess, args=(guard,)) for guard in guards]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(looked) == FREE_TRIES


def test_ending_the_program_before_it_has_answered_is_a_try(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def killed(pin: str, hashed: str) -> bool:
        raise KeyboardInterrupt

    hashed = hash_pin("1234")
    monkeypatch.setattr(pins, "matches", killed)
    for _ in range(FREE_TRIES):
        with pytest.raises(KeyboardInterrupt):
            Guard(tmp_path / "pins.json").check("Ann", "0000", hashed)
    assert Guard(tmp_path / "pins.json").wait("Ann") == pytest.approx(FIRST_WAIT_S, abs=5)


def test_a_full_disk_does_not_forget_what_was_counted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    hashed = hash_pin("1234")
    for _ in range(FREE_TRIES):
        with pytest.raises(PinError):
            Guard(tmp_path / "pins.json").check("Ann", "0000", hashed)

    def full(*_: object, **__: object) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_text", full)
    guard = Guard(tmp_path / "pins.json")
    for _ in range(FREE_TRIES):
        with pytest.raises(PinError, match="wrong"):
            guard.check("Ben", "0000", hashed)
    with pytest.raises(PinError, match="Too many"):
        guard.check("Ben", "1234", hashed)
    guard.forget("Ann")
    assert Guard(tmp_path / "pins.json").wait("Ann") > 0


def test_the_file_of_an_older_version_is_still_heeded(tmp_path: Path) -> None:
    (tmp_path / "pins.json").write_text('{"Ann": [3, 1000.0]}')
    assert Guard(tmp_path / "pins.json", clock=lambda: 1001.0).wait("Ann") == FIRST_WAIT_S - 1
    assert [path.name for path in tmp_path.iterdir()] == ["pins.json"]
