"""Measures' names for people, as the review desk calls them; in the languages' catalogues under "Measures"."""

from __future__ import annotations

from collections.abc import Mapping

TITLES: Mapping[str, str] = {
    "elbow": "Elbow",
    "shoulder": "Shoulder",
    "hip": "Hip",
    "knee": "Knee",
    "ankle": "Ankle",
    "body_line": "Body line",
    "neck": "Neck",
    "thigh": "Thigh from vertical",
    "shin": "Shin from vertical",
    "upper_arm": "Upper arm from vertical",
    "forearm": "Forearm from vertical",
    "knee_valgus": "Knee valgus",
    "wrist_height": "Wrist over shoulder",
    "knee_height": "Knee over hip",
    "elbow_forward": "Elbow in front of shoulder",
    "knee_forward": "Knee in front of toes",
    "hip_height": "Hip over ankle",
    "toe_out": "Foot turned out",
    "torso_lean": "Trunk from vertical",
    "torso_forward": "Trunk forward",
    "torso_side": "Trunk side bend",
    "torso_twist": "Trunk rotation",
    "stance_width": "Stance width",
    "stance_split": "Stance split",
    "hand_width": "Hand width",
    "elbow_width": "Elbow width",
    "hip_sag": "Hip sag",
    "shoulder_level": "Left shoulder over right",
    "knee_gap": "Knees apart less ankles",
    "front_knee_forward": "Front knee in front of toes",
    "bent_knee": "More bent knee",
    "bent_hip": "More bent hip",
    "open_shoulder": "More open shoulder",
    "same_side_lead": "Arm and leg of one side",
    "lifted_knee": "Knee of the lifted leg",
    "arm_lead": "Elbows before hip",
    "hand_split": "Hands apart, front to back",
    "hands_forward": "Hands in front of feet",
    "hands_aside": "Hands aside",
}
"""By the name without its side."""
