"""Three convolutions in time and a bidirectional LSTM on the changes of ten joints from frame to frame.

Source: the master's thesis on a mobile workout assistant (Seoul National University; seed 003), section 4.1 (ten of OpenPose's
25 joints; hips to the origin and trunk to length 1 by a reference frame early in the video; Gaussian filter of standard
deviation 1; differences of consecutive frames) and 4.2 (Conv1D 32, 64, 64 with kernels 5, 3, 3; BiLSTM with 64 outputs; dense
32; softmax; dropout 0.3). The ten joints are those of figure 3: neck, shoulders, hips and their middle, knees, ankles.
"""

from __future__ import annotations

import numpy as np
import torch
from numpy.typing import NDArray
from scipy.ndimage import gaussian_filter1d
from torch import Tensor, nn

from mirror.pose import skeleton as s
from models.architectures.stacked_lstm import Lstm

INPUTS = 20
DROPOUT = 0.3
_SIGMA = 1.0
_PAIRS = (
    (s.LEFT_SHOULDER, s.RIGHT_SHOULDER),  # neck
    (s.LEFT_SHOULDER, s.LEFT_SHOULDER),
    (s.RIGHT_SHOULDER, s.RIGHT_SHOULDER),
    (s.LEFT_HIP, s.RIGHT_HIP),  # mid hip
    (s.LEFT_HIP, s.LEFT_HIP),
    (s.RIGHT_HIP, s.RIGHT_HIP),
    (s.LEFT_KNEE, s.LEFT_KNEE),
    (s.RIGHT_KNEE, s.RIGHT_KNEE),
    (s.LEFT_ANKLE, s.LEFT_ANKLE),
    (s.RIGHT_ANKLE, s.RIGHT_ANKLE),
)
_NECK, _HIP = 0, 3


def differences(points: NDArray[np.float32]) -> NDArray[np.float32]:
    """(B, T, 33, 2 or more) x and y in a picture, NaN missing -> (B, T - 1, 20) changes of the ten joints, in trunks of the
    first frame in which neck and hips are there; 0 where a joint is missing in either frame or nothing is there at all."""
    joints = 0.5 * (points[..., [a for a, _ in _PAIRS], :2] + points[..., [b for _, b in _PAIRS], :2])
    there = ~np.isnan(joints[:, :, [_NECK, _HIP]]).any(axis=(2, 3))
    first = there.argmax(axis=1)
    reference = joints[np.arange(len(joints)), first]
    trunk = np.linalg.norm(reference[:, _NECK] - reference[:, _HIP], axis=-1)
    scale = np.where(np.isfinite(trunk) & (trunk > 1e-3), trunk, np.inf)[:, None, None, None]
    placed = (joints - np.nan_to_num(reference[:, None, [_HIP]])) / scale
    seen = ~np.isnan(placed)
    # A filter over what is there: missing frames weigh nothing.
    weight = gaussian_filter1d(seen.astype(np.float32), _SIGMA, axis=1, mode="nearest")
    smooth = gaussian_filter1d(np.nan_to_num(placed), _SIGMA, axis=1, mode="nearest") / np.maximum(weight, 1e-3)
    change = np.diff(smooth, axis=1) * (seen[:, 1:] & seen[:, :-1])
    return change.reshape(len(points), points.shape[1] - 1, -1).astype(np.float32)


class ConvBiLstm(nn.Module):
    """(B, T, inputs) -> (B, classes) logits."""

    def __init__(
        self,
        classes: int,
        inputs: int = INPUTS,
        filters: tuple[int, int, int] = (32, 64, 64),
        units: int = 32,
        dropout: float = DROPOUT,
    ) -> None:
        """`units`: of each direction of the LSTM; both together give the published 64 outputs."""
        super().__init__()
        widths = (inputs, *filters)
        self.convs = nn.ModuleList(
            nn.Conv1d(widths[i], widths[i + 1], kernel, padding="same") for i, kernel in enumerate((5, 3, 3))
        )
        self.ahead, self.back = Lstm(filters[-1], units), Lstm(filters[-1], units)
        self.dense = nn.Linear(2 * units, 32)
        self.drop = nn.Dropout(dropout)
        self.out = nn.Linear(32, classes)

    def forward(self, x: Tensor) -> Tensor:
        h = torch.nan_to_num(x).transpose(1, 2)
        for conv in self.convs:
            h = torch.relu(conv(h))
        h = self.drop(h.transpose(1, 2))
        there = torch.ones(h.shape[:2], dtype=torch.bool)
        both = torch.cat([self.ahead(h, there)[:, -1], self.back(h, there, backward=True)[:, 0]], dim=1)
        logits: Tensor = self.out(self.drop(torch.relu(self.dense(self.drop(both)))))
        return logits
