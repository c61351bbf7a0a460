"""The speech worker's side of the wire, with a listener that says what the test wants."""

from __future__ import annotations

from typing import Any, cast

import pytest

from server.core.hypothesis import Tentative
from server.speech.listener import Advanced
from server.speech.port import Transcriber
from server.workers.speech import SpeechWorker
from server.workers.wire import Wire


class FakeWire:
    """Keeps what was sent; ``accepts`` is the web process's answer to results."""

    def __init__(self, accepts: bool = True) -> None:
        self.sent: list[tuple[str, dict[str, Any]]] = []
        self._accepts = accepts

    def send(self, event: str, payload: dict[str, Any]) -> None:
        self.sent.append((event, payload))

    def ask(self, event: str, payload: dict[str, Any]) -> dict[str, bool]:
        self.sent.append((event, payload))
        return {"accepted": self._accepts}


class FakeListener:
    """One step with words under way first and what goes before them second."""

    language, is_done, start_sample = "en", False, 16_000

    def __init__(self, *_: Any, **__: Any) -> None:
        self.has_spoken = False

    def has_final(self) -> bool:
        return False

    def step(self, *_: Any) -> list[Any]:
        found = [] if self.has_spoken else [Tentative(16_000, 32_000, "we", "propose"), Advanced(0, 16_000)]
        self.has_spoken = True
        return found


@pytest.mark.parametrize(("accepts", "expected"), [(True, ["results", "tentative", "heard"]), (False, ["results"])])
def test_words_under_way_come_after_what_they_go_on_from_and_say_how_long_it_took(
    monkeypatch: pytest.MonkeyPatch, accepts: bool, expected: list[str]
) -> None:
    monkeypatch.setattr("server.workers.speech.Listener", FakeListener)
    wire = FakeWire(accepts)
    worker = SpeechWorker(cast(Wire, wire), cast(Transcriber, object()))
    turns = [{"at_sample": 0, "language": "en", "english": False}]
    worker.handle(("lease", {"stream": "m", "epoch": 3, "start_sample": 0, "turns": turns}))
    worker.handle(None)
    assert [event for event, _ in wire.sent] == expected
    assert all(message["decode_ms"] >= 0 for event, message in wire.sent if event != "heard")
