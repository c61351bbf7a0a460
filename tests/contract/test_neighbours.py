"""Who holds which stream among several web processes, over a real Redis; and alone, where everything is ours."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import redis

from server.core.errors import BadSetting
from server.storage import neighbours as module
from server.storage.neighbours import Alone, Beat, RedisNeighbours, connect
from tests.support.services import redis_started


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    with redis_started() as address:
        yield address


@pytest.fixture
def pair(url: str) -> tuple[RedisNeighbours, RedisNeighbours]:
    """Two processes that live, on an empty Redis."""
    client = redis.Redis.from_url(url)
    client.flushall()
    client.close()
    found = RedisNeighbours(url, "first:8000"), RedisNeighbours(url, "second:8000")
    for each in found:
        each.beat((), ())
    return found


def wait(is_true: Callable[[], Any]) -> None:
    deadline = time.monotonic() + 60
    while not is_true():
        assert time.monotonic() < deadline
        time.sleep(0.01)


def test_alone_everything_is_ours_and_nobody_hears() -> None:
    alone = Alone()
    alone.tell("moved", stream="room")
    alone.hold("room")
    assert alone.claim("room") and alone.is_heard and not alone.holds("room")
    assert alone.beat({"room"}, ()) == Beat()


@pytest.mark.services
def test_a_stream_is_claimed_by_one_and_again_by_the_same(pair: tuple[RedisNeighbours, RedisNeighbours]) -> None:
    first, second = pair
    assert first.claim("room") and first.claim("room") and not second.claim("room")


@pytest.mark.services
def test_whom_the_page_is_connected_to_has_the_stream_and_the_former_lets_go(
    pair: tuple[RedisNeighbours, RedisNeighbours],
) -> None:
    first, second = pair
    assert first.claim("room")
    assert first.beat((), {"room"}) == Beat()
    second.hold("room")
    assert first.beat((), {"room"}).taken == {"room"}
    assert second.beat({"room"}, ()) == Beat() and second.holds("room")
    first.beat((), ())
    assert first.holds("room")  # the microphone is live, somewhere
    second.beat((), ())
    first.beat((), ())
    assert not first.holds("room") and first.claim("room")


@pytest.mark.services
def test_one_inherits_what_a_dead_process_held(pair: tuple[RedisNeighbours, RedisNeighbours], url: str) -> None:
    first, second = pair
    third = RedisNeighbours(url, "third:8000")
    third.hold("room")
    third.beat({"room"}, ())
    assert not first.claim("room")
    client = redis.Redis.from_url(url)
    client.zadd(module.WEBS, {"third:8000": 1.0})
    client.close()
    assert [first.beat((), ()).is_heir, second.beat((), ()).is_heir] == [True, False]
    assert second.claim("room") and not first.claim("room")


@pytest.mark.services
def test_what_is_told_is_heard_by_the_others_and_not_by_oneself(pair: tuple[RedisNeighbours, RedisNeighbours]) -> None:
    heard: list[tuple[str, str, dict[str, Any]]] = []
    threads: list[threading.Thread] = []
    for name, each in zip(("first", "second"), pair, strict=True):

        def take(kind: str, facts: dict[str, Any], who: str = name) -> None:
            heard.append((who, kind, facts))

        threads.append(threading.Thread(target=each.listen, args=(take,)))
        threads[-1].start()
    for each in pair:
        assert not each.is_heard  # never trusted before it has heard itself
        wait(lambda one=each: one.beat((), ()) is None or one.is_heard)
    pair[0].tell("spans", session="demo")
    wait(lambda: heard)
    for each, thread in zip(pair, threads, strict=True):
        each.stop()
        thread.join()
    assert heard == [("second", "spans", {"session": "demo"})]


@pytest.mark.services
def test_without_redis_nothing_fails_and_nothing_is_claimed() -> None:
    with redis_started() as address:
        each = RedisNeighbours(address, "first:8000")
        thread = threading.Thread(target=each.listen, args=(lambda *_: None,))
        thread.start()
        wait(lambda: each.beat((), ()) is None or each.is_heard)
    wait(lambda: not each.is_heard)
    each.tell("spans", session="demo")
    each.hold("room")
    assert not each.claim("room") and each.beat({"room"}, ()) == Beat()
    each.stop()
    thread.join()


@pytest.mark.parametrize("bad", ["nonsense", "http://127.0.0.1", "redis://127.0.0.1:port"])
def test_an_address_that_can_not_be_used_is_named(bad: str) -> None:
    with pytest.raises(BadSetting, match="ROUNDTABLE_REDIS"):
        connect(bad)
