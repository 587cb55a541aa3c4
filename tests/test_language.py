"""Everything that the core can say has a translation in every language, and looks sound in it."""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from mirror import paths
from mirror.calibration.guide import STEPS
from mirror.coaching import all_phrases
from mirror.events import CueReleased, PersonLeft
from mirror.exercises import load_catalogue
from mirror.language import CODES, Language, load
from mirror.settings import schema, section_model
from mirror.snapshot import Choice, Cue, Menu, Snapshot, Verdict
from mirror.workout import menu

ROOT = Path(__file__).parents[1]
SPEAKING = ("mirror/workout", "mirror/coaching", "mirror/geometry/view.py", "mirror/geometry/verdict.py", "mirror/calibration")
"""Where the core's own sentences stand. A literal of more than one word that ends like a sentence is one."""
OTHERS = tuple(code for code in CODES if code != "en")
SENTENCE = re.compile(r"[A-Z].* .*[.?]")


def literals(path: Path) -> Iterator[str]:
    """Sentences in a module, the places of f-strings as "7"; neither docstrings nor what is raised as our own bug."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    silent: set[ast.AST] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            silent.add(node.value)
        if isinstance(node, ast.Raise):
            silent.update(ast.walk(node))
        if isinstance(node, ast.JoinedStr):
            silent.update(node.values)
    for node in ast.walk(tree):
        if node in silent:
            continue
        text = ""
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            text = node.value
        elif isinstance(node, ast.JoinedStr):
            text = "".join(part.value if isinstance(part, ast.Constant) else "7" for part in node.values)  # type: ignore[misc]
        if SENTENCE.fullmatch(text):
            yield text


def of_the_core() -> set[str]:
    files = [path for place in SPEAKING for path in ([ROOT / place] if place.endswith(".py") else (ROOT / place).glob("*.py"))]
    titles = {choice.title for choice in menu.exercises(load_catalogue(paths.exercises()), (), None).choices}
    return {text for path in files for text in literals(path)} | {step.title for step in STEPS} | titles


def of_the_exercises() -> set[str]:
    said: set[str] = set()
    for entry in load_catalogue(paths.exercises()).values():
        said |= {entry.title, entry.guidance}
        said |= {entry.phases.rest, entry.phases.out, entry.phases.peak, entry.phases.back}
        for mistake in entry.mistakes:
            said |= {mistake.title, mistake.cue, mistake.praise}
    return said - {""}


def of_the_settings() -> set[str]:
    said = {text for entry in schema() for text in (entry.heading, entry.title, entry.description)}
    return said | {str(section_model(entry.section).__doc__) for entry in schema()}


def test_the_core_s_sentences_are_found() -> None:
    found = of_the_core()
    assert "Step back until I see your feet." in found
    assert "All your sets are done. Well done." in found
    assert set(all_phrases()) <= found


@pytest.mark.parametrize("code", OTHERS)
@pytest.mark.parametrize("source", [of_the_core, of_the_exercises, of_the_settings])
def test_every_sentence_has_a_translation(code: str, source: object) -> None:
    language = load(code)
    assert callable(source)
    assert sorted(text for text in source() if not language.knows(text)) == []


def catalogue(code: str) -> dict[str, str]:
    tables = tomllib.loads((paths.resources() / "languages" / f"{code}.toml").read_text(encoding="utf-8"))
    return {english: said for table in tables.values() for english, said in table.items()}


@pytest.mark.parametrize("code", OTHERS)
def test_translations_keep_their_places_and_their_manners(code: str) -> None:
    for english, said in catalogue(code).items():
        assert said.strip() == said != ""
        assert sorted(set(re.findall(r"\{\w+\}", said))) == sorted(set(re.findall(r"\{\w+\}", english))), english
        assert "!" not in said
        if SENTENCE.fullmatch(english):
            assert said[-1] in ".?", english


def test_german_says_du_and_korean_is_polite() -> None:
    assert not [said for said in catalogue("de").values() if re.search(r"\b(Ihr|Ihre|Ihnen|Sie sich|Bitte Sie)\b", said)]
    korean = [said for english, said in catalogue("ko").items() if SENTENCE.fullmatch(english)]
    rude = [said for said in korean if re.search(r"(니다|하라|해라)\.$", said)]
    assert rude == []
    assert sum(said.endswith(("요.", "요?")) for said in korean) > 0.97 * len(korean)


def test_both_languages_have_the_same_sentences() -> None:
    assert [set(catalogue(code)) for code in OTHERS] == [set(catalogue(OTHERS[0]))] * len(OTHERS)


def test_numbers_and_words_find_their_places() -> None:
    language = Language(
        "de", sentences={"Step back {n} cm.": "Geh {n} cm zurück.", "Next: {what}": "Jetzt: {what}", "Squat": "Kniebeuge"}
    )
    assert language("Step back 40 cm.") == "Geh 40 cm zurück."
    assert language("Next: Squat") == "Jetzt: Kniebeuge"
    assert language("Step back a bit.") == "Step back a bit."
    assert not language.knows("Step back far cm.")


@pytest.mark.parametrize(
    ("code", "text", "said"),
    [
        ("en", "Step back 40 cm.", "Step back 16 inches."),
        ("de", "40 cm", "16 Zoll"),
        ("ko", "40 cm", "16인치"),
        ("en", "2.4 m away", "8 feet away"),
        ("en", "3 more", "3 more"),
    ],
)
def test_lengths_come_in_the_user_s_units(code: str, text: str, said: str) -> None:
    assert load(code, "imperial")(text) == said
    assert load(code, "metric")(text) == text


def test_what_a_person_reads_in_a_snapshot_is_translated_and_nothing_else() -> None:
    german = load("de")
    english = Snapshot(
        1.0,
        title="Squat",
        exercise="squat",
        phase_title="Down",
        setup_hint="Come to the middle.",
        cue=Cue("Lift your chest.", "correction", "form", 0.5),
        verdict=Verdict("fair", "Come to the middle."),
        menu=Menu("Squat", (Choice("lunge", "Lunge"), Choice("Rest", "Rest"))),
    )
    said = german.snapshot(english)
    assert (said.title, said.exercise, said.phase_title, said.setup_hint) == ("Kniebeuge", "squat", "Ab", "Komm in die Mitte.")
    assert said.cue == Cue("Heb die Brust.", "correction", "form", 0.5)
    assert said.verdict.advice == "Komm in die Mitte."
    assert said.menu == Menu("Kniebeuge", (Choice("lunge", "Ausfallschritt"), Choice("Rest", "Rest")))
    assert load("en").snapshot(english) is english


def test_a_cue_is_translated_and_other_events_are_not_touched() -> None:
    cue, left = CueReleased(1, 1.0, "Lift your chest.", "correction"), PersonLeft(2, 2.0)
    korean = load("ko")
    assert korean.event(cue) == CueReleased(1, 1.0, "가슴을 드세요.", "correction")
    assert korean.event(left) is left
    assert load("en").event(cue) is cue


def test_an_accent_is_its_language_and_a_language_that_is_not_there_is_english() -> None:
    assert load("de-at")("Squat") == "Kniebeuge"
    assert load("fr").code == "en"
