"""Cyclic garbage dies on the GUI thread, and the collector goes on by itself afterwards."""

from __future__ import annotations

import gc
import threading
from typing import ClassVar

from pytestqt.qtbot import QtBot

from ui import collector
from ui.collector import collecting_here


class Knot:
    """Part of a cycle; tells on which thread it was taken apart."""

    died_on: ClassVar[list[int]] = []

    def __init__(self) -> None:
        self.me = self

    def __del__(self) -> None:
        self.died_on.append(threading.get_ident())


def litter(n: int) -> None:
    for _ in range(n):
        Knot()


def test_what_another_thread_leaves_dies_on_this_one(qtbot: QtBot) -> None:
    Knot.died_on.clear()
    with collecting_here():
        assert not gc.isenabled()
        # many, since what earlier tests leave and Qt frees only now is taken off the count that says when it is time
        other = threading.Thread(target=litter, args=(50 * gc.get_threshold()[0],))
        other.start()
        other.join()
        assert Knot.died_on == []
        qtbot.waitUntil(lambda: bool(Knot.died_on), timeout=20_000)
    assert set(Knot.died_on) == {threading.get_ident()}


def test_each_generation_has_its_turn() -> None:
    gc.collect()
    for wanted in (0, 1, 2):
        collected: list[int] = []
        gc.callbacks.append(lambda phase, info: collected.append(info["generation"]) if phase == "stop" else None)  # noqa: B023
        try:
            while not collected or max(collected) < wanted:
                litter(gc.get_threshold()[0] + 1)
                collector.collect()
                assert len(collected) < 1000
        finally:
            gc.callbacks.pop()
        assert collected[0] == 0
