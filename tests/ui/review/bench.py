"""What the review desk's views cost on a log: `python -m tests.ui.review.bench LOG.db [--json]`.

Three things are measured, and the output says which is which:
- opening, in a process of its own: from the command to the window that is shown with its people ("start"), and of that what the
  log costs, without loading Python and Qt ("opening");
- the first person, session and set of a desk that was just opened, each time in a process of its own, in two ways: "at once",
  each clicked in the moment in which it is on the screen, and "after a look", with so many milliseconds before each click as
  somebody needs to read and to move the pointer (`tests.ui.review.firsts`), and the longest that the GUI thread was held in them;
- every other view, from the key or click until everything is read and painted: the median of several.

All on the wall and as processor time of the whole process: on a machine that does other things the second tells what a quiet one
would take. The log is copied first: looking is noted in its audit.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ui.review.room import Room
    from ui.review.window import ReviewWindow

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

OPENING_S, VIEW_MS = 1.0, 200.0
"""What the product asks for."""
TIMES = 5
LOOK_MS = 1000
"""What somebody takes to find a name, a day or a set and to click it; a quick one."""

WAYS = {"at once": 0, "after a look": LOOK_MS}

_OPEN = """
import time
import sys
from datetime import date
from pathlib import Path
from PySide6.QtWidgets import QApplication
from mirror.settings import Settings
from ui.review.window import ReviewWindow
from ui.theme import load_fonts
app = QApplication([])
load_fonts()
began = time.time()
window = ReviewWindow(Path(sys.argv[1]), Settings(), date.today(), mode="dark")
window.show()
while window.room is None or not window.room.side.names.count():
    app.processEvents()
app.processEvents()
print(began, time.time())
window.close()
"""


def opening(log: Path) -> tuple[float, float]:
    """Seconds from starting Python to the people on the screen, and of these what the log's window took."""
    start = time.time()
    done = subprocess.run([sys.executable, "-c", _OPEN, str(log)], capture_output=True, text=True, check=True, timeout=120)
    began, ended = map(float, done.stdout.split()[-2:])
    return ended - start, ended - began


def firsts(log: Path, pause_ms: int) -> dict[str, list[tuple[float, float]]]:
    """What `tests.ui.review.firsts` tells, TIMES processes one after the other."""
    out: dict[str, list[tuple[float, float]]] = {}
    for _ in range(TIMES):
        command = [sys.executable, "-m", "tests.ui.review.firsts", str(log), str(pause_ms)]
        done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=120)
        for name, (wall, processor) in json.loads(done.stdout.splitlines()[-1]).items():
            out.setdefault(name, []).append((wall, processor))
    return out


def views(log: Path) -> dict[str, list[tuple[float, float]]]:
    """(wall, processor) milliseconds of each view but the very first ones, TIMES each."""
    from PySide6.QtWidgets import QApplication

    from mirror.settings import Settings
    from tests.ui.review.firsts import Held, clocked, settle
    from ui.collector import collecting_here
    from ui.review.window import ReviewWindow
    from ui.theme import load_fonts

    application = QApplication.instance() or QApplication(["bench"])
    load_fonts()
    window = ReviewWindow(log, Settings(), newest_day(log), mode="dark")
    window.resize(1440, 900)
    window.show()
    settle(window)
    Held().run(3 * LOOK_MS)
    room, out = window.room, dict[str, list[tuple[float, float]]]()
    assert room is not None

    def clock(name: str, act: Callable[[], object]) -> None:
        out.setdefault(name, []).append(clocked(window, act))

    with collecting_here():
        _walk(room, window, clock)
    window.close()
    del application
    return out


