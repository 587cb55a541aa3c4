"""Which exercise is being done: the 16 Hz grid, body-frame features, the streaming classifier, the steady name."""

from mirror.recognition.grid import Grid

__all__ = ["Grid"]
