"""The engine of the mirror: from a camera frame to a Snapshot and events. Knows no window (see ARCHITECTURE.md)."""

__version__ = "0.1.0"
