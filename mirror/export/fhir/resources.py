"""Resources: who was measured, with what, and who reviewed it; the local codes; each as a resource of FHIR R4 (4.0.1)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import mirror
from mirror.export.fhir.codes import LOCAL, URI, Concepts, identity, words
from mirror.notice import NOTICE

if TYPE_CHECKING:
    from mirror.export.record import Record

TAG = {"system": LOCAL, "code": "not-a-medical-device", "display": "Not measured by a medical device"}
"""On every resource."""
META = {"tag": [TAG]}


def reference(id: str) -> dict[str, str]:
    """To a resource of the same bundle."""
    return {"reference": f"urn:uuid:{id}"}


def patient(record: Record) -> dict[str, Any] | None:
    """Who trained: by their random id, and by name unless nameless. None: the session is nobody's."""
    if record.person_id is None:
        return None
    id = identity(record.person_id)
    made: dict[str, Any] = {
        "resourceType": "Patient",
        "id": id,
        "meta": META,
        "identifier": [{"use": "secondary", "system": URI, "value": f"urn:uuid:{id}"}],
    }
    name = words(record.name or "")
    if name:
        made["name"] = [{"use": "usual", "text": name}]
    return made


def practitioner(reviewer_id: str, name: str) -> dict[str, Any]:
    """Who reviewed; name "" where nameless or gone."""
    id = identity(reviewer_id)
    made: dict[str, Any] = {
        "resourceType": "Practitioner",
        "id": id,
        "meta": META,
        "identifier": [{"use": "secondary", "system": URI, "value": f"urn:uuid:{id}"}],
    }
    if words(name):
        made["name"] = [{"use": "usual", "text": words(name)}]
    return made


def device(record: Record) -> dict[str, Any]:
    """The mirror: which one, its program's version, the models that judged."""
    versions = [("software", record.entry.app_version)]
    versions += [(f"{model.part} model", _model(model.name, model.sha256)) for model in record.models]
    made: dict[str, Any] = {
        "resourceType": "Device",
        "id": device_id(record),
        "meta": META,
        "status": "active",
        "deviceName": [{"name": "Training mirror", "type": "user-friendly-name"}],
        "type": {"text": "Single camera with pose estimation"},
        "version": [{"type": {"text": words(part)}, "value": words(value)} for part, value in versions if words(value)],
        "note": [{"text": NOTICE}],
    }
    if record.origin is not None:
        made["identifier"] = [{"system": URI, "value": f"urn:uuid:{identity(record.origin)}"}]
    if not made["version"]:
        del made["version"]
    return made


def device_id(record: Record) -> str:
    """One for each mirror, program's version and set of models."""
    models = (part for model in record.models for part in (model.part, model.name, model.sha256 or ""))
    return identity("device", record.origin or "", record.entry.app_version, *models)


def _model(name: str, sha256: str | None) -> str:
    return name if sha256 is None else f"{name} sha256:{sha256}"


def code_system(concepts: Concepts) -> dict[str, Any]:
    """The local codes that the bundle uses, said to be local."""
    return {
        "resourceType": "CodeSystem",
        "id": identity("code system"),
        "meta": META,
        "url": LOCAL,
        "version": mirror.__version__,
        "name": "TrainingMirrorLocalCodes",
        "title": "Local codes of the training mirror",
        "status": "active",
        "experimental": False,
        "publisher": "The training mirror that wrote this bundle",
        "description": "Codes of one program for what no published code system names in its sense. They are local: nobody else"
        " maintains or publishes them. Scores run from 0 to 100 and are the program's own.",
        "caseSensitive": True,
        "content": "fragment",
        "concept": [
            {"code": TAG["code"], "display": TAG["display"], "definition": f"Local code. {NOTICE}"},
            *concepts.listed(),
        ],
    }
