"""The networks come out of their published sources byte for byte. Needs ai-edge-litert and the two packages."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from mirror.pose.weights import load

pytest.importorskip("ai_edge_litert")


def test_same_padding_puts_the_odd_pixel_after() -> None:
    from models.export.tflite import same_padding

    assert same_padding(256, 3, 2) == (0, 1)
    assert same_padding(28, 3, 1) == (1, 1)
    assert same_padding(7, 5, 1, 2) == (4, 4)


@pytest.mark.parametrize("name", ["detector", "lite", "full"])
def test_byte_for_byte(name: str, tmp_path: Path) -> None:
    from models.export.blazepose import SOURCES, convert, read_source

    files = {key: os.environ.get(f"MIRROR_{key}") for key in ("MEDIAPIPE_WHEEL", "MEDIAPIPE_NPM")}
    if not all(files.values()):
        pytest.skip("MIRROR_MEDIAPIPE_WHEEL and MIRROR_MEDIAPIPE_NPM name the packages")
    data = read_source(name, Path(files["MEDIAPIPE_WHEEL"] or ""), Path(files["MEDIAPIPE_NPM"] or ""), tmp_path)
    assert convert(data, SOURCES[name]) == load(name)
