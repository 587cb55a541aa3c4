"""What a single camera gets wrong for good, and what of it each measure has.

Measured on the teacher's people: rendered, read by BlazePose, held against the bodies they were made from
(`python -m models.training.uncertainty` does it again). Beside the landmarks' own wandering (`mirror.geometry.measures`) two
things stay wrong as long as body and camera stand as they do, and a measure has of them what first-order propagation gives:

- the network flattens what comes towards the camera or goes away from it, or stretches it (GAIN);
- the body stands tilted about the picture's horizontal (TILT_DEG), and its torso, the unit of lengths, is taken for longer or
  shorter than it is (TORSO).

What first order leaves out (errors of neighbours go together; a straight limb bends one way only) is one FACTOR for each measure:
the geometric mean of those that put 68 and 95 of 100 errors within one and two standard deviations.
"""

from __future__ import annotations

from collections.abc import Mapping

GAIN = 0.35
"""Share by which depth is wrong as a whole."""
TILT_DEG = 9.0
TORSO = 0.08
"""Share by which the torso's length is wrong, where it lies across the picture."""

FACTOR: Mapping[str, float] = {
    "elbow": 0.95, "shoulder": 1.17, "hip": 1.05, "knee": 0.98, "ankle": 0.78, "body_line": 1.12, "neck": 0.62, "thigh": 0.85,
    "shin": 1.02, "upper_arm": 1.01, "forearm": 1.1, "knee_valgus": 0.9, "wrist_height": 1.24, "knee_height": 1.11,
    "elbow_forward": 1.15, "knee_forward": 1.2, "hip_height": 1.18, "toe_out": 0.97, "torso_lean": 1.12, "torso_forward": 1.12,
    "torso_side": 1.54, "torso_twist": 0.43, "stance_width": 1.3, "stance_split": 1.08, "hand_width": 1.57, "elbow_width": 1.34,
    "hip_sag": 1.51, "shoulder_level": 1.01, "knee_gap": 0.48, "front_knee_forward": 1.19, "bent_knee": 1.03, "bent_hip": 1.04,
    "open_shoulder": 1.16, "same_side_lead": 0.41, "lifted_knee": 0.68, "arm_lead": 1.12, "hand_split": 1.09,
    "hands_forward": 1.22, "hands_aside": 1.51,
}  # fmt: skip
"""By measure, without its side; fitted to one part of the people and checked on another (the report says what came out)."""
