"""Sources from end to end without a server: real files, real streams over loopback, and what becomes of them."""

from __future__ import annotations

import json
import threading
import time
import wave
from collections.abc import Callable, Mapping
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from server.core.backoff import Backoff
from server.core.errors import NotSignedIn, SourceLost, SourceUnusable
from server.core.hearing.ordering import Gap
from server.sources.channels import Channel, parse
from server.sources.feeder import Feeder
from server.sources.port import Arrival, Opened, Reader
from server.sources.stream import StreamReader
from server.wire.events import check_event
from tests.support.broadcast import Station, encoded, pitch, pushed, served, tones
from tests.support.ports import free_port

PATIENCE_S = 30.0


class Microphone:
    """Takes what a feeder sends; fails on anything that is not in its place."""

    def __init__(self) -> None:
        self.trouble, self.is_open = "", True
        self.fatal: Exception | None = None
        self.parts: list[np.ndarray] = []
        self.gaps: list[Gap] = []
        self.news: list[dict[str, object]] = []
        self.next = 0
        self.is_closed = False

    def start(self) -> None:
        pass

    def push(self, position: int, pcm: bytes) -> None:
        assert position == self.next
        self.parts.append(np.frombuffer(pcm, "<i2"))
        self.next += len(pcm) // 2

    def skip(self, position: int, samples: int, why: str) -> None:
        assert position == self.next
        self.gaps.append(Gap(position, position + samples, why))
        self.parts.append(np.zeros(samples, "<i2"))
        self.next += samples

    def tell(self, news: Mapping[str, object]) -> None:
        check_event("/speaker", "source", [json.loads(json.dumps({"stream": "demo-1", "epoch": 1, **news}))])
        self.news.append(dict(news))

    def close(self) -> None:
        self.is_closed = True

    @property
    def sound(self) -> np.ndarray:
        return np.concatenate(self.parts) if self.parts else np.zeros(0, "<i2")


class Fed:
    """A feeder that runs in a thread of its own."""

    def __init__(self, reader: Reader, channels: list[Channel]) -> None:
        self.microphones = [Microphone() for _ in channels]
        self.said: list[str] = []
        made = iter(self.microphones)
        self.began = time.monotonic()
        self.feeder = Feeder(
            reader, channels, lambda *_: next(made), self.said.append, backoff=lambda: Backoff(0.1, 0.2)
        )
        self.thread = threading.Thread(target=self.feeder.run)

    def __enter__(self) -> Fed:
        self.thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.feeder.stop()
        self.thread.join(PATIENCE_S)
        assert not self.thread.is_alive()
        assert all(each.is_closed for each in self.microphones)

    def until(self, is_true: Callable[[], bool], what: str) -> None:
        deadline = time.monotonic() + PATIENCE_S
        while not is_true():
            assert time.monotonic() < deadline, f"{what} did not come: {self.said}, {self.microphones[0].news[-1:]}"
            time.sleep(0.1)


def test_a_file_with_four_channels_feeds_four_microphones_to_its_end(tmp_path: Path) -> None:
    sound = tones([300, 500, 700, 900], 1.2)
    sound[:, 1] = np.clip(sound[:, 1].astype(int) * 8, -32_768, 32_767)
    sound[:, 2] = 0
    with wave.open(str(tmp_path / "hall.wav"), "wb") as file:
        file.setnchannels(4)
        file.setsampwidth(2)
        file.setframerate(48_000)
        file.writeframes(sound.astype("<i2").tobytes())
    fed = Fed(StreamReader(str(tmp_path / "hall.wav")), parse(["1=FR", "2=KR", "3=BR", "4=room"], None, None))
    fed.feeder.run()
    heard = [each.sound[each.gaps[-1].end_sample if each.gaps else 0 :] for each in fed.microphones]
    assert [len(each) for each in heard] == [pytest.approx(1.2 * 16_000, abs=20)] * 4
    assert [pitch(heard[number][1_600:17_600]) for number in (0, 1, 3)] == [300, 500, 900]
    assert not heard[2].any()
    last = [each.news[-1] for each in fed.microphones]
    assert [each["state"] for each in last] == ["ended"] * 4
    assert [each["clipping"] for each in last] == [False, True, False, False]
    assert int(str(last[2]["silent_ms"])) >= 1_100 and last[0]["silent_ms"] == 0
    assert all(each["kind"] == "file" and each["name"] == "hall.wav" and each["drift_ppm"] is None for each in last)
    assert all(gap.why == "muted" for gap in fed.microphones[0].gaps)
    assert all(each.is_closed for each in fed.microphones)


