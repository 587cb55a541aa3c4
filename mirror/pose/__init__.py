"""The person in a picture as 33 landmarks."""

from __future__ import annotations

from typing import Literal

from mirror.pose.core import Pose, PoseEstimator

__all__ = ["Pose", "PoseEstimator", "open_estimator"]


def open_estimator(
    model: Literal["lite", "full", "heavy"] = "full",
    *,
    device: Literal["auto", "cpu", "cuda"] = "auto",
    backend: Literal["blazepose", "mediapipe"] = "blazepose",
    smoothing: bool = True,
    threads: int = 2,
) -> PoseEstimator:
    """Open a pose estimator.

    Args:
        model: size of the landmark network.
        device: "auto" takes a GPU where there is one; only for "blazepose".
        backend: "blazepose" runs the network on onnxruntime; "mediapipe" runs MediaPipe itself, in a process of its own.
        smoothing: False gives raw landmarks; only for "blazepose" (MediaPipe always smooths).
        threads: of onnxruntime; only for "blazepose".

    Raises ModelError, with the command that mends it, when a network or MediaPipe is not installed or cannot run.
    """
    if backend == "mediapipe":
        from mirror.pose.mediapipe_backend import MediaPipe

        return MediaPipe(model)
    from mirror.pose.blazepose import BlazePose

    return BlazePose(model, device=device, smoothing=smoothing, threads=threads)
