"""TFLite networks to ONNX, operator by operator: only the ten that BlazePose uses; anything else is an error.

The graph is laid out NCHW inside, which is what onnxruntime, its CUDA provider and TensorRT want, with one Transpose at the
input. Outputs that nobody asked for, and what leads only to them, are not written.

The sources hold float16 weights behind DEQUANTIZE, the detector's also sparse behind DENSIFY. They are stored as the same
float16 bits, each followed by a Cast to float32: the files stay small, arithmetic is float32, and onnxruntime folds the casts.

Needs onnx and ai-edge-litert (for the TFLite schema).
"""

from __future__ import annotations

import collections
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
from ai_edge_litert import schema_py_generated as tfl
from numpy.typing import NDArray
from onnx import NodeProto, TensorProto, helper, numpy_helper

Array = NDArray[Any]


@dataclass(frozen=True)
class Port:
    """An input or output: its name in the TFLite file, its name and shape in the ONNX file, and what it holds."""

    tensor: str
    name: str
    shape: tuple[int, ...]
    doc: str


OP_NAMES = {v: k for k, v in vars(tfl.BuiltinOperator).items() if not k.startswith("_")}
DTYPES = {
    tfl.TensorType.FLOAT32: np.float32,
    tfl.TensorType.FLOAT16: np.float16,
    tfl.TensorType.INT32: np.int32,
    tfl.TensorType.INT8: np.int8,
}


def expand_sparse(values: Array, shape: tuple[int, ...], sparsity: Any) -> Array:
    """Dense array from TFLite's sparse form.

    A sparse tensor of rank n is walked in `traversalOrder` over n outer
    dimensions followed by one inner dimension per entry of `blockMap` (which
    names the dimension that is cut in blocks).  Each level is either dense or
    compressed (segments + indices, as in CSR).
    """
    rank = len(shape)
    order = [int(d) for d in sparsity.traversalOrder]
    block_map = [] if sparsity.blockMap is None else [int(d) for d in sparsity.blockMap]
    levels = sparsity.dimMetadata
    block = [1] * rank
    for k, dim in enumerate(block_map):
        block[dim] = levels[order.index(rank + k)].denseSize

    # Walk level by level: `coords` holds one row of outer/inner indices per
    # position reached so far.
    coords = np.zeros((1, len(order)), np.int64)
    for level, meta in enumerate(levels):
        n = len(coords)
        if meta.format == tfl.DimensionType.DENSE:
            size = meta.denseSize
            coords = np.repeat(coords, size, axis=0)
            coords[:, level] = np.tile(np.arange(size), n)
        else:
            segments = np.asarray(meta.arraySegments.values, np.int64)
            indices = np.asarray(meta.arrayIndices.values, np.int64)
            coords = np.repeat(coords, np.diff(segments[: n + 1]), axis=0)
            coords[:, level] = indices[: len(coords)]
    if len(coords) != len(values):
        raise ValueError(f"sparse tensor: {len(coords)} positions, {len(values)} values")

    where = np.zeros((len(coords), rank), np.int64)
    for level, dim in enumerate(order):
        if dim < rank:
            where[:, dim] += coords[:, level] * block[dim]
        else:
            where[:, block_map[dim - rank]] += coords[:, level]
    dense = np.zeros(shape, values.dtype)
    dense[tuple(where.T)] = values
    return dense


class TFLiteGraph:
    """The first subgraph of a TFLite file: operators, shapes and constants."""

    def __init__(self, data: bytes) -> None:
        self.model = tfl.ModelT.InitFromPackedBuf(data, 0)
        self.graph = self.model.subgraphs[0]
        self.index = {t.name.decode(): i for i, t in enumerate(self.graph.tensors)}
        self.producer: dict[int, Any] = {int(o): op for op in self.graph.operators for o in op.outputs}

    def op_name(self, op: Any) -> str:
        code = self.model.operatorCodes[op.opcodeIndex]
        return OP_NAMES[max(code.builtinCode, code.deprecatedBuiltinCode)]

    def shape(self, i: int) -> tuple[int, ...]:
        shape = self.graph.tensors[i].shape
        return tuple(int(d) for d in shape) if shape is not None else ()

    def constant(self, i: int) -> Array | None:
        """Value of a constant tensor (through DENSIFY/DEQUANTIZE), or None.

        The value keeps the type it is stored in, so float16 stays float16.
        """
        while i in self.producer and self.op_name(self.producer[i]) in ("DENSIFY", "DEQUANTIZE"):
            i = int(self.producer[i].inputs[0])
        tensor = self.graph.tensors[i]
        raw = self.model.buffers[tensor.buffer].data
        if i in self.producer or raw is None or len(raw) == 0:
            return None
        values = np.frombuffer(bytes(bytearray(raw)), DTYPES[tensor.type])
        if tensor.sparsity is not None:
            return expand_sparse(values, self.shape(i), tensor.sparsity)
        return values.reshape(self.shape(i))

    def weights(self, i: int) -> Array:
        """`constant`, where there must be one."""
        values = self.constant(i)
        if values is None:
            raise NotImplementedError(f"tensor {i} is computed, not constant")
        return values

    def readers(self, i: int) -> list[Any]:
        return [op for op in self.graph.operators if i in op.inputs]

    def needed_operators(self, outputs: Iterable[int]) -> list[Any]:
        """Operators that `outputs` depend on, in file order."""
        wanted: set[int] = set()
        stack = list(outputs)
        while stack:
            op = self.producer.get(stack.pop())
            if op is not None and id(op) not in wanted:
                wanted.add(id(op))
                stack += [int(i) for i in op.inputs if i >= 0]
        return [op for op in self.graph.operators if id(op) in wanted]


