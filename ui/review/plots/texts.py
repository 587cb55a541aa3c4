"""What the plots write, in one place; marked for Qt Linguist (context "Plots")."""

from __future__ import annotations

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

OVER_TIME = QT_TRANSLATE_NOOP("Plots", "Over time")
OVERLAID = QT_TRANSLATE_NOOP("Plots", "Overlaid")
OVER_TIME_TIP = QT_TRANSLATE_NOOP("Plots", "The whole set from its start to its end")
OVERLAID_TIP = QT_TRANSLATE_NOOP("Plots", "All repetitions laid over each other, from 0 to 100 %")
OTHER_SIDE_TIP = QT_TRANSLATE_NOOP("Plots", "The other side's curve as well")
OTHER_SIDE = QT_TRANSLATE_NOOP("Plots", "Both sides")
MEASURE = QT_TRANSLATE_NOOP("Plots", "Measure")
ZOOM_IN = QT_TRANSLATE_NOOP("Plots", "Zoom in (+, or Ctrl and the wheel)")
ZOOM_OUT = QT_TRANSLATE_NOOP("Plots", "Zoom out (-)")
SHOW_ALL = QT_TRANSLATE_NOOP("Plots", "Show all (Home)")
CURVES = QT_TRANSLATE_NOOP("Plots", "Curves")
CURVE_HELP = QT_TRANSLATE_NOOP("Plots", "Arrow keys: repetitions; with Shift: through time; plus, minus: zoom; Home: all.")
NO_SET = QT_TRANSLATE_NOOP("Plots", "No set is chosen.")
NO_CURVES = QT_TRANSLATE_NOOP("Plots", "No landmarks were kept for this set, so there are no curves.")
NEVER_SEEN = QT_TRANSLATE_NOOP("Plots", "The camera could not see enough to measure this.")
NO_REPETITIONS = QT_TRANSLATE_NOOP("Plots", "This set has no repetitions to lay over each other.")

FULL = QT_TRANSLATE_NOOP("Plots", "Full repetition")
PARTIAL = QT_TRANSLATE_NOOP("Plots", "Partial")
REJECTED = QT_TRANSLATE_NOOP("Plots", "Rejected")
ERROR_BAND = QT_TRANSLATE_NOOP("Plots", "± measurement error (1 SD)")
ERROR_TIP = QT_TRANSLATE_NOOP("Plots", "How far one camera may be wrong: about two of three true values lie in this band.")
GAP = QT_TRANSLATE_NOOP("Plots", "Not seen")
CHOSEN = QT_TRANSLATE_NOOP("Plots", "Repetition {n}")
MEDIAN = QT_TRANSLATE_NOOP("Plots", "Median of the good repetitions")
MEDIAN_TIP = QT_TRANSLATE_NOOP("Plots", "Half of the good repetitions run above it, half below.")
BAND_TIP = QT_TRANSLATE_NOOP("Plots", "Eight of ten good repetitions run inside this band.")
BAND_SET = QT_TRANSLATE_NOOP("Plots", "Band: 10th to 90th percentile of the good repetitions of this set (n = {n})")
BAND_PERSON = QT_TRANSLATE_NOOP("Plots", "Band: 10th to 90th percentile of this person's good repetitions (n = {n})")
BAND_DEMO = QT_TRANSLATE_NOOP("Plots", "Band: around the demonstrator's repetition")
BAND_OTHER = QT_TRANSLATE_NOOP("Plots", "Band: {of} (n = {n})")
NO_BAND = QT_TRANSLATE_NOOP("Plots", "No band: there are too few good repetitions.")

READ_REPETITION = QT_TRANSLATE_NOOP("Plots", "Repetition {n}, {kind}")
READ_RANGE = QT_TRANSLATE_NOOP("Plots", "{low} to {high}")
READ_UNSEEN = QT_TRANSLATE_NOOP("Plots", "not seen")
KIND_FULL = QT_TRANSLATE_NOOP("Plots", "full")
KIND_PARTIAL = QT_TRANSLATE_NOOP("Plots", "partial")
KIND_REJECTED = QT_TRANSLATE_NOOP("Plots", "rejected")
SIDE_LEFT = QT_TRANSLATE_NOOP("Plots", "left")
SIDE_RIGHT = QT_TRANSLATE_NOOP("Plots", "right")

