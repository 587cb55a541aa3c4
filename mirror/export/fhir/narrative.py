"""Narrative: each resource told for people (`DomainResource.text`), out of its own elements and nothing else ("generated").

XHTML as FHIR allows it (R4, 2.4.0): no scripts, no links, no attributes but the language. In English, as the codes are.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any
from xml.sax.saxutils import escape

LANGUAGE = "en"
_XHTML = "http://www.w3.org/1999/xhtml"
NOT_KNOWN = "not known"

Resource = Mapping[str, Any]


def narrated(resource: Resource) -> dict[str, Any]:
    """The resource with its language and text, after its meta."""
    made: dict[str, Any] = {}
    for key, value in resource.items():
        made[key] = value
        if key == "meta":
            made["language"] = LANGUAGE
            made["text"] = {"status": "generated", "div": _div(_TOLD[resource["resourceType"]](resource))}
    return made


def value(of: Resource) -> str:
    """An observation's or a component's value[x] for people; NOT_KNOWN where it has none."""
    if "valueQuantity" in of:
        quantity = of["valueQuantity"]
        unit = quantity["unit"]
        return f"{quantity['value']}{unit}" if unit == "°" else f"{quantity['value']} {unit}"
    if "valueCodeableConcept" in of:
        return str(of["valueCodeableConcept"]["text"])
    return NOT_KNOWN if "dataAbsentReason" in of else ""


def _div(parts: Iterable[str]) -> str:
    return f'<div xmlns="{_XHTML}" lang="{LANGUAGE}" xml:lang="{LANGUAGE}">{"".join(parts)}</div>'


def _observation(one: Resource) -> list[str]:
    head, said = one["code"]["text"], value(one)
    parts = [f"<p><b>{_text(head)}</b>{f': {_text(said)}' if said else ''}</p>"]
    period = one["effectivePeriod"]
    status = " Amended by a reviewer." if one["status"] == "amended" else ""
    parts.append(_paragraph(f"{_moment(period['start'])} to {_moment(period['end'])}.{status}"))
    rows = [(component["code"]["text"], value(component)) for component in one.get("component", ())]
    if rows:
        parts.append(_table(("What", "Value"), rows))
    if "method" in one:
        parts.append(_paragraph(f"Method: {one['method']['text']}."))
    return parts + _notes(one)


def _person(one: Resource) -> list[str]:
    role = "Who trained" if one["resourceType"] == "Patient" else "Reviewer"
    name = one["name"][0]["text"] if "name" in one else "without a name"
    return [f"<p>{role}: <b>{_text(name)}</b></p>", _paragraph(one["identifier"][0]["value"])]


def _device(one: Resource) -> list[str]:
    parts = [f"<p><b>{_text(one['deviceName'][0]['name'])}</b>: {_text(one['type']['text'])}</p>"]
    rows = [(version["type"]["text"], version["value"]) for version in one.get("version", ())]
    return parts + ([_table(("Part", "Version"), rows)] if rows else []) + _notes(one)


def _codes(one: Resource) -> list[str]:
    rows = [(concept["code"], concept["display"], concept["definition"]) for concept in one["concept"]]
    head = f"<p><b>{_text(one['title'])}</b></p>"
    return [head, _paragraph(one["description"]), _table(("Code", "Display", "Definition"), rows)]


_TOLD: Mapping[str, Callable[[Resource], list[str]]] = {
    "Observation": _observation,
    "Patient": _person,
    "Practitioner": _person,
    "Device": _device,
    "CodeSystem": _codes,
}


def _notes(one: Resource) -> list[str]:
    return [_paragraph(note["text"]) for note in one.get("note", ())]


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    told = "".join(_row("td", row) for row in rows)
    return f"<table><thead>{_row('th', head)}</thead><tbody>{told}</tbody></table>"


def _row(cell: str, texts: Sequence[str]) -> str:
    return f"<tr>{''.join(f'<{cell}>{_text(text)}</{cell}>' for text in texts)}</tr>"


def _paragraph(text: str) -> str:
    return f"<p>{_text(text)}</p>"


def _text(text: str) -> str:
    """Escaped; what XML cannot hold (two code points that are no characters) is a question mark, a line break is one."""
    kept = text.replace("\ufffe", "?").replace("\uffff", "?")
    return escape(kept).replace("\n", "<br/>")


def _moment(stamp: str) -> str:
    """A FHIR dateTime, to the second: "2026-06-01 18:30:00 +02:00"."""
    at = datetime.fromisoformat(stamp)
    return f"{at:%Y-%m-%d %H:%M:%S} {at.isoformat()[-6:]}"
