"""The examiner's bodies: from the survey in anthropometry.csv, not from the proportions that the avatar teaches with.

Source: ANSUR II, the 2012 anthropometric survey of the U.S. Army (Gordon et al., NATICK/TR-15/007, 2014; individual records of
the public release: 4082 men, 1986 women). The table gives, of these records, mean and standard deviation in millimetres and the
correlation with stature; differences of two heights were taken person by person.

What the survey does not say and is approximated here: joint centres. The hip's centre is taken at the height of the
trochanterion, the knee's at the lateral femoral epicondyle, the ankle's at the lateral malleolus, the shoulder's
BELOW_ACROMION of the upper arm under the acromion and inward of it (BIACROMIAL), the elbow's at the radiale, the wrist's at
the stylion. The width of the hips is what BlazePose marks, a share of the breadth over the skin (HIPS). Chin to crown is a
multiple of menton to sellion (HEAD). People who serve are leaner and fitter than those who stand before a mirror: girths,
which the avatar does not have, would differ more than lengths do.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from functools import cache
from importlib import resources
from statistics import NormalDist

import numpy as np

from mirror.avatar.body import MAX_HEIGHT_M, MIN_HEIGHT_M, Person, Proportions
from models.examiner.settings import Bodies

BELOW_ACROMION = 0.10
BIACROMIAL = 0.86
HIPS = 0.62
HEAD = 1.86

Row = tuple[float, float, float]
"""Mean and standard deviation (mm), correlation with stature."""


@cache
def table() -> Mapping[str, Mapping[str, Row]]:
    """The survey by sex ("man", "woman") and measure."""
    text = resources.files("models.examiner").joinpath("anthropometry.csv").read_text("utf-8")
    out: dict[str, dict[str, Row]] = {}
    for row in csv.DictReader(io.StringIO(text)):
        values = (float(row["mean_mm"]), float(row["sd_mm"]), float(row["r_stature"]))
        out.setdefault(row["sex"], {})[row["measure"]] = values
    return out


def body(rng: np.random.Generator, bodies: Bodies, seed: int) -> Person:
    """Somebody drawn from the survey: a percentile of stature first, the other measures given the stature."""
    rows = table()["woman" if rng.random() < bodies.women else "man"]
    low, high = bodies.percentile
    if rng.random() < bodies.extremes:
        low, high = (1.0, low) if rng.random() < 0.5 else (high, 99.0)
    z = NormalDist().inv_cdf(float(rng.uniform(low, high)) / 100.0)
    stature = rows["stature"][0] + z * rows["stature"][1]

    def drawn(measure: str) -> float:
        mean, sd, r = rows[measure]
        rest = float(np.clip(rng.standard_normal(), -bodies.within_sd, bodies.within_sd))
        return mean + sd * (r * z + np.sqrt(1.0 - r * r) * rest)

    upper = drawn("acromion_radiale_length")
    lengths = {
        "ankle": drawn("lateral_malleolus_height"),
        "shank": drawn("epicondyle_less_malleolus_height"),
        "thigh": drawn("trochanterion_less_epicondyle_height"),
        "foot": drawn("foot_length"),
        "torso": drawn("acromial_less_trochanterion_height") - BELOW_ACROMION * upper,
        "upper_arm": (1.0 - BELOW_ACROMION) * upper,
        "forearm": drawn("radiale_stylion_length"),
        "hand": drawn("hand_length"),
        "shoulders": BIACROMIAL * drawn("biacromial_breadth"),
        "hips": HIPS * drawn("hip_breadth"),
        "head": HEAD * drawn("menton_sellion_length"),
    }
    height = float(np.clip(stature / 1000.0, MIN_HEIGHT_M, MAX_HEIGHT_M))
    return Person(height, Proportions(**{name: float(mm) / stature for name, mm in lengths.items()}), seed)
