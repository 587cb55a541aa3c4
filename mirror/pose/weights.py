"""The BlazePose networks as files: which there are, where they lie, and the proof that they are whole.

The card beside them (`models/weights/pose/README.md`) says where each comes from and under which licence.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from mirror import paths
from mirror.errors import ModelError

MAKE_COMMAND = "pip install onnx ai-edge-litert && python -m models.export.blazepose {name}"
"""Makes a network that is not delivered (heavy), or one that was altered, from its published source."""


@dataclass(frozen=True, slots=True)
class Weights:
    """One network on disk. `sha256` is that of the whole file."""

    file: str
    sha256: str


WEIGHTS: dict[str, Weights] = {
    "detector": Weights("blazepose_detector.onnx", "b3cc802a35c3d127c5b08e6dc06bd46ef66358ac3699157461a2da2711948f0d"),
    "lite": Weights("blazepose_lite.onnx", "ef1405305ed9e9eac01ac2b4a9848fd3862c281df37b7a17cd39626e432f3577"),
    "full": Weights("blazepose_full.onnx", "e4ac2f746d9168d9f2705f564319e81a7fd66630255e3d6d56fdb651b30077db"),
    "heavy": Weights("blazepose_heavy.onnx", "32f74e341eb19f9adffd5a401e0c1861052dbfb67725121ef85996888bfb11f4"),
}
"""Every network this package can open; `heavy` is made by its user (27 MB)."""


def path(name: str, folder: Path | None = None) -> Path:
    """Where the network called `name` belongs (whether or not it is there)."""
    return (folder or paths.weights() / "pose") / WEIGHTS[name].file


def load(name: str, folder: Path | None = None) -> bytes:
    """The file's bytes, read once and checked, so that what was checked is what runs.

    Raises ModelError when the file is missing, unreadable or not the one that was published.
    """
    where = path(name, folder)
    command = MAKE_COMMAND.format(name=name)
    try:
        data = where.read_bytes()
    except FileNotFoundError as error:
        raise ModelError(f"The pose network {where.name} is not installed; this makes it: {command}") from error
    except OSError as error:
        raise ModelError(f"The pose network {where} cannot be read ({error.strerror}).") from error
    if hashlib.sha256(data).hexdigest() != WEIGHTS[name].sha256:
        raise ModelError(f"The pose network {where} is damaged (its sha256 is wrong); this makes it again: {command}")
    return data
