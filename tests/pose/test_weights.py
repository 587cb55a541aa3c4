from __future__ import annotations

import hashlib
import shutil
from pathlib import Path

import pytest

from mirror import paths
from mirror.errors import ModelError
from mirror.pose import weights


@pytest.mark.parametrize("name", ["detector", "lite", "full"])
def test_delivered_networks_are_whole(name: str) -> None:
    assert hashlib.sha256(weights.load(name)).hexdigest() == weights.WEIGHTS[name].sha256


def test_one_changed_byte_is_noticed(tmp_path: Path) -> None:
    data = bytearray(weights.path("lite").read_bytes())
    data[len(data) // 2] ^= 1
    (tmp_path / "blazepose_lite.onnx").write_bytes(data)
    with pytest.raises(ModelError, match=r"damaged.*sha256.*models\.export\.blazepose lite"):
        weights.load("lite", tmp_path)


def test_a_missing_network_names_the_command_that_makes_it(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"not installed.*python -m models\.export\.blazepose heavy") as caught:
        weights.load("heavy", tmp_path)
    assert "\n" not in str(caught.value)


def test_an_unreadable_one_is_the_worlds_failure(tmp_path: Path) -> None:
    (tmp_path / "blazepose_full.onnx").mkdir()
    with pytest.raises(ModelError, match="cannot be read"):
        weights.load("full", tmp_path)


def test_another_network_in_its_place_is_refused(tmp_path: Path) -> None:
    shutil.copy(weights.path("lite"), tmp_path / "blazepose_full.onnx")
    with pytest.raises(ModelError, match="damaged"):
        weights.load("full", tmp_path)


def test_the_card_says_what_the_code_checks() -> None:
    card = (paths.weights() / "pose" / "README.md").read_text()
    for entry in weights.WEIGHTS.values():
        (row,) = [line for line in card.splitlines() if line.startswith(f"| `{entry.file}`")]
        assert entry.sha256 in row
    assert weights.MAKE_COMMAND.format(name="heavy") in card
    assert (paths.weights() / "pose" / "LICENSE.mediapipe.txt").exists()
