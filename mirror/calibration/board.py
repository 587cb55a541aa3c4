"""board: a printed sheet of known size that lies on the floor -> where the camera stands, without anybody's body height.

The sheet is a ChArUco board (Garrido-Jurado et al., "Automatic generation and detection of highly reliable fiducial markers under
occlusion", 2014; OpenCV's aruco). On the floor its normal is gravity, so that one picture gives the camera's height, pitch and
roll (Zhang, "A flexible new technique for camera calibration", 2000); held up and tilted before, it gives the lens too.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray
from scipy.optimize import least_squares

from mirror.calibration.solver import FOV_PRIOR_DEG, FOV_SPREAD, MAX_FOV_DEG, MIN_FOV_DEG, CalibrationError
from mirror.geometry.camera import Calibration

Array = NDArray[np.float64]

SQUARES = (3, 4)
SQUARE_MM = 60.0
"""As printed on A4 without scaling; who prints it otherwise measures a square and says so."""
_MARKER = 0.76
_A4_MM = (210.0, 297.0)
_DPI = 200
_CORNER_PX = 0.35
_FLOOR_FLAT_DEG = 0.5
"""How level floors and how flat sheets are."""
_LEAST_CORNERS = 4
_MOST_PICTURES = 12


def _board(square_m: float) -> cv2.aruco.CharucoBoard:
    dictionary = cv2.aruco.getPredefinedDictionary(cv2.aruco.DICT_4X4_50)
    return cv2.aruco.CharucoBoard(SQUARES, square_m, _MARKER * square_m, dictionary)


def sheet() -> NDArray[np.uint8]:
    """The A4 page to print, grey, 200 dots an inch."""
    dots = _DPI / 25.4
    page = np.full((round(_A4_MM[1] * dots), round(_A4_MM[0] * dots)), 255, np.uint8)
    wide, high = (round(n * SQUARE_MM * dots) for n in SQUARES)
    drawn = _board(SQUARE_MM / 1000.0).generateImage((wide, high), marginSize=0, borderBits=1)
    y, x = (page.shape[0] - high) // 2, (page.shape[1] - wide) // 2
    page[y : y + high, x : x + wide] = drawn
    return page


def save_sheet(path: Path) -> None:
    """Write the page as PNG. Raises CalibrationError where it cannot be written."""
    done, data = cv2.imencode(".png", sheet())
    try:
        if not done:
            raise OSError("it cannot be encoded")
        path.write_bytes(data.tobytes())
    except OSError as error:
        raise CalibrationError(f"{path} cannot be written: {error.strerror or error}.") from error


def corners_in(picture: NDArray[np.uint8], square_m: float = SQUARE_MM / 1000.0) -> tuple[Array, Array] | None:
    """The board's inner corners in a BGR picture: (N, 3) metres on the sheet and (N, 2) pixels; None where it is not seen."""
    detector = cv2.aruco.CharucoDetector(_board(square_m))
    found, ids, _, _ = detector.detectBoard(picture)
    if found is None or ids is None or len(ids) < _LEAST_CORNERS:
        return None
    places = np.asarray(_board(square_m).getChessboardCorners(), np.float64)[np.asarray(ids).ravel()]
    return places, np.asarray(found, np.float64).reshape(-1, 2)


