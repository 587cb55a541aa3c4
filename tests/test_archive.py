"""An archive: the same reports on one core, two workers and a Dask cluster; what is done is not done again."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
import warnings
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest

from mirror import archive
from mirror.archive import ArchiveError, Job, Options, Outcome, analyze_archive, analyze_one, on_cluster, on_cores
from mirror.avatar.video import write_demo_video
from mirror.errors import WrongRequest
from tests import dying

BROKEN = "broken.mp4"


@pytest.fixture(scope="module")
def films(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two short films of the avatar, one of them in a folder below, and a broken one."""
    folder = tmp_path_factory.mktemp("archive")
    (folder / "spring").mkdir()
    write_demo_video("squat", 2, folder / "squat.mp4", seed=1)
    write_demo_video("jumping_jack", 2, folder / "spring" / "jack.mp4", seed=2)
    (folder / BROKEN).write_bytes((folder / "squat.mp4").read_bytes()[:2000])
    return folder


def alone(jobs: Iterable[Job]) -> Iterator[Outcome]:
    """The engine that the others are compared with: one after the other, here."""
    for job in jobs:
        yield analyze_one(job, threads=2)


def told(outcomes: Iterable[Outcome]) -> list[tuple[str, dict[str, Any] | None, str]]:
    """What does not depend on how fast it went."""
    return [
        (one.job.name, None if one.report is None else {k: v for k, v in one.report.items() if k != "timing"}, one.problem)
        for one in outcomes
    ]


@pytest.fixture(scope="module")
def wanted(films: Path, tmp_path_factory: pytest.TempPathFactory) -> list[tuple[str, dict[str, Any] | None, str]]:
    return told(analyze_archive(films, tmp_path_factory.mktemp("alone"), Options(), alone))


def test_two_workers_tell_what_one_tells(films: Path, tmp_path: Path, wanted: object) -> None:
    seen: list[tuple[int, int]] = []
    outcomes = analyze_archive(films, tmp_path, Options(), on_cores(2), progress=lambda done, total: seen.append((done, total)))
    assert told(outcomes) == wanted
    assert seen == [(0, 3), (1, 3), (2, 3), (3, 3)]
    broken, jack, squat = outcomes
    assert "broken.mp4" in broken.problem
    assert jack.report is not None
    assert squat.report is not None
    assert (jack.report["source"], squat.report["source"]) == ("spring/jack.mp4", "squat.mp4")
    assert squat.report["sets"][0]["counts"]["full"] == 2
    assert sorted(path.name for path in tmp_path.rglob("*") if path.is_file()) == ["jack.mp4.json", "squat.mp4.json"]


def test_a_cluster_tells_what_one_core_tells(films: Path, tmp_path: Path, wanted: object) -> None:
    distributed = pytest.importorskip("distributed")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of the cluster's own making, when its processes end
        with distributed.LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster:
            outcomes = analyze_archive(films, tmp_path, Options(), on_cluster(cluster.scheduler_address))
    assert told(outcomes) == wanted


def test_what_is_done_is_not_done_again(films: Path, tmp_path: Path, wanted: object) -> None:
    asked: list[str] = []

    def counting(jobs: Iterable[Job]) -> Iterator[Outcome]:
        for job in jobs:
            asked.append(job.name)
            yield Outcome(job, {"schema": 1, "sets": [], "source": job.name})

    first = analyze_archive(films, tmp_path, Options(), counting)
    assert [one.fresh for one in first] == [True] * 3
    second = analyze_archive(films, tmp_path, Options(), counting)
    assert [one.fresh for one in second] == [False] * 3
    assert [one.report for one in second] == [one.report for one in first]
    assert len(asked) == 3
    # another exercise, another recording, a report that is cut off: what it was made of has changed
    analyze_archive(films, tmp_path, Options(exercise="squat"), counting)
    assert len(asked) == 6
    (tmp_path / "squat.mp4.json").write_text('{"schema": 1,')
    analyze_archive(films, tmp_path, Options(exercise="squat"), counting)
    assert asked[6:] == ["squat.mp4"]
    copy = tmp_path / "copy"
    shutil.copytree(films, copy)
    analyze_archive(copy, tmp_path / "out", Options(), counting)
    os.utime(copy / "squat.mp4", ns=(1, 1))
    del asked[:]
    analyze_archive(copy, tmp_path / "out", Options(), counting)
    assert asked == ["squat.mp4"]
    analyze_archive(copy, tmp_path / "out", Options(), counting, again=True)
    assert len(asked) == 4


def test_a_run_that_was_killed_goes_on(films: Path, tmp_path: Path, wanted: object) -> None:
    out = tmp_path / "reports"
    program = [sys.executable, "-m", "mirror.cli", "analyze", str(films), "--workers", "1", "--out", str(out)]
    env = {**os.environ, **{f"XDG_{kind}_HOME": str(tmp_path / kind) for kind in ("CONFIG", "DATA", "STATE", "CACHE")}}
    began = subprocess.Popen(program, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)
    deadline = time.monotonic() + 120
    while not list(out.rglob("*.json")) and time.monotonic() < deadline:
        time.sleep(0.02)
    os.killpg(began.pid, signal.SIGKILL)
    began.wait()
    (kept,) = out.rglob("*.json")
    written = kept.stat().st_mtime_ns
    again = subprocess.run(program, env=env, capture_output=True, text=True, timeout=240, check=False)
    assert again.returncode == 1
    assert again.stderr.startswith(f"mirror: {BROKEN}: ")
    assert "Traceback" not in again.stderr
    assert kept.stat().st_mtime_ns == written
    reports = {path.relative_to(out).as_posix(): json.loads(path.read_text()) for path in out.rglob("*.json")}
    assert sorted(reports) == ["spring/jack.mp4.json", "squat.mp4.json"]


def test_a_worker_that_dies_takes_no_other_along(tmp_path: Path) -> None:
    for name in ("bad.mp4", "a.mp4", "c.mp4", "d.mp4"):
        (tmp_path / name).write_bytes(b"film")
    outcomes = {one.job.name: one for one in analyze_archive(tmp_path, tmp_path / "out", Options(), on_cores(1, dying.analyze))}
    assert [outcomes[name].problem for name in ("a.mp4", "c.mp4", "d.mp4")] == [""] * 3
    assert "died" in outcomes["bad.mp4"].problem


def test_what_cannot_be_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(ArchiveError, match="There is no video"):
        analyze_archive(tmp_path, tmp_path / "out", Options(), alone)
    assert not (tmp_path / "out").exists()
    (tmp_path / "film.mp4").write_bytes(b"film")
    (tmp_path / "taken").write_text("")
    with pytest.raises(ArchiveError, match="cannot be made"):
        analyze_archive(tmp_path, tmp_path / "taken" / "out", Options(), alone)
    with pytest.raises(WrongRequest, match="one of them"):
        archive.engine(2, "tcp://127.0.0.1:1")
    with pytest.raises(WrongRequest, match="address"):
        archive.engine(None, "localhost")


def test_a_scheduler_that_is_not_there_is_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("distributed")
    monkeypatch.setattr(archive, "ANSWER_S", 0.5)
    (tmp_path / "film.mp4").write_bytes(b"film")
    with pytest.raises(ArchiveError, match="does not answer"):
        analyze_archive(tmp_path, tmp_path / "out", Options(), on_cluster("tcp://127.0.0.1:9"))
