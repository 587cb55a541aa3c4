"""What the window writes is translated whole, and the compiled files are those of the sources."""

from __future__ import annotations

import re
import subprocess
import sys
import xml.etree.ElementTree as tree
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale
from PySide6.QtGui import QRawFont
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from mirror.language import CODES, _catalogue
from ui import languages
from ui.settings import texts
from ui.stage import wording
from ui.theme import load_fonts
from ui.theme.type import HANGUL

HERE = Path(languages.__file__).parent
OTHERS = [code for code in CODES if code != "en"]
NOOP = re.compile(r"""QT_TRANSLATE_NOOP\(\s*"(\w+)",\s*(?:"((?:[^"\\]|\\.)*)"|'([^'\\]*)'),?\s*\)""")


def marked() -> set[tuple[str, str]]:
    """(context, text) of everything that is marked in the code."""
    files = [path for folder in ("stage", "settings", "review", "review/plots") for path in (HERE.parent / folder).glob("*.py")]
    found = [found for path in files for found in NOOP.findall(path.read_text(encoding="utf-8"))]
    return {(context, double or single) for context, double, single in found}


def translated(code: str) -> dict[tuple[str, str], str]:
    root = tree.parse(HERE / f"{code}.ts").getroot()
    return {
        (context.findtext("name", ""), message.findtext("source", "")): message.findtext("translation", "")
        for context in root.iter("context")
        for message in context.iter("message")
    }


@pytest.mark.parametrize("code", OTHERS)
def test_everything_that_the_window_writes_is_translated(code: str) -> None:
    found = translated(code)
    assert len(marked()) > 80
    assert sorted(marked() - set(found)) == []
    for (_, english), said in found.items():
        assert said, english
        assert sorted(set(re.findall(r"\{\w+\}", said))) == sorted(set(re.findall(r"\{\w+\}", english))), english


@pytest.mark.parametrize("code", OTHERS)
def test_the_compiled_file_is_the_source_s(code: str, tmp_path: Path) -> None:
    tool = Path(sys.executable).parent / "pyside6-lrelease"
    if not tool.exists():
        pytest.skip("PySide6's tools are not installed")
    subprocess.run([tool, HERE / f"{code}.ts", "-qm", tmp_path / "x.qm"], check=True, capture_output=True, timeout=60)
    assert (tmp_path / "x.qm").read_bytes() == (HERE / f"{code}.qm").read_bytes()


def test_the_window_changes_its_language_and_back(qtbot: QtBot) -> None:
    app = QApplication.instance()
    assert app is not None
    try:
        assert languages.install(app, "de")
        assert (wording.say(wording.SET, n=2), texts.say(texts.UNDO)) == ("Satz 2", "Rückgängig")
        assert QLocale().language() == QLocale.Language.German
        assert languages.install(app, "ko")
        assert wording.say(wording.REST) == "휴식"
        assert not languages.install(app, "xx")
    finally:
        assert languages.install(app, "en")
    assert wording.say(wording.REST) == "Rest"


def test_the_bundled_font_draws_every_letter_of_korean(qtbot: QtBot) -> None:
    load_fonts()
    from PySide6.QtGui import QFont

    letters = set("".join([*_catalogue("ko").values(), *translated("ko").values()]))
    raw = QRawFont.fromFont(QFont(HANGUL))
    assert raw.familyName() == HANGUL
    assert [letter for letter in sorted(letters) if not raw.supportsCharacter(ord(letter))] == []
