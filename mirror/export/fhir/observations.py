"""Observations: a session as its duration, each set as an exercise activity, with its scores, ranges of motion and mistakes.

    duration of the session (LOINC 55411-3)
      └ hasMember: a set (LOINC 73985-4): exercise, repetitions, seconds
           └ hasMember: scores (a component a joint) · ranges of motion (a component a measure) · mistakes (a component each)

Where a reviewer overruled something in a set, its observations are `amended` and say both: what the mirror counted, what the
reviewer did, and in a note who changed what and why.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from mirror.exercises.core import Catalogue
from mirror.export.fhir.codes import (
    CATEGORY,
    EXERCISE_ACTIVITY,
    EXERCISE_DURATION,
    Concepts,
    absent,
    count,
    identity,
    loinc,
    measured,
    plain,
    unit_of,
    words,
)
from mirror.export.fhir.resources import META, device_id, reference
from mirror.export.record import Record, end_of
from mirror.export.spans import Span
from mirror.notice import NOTICE

if TYPE_CHECKING:
    from mirror.sessions.reviews import Note, Overrule
    from mirror.sessions.store import SetEntry

KINDS: Mapping[str, str] = {
    "full": "A repetition over the exercise's range of motion.",
    "partial": "A repetition that did not reach the exercise's range of motion.",
    "rejected": "A movement that was counted as no repetition.",
}


class Observer:
    """Makes the observations of sessions, with the catalogue's names for exercises and mistakes; gathers the local codes."""

    def __init__(self, catalogue: Catalogue, concepts: Concepts) -> None:
        self._catalogue = catalogue
        self._concepts = concepts

    def session(self, record: Record, spans: Mapping[int, Sequence[Span]]) -> list[dict[str, Any]]:
        """The session's observation, then those of its sets. spans: ranges of motion by set number."""
        below: list[dict[str, Any]] = []
        members = []
        for done in record.entry.sets:
            made = self._set(record, done, spans.get(done.number, ()))
            members.append(reference(made[0]["id"]))
            below += made
        seconds = sum(end_of(done) - done.start_t for done in record.entry.sets)
        whole = self._observation(record, identity(record.id), loinc(EXERCISE_DURATION), record.entry.start_t, None)
        whole |= measured(seconds / 60, "min", "min")
        whole["method"] = {"text": "Sum of the lengths of the sets, from one camera by pose estimation"}
        whole["note"] = [{"text": NOTICE}, *self._notes(record, record.notes_on(None))]
        if record.entry.summary.ended_at is None:
            whole["note"].append({"text": "The recording was cut off: the session may have gone on."})
        if not record.zone_known:
            whole["note"].append({"text": "The time zone of the mirror is not known; times are told in UTC."})
        if members:
            whole["hasMember"] = members
        return [whole, *below]

    def _set(self, record: Record, done: SetEntry, spans: Sequence[Span]) -> list[dict[str, Any]]:
        said = record.overruled(done)
        activity = self._of_set(record, done, "activity", loinc(EXERCISE_ACTIVITY))
        activity |= self._exercise(done)
        activity["component"] = self._counts(record, done)
        notes = [self._annotation(record, done, one) for one in said] + self._notes(record, record.notes_on(done.number))
        if notes:
            activity["note"] = notes
        parts = [self._scores(record, done), self._ranges(record, done, spans), self._mistakes(record, done)]
        below = [part for part in parts if part is not None]
        if below:
            activity["hasMember"] = [reference(part["id"]) for part in below]
        return [activity, *below]

    def _exercise(self, done: SetEntry) -> dict[str, Any]:
        if done.exercise is None:
            return absent()
        known = self._catalogue.get(done.exercise)
        title = plain(done.exercise) if known is None else known.title
        return {
            "valueCodeableConcept": self._concepts(f"exercise.{done.exercise}", title, "An exercise of the mirror's catalogue.")
        }

    def _counts(self, record: Record, done: SetEntry) -> list[dict[str, Any]]:
        made: list[dict[str, Any]] = [
            {"code": loinc(EXERCISE_DURATION), **measured((end_of(done) - done.start_t) / 60, "min", "min")}
        ]
        reviewed = record.reviewed_counts(done)
        counts = {"full": done.full, "partial": done.partial, "rejected": done.rejected}
        if done.hold_s is not None:
            code = self._concepts("hold", "Time held", "How long the held position was kept.")
            made.append({"code": code, **measured(done.hold_s, "s", "s")})
        else:
            for kind, meaning in KINDS.items():
                code = self._concepts(f"repetitions.{kind}", f"Repetitions, {kind}", f"{meaning} As the mirror counted.")
                made.append({"code": code, "valueQuantity": count(counts[kind], "repetition")})
        for kind, value in ({} if reviewed is None else reviewed).items():
            if kind in KINDS:
                code = self._concepts(
                    f"repetitions.{kind}.reviewed", f"Repetitions, {kind}, reviewed", f"{KINDS[kind]} As a reviewer counted."
                )
                made.append({"code": code, "valueQuantity": count(value, "repetition")})
        if done.confidence is not None:
            code = self._concepts("confidence", "Confidence in the exercise's name", "Share, 0 to 1.")
            made.append({"code": code, **measured(done.confidence, "share", "1")})
        return made

    def _scores(self, record: Record, done: SetEntry) -> dict[str, Any] | None:
        if done.score is None and not done.joints:
            return None
        made = self._of_set(record, done, "score", self._concepts("score", "Form score", "0 to 100, mean over the set."))
        made |= measured(done.score, "points", "{score}")
        components = [
            {
                "code": self._concepts(f"score.{joint}", f"Form score, {plain(joint).lower()}", "0 to 100, mean over the set."),
                **measured(score, "points", "{score}"),
            }
            for joint, score in sorted(done.joints.items())
        ]
        if components:
            made["component"] = components
        return made

    def _ranges(self, record: Record, done: SetEntry, spans: Sequence[Span]) -> dict[str, Any] | None:
        if not spans:
            return None
        code = self._concepts(
            "range-of-motion",
            "Range of motion in the exercise",
            "How far a measure went in a full repetition, median over the set; estimated from one camera while exercising, not"
            " examined with a goniometer.",
        )
        made = self._of_set(record, done, "range-of-motion", code)
        made["component"] = [
            {
                "code": self._concepts(
                    f"range-of-motion.{span.measure}",
                    f"Range of motion, {plain(span.measure).lower()}",
                    f"Median over {'repetitions' if span.n != 1 else 'one repetition'} of a set, of the measure {span.measure}.",
                ),
                **measured(span.median, *unit_of(span.measure, span.unit)),
            }
            for span in spans
        ]
        return made

    def _mistakes(self, record: Record, done: SetEntry) -> dict[str, Any] | None:
        counts, what = self._seen(done)
        reviewed: dict[str, int] = {}
        for rep in done.repetitions:
            said = record.mistakes_of(rep)
            for name in () if said is None else set(said) ^ set(rep.mistakes):
                reviewed[name] = reviewed.get(name, counts.get(name, 0)) + (1 if name in (said or ()) else -1)
        if not counts and not reviewed:
            return None
        code = self._concepts("mistakes", "Mistakes of form", "In how many repetitions each was seen; in a hold, how often.")
        made = self._of_set(record, done, "mistakes", code)
        told = [(name, value, "") for name, value in sorted(counts.items())]
        told += [(name, value, "reviewed") for name, value in sorted(reviewed.items())]
        made["component"] = [
            {"code": self._mistake(done, name, suffix), "valueQuantity": count(value, what)} for name, value, suffix in told
        ]
        return made

    @staticmethod
    def _seen(done: SetEntry) -> tuple[dict[str, int], str]:
        """The machine's: how often each mistake, and how often what."""
        if not done.repetitions:
            return dict(done.mistakes), "occurrence"
        names = sorted({name for rep in done.repetitions for name in rep.mistakes})
        return {name: sum(name in rep.mistakes for rep in done.repetitions) for name in names}, "repetition"

    def _mistake(self, done: SetEntry, name: str, suffix: str) -> dict[str, Any]:
        exercise = self._catalogue.get(done.exercise or "")
        known = {} if exercise is None else {mistake.name: mistake.title for mistake in exercise.mistakes}
        title = known.get(name, plain(name))
        code = ".".join(part for part in ("mistake", name, suffix) if part)
        who = "As a reviewer judged." if suffix else "As the mirror saw."
        return self._concepts(code, f"{title}, {suffix}" if suffix else title, f"A mistake of form. {who}")

    def _of_set(self, record: Record, done: SetEntry, part: str, code: dict[str, Any]) -> dict[str, Any]:
        id = identity(record.id, str(done.number), part)
        return self._observation(record, id, code, done.start_t, done)

    def _observation(
        self, record: Record, id: str, code: dict[str, Any], start_t: float, done: SetEntry | None
    ) -> dict[str, Any]:
        changed = record.overruled(done) if done is not None else list(record.overrules.values())
        start = record.at(start_t)
        end = record.ended_at if done is None else record.at(end_of(done))
        made: dict[str, Any] = {
            "resourceType": "Observation",
            "id": id,
            "meta": META,
            "status": "amended" if changed else "final",
            "category": [{"coding": [{"system": CATEGORY, "code": "activity", "display": "Activity"}]}],
            "code": code,
            "effectivePeriod": {"start": instant(start), "end": instant(max(start, end))},
            "device": reference(device_id(record)),
        }
        if record.person_id is not None:
            made["subject"] = reference(identity(record.person_id))
            made["performer"] = [made["subject"]]
        reviewers = sorted({one.reviewer_id for one in changed if one.reviewer_id is not None})
        if reviewers:
            made["performer"] = [*made.get("performer", []), *(reference(identity(reviewer)) for reviewer in reviewers)]
        return made

    def _annotation(self, record: Record, done: SetEntry, one: Overrule) -> dict[str, Any]:
        index, repetition = next((i, rep) for i, rep in enumerate(done.repetitions, 1) if rep.seq == one.seq)
        if one.mistake is None:
            text = f"Movement {index} of the set: the mirror said {repetition.kind}, the reviewer says {one.verdict}."
        else:
            machine = "present" if one.mistake in repetition.mistakes else "absent"
            title = self._mistake(done, one.mistake, "")["text"]
            text = f"Movement {index} of the set, {title}: the mirror said {machine}, the reviewer says {one.verdict}."
        return _signed(one, f"{text} {words(one.reason)}".strip())

    def _notes(self, record: Record, notes: Sequence[Note]) -> list[dict[str, Any]]:
        return [_signed(note, words(note.text)) for note in notes if words(note.text)]


def _signed(one: Overrule | Note, text: str) -> dict[str, Any]:
    made: dict[str, Any] = {"time": instant(one.at), "text": text}
    if one.reviewer_id is not None:
        made["authorReference"] = reference(identity(one.reviewer_id))
    return made


def instant(moment: datetime) -> str:
    """FHIR's dateTime, with the offset, to the millisecond."""
    return moment.isoformat(timespec="milliseconds")
