"""What the review's plots cost: `python -m tests.ui.review.plots_bench`. Prints medians and the worst of some runs, milliseconds.

Nothing here is a test: the figures depend on the machine, the clock's ones also on what else it does. A set of ten minutes is
shown, its curves are zoomed, and the replay is painted at 800x600 with everything switched on. `--scale 2` draws with two device
pixels for each.
"""

from __future__ import annotations

import argparse
import os
import statistics
import time
from collections.abc import Callable

TIMES = 30


def timed(what: Callable[[], object], times: int = TIMES) -> list[tuple[float, float]]:
    """(processor, wall clock) milliseconds of each run but the first, which warms up."""
    what()
    out = []
    for _ in range(times):
        busy, start = time.process_time(), time.perf_counter()
        what()
        out.append(((time.process_time() - busy) * 1000.0, (time.perf_counter() - start) * 1000.0))
    return out


def told(name: str, took: list[tuple[float, float]]) -> None:
    busy, wall = (statistics.median(column) for column in zip(*took, strict=True))
    print(f"{name:<58} processor {busy:7.2f} ms   clock {wall:7.2f} ms   worst {max(w for _, w in took):7.2f} ms")


def main() -> None:
    given = argparse.ArgumentParser(description=__doc__)
    given.add_argument("--scale", type=float, default=1.0)
    scale = given.parse_args().scale
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    os.environ["QT_SCALE_FACTOR"] = str(scale)
    from PySide6.QtGui import QImage, QPainter
    from PySide6.QtWidgets import QApplication

    from tests.ui.review import acted
    from ui.review.style import DeskTheme
    from ui.theme import load_fonts

    app = QApplication([])
    load_fonts()
    start = time.perf_counter()
    from ui.review.plots import CurveView, MistakeLine, ReplayView, TrendView

    print(f"{'loading the plots':<58} {1000 * (time.perf_counter() - start):14.2f} ms")
    theme, view, short = DeskTheme.of(True), acted.long(10.0), acted.squats()
    curve = next(iter(view.measures.values())).curve
    print(f"a set of {len(curve.t)} samples, {len(view.measures)} measures, {len(view.mistakes)} mistakes; scale {scale:g}")

    curves = CurveView(theme)
    curves.resize(900, 420)
    curves.show()

    def shown() -> None:
        curves.show_set(view, 12)
        curves.grab()

    told("CurveView.show_set of it", timed(lambda: curves.show_set(view, 12)))
    told("CurveView.show_set of it and its picture", timed(shown))
    curves.set_mode("repetition")
    told("CurveView, all repetitions laid over each other, painted", timed(curves.grab))
    curves.set_mode("time")
    curves.zoom(8.0)
    told("CurveView zoomed 8 times, painted", timed(curves.grab))
    chosen = iter(range(10**6))
    t = iter(range(10**6))

    def moved() -> None:
        curves.show_moment(view.start_t + next(t) % 600)
        app.processEvents()

    told("CurveView.show_moment, painted", timed(moved))
    told("CurveView.select", timed(lambda: curves.select(10 + next(chosen) % 100)))

    line = MistakeLine(theme)
    line.resize(900, 280)
    line.show()

    def lined() -> None:
        line.show_set(view, 12)
        line.grab()

    told("MistakeLine.show_set of it and its picture", timed(lined))

    replay = ReplayView(theme)
    replay.resize(800, 760)
    replay.show()
    replay.show_set(short, 12)
    replay.show_tracks(acted.recorded(), acted.one_repetition(5))
    replay.set_angle("left_knee")
    replay.set_trail("wrist")
    replay.show_scores({"left_knee": 45.0, "right_knee": 72.0, "hip": 93.0})
    stand = replay._stand
    stand.resize(800, 600)
    image = QImage(round(800 * scale), round(600 * scale), QImage.Format.Format_ARGB32_Premultiplied)
    image.setDevicePixelRatio(scale)
    moment = iter(range(10**6))

    def painted() -> None:
        replay.seek(acted.START + next(moment) * 0.05 % 20.0)
        painter = QPainter(image)
        stand.paint(painter)
        painter.end()

    told("ReplayView, a moment painted at 800x600, all switched on", timed(painted, 200))
    stand.scene.beside = True
    told("the same, two figures side by side", timed(painted, 200))

    trends = TrendView(theme)
    trends.resize(1100, 760)
    trends.show()

    def trended() -> None:
        trends.show_trends(acted.trends(52))
        app.processEvents()
        trends.grab()

    told("TrendView.show_trends of a year and its picture", timed(trended))


if __name__ == "__main__":
    main()
