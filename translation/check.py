"""How well the installed directions translate: a few meeting sentences with one reference each, beside this module.

Twelve sentences tell a good direction from a bad one, and a change for the worse; they are no benchmark. BLEU and chrF
by sacrebleu (https://github.com/mjpost/sacrebleu).
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from translation.errors import TranslationError
from translation.glossary import Glossary
from translation.port import Pair
from translation.samples import rows
from translation.translator import Translator

# How sacrebleu cuts what has no spaces; all other languages by its default.
CUT = {"zh": "zh", "ja": "char", "ko": "char", "th": "char"}


@dataclass(frozen=True, slots=True)
class Checked:
    """One direction: 0 to 100 for BLEU and chrF, 0 to 1 for terms (None where no sentence has one), ms a sentence.

    ``failed``: sentences that no usable answer came for.
    """

    source: str
    target: str
    engine: str
    bleu: float
    chrf: float
    terms: float | None
    sentence_ms: float
    failed: int


def pairs(translator: Translator) -> list[Pair]:
    """The directions with a route between languages of the set."""
    codes = [column for column in rows("sentence")[0] if column != "kind"]
    matrix = translator.matrix()
    return [(source, target) for source in codes for target in codes if target in matrix.get(source, {})]


def check(translator: Translator, wanted: Iterable[Pair]) -> Iterator[Checked]:
    """The figures of each direction. Raises NoRoute for one without a route, KeyError for a language not in the set."""
    sentences, terms = rows("sentence"), rows("term")
    for source, target in wanted:
        glossary = Glossary(fixed={row[source]: {target: row[target]} for row in terms})
        engine = translator.coverage().require(source, target).engine
        translator.warm_up([(source, target)])
        answers, seconds = list[str](), 0.0
        for row in sentences:
            begun = time.perf_counter()
            answers.append(_answer(translator, row[source], source, target, glossary))
            seconds += time.perf_counter() - begun
        bleu, chrf = _scores(answers, [row[target] for row in sentences], target)
        hits = [
            term[target].casefold() in answer.casefold()
            for row, answer in zip(sentences, answers, strict=True)
            for term in terms
            if term[source].casefold() in row[source].casefold()
        ]
        yield Checked(
            source, target, engine, bleu, chrf, sum(hits) / len(hits) if hits else None,
            1000 * seconds / len(sentences), answers.count(""),
        )  # fmt: skip


def _answer(translator: Translator, text: str, source: str, target: str, glossary: Glossary) -> str:
    try:
        return translator.translate(text, source, target, glossary=glossary).text
    except TranslationError:
        return ""


def _scores(answers: Sequence[str], references: Sequence[str], target: str) -> tuple[float, float]:
    import sacrebleu

    bleu = sacrebleu.corpus_bleu(answers, [references], tokenize=CUT.get(target))
    return round(bleu.score, 1), round(sacrebleu.corpus_chrf(answers, [references]).score, 1)
