"""Settings: one typed schema, read from settings.toml in the user's configuration folder.

Nothing else in the program invents a default. A value may also come from the environment (`MIRROR_VOICE__VOLUME=0.5`), which
wins over the file; the command line wins over both. The program never rewrites a file that it could not read.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar, Literal, cast, get_args, get_origin

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from pydantic.fields import FieldInfo
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict
from pydantic_settings import SettingsError as SourceError

from mirror import paths
from mirror.errors import SettingsError

PREFIX = "MIRROR_"
SEPARATOR = "__"
PERSONAL = ("general", "coaching", "workout", "screen", "voice")
"""Sections that a profile may have its own values for."""
PIN_KEY = "pin"
"""Key of a profile's file under which its PIN's hash stands."""


Kind = Literal["choice", "switch", "whole", "number", "text", "secret"]
"""How a value is given: one of a few, on or off, a whole number, a number, words, a PIN of which only the hash is kept."""


def _setting(
    default: object,
    title: str,
    description: str,
    *,
    live: bool = False,
    unit: str = "",
    step: float | None = None,
    suggestions: tuple[str, ...] = (),
    secret: bool = False,
    **bounds: Any,
) -> Any:
    """A field of a section. `live`: a change counts at once, not after a restart. `unit`: "m", "deg", "s", "share", "wpm", "px".
    `step`: of a slider. `suggestions`: words that are often wanted."""
    extra: dict[str, Any] = {"live": live, "unit": unit, "step": step, "suggestions": list(suggestions), "secret": secret}
    return Field(default=default, title=title, description=description, json_schema_extra=extra, **bounds)


class _Section(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")
    title: ClassVar[str]


class GeneralSettings(_Section):
    """The language of screen and voice, and the units."""

    title = "Language"

    language: Literal["en", "de", "ko"] = _setting(
        "en", "Language", "Language of the screen, the captions and the voice: English, German or Korean.", live=True
    )
    units: Literal["metric", "imperial"] = _setting(
        "metric", "Units", "Distances in centimetres and metres, or in inches and feet.", live=True
    )


class CameraSettings(_Section):
    """Where pictures come from."""

    title = "Camera"

    source: str = _setting(
        "",
        "Source",
        "What the mirror looks through: demo, camera:N, a device, a file, a folder or a URL. "
        "Empty: the first camera that gives pictures, else the demo.",
        suggestions=("", "camera:0", "camera:1", "camera:2", "demo"),
        max_length=500,
    )
    resolution: Literal["640x480", "1280x720", "1920x1080"] = _setting(
        "1280x720", "Resolution", "What the camera is asked for; it gives the nearest that it can."
    )
    max_height: int = _setting(
        720,
        "Largest picture",
        "Pictures taller than this many pixels are made smaller before they are shown.",
        unit="px",
        step=60,
        ge=240,
        le=2160,
    )
    flip: bool = _setting(True, "Mirrored", "Show the picture as a mirror does; off: as others see you.", live=True)


class PoseSettings(_Section):
    """How the body is found."""

    title = "Body tracking"

    model: Literal["lite", "full", "heavy"] = _setting(
        "full", "Network", "The pose network: lite is faster, heavy is more exact."
    )
    device: Literal["auto", "cpu", "cuda"] = _setting(
        "auto", "Runs on", "Where the networks run; auto takes the graphics card where one works."
    )
    backend: Literal["blazepose", "mediapipe"] = _setting(
        "blazepose", "Back end", "Who runs the pose network; mediapipe needs the extra of that name."
    )
    smoothing: bool = _setting(True, "Smoothing", "Smooth the landmarks over time (One-Euro filter).")


class CalibrationSettings(_Section):
    """How the camera stands, given by hand. While it is off, the mirror goes by its own calibration."""

    title = "Calibration"

    by_hand: bool = _setting(False, "By hand", "Use the numbers below in place of the mirror's own calibration.", live=True)
    height_m: float = _setting(
        1.2, "Camera height", "Of the lens over the floor.", live=True, unit="m", step=0.05, ge=0.1, le=3.0
    )
    pitch_deg: float = _setting(
        0.0, "Camera tilt", "Positive when the camera looks up.", live=True, unit="deg", step=1, ge=-45, le=45
    )
    roll_deg: float = _setting(
        0.0,
        "Camera turn",
        "Positive when the camera is turned clockwise, seen from behind it.",
        live=True,
        unit="deg",
        step=0.5,
        ge=-15,
        le=15,
    )
    distance_m: float = _setting(
        2.5, "Your distance", "From the lens to your place, along the floor.", live=True, unit="m", step=0.1, ge=0.5, le=8.0
    )
    fov_deg: float = _setting(
        45.0, "Field of view", "Of the picture, from its top to its bottom edge.", live=True, unit="deg", step=1, ge=20, le=120
    )


class CoachingSettings(_Section):
    """How strict the trainer is."""

    title = "Coach"

    difficulty: float = _setting(
        0.5,
        "Difficulty",
        "0 lenient, 0.5 as the exercises say, 1 strict: moves the thresholds of mistakes.",
        live=True,
        unit="share",
        step=0.05,
        ge=0,
        le=1,
    )


class WorkoutSettings(_Section):
    """What you want to do, and how long you rest."""

    title = "Goals and rest"

    repetitions: int = _setting(
        0,
        "Repetitions a set",
        "Your goal for each set; 0 for none. The mirror shows it and says when it is reached.",
        ge=0,
        le=100,
    )
    sets: int = _setting(
        0, "Sets", "Your goal for a session; 0 for none. The mirror shows it and says when it is reached.", live=True, ge=0, le=30
    )
    rest: int = _setting(
        60, "Rest", "Seconds between two sets that the rest counts down from.", live=True, unit="s", step=5, ge=5, le=600
    )


class ScreenSettings(_Section):
    """How the mirror looks."""

    title = "Screen"

    text_size: float = _setting(
        1.0, "Text size", "Multiplies every size of type on the mirror.", live=True, unit="share", step=0.05, ge=0.75, le=2.0
    )
    palette: Literal["standard", "deuteranopia", "protanopia", "tritanopia"] = _setting(
        "standard", "Colours", "Colours for good, attention and danger; three are for kinds of colour blindness.", live=True
    )
    calm: bool = _setting(False, "Calm", "No animation: numbers and cues change without moving.", live=True)
    glass: bool = _setting(
        False,
        "Two-way glass",
        "For real two-way glass: a black background, no camera picture and no plates.",
        live=True,
    )
    captions: bool = _setting(True, "Captions", "Show every sentence that is said.", live=True)
    flash: bool = _setting(
        False,
        "Light at the edge",
        "Tones, counts and warnings also light up the edge of the screen, softly and less than three times a second.",
        live=True,
    )


class VoiceSettings(_Section):
    """What is heard."""

    title = "Voice"

    on: bool = _setting(True, "Voice", "Speak counts and cues and play the tones.")
    volume: float = _setting(
        0.8, "Volume", "Loudness of speech and tones, 0 to 1.", live=True, unit="share", step=0.05, ge=0, le=1
    )
    rate: int = _setting(165, "Speed", "Speed of speech, words a minute.", live=True, unit="wpm", step=5, ge=80, le=400)
    language: str = _setting(
        "",
        "Accent",
        "Language of the voice, as en-gb or de; empty: the mirror's own language.",
        live=True,
        pattern=r"^([a-z]{2,3}(-[a-zA-Z0-9]+)*)?$",
        suggestions=("", "en", "en-us", "en-gb", "de", "ko"),
    )
    name: str = _setting(
        "",
        "Name of the voice",
        "The voice, by its name as mirror doctor lists them; empty: the language's own.",
        live=True,
        max_length=80,
    )
    duck: bool = _setting(
        True,
        "Quieten other sound",
        "Lower other programs' sound while a sentence is spoken (where PulseAudio or PipeWire plays it).",
    )


class SessionSettings(_Section):
    """What is remembered. Pictures never are."""

    title = "Privacy"

    on: bool = _setting(True, "Keep a log", "Log sets, repetitions, scores, cues and the landmark track.")
    keep_days: int = _setting(
        0, "Days kept", "Sessions older than this many days are erased at the start and daily; 0 keeps them all.", ge=0, le=3650
    )
    keep_track_days: int = _setting(
        0,
        "Days landmarks are kept",
        "Landmark tracks older than this many days are erased at the start and daily, counts and scores stay; 0 keeps them all.",
        ge=0,
        le=3650,
    )
    database: str = _setting(
        "", "Log file", "File or database URL of the log; empty: sessions.db in the user's data folder.", max_length=500
    )
    profile: str = _setting("", "Profile", "Whose sessions these are when --profile is not given.", max_length=80)


class DatabaseSettings(_Section):
    """A clinic's database, which several mirrors share. Without one nothing leaves this machine."""

    title = "Clinic"

    url: str = _setting(
        "",
        "Clinic's database",
        "URL of the PostgreSQL database that sessions are sent to, as postgresql://mirror@host/clinic; empty: they stay here.",
        max_length=500,
    )


