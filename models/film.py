"""`python -m models.film --out DIR [--count N] [--seed N] [--workers N]`: films the avatar for `models.train --filmed DIR`."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from rich.progress import Progress

from mirror.errors import WorldError
from models.corpus.filmed import Filming, film


def main(argv: list[str] | None = None) -> int:
    """Exit code 0 fine, 1 the world said no (one sentence), 2 wrong usage. An interrupted run goes on where it stopped."""
    parser = argparse.ArgumentParser(prog="python -m models.film", description=__doc__)
    parser.add_argument("--out", type=Path, required=True, help="folder for the landmarks (no picture is kept)")
    parser.add_argument("--count", type=int, default=600)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--workers", type=int, default=2)
    args = parser.parse_args(argv)
    try:
        with Progress() as bar:
            task = bar.add_task("filming", total=args.count)
            for done, _ in film(Filming(args.out, args.count, args.seed), args.workers):
                bar.update(task, completed=done)
    except (WorldError, OSError) as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
