"""The PDF: its pages, what is drawn as lines, what stands on them, in many situations. Read back without a PDF library."""

from __future__ import annotations

import io
import re
import zlib
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from mirror.export import ExportError, Form, Paper, write
from mirror.export.pdf import fonts, foreign, summary
from mirror.export.pdf.adherence import adherence
from mirror.export.pdf.plots import ticks
from mirror.export.pdf.sheet import Sheet
from mirror.export.pdf.tags import Tags
from mirror.export.pdf.words import Words
from mirror.export.record import load
from mirror.language import load as load_language
from mirror.sessions import Store, reviews
from tests.export.logs import MONDAY, Run, record, reviewed, reviewer

NOW = datetime(2026, 7, 1, 12, tzinfo=UTC)


@dataclass
class Paged:
    """raw: the file; streams: the pages' drawing operators, decoded; texts: their words, in the order in which they are drawn."""

    raw: bytes
    streams: list[str]
    texts: list[str]

    @property
    def all(self) -> str:
        return "\n".join(self.texts)


def read(raw: bytes) -> Paged:
    objects = {int(n): body for n, body in re.findall(rb"(\d+) 0 obj\s(.*?)\s?endobj", raw, re.DOTALL)}
    pages = [body for body in objects.values() if b"/Type /Page\n" in body or re.search(rb"/Type\s*/Page\b(?!s)", body)]
    maps = _letters(objects)
    streams, texts = [], []
    for body in pages:
        found = re.search(rb"/Contents (\d+) 0 R", body)
        assert found is not None
        stream = _decoded(objects[int(found[1])]).decode("latin-1")
        streams.append(stream)
        texts.append(_words(stream, maps))
    return Paged(raw, streams, texts)


def _decoded(body: bytes) -> bytes:
    length = re.search(rb"/Length (\d+)", body)
    assert length is not None
    start = re.search(rb"stream\r?\n", body)
    assert start is not None
    return zlib.decompress(body[start.end() : start.end() + int(length[1])])


def _letters(objects: dict[int, bytes]) -> dict[str, dict[int, str]]:
    """By the font's name in the pages: byte to letter, out of the ToUnicode maps."""
    maps = {}
    for body in objects.values():
        name, unicode = re.search(rb"/Name /(F\d+\+\d+)", body), re.search(rb"/ToUnicode (\d+) 0 R", body)
        if name and unicode:
            text = _decoded(objects[int(unicode[1])]).decode("latin-1")
            pairs = {int(at, 16): chr(int(code, 16)) for at, code in re.findall(r"<([0-9A-F]{2})> <([0-9A-F]{4})>\n", text)}
            maps[name[1].decode()] = pairs
    return maps


def _words(stream: str, maps: dict[str, dict[int, str]]) -> str:
    said = []
    for block in re.findall(r"BT(.*?)ET", stream, re.DOTALL):
        font = re.search(r"/(F\d+\+\d+) ", block)
        for raw in re.findall(r"\(((?:\\.|[^\\)])*)\) Tj", block, re.DOTALL):
            plain = re.sub(r"\\([0-7]{3}|.)", lambda m: chr(int(m[1], 8)) if m[1].isdigit() else m[1], raw)
            said.append("".join(maps.get(font[1] if font else "", {}).get(ord(c), c) for c in plain))
    return "\n".join(said)


def made(
    database: Path,
    *runs: Run,
    review: bool = False,
    nameless: bool = False,
    paper: Paper = Paper.A4,
    language: str | None = None,
) -> Paged:
    ids = [record(database, run) for run in runs]
    with Store(database) as store:
        if review:
            reviewed(store, ids[0])
        out = database.parent / "a.pdf"
        write(store, ids, Form.PDF, out, audit=None, pseudonymous=nameless, paper=paper, language=language, now=NOW)
    return read(out.read_bytes())


def test_a_page_of_summary_and_one_a_session(database: Path) -> None:
    pdf = made(database, Run(), Run(sets=[("lunge", 4, "full")], at=MONDAY + timedelta(days=8)))
    assert len(pdf.texts) == 3
    for number, text in enumerate(pdf.texts, 1):
        assert f"Page {number} of 3" in text
        assert "Not a medical device" in text
        assert "made on 1 July 2026" in text
    summary, first, second = pdf.texts
    assert "1 to 9 June 2026 · 2 sessions on 2 days" in summary
    assert "Squat" in summary
    assert "Lunge" in summary
    assert "Monday 1 June 2026, 18:30" in first
    assert "Tuesday 9 June 2026, 18:30" in second


