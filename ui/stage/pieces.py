"""Which pieces a Snapshot and a Health call for, what they say and where they stand.

The screen is a function of what the core says (law 7): nothing here decides what is true, only where and how it stands.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from PySide6.QtCore import QRectF, QSizeF

from mirror.events import Stage
from mirror.health import Health
from mirror.snapshot import Calibrating, Cue, Menu, PlanProgress, SetSummary, Snapshot
from ui.stage import wording as w
from ui.stage.cards import Demo, Found, Hints, MenuCard, SetCard
from ui.stage.demonstrator import NOTHING, Figures
from ui.stage.kit import Kit
from ui.stage.layout import GAP, Layout, Room
from ui.stage.light import Light, light_of
from ui.stage.marks import Arrangement, Words
from ui.stage.meters import Bars, Gauge, rows_of
from ui.stage.motion import Moment
from ui.stage.panels import Clock, Count, Line, Notice, Panel, Ribbon, Side, Table, Title
from ui.stage.signs import ViewSign
from ui.stage.timeline import Timeline
from ui.stage.wording import say

COUNTED: frozenset[Stage] = frozenset({"live", "paused"})
COUNTDOWN_FROM = 3


@dataclass(frozen=True, slots=True)
class Piece:
    """A panel in its place. `slide`: how far the piece has come in from the nearer edge, 0..1."""

    name: str
    panel: Panel
    arrangement: Arrangement
    box: QRectF
    slide: float = 1.0

    def words(self) -> Iterator[Words]:
        yield from self.arrangement.words


def _reps(count: int) -> str:
    return say(w.ONE_REP) if count == 1 else say(w.REPS, n=count)


def _clock(seconds: float) -> str:
    whole = max(0, math.ceil(seconds - 1e-6))
    return f"{whole // 60}:{whole % 60:02d}"


def _named(name: str) -> str:
    return name.replace("_", " ")


def _titled(summary: SetSummary) -> str:
    return summary.title or _named(summary.exercise).capitalize()


def _amount(summary: SetSummary) -> str:
    return _reps(summary.full) if summary.hold_s is None else say(w.SECONDS_SHORT, n=round(summary.hold_s))


def _sign(cue: Cue) -> str:
    if cue.kind == "correction":
        return cue.severity or "form"
    return "praise" if cue.kind == "praise" else "guide"


def _planned(snapshot: Snapshot) -> PlanProgress | None:
    """The plan while it leads."""
    plan = snapshot.plan
    return plan if plan is not None and plan.leading and plan.item else None


def _title(snapshot: Snapshot) -> Title | None:
    plan = _planned(snapshot)
    place = say(w.PLAN_PLACE, n=plan.item, all=plan.items) if plan is not None else ""
    match snapshot.stage:
        case "rest":
            return Title(say(w.REST), place)
        case "choosing":
            return Title(snapshot.menu.title) if snapshot.menu is not None and snapshot.menu.title else None
        case "setup" if snapshot.exercise:
            return Title(snapshot.title, place)
        case "countdown":
            return Title(snapshot.title, place) if snapshot.exercise else Title(say(w.READY), quiet=True)
    if snapshot.stage in COUNTED and snapshot.exercise:
        # What a plan asks for is not guessed.
        sure = place or say(w.SURE, n=round(snapshot.confidence * 100))
        return Title(snapshot.title or _named(snapshot.exercise).capitalize(), sure)
    if snapshot.stage in COUNTED and (snapshot.reps or snapshot.hold_s):
        return Title(say(w.COUNTING), quiet=True)
    return None


def _count(snapshot: Snapshot) -> Count | None:
    if snapshot.stage == "countdown" and snapshot.countdown is not None:
        return Count(str(snapshot.countdown), ring=snapshot.countdown / COUNTDOWN_FROM)
    if snapshot.stage == "rest":
        seconds = snapshot.stage_seconds if snapshot.rest_left_s is None else snapshot.rest_left_s
        timer = _clock(math.floor(seconds) if snapshot.rest_left_s is None else seconds)
        return Count(timer, say(w.NEXT, name=snapshot.title) if snapshot.exercise and snapshot.title else "")
    if snapshot.stage not in COUNTED or not (snapshot.set or snapshot.exercise):
        return None
    plan = _planned(snapshot)
    if plan is not None:
        return _count_planned(snapshot, plan)
    sides = snapshot.sides or (0, 0)
    told = ((sides[0], w.LEFT), (sides[1], w.RIGHT), (snapshot.partials, w.PARTIAL), (snapshot.rejected, w.NOT_COUNTED))
    note = ", ".join(w.solid(say(text, n=number)) for number, text in told if number)
    phase = snapshot.phase_title if snapshot.exercise and snapshot.stage == "live" else ""
    if snapshot.hold_s is not None:
        return Count(f"{int(snapshot.hold_s)}", phase or say(w.SECONDS), note)
    share = min(snapshot.reps / snapshot.goal, 1.0) if snapshot.goal and snapshot.set else None
    return Count(str(snapshot.reps), phase, note, share)


def _count_planned(snapshot: Snapshot, plan: PlanProgress) -> Count:
    """What the plan counts, and how far it is to its goal."""
    told = ((plan.partial, w.PARTIAL), (plan.short, w.SHORT), (snapshot.rejected, w.NOT_COUNTED))
    note = ", ".join(w.solid(say(text, n=number)) for number, text in told if number)
    phase = snapshot.phase_title if snapshot.exercise and snapshot.stage == "live" else ""
    if plan.hold_s is not None and plan.hold_goal_s:
        return Count(f"{int(plan.hold_s)}", phase or say(w.SECONDS), note, min(plan.hold_s / plan.hold_goal_s, 1.0))
    share = min(plan.repetitions / plan.goal, 1.0) if plan.goal else None
    return Count(str(plan.repetitions), phase, note, share)


def _side(snapshot: Snapshot, clock: str, light: Light | None) -> Side | None:
    if snapshot.stage in ("summary", "asleep"):
        return Side("", "", "", light) if light is not None else None
    counted = snapshot.stage in COUNTED and snapshot.set > 0
    score = say(w.SCORE, n=round(snapshot.score)) if counted and snapshot.score is not None else ""
    told = say(w.SET, n=snapshot.set) if counted else ""
    plan = _planned(snapshot)
    if plan is not None and (counted or snapshot.stage in ("rest", "live")):
        told = say(w.SET_OF, n=plan.set, all=plan.sets)
    elif told and snapshot.goal_sets:
        told = say(w.SET_OF, n=snapshot.set, all=snapshot.goal_sets)
    if snapshot.recording_s is not None:
        told = say(w.CHECK_LEFT, n=math.ceil(snapshot.recording_s))
    side = Side(told, score, clock, light)
    return side if side.set or side.clock or side.score or side.light else None


def _ribbon(snapshot: Snapshot, cue: Cue | None) -> Ribbon | None:
    if snapshot.stage == "paused":
        return Ribbon(say(w.PAUSED), "pause")
    if snapshot.stage == "setup":
        told = snapshot.setup_hint or snapshot.verdict.advice
        return Ribbon(told, "guide") if told else Ribbon(say(w.STILL), "praise")
    if cue is not None:
        return Ribbon(cue.text, _sign(cue))
    if snapshot.stage == "live" and snapshot.verdict.level == "poor" and snapshot.verdict.advice:
        return Ribbon(snapshot.verdict.advice, "guide")
    return None


def _verdict(snapshot: Snapshot) -> ViewSign | None:
    """The drawing of what to change about the view: in the set only where it cannot be judged at all."""
    told = snapshot.verdict
    asked = told.turn_deg or told.step_m or told.raise_m or told.tilt_deg
    if not asked or not (snapshot.stage == "setup" or (snapshot.stage == "live" and told.level == "poor")):
        return None
    yaw = 0.0 if math.isnan(snapshot.view.yaw_deg) else round(snapshot.view.yaw_deg / 15) * 15.0
    return ViewSign(yaw, round(told.turn_deg / 15) * 15.0 or told.turn_deg, told.step_m, told.raise_m, told.tilt_deg)


def _last_set(snapshot: Snapshot) -> SetCard | None:
    if snapshot.stage != "rest" or not snapshot.finished:
        return None
    last = snapshot.finished[-1]
    held = last.hold_s is not None
    figure = str(round(last.hold_s or 0.0)) if held else str(last.full)
    unit = w.SECONDS if held else w.REP_UNIT if last.full == 1 else w.REPS_UNIT
    advice = last.advice or (_named(last.top_mistake).capitalize() if last.top_mistake else "")
    return SetCard(
        say(w.LAST_SET),
        _titled(last),
        figure,
        say(unit),
        say(w.PARTIAL, n=last.partial) if last.partial else "",
        "" if last.score is None else str(round(last.score)),
        say(w.SCORE_HEAD),
        rows_of(last.joints, ()),
        say(w.NEXT_TIME),
        advice,
    )


def _table(snapshot: Snapshot) -> Table:
    rows = tuple((_titled(s), _amount(s), "–" if s.score is None else str(round(s.score))) for s in snapshot.finished)
    if not rows:
        return Table(say(w.SESSION), (), say(w.NO_SETS))
    count = len(rows)
    full = sum(s.full for s in snapshot.finished)
    moving = _clock(sum(s.seconds for s in snapshot.finished))
    plan = snapshot.plan
    total = [say(w.ONE_SET) if count == 1 else say(w.SETS, n=count), _reps(full), say(w.MOVEMENT, time=moving)]
    if plan is not None:
        total.insert(0, say(w.PLAN_DONE, n=plan.done, all=plan.items))
    advice = Counter(s.advice for s in snapshot.finished if s.advice).most_common(1)
    return Table(
        say(w.SESSION if plan is None else w.PLAN),
        rows,
        "\u00a0· ".join(total),  # a line ends after the dot, never begins with it
        say(w.SCORE_HEAD),
        say(w.EARLIER),
        say(w.NEXT_TIME),
        advice[0][0] if advice else "",
    )


def _hints(stage: Stage) -> Hints:
    return Hints(tuple((name, say(text)) for name, text in w.GESTURES[stage]))


def _menu(menu: Menu) -> MenuCard:
    """What is chosen between its neighbours; the menu goes round and round."""
    titles, at, count = [c.title for c in menu.choices], menu.selected, len(menu.choices)
    before = titles[at - 1] if count > 2 else ""
    after = titles[(at + 1) % count] if count > 1 else ""
    return MenuCard(before, titles[at], after, say(w.PLACE, n=at + 1, all=count) if count > 1 else "")


def shortened(name: str) -> str:
    """A camera's name in small print: a URL's host, a file's end, at most 20 characters."""
    if "://" in name:
        name = name.split("://", 1)[1].split("/", 1)[0].rpartition("@")[2]
    return name if len(name) <= 20 else f"…{name[-19:]}"


