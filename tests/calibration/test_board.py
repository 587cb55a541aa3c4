"""The printed sheet on the floor, drawn into the picture by a known camera."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from mirror.avatar.camera import Camera
from mirror.calibration import board
from mirror.calibration.solver import CalibrationError

_SQUARE = board.SQUARE_MM / 1000.0
_CAMERA = Camera(1.1, -24.0, 3.0, 0.0, 2.4, 48.0, 1280, 720)


def _picture(corners_m: np.ndarray, camera: Camera) -> np.ndarray:
    """The page with its corners at these room points (upper left first, clockwise), as the camera sees it."""
    page = board.sheet()
    high, wide = page.shape
    spots = camera.to_pixels(camera.to_camera(corners_m)).astype(np.float32)
    source = np.array([[0, 0], [wide, 0], [wide, high], [0, high]], np.float32)
    matrix = cv2.getPerspectiveTransform(source, spots)
    size = (camera.width * 2, camera.height * 2)
    big = cv2.warpPerspective(page, np.diag([2.0, 2.0, 1.0]) @ matrix, size, borderValue=120, flags=cv2.INTER_AREA)
    return cv2.cvtColor(cv2.resize(big, (camera.width, camera.height), interpolation=cv2.INTER_AREA), cv2.COLOR_GRAY2BGR)


def _page(centre: tuple[float, float, float], right: tuple[float, float, float], down: tuple[float, float, float]) -> np.ndarray:
    wide, high = 0.105 * np.array(right), 0.1485 * np.array(down)
    return np.array([np.array(centre) + a * wide + b * high for a, b in ((-1, -1), (1, -1), (1, 1), (-1, 1))])


def _floor(z: float = 1.1) -> np.ndarray:
    return _page((0.1, 0.0, z), (1, 0, 0), (0, 0, 1))


def test_a_sheet_on_the_floor_gives_the_camera() -> None:
    sighting = board.corners_in(_picture(_floor(), _CAMERA))
    assert sighting is not None
    found = board.calibrate_board([sighting], 1280, 720, 48.0)
    assert found.height_m == pytest.approx(1.1, abs=0.02)
    assert found.pitch_deg == pytest.approx(-24.0, abs=0.7)
    assert found.roll_deg == pytest.approx(3.0, abs=0.7)
    assert abs(found.height_m - 1.1) <= found.within("height_m")
    assert found.source == "calibrated"


def test_held_up_and_tilted_it_gives_the_lens_too() -> None:
    held = []
    for turn in (-40.0, 0.0, 40.0):
        a = np.radians(turn)
        page = _page((0.1, 0.6, 1.2), (np.cos(a), 0, -np.sin(a)), (0.0, -1.0, 0.0))
        held.append(board.corners_in(_picture(page, _CAMERA)))
    sightings = [one for one in [*held, board.corners_in(_picture(_floor(), _CAMERA))] if one is not None]
    assert len(sightings) >= 3
    found = board.calibrate_board(sightings, 1280, 720)
    assert found.fov_deg == pytest.approx(48.0, abs=4.0)
    assert found.height_m == pytest.approx(1.1, abs=0.08)
    assert abs(found.fov_deg - 48.0) <= 2.0 * found.within("fov_deg")


def test_no_sheet_is_a_sentence() -> None:
    assert board.corners_in(np.full((360, 640, 3), 90, np.uint8)) is None
    with pytest.raises(CalibrationError, match="printed sheet"):
        board.calibrate_board([], 640, 360)


def test_a_sheet_on_the_wall_is_not_a_floor() -> None:
    sighting = board.corners_in(_picture(_page((0.1, 0.6, 1.2), (1, 0, 0), (0, -1, 0)), _CAMERA))
    assert sighting is not None
    with pytest.raises(CalibrationError, match="lie on the floor"):
        board.calibrate_board([sighting], 1280, 720, 48.0)


def test_the_sheet_is_kept_as_a_picture_to_print(tmp_path) -> None:
    board.save_sheet(tmp_path / "sheet.png")
    assert cv2.imread(str(tmp_path / "sheet.png"), cv2.IMREAD_GRAYSCALE).shape == board.sheet().shape
    with pytest.raises(CalibrationError, match="cannot be written"):
        board.save_sheet(tmp_path / "nowhere" / "sheet.png")
