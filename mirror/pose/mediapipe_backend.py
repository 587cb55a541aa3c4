"""MediaPipe itself as a pose estimator: the reference that ours is measured against, in a process of its own.

mediapipe wants an older numpy and brings another OpenCV, so it lives in an environment of its own and is spoken to through
pipes (`mediapipe_worker`). It always smooths, and it always runs on the CPU.
"""

from __future__ import annotations

import importlib.util
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import BinaryIO, Literal

import cv2
import numpy as np
from numpy.typing import NDArray

from mirror import paths
from mirror.capture.core import Frame
from mirror.errors import ModelError
from mirror.pose import mediapipe_worker as worker
from mirror.pose.core import Pose
from mirror.pose.skeleton import LEFT_HIP, LEFT_SHOULDER, RIGHT_HIP, RIGHT_SHOULDER

PYTHON_VARIABLE = "MIRROR_MEDIAPIPE_PYTHON"
"""Environment variable: the Python that has mediapipe."""

NPM_PACKAGE = "@mediapipe/pose@0.5.1675469404"

_TORSO = [LEFT_SHOULDER, RIGHT_SHOULDER, LEFT_HIP, RIGHT_HIP]
_FAR = 1.5
"""Torso lengths: found again further from where the person was lost, it need not be the same person."""


def home() -> Path:
    """The environment of mediapipe that the install command makes."""
    return paths.data() / "mediapipe"


def install_command() -> str:
    """Makes that environment."""
    return f"{sys.executable} -m venv {home()} && {_python_of(home())} -m pip install mediapipe==0.10.21"


def interpreter() -> Path | None:
    """The Python that has mediapipe: of MIRROR_MEDIAPIPE_PYTHON, of `home()`, or this one; None where there is none."""
    if named := os.environ.get(PYTHON_VARIABLE):
        return Path(named)
    if _python_of(home()).exists():
        return _python_of(home())
    return Path(sys.executable) if importlib.util.find_spec("mediapipe") is not None else None


class MediaPipe:
    """PoseLandmarker of mediapipe in VIDEO mode, one person, its own defaults. Not thread-safe.

    Attributes:
        name: "mediapipe-full" and so on. version: of mediapipe. seconds: what the landmarker took for the last picture, the
            transport left out.
    """

    def __init__(self, model: Literal["lite", "full", "heavy"] = "full", *, python: Path | None = None) -> None:
        """Start the process and wait until it is ready (seconds). Raises ModelError where mediapipe is not installed."""
        self.name = f"mediapipe-{model}"
        self.seconds = 0.0
        python = python or interpreter()
        if python is None:
            raise ModelError(f"MediaPipe is not installed; this mends it: {install_command()}")
        command = [str(python), "-I", worker.__file__, model]
        quiet = {**os.environ, "GLOG_minloglevel": "3", "TF_CPP_MIN_LOG_LEVEL": "3"}
        try:
            self._process = subprocess.Popen(
                command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=quiet
            )
        except OSError as error:
            raise ModelError(
                f"MediaPipe's Python {python} cannot be started ({error.strerror}); this mends it: {install_command()}"
            ) from error
        self._send, self._receive = _pipes(self._process)
        self.version = self._greeting(model)
        self._t0: float | None = None
        self._milliseconds = 0
        self._track = 0
        self._last: NDArray[np.float32] | None = None
        self._size = 1.0
        self._lost = False

    def estimate(self, frame: Frame) -> Pose | None:
        """The tracked person, smoothed by MediaPipe, or None. Raises ModelError when its process has ended."""
        rgb = cv2.cvtColor(frame.image, cv2.COLOR_BGR2RGB)
        if self._t0 is None:
            self._t0 = frame.t
        # MediaPipe wants whole, rising milliseconds, and takes a first one of 0 for a missing time stamp.
        self._milliseconds = max(self._milliseconds + 1, 1 + round((frame.t - self._t0) * 1000))
        try:
            self._send.write(worker.REQUEST.pack(frame.width, frame.height, self._milliseconds))
            self._send.write(rgb.data)
            self._send.flush()
        except OSError as error:
            raise _ended() from error
        found, self.seconds = worker.REPLY.unpack(self._expect(worker.REPLY.size))
        if not found:
            self._lost = True
            return None
        data = self._expect(worker.POINTS * worker.VALUES * 4)
        values = np.frombuffer(data, np.float32).reshape(worker.POINTS, worker.VALUES)
        pose = Pose(
            t=frame.t,
            image=values[:, :3].copy(),
            world=values[:, 5:].copy(),
            visibility=values[:, 3].copy(),
            width=frame.width,
            height=frame.height,
            # It keeps the probability of a person to itself; presence of the torso is what it tells.
            score=float(values[_TORSO, 4].mean()),
            track=self._track_of(values[:, :2] * np.array([frame.width, frame.height], np.float32)),
        )
        self._lost = False
        return pose

    def reset(self) -> None:
        """Forget the tracked person and the smoothing."""
        try:
            self._send.write(worker.REQUEST.pack(0, 0, 0))
            self._send.flush()
        except OSError as error:
            raise _ended() from error
        self._t0, self._milliseconds = None, 0
        self._track, self._last, self._lost = 0, None, False

    def close(self) -> None:
        """End the process; may be called twice."""
        if self._process.poll() is None:
            try:
                self._send.close()
                self._process.wait(3)
            except (OSError, subprocess.TimeoutExpired):
                self._process.kill()
        self._process.wait()
        for pipe in (self._send, self._receive):
            if not pipe.closed:
                try:
                    pipe.close()
                except OSError:
                    continue

    def _greeting(self, model: str) -> str:
        """The version of mediapipe, from the first line that the process writes."""
        line = self._receive.readline()
        answer: dict[str, str] = json.loads(line) if line else {"error": "nothing"}
        if "version" in answer:
            return answer["version"]
        self.close()
        if answer["error"] == "FileNotFoundError":
            raise ModelError(
                f"MediaPipe has no file {answer['detail']} for the model {model}; this mends it: "
                f"cd {answer['folder']} && npm pack {NPM_PACKAGE} && tar xzf mediapipe-pose-0.5.1675469404.tgz"
            )
        raise ModelError(f"MediaPipe does not start; this mends it: {install_command()}")

    def _expect(self, count: int) -> bytearray:
        data = worker.read_exactly(self._receive, count)
        if data is None:
            raise _ended()
        return data

    def _track_of(self, points: NDArray[np.float32]) -> int:
        """The number of the person at `points` (33, 2), pixels; MediaPipe has no such number."""
        hips = points[[LEFT_HIP, RIGHT_HIP]].mean(axis=0)
        if self._lost and self._last is not None and float(np.hypot(*(hips - self._last))) > _FAR * self._size:
            self._track += 1
        self._last = hips
        self._size = max(float(np.hypot(*(points[[LEFT_SHOULDER, RIGHT_SHOULDER]].mean(axis=0) - hips))), 1.0)
        return self._track


def _ended() -> ModelError:
    return ModelError("MediaPipe's process has ended; starting the mirror again mends it.")


def _python_of(environment: Path) -> Path:
    return environment / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def _pipes(process: subprocess.Popen[bytes]) -> tuple[BinaryIO, BinaryIO]:
    if process.stdin is None or process.stdout is None:
        raise ValueError("the process was started without pipes")
    return process.stdin, process.stdout  # type: ignore[return-value]
