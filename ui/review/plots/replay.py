"""ReplayView: the skeleton of a set, to be scrubbed, slowed, turned and compared."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QElapsedTimer, QSignalBlocker, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from mirror.pose import skeleton as s
from mirror.review.core import RepetitionCurve, SetView
from ui.review.focus import RING_PX, Focusable, paint_ring
from ui.review.plots import texts
from ui.review.plots.angles import ANGLES
from ui.review.plots.bar import button
from ui.review.plots.eye import BACK, FRONT, LEFT, OBLIQUE, RIGHT, TOP, Eye, Room
from ui.review.plots.flow import Flow
from ui.review.plots.names import clock, number, title_of
from ui.review.plots.scrubber import MS, Scrubber
from ui.review.plots.stand import Stand
from ui.review.plots.stretch import Stretch
from ui.review.plots.texts import say
from ui.review.plots.traces import repetition_at, repetitions_of, value_at
from ui.review.style import DeskTheme
from ui.stage.skeleton import landmarks_of

if TYPE_CHECKING:
    from mirror.review.replay import ReplayTrack

SPEEDS = (0.1, 0.25, 0.5, 0.75, 1.0, 1.5, 2.0)
TICK_MS = 16
TURN_DEG = 10.0
ZOOM = 1.2
TRAILS = ("wrist", "elbow", "shoulder", "hip", "knee", "ankle", "foot_index")


class ReplayView(Focusable):
    """Signals:
    moved(float): another moment is shown, by the user's hand or by playing (the run's seconds). repetition_chosen(int): the user
    went to this repetition (seq).
    """

    moved = Signal(float)
    repetition_chosen = Signal(int)

    def __init__(self, theme: DeskTheme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._view: SetView | None = None
        self._t = 0.0
        self._chosen: int | None = None
        self._shown: Stretch | None = None
        self._repetitions: tuple[RepetitionCurve, ...] = ()
        self._stand, self._scrubber = Stand(theme, self), Scrubber(theme)
        self._timer, self._since = QTimer(self), QElapsedTimer()
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(TICK_MS)
        self._timer.timeout.connect(self._tick)
        self._make_controls()
        self._lay_out()
        self.setAccessibleName(say(texts.REPLAY))
        self.setAccessibleDescription(say(texts.REPLAY_HELP))
        self._scrubber.scrubbed.connect(self._scrubbed)
        self._stand.looked.connect(self._looked)
        self._show_controls()

    # -- what is asked of it ------------------------------------------------------------------------------------------

    def show_set(self, view: SetView | None, selected_seq: int | None = None) -> None:
        """Whose repetitions stand on the slider, and whose values at the angle; None: nobody's."""
        self._view, self._chosen = view, selected_seq
        self._repetitions = repetitions_of(view)
        self._scrubber.repetitions, self._scrubber.chosen = self._repetitions, selected_seq
        self._scrubber.update()
        self._show_moment()

    def show_tracks(self, track: ReplayTrack | None, compare: ReplayTrack | None = None) -> None:
        """Replay this track, from its start, compared with another one (a repetition, or the demonstrator)."""
        self.pause()
        if track is not None and not len(track):
            track = None
        scene = self._stand.scene
        scene.track, scene.compare = track, compare if compare is not None and len(compare) else None
        known = [one.points for one in (scene.track, scene.compare) if one is not None]
        scene.room = Room.around(*known)
        with QSignalBlocker(self._scrubber):
            self._scrubber.setRange(0, round(self.length * MS))
        self._scrubber.origin = track.origin_t if track is not None else 0.0
        self._fit_part()
        marked = track is not None and math.isfinite(track.peak)
        self._scrubber.bounds = (track.start, track.peak, track.end) if track is not None and marked else ()
        self._t = 0.0
        self._time.setToolTip(f"{clock(0.0, tenths=True)} – {clock(self.length, tenths=True)}")
        self._show_controls()
        self._show_moment()

    def show_scores(self, scores: Mapping[str, float | None]) -> None:
        """Colour the joints by these scores (joints or measures by name; None: the view could not tell); empty: none."""
        found: dict[int, float | None] = {}
        for name, score in scores.items():
            told = None if score is None or math.isnan(score) else score
            for i in landmarks_of(name):
                before = found.get(i)
                found[i] = told if before is None else before if told is None else min(before, told)
        self._stand.scene.scores = found
        self._stand.update()

    def select(self, seq: int | None) -> None:
        """This repetition is the chosen one (None: none); nothing is signalled."""
        self._chosen = self._scrubber.chosen = seq
        self._scrubber.update()

    def seek(self, t: float) -> None:
        """Show this moment (the run's seconds); nothing is signalled."""
        self._go(t - self._scrubber.origin, tell=False)

    def show_stretch(self, stretch: Stretch) -> None:
        """The slider shows this part of the time (the run's seconds), as far as the track has it."""
        self._shown = stretch
        self._fit_part()

    def _fit_part(self) -> None:
        part = None
        if self._shown is not None:
            origin = self._scrubber.origin
            start, end = max(self._shown.start - origin, 0.0), min(self._shown.end - origin, self.length)
            part = (start, end) if 0.0 < end - start < self.length else None
        self._scrubber.part = part
        self._scrubber.update()

    def play(self) -> None:
        """On from here; from the start where the end is reached."""
        if self._stand.scene.track is None:
            return
        start, end = self._stretch()
        if not start <= self._t < end - 1e-3:
            self._go(start)
        self._since.start()
        self._timer.start()
        self._show_playing()

    def pause(self) -> None:
        """Stay here."""
        self._timer.stop()
        self._show_playing()

    @property
    def playing(self) -> bool:
        """Whether time runs."""
        return self._timer.isActive()

    @property
    def moment(self) -> float:
        """The moment that is shown, the run's seconds."""
        return self._t + self._scrubber.origin

    @property
    def length(self) -> float:
        """Of the track, seconds."""
        track = self._stand.scene.track
        return float(track.t[-1]) if track is not None else 0.0

    @property
    def speed(self) -> float:
        """Seconds of the track in a second."""
        return float(self._speed.currentData())

    @property
    def eye(self) -> Eye:
        """From where it is seen."""
        return self._stand.eye

    def look(self, eye: Eye) -> None:
        """From here now."""
        self._stand.look(eye)

    def set_angle(self, name: str) -> None:
        """Show the angle of this measure ("left_knee"); "" or what is no angle between limbs: none."""
        self._angle.setCurrentIndex(max(self._angle.findData(name), 0))

    def set_trail(self, name: str) -> None:
        """Draw the ways of both sides' landmarks of this name ("wrist"); "": none."""
        self._trail.setCurrentIndex(max(self._trail.findData(name), 0))

    def set_theme(self, theme: DeskTheme) -> None:
        """Its colours and sizes from now on."""
        self._theme = self._stand.theme = self._scrubber.theme = theme
        for widget in (self, self._stand, self._scrubber):
            widget.update()

    # -- its pieces ---------------------------------------------------------------------------------------------------

    def _make_controls(self) -> None:
        self._play = button("▶", texts.PLAY)
        self._play.setMinimumWidth(44)
        self._play.clicked.connect(self._toggle)
        self._time = QLabel()
        self._time.setObjectName("muted")
        self._speed = _chooser(texts.SPEED, [(f"{_shortest(v)}×", v) for v in SPEEDS])
        self._speed.setCurrentIndex(SPEEDS.index(1.0))
        self._front, self._side, self._top = (
            button(text, tip, checkable=True)
            for text, tip in (
                (texts.FRONT, texts.FRONT_TIP),
                (texts.SIDE, texts.SIDE_TIP),
                (texts.TOP, texts.TOP_TIP),
            )
        )
        self._front.clicked.connect(lambda: self._named(FRONT, BACK))
        self._side.clicked.connect(lambda: self._named(LEFT, RIGHT))
        self._top.clicked.connect(lambda: self._named(TOP, TOP))
        self._depth = self._stand.perspective
        self._loop = button("⟳", texts.LOOP_TIP, checkable=True)
        self._beside = button(texts.BESIDE, texts.BESIDE_TIP, checkable=True)
        self._depth.toggled.connect(self._depth_changed)
        self._beside.toggled.connect(self._beside_changed)
        trails = [(say(texts.TRAIL, name=title_of(name)), name) for name in TRAILS]
        angles = [(say(texts.ANGLE, name=title_of(name)), name) for name in ANGLES]
        self._trail = _chooser(texts.TRAIL_TIP, [(say(texts.NO_TRAIL), ""), *trails])
        self._angle = _chooser(texts.ANGLE_TIP, [(say(texts.NO_ANGLE), ""), *angles])
        self._trail.currentIndexChanged.connect(self._trail_changed)
        self._angle.currentIndexChanged.connect(self._angle_changed)

    def _lay_out(self) -> None:
        first, flow, whole = QHBoxLayout(), Flow(), QVBoxLayout(self)
        for widget in (self._play, self._loop, self._scrubber, self._time):
            first.addWidget(widget, 1 if widget is self._scrubber else 0)
        for control in (self._speed, self._front, self._side, self._top, self._angle, self._trail, self._beside):
            flow.addWidget(control)
        whole.setContentsMargins(2, 2, 2, 2)
        whole.setSpacing(6)
        whole.addWidget(self._stand, 1)
        whole.addLayout(first)
        whole.addLayout(flow)

    def _show_controls(self) -> None:
        scene = self._stand.scene
        there = scene.track is not None
        for widget in (self._play, self._scrubber, self._speed, self._front, self._side, self._top, self._depth, self._loop):
            widget.setEnabled(there)
        for widget in (self._trail, self._angle):
            widget.setEnabled(there)
        self._beside.setVisible(scene.compare is not None)

    def _show_playing(self) -> None:
        self._play.setText("❚❚" if self.playing else "▶")
        tip = say(texts.PAUSE if self.playing else texts.PLAY)
        self._play.setToolTip(tip)
        self._play.setAccessibleName(tip)

    # -- moments ------------------------------------------------------------------------------------------------------

    def _stretch(self) -> tuple[float, float]:
        """What is played: all of it, or the chosen repetition where it is repeated; seconds of the track."""
        chosen = next((one for one in self._repetitions if one.seq == self._chosen), None)
        if self._loop.isChecked() and chosen is not None:
            origin = self._scrubber.origin
            start, end = max(chosen.start_t - origin, 0.0), min(chosen.end_t - origin, self.length)
            if end > start:
                return start, end
        return 0.0, self.length

    def _tick(self) -> None:
        t = self._t + self._since.restart() / 1000.0 * self.speed
        start, end = self._stretch()
        if t >= end:
            if self._loop.isChecked():
                t = start
            else:
                t = end
                self.pause()
        self._go(t)

    def _go(self, t: float, *, tell: bool = True) -> None:
        self._t = min(max(t, 0.0), self.length)
        self._show_moment()
        if tell and self._stand.scene.track is not None:
            self.moved.emit(self.moment)

    def _show_moment(self) -> None:
        scene = self._stand.scene
        scene.t, scene.compared_t = self._t, self._compared(self._t)
        scene.value, scene.error = self._measured()
        with QSignalBlocker(self._scrubber):
            self._scrubber.setValue(round(self._t * MS))
        self._scrubber.update()
        self._time.setText(clock(self._t, tenths=True))
        self._stand.update()

    def _compared(self, t: float) -> float:
        """The compared track's moment of the same phase, seconds: start, peak and end fall together."""
        track, other = self._stand.scene.track, self._stand.scene.compare
        if track is None or other is None:
            return 0.0
        if math.isfinite(track.peak) or not self._repetitions:
            mine: tuple[float, ...] = (track.start, track.peak, track.end)
        else:
            one = repetition_at(self._repetitions, t + track.origin_t)
            if one is None:
                return other.start
            mine = (one.start_t - track.origin_t, math.nan, one.end_t - track.origin_t)
        theirs: tuple[float, ...] = (other.start, other.peak, other.end)
        if not (math.isfinite(mine[1]) and math.isfinite(theirs[1])):
            mine, theirs = (mine[0], mine[2]), (theirs[0], theirs[2])
        return float(np.interp(t, mine, theirs))

    def _measured(self) -> tuple[float, float]:
        """What the curve of the shown angle has at this moment, with its error; NaN where there is no such curve."""
        measured = self._view.measures.get(self._stand.scene.angle) if self._view is not None else None
        return value_at(measured.curve, self.moment) if measured is not None else (math.nan, math.nan)

    # -- what the user does -------------------------------------------------------------------------------------------

    def _toggle(self) -> None:
        self.pause() if self.playing else self.play()

    def _scrubbed(self, t: float) -> None:
        self._go(t)
        if self.playing:
            self._since.restart()

    def _named(self, eye: Eye, opposite: Eye) -> None:
        """The named view; where it is seen from there already, the opposite one."""
        wanted = opposite if self._stand.eye.name == eye.name else eye
        self._stand.look(Eye(wanted.yaw_deg, wanted.pitch_deg, self._stand.eye.zoom, self._depth.isChecked()))

    def _looked(self) -> None:
        name = self._stand.eye.name
        for of, shown in ((self._front, ("front", "back")), (self._side, ("left", "right")), (self._top, ("top",))):
            of.setChecked(name in shown)
        self._front.setText(say(texts.BACK if name == "back" else texts.FRONT))

    def _depth_changed(self, wanted: bool) -> None:
        eye = self._stand.eye
        self._stand.look(Eye(eye.yaw_deg, eye.pitch_deg, eye.zoom, wanted))

    def _beside_changed(self, wanted: bool) -> None:
        self._stand.scene.beside = wanted
        self._stand.update()

    def _trail_changed(self) -> None:
        name = str(self._trail.currentData())
        self._stand.scene.trails = tuple(s.INDEX[f"{side}_{name}"] for side in ("left", "right")) if name else ()
        self._stand.update()

    def _angle_changed(self) -> None:
        self._stand.scene.angle = str(self._angle.currentData())
        self._show_moment()

    def _to_repetition(self, by: int) -> None:
        order = [one.seq for one in self._repetitions]
        if not order:
            return
        at = order.index(self._chosen) + by if self._chosen in order else (0 if by > 0 else len(order) - 1)
        one = self._repetitions[min(max(at, 0), len(order) - 1)]
        self.select(one.seq)
        self.repetition_chosen.emit(one.seq)
        self._go(one.start_t - self._scrubber.origin)

    def _faster(self, by: int) -> None:
        self._speed.setCurrentIndex(min(max(self._speed.currentIndex() + by, 0), len(SPEEDS) - 1))

    def _step(self, by: int) -> None:
        track = self._stand.scene.track
        if track is not None:
            self.pause()
            at = int(np.abs(track.t - self._t).argmin()) + by
            self._go(float(track.t[min(max(at, 0), len(track.t) - 1)]))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        eye = self._stand.eye
        match event.key():
            case Qt.Key.Key_Space:
                self._toggle()
            case Qt.Key.Key_Comma:
                self._step(-1)
            case Qt.Key.Key_Period:
                self._step(1)
            case Qt.Key.Key_BracketLeft:
                self._faster(-1)
            case Qt.Key.Key_BracketRight:
                self._faster(1)
            case Qt.Key.Key_PageUp:
                self._to_repetition(-1)
            case Qt.Key.Key_PageDown:
                self._to_repetition(1)
            case Qt.Key.Key_Left:
                self._stand.look(eye.turned(TURN_DEG))
            case Qt.Key.Key_Right:
                self._stand.look(eye.turned(-TURN_DEG))
            case Qt.Key.Key_Up:
                self._stand.look(eye.turned(0.0, TURN_DEG))
            case Qt.Key.Key_Down:
                self._stand.look(eye.turned(0.0, -TURN_DEG))
            case Qt.Key.Key_1:
                self._named(FRONT, BACK)
            case Qt.Key.Key_2:
                self._named(LEFT, RIGHT)
            case Qt.Key.Key_3:
                self._named(TOP, TOP)
            case Qt.Key.Key_Plus | Qt.Key.Key_Equal:
                self._stand.look(eye.zoomed(ZOOM))
            case Qt.Key.Key_Minus:
                self._stand.look(eye.zoomed(1.0 / ZOOM))
            case Qt.Key.Key_Home:
                self._stand.look(Eye(OBLIQUE.yaw_deg, OBLIQUE.pitch_deg, 1.0, self._depth.isChecked()))
            case _:
                super().keyPressEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        self.pause()
        super().hideEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.hasFocus():
            painter = QPainter(self)
            wide = round(RING_PX)
            paint_ring(painter, self._theme, self._stand.geometry().adjusted(-wide, -wide, wide, wide))
            painter.end()


def _chooser(name: object, choices: list[tuple[str, object]]) -> QComboBox:
    made = QComboBox()
    made.setAccessibleName(say(name))
    made.setToolTip(say(name))
    for text, data in choices:
        made.addItem(text, data)
    # As wide as its usual choices; the list itself is as wide as it needs to be.
    made.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    made.setMinimumContentsLength(3 if isinstance(choices[0][1], float) else 9)
    view = made.view()
    view.setMinimumWidth(view.sizeHintForColumn(0) + 24)
    return made


def _shortest(value: float) -> str:
    """ "0.25", "0.5", "1"."""
    return number(value, 0 if value == int(value) else 1 if round(value * 10) == value * 10 else 2)
