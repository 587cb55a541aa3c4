"""Settings: one typed schema, read from settings.toml in the user's configuration folder.

Nothing else in the program invents a default. A value may also come from the environment (`MIRROR_VOICE__VOLUME=0.5`), which
wins over the file; the command line wins over both. The program never rewrites a file that it could not read.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal, cast

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from pydantic.fields import FieldInfo
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict
from pydantic_settings import SettingsError as SourceError

from mirror import paths
from mirror.errors import SettingsError

PREFIX = "MIRROR_"
SEPARATOR = "__"


class _Section(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class CameraSettings(_Section):
    """Where pictures come from."""

    source: str = Field(
        default="",
        description="What the mirror looks through: demo, camera:N, a device, a file, a folder or a URL. "
        "Empty: the first camera that gives pictures, else the demo.",
    )
    max_height: int = Field(
        default=720,
        ge=240,
        le=2160,
        description="Pictures taller than this many pixels are made smaller before anything looks at them.",
    )


class PoseSettings(_Section):
    """How the body is found."""

    model: Literal["lite", "full", "heavy"] = Field(
        default="full", description="The pose network: lite is faster, heavy is more exact."
    )
    device: Literal["auto", "cpu", "cuda"] = Field(
        default="auto", description="Where the networks run; auto takes the graphics card where one works."
    )
    backend: Literal["blazepose", "mediapipe"] = Field(
        default="blazepose", description="Who runs the pose network; mediapipe needs the extra of that name."
    )
    smoothing: bool = Field(default=True, description="Smooth the landmarks over time (One-Euro filter).")


class CoachingSettings(_Section):
    """How strict the trainer is."""

    difficulty: float = Field(
        default=0.5, ge=0, le=1, description="0 lenient, 0.5 as the exercises say, 1 strict: moves the thresholds of mistakes."
    )


class ScreenSettings(_Section):
    """How the mirror looks."""

    text_size: float = Field(default=1.0, ge=0.75, le=2.0, description="Multiplies every size of type on the mirror.")
    palette: Literal["standard", "deuteranopia", "protanopia", "tritanopia"] = Field(
        default="standard", description="Colours for good, attention and danger; three are for kinds of colour blindness."
    )
    calm: bool = Field(default=False, description="No animation: numbers and cues change without moving.")
    glass: bool = Field(default=False, description="For real two-way glass: a black background, no camera picture and no plates.")
    captions: bool = Field(default=True, description="Show every sentence that is said.")
    flash: bool = Field(
        default=False,
        description="Tones, counts and warnings also light up the edge of the screen, softly and less than three times a second.",
    )


class VoiceSettings(_Section):
    """What is heard."""

    on: bool = Field(default=True, description="Speak counts and cues and play the tones.")
    volume: float = Field(default=0.8, ge=0, le=1, description="Loudness of speech and tones, 0 to 1.")
    rate: int = Field(default=165, ge=80, le=400, description="Speed of speech, words a minute.")
    language: str = Field(default="en", pattern=r"^[a-z]{2,3}(-[a-zA-Z0-9]+)*$", description="Language of the voice.")
    name: str = Field(
        default="", max_length=80, description="The voice, by its name as mirror doctor lists them; empty: the language's own."
    )
    duck: bool = Field(
        default=True,
        description="Lower other programs' sound while a sentence is spoken (where PulseAudio or PipeWire plays it).",
    )


class SessionSettings(_Section):
    """What is remembered. Pictures never are."""

    on: bool = Field(default=True, description="Log sets, repetitions, scores, cues and the landmark track.")
    database: str = Field(
        default="", description="File or database URL of the log; empty: sessions.db in the user's data folder."
    )
    profile: str = Field(default="", max_length=80, description="Whose sessions these are when --profile is not given.")


class Settings(BaseSettings):
    """Everything a user can set. Sections are the tables of settings.toml; every value is frozen."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX, env_nested_delimiter=SEPARATOR, env_ignore_empty=True, frozen=True, extra="forbid"
    )

    camera: CameraSettings = CameraSettings()
    pose: PoseSettings = PoseSettings()
    coaching: CoachingSettings = CoachingSettings()
    screen: ScreenSettings = ScreenSettings()
    voice: VoiceSettings = VoiceSettings()
    sessions: SessionSettings = SessionSettings()

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """The environment wins over what the file says (the file's tables are the init arguments)."""
        return env_settings, init_settings


def settings_file() -> Path:
    """The user's settings.toml, whether it is there or not."""
    return paths.config() / "settings.toml"


def load_settings(file: Path | None = None) -> Settings:
    """Read `file` (default: `settings_file()`); one that is absent means the defaults.

    Raises SettingsError with a sentence that names the file, the key and what is wrong; the file stays as it is.
    """
    path = settings_file() if file is None else file
    try:
        tables: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        tables = {}
    except OSError as error:
        raise SettingsError(f"The settings file {path} cannot be read: {error.strerror}.") from error
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SettingsError(
            f"The settings file {path} is not valid TOML ({error}); mend it, or move it away to go on with the defaults."
        ) from error
    try:
        return Settings(**tables)
    except ValidationError as error:
        raise SettingsError(_sentence(error, path)) from error
    except SourceError as error:
        raise SettingsError(f"A {PREFIX}... environment variable cannot be read: {error}.") from error


def _sentence(error: ValidationError, path: Path) -> str:
    first = error.errors()[0]
    key = ".".join(str(part) for part in first["loc"])
    variable = PREFIX + SEPARATOR.join(str(part) for part in first["loc"]).upper()
    message = first["msg"][0].lower() + first["msg"][1:]
    given = "" if first["type"] in ("extra_forbidden", "missing") else f" (it is {first['input']!r})"
    if first["type"] == "extra_forbidden":
        message = "there is no such setting"
    if any(name.upper() == variable for name in os.environ):
        return f"The environment variable {variable} is wrong: {message}{given}."
    return f"The settings file {path} is wrong at {key}: {message}{given}; mend that line, the rest is kept."


def described() -> Iterator[tuple[str, str, FieldInfo]]:
    """Every setting as (section, key, field), in the order of the schema: the documentation is held against this."""
    for section, table in Settings.model_fields.items():
        for key, field in cast(type[BaseModel], table.annotation).model_fields.items():
            yield section, key, field
