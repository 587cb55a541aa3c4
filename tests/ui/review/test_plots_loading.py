"""Whoever does not look at a set does not pay for its plots; whoever will can have them loaded in another thread."""

from __future__ import annotations

import subprocess
import sys

CODE = """
import sys, threading
import ui.review.plots as plots
print("pyqtgraph" in sys.modules)
plots.TrendView
print("pyqtgraph" in sys.modules)
thread = threading.Thread(target=plots.prepare)
thread.start()
thread.join()
print("pyqtgraph" in sys.modules, plots.CurveView.__name__, "cv2" in sys.modules)
import ui.app
try:
    plots.NoSuchView
except AttributeError as error:
    print(error)
"""


def test_plots_are_loaded_when_they_are_asked_for() -> None:
    done = subprocess.run([sys.executable, "-W", "error", "-c", CODE], capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout.splitlines() == [
        "False",
        "False",
        "True CurveView False",
        "module 'ui.review.plots' has no attribute 'NoSuchView'",
    ]
    assert done.stderr == ""


def test_the_mirror_itself_does_not_load_pyqtgraph() -> None:
    code = "import sys, ui.app, ui.stage.widget, mirror.cli; print('pyqtgraph' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout.strip() == "False"
