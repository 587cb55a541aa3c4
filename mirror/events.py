"""Events: what happened, numbered, none ever lost. Voice, log and terminal live on them.

Every event has `seq` (1, 2, 3 ... without a gap within a run) and `t` (seconds, the observation's time at which it was
decided; a repetition's own times stand in its fields). Scores are 0-100; None means that the view could not tell.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from typing import Any, Literal

from mirror.geometry.camera import Calibration

RepKind = Literal["full", "partial", "rejected"]
Side = Literal["left", "right", "both"]
Stage = Literal["asleep", "setup", "countdown", "live", "rest", "paused", "summary", "choosing", "calibrating", "camera_off"]
ViewLevel = Literal["good", "fair", "poor", "unknown"]
"""What the view is worth for the exercise, as in Verdict; unknown: nobody could say, or it was never asked."""
Untold = Literal["view", "unseen"]
"""Why a joint has no score: from here it cannot be told well enough, or it was hidden or out of the picture."""
CueKind = Literal["correction", "praise", "guidance", "setup", "encouragement"]
Severity = Literal["style", "form", "danger"]


@dataclass(frozen=True, slots=True)
class Event:
    seq: int
    t: float


@dataclass(frozen=True, slots=True)
class SessionStarted(Event):
    """A person woke the mirror, or a recording began."""


@dataclass(frozen=True, slots=True)
class SessionEnded(Event):
    """The summary was shown, or the recording ended."""


@dataclass(frozen=True, slots=True)
class StageChanged(Event):
    """The workout went from one stage to the next."""

    stage: Stage
    before: Stage


@dataclass(frozen=True, slots=True)
class ProfileChosen(Event):
    """Who trains was chosen at the mirror, by the profile's name."""

    profile: str


@dataclass(frozen=True, slots=True)
class ProfileLocked(Event):
    """Who was chosen at the mirror has a PIN: it is asked for, and the right one is answered with the command ChooseProfile."""

    profile: str


@dataclass(frozen=True, slots=True)
class PlanItemBegun(Event):
    """The plan asks for this exercise now: sets of it belong to the plan's item at `position` until the next one of these, or
    PlanEnded. `plan`: its id in the log."""

    plan: str
    position: int
    exercise: str


@dataclass(frozen=True, slots=True)
class PlanRepetition(Event):
    """A repetition counts for the plan, whatever the machine calls it: it went as far as the plan asks, or as far as a full one.
    `number`: in the plan's set. `credited`: as in RepClosed."""

    plan: str
    position: int
    number: int
    depth: float
    credited: bool = False


@dataclass(frozen=True, slots=True)
class PlanSetDone(Event):
    """A set of the plan is done, or counts with what was done of it: the `number`th of its item.

    repetitions, hold_s: what was done (None where no hold was asked for). short: how many went less far than planned.
    """

    plan: str
    position: int
    number: int
    repetitions: int
    hold_s: float | None = None
    short: int = 0


@dataclass(frozen=True, slots=True)
class PlanEnded(Event):
    """The plan leads no more in this session: so many of today's exercises are done, so many are left."""

    plan: str
    done: int
    left: int


@dataclass(frozen=True, slots=True)
class CountdownTick(Event):
    """3, 2, 1; 0 is the start signal."""

    remaining: int


@dataclass(frozen=True, slots=True)
class PersonEntered(Event):
    """Somebody is in the picture (`track` as in Pose)."""

    track: int


@dataclass(frozen=True, slots=True)
class PersonLeft(Event):
    """Nobody has been in the picture for a while."""


@dataclass(frozen=True, slots=True)
class SetStarted(Event):
    """Repetitive movement began at `start_t`. `set` numbers the session's sets from 1. The exercise may not be known yet."""

    set: int
    start_t: float


@dataclass(frozen=True, slots=True)
class ExerciseNamed(Event):
    """The name is sure; repetitions that waited are credited right after this, from the first one on."""

    set: int
    exercise: str
    confidence: float


