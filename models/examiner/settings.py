"""examiner.toml, typed. Nothing outside models/examiner reads it (import-linter and a test watch)."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from mirror.errors import WorldError

Range = tuple[float, float]


class ExaminerError(WorldError):
    """An examination cannot be set: the settings are wrong, or the mistake cannot be shown at that size."""


class _Data(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Bodies(_Data):
    women: float = Field(ge=0, le=1)
    percentile: Range
    extremes: float = Field(ge=0, le=1)
    within_sd: float = Field(gt=0)


class Movement(_Data):
    reps: tuple[int, int]
    tempo: Range
    range: Range
    asymmetry: float
    pause_s: tuple[float, ...]
    lead_s: Range
    tail_s: Range


class Faults(_Data):
    tolerated: tuple[float, ...]
    faulty: tuple[float, ...]
    nearest: float = Field(gt=0)
    good_below: float
    largest: float = Field(gt=0)


class View(_Data):
    height_m: Range
    yaw_deg: Range
    distance_m: Range
    fov_deg: Range
    aim_deg: float
    roll_deg: float
    fps: tuple[float, ...]
    width: int
    height: int


class Believed(_Data):
    pitch_deg: float
    roll_deg: float


class Network(_Data):
    level: Range


class Daily(_Data):
    minutes_a_person: float
    tempo: Range
    fps: float


class Settings(_Data):
    """The whole file; units and meanings stand in it."""

    schema_version: int = Field(alias="schema")
    bodies: Bodies
    movement: Movement
    faults: Faults
    camera: View
    calibration: Believed
    network: Network
    daily: Daily


@cache
def settings() -> Settings:
    """Read once. Raises ExaminerError with a sentence where the file is wrong."""
    text = resources.files("models.examiner").joinpath("examiner.toml").read_text("utf-8")
    try:
        return Settings.model_validate(tomllib.loads(text))
    except (tomllib.TOMLDecodeError, ValidationError) as error:
        raise ExaminerError(f"examiner.toml is wrong: {error}") from error
