"""The card beside a network: what it was made from, how well it does, where it must not be trusted. JSON for programs, MD for
people, both from one dict."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from models.architectures.streaming import StreamingNet

RESEARCH = (
    "personal and research use: most of the recordings that these weights were fitted to state no licence "
    "(they stay with their owners and are not included)"
)
CLEAR = "Apache-2.0, as the program: fitted to the avatar and to recordings with a clear licence only"


def streaming_card(
    net: StreamingNet,
    onnx_path: Path,
    names: tuple[str, ...],
    *,
    temperature: float,
    threshold: float,
    mistakes: tuple[str, ...] = (),
    likeness: tuple[float, float] = (0.9, 0.02),
    told_as: Mapping[str, str] | None = None,
    licence: str = RESEARCH,
    **told: Any,
) -> dict[str, Any]:
    """The card of an exported streaming recogniser; `told` (data, plan, figures, limits) is copied into it."""
    blob = onnx_path.read_bytes()
    return {
        "schema": 1,
        "name": onnx_path.stem,
        "sha256": hashlib.sha256(blob).hexdigest(),
        "bytes": len(blob),
        "licence": licence,
        "names": list(names),
        "mistakes": list(mistakes),
        "likeness": [round(v, 4) for v in likeness],
        "told_as": dict(told_as or {}),
        "inputs": net.shape.inputs,
        "embedding": net.shape.embedding,
        "temperature": round(temperature, 4),
        "threshold": round(threshold, 4),
        "input": "x (1, 4n, inputs): mirror.recognition.features at 16 Hz; state_i zeros at the start",
        "receptive_field_s": net.receptive_field_s(),
        "mmacs_per_s": round(net.macs_per_second() / 1e6, 3),
        "shape": net.shape.as_dict(),
        **told,
    }


def write(card: dict[str, Any], onnx_path: Path) -> None:
    """NAME.json and NAME.md beside NAME.onnx."""
    onnx_path.with_suffix(".json").write_text(json.dumps(card, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    onnx_path.with_suffix(".md").write_text(_markdown(card), encoding="utf-8")


def _markdown(card: dict[str, Any]) -> str:
    lines = [
        f"# {card['name']}: the streaming exercise recogniser",
        "",
        f"sha256 `{card['sha256']}`, {card['bytes']} bytes, {card['mmacs_per_s']} MMAC/s, "
        f"sees {card['receptive_field_s']:.1f} s back. Licence: {card['licence']}.",
        "",
        f"Classes: {', '.join(card['names'])}. Temperature {card['temperature']}, threshold {card['threshold']} "
        "(both from the validation people).",
        "",
    ]
    for key in ("data", "split", "limits"):
        if key in card:
            text = card[key]
            lines += [f"## {key.capitalize()}", "", *(f"- {line}" for line in ([text] if isinstance(text, str) else text)), ""]
    for split, figures in card.get("figures", {}).items():
        lines += [f"## Figures, {split} ({figures['n']} sequences, {figures['groups']} people or scenes)", ""]
        lines += ["| figure | value | 95 % interval |", "|---|---|---|"]
        for key, value in figures.items():
            if key in figures.get("ci95", {}):
                interval = figures["ci95"][key]
                lines.append(f"| {key} | {value} | {'-' if interval is None else f'{interval[0]} to {interval[1]}'} |")
        lines += ["", "| class | precision | recall | n | people or scenes |", "|---|---|---|---|---|"]
        for name, row in figures["per_class"].items():
            lines.append(f"| {name} | {row['precision']} | {row['recall']} | {row['n']} | {row['groups']} |")
        lines += ["", "| source | right |", "|---|---|"]
        for source, row in figures["per_source"].items():
            lines.append(f"| {source} | {', '.join(f'{k} {v}' for k, v in row['right'].items())} |")
        lines.append("")
    return "\n".join(lines)
