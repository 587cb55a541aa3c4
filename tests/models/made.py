"""A corpus that the avatar makes, in the format of the real one: landmarks of people and scenes that do not exist."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import numpy as np

from mirror import paths
from mirror.avatar import Camera, Person, everyday, perform, project_all
from mirror.avatar.performance import Performance
from mirror.exercises.core import load_catalogue
from mirror.pose.skeleton import LANDMARKS

COLUMNS = (
    "id", "source", "file", "start", "length", "fps", "layout", "dims", "units", "width", "height", "subject", "exercise",
    "reps", "rep_bounds", "quality", "mistakes", "view", "licence", "split", "note",
)  # fmt: skip
FPS = 20.0


def corpus(folder: Path, people: int = 6, exercises: tuple[str, ...] = ("squat", "push_up", "jumping_jack")) -> Path:
    """`people` scenes, each with the exercises and something that is none; splits by scene; two sources."""
    catalogue = load_catalogue(paths.exercises())
    rows, blocks, at = [], [], 0
    for k in range(people):
        person = Person.random(500 + k)
        made = [(name, perform(catalogue[name], 3, person=person, fps=FPS, seed=k)) for name in exercises]
        made.append(("other:walk", everyday("walk", person=person, seed=k, fps=FPS)))
        for name, performance in made:
            block = landmarks(performance, azimuth=-60.0 + 25.0 * k)
            bounds = ";".join(f"{round(a * FPS)}-{min(round(b * FPS), len(block))}" for a, b in performance.bounds)
            split = "test" if k == people - 1 else "val" if k == people - 2 else "train"
            rows.append(
                {
                    "id": f"{name}_{k}".replace(":", "_"), "source": f"made{k % 2}", "file": "made.npz", "start": at,
                    "length": len(block), "fps": FPS, "layout": "blazepose33", "dims": "x,y,z,visibility,wx,wy,wz",
                    "units": "norm_image", "width": 1280, "height": 720, "subject": f"scene{k}", "exercise": name,
                    "reps": len(performance.bounds), "rep_bounds": bounds, "quality": "good", "licence": "made", "split": split,
                }
            )  # fmt: skip
            blocks.append(block)
            at += len(block)
    folder.mkdir(parents=True, exist_ok=True)
    np.savez(folder / "made.npz", frames=np.concatenate(blocks))
    (folder / "layouts.json").write_text(json.dumps({"blazepose33": {"joints": list(LANDMARKS)}}), encoding="utf-8")
    with (folder / "index.csv").open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, COLUMNS, restval="")
        writer.writeheader()
        writer.writerows(rows)
    return folder


def landmarks(performance: Performance, azimuth: float) -> np.ndarray:
    """(T, 33, 7) as our own landmarks of video are kept."""
    camera = Camera(azimuth_deg=azimuth, distance_m=4.0)
    seen = project_all(performance.points, camera)
    return np.concatenate([seen.image, seen.visibility[..., None], seen.world], axis=2).astype(np.float32)
