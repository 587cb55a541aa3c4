"""Motion: the `[motion]` table of an exercise, typed, and what a mistake changes in it.

    [motion]
    contact = "feet"                       # what holds the body, see Contact
    seconds = { out = 1.2, peak = 0.2, back = 1.0, rest = 0.3 }
    surface = 0.25                         # how high the contact's surface is, shares of the height; see Contact
    grip = false                           # true: both hands hold one bar and stay as far apart as at rest
    props = ["bench", "barbell"]           # what is drawn with the body, see Prop
    alternate = false                      # true: every other repetition is the mirror image
    pace = "smooth"                        # speed in `out` and `back`: one smooth push, or "steady" between soft ends

    [motion.rest]                          # channels of mirror.avatar.posture, the rest of them neutral
    knee = 174
    [motion.peak]                          # the rest of them as in motion.rest
    knee = 80
    [[motion.via]]                         # on the way: at = share of the way out, here and back
    at = 0.4
    pose = { left_step_up = 0.05 }         # channels that leave the straight path between rest and peak
    [motion.hands]                         # in a crawl: hands that walk on the floor, see HandWalk
    steps = 6

    [mistakes.motion]                      # under a [[mistakes]]: degrees (or shares) added to the channels
    peak = { knee_in = 20 }                # at the peak, fading to rest (rest = at rest only, always = everywhere,
    seconds = { back = 0.5 }               #   out / back = in the middle of that phase); factors on the phases' seconds
    range = 0.6                            # factor on the way from rest to peak
    asymmetry = 0.2                        # left goes this share further than right
    hands = { steps = -3, far = 0.1 }      # added to [motion.hands]
    alternate = false                      # the same side works again (from fault_size 0.5 on)
    [mistakes.motion.way]                  # another way from rest to peak and back, in place of the motion's own
    peak = { left_hip = 160 }              # channels that replace those of motion.peak
    [[mistakes.motion.way.via]]            # in place of motion.via
    at = 0.5
    pose = { elbow = 60 }

Angles named as a measure (knee, elbow, hip, ankle) are the measure's: 180 straight.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Literal, TypeVar, get_args

import numpy as np
from numpy.typing import NDArray
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError, model_validator

from mirror.avatar.crawl import HandWalk
from mirror.avatar.posture import CHANNELS, NEUTRAL, channels_of, mirrored, row
from mirror.errors import ExerciseError
from mirror.exercises.core import Exercise

Array = NDArray[np.float64]
Contact = Literal["feet", "air", "hands", "hands_toes", "seat", "wall", "lying", "shoulders", "forearms", "crawl"]
"""What holds the body: `feet` stand where they stand at rest (plus their steps); `air` the lowest foot point is on the floor,
`shift_up` over it, feet go where the legs swing them; `hands` hold a bar; `hands_toes` a push-up; `seat` the pelvis lies on
its surface (0: the floor) and the feet stand; `lying` the pelvis lies on its surface and the legs are free; `shoulders` the
shoulder blades lie on the edge of a surface and the feet stand; `forearms` hands (and with them elbows) lie where they lie at
rest, the arms' own angles place the trunk, and the feet stand; `wall` the feet stand, the hands rest on a wall where they are
at rest, and the body leans as far as the arms' own angles let it; `crawl` hands and feet hold the floor, step on it or leave
it (channels `hand_...`, `foot_free`), and the trunk goes where legs and arms let it."""

# Nothing but names here: `mirror.avatar.props` says what they look like.
Prop = Literal[
    "dumbbells",
    "barbell",
    "bar",
    "bench",
    "incline_bench",
    "decline_bench",
    "thrust_bench",
    "chair",
    "dip_bars",
    "pulldown_machine",
    "fly_machine",
    "extension_machine",
    "hip_barbell",
]
"""What can be drawn with a body: held by the hands (`dumbbells`, `barbell`), hung from (`bar`), lain and sat on (the benches,
`chair`, the machines), leaned on (`dip_bars`), on the hips (`hip_barbell`)."""
PROPS: tuple[str, ...] = get_args(Prop)
"""Every prop's name."""


def _known(pose: Mapping[str, float]) -> Mapping[str, float]:
    for name in pose:
        try:
            channels_of(name)
        except KeyError:
            raise ValueError(f"no channel is called {name!r}") from None
    return pose


PoseTable = Annotated[Mapping[str, float], AfterValidator(_known)]
_SMALLEST_FACTOR = 0.05
"""No phase and no range shrinks further than to this share when a mistake is made bigger."""


