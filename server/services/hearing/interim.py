"""Interim: words under way in the languages of those who read, made anew as they grow. Never stored.

Only for views that somebody reads, only while the translate workers have nothing else to do, and of several wishes for
one view the newest counts. Where no translation comes, the view is shown what was said. Owned by the hub.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Container, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from server.clock import now_ms
from server.core.translation import interim
from server.core.translation.interim import Piece, Said, Shown
from server.services.hearing.publish import Publisher, TranslationQueue
from server.services.hearing.translate import Job
from server.storage.log import FLOOR_VIEW, Event

GAP_S = 0.4  # a reader sees no more than two or three changes in a second
LATE_S = 3.0  # without an answer for so long, readers get the original again
FAILED_S = 10.0  # so long a direction that failed is left alone
REST = 2.0  # a worker rests so many times as long as an answer took: recognition needs the processor more
MOST_REST_S = 1.0
Key = tuple[str, str]  # a microphone's stream and the language that it is translated into
May = Callable[[str, str], bool]


@dataclass(slots=True)
class _Way:
    """Where the translation of one microphone into one language stands. Seconds of the monotonic clock."""

    session: str
    asked: str = ""  # the newest text that went to a worker
    asked_s: float = float("-inf")
    waits_since_s: float | None = None  # since when something is wanted that is not answered
    failed_until_s: float = float("-inf")
    shown: Shown = field(default_factory=Shown)


@dataclass(frozen=True, slots=True)
class _Ask:
    """A text that a worker has."""

    key: Key
    parts: tuple[Piece, ...]
    is_open: bool  # words were under way behind the last part
    heard_at: int
    at_s: float


class Interim:
    """What is under way, in every language that is read.

    ``may(session, target)``: whether somebody reads it, and no person translates it; ``streams()``: the
    microphones that are recognised now.
    """

    def __init__(
        self,
        queue: TranslationQueue,
        publisher: Publisher,
        may: May,
        streams: Callable[[], Container[str]],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._queue, self._publisher, self._may, self._streams, self._clock = queue, publisher, may, streams, clock
        self._said: dict[str, Said] = {}
        self._ways: dict[Key, _Way] = {}
        self._heard_at: dict[str, int] = {}
        self._wanted: dict[Key, None] = {}
        self._asks: dict[str, _Ask] = {}
        self._resting: dict[str, float] = {}  # workers, and until when
        self._count = 0

    def hear(self, words: dict[str, Any], languages: Sequence[str]) -> list[str]:
        """Take words under way (a ``tentative``); returns the languages whose views are to be shown the original."""
        stream = _stream(words["seg"])
        said = self._said.setdefault(stream, Said())
        said.hear(_agreed(words))
        self._heard_at[stream] = words["sent_at"]
        others = []
        for target in languages:
            if not self._is_served(words["session"], stream, words["lang"], target):
                others.append(target)
        self._pump()
        return others

    def took(self, events: Iterable[Event]) -> None:
        """Take what was published: words that became final wait for their translation, until it comes.

        What is to be shown of them is asked for a moment later: the words under way behind them are about to come.
        """
        for event in events:
            if event.kind == "caption":
                self._take(event)

    def answered(self, worker: str, message: dict[str, Any]) -> bool:
        """Show what a worker answered; False when it is no answer to one of ours."""
        name = message["job"]
        if not self._queue.answered_aside(worker, name):
            return False
        ask = self._asks.pop(name, None)
        if ask is not None:
            now = self._clock()
            self._resting[worker] = now + min(MOST_REST_S, REST * (now - ask.at_s))
            if ask.key in self._ways:
                self._show(ask, message)
        self._pump()
        return True

    def forget(self, stream: str) -> None:
        """A microphone is gone."""
        self._said.pop(stream, None)
        self._heard_at.pop(stream, None)
        for key in [key for key in self._ways if key[0] == stream]:
            del self._ways[key]
            self._wanted.pop(key, None)

    def sweep(self) -> None:
        """Ask what is due; forget what lost workers had, and microphones that are done with."""
        streams = self._streams()
        for stream in [stream for stream, said in self._said.items() if stream not in streams and said.is_empty]:
            self.forget(stream)
        self._asks = {name: ask for name, ask in self._asks.items() if self._queue.has_aside(name)}
        self._pump()

    def _take(self, event: Event) -> None:
        facts = event.payload
        stream, segment = _stream(facts["seg"]), facts["seg"]
        said = self._said.setdefault(stream, Said())
        if facts["lang"] != facts["src_lang"]:
            said.translated(segment, facts["lang"])
        elif facts["rev"] > 1 or not facts["text"]:
            said.take_out(segment)  # retracted, or corrected: that is translated alone and at once
        else:
            targets = {view for view in event.previous if view not in (FLOOR_VIEW, facts["lang"])}
            said.end(_piece(facts, facts["text"], facts["lang"], facts["end_ms"]), targets)
            for target in sorted(targets):
                if self._is_served(event.session, stream, facts["lang"], target):
                    self._ways[stream, target].asked_s = self._clock()

    def _is_served(self, session: str, stream: str, source: str, target: str) -> bool:
        """Whether the view of a language gets translations of a microphone now; what is new is wanted."""
        is_possible = source != target and target in self._queue.matrix.get(source, {})
        if not is_possible or not self._may(session, target):
            return False
        key, now = (stream, target), self._clock()
        way = self._ways.setdefault(key, _Way(session))
        if now < way.failed_until_s:
            return False
        if interim.text_of(self._said[stream].parts(target)) not in ("", way.asked):
            self._wanted.setdefault(key)
            way.waits_since_s = now if way.waits_since_s is None else way.waits_since_s
        return way.waits_since_s is None or now - way.waits_since_s < LATE_S

    def _pump(self) -> None:
        """Hand out what is wanted, the oldest wish first, as long as a worker has nothing to do."""
        now = self._clock()
        self._resting = {worker: until for worker, until in self._resting.items() if until > now}
        for key in list(self._wanted):
            worker = self._queue.spare(self._resting)
            if worker is None:
                return
            if now - self._ways[key].asked_s >= GAP_S:
                del self._wanted[key]
                self._ask(worker, key, now)

    def _ask(self, worker: str, key: Key, now: float) -> None:
        (stream, target), way = key, self._ways[key]
        parts = self._said[stream].parts(target) if stream in self._said else ()
        text = interim.text_of(parts)
        if not parts or text == way.asked:
            way.waits_since_s = None
            return
        way.asked, way.asked_s = text, now
        self._count += 1
        is_open = self._said[stream].is_under_way(parts[-1].segment)
        shown = way.shown.text(parts, target) if is_open else ""
        job = Job(way.session, f"~{stream}", self._count, text, parts[0].language, target, False, shown=shown)
        ask = _Ask(key, parts, is_open, self._heard_at.get(stream, 0), now)
        self._asks[self._queue.aside(worker, job)] = ask

    def _show(self, ask: _Ask, message: dict[str, Any]) -> None:
        (stream, target), way, said = ask.key, self._ways[ask.key], self._said.get(ask.key[0])
        is_failed = bool(message.get("error")) or not message.get("text")
        if is_failed:
            self._wanted.pop(ask.key, None)
            way.failed_until_s = self._clock() + FAILED_S
        if ask.key not in self._wanted:
            way.waits_since_s = None
        if is_failed or said is None:
            return
        waiting = {part.segment for part in said.parts(target)}
        shown = way.shown.take(ask.parts, message["text"], target, is_open=ask.is_open)
        parts = [_part(each) for each in shown if each.segment in waiting]
        told = {"session": way.session, "stream": stream, "lang": target, "src_lang": ask.parts[0].language}
        facts = {"share": round(way.shown.share, 3), "rough": bool(message.get("rough"))}
        more = {"parts": parts, "heard_at": ask.heard_at, "sent_at": now_ms(), **facts}
        self._publisher.interim(way.session, target, {**told, **more})


def _stream(segment: str) -> str:
    return segment.rpartition("-")[0]


def _agreed(words: dict[str, Any]) -> Piece | None:
    """The agreed part of words under way; where it ends in time is judged by its length."""
    committed, rest = words["committed"], words["text"]
    if not committed:
        return None
    share = len(committed) / (len(committed) + len(rest))
    end_ms = words["start_ms"] + round(share * (words["end_ms"] - words["start_ms"]))
    return _piece(words, committed, words["lang"], end_ms)


def _piece(facts: dict[str, Any], text: str, language: str, end_ms: int) -> Piece:
    return Piece(facts["seg"], text, language, facts["speaker"], facts["delegation"], facts["start_ms"], end_ms)


def _part(piece: Piece) -> dict[str, Any]:
    return {
        "seg": piece.segment,
        "text": piece.text,
        "speaker": piece.speaker,
        "delegation": piece.delegation,
        "start_ms": piece.start_ms,
        "end_ms": piece.end_ms,
    }
