"""The report's pictures: PNG files on a white page, the same bytes for the same figures (no dates, no versions inside).

Colours are the mirror's, darkened where they are lines or text on white; what a colour tells is told by a marker or a word too.
"""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import matplotlib
import numpy as np
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.colors import LinearSegmentedColormap
from matplotlib.figure import Figure
from PIL import Image

INK = "#0B0F14"
QUIET = "#5B6672"
GRID = "#DDE3E9"
GOOD = "#0B8F66"
ATTENTION = "#A86B00"
DANGER = "#C93A3A"
_LINES = (GOOD, "#2F5BB7", ATTENTION, DANGER, "#7A3FA0", QUIET)
_MARKERS = ("o", "s", "^", "D", "v", "P")
_RIGHT = LinearSegmentedColormap.from_list("right", ["#FFFFFF", "#7CF5C4", "#0B8F66"])
_WRONG = LinearSegmentedColormap.from_list("wrong", ["#FFFFFF", "#FF9C9C", "#C93A3A"])
_STYLE = {
    "font.family": "DejaVu Sans",
    "font.size": 10,
    "text.color": INK,
    "axes.edgecolor": QUIET,
    "axes.labelcolor": INK,
    "axes.titlesize": 11,
    "axes.titleweight": "bold",
    "axes.titlelocation": "left",
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.grid": False,
    "axes.axisbelow": True,
    "grid.color": GRID,
    "xtick.color": QUIET,
    "ytick.color": QUIET,
    "xtick.labelcolor": INK,
    "ytick.labelcolor": INK,
    "legend.frameon": False,
    "legend.fontsize": 9,
}
_DPI = 100


@dataclass(frozen=True)
class Bar:
    """One bar: a label, its figure 0..1, its 95 % interval where there is one, and whether it is ours."""

    label: str
    value: float
    interval: tuple[float, float] | None = None
    ours: bool = False


@dataclass(frozen=True)
class Curve:
    """One line: a label, x, y and the interval of each y (None: no band). `group` picks colour and marker, `dash` the stroke."""

    label: str
    x: Sequence[float]
    y: Sequence[float]
    low: Sequence[float] | None = None
    high: Sequence[float] | None = None
    group: int = 0
    dash: str = "-"


def confusion(path: Path, counts: Mapping[str, Mapping[str, int]]) -> None:
    """truth -> named -> n. Shade: share of the row; the number in a cell: sequences. Right is green and on the diagonal."""
    truths = sorted(counts, key=lambda c: (c == "none", c))
    named = truths + sorted({n for row in counts.values() for n in row} - set(truths))
    table = np.array([[counts[t].get(n, 0) for n in named] for t in truths], float).reshape(len(truths), len(named))
    share = table / np.maximum(table.sum(axis=1, keepdims=True), 1)
    # Square cells of a size that holds three figures; the margins hold the longest names.
    cell = 0.42 if len(named) <= 16 else 0.33
    left, below = 2.35, 1.85
    width, height = left + cell * len(named) + 0.2, below + cell * len(truths) + 0.65
    with matplotlib.rc_context(_STYLE):
        figure = Figure(figsize=(width, height), dpi=_DPI)
        axes = figure.add_axes(
            (left / width, below / height, cell * len(named) / width, cell * len(truths) / height), xticks=[], yticks=[]
        )
        own = np.arange(len(named))[None] == np.arange(len(truths))[:, None]
        axes.imshow(np.where(own[..., None], _RIGHT(share), _WRONG(share)), aspect="auto", interpolation="nearest")
        size = 9 if len(named) <= 16 else 7.5
        for i, j in zip(*np.nonzero(table), strict=True):
            axes.text(j, i, f"{table[i, j]:.0f}", ha="center", va="center", fontsize=size)
        axes.set_xticks(range(len(named)), [n.replace("_", " ") for n in named], rotation=90, fontsize=size)
        axes.set_yticks(
            range(len(truths)),
            [f"{t.replace('_', ' ')} ({table[i].sum():.0f})" for i, t in enumerate(truths)],
            fontsize=size,
        )
        axes.set_xticks(np.arange(len(named) + 1) - 0.5, minor=True)
        axes.set_yticks(np.arange(len(truths) + 1) - 0.5, minor=True)
        axes.grid(which="minor", linewidth=0.8)
        axes.tick_params(which="both", length=0)
        axes.set_xlabel("named")
        axes.set_ylabel("truth (sequences)")
        axes.set_title("What each exercise was taken for")
        _save(figure, path)


