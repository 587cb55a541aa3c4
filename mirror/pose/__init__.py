"""The person in a picture as 33 landmarks."""

from mirror.pose.core import Pose

__all__ = ["Pose"]