def _walk(room: Room, window: ReviewWindow, clock: Callable[[str, Callable[[], object]], None]) -> None:
    people = [one for one in room.side._people if one.sessions]
    clock("", lambda: room.side.names.choose(people[0].id))
    for person in (people * TIMES)[1 : 2 * TIMES + 1]:
        clock("person, calendar, trends", lambda person=person: room.side.names.choose(person.id))
    page = room._person_page
    assert page is not None
    for at in range(1, min(page.exercises.count(), TIMES + 1)):
        clock("trends of another exercise", lambda at=at: page.exercises.setCurrentIndex(at))
    for _ in range(TIMES):
        clock("another month", lambda: room.side.grid.turn(-1))
    sessions = [row for day in room.side._days.values() for row in day.sessions]
    clock("", lambda: room.choose_session(sessions[0]))
    for row in (sessions * TIMES)[1 : TIMES + 1]:
        clock("session", lambda row=row: room.choose_session(row))
    assert room.session is not None
    numbers = [one.number for one in room.session.sets if one.full]
    clock("", lambda: room.show_set(numbers[0]))
    for number in (numbers * TIMES)[1 : TIMES + 1]:
        clock("set with curves and replay", lambda number=number: room.show_set(number))
    for _ in range(TIMES):
        clock("another repetition", lambda: room.another_repetition(1))
    motion = room._set_page._plots.motion if room._set_page is not None and room._set_page._plots is not None else None
    if motion is not None:
        clock("compared with the demonstrator", lambda: motion.compare.setCurrentIndex(1))
        for at in (2, 3, 1):
            clock("compared", lambda at=at: motion.compare.setCurrentIndex(min(at, motion.compare.count() - 1)))
    clock("light theme", lambda: window.set_mode("light"))
    for _ in range(TIMES):
        clock("read again", window.refresh)


def newest_day(log: Path) -> date:
    """That of the last session: what the desk takes for today."""
    from mirror.sessions import Store

    with Store(log) as store:
        return max(one.started_at for one in store.sessions(limit=1)).date()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("log", type=Path)
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "sessions.db"
        shutil.copy(asked.log, copy)
        openings = [opening(copy) for _ in range(3)]
        first = {f"{name}, {way}": times for way, ms in WAYS.items() for name, times in firsts(copy, ms).items()}
        found = views(copy)
    found.pop("", None)
    report: dict[str, Any] = {
        "start_s": round(statistics.median(whole for whole, _ in openings), 2),
        "opening_s": round(statistics.median(window for _, window in openings), 2),
        "first_ms": {name: _told(times) for name, times in first.items()},
        "views_ms": {name: _told(times) for name, times in found.items()},
        "pause_ms": WAYS,
        "load": os.getloadavg()[0],
    }
    judged = {name: told for name, told in report["first_ms"].items() if "at once" not in name}
    slow = [name for name, told in {**judged, **report["views_ms"]}.items() if told["wall"] > VIEW_MS]
    report["too_slow"] = slow
    if asked.json:
        print(json.dumps(report, indent=1))
    else:
        _print(report)
    return 1 if slow or report["opening_s"] > OPENING_S else 0


def _print(report: dict[str, Any]) -> None:
    print(f"start {report['start_s']} s, of which opening the log {report['opening_s']} s (asked: under {OPENING_S} s)")
    print(f"the first of a desk that was just opened, {TIMES} processes each; after a look: {LOOK_MS} ms before each click")
    for name, told in report["first_ms"].items():
        print(_line(name.replace("held,", "GUI thread held longest,"), told))
    print(f"views from then on (asked: under {VIEW_MS:.0f} ms)")
    for name, told in report["views_ms"].items():
        print(_line(name, told))
    print(f"load of the machine {report['load']:.1f}; longer than asked: {', '.join(report['too_slow']) or 'none'}")


def _line(name: str, told: dict[str, float]) -> str:
    return f"  {name:44} {told['wall']:7.1f} ms, at most {told['most']:7.1f} ms; processor {told['processor']:7.1f} ms"


def _told(times: list[tuple[float, float]]) -> dict[str, float]:
    """Medians, and the longest."""
    walls, works = [wall for wall, _ in times], [work for _, work in times]
    return {
        "wall": round(statistics.median(walls), 1),
        "most": round(max(walls), 1),
        "processor": round(statistics.median(works), 1),
    }


if __name__ == "__main__":
    sys.exit(main())
