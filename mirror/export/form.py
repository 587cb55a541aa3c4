"""Form: the forms in which sessions can leave the log, and the paper of the one that is printed."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path

from mirror.errors import WorldError


class ExportError(WorldError):
    """What was asked for cannot be exported, or not to there."""


class Form(StrEnum):
    """Forms in which sessions can leave the log."""

    JSON = "json"
    CSV = "csv"
    FHIR = "fhir"
    PDF = "pdf"
    TRC = "trc"


ENDINGS = {Form.PDF: ".pdf", Form.CSV: ".csv", Form.JSON: ".json", Form.FHIR: ".fhir.json", Form.TRC: ".trc"}


class Paper(StrEnum):
    """Of a PDF."""

    A4 = "a4"
    LETTER = "letter"


class Tongue(StrEnum):
    """Of a PDF."""

    EN = "en"
    DE = "de"
    KO = "ko"


LETTER_COUNTRIES = frozenset({"US", "CA", "MX", "PH", "CL", "CO", "VE", "PR", "GT", "CR", "PA", "SV", "NI"})
"""Where paper is Letter (Unicode CLDR, territory information on paper sizes)."""


def form_of(file: Path) -> Form:
    """By the file's ending (`.fhir.json` is FHIR); JSON, which can be imported again, where it tells nothing."""
    if file.name.lower().endswith(".fhir.json"):
        return Form.FHIR
    ending = file.suffix.lower().removeprefix(".")
    return Form(ending) if ending in set(Form) else Form.JSON


def file_name(person: str, form: Form) -> str:
    """What a file of this person's could be called: in no folder of its own, not hidden, of what names of files can hold."""
    kept = "".join(" " if letter in '/\\:*?"<>|' or not letter.isprintable() else letter for letter in person)
    return (" ".join(kept.split()).strip(". ")[:60].strip() or "session") + ENDINGS[form]


def paper_of(environment: Mapping[str, str]) -> Paper:
    """By the country of the locale (LC_ALL, LC_PAPER, LANG, the first that is set); A4 where it has none."""
    named = next((environment[key] for key in ("LC_ALL", "LC_PAPER", "LANG") if environment.get(key)), "")
    country = named.partition(".")[0].partition("_")[2]
    return Paper.LETTER if country in LETTER_COUNTRIES else Paper.A4
