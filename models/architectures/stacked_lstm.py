"""Two stacked LSTMs over flattened landmarks, with frames that hold nothing masked out.

Source: Moran et al., "Muscle Vision: Real Time Keypoint Based Pose Classification of Physical Exercises" (MICS 2022), section
3.2 and figure 1: 33 landmarks x (x, y, z, visibility) = 132 inputs, masking, LSTM 64, LSTM 64, dense; 83,716 parameters with
four classes; recurrent dropout 0.3 (section 3.2.1).
"""

from __future__ import annotations

import torch
from torch import Tensor, nn

INPUTS = 33 * 4
UNITS = 64
RECURRENT_DROPOUT = 0.3


class Lstm(nn.Module):
    """An LSTM layer with one bias a gate, as Keras has it (torch's own has two), masked steps that change nothing, and dropout
    on the recurrent state that is the same at every step.

    Source: Hochreiter and Schmidhuber (1997); Gal and Ghahramani, "A Theoretically Grounded Application of Dropout in Recurrent
    Neural Networks" (2016), section 4.
    """

    def __init__(self, inputs: int, units: int, recurrent_dropout: float = 0.0) -> None:
        super().__init__()
        self.units = units
        self.inward = nn.Linear(inputs, 4 * units)
        self.recurrent = nn.Linear(units, 4 * units, bias=False)
        self.drop = recurrent_dropout
        nn.init.xavier_uniform_(self.inward.weight)
        nn.init.orthogonal_(self.recurrent.weight)
        nn.init.zeros_(self.inward.bias)
        with torch.no_grad():
            self.inward.bias[units : 2 * units] = 1.0  # the forget gate starts open

    def forward(self, x: Tensor, there: Tensor, backward: bool = False) -> Tensor:
        """(B, T, inputs) and (B, T) bool -> (B, T, units), the state after each step; `backward`: in reversed time."""
        gates = self.inward(x)
        weight = self.recurrent.weight.t()
        hidden = x.new_zeros(len(x), self.units)
        cell = hidden
        keep = None
        if self.training and self.drop:
            keep = torch.bernoulli(torch.full_like(hidden, 1.0 - self.drop)) / (1.0 - self.drop)
        # Where nobody is masked anywhere, the mask costs nothing.
        masked = not bool(there.all())
        out: list[Tensor] = []
        steps = range(x.shape[1] - 1, -1, -1) if backward else range(x.shape[1])
        for t in steps:
            seen = hidden if keep is None else hidden * keep
            i, f, g, o = (gates[:, t] + seen @ weight).chunk(4, dim=1)
            new_cell = torch.sigmoid(f) * cell + torch.sigmoid(i) * torch.tanh(g)
            new_hidden = torch.sigmoid(o) * torch.tanh(new_cell)
            if masked:
                now = there[:, t, None]
                new_cell, new_hidden = torch.where(now, new_cell, cell), torch.where(now, new_hidden, hidden)
            cell, hidden = new_cell, new_hidden
            out.append(hidden)
        return torch.stack(out[::-1] if backward else out, dim=1)


class StackedLstm(nn.Module):
    """(B, T, inputs) -> (B, classes) logits. A number that is missing (NaN) is 0; a frame of nothing but zeros is masked."""

    def __init__(
        self, classes: int, inputs: int = INPUTS, units: int = UNITS, recurrent_dropout: float = RECURRENT_DROPOUT
    ) -> None:
        super().__init__()
        self.first = Lstm(inputs, units, recurrent_dropout)
        self.second = Lstm(units, units, recurrent_dropout)
        self.dense = nn.Linear(units, classes)

    def forward(self, x: Tensor) -> Tensor:
        x = torch.nan_to_num(x.flatten(2))
        there = (x != 0).any(dim=2)
        logits: Tensor = self.dense(self.second(self.first(x, there), there)[:, -1])
        return logits
