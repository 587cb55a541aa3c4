"""What a step costs, and that the split into calls changes nothing."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import numpy as np
import onnx

from mirror.recognition import features
from mirror.recognition.classifier import STRIDE, Network
from mirror.recognition.grid import RATE_HZ

_WEIGHED = ("Conv", "Gemm", "MatMul", "LSTM", "GRU")


def macs_per_second(path: Path) -> float:
    """Multiply-accumulates a second of the ONNX graph in the stream, from its nodes with weights."""
    model = onnx.load(str(path))
    sizes = {w.name: list(w.dims) for w in model.graph.initializer}
    rate, total = {"x": RATE_HZ}, 0.0
    for node in model.graph.node:
        at = min((rate[i] for i in node.input if i in rate), default=RATE_HZ)
        if node.op_type in _WEIGHED:
            stride = next((a.ints[0] for a in node.attribute if a.name == "strides"), 1)
            at /= stride
            total += at * sum(float(np.prod(sizes[i])) for i in node.input[:3] if len(sizes.get(i, ())) > 1)
        for output in node.output:
            rate[output] = at
    return total


def streaming(path: Path, sequences: int = 100, seed: int = 0) -> dict[str, Any]:
    """The table of `models.evaluate streaming`: random inputs, one call against random splits into calls."""
    network = Network(path)
    rng = np.random.default_rng(seed)
    worst = 0.0
    for _ in range(sequences):
        steps = int(rng.integers(4, 80))
        x = rng.normal(0, 1, (steps * STRIDE, features.WIDTH)).astype(np.float32)
        whole, whole_embedding, _ = network.run(x, network.start())
        state, at = network.start(), 0
        while at < steps:
            n = int(rng.integers(1, min(12, steps - at) + 1))
            part, part_embedding, state = network.run(x[at * STRIDE : (at + n) * STRIDE], state)
            worst = max(worst, float(np.abs(part - whole[at : at + n]).max()))
            worst = max(worst, float(np.abs(part_embedding - whole_embedding[at : at + n]).max()))
            at += n
    state = network.start()
    x = rng.normal(0, 1, (STRIDE, features.WIDTH)).astype(np.float32)
    took = []
    for _ in range(500):
        began = time.perf_counter()
        _, _, state = network.run(x, state)
        took.append(time.perf_counter() - began)
    return {
        "task": "streaming",
        "n": sequences,
        "groups": sequences,
        "max_abs_diff": worst,
        "mmacs_per_s": round(macs_per_second(path) / 1e6, 3),
        "ms_per_step": round(float(np.median(took)) * 1e3, 4),
        "ms_per_step_ci95": [round(float(v) * 1e3, 4) for v in np.percentile(took, [2.5, 97.5])],
        "bytes": path.stat().st_size,
    }
