"""write_demo_video: a clip of the avatar with its truth beside it, for demos, tests and people who evaluate the mirror."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from mirror import paths
from mirror.avatar.body import Person
from mirror.avatar.calibrating import calibrating
from mirror.avatar.camera import Camera
from mirror.avatar.motion import props_for
from mirror.avatar.performance import Performance, perform
from mirror.avatar.posture import lay
from mirror.avatar.renderer import Renderer
from mirror.errors import CaptureError, ExerciseError
from mirror.exercises.core import Exercise, load_catalogue

_CODECS = ("mp4v", "avc1")
_FPS = 30.0


def write_demo_video(
    exercise: str,
    reps: int,
    out: Path,
    *,
    mistake: str | None = None,
    view_deg: float = 0.0,
    camera_height_cm: float = 112.0,
    pitch_deg: float = -3.5,
    seed: int = 0,
    width: int = 1280,
    height: int = 720,
    progress: Callable[[float], None] | None = None,
) -> dict[str, Any]:
    """Write `out` (mp4) and `out` with .json: rep bounds, mistakes, camera. Returns what the JSON says.

    Args:
        exercise, mistake: names in the catalogue. view_deg: how far the person has turned to the own left from facing the
            camera. camera_height_cm, pitch_deg: of the lens (positive pitch looks up). seed: of person, clothes, room and
            variation. progress: called with the share done, 0..1.
    Raises ExerciseError for an unknown exercise or mistake or one that the avatar cannot do, CaptureError where the file
    cannot be written: each a sentence for the user. ValueError for reps < 1.
    """
    if reps < 1:
        raise ValueError("reps must be at least 1")
    described = _found(exercise)
    person = Person() if seed == 0 else Person.random(seed)
    performance = perform(described, reps, person=person, mistake=mistake, lead_s=1.2, tail_s=1.0, fps=_FPS, seed=seed)
    points = lay(person, performance.state.moved(view_deg, 0.0, 0.0)).points
    camera = fitted(
        Camera(height_m=camera_height_cm / 100.0, pitch_deg=pitch_deg, distance_m=3.3, width=width, height=height), points
    )
    facts = _facts(performance, camera, view_deg, seed)
    write_film(points, camera, out, fps=_FPS, seed=seed, props=props_for(described), progress=progress)
    _beside(out, facts)
    return facts


def _beside(out: Path, facts: dict[str, Any]) -> None:
    beside = out.with_suffix(".json")
    try:
        beside.write_text(json.dumps(facts, indent=1) + "\n", encoding="utf-8")
    except OSError as error:
        raise CaptureError(f"{beside} cannot be written ({error.strerror}); choose another folder.") from error


def write_calibration_video(
    out: Path,
    *,
    view_deg: float = 0.0,
    camera_height_cm: float = 112.0,
    pitch_deg: float = -3.5,
    seed: int = 0,
    width: int = 1280,
    height: int = 720,
    fps: float = 15.0,
    progress: Callable[[float], None] | None = None,
) -> dict[str, Any]:
    """A clip of somebody who calibrates the mirror (see `mirror.avatar.calibrating`), for `mirror calibrate --source FILE`.

    Arguments as `write_demo_video`; the camera is moved back until everything is in the picture. The JSON beside it holds the
    camera (distance to the far place, where it ends) and the person's height. Raises CaptureError as `write_demo_video`.
    """
    person = Person() if seed == 0 else Person.random(seed)
    made = calibrating(person, back=(0.0, -1.4), facing_deg=view_deg, fps=fps, seed=seed)
    camera = fitted(
        Camera(height_m=camera_height_cm / 100.0, pitch_deg=pitch_deg, distance_m=2.6, width=width, height=height), made.points
    )
    facts = {
        "schema": 1,
        "exercise": "calibration",
        "fps": fps,
        "frames": len(made.t),
        "parts": [{"name": name, "start_s": round(a / fps, 3), "end_s": round(b / fps, 3)} for name, a, b in made.parts],
        "camera": _camera_facts(replace(camera, distance_m=round(camera.distance_m + 1.4, 2)), view_deg),
        "person": {"height_m": round(made.stature_m, 3), "seed": seed},
    }
    write_film(made.points, camera, out, fps=fps, seed=seed, progress=progress)
    _beside(out, facts)
    return facts


def fitted(camera: Camera, points: NDArray[np.float64]) -> Camera:
    """The camera, moved back (to 5 m at most) until the whole motion is in the picture."""
    size = np.array([camera.width, camera.height])
    for distance in np.arange(camera.distance_m, 5.01, 0.2):
        camera = replace(camera, distance_m=round(float(distance), 2))
        place = camera.to_pixels(camera.to_camera(points)) / size
        if place.min() > 0.06 and place.max() < 0.97:
            break
    return camera


def _found(name: str) -> Exercise:
    catalogue = load_catalogue(paths.exercises())
    if name in catalogue:
        return catalogue[name]
    able = ", ".join(e.name for e in catalogue.values() if e.motion is not None)
    raise ExerciseError(f"There is no exercise called {name}; the avatar can do {able}.")


def _facts(performance: Performance, camera: Camera, view_deg: float, seed: int) -> dict[str, Any]:
    return {
        "schema": 1,
        "exercise": performance.exercise,
        "fps": performance.fps,
        "frames": len(performance.t),
        "reps": [
            {
                "start_s": round(r.start_s, 3),
                "end_s": round(r.end_s, 3),
                "side": r.side,
                "mistakes": [r.mistake] if r.mistake else [],
            }
            for r in performance.reps
        ],
        "mistakes": sorted({r.mistake for r in performance.reps if r.mistake}),
        "camera": _camera_facts(camera, view_deg),
        "person": {"height_m": round(performance.person.height_m, 3), "seed": seed},
    }


def _camera_facts(camera: Camera, view_deg: float) -> dict[str, Any]:
    return {
        "height_m": camera.height_m,
        "pitch_deg": camera.pitch_deg,
        "roll_deg": camera.roll_deg,
        "yaw_deg": view_deg,
        "distance_m": camera.distance_m,
        "fov_deg": camera.fov_deg,
        "width": camera.width,
        "height": camera.height,
    }


def write_film(
    points: NDArray[np.float64],
    camera: Camera,
    out: Path,
    *,
    fps: float = _FPS,
    seed: int = 0,
    props: tuple[str, ...] = (),
    progress: Callable[[float], None] | None = None,
) -> None:
    """(N, 33, 3) room points, `fps` a second, frame by frame into the file. Raises CaptureError where it cannot be written."""
    renderer = Renderer(camera.width, camera.height, seed=seed, props=props)
    if out.is_dir() or not out.parent.is_dir():
        raise CaptureError(f"{out} cannot be written; name a file in a folder that exists.")
    writer = _opened(out, camera, fps)
    try:
        for i, moment in enumerate(points):
            writer.write(renderer.render(moment, camera))
            if progress is not None:
                progress((i + 1) / len(points))
    finally:
        writer.release()
    if not out.is_file() or out.stat().st_size == 0:
        raise CaptureError(f"{out} cannot be written; choose another folder or check the space on the disk.")


def _opened(out: Path, camera: Camera, fps: float) -> cv2.VideoWriter:
    """The first codec that this build of OpenCV can write."""
    for codec in _CODECS:
        writer = cv2.VideoWriter(str(out), cv2.VideoWriter.fourcc(*codec), fps, (camera.width, camera.height))
        if writer.isOpened():
            return writer
    raise CaptureError(f"{out} cannot be written; name an .mp4 file in a folder that you may write to.")
