"""`mirror review`: the desk's window: who sits here, the room, the menus, the lock, and another program's writing noticed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer
from PySide6.QtGui import QAction, QActionGroup, QCloseEvent, QGuiApplication, QKeySequence, QWindow
from PySide6.QtWidgets import QApplication, QFileDialog, QInputDialog, QLabel, QMainWindow, QMenu, QStackedWidget

from mirror import language, paths
from mirror.errors import SessionError, WorldError
from mirror.exercises.own import load_whole
from mirror.notice import NOTICE
from mirror.sessions import Store, reviews
from mirror.sessions.audit import Audit
from mirror.settings import Settings, load_settings
from ui import languages
from ui.collector import collecting_here
from ui.leaving import interruptible
from ui.review import texts
from ui.review.changes import Histories
from ui.review.habits import Habits
from ui.review.loader import Loader
from ui.review.ranges import Ranges
from ui.review.room import Room
from ui.review.seat import Desk, Seat
from ui.review.signin import SignIn, Who, enter, who_may
from ui.review.style import Mode, qpalette, sheet, theme_of
from ui.review.texts import say
from ui.theme import load_fonts

WIDTH, HEIGHT = 1440, 900
IDLE_MS = 10 * 60 * 1000
"""After so long without a key or a click whoever has a PIN gives it again."""
LOOK_MS = 30_000
"""Between two looks for what another program wrote."""
TELL_MS, TROUBLE_MS = 8000, 60_000
"""How long a sentence stays; one of what went wrong is not to be missed."""


class ReviewWindow(QMainWindow):
    """Attributes:
    desk: None while nobody sits here. room: likewise.
    """

    def __init__(
        self,
        database: Path | str,
        settings: Settings,
        today: date,
        mode: Mode | None = None,
        profile: str | None = None,
        clock: Callable[[], date] | None = None,
        habits: Habits | None = None,
    ) -> None:
        """Opens the log; SessionError where that cannot be. `profile`: only this person's own. `today`: the last day that is
        shown; `clock`: what says that it has become another one, since a desk may be left open for days; None: it stays.
        `habits`: how the window was left, None: nobody remembers. `mode`: in place of the theme that is remembered."""
        super().__init__()
        self._habits = Habits() if habits is None else habits
        self._settings = settings
        self._today, self._clock = today, clock
        self._profile = profile
        self._mode: Mode = self._habits.mode if mode is None else mode
        self.store = Store(database)
        self._where = str(database)
        self.theme = theme_of(self._mode, settings.screen.palette)
        self.loader = Loader(self)
        self.loader.failed.connect(partial(self.tell, ms=TROUBLE_MS))
        self.undo = Histories(self)
        self.desk: Desk | None = None
        self.room: Room | None = None
        self._sign_in: SignIn | None = None
        self._last = ""
        self._stamp: tuple[object, ...] | None = None
        self.pages = QStackedWidget()
        self.setCentralWidget(self.pages)
        self._notice = QLabel(language.load(settings.general.language, settings.general.units)(NOTICE))
        self._who = QLabel()
        self.statusBar().addWidget(self._notice, 1)
        self.statusBar().addPermanentWidget(self._who)
        self.statusBar().setSizeGripEnabled(False)
        if not self._habits.place(self):
            self.resize(QSize(WIDTH, HEIGHT).boundedTo(self.screen().availableSize()))
        self._acts: dict[str, QAction] = {}
        self._menus()
        self._dress()
        self._idle = QTimer(self, singleShot=True)
        self._idle.setInterval(IDLE_MS)
        self._idle.timeout.connect(self.lock)
        self._look = QTimer(self)
        self._look.setInterval(LOOK_MS)
        self._look.timeout.connect(self.look)
        QGuiApplication.styleHints().colorSchemeChanged.connect(lambda scheme: self._dress())
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusWindowChanged.connect(self._watch)
        self._begin()

    # -- who sits here -------------------------------------------------------------------------------------------------

    def _begin(self) -> None:
        """Open the room at once where nobody has to sign in, else ask."""
        if self._profile is not None:
            self._ask(
                (Who("person", self._profile, True),) if _has_pin(self._profile) else (), Who("person", self._profile, False)
            )
            return
        choices = who_may(self.store)
        self._ask(choices, choices[0] if choices and choices[0].role == "owner" else None)

    def _ask(self, choices: tuple[Who, ...], free: Who | None) -> None:
        if free is not None and not any(who.pin for who in choices):
            self.sit(Seat("owner") if free.role == "owner" else enter(self.store, free, ""))
            return
        self._sign_in = SignIn(self.store, self.loader, tuple(who for who in choices if who.role != "owner"))
        self._sign_in.entered.connect(self.sit)
        self.pages.addWidget(self._sign_in)
        self._sign()

    def _sign(self) -> None:
        if self._sign_in is not None:
            self.pages.setCurrentWidget(self._sign_in)
            self._sign_in.begin(self._last)
        self._enable()

    def sit(self, seat: Seat) -> None:
        """This one sits at the desk now; who sat here and locked it finds it as they left it."""
        self._last = seat.name
        self._who.setText(" · ".join(part for part in (seat.name, say(texts.ROLES[seat.role])) if part))
        if self.room is None or self.desk is None or self.desk.seat != seat:
            self._clear_room()
            self.desk = Desk(
                store=self.store,
                audit=Audit(self.store, seat.id, seat.role),
                seat=seat,
                catalogue=load_whole(),
                words=language.load(self._settings.general.language, self._settings.general.units),
                loader=self.loader,
                undo=self.undo.open(""),
                theme=self.theme,
                told=self.tell,
                habits=self._habits,
            )
            self.room = Room(self.desk, self._today, self.undo)
            self.room.moved.connect(self._enable)
            Ranges(self.desk, self.room)
            self.pages.addWidget(self.room)
            self.pages.setCurrentWidget(self.room)
            self.room.begin(seat.id if seat.role == "person" else "")
        self.pages.setCurrentWidget(self.room)
        self._idle.start()
        self._look.start()
        self._enable()

    def _clear_room(self) -> None:
        self.undo.clear()
        if self.room is not None:
            self.pages.removeWidget(self.room)
            self.room.deleteLater()
        self.room = self.desk = None

    def lock(self) -> None:
        """Ask for the PIN again; where nobody has one, nothing."""
        if self._sign_in is not None and self.room is not None and self.pages.currentWidget() is self.room:
            for dialog in self.findChildren(QObject):
                close = getattr(dialog, "reject", None)
                if callable(close):
                    close()
            self._look.stop()
            self._sign()

    # -- menus ---------------------------------------------------------------------------------------------------------

    def _act(self, menu: QMenu, name: str, key: str, act: Callable[[], object], needs: str = "") -> QAction:
        """`needs`: what must be shown for it: "", "room", "person", "session", "set", "judge"."""
        made = QAction(say(name), self)
        if key:
            made.setShortcut(QKeySequence(key))
        made.triggered.connect(lambda checked=False: act())
        made.setData(needs)
        menu.addAction(made)
        self._acts[name] = made
        return made

    def _menus(self) -> None:
        bar = self.menuBar()
        file = bar.addMenu(say(texts.MENU_FILE))
        self._act(file, texts.OPEN, "Ctrl+O", self.ask_open)
        self._act(file, texts.OPEN_URL, "Ctrl+Shift+O", self.ask_url)
        self._act(file, texts.IMPORT_DOTS, "Ctrl+I", self._import, "judge")
        self._act(file, texts.EXPORT_DOTS, "Ctrl+E", self._export, "person")
        file.addSeparator()
        self._act(file, texts.LOCK, "Ctrl+L", self.lock, "room")
        self._act(file, texts.QUIT, "Ctrl+Q", self.close)
        edit = bar.addMenu(say(texts.MENU_EDIT))
        undo, redo = self.undo.createUndoAction(self, say(texts.UNDO)), self.undo.createRedoAction(self, say(texts.REDO))
        undo.setShortcut(QKeySequence("Ctrl+Z"))
        redo.setShortcuts([QKeySequence("Ctrl+Shift+Z"), QKeySequence("Ctrl+Y")])
        edit.addActions([undo, redo])
        edit.addSeparator()
        self._act(edit, texts.NEW_NOTE, "Ctrl+N", lambda: self._room(lambda room: room.write()), "person")
        self._act(edit, texts.JUDGE_DOTS, "Ctrl+J", lambda: self._room(lambda room: room.judge()), "judge set")
        self._act(edit, texts.NEW_PLAN, "Ctrl+P", lambda: self._room(lambda room: room.plan()), "judge person")
        view = bar.addMenu(say(texts.MENU_VIEW))
        group = QActionGroup(self)
        modes: dict[Mode, str] = {"system": texts.THEME_SYSTEM, "dark": texts.THEME_DARK, "light": texts.THEME_LIGHT}
        for mode, name in modes.items():
            one = self._act(view, name, "", partial(self.set_mode, mode))
            one.setCheckable(True)
            one.setChecked(mode == self._mode)
            group.addAction(one)
        view.addSeparator()
        self._act(view, texts.REFRESH, "F5", self.refresh, "room")
        go = bar.addMenu(say(texts.MENU_GO))
        self._act(go, texts.GO_SEARCH, "Ctrl+F", lambda: self._focus("search"), "room")
        for at, (name, place) in enumerate(
            ((texts.PEOPLE, "names"), (texts.CALENDAR, "grid"), (texts.SESSIONS_OF_DAY, "sessions"), (texts.PAGE, "page")), 1
        ):
            self._act(go, name, f"Ctrl+{at}", partial(self._focus, place), "room")
        go.addSeparator()
        self._act(go, texts.GO_UP, "Alt+Up", lambda: self._room(lambda room: room.up()), "session")
        self._act(go, texts.SET_BEFORE, "Ctrl+PgUp", lambda: self._room(lambda room: room.another_set(-1)), "session")
        self._act(go, texts.SET_AFTER, "Ctrl+PgDown", lambda: self._room(lambda room: room.another_set(1)), "session")
        self._act(go, texts.REP_BEFORE, "Ctrl+Up", lambda: self._room(lambda room: room.another_repetition(-1)), "set")
        self._act(go, texts.REP_AFTER, "Ctrl+Down", lambda: self._room(lambda room: room.another_repetition(1)), "set")
        about = bar.addMenu(say(texts.MENU_HELP))
        self._act(about, texts.KEYS, "F1", self._keys)
        self._act(about, texts.WHAT_THIS_IS_NOT, "", self._what_not)
        self._act(about, texts.WHO_LOOKED, "", self._who_looked, "room")

    def _enable(self) -> None:
        room = self.room if self.room is not None and self.pages.currentWidget() is self.room else None
        there = {"room"} if room is not None else set()
        if room is not None and room.person is not None:
            there.add("person")
        if room is not None and room.session is not None:
            there.add("session")
        if room is not None and room.page is not None and hasattr(room.page, "seq"):
            there.add("set")
        if room is not None and self.desk is not None and self.desk.seat.may_judge:
            there.add("judge")
        for action in self._acts.values():
            action.setEnabled(set(str(action.data() or "").split()) <= there)
        self._acts[texts.LOCK].setEnabled(room is not None and self._sign_in is not None)

    def _room(self, act: Callable[[Room], None]) -> None:
        if self.room is not None and self.pages.currentWidget() is self.room:
            act(self.room)

    def _focus(self, place: str) -> None:
        if self.room is None:
            return
        if place == "page":
            if self.room.page is not None:
                self.room.page.begin()
            return
        getattr(self.room.side, place).setFocus(Qt.FocusReason.ShortcutFocusReason)

    # -- files ---------------------------------------------------------------------------------------------------------

    def ask_open(self) -> None:
        """Another log: a file."""
        name, _ = QFileDialog.getOpenFileName(self, say(texts.OPEN), "", say(texts.LOG_FILES))
        if name:
            self.open(Path(name))

    def ask_url(self) -> None:
        """Another log: a clinic's database."""
        url, taken = QInputDialog.getText(self, say(texts.OPEN_URL), say(texts.URL_WORDS), text="postgresql://")
        if taken and url.strip():
            self.open(url.strip())

    def open(self, database: Path | str) -> None:
        """Open another log in place of this one; what stands in the way is said, and this one stays."""
        try:
            if isinstance(database, Path) and not database.exists():
                raise SessionError(f"There is no file {database}.")
            store = Store(database)
        except WorldError as error:
            self.tell(str(error))
            return
        self._look.stop()
        self.loader.wait()
        self._clear_room()
        if self._sign_in is not None:
            self.pages.removeWidget(self._sign_in)
            self._sign_in.deleteLater()
            self._sign_in = None
        self.store.close()
        self.store, self._where, self._stamp, self._profile = store, str(database), None, None
        self._begin()
        self._title()

    def _import(self) -> None:
        from ui.review.files import ask_import

        if self.desk is not None:
            ask_import(self.desk, self, self._imported)

    def _imported(self, sentence: str) -> None:
        self.tell(sentence)
        self.refresh()

    def _export(self) -> None:
        from ui.review.files import ask_export

        if self.desk is not None and self.room is not None and self.room.person is not None:
            person = self.room.person
            ask_export(self.desk, self.room.sessions, (person.id, person.name), self, self.tell)

    # -- help ----------------------------------------------------------------------------------------------------------

    def _keys(self) -> None:
        from ui.review import help

        help.keys(self).exec()

    def _what_not(self) -> None:
        from ui.review import help

        words = language.load(self._settings.general.language, self._settings.general.units)
        help.what_this_is_not(words, self).exec()

    def _who_looked(self) -> None:
        from ui.review import help

        if self.desk is not None:
            help.WhoLooked(self.desk, self).exec()

    # -- looks, and what others write ----------------------------------------------------------------------------------

    def set_mode(self, mode: Mode) -> None:
        """Dark, light, or as the desktop is."""
        self._mode = self._habits.mode = mode
        self._dress()

    def _dress(self) -> None:
        self.theme = theme_of(self._mode, self._settings.screen.palette)
        self.setPalette(qpalette(self.theme))
        self.setStyleSheet(sheet(self.theme))
        if self.desk is not None and self.room is not None:
            self.desk.theme = self.theme
            self.room.become()
        self._title()

    def _title(self) -> None:
        shown = self._where.rpartition("@")[2] if "://" in self._where else Path(self._where).name
        self.setWindowTitle(f"{say(texts.REVIEW)} – {shown}")

    def tell(self, sentence: str, ms: int = TELL_MS) -> None:
        """Say a sentence in the status line, so long."""
        words = language.load(self._settings.general.language, self._settings.general.units)
        self.statusBar().showMessage(words(sentence), ms)

    def refresh(self) -> None:
        """Read everything that is shown again."""
        if self.room is not None and self.pages.currentWidget() is self.room:
            self.room.refresh()

    def look(self) -> None:
        """Has another program (a mirror that records) written since? Or is it another day? Then what is shown is read again."""
        store = self.store
        self.loader.load("stamp", lambda: reviews.stamp(store), self._looked)

    def _looked(self, stamp: tuple[object, ...]) -> None:
        before, self._stamp = self._stamp, stamp
        day = self._today if self._clock is None else self._clock()
        turned, self._today = day != self._today, day
        if turned and self.room is not None:
            self.room.begin_day(day)
        if turned or (before is not None and before != stamp):
            self.refresh()

    def _watch(self, window: QWindow | None) -> None:
        """Listen to the window that has the keys now, a dialog's too. (Were all events of the application listened to, Python
        would be asked for each of them, and wait each time for the thread that reads.)"""
        if window is not None:
            window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Whoever touches a key or the mouse is there."""
        if event.type() in (QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress, QEvent.Type.Wheel) and self._idle.isActive():
            self._idle.start()
        return False

    def closeEvent(self, event: QCloseEvent) -> None:
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusWindowChanged.disconnect(self._watch)
        self._habits.leave(self)
        self._habits.save()
        self._idle.stop()
        self._look.stop()
        self.loader.close()
        self.store.close()
        super().closeEvent(event)


def _has_pin(name: str) -> bool:
    from mirror.preferences import profiles

    return bool(profiles.pin_hash(name))


def show(database: str | None = None, profile: str | None = None) -> int:
    """Open the window; returns when it is closed. `database`: a file or a URL, else the log that the settings name.

    Raises SessionError where the log cannot be opened; SettingsError.
    """
    settings = load_settings()
    where: Path | str = database or settings.sessions.database or paths.database()
    if isinstance(where, str) and "://" not in where:
        where = Path(where).expanduser()
        if database is not None and not where.exists():
            raise SessionError(f"There is no session log {where}.")
    running = QApplication.instance()
    app = running if isinstance(running, QApplication) else QApplication(["mirror"])
    load_fonts()
    languages.install(app, settings.general.language)
    habits = Habits(paths.desk())
    window = ReviewWindow(where, settings, date.today(), profile=profile, clock=date.today, habits=habits)
    window.show()
    with interruptible(window.close), collecting_here():
        app.exec()
    return 0
