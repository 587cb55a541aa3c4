"""The report's words: everything that it can say has a translation; dates, numbers and units are written as the language does."""

from __future__ import annotations

import ast
import math
import re
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mirror.export.pdf import words as module
from mirror.export.pdf.measures import TITLES
from mirror.export.pdf.words import Words, sentences
from mirror.geometry.measures import MEASURES, base
from mirror.language import CODES, load
from mirror.review import trends
from mirror.review.core import Change

FOLDER = Path(module.__file__).parent
OTHERS = tuple(code for code in CODES if code != "en")
DATA = frozenset({"formats.py", "tags.py", "fonts.py", "foreign.py", "words.py"})
"""Modules whose constants are no words for people."""
NO_WORDS = {"deg", "torsos", "this set", "this person", "too few sessions", "not kept", "by hand", "H3"}
"""What the log and the review call things among themselves."""


def said(file: Path) -> Iterator[str]:
    """What a module hands to `Words`: literals in calls of it, titles of columns, and what its constants hold for later."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            named = ast.unparse(node.func)
            if named.endswith(("say", "say.count", "Column")) or named in ("self", "self.count"):
                yield from (
                    leaf.value
                    for arg in node.args
                    for leaf in ast.walk(arg)
                    if isinstance(leaf, ast.Constant) and isinstance(leaf.value, str)
                )
    if file.name not in DATA:
        for node in tree.body:
            value = node.value if isinstance(node, ast.Assign | ast.AnnAssign) else None
            for leaf in ast.walk(value) if value is not None else ():
                if isinstance(leaf, ast.Constant) and isinstance(leaf.value, str) and " " in leaf.value:
                    yield leaf.value
                if isinstance(leaf, ast.Dict):
                    yield from (one.value for one in leaf.values if isinstance(one, ast.Constant) and isinstance(one.value, str))


def everything() -> set[str]:
    found = {text for file in FOLDER.glob("*.py") for text in said(file)} | set(TITLES.values())
    return found - NO_WORDS


def test_what_the_report_says_is_found() -> None:
    found = everything()
    assert {"Training report", "{n} full repetitions", "Range of motion, left · right", "led by a plan", "Rejected"} <= found
    assert len(found) > 120


@pytest.mark.parametrize("code", OTHERS)
def test_every_word_has_a_translation_and_none_is_left_over(code: str) -> None:
    spoken = {"full", "partial", "rejected", "present", "absent"}
    assert sorted(everything() - set(sentences(code))) == []
    assert sorted(set(sentences(code)) - everything() - spoken) == []
    assert spoken <= set(sentences(code))


@pytest.mark.parametrize("code", OTHERS)
def test_translations_keep_their_places_and_their_manners(code: str) -> None:
    for english, text in sentences(code).items():
        assert text.strip() == text != ""
        assert set(re.findall(r"\{\w+\}", text)) == set(re.findall(r"\{\w+\}", english)), english
        assert "!" not in text
        if re.fullmatch(r"[A-Z].* .*[.?]", english):
            assert text[-1] in ".?", english


def test_every_measure_has_a_name() -> None:
    assert {base(name) for name in MEASURES} == set(TITLES)


def test_the_desk_calls_them_so_too() -> None:
    texts = pytest.importorskip("ui.review.plots.texts")
    assert {name: str(title) for name, title in texts.MEASURES.items()} == TITLES


def test_a_side_is_told() -> None:
    assert Words().measure("left_knee") == "Knee, left"
    assert Words(load("de")).measure("left_knee") == "Knie, links"
    assert Words(load("ko")).measure("torso_lean") == "몸통과 수직선"
    assert Words().measure("some_joint") == "Some joint"


@pytest.mark.parametrize(
    ("code", "whole", "weekday", "brief", "clock"),
    [
        ("en", "1 June 2026", "Monday 1 June 2026", "1 Jun", "18:05"),
        ("de", "1. Juni 2026", "Montag, 1. Juni 2026", "1.6.", "18:05 Uhr"),
        ("ko", "2026년 6월 1일", "2026년 6월 1일 월요일", "6. 1.", "18:05"),
    ],
)
def test_days(code: str, whole: str, weekday: str, brief: str, clock: str) -> None:
    say, at = Words(load(code)), datetime(2026, 6, 1, 18, 5)
    assert (say.day(at), say.weekday(at), say.brief(at), say.clock(at)) == (whole, weekday, brief, clock)


@pytest.mark.parametrize(
    ("first", "last", "told"),
    [
        (date(2026, 6, 1), date(2026, 6, 1), ("1 June 2026", "1. Juni 2026", "2026년 6월 1일")),
        (date(2026, 6, 1), date(2026, 6, 30), ("1 to 30 June 2026", "1. bis 30. Juni 2026", "2026년 6월 1일~30일")),
        (date(2026, 6, 1), date(2026, 7, 3), ("1 June to 3 July 2026", "1. Juni bis 3. Juli 2026", "2026년 6월 1일~7월 3일")),
        (
            date(2025, 6, 1),
            date(2026, 6, 3),
            ("1 June 2025 to 3 June 2026", "1. Juni 2025 bis 3. Juni 2026", "2025년 6월 1일~2026년 6월 3일"),
        ),
    ],
)
def test_periods(first: date, last: date, told: tuple[str, str, str]) -> None:
    assert tuple(Words(load(code)).period(first, last) for code in ("en", "de", "ko")) == told


@pytest.mark.parametrize(
    ("seconds", "told"),
    [
        (0, ("0 s", "0 s", "0초")),
        (89.7, ("90 s", "90 s", "90초")),
        (600, ("10 min", "10 Min.", "10분")),
        (7500, ("2 h 05 min", "2 Std. 05 Min.", "2시간 05분")),
    ],
)
def test_minutes(seconds: float, told: tuple[str, str, str]) -> None:
    assert tuple(Words(load(code)).minutes(seconds) for code in ("en", "de", "ko")) == told


def test_numbers_counts_and_lists() -> None:
    english, german, korean = (Words(load(code)) for code in ("en", "de", "ko"))
    assert (english.number(0.25, 2), german.number(0.25, 2), korean.round(2.5)) == ("0.25", "0,25", "2.5")
    assert (english.number(14859), german.number(14859), german.number(1234.5, 1)) == ("14,859", "14.859", "1.234,5")
    assert korean.count(1432, "1 set", "{n} sets") == "세트 1,432개"
    assert (english.percent(1 / 3), german.percent(1 / 3), korean.percent(1 / 3)) == ("33 %", "33 %", "33%")
    assert (english.count(1, "1 set", "{n} sets"), german.count(2, "1 set", "{n} sets")) == ("1 set", "2 Sätze")
    assert (english.listed([1, 3, 4]), german.listed([1, 3, 4]), english.listed([7])) == ("1, 3 and 4", "1, 3 und 4", "7")


@pytest.mark.parametrize(
    ("code", "metric", "imperial"),
    [("en", "1.25 m", "4 ft 1 in"), ("de", "1,25 m", "4 Fuß 1 Zoll"), ("ko", "1.25 m", "4피트 1인치")],
)
def test_lengths(code: str, metric: str, imperial: str) -> None:
    assert Words(load(code)).length(1.25) == metric
    assert Words(load(code, "imperial")).length(1.25) == imperial


@given(
    quantity=st.sampled_from(["volume", "range", "score", "asymmetry", "tempo"]),
    unit=st.sampled_from(["repetitions", "s", "deg", "torsos", "points", "share"]),
    values=st.tuples(*[st.floats(0, 500)] * 3),
    change=st.sampled_from(["improved", "worse", "changed", "no certain change", "too few sessions"]),
    apart=st.booleans(),
)
@settings(max_examples=60, deadline=None)
def test_trends_are_told_whole_in_every_language(
    quantity: str, unit: str, values: tuple[float, float, float], change: Change, apart: bool
) -> None:
    mdc = math.inf if apart else values[2]
    sentence = trends._sentence(quantity, unit, *values[:2], mdc, change, 4, 9)
    for code in OTHERS:
        told = Words(load(code)).told(sentence)
        assert (
            re.findall(r"[A-Za-z]{5,}", told) == [] if code == "ko" else not re.search(r"weeks|difference|explain|degrees", told)
        )


def test_a_sentence_of_the_core_s_has_its_numbers_written_too() -> None:
    sentence = "Score: 80.5 points in the first 4 weeks, 84.0 points in the last 4."
    assert Words(load("de")).told(sentence) == "Wertung: 80,5 Punkte in den ersten 4 Wochen, 84,0 Punkte in den letzten 4."
    assert Words().told(sentence) == sentence
