"""How long exports take on a log that is there already: `python -m tests.export.timing DATABASE PERSON [SESSIONS]`.

Prints for each form the seconds of processor time and of the clock, the first time (the ranges of new sets are worked out then)
and the second.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
import time
from pathlib import Path

from mirror.export import Form, chosen, write
from mirror.sessions import Store


def main(database: str, person: str, most: str = "100") -> None:
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "log.db"
        shutil.copyfile(database, copy)
        with Store(copy) as store:
            ids = chosen(store, person)[-int(most) :]
            print(f"{len(ids)} sessions")
            for form in (Form.PDF, Form.PDF, Form.FHIR, Form.CSV, Form.JSON, Form.TRC):
                cpu, clock = time.process_time(), time.perf_counter()
                files = write(store, ids, form, Path(folder) / "out", audit=None)
                size = sum(file.stat().st_size for file in files) / 1e6
                print(
                    f"{form.value:5} {time.process_time() - cpu:6.1f} s cpu {time.perf_counter() - clock:6.1f} s {size:7.2f} MB"
                )


if __name__ == "__main__":
    main(*sys.argv[1:])
