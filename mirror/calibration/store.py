"""store: calibrations kept in calibration.toml beside the settings, one for each source.

A file that cannot be read is told in one sentence and kept: what is written afterwards goes into a new file, the broken one is
moved aside.
"""

from __future__ import annotations

import math
import os
import tomllib
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

import tomlkit

from mirror import paths
from mirror.errors import SettingsError
from mirror.geometry.camera import Calibration

_TABLE = "sources"
_SOURCES = ("calibrated", "by hand")
_NUMBERS = tuple(field.name for field in fields(Calibration) if field.name != "source")
_RANGES = {
    "height_m": (0.0, 5.0),
    "pitch_deg": (-89.0, 89.0),
    "roll_deg": (-90.0, 90.0),
    "distance_m": (0.0, 30.0),
    "fov_deg": (5.0, 150.0),
}


@dataclass(frozen=True, slots=True)
class Kept:
    """A stored calibration. body_m: of the person it was made with, metres; NaN where it was made without one."""

    calibration: Calibration
    body_m: float = math.nan


def calibration_file() -> Path:
    """The user's calibration.toml, whether it is there or not."""
    return paths.config() / "calibration.toml"


def load(source: str, file: Path | None = None) -> Kept | None:
    """What was kept for the source of this name (`Source.name`); None where nothing was.

    Raises SettingsError with a sentence where the file cannot be read; the file stays as it is.
    """
    path = calibration_file() if file is None else file
    entry = _tables(path).get(source)
    return None if entry is None else _kept(entry, source, path)


def save(source: str, kept: Kept, file: Path | None = None) -> str:
    """Keep it for this source, the others as they are; whole or not at all. Raises SettingsError where it cannot be written.

    Returns "" or, where the file was broken, the sentence that says where the broken one is now.
    """
    path = calibration_file() if file is None else file
    note, text = "", None
    try:
        _tables(path)
        text = path.read_text(encoding="utf-8") if path.exists() else None
    except SettingsError:
        aside = path.with_suffix(".toml.broken")
        _moved(path, aside)
        note = f"The calibration file could not be read; it is kept as {aside}, and a new one was begun."
    document = tomlkit.document() if text is None else tomlkit.parse(text)
    document.setdefault(_TABLE, tomlkit.table(is_super_table=True))
    values: dict[str, Any] = {"source": kept.calibration.source}
    for name in _NUMBERS:
        value = getattr(kept.calibration, name)
        if math.isfinite(value):
            values[name] = round(float(value), 4)
    if math.isfinite(kept.body_m):
        values["body_m"] = round(kept.body_m, 3)
    document[_TABLE][source] = values
    _written(path, tomlkit.dumps(document))
    return note


def forget(source: str, file: Path | None = None) -> bool:
    """Remove what was kept for this source; False where nothing was. Raises SettingsError."""
    path = calibration_file() if file is None else file
    if source not in _tables(path):
        return False
    document = tomlkit.parse(path.read_text(encoding="utf-8"))
    document[_TABLE].pop(source)
    _written(path, tomlkit.dumps(document))
    return True


def _tables(path: Path) -> dict[str, Any]:
    try:
        told = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise SettingsError(f"The calibration file {path} cannot be read: {error.strerror}.") from error
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SettingsError(f"The calibration file {path} is not valid TOML; mend it, or calibrate again.") from error
    tables = told.get(_TABLE, {})
    if not isinstance(tables, dict):
        raise SettingsError(f"The calibration file {path} is wrong at {_TABLE}; mend it, or calibrate again.")
    return tables


def _kept(entry: Any, source: str, path: Path) -> Kept:
    wrong = SettingsError(f"The calibration file {path} is wrong at “{source}”; mend that part, or calibrate again.")
    if not isinstance(entry, dict) or entry.get("source") not in _SOURCES:
        raise wrong
    numbers: dict[str, float] = {}
    for name in (*_NUMBERS, "body_m"):
        value = entry.get(name, math.nan)
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise wrong
        low, high = _RANGES.get(name, (0.0, math.inf))
        if not (math.isnan(value) or low <= value <= high):
            raise wrong
        numbers[name] = float(value)
    body = numbers.pop("body_m")
    if math.isnan(numbers["pitch_deg"]) or math.isnan(numbers["roll_deg"]):
        raise wrong
    return Kept(Calibration(source=entry["source"], **numbers), body)


def _moved(path: Path, aside: Path) -> None:
    try:
        path.replace(aside)
    except OSError as error:
        raise SettingsError(f"The calibration file {path} cannot be moved: {error.strerror}.") from error


def _written(path: Path, text: str) -> None:
    draft = path.with_suffix(".toml.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with draft.open("w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
    except OSError as error:
        draft.unlink(missing_ok=True)
        raise SettingsError(f"The calibration file {path} cannot be written: {error.strerror}.") from error
