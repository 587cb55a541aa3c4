"""An archive of recordings, analysed again: every video below a folder, on this machine's cores or on a Dask cluster.

A recording's report is written under its own name as soon as it is done, so that a run that was stopped goes on where it was: a
report counts as done while recording, program, networks, exercises and options are those that made it (its `made_by`).
The recordings do not know of each other; whoever analyses them, the reports are the same but for `timing`.
"""

from __future__ import annotations

import hashlib
import json
import multiprocessing
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import asdict, dataclass
from importlib import import_module
from pathlib import Path
from typing import Any, Literal

import mirror
from mirror import paths
from mirror.errors import WorldError, WrongRequest

VIDEOS = frozenset({".mp4", ".mov", ".avi", ".mkv", ".webm", ".m4v", ".mpg", ".mpeg"})
ANSWER_S = 10.0
"""How long a scheduler may take to answer."""
_TRIES = 2
"""A recording during whose analysis a worker dies is tried so many times: it may have been a neighbour that killed it."""


class ArchiveError(WorldError):
    """There is nothing to analyse, nowhere to write, or the cluster does not answer."""


@dataclass(frozen=True, slots=True)
class Options:
    """What a report depends on besides the recording. exercise: counted and no other, "" for whatever is recognised."""

    model: Literal["lite", "full", "heavy"] = "full"
    exercise: str = ""


@dataclass(frozen=True, slots=True)
class Job:
    """One recording to analyse. name: its path below the archive. key: of what its report depends on."""

    path: Path
    name: str
    key: str
    options: Options


@dataclass(frozen=True, slots=True)
class Outcome:
    """A job's report, or the sentence that says why there is none. fresh: it was made now, not found from before."""

    job: Job
    report: dict[str, Any] | None
    problem: str = ""
    fresh: bool = True


Engine = Callable[[Iterable[Job]], Iterator[Outcome]]
"""Analyses jobs and gives their outcomes as they are done, in any order."""


def beside(folder: Path) -> Path:
    """Where the reports go when nobody says: a folder beside the archive, which itself is only read."""
    whole = folder.resolve()
    return whole.with_name(f"{whole.name}-reports")


def engine(workers: int | None, scheduler: str | None) -> Engine:
    """As the command line asks for it. Raises WrongRequest where it asks for both."""
    if workers is not None and scheduler is not None:
        raise WrongRequest("--workers is for this machine and --scheduler for a cluster; give one of them.")
    if scheduler is not None:
        return on_cluster(scheduler)
    return on_cores(workers or _cores())


def _cores() -> int:
    """Those that this process may use; a container may have been given fewer than there are."""
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:  # not on every system
        return os.cpu_count() or 1


def recordings(folder: Path) -> list[Path]:
    """Every video below the folder, in the order of their names; hidden ones are left out. Raises ArchiveError."""
    try:
        found = [
            path
            for path in folder.rglob("*")
            if path.suffix.lower() in VIDEOS
            and not any(part.startswith(".") for part in path.relative_to(folder).parts)
            and path.is_file()
        ]
    except OSError as error:
        raise ArchiveError(f"The folder {folder} cannot be read ({error.strerror}).") from error
    if not found:
        raise ArchiveError(f"There is no video below {folder} ({', '.join(sorted(VIDEOS))}).")
    return sorted(found)


