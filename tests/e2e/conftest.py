"""The real program in a process of its own, in a home of its own, on a machine without screen, camera and sound."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest

PROGRAM = Path(sys.executable).with_name("mirror")


@dataclass(frozen=True)
class Result:
    """How a command ended."""

    code: int
    out: str
    err: str

    @property
    def sentence(self) -> str:
        """The one line on stderr that a world's failure leaves; asserts that it is one, and no trace."""
        lines = self.err.strip().splitlines()
        assert len(lines) == 1, self.err
        assert "Traceback" not in self.err
        return lines[0]


@dataclass
class Mirror:
    """`mirror ARGS` in the home `home`."""

    home: Path
    extra: dict[str, str] = field(default_factory=dict)

    def environment(self) -> dict[str, str]:
        kept = {key: os.environ[key] for key in ("PATH", "LANG", "TMPDIR", "OMP_NUM_THREADS") if key in os.environ}
        folders = {f"XDG_{kind}_HOME": str(self.home / kind.lower()) for kind in ("CONFIG", "DATA", "STATE", "CACHE")}
        return {**kept, **folders, "HOME": str(self.home), "PYTHONUNBUFFERED": "1", **self.extra}

    @property
    def settings(self) -> Path:
        path = self.home / "config" / "mirror" / "settings.toml"
        path.parent.mkdir(parents=True, exist_ok=True)
        return path

    @property
    def database(self) -> Path:
        return self.home / "data" / "mirror" / "sessions.db"

    def start(self, *args: str, prefix: Sequence[str] = (), env: Mapping[str, str] | None = None) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [*prefix, str(PROGRAM), *args],
            cwd=self.home,
            env={**self.environment(), **(env or {})},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def __call__(
        self, *args: str, timeout: float = 120, prefix: Sequence[str] = (), env: Mapping[str, str] | None = None
    ) -> Result:
        process = self.start(*args, prefix=prefix, env=env)
        try:
            out, err = process.communicate(timeout=timeout)
        finally:
            process.kill()
        return Result(process.returncode, out, err)


@pytest.fixture
def mirror(tmp_path: Path) -> Mirror:
    home = tmp_path / "home"
    home.mkdir()
    return Mirror(home)
