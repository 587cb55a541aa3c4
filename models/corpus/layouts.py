"""How each joint set of the corpus maps onto the 33 landmarks.

A landmark that a layout lacks is NaN; nothing is invented. Skin markers (Vicon) become joint centres by the mean of the
markers around the joint, which is good to a few centimetres.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from mirror.pose.skeleton import COUNT, INDEX

_LIMBS = tuple(f"{side}_{part}" for part in ("shoulder", "elbow", "wrist", "hip", "knee", "ankle") for side in ("left", "right"))
_SAME = {name: (name,) for name in _LIMBS}


def _pairs(**parts: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    """`hip=("{0}ASI", "{0}PSI")` -> left_hip: LASI, LPSI; right_hip: RASI, RPSI. `{1}` is left/right, `{2}` l/r."""
    return {
        f"{side}_{part}": tuple(name.format(side[0].upper(), side, side[0]) for name in names)
        for part, names in parts.items()
        for side in ("left", "right")
    }


SOURCES: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "blazepose33": {name: (name,) for name in INDEX},
    "blazepose33_minmax": {name: (name,) for name in INDEX},
    "coco17": {**_SAME, **_pairs(eye=("{1}_eye",), ear=("{1}_ear",)), "nose": ("nose",)},
    "openpose18": {**_SAME, **_pairs(eye=("{1}_eye",), ear=("{1}_ear",)), "nose": ("nose",)},
    "lower15": {
        **{n: v for n, v in _SAME.items() if not n.endswith(("elbow", "wrist"))},
        **_pairs(eye=("{1}_eye",), heel=("{1}_heel",), foot_index=("{1}_toe",)),
        "nose": ("nose",),
    },
    "partial9": {**{n: v for n, v in _SAME.items() if not n.endswith(("elbow", "wrist"))}, "nose": ("nose",)},
    "kinect20": {**_SAME, **_pairs(index=("{1}_hand",), foot_index=("{1}_foot",)), "nose": ("head",)},
    "kinect16": {
        **{n: v for n, v in _SAME.items() if not n.endswith(("elbow", "wrist"))},
        **_pairs(wrist=("{1}_hand",), foot_index=("{1}_foot",)),
        "nose": ("head",),
    },
    "kinect22": {
        **{n: v for n, v in _SAME.items() if not n.endswith("wrist")},
        **_pairs(wrist=("{1}_hand",), foot_index=("{1}_toe",)),
        "nose": ("head",),
    },
    "vicon39": {
        **_pairs(
            shoulder=("{0}SHO",),
            elbow=("{0}ELB",),
            wrist=("{0}WRA", "{0}WRB"),
            index=("{0}FIN",),
            hip=("{0}ASI", "{0}PSI"),
            knee=("{0}KNE",),
            ankle=("{0}ANK",),
            heel=("{0}HEE",),
            foot_index=("{0}TOE",),
            ear=("{0}FHD", "{0}BHD"),
        ),
        "nose": ("LFHD", "RFHD"),
    },
    "cmu31": {
        **_pairs(
            shoulder=("{2}clavicle",),
            elbow=("{2}humerus",),
            wrist=("{2}radius",),
            index=("{2}hand",),
            hip=("{2}hipjoint",),
            knee=("{2}femur",),
            ankle=("{2}tibia",),
            foot_index=("{2}toes",),
        ),
        "nose": ("head",),
    },
}
"""layout -> landmark -> the layout's joints whose mean it is."""

UP: Mapping[str, str] = {"vicon39": "z"}
"""Metric layouts whose vertical axis is not y."""

_HIP_DROP_M = 0.09  # the hip joint lies under the pelvis markers, Bell et al. (1990): about 0.3 of the inter-ASIS distance


def to_landmarks(frames: NDArray[np.float32], layout: str, joints: list[str]) -> NDArray[np.float32]:
    """(T, joints, C) of a layout -> (T, 33, C), NaN where the layout has no such landmark. KeyError for an unknown layout."""
    out = np.full((len(frames), COUNT, frames.shape[2]), np.nan, np.float32)
    at = {name: i for i, name in enumerate(joints)}
    for name, sources in SOURCES[layout].items():
        out[:, INDEX[name]] = sum(frames[:, at[s]] for s in sources) / len(sources)
    if layout == "vicon39":
        for name in ("left_hip", "right_hip"):
            out[:, INDEX[name], 2] -= _HIP_DROP_M
    return out
