"""The figures of one clip of ``bench live``, from what viewers were shown, the minutes and the offline pass. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bench.clips import Part, is_by_character, reference_units
from bench.figures import erased, rounded, spread
from bench.ledger import captions, expected, lost_and_doubled
from bench.offline import Timed, ends
from bench.screen import Screen, line, place, screen, underway
from bench.translated import translations
from bench.watch import Seen
from bench.words import errors, matches, shown_units, units

Figures = dict[str, Any]
TIMES = ("shown_ms", "committed_ms", "final_ms")


@dataclass(frozen=True, slots=True)
class Reading:
    """One clip as a reader of the floor had it: ``(language, unit)`` of what was said, heard live and offline.

    ``reference`` is None where nobody wrote it down. ``spoken``: when a unit of it (without one, of ``offline``) was
    over; ``pairs``: the places ``(said, on the screen)`` of the units that have such a time.
    """

    reference: Sequence[tuple[str, str]] | None
    found: Sequence[tuple[str, str]]
    offline: Sequence[tuple[str, str]]
    shown: Screen
    spoken: Mapping[int, float]
    pairs: Sequence[tuple[int, int]]
    erased: tuple[int, int]
    erased_in_finals: tuple[int, int]

    def said(self) -> Sequence[tuple[str, str]]:
        """The reference, or what the offline pass heard where there is none."""
        return self.offline if self.reference is None else self.reference

    def times(self) -> dict[str, list[float]]:
        """From the end of each word: until it was shown, committed and final, in milliseconds."""
        shown = self.shown
        ends = (shown.shown_s, shown.committed_s, [shown.lines[number].at_s for number in shown.line_of])
        return {
            name: [(moments[other] - self.spoken[at]) * 1000 for at, other in self.pairs]
            for name, moments in zip(TIMES, ends, strict=True)
        }


def reading(
    parts: Sequence[Part],
    offline: Sequence[Timed],
    seen: Mapping[str, Seen],
    segments: Sequence[Mapping[str, Any]],
    began_s: float,
) -> Reading:
    """What is measured of a clip. ``seen`` by view; ``began_s``: when the first sample was spoken."""
    heard = [(each.lang, each.unit) for each in offline]
    reference = reference_units(parts) if all(part.text is not None for part in parts) else None
    said = [unit for _, unit in (heard if reference is None else reference)]
    shown = _floor(seen["floor"])
    spoken = {at: began_s + end for at, end in ends(said, offline).items()}
    return Reading(
        reference=reference,
        found=[(str(each["lang"]), unit) for each in segments for unit in units(str(each["text"]), str(each["lang"]))],
        offline=heard,
        shown=shown,
        spoken=spoken,
        pairs=[(at, other) for at, other in matches(said, shown.words) if at in spoken],
        erased=erased(shown.texts()),
        erased_in_finals=erased(finals_texts(seen["floor"])),
    )


def figures(read: Reading, seen: Mapping[str, Seen], segments: Sequence[Mapping[str, Any]]) -> Figures:
    """All that is not about processes."""
    shown, said = read.shown, read.said()
    is_silent = read.reference is not None and not read.reference
    lost, doubled = exactness(seen, segments)
    return {
        **rates(read.reference, read.found),
        "words": len(said),
        "words_on_nonspeech": len(read.found) if is_silent else None,
        "tentative_words_on_nonspeech": _most_underway(shown) if is_silent else None,
        "timed_share": rounded(len(read.spoken) / len(said)) if said else None,
        **{name: spread(values) for name, values in read.times().items()},
        "measured_words": len(read.pairs),
        "committed_changed": rounded(shown.committed_changed / shown.committed) if shown.committed else None,
        "erasure": rounded(_share(read.erased)),
        "erasure_finals_only": rounded(_share(read.erased_in_finals)),
        **translations(shown, seen, read.spoken, read.pairs),
        "finals": len(segments),
        "lost": lost,
        "doubled": doubled,
    }


def finals_texts(seen: Seen) -> Iterator[tuple[str, ...]]:
    """What a reader saw who wants to see finals only: each text that the screen had, one after the other."""
    there: dict[int, tuple[str, ...]] = {}
    for _, name, message in seen.records:
        if name == "event" and message["kind"] == "caption" and message["lang"] == message["src_lang"]:
            is_shown = message["status"] in ("final", "corrected")
            text = shown_units(str(message["text"]), str(message["lang"])) if is_shown else ()
            there[place(str(message["seg"]))] = tuple(text)
            yield tuple(word for at in sorted(there) for word in there[at])


def rates(reference: Sequence[tuple[str, str]] | None, found: Sequence[tuple[str, str]]) -> Figures:
    """``wer`` or ``cer`` of ``(language, unit)``, and the same for each language where there are several.

    Where characters and words are mixed, ``wer`` counts each as a unit. Null without a reference.
    """
    if reference is None:
        return {"wer": None, "cer": None}
    languages = list(dict.fromkeys(lang for lang, _ in reference))
    rate = rounded(errors([unit for _, unit in reference], [unit for _, unit in found]).rate)
    whole: Figures = (
        {"wer": None, "cer": rate} if languages and is_by_character(languages) else {"wer": rate, "cer": None}
    )
    if len(languages) < 2:
        return whole
    each = {
        language: rates([one for one in reference if one[0] == language], [one for one in found if one[0] == language])
        for language in languages
    }
    return {**whole, "by_language": each}


def exactness(seen: Mapping[str, Seen], segments: Sequence[Mapping[str, Any]]) -> tuple[int, int]:
    """Captions lost and doubled, over all views: what they were shown against the minutes."""
    lost = doubled = 0
    for view, each in seen.items():
        missing, twice = lost_and_doubled(expected(segments, view), captions(each.events()))
        lost, doubled = lost + missing, doubled + twice + each.repeats
    return lost, doubled


def _floor(seen: Seen) -> Screen:
    finals: dict[str, Any] = {}
    for at_s, name, message in seen.records:
        if name == "event" and message["kind"] == "caption" and message["lang"] == message["src_lang"]:
            finals.setdefault(str(message["seg"]), line(at_s, message))
    words = [underway(at_s, message) for at_s, name, message in seen.records if name == "tentative"]
    return screen(list(finals.values()), words)


def _most_underway(shown: Screen) -> int:
    """The most words under way that stood on the screen at once."""
    return max((len(each.underway.words) for each in shown.states if each.underway), default=0)


def _share(counts: tuple[int, int]) -> float | None:
    return counts[0] / counts[1] if counts[1] else None
