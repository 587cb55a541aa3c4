from __future__ import annotations

import numpy as np
import onnxruntime as ort
import pytest

from mirror.errors import ModelError
from mirror.pose import weights
from mirror.pose.network import Network, choose_providers

CPU, CUDA, TENSORRT = "CPUExecutionProvider", "CUDAExecutionProvider", "TensorrtExecutionProvider"


def names(device: str, available: list[str], tensorrt: bool = False) -> list[str]:
    return [name for name, _ in choose_providers(device, available, tensorrt=lambda: tensorrt)]  # type: ignore[arg-type]


def test_providers() -> None:
    assert names("auto", [CPU]) == [CPU]
    assert names("auto", ["AzureExecutionProvider", CPU]) == [CPU]
    assert names("auto", [TENSORRT, CUDA, CPU]) == [CUDA, CPU]
    assert names("cuda", [TENSORRT, CUDA, CPU], tensorrt=True) == [TENSORRT, CUDA, CPU]
    assert names("cpu", [TENSORRT, CUDA, CPU], tensorrt=True) == [CPU]


def test_no_gpu_where_one_is_demanded() -> None:
    with pytest.raises(ModelError, match="onnxruntime-gpu"):
        choose_providers("cuda", [CPU])


@pytest.mark.parametrize("name", ["detector", "lite"])
def test_bound_buffers_give_what_a_plain_run_gives(name: str) -> None:
    data = weights.load(name)
    network = Network(data, device="cpu", threads=1)
    plain = ort.InferenceSession(data, providers=[CPU])
    rng = np.random.default_rng(0)
    for _ in range(2):
        network.input[:] = rng.random(network.input.shape, np.float32)
        network.run()
        wanted = plain.run(list(network.outputs), {plain.get_inputs()[0].name: network.input})
        for got, want in zip(network.outputs.values(), wanted, strict=True):
            np.testing.assert_allclose(got, want, rtol=1e-3, atol=2e-2)
    assert network.provider == CPU
    network.close()
    network.close()


def test_a_file_that_is_no_network_is_the_worlds_failure() -> None:
    with pytest.raises(ModelError, match="cannot be opened"):
        Network(b"not a network", device="cpu")
