"""Multi-scale graph convolutions in space, and in windows of space and time at once.

Source: Liu et al., "Disentangling and Unifying Graph Convolutions for Skeleton-Based Action Recognition" (CVPR 2020, arXiv
2003.14111). Section 3.2: scales that hold only the landmarks exactly k edges away, with a learnable residual mask each. Section
3.3: the same over windows of 3 and 5 frames (G3D). Section 4 and figure 3: three blocks of 96, 192, 384 channels, the second
and the third with stride 2, each the sum of a factorised pathway (multi-scale graph convolution, two multi-scale temporal
convolutions) and of the G3D pathways, then one more temporal convolution; mean, linear. A temporal convolution has six branches:
kernel 3 with dilations 1 to 4, a max pool and a pointwise one, and a residual connection. Eight scales in both kinds, as for
Kinetics. As seed 004 used it: 33 landmarks with x, y and confidence, 90 poses at 16 Hz.
"""

from __future__ import annotations

import numpy as np
import torch
from torch import Tensor, nn

from models.architectures.graph import at_distance

CHANNELS = (96, 192, 384)
STRIDES = (1, 2, 2)
SCALES = 8
WINDOWS = (3, 5)
_DILATIONS = (1, 2, 3, 4)
_BRANCHES = len(_DILATIONS) + 2


class Scales(nn.Module):
    """(B, C, T, V w) -> (B, C', T, V w): the means over each scale, joined by one pointwise layer."""

    table: Tensor

    def __init__(self, inputs: int, outputs: int, scales: int, windows: int = 1) -> None:
        super().__init__()
        table = np.stack([at_distance(k, windows) for k in range(scales)])
        self.register_buffer("table", torch.from_numpy(table))
        self.mask = nn.Parameter(torch.empty(table.shape).uniform_(-1e-6, 1e-6))
        self.join = nn.Sequential(nn.Conv2d(scales * inputs, outputs, 1), nn.BatchNorm2d(outputs), nn.ReLU())

    def forward(self, x: Tensor) -> Tensor:
        # One product with all scales side by side: (B, C, T, V) x (V, S V).
        weight = (self.table + self.mask).permute(2, 0, 1).flatten(1)
        batch, channels, frames, points = x.shape
        seen = (x @ weight).view(batch, channels, frames, -1, points)
        told: Tensor = self.join(seen.permute(0, 3, 1, 2, 4).flatten(1, 2))
        return told


class Temporal(nn.Module):
    """Six branches in time and a residual connection: (B, C, T, V) -> (B, C', T / stride, V)."""

    def __init__(self, inputs: int, outputs: int, stride: int = 1, residual: bool = True, relu: bool = True) -> None:
        super().__init__()
        each = outputs // _BRANCHES
        widths = [outputs - each * (_BRANCHES - 1)] + [each] * (_BRANCHES - 1)
        self.branches = nn.ModuleList()
        for width, dilation in zip(widths, _DILATIONS, strict=False):
            self.branches.append(
                nn.Sequential(
                    *_point(inputs, width),
                    nn.Conv2d(width, width, (3, 1), (stride, 1), (dilation, 0), (dilation, 1)),
                    nn.BatchNorm2d(width),
                )
            )
        pool = nn.MaxPool2d((3, 1), (stride, 1), (1, 0))
        self.branches.append(nn.Sequential(*_point(inputs, each), pool, nn.BatchNorm2d(each)))
        self.branches.append(nn.Sequential(nn.Conv2d(inputs, each, 1, (stride, 1)), nn.BatchNorm2d(each)))
        self.match: nn.Module | None = None
        if residual and (inputs != outputs or stride != 1):
            self.match = nn.Sequential(nn.Conv2d(inputs, outputs, 1, (stride, 1)), nn.BatchNorm2d(outputs))
        self.residual, self.relu = residual, relu

    def forward(self, x: Tensor) -> Tensor:
        h = torch.cat([branch(x) for branch in self.branches], dim=1)
        if self.residual:
            h = h + (x if self.match is None else self.match(x))
        return torch.relu(h) if self.relu else h


def _point(inputs: int, outputs: int) -> tuple[nn.Module, ...]:
    return nn.Conv2d(inputs, outputs, 1), nn.BatchNorm2d(outputs), nn.ReLU()


class G3d(nn.Module):
    """Graph convolution over windows of frames: (B, C, T, V) -> (B, C', T / stride, V)."""

    def __init__(self, inputs: int, outputs: int, scales: int, window: int, stride: int, hidden: int) -> None:
        super().__init__()
        self.window, self.stride = window, stride
        self.scales = Scales(inputs, hidden, scales, window)
        self.collapse = nn.Conv3d(hidden, outputs, (1, window, 1))
        self.norm = nn.BatchNorm2d(outputs)

    def forward(self, x: Tensor) -> Tensor:
        batch, channels, _, joints = x.shape
        half = (self.window - 1) // 2
        padded = nn.functional.pad(x, (0, 0, half, half))
        frames = padded.unfold(2, self.window, self.stride).transpose(3, 4)  # (B, C, T', w, V)
        count = frames.shape[2]
        h = self.scales(frames.reshape(batch, channels, count, self.window * joints))
        h = self.collapse(h.view(batch, -1, count, self.window, joints)).squeeze(3)
        out: Tensor = self.norm(h)
        return out


class Block(nn.Module):
    """Both kinds of pathway, summed, and a temporal convolution."""

    def __init__(self, inputs: int, outputs: int, stride: int, scales: int, window_scales: int, first: bool) -> None:
        super().__init__()
        self.factorised = nn.Sequential(
            Scales(inputs, inputs if not first else outputs, scales),
            Temporal(inputs if not first else outputs, outputs, stride),
            Temporal(outputs, outputs, relu=False),
        )
        hidden = outputs if first else inputs
        self.windows = nn.ModuleList(G3d(inputs, outputs, window_scales, w, stride, hidden) for w in WINDOWS)
        self.last = Temporal(outputs, outputs)

    def forward(self, x: Tensor) -> Tensor:
        h = self.factorised(x)
        for window in self.windows:
            h = h + window(x)
        told: Tensor = self.last(torch.relu(h))
        return told


class MsG3d(nn.Module):
    """(B, T, 33, channels) -> (B, classes) logits; what is missing (NaN) is 0.

    `width` scales the published channels and `window_scales` is the number of scales in the windows (8 and 1.0 as published);
    the figures of a smaller network say so.
    """

    def __init__(
        self, classes: int, channels: int = 3, width: float = 1.0, scales: int = SCALES, window_scales: int = SCALES
    ) -> None:
        super().__init__()
        widths = [max(_BRANCHES, round(c * width)) for c in CHANNELS]
        self.norm = nn.BatchNorm1d(channels * 33)
        ins = [channels, *widths[:-1]]
        self.blocks = nn.ModuleList(
            Block(i, o, stride, scales, window_scales, k == 0)
            for k, (i, o, stride) in enumerate(zip(ins, widths, STRIDES, strict=True))
        )
        self.classify = nn.Linear(widths[-1], classes)

    def forward(self, x: Tensor) -> Tensor:
        batch, frames, joints, channels = x.shape
        flat = torch.nan_to_num(x).reshape(batch, frames, joints * channels).transpose(1, 2)
        h = self.norm(flat).view(batch, joints, channels, frames).permute(0, 2, 3, 1)
        for block in self.blocks:
            h = block(h)
        logits: Tensor = self.classify(h.mean(dim=(2, 3)))
        return logits
