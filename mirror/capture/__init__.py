"""Where pictures come from: cameras, files, folders, streams and the demo."""

from mirror.capture.core import Frame, Source

__all__ = ["Frame", "Source"]