STYLE = QT_TRANSLATE_NOOP("Plots", "style")
FORM = QT_TRANSLATE_NOOP("Plots", "form")
DANGER = QT_TRANSLATE_NOOP("Plots", "danger")
SEVERITY_STYLE = QT_TRANSLATE_NOOP("Plots", "Mistake of style")
SEVERITY_FORM = QT_TRANSLATE_NOOP("Plots", "Mistake of form")
SEVERITY_DANGER = QT_TRANSLATE_NOOP("Plots", "Danger")
NO_MISTAKES = QT_TRANSLATE_NOOP("Plots", "No mistakes were seen in this set.")
MISTAKE_TIP = QT_TRANSLATE_NOOP("Plots", "{title} ({severity}) at {time}, repetition {n}")
MISTAKE_TIP_NONE = QT_TRANSLATE_NOOP("Plots", "{title} ({severity}) at {time}, in no closed repetition")
MISTAKE_HELP = QT_TRANSLATE_NOOP("Plots", "Arrow keys: mistakes; Enter: its repetition; plus, minus: zoom; Home: all.")

PLAY = QT_TRANSLATE_NOOP("Plots", "Play (Space)")
PAUSE = QT_TRANSLATE_NOOP("Plots", "Pause (Space)")
SPEED = QT_TRANSLATE_NOOP("Plots", "Speed")
FRONT = QT_TRANSLATE_NOOP("Plots", "Front")
BACK = QT_TRANSLATE_NOOP("Plots", "Back")
SIDE = QT_TRANSLATE_NOOP("Plots", "Side")
TOP = QT_TRANSLATE_NOOP("Plots", "Top")
FRONT_TIP = QT_TRANSLATE_NOOP("Plots", "From the front; again: from the back (1)")
SIDE_TIP = QT_TRANSLATE_NOOP("Plots", "From the person's left; again: from the right (2)")
TOP_TIP = QT_TRANSLATE_NOOP("Plots", "From above (3)")
SEEN_FRONT = QT_TRANSLATE_NOOP("Plots", "from the front")
SEEN_BACK = QT_TRANSLATE_NOOP("Plots", "from the back")
SEEN_LEFT = QT_TRANSLATE_NOOP("Plots", "from the left")
SEEN_RIGHT = QT_TRANSLATE_NOOP("Plots", "from the right")
SEEN_TOP = QT_TRANSLATE_NOOP("Plots", "from above")
DEPTH_TIP = QT_TRANSLATE_NOOP("Plots", "Perspective: near things are larger; without it angles can be judged by eye")
BESIDE = QT_TRANSLATE_NOOP("Plots", "Side by side")
BESIDE_TIP = QT_TRANSLATE_NOOP("Plots", "The compared figure beside this one instead of behind it")
TRAIL = QT_TRANSLATE_NOOP("Plots", "Trail: {name}")
NO_TRAIL = QT_TRANSLATE_NOOP("Plots", "No trail")
TRAIL_TIP = QT_TRANSLATE_NOOP("Plots", "The way of these joints in the last two seconds")
ANGLE = QT_TRANSLATE_NOOP("Plots", "∠ {name}")
NO_ANGLE = QT_TRANSLATE_NOOP("Plots", "No angle")
ANGLE_TIP = QT_TRANSLATE_NOOP("Plots", "The angle at this joint")
LOOP_TIP = QT_TRANSLATE_NOOP("Plots", "Repeat: at the end begin again; with a chosen repetition only that one is played")
JOINTS_TIP = QT_TRANSLATE_NOOP("Plots", "The colour of a joint is its score, a ring means under 70, hollow means hardly seen.")
TURN_TIP = QT_TRANSLATE_NOOP("Plots", "Drag to turn, Ctrl and the wheel to zoom.")
NO_TRACK = QT_TRANSLATE_NOOP("Plots", "No landmarks were kept for this set, so it cannot be replayed.")
NOBODY = QT_TRANSLATE_NOOP("Plots", "Nobody was seen at this moment.")
SCRUB = QT_TRANSLATE_NOOP("Plots", "Moment")
REPLAY = QT_TRANSLATE_NOOP("Plots", "Replay")
REPLAY_HELP = QT_TRANSLATE_NOOP("Plots", "Space: play; comma, full stop: step; brackets: speed; arrows: turn; 1, 2, 3: views.")

