"""Calibration: where the camera stands, solved from a person of known height (or a printed sheet), kept, checked and drawn."""
