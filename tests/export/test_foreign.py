"""Letters that the bundled faces lack: found, shaped and drawn as outlines, whatever kind of font this machine has for them."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.t2CharStringPen import T2CharStringPen
from fontTools.pens.ttGlyphPen import TTGlyphPen

from mirror.export import Form, write
from mirror.export.pdf import fonts, foreign
from mirror.sessions import Store
from tests.export.logs import Run, record
from tests.export.test_pdf import Paged, read

CHEROKEE = "ᏣᎳᎩ"
Lookup = Callable[[str], Iterator[tuple[str, int]]]


def square(pen: T2CharStringPen | TTGlyphPen, side: int) -> None:
    pen.moveTo((0, 0))
    pen.lineTo((0, side))
    pen.lineTo((side, side))
    pen.lineTo((side, 0))
    pen.closePath()


def font(file: Path, letters: str, *, postscript: bool) -> Path:
    """A font that draws a square for each letter, of TrueType or PostScript outlines, 1000 to the em."""
    names = {letter: f"uni{ord(letter):04X}" for letter in letters}
    builder = FontBuilder(1000, isTTF=not postscript)
    builder.setupGlyphOrder([".notdef", *names.values()])
    builder.setupCharacterMap({ord(letter): name for letter, name in names.items()})
    drawn = {}
    for name, side in zip([".notdef", *names.values()], itertools.count(400, 50), strict=False):
        pen = T2CharStringPen(1000, None) if postscript else TTGlyphPen(None)
        square(pen, side)
        drawn[name] = pen.getCharString() if isinstance(pen, T2CharStringPen) else pen.glyph()
    if postscript:
        builder.setupCFF("Squares", {}, drawn, {})
    else:
        builder.setupGlyf(drawn)
    builder.setupHorizontalMetrics({name: (1000, 0) for name in drawn})
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    builder.setupNameTable({"familyName": "Squares", "styleName": "Regular"})
    builder.setupOS2()
    builder.setupPost()
    builder.save(file)
    return file


@pytest.fixture(autouse=True)
def _forgotten() -> Iterator[None]:
    """No test knows another's fonts."""
    yield
    for one in (foreign.shaped, foreign._face, foreign._opened, foreign._outline, fonts._runs):
        one.cache_clear()


@pytest.fixture
def machine(monkeypatch: pytest.MonkeyPatch) -> Callable[[Path | None], None]:
    """A machine whose only other font is this one; None: that has none."""

    def has(file: Path | None) -> None:
        _forget = (foreign.shaped, foreign._face, fonts._runs)
        for one in _forget:
            one.cache_clear()
        monkeypatch.setattr(foreign, "found", lambda letters: iter([] if file is None else [(str(file), 0)]))

    return has


def report(database: Path, name: str) -> Paged:
    id = record(database, Run(name=name, sets=[]))
    out = database.parent / "a.pdf"
    with Store(database) as store:
        write(store, [id], Form.PDF, out, audit=None, language="en", now=datetime(2026, 7, 1, tzinfo=UTC))
    return read(out.read_bytes())


@pytest.mark.parametrize("postscript", [False, True], ids=["TrueType", "PostScript"])
def test_a_name_is_drawn_and_its_letters_are_told(
    postscript: bool, database: Path, tmp_path: Path, machine: Callable[[Path | None], None]
) -> None:
    machine(font(tmp_path / "squares.font", CHEROKEE, postscript=postscript))
    page = report(database, f"Anna {CHEROKEE}")
    told = CHEROKEE.encode("utf-16-be").hex().upper()
    (_, *spans) = page.streams[0].split(f"/Span <</ActualText <FEFF{told}>>> BDC")
    assert len(spans) == 2, "in the header and under the title"
    for span in spans:
        drawn = span.partition("EMC")[0]
        assert drawn.count(" m ") + drawn.count(" m\n") >= 3, "an outline a letter"
        assert " Tj" in drawn, "something that can be selected"
    assert b"/Subtype /Image" not in page.raw
    assert "letters of the name" not in page.all


def test_without_such_a_font_it_is_said(database: Path, machine: Callable[[Path | None], None]) -> None:
    machine(None)
    page = report(database, CHEROKEE)
    assert "No font of this machine has the letters of the name." in page.texts[0]
    assert "Training report · person " in page.texts[0]


def test_a_font_with_some_of_the_letters_does_not_do(tmp_path: Path, machine: Callable[[Path | None], None]) -> None:
    machine(font(tmp_path / "squares.ttf", CHEROKEE[:2], postscript=False))
    assert foreign.shaped(CHEROKEE[:2]) is not None
    assert foreign.shaped(CHEROKEE) is None
    assert fonts.legible(f"Anna {CHEROKEE}") == "Anna [not printable]"
    assert fonts.legible(f"Anna {CHEROKEE}", "[nicht druckbar]") == "Anna [nicht druckbar]"


def test_a_broken_font_is_as_none(tmp_path: Path, machine: Callable[[Path | None], None]) -> None:
    file = tmp_path / "broken.ttf"
    file.write_bytes(b"\0\1\0\0 rubbish" * 20)
    machine(file)
    assert not fonts.printable(CHEROKEE)
    machine(tmp_path / "gone.ttf")
    assert not fonts.printable(CHEROKEE)


def test_widths_are_the_font_s_and_long_names_are_cut(tmp_path: Path, machine: Callable[[Path | None], None]) -> None:
    machine(font(tmp_path / "squares.ttf", CHEROKEE, postscript=False))
    assert fonts.width(CHEROKEE, 10) == pytest.approx(30)
    cut = fonts.elided(CHEROKEE * 20, 10, 100)
    assert 80 < fonts.width(cut, 10) <= 100
    lines = fonts.wrapped(CHEROKEE * 4, 10, 50)
    assert "".join(lines) == CHEROKEE * 4
    assert max(fonts.width(line, 10) for line in lines) <= 50


def test_words_that_run_to_the_left_stand_as_their_script_reads(tmp_path: Path, machine: Callable[[Path | None], None]) -> None:
    machine(font(tmp_path / "squares.ttf", "שרהכן ", postscript=False))
    runs = fonts._runs("Anna שרה כהן Ben", False)
    assert [part for face, part in runs if not face] == ["שרה כהן"], "one run, so that the second word stands left"
    shaped = foreign.shaped("שרה כהן")
    assert shaped is not None
    last = foreign.shaped("ן")
    assert last is not None
    assert shaped.glyphs[0][0] == last.glyphs[0][0], "the last letter is the leftmost"


def test_arabic_letters_are_joined() -> None:
    joined, alone = foreign.shaped("محمد"), [foreign.shaped(letter) for letter in "محمد"]
    if joined is None:
        pytest.skip("this machine has no font for Arabic")
    assert {number for number, _, _ in joined.glyphs} != {one.glyphs[0][0] for one in alone if one is not None}
    assert [x for _, x, _ in joined.glyphs] == sorted(x for _, x, _ in joined.glyphs)


def test_a_machine_without_fontconfig_finds_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    foreign._fontconfig.cache_clear()
    monkeypatch.setattr(foreign, "_LIBRARY", "libnothing-of-that-name.so.1")
    try:
        assert list(foreign.found("王")) == []
    finally:
        foreign._fontconfig.cache_clear()


def test_fontconfig_names_a_file_that_is_there() -> None:
    for file, index in foreign.found("м"):
        assert Path(file).is_file()
        assert index >= 0
