"""The window: Qt. It imports the engine, never the other way round."""

import os

# Threads of ours that emit Qt signals are adopted by Qt, whose GLib event loop then complains on stderr, now and then, when they
# have ended before it. Nothing here needs GLib.
os.environ.setdefault("QT_NO_GLIB", "1")