def _line(health: Health, right: bool) -> Line:
    parts = []
    camera = shortened(health.camera) or say(w.CAMERA)
    if health.camera_ok:
        if math.isfinite(health.fps):
            parts.append(say(w.FPS, n=round(health.fps)))
        if math.isfinite(health.latency_ms):
            parts.append(say(w.MS, n=round(health.latency_ms)))
        if health.drops:
            parts.append(say(w.DROPPED, n=health.drops))
        parts.append(camera)
    else:
        parts.append(say(w.GONE, camera=camera))
    parts.append(say({"on": w.SOUND_ON, "muted": w.MUTED}.get(health.sound, w.NO_SOUND)))
    if health.notice and health.camera_ok:
        parts = [health.notice]
    return Line(tuple(parts), right)


def pieces(
    snapshot: Snapshot, health: Health, moment: Moment, kit: Kit, layout: Layout, figures: Figures = NOTHING
) -> list[Piece]:
    """Everything that has something to say, arranged and placed. `figures`: what the demonstrator has ready."""
    made: list[Piece] = []

    def put(name: str, panel: Panel | None, room: Room, slide: float = 1.0) -> QRectF | None:
        if panel is None:
            return None
        arrangement = _arranged(panel, kit, room.box.width(), room.box.height())
        box = room.place(arrangement.size)
        made.append(Piece(name, panel, arrangement, box, slide))
        return box

    light = light_of(health, dim=snapshot.stage == "asleep")
    side = put("side", _side(snapshot, moment.clock, light), layout.side)

    def put_clear(name: str, panel: Panel | None, room: Room) -> QRectF | None:
        """Where it belongs; under the light's corner where it would reach into that."""
        box = put(name, panel, room)
        if side is None or box is None or not box.intersects(side):
            return box
        made.pop()
        return put(name, panel, _below(layout, side, room))

    if snapshot.stage == "camera_off":
        put_clear("notice", Notice(say(w.CAMERA_OFF)), layout.centre)
        return made
    if snapshot.stage == "asleep":
        if moment.clock:
            put_clear("clock", Clock(moment.clock, moment.date, say(w.STAND)), layout.centre)
        if health.notice:
            put("health", Line((health.notice,)), layout.health)
        return made
    if snapshot.replay is not None:
        replay = snapshot.replay
        put("title", Title(replay.title or say(w.CHECK)), layout.title)
        line = put("timeline", Timeline.of(replay), layout.health)
        put("cue", Ribbon(replay.verdict, "guide") if replay.verdict else None, _over(layout, line, layout.cue))
        wrong = list(dict.fromkeys(mark.title for mark in replay.now if mark.kind == "mistake" and mark.title))
        put("fault", Ribbon(wrong[0], "form") if wrong else None, layout.fault)
        put("hints", Hints(tuple((name, say(text)) for name, text in w.REPLAYED)), Room(layout.demo["live"], "right", "top"))
        return made
    if snapshot.calibrating is not None and health.camera_ok:
        _calibrate(snapshot.calibrating, put, layout)
        return made
    line = put("health", _line(health, not layout.portrait), layout.health)
    if not health.camera_ok:
        # What was reached stays in sight, so that nobody fears for it.
        counted = snapshot.stage in COUNTED
        title = put("title", _title(snapshot) if counted else None, layout.title)
        put("count", _count(snapshot) if counted else None, _under(layout, title))
        put("notice", Notice(health.notice or say(w.NO_PICTURE)), layout.notice)
        return made
    if snapshot.stage == "summary":
        table = put_clear("table", _table(snapshot), layout.centre)
        hints = put("hints", _hints("summary"), _over(layout, line, layout.hints))
        if table is not None and hints is not None and table.intersects(hints):
            made.pop()
        return made
    title = put("title", _title(snapshot), layout.title)
    if snapshot.stage == "choosing":
        if snapshot.menu is not None and snapshot.menu.choices:
            put("menu", _menu(snapshot.menu), layout.menu)
        put("hints", _hints("choosing"), _over(layout, line, layout.hints))
        _demonstrate(made, figures, kit, layout, snapshot)
        return made
    ribbon = _ribbon(snapshot, moment.cue if kit.look.captions else None)
    slide = moment.slide if moment.cue is not None else 1.0
    put("cue", ribbon, _over(layout, line, layout.low_cue if snapshot.stage == "rest" else layout.cue), slide)
    if snapshot.stage == "rest" and ribbon is None:
        put("hints", _hints("rest"), _over(layout, line, layout.low_cue))
    put("count", _count(snapshot), _under(layout, title, layout.demo_for("rest") if snapshot.stage == "rest" else None))
    put_clear("last", _last_set(snapshot), layout.last)
    sign = _verdict(snapshot)
    if snapshot.stage == "live":
        rows = rows_of(snapshot.joints, snapshot.faulty)
        bars = put("bars", Bars(rows) if rows else None, layout.bars)
        plate = layout.demo_for("live")
        free = plate is not None and (bars is None or not bars.intersects(plate))
        if sign is not None and plate is not None and free:
            put("verdict", sign, Room(plate, "right", "top"))
        elif free:
            _demonstrate(made, figures, kit, layout, snapshot)
        if snapshot.exercise:
            put("gauge", _gauge(snapshot), _clear_of(layout.gauge, made, GAP * layout.unit))
        return made
    if snapshot.stage == "setup":
        put("verdict", sign, layout.verdict)
        put("hints", _hints("setup") if title is None else None, layout.title)
    _demonstrate(made, figures, kit, layout, snapshot)
    return made


