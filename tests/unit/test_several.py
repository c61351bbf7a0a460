"""A worker of several web processes: each wire's messages go to its own handle, in order, and idle time to all."""

from __future__ import annotations

import queue
from typing import Any

import pytest

from server.workers.several import Shared, TaggedInbox, serve, wake


class Wire:
    """Brings its messages as soon as it is started."""

    def __init__(self, *events: str) -> None:
        self.inbox: queue.Queue[Any] = queue.Queue(10)
        self._events = events

    def start(self, inbox: TaggedInbox) -> None:
        for event in self._events:
            inbox.put((event, {}))
        assert inbox.qsize() >= len(self._events)


class Over(Exception):
    """Ends ``serve``, which has no end."""


def test_each_wire_has_its_own_handle_and_work_goes_on_until_nobody_has_more() -> None:
    seen: list[tuple[str, str | None]] = []
    left = {"first": 2, "second": 1}

    def handle(name: str, message: Any) -> bool:
        seen.append((name, message[0] if message else None))
        if message:
            return True
        left[name] -= 1
        if left == {"first": 0, "second": -1}:
            raise Over
        return left[name] > 0

    wires: Any = [Wire("a", "b"), Wire("c")]
    with pytest.raises(Over):
        serve(wires, [lambda message: handle("first", message), lambda message: handle("second", message)])
    assert seen == [
        ("first", "a"),
        ("first", "b"),
        ("second", "c"),
        ("first", None),
        ("second", None),
        ("first", None),
        ("second", None),
    ]


def test_a_worker_that_is_woken_asks_its_handles_for_more_and_a_full_queue_needs_no_waking() -> None:
    inbox: Shared = queue.Queue(1)
    wake(inbox)
    wake(inbox)
    asked = list[Any]()

    def handle(message: Any) -> bool:
        asked.append(message)
        raise Over

    wires: Any = [Wire()]
    with pytest.raises(Over):
        serve(wires, [handle], inbox)
    assert asked == [None] and inbox.empty()
