"""The PDF's structure: everything that is drawn is either read or an artifact, figures are told in words, tables have heads."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import pytest

from mirror.language import CODES
from tests.export.logs import Run
from tests.export.test_pdf import Paged, made

PAINTS = {"Tj", "S", "s", "f", "f*", "F", "B", "B*", "b", "b*"}
"""Operators that leave something on the page (ISO 32000-1, table 51)."""
PLAN = Run(sets=[("squat", 3, "partial"), ("plank", 0, "full"), (None, 0, "full")])


@dataclass(frozen=True)
class Element:
    kind: str
    alt: bytes
    kids: tuple[str, ...]


def objects(pdf: Paged) -> dict[str, bytes]:
    return {n.decode(): body for n, body in re.findall(rb"(\d+) 0 obj\s(.*?)\s?endobj", pdf.raw, re.DOTALL)}


def elements(pdf: Paged) -> dict[str, Element]:
    """Of the structure tree, by the object's number; kids: numbers of elements ("12 R") and of marked content ("3")."""
    found = {}
    for number, body in objects(pdf).items():
        if re.search(rb"/P \d+ 0 R", body) and (kind := re.search(rb"/S /(\w+)", body)):
            kids = re.search(rb"/K (\[[^\]]*\]|\d+ 0 R|\d+)", body)
            told = re.findall(r"(\d+) 0 R|(\d+)", kids[1].decode() if kids else "")
            alt = re.search(rb"/Alt \((.*?)(?<!\\)\)", body, re.DOTALL)
            found[number] = Element(
                kind[1].decode(), alt[1] if alt else b"", tuple(f"{at} R" if at else mark for at, mark in told)
            )
    return found


def below(tree: dict[str, Element], number: str) -> list[str]:
    """Kinds in the order in which they are read."""
    kinds = [tree[number].kind]
    for kid in tree[number].kids:
        if kid.endswith(" R"):
            kinds += below(tree, kid.removesuffix(" R"))
    return kinds


def operators(stream: str) -> list[str]:
    """The operators of a page; what stands in strings is none."""
    bare = re.sub(r"\((?:\\.|[^\\()])*\)", "()", stream, flags=re.DOTALL)
    return re.findall(r"(?<![\w/.<])([A-Za-z]{1,3}\*?)(?=\s|$)", bare)


@pytest.fixture
def pdf(database: Path) -> Paged:
    return made(database, PLAN, review=True)


def test_everything_that_is_drawn_is_read_or_an_artifact(pdf: Paged) -> None:
    for stream in pdf.streams:
        depth, painted = 0, 0
        for operator in operators(stream):
            depth += (operator in ("BDC", "BMC")) - (operator == "EMC")
            if operator in PAINTS:
                painted += 1
                assert depth > 0
        assert depth == 0
        assert painted > 20


def test_marked_content_and_tree_know_each_other(pdf: Paged) -> None:
    assert b"/MarkInfo" in pdf.raw
    tree, everything = elements(pdf), objects(pdf)
    (root,) = [body for body in everything.values() if b"/Type /StructTreeRoot" in body]
    parents = re.search(rb"/ParentTree (\d+) 0 R", root)
    assert parents is not None
    nums = re.findall(rb"(\d+) (\d+) 0 R", everything[parents[1].decode()])
    assert [int(page) for page, _ in nums] == list(range(len(pdf.streams)))
    for (_, array), stream in zip(nums, pdf.streams, strict=True):
        owners = re.findall(rb"(\d+) 0 R", everything[array.decode()])
        marks = re.findall(r"/(\w+) <</MCID (\d+)>> BDC", stream)
        assert [int(mark) for _, mark in marks] == list(range(len(owners)))
        for (kind, mark), owner in zip(marks, owners, strict=True):
            element = tree[owner.decode()]
            assert element.kind == kind
            assert mark in element.kids


def test_it_reads_in_order(pdf: Paged) -> None:
    tree = elements(pdf)
    (root,) = [number for number, element in tree.items() if element.kind == "Document"]
    summary, session = (kid.removesuffix(" R") for kid in tree[root].kids)
    assert below(tree, summary)[:4] == ["Sect", "H1", "P", "P"]
    kinds = below(tree, session)
    assert kinds[:3] == ["Sect", "H2", "P"]
    assert kinds.count("H3") == 3, "two sets with curves, and what the physiotherapist said"
    assert kinds.count("Figure") == 6
    assert kinds.count("TR") == 4
    assert kinds.count("TH") == 8
    assert kinds.count("TD") == 24


@pytest.mark.parametrize("language", CODES)
def test_figures_are_told_in_words(language: str, database: Path) -> None:
    pdf = made(database, PLAN, language=language)
    figures = [element.alt for element in elements(pdf).values() if element.kind == "Figure"]
    assert len(figures) == 7
    assert all(len(alt) > 10 for alt in figures)
    assert f"/Lang ({language})".encode() in pdf.raw
    if language == "en":
        joined = b"\n".join(figures)
        assert b"Seconds in sets, week by week. 1 Jun:" in joined
        assert re.search(rb"Knee, degrees, over the repetition. Knee, left: from \d+ to \d+\.", joined)
        assert b"Score by joint, 0 to 100. Knee, left: 91; Knee, right: 88" in joined
        assert b"Repetitions in their order: full, full, partial. Mistakes at: " in joined


def test_sessions_are_bookmarks(pdf: Paged) -> None:
    titles = re.findall(rb"/Title \((.*?)(?<!\\)\)", pdf.raw)
    assert b"Summary" in titles
    assert b"1 June 2026, 18:30" in titles