Put = Callable[[str, Panel | None, Room], QRectF | None]


def _calibrate(going: Calibrating, put: Put, layout: Layout) -> None:
    """The guide's step with how far it has come, or what was found."""
    step = say(w.PLACE, n=going.index + 1, all=going.count) if going.index < going.count else ""
    title = put("title", Title(going.title or say(w.CALIBRATION), step), layout.title)
    told = going.hint or going.instruction
    put("cue", Ribbon(told, "form" if going.hint else "guide") if told else None, layout.wide)
    if step:
        put("count", Count(str(going.index + 1), ring=going.progress), _under(layout, title))
    if going.found:
        put("last", Found(say(w.FOUND), tuple(w.together(line) for line in going.found)), layout.last)


def _demonstrate(made: list[Piece], figures: Figures, kit: Kit, layout: Layout, snapshot: Snapshot) -> None:
    """The demonstrator's plate, where it has something to show."""
    plate = layout.demo_for(snapshot.stage)
    if figures.demo is None or plate is None:
        return
    panel = Demo(figures.apart)
    made.append(Piece("demo", panel, _arranged(panel, kit, plate.width(), plate.height()), plate))


def _clear_of(room: Room, made: list[Piece], gap: float) -> Room:
    """The part of the room under the figures that reach into it from above."""
    box = QRectF(room.box)
    for piece in made:
        if piece.name in ("demo", "verdict") and piece.box.intersects(box):
            box.setTop(piece.box.bottom() + gap)
    return Room(box, room.across, room.down)


