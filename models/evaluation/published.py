"""Figures that others published, beside which the report puts ours. Each names its source; none was measured here."""

from __future__ import annotations

SEED_004 = "Mercier et al., Is end-to-end learning enough for fitness activity recognition? (2023), seed 004"

GMACS_PER_SECOND = {"SI-EN": 4.0, "BlazePose": 6.7}
"""10^9 multiply-accumulates a second of video at 16 fps: seed 004, section 3.1.3."""

SHOTS = (5, 10, 20, 50, 100)
"""Samples a class of the few-shot protocol of seed 004."""

FEW_SHOT = {
    "SI-EN-ImageNet": (8.9, 15.5, 23.9, 33.5, 38.1),
    "SI-BlazePose": (25.3, 31.1, 39.9, 47.1, 52.9),
    "I3D-Kinetics-1": (12.2, 17.1, 22.5, 25.9, 28.4),
    "I3D-Kinetics-4": (18.9, 28.6, 39.8, 51.5, 56.1),
    "I3D-Kinetics-all": (19.4, 28.7, 43.3, 53.9, 60.9),
    "SI-EN-BigFitness-1": (38.1, 44.4, 49.5, 56.0, 58.9),
    "SI-EN-BigFitness-10": (45.2, 50.7, 56.0, 63.5, 66.8),
    "SI-EN-BigFitness-all": (36.2, 43.6, 51.5, 60.8, 63.6),
    "ST-GCN-Scratch": (26.7, 39.4, 45.4, 53.7, 57.4),
    "MS-G3D-Scratch": (25.5, 32.3, 44.7, 57.6, 62.1),
    "ST-GCN-Kinetics": (30.8, 39.1, 49.9, 58.0, 60.7),
    "MS-G3D-Kinetics": (38.9, 47.2, 53.5, 62.2, 65.6),
    "ST-GCN-BigFitness": (38.7, 49.1, 53.6, 59.7, 63.0),
    "MS-G3D-BigFitness": (41.9, 51.6, 56.3, 62.2, 65.5),
}
"""Top-1 accuracy in percent on the 40 classes of QAR-EVD by samples a class: seed 004, table 4. Real people, other videos."""

SQUAT = {"accuracy": 0.8498, "precision": 0.8713, "recall": 0.8394}
"""Squat right or wrong on the people of its own test set: seed 003, table 2."""

REPCOUNT = {
    "PoseRAC": {"mae": 0.236, "obo": 0.560},
    "PoseRAC with joint angles": {"mae": 0.211, "obo": 0.599},
    "ESCounts": {"mae": 0.21, "obo": 0.56},
}
"""Counting on all 152 test videos of RepCount-A as their papers give it: another subset than the poses of this project, with
other classes. Yao et al., PoseRAC (2023); its follow-up with angles; Sinha et al., Every Shot Counts (2024)."""

ANNOTATION_SCHEMES = {
    "SI-EN": {1: (25.9, 39.3, 33.3, 109.0), 2: (17.1, 22.3, 13.4, 49.2), 3: (4.6, 7.2, 2.2, 21.5)},
    "MS-G3D": {1: (22.2, 40.1, 38.4, 102.0), 2: (10.6, 27.5, 9.0, 51.0), 3: (4.9, 8.5, 4.2, 17.2)},
    "ST-GCN": {1: (37.3, 81.8, 66.3, 144.0), 2: (11.9, 12.8, 7.0, 46.5), 3: (6.0, 13.7, 3.6, 22.0)},
}
"""Mean absolute percentage error of counting by annotation scheme on (spiderman) push-up, dead bug, lateral lunge and inchworm of
QAR-EVD's test people: seed 004, table 5. Real people, other videos."""
