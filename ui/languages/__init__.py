"""Translations of what the window writes itself (Qt Linguist: `*.ts` are the sources, `*.qm` what Qt reads).

`pyside6-lupdate -no-obsolete $(git ls-files 'ui/*.py') -ts ui/languages/*.ts` takes up new texts and `pyside6-lrelease
ui/languages/*.ts` makes the `*.qm` anew. What the core says is translated elsewhere (`mirror.language`).
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QLocale, QTranslator

from mirror.language import Language

if TYPE_CHECKING:  # the desk has no camera: its start would wait for OpenCV
    from mirror.live import Picture

_HERE = Path(__file__).parent
_installed: list[QTranslator] = []


def install(app: QCoreApplication, code: str) -> bool:
    """The application speaks this language ("en", "de", "ko") from now on; False where there is no translation of it.

    Numbers and dates follow too.
    """
    for translator in _installed:
        app.removeTranslator(translator)
    _installed.clear()
    QLocale.setDefault(QLocale(code))
    if code == "en":
        return True
    translator = QTranslator(app)
    if not translator.load(f"{code}.qm", str(_HERE)):
        return False
    _installed.append(translator)
    return app.installTranslator(translator)


def translated(picture: Picture, words: Language) -> Picture:
    """The picture with everything that the core says in it in this language."""
    if words.plain:
        return picture
    health = picture.health
    if health.notice:
        health = replace(health, notice=words(health.notice))
    return replace(picture, snapshot=words.snapshot(picture.snapshot), health=health)
