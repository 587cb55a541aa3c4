"""SignIn: who sits down at the desk: a reviewer with their PIN, or a person who wants to see their own."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QFormLayout, QFrame, QLineEdit, QVBoxLayout, QWidget

from mirror.preferences import profiles
from mirror.sessions import Store, reviewers
from ui.review import texts
from ui.review.loader import Loader
from ui.review.pieces import button, label, row
from ui.review.seat import Seat
from ui.review.texts import say


@dataclass(frozen=True, slots=True)
class Who:
    """Somebody who can sign in. pin: whether they have to give one."""

    role: str
    name: str
    pin: bool


def who_may(store: Store) -> tuple[Who, ...]:
    """Reviewers first, then the people of this machine whose sessions are there; the owner alone where they may. SessionError."""
    roles = reviewers.roles(store)
    if "owner" in roles:
        return (Who("owner", "", False),)
    known = {profile.name for profile in store.profiles()}
    people = (
        []
        if "person" not in roles
        else [Who("person", name, bool(profiles.pin_hash(name))) for name in profiles.names() if name in known]
    )
    return (*(Who("reviewer", one.name, True) for one in reviewers.reviewers(store)), *(one for one in people if one.pin))


def enter(store: Store, who: Who, pin: str) -> Seat:
    """Raises PinError, with how long to wait, where the PIN is wrong; takes a fifth of a second, by intention."""
    if who.role == "reviewer":
        found = reviewers.sign_in(store, who.name, pin)
        return Seat("reviewer", found.id, found.name)
    return Seat("person", reviewers.open_own(store, who.name, pin), who.name)


class SignIn(QWidget):
    """A page that asks who sits here.

    Signals:
        entered: (Seat) somebody gave their PIN.
    """

    entered = Signal(object)

    def __init__(self, store: Store, loader: Loader, choices: tuple[Who, ...]) -> None:
        super().__init__()
        self.setObjectName("page")
        self._store, self._loader = store, loader
        self._choices = choices
        self.names = QComboBox()
        self.names.setAccessibleName(say(texts.WHO))
        for who in choices:
            self.names.addItem(who.name if who.role == "reviewer" else say(texts.OWN_SESSIONS, name=who.name))
        self.pin = QLineEdit()
        self.pin.setEchoMode(QLineEdit.EchoMode.Password)
        self.pin.setMaxLength(12)
        self.pin.setInputMethodHints(Qt.InputMethodHint.ImhDigitsOnly)
        self.pin.setAccessibleName(say(texts.PIN))
        self._said = label("", "trouble", wrap=True)
        self._go = button(say(texts.SIGN_IN), self.enter)
        self._go.setDefault(True)
        self.pin.returnPressed.connect(self.enter)
        form = QFormLayout()
        form.setVerticalSpacing(10)
        form.addRow(say(texts.WHO), self.names)
        form.addRow(say(texts.PIN), self.pin)
        card = QFrame()
        card.setObjectName("card")
        card.setFixedWidth(420)
        inside = QVBoxLayout(card)
        inside.setContentsMargins(24, 20, 24, 20)
        inside.setSpacing(12)
        inside.addWidget(label(say(texts.SIGN_IN), "title"))
        inside.addWidget(label(say(texts.SIGN_IN_WORDS if choices else texts.NO_REVIEWER), "muted", wrap=True))
        inside.addLayout(form)
        inside.addWidget(self._said)
        inside.addLayout(row(1, self._go))
        box = QVBoxLayout(self)
        box.addStretch(2)
        box.addLayout(row(1, card, 1))
        box.addStretch(3)
        for widget in (self.names, self.pin, self._go):
            widget.setEnabled(bool(choices))

    def begin(self, name: str = "") -> None:
        """Take the keys; `name`: who sat here last, or is meant."""
        at = next((i for i, who in enumerate(self._choices) if who.name.casefold() == name.casefold()), -1)
        if at >= 0:
            self.names.setCurrentIndex(at)
        self.pin.clear()
        self._said.setText("")
        self.pin.setFocus(Qt.FocusReason.OtherFocusReason)

    def enter(self) -> None:
        """Try the PIN."""
        if not self._choices or not self._go.isEnabled():
            return
        who, pin = self._choices[self.names.currentIndex()], self.pin.text()
        self._go.setEnabled(False)
        self._said.setText("")
        self._loader.load("sign-in", lambda: enter(self._store, who, pin), self._entered, self._refused)

    def _entered(self, seat: Seat) -> None:
        self._go.setEnabled(True)
        self.pin.clear()
        self.entered.emit(seat)

    def _refused(self, sentence: str) -> None:
        self._go.setEnabled(True)
        self._said.setText(sentence)
        self.pin.selectAll()
        self.pin.setFocus(Qt.FocusReason.OtherFocusReason)
