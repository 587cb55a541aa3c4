"""`python -m models.experiment NAME --data DIR [--work DIR] [--filmed DIR] [--minutes M] [--seed N]`: one comparison of the
report; its result is written to models/weights/results/NAME.json."""

from __future__ import annotations

import argparse
import importlib
import logging
import pkgutil
import sys
import tempfile
import time
from pathlib import Path

from mirror import paths
from mirror.errors import WorldError
from models import experiments
from models.experiments.core import Options, keep, provenance


def names() -> list[str]:
    """The experiments that there are."""
    return sorted(m.name for m in pkgutil.iter_modules(experiments.__path__) if m.name != "core")


def results() -> Path:
    """Folder of the results that the report is made from."""
    return paths.weights() / "results"


def main(argv: list[str] | None = None) -> int:
    """Exit code 0 fine, 1 the world said no (one sentence), 2 wrong usage."""
    parser = argparse.ArgumentParser(prog="python -m models.experiment", description=__doc__)
    parser.add_argument("name", choices=names())
    parser.add_argument("--data", type=Path, required=True, help="a folder in the corpus format")
    parser.add_argument("--work", type=Path, default=Path(tempfile.gettempdir()) / "mirror-experiments", help="finished parts")
    parser.add_argument("--filmed", type=Path, default=None, help="folder of `python -m models.film`")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--minutes", type=float, default=4.0, help="of fitting one network, at most")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--out", type=Path, default=None, help="folder of the result")
    args = parser.parse_args(argv)
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    options = Options(args.data, args.work / args.name, args.filmed, args.seed, args.minutes, args.threads)
    began = time.monotonic()
    try:
        result = importlib.import_module(f"models.experiments.{args.name}").run(options)
        result["provenance"] = provenance(options, args.name, began)
        target = (args.out or results()) / f"{args.name}.json"
        keep(result, target)
    except ImportError as error:
        sys.stderr.write(f"{error.name} is missing: install the extra `train`.\n")
        return 1
    except (WorldError, OSError) as error:
        sys.stderr.write(f"{error}\n")
        return 1
    sys.stdout.write(f"{target}\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
