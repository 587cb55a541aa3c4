"""The interpreter: English events, the user's words, and a voice that changes while it runs."""

from __future__ import annotations

from typing import cast

from mirror.events import CueReleased, Event, PersonLeft
from mirror.settings import GeneralSettings, Settings, VoiceSettings
from mirror.voice import Voice
from mirror.voice.interpreter import Interpreter


class Heard:
    """A voice of which only what it is told is asked."""

    status = "on"

    def __init__(self) -> None:
        self.events: list[Event] = []
        self.calls: list[tuple[object, ...]] = []

    def handle(self, event: Event) -> None:
        self.events.append(event)

    def mute(self, muted: bool) -> None:
        self.calls.append(("mute", muted))

    def set_volume(self, volume: float) -> None:
        self.calls.append(("volume", volume))

    def speak_as(self, language: str, *, name: str, rate: int, phrases: list[str]) -> None:
        self.calls.append((language, name, rate, tuple(phrases)))


def made(settings: Settings) -> tuple[Interpreter, Heard]:
    voice = Heard()
    return Interpreter(cast(Voice, voice), settings, lambda now: ["Lift your chest."]), voice


def test_cues_are_said_in_the_voice_s_language_and_the_rest_passes() -> None:
    interpreter, voice = made(Settings(general=GeneralSettings(language="de")))
    interpreter.handle(CueReleased(1, 0.0, "Lift your chest.", "correction"))
    interpreter.handle(PersonLeft(2, 1.0))
    assert [getattr(event, "text", "") for event in voice.events] == ["Heb die Brust.", ""]


def test_an_accent_goes_before_the_mirror_s_language() -> None:
    settings = Settings(general=GeneralSettings(language="de"), voice=VoiceSettings(language="en-gb"))
    interpreter, voice = made(settings)
    interpreter.handle(CueReleased(1, 0.0, "Lift your chest.", "correction"))
    assert [getattr(event, "text", "") for event in voice.events] == ["Lift your chest."]


def test_another_manner_of_speaking_makes_its_phrases_anew_and_a_volume_does_not() -> None:
    interpreter, voice = made(Settings())
    interpreter.become(Settings(voice=VoiceSettings(volume=0.3)))
    assert voice.calls == [("volume", 0.3)]
    interpreter.become(Settings(general=GeneralSettings(language="ko"), voice=VoiceSettings(volume=0.3, rate=140)))
    assert voice.calls[1:] == [("volume", 0.3), ("ko", "", 140, ("가슴을 드세요.",))]
    interpreter.handle(CueReleased(1, 0.0, "Lift your chest.", "correction"))
    assert [getattr(event, "text", "") for event in voice.events] == ["가슴을 드세요."]
    interpreter.mute(True)
    assert (voice.calls[-1], interpreter.status) == (("mute", True), "on")