def analyze_archive(
    folder: Path,
    out: Path,
    options: Options,
    engine: Engine,
    *,
    again: bool = False,
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> list[Outcome]:
    """Every recording below `folder`, in the order of their names; reports go to `out`, one JSON file each.

    `again`: those that are done are done anew. Raises ArchiveError where there is nothing to read or nowhere to write; a
    recording that cannot be analysed is an Outcome with its sentence and holds up no other.
    """
    jobs = [_job(path, folder, options) for path in recordings(folder)]
    _make(out)
    done = {} if again else {job.name: kept for job in jobs if (kept := _kept(job, out)) is not None}
    outcomes = {name: Outcome(job, done[name], fresh=False) for job in jobs if (name := job.name) in done}
    progress(len(outcomes), len(jobs))
    for outcome in engine([job for job in jobs if job.name not in outcomes]):
        if outcome.report is not None:
            _keep(outcome, out)
        outcomes[outcome.job.name] = outcome
        progress(len(outcomes), len(jobs))
    return [outcomes[job.name] for job in jobs]


def analyze_one(job: Job, threads: int = 1) -> Outcome:
    """The outcome of one job, here and now. `threads`: of the pose network; they change the time, not the report."""
    from mirror import analysis

    try:
        report = analysis.analyze(job.path, exercise=job.options.exercise or None, model=job.options.model, threads=threads)
    except WorldError as error:
        return Outcome(job, None, str(error))
    # recordings of one name may lie in several folders
    return Outcome(job, {**report, "source": job.name})


def on_cores(workers: int, analyze: Callable[[Job], Outcome] = analyze_one) -> Engine:
    """This machine: so many processes side by side, each with a thread of its own. A process that dies takes no other along.

    `analyze`: what a process does with a job; it has to be found by its name there.
    """

    def run(jobs: Iterable[Job]) -> Iterator[Outcome]:
        tries: dict[Job, int] = dict.fromkeys(jobs, 0)
        while tries:
            yield from _round(tries, min(workers, len(tries)), analyze)

    return run


def _round(tries: dict[Job, int], workers: int, analyze: Callable[[Job], Outcome]) -> Iterator[Outcome]:
    """Until every job is done and taken out of `tries`, or until a worker dies."""
    # spawn: a forked process would inherit onnxruntime's threads as locks that nobody opens
    with ProcessPoolExecutor(workers, mp_context=multiprocessing.get_context("spawn"), initializer=_alone) as pool:
        waiting = list(tries)
        running: dict[Future[Outcome], Job] = {}
        while waiting or running:
            # no more than there are workers: whoever runs when one dies is known then
            while waiting and len(running) < workers:
                job = waiting.pop(0)
                running[pool.submit(analyze, job)] = job
            finished, _ = wait(running, return_when=FIRST_COMPLETED)
            for future in finished:
                job = running[future]
                try:
                    outcome = future.result()
                except BrokenProcessPool:
                    yield from _died(tries, running.values())
                    return
                del running[future], tries[job]
                yield outcome


def _died(tries: dict[Job, int], suspects: Iterable[Job]) -> Iterator[Outcome]:
    for job in suspects:
        tries[job] += 1
        if tries[job] >= _TRIES:
            del tries[job]
            yield Outcome(job, None, f"The process that analysed {job.path} died; is there enough memory?")


def _alone() -> None:
    """A worker's libraries take one thread each; Ctrl-C is the parent's to answer."""
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ.setdefault(name, "1")


def on_cluster(scheduler: str) -> Engine:
    """A Dask cluster, by its scheduler's address ("tcp://host:8786"). Its workers have this program in the same version and see
    the archive under the same path; reports are written here. Raises ArchiveError where it does not answer or does not fit."""
    if "://" not in scheduler:
        raise WrongRequest(f"{scheduler!r} is no scheduler's address; write it as tcp://host:8786.")
    try:
        distributed: Any = import_module("distributed")
    except ImportError:
        raise ArchiveError("Dask is not installed; pip install 'training-mirror[cluster]' brings it.") from None

    def run(jobs: Iterable[Job]) -> Iterator[Outcome]:
        try:
            client = distributed.Client(scheduler, timeout=ANSWER_S, set_as_default=False)
        except (OSError, ValueError, TimeoutError) as error:
            raise ArchiveError(f"The scheduler {scheduler} does not answer ({_first_line(error)}).") from error
        with client:
            _check_workers(client, scheduler)
            yield from _gathered(distributed, client, list(jobs))

    return run


def _gathered(distributed: Any, client: Any, jobs: list[Job]) -> Iterator[Outcome]:
    # pure=False and a key with the options in it: a job of another run is never taken for this one
    futures = {client.submit(analyze_one, job, key=f"mirror-{job.key}-{at}", retries=1): job for at, job in enumerate(jobs)}
    for future in distributed.as_completed(futures, loop=client.loop):
        job = futures[future]
        try:
            yield future.result()
        except distributed.scheduler.KilledWorker:
            yield Outcome(job, None, f"The workers that analysed {job.path} died; is there enough memory?")
        finally:
            future.release()


def _check_workers(client: Any, scheduler: str) -> None:
    """Every worker has this very version: another one would give other reports under the same key."""
    try:
        found: Mapping[str, str] = client.run(version)
    except ModuleNotFoundError as error:
        raise ArchiveError(f"The workers of {scheduler} do not have this program installed ({error}).") from error
    except (OSError, TimeoutError) as error:
        raise ArchiveError(f"The scheduler {scheduler} does not answer ({_first_line(error)}).") from error
    if not found:
        raise ArchiveError(f"The scheduler {scheduler} has no workers; start some (dask worker {scheduler}).")
    others = {address: its for address, its in found.items() if its != version()}
    if others:
        address, its = next(iter(others.items()))
        raise ArchiveError(f"The worker {address} has version {its} of this program or its networks, not {version()}.")


def version() -> str:
    """Of the program and of everything that a report depends on: networks, exercises, the user's own ones, calibrations."""
    digest = hashlib.sha256()
    for file in _made_of():
        digest.update(f"{file.name} {file.stat().st_size}\n".encode())
        digest.update(hashlib.sha256(file.read_bytes()).digest())
    return f"{mirror.__version__}+{digest.hexdigest()[:12]}"


def _made_of() -> list[Path]:
    found: list[Path] = []
    for folder in (paths.weights(), paths.exercises(), paths.own_exercises()):
        found += [path for path in folder.rglob("*") if path.suffix in (".onnx", ".toml", ".npz") and path.is_file()]
    kept = paths.config() / "calibration.toml"
    return sorted(found) + ([kept] if kept.is_file() else [])


def _job(path: Path, folder: Path, options: Options) -> Job:
    name = path.relative_to(folder).as_posix()
    state = path.stat()
    made_of = [name, state.st_size, state.st_mtime_ns, asdict(options), _version()]
    key = hashlib.sha256(json.dumps(made_of).encode()).hexdigest()[:32]
    return Job(path.resolve(), name, key, options)


_known: list[str] = []


def _version() -> str:
    """`version` reads some megabytes, so it is asked once a process."""
    if not _known:
        _known.append(version())
    return _known[0]


def _file(job: Job, out: Path) -> Path:
    return out / f"{job.name}.json"


def _kept(job: Job, out: Path) -> dict[str, Any] | None:
    """The report from before, where it was made of the very same; whatever else lies there is made anew."""
    try:
        data = json.loads(_file(job, out).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    if not isinstance(data, dict) or data.pop("made_by", None) != job.key:
        return None
    return data


def _keep(outcome: Outcome, out: Path) -> None:
    """Written whole or not at all: under another name first."""
    file = _file(outcome.job, out)
    text = json.dumps({**(outcome.report or {}), "made_by": outcome.job.key}, indent=1, allow_nan=False) + "\n"
    part = file.with_name(f".{file.name}.part")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        part.write_text(text, encoding="utf-8")
        part.replace(file)
    except OSError as error:
        raise ArchiveError(f"{file} cannot be written ({error.strerror}).") from error


def _make(out: Path) -> None:
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ArchiveError(f"The folder {out} cannot be made ({error.strerror}).") from error


def _first_line(error: BaseException) -> str:
    return (str(error).strip() or type(error).__name__).splitlines()[0]
