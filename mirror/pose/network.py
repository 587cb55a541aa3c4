"""One ONNX network held open by onnxruntime, with buffers made once and bound for good."""

from __future__ import annotations

import ctypes.util
import importlib.util
import logging
from collections.abc import Callable, Sequence
from typing import Any, Literal, TypeAlias

import numpy as np
from numpy.typing import NDArray

from mirror import paths
from mirror.errors import ModelError

Device = Literal["auto", "cpu", "cuda"]
Provider: TypeAlias = tuple[str, dict[str, Any]]

_log = logging.getLogger(__name__)


def tensorrt_installed() -> bool:
    """Whether TensorRT's own library is there; onnxruntime-gpu lists the provider even where it is not."""
    return importlib.util.find_spec("tensorrt_libs") is not None or ctypes.util.find_library("nvinfer") is not None


def choose_providers(
    device: Device, available: Sequence[str], *, tensorrt: Callable[[], bool] = tensorrt_installed
) -> list[Provider]:
    """Execution providers in the order in which onnxruntime shall try them; the CPU always is the last.

    Args:
        device: "auto" takes a GPU where there is one, "cuda" insists on it, "cpu" ignores it.
        available: what this build of onnxruntime offers.
        tensorrt: says whether TensorRT can be loaded.

    Raises ModelError when `device` is "cuda" and this build knows no GPU.
    """
    cpu: Provider = ("CPUExecutionProvider", {})
    if device == "cpu":
        return [cpu]
    if "CUDAExecutionProvider" not in available:
        if device == "cuda":
            raise ModelError(
                "This installation of onnxruntime knows no GPU; "
                "pip uninstall -y onnxruntime && pip install onnxruntime-gpu mends it."
            )
        return [cpu]
    chosen: list[Provider] = []
    if "TensorrtExecutionProvider" in available and tensorrt():
        cache = str(paths.cache() / "tensorrt")
        chosen.append(("TensorrtExecutionProvider", {"trt_engine_cache_enable": True, "trt_engine_cache_path": cache}))
    # The exhaustive search of cuDNN's algorithms, the default, costs seconds at the start and gains next to nothing here.
    chosen.append(("CUDAExecutionProvider", {"cudnn_conv_algo_search": "HEURISTIC"}))
    return [*chosen, cpu]


class Network:
    """A network with one input and static shapes.

    Attributes:
        input: the array to write into before `run`, of the network's own shape, float32.
        outputs: name -> array that `run` overwrites, float32; copy what must outlive the next call.
        provider: the execution provider that really runs it.
    """

    def __init__(self, data: bytes, *, device: Device = "auto", threads: int = 2) -> None:
        """Raises ModelError when onnxruntime is missing, refuses the file, or has no GPU though `device` is "cuda"."""
        try:
            import onnxruntime as ort
        except ImportError as error:
            raise ModelError("onnxruntime is not installed; pip install onnxruntime mends it.") from error
        self._failures = _failures()
        providers = choose_providers(device, ort.get_available_providers())
        if len(providers) > 1 and hasattr(ort, "preload_dlls"):
            ort.preload_dlls()
        options = ort.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        # A spinning thread would burn a core between two pictures, and cores are what a mirror has least of.
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        try:
            self._session: Any = ort.InferenceSession(data, options, providers=providers)
        except self._failures as error:
            raise ModelError(f"The pose network cannot be opened by onnxruntime {ort.__version__}: {error}") from error
        self.provider: str = self._session.get_providers()[0]
        if device == "cuda" and self.provider == "CPUExecutionProvider":
            raise ModelError("The GPU cannot be used (CUDA's libraries do not load); the device setting cpu goes without it.")
        (port,) = self._session.get_inputs()
        self.input: NDArray[np.float32] = np.zeros(port.shape, np.float32)
        self.outputs: dict[str, NDArray[np.float32]] = {
            out.name: np.zeros(out.shape, np.float32) for out in self._session.get_outputs()
        }
        self._binding: Any = self._session.io_binding()
        self._binding.bind_input(port.name, "cpu", 0, np.float32, self.input.shape, self.input.ctypes.data)
        for name, array in self.outputs.items():
            self._binding.bind_output(name, "cpu", 0, np.float32, array.shape, array.ctypes.data)
        _log.debug("network open: provider %s, %d threads", self.provider, threads)

    def close(self) -> None:
        """Free the session; may be called twice. `run` afterwards is a bug."""
        self._binding = None
        self._session = None

    def run(self) -> None:
        """Compute `outputs` from `input`. Raises ModelError when the device fails (a GPU out of memory, for one)."""
        try:
            self._session.run_with_iobinding(self._binding)
        except self._failures as error:
            raise ModelError(f"The pose network failed while it ran on {self.provider}: {error}") from error


def _failures() -> tuple[type[Exception], ...]:
    """What onnxruntime raises: its classes share no base but Exception, so each is named."""
    from onnxruntime.capi import onnxruntime_pybind11_state as state

    names = ("EPFail", "EngineError", "Fail", "InvalidArgument", "InvalidGraph", "InvalidProtobuf", "NoModel")
    return tuple(getattr(state, name) for name in (*names, "NotImplemented", "RuntimeException"))
