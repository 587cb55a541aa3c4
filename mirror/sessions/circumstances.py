"""Circumstances: what a session was recorded under, and reading it again: how the camera stood, and which models judged."""

from __future__ import annotations

import hashlib
import math
from dataclasses import dataclass, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from mirror.geometry.camera import Calibration
from mirror.sessions import schema

if TYPE_CHECKING:
    from mirror.sessions.store import Store
    from mirror.settings import PoseSettings

NUMBERS = tuple(field.name for field in fields(Calibration) if field.name != "source")
"""Calibration's fields that are columns of the same name, NULL where they are NaN."""


@dataclass(frozen=True, slots=True)
class ModelVersion:
    """One of the models that judged. part: pose, classifier, mistakes, observability. sha256: of its file, None where it is none
    of ours."""

    part: str
    name: str
    sha256: str | None


def running(pose: PoseSettings) -> tuple[ModelVersion, ...]:
    """The models that a run with these settings goes by, as their files are now; one whose file is missing is not among them.

    Reads and hashes about 2 MB (some milliseconds). The pose network's hash is the one that its file is checked against when it
    is opened.
    """
    from mirror import paths
    from mirror.geometry import observability
    from mirror.pose.weights import WEIGHTS
    from mirror.scoring import readings

    sha256 = WEIGHTS[pose.model].sha256 if pose.backend == "blazepose" else None
    files = {
        "classifier": paths.weights() / "recognition" / "streaming.onnx",
        "mistakes": readings.learned(),
        "observability": observability.learned(),
    }
    own = [_version(part, file) for part, file in files.items()]
    return (ModelVersion("pose", f"{pose.backend}-{pose.model}", sha256), *filter(None, own))


def _version(part: str, file: Path) -> ModelVersion | None:
    try:
        return ModelVersion(part, file.name, hashlib.sha256(file.read_bytes()).hexdigest())
    except OSError:
        return None


def calibrations(store: Store, session_id: str) -> list[tuple[float, Calibration]]:
    """(from when on it holds, in the run's seconds; the calibration) in the order of time, the first from the session's start.

    session_id: the whole id. Empty for a session that was recorded before this was kept. Raises SessionError.
    """
    c = schema.calibration
    with store.reading() as connection:
        rows = connection.execute(select(c).where(c.c.session_id == session_id).order_by(c.c.seq)).mappings().all()
    return [(row["t"], Calibration(source=row["source"], **{n: _number(row[n]) for n in NUMBERS})) for row in rows]


def models(store: Store, session_id: str) -> list[ModelVersion]:
    """In alphabetical order of their parts; empty for a session that was recorded before this was kept. Raises SessionError."""
    m = schema.model_version
    with store.reading() as connection:
        rows = connection.execute(select(m).where(m.c.session_id == session_id).order_by(m.c.part)).mappings().all()
    return [ModelVersion(row["part"], row["name"], row["sha256"]) for row in rows]


def _number(value: Any) -> float:
    return math.nan if value is None else float(value)