def same_padding(size: int, kernel: int, stride: int, dilation: int = 1) -> tuple[int, int]:
    """TensorFlow 'SAME' padding (before, after): the odd pixel goes after."""
    span = (kernel - 1) * dilation + 1
    total = max((-(-size // stride) - 1) * stride + span - size, 0)
    return total // 2, total - total // 2


class Translator:
    """Translates the needed part of a TFLite graph.

    4-D tensors are NCHW in the ONNX graph (NHWC in TFLite); tensors of any
    other rank keep TFLite's layout.
    """

    def __init__(self, source: TFLiteGraph) -> None:
        self.src = source
        self.nodes: list[NodeProto] = []
        self.initialisers: list[TensorProto] = []
        self.names: dict[Any, str] = {}  # TFLite tensor index -> ONNX name
        self.padding: dict[int, list[int]] = {}  # TFLite tensor index -> padding left to the convolution that reads it
        self.counts: collections.Counter[str] = collections.Counter()
        self.lossy = 0  # weights that float16 could not hold exactly

    def fresh(self, stem: str) -> str:
        self.counts[stem] += 1
        return f"{stem}_{self.counts[stem]}"

    def emit(self, op_type: str, inputs: list[str], stem: str | None = None, **attributes: Any) -> str:
        name = self.fresh(stem or op_type.lower())
        self.nodes.append(helper.make_node(op_type, inputs, [name], name=name, **attributes))
        return name

    def integers(self, values: Iterable[int], stem: str) -> str:
        name = self.fresh(stem)
        self.initialisers.append(numpy_helper.from_array(np.asarray(list(values), np.int64), name))
        return name

    def weight(self, array: Array, stem: str) -> str:
        """Store a weight; returns the name of its float32 value."""
        name = self.fresh(stem)
        half = array.astype(np.float16)
        self.lossy += int(np.sum(half.astype(np.float32) != array.astype(np.float32)))
        self.initialisers.append(numpy_helper.from_array(np.ascontiguousarray(half), name + "_f16"))
        self.nodes.append(helper.make_node("Cast", [name + "_f16"], [name], name=name + "_cast", to=TensorProto.FLOAT))
        return name

    def activation(self, name: str, code: int) -> str:
        kinds = tfl.ActivationFunctionType
        if code == kinds.NONE:
            return name
        if code == kinds.RELU:
            return self.emit("Relu", [name])
        if code == kinds.RELU6:
            if "relu6_lo" not in self.names:
                for key, value in (("relu6_lo", 0.0), ("relu6_hi", 6.0)):
                    self.initialisers.append(numpy_helper.from_array(np.float32(value), key))
                    self.names[key] = key
            return self.emit("Clip", [name, "relu6_lo", "relu6_hi"], stem="relu6")
        raise NotImplementedError(f"activation {code}")

    # One method per TFLite operator. `i`, `o`: input and output tensor indices.

    def pads(self, options: Any, i: int, kernel: tuple[int, ...]) -> list[int]:
        _, height, width, _ = self.src.shape(i)
        if options.padding == tfl.Padding.VALID:
            return self.padding.get(i, [0, 0, 0, 0])
        dil = getattr(options, "dilationHFactor", 1) or 1, getattr(options, "dilationWFactor", 1) or 1
        top, bottom = same_padding(height, kernel[0], options.strideH, dil[0])
        left, right = same_padding(width, kernel[1], options.strideW, dil[1])
        return [top, left, bottom, right]

    def conv(self, op: Any, depthwise: bool) -> str:
        i, opt = int(op.inputs[0]), op.builtinOptions
        w = self.src.weights(int(op.inputs[1]))
        channels = self.src.shape(i)[3]
        if depthwise:  # (1, h, w, c*m) -> (c*m, 1, h, w)
            w, group = w.transpose(3, 0, 1, 2), channels
        else:  # (o, h, w, c) -> (o, c, h, w)
            w, group = w.transpose(0, 3, 1, 2), 1
            if w.shape[1] != channels:
                raise NotImplementedError("grouped CONV_2D")
        stem = "dwconv" if depthwise else "conv"
        inputs = [self.names[i], self.weight(w, stem + "_w")]
        if len(op.inputs) > 2 and op.inputs[2] >= 0:
            inputs.append(self.weight(self.src.weights(int(op.inputs[2])), stem + "_b"))
        out = self.emit(
            "Conv",
            inputs,
            stem=stem,
            kernel_shape=list(w.shape[2:]),
            group=group,
            strides=[opt.strideH, opt.strideW],
            dilations=[opt.dilationHFactor or 1, opt.dilationWFactor or 1],
            pads=self.pads(opt, i, w.shape[2:]),
        )
        return self.activation(out, opt.fusedActivationFunction)

    def conv_2d(self, op: Any) -> str:
        return self.conv(op, depthwise=False)

    def depthwise_conv_2d(self, op: Any) -> str:
        return self.conv(op, depthwise=True)

    def max_pool_2d(self, op: Any) -> str:
        i, opt = int(op.inputs[0]), op.builtinOptions
        kernel = [opt.filterHeight, opt.filterWidth]
        out = self.emit(
            "MaxPool", [self.names[i]], kernel_shape=kernel, strides=[opt.strideH, opt.strideW], pads=self.pads(opt, i, kernel)
        )
        return self.activation(out, opt.fusedActivationFunction)

    def add(self, op: Any) -> str:
        a, b = (int(x) for x in op.inputs)
        if self.src.shape(a) != self.src.shape(b):
            raise NotImplementedError("broadcasting ADD")
        out = self.emit("Add", [self.names[a], self.names[b]])
        return self.activation(out, op.builtinOptions.fusedActivationFunction)

    def pad(self, op: Any) -> str:
        i, o = int(op.inputs[0]), int(op.outputs[0])
        n, h, w, c = self.src.weights(int(op.inputs[1])).tolist()  # (before, after) each
        readers = self.src.readers(o)
        if not any(n + c) and all(
            self.src.op_name(r) in ("CONV_2D", "DEPTHWISE_CONV_2D") and r.builtinOptions.padding == tfl.Padding.VALID
            for r in readers
        ):
            self.padding[o] = [h[0], w[0], h[1], w[1]]
            return self.names[i]
        pads = [n[0], c[0], h[0], w[0], n[1], c[1], h[1], w[1]]
        return self.emit("Pad", [self.names[i], self.integers(pads, "pads")], mode="constant")

    def resize_bilinear(self, op: Any) -> str:
        i, o, opt = int(op.inputs[0]), int(op.outputs[0]), op.builtinOptions
        mode = "align_corners" if opt.alignCorners else "half_pixel" if opt.halfPixelCenters else "asymmetric"
        before, after = self.src.shape(i), self.src.shape(o)
        scales = self.fresh("scales")
        self.initialisers.append(
            numpy_helper.from_array(np.array([1, 1, after[1] / before[1], after[2] / before[2]], np.float32), scales)
        )
        return self.emit("Resize", [self.names[i], "", scales], mode="linear", coordinate_transformation_mode=mode)

    def depth_to_space(self, op: Any) -> str:
        return self.emit("DepthToSpace", [self.names[int(op.inputs[0])]], mode="DCR", blocksize=op.builtinOptions.blockSize)

    def concatenation(self, op: Any) -> str:
        rank = len(self.src.shape(int(op.outputs[0])))
        axis = op.builtinOptions.axis % rank
        if rank == 4:
            axis = (0, 2, 3, 1)[axis]
        out = self.emit("Concat", [self.names[int(x)] for x in op.inputs], axis=axis)
        return self.activation(out, op.builtinOptions.fusedActivationFunction)

    def logistic(self, op: Any) -> str:
        return self.emit("Sigmoid", [self.names[int(op.inputs[0])]])

    def reshape(self, op: Any, shape: tuple[int, ...] | None = None) -> str:
        i, o = int(op.inputs[0]), int(op.outputs[0])
        name = self.names[i]
        before = self.src.shape(i)
        if len(before) == 4 and before[1] * before[2] > 1 and before[3] > 1:
            name = self.emit("Transpose", [name], stem="to_nhwc", perm=[0, 2, 3, 1])
        after = shape or self.src.shape(o)
        if len(after) == 4:
            raise NotImplementedError("RESHAPE to 4-D")
        return self.emit("Reshape", [name, self.integers(after, "shape")])

    def run(self, port_in: Port, ports_out: Iterable[Port]) -> None:
        """Translate what the outputs depend on. Raises NotImplementedError for what the four networks do not use."""
        src = self.src
        self.names[src.index[port_in.tensor]] = self.emit("Transpose", [port_in.name], stem="to_nchw", perm=[0, 3, 1, 2])
        ports = {src.index[p.tensor]: p for p in ports_out}
        for op in src.needed_operators(ports):
            kind, out = src.op_name(op), int(op.outputs[0])
            if kind in ("DENSIFY", "DEQUANTIZE"):
                continue  # folded into constant()
            port = ports.get(out)
            if kind == "RESHAPE":  # outputs get their own, clearer shape
                self.names[out] = self.reshape(op, port and port.shape)
            else:
                self.names[out] = getattr(self, kind.lower())(op)
        # Give the graph outputs their public names.
        public = {self.names[t]: p.name for t, p in ports.items()}
        for node in self.nodes:
            node.input[:] = [public.get(n, n) for n in node.input]
            node.output[:] = [public.get(n, n) for n in node.output]
