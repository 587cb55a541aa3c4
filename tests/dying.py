"""What a worker of an archive does in tests; a process of its own finds it here by its name."""

from __future__ import annotations

import os

from mirror.archive import Job, Outcome


def analyze(job: Job) -> Outcome:
    """Dies of a job called bad, and answers any other."""
    if job.name.startswith("bad"):
        os._exit(9)
    return Outcome(job, {"schema": 1, "source": job.name, "sets": []})
