"""Files: what leaves the log from the window, and what comes into it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QCheckBox, QComboBox, QDialog, QDialogButtonBox, QFileDialog, QFormLayout, QVBoxLayout, QWidget

from mirror import export, reports
from mirror.export.form import Form, file_name
from mirror.sessions.exchange import Imported
from ui.review import texts
from ui.review.pieces import label
from ui.review.seat import Desk
from ui.review.texts import say


class ExportDialog(QDialog):
    """What to export, in which form, with names or without."""

    def __init__(self, sessions: tuple[str, ...], person: str, parent: QWidget) -> None:
        """`sessions`: that are shown, () for none. `person`: the name of who is shown, "" for nobody."""
        super().__init__(parent)
        self.setWindowTitle(say(texts.EXPORT))
        self.setMinimumWidth(440)
        self.what = QComboBox()
        if sessions:
            self.what.addItem(say(texts.THIS_SESSION), "session")
        if person:
            self.what.addItem(say(texts.ALL_OF, name=person), "person")
        self.form = QComboBox()
        for form, name in texts.FORMS.items():
            self.form.addItem(say(name), Form(form))
        self.nameless = QCheckBox(say(texts.PSEUDONYMOUS))
        keep = QDialogButtonBox.StandardButton
        buttons = QDialogButtonBox(keep.Ok | keep.Cancel)
        buttons.button(keep.Ok).setText(say(texts.EXPORT_DOTS))
        buttons.button(keep.Cancel).setText(say(texts.CANCEL))
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        form_box = QFormLayout()
        form_box.setVerticalSpacing(8)
        form_box.addRow(say(texts.WHAT), self.what)
        form_box.addRow(say(texts.FORM), self.form)
        form_box.addRow("", self.nameless)
        box = QVBoxLayout(self)
        box.addLayout(form_box)
        box.addWidget(label(say(texts.EXPORT_WORDS), "muted", wrap=True))
        box.addWidget(buttons)


def ask_export(
    desk: Desk, sessions: tuple[str, ...], person: tuple[str | None, str], parent: QWidget, done: Callable[[str], None]
) -> None:
    """Ask and write. `person`: id and name of who is shown; `done` takes a sentence about what was written."""
    dialog = ExportDialog(sessions, person[1] if person[0] is not None else "", parent)
    if not dialog.what.count() or not dialog.exec():
        return
    form = Form(dialog.form.currentData())
    name, _ = QFileDialog.getSaveFileName(parent, say(texts.EXPORT), file_name(person[1], form))
    if name:
        whole = dialog.what.currentData() == "person"
        write(desk, () if whole else sessions, person[0], form, Path(name), dialog.nameless.isChecked(), done)


def write(
    desk: Desk,
    sessions: tuple[str, ...],
    person: str | None,
    form: Form,
    out: Path,
    pseudonymous: bool,
    done: Callable[[str], None],
) -> None:
    """Write in the loader's thread; `sessions` (): all of the person's."""
    store, audit = desk.store, desk.audit

    def work() -> tuple[Path, ...]:
        return export.write(store, sessions, form, out, audit=audit, person=person, pseudonymous=pseudonymous)

    def told(files: tuple[Path, ...]) -> None:
        done(say(texts.WRITTEN_ONE, file=files[0]) if len(files) == 1 else say(texts.WRITTEN_N, n=len(files), folder=out.parent))

    desk.loader.load("export", work, told)


def ask_import(desk: Desk, parent: QWidget, done: Callable[[str], None]) -> None:
    """Ask for another machine's export and take it up."""
    name, _ = QFileDialog.getOpenFileName(parent, say(texts.IMPORT), "", "JSON (*.json)")
    if name:
        take(desk, Path(name), done)


def take(desk: Desk, file: Path, done: Callable[[str], None]) -> None:
    """Take the export up in the loader's thread; `done` takes a sentence about it."""
    store, audit = desk.store, desk.audit

    def work() -> Imported:
        data = reports.read_json(file)
        outcome = store.import_json(data)
        audit.note("imported", "", "log", added=outcome.added, replaced=outcome.replaced, skipped=outcome.skipped)
        return outcome

    def told(outcome: Imported) -> None:
        done(say(texts.IMPORTED, added=outcome.added, replaced=outcome.replaced, skipped=outcome.skipped))

    desk.loader.load("import", work, told)
