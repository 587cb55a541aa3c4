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
