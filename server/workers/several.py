"""A worker of several web processes: one connection to each, one thread that does all the work."""

from __future__ import annotations

import queue
from collections.abc import Callable, Sequence

from server.workers.wire import Message, Wire

Handle = Callable[[Message | None], bool]


class TaggedInbox:
    """Puts what one wire brings into the queue of all, with the wire's number."""

    def __init__(self, shared: queue.Queue[tuple[int, Message]], number: int) -> None:
        self._shared, self._number = shared, number

    def put(self, message: Message) -> None:
        """Waits while the shared queue is full."""
        self._shared.put((self._number, message))

    def qsize(self) -> int:
        """What waits in all."""
        return self._shared.qsize()


def serve(wires: Sequence[Wire], handles: Sequence[Handle]) -> None:
    """Serve all wires for ever: each handle gets the messages of its wire, and None when nobody has any."""
    shared: queue.Queue[tuple[int, Message]] = queue.Queue(wires[0].inbox.maxsize)
    for number, wire in enumerate(wires):
        wire.start(TaggedInbox(shared, number))
    has_more = False
    while True:
        try:
            number, message = shared.get_nowait() if has_more else shared.get(timeout=0.1)
        except queue.Empty:
            have_more = [handle(None) for handle in handles]
            has_more = any(have_more)
        else:
            has_more = handles[number](message)
