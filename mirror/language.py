"""Language: what the core says in English, in the user's language and units. Pure lookup; what is not found stays English.

The core, the log and every report speak English; screen, captions and voice ask here last. A catalogue
(`resources/languages/CODE.toml`) maps each English sentence to its translation. A sentence with something in it is kept once,
with placeholders: `{n}` (and `{m}`) stand for numbers, any other name for words, which are looked up themselves.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import lru_cache
from typing import Literal, get_args

from mirror import paths
from mirror.events import CueReleased, Event
from mirror.settings import GeneralSettings
from mirror.snapshot import Calibrating, Menu, Replay, Snapshot

Code = Literal["en", "de", "ko"]
Units = Literal["metric", "imperial"]
CODES: tuple[str, ...] = get_args(GeneralSettings.model_fields["language"].annotation)

_PLACE = re.compile(r"\{(\w+)\}")
_NUMBERS = frozenset({"n", "m"})
_NUMBER = r"[-+]?\d+(?:[.,]\d+)?"
_LENGTH = re.compile(rf"({_NUMBER})\s?(cm|m)(?![A-Za-z])")
_UNIT_WORDS: Mapping[str, tuple[str, str]] = {"en": (" inches", " feet"), "de": (" Zoll", " Fuß"), "ko": ("인치", "피트")}
_CM_PER_INCH = 2.54
_M_PER_FOOT = 0.3048
_KEPT = 4096


class Language:
    """Turns sentences over: call it with one.

    Attributes:
        code: "en", "de" or "ko". units: of lengths that stand in sentences.
    """

    def __init__(self, code: str = "en", units: str = "metric", sentences: Mapping[str, str] | None = None) -> None:
        """`sentences`: English to this language; None: none, so that everything stays English."""
        self.code = code
        self.units = units
        self._sentences = dict(sentences or {})
        self._patterns = [(_pattern(key), key, text) for key, text in self._sentences.items() if _PLACE.search(key)]
        self._look_up: Callable[[str], str] = lru_cache(_KEPT)(self._found)

    @property
    def plain(self) -> bool:
        """Whether everything stays as the core says it."""
        return self.code == "en" and self.units == "metric"

    def __call__(self, text: str) -> str:
        """The sentence in this language, or as it is where the catalogue has none."""
        return self._look_up(text)

    def knows(self, text: str) -> bool:
        """Whether the catalogue has this sentence, whole or as a pattern."""
        return self.code == "en" or text in self._sentences or any(p.fullmatch(text) for p, _, _ in self._patterns)

    def snapshot(self, snapshot: Snapshot) -> Snapshot:
        """Everything in it that a person reads, in this language."""
        if self.plain:
            return snapshot
        cue, verdict, menu = snapshot.cue, snapshot.verdict, snapshot.menu
        return replace(
            snapshot,
            title=self(snapshot.title),
            phase_title=self(snapshot.phase_title),
            setup_hint=self(snapshot.setup_hint),
            cue=cue if cue is None else replace(cue, text=self(cue.text)),
            verdict=replace(verdict, advice=self(verdict.advice)) if verdict.advice else verdict,
            menu=menu if menu is None else self._menu(menu),
            replay=None if snapshot.replay is None else self._replay(snapshot.replay),
            finished=tuple(replace(done, title=self(done.title), advice=self(done.advice)) for done in snapshot.finished),
            calibrating=None if snapshot.calibrating is None else self._calibrating(snapshot.calibrating),
        )

    def event(self, event: Event) -> Event:
        """A cue with its words in this language; any other event as it is."""
        if isinstance(event, CueReleased) and not self.plain:
            return replace(event, text=self(event.text))
        return event

    def _replay(self, replay: Replay) -> Replay:
        marks = tuple(replace(mark, title=self(mark.title)) for mark in replay.marks)
        return replace(replay, title=self(replay.title), verdict=self(replay.verdict), marks=marks)

    def _calibrating(self, going: Calibrating) -> Calibrating:
        found = tuple(self(line) for line in going.found)
        return replace(going, title=self(going.title), instruction=self(going.instruction), hint=self(going.hint), found=found)

    def _menu(self, menu: Menu) -> Menu:
        # whoever is called "Rest" keeps the name
        choices = tuple(c if c.title == c.name else replace(c, title=self(c.title)) for c in menu.choices)
        return replace(menu, title=self(menu.title), choices=choices)

    def _found(self, text: str) -> str:
        said = self._sentences.get(text)
        return self._measured(self._filled(text) if said is None else said)

    def _filled(self, text: str) -> str:
        for pattern, key, translation in self._patterns:
            if match := pattern.fullmatch(text):
                names = dict.fromkeys(_PLACE.findall(key))
                values = {name: match[name] if name in _NUMBERS else self._found(match[name]) for name in names}
                return translation.format(**values)
        return text

    def _measured(self, text: str) -> str:
        """Lengths in the user's units: inches to the whole, feet to the half."""
        if self.units != "imperial":
            return text
        inches, feet = _UNIT_WORDS.get(self.code, _UNIT_WORDS["en"])

        def converted(match: re.Match[str]) -> str:
            value = float(match[1].replace(",", "."))
            if match[2] == "cm":
                return f"{round(value / _CM_PER_INCH)}{inches}"
            return f"{round(2 * value / _M_PER_FOOT) / 2:g}{feet}"

        return _LENGTH.sub(converted, text)


def load(code: str, units: str = "metric") -> Language:
    """The bundled language of this code ("de-at" is "de"); English where there is no such catalogue."""
    base = code.partition("-")[0].lower()
    return Language(base, units, _catalogue(base)) if base in CODES else Language("en", units)


@lru_cache(maxsize=4)
def _catalogue(code: str) -> dict[str, str]:
    """English to this language; {} for English."""
    if code == "en":
        return {}
    tables = tomllib.loads((paths.resources() / "languages" / f"{code}.toml").read_text(encoding="utf-8"))
    return {english: said for table in tables.values() for english, said in table.items()}


def _pattern(key: str) -> re.Pattern[str]:
    """A key's placeholders as groups; the same name again must hold the same."""
    made, end, seen = "", 0, set()
    for place in _PLACE.finditer(key):
        name = place[1]
        made += re.escape(key[end : place.start()])
        made += f"(?P={name})" if name in seen else f"(?P<{name}>{_NUMBER if name in _NUMBERS else '.+?'})"
        seen.add(name)
        end = place.end()
    return re.compile(made + re.escape(key[end:]))