VOLUME = QT_TRANSLATE_NOOP("Plots", "Volume")
RANGE = QT_TRANSLATE_NOOP("Plots", "Range of motion")
SCORE = QT_TRANSLATE_NOOP("Plots", "Score")
ASYMMETRY = QT_TRANSLATE_NOOP("Plots", "Asymmetry of the range")
TEMPO = QT_TRANSLATE_NOOP("Plots", "Tempo")
REPETITIONS_UNIT = QT_TRANSLATE_NOOP("Plots", "full repetitions a week")
SECONDS_HELD_UNIT = QT_TRANSLATE_NOOP("Plots", "seconds held a week")
SECONDS_UNIT = QT_TRANSLATE_NOOP("Plots", "seconds a repetition")
DEGREES_UNIT = QT_TRANSLATE_NOOP("Plots", "degrees")
TORSOS_UNIT = QT_TRANSLATE_NOOP("Plots", "torso lengths")
POINTS_UNIT = QT_TRANSLATE_NOOP("Plots", "points of 100")
SHARE_UNIT = QT_TRANSLATE_NOOP("Plots", "per cent of the mean of both sides")
MORE_BETTER = QT_TRANSLATE_NOOP("Plots", "↑ more is better")
LESS_BETTER = QT_TRANSLATE_NOOP("Plots", "↓ less is better")
NEITHER_BETTER = QT_TRANSLATE_NOOP("Plots", "neither way is better")
IMPROVED = QT_TRANSLATE_NOOP("Plots", "Improved")
WORSE = QT_TRANSLATE_NOOP("Plots", "Worse")
CHANGED = QT_TRANSLATE_NOOP("Plots", "Changed for certain")
NO_CHANGE = QT_TRANSLATE_NOOP("Plots", "No certain change")
TOO_FEW = QT_TRANSLATE_NOOP("Plots", "Too few sessions")
MDC_LEGEND = QT_TRANSLATE_NOOP("Plots", "First value ± minimal detectable change (95 %): inside this band nothing is certain")
BARS_LEGEND = QT_TRANSLATE_NOOP("Plots", "A week with ± 1 standard error")
MDC_TIP = QT_TRANSLATE_NOOP(
    "Plots", "The smallest change that is more than chance and the error of measuring, in 95 of 100 cases."
)
BARS_TIP = QT_TRANSLATE_NOOP("Plots", "How far the week's mean may be off by chance.")
POINT_TIP = QT_TRANSLATE_NOOP("Plots", "Week of {date}: {value} ± {error} (n = {n})")
DAY = QT_TRANSLATE_NOOP("Plots", "d MMM")
WEEK = QT_TRANSLATE_NOOP("Plots", "d MMMM yyyy")
NO_TRENDS = QT_TRANSLATE_NOOP("Plots", "There is nothing to compare over weeks yet.")
NO_POINTS = QT_TRANSLATE_NOOP("Plots", "Nothing was measured yet.")

