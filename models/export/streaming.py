"""Writes the streaming network as ONNX whose state goes in and comes out, node by node.

Not traced: the graph is small, and written by hand it holds exactly the folded convolutions, a Concat with the state in front
of each and a Slice of the new state behind, so that any number of calls of 4n poses gives what one call gives.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper
from torch import nn

from models.architectures.streaming import Block, CausalConv, StreamingNet

OPSET = 17


class _Graph:
    def __init__(self) -> None:
        self.nodes: list[onnx.NodeProto] = []
        self.weights: list[onnx.TensorProto] = []
        self.inputs: list[onnx.ValueInfoProto] = []
        self.outputs: list[onnx.ValueInfoProto] = []
        self._count = 0

    def weight(self, name: str, values: NDArray[np.generic]) -> str:
        self.weights.append(numpy_helper.from_array(np.ascontiguousarray(values), name))
        return name

    def add(self, op: str, inputs: list[str], output: str | None = None, **attributes: object) -> str:
        self._count += 1
        out = output or f"t{self._count}"
        self.nodes.append(helper.make_node(op, inputs, [out], **attributes))
        return out

    def causal(self, name: str, layer: CausalConv, x: str) -> str:
        kernel, bias = (t.detach().numpy().astype(np.float32) for t in layer.folded())
        if layer.left:
            index = len(self.inputs) - 1
            shape = [1, layer.conv.in_channels, layer.left]
            before, after = f"state_{index}", f"new_state_{index}"
            self.inputs.append(helper.make_tensor_value_info(before, TensorProto.FLOAT, shape))
            self.outputs.append(helper.make_tensor_value_info(after, TensorProto.FLOAT, shape))
            x = self.add("Concat", [before, x], axis=2)
            starts = self.weight(f"{name}.from", np.array([-layer.left], np.int64))
            self.add("Slice", [x, starts, "far", "time"], after)
        return self.add(
            "Conv",
            [x, self.weight(f"{name}.w", kernel), self.weight(f"{name}.b", bias)],
            kernel_shape=list(layer.conv.kernel_size),
            strides=list(layer.conv.stride),
            dilations=list(layer.conv.dilation),
        )

    def pointwise(self, name: str, layer: nn.Conv1d, x: str) -> str:
        assert layer.bias is not None
        kernel, bias = layer.weight.detach().numpy(), layer.bias.detach().numpy()
        return self.add("Conv", [x, self.weight(f"{name}.w", kernel), self.weight(f"{name}.b", bias)], kernel_shape=[1])

    def block(self, name: str, block: Block, x: str) -> str:
        h = self.add("Relu", [self.causal(f"{name}.dilated", block.dilated, x)])
        h = self.causal(f"{name}.pointwise", block.pointwise, h)
        return self.add("Relu", [self.add("Add", [x, h])])


def write(net: StreamingNet, path: Path, metadata: dict[str, str]) -> None:
    """The network (in eval mode) to `path`.

    Inputs: `x` (1, 4n, inputs) and state_0.. (zeros at the start); outputs: `logits` (1, n, classes), `embedding`
    (1, n, embedding) unit length, `phase` (1, n, 1) and `mistakes` (1, n, mistakes) 0..1, new_state_0..
    """
    net.eval()
    shape = net.shape
    g = _Graph()
    g.inputs.append(helper.make_tensor_value_info("x", TensorProto.FLOAT, [1, "time", shape.inputs]))
    g.weight("far", np.array([np.iinfo(np.int64).max], np.int64))
    g.weight("time", np.array([2], np.int64))
    h = g.add("Transpose", ["x"], perm=[0, 2, 1])
    h = g.add("Relu", [g.causal("stem", net.stem, h)])
    h = g.block("fast", net.fast, h)
    h = g.add("Relu", [g.causal("down1", net.down1, h)])
    h = g.block("middle", net.middle, h)
    h = g.add("Relu", [g.causal("down2", net.down2, h)])
    for i, block in enumerate(net.slow):
        assert isinstance(block, Block)
        h = g.block(f"slow{i}", block, h)
    hidden = g.add("Tanh", [g.pointwise("hidden", net.hidden, h)])
    direction = g.pointwise("embed", net.embed, h)
    length = g.add("ReduceL2", [direction], axes=[1], keepdims=1)
    unit = g.add("Div", [direction, g.add("Max", [length, g.weight("tiny", np.array(1e-12, np.float32))])])
    for name, value in (
        ("logits", g.pointwise("classify", net.classify, hidden)),
        ("embedding", unit),
        ("phase", g.add("Sigmoid", [g.pointwise("phase", net.phase, h)])),
        ("mistakes", g.add("Sigmoid", [g.pointwise("mistakes", net.mistakes, h)])),
    ):
        g.add("Transpose", [value], name, perm=[0, 2, 1])
    widths = {"logits": shape.classes, "embedding": shape.embedding, "phase": 1, "mistakes": shape.mistakes}
    g.outputs[:0] = [helper.make_tensor_value_info(n, TensorProto.FLOAT, [1, "outputs", width]) for n, width in widths.items()]
    graph = helper.make_graph(g.nodes, "streaming", g.inputs, g.outputs, g.weights)
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", OPSET)], producer_name="training-mirror")
    model.ir_version = 9
    helper.set_model_props(model, metadata)
    onnx.checker.check_model(model, full_check=True)
    path.parent.mkdir(parents=True, exist_ok=True)
    onnx.save(model, str(path))
