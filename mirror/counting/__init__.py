"""From depth to repetitions: gauges for every exercise, a counter for each, holds, and the track that scoring reads."""

from mirror.counting.counter import Counter, Movement
from mirror.counting.depth import DepthGauge, Depths
from mirror.counting.hold import Hold
from mirror.counting.ledger import Ledger
from mirror.counting.track import Stretch, Track

__all__ = ["Counter", "DepthGauge", "Depths", "Hold", "Ledger", "Movement", "Stretch", "Track"]
