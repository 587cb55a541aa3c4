"""Qt's tests run without a display unless one is asked for; every Qt warning fails a test."""

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
