"""BlazePose on onnxruntime: the default pose estimator."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import numpy as np

from mirror.capture.core import Frame
from mirror.pose.core import Pose
from mirror.pose.detector import Detector
from mirror.pose.landmarks import Landmarker
from mirror.pose.network import Device, Network
from mirror.pose.sides import Sides
from mirror.pose.smoothing import Smoother
from mirror.pose.tracking import Tracker
from mirror.pose.weights import load

Model = Literal["lite", "full", "heavy"]

THREADS = 2
"""Threads of one network. Measured on 2 cores, model full: 14 ms with two, 20 with one; without spinning in both cases."""


class BlazePose:
    """Detector, tracked region, landmarks, smoothing. Not thread-safe.

    Attributes:
        name: "blazepose-full" and so on. provider: what the landmark network runs on ("CPUExecutionProvider").
    """

    def __init__(
        self,
        model: Model = "full",
        *,
        device: Device = "auto",
        smoothing: bool = True,
        threads: int = THREADS,
        weights: Path | None = None,
    ) -> None:
        """Open the networks.

        Args:
            model: larger is steadier and slower. device: see `mirror.pose.network.choose_providers`.
            smoothing: False gives what the network says, unfiltered. threads: of onnxruntime.
            weights: another folder with the files of `mirror.pose.weights.WEIGHTS`.

        Raises ModelError when a file is missing or altered, or onnxruntime cannot run it.
        """
        self.name = f"blazepose-{model}"
        detector = Network(load("detector", weights), device=device, threads=threads)
        landmarks = Network(load(model, weights), device=device, threads=threads)
        self.provider = landmarks.provider
        self._tracker = Tracker(Detector(detector), Landmarker(landmarks))
        self._sides = Sides()
        self._smoother = Smoother() if smoothing else None
        self._track = 0

    @property
    def detections(self) -> int:
        """How often the detector ran so far; it rests while the person is followed."""
        return self._tracker.detections

    def estimate(self, frame: Frame) -> Pose | None:
        """The tracked person, smoothed, or None where nobody is found. Raises ModelError when the network cannot run."""
        reading = self._tracker.step(frame.image, frame.t)
        if reading is None or self._tracker.track != self._track:
            self._forget()
            self._track = self._tracker.track
        if reading is None:
            return None
        reading = self._sides(reading, frame.t)
        points, world, visibility = reading.points, reading.world, reading.visibility
        if self._smoother is not None:
            points, world, visibility = self._smoother(reading, frame.t)
        # z has the unit of x: both are divided by the width.
        image = points / np.array([frame.width, frame.height, frame.width])
        return Pose(
            t=frame.t,
            image=image.astype(np.float32),
            world=world.astype(np.float32),
            visibility=visibility.astype(np.float32),
            width=frame.width,
            height=frame.height,
            score=reading.probability,
            track=self._tracker.track,
        )

    def reset(self) -> None:
        """Forget the tracked person and the smoothing."""
        self._tracker.reset()
        self._track = 0
        self._forget()

    def _forget(self) -> None:
        """What was known from picture to picture holds no longer."""
        self._sides.reset()
        if self._smoother is not None:
            self._smoother.reset()

    def close(self) -> None:
        """Free the networks; may be called twice. Nothing can be estimated after it."""
        self._tracker.close()
