"""Qt's tests run without a display unless one is asked for; every Qt warning fails a test."""

import gc
import os
from collections.abc import Iterator

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


@pytest.fixture(autouse=True)
def _garbage_dies_here() -> Iterator[None]:
    """A test's widgets are collected on this thread, as `ui.collector` has it: on another thread Qt would abort."""
    gc.disable()
    yield
    gc.collect(0)
    gc.enable()
