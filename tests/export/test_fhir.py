"""FHIR: every bundle validates offline against what HL7 published, and says what the log says."""

from __future__ import annotations

import json
import lzma
import math
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft6Validator

from mirror.export import Form, write
from mirror.export.fhir import bundle
from mirror.export.fhir.codes import LOCAL
from mirror.export.record import load
from mirror.export.spans import Span
from mirror.sessions import Store, reviews
from tests.acting import catalogue
from tests.export.logs import Run, record, reviewed
from tests.export.rows import SESSION, Rows, put, sessions

PUBLISHED = Path(__file__).parent / "fhir"
NOW = datetime(2026, 7, 1, 12, tzinfo=UTC)
LOINC = {("73985-4", "Exercise activity"), ("55411-3", "Exercise duration")}
UNITS = {"min", "s", "deg", "1", "{score}", "{torso}", "{repetition}", "{occurrence}"}
"""Of UCUM: its units, and its 1 with an annotation."""
XHTML = "http://www.w3.org/1999/xhtml"
BASIC = {"div", "p", "b", "br", "table", "thead", "tbody", "tr", "th", "td"}
STATUS = "registered preliminary final amended corrected cancelled entered-in-error unknown"
KIND = "document message transaction transaction-response batch batch-response history searchset collection"
NAMED = "udi-label-name user-friendly-name patient-reported-name manufacturer-name model-name other"
BOUND = {
    # required bindings of the elements that are written here, from the value sets of FHIR 4.0.1
    "Observation.status": STATUS,
    "Bundle.type": KIND,
    "Device.status": "active inactive entered-in-error unknown",
    "Device.deviceName.type": NAMED,
    "CodeSystem.status": "draft active retired unknown",
    "CodeSystem.content": "not-present example fragment complete supplement",
    "Patient.identifier.use": "usual official temp secondary old",
    "Patient.name.use": "usual official temp nickname anonymous old maiden",
}
BOUND |= {key.replace("Patient", "Practitioner"): codes for key, codes in BOUND.items() if key.startswith("Patient")}


@cache
def validators() -> dict[str, Draft6Validator]:
    """Of the published schema: that of a bundle, and one for each kind of resource, which says better what is wrong."""
    whole = json.loads(lzma.decompress((PUBLISHED / "fhir.schema.json.xz").read_bytes()))
    definitions = {"definitions": whole["definitions"], "$schema": whole["$schema"]}
    names = ("Bundle", "Patient", "Practitioner", "Device", "Observation", "CodeSystem")
    return {name: Draft6Validator({**definitions, "$ref": f"#/definitions/{name}"}) for name in names}


@cache
def cardinalities() -> dict[str, dict[str, tuple[int, float]]]:
    """(least, most) of each element by its path, from the published StructureDefinitions."""
    published = json.loads(lzma.decompress((PUBLISHED / "structure-definitions.json.xz").read_bytes()))
    return {
        one["name"]: {e["path"]: (e["min"], math.inf if e["max"] == "*" else int(e["max"])) for e in one["snapshot"]["element"]}
        for one in published
    }


def check(made: dict[str, Any]) -> None:
    """All that can be said without a terminology server."""
    resources = [entry["resource"] for entry in made["entry"]]
    for resource in resources:
        errors = [f"{e.json_path}: {e.message[:200]}" for e in validators()[resource["resourceType"]].iter_errors(resource)]
        assert not errors, f"{resource['resourceType']}: {errors[:3]}"
    assert validators()["Bundle"].is_valid(made)
    for resource in (*resources, {**made, "entry": []}):
        _cardinality(resource["resourceType"], resource, cardinalities()[resource["resourceType"]])
    urls = [entry["fullUrl"] for entry in made["entry"]]
    assert len(urls) == len(set(urls)), "bdl-7"
    assert all(entry["fullUrl"] == f"urn:uuid:{entry['resource']['id']}" for entry in made["entry"]), "fullUrl is the id's"
    assert {value for key, value in walk(made) if key == "reference"} <= set(urls), "every reference resolves"
    _codes(made, resources)
    for resource in resources:
        _narrative(resource)
        if resource["resourceType"] == "Observation":
            _observation(resource)


