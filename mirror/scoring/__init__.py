"""Joint scores and mistakes of a repetition."""

from mirror.scoring.core import Fault, Judge, Judgement

__all__ = ["Fault", "Judge", "Judgement"]