def reliability(path: Path, bins: Sequence[Sequence[float]], ece: float | None = None) -> None:
    """bins: [mean confidence, share right, n], as `calibration.reliability` gives them. Below: how many outputs each holds."""
    sure, right, n = np.array(bins, float).reshape(-1, 3).T
    with matplotlib.rc_context(_STYLE):
        figure = Figure(figsize=(5.6, 5.6), dpi=_DPI, layout="constrained")
        above, below = figure.subplots(2, 1, height_ratios=(4, 1), sharex=True)
        above.plot([0, 1], [0, 1], color=QUIET, linestyle="--", linewidth=1, label="exactly as sure as right")
        above.plot(sure, right, color=GOOD, marker="o", markersize=5, linewidth=1.8, label="measured")
        above.vlines(sure, np.minimum(sure, right), np.maximum(sure, right), color=DANGER, linewidth=1.2, label="gap")
        above.set_ylabel("share right")
        above.set_ylim(0, 1.02)
        above.set_title("Is it as sure as it is right?" + (f"   ECE {ece:.3f}" if ece is not None else ""))
        above.legend(loc="upper left")
        below.bar(sure, n, width=0.045, color=GOOD)
        below.set_ylabel("outputs")
        below.set_xlabel("confidence of the best class")
        below.set_xlim(0, 1.02)
        for axes in (above, below):
            axes.grid(True, linewidth=0.8)
        _save(figure, path)


def curves(path: Path, panels: Sequence[tuple[str, str, Sequence[Curve]]], *, y: str, log_x: bool = False) -> None:
    """Panels side by side on one 0..1 axis: (title, x label, curves). A legend stands where a panel has more than one curve."""
    with matplotlib.rc_context(_STYLE):
        tall = 4.4 if any(len(lines) > 1 for _, _, lines in panels) else 3.6
        figure = Figure(figsize=(5.0 * len(panels) if len(panels) > 1 else 6.4, tall), dpi=_DPI, layout="constrained")
        row: Sequence[Axes] = figure.subplots(1, len(panels), sharey=True, squeeze=False)[0]
        for axes, (title, x, lines) in zip(row, panels, strict=True):
            for line in lines:
                _curve(axes, line)
            if log_x:
                axes.set_xscale("log")
            ticks = sorted({v for line in lines for v in line.x})
            ticks = ticks[:: 1 + len(ticks) // 9]
            axes.set_xticks(ticks, [f"{v:g}" for v in ticks])
            axes.minorticks_off()
            axes.set_title(title)
            axes.set_xlabel(x)
            axes.set_ylim(-0.02, 1.02)
            axes.grid(True, linewidth=0.8)
            if len(lines) > 1:
                axes.legend(loc="upper center", bbox_to_anchor=(0.5, -0.16), ncols=min(3, 1 + len(lines) // 4))
        row[0].set_ylabel(y)
        _save(figure, path)


def _curve(axes: Axes, line: Curve) -> None:
    colour, marker = _LINES[line.group % len(_LINES)], _MARKERS[line.group % len(_MARKERS)]
    if line.low is not None and line.high is not None:
        axes.fill_between(line.x, line.low, line.high, color=colour, alpha=0.16, linewidth=0)
    axes.plot(line.x, line.y, color=colour, linestyle=line.dash, marker=marker, markersize=4.5, linewidth=1.6, label=line.label)


def bars(path: Path, rows: Sequence[Bar], *, x: str, title: str) -> None:
    """Horizontal bars, the best above; ours filled, others hatched; the interval as a whisker, the figure at the end."""
    ordered = sorted(rows, key=lambda r: r.value)
    with matplotlib.rc_context(_STYLE | {"hatch.color": "white", "hatch.linewidth": 1.2}):
        figure = Figure(figsize=(8.2, 1.1 + 0.36 * len(ordered)), dpi=_DPI, layout="constrained")
        axes = figure.subplots()
        for k, row in enumerate(ordered):
            axes.barh(k, row.value, 0.68, color=GOOD if row.ours else "#9FB0C0", hatch=None if row.ours else "//", linewidth=0)
            end = row.value
            if row.interval is not None:
                low, high = row.interval
                axes.plot([low, high], [k, k], color=INK, linewidth=1.3, marker="|", markersize=7)
                end = max(end, high)
            axes.text(end + 0.012, k, f"{row.value:.3f}", va="center", fontsize=9, fontweight="bold" if row.ours else "normal")
        axes.set_yticks(range(len(ordered)), [r.label for r in ordered])
        axes.set_xlim(0, 1.09)
        axes.set_xticks(np.arange(0, 1.01, 0.2))
        axes.set_xlabel(x)
        axes.set_title(title)
        axes.grid(True, axis="x", linewidth=0.8)
        axes.tick_params(axis="y", length=0)
        _save(figure, path)


def _save(figure: Figure, path: Path) -> None:
    """Without date or version, so that the same figures give the same bytes."""
    FigureCanvasAgg(figure)
    memory = io.BytesIO()
    figure.savefig(memory, format="png", metadata={"Software": None}, bbox_inches="tight", pad_inches=0.12)
    memory.seek(0)
    path.parent.mkdir(parents=True, exist_ok=True)
    with Image.open(memory) as picture:
        picture.convert("RGB").save(path, format="PNG", optimize=True)
