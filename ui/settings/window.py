"""`mirror settings --window`: the pane on a desk, without a mirror behind it."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication

from mirror import language
from mirror.preferences import profiles
from mirror.preferences.changes import Changes
from mirror.settings import load_settings
from ui import languages
from ui.collector import collecting_here
from ui.leaving import interruptible
from ui.settings.pane import Pane
from ui.settings.preview import Preview
from ui.settings.style import Scale
from ui.theme import load_fonts

WIDTH, HEIGHT = 920, 720


def show(profile: str | None = None) -> int:
    """Open the window; returns when it is closed. Raises SettingsError where the file cannot be read."""
    person = None if profile is None else profiles.file(profile)
    settings = load_settings(profile=person)
    running = QApplication.instance()
    app = running if isinstance(running, QApplication) else QApplication(["mirror"])
    load_fonts()
    languages.install(app, settings.general.language)
    words = language.load(settings.general.language, settings.general.units)
    pane = Pane(Changes(settings, person), words, Scale.desk(), preview=Preview())
    pane.closed.connect(pane.close)
    pane.resize(WIDTH, HEIGHT)
    pane.show()
    pane.begin()
    with interruptible(pane.close), collecting_here():
        app.exec()
    return 0
