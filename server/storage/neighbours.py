"""The other web processes of the same event, met over Redis: small messages, and who holds which microphone's stream.

Must not know what the messages mean. Audio and words never go this way (captions have Socket.IO's own message queue).
Runs on the hub of the web process; nothing here waits longer than ``PATIENCE_S``.
"""

from __future__ import annotations

import json
import logging
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Protocol

import redis
from redis.backoff import NoBackoff
from redis.exceptions import RedisError
from redis.retry import Retry

from server.core.errors import BadSetting

PATIENCE_S = 2.0
GONE_S = 10.0  # a web process that says nothing for so long is gone: as long as a silent worker keeps its leases
TRUST_S = 6.0  # three beats: after so long without hearing ourselves we no longer trust that we hear the others
CHANNEL = "roundtable:told"
WEBS = "roundtable:webs"
OWNERS = "roundtable:owners"
LIVE, WAITING = "live", "waiting"  # a microphone that is connected, or one whose sound waits to be recognised
Handle = Callable[[str, dict[str, Any]], None]
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Beat:
    """What a beat showed.

    ``taken``: streams of ours that another living process holds; ``is_heir``: one that died left us its own.
    """

    taken: frozenset[str] = frozenset()
    is_heir: bool = False


class Neighbours(Protocol):
    """The other web processes."""

    @property
    def is_heard(self) -> bool:
        """Whether what they say reaches us now."""

    def tell(self, kind: str, **facts: Any) -> None:
        """Say something to the others; may be lost."""

    def listen(self, handle: Handle) -> None:
        """Hear the others for ever."""

    def beat(self, live: Iterable[str], waiting: Iterable[str]) -> Beat:
        """Say that we live, which microphones are connected to us and what else we recognise; every two seconds."""

    def hold(self, stream: str) -> None:
        """The stream is ours, whoever had it."""

    def claim(self, stream: str) -> bool:
        """Make the stream ours unless another living process holds it."""

    def holds(self, stream: str) -> bool:
        """Whether the microphone was connected to any process at the last beat."""


class Alone:
    """No other process: what we say is said to nobody, and everything is ours."""

    is_heard = True

    def tell(self, kind: str, **facts: Any) -> None:
        """Nobody hears."""

    def listen(self, handle: Handle) -> None:
        """Nobody speaks."""

    def beat(self, live: Iterable[str], waiting: Iterable[str]) -> Beat:
        """Nothing changes."""
        return Beat()

    def hold(self, stream: str) -> None:
        """It is ours already."""

    def claim(self, stream: str) -> bool:
        """Always."""
        return True

    def holds(self, stream: str) -> bool:
        """The hall knows its own microphones."""
        return False


class RedisNeighbours:
    """Over Redis. Without Redis nothing fails: messages are lost, and ``is_heard`` says so."""

    def __init__(self, url: str, name: str) -> None:
        """``name`` is this process's own and the same after a restart. Raises BadSetting."""
        self._name, self._url = name, url
        self._redis = connect(url)
        self._owners: dict[str, str] = {}
        self._is_stopped = False
        self._heard_at = -TRUST_S  # not before we have heard ourselves

    @property
    def is_heard(self) -> bool:
        """Whether we heard ourselves lately."""
        return time.monotonic() - self._heard_at < TRUST_S

    def tell(self, kind: str, **facts: Any) -> None:
        """Say something to the others."""
        try:
            self._redis.publish(CHANNEL, json.dumps({"from": self._name, "kind": kind, **facts}))
        except RedisError as error:
            log.warning("%s was not told to the other web processes: %s", kind, error)

    def listen(self, handle: Handle) -> None:
        """Hear the others until ``stop``, through every outage."""
        while not self._is_stopped:
            try:
                with connect(self._url).pubsub(ignore_subscribe_messages=True) as heard:
                    heard.subscribe(CHANNEL)
                    while not self._is_stopped:
                        self._take(heard.get_message(timeout=1.0), handle)
            except (RedisError, OSError) as error:
                self._heard_at = -TRUST_S
                log.warning("the other web processes are not heard: %s", error)
                time.sleep(1.0)

    def stop(self) -> None:
        """End ``listen`` within a second or two."""
        self._is_stopped = True

    def beat(self, live: Iterable[str], waiting: Iterable[str]) -> Beat:
        """Say that we live, which microphones are connected to us and what else we recognise."""
        self.tell("beat")
        mine = {**dict.fromkeys(waiting, WAITING), **dict.fromkeys(live, LIVE)}
        try:
            now = float(self._redis.time()[0])
            self._redis.zadd(WEBS, {self._name: now})
            dead = self._redis.zrangebyscore(WEBS, 0, now - GONE_S)
            is_heir = bool(dead and self._redis.zrem(WEBS, *dead))
            living = {name.decode() for name in self._redis.zrange(WEBS, 0, -1)}
            self._owners = {key.decode(): value.decode() for key, value in self._redis.hgetall(OWNERS).items()}
            taken = {each for each in mine if _owner(self._owners.get(each)) in living - {self._name}}
            for stream, state in mine.items():
                if stream not in taken and self._owners.get(stream) != f"{state} {self._name}":
                    self._redis.hset(OWNERS, stream, f"{state} {self._name}")
            for stream, value in self._owners.items():
                if _owner(value) == self._name and stream not in mine:
                    self._redis.hdel(OWNERS, stream)
        except RedisError as error:
            log.warning("no beat: %s", error)
            return Beat()
        return Beat(frozenset(taken), is_heir)

    def hold(self, stream: str) -> None:
        """The stream is ours, whoever had it."""
        self._quietly(lambda: self._redis.hset(OWNERS, stream, f"{LIVE} {self._name}"))
        self.tell("moved", stream=stream)

    def claim(self, stream: str) -> bool:
        """Make the stream ours unless another living process holds it; False while Redis is away."""
        return bool(self._quietly(lambda: self._claim(stream)))

    def holds(self, stream: str) -> bool:
        """Whether the microphone was connected to any process at the last beat."""
        return self._owners.get(stream, "").startswith(LIVE)

    def _claim(self, stream: str) -> bool:
        value = self._redis.hget(OWNERS, stream)
        owner = _owner(value.decode()) if value else self._name
        if owner != self._name:
            seen = self._redis.zscore(WEBS, owner)
            if seen is not None and float(self._redis.time()[0]) - seen <= GONE_S:
                return False
        self._redis.hset(OWNERS, stream, f"{WAITING} {self._name}")
        return True

    def _quietly(self, work: Callable[[], Any]) -> Any:
        try:
            return work()
        except RedisError as error:
            log.warning("Redis does not answer: %s", error)
            return None

    def _take(self, message: dict[str, Any] | None, handle: Handle) -> None:
        if message is None:
            return
        facts = json.loads(message["data"])
        sender, kind = facts.pop("from"), facts.pop("kind")
        if sender == self._name:
            self._heard_at = time.monotonic()
        elif kind != "beat":
            handle(kind, facts)


def connect(url: str) -> Any:
    """A client that gives up soon: its caller goes on without. Raises BadSetting."""
    try:
        return redis.Redis.from_url(
            url, socket_connect_timeout=PATIENCE_S, socket_timeout=PATIENCE_S, retry=Retry(NoBackoff(), 0)
        )
    except ValueError as error:
        raise BadSetting(
            "ROUNDTABLE_REDIS must look like redis://:password@host:6379/0 (or rediss://)", key="ROUNDTABLE_REDIS"
        ) from error


def _owner(value: str | None) -> str:
    """The process in a value of OWNERS."""
    return value.partition(" ")[2] if value else ""
