"""Words: what the report says, in the reader's language: sentences, dates, numbers, units, and the names of things.

English stands in the code; `resources/languages/report/CODE.toml` has each sentence and name of the report once, with its
places; what the mirror says elsewhere too (exercises, mistakes, trends) comes out of its own catalogue (`mirror.language`).
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from functools import cache
from typing import TYPE_CHECKING

from mirror import paths
from mirror.export.pdf.formats import FORMATS
from mirror.export.pdf.measures import TITLES
from mirror.geometry.measures import PAIRED, base
from mirror.language import Language

if TYPE_CHECKING:
    from mirror.exercises.core import Catalogue
    from mirror.export.record import Record

_CM_PER_INCH = 2.54


class Words:
    """The report's words. Call it with an English sentence or name and what stands in its places.

    Attributes:
        code: of the language, as a PDF tells it ("en", "de", "ko").
    """

    def __init__(self, language: Language | None = None) -> None:
        """`language`: None: English, metric."""
        self._language = language or Language()
        self.code = self._language.code
        self._format = FORMATS[self.code]
        self._sentences = sentences(self.code)

    def __call__(self, english: str, **values: object) -> str:
        """The sentence in this language with its places filled in; English where the catalogue has none."""
        said = self._sentences.get(english, english)
        return said.format(**values) if values else said

    def count(self, n: int, one: str, more: str, **values: object) -> str:
        """ "1 set", "2 sets": `one` for exactly one, else `more`, whose place is `{n}`; values: of their other places."""
        return self(one, **values) if n == 1 else self(more, n=self.number(n), **values)

    def told(self, sentence: str) -> str:
        """A whole sentence of the core's with numbers in it, these too as the language writes them."""
        said = self._language(sentence)
        if self._format.decimal == ".":
            return said
        marks = range(1, len(said) - 1)
        at = {i for i in marks if said[i] == "." and said[i - 1].isdigit() and said[i + 1].isdigit()}
        return "".join(self._format.decimal if i in at else letter for i, letter in enumerate(said))

    # -- days and numbers --------------------------------------------------------------------------------------------------

    def day(self, day: date) -> str:
        """ "1 June 2026"."""
        return self._day(self._format.date, day)

    def weekday(self, day: date) -> str:
        """ "Monday 1 June 2026"."""
        return self._day(self._format.weekday, day)

    def brief(self, day: date) -> str:
        """ "1 Jun", for a label."""
        return self._day(self._format.brief, day)

    def clock(self, moment: datetime) -> str:
        """ "18:30"."""
        return self._format.clock.format(hour=moment.hour, minute=moment.minute)

    def period(self, first: date, last: date) -> str:
        """ "1 June 2026", "1 to 30 June 2026", "1 June to 3 July 2026"."""
        if first == last:
            return self.day(last)
        kinds = self._format
        same_year = first.year == last.year
        kind = kinds.apart if not same_year else kinds.same_month if first.month == last.month else kinds.same_year
        head = self._day(kinds.head, first)
        return kind.format(d=first.day, head=head, first=self.day(first), last=self.day(last), end=last.day, end_month=last.month)

    def number(self, value: float, digits: int = 0) -> str:
        """With so many decimals."""
        return f"{value:,.{digits}f}".translate({ord(","): self._format.group, ord("."): self._format.decimal})

    def round(self, value: float) -> str:
        """A number on an axis: as many decimals as it has."""
        return f"{value:g}".replace(".", self._format.decimal)

    def percent(self, share: float) -> str:
        """Of 0 to 1."""
        return self._format.percent.format(n=self.number(100 * share))

    def minutes(self, seconds: float) -> str:
        """ "45 s", "12 min", "2 h 05 min"."""
        if seconds < 90:
            return self("{n} s", n=self.number(seconds))
        whole = round(seconds / 60)
        if whole < 60:
            return self("{n} min", n=whole)
        return self("{hours} h {minutes} min", hours=whole // 60, minutes=f"{whole % 60:02d}")

    def length(self, metres: float) -> str:
        """ "1.25 m", or "4 ft 1 in" where the reader wants it so."""
        if self._language.units != "imperial":
            return self("{n} m", n=self.number(metres, 2))
        feet, inches = divmod(round(100 * metres / _CM_PER_INCH), 12)
        return self("{feet} ft {inches} in", feet=feet, inches=inches)

    def listed(self, numbers: Sequence[int]) -> str:
        """ "1, 3 and 4"."""
        words = [str(number) for number in numbers]
        return words[0] if len(words) == 1 else self("{several} and {last}", several=", ".join(words[:-1]), last=words[-1])

    # -- names of things ---------------------------------------------------------------------------------------------------

    def title(self, exercise: str | None, catalogue: Catalogue) -> str:
        """As the screen calls it."""
        if exercise is None:
            return self("Not recognised")
        known = catalogue.get(exercise)
        return exercise.replace("_", " ").capitalize() if known is None else self._language(known.title)

    def mistake(self, exercise: str | None, name: str, catalogue: Catalogue) -> str:
        """As the screen calls it."""
        known = catalogue.get(exercise or "")
        titles = {} if known is None else {mistake.name: mistake.title for mistake in known.mistakes}
        return self._language(titles[name]) if name in titles else name.replace("_", " ").capitalize()

    def measure(self, name: str) -> str:
        """Of a measure or a scored joint: "Knee" or "Knee, left"."""
        title = TITLES.get(base(name))
        if title is None:
            return name.replace("_", " ").capitalize()
        sided = base(name) != name and base(name) in PAIRED
        return self("{name}, {side}", name=self(title), side=self.side(name)) if sided else self(title)

    def side(self, name: str) -> str:
        """Of a measure that is one side's: "left" or "right"."""
        return self("left" if name.startswith("left") else "right")

    def kind(self, kind: str) -> str:
        """Of a repetition ("full"), or a verdict on a mistake ("present")."""
        return self(kind)

    def who(self, record: Record) -> str:
        """The person's name, else whose id it is."""
        return record.name or self.person(record.person_id)

    def person(self, id: str | None) -> str:
        """By the beginning of their id; None: nobody's."""
        return self("person {id}", id=id[:8]) if id else self("nobody named")

    def _day(self, form: str, day: date) -> str:
        month = self._format.months[day.month - 1]
        return form.format(d=day.day, m=day.month, y=day.year, month=month, weekday=self._format.days[day.weekday()])


@cache
def sentences(code: str) -> Mapping[str, str]:
    """The report's English to this language; {} for English."""
    if code == "en":
        return {}
    file = paths.resources() / "languages" / "report" / f"{code}.toml"
    tables = tomllib.loads(file.read_text(encoding="utf-8"))
    return {english: said for table in tables.values() for english, said in table.items()}


def pairwise(name: str) -> tuple[str, str]:
    """The order in which left and right of the same stand together."""
    return base(name), name
