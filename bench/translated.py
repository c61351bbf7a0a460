"""How soon a reader of another language has the translation of each word, and how quietly it grows. Pure.

A translation under way names the words it was made of by the moment at which the server sent them (``heard_at``). The
last ones are held back in it, so a word counts as translated once two more were agreed, or with its final translation.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from bench.figures import erased, rounded, spread
from bench.screen import Screen, place
from bench.watch import Seen
from bench.words import shown_units
from server.core.interim import HELD_BACK


def translations(
    shown: Screen, seen: Mapping[str, Seen], spoken: Mapping[int, float], pairs: Sequence[tuple[int, int]]
) -> dict[str, Any]:
    """Of each view with translations, in milliseconds.

    ``translated_ms``: from a word's end to the final translation of its segment; ``translation_ms``: to that from the
    final; ``translated_shown_ms``: from a word's end until it stood in a translation, under way or final;
    ``translated_erasure``: normalised erasure of what the view's reader saw; ``untranslated``: segments that failed.
    """
    names = ("translated_ms", "translation_ms", "translated_shown_ms", "translated_erasure", "untranslated")
    found: dict[str, Any] = {name: {} for name in names}
    finals = {each.segment: each.at_s for each in shown.lines}
    agreed = [shown.committed_s[min(at + HELD_BACK, len(shown.words) - 1)] for at in range(len(shown.words))]
    heard = {
        int(message.get("sent_at", 0)): at_s for at_s, name, message in seen["floor"].records if name == "tentative"
    }
    for view, each in seen.items():
        came = _came(each, view)
        if not came:
            continue
        done = {segment: at_s for segment, (at_s, status) in came.items() if status == "final"}
        moments = _moments(each, heard)
        words = [(at, other, shown.lines[shown.line_of[other]].segment) for at, other in pairs]
        ends = [(done[name] - spoken[at]) * 1000 for at, _, name in words if name in done]
        firsts = [
            (min(done[name], _first(moments, agreed[other])) - spoken[at]) * 1000
            for at, other, name in words
            if name in done
        ]
        lost, there = erased(texts(each, view))
        values = (
            spread(ends), spread([(at_s - finals[name]) * 1000 for name, at_s in done.items() if name in finals]),
            spread(firsts), rounded(lost / there) if there else None, len(came) - len(done),
        )  # fmt: skip
        for name, value in zip(names, values, strict=True):
            found[name][view] = value
    return found


def texts(seen: Seen, view: str) -> Iterator[tuple[str, ...]]:
    """What a reader of a view saw in its language, one text after the other: translations, those under way behind."""
    done: dict[int, tuple[str, ...]] = {}
    underway: dict[int, tuple[str, ...]] = {}
    for _, name, message in seen.records:
        if name == "interim":
            parts = message["parts"]
            underway = {place(str(part["seg"])): tuple(shown_units(str(part["text"]), view)) for part in parts}
        elif name == "event" and message["kind"] == "caption" and message["lang"] == view != message["src_lang"]:
            done[place(str(message["seg"]))] = tuple(shown_units(str(message["text"]), view))
        else:
            continue
        last = max(done, default=-1)
        there = {**{at: words for at, words in underway.items() if at > last}, **done}
        yield tuple(word for at in sorted(there) for word in there[at])


def _came(seen: Seen, view: str) -> dict[str, tuple[float, str]]:
    """When the final translation of each segment came, and how it ended."""
    return {
        str(message["seg"]): (at_s, str(message["status"]))
        for at_s, name, message in seen.records
        if name == "event" and message["kind"] == "caption" and message["lang"] == view != message["src_lang"]
    }


def _moments(seen: Seen, heard: Mapping[int, float]) -> list[tuple[float, float]]:
    """``(when its words were sent, when it came)`` of each translation under way, in order."""
    return sorted(
        (heard[int(message["heard_at"])], at_s)
        for at_s, name, message in seen.records
        if name == "interim" and int(message["heard_at"]) in heard
    )


def _first(moments: Sequence[tuple[float, float]], agreed_s: float) -> float:
    """When the first translation came that was made of words sent at or after a moment."""
    at = bisect_left(moments, (agreed_s, 0.0))
    return min((came for _, came in moments[at : at + 3]), default=float("inf"))
