"""What the pieces say, and that they say nothing of their own (law 7)."""

from __future__ import annotations

import ast
import math
from dataclasses import replace
from pathlib import Path

import pytest

from mirror.commands import Start
from mirror.geometry.measures import MEASURES
from mirror.health import Health
from mirror.pose import skeleton as s
from mirror.settings import ScreenSettings
from mirror.snapshot import Cue, JointScore, Snapshot
from tests.ui.scenes import CUE, HEALTH, SCENES, live
from ui.stage.kit import SIGNS, Kit, sign
from ui.stage.layout import layout_for
from ui.stage.meters import Bar, Bars, Gauge, rows_of
from ui.stage.motion import Moment, settled
from ui.stage.panels import Count, Line, Ribbon
from ui.stage.pieces import pieces, shortened
from ui.stage.skeleton import landmarks_of, worst_scores
from ui.theme import Look

UI = Path(__file__).parents[2] / "ui"
ALLOWED = {
    "mirror.avatar.demonstration",
    "mirror.calibration.overlay",
    "mirror.commands",
    "mirror.errors",
    "mirror.events",
    "mirror.geometry.camera",
    "mirror.health",
    "mirror.language",
    "mirror.live",
    "mirror.mailbox",
    "mirror.paths",
    "mirror.pose",
    "mirror.settings",
    "mirror.snapshot",
}
"""What the stage may know: what it is told, and what it may wish. Nothing that recognises, counts, scores or coaches."""


def said(snapshot: Snapshot, health: Health = HEALTH, moment: Moment | None = None, size: tuple[int, int] = (1080, 1920)) -> dict:
    layout = layout_for(*size)
    kit = Kit(Look.of(ScreenSettings()), layout.unit)
    return {p.name: p for p in pieces(snapshot, health, moment or settled(snapshot), kit, layout)}


def texts(snapshot: Snapshot, health: Health = HEALTH) -> dict[str, str]:
    return {name: " ".join(w.text for w in piece.words()) for name, piece in said(snapshot, health).items()}


def test_the_face_imports_nothing_that_decides() -> None:
    for file in [*(UI / "stage").glob("*.py"), *(UI / "theme").glob("*.py"), UI / "app.py"]:
        for node in ast.walk(ast.parse(file.read_text())):
            names = [a.name for a in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom) and node.module:
                names = [node.module]
            for name in names:
                if name.split(".")[0] == "mirror":
                    assert any(name == a or name.startswith(a + ".") for a in ALLOWED) or name == "mirror", (
                        file,
                        name,
                    )
                assert name.split(".")[0] not in ("models", "torch", "onnxruntime"), (file, name)


def test_the_hud_is_a_function_of_what_it_is_told(qapp: object) -> None:
    before = texts(live())
    for name in SCENES:
        snapshot, health = SCENES[name]()
        said(snapshot, health)
    assert texts(live()) == before


def test_live_says_exercise_confidence_count_phase_set_and_score(qapp: object) -> None:
    words = texts(live())
    assert words["title"] == "Squat 97 % sure"
    assert words["count"] == "8 Down"
    assert words["side"] == "Set 2 Score 86"
    assert words["cue"] == "Push your knees out."
    assert words["bars"] == "Knees Hips Trunk"
    assert words["gauge"] == "Range"
    assert words["health"].split("  ·  ") == ["30 fps", "24 ms", "camera 0", "sound on"]


def test_the_sides_of_an_alternating_exercise_are_told(qapp: object) -> None:
    assert "3 left, 2 right, 1 partial" in texts(live(sides=(3, 2), partials=1))["count"].replace("\u00a0", " ")
    assert "left" not in texts(live(sides=None))["count"]


def test_partial_and_rejected_repetitions_are_told(qapp: object) -> None:
    assert "2 partial, 1 not counted" in texts(live(partials=2, rejected=1))["count"].replace("\u00a0", " ")


def test_before_the_name_it_counts_without_one(qapp: object) -> None:
    words = texts(Snapshot(3.0, set=1, reps=2))
    assert words["title"] == "Counting"
    assert words["count"] == "2"
    assert "gauge" not in words


def test_a_hold_counts_seconds(qapp: object) -> None:
    assert texts(live(hold_s=31.9, phase_title=""))["count"] == "31 seconds"


