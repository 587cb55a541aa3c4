"""A strided causal temporal convolution network: 16 Hz in, 4 Hz out, nothing of the future.

Source: the dilated causal residual blocks of Bai, Kolter and Koltun, "An Empirical Evaluation of Generic Convolutional and
Recurrent Networks for Sequence Modeling" (2018), section 3, with two stride-2 stages in front so that four poses make one
output. Every convolution is padded on the left only; in a stream the padding is what came before, kept as explicit state
(models/export writes that graph), so streaming and offline are the same sums.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import NamedTuple

import torch
from torch import Tensor, nn

RATE_HZ = 16.0
FINE_SCALE = 16.0
"""Factor on the cosines of the metric head, so that a softmax over them can become sure."""


@dataclass(frozen=True)
class Shape:
    """Sizes of the network.

    Attributes:
        inputs, classes, mistakes: widths of the input, of the exercise logits, of the mistake logits.
        fines: of the metric head's classifier, used in training only.
        fast, middle, slow: channels at 16, 8 and 4 Hz. hidden: width of what the logits are read from.
        embedding: width of the unit vector that prototypes live in.
        dilations: of the residual blocks at 4 Hz.
    """

    inputs: int
    classes: int
    mistakes: int = 1
    fines: int = 1
    fast: int = 64
    middle: int = 80
    slow: int = 112
    hidden: int = 64
    embedding: int = 64
    dilations: tuple[int, ...] = (1, 2, 4, 8)
    dropout: float = 0.15

    def as_dict(self) -> dict[str, object]:
        return asdict(self)


class Outputs(NamedTuple):
    """What the network says 4 times a second; (B, T/4, ...) tensors.

    Attributes:
        logits: (..., classes) of the exercise. embedding: (..., embedding) unit length.
        phase: (..., 1) logit of the second half of a repetition against the first.
        mistakes: (..., mistakes) a logit each, meaningful for the exercise that is being done.
        fine: (..., fines) the metric head's logits, for training.
    """

    logits: Tensor
    embedding: Tensor
    phase: Tensor
    mistakes: Tensor
    fine: Tensor


class CausalConv(nn.Module):
    """Convolution with batch norm, padded on the left: output i sees inputs up to (i + 1) * stride - 1."""

    def __init__(self, inputs: int, outputs: int, kernel: int, stride: int = 1, dilation: int = 1) -> None:
        super().__init__()
        self.left = (kernel - 1) * dilation + 1 - stride
        self.conv = nn.Conv1d(inputs, outputs, kernel, stride=stride, dilation=dilation, bias=False)
        self.norm = nn.BatchNorm1d(outputs)

    def forward(self, x: Tensor) -> Tensor:
        return self.norm(self.conv(nn.functional.pad(x, (self.left, 0))))

    def folded(self) -> tuple[Tensor, Tensor]:
        """(weight, bias) with the batch norm's running statistics in them."""
        assert self.norm.running_var is not None
        assert self.norm.running_mean is not None
        scale = self.norm.weight / torch.sqrt(self.norm.running_var + self.norm.eps)
        return self.conv.weight * scale[:, None, None], self.norm.bias - self.norm.running_mean * scale


class Block(nn.Module):
    """x + pointwise(relu(dilated(x))), then relu."""

    def __init__(self, channels: int, kernel: int, dilation: int, dropout: float) -> None:
        super().__init__()
        self.dilated = CausalConv(channels, channels, kernel, dilation=dilation)
        self.pointwise = CausalConv(channels, channels, 1)
        self.drop = nn.Dropout1d(dropout)

    def forward(self, x: Tensor) -> Tensor:
        return torch.relu(x + self.drop(self.pointwise(torch.relu(self.dilated(x)))))


class StreamingNet(nn.Module):
    """(B, T, inputs), T a multiple of 4 -> Outputs.

    The metric head is a cosine classifier (Wang et al., "NormFace", 2017, section 3): the embedding has unit length, so that the
    likeness of two movements is an inner product.
    """

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.shape = shape
        self.stem = CausalConv(shape.inputs, shape.fast, 1)
        self.fast = Block(shape.fast, 5, 1, 0.0)
        self.down1 = CausalConv(shape.fast, shape.middle, 4, stride=2)
        self.middle = Block(shape.middle, 3, 1, 0.0)
        self.down2 = CausalConv(shape.middle, shape.slow, 4, stride=2)
        self.slow = nn.ModuleList(Block(shape.slow, 3, d, shape.dropout) for d in shape.dilations)
        self.hidden = nn.Conv1d(shape.slow, shape.hidden, 1)
        self.drop = nn.Dropout(shape.dropout)
        self.classify = nn.Conv1d(shape.hidden, shape.classes, 1)
        self.embed = nn.Conv1d(shape.slow, shape.embedding, 1)
        self.phase = nn.Conv1d(shape.slow, 1, 1)
        self.mistakes = nn.Conv1d(shape.slow, shape.mistakes, 1)
        self.fine = nn.Parameter(torch.randn(shape.fines, shape.embedding))

    def body(self, x: Tensor) -> Tensor:
        """(B, T, inputs) -> (B, slow, T/4), what all heads read."""
        h = torch.relu(self.stem(x.transpose(1, 2)))
        h = self.fast(h)
        h = self.middle(torch.relu(self.down1(h)))
        h = torch.relu(self.down2(h))
        for block in self.slow:
            h = block(h)
        return h

    def forward(self, x: Tensor) -> Outputs:
        h = self.body(x)
        logits = self.classify(self.drop(torch.tanh(self.hidden(h))))
        embedding = nn.functional.normalize(self.embed(h), dim=1).transpose(1, 2)
        fine = FINE_SCALE * embedding @ nn.functional.normalize(self.fine, dim=1).T
        return Outputs(logits.transpose(1, 2), embedding, self.phase(h).transpose(1, 2), self.mistakes(h).transpose(1, 2), fine)

    def stages(self) -> Sequence[tuple[str, CausalConv | nn.Conv1d, float]]:
        """(name, layer, how often a second it runs), in the order of the data."""
        out: list[tuple[str, CausalConv | nn.Conv1d, float]] = [("stem", self.stem, 16.0)]
        out += [("fast.dilated", self.fast.dilated, 16.0), ("fast.pointwise", self.fast.pointwise, 16.0)]
        out += [("down1", self.down1, 8.0), ("middle.dilated", self.middle.dilated, 8.0)]
        out += [("middle.pointwise", self.middle.pointwise, 8.0), ("down2", self.down2, 4.0)]
        for i, block in enumerate(self.slow):
            assert isinstance(block, Block)
            out += [(f"slow{i}.dilated", block.dilated, 4.0), (f"slow{i}.pointwise", block.pointwise, 4.0)]
        heads = (("hidden", self.hidden), ("classify", self.classify), ("embed", self.embed))
        out += [(name, layer, 4.0) for name, layer in (*heads, ("phase", self.phase), ("mistakes", self.mistakes))]
        return out

    def receptive_field_s(self) -> float:
        """Seconds of the past that can reach one output."""
        points = 1 + 2 * sum(self.shape.dilations)  # at 4 Hz
        points = points * 2 + 2  # at 8 Hz, down2 has kernel 4
        points += 2
        points = points * 2 + 2 + 4
        return points / RATE_HZ

    def macs_per_second(self) -> float:
        """Multiplications a second when the stream runs."""
        return sum(
            (layer.conv if isinstance(layer, CausalConv) else layer).weight.numel() * rate for _, layer, rate in self.stages()
        )