def _narrative(resource: dict[str, Any]) -> None:
    """txt-1 and txt-2 of FHIR's Narrative, and that it tells what the resource holds."""
    assert (resource["language"], resource.get("text", {}).get("status")) == ("en", "generated")
    div = ElementTree.fromstring(resource["text"]["div"])
    assert div.tag == f"{{{XHTML}}}div"
    assert div.attrib == {"lang": "en", "{http://www.w3.org/XML/1998/namespace}lang": "en"}
    for element in div.iter():
        assert element.tag.removeprefix(f"{{{XHTML}}}") in BASIC, "txt-1: basic formatting only"
        assert element is div or not element.attrib
    text = "".join(div.itertext())
    assert text.strip(), "txt-2"
    told = [note["text"] for note in resource.get("note", [])]
    if resource["resourceType"] in ("Patient", "Practitioner"):
        told += [name["text"] for name in resource.get("name", [])]
    for component in (resource, *resource.get("component", [])) if resource["resourceType"] == "Observation" else ():
        told += [component["code"]["text"], *([f"{component['valueQuantity']['value']}"] if "valueQuantity" in component else [])]
    for one in told:
        for line in one.translate({0xFFFE: "?", 0xFFFF: "?"}).split("\n"):
            assert line in text


def _cardinality(path: str, value: dict[str, Any], known: dict[str, tuple[int, float]]) -> None:
    below = {p: bounds for p, bounds in known.items() if p.startswith(f"{path}.") and "." not in p[len(path) + 1 :]}
    for element, (least, most) in below.items():
        name = element.rpartition(".")[2]
        choice = name.removesuffix("[x]")
        keys = [key for key in value if key == name or (name.endswith("[x]") and key.startswith(choice))]
        count = sum(len(value[key]) if isinstance(value[key], list) else 1 for key in keys)
        assert least <= count <= most or (path == "Bundle" and name == "entry"), f"{element}: {count} of {least}..{most}"
        for key in keys:
            for one in value[key] if isinstance(value[key], list) else [value[key]]:
                if element in BOUND:
                    assert one in BOUND[element].split(), element
                if isinstance(one, dict):
                    _cardinality(element, one, known)


def _codes(made: dict[str, Any], resources: list[dict[str, Any]]) -> None:
    (system,) = (r for r in resources if r["resourceType"] == "CodeSystem")
    told = {(one["code"], one["display"]) for one in system["concept"]}
    assert len({code for code, _ in told}) == len(system["concept"]), "csd-1: no code twice"
    assert all("Local code." in one["definition"] for one in system["concept"])
    for value in (v for _, v in walk(made) if isinstance(v, dict)):
        if value.get("system") == LOCAL:
            assert (value["code"], value["display"]) in told
        elif value.get("system") == "http://loinc.org":
            assert (value["code"], value["display"]) in LOINC
        elif value.get("system") == "http://unitsofmeasure.org":
            assert value["code"] in UNITS


def _observation(resource: dict[str, Any]) -> None:
    components = resource.get("component", [])
    for one in (resource, *components):
        values = [key for key in one if key.startswith("value")]
        assert len(values) + ("dataAbsentReason" in one) <= 1, "obs-6"
    assert resource["code"] not in [c["code"] for c in components] or not any(k.startswith("value") for k in resource), "obs-7"
    codes = [json.dumps(c["code"]) for c in components]
    assert len(codes) == len(set(codes))
    period = resource["effectivePeriod"]
    start, end = (datetime.fromisoformat(period[key]) for key in ("start", "end"))
    assert start.tzinfo is not None
    assert start <= end, "per-1"


def walk(value: Any, key: str = "") -> Iterator[tuple[str, Any]]:
    yield key, value
    for name, below in value.items() if isinstance(value, dict) else ((key, v) for v in value) if isinstance(value, list) else ():
        yield from walk(below, name)


def made_of(database: Path, ids: list[str], nameless: bool = False) -> dict[str, Any]:
    with Store(database) as store:
        records = load(store, ids, nameless=nameless)
    spans = {id: {1: (Span("left_knee", "deg", 83.2, 3), Span("hip_sag", "torsos", 0.11, 1))} for id in ids}
    return bundle(records, spans, catalogue(), NOW)


def of_type(made: dict[str, Any], name: str) -> list[dict[str, Any]]:
    return [entry["resource"] for entry in made["entry"] if entry["resource"]["resourceType"] == name]


def coded(made: dict[str, Any], code: str) -> list[dict[str, Any]]:
    return [o for o in of_type(made, "Observation") if o["code"]["coding"][0]["code"] == code]


