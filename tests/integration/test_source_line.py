"""A source's line to the server, against a small ``/speaker`` that does what the real one may do."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import socketio
from werkzeug.serving import make_server

from server.core.hearing.ordering import Chunk, Gap, Ordering
from server.sources.line import Door, Line
from server.tls.trust import Trust

CHUNK = bytes(range(200)) * 16
SAMPLES = len(CHUNK) // 2
PATIENCE_S = 40.0


class Speaker:
    """Takes a microphone's audio in order; a test tells it what to refuse."""

    def __init__(self) -> None:
        self.sockets = socketio.Server(async_mode="threading")
        self.order: dict[str, Ordering] = {}
        self.epoch = 0
        self.opens: list[dict[str, Any]] = []
        self.taken: list[tuple[str, Chunk | Gap]] = []
        self.news: list[dict[str, Any]] = []
        self.closed: list[dict[str, Any]] = []
        self.refusals: list[dict[str, Any]] = []  # of open, in turn
        self.is_full, self.is_acknowledging, self.is_revoked = False, True, False
        for event in ("connect", "open", "audio", "gap", "source", "close"):
            self.sockets.on(event, getattr(self, f"on_{event}"), namespace="/speaker")
        self._http = make_server("127.0.0.1", 0, socketio.WSGIApp(self.sockets), threaded=True)
        self.address = f"http://127.0.0.1:{self._http.server_port}"
        self._thread = threading.Thread(target=self._http.serve_forever, daemon=True)
        self._thread.start()

    def stop(self) -> None:
        self._http.shutdown()
        self._http.server_close()
        self._thread.join()

    def cut(self) -> None:
        """Break the connection off."""
        for sid, _ in list(self.sockets.manager.get_participants("/speaker", None)):
            self.sockets.disconnect(sid, namespace="/speaker")

    def on_connect(self, sid: str, environ: Any, auth: Any) -> None:
        assert auth == {"token": "key"}
        if self.is_revoked:
            raise socketio.exceptions.ConnectionRefusedError(
                "this link has expired", {"code": "not_signed_in", "message": "this link has expired"}
            )

    def on_open(self, sid: str, facts: dict[str, Any]) -> dict[str, Any]:
        self.opens.append(facts)
        if self.refusals:
            return {"error": self.refusals.pop(0)}
        stream = facts.get("stream") or f"demo-{len(self.order)}"
        order = self.order.setdefault(stream, Ordering())
        self.epoch += 1
        return {"stream": stream, "epoch": self.epoch, "expected_sample": order.expected_sample, "session_ms": 0}

    def on_audio(self, sid: str, place: dict[str, Any], pcm: bytes) -> None:
        self._take(sid, place, Chunk(place["start_sample"], pcm))

    def on_gap(self, sid: str, message: dict[str, Any]) -> None:
        self._take(sid, message, Gap(message["from_sample"], message["to_sample"], message["why"]))

    def on_source(self, sid: str, message: dict[str, Any]) -> None:
        self.news.append(message)

    def on_close(self, sid: str, message: dict[str, Any]) -> dict[str, Any]:
        self.closed.append(message)
        return {"sample": message["end_sample"]}

    def _take(self, sid: str, place: dict[str, Any], item: Chunk | Gap) -> None:
        order = self.order[place["stream"]]
        if self.is_full:
            told = {"code": "disk_full", "message": "no room", "expected_sample": order.expected_sample}
            self.sockets.emit("refused", told, to=sid, namespace="/speaker")
            return
        fresh = order.take(item) if isinstance(item, Chunk) else order.skip(item)
        if fresh is not None:
            self.taken.append((place["stream"], fresh))
        if self.is_acknowledging:
            told = {"stream": place["stream"], "sample": order.expected_sample}
            self.sockets.emit("ack", told, to=sid, namespace="/speaker")


@pytest.fixture
def speaker() -> Iterator[Speaker]:
    made = Speaker()
    yield made
    made.cut()
    made.stop()


@pytest.fixture
def line(speaker: Speaker) -> Iterator[Line]:
    facts = {"session": "demo", "kind": "delegation", "delegation": "FR", "language": "fr"}
    made = Line(Door(speaker.address, "key", Trust()), facts, lambda: captured[0])
    captured[0] = 16_000
    made.start()
    yield made
    made.close()


captured = [0]  # the position that is being captured: what a feeder knows by its clock


def until(is_true: Callable[[], bool], what: str) -> None:
    deadline = time.monotonic() + PATIENCE_S
    while not is_true():
        assert time.monotonic() < deadline, f"{what} did not come"
        time.sleep(0.02)


