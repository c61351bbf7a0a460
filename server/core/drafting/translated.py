"""The second step of the evidence: a translation against its original, in figures, dates, names and negation.

The first step (``verify``) holds a paragraph against what it cites, translations among it; this one holds those
translations that a paragraph quotes against what was said. What differs is for a person to look at.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from server.core.drafting.copies import is_copied
from server.core.drafting.evidence import CHAIR, Evidence, Segment
from server.core.drafting.faults import Fault, Problem
from server.core.drafting.figures import figures
from server.core.drafting.sentences import sentences, words
from server.core.statement.marks import plain
from server.core.statement.statement import Paragraph

NEGATIONS: Mapping[str, str] = {
    "en": r"\b(?:not|no(?!\.\s*\d)|never|none|nor|neither|nobody|nothing|without|cannot|unable|impossible)\b|n['’]t\b",
    "fr": r"\b(?:ne|pas|aucune?s?|jamais|sans|ni|non|rien|nul(?:le)?|impossible)\b|\bn['’]",
    "es": r"\b(?:no|ni|nunca|jamás|sin|ning[uú]n\w*|nada|nadie|tampoco|imposible)\b",
    "pt": r"\b(?:não|nem|nunca|jamais|sem|nenhum\w*|nada|ninguém|tampouco|impossível)\b",
    "ru": r"\b(?:не|нет|ни|без|никогда|никто|ничего|нельзя|невозможн\w*|неприемлем\w*|отсутств\w*)\b",
    "ar": r"(?<!\w)[وف]?(?:لا|لم|لن|ليست?|ليسوا|غير|بدون|دون|عدم|بلا)(?!\w)",
    "zh": r"不(?![断仅但久])|没|无(?!论)|未(?!来)|非(?![常洲])|勿|否(?!则)",
    "ko": r"않|없|못|아니|아닙|불가|(?<!\w)안(?= )",
}
# Languages whose words for numbers are read; of the others only digits are.
_COUNTED = frozenset({"en", "fr", "es", "pt", "zh"})
_DATED = frozenset({"en", "fr", "es", "pt"})
_CODE = re.compile(r"(?<![A-Za-z\d])(?=[A-Z\d]*[A-Z])[A-Z\d][A-Z\d-]*[A-Z\d](?![A-Za-z\d])")
_QUOTE = re.compile(r"“([^”]*)”")
_INFLECTED = 2  # letters at a name's end that another case of it may change
_SHORT = 4  # of a word so short every letter counts


def verify_translations(paragraph: Paragraph, evidence: Evidence, language: str) -> tuple[Problem, ...]:
    """What differs between the translations that a paragraph quotes and their originals, each once."""
    evidence = evidence.joined()
    paragraph = replace(paragraph, text=plain(paragraph.text, language))
    by_id = evidence.by_id()
    quotes = [" ".join(words(each)) for each in _QUOTE.findall(paragraph.text)]
    clauses = [paragraph.text[each.start : each.end] for each in paragraph.citations]
    found: dict[Problem, None] = {}
    for segment in dict.fromkeys(by_id[name] for name in paragraph.cited() if name in by_id):
        if segment.lang == language:
            continue
        for original, translation in _pairs(segment, language):
            told = " ".join(words(translation))
            is_quoted = any(each and (each in told or told in each) for each in quotes)
            if is_quoted or any(is_copied(each, translation) for each in clauses if not _QUOTE.search(each)):
                found |= dict.fromkeys(differences(original, segment.lang, translation, language, evidence.called))
        for _, wording in (each for each in segment.reviewed if each[0] == language):
            if any(" ".join(words(wording)) == each for each in quotes):
                found |= dict.fromkeys(_figures(segment.text, segment.lang, wording, language, is_whole=False))
    return tuple(found)


def differences(
    original: str, lang: str, translation: str, language: str, called: Mapping[str, Mapping[str, str]]
) -> tuple[Problem, ...]:
    """What one of the two says and the other does not. ``called``: delegations' names, ``{code: {language: name}}``."""
    return (
        *_figures(original, lang, translation, language, is_whole=True),
        *_names(original, lang, translation, language, called),
        *_negations(original, lang, translation, language),
    )


def _pairs(segment: Segment, language: str) -> Iterator[tuple[str, str]]:
    """Sentences side by side, where original and translation have equally many; else both whole."""
    whole = segment.translations.get(language)
    if not whole:
        return
    said, told = sentences(segment.text, segment.lang), sentences(whole, language)
    yield from zip(said, told, strict=True) if len(said) == len(told) else [(segment.text, whole)]


def _figures(original: str, lang: str, translation: str, language: str, is_whole: bool) -> Iterator[Problem]:
    """Figures that only one of them has; one is missed only in a language whose words for numbers are read."""
    said, told = figures(original, lang), figures(translation, language)
    both = {lang, language}
    for mine, theirs, other, is_mine in ((told, said, lang, True), (said, told, language, False)):
        if not is_mine and not is_whole:
            continue
        values = {each.value for each in theirs if each.unit != "month"}
        months = {each.value for each in theirs if each.unit == "month"}
        for each in mine:
            if each.unit == "month":
                is_lost = both <= _DATED and each.value not in months and each.value not in values
            else:
                is_lost = other in _COUNTED and each.value not in values | months
            if is_lost:
                yield Problem(Fault.TRANSLATION_FIGURE, each.text)


def _names(
    original: str, lang: str, translation: str, language: str, called: Mapping[str, Mapping[str, str]]
) -> Iterator[Problem]:
    """Codes in capitals and delegations that only one of them names. The chair is spoken to in each language's way."""
    said, told = set(_CODE.findall(original)), set(_CODE.findall(translation))
    yield from (Problem(Fault.TRANSLATION_NAME, each) for each in sorted(said - told))
    for names in (each for code, each in called.items() if code != CHAIR):
        here, there = names.get(lang), names.get(language)
        if not here or not there:
            continue
        is_added = all(_told(translation, there)) and not any(_told(original, here))
        is_lost = all(_told(original, here)) and not any(_told(translation, there))
        if is_added or is_lost:
            yield Problem(Fault.TRANSLATION_NAME, there)


def _told(text: str, name: str) -> list[bool]:
    """For each long word of a name whether a text has it, in whatever case: without its last letters."""
    parts = [each for each in re.findall(r"\w+", name) if len(each) >= _SHORT] or [name]
    stems = (each if len(each) <= _SHORT else each[:-_INFLECTED] for each in parts)
    return [each.casefold() in text.casefold() for each in stems]


def _negations(original: str, lang: str, translation: str, language: str) -> Iterator[Problem]:
    if lang not in NEGATIONS or language not in NEGATIONS:
        return
    if _denies(original, lang) != _denies(translation, language):
        yield Problem(Fault.TRANSLATION_NEGATION, translation)


def _denies(text: str, language: str) -> bool:
    return bool(re.search(NEGATIONS[language], text, re.IGNORECASE))
