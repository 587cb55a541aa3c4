"""Sureness: how sure the mirror was, in words: of a joint's score, of one that it could not give, of a view."""

from __future__ import annotations

from mirror.sessions.store import RepetitionEntry, SetEntry
from ui.review.plots.names import title_of
from ui.review.style import DeskTheme
from ui.review.tables import Cell, score
from ui.review.texts import QT_TRANSLATE_NOOP, say

UNTOLD = {
    "view": QT_TRANSLATE_NOOP("Review", "the view could not tell"),
    "unseen": QT_TRANSLATE_NOOP("Review", "hidden or out of the picture"),
}
VIEWS = {
    "good": QT_TRANSLATE_NOOP("Review", "Seen from a good view"),
    "fair": QT_TRANSLATE_NOOP("Review", "Seen from a fair view: not everything can be told well from there"),
    "poor": QT_TRANSLATE_NOOP("Review", "Seen from a poor view: the scores are much less sure"),
}
DEVIATION = QT_TRANSLATE_NOOP("Review", "± {n} points, one standard deviation")

DEPTH_GUESSED = QT_TRANSLATE_NOOP("Review", "Filmed along the body: depth is a guess here.")


def joint_cell(rep: RepetitionEntry, joint: str, theme: DeskTheme) -> Cell:
    """The joint's score, how sure it is in the tip; "?" where the log says why there is none, "–" where it does not."""
    why = UNTOLD.get(rep.untold.get(joint, ""))
    cell = score(rep.joints.get(joint), theme)
    if why is not None:
        said = say(why)
        return Cell("?", sort=cell.sort, right=True, colour=theme.muted, tip=said[:1].upper() + said[1:])
    error = rep.errors.get(joint)
    if error is None:
        return cell
    return Cell(cell.text, cell.sort, cell.colour, cell.ground, say(DEVIATION, n=f"{error:.0f}"), cell.right)


def score_cell(rep: RepetitionEntry, theme: DeskTheme) -> Cell:
    """The repetition's score, and in the tip what the view was worth."""
    cell = score(rep.score, theme)
    return Cell(cell.text, cell.sort, cell.colour, cell.ground, view_said(rep), cell.right)


def view_said(one: RepetitionEntry | SetEntry) -> str:
    """A sentence, "" where the log does not know."""
    said = VIEWS.get(one.view or "")
    return "" if said is None else say(said)


def joint_lines(one: RepetitionEntry | SetEntry) -> str:
    """The view, then a line a joint: the worst first, what could not be told last, and why."""

    def told(joint: str, value: float | None) -> str:
        if value is None:
            why = UNTOLD.get(one.untold.get(joint, ""))
            return "–" if why is None else say(why)
        error = one.errors.get(joint)
        return f"{value:.0f}" if error is None else f"{value:.0f} ± {error:.0f}"

    ordered = sorted(one.joints.items(), key=lambda joint: (joint[1] is None, joint[1] or 0.0, joint[0]))
    lines = [f"{title_of(name)}: {told(name, value)}" for name, value in ordered]
    return "\n".join(([view_said(one)] if view_said(one) else []) + lines)
