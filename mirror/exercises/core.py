"""Exercise: what a TOML under resources/exercises says of one movement, typed and checked.

The TOML's keys are the fields below. Adding an exercise means adding a file; no code knows an exercise by name.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator

from mirror.errors import ExerciseError
from mirror.events import Severity
from mirror.geometry.measures import sides

Kind = Literal["repetition", "hold"]
Sides = Literal["both", "either", "alternating"]
PhaseName = Literal["rest", "out", "peak", "back"]

Evidence = Literal["real video", "real motion capture", "simulated only", "untested"]
Posture = Literal["standing", "prone", "supine", "seated", "hanging", "support", "inverted"]
ViewChoice = Literal["front", "oblique", "side", "back"]


def _measured(name: str) -> str:
    try:
        sides(name)
    except KeyError:
        raise ValueError(f"no measure is called {name!r}") from None
    return name


Measure = Annotated[str, AfterValidator(_measured)]
"""The name of a measure of `mirror.geometry.MEASURES`, or of a paired one without its side."""


class _Data(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Signal(_Data):
    """A measure that swings between rest and peak once a repetition.

    depth = (value - rest) / (peak - rest): 0 at rest, 1 at the full range of motion, beyond 1 deeper still.

    Attributes:
        measure: a name of `mirror.geometry.MEASURES`, or a paired one without its side (`knee` = both knees, combined as
            `Exercise.sides` says, each weighed by how surely it is seen).
        rest, peak: the measure's value (degrees or torsos) at rest and at the full range of motion.
        weight: share of this signal among the exercise's signals.
    """

    measure: Measure
    rest: float
    peak: float
    weight: float = Field(default=1.0, gt=0)

    @model_validator(mode="after")
    def _swings(self) -> Signal:
        if abs(self.peak - self.rest) < 1e-6:
            raise ValueError("rest and peak are equal: the signal never moves")
        return self


class Form(_Data):
    """Where a joint should be during the movement: from `rest` at depth 0 in a straight line to `peak` at depth 1.

    Attributes:
        measure: as in Signal; a paired one is judged on each side alone.
        rest, peak: the measure's value (degrees or torsos).
        spread: one standard deviation among people who do it well, as the camera reads it; scales the joint's score.
    """

    measure: Measure
    rest: float
    peak: float
    spread: float = Field(gt=0)


class RangeOfMotion(_Data):
    """When a swing is a repetition. Depths are shares of the signals' rest-to-peak distance, times are seconds.

    done_at: where a repetition is complete. "peak": somebody who stands up from a chair and stays has done one; where they do
        not stay, it is over on the way back as any other.
    """

    full: float = Field(default=0.75, gt=0, le=1.5)
    partial: float = Field(default=0.35, gt=0, le=1.0)
    min_seconds: float = Field(default=0.5, gt=0)
    max_seconds: float = Field(default=10.0, gt=0)
    done_at: Literal["rest", "peak"] = "rest"


class Phases(_Data):
    """What the four phases of a repetition are called on the screen ("Down", "Bottom", "Up", "Top")."""

    rest: str
    out: str
    peak: str
    back: str


class Mistake(_Data):
    """A fault that geometry can see.

    Attributes:
        name: snake_case, frozen with the catalogue.
        title: for the screen and the report.
        measure: as in Signal; a paired one is judged on each side alone.
        statistic: over the phase: the largest or smallest value, the mean, the value at the peak of the repetition, the
            range (largest minus smallest), the difference left minus right (absolute), `duration` (seconds; no measure), or
            `same_side` (1 where the same side worked as in the repetition before, else 0; no measure).
        phase: in which part of the repetition it is looked at.
        above, below: exactly one; the mistake is there when the statistic lies beyond it.
        margin: how far beyond counts as certain (same unit); scales the score and the difficulty.
        severity: style < form < danger.
        cue: what the mirror says. praise: what it says once it is gone.
        joints: landmarks names without side or measures to be coloured on the figure, e.g. "knee".
        views: from which it can be told; empty = from any.
        motion: how the avatar shows it (see mirror.avatar), or nothing.
    """

    name: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    title: str
    measure: str = ""
    statistic: Literal["max", "min", "mean", "at_peak", "range", "asymmetry", "duration", "same_side"] = "at_peak"
    phase: Literal["any", "rest", "out", "peak", "back"] = "any"
    above: float | None = None
    below: float | None = None
    margin: float = Field(gt=0)
    severity: Severity = "form"
    cue: str
    praise: str = ""
    joints: tuple[str, ...] = ()
    views: tuple[ViewChoice, ...] = ()
    motion: Mapping[str, Any] | None = None

    @model_validator(mode="after")
    def _one_threshold(self) -> Mistake:
        if (self.above is None) == (self.below is None):
            raise ValueError(f"mistake {self.name}: exactly one of above and below")
        if self.statistic not in ("duration", "same_side"):
            try:
                _measured(self.measure)
            except ValueError as error:
                raise ValueError(f"mistake {self.name}: {error}") from None
        return self


class Exercise(_Data):
    """One entry of the catalogue.

    Attributes:
        name: snake_case, singular; the name in the corpus and every report.
        title: for the screen.
        kind: "repetition" or "hold" (seconds count, signals say how near the held position is: depth 1 = in it).
        sides: how a paired signal's two sides make one depth: "both" move together (visibility-weighted mean), "either" one
            moves at a time or both (the larger depth), "alternating" likewise, and sides are counted.
        posture: of the rest position.
        joints: measures that get a score bar, paired ones as left and right.
        signals, form, range, phases, mistakes: see there. A joint without a form is judged by its signal; one that has neither
            is not scored.
        views: from which the camera can judge it, best first.
        equipment: what it needs, empty for none.
        sources: the seeds that name it ("000" ...) or "mirror".
        evidence: whether a real person was ever tested on: "real video", "real motion capture", "simulated only", "untested".
        guidance: encouragement about the range of motion when nothing is wrong, one sentence.
        parts: a part of the body ("left_knee", "base_of_support") and the mistakes that concern it, for whoever wants a verdict
            by part.
        taken_for: exercises that the network calls this one; where this one is chosen, their names do not speak against it.
        motion: key poses for the avatar (`mirror.avatar` reads them), or None.
    """

    schema_version: int = Field(default=1, alias="schema")
    name: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    title: str
    kind: Kind = "repetition"
    sides: Sides = "both"
    posture: Posture
    joints: tuple[Measure, ...]
    signals: tuple[Signal, ...] = Field(min_length=1)
    form: tuple[Form, ...] = ()
    range: RangeOfMotion = RangeOfMotion()
    phases: Phases
    views: tuple[ViewChoice, ...] = Field(min_length=1)
    equipment: tuple[str, ...] = ()
    sources: tuple[str, ...]
    evidence: Evidence
    guidance: str = ""
    mistakes: tuple[Mistake, ...] = ()
    parts: Mapping[str, tuple[str, ...]] = Field(default_factory=dict)
    taken_for: tuple[str, ...] = ()
    motion: Mapping[str, Any] | None = None

    @field_validator("schema_version")
    @classmethod
    def _schema(cls, version: int) -> int:
        if version != 1:
            raise ValueError(f"schema {version} is newer than this program (1)")
        return version

    @model_validator(mode="after")
    def _unique_mistakes(self) -> Exercise:
        names = [m.name for m in self.mistakes]
        if len(set(names)) != len(names):
            raise ValueError("two mistakes share a name")
        for part, concerned in self.parts.items():
            unknown = [name for name in concerned if name not in names]
            if unknown:
                raise ValueError(f"part {part}: there is no mistake called {unknown[0]!r}")
        return self

    def mistake(self, name: str) -> Mistake:
        """KeyError where the exercise has no such mistake."""
        for mistake in self.mistakes:
            if mistake.name == name:
                return mistake
        raise KeyError(name)


class Catalogue(Mapping[str, Exercise]):
    """All exercises by name, in alphabetical order."""

    def __init__(self, exercises: Iterator[Exercise]) -> None:
        self._by_name = {e.name: e for e in sorted(exercises, key=lambda e: e.name)}

    def __getitem__(self, name: str) -> Exercise:
        return self._by_name[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._by_name)

    def __len__(self) -> int:
        return len(self._by_name)


def load_exercise(path: Path) -> Exercise:
    """Read one TOML. Raises ExerciseError with a sentence that names the file, the key and what is wrong."""
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ExerciseError(f"The exercise file {path.name} cannot be read ({error}); mend or remove it.") from error
    try:
        exercise = Exercise.model_validate(data)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"]) or "the file"
        raise ExerciseError(f"The exercise file {path.name} is wrong at {where}: {first['msg']}.") from error
    if exercise.name != path.stem:
        raise ExerciseError(f"The exercise file {path.name} calls itself {exercise.name}; name and file must agree.")
    return exercise


def load_catalogue(folder: Path) -> Catalogue:
    """Every *.toml of the folder. Raises ExerciseError for a broken one or an empty folder."""
    paths = sorted(folder.glob("*.toml"))
    if not paths:
        raise ExerciseError(f"There are no exercise files in {folder}; install the program again.")
    return Catalogue(load_exercise(p) for p in paths)
