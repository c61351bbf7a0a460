"""What a source tells of itself, what it keeps, which channel is whose, and how long it waits."""

from __future__ import annotations

from array import array

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from server.core.backoff import Backoff
from server.core.errors import BadRequest, SourceUnusable
from server.core.hearing.ordering import Chunk, Gap, Ordering
from server.core.hearing.outbox import KEPT_SAMPLES, WINDOW_SAMPLES, Outbox
from server.core.hearing.watch import Watch
from server.sources.channels import Channel, check, parse, split
from server.sources.device import Device, find
from server.sources.resampling import Resampler
from server.sources.running import address_of, reader_of
from server.sources.stream import StreamReader

CHUNK = 1_600


def tone(peak: int, samples: int = CHUNK) -> bytes:
    return array("h", [peak, -peak] * (samples // 2)).tobytes()


def test_waits_double_up_to_half_a_minute_and_start_over_after_a_healthy_minute() -> None:
    backoff = Backoff()
    assert [backoff.failed() for _ in range(8)] == [0.5, 1, 2, 4, 8, 16, 30, 30]
    assert backoff.failed(lived_s=59) == 30
    assert [backoff.failed(lived_s=60), backoff.failed()] == [0.5, 1]


def test_a_channel_that_clips_is_warned_of_for_three_seconds() -> None:
    watch = Watch()
    watch.hear(tone(32_767))
    assert watch.condition.clipping
    for _ in range(29):
        watch.hear(tone(10_000))
    assert watch.condition.clipping
    watch.hear(tone(10_000))
    assert not watch.condition.clipping


def test_one_full_sample_is_a_peak_and_no_clipping() -> None:
    watch = Watch()
    watch.hear(array("h", [0] * 100 + [32_767] + [0] * 100).tobytes())
    assert not watch.condition.clipping


def test_silence_is_counted_from_the_last_sound_and_through_what_never_came() -> None:
    watch = Watch()
    watch.hear(tone(3_000))
    assert watch.condition.silent_ms == 0 and watch.condition.level > 0.5
    watch.hear(tone(100))
    watch.miss(CHUNK)
    assert watch.condition.silent_ms == 200
    assert watch.condition.level == 0
    watch.hear(tone(105))
    assert watch.condition.silent_ms == 0


@settings(deadline=None)
@given(st.binary(max_size=400).filter(lambda pcm: len(pcm) % 2 == 0))
def test_any_audio_has_a_condition(pcm: bytes) -> None:
    watch = Watch()
    watch.hear(pcm)
    assert 0 <= watch.condition.level <= 1


@settings(deadline=None)
@given(st.lists(st.tuples(st.sampled_from(["put", "skip", "ack", "rewind", "take"]), st.integers(1, 40)), max_size=60))
def test_whatever_happens_the_server_gets_every_sample_once_and_in_order(steps: list[tuple[str, int]]) -> None:
    box, order, got = Outbox(), Ordering(), []
    for what, number in [*steps, ("rewind", 0), ("take", 0)]:
        if what == "put":
            box.put(b"".join((box.next_sample + i).to_bytes(2, "little") for i in range(number)))
        elif what == "skip":
            box.skip(number, "overrun")
        elif what == "ack":
            box.acknowledge(order.expected_sample)
        elif what == "rewind":
            box.rewind(order.expected_sample)
        else:
            for item in box.take(10**6):
                new = order.take(item) if isinstance(item, Chunk) else order.skip(item)
                got += [new] if new else []
    assert order.expected_sample == box.next_sample
    place = 0
    for item in got:
        assert item.start_sample == place
        if isinstance(item, Chunk):
            values = [int.from_bytes(item.pcm[i : i + 2], "little") for i in range(0, len(item.pcm), 2)]
            assert values == list(range(place, item.end_sample))
        place = item.end_sample


def test_only_ten_seconds_are_under_way_unacknowledged() -> None:
    box = Outbox()
    for _ in range(200):
        box.put(bytes(2 * CHUNK))
    assert sum(item.end_sample - item.start_sample for item in box.take()) == WINDOW_SAMPLES
    assert box.take() == []
    box.acknowledge(CHUNK)
    assert [item.start_sample for item in box.take()] == [WINDOW_SAMPLES]


def test_more_than_five_minutes_are_given_up_and_declared() -> None:
    box, chunk = Outbox(), bytes(2 * CHUNK)
    for _ in range(KEPT_SAMPLES // CHUNK + 3):
        box.put(chunk)
    assert box.lost_samples == 3 * CHUNK and box.waiting == KEPT_SAMPLES
    assert box.take()[0] == Gap(0, 3 * CHUNK, "overrun")


def test_what_a_closed_stream_left_begins_the_next_one_at_zero() -> None:
    box = Outbox()
    box.put(bytes(200))
    box.acknowledge(100)
    box.put(bytes(100))
    assert box.rebase() == 100
    assert box.take() == [Chunk(0, bytes(100))]
    assert box.next_sample == 50


def test_channels_are_given_to_delegations_with_their_language_and_to_the_room() -> None:
    assert parse(["1=FR", "2=KR:en", "12=Room"], None, None) == [
        Channel(1, "FR"),
        Channel(2, "KR", "en"),
        Channel(12, None),
    ]
    assert parse([], "BR", "pt") == [Channel(0, "BR", "pt")]
    assert parse([], None, None)[0].who == "room"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["FR=1"], "1=FR"),
        (["0=FR"], "from 1"),
        (["65=FR"], "to 64"),
        (["1=FR", "1=KR"], "channel is given once; found 1"),
        (["1=FR", "2=FR"], "delegation is given once; found FR"),
        (["1=room", "2=room"], "found room twice"),
    ],
)
def test_channels_that_cannot_be_meant_are_refused_with_what_was_found(words: list[str], said: str) -> None:
    with pytest.raises(BadRequest, match=said):
        parse(words, None, None)
    with pytest.raises(BadRequest, match="write 1=FR"):
        parse(["1=FR"], "FR", None)


