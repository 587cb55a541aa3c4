"""Key postures of short gestures on standing feet: what hands, trunk and feet do between exercises, as data."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

Pose = Mapping[str, float]


class Step(NamedTuple):
    """One key posture. seconds: to get there. hold: seconds held. pose: channels of mirror.avatar.posture, the rest neutral.
    left, right: where the hands are (a place of mirror.avatar.hands), "" where the arms' own angles put them."""

    seconds: float
    hold: float
    pose: Pose
    left: str = ""
    right: str = ""


# fmt: off
GESTURES: Mapping[str, tuple[Step, ...]] = {
    "drink": (
        Step(0.9, 0.2, {"right_arm_forward": 34, "right_elbow": 70, "right_hand_turn": 20}),
        Step(0.6, 1.6, {
            "right_arm_forward": 52, "right_arm_side": 22, "right_elbow": 36, "nod": -16, "right_hand_turn": 20,
        }, right="mouth"),
        Step(0.7, 0.2, {"right_arm_forward": 30, "right_elbow": 80}),
    ),
    "phone": (
        Step(0.9, 3.4, {
            "right_arm_forward": 40, "right_arm_side": 14, "right_elbow": 30, "head_side": -6,
        }, right="ear"),
    ),
    "scratch": (
        Step(0.7, 0.1, {"right_arm_forward": 100, "right_arm_side": 34, "right_elbow": 40, "nod": 10}),
        Step(0.2, 0, {"right_arm_forward": 106, "right_arm_side": 34, "right_elbow": 46, "nod": 10}),
        Step(0.2, 0, {"right_arm_forward": 98, "right_arm_side": 34, "right_elbow": 38, "nod": 12}),
        Step(0.2, 0, {"right_arm_forward": 106, "right_arm_side": 34, "right_elbow": 46, "nod": 10}),
        Step(0.2, 0.1, {"right_arm_forward": 99, "right_arm_side": 34, "right_elbow": 39, "nod": 10}),
    ),
    "wave": (
        Step(0.8, 0.1, {"right_arm_side": 66, "right_arm_forward": 24, "right_elbow": 64, "right_arm_rotate": 80}),
        Step(0.28, 0, {"right_arm_side": 70, "right_arm_forward": 24, "right_elbow": 96, "right_arm_rotate": 84}),
        Step(0.28, 0, {"right_arm_side": 66, "right_arm_forward": 24, "right_elbow": 58, "right_arm_rotate": 78}),
        Step(0.28, 0, {"right_arm_side": 70, "right_arm_forward": 24, "right_elbow": 96, "right_arm_rotate": 84}),
        Step(0.28, 0.1, {"right_arm_side": 66, "right_arm_forward": 24, "right_elbow": 62, "right_arm_rotate": 78}),
    ),
    "stretch_arms": (
        Step(1.4, 1.6, {"arm_forward": 160, "arm_side": 18, "elbow": 160, "bend": -6, "nod": -8}),
        Step(1, 0.8, {"arm_forward": 160, "arm_side": 18, "elbow": 160, "side": 16}),
        Step(1.2, 0.8, {"arm_forward": 160, "arm_side": 18, "elbow": 160, "side": -16}),
    ),
    "stretch_shoulder": (
        Step(1.2, 2.6, {"left_arm_forward": 84, "left_arm_side": -44, "right_arm_forward": 66, "right_elbow": 62}),
    ),
    "hands_on_hips": (
        Step(0.8, 2.6, {
            "arm_side": 40, "arm_forward": -14, "arm_rotate": -48, "elbow": 76, "wrist": 20,
        }, left="hip", right="hip"),
    ),
    "fold_arms": (
        Step(0.9, 2.8, {"arm_forward": 34, "arm_side": 0, "arm_rotate": -62, "elbow": 72}, left="other_arm", right="other_arm"),
    ),
    "look_around": (
        Step(0.9, 0.7, {"look": 48, "twist": 16}),
        Step(1.3, 0.7, {"look": -46, "twist": -16}),
    ),
    "wipe_forehead": (
        Step(0.8, 0.2, {"right_arm_forward": 92, "right_arm_side": -6, "right_elbow": 44, "nod": 8}, right="forehead"),
        Step(0.7, 0.2, {"right_arm_forward": 92, "right_arm_side": 30, "right_elbow": 46, "nod": 8}, right="temple"),
    ),
    "reach_high": (
        Step(1.1, 0.8, {"right_arm_forward": 166, "right_elbow": 168, "heel": 14, "shift_up": 0, "nod": -20, "look": -10}),
    ),
    "pick_up": (
        Step(1.2, 0.4, {
            "lean": 66, "bend": 26, "hip": 70, "knee": 134, "right_arm_forward": 96, "right_elbow": 172, "nod": -8,
        }, right="ground"),
        Step(1.1, 0.4, {"right_arm_forward": 40, "right_elbow": 84, "nod": 18}),
    ),
    "tie_shoes": (
        Step(1.4, 0.6, {
            "lean": 70, "bend": 34, "hip": 62, "knee": 118, "arm_forward": 96, "arm_side": -4, "elbow": 150, "nod": 6,
        }, left="left_shoe", right="left_shoe"),
        Step(0.5, 0.6, {
            "lean": 71, "bend": 34, "hip": 62, "knee": 118, "arm_forward": 98, "arm_side": 0, "elbow": 140, "nod": 6,
        }, left="left_shoe", right="left_shoe"),
        Step(0.5, 0.9, {
            "lean": 70, "bend": 35, "hip": 62, "knee": 118, "arm_forward": 96, "arm_side": -4, "elbow": 152, "nod": 6,
        }, left="left_shoe", right="left_shoe"),
    ),
    "sit_down": (
        Step(1.3, 2.4, {
            "lean": 8, "hip": 92, "knee": 92, "leg_side": 6, "arm_forward": 22, "elbow": 112,
        }, left="knee", right="knee"),
    ),
    "step_aside": (
        Step(0.6, 0.1, {"left_step_out": 0.2, "shift_left": 0}),
        Step(0.6, 0.5, {"left_step_out": 0.2, "right_step_out": -0.2}),
        Step(0.6, 0.1, {"left_step_out": 0.2, "right_step_out": 0}),
    ),
    "step_back": (
        Step(0.5, 0.1, {"left_step_forward": -0.2}),
        Step(0.5, 0.6, {"left_step_forward": -0.2, "right_step_forward": -0.2}),
        Step(0.5, 0.1, {"right_step_forward": -0.2}),
    ),
    "kneel_once": (
        Step(0.8, 0.2, {
            "left_step_forward": -0.34, "left_heel": 50, "left_hip": 176, "left_knee": 150, "right_hip": 140,
            "right_knee": 128,
        }),
        Step(1, 1.6, {
            "left_step_forward": -0.34, "left_heel": 80, "left_hip": 180, "left_knee": 80, "right_hip": 92, "right_knee": 84,
            "lean": 8, "arm_forward": 34, "elbow": 120,
        }, right="knee"),
        Step(1, 0.2, {
            "left_step_forward": -0.34, "left_heel": 50, "left_hip": 176, "left_knee": 150, "right_hip": 140,
            "right_knee": 128,
        }),
    ),
    "clap": (
        Step(0.6, 0.05, {"arm_forward": 52, "arm_side": 16, "elbow": 88}),
        Step(0.18, 0, {"arm_forward": 50, "arm_side": -10, "elbow": 86}),
        Step(0.2, 0, {"arm_forward": 52, "arm_side": 14, "elbow": 88}),
        Step(0.18, 0, {"arm_forward": 50, "arm_side": -10, "elbow": 86}),
        Step(0.2, 0, {"arm_forward": 52, "arm_side": 14, "elbow": 88}),
        Step(0.18, 0.1, {"arm_forward": 50, "arm_side": -10, "elbow": 86}),
    ),
    "eat": (
        Step(0.8, 0.3, {"left_arm_forward": 36, "left_elbow": 92, "right_arm_forward": 30, "right_elbow": 84, "nod": 10}),
        Step(0.6, 0.5, {
            "left_arm_forward": 36, "left_elbow": 92, "right_arm_forward": 58, "right_arm_side": 16, "right_elbow": 34,
        }, right="mouth"),
        Step(0.6, 0.8, {"left_arm_forward": 36, "left_elbow": 92, "right_arm_forward": 32, "right_elbow": 88, "nod": 8}),
        Step(0.6, 0.4, {
            "left_arm_forward": 36, "left_elbow": 92, "right_arm_forward": 58, "right_arm_side": 16, "right_elbow": 34,
        }, right="mouth"),
    ),
    "phone_typing": (
        Step(0.9, 1.2, {"arm_forward": 34, "arm_side": 2, "arm_rotate": -34, "elbow": 76, "nod": 26}),
        Step(0.4, 1.4, {"arm_forward": 36, "arm_side": 3, "arm_rotate": -32, "elbow": 72, "nod": 28}),
        Step(0.4, 1.8, {"arm_forward": 33, "arm_side": 2, "arm_rotate": -35, "elbow": 78, "nod": 24}),
    ),
    "stretch_side": (
        Step(1.3, 2, {"right_arm_side": 158, "right_elbow": 150, "left_arm_side": 16, "side": 24, "tilt": 3}),
        Step(1.4, 0.3, {"arm_side": 14}),
        Step(1.3, 2, {"left_arm_side": 158, "left_elbow": 150, "right_arm_side": 16, "side": -24, "tilt": -3}),
    ),
    "stretch_quad": (
        Step(1.2, 2.6, {
            "left_hip": 182, "left_knee": 60, "left_step_up": 0.24, "left_step_forward": -0.14, "left_arm_forward": -26,
            "left_elbow": 158, "right_arm_side": 34, "lean": 3,
        }, left="left_shoe"),
    ),
    "stretch_hamstring": (
        Step(1.3, 2.2, {
            "left_step_forward": 0.16, "lean": 42, "bend": 14, "right_hip": 118, "right_knee": 150, "left_hip": 116,
            "left_knee": 176, "arm_forward": 72, "elbow": 166,
        }),
    ),
    "stretch_calf": (
        Step(1, 2.4, {
            "left_step_forward": -0.24, "left_hip": 188, "left_knee": 174, "right_hip": 150, "right_knee": 146, "lean": 14,
            "arm_side": 38, "arm_forward": -12, "arm_rotate": -46, "elbow": 78,
        }, left="hip", right="hip"),
    ),
    "stretch_neck": (
        Step(0.9, 1.4, {"head_side": 28, "right_arm_side": 16}),
        Step(1.2, 1.4, {"head_side": -28}),
        Step(1, 0.8, {"nod": 30}),
    ),
    "roll_shoulders": (
        Step(0.5, 0, {"shrug": 0.03, "arm_forward": 10}),
        Step(0.4, 0, {"shrug": 0.01, "arm_forward": -12, "elbow": 150}),
        Step(0.4, 0, {"shrug": 0.03, "arm_forward": 10}),
        Step(0.4, 0.1, {"shrug": 0, "arm_forward": -12, "elbow": 150}),
    ),
    "shake_arms": (
        Step(0.4, 0, {"arm_side": 18, "arm_forward": 14, "elbow": 140}),
        Step(0.18, 0, {"arm_side": 12, "arm_forward": 4, "elbow": 160}),
        Step(0.18, 0, {"arm_side": 20, "arm_forward": 16, "elbow": 136}),
        Step(0.18, 0, {"arm_side": 12, "arm_forward": 4, "elbow": 160}),
        Step(0.18, 0, {"arm_side": 19, "arm_forward": 15, "elbow": 138}),
    ),
    "towel": (
        Step(0.9, 0.2, {"arm_forward": 96, "arm_side": 16, "elbow": 44, "nod": 20}, left="cheek", right="cheek"),
        Step(0.3, 0, {"arm_forward": 90, "arm_side": 22, "elbow": 52, "nod": 22}, left="forehead", right="forehead"),
        Step(0.3, 0, {"arm_forward": 100, "arm_side": 12, "elbow": 42, "nod": 18}, left="cheek", right="cheek"),
        Step(0.3, 0.1, {"arm_forward": 92, "arm_side": 22, "elbow": 50, "nod": 22}, left="forehead", right="forehead"),
        Step(0.8, 0.6, {"arm_forward": 70, "arm_side": 44, "elbow": 40, "nod": 4}, left="nape", right="nape"),
    ),
    "dry_hair": (
        Step(0.9, 0.1, {"arm_forward": 112, "arm_side": 46, "elbow": 42, "nod": 16}, left="hair", right="hair"),
        Step(0.25, 0, {
            "left_arm_forward": 118, "right_arm_forward": 104, "arm_side": 46, "elbow": 42, "nod": 16,
        }, left="crown", right="hair"),
        Step(0.25, 0, {
            "left_arm_forward": 104, "right_arm_forward": 118, "arm_side": 46, "elbow": 42, "nod": 18,
        }, left="hair", right="crown"),
        Step(0.25, 0, {
            "left_arm_forward": 118, "right_arm_forward": 104, "arm_side": 46, "elbow": 42, "nod": 16,
        }, left="crown", right="hair"),
        Step(0.25, 0.1, {
            "left_arm_forward": 104, "right_arm_forward": 118, "arm_side": 46, "elbow": 42, "nod": 18,
        }, left="hair", right="crown"),
    ),
    "fix_hair": (
        Step(0.8, 0.9, {
            "right_arm_side": 78, "right_arm_forward": 40, "right_arm_rotate": 60, "right_elbow": 40, "head_side": 6,
        }, right="hair"),
        Step(0.95, 0.8, {"arm_side": 78, "arm_forward": 30, "arm_rotate": 64, "elbow": 38}, left="hair", right="hair"),
    ),
    "adjust_glasses": (
        Step(0.7, 0.6, {"right_arm_forward": 66, "right_arm_side": 14, "right_elbow": 34, "nod": 6}, right="glasses"),
    ),
    "put_on_jacket": (
        Step(1, 0.3, {
            "right_arm_side": 62, "right_arm_forward": -20, "right_elbow": 130, "left_arm_forward": 40, "left_elbow": 70,
            "twist": -14,
        }),
        Step(0.9, 0.2, {
            "left_arm_side": 66, "left_arm_forward": -26, "left_elbow": 120, "right_arm_forward": 40, "right_elbow": 74,
            "twist": 16,
        }),
        Step(0.8, 0.4, {"arm_forward": 44, "arm_side": 12, "elbow": 56, "nod": 12}, left="chest", right="chest"),
    ),
    "open_door": (
        Step(0.9, 0.3, {"right_arm_forward": 52, "right_elbow": 140, "lean": 4}),
        Step(0.8, 0.4, {"right_arm_forward": 16, "right_arm_side": 30, "right_elbow": 92, "twist": -16}),
    ),
    "carry": (
        Step(1.2, 0.3, {
            "lean": 52, "bend": 20, "hip": 72, "knee": 92, "arm_forward": 70, "arm_side": 6, "elbow": 150, "heel": 6,
        }, left="ground", right="ground"),
        Step(1.3, 2.4, {"arm_forward": 24, "arm_side": 4, "elbow": 96, "lean": -4}),
        Step(1.3, 0.4, {
            "lean": 52, "bend": 20, "hip": 72, "knee": 92, "arm_forward": 70, "arm_side": 6, "elbow": 150, "heel": 6,
        }, left="ground", right="ground"),
    ),
    "lift_bag": (
        Step(1.1, 0.3, {
            "lean": 44, "side": 14, "hip": 84, "knee": 118, "left_arm_forward": 50, "left_arm_side": 16, "left_elbow": 172,
        }, left="ground"),
        Step(1.1, 2.2, {"side": -5, "left_arm_forward": 2, "left_arm_side": 8, "left_elbow": 172, "left_shrug": 0.01}),
        Step(1.1, 0.3, {
            "lean": 44, "side": 14, "hip": 84, "knee": 118, "left_arm_forward": 50, "left_arm_side": 16, "left_elbow": 172,
        }, left="ground"),
    ),
    "put_down_mat": (
        Step(1.3, 0.4, {
            "lean": 60, "bend": 26, "hip": 48, "knee": 62, "heel": 26, "leg_side": 14, "arm_forward": 88, "elbow": 160,
        }, left="ground", right="ground"),
        Step(0.8, 0.4, {
            "lean": 66, "bend": 30, "hip": 46, "knee": 66, "heel": 22, "leg_side": 14, "arm_forward": 112, "elbow": 170,
        }, left="ground_ahead", right="ground_ahead"),
    ),
    "wipe_table": (
        Step(0.9, 0.1, {"lean": 30, "hip": 138, "knee": 168, "right_arm_forward": 64, "right_elbow": 146, "nod": 8}),
        Step(0.5, 0, {
            "lean": 30, "hip": 138, "knee": 168, "right_arm_forward": 66, "right_arm_side": 34, "right_elbow": 150,
            "twist": -8, "nod": 8,
        }),
        Step(0.5, 0, {
            "lean": 31, "hip": 137, "knee": 168, "right_arm_forward": 62, "right_arm_side": -16, "right_elbow": 142,
            "twist": 10, "nod": 8,
        }),
    ),
    "sweep": (
        Step(0.8, 0, {
            "lean": 16, "left_arm_forward": 50, "left_elbow": 84, "right_arm_forward": 30, "right_elbow": 140, "nod": 14,
        }),
        Step(0.6, 0, {
            "lean": 18, "left_arm_forward": 44, "left_elbow": 96, "right_arm_forward": 40, "right_arm_side": 24,
            "right_elbow": 156, "twist": -16, "nod": 14,
        }),
        Step(0.6, 0, {
            "lean": 16, "left_arm_forward": 54, "left_elbow": 80, "right_arm_forward": 24, "right_arm_side": -10,
            "right_elbow": 130, "twist": 14, "nod": 14,
        }),
    ),
    "move_chair": (
        Step(1, 0.3, {"lean": 26, "hip": 132, "knee": 156, "arm_forward": 58, "elbow": 140}),
        Step(0.7, 0.2, {"lean": 20, "hip": 140, "knee": 156, "arm_forward": 34, "elbow": 100, "left_step_forward": -0.1}),
        Step(0.6, 0.3, {"lean": 24, "hip": 134, "knee": 156, "arm_forward": 48, "elbow": 126, "left_step_forward": -0.1}),
    ),
    "hands_on_knees": (
        Step(1, 1.4, {
            "lean": 46, "bend": 12, "hip": 116, "knee": 150, "arm_forward": 48, "arm_side": 10, "elbow": 158, "nod": -4,
        }, left="knee", right="knee"),
        Step(0.7, 1.4, {
            "lean": 44, "bend": 9, "hip": 118, "knee": 151, "arm_forward": 47, "arm_side": 10, "elbow": 160, "nod": 6,
        }, left="knee", right="knee"),
    ),
    "dance": (
        Step(0.5, 0, {"shift_left": 0.03, "left_knee": 160, "tilt": 5, "arm_side": 26, "elbow": 100, "arm_forward": 16}),
        Step(0.45, 0, {
            "shift_left": -0.03, "right_knee": 160, "tilt": -5, "arm_side": 34, "elbow": 92, "arm_forward": 24, "twist": 8,
        }),
        Step(0.45, 0, {
            "shift_left": 0.03, "left_knee": 160, "tilt": 5, "arm_side": 24, "elbow": 104, "arm_forward": 14, "twist": -8,
        }),
        Step(0.45, 0, {
            "shift_left": -0.03, "right_knee": 160, "tilt": -5, "arm_side": 36, "elbow": 90, "arm_forward": 26, "twist": 8,
        }),
        Step(0.45, 0.1, {"shift_left": 0.03, "left_knee": 160, "tilt": 5, "arm_side": 26, "elbow": 100, "arm_forward": 16}),
    ),
    "point": (
        Step(0.7, 1.2, {"right_arm_forward": 84, "right_arm_side": 18, "right_elbow": 170, "look": -14}),
    ),
    "talk": (
        Step(0.6, 0.2, {"arm_forward": 26, "arm_side": 12, "elbow": 92}),
        Step(0.4, 0.2, {
            "left_arm_forward": 40, "left_arm_side": 24, "left_elbow": 100, "right_arm_forward": 22, "right_elbow": 88,
        }),
        Step(0.4, 0.3, {
            "left_arm_forward": 24, "left_elbow": 84, "right_arm_forward": 44, "right_arm_side": 28, "right_elbow": 108,
        }),
        Step(0.4, 0.2, {"arm_forward": 34, "arm_side": 26, "elbow": 104, "nod": 6}),
        Step(0.5, 0.3, {"arm_forward": 24, "arm_side": 8, "elbow": 88}),
    ),
    "adjust_clothes": (
        Step(0.7, 0.4, {"arm_forward": 10, "arm_side": 10, "elbow": 100, "nod": 24}, left="belly", right="belly"),
        Step(0.5, 0.3, {"arm_forward": 4, "arm_side": 8, "elbow": 128, "nod": 20}, left="pocket", right="pocket"),
    ),
    "check_watch": (
        Step(0.7, 1.3, {"left_arm_forward": 44, "left_arm_rotate": -58, "left_elbow": 76, "nod": 20}),
    ),
    "yawn": (
        Step(1.2, 1.2, {
            "right_arm_forward": 60, "right_arm_side": 18, "right_elbow": 34, "left_arm_side": 84, "left_arm_forward": 10,
            "left_elbow": 120, "nod": -16, "bend": -8,
        }, right="mouth"),
    ),
    "put_on_shoe": (
        Step(1.1, 1, {
            "left_hip": 84, "left_knee": 74, "left_step_up": 0.2, "left_step_forward": 0.1, "lean": 34, "bend": 18,
            "arm_forward": 74, "elbow": 152,
        }, left="left_shoe", right="left_shoe"),
    ),
    "look_in_mirror": (
        Step(0.9, 0.9, {"lean": 12, "nod": 4, "look": 18}),
        Step(0.8, 0.9, {"lean": 12, "nod": 4, "look": -18}),
    ),
    "breathe_hard": (
        Step(0.9, 0.1, {"bend": 4, "shrug": 0.004}, left="hip", right="hip"),
        Step(0.55, 0.05, {"bend": -5, "shrug": 0.012, "nod": -6}, left="hip", right="hip"),
        Step(0.6, 0.1, {"bend": 7, "nod": 4}, left="hip", right="hip"),
        Step(0.55, 0.05, {"bend": -5, "shrug": 0.012, "nod": -6}, left="hip", right="hip"),
        Step(0.6, 0.1, {"bend": 7, "nod": 4}, left="hip", right="hip"),
        Step(0.55, 0.05, {"bend": -5, "shrug": 0.012, "nod": -6}, left="hip", right="hip"),
        Step(0.6, 0.1, {"bend": 7, "nod": 4}, left="hip", right="hip"),
    ),
    "sit_and_type": (
        Step(1.3, 0.6, {
            "lean": 6, "hip": 92, "knee": 92, "leg_side": 5, "arm_forward": 24, "elbow": 100,
        }, left="knee", right="knee"),
        Step(0.9, 1.6, {
            "lean": 4, "bend": 10, "hip": 94, "knee": 92, "leg_side": 5, "arm_forward": 30, "arm_side": 2, "arm_rotate": -34,
            "elbow": 80, "nod": 28,
        }),
        Step(0.5, 1.6, {
            "lean": 3, "bend": 11, "hip": 95, "knee": 92, "leg_side": 5, "arm_forward": 32, "arm_side": 3, "arm_rotate": -32,
            "elbow": 76, "nod": 26,
        }),
        Step(0.7, 0.3, {
            "lean": 30, "bend": 6, "hip": 66, "knee": 88, "leg_side": 5, "arm_forward": 30, "elbow": 110,
        }, left="knee", right="knee"),
    ),
    "sit_and_lean_back": (
        Step(1.2, 0.4, {
            "lean": 12, "hip": 86, "knee": 90, "leg_side": 6, "arm_forward": 20, "elbow": 110,
        }, left="knee", right="knee"),
        Step(1, 2.2, {"lean": -14, "hip": 112, "knee": 96, "leg_side": 9, "arm_side": 24, "elbow": 126, "nod": 6}),
        Step(0.8, 0.8, {"lean": -12, "hip": 110, "knee": 96, "leg_side": 9, "arm_side": 24, "elbow": 126, "look": 34}),
        Step(0.8, 0.2, {
            "lean": 32, "hip": 64, "knee": 86, "leg_side": 6, "arm_forward": 24, "elbow": 120,
        }, left="knee", right="knee"),
    ),
    "put_on_shelf": (
        Step(1.1, 0.3, {"arm_forward": 34, "arm_side": 4, "elbow": 92, "nod": 10}),
        Step(1.1, 0.7, {"arm_forward": 142, "arm_side": 6, "elbow": 158, "heel": 16, "nod": -18}),
        Step(0.9, 0.2, {"arm_forward": 60, "elbow": 110, "nod": -6}),
    ),
    "cough": (
        Step(0.6, 0.1, {"right_arm_forward": 58, "right_arm_side": 12, "right_elbow": 40, "nod": 8}, right="mouth"),
        Step(0.22, 0.05, {
            "right_arm_forward": 58, "right_arm_side": 12, "right_elbow": 40, "nod": 18, "bend": 12,
        }, right="mouth"),
        Step(0.25, 0.1, {
            "right_arm_forward": 58, "right_arm_side": 12, "right_elbow": 40, "nod": 10, "bend": 3,
        }, right="mouth"),
        Step(0.22, 0.05, {
            "right_arm_forward": 58, "right_arm_side": 12, "right_elbow": 40, "nod": 18, "bend": 13,
        }, right="mouth"),
    ),
    "hands_in_pockets": (
        Step(0.9, 1.8, {"arm_side": 18, "elbow": 130, "shift_left": 0.01, "tilt": 2}, left="pocket", right="pocket"),
        Step(0.8, 1.4, {
            "arm_side": 18, "elbow": 130, "shift_left": -0.012, "tilt": -2, "look": 20,
        }, left="pocket", right="pocket"),
    ),
    "hands_behind": (
        Step(0.9, 2.4, {"arm_forward": -26, "arm_side": 14, "arm_rotate": -30, "elbow": 120}, left="tail", right="tail"),
    ),
    "stretch_chest": (
        Step(1.2, 2, {"arm_forward": -44, "arm_side": 24, "elbow": 160, "bend": -10, "nod": -6}),
        Step(0.8, 0.4, {"arm_forward": -24, "arm_side": 14, "elbow": 160}),
    ),
    "crouch": (
        Step(1.2, 2, {
            "lean": 40, "bend": 14, "hip": 46, "knee": 54, "heel": 24, "leg_side": 14, "leg_rotate": 10, "arm_forward": 60,
            "elbow": 110, "nod": 4,
        }, left="knee", right="ground"),
    ),
    "kneel_down": (
        Step(0.9, 0.1, {
            "left_step_forward": -0.3, "left_heel": 50, "left_hip": 176, "left_knee": 150, "right_hip": 140,
            "right_knee": 128,
        }),
        Step(0.9, 0.3, {
            "left_step_forward": -0.34, "left_heel": 80, "left_hip": 180, "left_knee": 80, "right_hip": 92, "right_knee": 84,
            "lean": 10, "arm_forward": 34, "elbow": 120,
        }, right="knee"),
        Step(0.9, 1.4, {
            "left_step_forward": -0.34, "left_heel": 80, "left_hip": 150, "left_knee": 74, "right_hip": 62, "right_knee": 80,
            "lean": 34, "bend": 16, "arm_forward": 84, "elbow": 150, "nod": 6,
        }, left="ground", right="ground"),
        Step(0.9, 0.2, {
            "left_step_forward": -0.34, "left_heel": 80, "left_hip": 180, "left_knee": 80, "right_hip": 92, "right_knee": 84,
            "lean": 8, "arm_forward": 34, "elbow": 120,
        }, right="knee"),
    ),
    "draw_curtain": (
        Step(0.9, 0.2, {"right_arm_forward": 96, "right_arm_side": -14, "right_elbow": 146, "look": 10}),
        Step(0.9, 0.3, {"right_arm_forward": 88, "right_arm_side": 58, "right_elbow": 160, "twist": -14, "look": -14}),
        Step(0.8, 0.2, {"right_arm_forward": 60, "right_arm_side": 30, "right_elbow": 130}),
    ),
    "wipe_glass": (
        Step(0.9, 0, {"right_arm_forward": 96, "right_arm_side": 10, "right_elbow": 136}),
        Step(0.45, 0, {"right_arm_forward": 110, "right_arm_side": 30, "right_elbow": 146}),
        Step(0.45, 0, {"right_arm_forward": 92, "right_arm_side": 6, "right_elbow": 130}),
        Step(0.45, 0, {"right_arm_forward": 72, "right_arm_side": 28, "right_elbow": 128}),
        Step(0.45, 0.1, {"right_arm_forward": 94, "right_arm_side": -6, "right_elbow": 134}),
    ),
    "fan_self": (
        Step(0.8, 0, {"right_arm_forward": 40, "right_arm_side": 14, "right_elbow": 54, "nod": -6}),
        Step(0.2, 0, {"right_arm_forward": 42, "right_arm_side": 20, "right_elbow": 60, "right_arm_rotate": 8, "nod": -6}),
        Step(0.2, 0, {"right_arm_forward": 38, "right_arm_side": 10, "right_elbow": 50, "right_arm_rotate": -22, "nod": -6}),
        Step(0.2, 0, {"right_arm_forward": 42, "right_arm_side": 20, "right_elbow": 60, "right_arm_rotate": 8, "nod": -6}),
        Step(0.2, 0, {"right_arm_forward": 38, "right_arm_side": 10, "right_elbow": 50, "right_arm_rotate": -22, "nod": -6}),
        Step(0.2, 0, {"right_arm_forward": 42, "right_arm_side": 20, "right_elbow": 60, "right_arm_rotate": 8, "nod": -6}),
        Step(0.2, 0, {"right_arm_forward": 38, "right_arm_side": 10, "right_elbow": 50, "right_arm_rotate": -22, "nod": -6}),
    ),
    "swing_arms": (
        Step(0.7, 0, {"arm_forward": 46, "elbow": 160}),
        Step(0.6, 0, {"arm_forward": -30, "elbow": 168}),
        Step(0.6, 0.1, {"arm_forward": 40, "elbow": 160}),
    ),
    "shift_weight": (
        Step(0.9, 1.2, {"shift_left": 0.035, "tilt": 5, "right_knee": 158, "side": -4}),
        Step(1.1, 1.4, {"shift_left": -0.035, "tilt": -5, "left_knee": 158, "side": 4, "arm_side": 12}),
    ),
    "take_off_shirt": (
        Step(0.9, 0.2, {
            "arm_forward": 14, "arm_side": 6, "arm_rotate": -50, "elbow": 80, "nod": 20,
        }, left="belly", right="belly"),
        Step(0.9, 0.2, {"arm_forward": 130, "arm_side": 24, "elbow": 60, "nod": 16, "bend": 6}, left="crown", right="crown"),
        Step(0.7, 0.2, {"arm_forward": 150, "arm_side": 16, "elbow": 110, "bend": -2}),
        Step(0.8, 0.3, {"arm_forward": 46, "arm_side": 6, "elbow": 110, "nod": 10}),
    ),
}
# fmt: on
"""name -> key postures one after the other, from and to standing."""

LOOPS: Mapping[str, tuple[int, int]] = {
    "eat": (2, 3), "phone_typing": (1, 2), "scratch": (1, 2), "wave": (1, 2), "clap": (1, 2), "towel": (1, 2),
    "dry_hair": (1, 2), "wipe_table": (1, 2), "sweep": (1, 2), "dance": (1, 2), "talk": (1, 2), "shake_arms": (1, 2),
    "breathe_hard": (1, 2), "wipe_glass": (1, 4), "fan_self": (1, 2), "cough": (1, 2), "tie_shoes": (1, 2),
    "look_around": (0, 1), "roll_shoulders": (0, 1), "sit_and_type": (1, 2), "shift_weight": (0, 1),
}  # fmt: skip
"""name -> first and last step of what goes on for a while: it may be done several times over."""
