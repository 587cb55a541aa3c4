"""The settings told: as lines, as plain data, and as the documentation's page. All three are made from the schema."""

from __future__ import annotations

import json
import os
from typing import Any

from mirror.settings import Setting, Settings, schema, section_model

NEEDS_RESTART = "after a restart"


def shown(entry: Setting, value: Any) -> str:
    """The value as it stands in the file; a PIN's hash is nobody's business."""
    if entry.kind == "secret":
        return "set" if value else "none"
    return _toml(value)


def _toml(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def lines(settings: Settings) -> list[str]:
    """Every setting with its value, its default where it differs, what it does and what it takes."""
    told = []
    section = ""
    for entry in schema():
        if entry.section != section:
            section = entry.section
            told += ["", f"[{section}]  {section_model(section).__doc__}"]
        value = entry.of(settings)
        notes = [] if value == entry.default else [f"default {shown(entry, entry.default)}"]
        notes += [f"set by {entry.variable}"] if overridden(entry) else []
        told.append(f"{entry.name} = {shown(entry, value)}" + (f"  ({', '.join(notes)})" if notes else ""))
        told.append(
            "    " + " ".join(filter(None, (entry.description, f"[{entry.allowed}]" if entry.allowed else "", _when(entry))))
        )
    return told[1:]


def data(settings: Settings) -> list[dict[str, Any]]:
    """The same as plain data for JSON."""
    return [
        {
            "name": entry.name,
            "title": entry.title,
            "description": entry.description,
            "kind": entry.kind,
            "value": bool(entry.of(settings)) if entry.kind == "secret" else entry.of(settings),
            "default": entry.default,
            "choices": list(entry.choices),
            "minimum": entry.low,
            "maximum": entry.high,
            "unit": entry.unit,
            "at_once": entry.live,
            "personal": entry.personal,
            "environment": entry.variable,
        }
        for entry in schema()
    ]


def overridden(entry: Setting) -> bool:
    """Whether the environment says something else than the file may: then only the environment changes it."""
    return any(name.upper() == entry.variable and value for name, value in os.environ.items())


def _when(entry: Setting) -> str:
    return "" if entry.live else f"Counts {NEEDS_RESTART}."


def page() -> str:
    """The tables of docs/settings.md."""
    told = []
    section = ""
    for entry in schema():
        if entry.section != section:
            section = entry.section
            told += [
                "",
                f"## [{section}]",
                "",
                str(section_model(section).__doc__),
                "",
                "| setting | default | what it does | takes | at once |",
                "|---|---|---|---|---|",
            ]
        takes = f"`{entry.allowed}`" if entry.allowed else ""
        cells = (f"`{entry.name}`", f"`{_toml(entry.default)}`", entry.description, takes, "yes" if entry.live else "")
        told.append("| " + " | ".join(cells) + " |")
    return "\n".join(told[1:]) + "\n"
