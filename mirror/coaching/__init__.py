"""What to say and when."""

from mirror.coaching.core import Advice, Coach, seconds_to_say

__all__ = ["Advice", "Coach", "seconds_to_say"]
