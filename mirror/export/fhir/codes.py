"""Codes: which are LOINC's, which are the mirror's own, and UCUM's units (docs/decisions/0024).

LOINC is used where its term means what the mirror measured and nothing more; everything else is a local code, and its code
system, sent along in the bundle, says so.
"""

from __future__ import annotations

import hashlib
import math
import re
import unicodedata
import uuid
from typing import Any

from mirror.geometry.measures import PAIRED, base

LOINC = "http://loinc.org"
UCUM = "http://unitsofmeasure.org"
CATEGORY = "http://terminology.hl7.org/CodeSystem/observation-category"
ABSENT = "http://terminology.hl7.org/CodeSystem/data-absent-reason"
URI = "urn:ietf:rfc:3986"

EXERCISE_ACTIVITY = ("73985-4", "Exercise activity")
"""Type, point in time, patient, nominal: the kind of exercise that was done."""
EXERCISE_DURATION = ("55411-3", "Exercise duration")
"""Time, quantitative: how long it was done; minutes, as in HL7's Physical Activity guide."""

LOCAL = f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, 'training-mirror/local-codes')}"
"""The mirror's own code system. A random-looking urn, since nobody publishes it: it is told in each bundle."""
_NAMESPACE = uuid.UUID(LOCAL.removeprefix("urn:uuid:"))

_BLANK = re.compile(r"\s+")


class Concepts:
    """The local codes that a bundle uses, gathered as they are asked for: what its code system then lists."""

    def __init__(self) -> None:
        self._known: dict[str, tuple[str, str]] = {}

    def __call__(self, code: str, display: str, definition: str) -> dict[str, Any]:
        """The local code as a CodeableConcept."""
        code = word(code)
        display, definition = self._known.setdefault(code, (words(display) or code, words(definition)))
        return {"coding": [{"system": LOCAL, "code": code, "display": display}], "text": display}

    def listed(self) -> list[dict[str, str]]:
        """For CodeSystem.concept, in alphabetical order."""
        return [
            {"code": code, "display": display, "definition": f"Local code. {definition}".strip()}
            for code, (display, definition) in sorted(self._known.items())
        ]


def loinc(term: tuple[str, str]) -> dict[str, Any]:
    """A CodeableConcept of LOINC; term: code and display."""
    code, display = term
    return {"coding": [{"system": LOINC, "code": code, "display": display}], "text": display}


def quantity(value: float, unit: str, code: str) -> dict[str, Any]:
    """A Quantity with a unit of UCUM. value: finite. unit: for people, code: UCUM's."""
    return {"value": decimal(value), "unit": unit, "system": UCUM, "code": code}


def count(value: int, what: str) -> dict[str, Any]:
    """So many of something: UCUM's 1 with an annotation ("{repetition}")."""
    return quantity(value, what if value == 1 else f"{what}s", f"{{{what}}}")


def measured(value: float | None, unit: str, code: str) -> dict[str, Any]:
    """A quantity as value[x], or the reason why there is none: the view could not tell."""
    if value is None or not math.isfinite(value):
        return absent()
    return {"valueQuantity": quantity(value, unit, code)}


def absent() -> dict[str, Any]:
    """In place of a value: it is not known."""
    return {"dataAbsentReason": {"coding": [{"system": ABSENT, "code": "unknown", "display": "Unknown"}]}}


def decimal(value: float) -> float | int:
    """At most three decimals, whole numbers as such."""
    rounded = round(value, 3)
    return int(rounded) if rounded == int(rounded) else rounded


def unit_of(measure: str, unit: str) -> tuple[str, str]:
    """For people and UCUM, of a measure's unit ("deg" or "torsos")."""
    return ("°", "deg") if unit == "deg" else ("torsos", "{torso}")


def identity(*parts: str) -> str:
    """A uuid for these words, always the same; a uuid itself (as hex) stays what it is."""
    if len(parts) == 1:
        try:
            return str(uuid.UUID(hex=parts[0]))
        except ValueError:
            pass
    return str(uuid.uuid5(_NAMESPACE, "/".join(parts)))


def words(text: str) -> str:
    """Text as FHIR's string allows it: no control characters but line breaks and tabs, nothing that is only blank."""
    kept = (c if c in "\n\t" or unicodedata.category(c) not in ("Cc", "Cs", "Zl", "Zp") else " " for c in text)
    return "".join(" " if c not in "\n\t " and c.isspace() else c for c in kept).strip()


def word(text: str) -> str:
    """A text as FHIR's code allows it: no blanks. Where that changes it, a part of its hash tells it from its likes."""
    made = _BLANK.sub("_", words(text))
    return made if made == text else f"{made}-{hashlib.sha256(text.encode(errors='backslashreplace')).hexdigest()[:8]}"


def plain(name: str) -> str:
    """A measure's or a joint's name for people: `left_knee` is "Left knee"."""
    said = name.replace("_", " ").strip()
    side = name.partition("_")[0] if base(name) in PAIRED and base(name) != name else ""
    return (f"{side} {base(name)}".replace("_", " ") if side else said).capitalize()
