"""The light: what pictures are being taken of just now. A small mark that stands in the same corner of every screen.

A camera that is on has a sign of its own, with a light in its lens; a film and the demo are said in a word, since nobody is
looked at. It is told (Health.looking), never guessed.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from PySide6.QtGui import QColor

from mirror.health import Health
from ui.stage.fitting import PITCH
from ui.stage.kit import Kit, sign
from ui.stage.marks import Mark, Shape
from ui.stage.wording import DEMO, FILM, say

SIZE = 1.4
"""Of the sign, in sizes of small print."""
DIM = 0.5
"""Of the brightness while the mirror sleeps: it can be seen in a dark room and does not light it."""


@dataclass(frozen=True, slots=True)
class Light:
    """Attributes:
    of: a camera, or what is played in place of one. dim: the mirror sleeps.
    """

    of: Literal["camera", "film", "demo"]
    dim: bool = False


def light_of(health: Health, *, dim: bool = False) -> Light | None:
    """None while no pictures are taken and no device is held."""
    return Light(health.looking, dim) if health.looking else None


def light_size(kit: Kit, light: Light, room: float) -> tuple[float, float]:
    """Width and height that its mark takes in a line of small print of at most `room`, pixels."""
    if light.of == "camera":
        return kit.small * SIZE, kit.small * PITCH
    word = kit.print(_word(light), room, kit.small * 2)
    return word.width, word.height


def light_marks(kit: Kit, light: Light, left: float, top: float, height: float, room: float) -> tuple[Mark, ...]:
    """The mark in a line of small print that is `height` high."""
    if light.of != "camera":
        palette = kit.look.palette
        return kit.print(_word(light), room, kit.small * 2).words(left, top, palette.faint if light.dim else palette.muted)
    size = kit.small * SIZE
    shapes = sign(kit, "camera_on", left, top + (height - size) / 2, size)
    return tuple(_dimmed(shape) for shape in shapes) if light.dim else shapes


def _word(light: Light) -> str:
    return say(DEMO if light.of == "demo" else FILM)


def _dimmed(shape: Shape) -> Shape:
    def fainter(ink: QColor | None) -> QColor | None:
        return (
            None
            if ink is None
            else QColor(round(DIM * ink.red()), round(DIM * ink.green()), round(DIM * ink.blue()), ink.alpha())
        )

    return Shape(shape.path, fainter(shape.fill), fainter(shape.outline), shape.width)
