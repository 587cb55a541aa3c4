"""Camera calibration, judged: the examiner's people calibrate the mirror before cameras that stand anywhere it promised to cope.

Two hundred clips, rendered and read by BlazePose: the whole body in the picture, the camera 0.3 to 2.0 m high, pitch +- 20, roll
+- 5 degrees, the person turned by up to 60 degrees from it, the lens from examiner.toml, bodies of 1.5 to 2.0 m from its survey.
Each is solved with the field of view known and unknown; the person says the own height to the centimetre. Nothing of the solver
was chosen on these clips. Then the camera is said to have been moved, by turning what was stored, and the session's first look at
the standing person has to notice it, and to say nothing where it was not.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Any

import numpy as np

from mirror.calibration.core import calibrate
from mirror.calibration.drift import DriftWatch
from mirror.calibration.solver import CalibrationError
from mirror.geometry.camera import Calibration
from mirror.pose.core import Pose
from models.corpus.calibrations import Clip, seen
from models.examiner.calibration import COUNT, calibration
from models.experiments.core import Options, part

_LOG = logging.getLogger(__name__)
NUMBERS = ("height_m", "pitch_deg", "roll_deg", "distance_m", "fov_deg")
BARS: Mapping[str, Mapping[str, float]] = {
    "known": {"height_m": 0.05, "pitch_deg": 2.0, "distance": 0.05},
    "unknown": {"height_m": 0.10, "pitch_deg": 3.0, "distance": 0.10},
}
MOVED: Mapping[str, Mapping[str, float]] = {
    "not moved": {},
    "5 degrees down": {"pitch_deg": -5.0},
    "5 degrees up": {"pitch_deg": 5.0},
    "rolled by 4 degrees": {"roll_deg": 4.0},
    "20 cm lower": {"height_m": -0.2},
    "20 cm higher": {"height_m": 0.2},
}
_MIRRORED_M = 0.25


def run(options: Options) -> dict[str, Any]:
    """rows, and for the lens known and unknown: n, refused, median errors, share within the stated +-, mirrored; drift."""
    rows = []
    for number in range(COUNT):
        rows.append(part(options, f"clip_{number:05d}", lambda number=number: judged(calibration(number), options)))
        if number % 20 == 0:
            _LOG.info("%d of %d", number, COUNT)
    return {
        "clips": len(rows),
        "bars": {lens: dict(bars) for lens, bars in BARS.items()},
        "known": summed(rows, "known"),
        "unknown": summed(rows, "unknown"),
        "by": {name: by(rows, name, edges) for name, edges in _EDGES.items()},
        "drift": drifted(rows),
        "rows": rounded(rows),
    }


def rounded(value: Any) -> Any:
    """The same with every number to a tenth of a millimetre or of a millidegree: the rows are kept to be looked at."""
    if isinstance(value, dict):
        return {key: rounded(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [rounded(inner) for inner in value]
    return round(value, 4) if isinstance(value, float) else value


_EDGES: Mapping[str, Sequence[float]] = {
    "height_m": (0.3, 0.7, 1.1, 1.5, 2.0),
    "pitch_deg": (-20.0, -10.0, 0.0, 10.0, 20.0),
    "yaw_deg": (0.0, 20.0, 40.0, 60.0),
}


def judged(clip: Clip, options: Options) -> dict[str, Any]:
    """One clip: the truth, and for each lens the answer, or the sentence that refused it."""
    poses = seen(clip, options.work / "film").poses()
    camera = clip.camera
    truth = {
        "height_m": camera.height_m,
        "pitch_deg": camera.pitch_deg,
        "roll_deg": camera.roll_deg,
        "distance_m": clip.distance_m,
        "fov_deg": camera.fov_deg,
    }
    told: dict[str, Any] = {"id": clip.id, "body_m": clip.said_height_m, "yaw_deg": clip.facing_deg, "truth": truth}
    for lens, fov in (("known", camera.fov_deg), ("unknown", None)):
        told[lens] = _answer(poses, clip, fov)
    told["drift"] = _drift(poses, clip, told["known"].get("answer"))
    return told


def _answer(poses: Sequence[Pose | None], clip: Clip, fov: float | None) -> dict[str, Any]:
    try:
        found = calibrate(poses, clip.said_height_m, fov).calibration
    except CalibrationError as error:
        return {"refused": str(error)}
    return {
        "answer": {name: getattr(found, name) for name in NUMBERS},
        "within": {name: found.within(name) for name in NUMBERS},
    }


def _drift(poses: Sequence[Pose | None], clip: Clip, answer: Mapping[str, float] | None) -> dict[str, dict[str, bool | None]]:
    """Whether the camera is said to have moved, with and without the person's height; None where nobody stood long enough."""
    if answer is None:
        return {}
    kept = Calibration(**answer, source="calibrated", height_sigma_m=0.02, pitch_sigma_deg=0.4, roll_sigma_deg=0.3)
    out: dict[str, dict[str, bool | None]] = {}
    for name, by_how_much in MOVED.items():
        # Where the camera was moved up, what is stored is lower than it stands.
        stored = replace(kept, **{key: getattr(kept, key) - value for key, value in by_how_much.items()})
        out[name] = {}
        for words, body in (("height known", clip.said_height_m), ("height unknown", None)):
            watch = DriftWatch(stored, body)
            for pose in poses:
                watch.step(pose)
            out[name][words] = None if watch.found is None else watch.found.moved
    return out