class _Data(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Seconds(_Data):
    """How long the phases of one repetition last at tempo 1."""

    out: float = Field(gt=0.05)
    peak: float = Field(default=0.15, ge=0)
    back: float = Field(gt=0.05)
    rest: float = Field(default=0.3, ge=0)


class Via(_Data):
    """A key pose on the way. `at` is the share of the way from rest to peak; `phase` where it holds."""

    at: float = Field(gt=0, lt=1)
    pose: PoseTable
    phase: Literal["both", "out", "back"] = "both"


HandsKey = Literal["steps", "start", "near", "far", "lift"]


class Hands(_Data):
    """The hands' walk as a file tells it; fields as in HandWalk."""

    steps: int = Field(ge=2)
    start: float = Field(ge=0, lt=1)
    near: float
    far: float
    lift: float = Field(default=0.03, ge=0)

    def walk(self, added: Mapping[HandsKey, float] | None = None) -> HandWalk:
        """The walk, with what a mistake adds."""
        more = added or {}
        return HandWalk(
            steps=max(round(self.steps + more.get("steps", 0.0)), 2),
            start=self.start + more.get("start", 0.0),
            near=self.near + more.get("near", 0.0),
            far=self.far + more.get("far", 0.0),
            lift=self.lift + more.get("lift", 0.0),
        )


class Way(_Data):
    """Another way from rest to peak and back: `peak` replaces channels of the motion's peak, `via` its via poses."""

    peak: PoseTable = Field(default_factory=dict)
    via: tuple[Via, ...] = ()


class MistakeMotion(_Data):
    """How a mistake changes the motion (see the module's text). size: how much of `way` is taken, see `sized`."""

    always: PoseTable = Field(default_factory=dict)
    rest: PoseTable = Field(default_factory=dict)
    peak: PoseTable = Field(default_factory=dict)
    out: PoseTable = Field(default_factory=dict)
    back: PoseTable = Field(default_factory=dict)
    seconds: Mapping[Literal["out", "peak", "back", "rest"], float] = Field(default_factory=dict)
    range: float = Field(default=1.0, gt=0)
    asymmetry: float = 0.0
    hands: Mapping[HandsKey, float] = Field(default_factory=dict)
    alternate: bool = True
    way: Way | None = None
    size: float = Field(default=1.0, ge=0)

    def sized(self, size: float) -> MistakeMotion:
        """The same mistake `size` times as big: what is added grows in proportion, a factor f becomes 1 + size (f - 1).

        A factor never falls below 0.05, or below the table's own where that is smaller, so that no phase vanishes. What is
        either so or not (`alternate`) shows from half the size on.
        """
        if size == 1.0:
            return self
        tables = {name: _times(getattr(self, name), size) for name in ("always", "rest", "peak", "out", "back", "hands")}
        return self.model_copy(
            update={
                **tables,
                "seconds": {phase: _factor(f, size) for phase, f in self.seconds.items()},
                "range": _factor(self.range, size),
                "asymmetry": self.asymmetry * size,
                "alternate": self.alternate or size < 0.5,
                "size": self.size * size,
            }
        )


def _times(table: Mapping[str, float], size: float) -> dict[str, float]:
    return {name: delta * size for name, delta in table.items()}


def _factor(factor: float, size: float) -> float:
    return max(1.0 + size * (factor - 1.0), min(factor, _SMALLEST_FACTOR))


class Motion(_Data):
    """How the avatar does one repetition."""

    contact: Contact = "feet"
    surface: float | None = Field(default=None, ge=0, le=1.5)
    grip: bool = False
    props: tuple[Prop, ...] = ()
    seconds: Seconds
    alternate: bool = False
    pace: Literal["smooth", "steady"] = "smooth"
    hands: Hands | None = None
    rest: PoseTable = Field(default_factory=dict)
    peak: PoseTable
    via: tuple[Via, ...] = ()

    @model_validator(mode="after")
    def _ordered(self) -> Motion:
        if self.hands is not None and self.contact != "crawl":
            raise ValueError("only in a crawl do hands walk")
        places = [(v.phase, v.at) for v in self.via]
        if len(set(places)) != len(places):
            raise ValueError("two via poses stand at the same place")
        return self

    def path(self, phase: Literal["out", "back"]) -> Path:
        """The way between rest and peak that this phase takes."""
        return _path(self.rest, self.peak, self.via, phase)

    def broken_path(self, way: Way, phase: Literal["out", "back"]) -> Path:
        """The same as a mistake's `way` has it."""
        return _path(self.rest, {**self.peak, **way.peak}, way.via, phase)

    def progress(self, u: Array) -> Array:
        """(N,) share of the way that is made after the share `u` of a phase's time."""
        return min_jerk(u) if self.pace == "smooth" else steady(u)


def _path(rest_pose: PoseTable, peak_pose: PoseTable, vias: tuple[Via, ...], phase: Literal["out", "back"]) -> Path:
    rest = row(rest_pose)
    peak = row(peak_pose, rest)
    at, rows = [0.0], [rest]
    for via in sorted(vias, key=lambda v: v.at):
        if via.phase in ("both", phase):
            at.append(via.at)
            rows.append(row(via.pose, rest + via.at * (peak - rest)))
    return Path(np.array([*at, 1.0]), np.array([*rows, peak]))


class Path:
    """A smooth line through key postures: monotone cubic Hermite per channel (Fritsch and Carlson 1980), no overshoot.

    Attributes: at (K,) places 0..1, rows (K, C).
    """

    def __init__(self, at: Array, rows: Array) -> None:
        self.at, self.rows = at, rows
        width = np.diff(at)[:, None]
        slope = np.diff(rows, axis=0) / width
        tangent = np.empty_like(rows)
        tangent[0], tangent[-1] = slope[0], slope[-1]
        before, after = slope[:-1], slope[1:]
        same = before * after > 0
        with np.errstate(divide="ignore", invalid="ignore"):
            tangent[1:-1] = np.where(same, 2.0 * before * after / (before + after), 0.0)
        self._tangent = tangent

    def __call__(self, share: Array) -> Array:
        """(N,) shares of the way (beyond 0..1: straight on) to (N, C) angles."""
        inside = np.clip(share, 0.0, 1.0)
        k = np.clip(np.searchsorted(self.at, inside, side="right") - 1, 0, len(self.at) - 2)
        width = (self.at[k + 1] - self.at[k])[:, None]
        u = (inside - self.at[k])[:, None] / width
        angles: Array = (
            (1 + 2 * u) * (1 - u) ** 2 * self.rows[k]
            + u * (1 - u) ** 2 * width * self._tangent[k]
            + u**2 * (3 - 2 * u) * self.rows[k + 1]
            + u**2 * (u - 1) * width * self._tangent[k + 1]
        )
        angles += (share - inside)[:, None] * (self.rows[-1] - self.rows[0])
        return angles


def min_jerk(u: Array) -> Array:
    """Smoothest way from 0 to 1 (Flash and Hogan 1985), for u in 0..1."""
    v = np.clip(u, 0.0, 1.0)
    smooth: Array = v**3 * (10.0 + v * (-15.0 + 6.0 * v))
    return smooth


_RAMP = 0.2  # of a steady movement's time goes into each soft end


def steady(u: Array) -> Array:
    """Way from 0 to 1 at an even speed between soft ends (the speed rises and falls as a squared sine), for u in 0..1."""
    v = np.clip(u, 0.0, 1.0)
    near_end = v > 0.5
    w = np.where(near_end, 1.0 - v, v)
    ramp = np.minimum(w, _RAMP)
    made = 0.5 * (ramp - _RAMP / np.pi * np.sin(np.pi * ramp / _RAMP)) + np.maximum(w - _RAMP, 0.0)
    made /= 1.0 - _RAMP
    smooth: Array = np.where(near_end, 1.0 - made, made)
    return smooth


def deltas(pose: Mapping[str, float], working_left: bool) -> Array:
    """(C,) what a table adds; mirrored where the repetition is."""
    out = row(pose, np.zeros(len(CHANNELS)))
    return out if working_left else mirrored(out)


def motion_for(exercise: Exercise) -> Motion:
    """The exercise's motion. ExerciseError where it has none, or where it says something impossible."""
    if exercise.motion is None:
        raise ExerciseError(f"The avatar does not know how to do {exercise.name}: its file has no [motion].")
    return _read(Motion, exercise.motion, f"{exercise.name}: motion")


def props_for(exercise: Exercise) -> tuple[str, ...]:
    """What is drawn with the avatar in this exercise: its motion's props, or of its equipment what has a prop's name.

    ExerciseError where the motion is wrong.
    """
    props = motion_for(exercise).props if exercise.motion is not None else ()
    return props or tuple(name for name in exercise.equipment if name in PROPS)


def mistake_motion_for(exercise: Exercise, mistake: str) -> MistakeMotion:
    """What the mistake changes. ExerciseError for an unknown mistake or one without motion."""
    named = {m.name: m for m in exercise.mistakes}
    if mistake not in named:
        known = ", ".join(named) or "none"
        raise ExerciseError(f"{exercise.name} has no mistake called {mistake}; it knows {known}.")
    table = named[mistake].motion
    if table is None:
        raise ExerciseError(f"The avatar does not know how to show {mistake} in {exercise.name}: it has no [mistakes.motion].")
    return _read(MistakeMotion, table, f"{exercise.name}: mistakes.{mistake}.motion")


_Table = TypeVar("_Table", bound=BaseModel)


def _read(kind: type[_Table], table: Mapping[str, Any], where: str) -> _Table:
    try:
        return kind.model_validate(dict(table))
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"])
        raise ExerciseError(f"The exercise {where} is wrong at {place or 'the table'}: {first['msg']}.") from error


__all__ = [
    "NEUTRAL",
    "PROPS",
    "Contact",
    "MistakeMotion",
    "Motion",
    "Path",
    "Prop",
    "Seconds",
    "Via",
    "deltas",
    "min_jerk",
    "mistake_motion_for",
    "motion_for",
    "props_for",
]
