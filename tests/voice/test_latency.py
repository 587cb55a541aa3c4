"""From the release of a cue to its sound and to its caption, in the whole mirror."""

from __future__ import annotations

import pytest

from tests.voice.conftest import Room
from tests.voice.latency import measure


@pytest.mark.alone
def test_a_cue_is_heard_within_150_ms_and_read_within_50(room: Room, qapp: object) -> None:
    told = measure(room, cues=8, every_s=1.8).summary()
    assert told["cue_to_sound_ms"]["p95"] <= 150, told
    assert told["cue_to_caption_ms"]["p95"] <= 50, told
