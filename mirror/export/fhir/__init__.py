"""FHIR R4 (4.0.1): sessions as a Bundle of resources that a clinic's record can take up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from mirror.export.fhir.codes import Concepts, identity
from mirror.export.fhir.narrative import narrated
from mirror.export.fhir.observations import Observer, instant
from mirror.export.fhir.resources import META, code_system, device, patient, practitioner

if TYPE_CHECKING:
    from mirror.exercises.core import Catalogue
    from mirror.export.record import Record
    from mirror.export.spans import Span
    from mirror.sessions.reviews import Note, Overrule


def bundle(
    records: Sequence[Record],
    spans: Mapping[str, Mapping[int, Sequence[Span]]],
    catalogue: Catalogue,
    now: datetime,
) -> dict[str, Any]:
    """A collection: people, mirrors, reviewers, observations, and the local codes that they use.

    spans: ranges of motion, by session and set. now: aware, when the bundle is made.
    """
    concepts = Concepts()
    observer = Observer(catalogue, concepts)
    resources: dict[str, dict[str, Any]] = {}
    for record in records:
        people = [patient(record), device(record), *_reviewers(record)]
        for resource in (*filter(None, people), *observer.session(record, spans.get(record.id, {}))):
            resources.setdefault(resource["id"], resource)
    resources["codes"] = code_system(concepts)
    return {
        "resourceType": "Bundle",
        "id": identity("bundle", instant(now), *(record.id for record in records)),
        "meta": META,
        "type": "collection",
        "timestamp": instant(now),
        "entry": [{"fullUrl": f"urn:uuid:{one['id']}", "resource": narrated(one)} for one in resources.values()],
    }


def _reviewers(record: Record) -> list[dict[str, Any]]:
    names: dict[str, str] = {}
    signed: list[Overrule | Note] = [*record.overrules.values(), *record.notes]
    for one in signed:
        if one.reviewer_id is not None:
            names.setdefault(one.reviewer_id, one.reviewer)
    return [practitioner(id, name) for id, name in names.items()]
