"""Joint scores and mistakes of a repetition."""

from mirror.scoring.core import Judge
from mirror.scoring.judgement import Fault, Judgement

__all__ = ["Fault", "Judge", "Judgement"]
