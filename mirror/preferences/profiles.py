"""Profiles: people who share a mirror. Each is a file of settings over the mirror's own, with a PIN if wanted.

`profiles/NAME.toml` beside settings.toml holds the sections of `mirror.settings.PERSONAL` that this person wants otherwise, and
`pin`, the hash of their PIN. Their sessions stand in the log under the same name.
"""

from __future__ import annotations

import os
import re
import unicodedata
from pathlib import Path
from typing import Any

import tomlkit
from tomlkit.exceptions import TOMLKitError

from mirror import paths
from mirror.errors import SettingsError
from mirror.preferences.file import replace
from mirror.preferences.pins import Guard, hash_pin
from mirror.settings import PIN_KEY, Settings, load_settings, read_profile, read_tables

LONGEST = 40
_FORBIDDEN = re.compile(r'[\x00-\x1f\x7f/\\:*?"<>|$]|^\.|\.$')


class ProfileError(SettingsError):
    """There is no such profile, or none can be called so."""


def folder() -> Path:
    """Where the profiles' files are; made by whoever writes there."""
    return paths.config() / "profiles"


def names() -> list[str]:
    """Everybody, in alphabetical order."""
    try:
        found = [path.stem for path in folder().glob("*.toml") if not path.name.startswith(".")]
    except OSError:
        return []
    return sorted((unicodedata.normalize("NFC", name) for name in found), key=str.casefold)


def file(name: str) -> Path:
    """The profile's file. Raises ProfileError where nobody is called so."""
    wanted = unicodedata.normalize("NFC", name).casefold()
    for path in folder().glob("*.toml"):
        if unicodedata.normalize("NFC", path.stem).casefold() == wanted and not path.name.startswith("."):
            return path
    known = ", ".join(names())
    raise ProfileError(f"There is no profile called {name!r}; " + (f"there is {known}." if known else "there is none yet."))


def find(name: str) -> Path | None:
    """The profile's file, None where nobody is called so (a name that only the log knows)."""
    try:
        return file(name) if name else None
    except ProfileError:
        return None


def settings_of(name: str) -> Settings:
    """The mirror's settings with this person's over them; the mirror's alone where nobody is called so.

    Raises SettingsError where a file is wrong.
    """
    return load_settings(profile=find(name))


def add(name: str, pin: str = "") -> Path:
    """A new profile, with a PIN or without. Raises ProfileError where the name is taken or cannot be a file's."""
    path = _free(name)
    hashed = hash_pin(pin) if pin else ""
    document = tomlkit.document()
    document.add(tomlkit.comment("What this person wants otherwise than settings.toml; `mirror settings --profile` writes it."))
    if hashed:
        document[PIN_KEY] = hashed
    replace(path, tomlkit.dumps(document))
    return path


def rename(old: str, new: str) -> Path:
    """Give a profile another name; the log is renamed by whoever has it open. Raises ProfileError as `add`."""
    path = file(old)
    same = unicodedata.normalize("NFC", new.strip()).casefold() == unicodedata.normalize("NFC", path.stem).casefold()
    target = folder() / f"{_valid(new)}.toml" if same else _free(new)
    try:
        path.rename(target)
    except OSError as error:
        raise ProfileError(f"{path} cannot be renamed: {error.strerror}.") from error
    Guard().rename(guarded_as(path.stem), guarded_as(target.stem))
    return target


def remove(name: str) -> None:
    """Forget a profile's settings and PIN; the log keeps its sessions. Raises ProfileError where nobody is called so."""
    path = file(name)
    try:
        path.unlink()
    except OSError as error:
        raise ProfileError(f"{path} cannot be removed: {error.strerror}.") from error


def pin_hash(name: str) -> str:
    """The hash of the profile's PIN, "" where it has none."""
    path = find(name)
    value: Any = "" if path is None else read_tables(path).get(PIN_KEY, "")
    if not isinstance(value, str):
        raise ProfileError(
            f"The settings file {path} is wrong at {PIN_KEY}: it is the hash of a PIN; `mirror profiles pin` sets it."
        )
    return value


def set_pin(name: str, pin: str) -> None:
    """A new PIN for the profile; "" takes it away. Raises ProfileError, or SettingsError where it is no PIN."""
    path = file(name)
    hashed = hash_pin(pin) if pin else ""
    read_profile(path)
    try:
        document = tomlkit.parse(path.read_text(encoding="utf-8"))
    except (OSError, TOMLKitError) as error:
        raise ProfileError(f"The settings file {path} cannot be read, so it is left as it is: {error}.") from error
    if not hashed:
        document.pop(PIN_KEY, None)
    elif PIN_KEY in document:
        document[PIN_KEY] = hashed
    else:
        # a key of the file itself stands before its first table
        replace(path, f'{PIN_KEY} = "{hashed}"\n{tomlkit.dumps(document)}')
        return
    replace(path, tomlkit.dumps(document))


def unlock(name: str, pin: str, guard: Guard | None = None) -> None:
    """Returns where the profile has no PIN or this is it. Raises PinError otherwise, with how long to wait."""
    hashed = pin_hash(name)
    if hashed:
        (guard or Guard()).check(guarded_as(name), pin, hashed)


def guarded_as(name: str) -> str:
    """Under which key wrong PINs of this profile are counted."""
    return f"profile {name.casefold()}"


def _free(name: str) -> Path:
    valid = _valid(name)
    if find(valid) is not None:
        raise ProfileError(f"There is a profile called {valid!r} already.")
    return folder() / f"{valid}.toml"


def _valid(name: str) -> str:
    name = unicodedata.normalize("NFC", name.strip())
    if not name or len(name) > LONGEST or _FORBIDDEN.search(name):
        raise ProfileError(
            f"{name!r} cannot be a profile's name: it is 1 to {LONGEST} letters, without / \\ : * ? \" < > | or $."
        )
    try:
        os.fsencode(name)
    except UnicodeEncodeError as error:
        raise ProfileError(f"{name!a} cannot be a file's name in this system's character set; one with UTF-8 can.") from error
    return name
