from __future__ import annotations

import os
from pathlib import Path

import cv2
import numpy as np
import pytest

from mirror.capture.folder import Folder
from mirror.errors import CaptureError


def grey(value: int) -> np.ndarray:
    return np.full((20, 30, 3), value, np.uint8)


def test_natural_order_and_a_gap_for_what_is_broken(tmp_path: Path) -> None:
    for number, value in ((10, 100), (2, 20), (1, 10)):
        cv2.imwrite(str(tmp_path / f"p{number}.png"), grey(value))
    (tmp_path / "p3.png").write_bytes(b"no picture")
    (tmp_path / "notes.txt").write_text("no picture either")
    folder = Folder(tmp_path)
    folder.open()
    frames = [folder.read(), folder.read(), folder.read()]
    assert [frame and (frame.index, int(frame.image[0, 0, 0])) for frame in frames] == [(0, 10), (1, 20), (3, 100)]
    assert [frame and frame.t for frame in frames] == pytest.approx([0.0, 1 / 30, 3 / 30])
    assert "p3.png" in folder.notice
    assert folder.read() is None
    folder.close()
    assert folder.read() is None


def test_nothing_readable(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.jpg").write_bytes(b"\xff\xd8 broken")
    (tmp_path / "b.jpg").touch()
    with pytest.raises(CaptureError, match="None of the 2 pictures"):
        Folder(tmp_path).open()
    with pytest.raises(CaptureError, match="no folder"):
        Folder(tmp_path / "absent").open()
    assert capfd.readouterr() == ("", "")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_folder_that_may_not_be_read(tmp_path: Path) -> None:
    tmp_path.chmod(0)
    with pytest.raises(CaptureError, match="cannot be read"):
        Folder(tmp_path).open()
    tmp_path.chmod(0o700)
