"""Interpreter: hears the events in English and has the voice say them in the user's language; both can change while it runs."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from mirror.events import Event
from mirror.language import Language, load
from mirror.settings import Settings
from mirror.voice.core import SoundStatus, Voice


class Interpreter:
    """Between the events, the voice and whoever changes the settings."""

    def __init__(self, voice: Voice, settings: Settings, phrases: Callable[[Settings], Sequence[str]]) -> None:
        """`phrases`: what may have to be said with these settings, in English."""
        self._voice, self._phrases = voice, phrases
        self._settings = settings
        self._language = _language(settings)

    @property
    def status(self) -> SoundStatus:
        """Of the voice."""
        return self._voice.status

    def mute(self, muted: bool) -> None:
        """Never blocks, from any thread."""
        self._voice.mute(muted)

    def set_volume(self, volume: float) -> None:
        """Never blocks, from any thread."""
        self._voice.set_volume(volume)

    def handle(self, event: Event) -> None:
        """Hear an event. Never blocks, from any thread."""
        self._voice.handle(self._language.event(event))

    def become(self, settings: Settings) -> None:
        """Speak as these settings say from the next line on. Never blocks, from any thread."""
        before, self._settings = self._settings, settings
        self._language = _language(settings)
        self._voice.set_volume(settings.voice.volume)
        if _manner(before) != _manner(settings):
            said = [self._language(phrase) for phrase in self._phrases(settings)]
            self._voice.speak_as(settings.spoken, name=settings.voice.name, rate=settings.voice.rate, phrases=said)


def _language(settings: Settings) -> Language:
    return load(settings.spoken, settings.general.units)


def _manner(settings: Settings) -> tuple[object, ...]:
    return (settings.spoken, settings.voice.name, settings.voice.rate, settings.general.units)
