"""`python -m models.examiner --out DIR [--workers N]`: films every exam and day that the experiments judge through pixels.

It may be stopped and started again; nothing in it depends on the network that names.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from rich.progress import Progress

from mirror.errors import WorldError
from models.examiner.daily import DAYS_FILMED, day, through_pixels
from models.examiner.film import film
from models.examiner.plans import Counts, pixels
from models.examiner.settings import settings


def main(argv: list[str] | None = None) -> int:
    """Exit code 0 fine, 1 the world said no (one sentence), 2 wrong usage."""
    parser = argparse.ArgumentParser(prog="python -m models.examiner", description="films the examiner's exams")
    parser.add_argument("--out", type=Path, required=True, help="folder for the landmarks (no picture is kept)")
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--exercises", type=int, default=None, help="only the first so many")
    parser.add_argument("--only", choices=("days", "exams"), default=None)
    args = parser.parse_args(argv)
    try:
        with Progress() as bar:
            if args.only != "exams":
                for number in bar.track(DAYS_FILMED, description="days"):
                    through_pixels(day(number, settings().daily.minutes_a_person), args.out)
            if args.only == "days":
                return 0
            task = bar.add_task("exams", total=None)
            for done, count in film(pixels(Counts(exercises=args.exercises)), args.out, args.workers):
                bar.update(task, completed=done, total=count)
    except (WorldError, OSError) as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
