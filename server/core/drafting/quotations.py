"""Quotations and copied clauses of a paragraph against what they are copied from: their figures, their negations."""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import SequenceMatcher

from server.core.drafting.copies import source, told
from server.core.drafting.evidence import Evidence, Segment
from server.core.drafting.faults import Fault, Problem
from server.core.drafting.measures import measures
from server.core.drafting.negation import NEGATION
from server.core.drafting.revisions import is_taken_back, without_figures
from server.core.drafting.sentences import content, sentences, words
from server.core.statement.statement import Paragraph

QUOTE = re.compile(r"“([^”]*)”")


def turned(paragraph: Paragraph, evidence: Evidence, cited: Sequence[Segment], language: str) -> list[Problem]:
    """Quotations that were not said in one piece: a changed figure, a turned negation, words put together."""
    said = [" ".join(words(text)) for each in cited for text, _ in texts(each)]
    covered = [" ".join(words(without_figures(text, lang))) for each in cited for text, lang in texts(each)]
    title = " ".join(words(evidence.title))
    found = []
    for quote in QUOTE.findall(paragraph.text):
        joined = " ".join(words(quote))
        if not joined or joined == title or any(joined in each for each in said):
            continue
        strange = _strange(quote, cited, language)
        found += [Problem(Fault.FIGURE, text) for text in strange]
        bare = " ".join(words(without_figures(quote, language)))
        if any(bare in each for each in covered):
            # Word for word but for a corrected figure, however much of the sentence is left out.
            continue
        near = _nearest(quote, cited, 0.6)
        denied = len(NEGATION.findall(quote))
        if (
            near is not None
            and content(quote)
            and any(len(NEGATION.findall(each)) != denied for each in (near, _told_of(quote, near)))
        ):
            found.append(Problem(Fault.NEGATION, quote))
        elif near is None and not strange:
            found.append(Problem(Fault.WORD, quote))
    return found + _copied(paragraph, evidence, cited, language) + _loose(paragraph, cited)


def _told_of(quote: str, sentence: str) -> str:
    """The words of a sentence from the first to the last that a quotation has: a negation before them is not of it."""
    said = words(sentence)
    shared = [
        each for each in SequenceMatcher(None, said, words(quote), autojunk=False).get_matching_blocks() if each.size
    ]
    return " ".join(said[shared[0].a : shared[-1].a + shared[-1].size]) if shared else sentence


def _copied(paragraph: Paragraph, evidence: Evidence, cited: Sequence[Segment], language: str) -> list[Problem]:
    """Clauses without quotation marks that copy what was said: their figures, and their negations one by one."""
    found = []
    for clause in clauses(paragraph):
        said = source_of(clause, cited)
        if not said:
            continue
        names = " ".join(evidence.name(each.delegation) for each in cited)
        found += [Problem(Fault.FIGURE, text) for text in _strange(clause, cited, language, f"the {names}")]
        if len(NEGATION.findall(said)) != len(NEGATION.findall(" ".join(told(clause)))):
            found.append(Problem(Fault.NEGATION, clause.strip()))
    return found


def clauses(paragraph: Paragraph) -> list[str]:
    """What is cited and not quoted: a template's words, or a clause."""
    spans = (paragraph.text[each.start : each.end] for each in paragraph.citations)
    return [each for each in spans if "“" not in each and "”" not in each]


def source_of(clause: str, cited: Sequence[Segment]) -> str:
    """The words that a clause copies, of the sentence that it has most of; empty where it is no copy."""
    told_in = (sentence for each in cited for text, lang in texts(each) for sentence in sentences(text, lang))
    return max((source(clause, each) for each in told_in), key=len, default="")


def _strange(quote: str, cited: Sequence[Segment], language: str, names: str = "") -> list[str]:
    """Figures of a quotation that nobody cited gave with that unit, in the language that knows most of them.

    ``names``: words that may stand for a pronoun after a figure: "in 2026 we will" is "in 2026 Mali will".
    """
    instead = {each[:5] for each in words(names)}
    readings = []
    # A correction seldom repeats the unit: "it is 41, not 14 as I said".
    corrected = {
        figure.values
        for each in cited
        for text, lang in texts(each)
        if any(is_taken_back(part, lang) for part in sentences(text, lang))
        for figure in measures(text, lang)
    }
    for spoken in {language, *(each.lang for each in cited)}:
        stated = {
            (figure.values, figure.unit)
            for each in cited
            for text, lang in texts(each)
            if lang == spoken
            for figure in measures(text, lang)
        }
        strange = [
            each.text
            for each in measures(quote, spoken)
            if not {(each.values, each.unit), (each.values, "")} & stated
            and each.values not in corrected
            and not (each.unit in instead and each.values in {values for values, _ in stated})
        ]
        readings.append((len(strange), strange))
    return min(readings)[1]


def _loose(paragraph: Paragraph, cited: Sequence[Segment]) -> list[Problem]:
    """A clause in free wording that repeats most of a sentence must have its negation, or its lack of one."""
    rest = QUOTE.sub(" ", paragraph.text)
    found = []
    for clause in re.split(r"[;:\[\]()]", rest):
        near = None if source_of(clause, cited) else _nearest(clause, cited)
        if (
            near is not None
            and len(content(clause)) >= 4
            and bool(NEGATION.search(near)) != bool(NEGATION.search(clause))
        ):
            found.append(Problem(Fault.NEGATION, clause.strip()))
    return found


def _nearest(text: str, cited: Sequence[Segment], share: float = 0.8) -> str | None:
    """The cited sentence that holds most of the text's stems, None where that is less than ``share`` of them."""
    matter = content(text)
    best: tuple[float, str] = (0.0, "")
    for each in cited:
        for whole, lang in texts(each):
            for sentence in sentences(whole, lang):
                shared = len(matter & content(sentence)) / len(matter) if matter else 0.0
                best = max(best, (shared, sentence))
    return best[1] if best[0] >= share else None


def texts(segment: Segment) -> list[tuple[str, str]]:
    translated = ((text, lang) for lang, text in segment.translations.items())
    reviewed = ((text, lang) for lang, text in segment.reviewed)
    return [(segment.text, segment.lang), *translated, *reviewed]
