"""Console: what the command lines share: exit codes, sentences on stderr, lines on stdout, the progress bar, the end."""

from __future__ import annotations

import functools
import os
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import ParamSpec

import typer

from mirror.errors import WorldError, WrongRequest

P = ParamSpec("P")
INTERRUPTED = 130


def plain(command: Callable[P, int | None]) -> Callable[P, None]:
    """The world's failures become one sentence and exit code 1, a wrong request 2; what the command returns is the exit code."""

    @functools.wraps(command)
    def wrapped(*args: P.args, **kwargs: P.kwargs) -> None:
        try:
            code = command(*args, **kwargs)
        except WorldError as error:
            typer.echo(f"mirror: {error}", err=True)
            code = 2 if isinstance(error, WrongRequest) else 1
        except KeyboardInterrupt:
            code = INTERRUPTED
        except BrokenPipeError:
            _deaf()
            code = 0
        if code:
            raise typer.Exit(code)

    return wrapped


@contextmanager
def noting() -> Iterator[Callable[[str], None]]:
    """Says a sentence on stderr through a descriptor of its own: PortAudio's start turns descriptor 2 away for a moment, from the
    voice's thread, and a sentence said in that moment would be lost."""
    try:
        kept = os.fdopen(os.dup(sys.stderr.fileno()), "w", encoding="utf-8", errors="replace")
    except (OSError, ValueError):  # stderr is closed, or no file (a test's)
        yield lambda text: typer.echo(f"mirror: {text}", err=True)
        return
    with kept:
        yield lambda text: print(f"mirror: {text}", file=kept, flush=True)


def say(text: str) -> None:
    """A line on the standard output, now."""
    try:
        typer.echo(text)
        sys.stdout.flush()
    except BrokenPipeError:
        _deaf()


def _deaf() -> None:
    """Whoever read the standard output has gone (`mirror run --headless | head`): what follows goes nowhere, the run goes on."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)


@contextmanager
def bar(title: str) -> Iterator[Callable[[int, int], None]]:
    """A progress bar on stderr where that is a terminal: call it with what is done and the total (0: unknown)."""
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), TextColumn("{task.completed}/{task.total}"), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as progress:
        task = progress.add_task(title, total=None)
        yield lambda done, total: progress.update(task, completed=done, total=total or None)


def leave() -> None:
    """Ends the process at once where a thread has been left behind in a read that hangs. Python would take such a thread's ground
    away under it: unwinding native code then aborts the process, after all is done and with an exit code that says otherwise."""
    if not any(thread.daemon and thread.name == "mirror-capture" for thread in threading.enumerate()):
        return
    error = sys.exc_info()[1]
    code = error.code if isinstance(error, SystemExit) else 1
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError):
            stream.flush()
    os._exit(code if isinstance(code, int) else 0 if code is None else 1)