def test_sound_has_a_visible_twin(qapp: object) -> None:
    assert "no sound" in texts(live(), replace(HEALTH, sound="none"))["health"]
    assert "muted" in texts(live(), replace(HEALTH, sound="muted"))["health"]


def test_drops_are_shown_and_unknown_figures_are_not(qapp: object) -> None:
    assert "7 dropped" in texts(live(), replace(HEALTH, drops=7))["health"]
    words = texts(live(), Health(camera="demo"))["health"]
    assert "nan" not in words
    assert "fps" not in words


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("camera 0", "camera 0"),
        ("http://user:secret@10.0.0.2:8080/stream?x", "10.0.0.2:8080"),
        ("a-very-long-file-name-of-a-video.mp4", "…ame-of-a-video.mp4"),
        ("", ""),
    ],
)
def test_names_of_cameras_are_short_and_tell_no_password(name: str, short: str) -> None:
    assert shortened(name).endswith(short[-10:])
    assert len(shortened(name)) <= 20
    assert "secret" not in shortened(name)


def test_a_lost_camera_is_told_calmly_and_the_count_stays(qapp: object) -> None:
    words = texts(*SCENES["gone"]())
    assert "looking for it" in words["notice"]
    assert words["count"].startswith("8")
    assert "gone" in words["health"]
    assert "bars" not in words
    assert "camera gives no picture" in texts(live(), replace(HEALTH, camera_ok=False))["notice"]


def test_rest_tells_the_time_left_and_the_last_set(qapp: object) -> None:
    words = texts(SCENES["rest"]()[0])
    assert words["count"] == "0:42"
    assert words["last"] == "Last set Squat 12 reps 87 Score 1 partial Knees Hips Trunk Next time Push your knees out."
    assert texts(SCENES["rest_open"]()[0])["count"] == "1:13"


def test_summary_has_a_line_a_set(qapp: object) -> None:
    words = texts(SCENES["summary"]()[0])["table"]
    total = "4 sets\u00a0· 30 reps\u00a0· 3:00"
    for part in ("Squat", "12 reps", "87", "Plank", "61 s", "Alternating lateral lunge", "–", total):
        assert part in words
    assert "No sets" in texts(SCENES["summary_empty"]()[0])["table"]
    many = texts(SCENES["summary_many"]()[0])["table"]
    assert "earlier sets" in many
    assert "24 sets" in many


def test_no_exclamation_marks_and_no_jargon(qapp: object) -> None:
    for name in SCENES:
        for text in texts(*SCENES[name]()).values():
            assert "!" not in text
            assert "valgus" not in text.lower()


def test_old_cues_leave_a_single_drawing(qapp: object) -> None:
    assert settled(live(t=45.9, cue=CUE)).cue == CUE
    assert settled(live(t=46.5, cue=CUE)).cue is None
    assert settled(replace(live(), stage="summary")).cue is None


@pytest.mark.parametrize(
    ("cue", "shape"),
    [
        (Cue("a", "correction", "danger", 0.0), "danger"),
        (Cue("a", "correction", "form", 0.0), "form"),
        (Cue("a", "correction", "style", 0.0), "style"),
        (Cue("a", "correction", None, 0.0), "form"),
        (Cue("a", "praise", None, 0.0), "praise"),
        (Cue("a", "guidance", None, 0.0), "guide"),
    ],
)
def test_each_kind_of_cue_has_a_shape(qapp: object, cue: Cue, shape: str) -> None:
    panel = said(live(), moment=Moment(cue=cue))["cue"].panel
    assert isinstance(panel, Ribbon)
    assert panel.sign == shape


def test_signs_differ_in_shape_not_only_in_colour(qapp: object) -> None:
    kit = Kit(Look.of(ScreenSettings()), 1.0)
    outlines = {name: tuple(str(shape.path) for shape in sign(kit, name, 0.0, 0.0, 100.0)) for name in SIGNS}
    assert len(set(outlines.values())) == len(SIGNS)


def test_left_and_right_share_a_row_in_the_mirrors_order() -> None:
    joints = (JointScore("right_knee", 90.4, 3.6), JointScore("left_knee", None), JointScore("torso_lean", math.nan, math.inf))
    rows = rows_of(joints, ("left_knee",))
    assert [row.title for row in rows] == ["Knees", "Trunk"]
    assert rows[0].bars == (Bar(None, 0, True), Bar(90, 4, False))
    assert rows[1].bars == (Bar(None, 100, False),)


