"""Key postures of short gestures on standing feet: what hands, trunk and feet do between exercises, as data."""

from __future__ import annotations

from collections.abc import Mapping

Pose = Mapping[str, float]

_HALF_KNEEL: Pose = {
    "left_step_forward": -0.34,
    "left_heel": 50,
    "left_hip": 176,
    "left_knee": 150,
    "right_hip": 140,
    "right_knee": 128,
}
_KNEEL: Pose = {
    "left_step_forward": -0.34,
    "left_heel": 80,
    "left_hip": 180,
    "left_knee": 80,
    "right_hip": 92,
    "right_knee": 84,
    "lean": 8,
    "arm_forward": 34,
    "elbow": 120,
}
GESTURES: Mapping[str, tuple[tuple[float, float, Pose], ...]] = {
    "drink": (
        (0.9, 0.2, {"right_arm_forward": 34, "right_elbow": 70, "right_hand_turn": 20}),
        (0.6, 1.6, {"right_arm_forward": 52, "right_arm_side": 22, "right_elbow": 36, "nod": -16, "right_hand_turn": 20}),
        (0.7, 0.2, {"right_arm_forward": 30, "right_elbow": 80}),
    ),
    "phone": (
        (0.9, 3.4, {"right_arm_forward": 34, "right_arm_side": 32, "right_elbow": 30, "head_side": -8, "right_arm_rotate": 20}),
    ),
    "scratch": (
        (0.7, 0.1, {"right_arm_forward": 100, "right_arm_side": 34, "right_elbow": 40, "nod": 10}),
        (0.2, 0.0, {"right_arm_forward": 106, "right_arm_side": 34, "right_elbow": 46, "nod": 10}),
        (0.2, 0.0, {"right_arm_forward": 98, "right_arm_side": 34, "right_elbow": 38, "nod": 12}),
        (0.2, 0.0, {"right_arm_forward": 106, "right_arm_side": 34, "right_elbow": 46, "nod": 10}),
        (0.2, 0.1, {"right_arm_forward": 99, "right_arm_side": 34, "right_elbow": 39, "nod": 10}),
    ),
    "wave": (
        (0.8, 0.1, {"right_arm_side": 66, "right_arm_forward": 24, "right_elbow": 64, "right_arm_rotate": 80}),
        (0.28, 0.0, {"right_arm_side": 70, "right_arm_forward": 24, "right_elbow": 96, "right_arm_rotate": 84}),
        (0.28, 0.0, {"right_arm_side": 66, "right_arm_forward": 24, "right_elbow": 58, "right_arm_rotate": 78}),
        (0.28, 0.0, {"right_arm_side": 70, "right_arm_forward": 24, "right_elbow": 96, "right_arm_rotate": 84}),
        (0.28, 0.1, {"right_arm_side": 66, "right_arm_forward": 24, "right_elbow": 62, "right_arm_rotate": 78}),
    ),
    "stretch_arms": (
        (1.4, 1.6, {"arm_forward": 160, "arm_side": 18, "elbow": 160, "bend": -6, "nod": -8}),
        (1.0, 0.8, {"arm_forward": 160, "arm_side": 18, "elbow": 160, "side": 16}),
        (1.2, 0.8, {"arm_forward": 160, "arm_side": 18, "elbow": 160, "side": -16}),
    ),
    "stretch_shoulder": ((1.2, 2.6, {"left_arm_forward": 84, "left_arm_side": -44, "right_arm_forward": 66, "right_elbow": 62}),),
    "hands_on_hips": ((0.8, 2.6, {"arm_side": 40, "arm_forward": -14, "arm_rotate": -48, "elbow": 76, "wrist": 20}),),
    "fold_arms": ((0.9, 2.8, {"arm_forward": 34, "arm_side": 0, "arm_rotate": -62, "elbow": 72}),),
    "look_around": (
        (0.9, 0.7, {"look": 48, "twist": 16}),
        (1.3, 0.7, {"look": -46, "twist": -16}),
    ),
    "wipe_forehead": (
        (0.8, 0.2, {"right_arm_forward": 92, "right_arm_side": -6, "right_elbow": 44, "nod": 8}),
        (0.7, 0.2, {"right_arm_forward": 92, "right_arm_side": 30, "right_elbow": 46, "nod": 8}),
    ),
    "reach_high": (
        (1.1, 0.8, {"right_arm_forward": 166, "right_elbow": 168, "heel": 14, "shift_up": 0.0, "nod": -20, "look": -10}),
    ),
    "pick_up": (
        (1.2, 0.4, {"lean": 66, "bend": 26, "hip": 70, "knee": 134, "right_arm_forward": 96, "right_elbow": 172, "nod": -8}),
        (1.1, 0.4, {"right_arm_forward": 40, "right_elbow": 84, "nod": 18}),
    ),
    "tie_shoes": (
        (1.4, 0.6, {"lean": 70, "bend": 34, "hip": 62, "knee": 118, "arm_forward": 96, "arm_side": -4, "elbow": 150, "nod": 6}),
        (0.5, 0.6, {"lean": 71, "bend": 34, "hip": 62, "knee": 118, "arm_forward": 98, "arm_side": 0, "elbow": 140, "nod": 6}),
        (0.5, 0.9, {"lean": 70, "bend": 35, "hip": 62, "knee": 118, "arm_forward": 96, "arm_side": -4, "elbow": 152, "nod": 6}),
    ),
    "sit_down": ((1.3, 2.4, {"lean": 8, "hip": 92, "knee": 92, "leg_side": 6, "arm_forward": 22, "elbow": 112}),),
    "step_aside": (
        (0.6, 0.1, {"left_step_out": 0.2, "shift_left": 0.0}),
        (0.6, 0.5, {"left_step_out": 0.2, "right_step_out": -0.2}),
        (0.6, 0.1, {"left_step_out": 0.2, "right_step_out": 0.0}),
    ),
    "step_back": (
        (0.5, 0.1, {"left_step_forward": -0.2}),
        (0.5, 0.6, {"left_step_forward": -0.2, "right_step_forward": -0.2}),
        (0.5, 0.1, {"right_step_forward": -0.2}),
    ),
    "kneel_once": (
        (0.8, 0.2, _HALF_KNEEL),
        (1.0, 1.6, _KNEEL),
        (1.0, 0.2, _HALF_KNEEL),
    ),
    "clap": (
        (0.6, 0.05, {"arm_forward": 52, "arm_side": 16, "elbow": 88}),
        (0.18, 0.0, {"arm_forward": 50, "arm_side": -10, "elbow": 86}),
        (0.2, 0.0, {"arm_forward": 52, "arm_side": 14, "elbow": 88}),
        (0.18, 0.0, {"arm_forward": 50, "arm_side": -10, "elbow": 86}),
        (0.2, 0.0, {"arm_forward": 52, "arm_side": 14, "elbow": 88}),
        (0.18, 0.1, {"arm_forward": 50, "arm_side": -10, "elbow": 86}),
    ),
    "eat": (
        (0.8, 0.3, {"left_arm_forward": 36, "left_elbow": 92, "right_arm_forward": 30, "right_elbow": 84, "nod": 10}),
        (0.6, 0.5, {"left_arm_forward": 36, "left_elbow": 92, "right_arm_forward": 58, "right_arm_side": 16, "right_elbow": 34}),
        (0.6, 0.8, {"left_arm_forward": 36, "left_elbow": 92, "right_arm_forward": 32, "right_elbow": 88, "nod": 8}),
        (0.6, 0.4, {"left_arm_forward": 36, "left_elbow": 92, "right_arm_forward": 58, "right_arm_side": 16, "right_elbow": 34}),
    ),
    "phone_typing": (
        (0.9, 1.2, {"arm_forward": 34, "arm_side": 2, "arm_rotate": -34, "elbow": 76, "nod": 26}),
        (0.4, 1.4, {"arm_forward": 36, "arm_side": 3, "arm_rotate": -32, "elbow": 72, "nod": 28}),
        (0.4, 1.8, {"arm_forward": 33, "arm_side": 2, "arm_rotate": -35, "elbow": 78, "nod": 24}),
    ),
    "stretch_side": (
        (1.3, 2.0, {"right_arm_side": 158, "right_elbow": 150, "left_arm_side": 16, "side": 24, "tilt": 3}),
        (1.4, 0.3, {"arm_side": 14}),
        (1.3, 2.0, {"left_arm_side": 158, "left_elbow": 150, "right_arm_side": 16, "side": -24, "tilt": -3}),
    ),
    "stretch_quad": (
        (
            1.2,
            2.6,
            {
                "left_hip": 182,
                "left_knee": 60,
                "left_step_up": 0.24,
                "left_step_forward": -0.14,
                "left_arm_forward": -26,
                "left_elbow": 158,
                "right_arm_side": 34,
                "lean": 3,
            },
        ),
    ),
    "stretch_hamstring": (
        (
            1.3,
            2.2,
            {
                "left_step_forward": 0.16,
                "lean": 42,
                "bend": 14,
                "right_hip": 118,
                "right_knee": 150,
                "left_hip": 116,
                "left_knee": 176,
                "arm_forward": 72,
                "elbow": 166,
            },
        ),
    ),
    "stretch_calf": (
        (
            1.0,
            2.4,
            {
                "left_step_forward": -0.24,
                "left_hip": 188,
                "left_knee": 174,
                "right_hip": 150,
                "right_knee": 146,
                "lean": 14,
                "arm_side": 38,
                "arm_forward": -12,
                "arm_rotate": -46,
                "elbow": 78,
            },
        ),
    ),
    "stretch_neck": (
        (0.9, 1.4, {"head_side": 28, "right_arm_side": 16}),
        (1.2, 1.4, {"head_side": -28}),
        (1.0, 0.8, {"nod": 30}),
    ),
    "roll_shoulders": (
        (0.5, 0.0, {"shrug": 0.03, "arm_forward": 10}),
        (0.4, 0.0, {"shrug": 0.01, "arm_forward": -12, "elbow": 150}),
        (0.4, 0.0, {"shrug": 0.03, "arm_forward": 10}),
        (0.4, 0.1, {"shrug": 0.0, "arm_forward": -12, "elbow": 150}),
    ),
    "shake_arms": (
        (0.4, 0.0, {"arm_side": 18, "arm_forward": 14, "elbow": 140}),
        (0.18, 0.0, {"arm_side": 12, "arm_forward": 4, "elbow": 160}),
        (0.18, 0.0, {"arm_side": 20, "arm_forward": 16, "elbow": 136}),
        (0.18, 0.0, {"arm_side": 12, "arm_forward": 4, "elbow": 160}),
        (0.18, 0.0, {"arm_side": 19, "arm_forward": 15, "elbow": 138}),
    ),
    "towel": (
        (0.9, 0.2, {"arm_forward": 96, "arm_side": 16, "elbow": 44, "nod": 20}),
        (0.3, 0.0, {"arm_forward": 90, "arm_side": 22, "elbow": 52, "nod": 22}),
        (0.3, 0.0, {"arm_forward": 100, "arm_side": 12, "elbow": 42, "nod": 18}),
        (0.3, 0.1, {"arm_forward": 92, "arm_side": 22, "elbow": 50, "nod": 22}),
        (0.8, 0.6, {"arm_forward": 70, "arm_side": 44, "elbow": 40, "nod": 4}),
    ),
    "dry_hair": (
        (0.9, 0.1, {"arm_forward": 112, "arm_side": 46, "elbow": 42, "nod": 16}),
        (0.25, 0.0, {"left_arm_forward": 118, "right_arm_forward": 104, "arm_side": 46, "elbow": 42, "nod": 16}),
        (0.25, 0.0, {"left_arm_forward": 104, "right_arm_forward": 118, "arm_side": 46, "elbow": 42, "nod": 18}),
        (0.25, 0.0, {"left_arm_forward": 118, "right_arm_forward": 104, "arm_side": 46, "elbow": 42, "nod": 16}),
        (0.25, 0.1, {"left_arm_forward": 104, "right_arm_forward": 118, "arm_side": 46, "elbow": 42, "nod": 18}),
    ),
    "fix_hair": (
        (0.8, 0.9, {"right_arm_side": 78, "right_arm_forward": 40, "right_arm_rotate": 60, "right_elbow": 40, "head_side": 6}),
        (0.5, 0.8, {"arm_side": 78, "arm_forward": 30, "arm_rotate": 64, "elbow": 38}),
    ),
    "adjust_glasses": ((0.7, 0.6, {"right_arm_forward": 66, "right_arm_side": 14, "right_elbow": 34, "nod": 6}),),
    "put_on_jacket": (
        (
            1.0,
            0.3,
            {
                "right_arm_side": 62,
                "right_arm_forward": -20,
                "right_elbow": 130,
                "left_arm_forward": 40,
                "left_elbow": 70,
                "twist": -14,
            },
        ),
        (
            0.9,
            0.2,
            {
                "left_arm_side": 66,
                "left_arm_forward": -26,
                "left_elbow": 120,
                "right_arm_forward": 40,
                "right_elbow": 74,
                "twist": 16,
            },
        ),
        (0.8, 0.4, {"arm_forward": 44, "arm_side": 12, "elbow": 56, "nod": 12}),
    ),
    "open_door": (
        (0.9, 0.3, {"right_arm_forward": 52, "right_elbow": 140, "lean": 4}),
        (0.8, 0.4, {"right_arm_forward": 16, "right_arm_side": 30, "right_elbow": 92, "twist": -16}),
    ),
    "carry": (
        (1.2, 0.3, {"lean": 52, "bend": 20, "hip": 72, "knee": 92, "arm_forward": 70, "arm_side": 6, "elbow": 150, "heel": 6}),
        (1.3, 2.4, {"arm_forward": 24, "arm_side": 4, "elbow": 96, "lean": -4}),
        (1.3, 0.4, {"lean": 52, "bend": 20, "hip": 72, "knee": 92, "arm_forward": 70, "arm_side": 6, "elbow": 150, "heel": 6}),
    ),
    "lift_bag": (
        (
            1.1,
            0.3,
            {"lean": 44, "side": 14, "hip": 84, "knee": 118, "left_arm_forward": 50, "left_arm_side": 16, "left_elbow": 172},
        ),
        (1.1, 2.2, {"side": -5, "left_arm_forward": 2, "left_arm_side": 8, "left_elbow": 172, "left_shrug": 0.01}),
        (
            1.1,
            0.3,
            {"lean": 44, "side": 14, "hip": 84, "knee": 118, "left_arm_forward": 50, "left_arm_side": 16, "left_elbow": 172},
        ),
    ),
    "put_down_mat": (
        (1.3, 0.4, {"lean": 60, "bend": 26, "hip": 48, "knee": 62, "heel": 26, "leg_side": 14, "arm_forward": 88, "elbow": 160}),
        (0.8, 0.4, {"lean": 66, "bend": 30, "hip": 46, "knee": 66, "heel": 22, "leg_side": 14, "arm_forward": 112, "elbow": 170}),
    ),
    "wipe_table": (
        (0.9, 0.1, {"lean": 30, "hip": 138, "knee": 168, "right_arm_forward": 64, "right_elbow": 146, "nod": 8}),
        (
            0.5,
            0.0,
            {
                "lean": 30,
                "hip": 138,
                "knee": 168,
                "right_arm_forward": 66,
                "right_arm_side": 34,
                "right_elbow": 150,
                "twist": -8,
                "nod": 8,
            },
        ),
        (
            0.5,
            0.0,
            {
                "lean": 31,
                "hip": 137,
                "knee": 168,
                "right_arm_forward": 62,
                "right_arm_side": -16,
                "right_elbow": 142,
                "twist": 10,
                "nod": 8,
            },
        ),
        (
            0.5,
            0.0,
            {
                "lean": 30,
                "hip": 138,
                "knee": 168,
                "right_arm_forward": 66,
                "right_arm_side": 34,
                "right_elbow": 150,
                "twist": -8,
                "nod": 8,
            },
        ),
        (
            0.5,
            0.1,
            {
                "lean": 31,
                "hip": 137,
                "knee": 168,
                "right_arm_forward": 62,
                "right_arm_side": -16,
                "right_elbow": 142,
                "twist": 10,
                "nod": 8,
            },
        ),
    ),
    "sweep": (
        (
            0.8,
            0.0,
            {"lean": 16, "left_arm_forward": 50, "left_elbow": 84, "right_arm_forward": 30, "right_elbow": 140, "nod": 14},
        ),
        (
            0.6,
            0.0,
            {
                "lean": 18,
                "left_arm_forward": 44,
                "left_elbow": 96,
                "right_arm_forward": 40,
                "right_arm_side": 24,
                "right_elbow": 156,
                "twist": -16,
                "nod": 14,
            },
        ),
        (
            0.6,
            0.0,
            {
                "lean": 16,
                "left_arm_forward": 54,
                "left_elbow": 80,
                "right_arm_forward": 24,
                "right_arm_side": -10,
                "right_elbow": 130,
                "twist": 14,
                "nod": 14,
            },
        ),
        (
            0.6,
            0.0,
            {
                "lean": 18,
                "left_arm_forward": 44,
                "left_elbow": 96,
                "right_arm_forward": 40,
                "right_arm_side": 24,
                "right_elbow": 156,
                "twist": -16,
                "nod": 14,
            },
        ),
        (
            0.6,
            0.1,
            {
                "lean": 16,
                "left_arm_forward": 54,
                "left_elbow": 80,
                "right_arm_forward": 24,
                "right_arm_side": -10,
                "right_elbow": 130,
                "twist": 14,
                "nod": 14,
            },
        ),
    ),
    "move_chair": (
        (1.0, 0.3, {"lean": 26, "hip": 132, "knee": 156, "arm_forward": 58, "elbow": 140}),
        (0.7, 0.2, {"lean": 20, "hip": 140, "knee": 156, "arm_forward": 34, "elbow": 100, "left_step_forward": -0.1}),
        (0.6, 0.3, {"lean": 24, "hip": 134, "knee": 156, "arm_forward": 48, "elbow": 126, "left_step_forward": -0.1}),
    ),
    "hands_on_knees": (
        (1.0, 1.4, {"lean": 46, "bend": 12, "hip": 116, "knee": 150, "arm_forward": 48, "arm_side": 10, "elbow": 158, "nod": -4}),
        (0.7, 1.4, {"lean": 44, "bend": 9, "hip": 118, "knee": 151, "arm_forward": 47, "arm_side": 10, "elbow": 160, "nod": 6}),
    ),
    "dance": (
        (0.5, 0.0, {"shift_left": 0.03, "left_knee": 160, "tilt": 5, "arm_side": 26, "elbow": 100, "arm_forward": 16}),
        (
            0.45,
            0.0,
            {"shift_left": -0.03, "right_knee": 160, "tilt": -5, "arm_side": 34, "elbow": 92, "arm_forward": 24, "twist": 8},
        ),
        (
            0.45,
            0.0,
            {"shift_left": 0.03, "left_knee": 160, "tilt": 5, "arm_side": 24, "elbow": 104, "arm_forward": 14, "twist": -8},
        ),
        (
            0.45,
            0.0,
            {"shift_left": -0.03, "right_knee": 160, "tilt": -5, "arm_side": 36, "elbow": 90, "arm_forward": 26, "twist": 8},
        ),
        (0.45, 0.1, {"shift_left": 0.03, "left_knee": 160, "tilt": 5, "arm_side": 26, "elbow": 100, "arm_forward": 16}),
    ),
    "point": ((0.7, 1.2, {"right_arm_forward": 84, "right_arm_side": 18, "right_elbow": 170, "look": -14}),),
    "talk": (
        (0.6, 0.2, {"arm_forward": 26, "arm_side": 12, "elbow": 92}),
        (0.4, 0.2, {"left_arm_forward": 40, "left_arm_side": 24, "left_elbow": 100, "right_arm_forward": 22, "right_elbow": 88}),
        (0.4, 0.3, {"left_arm_forward": 24, "left_elbow": 84, "right_arm_forward": 44, "right_arm_side": 28, "right_elbow": 108}),
        (0.4, 0.2, {"arm_forward": 34, "arm_side": 26, "elbow": 104, "nod": 6}),
        (0.5, 0.3, {"arm_forward": 24, "arm_side": 8, "elbow": 88}),
    ),
    "adjust_clothes": (
        (0.7, 0.4, {"arm_forward": 10, "arm_side": 10, "elbow": 100, "nod": 24}),
        (0.5, 0.3, {"arm_forward": 4, "arm_side": 8, "elbow": 128, "nod": 20}),
    ),
    "check_watch": ((0.7, 1.3, {"left_arm_forward": 44, "left_arm_rotate": -58, "left_elbow": 76, "nod": 20}),),
    "yawn": (
        (
            1.2,
            1.2,
            {
                "right_arm_forward": 60,
                "right_arm_side": 18,
                "right_elbow": 34,
                "left_arm_side": 84,
                "left_arm_forward": 10,
                "left_elbow": 120,
                "nod": -16,
                "bend": -8,
            },
        ),
    ),
    "put_on_shoe": (
        (
            1.1,
            1.0,
            {
                "left_hip": 84,
                "left_knee": 74,
                "left_step_up": 0.2,
                "left_step_forward": 0.1,
                "lean": 34,
                "bend": 18,
                "arm_forward": 74,
                "elbow": 152,
            },
        ),
    ),
    "look_in_mirror": (
        (0.9, 0.9, {"lean": 12, "nod": 4, "look": 18}),
        (0.8, 0.9, {"lean": 12, "nod": 4, "look": -18}),
    ),
}
"""name -> (seconds to get there, seconds held, channels of mirror.avatar.posture) one after the other, from and to standing."""
