"""Tasks in lanes: what is decoded beside its owner, in which order, and how a worker hears that it is done."""

from __future__ import annotations

import threading
from typing import Any

import pytest

from server.speech.task import Steps, Task
from server.workers.lanes import Lanes


def task(*works: Any) -> Task:
    def steps() -> Steps:
        found = []
        for work in works:
            found.append((yield work))
        return found

    return Task(steps())


def test_a_task_without_decodings_has_its_results_at_once() -> None:
    assert task().work is None and task().results == []


def test_a_task_decodes_one_thing_after_the_other() -> None:
    assert task(lambda: 1, lambda: 2).at_once() == [1, 2]


def test_lanes_without_threads_have_done_what_they_were_given() -> None:
    times = iter([0.0, 0.5, 1.0, 3.0])
    lanes = Lanes(clock=lambda: next(times))
    lanes.begin("key", task(lambda: 1, lambda: 2))
    [(key, ended, seconds)] = lanes.done()
    assert (key, ended.results, seconds) == ("key", [1, 2], 2.5) and lanes.done() == [] and lanes.has_room


def test_two_lanes_decode_at_the_same_time_and_wake_their_owner() -> None:
    woken, both = threading.Event(), threading.Barrier(2, timeout=60)

    def together() -> str:
        both.wait()  # neither comes through alone
        return threading.current_thread().name

    lanes = Lanes(2, wake=woken.set)
    lanes.begin("a", task(together))
    assert lanes.has_room
    lanes.begin("b", task(together))
    assert not lanes.has_room
    ended: dict[str, list[Any]] = {}
    while len(ended) < 2:
        assert woken.wait(60)
        woken.clear()
        ended |= {key: each.results for key, each, _ in lanes.done()}
    assert ended["a"] != ended["b"] and threading.current_thread().name not in ended["a"] + ended["b"]
    assert lanes.has_room


@pytest.mark.parametrize("count", [0, 2])
def test_what_a_decoding_raises_its_owner_hears(count: int) -> None:
    woken = threading.Event()

    def fail() -> None:
        raise ValueError("no such language")

    lanes = Lanes(count, wake=woken.set)
    lanes.begin("key", task(fail))
    assert woken.wait(60)
    with pytest.raises(ValueError, match="no such language"):
        lanes.done()