def errors(row: Mapping[str, Any], lens: str) -> dict[str, float] | None:
    """|answer - truth| of each number, and of the distance as a share; None where it was refused."""
    answer = row[lens].get("answer")
    if answer is None:
        return None
    off = {name: abs(answer[name] - row["truth"][name]) for name in NUMBERS}
    return off | {"distance": off["distance_m"] / row["truth"]["distance_m"]}


def mirrored(row: Mapping[str, Any], lens: str) -> bool:
    """Whether an accepted answer is the picture's mirrored world: the camera on the other side of the person's middle, looking
    the other way (the same picture, but for perspective)."""
    answer, truth, middle = row[lens].get("answer"), row["truth"], 0.53 * row["body_m"]
    if answer is None or abs(answer["height_m"] - truth["height_m"]) < _MIRRORED_M:
        return False
    return (answer["height_m"] - middle) * (truth["height_m"] - middle) < 0 and answer["pitch_deg"] * truth["pitch_deg"] < 0


def summed(rows: Sequence[Mapping[str, Any]], lens: str) -> dict[str, Any]:
    """Over the accepted answers; `reached` counts what is refused as missed."""
    told = [(row, off) for row in rows if (off := errors(row, lens)) is not None]
    refused = [row[lens]["refused"] for row in rows if "refused" in row[lens]]
    keys = (*NUMBERS, "distance")
    held = {
        name: float(np.mean([off[name] <= row[lens]["within"][name] for row, off in told]))
        for name in NUMBERS
        if not (lens == "known" and name == "fov_deg")
    }
    every = [all(off[name] <= row[lens]["within"][name] for name in held) for row, off in told]
    return {
        "n": len(told),
        "refused": {sentence: refused.count(sentence) for sentence in sorted(set(refused))},
        "median": {key: float(np.median([off[key] for _, off in told])) for key in keys},
        "p90": {key: float(np.quantile([off[key] for _, off in told], 0.9)) for key in keys},
        "stated": {name: float(np.median([row[lens]["within"][name] for row, _ in told])) for name in NUMBERS},
        "held": held,
        "all_at_once": float(np.mean(every)),
        "mirrored": sum(mirrored(row, lens) for row in rows),
        "reached": {
            key: float(np.mean([off is not None and off[key] <= bar for off in (errors(row, lens) for row in rows)]))
            for key, bar in BARS[lens].items()
        },
    }


def by(rows: Iterable[Mapping[str, Any]], name: str, edges: Sequence[float]) -> list[dict[str, Any]]:
    """Median errors in bins of the truth (the yaw's size)."""
    rows = list(rows)
    out = []
    for low, high in pairwise(edges):
        chosen = [r for r in rows if low <= (abs(r["yaw_deg"]) if name == "yaw_deg" else r["truth"][name]) <= high]
        line: dict[str, Any] = {"low": low, "high": high, "n": len(chosen)}
        for lens in ("known", "unknown"):
            off = [e for r in chosen if (e := errors(r, lens)) is not None]
            line[lens] = {
                key: float(np.median([e[key] for e in off])) if off else None for key in ("height_m", "pitch_deg", "distance")
            }
        out.append(line)
    return out


def drifted(rows: Iterable[Mapping[str, Any]]) -> dict[str, dict[str, dict[str, int]]]:
    """How often the camera was said to have moved: moved by -> height known or not -> said, n, not judged."""
    rows = list(rows)
    out: dict[str, dict[str, dict[str, int]]] = {}
    for name in MOVED:
        out[name] = {}
        for words in ("height known", "height unknown"):
            said = [row["drift"][name][words] for row in rows if row["drift"]]
            out[name][words] = {
                "said": sum(s is True for s in said),
                "n": sum(s is not None for s in said),
                "unjudged": sum(s is None for s in said),
            }
    return out
