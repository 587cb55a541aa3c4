"""Which exercise is being done: the 16 Hz grid, body-frame features, the streaming classifier, the steady name."""

from mirror.recognition.classifier import Recogniser, load_recogniser
from mirror.recognition.core import NONE, Recognition
from mirror.recognition.grid import Grid
from mirror.recognition.namer import Namer, Naming

__all__ = ["NONE", "Grid", "Namer", "Naming", "Recogniser", "Recognition", "load_recogniser"]
