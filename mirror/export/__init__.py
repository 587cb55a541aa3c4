"""Export: logged sessions in forms that others read: a spreadsheet, a clinic's record, a file on paper, a biomechanics program.

`write` is the one way in, for the command line and the review desk alike; it notes in the audit what left the log.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mirror.export.form import ExportError, Form, Paper, Tongue, form_of, paper_of

if TYPE_CHECKING:
    from mirror.export.core import chosen, write

__all__ = ["ExportError", "Form", "Paper", "Tongue", "chosen", "form_of", "paper_of", "write"]


def __getattr__(name: str) -> Any:
    # the command line names the forms, and `mirror --help` need not wait for SQLAlchemy
    if name in ("chosen", "write"):
        from mirror.export import core

        return getattr(core, name)
    raise AttributeError(name)
