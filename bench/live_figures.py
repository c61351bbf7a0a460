"""The figures of one clip of ``bench live``, from what viewers were shown, the minutes and the offline pass. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from bench.clips import Part, is_by_character, reference_units
from bench.figures import erasure, rounded, spread
from bench.ledger import captions, expected, lost_and_doubled
from bench.offline import Timed, ends
from bench.screen import Screen, line, screen, underway
from bench.watch import Seen
from bench.words import errors, matches, units

Figures = dict[str, Any]


def figures(
    parts: Sequence[Part],
    offline: Sequence[Timed],
    seen: Mapping[str, Seen],
    segments: Sequence[Mapping[str, Any]],
    began_s: float,
) -> Figures:
    """All that is not about processes. ``seen`` by view; ``began_s``: when the first sample was spoken."""
    has_reference = all(part.text is not None for part in parts)
    reference = reference_units(parts) if has_reference else [(each.lang, each.unit) for each in offline]
    found = [(str(each["lang"]), unit) for each in segments for unit in units(str(each["text"]), str(each["lang"]))]
    shown = _floor(seen["floor"])
    spoken = {at: began_s + end for at, end in ends([unit for _, unit in reference], offline).items()}
    pairs = [(at, other) for at, other in matches([unit for _, unit in reference], shown.words) if at in spoken]
    lost, doubled = exactness(seen, segments)
    return {
        **rates(reference if has_reference else None, found),
        "words": len(reference),
        "words_on_nonspeech": len(found) if has_reference and not reference else None,
        "timed_share": rounded(len(spoken) / len(reference)) if reference else None,
        "shown_ms": spread([(shown.shown_s[other] - spoken[at]) * 1000 for at, other in pairs]),
        "committed_ms": spread([(shown.committed_s[other] - spoken[at]) * 1000 for at, other in pairs]),
        "final_ms": spread([(shown.lines[shown.line_of[other]].at_s - spoken[at]) * 1000 for at, other in pairs]),
        "measured_words": len(pairs),
        "committed_changed": rounded(shown.committed_changed / shown.committed) if shown.committed else None,
        "erasure": rounded(erasure(shown.texts)),
        **_translations(shown, seen, spoken, pairs),
        "finals": len(segments),
        "lost": lost,
        "doubled": doubled,
    }


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
    finals = [
        line(at_s, message)
        for at_s, name, message in seen.records
        if name == "event" and message["kind"] == "caption" and message["lang"] == message["src_lang"]
    ]
    return screen(finals, [underway(at_s, message) for at_s, name, message in seen.records if name == "tentative"])


def _translations(
    shown: Screen, seen: Mapping[str, Seen], spoken: Mapping[int, float], pairs: Sequence[tuple[int, int]]
) -> Figures:
    """``translated_ms``: from a word's end to the translation of its segment; ``translation_ms``: from the final."""
    after_word: Figures = {}
    after_final: Figures = {}
    failed: Figures = {}
    finals = {each.segment: each.at_s for each in shown.lines}
    for view, each in seen.items():
        came = {
            str(message["seg"]): (at_s, str(message["status"]))
            for at_s, name, message in each.records
            if name == "event" and message["kind"] == "caption" and message["lang"] == view != message["src_lang"]
        }
        if not came:
            continue
        done = {segment: at_s for segment, (at_s, status) in came.items() if status == "final"}
        segments = [(at, shown.lines[shown.line_of[other]].segment) for at, other in pairs]
        after_word[view] = spread([(done[name] - spoken[at]) * 1000 for at, name in segments if name in done])
        after_final[view] = spread([(at_s - finals[name]) * 1000 for name, at_s in done.items() if name in finals])
        failed[view] = len(came) - len(done)
    return {"translated_ms": after_word, "translation_ms": after_final, "untranslated": failed}
