"""An articulated person: body, exercise motions with their mistakes, everyday motions, the camera's exact view of them."""

from mirror.avatar.body import Person, Proportions
from mirror.avatar.camera import Camera, Projection, project, project_all
from mirror.avatar.everyday import EVERYDAY, everyday
from mirror.avatar.motion import Motion, motion_for
from mirror.avatar.noise import Noise, noise
from mirror.avatar.performance import Performance, RepTruth, perform

__all__ = [
    "EVERYDAY",
    "Camera",
    "Motion",
    "Noise",
    "Performance",
    "Person",
    "Projection",
    "Proportions",
    "RepTruth",
    "everyday",
    "motion_for",
    "noise",
    "perform",
    "project",
    "project_all",
]
