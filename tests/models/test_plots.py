"""The pictures are drawn whole: small files, the same bytes again, every class on the page, with any number of them."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("matplotlib")

from PIL import Image

from models.evaluation import plots

GREEN = (11, 143, 102)


def pixels(path: Path) -> np.ndarray:
    with Image.open(path) as picture:
        return np.asarray(picture.convert("RGB")).astype(int)


def coloured(image: np.ndarray, colour: tuple[int, int, int], within: int = 40) -> np.ndarray:
    """(rows, columns) of the pixels near a colour."""
    return np.argwhere(np.abs(image - colour).sum(axis=-1) < within)


@pytest.mark.parametrize("count", [1, 11, 37])
def test_a_confusion_of_any_size(tmp_path: Path, count: int) -> None:
    names = [f"some_quite_long_exercise_{k}" for k in range(count - 1)] + ["none"]
    path = tmp_path / "c.png"
    plots.confusion(path, {name: {name: 5, "none": 1} for name in names})
    image = pixels(path)
    assert 1_000 < path.stat().st_size < 200_000
    # Nothing is cut off: the margin around everything is white.
    for edge in (image[:3], image[-3:], image[:, :3], image[:, -3:]):
        assert (edge == 255).all()
    # The diagonal falls from the upper left to the lower right.
    green = coloured(image, GREEN, 120)
    if count > 1:
        assert np.corrcoef(green[:, 0], green[:, 1])[0, 1] > 0.9


def test_a_wrong_name_is_not_green(tmp_path: Path) -> None:
    plots.confusion(tmp_path / "right.png", {"squat": {"squat": 9}})
    plots.confusion(tmp_path / "wrong.png", {"squat": {"lunge": 9}})
    assert len(coloured(pixels(tmp_path / "right.png"), GREEN)) > 500
    assert len(coloured(pixels(tmp_path / "wrong.png"), GREEN)) == 0


def test_bars_are_as_long_as_their_figures(tmp_path: Path) -> None:
    def length(value: float) -> int:
        path = tmp_path / f"{value}.png"
        plots.bars(path, [plots.Bar("ours", value, ours=True)], x="macro-F1", title="made up")
        columns = coloured(pixels(path), GREEN)[:, 1]
        return int(columns.max() - columns.min())

    assert length(0.8) == pytest.approx(2 * length(0.4), rel=0.05)


def test_curves_and_reliability_are_drawn_again_the_same(tmp_path: Path) -> None:
    lines = [plots.Curve(f"system {k}", (5, 100), (0.2, 0.9), (0.1, 0.8), (0.3, 1.0), k) for k in range(3)]
    files = []
    for folder in ("a", "b"):
        curves, diagram = tmp_path / folder / "curves.png", tmp_path / folder / "reliability.png"
        plots.curves(curves, [("One", "samples", lines), ("Two", "samples", lines[:1])], y="share", log_x=True)
        plots.reliability(diagram, [[0.4, 0.3, 10], [0.9, 0.95, 90]], 0.02)
        files.append([p.read_bytes() for p in (curves, diagram)])
    assert files[0] == files[1]
    assert b"Software" not in files[0][0] + files[0][1]


def test_nothing_to_show_is_no_failure(tmp_path: Path) -> None:
    plots.reliability(tmp_path / "r.png", [])
    assert (tmp_path / "r.png").exists()
