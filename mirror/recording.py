"""Observations and commands on disk, to be replayed: one JSON object a line, gzip.

Lines: `{"mirror": 1}` first; then `{"t", "camera", "frame"}` with, where somebody was there, `pose`; commands as `{"command":
name, ...its fields}`; at the end `{"finish": t}`. Landmarks are the float32 numbers themselves in base64, so that a replay
gives the same events to the last bit. A recording holds no picture, but it holds a person's movements: it is made only when
the user asks for it.
"""

from __future__ import annotations

import base64
import gzip
import json
import math
from collections.abc import Iterator
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from types import TracebackType
from typing import Any, Protocol, TextIO, cast

import numpy as np
from numpy.typing import NDArray

from mirror import commands
from mirror.commands import Calibrate, Command
from mirror.errors import WorldError
from mirror.events import Event
from mirror.geometry.camera import Calibration
from mirror.observation import Observation
from mirror.pose.core import Pose
from mirror.pose.skeleton import COUNT
from mirror.trainer import Step
from mirror.workout.plan import Plan, PlanItem

SCHEMA = 1
_COMMANDS: dict[str, type[Any]] = {
    cls.__name__: cls
    for cls in (
        commands.Start,
        commands.Pause,
        commands.Stop,
        commands.ChooseExercise,
        commands.Calibrate,
        commands.SetDifficulty,
        commands.SetGoals,
        commands.SetPlan,
        commands.ChooseProfile,
        commands.Move,
        commands.Select,
        commands.Back,
        commands.SwitchCamera,
    )
}


class RecordingError(WorldError):
    """A recording cannot be written or read."""


@dataclass(frozen=True, slots=True)
class Finish:
    """The end of what was recorded, at t seconds."""

    t: float


class Core(Protocol):
    """A Trainer or a Workout."""

    def step(self, observation: Observation) -> Step: ...
    def apply(self, command: Command) -> tuple[Event, ...]: ...
    def finish(self, t: float) -> tuple[Event, ...]: ...


class Recording:
    """Writes a recording; a context manager. Raises RecordingError where the disk refuses."""

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            self._file = path.open("wb")
        except OSError as error:
            raise self._refused(error) from error
        # Neither name nor time stamp in the file: the same recording is the same bytes.
        self._raw = gzip.GzipFile("", "wb", compresslevel=4, fileobj=self._file, mtime=0)
        self._write({"mirror": SCHEMA})

    def observation(self, observation: Observation) -> None:
        line: dict[str, Any] = {"t": observation.t, "camera": observation.camera, "frame": observation.frame}
        pose = observation.pose
        if pose is not None:
            line["pose"] = {
                "t": pose.t,
                "image": _packed(pose.image),
                "world": _packed(pose.world),
                "visibility": _packed(pose.visibility),
                "width": pose.width,
                "height": pose.height,
                "score": pose.score,
                "track": pose.track,
            }
        self._write(line)

    def command(self, command: Command) -> None:
        line = {"command": type(command).__name__} | asdict(command)
        if isinstance(command, Calibrate):
            # NaN (unknown) is no JSON.
            line["calibration"] = {
                key: None if isinstance(value, float) and math.isnan(value) else value
                for key, value in asdict(command.calibration).items()
            }
            line["body_m"] = None if math.isnan(command.body_m) else command.body_m
        self._write(line)

    def finish(self, t: float) -> None:
        self._write({"finish": t})

    def close(self) -> None:
        try:
            self._raw.close()
            self._file.close()
        except OSError as error:
            raise self._refused(error) from error

    def __enter__(self) -> Recording:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def _write(self, line: dict[str, Any]) -> None:
        try:
            self._raw.write(json.dumps(line, allow_nan=False, separators=(",", ":")).encode() + b"\n")
        except OSError as error:
            raise self._refused(error) from error

    def _refused(self, error: OSError) -> RecordingError:
        return RecordingError(f"The recording {self.path} cannot be written: {error.strerror or error}.")


def read(path: Path) -> Iterator[Observation | Command | Finish]:
    """What was recorded, in order. Raises RecordingError where the file is no recording or is cut off."""
    try:
        with gzip.open(path, "rt", encoding="utf-8") as file:
            yield from _lines(cast(TextIO, file), path)
    except (OSError, EOFError) as error:
        raise RecordingError(f"The recording {path} cannot be read: it is missing, cut off or not a recording.") from error


def _lines(file: TextIO, path: Path) -> Iterator[Observation | Command | Finish]:
    for number, text in enumerate(file, 1):
        try:
            line = json.loads(text)
            if number == 1:
                if line["mirror"] != SCHEMA:
                    raise RecordingError(f"The recording {path} was made by a newer program.")
                continue
            item = _item(line)
        except (ValueError, KeyError, TypeError) as error:
            raise RecordingError(f"The recording {path} is damaged at line {number}.") from error
        yield item


def _item(line: dict[str, Any]) -> Observation | Command | Finish:
    if "finish" in line:
        return Finish(float(line["finish"]))
    if "command" in line:
        name = line.pop("command")
        if name == "Calibrate":
            known = {field.name for field in fields(Calibration)}
            values: dict[str, Any] = {k: math.nan if v is None else v for k, v in line["calibration"].items() if k in known}
            tall = line.get("body_m")
            return Calibrate(Calibration(**values), math.nan if tall is None else float(tall))
        if name == "SetPlan":
            return commands.SetPlan(_plan(line["plan"]))
        return cast(Command, _COMMANDS[name](**line))
    pose = None
    if "pose" in line:
        p = line["pose"]
        pose = Pose(
            t=p["t"],
            image=_unpacked(p["image"]).reshape(COUNT, 3),
            world=_unpacked(p["world"]).reshape(COUNT, 3),
            visibility=_unpacked(p["visibility"]),
            width=p["width"],
            height=p["height"],
            score=p["score"],
            track=p["track"],
        )
    return Observation(t=line["t"], pose=pose, camera=line["camera"], frame=line["frame"])


def _plan(data: dict[str, Any] | None) -> Plan | None:
    if data is None:
        return None
    return Plan(**{**data, "items": tuple(PlanItem(**item) for item in data["items"])})


def replay(path: Path, core: Core) -> Iterator[Event]:
    """Feed a recording to a fresh core; yields its events. Raises RecordingError."""
    for item in read(path):
        if isinstance(item, Observation):
            yield from core.step(item).events
        elif isinstance(item, Finish):
            yield from core.finish(item.t)
        else:
            yield from core.apply(item)


def _packed(values: NDArray[np.float32]) -> str:
    return base64.b64encode(np.ascontiguousarray(values, dtype="<f4").tobytes()).decode("ascii")


def _unpacked(text: str) -> NDArray[np.float32]:
    return np.frombuffer(base64.b64decode(text), dtype="<f4").astype(np.float32)
