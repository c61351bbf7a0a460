"""Lanes: the threads that decode for a worker's one owner thread. Know no microphones and no models."""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

from server.speech.task import Task, Work


@dataclass(slots=True)
class Running:
    """A task in a lane. ``seconds``: what its decodings have taken so far."""

    task: Task
    future: Future[tuple[Any, float]]
    seconds: float = 0.0


class AtOnce(Executor):
    """A lane without a thread: what is submitted is done before ``submit`` returns."""

    def submit(self, work: Callable[..., Any], /, *args: Any, **more: Any) -> Future[Any]:
        """Do it; what it raises comes with the result."""
        future: Future[Any] = Future()
        try:
            future.set_result(work(*args, **more))
        except Exception as error:  # noqa: BLE001 - raised again by whoever asks for the result
            future.set_exception(error)
        return future


class Lanes:
    """``count`` tasks at a time. One owner."""

    def __init__(
        self, count: int = 0, clock: Callable[[], float] = time.monotonic, wake: Callable[[], None] | None = None
    ) -> None:
        """``count`` 0: one, without a thread. ``wake`` is called, by any thread, when a decoding is done."""
        self._executor = ThreadPoolExecutor(count, "decode") if count else AtOnce()
        self._clock, self._wake = clock, wake or (lambda: None)
        self._count = max(1, count)
        self._running: dict[Any, Running] = {}

    @property
    def has_room(self) -> bool:
        """Whether another task may begin."""
        return len(self._running) < self._count

    def begin(self, key: Any, task: Task) -> None:
        """Have a task decoded that has something to decode."""
        self._running[key] = Running(task, self._submitted(task))

    def done(self) -> list[tuple[Any, Task, float]]:
        """The tasks that came to their end since: with their keys, and the seconds that their decodings took.

        Raises what a decoding raised.
        """
        ended = []
        for key, running in list(self._running.items()):
            while running.future.done():
                found, seconds = running.future.result()
                running.seconds += seconds
                running.task.go_on(found)
                if running.task.work is None:
                    del self._running[key]
                    ended.append((key, running.task, running.seconds))
                    break
                running.future = self._submitted(running.task)
        return ended

    def _submitted(self, task: Task) -> Future[tuple[Any, float]]:
        assert task.work is not None
        future = self._executor.submit(self._timed, task.work)
        future.add_done_callback(lambda _: self._wake())
        return future

    def _timed(self, work: Work) -> tuple[Any, float]:
        begun = self._clock()
        return work(), self._clock() - begun
