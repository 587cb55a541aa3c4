"""The body frame: the room turned so that the person faces +z.

Axes: right-handed, y up (against gravity), metres, origin between the hips; +x is the person's left. Scores, angles and the
classifier's features live here, so that the camera's place drops out as far as the landmarks' depth can be trusted.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mirror.geometry.camera import Calibration
from mirror.geometry.sight import sighted
from mirror.pose.core import Pose
from mirror.pose.skeleton import LEFT_HIP, LEFT_SHOULDER, RIGHT_HIP, RIGHT_SHOULDER

_MIN_TORSO_M = 0.05
_MIN_AXIS_M = 0.02
_BORDER = 0.02
"""A landmark further outside the picture than this share of its sides was not seen, whatever visibility the network claims."""


@dataclass(frozen=True, slots=True, eq=False)
class Body:
    """One pose in the body frame.

    Attributes:
        t: seconds.
        points: (33, 3) float64, metres, body frame, the network's own skeleton; NaN where the landmark is missing. The
            classifier's features are made of these.
        sighted: (33, 3) the same with the place across the picture taken from the picture (`mirror.geometry.sight`): what is
            measured.
        visibility: (33,) float64, 0..1.
        torso_m: distance from mid hips to mid shoulders, metres; NaN when a shoulder pair or hip pair is missing.
        yaw_deg: how far the person has turned to their own left from facing the camera, -180..180.
        depth_axis: (3,) unit vector in the body frame along the camera's optical axis: the direction in which a single
            camera's landmarks are least sure.
        root_px: (2,) mid hips in pixels of the picture, y down; NaN when missing. With `torso_px` it gives the movement of
            the whole body, which the hip-centred points have lost.
        torso_px: length of the torso as foreshortened in the picture, pixels.
        inside: (33,) bool, False where the landmark lies outside the picture: the network made it up. Measures treat it as
            missing.
    """

    t: float
    points: NDArray[np.float64]
    sighted: NDArray[np.float64]
    visibility: NDArray[np.float64]
    torso_m: float
    yaw_deg: float
    depth_axis: NDArray[np.float64]
    root_px: NDArray[np.float64]
    torso_px: float
    inside: NDArray[np.bool_]


def body_from_pose(pose: Pose, calibration: Calibration) -> Body | None:
    """The pose in the body frame, or None where hips and shoulders cannot carry a frame (missing, or no metric landmarks).

    The person's left-right axis is the mean of the hip line and the shoulder line, made horizontal; gravity comes from the
    calibration. For a person lying on the side (the line stands upright) the yaw is that of the line's larger remainder and
    should not be trusted: `yaw_deg` is NaN then and the points stay in room axes.
    """
    to_room = calibration.to_room
    room = pose.world.astype(np.float64) @ to_room.T
    hips = 0.5 * (room[LEFT_HIP] + room[RIGHT_HIP])
    shoulders = 0.5 * (room[LEFT_SHOULDER] + room[RIGHT_SHOULDER])
    spine = shoulders - hips
    torso = math.sqrt(float(spine @ spine))
    if not torso > _MIN_TORSO_M:
        return None
    left = (room[LEFT_HIP] - room[RIGHT_HIP]) + (room[LEFT_SHOULDER] - room[RIGHT_SHOULDER])
    span = math.hypot(left[0], left[2])
    depth = to_room[:, 2]
    room -= hips
    if span > _MIN_AXIS_M and span > 0.35 * abs(left[1]):
        cos, sin = left[0] / span, -left[2] / span
        turn = np.array([[cos, 0.0, -sin], [0.0, 1.0, 0.0], [sin, 0.0, cos]])
        points, axis = room @ turn.T, turn @ depth
        to_body = turn @ to_room
        yaw = math.degrees(math.atan2(sin, cos))
    else:
        points, axis, yaw, to_body = room, depth, math.nan, to_room
    px = pose.pixels().astype(np.float64)
    root = 0.5 * (px[LEFT_HIP] + px[RIGHT_HIP])
    up = 0.5 * (px[LEFT_SHOULDER] + px[RIGHT_SHOULDER]) - root
    within = np.abs(pose.image[:, :2] - 0.5) <= 0.5 + _BORDER
    return Body(
        t=pose.t,
        points=points,
        sighted=sighted(pose, calibration.fov_deg) @ to_body.T,
        visibility=pose.visibility.astype(np.float64),
        torso_m=torso,
        yaw_deg=yaw,
        depth_axis=axis,
        root_px=root,
        torso_px=math.hypot(up[0], up[1]),
        inside=within[:, 0] & within[:, 1],
    )
