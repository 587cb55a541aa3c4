"""The window opens in every country."""

from __future__ import annotations

import ast
from pathlib import Path

import ui


def test_no_property_of_qt_that_begins_with_an_i_is_set_by_keyword() -> None:
    """PySide makes `setInterval` of `interval=` with the C library's toupper, which in Turkish makes another letter of i:
    "'interval' is not a Qt property", and no window opens."""
    wrong = [
        f"{file.name}:{call.lineno} {word.arg}="
        for file in Path(ui.__file__).parent.rglob("*.py")
        for call in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id.startswith("Q")
        for word in call.keywords
        if (word.arg or "").startswith("i")
    ]
    assert wrong == []
