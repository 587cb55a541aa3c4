"""What the product is not is said in the same words everywhere, and the page about privacy names tests that are there."""

from __future__ import annotations

import re
from pathlib import Path

from mirror.notice import NOTICE

ROOT = Path(__file__).parents[1]


def test_the_pages_say_it_in_the_same_words() -> None:
    for page in ("README.md", "docs/not-a-medical-device.md"):
        assert f"> {NOTICE}" in (ROOT / page).read_text(encoding="utf-8"), page


def test_every_test_that_proves_something_is_there() -> None:
    named = set(re.findall(r"`(tests/[\w/]+\.py)`", (ROOT / "docs/privacy.md").read_text(encoding="utf-8")))
    assert len(named) > 5
    assert sorted(name for name in named if not (ROOT / name).exists()) == []


def test_the_figures_of_the_page_are_the_reports() -> None:
    report = (ROOT / "models/weights/REPORT.md").read_text(encoding="utf-8")
    for figure in (
        "0.885 (0.831 to 0.936)",
        "0.254 (0.033 to 0.453), 0.750",
        "3.4 and 5.0; elsewhere 7.8 and 8.8",
        "0.671 (0.635 to 0.711) at 1.2 %",
        "at 6.9 %",
        "0.880 (0.847 to 0.912)",
        "| good | 129 | 3.8 (2.7 to 4.8) | 1.8 | 13.9 |",
    ):
        assert figure in report, f"docs/not-a-medical-device.md has to be brought up to date: {figure}"