def test_every_measure_has_a_title_and_a_place_on_the_figure() -> None:
    for name in MEASURES:
        assert landmarks_of(name), name
        (row,) = rows_of((JointScore(name, 50.0),), ())
        assert row.title
        assert "_" not in row.title
    assert landmarks_of("left_knee") == (s.LEFT_KNEE,)
    assert set(landmarks_of("knee")) == {s.LEFT_KNEE, s.RIGHT_KNEE}
    assert landmarks_of("left_foot_index") == (s.LEFT_FOOT,)
    assert landmarks_of("nonsense") == ()


def test_the_worst_score_colours_a_joint() -> None:
    scores = worst_scores((JointScore("left_hip", 90.0), JointScore("torso_lean", 40.0), JointScore("left_knee", None)))
    assert scores[s.LEFT_HIP] == 40.0
    assert scores[s.LEFT_KNEE] is None
    told = worst_scores((JointScore("left_hip", None), JointScore("left_hip", 70.0)))
    assert told[s.LEFT_HIP] == 70.0


def test_unknown_is_hatched_and_known_is_not(qapp: object) -> None:
    kit, room = Kit(Look.of(ScreenSettings()), 1.0), layout_for(1080, 1920).bars.box.size()
    known = Bars(rows_of((JointScore("left_knee", 60.0, 8.0),), ())).arrange(kit, room)
    unknown = Bars(rows_of((JointScore("left_knee", None),), ())).arrange(kit, room)
    assert any(getattr(mark, "hatch", 0) for mark in unknown.marks)
    assert not any(getattr(mark, "hatch", 0) for mark in known.marks)
    assert any(getattr(mark, "soft", False) for mark in known.marks)
    gauge = layout_for(1080, 1920).gauge.box.size()
    assert any(getattr(mark, "hatch", 0) for mark in Gauge(0.75, False).arrange(kit, gauge).marks)


def test_the_gauge_marks_what_counts_in_part_and_the_best_repetition(qapp: object) -> None:
    kit, room = Kit(Look.of(ScreenSettings()), 1.0), layout_for(1080, 1920).gauge.box.size()

    def marks(gauge: Gauge) -> int:
        return len(gauge.arrange(kit, room).marks)

    plain = marks(Gauge(0.75, True))
    assert marks(Gauge(0.75, True, partial=0.35)) == plain + 2
    assert marks(Gauge(0.75, True, partial=0.35, best=0.9)) == plain + 3


def test_longer_bars_for_better_scores(qapp: object) -> None:
    kit, room = Kit(Look.of(ScreenSettings()), 1.0), layout_for(1080, 1920).bars.box.size()

    def length(score: float) -> float:
        marks = Bars(rows_of((JointScore("torso_lean", score),), ())).arrange(kit, room).marks
        return max(m.path.boundingRect().width() for m in marks[-1:])  # type: ignore[union-attr]

    lengths = [length(score) for score in (10.0, 30.0, 60.0, 100.0)]
    assert lengths == sorted(lengths)
    assert lengths[3] == pytest.approx(lengths[2] / 0.6, rel=0.02)


def test_values_are_compared_by_what_they_show() -> None:
    assert Count("8", "Down") == Count("8", "Down")
    assert hash(Line(("a",))) == hash(Line(("a",)))
    assert Start() == Start()


def test_a_plan_says_where_one_is_and_what_counts_for_it(qapp: object) -> None:
    words = texts(SCENES["plan_live"]()[0])
    assert words["title"] == "Squat Plan: 1 of 4"
    assert words["count"].replace("\u00a0", " ") == "5 Down 2 under plan"
    assert words["side"] == "Set 2 of 3 Score 86"
    assert texts(SCENES["plan_hold"]()[0])["count"].startswith("22")
    rest = texts(SCENES["plan_rest"]()[0])
    assert (rest["title"], rest["side"]) == ("Rest Plan: 2 of 4", "Set 1 of 2")
    assert "Next: Lunge" in rest["count"]
    summary = texts(SCENES["plan_summary"]()[0])["table"]
    assert summary.startswith("Your plan")
    assert "3 of 4 exercises done" in summary


def test_the_gauge_s_zone_is_the_plan_s(qapp: object) -> None:
    gauge = said(SCENES["plan_live"]()[0])["gauge"].panel
    assert isinstance(gauge, Gauge)
    assert gauge.target == 1.1
