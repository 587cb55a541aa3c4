"""Sequence: one recorded movement with its truth, whatever it was recorded with."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from mirror.errors import WorldError
from mirror.pose import skeleton as s
from models.corpus import layouts, lift

ASSUMED_FPS = 30.0
Split = Literal["train", "val", "test", "all"]
_PX_PER_M = 300.0


class CorpusError(WorldError):
    """The corpus folder is not there or not in the format."""


@dataclass(frozen=True, slots=True, eq=False)
class Sequence:
    """One row of the index as 33 landmarks.

    Attributes:
        id, source, subject, split, view, licence: as in the index.
        exercise: our name for it; `none` for `other:...`.
        label: the index's own word.
        fps: frames per second; `assumed` says that the index does not know it and 30 is taken.
        world: (T, 33, 3) float32 metres, camera axes (x right, y down, z away), origin between the hips; NaN missing.
        visibility: (T, 33) float32 0..1; 0 where missing; 1 where the source does not tell.
        root_px: (T, 2) float32 mid hips in pixels, NaN where the source has lost it. torso_px: (T,) in the same pixels.
        frame: where the metres come from: "landmarks" (BlazePose's own), "mocap", "recovered" or "lifted" (see lift.py).
        reps: true repetitions, None where not known. bounds: (start, end) frames, half open.
        peaks: the frame in which each of `bounds` turns, empty where only the bounds are known.
        shown: the mistake in each of `bounds`: "" none, "?" not to be said; None where nobody knows.
        quality, mistakes: as in the index.
    """

    id: str
    source: str
    subject: str
    split: str
    exercise: str
    label: str
    fps: float
    assumed: bool
    world: NDArray[np.float32]
    visibility: NDArray[np.float32]
    root_px: NDArray[np.float32]
    torso_px: NDArray[np.float32]
    frame: Literal["landmarks", "mocap", "recovered", "lifted"]
    view: str = ""
    reps: int | None = None
    bounds: tuple[tuple[int, int], ...] = ()
    peaks: tuple[int, ...] = ()
    shown: tuple[str, ...] | None = None
    quality: str = ""
    mistakes: tuple[str, ...] = ()
    licence: str = ""

    @property
    def seconds(self) -> float:
        return len(self.world) / self.fps


class Corpus:
    """A folder with index.csv, layouts.json and the npz files. Arrays are read when a sequence is asked for."""

    def __init__(self, folder: Path) -> None:
        """Raises CorpusError with a sentence when the folder has no index in the known form."""
        self.folder = folder
        try:
            with (folder / "index.csv").open(newline="", encoding="utf-8") as file:
                self.rows = list(csv.DictReader(file))
            self._joints = {k: v["joints"] for k, v in json.loads((folder / "layouts.json").read_text("utf-8")).items()}
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise CorpusError(f"{folder} is not a corpus folder (index.csv and layouts.json are needed: {error}).") from error
        missing = {"id", "source", "file", "start", "length", "layout", "dims", "exercise", "split"} - set(
            self.rows[0] if self.rows else {}
        )
        if missing:
            raise CorpusError(f"{folder}/index.csv lacks the columns {', '.join(sorted(missing))}.")
        self._arrays: dict[str, NDArray[np.float32]] = {}

    def select(self, split: Split = "all", sources: Iterable[str] | None = None) -> list[dict[str, str]]:
        """The index's rows of one split (or all), of some sources (or all)."""
        wanted = None if sources is None else set(sources)
        return [r for r in self.rows if (split == "all" or r["split"] == split) and (wanted is None or r["source"] in wanted)]

    def frames(self, row: dict[str, str]) -> NDArray[np.float32]:
        """(T, joints, channels) as stored. Raises CorpusError where the file is missing or too short."""
        name = row["file"]
        if name not in self._arrays:
            try:
                with np.load(self.folder / name) as archive:
                    self._arrays[name] = archive["frames"]
            except (OSError, ValueError, KeyError) as error:
                raise CorpusError(f"{self.folder / name} cannot be read ({error}).") from error
        start, length = int(row["start"]), int(row["length"])
        part = self._arrays[name][start : start + length]
        if len(part) != length:
            raise CorpusError(f"{name} is shorter than the index says at {row['id']}.")
        return part.astype(np.float32)

    def read(self, row: dict[str, str]) -> Sequence:
        """The row as a Sequence. Raises CorpusError for a layout that we do not know."""
        layout = row["layout"]
        if layout not in layouts.SOURCES or layout not in self._joints:
            raise CorpusError(f"{row['id']} has the layout {layout}, which is not known here.")
        points = layouts.to_landmarks(self.frames(row), layout, self._joints[layout])
        units, channels = row.get("units", ""), points.shape[2]
        size = np.array([float(row.get("width") or 1280), float(row.get("height") or 720)], np.float32)
        visibility = np.ones(points.shape[:2], np.float32)
        frame: Literal["landmarks", "mocap", "recovered", "lifted"]
        pixels: NDArray[np.float32] | None
        if units == "metres":
            # (x, y up, towards) right-handed in every metric source; camera axes turn it by half a turn about x.
            room = points[..., [1, 2, 0]] if layouts.UP.get(layout) == "z" else points
            world = room * np.array([1.0, -1.0, -1.0], np.float32)
            pixels, frame = world[..., :2] * _PX_PER_M, "mocap"
        elif units == "minmax_per_frame":
            world, pixels, frame = lift.recover(points[..., :3]), None, "recovered"
        elif channels >= 7:
            pixels, visibility = points[..., :2] * size, points[..., 3]
            world, frame = points[..., 4:7], "landmarks"
        elif units == "norm_image":
            pixels = points[..., :2] * size
            if channels >= 4:
                visibility = points[..., 3]
            world, frame = lift.recover(np.concatenate([pixels, points[..., 2:3] * size[0]], axis=-1), tied=True), "recovered"
        else:
            pixels = points[..., :2].copy()
            if layout == "lower15":
                pixels[..., 1] *= -1.0
            pixels[np.isclose(pixels, 0.0).all(axis=-1) & (layout == "openpose18")] = np.nan
            world, frame = lift.lift(pixels), "lifted"
        world = world - 0.5 * (world[:, s.LEFT_HIP] + world[:, s.RIGHT_HIP])[:, None]
        visibility = np.where(np.isnan(world[..., 0]), 0.0, visibility).astype(np.float32)
        root, torso = _trunk(pixels, len(world))
        fps = row.get("fps") or ""
        label = row["exercise"]
        return Sequence(
            id=row["id"],
            source=row["source"],
            subject=row.get("subject") or row["id"],
            split=row["split"],
            exercise=our_name(label, row["source"]),
            label=label,
            fps=float(fps) if fps else ASSUMED_FPS,
            assumed=not fps,
            world=np.ascontiguousarray(world, np.float32),
            visibility=visibility,
            root_px=root,
            torso_px=torso,
            frame=frame,
            view=row.get("view") or "",
            reps=int(row["reps"]) if row.get("reps") else None,
            bounds=_bounds(row.get("rep_bounds") or ""),
            quality=row.get("quality") or "",
            mistakes=tuple(m for m in re.split(r"[;,|]", row.get("mistakes") or "") if m),
            licence=row.get("licence") or "",
        )


def our_name(label: str, source: str) -> str:
    """The catalogue's name: `other:...` is none; UI-PRMD's leg raise is a standing one."""
    if label.startswith("other"):
        return "none"
    if label == "leg_raise" and source.startswith("ui_prmd"):
        return "standing_leg_raise"
    return label


def _bounds(text: str) -> tuple[tuple[int, int], ...]:
    pairs = (part.split("-") for part in text.split(";") if part)
    return tuple((int(a), int(b)) for a, b in pairs)


def _trunk(pixels: NDArray[np.float32] | None, count: int) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    if pixels is None:
        return np.full((count, 2), np.nan, np.float32), np.full(count, np.nan, np.float32)
    full = lift.fill_trunk(pixels[..., :2])
    root = 0.5 * (full[:, s.LEFT_HIP] + full[:, s.RIGHT_HIP])
    up = 0.5 * (full[:, s.LEFT_SHOULDER] + full[:, s.RIGHT_SHOULDER]) - root
    return root.astype(np.float32), np.linalg.norm(up, axis=1).astype(np.float32)
