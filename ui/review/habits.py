"""Habits: how somebody left the desk's window and its tables, kept from one day to the next. Nothing about people is in it."""

from __future__ import annotations

import json
import os
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any, TypeGuard, get_args

from PySide6.QtCore import QByteArray
from PySide6.QtWidgets import QSplitter, QTabWidget, QWidget

from ui.review.style import Mode
from ui.review.tables import Grid

LEAST_PX, MOST_PX = 24, 2000
"""Of a column."""


class Habits:
    """What is kept: the window's size and place, the theme, the tabs that were open, how splitters and columns were drawn.

    A file that is missing, broken or of another kind, or a value in it that makes no sense, is as if nothing had been kept; where
    it cannot be written, nothing is.
    """

    def __init__(self, file: Path | None = None) -> None:
        """`file`: None for none, then all of it is forgotten with the program."""
        self._file = file
        self._known = _read(file)

    # -- the window ----------------------------------------------------------------------------------------------------

    @property
    def mode(self) -> Mode:
        """The theme that was chosen."""
        found = self._known.get("mode")
        return next((mode for mode in get_args(Mode) if mode == found), "system")

    @mode.setter
    def mode(self, mode: Mode) -> None:
        self._known["mode"] = mode

    def place(self, window: QWidget) -> bool:
        """Put the window where it was; False where nothing is known. Qt keeps it on a screen that is there."""
        found = self._known.get("window")
        if not isinstance(found, str) or not found.isascii():
            return False
        return bool(window.restoreGeometry(QByteArray.fromBase64(found.encode("ascii"))))

    def leave(self, window: QWidget) -> None:
        """Keep where the window is."""
        self._known["window"] = bytes(window.saveGeometry().toBase64().data()).decode("ascii")

    # -- what stands in it ---------------------------------------------------------------------------------------------

    def follow(self, name: str, widget: QTabWidget | QSplitter | Grid) -> None:
        """Give it back what is known under this name, and keep what the user does to it from now on."""
        value = self._known.get(name)
        if isinstance(widget, QTabWidget):
            if _whole(value, 0, widget.count() - 1):
                widget.setCurrentIndex(value)
            widget.currentChanged.connect(partial(self.keep, name))
        elif isinstance(widget, QSplitter):
            if (sizes := self.sizes(name, widget.count())) is not None:
                widget.setSizes(sizes)
            widget.splitterMoved.connect(lambda at, index: self.keep(name, widget.sizes()))
        else:
            if isinstance(value, dict):
                widget.widths = {
                    int(column): width
                    for column, width in value.items()
                    if column.isascii() and column.isdigit() and _whole(width, LEAST_PX, MOST_PX)
                }
            widget.drawn.connect(lambda: self.keep(name, {str(column): wide for column, wide in widget.widths.items()}))

    def sizes(self, name: str, count: int) -> list[int] | None:
        """Those of a splitter's parts, None where they are not known."""
        value = self._known.get(name)
        if isinstance(value, list) and len(value) == count and all(_whole(one, 1, 100_000) for one in value):
            return value
        return None

    def keep(self, name: str, value: int | list[int] | dict[str, int]) -> None:
        """Keep the tab, the sizes or the widths under this name."""
        self._known[name] = value

    def save(self) -> None:
        """Write it down: whole or not at all."""
        if self._file is None:
            return
        aside = self._file.with_name(f".{self._file.name}.{os.getpid()}")
        with suppress(OSError):
            self._file.parent.mkdir(parents=True, exist_ok=True)
            aside.write_text(json.dumps(self._known, indent=1, sort_keys=True), encoding="ascii")
            os.replace(aside, self._file)


def _whole(value: object, least: int, most: int) -> TypeGuard[int]:
    return isinstance(value, int) and not isinstance(value, bool) and least <= value <= most


def _read(file: Path | None) -> dict[str, Any]:
    try:
        found = {} if file is None else json.loads(file.read_text(encoding="ascii"))
    except (OSError, ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}
