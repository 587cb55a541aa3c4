"""Spatial temporal graph convolutions over the 33 landmarks.

Source: Yan, Xiong and Lin, "Spatial Temporal Graph Convolutional Networks for Skeleton-Based Action Recognition" (AAAI 2018,
arXiv 1801.07455), section 3.6: batch norm on the input, nine units (64, 64, 64, 128, 128, 128, 256, 256, 256 channels) with
residual connections and temporal kernels of 9, the fourth and the seventh with stride 2 in time, mean over joints and time,
softmax; learnable edge importance in every unit (section 3.4). As seed 004 used it: 33 landmarks with x, y and confidence, 90
poses at 16 Hz, spatial partitions, no dropout (its section 3.1.2).
"""

from __future__ import annotations

import torch
from torch import Tensor, nn

from models.architectures.graph import spatial_partitions

CHANNELS = (64, 64, 64, 128, 128, 128, 256, 256, 256)
STRIDES = (1, 1, 1, 2, 1, 1, 2, 1, 1)
_KERNEL = 9


class Unit(nn.Module):
    """Graph convolution over the partitions, temporal convolution, residual: (B, C, T, V) -> (B, C', T / stride, V)."""

    partitions: Tensor

    def __init__(self, inputs: int, outputs: int, stride: int, residual: bool) -> None:
        super().__init__()
        table = torch.from_numpy(spatial_partitions())
        self.register_buffer("partitions", table)
        self.importance = nn.Parameter(torch.ones_like(table))
        self.spread = nn.Conv2d(inputs, len(table) * outputs, 1)
        self.temporal = nn.Sequential(
            nn.BatchNorm2d(outputs),
            nn.ReLU(),
            nn.Conv2d(outputs, outputs, (_KERNEL, 1), (stride, 1), ((_KERNEL - 1) // 2, 0)),
            nn.BatchNorm2d(outputs),
        )
        self.residual = residual
        self.match = (
            None
            if inputs == outputs and stride == 1
            else nn.Sequential(nn.Conv2d(inputs, outputs, 1, (stride, 1)), nn.BatchNorm2d(outputs))
        )

    def forward(self, x: Tensor) -> Tensor:
        batch, _, frames, joints = x.shape
        parts = self.spread(x).view(batch, len(self.partitions), -1, frames, joints)
        weight = self.partitions * self.importance
        h = sum(parts[:, k] @ weight[k] for k in range(len(weight)))
        h = self.temporal(h)
        if self.residual:
            h = h + (x if self.match is None else self.match(x))
        return torch.relu(h)


class StGcn(nn.Module):
    """(B, T, 33, channels) -> (B, classes) logits; what is missing (NaN) is 0, as in the original.

    `width` scales the published channels (1: as published); the figures of a narrower network say so.
    """

    def __init__(self, classes: int, channels: int = 3, width: float = 1.0) -> None:
        super().__init__()
        widths = [max(4, round(c * width)) for c in CHANNELS]
        self.norm = nn.BatchNorm1d(channels * 33)
        ins = [channels, *widths[:-1]]
        self.units = nn.ModuleList(
            Unit(i, o, stride, residual=k > 0) for k, (i, o, stride) in enumerate(zip(ins, widths, STRIDES, strict=True))
        )
        self.classify = nn.Linear(widths[-1], classes)

    def forward(self, x: Tensor) -> Tensor:
        batch, frames, joints, channels = x.shape
        flat = torch.nan_to_num(x).reshape(batch, frames, joints * channels).transpose(1, 2)
        h = self.norm(flat).view(batch, joints, channels, frames).permute(0, 2, 3, 1)
        for unit in self.units:
            h = unit(h)
        logits: Tensor = self.classify(h.mean(dim=(2, 3)))
        return logits