def test_curves_are_lines_and_nothing_is_a_picture(database: Path) -> None:
    pdf = made(database, Run(sets=[("squat", 4, "full")]))
    assert not re.search(rb"/Subtype\s*/Image", pdf.raw)
    assert not any(re.search(r"\bBI\b|\bDo\b", stream) for stream in pdf.streams)
    lines = re.findall(r"^n ([\d.-]+ [\d.-]+ m(?: [\d.-]+ [\d.-]+ [lm])+)(.*)$", pdf.streams[1], re.MULTILINE)
    long = [path for path, _ in lines if path.count(" l") > 40]
    assert len(long) >= 3, "a median for each side, and a band"
    heights = {float(y) for y in re.findall(r"[\d.]+ ([\d.]+) [lm]", long[0])}
    assert max(heights) - min(heights) > 30, "a knee that bends is no straight line"


def test_the_faces_are_embedded_and_the_title_told(database: Path) -> None:
    pdf = made(database, Run())
    assert len(re.findall(rb"/FontFile2", pdf.raw)) >= 2
    assert b"Inter-Regular" in pdf.raw
    assert b"/DisplayDocTitle true" in pdf.raw
    assert b"/Lang" in pdf.raw
    assert b"D:20260701120000+00'00'" in pdf.raw
    assert b"Training report, Anna, 1 June 2026" in pdf.raw


def test_the_same_log_gives_the_same_bytes(database: Path) -> None:
    id = record(database, Run())
    with Store(database) as store:
        for name in ("a.pdf", "b.pdf"):
            write(store, [id], Form.PDF, database.parent / name, audit=None, paper=Paper.A4, now=NOW)
    assert (database.parent / "a.pdf").read_bytes() == (database.parent / "b.pdf").read_bytes()


@pytest.mark.parametrize(("paper", "size"), [(Paper.A4, b"595.2756 841.8898"), (Paper.LETTER, b"612 792")])
def test_paper(paper: Paper, size: bytes, database: Path) -> None:
    assert b"/MediaBox [ 0 0 " + size in made(database, Run(), paper=paper).raw


def test_both_verdicts_are_told(database: Path) -> None:
    pdf = made(database, Run(), review=True)
    assert "Set 1, movement 3: the mirror: partial, Beate Physio: full (Deep enough for her hip.)" in pdf.texts[1]
    assert "Set 1, movement 1: Knees fall in, the mirror: present, Beate Physio: absent" in pdf.texts[1]
    assert "2 → 3" in pdf.texts[1]
    assert "Anna moved well today." in pdf.texts[1]
    assert "A physiotherapist overruled 2 verdicts" in pdf.texts[0]


def test_without_a_name(database: Path) -> None:
    pdf = made(database, Run(name="Gundula"), review=True, nameless=True)
    with Store(database) as store:
        (whose,) = store.profiles()
    assert not [word for word in ("Gundula", "Beate", "Deep enough", "Anna") if word in pdf.all or word.encode() in pdf.raw]
    assert f"person {whose.id[:8]}" in pdf.texts[0]
    assert "the mirror: partial, the reviewer: full" in pdf.texts[1]


@pytest.mark.parametrize(
    ("run", "words"),
    [
        (Run(sets=[]), ["No set was made in this session."]),
        (Run(sets=[(None, 0, "full")]), ["Not recognised", "the exercise is not known, so there are no curves"]),
        (Run(sets=[("plank", 0, "full")]), ["Plank", "42 s", "degrees, over the set"]),
        (Run(cut_off=True), ["cut off: the program ended before the session did", "Squat, cut off"]),
        (Run(track=False), ["No landmarks of this set were kept"]),
        (Run(joints={}, score=0.0), ["No joint was scored."]),
    ],
    ids=["no sets", "not recognised", "hold", "cut off", "no track", "no scores"],
)
def test_what_is_not_there_is_said(run: Run, words: list[str], database: Path) -> None:
    page = made(database, run).texts[1]
    assert [word for word in words if word not in page] == []


def test_what_does_not_fit_is_counted(database: Path) -> None:
    sets = [(name, 2, "full") for name in ("squat", "lunge", "push_up", "bicep_curl") * 4]
    id = record(database, Run(sets=sets))  # type: ignore[arg-type]
    with Store(database) as store:
        who = reviewer(store)
        for i in range(9):
            reviews.add_note(store, reviews.About(None, id), f"Note {i}", who)
        write(store, [id], Form.PDF, database.parent / "a.pdf", audit=None, now=NOW)
    pdf = read((database.parent / "a.pdf").read_bytes())
    assert len(pdf.texts) == 2, "still one page"
    assert "and 5 further sets: 10 full, 0 partial, 0 rejected" in pdf.texts[1]
    assert "in the table only, for want of room" in pdf.texts[1]
    assert "and 5 further verdicts and notes" in pdf.texts[1]


