"""What to say and when."""

from mirror.coaching.core import Advice, Coach, seconds_to_say
from mirror.coaching.wording import all_phrases

__all__ = ["Advice", "Coach", "all_phrases", "seconds_to_say"]
