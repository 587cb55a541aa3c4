"""Choosing: what a person says with the three commands Move, Select and Back, in every stage; the menus they open. Pure."""

from __future__ import annotations

import math

from mirror import events as ev
from mirror.commands import Calibrate, ChooseExercise, Start
from mirror.snapshot import Menu
from mirror.workout import calibrating, check, menu
from mirror.workout.readiness import Readiness
from mirror.workout.session import Session


class Choosing(Session):
    """A session in which one can choose. Between sets a Move opens what can be chosen; `choosing` leads back to where it was
    opened."""

    def _start(self, t: float) -> None:
        match self._stage:
            case "asleep" | "summary":
                self._wake(t)
            case "camera_off":
                self._switch_camera(True, t)
            case "setup":
                self._go("countdown", t)
                self._tick(t, self._timing.countdown)
            case "countdown" | "rest":
                self._count = None
                self._go("live", t)
            case "paused":
                self._take(self.trainer.apply(Start()))
                self._go(self._before_pause if self._before_pause != "countdown" else "setup", t)
            case "choosing":
                self._close_menu(t)
            case "calibrating":
                self._agree(t)

    def _wake(self, t: float, *, ask: bool = True) -> None:
        self.trainer.forget_sets()
        self._in_session = True
        self._say(ev.SessionStarted, t)
        self._readiness = Readiness()
        self._seen_t = max(self._seen_t, t)
        self._go("setup", t)
        if ask and len(self._people) > 1:
            self._open_menu("person", menu.people(self._people, self._person), t)

    def _move(self, step: int, t: float) -> None:
        if self._menu is not None:
            self._menu.move(step, t)
        elif self._replay is None and self._stage not in ("asleep", "calibrating", "camera_off") and not self._in_a_set:
            self._offer(t)

    def _offer(self, t: float) -> None:
        """Opens what can be chosen."""
        self._open_menu("exercise", menu.exercises(self.trainer.catalogue, self._used, self.trainer.chosen), t)

    def _select(self, t: float) -> None:
        if self._menu is not None:
            self._choose(t)
        elif self._stage in ("countdown", "live"):
            self._pause(t)
        else:
            self._start(t)

    def _back(self, t: float) -> None:
        match self._stage:
            case "asleep" | "camera_off":
                pass
            case "choosing":
                self._close_menu(t)
            case "calibrating":
                self._go("setup", t)
            case "summary":
                self._waking = False
                self._go("asleep", t)
            case "paused" if self._replay is not None:
                self._start(t)
            case _:
                self._stop(t)

    def _open_menu(self, kind: menu.Kind, choices: Menu, t: float) -> None:
        self._origin = self._stage, self._since
        self._go("choosing", t)
        self._menu = menu.Opened(kind, choices, t)

    def _close_menu(self, t: float) -> None:
        """Back to where it was opened. A countdown begins anew."""
        stage, since = self._origin
        self._go("setup" if stage == "countdown" else stage, t)
        if stage == "rest":
            self._since = since

    def _choose(self, t: float) -> None:
        opened, (origin, since) = self._menu, self._origin
        if opened is None:
            return
        name = opened.choice.name
        if opened.kind == "person":
            if name in self._locked:
                self._say(ev.ProfileLocked, t, profile=name)
            else:
                self._train(name, t)
            return
        if name == calibrating.CALIBRATE:
            self._menu = menu.Opened("height", calibrating.heights(self._body_m), t)
            return
        if origin == "paused":
            self._take(self.trainer.apply(Start()))
            origin, since = self._before_pause, t
        if opened.kind == "height":
            if origin == "summary":
                self._wake(t, ask=False)
            self._go("calibrating", t)
            self._body_m = float(name) / 100.0
            known = self.trainer.calibration
            self._calibrating = calibrating.Flow(self._body_m, known.fov_deg if known.fov_sigma_deg == 0.0 else math.nan)
            return
        if name == menu.QUICK_CHECK:
            self._check = check.Recorder(self._timing.check)
        else:
            self._take(self.trainer.apply(ChooseExercise(name or None)))
            self._used = tuple(dict.fromkeys([name, *self._used])) if name else self._used
        if origin == "summary":
            self._wake(t, ask=False)
        elif origin == "rest" and self._check is None:
            self._go("rest", t)
            self._since = since
        else:
            self._go("setup", t)

    def _train(self, name: str, t: float) -> None:
        self._person = name
        self._say(ev.ProfileChosen, t, profile=name)
        if self._menu is not None and self._menu.kind == "person":
            self._go("setup", t)

    def _agree(self, t: float) -> None:
        """What the calibration found is kept, if it has found something."""
        flow = self._calibrating
        if flow is None or not flow.select() or flow.found is None:
            return
        self._say(ev.CameraCalibrated, t, calibration=flow.found, body_m=flow.body_m)
        self._take(self.trainer.apply(Calibrate(flow.found, flow.body_m)))
        self._go("setup", t)
        self._tell(calibrating.KEPT, t)