@pytest.mark.parametrize(
    ("name", "printed"),
    [("김민준", "김민준"), ("Łucja Åström Ελένη", "Łucja Åström Ελένη"), ("ᏣᎳᎩ", None), ("A" * 80, "A" * 40)],
)
def test_names(name: str, printed: str | None, database: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(foreign, "shaped", lambda text: None)
    fonts._runs.cache_clear()
    summary = made(database, Run(name=name)).texts[0]
    if printed is None:
        assert "No font of this machine has the letters of the name." in summary
        assert "person " in summary
    else:
        assert printed in summary.replace("\n", "")


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=60), st.floats(20, 300))
def test_any_text_is_written_without_empty_boxes(text: str, room: float) -> None:
    legible = fonts.legible(text)
    assert fonts.printable(legible)
    lines = fonts.wrapped(legible, 9, room)
    assert "".join(lines).replace(" ", "") == legible.replace(" ", "")
    assert all(fonts.width(line, 9) <= room or len(line) == 1 for line in lines)
    assert fonts.width(fonts.elided(legible, 9, room), 9) <= room


@pytest.mark.parametrize("code", ["en", "de", "ko"])
def test_figures_in_tables_are_never_cut(code: str, monkeypatch: pytest.MonkeyPatch) -> None:
    fonts.glyphs()
    drawn: list[str] = []
    monkeypatch.setattr(fonts, "draw", lambda canvas, x, y, text, size, bold=False: drawn.append(text))
    sheet = Sheet(Tags(Canvas(io.BytesIO())), A4, Words(load_language(code)))
    figures = ["1,432", "123,456", "99 → 100", "0", "12 h 32 min", "100"]
    for title in ("Seitlicher Ausfallschritt im Wechsel", "Squat"):
        sheet.table(summary._EXERCISES, [[title, *figures, "Elbow in front of shoulder: 0.45 · 0.45 torso"]])
    assert [text for text in figures if drawn.count(text) != 2] == []


def test_german_and_korean_pages_have_no_english(database: Path) -> None:
    id = record(database, Run(name="Anna", sets=[("squat", 3, "partial"), ("plank", 0, "full"), (None, 0, "full")], cut_off=True))
    with Store(database) as store:
        for code, words in (("de", "Trainingsbericht"), ("ko", "운동 보고서")):
            write(store, [id], Form.PDF, database.parent / "a.pdf", audit=None, now=NOW, language=code)
            pdf = read((database.parent / "a.pdf").read_bytes())
            assert words.replace(" ", "") in "".join(pdf.all.split())
            assert not re.search(r"\b(the|and|of|set|sets|score|session|full|partial|known|report)\b", pdf.all, re.IGNORECASE)


def test_a_report_is_about_one_person(database: Path) -> None:
    ids = [record(database, Run(name=name)) for name in ("Anna", "Ben")]
    with Store(database) as store, pytest.raises(ExportError, match="2 people"):
        write(store, ids, Form.PDF, database.parent / "a.pdf", audit=None)


def test_a_plan_is_told_with_what_was_kept(database: Path) -> None:
    ids = [record(database, Run(at=MONDAY + timedelta(days=d))) for d in (0, 2)]
    with Store(database) as store:
        (whose,) = store.profiles()
        item = reviews.PlanItem(1, "squat", 2, 8, None, None, 60.0)
        draft = reviews.PlanDraft(whose.id, "Knee", "", date(2026, 5, 30), None, (item,))
        reviews.set_plan(store, draft, None, at=datetime(2026, 5, 20, tzinfo=UTC))
        (plan,) = reviews.plans(store, whose.id)
        records = load(store, ids)
        kept = adherence(plan, records, date(2026, 6, 1), date(2026, 6, 3))
        write(store, ids, Form.PDF, database.parent / "a.pdf", audit=None, now=NOW)
    assert kept is not None
    assert (kept.days, kept.trained, kept.sets, kept.done) == (3, 2, 6, 2)
    assert adherence(plan, records, date(2026, 1, 1), date(2026, 1, 3)) is None
    assert "trained on 2 of 3 days, 2 of 6 sets made (33 %)" in read((database.parent / "a.pdf").read_bytes()).texts[0]


@given(st.floats(-1e6, 1e6), st.floats(1e-3, 1e6), st.integers(2, 8))
def test_ticks_are_round_and_inside(low: float, span: float, most: int) -> None:
    marks = ticks(low, low + span, most)
    assert len(marks) <= most + 1
    assert all(low - 1e-6 * span <= mark <= low + span * (1 + 1e-6) for mark in marks)
