"""Translations of what the window writes itself (Qt Linguist: `*.ts` are the sources, `*.qm` what Qt reads).

`pyside6-lupdate -no-obsolete $(git ls-files 'ui/*.py') -ts ui/languages/*.ts` takes up new texts and `pyside6-lrelease
ui/languages/*.ts` makes the `*.qm` anew. What the core says is translated elsewhere (`mirror.language`).
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCoreApplication, QLocale, QTranslator

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
