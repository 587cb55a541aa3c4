"""What a single camera gets wrong for good, and what of it each measure has.

Measured on the teacher's people: rendered, read by BlazePose, held against the bodies they were made from
(`python -m models.training.uncertainty` does it again). Beside the landmarks' own wandering (`mirror.geometry.measures`) two
things stay wrong as long as body and camera stand as they do, and a measure has of them what first-order propagation gives:

- the network flattens what comes towards the camera or goes away from it, or stretches it (GAIN);
- the body stands tilted about the picture's horizontal (TILT_DEG), and its torso, the unit of lengths, is taken for longer or
  shorter than it is (TORSO).

What first order leaves out (errors of neighbours go together; a straight limb bends one way only) is a FACTOR for each measure:
the geometric mean of those that put 68 and 95 of 100 errors within one and two standard deviations.
"""

from __future__ import annotations

from collections.abc import Mapping

GAIN = 0.35
"""Share by which depth is wrong as a whole."""
TILT_DEG = 9.0
STRAIGHT = 0.4
"""Share of the propagated error that a limb has which reads as straight (or as upright): the network knows straight limbs."""
TORSO = 0.08
"""Share by which the torso's length is wrong, where it lies across the picture."""

FACTOR: Mapping[str, tuple[float, float]] = {
    "elbow": (1.18, 0.91), "shoulder": (1.4, 1.42), "hip": (1.34, 1.08), "knee": (1.38, 0.87), "ankle": (0.72, 0.96),
    "body_line": (1.69, 1.24), "neck": (0.76, 0.37), "thigh": (1.4, 0.94), "shin": (1.83, 0.98), "upper_arm": (1.27, 1.4),
    "forearm": (1.46, 0.92), "knee_valgus": (1.02, 0.64), "wrist_height": (1.25, 1.24), "knee_height": (1.17, 1.01),
    "elbow_forward": (1.13, 1.2), "knee_forward": (1.28, 1.05), "hip_height": (1.2, 1.14), "toe_out": (0.95, 1),
    "torso_lean": (1.88, 1.47), "torso_forward": (1.11, 1.11), "torso_side": (1.65, 1.36), "torso_twist": (0.3, 0.67),
    "stance_width": (1.44, 1.04), "stance_split": (1, 1.19), "hand_width": (1.23, 2.26), "elbow_width": (1.37, 1.25),
    "hip_sag": (2.16, 0.37), "shoulder_level": (1.14, 0.7), "knee_gap": (0.52, 0.4), "front_knee_forward": (1.29, 0.92),
    "bent_knee": (1.39, 0.96), "bent_hip": (1.29, 0.94), "open_shoulder": (1.34, 1.22), "same_side_lead": (0.43, 0.74),
    "lifted_knee": (0.75, 1.22), "arm_lead": (1.35, 1.14), "hand_split": (0.96, 1.39), "hands_forward": (1.24, 1.14),
    "hands_aside": (1.66, 1.25),
}  # fmt: skip
"""By measure, without its side: of somebody who faces the camera or turns the back to it, and of somebody seen from the side
(between the two by the squared sine of the turn)."""
