"""MediaPipe's PoseLandmarker behind a pipe, run as a script by the interpreter that has mediapipe.

It needs numpy and mediapipe and nothing of this package, since mediapipe wants another numpy and another OpenCV than the
mirror has: `python -I mediapipe_worker.py lite|full|heavy`. The mirror itself imports only the form of the messages from here.

At the start one line of JSON on stdout: {"version": "0.10.21"}, or {"error": the exception's name, "detail": its text,
"folder": the environment} and the end. Then, for each REQUEST on stdin (width, height, milliseconds) followed by height x
width x 3 bytes RGB, a REPLY on stdout (found, seconds that the landmarker took) followed, where somebody was found, by 33 x 8
float32: x, y, z of the image and visibility and presence, then x, y, z of the world. A request of width 0 has no picture and
no reply: it forgets the person. The end of stdin is the end.
"""

from __future__ import annotations

import io
import json
import os
import struct
import sys
import time
import zipfile
from pathlib import Path
from typing import Any, BinaryIO

REQUEST = struct.Struct("<IIq")
REPLY = struct.Struct("<?d")
POINTS, VALUES = 33, 8


def bundle(model: str, package: Path, folders: list[Path]) -> bytes:
    """The `.task` that PoseLandmarker opens: a stored zip of detector and landmark network.

    Taken ready made from `pose_landmarker_MODEL.task` in one of `folders`, or made from the TFLite files of mediapipe's wheel
    (`package`; up to 0.10.21, and only full) and of its npm package. Raises FileNotFoundError, naming what is missing.
    """
    from mediapipe.tasks.python.metadata.metadata_writers import metadata_writer

    for folder in folders:
        ready = folder / f"pose_landmarker_{model}.task"
        if ready.exists():
            return ready.read_bytes()
    detector = package / "modules" / "pose_detection" / "pose_detection.tflite"
    places = [folder / f"pose_landmark_{model}.tflite" for folder in (*folders, package / "modules" / "pose_landmark")]
    landmarks = next((place for place in places if place.exists()), None)
    if landmarks is None:
        raise FileNotFoundError(f"pose_landmark_{model}.tflite")
    if not detector.exists():
        raise FileNotFoundError("pose_detection.tflite")
    # PoseLandmarker refuses the landmark network unless its metadata say how pixels become numbers.
    writer = metadata_writer.MetadataWriter.create(bytearray(landmarks.read_bytes()))
    writer.add_general_info("BlazePose landmarks")
    writer.add_image_input([0.0], [255.0])
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("pose_detector.tflite", detector.read_bytes())
        archive.writestr("pose_landmarks_detector.tflite", bytes(writer.populate()[0]))
    return data.getvalue()


def read_exactly(stream: BinaryIO, count: int) -> bytearray | None:
    """`count` bytes, or None where the stream ends before."""
    data = bytearray(count)
    view, got = memoryview(data), 0
    while got < count:
        size = stream.readinto(view[got:])  # type: ignore[attr-defined]
        if not size:
            return None
        got += size
    return data


def serve(task: bytes, requests: BinaryIO, replies: BinaryIO) -> None:
    """Answer requests until their stream ends."""
    import mediapipe as mp
    import numpy as np
    from mediapipe.tasks.python import BaseOptions, vision

    def landmarker() -> Any:
        base = BaseOptions(model_asset_buffer=task)
        return vision.PoseLandmarker.create_from_options(
            vision.PoseLandmarkerOptions(base_options=base, running_mode=vision.RunningMode.VIDEO)
        )

    current = landmarker()
    values = np.zeros((POINTS, VALUES), np.float32)
    while (header := read_exactly(requests, REQUEST.size)) is not None:
        width, height, milliseconds = REQUEST.unpack(header)
        if width == 0:
            current.close()
            current = landmarker()
            continue
        pixels = read_exactly(requests, width * height * 3)
        if pixels is None:
            return
        rgb = np.frombuffer(pixels, np.uint8).reshape(height, width, 3)
        started = time.perf_counter()
        result = current.detect_for_video(mp.Image(image_format=mp.ImageFormat.SRGB, data=rgb), milliseconds)
        seconds = time.perf_counter() - started
        replies.write(REPLY.pack(bool(result.pose_landmarks), seconds))
        if result.pose_landmarks:
            for row, point, place in zip(values, result.pose_landmarks[0], result.pose_world_landmarks[0], strict=True):
                row[:] = (point.x, point.y, point.z, point.visibility, point.presence, place.x, place.y, place.z)
            replies.write(values.tobytes())
        replies.flush()


def main(model: str) -> int:
    """Serve on stdin and stdout; what mediapipe itself writes to stdout goes to stderr."""
    replies = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)

    def greet(**message: str) -> None:
        replies.write(json.dumps(message).encode() + b"\n")
        replies.flush()

    try:
        import mediapipe as mp

        package = Path(mp.__file__).parent
        task = bundle(model, package, [Path(sys.prefix), Path(sys.prefix) / "package"])
    except (ImportError, FileNotFoundError) as error:
        greet(error=type(error).__name__, detail=str(error), folder=sys.prefix)
        return 1
    greet(version=mp.__version__)
    serve(task, sys.stdin.buffer, replies)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
