"""A conversion that is killed: `python -m tests.sessions.converting LOG SECRET encrypt|decrypt STEP`."""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

from mirror.sessions import conversion
from mirror.sessions.cipher import Key


def main(log: str, secret: str, way: str, at: str) -> None:
    """Kills itself with SIGKILL at the step, or in the middle of overwriting the old file."""
    key = Key(bytes.fromhex(secret))

    def on_step(step: str) -> None:
        if step == at:
            os.kill(os.getpid(), signal.SIGKILL)

    if at == "wiping":
        # the overwriting is one function; half of it is enough
        original = Path.open

        def opened(path: Path, mode: str = "r", **options: object) -> object:
            if mode == "r+b" and path.name.endswith(".replaced"):
                with original(path, mode) as stream:
                    stream.write(bytes(path.stat().st_size // 2))
                os.kill(os.getpid(), signal.SIGKILL)
            return original(path, mode, **options)

        Path.open = opened
    target, source = (key, None) if way == "encrypt" else (None, key)
    conversion.convert(Path(log), target, source, on_step)


if __name__ == "__main__":
    main(*sys.argv[1:])
