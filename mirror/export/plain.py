"""Plain: the JSON that another machine can import (`mirror.sessions.exchange`), nameless where that is asked."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from mirror.export.record import Record
    from mirror.sessions.store import Store


def as_plain(store: Store, records: Sequence[Record], nameless: bool) -> dict[str, Any]:
    """Whole sessions, rows as they are.

    nameless: people and reviewers are called by the beginnings of their ids, in the events too; what reviewers wrote (notes,
    reasons, a plan's title and comment) and file names are not there. It imports like any other.
    """
    data = store.export_json([record.id for record in records])
    if nameless:
        sources = {record.id: record.source for record in records}
        for entry in data["sessions"]:
            entry["session"]["source"] = sources[entry["session"]["id"]]
            for row in entry["event"]:
                row["data"] = _without_profile(row["data"])
        for entry in (*data["sessions"], *data.get("people", ())):
            _without_words(entry)
        for reviewer in data.get("reviewers", ()):
            reviewer["name"] = f"reviewer {reviewer['id'][:8]}"
    return data


def _without_words(entry: dict[str, Any]) -> None:
    if entry["profile"] is not None:
        entry["profile"]["name"] = f"person {entry['profile']['id'][:8]}"
    if "note" in entry:
        entry["note"] = []
    for row in entry.get("overrule", ()):
        row["reason"] = ""
    for row in entry.get("plan", ()):
        row |= {"title": f"plan {row['id'][:8]}", "comment": ""}


def _without_profile(data: str) -> str:
    """An event's JSON, without the name that it may tell (ProfileChosen, ProfileLocked)."""
    said = json.loads(data)
    return json.dumps({**said, "profile": ""}) if "profile" in said else data