def calibrate_board(
    sightings: Sequence[tuple[Array, Array]], width: int, height: int, fov_deg: float | None = None
) -> Calibration:
    """From sightings of the sheet (`corners_in`), the last of which has it lying on the floor.

    `fov_deg`: vertical, where it is known; else it follows from the sightings together. The distance is to the sheet.
    Raises CalibrationError with a sentence: the sheet was not seen, or the answer cannot be.
    """
    if not sightings:
        raise CalibrationError("I did not see the printed sheet; lay it on the floor nearer to the camera, and try again.")
    used = list(sightings[-_MOST_PICTURES:])
    prior = FOV_PRIOR_DEG if fov_deg is None else fov_deg
    log_f = math.log(0.5 * height / math.tan(math.radians(prior) / 2.0))
    spread = FOV_SPREAD if fov_deg is None else 1e-4
    middle = np.array([width / 2.0, height / 2.0])
    start = np.concatenate([[log_f], *(_pose(places, pixels - middle, math.exp(log_f)) for places, pixels in used)])

    def off(x: Array) -> Array:
        parts = [[(x[0] - log_f) / spread]]
        for k, (places, pixels) in enumerate(used):
            turn, _ = cv2.Rodrigues(x[1 + 6 * k : 4 + 6 * k])
            seen = places @ turn.T + x[4 + 6 * k : 7 + 6 * k]
            flat = math.exp(x[0]) * seen[:, :2] / np.maximum(seen[:, 2:], 0.05) + middle
            parts.append((((flat - pixels) / _CORNER_PX).ravel()).tolist())
        return np.concatenate(parts)

    answer = least_squares(off, start, loss="soft_l1", x_scale="jac", max_nfev=60)
    cov = np.linalg.pinv(answer.jac.T @ answer.jac)
    at = [0, *range(len(start) - 6, len(start))]
    numbers = _read(answer.x[at], height)
    # First-order error propagation by differences.
    slopes = np.array([(_read(answer.x[at] + 1e-6 * np.eye(7)[i], height) - numbers) / 1e-6 for i in range(7)]).T
    sigma = np.sqrt(np.maximum(np.diag(slopes @ cov[np.ix_(at, at)] @ slopes.T), 0.0))
    misfit = float(np.sqrt(np.mean(answer.fun[1:] ** 2)))
    sigma *= max(misfit, 1.0)
    h, pitch, roll, distance, fov = (float(v) for v in numbers)
    if not 0.03 < h < 3.5 or abs(pitch) > 80 or abs(roll) > 45 or misfit > 8:
        raise CalibrationError("The sheet does not lie on the floor; lay it flat where the camera sees it well, and try again.")
    if not MIN_FOV_DEG <= fov <= MAX_FOV_DEG:
        raise CalibrationError("No lens sees as wide or as narrow as that; check the size of the printed squares and try again.")
    flat = _FLOOR_FLAT_DEG
    return Calibration(
        height_m=h,
        pitch_deg=pitch,
        roll_deg=roll,
        distance_m=distance,
        fov_deg=fov,
        source="calibrated",
        height_sigma_m=math.hypot(float(sigma[0]), math.radians(flat) * distance),
        pitch_sigma_deg=math.hypot(float(sigma[1]), flat),
        roll_sigma_deg=math.hypot(float(sigma[2]), flat),
        distance_sigma_m=math.hypot(float(sigma[3]), 0.01 * distance),
        fov_sigma_deg=0.0 if fov_deg is not None else float(sigma[4]),
    )


def _pose(places: Array, flat: Array, focal: float) -> Array:
    """(6,) rotation vector and place of the sheet before the camera, a first guess."""
    camera = np.diag([focal, focal, 1.0])
    found, turn, place = cv2.solvePnP(places, flat, camera, np.zeros(4), flags=cv2.SOLVEPNP_IPPE)
    if not found:
        raise CalibrationError("I did not see enough of the printed sheet; lay it nearer to the camera, and try again.")
    return np.concatenate([np.asarray(turn).ravel(), np.asarray(place).ravel()])


def _read(x: Array, height: int) -> Array:
    """(7,) log focal length and the sheet's pose on the floor -> height (m), pitch, roll (degrees), distance (m), fov."""
    turn, _ = cv2.Rodrigues(x[1:4])
    place = x[4:7]
    up = turn[:, 2] if turn[:, 2] @ place < 0 else -turn[:, 2]
    h = -float(place @ up)
    # The rows of Calibration.to_room are the room's axes in camera axes; up is the second.
    pitch = math.degrees(math.asin(min(max(float(up[2]), -1.0), 1.0)))
    roll = math.degrees(math.atan2(-float(up[0]), -float(up[1])))
    along = math.sqrt(max(float(place @ place) - h * h, 0.0))
    fov = math.degrees(2.0 * math.atan(0.5 * height / math.exp(float(x[0]))))
    return np.array([h, pitch, roll, along, fov])
