"""`mirror sessions export`: which sessions, which form, exit codes and sentences."""

from __future__ import annotations

import csv
import io
import json
from datetime import timedelta
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from mirror import cli
from mirror.sessions import Store
from tests.export.logs import MONDAY, Run, record


@pytest.fixture
def ids(database: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Two sessions of Anna's, a week apart, and one of Ben's."""
    monkeypatch.setenv("MIRROR_SESSIONS__DATABASE", str(database))
    week = timedelta(days=7)
    return [record(database, run) for run in (Run(), Run(at=MONDAY + week), Run(name="Ben"))]


def export(*args: object) -> Result:
    return CliRunner().invoke(cli.app, ["sessions", "export", *map(str, args)])


def sessions_in(file: Path) -> set[str]:
    return {row["session"] for row in csv.DictReader(io.StringIO(file.read_bytes().decode()))}


@pytest.mark.parametrize(
    ("name", "begins"),
    [("a.csv", b"session,profile"), ("a.json", b"{"), ("a.fhir.json", b"{"), ("a.pdf", b"%PDF-"), ("a.trc", b"PathFileType")],
)
def test_the_ending_says_the_form(name: str, begins: bytes, ids: list[str], tmp_path: Path) -> None:
    result = export(ids[0][:8], "--out", tmp_path / name)
    assert (result.exit_code, result.output) == (0, "")
    assert (tmp_path / name).read_bytes().startswith(begins)


def test_the_option_says_it_louder(ids: list[str], tmp_path: Path) -> None:
    assert export(ids[0], "--format", "fhir", "--out", tmp_path / "a.csv").exit_code == 0
    assert json.loads((tmp_path / "a.csv").read_text(encoding="utf-8"))["resourceType"] == "Bundle"


def test_sessions_are_named_or_a_persons_or_all(ids: list[str], tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    for args, wanted in (
        ((ids[0], ids[2]), {ids[0], ids[2]}),
        (("--profile", "Anna"), set(ids[:2])),
        (("--all",), set(ids)),
        (("--all", "--from", "2026-06-02"), {ids[1]}),
        (("--profile", "Anna", "--from", "2026-06-01", "--to", "2026-06-07"), {ids[0]}),
    ):
        assert export(*args, "--out", file).exit_code == 0, args
        assert sessions_in(file) == wanted


@pytest.mark.parametrize(
    ("args", "code", "words"),
    [
        ((), 2, "Name sessions by their ids"),
        (("--profile", "Anna", "ID"), 2, "Name sessions by their ids"),
        (("ID", "--from", "2026-06-01"), 2, "leave out the ids"),
        (("--all", "--from", "yesterday"), 2, "yesterday"),
        (("--profile", "Carl"), 1, "called 'Carl'"),
        (("--all", "--from", "2031-01-01"), 1, "No session"),
        (("feed",), 1, "no session 'feed'"),
        (("--all", "--format", "pdf"), 1, "2 people"),
    ],
)
def test_what_cannot_be_is_a_sentence(args: tuple[str, ...], code: int, words: str, ids: list[str], tmp_path: Path) -> None:
    result = export(*(ids[0] if arg == "ID" else arg for arg in args), "--out", tmp_path / "a.csv")
    assert result.exit_code == code
    assert words in " ".join(result.stderr.replace("│", "").split())
    assert "Traceback" not in result.output
    assert not (tmp_path / "a.csv").exists()


def test_a_folder_that_is_not_there(ids: list[str], tmp_path: Path) -> None:
    result = export(ids[0], "--out", tmp_path / "no" / "a.pdf")
    assert result.exit_code == 1
    assert result.stderr.startswith("mirror: ")
    assert "cannot be written" in result.stderr


def test_of_several_trc_files_the_names_are_told(ids: list[str], tmp_path: Path) -> None:
    told = export("--profile", "Anna", "--out", tmp_path / "a.trc").stdout.splitlines()
    assert told == [str(tmp_path / f"a-{id[:8]}-set1.trc") for id in ids[:2]]
    assert all(Path(name).exists() for name in told)


def test_without_a_name(ids: list[str], tmp_path: Path) -> None:
    assert export(ids[2], "--without-name", "--out", tmp_path / "a.csv").exit_code == 0
    assert "Ben" not in (tmp_path / "a.csv").read_text(encoding="utf-8")


def test_the_report_speaks_the_settings_language_or_the_option_s(
    ids: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MIRROR_GENERAL__LANGUAGE", "de")
    file = tmp_path / "a.pdf"
    for args, code, title in (
        ((), "de", b"Trainingsbericht, Anna, 1. Juni 2026"),
        (("--language", "en"), "en", b"Training report, Anna, 1 June 2026"),
        (("--language", "ko"), "ko", "운동 보고서, Anna, 2026년 6월 1일".encode("utf-16-be")),
    ):
        assert export(ids[0], "--out", file, *args).exit_code == 0
        raw = file.read_bytes()
        assert f"/Lang ({code})".encode() in raw
        assert title in raw.replace(b"\\", b"") or code == "ko"
    assert export(ids[0], "--out", file, "--language", "fr").exit_code == 2


def test_it_is_in_the_audit(ids: list[str], database: Path, tmp_path: Path) -> None:
    from mirror.sessions.audit import Audit

    export(ids[0], "--out", tmp_path / "a.pdf", "--paper", "a4")
    with Store(database) as store:
        (entry,) = Audit(store).entries()
    assert (entry.action, entry.role, entry.object) == ("exported", "owner", f"session:{ids[0]}")
    assert entry.detail == {"form": "pdf", "nameless": False}