def test_each_channel_is_cut_out_and_without_a_choice_all_are_mixed() -> None:
    pcm = np.array([[100, 300, -32_768], [0, 32_767, 1]], np.int16)
    assert split(pcm, [Channel(3, "FR"), Channel(1, "KR")]).tolist() == [[-32_768, 100], [1, 0]]
    assert split(pcm, [Channel(0, None)]).tolist() == [[-10_789], [10_923]]
    with pytest.raises(SourceUnusable, match=r"desk has 2 channel\(s\); there is no channel 3"):
        check([Channel(1, "FR"), Channel(3, "KR")], 2, "desk")


def test_resampling_by_nothing_gives_the_sound_back_and_by_a_thousandth_the_right_length() -> None:
    seconds = np.arange(160_000) / 16_000
    sound = np.stack([8_000 * np.sin(2 * np.pi * hz * seconds) for hz in (440, 3_000)], axis=1).astype(np.int16)
    same = Resampler(2)
    back = np.concatenate([same.take(sound[i : i + 777], 0.0) for i in range(0, len(sound), 777)])
    assert abs(len(back) - len(sound)) <= 1
    shift = max(
        range(20), key=lambda by: float(np.dot(back[1_000 + by : 9_000 + by, 0].astype(float), sound[1_000:9_000, 0]))
    )
    rest = back[1_000 + shift : 9_000 + shift].astype(float) - sound[1_000:9_000]
    assert np.sqrt((rest**2).mean(axis=0)).max() < 8_000 / 100
    for ppm in (1_000.0, -1_000.0, 150.0):
        bent = Resampler(2)
        count = sum(len(bent.take(sound[i : i + CHUNK], ppm)) for i in range(0, len(sound), CHUNK))
        assert count == pytest.approx(160_000 / (1 + ppm * 1e-6), abs=2)


@settings(deadline=None)
@given(st.lists(st.tuples(st.integers(0, 400), st.floats(-1_000, 1_000)), min_size=1, max_size=30))
def test_resampling_never_loses_count_however_the_sound_is_cut(parts: list[tuple[int, float]]) -> None:
    resampler, exact, made = Resampler(1), 0.0, 0
    for length, ppm in parts:
        out = resampler.take(np.full((length, 1), 1_000, np.int16), ppm)
        exact += length / (1 + ppm * 1e-6)
        made += len(out)
        assert abs(made - exact) <= 2


def test_a_device_is_found_by_number_by_name_by_a_part_of_it_or_as_the_default() -> None:
    there = [Device(0, "Hall desk: USB", 4, 48_000, False), Device(3, "Webcam", 1, 44_100, True)]
    assert find(there, "").number == 3
    assert find(there, "0").name == "Hall desk: USB"
    assert find(there, "hall").number == 0
    for wanted, said in (("violin", "no device fits 'violin'"), ("b", "several devices fit"), ("7", "0 Hall desk")):
        with pytest.raises(SourceUnusable, match=said):
            find(there, wanted)


def test_no_password_of_an_address_is_ever_shown() -> None:
    reader = StreamReader("rtsp://desk:secret@192.0.2.7:554/hall?key=hidden")
    assert reader.name == "rtsp://192.0.2.7:554/hall"
    assert reader.kind == "stream"


def test_what_is_said_wrongly_at_the_command_line_is_refused_with_the_right_form() -> None:
    with pytest.raises(BadRequest, match="rtsp_transport=tcp"):
        reader_of("rtsp://192.0.2.7/x", ["tcp"], [Channel(0, None)])
    with pytest.raises(BadRequest, match="a sound device has none"):
        reader_of("device:", ["a=b"], [Channel(0, None)])
    with pytest.raises(BadRequest, match="/join/"):
        address_of("https://roundtable.example:8000/s/demo")
    assert address_of("https://roundtable.example:8000/join/abc.def") == "https://roundtable.example:8000"
