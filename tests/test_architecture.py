"""ARCHITECTURE.md and the tree say the same, and the laws that a machine can check hold."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
HOUSES = ("mirror", "ui", "models")
PURE = (
    *("trainer", "presence", "naming", "credit", "running_set", "scoreboard", "bars"),
    *("workout", "recognition", "counting", "scoring", "coaching", "exercises", "geometry", "teaching"),
)


def rooms(text: str) -> Iterator[str]:
    """Paths that the tree under "## Rooms" names ("mirror/capture", "mirror/live.py")."""
    block = re.search(r"## Rooms.*?```\n(.*?)```", text, re.DOTALL)
    assert block, "ARCHITECTURE.md has no tree under ## Rooms"
    house = ""
    for line in block[1].splitlines():
        names = re.match(r"(\s*)((?:[\w.-]+(?:/|\.py)\s?)+)", line)
        if names is None:
            continue
        for name in names[2].split():
            name = name.rstrip("/")
            if names[1]:
                yield f"{house}/{name}"
            else:
                house = name
                yield name


NAMED = set(rooms((ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")))


def test_every_room_that_is_named_exists() -> None:
    assert len(NAMED) > 20
    assert sorted(name for name in NAMED if not (ROOT / name).exists()) == []


def test_every_room_that_exists_is_named() -> None:
    there = set()
    for house in HOUSES:
        for path in (ROOT / house).iterdir():
            if path.name.startswith(("__", ".")):
                continue
            if path.suffix == ".py" or (path.is_dir() and any(path.rglob("*.py"))):
                there.add(f"{house}/{path.name}")
    assert sorted(there - NAMED) == []


def test_tests_mirror_the_tree() -> None:
    """A folder of tests is a room of mirror/, or a house, or the end-to-end tests."""
    folders = {path.name for path in (ROOT / "tests").iterdir() if path.is_dir() and any(path.rglob("test_*.py"))}
    allowed = {path.name for path in (ROOT / "mirror").iterdir()} | set(HOUSES) | {"e2e"}
    assert sorted(folders - allowed) == []


def test_import_contracts_hold() -> None:
    lint = Path(sys.executable).with_name("lint-imports")
    result = subprocess.run([lint, "--no-logo", "--no-cache"], cwd=ROOT, capture_output=True, text=True, timeout=120)
    assert result.returncode == 0, result.stdout[-3000:] + result.stderr


def test_the_engine_loads_neither_qt_nor_the_learning_side() -> None:
    """What import-linter cannot see: a lazy import, or one by name."""
    code = (
        "import sys, mirror.cli, mirror.run, mirror.doctor, mirror.analysis, mirror.live, mirror.voice, mirror.sessions\n"
        "import mirror.pose, mirror.trainer, mirror.workout, mirror.avatar, mirror.capture.demo\n"
        "print([n for n in sys.modules if n.split('.')[0] in ('PySide6', 'ui', 'models', 'torch', 'sklearn', 'pyqtgraph')])"
    )
    result = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert result.stdout.strip() == "[]", result.stdout + result.stderr


def imports(path: Path) -> Iterator[str]:
    """Top names of every module that a file imports, anywhere in it."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module.split(".")[0]


def sources(*names: str) -> Iterator[Path]:
    for name in names:
        path = ROOT / "mirror" / name
        yield from sorted(path.rglob("*.py")) if path.is_dir() else [path.with_suffix(".py")]


@pytest.mark.parametrize("path", list(sources(*PURE)), ids=lambda path: str(path.relative_to(ROOT)))
def test_the_core_is_pure(path: Path) -> None:
    """Law 1 and 3: no picture library, thread, socket, database or clock in the core's own files."""
    banned = {"cv2", "threading", "multiprocessing", "queue", "socket", "sqlite3", "sqlalchemy", "time", "datetime", "logging"}
    assert sorted(banned & set(imports(path))) == []


def test_no_failure_is_swallowed() -> None:
    """Law 8: what catches everything raises it again as something better; the outermost edges of the threads alone do not."""
    edges = {"mirror/live.py", "mirror/capture/attempt.py", "mirror/sessions/recorder.py", "mirror/sessions/sender.py"}
    found = []
    for house in HOUSES:
        for path in (ROOT / house).rglob("*.py"):
            where = str(path.relative_to(ROOT))
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.ExceptHandler) and where not in edges:
                    broad = node.type is None or (
                        isinstance(node.type, ast.Name) and node.type.id in ("Exception", "BaseException")
                    )
                    if broad and not any(isinstance(inner, ast.Raise) for inner in ast.walk(node)):
                        found.append(f"{where}:{node.lineno}")
    assert found == []
