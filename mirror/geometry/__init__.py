"""Where the body is in the room: calibration, the body frame, measures with their uncertainty, the view of the person."""

from mirror.geometry.body import Body, body_from_pose
from mirror.geometry.camera import Calibration
from mirror.geometry.measures import MEASURES, Measurement, measure
from mirror.geometry.view import View, view_of

__all__ = ["MEASURES", "Body", "Calibration", "Measurement", "View", "body_from_pose", "measure", "view_of"]