MEASURES: dict[str, object] = {
    "elbow": QT_TRANSLATE_NOOP("Plots", "Elbow"),
    "shoulder": QT_TRANSLATE_NOOP("Plots", "Shoulder"),
    "hip": QT_TRANSLATE_NOOP("Plots", "Hip"),
    "knee": QT_TRANSLATE_NOOP("Plots", "Knee"),
    "ankle": QT_TRANSLATE_NOOP("Plots", "Ankle"),
    "body_line": QT_TRANSLATE_NOOP("Plots", "Body line"),
    "neck": QT_TRANSLATE_NOOP("Plots", "Neck"),
    "thigh": QT_TRANSLATE_NOOP("Plots", "Thigh from vertical"),
    "shin": QT_TRANSLATE_NOOP("Plots", "Shin from vertical"),
    "upper_arm": QT_TRANSLATE_NOOP("Plots", "Upper arm from vertical"),
    "forearm": QT_TRANSLATE_NOOP("Plots", "Forearm from vertical"),
    "knee_valgus": QT_TRANSLATE_NOOP("Plots", "Knee valgus"),
    "wrist_height": QT_TRANSLATE_NOOP("Plots", "Wrist over shoulder"),
    "knee_height": QT_TRANSLATE_NOOP("Plots", "Knee over hip"),
    "elbow_forward": QT_TRANSLATE_NOOP("Plots", "Elbow in front of shoulder"),
    "knee_forward": QT_TRANSLATE_NOOP("Plots", "Knee in front of toes"),
    "hip_height": QT_TRANSLATE_NOOP("Plots", "Hip over ankle"),
    "toe_out": QT_TRANSLATE_NOOP("Plots", "Foot turned out"),
    "torso_lean": QT_TRANSLATE_NOOP("Plots", "Trunk from vertical"),
    "torso_forward": QT_TRANSLATE_NOOP("Plots", "Trunk forward"),
    "torso_side": QT_TRANSLATE_NOOP("Plots", "Trunk side bend"),
    "torso_twist": QT_TRANSLATE_NOOP("Plots", "Trunk rotation"),
    "stance_width": QT_TRANSLATE_NOOP("Plots", "Stance width"),
    "stance_split": QT_TRANSLATE_NOOP("Plots", "Stance split"),
    "hand_width": QT_TRANSLATE_NOOP("Plots", "Hand width"),
    "elbow_width": QT_TRANSLATE_NOOP("Plots", "Elbow width"),
    "hip_sag": QT_TRANSLATE_NOOP("Plots", "Hip sag"),
    "shoulder_level": QT_TRANSLATE_NOOP("Plots", "Left shoulder over right"),
    "knee_gap": QT_TRANSLATE_NOOP("Plots", "Knees apart less ankles"),
    "front_knee_forward": QT_TRANSLATE_NOOP("Plots", "Front knee in front of toes"),
    "bent_knee": QT_TRANSLATE_NOOP("Plots", "More bent knee"),
    "bent_hip": QT_TRANSLATE_NOOP("Plots", "More bent hip"),
    "open_shoulder": QT_TRANSLATE_NOOP("Plots", "More open shoulder"),
    "same_side_lead": QT_TRANSLATE_NOOP("Plots", "Arm and leg of one side"),
    "lifted_knee": QT_TRANSLATE_NOOP("Plots", "Knee of the lifted leg"),
    "arm_lead": QT_TRANSLATE_NOOP("Plots", "Elbows before hip"),
    "hand_split": QT_TRANSLATE_NOOP("Plots", "Hands apart, front to back"),
    "hands_forward": QT_TRANSLATE_NOOP("Plots", "Hands in front of feet"),
    "hands_aside": QT_TRANSLATE_NOOP("Plots", "Hands aside"),
}
"""A measure's name without its side (`mirror.geometry.measures`)."""
SIDED = QT_TRANSLATE_NOOP("Plots", "{name}, {side}")

JOINTS: dict[str, object] = {
    "wrist": QT_TRANSLATE_NOOP("Plots", "Wrist"),
    "foot_index": QT_TRANSLATE_NOOP("Plots", "Toes"),
}
"""Landmarks that are no measure of their own."""


def say(text: object, **values: object) -> str:
    """A text of this file in the user's language, with its places filled in. (PySide's stubs know no type for marked texts.)"""
    said = QCoreApplication.translate("Plots", str(text))
    return said.format(**values) if values else said