@dataclass(frozen=True, slots=True)
class RepClosed(Event):
    """One movement is over and judged.

    Attributes:
        number: of the full repetitions in the set, counted with this one; a partial or rejected one repeats the count so far.
        kind: full, partial (with its depth) or rejected (with the reason).
        start_t, end_t: seconds. depth: share of the full range reached. side: for alternating exercises, else "both".
        score: 0-100 or None. joints: score per joint ("left_knee": 87.0); a joint that could not be told is absent.
        mistakes: names from the exercise's TOML.
        reason: why it was rejected, or what spoke against one that was counted; None where nothing did.
        errors: one standard deviation of each joint's score, points. untold: joints without a score, and why.
        view: what the view was worth for the exercise. yaw_deg: how the person was turned on the mean, as in View; None unknown.
        credited: True where it was counted before the name came.
    """

    set: int
    exercise: str
    number: int
    kind: RepKind
    start_t: float
    end_t: float
    depth: float
    side: Side = "both"
    score: float | None = None
    joints: Mapping[str, float] = field(default_factory=dict)
    mistakes: tuple[str, ...] = ()
    reason: str | None = None
    credited: bool = False
    errors: Mapping[str, float] = field(default_factory=dict)
    untold: Mapping[str, Untold] = field(default_factory=dict)
    view: ViewLevel = "unknown"
    yaw_deg: float | None = None


@dataclass(frozen=True, slots=True)
class MistakeSeen(Event):
    """A mistake was seen in the repetition under way or just closed. `number`: one more than the full repetitions before it
    (whether it will be a full one itself may not be known yet); of a hold, the seconds held."""

    set: int
    exercise: str
    mistake: str
    severity: Severity
    number: int


@dataclass(frozen=True, slots=True)
class CueReleased(Event):
    """One sentence for the user, to be shown and said now."""

    text: str
    kind: CueKind
    mistake: str | None = None
    severity: Severity | None = None


@dataclass(frozen=True, slots=True)
class CameraCalibrated(Event):
    """Somebody `body_m` metres tall has calibrated the camera at the mirror and found it right."""

    calibration: Calibration
    body_m: float


@dataclass(frozen=True, slots=True)
class HoldTick(Event):
    """A hold (plank) has lasted this many whole seconds."""

    set: int
    exercise: str
    seconds: int


@dataclass(frozen=True, slots=True)
class SetEnded(Event):
    """The set is over. `exercise` is None where the name never came (its repetitions were rejected).

    mistakes: how many times each was seen. unknown: in how many judgements nothing could be said of each. errors: mean of the
    joints'. untold: joints that had no score in the whole set. view: what it was worth most of the time. yaw_deg: the mean.
    """

    set: int
    exercise: str | None
    start_t: float
    end_t: float
    confidence: float
    full: int
    partial: int
    rejected: int
    hold_s: float | None = None
    score: float | None = None
    joints: Mapping[str, float] = field(default_factory=dict)
    mistakes: Mapping[str, int] = field(default_factory=dict)
    unknown: Mapping[str, int] = field(default_factory=dict)
    errors: Mapping[str, float] = field(default_factory=dict)
    untold: Mapping[str, Untold] = field(default_factory=dict)
    view: ViewLevel = "unknown"
    yaw_deg: float | None = None


EVENTS: dict[str, type[Event]] = {
    cls.__name__: cls
    for cls in (
        SessionStarted,
        SessionEnded,
        StageChanged,
        ProfileChosen,
        ProfileLocked,
        PlanItemBegun,
        PlanRepetition,
        PlanSetDone,
        PlanEnded,
        CountdownTick,
        PersonEntered,
        PersonLeft,
        SetStarted,
        ExerciseNamed,
        RepClosed,
        MistakeSeen,
        CueReleased,
        CameraCalibrated,
        HoldTick,
        SetEnded,
    )
}


def to_dict(event: Event) -> dict[str, Any]:
    """Plain data for JSON, the class's name under "event"."""
    return {"event": type(event).__name__, **asdict(event)}


def from_dict(data: Mapping[str, Any]) -> Event:
    """The inverse of `to_dict`. KeyError for an unknown event, TypeError for fields that do not fit."""
    cls = EVENTS[data["event"]]
    values: dict[str, Any] = {k: tuple(v) if isinstance(v, list) else v for k, v in data.items() if k != "event"}
    unknown = set(values) - {f.name for f in fields(cls)}
    if unknown:
        raise TypeError(f"{cls.__name__} has no {', '.join(sorted(unknown))}")
    if cls is CameraCalibrated:
        known: dict[str, Any] = {k: math.nan if v is None else v for k, v in values["calibration"].items()}
        values["calibration"] = Calibration(**known)
    return cls(**values)