def _gauge(snapshot: Snapshot) -> Gauge:
    """The marks are rounded to what can be told apart on the screen, so that the gauge is painted anew only for that; one NaN for
    all, so that equal gauges are equal."""
    partial, best = (round(x, 2) if math.isfinite(x) else math.nan for x in (snapshot.partial, snapshot.best))
    return Gauge(snapshot.target, not math.isnan(snapshot.depth), partial, best)


@lru_cache(maxsize=128)
def _arranged(panel: Panel, kit: Kit, width: float, height: float) -> Arrangement:
    """Equal panels in equal rooms are arranged once."""
    return panel.arrange(kit, QSizeF(width, height))


def _under(layout: Layout, title: QRectF | None, plate: QRectF | None = None) -> Room:
    """The count's room begins under the title, and ends above the plate that stands in its column."""
    room = layout.count
    if title is None:
        return room
    box = QRectF(room.box)
    box.setTop(title.bottom() + GAP * layout.unit)
    box.setHeight(min(box.height(), 560 * layout.unit))
    if plate is not None:
        box.setBottom(min(box.bottom(), plate.top() - GAP * layout.unit))
    return Room(box, room.across, room.down)


def _below(layout: Layout, side: QRectF, room: Room) -> Room:
    """The part of a room in the middle that keeps clear of the light in the corner."""
    box = QRectF(room.box)
    box.setTop(max(box.top(), side.bottom() + GAP * layout.unit))
    return Room(box, room.across, room.down)


def _over(layout: Layout, line: QRectF | None, room: Room) -> Room:
    """In portrait the ribbon hugs the health line from above."""
    if not layout.portrait or line is None:
        return room
    box = QRectF(room.box)
    box.moveBottom(line.top() - GAP * layout.unit)
    return Room(box, room.across, room.down)
