"""A sound device of this machine, by PortAudio (``sounddevice``, which is loaded when a device is asked for)."""

from __future__ import annotations

import importlib
import queue
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import av
import numpy as np

from server.core.errors import SourceLost, SourceUnusable
from server.core.hearing.ordering import RATE_HZ
from server.sources.port import Arrival, Opened
from server.speech.port import Pcm

BLOCKS_PER_S = 20
KEPT_BLOCKS = 10 * BLOCKS_PER_S  # what the feeder may be late before sound of a device is given up
PATIENCE_S = 3.0  # a device gives blocks all the time; one that is silent for so long was pulled out
MOST_CHANNELS = 64
Load = Callable[[], Any]


@dataclass(frozen=True, slots=True)
class Device:
    """A device that can be listened to."""

    number: int
    name: str
    channels: int
    rate_hz: int
    is_default: bool


def load() -> Any:
    """The sounddevice module. Raises SourceUnusable where it or PortAudio is missing."""
    try:
        return importlib.import_module("sounddevice")
    except (ImportError, OSError) as error:
        raise SourceUnusable(
            "sound devices need PortAudio: install it (Debian, Ubuntu: apt install libportaudio2) and try again"
        ) from error


def devices(sound: Any) -> list[Device]:
    """The devices with inputs, as they are plugged in now."""
    default = sound.default.device[0]
    return [
        Device(number, each["name"], each["max_input_channels"], round(each["default_samplerate"]), number == default)
        for number, each in enumerate(sound.query_devices())
        if each["max_input_channels"] > 0
    ]


def find(there: list[Device], wanted: str) -> Device:
    """By number, by name or by a part of the name; the default one for an empty name. Raises SourceUnusable."""
    if not wanted:
        found = [each for each in there if each.is_default] or there[:1]
    elif wanted.isdigit():
        found = [each for each in there if each.number == int(wanted)]
    else:
        found = [each for each in there if each.name == wanted] or [
            each for each in there if wanted.casefold() in each.name.casefold()
        ]
    if len(found) == 1:
        return found[0]
    names = "; ".join(f"{each.number} {each.name}" for each in (found or there)) or "none with an input"
    what = "several devices fit" if found else "no device fits"
    raise SourceUnusable(f"{what} {wanted or 'the default'!r}; there are: {names}")


class DeviceReader:
    """One sound device. Blocks come from PortAudio's own thread into a bounded queue."""

    kind = "device"

    def __init__(
        self,
        wanted: str,
        channels: int,
        load: Load = load,
        clock: Callable[[], float] = time.monotonic,
        patience_s: float = PATIENCE_S,
    ) -> None:
        """``channels``: the highest that is needed; 0: one or two, whatever there is."""
        self._wanted, self._channels, self._load, self._clock = wanted, channels, load, clock
        self._patience_s = patience_s
        self._blocks: queue.Queue[tuple[float, Pcm, int]] = queue.Queue(KEPT_BLOCKS)
        self._stream: Any = None
        self._convert: Callable[[Pcm], Pcm] = lambda pcm: pcm
        self._dropped = 0
        self._rate_hz = RATE_HZ
        self.name = wanted or "default"

    def open(self) -> Opened:
        """Open the device. Raises SourceUnusable the first time that it is not there, SourceLost later."""
        is_again = self._stream is not None
        self.close()
        sound = self._load()
        if is_again:  # PortAudio sees what is plugged in anew only after this
            sound._terminate()
            sound._initialize()
        try:
            device = find(devices(sound), self._wanted)
            count = min(device.channels, self._channels or 2, MOST_CHANNELS)
            self._rate_hz, self.name, self._dropped = device.rate_hz, device.name, 0
            self._blocks = queue.Queue(KEPT_BLOCKS)
            self._convert = _converter(device.rate_hz, count)
            self._stream = sound.InputStream(
                device=device.number, channels=count, samplerate=device.rate_hz, dtype="int16", latency="high",
                blocksize=device.rate_hz // BLOCKS_PER_S, callback=self._came,
            )  # fmt: skip
            self._stream.start()
        except SourceUnusable as error:
            raise SourceLost(error.message) if is_again else error from None
        except sound.PortAudioError as error:
            raise SourceLost(f"{self.name} can't be opened: {error}") from error
        return Opened(count, is_recording=False)

    def read(self) -> Arrival:
        """The next block. Raises SourceLost when the device gives none any more."""
        try:
            at_s, block, dropped = self._blocks.get(timeout=self._patience_s)
        except queue.Empty:
            raise SourceLost(f"{self.name} gives no sound any more; was it pulled out?") from None
        return Arrival(at_s, self._convert(block), dropped * RATE_HZ // self._rate_hz)

    def close(self) -> None:
        """Stop listening."""
        if self._stream is not None:
            self._stream.abort()
            self._stream.close()

    def _came(self, block: Any, frames: int, _time: Any, _status: Any) -> None:
        """PortAudio's thread: never waits."""
        try:
            self._blocks.put_nowait((self._clock(), np.array(block, np.int16), self._dropped))
            self._dropped = 0
        except queue.Full:
            self._dropped += frames


def _converter(rate_hz: int, channels: int) -> Callable[[Pcm], Pcm]:
    """From the device's rate to 16 kHz; keeps state between blocks."""
    layout = f"{channels}C"  # channels without a place in a room
    resampler = av.AudioResampler(format="s16", layout=layout, rate=RATE_HZ)

    def convert(block: Pcm) -> Pcm:
        frame = av.AudioFrame.from_ndarray(np.ascontiguousarray(block).reshape(1, -1), format="s16", layout=layout)
        frame.sample_rate = rate_hz
        parts = [np.asarray(each.to_ndarray(), np.int16) for each in resampler.resample(frame)]
        return np.concatenate([np.zeros(0, np.int16), *(each.reshape(-1) for each in parts)]).reshape(-1, channels)

    return convert
