"""One Transformer encoder block over a window of flattened 3D joints, all positions read out by one linear layer.

Source: Le Viet et al., "A deep learning framework for gym-gesture recognition using the combination of transformer and 3D pose
estimation" (Cybernetics and Physics, 2024), section 3.2: T = 60 frames of 3N coordinates, sinusoidal positions added to the
coordinates themselves (equations 2, 3), one encoder block after Vaswani et al. (2017) with 4 heads and the norm after the sum
(equations 4-6), a linear layer (equation 7). What it leaves open is taken from Vaswani et al.: a feed-forward part four times
as wide, dropout 0.1. The linear layer reads the whole (T, 3N) output.
"""

from __future__ import annotations

import math

import torch
from torch import Tensor, nn

FRAMES = 60
HEADS = 4
DROPOUT = 0.1


def positions(frames: int, width: int) -> Tensor:
    """(frames, width) sine in the even columns, cosine in the odd ones."""
    at = torch.arange(frames, dtype=torch.float32)[:, None]
    rate = torch.exp(-math.log(10000.0) * torch.arange(0, width, 2, dtype=torch.float32) / width)
    out = torch.zeros(frames, width)
    out[:, 0::2] = torch.sin(at * rate)
    out[:, 1::2] = torch.cos(at * rate)[:, : width // 2]
    return out


class Attention(nn.Module):
    """Scaled dot-product attention in several heads; the width need not be a multiple of them (3N = 99 is not)."""

    def __init__(self, width: int, heads: int, dropout: float) -> None:
        super().__init__()
        self.heads, each = heads, math.ceil(width / heads)
        self.ask = nn.Linear(width, 3 * heads * each)
        self.out = nn.Linear(heads * each, width)
        self.drop = dropout

    def forward(self, x: Tensor) -> Tensor:
        batch, frames, _ = x.shape
        query, key, value = self.ask(x).view(batch, frames, 3, self.heads, -1).permute(2, 0, 3, 1, 4)
        shares = torch.softmax(query @ key.transpose(-1, -2) / math.sqrt(query.shape[-1]), dim=-1)
        seen = nn.functional.dropout(shares, self.drop, self.training) @ value
        told: Tensor = self.out(seen.transpose(1, 2).reshape(batch, frames, -1))
        return told


class TransformerEncoder(nn.Module):
    """(B, frames, inputs) -> (B, classes) logits; a coordinate that is missing (NaN) is 0, the place between the hips."""

    positions: Tensor

    def __init__(
        self, classes: int, inputs: int = 99, frames: int = FRAMES, heads: int = HEADS, dropout: float = DROPOUT
    ) -> None:
        super().__init__()
        self.register_buffer("positions", positions(frames, inputs))
        self.attention = Attention(inputs, heads, dropout)
        self.norm1, self.norm2 = nn.LayerNorm(inputs), nn.LayerNorm(inputs)
        self.forward1, self.forward2 = nn.Linear(inputs, 4 * inputs), nn.Linear(4 * inputs, inputs)
        self.drop = nn.Dropout(dropout)
        self.linear = nn.Linear(frames * inputs, classes)

    def forward(self, x: Tensor) -> Tensor:
        x = torch.nan_to_num(x.flatten(2)) + self.positions
        x = self.norm1(x + self.drop(self.attention(x)))
        x = self.norm2(x + self.drop(self.forward2(torch.relu(self.forward1(x)))))
        logits: Tensor = self.linear(x.flatten(1))
        return logits
