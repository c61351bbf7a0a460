"""What a client of one view has received, by the rules of docs/protocol.md, and what it lacks or got twice. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

Event = Mapping[str, Any]
Caption = tuple[str, int, str]  # segment, revision, language


@dataclass(slots=True)
class Reader:
    """The place of one client in its view's log. It asks for the log (``wants_log``) when something is missing.

    Owner: one thread. ``repeats`` counts events that came live twice on one connection.
    """

    last: int = 0
    repeats: int = 0
    is_reading: bool = True
    wants_log: bool = True
    _waiting: list[Event] = field(default_factory=list)
    _live: set[int] = field(default_factory=set)

    def began(self) -> None:
        """A connection began: nothing came on it, and the log must be read first."""
        self._waiting.clear()
        self._live.clear()
        self.is_reading = self.wants_log = True

    def asked(self) -> None:
        """The log is being read: what comes live meanwhile waits."""
        self.is_reading, self.wants_log = True, False

    def live(self, event: Event) -> list[Event]:
        """What an event that came live lets the client show."""
        seq = int(event["seq"])
        self.repeats += seq in self._live
        self._live.add(seq)
        self._waiting.append(event)
        return [] if self.is_reading else self._drained()

    def log(self, answer: Mapping[str, Any]) -> list[Event]:
        """What an answer to ``join`` or ``fetch`` lets the client show; ``wants_log`` says whether to go on reading."""
        shown = [event for event in answer["events"] if int(event["seq"]) > self.last]
        self.last = max([self.last, *(int(event["seq"]) for event in shown)])
        self.is_reading = self.wants_log = bool(answer["more"])
        return shown if self.wants_log else [*shown, *self._drained()]

    def told(self, head: int) -> None:
        """The server says how far the view's log goes."""
        if head > self.last and not self.is_reading:
            self.wants_log = True

    def _drained(self) -> list[Event]:
        """Shows what now follows without a hole; what is known already is dropped."""
        shown: list[Event] = []
        kept: list[Event] = []
        for event in sorted(self._waiting, key=lambda each: int(each["seq"])):
            if int(event["seq"]) <= self.last:
                continue
            if kept or int(event["prev"]) > self.last:
                kept.append(event)
                continue
            self.last = int(event["seq"])
            shown.append(event)
        self._waiting = kept
        self.wants_log = self.wants_log or bool(kept)
        return shown


def captions(events: Iterable[Event]) -> list[Caption]:
    """The captions among the events that a client showed, in order, each as often as it was shown."""
    return [
        (str(event["seg"]), int(event["rev"]), str(event["lang"]))
        for event in events
        if event["kind"] == "caption" and event["status"] in ("final", "corrected", "failed")
    ]


def expected(segments: Sequence[Mapping[str, Any]], view: str) -> list[Caption]:
    """What a view must have shown by the minutes: each segment's words, and their translation or its failure."""
    found: list[Caption] = []
    for segment in segments:
        found.append((str(segment["id"]), int(segment["rev"]), str(segment["lang"])))
        translation = segment["translations"].get(view)
        if view not in ("floor", segment["lang"]) and translation and translation["status"] in ("done", "failed"):
            found.append((str(segment["id"]), int(translation["rev"]), view))
    return found


def lost_and_doubled(wanted: Iterable[Caption], shown: Iterable[Caption]) -> tuple[int, int]:
    """How many wanted captions never came, and how many times one came that had come before."""
    had = Counter(shown)
    return sum(each not in had for each in set(wanted)), sum(count - 1 for count in had.values())


def holes(numbers: Iterable[int], head: int) -> int:
    """How many of the numbers 1 to ``head`` are missing."""
    return head - len({each for each in numbers if 1 <= each <= head})
