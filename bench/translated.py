"""How soon a reader of another language has the translation of each word, and how quietly it grows. Pure.

A translation under way names the words it was made of by the moment at which the server sent them (``heard_at``), and
how much of it is shown (``share``): so many of the words that were agreed by then count as translated, the first ones.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from bench.figures import erased, rounded, spread
from bench.screen import EDGE_SAMPLES, Screen, place
from bench.watch import Seen
from bench.words import shown_units


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
    heard = {
        int(message.get("sent_at", 0)): at_s for at_s, name, message in seen["floor"].records if name == "tentative"
    }
    for view, each in seen.items():
        came = _came(each, view)
        if not came:
            continue
        done = {segment: at_s for segment, (at_s, status) in came.items() if status == "final"}
        first = _firsts(shown, each, heard)
        words = [(at, other, shown.lines[shown.line_of[other]].segment) for at, other in pairs]
        ends = [(done[name] - spoken[at]) * 1000 for at, _, name in words if name in done]
        firsts = [(min(done[name], first[other]) - spoken[at]) * 1000 for at, other, name in words if name in done]
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


def _firsts(shown: Screen, seen: Seen, heard: Mapping[int, float]) -> list[float]:
    """When each word of the floor's text first stood in a translation under way; infinite where it never did."""
    starts = [shown.lines[number].sample for number in shown.line_of]
    first = [float("inf")] * len(starts)
    for at_s, name, message in seen.records:
        if name != "interim" or not message["parts"] or int(message["heard_at"]) not in heard:
            continue
        moment = heard[int(message["heard_at"])]
        begin = bisect_left(starts, min(place(str(part["seg"])) for part in message["parts"]) - EDGE_SAMPLES)
        agreed = [at for at in range(begin, len(starts)) if shown.committed_s[at] <= moment]
        for at in agreed[: int(message["share"] * len(agreed))]:
            first[at] = min(first[at], at_s)
    return first