class KioskSettings(_Section):
    """A mirror on a wall that nobody leaves by accident."""

    title = "Kiosk"

    on: bool = _setting(
        False,
        "Kiosk",
        "Always full screen; leaving the mirror and these settings ask for the PIN. Without a PIN they are closed.",
    )
    pin: str = _setting(
        "",
        "PIN",
        "Four to twelve digits; only a hash of them is kept. Empty: none.",
        live=True,
        secret=True,
        pattern=r"^(scrypt\$[\w$+/=]+)?$",
    )


class Settings(BaseSettings):
    """Everything a user can set. Sections are the tables of settings.toml; every value is frozen."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX, env_nested_delimiter=SEPARATOR, env_ignore_empty=True, frozen=True, extra="forbid"
    )

    general: GeneralSettings = GeneralSettings()
    camera: CameraSettings = CameraSettings()
    pose: PoseSettings = PoseSettings()
    calibration: CalibrationSettings = CalibrationSettings()
    coaching: CoachingSettings = CoachingSettings()
    workout: WorkoutSettings = WorkoutSettings()
    screen: ScreenSettings = ScreenSettings()
    voice: VoiceSettings = VoiceSettings()
    sessions: SessionSettings = SessionSettings()
    database: DatabaseSettings = DatabaseSettings()
    kiosk: KioskSettings = KioskSettings()

    @property
    def spoken(self) -> str:
        """The language of the voice: its own, else the mirror's."""
        return self.voice.language or self.general.language

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


