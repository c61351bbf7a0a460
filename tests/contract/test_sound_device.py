"""Sound devices: the same suite on an invented ``sounddevice`` and on PortAudio with an ALSA device made of a file."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from server.core.errors import SourceLost, SourceUnusable
from server.sources.device import DeviceReader, devices, load
from server.sources.port import Opened
from tests.support.broadcast import pitch, tones

RATE_HZ = 44_100  # what PortAudio asks of a device that takes any
HERTZ = [300.0, 500.0, 700.0, 900.0]
ALSA = """
</usr/share/alsa/alsa.conf>
pcm.hall {{
  type file slave.pcm "null" file "/dev/null" infile "{file}" format "raw"
  hint {{ show on description "hall" }}
}}
"""


class InventedSound:
    """A module like ``sounddevice`` with one device, which gives two seconds of sound at its start, then nothing."""

    class PortAudioError(Exception):
        pass

    def __init__(self) -> None:
        self.default = SimpleNamespace(device=(1, 0))
        self.there = True
        self.restarts = 0
        self.is_busy = False

    def query_devices(self) -> list[dict[str, Any]]:
        speaker = {"name": "speaker", "max_input_channels": 0, "default_samplerate": 48_000.0}
        desk = {"name": "hall", "max_input_channels": 128, "default_samplerate": float(RATE_HZ)}
        return [speaker, desk] if self.there else [speaker]

    def _terminate(self) -> None:
        self.restarts += 1

    def _initialize(self) -> None:
        pass

    def InputStream(self, **facts: Any) -> Any:  # noqa: N802 - the library's name
        assert (facts["device"], facts["dtype"], facts["samplerate"]) == (1, "int16", RATE_HZ)
        if self.is_busy:
            raise self.PortAudioError("Device unavailable")
        sound = tones(HERTZ, 2.0, RATE_HZ)[:, : facts["channels"]]
        size = facts["blocksize"]

        def start() -> None:
            for place in range(0, len(sound) - size, size):
                facts["callback"](sound[place : place + size], size, None, None)

        return SimpleNamespace(start=start, abort=lambda: None, close=lambda: None)


@pytest.fixture(params=["invented", "portaudio"])
def sound(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Any]:
    if request.param == "invented":
        yield InventedSound()
        return
    try:
        module = load()
    except SourceUnusable as error:
        pytest.fail(f"{error.message} (.ci/packages lists it)")
    tones(HERTZ, 20.0, RATE_HZ).astype("<i2").tofile(tmp_path / "hall.raw")
    (tmp_path / "asound.conf").write_text(ALSA.format(file=tmp_path / "hall.raw"))
    before = os.environ.get("ALSA_CONFIG_PATH")
    os.environ["ALSA_CONFIG_PATH"] = str(tmp_path / "asound.conf")
    module._terminate()
    module._initialize()
    yield module
    os.environ.pop("ALSA_CONFIG_PATH")
    if before:
        os.environ["ALSA_CONFIG_PATH"] = before
    module._terminate()
    module._initialize()


def heard(reader: DeviceReader, seconds: float) -> np.ndarray:
    parts: list[np.ndarray] = []
    while sum(map(len, parts)) < seconds * 16_000:
        parts.append(reader.read().pcm)
    return np.concatenate(parts)


def test_a_device_is_listed_with_its_channels(sound: Any) -> None:
    found = [each for each in devices(sound) if each.name == "hall"]
    assert [(each.channels, each.rate_hz) for each in found] == [(128, RATE_HZ)]


def test_the_channels_of_a_device_come_apart_at_16_khz(sound: Any) -> None:
    reader = DeviceReader("hall", 4, load=lambda: sound)
    assert reader.open() == Opened(4, is_recording=False)
    came = heard(reader, 1.5)
    reader.close()
    assert reader.name == "hall"
    assert [pitch(came[4_000:20_000, number]) for number in range(4)] == HERTZ


def test_a_device_that_was_closed_is_opened_again(sound: Any) -> None:
    reader = DeviceReader("HAL", 4, load=lambda: sound)
    for _ in range(2):
        assert reader.open() == Opened(4, is_recording=False)
        assert pitch(heard(reader, 1.5)[4_000:20_000, 1]) == 500
        reader.close()


@pytest.fixture
def invented() -> InventedSound:
    return InventedSound()


def lost(reader: DeviceReader, work: Callable[[], object]) -> str:
    with pytest.raises(SourceLost) as caught:
        work()
    reader.close()
    return caught.value.message


def test_a_device_that_is_pulled_out_is_lost_and_looked_for_among_what_is_plugged_in_then(
    invented: InventedSound,
) -> None:
    reader = DeviceReader("hall", 1, load=lambda: invented, patience_s=0.05)
    reader.open()
    heard(reader, 1.5)
    assert "was it pulled out?" in lost(reader, lambda: heard(reader, 10))
    invented.there = False
    assert "no device fits 'hall'" in lost(reader, reader.open)
    invented.there = True
    assert reader.open().channels == 1
    assert invented.restarts == 2


def test_a_device_that_another_program_holds_is_tried_again_and_one_that_is_not_there_is_not(
    invented: InventedSound,
) -> None:
    invented.is_busy = True
    reader = DeviceReader("hall", 1, load=lambda: invented)
    assert lost(reader, reader.open) == "hall can't be opened: Device unavailable"
    with pytest.raises(SourceUnusable, match="there are: 1 hall"):
        DeviceReader("violin", 1, load=lambda: invented).open()


def test_without_portaudio_the_package_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "sounddevice", None)
    with pytest.raises(SourceUnusable, match="apt install libportaudio2"):
        DeviceReader("", 0).open()


def test_what_nobody_took_in_time_is_counted_as_missing(invented: InventedSound) -> None:
    reader = DeviceReader("hall", 1, load=lambda: invented)
    reader.open()
    came = reader._blocks.qsize()
    for _ in range(200):
        reader._came(np.zeros((2_205, 1), np.int16), 2_205, None, None)
    for _ in range(200):
        reader.read()
    reader._came(np.zeros((2_205, 1), np.int16), 2_205, None, None)
    assert reader.read().missing == came * 800
    reader.close()