def parts(observation: dict[str, Any]) -> dict[str, Any]:
    return {c["code"]["coding"][0]["code"]: c.get("valueQuantity", {}).get("value") for c in observation.get("component", [])}


def lasted(observation: dict[str, Any]) -> float:
    start, end = (datetime.fromisoformat(observation["effectivePeriod"][key]) for key in ("start", "end"))
    return (end - start).total_seconds()


def test_the_validator_refuses_what_is_wrong(database: Path) -> None:
    """Otherwise the tests below would prove nothing."""
    made = made_of(database, [record(database, Run())])
    check(made)
    for spoil in (
        lambda o: o.pop("code"),
        lambda o: o.pop("status"),
        lambda o: o.update(status="finished"),
        lambda o: o.update(effectivePeriod={"start": "yesterday"}),
        lambda o: o.update(colour="red"),
        lambda o: o.update(subject={"reference": "urn:uuid:0"}),
        lambda o: o.update(dataAbsentReason={"text": "why"}),
        lambda o: o["code"]["coding"][0].update(code="55411-4"),
    ):
        broken = json.loads(json.dumps(made))
        spoil(coded(broken, "55411-3")[0])
        with pytest.raises(AssertionError):
            check(broken)
    for spoil in (
        lambda o: o.pop("text"),
        lambda o: o["text"].update(status="made up"),
        lambda o: o["text"].update(div=f'<div xmlns="{XHTML}"><script>alert(1)</script></div>'),
        lambda o: o["text"].update(div="<div>Exercise duration</div>"),
        lambda o: o["text"].update(div=o["text"]["div"].replace("<p>", '<p onclick="alert(1)">')),
        lambda o: o["note"][0].update(text="what the narrative does not say"),
    ):
        broken = json.loads(json.dumps(coded(made, "55411-3")[0]))
        _narrative(broken)
        spoil(broken)
        with pytest.raises(AssertionError):
            _narrative(broken)


@pytest.mark.parametrize("nameless", [False, True])
@pytest.mark.parametrize(
    "run",
    [
        Run(),
        Run(sets=[]),
        Run(sets=[("plank", 0, "full"), (None, 0, "full")]),
        Run(cut_off=True),
        Run(name=None),
        Run(name="김민준 \u2028 <b>Ä</b>", sets=[("my own move", 2, "rejected")]),
        Run(joints={}, score=0.0, track=False),
    ],
    ids=["squat", "no sets", "hold and unnamed", "cut off", "nobody", "strange names", "unseen"],
)
def test_a_bundle_is_valid(run: Run, nameless: bool, database: Path) -> None:
    made = made_of(database, [record(database, run)], nameless)
    check(made)
    assert len(of_type(made, "Patient")) == (run.name is not None)
    assert any("name" in one for one in of_type(made, "Patient")) == (run.name is not None and not nameless)


def test_what_it_says(database: Path) -> None:
    made = made_of(database, [record(database, Run(sets=[("squat", 3, "partial"), ("plank", 0, "full")]))])
    (whole,) = coded(made, "55411-3")
    squat, plank = coded(made, "73985-4")
    assert whole["effectivePeriod"]["start"] == "2026-06-01T18:30:00.000+02:00", "the mirror's own clock"
    assert [m["reference"] for m in whole["hasMember"]] == [f"urn:uuid:{o['id']}" for o in (squat, plank)]
    seconds = sum(lasted(o) for o in (squat, plank))
    assert whole["valueQuantity"]["value"] == pytest.approx(seconds / 60, abs=2e-3)
    assert squat["valueCodeableConcept"]["coding"][0] == {"system": LOCAL, "code": "exercise.squat", "display": "Squat"}
    told = parts(squat)
    assert (told["repetitions.full"], told["repetitions.partial"], told["repetitions.rejected"]) == (2, 1, 0)
    assert parts(plank)["hold"] == 42
    (score, _) = coded(made, "score")
    assert score["valueQuantity"]["value"] == 84
    assert parts(score) == {"score.left_knee": 91, "score.right_knee": 88.5, "score.torso_lean": None}
    (unknown,) = (c for c in score["component"] if c["code"]["coding"][0]["code"] == "score.torso_lean")
    assert unknown["dataAbsentReason"]["coding"][0]["code"] == "unknown"
    (moved,) = coded(made, "range-of-motion")
    assert parts(moved) == {"range-of-motion.left_knee": 83.2, "range-of-motion.hip_sag": 0.11}
    (mistakes,) = coded(made, "mistakes")
    assert parts(mistakes) == {"mistake.knees_in": 1}
    assert mistakes["component"][0]["code"]["text"] == catalogue()["squat"].mistake("knees_in").title
    assert {o["status"] for o in of_type(made, "Observation")} == {"final"}
    assert "Not a medical device" in whole["note"][0]["text"]


