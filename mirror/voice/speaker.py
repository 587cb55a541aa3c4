"""Speaker: the one always-open output stream that pulls its samples from a Mixer."""

from __future__ import annotations

import logging
import time
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from mirror.errors import AudioError
from mirror.voice.mixer import Mixer

log = logging.getLogger(__name__)

RATE = 48_000
LATENCY_S = 0.05
BLOCK = 512
SILENT_S = 2.0
"""A stream whose callback was not called for this long is dead, whatever it says of itself."""


class Output(Protocol):
    """Where a mixer's samples go."""

    mixer: Mixer

    def alive(self) -> bool:
        """Samples are being taken."""

    def close(self) -> None:
        """Free the device."""


class Speaker:
    """The default output device, opened at once. "low" latency underruns; 50 ms and blocks of 512 do not (measured)."""

    def __init__(self, volume: float = 1.0) -> None:
        """Raises AudioError where PortAudio or a device is missing, or the device refuses."""
        self._sd = sounddevice()
        self.underruns = 0
        try:
            device = self._sd.query_devices(kind="output")
            self._channels = min(2, int(device["max_output_channels"]))
            rate = self._rate(int(device["default_samplerate"]))
            self.mixer = Mixer(rate, volume)
            self._called = time.monotonic()
            self._stream = self._sd.OutputStream(
                samplerate=rate,
                blocksize=BLOCK,
                channels=self._channels,
                dtype="float32",
                latency=LATENCY_S,
                callback=self._callback,
            )
            self._stream.start()
        except (self._sd.PortAudioError, ValueError) as error:
            raise AudioError(f"There is no sound device that can be used ({error}); the mirror stays silent.") from error

    def alive(self) -> bool:
        """False after the sound server died (the stream turns inactive without an exception) or stalled."""
        try:
            active = bool(self._stream.active)
        except self._sd.PortAudioError:
            return False
        return active and time.monotonic() - self._called < SILENT_S

    def close(self) -> None:
        """Close the stream; a dead one is given up."""
        try:
            self._stream.abort()
            self._stream.close()
        except self._sd.PortAudioError as error:
            log.info("the sound stream did not close cleanly: %s", error)

    def _rate(self, native: int) -> int:
        try:
            self._sd.check_output_settings(channels=self._channels, dtype="float32", samplerate=RATE)
        except self._sd.PortAudioError:
            return native
        return RATE

    def _callback(self, out: NDArray[np.float32], frames: int, _time: Any, status: Any) -> None:
        self._called = time.monotonic()
        if status.output_underflow:
            self.underruns += 1
        out[:] = self.mixer.mix(frames)[:, None]


def sounddevice() -> Any:
    """The module, imported at the first need: its import fails without PortAudio. Raises AudioError then."""
    try:
        import sounddevice as module
    except (ImportError, OSError) as error:
        raise AudioError("Sound needs PortAudio; install the package libportaudio2. Until then the mirror is silent.") from error
    return module


def forget_devices() -> None:
    """Make PortAudio look for devices anew: after the sound server died, the old list and handles are useless.

    Raises AudioError where PortAudio is missing or cannot start.
    """
    module = sounddevice()
    try:
        # private, but the only way to rescan, and what sounddevice's documentation advises
        module._terminate()
        module._initialize()
    except module.PortAudioError as error:
        raise AudioError(f"The sound system does not start ({error}); the mirror stays silent.") from error