def test_a_stream_that_breaks_comes_back_with_its_outage_declared_and_nothing_twice() -> None:
    programmes = [encoded("mp3", "libmp3lame", hertz, 12) for hertz in (500, 800)]
    station = Station(lambda number: programmes[number % 2], 12, burst_s=2)
    with served(station) as address, Fed(StreamReader(f"{address}/live.mp3"), [Channel(0, None)]) as fed:
        microphone = fed.microphones[0]
        fed.until(lambda: microphone.next >= 3 * 16_000, "three seconds")
        station.cut()
        fed.until(lambda: any("reconnecting" in each for each in fed.said), "the break")
        time.sleep(3)  # longer than the burst reaches back
        station.is_down = False
        fed.until(lambda: microphone.news[-1]["reconnects"] == 1, "the next connection")
        fed.until(lambda: pitch(microphone.sound[-16_000:]) == 800, "the second programme")
        lost = [gap for gap in microphone.gaps if gap.why == "overrun"]
        assert lost and all(a.end_sample == b.start_sample for a, b in pairwise(lost))  # one outage, perhaps in parts
        before, after = lost[0].start_sample, lost[-1].end_sample
        assert pitch(microphone.sound[before - 9_600 : before - 1_600]) == 500
        assert pitch(microphone.sound[after + 1_600 : after + 9_600]) == 800
        fed.until(lambda: int(str(microphone.news[-1]["lost_ms"])) > 0, "the report of the loss")
        assert microphone.next <= (time.monotonic() - fed.began + 0.5) * 16_000  # never dated to the future
    assert microphone.news[-1]["state"] == "ended"


def test_a_live_playlist_is_followed_and_a_finished_one_is_a_recording() -> None:
    station = Station(lambda _: b"", 1, 0)
    whole = encoded("mpegts", "aac", 600, 4)
    part = "#EXTM3U\n#EXT-X-VERSION:3\n#EXT-X-TARGETDURATION:4\n#EXT-X-MEDIA-SEQUENCE:0\n#EXTINF:4.0,\n/0.ts\n"
    station.pages = {"/0.ts": whole, "/live.m3u8": part.encode(), "/done.m3u8": (part + "#EXT-X-ENDLIST\n").encode()}
    with served(station) as address:
        for name, is_recording in (("live", False), ("done", True)):
            reader = StreamReader(f"{address}/{name}.m3u8")
            assert reader.open() == Opened(1, is_recording)
            parts: list[np.ndarray] = []
            while sum(map(len, parts)) < 32_000:
                arrival = reader.read()
                assert arrival is not None
                parts.append(arrival.pcm)
            reader.close()
            assert pitch(np.concatenate(parts)[8_000:24_000, 0]) == 600


def test_rtsp_is_heard_with_both_channels() -> None:
    address = f"rtsp://127.0.0.1:{free_port()}/hall"
    reader = StreamReader(address, {"rtsp_flags": "listen", "listen_timeout": "60"}, patience_s=60)
    with pushed(address):
        assert reader.open() == Opened(2, is_recording=False)
        parts: list[np.ndarray] = []
        while sum(map(len, parts)) < 32_000:
            arrival = reader.read()
            assert arrival is not None
            parts.append(arrival.pcm)
        reader.close()
    sound = np.concatenate(parts)[8_000:24_000]
    assert [pitch(sound[:, 0]), pitch(sound[:, 1])] == [500, 900]


def test_what_cannot_be_a_source_is_said_at_once_and_what_may_come_back_is_tried_again(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("no sound")
    with pytest.raises(SourceUnusable, match="there is no file"):
        Fed(StreamReader(str(tmp_path / "none.wav")), [Channel(0, None)]).feeder.run()
    with pytest.raises(SourceUnusable, match=r"notes\.txt can't be read as sound"):
        Fed(StreamReader(str(tmp_path / "notes.txt")), [Channel(0, None)]).feeder.run()
    with pytest.raises(SourceUnusable, match="has no carrier"):
        StreamReader("carrier://pigeon").open()
    away = StreamReader(f"rtsp://desk:secret@127.0.0.1:{free_port()}/hall")
    with pytest.raises(SourceLost, match="refused") as caught:
        away.open()
    assert "secret" not in caught.value.message
    with Fed(away, [Channel(0, None)]) as fed:
        fed.until(lambda: sum("reconnecting" in each for each in fed.said) >= 2, "the second try")


class Scripted:
    """A device as a test wants it."""

    kind, name = "device", "Hall desk"

    def __init__(self, arrivals: list[Arrival]) -> None:
        self._arrivals = iter(arrivals)

    def open(self) -> Opened:
        return Opened(1, is_recording=False)

    def read(self) -> Arrival | None:
        arrival = next(self._arrivals, None)
        if arrival is None:
            time.sleep(0.05)
            raise SourceLost("pulled out")
        return arrival

    def close(self) -> None:
        pass


def test_what_a_device_gave_up_is_a_gap_in_its_place() -> None:
    began = time.monotonic() - 10
    block = np.full((1_600, 1), 900, np.int16)
    arrivals = [Arrival(began + n / 10, block) for n in range(1, 30)]
    arrivals += [Arrival(began + 4.0, block, missing=9 * 1_600)]
    with Fed(Scripted(arrivals), [Channel(1, "FR")]) as fed:
        fed.until(lambda: bool(fed.microphones[0].gaps), "the gap")
    gaps = [gap for gap in fed.microphones[0].gaps if gap.why == "overrun"]
    assert [gap.end_sample - gap.start_sample for gap in gaps] == [9 * 1_600]


def test_a_revoked_link_ends_the_source_with_the_servers_words() -> None:
    fed = Fed(Scripted([]), [Channel(1, "FR")])
    fed.microphones[0].fatal = NotSignedIn("this link has expired")
    with pytest.raises(NotSignedIn, match="expired"):
        fed.feeder.run()
    assert fed.microphones[0].is_closed
