"""The engine of the mirror: from a camera frame to a Snapshot and events. Knows no window (see ARCHITECTURE.md)."""

import os

# onnxruntime's wheels (1.31 on Linux) write a device id and report to their maker unless this stands in the environment before
# they are loaded (law 6). The name changed between releases; both are set, for child processes too.
os.environ["ORT_DISABLE_TELEMETRY"] = os.environ["ORT_TELEMETRY_DISABLED"] = "1"

__version__ = "0.1.0"