def load_settings(file: Path | None = None, *, profile: Path | None = None) -> Settings:
    """Read `file` (default: `settings_file()`); one that is absent means the defaults. `profile`: a person's own file over it.

    Raises SettingsError with a sentence that names the file, the key and what is wrong; the files stay as they are.
    """
    path = settings_file() if file is None else file
    tables = read_tables(path)
    try:
        settings = Settings(**tables)
        if profile is None:
            return settings
        path, own = profile, read_profile(profile)
        both: dict[str, Any] = {name: {**tables.get(name, {}), **own.get(name, {})} for name in {*tables, *own}}
        return Settings(**both)
    except ValidationError as error:
        raise SettingsError(_sentence(error, path)) from error
    except SourceError as error:
        raise SettingsError(f"A {PREFIX}... environment variable cannot be read: {error}.") from error


def read_tables(path: Path) -> dict[str, Any]:
    """What the file says, unchecked; {} where there is none. Raises SettingsError where it cannot be read as TOML."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise SettingsError(f"The settings file {path} cannot be read: {error.strerror}.") from error
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SettingsError(
            f"The settings file {path} is not valid TOML ({error}); mend it, or move it away to go on with the defaults."
        ) from error


def read_profile(path: Path) -> dict[str, Any]:
    """The tables of a profile: those of `PERSONAL` and no others. Raises SettingsError as `read_tables` and for any other."""
    tables = {name: table for name, table in read_tables(path).items() if name != PIN_KEY}
    for name, table in tables.items():
        if name not in PERSONAL or not isinstance(table, dict):
            raise SettingsError(
                f"The settings file {path} is wrong at {name}: a profile holds {', '.join(PERSONAL)} and no other section."
            )
    return tables


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


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting as the pane, the command line and the documentation show it.

    Attributes:
        section, key: where it stands. heading: the section's title. title, description: what a person reads.
        kind: how it is given. choices: of a choice. low, high: of a number, both allowed; None where there is no limit.
        step: of a slider. unit, live, suggestions: as in `_setting`.
    """

    section: str
    key: str
    heading: str
    title: str
    description: str
    kind: Kind
    default: Any
    choices: tuple[str, ...] = ()
    low: float | None = None
    high: float | None = None
    step: float = 1.0
    unit: str = ""
    live: bool = False
    suggestions: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """ "voice.volume"."""
        return f"{self.section}.{self.key}"

    @property
    def variable(self) -> str:
        """Its environment variable."""
        return PREFIX + SEPARATOR.join((self.section, self.key)).upper()

    @property
    def personal(self) -> bool:
        """Whether a profile may have its own."""
        return self.section in PERSONAL

    @property
    def allowed(self) -> str:
        """What values it takes, as words for the command line and the documentation; "" where everything goes."""
        if self.kind == "choice":
            return ", ".join(self.choices)
        if self.kind == "switch":
            return "true, false"
        return "" if self.low is None or self.high is None else f"{self.low:g} to {self.high:g}"

    def of(self, settings: Settings) -> Any:
        """Its value."""
        return getattr(getattr(settings, self.section), self.key)


def schema() -> tuple[Setting, ...]:
    """Every setting, in order."""
    return tuple(_setting_of(section, key, field) for section, key, field in described())


def section_model(section: str) -> type[BaseModel]:
    """The model of a section. KeyError where there is none."""
    return cast(type[BaseModel], Settings.model_fields[section].annotation)


def _setting_of(section: str, key: str, field: FieldInfo) -> Setting:
    extra = cast(dict[str, Any], field.json_schema_extra)
    choices = get_args(field.annotation) if get_origin(field.annotation) is Literal else ()
    kinds: dict[object, Kind] = {bool: "switch", int: "whole", float: "number", str: "text"}
    kind: Kind = "choice" if choices else "secret" if extra["secret"] else kinds[field.annotation]
    limits: dict[str, Any] = {name: getattr(m, name) for m in field.metadata for name in ("ge", "le") if hasattr(m, name)}
    return Setting(
        section,
        key,
        cast(type[_Section], section_model(section)).title,
        field.title or key,
        field.description or "",
        kind,
        field.default,
        choices,
        limits.get("ge"),
        limits.get("le"),
        extra["step"] or 1.0,
        extra["unit"],
        extra["live"],
        tuple(extra["suggestions"]),
    )