def test_what_was_captured_before_the_microphone_opened_is_nobodys_and_the_rest_comes_in_order(
    speaker: Speaker, line: Line
) -> None:
    until(lambda: line.is_open, "the opening")
    facts = {"session": "demo", "kind": "delegation", "delegation": "FR", "language": "fr"}
    assert speaker.opens[0] == {**facts, "consent": True, "next_sample": 0}
    line.push(16_000 - SAMPLES, CHUNK)  # all of it before
    line.push(16_000 - 100, CHUNK)  # in part
    line.skip(16_000 - 100 + SAMPLES, 500, "overrun")
    line.push(16_400 + SAMPLES, CHUNK)
    line.tell({"state": "live"})
    until(lambda: line.is_idle and len(speaker.taken) == 3, "everything")
    assert [item for _, item in speaker.taken] == [
        Chunk(0, CHUNK[200:]),
        Gap(SAMPLES - 100, SAMPLES + 400, "overrun"),
        Chunk(SAMPLES + 400, CHUNK),
    ]
    until(lambda: bool(speaker.news), "the news")
    assert speaker.news[0] == {"stream": "demo-0", "epoch": 1, "state": "live"}


def test_after_a_cut_the_stream_goes_on_from_where_the_server_stands(speaker: Speaker, line: Line) -> None:
    until(lambda: line.is_open, "the opening")
    speaker.is_acknowledging = False
    for number in range(3):
        line.push(16_000 + number * SAMPLES, CHUNK)
    until(lambda: len(speaker.taken) == 3, "three chunks")
    captured[0] = 16_000 + 5 * SAMPLES
    speaker.cut()
    until(lambda: not line.is_open or len(speaker.opens) > 1, "the cut")
    speaker.is_acknowledging = True
    line.push(16_000 + 3 * SAMPLES, CHUNK)  # captured meanwhile
    until(lambda: line.is_open and line.is_idle, "the rest")
    assert speaker.opens[-1]["stream"] == "demo-0"
    assert speaker.opens[-1]["next_sample"] == 5 * SAMPLES
    assert [item.start_sample for _, item in speaker.taken] == [number * SAMPLES for number in range(4)]


def test_a_full_disk_costs_time_and_no_audio(speaker: Speaker, line: Line) -> None:
    until(lambda: line.is_open, "the opening")
    speaker.is_full = True
    line.push(16_000, CHUNK)
    until(lambda: line.trouble == "no room", "the refusal")
    line.push(16_000 + SAMPLES, CHUNK)
    speaker.is_full = False
    until(lambda: line.is_idle, "the rest")
    assert [item for _, item in speaker.taken] == [Chunk(0, CHUNK), Chunk(SAMPLES, CHUNK)]
    assert line.trouble == ""


def test_a_session_that_is_not_open_is_waited_for(speaker: Speaker) -> None:
    speaker.refusals = [{"code": "not_allowed", "message": "the session is not open"}] * 100
    captured[0] = 0
    line = Line(Door(speaker.address, "key", Trust()), {"session": "demo"}, lambda: captured[0])
    line.start()
    until(lambda: line.trouble == "the session is not open", "the refusal")
    line.push(0, CHUNK)
    captured[0] = 32_000
    speaker.refusals.clear()
    until(lambda: line.is_open, "the opening")
    line.push(32_000, CHUNK)
    until(lambda: line.is_idle and bool(speaker.taken), "the chunk")
    assert speaker.taken == [("demo-0", Chunk(0, CHUNK))]
    line.close()
    assert [each["end_sample"] for each in speaker.closed] == [SAMPLES]
    assert not line.is_open


def test_what_a_closed_microphone_did_not_take_begins_a_new_one_at_its_own_time(speaker: Speaker, line: Line) -> None:
    until(lambda: line.is_open, "the opening")
    line.push(16_000, CHUNK)
    until(lambda: line.is_idle and bool(speaker.taken), "the first chunk")
    speaker.is_full = True
    line.push(16_000 + SAMPLES, CHUNK)
    until(lambda: bool(line.trouble), "the refusal")
    speaker.refusals = [{"code": "conflict", "message": "the microphone was closed"}]
    captured[0] = 16_000 + 4 * SAMPLES
    speaker.cut()
    speaker.is_full = False
    until(lambda: len(speaker.taken) == 2, "the second chunk")
    assert speaker.taken[1] == ("demo-1", Chunk(0, CHUNK))
    assert speaker.opens[-1]["next_sample"] == 3 * SAMPLES


def test_a_revoked_link_is_the_end(speaker: Speaker) -> None:
    speaker.is_revoked = True
    line = Line(Door(speaker.address, "key", Trust()), {"session": "demo"}, lambda: 0)
    line.start()
    until(lambda: line.fatal is not None, "the refusal")
    assert "this link has expired" in str(line.fatal)
    line.close()


def test_a_server_that_is_away_is_tried_again() -> None:
    first = Speaker()
    address = first.address
    first.stop()
    line = Line(Door(address, "key", Trust()), {"session": "demo"}, lambda: 0)
    line.start()
    until(lambda: "can't be reached" in line.trouble, "the trouble")
    line.close()
    assert line.fatal is None
