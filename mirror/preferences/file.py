"""The settings file, written: one value changes, everything else (comments, order) stays as the user left it."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

import tomlkit
from pydantic import ValidationError
from tomlkit.exceptions import TOMLKitError

from mirror.errors import SettingsError
from mirror.preferences.pins import hash_pin
from mirror.settings import Setting, Settings, read_tables, schema, section_model, settings_file


def setting(name: str) -> Setting:
    """The setting called so ("voice.volume"). Raises SettingsError, with the nearest names, where there is none."""
    import difflib

    known = {entry.name: entry for entry in schema()}
    if name in known:
        return known[name]
    near = difflib.get_close_matches(name, list(known), n=3, cutoff=0.5)
    hint = f"did you mean {' or '.join(near)}?" if near else "`mirror settings` lists them."
    raise SettingsError(f"There is no setting called {name}; {hint}")


def parse(entry: Setting, text: str) -> Any:
    """What somebody typed, as a value of this setting; a PIN becomes its hash. Raises SettingsError with what is allowed."""
    words = text.strip()
    try:
        match entry.kind:
            case "switch":
                return checked(
                    entry, {"true": True, "on": True, "yes": True, "false": False, "off": False, "no": False}[words.lower()]
                )
            case "whole":
                return checked(entry, int(words))
            case "number":
                return checked(entry, float(words))
            case "secret":
                return hash_pin(words) if words else ""
            case _:
                return checked(entry, words)
    except (KeyError, ValueError):
        raise SettingsError(_refusal(entry, words)) from None


def checked(entry: Setting, value: Any) -> Any:
    """The value, if the schema allows it. Raises SettingsError with what is allowed."""
    try:
        made = section_model(entry.section)(**{entry.key: value})
    except ValidationError:
        raise SettingsError(_refusal(entry, value)) from None
    return getattr(made, entry.key)


def _refusal(entry: Setting, value: object) -> str:
    allowed = entry.allowed or ("four to twelve digits" if entry.kind == "secret" else "words as its description says")
    return f"{entry.name} cannot be {value!r}: it takes {allowed}."


def store(changes: Mapping[str, Any], file: Path | None = None) -> None:
    """Write these settings ("voice.volume": 0.5; None: back to the default) into `file` (default: the user's settings.toml).

    The file is replaced whole or not at all. Raises SettingsError where the value is not allowed, where the file that is there
    cannot be read or is wrong (it is then left as it is), or where it cannot be written.
    """
    path = settings_file() if file is None else file
    entries = {name: setting(name) for name in changes}
    document = _document(path)
    for name, entry in entries.items():
        _put(document, entry.section, entry.key, None if changes[name] is None else checked(entry, changes[name]))
    replace(path, tomlkit.dumps(document))


def _document(path: Path) -> tomlkit.TOMLDocument:
    """The file as it stands. What this program cannot read, or finds wrong, it does not write over."""
    tables = read_tables(path)
    for name, table in tables.items():
        if name in Settings.model_fields:
            try:
                section_model(name)(**table)
            except (ValidationError, TypeError) as error:
                raise SettingsError(
                    f"The settings file {path} is wrong at {name}, so it is left as it is; mend it first."
                ) from error
    try:
        return tomlkit.parse(path.read_text(encoding="utf-8")) if path.exists() else tomlkit.document()
    except (OSError, TOMLKitError) as error:
        raise SettingsError(f"The settings file {path} cannot be read, so it is left as it is: {error}.") from error


def _put(document: tomlkit.TOMLDocument, section: str, key: str, value: Any) -> None:
    table = document.get(section)
    if value is None:
        if table is not None:
            table.pop(key, None)
        return
    if table is None:
        table = tomlkit.table()
        document[section] = table
    table[key] = value


def replace(path: Path, text: str) -> None:
    """Write `text` beside `path` and put it in its place, so that nobody ever reads half a file.

    A link is followed; only the owner may read a new file (it may hold a PIN's hash). Raises SettingsError where it fails.
    """
    target = path.resolve()
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
        try:
            with os.fdopen(handle, "w", encoding="utf-8") as stream:
                stream.write(text)
                stream.flush()
                os.fsync(stream.fileno())
            if target.exists():
                Path(name).chmod(target.stat().st_mode & 0o777)
            os.replace(name, target)
        except BaseException:
            with suppress(OSError):
                os.unlink(name)
            raise
    except OSError as error:
        raise SettingsError(f"The settings file {path} cannot be written: {error.strerror or error}.") from error
