"""A worker of several web processes: one connection to each, one thread that does all the work."""

from __future__ import annotations

import contextlib
import queue
from collections.abc import Callable, Sequence

from server.workers.wire import Message, Wire

Handle = Callable[[Message | None], bool]
Shared = queue.Queue[tuple[int, Message]]
NOBODY = -1


class TaggedInbox:
    """Puts what one wire brings into the queue of all, with the wire's number."""

    def __init__(self, shared: Shared, number: int) -> None:
        self._shared, self._number = shared, number

    def put(self, message: Message) -> None:
        """Waits while the shared queue is full."""
        self._shared.put((self._number, message))

    def qsize(self) -> int:
        """What waits in all."""
        return self._shared.qsize()


def serve(wires: Sequence[Wire], handles: Sequence[Handle], shared: Shared | None = None) -> None:
    """Serve all wires for ever: each handle gets the messages of its wire, and None when nobody has any.

    ``shared``: the queue of all, for those who ``wake`` the worker.
    """
    inbox: Shared = queue.Queue(wires[0].inbox.maxsize) if shared is None else shared
    for number, wire in enumerate(wires):
        wire.start(TaggedInbox(inbox, number))
    has_more = False
    while True:
        try:
            number, message = inbox.get_nowait() if has_more else inbox.get(timeout=0.1)
        except queue.Empty:
            have_more = [handle(None) for handle in handles]
            has_more = any(have_more)
        else:
            has_more = number == NOBODY or handles[number](message)


def wake(shared: Shared) -> None:
    """Have the handles asked for more at once; a full queue wakes them anyway."""
    with contextlib.suppress(queue.Full):
        shared.put_nowait((NOBODY, ("woken", None)))
