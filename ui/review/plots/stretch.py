"""Stretch: which part of a set's time a plot shows, and where on the screen; what hangs together shows the same."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ui.review.plots.curves import CurveView
    from ui.review.plots.mistakes import MistakeLine
    from ui.review.plots.replay import ReplayView


@dataclass(frozen=True, slots=True)
class Stretch:
    """Attributes:
    start, end: of the time that is shown, the run's seconds, start < end.
    left, right: the columns of both, pixels from the left edge of the view that shows it.
    """

    start: float
    end: float
    left: float
    right: float

    def x(self, t: float) -> float:
        """The column of a moment; also of one that is not shown."""
        return self.left + (t - self.start) / (self.end - self.start) * (self.right - self.left)

    def t(self, x: float) -> float:
        """The moment of a column, within what is shown."""
        share = min(max((x - self.left) / max(self.right - self.left, 1.0), 0.0), 1.0)
        return self.start + share * (self.end - self.start)

    def zoomed(self, factor: float, around: float) -> tuple[float, float]:
        """Start and end of a stretch so many times shorter, in which a moment keeps its column."""
        return around - (around - self.start) / factor, around + (self.end - around) / factor


def link(curves: CurveView, mistakes: MistakeLine, replay: ReplayView) -> None:
    """From now on the three show one stretch of time, one moment and one mistake. Which repetition is chosen their owner says,
    who has to tell others of it too."""
    curves.stretch_shown.connect(mistakes.show_stretch)
    curves.stretch_shown.connect(replay.show_stretch)
    mistakes.stretch_wanted.connect(curves.show_stretch)
    curves.mistake_chosen.connect(mistakes.show_mistake)
    mistakes.mistake_chosen.connect(curves.show_mistake)
    curves.moment_chosen.connect(mistakes.show_moment)
    mistakes.moment_chosen.connect(curves.show_moment)
    for view in (curves, mistakes):
        view.moment_chosen.connect(replay.seek)
        replay.moved.connect(view.show_moment)