def test_a_reviewers_verdict_stands_beside_the_machines(database: Path) -> None:
    id = record(database, Run(sets=[("squat", 3, "partial"), ("lunge", 2, "full")]))
    with Store(database) as store:
        reviewed(store, id)
    made = made_of(database, [id])
    check(made)
    squat, lunge = coded(made, "73985-4")
    assert (squat["status"], lunge["status"]) == ("amended", "final")
    told = parts(squat)
    assert (told["repetitions.full"], told["repetitions.partial"]) == (2, 1)
    assert (told["repetitions.full.reviewed"], told["repetitions.partial.reviewed"]) == (3, 0)
    texts = [note["text"] for note in squat["note"]]
    assert texts[0].endswith("Knees caving in: the mirror said present, the reviewer says absent.") or "present" in texts[0]
    assert texts[1] == "Movement 3 of the set: the mirror said partial, the reviewer says full. Deep enough for her hip."
    assert texts[2] == "Watch the left knee."
    (mistakes,) = coded(made, "mistakes")
    assert parts(mistakes) == {"mistake.knees_in": 1, "mistake.knees_in.reviewed": 0}
    (beate,) = of_type(made, "Practitioner")
    assert beate["name"] == [{"use": "usual", "text": "Beate Physio"}]
    assert squat["note"][0]["authorReference"]["reference"] == f"urn:uuid:{beate['id']}"
    (whole,) = coded(made, "55411-3")
    assert whole["note"][-1]["text"] == "Anna moved well today."


def test_a_narrative_is_words_never_markup(database: Path) -> None:
    id = record(database, Run(name='<script>alert("Anna & Co")</script>'))
    with Store(database) as store:
        reviewed(store, id)
        reviews.add_note(store, reviews.About(None, id), "one\ntwo <three> & four", None)
    made = made_of(database, [id])
    check(made)
    (patient,) = of_type(made, "Patient")
    assert '&lt;script&gt;alert("Anna &amp; Co")&lt;/script&gt;' in patient["text"]["div"]
    (whole,) = coded(made, "55411-3")
    assert "<p>one<br/>two &lt;three&gt; &amp; four</p>" in whole["text"]["div"]
    assert "2026-06-01 18:30:00 +02:00 to " in whole["text"]["div"]
    assert "Amended by a reviewer." in whole["text"]["div"]
    (squat,) = coded(made, "73985-4")
    assert "<p><b>Exercise activity</b>: Squat</p>" in squat["text"]["div"]
    assert "<tr><td>Repetitions, full</td><td>2 repetitions</td></tr>" in squat["text"]["div"]
    assert "<td>not known</td>" in coded(made, "score")[0]["text"]["div"]


def test_two_sessions_share_their_person_and_their_mirror(database: Path) -> None:
    ids = [record(database, Run()), record(database, Run())]
    made = made_of(database, ids)
    check(made)
    assert len(of_type(made, "Patient")) == len(of_type(made, "Device")) == 1
    assert len(coded(made, "55411-3")) == 2


def test_the_file_has_the_ranges_that_were_measured(database: Path, tmp_path: Path) -> None:
    id = record(database, Run())
    with Store(database) as store:
        write(store, [id], Form.FHIR, tmp_path / "a.fhir.json", audit=None)
    made = json.loads((tmp_path / "a.fhir.json").read_text(encoding="utf-8"))
    check(made)
    (moved,) = coded(made, "range-of-motion")
    assert 50 < parts(moved)["range-of-motion.left_knee"] < 150


@given(rows=sessions(), nameless=st.booleans())
@settings(max_examples=20, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_the_log_holds_makes_a_valid_bundle(rows: Rows, nameless: bool, database: Path) -> None:
    with Store(database) as store:
        put(store, rows)
        made = bundle(load(store, [SESSION], nameless=nameless), {}, catalogue(), NOW)
    check(json.loads(json.dumps(made, allow_nan=False)))
