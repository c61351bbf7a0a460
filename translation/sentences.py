"""Splits text into paragraphs and sentences, in every script, without a model, and joins them again.

Rules on purpose: they never need a download, and the same text is always split in the same way.
"""

from __future__ import annotations

import re

from translation.languages import language

# A longer sentence is cut at a clause: the models were trained on sentences and forget the end of longer ones.
LONGEST_CHARS, LONGEST_CHARS_UNSPACED = 350, 120

_ENDS = re.compile(r"[.!?…。！？؟۔।｡]+[\"'”’»›)\]」』）】]*")
_FULL_WIDTH = frozenset("。！？｡")
_CLAUSE = re.compile(r"[;:；：—–](?=\s|\w)|[,，、،](?=\s|[^\W\d])")
_OPENING = "\"'“‘«‹([¿¡"

# Words that end in a full stop without ending a sentence. Lower case, without the last stop.
_ABBREVIATIONS = {
    "en": "hon sr jr gen col lt capt rep sen gov arts para paras pp vol ed approx dept inc ltd co corp fig sec ch "
    "jan feb mar apr jun jul aug sep sept oct nov dec viz h.e ph.d",
    "pt": "sr sra srs dra profa exmo exma v.exa arts núm pág págs ex av ltda cia eng gen sec "
    "jan fev mar abr mai jun jul ago set out nov dez",
    "fr": "mm mme mlle me ste pp vol éd env av apr j.-c s.e janv févr juill sept oct nov déc",
    "es": "sr sra srta dra dña excmo excma ud uds arts núm pág págs p.ej av ee.uu cía ltda s.e "
    "ene feb abr ago sept oct nov dic",
    "de": "hr fr abs bzw ca z.b d.h u.a vgl str evtl ggf inkl exkl zzgl jan feb apr aug sept okt nov dez",
    "it": "sig sig.ra dott dott.ssa on artt pag pagg p.es ing avv s.e gen feb apr ago sett ott nov dic",
    "ru": "г гг т.е п пп ст пр см рис проф акад ул стр",
}
_ALWAYS = frozenset(("mr", "mrs", "ms", "dr", "prof", "art", "st", "vs", "cf", "e.g", "i.e", "u.s", "u.k"))
_BEFORE_FIGURES = frozenset(("no", "nos", "n", "nr", "p", "fig", "тыс", "млн", "млрд"))


def paragraphs(text: str) -> list[tuple[str, str]]:
    """(paragraph, line breaks that follow it) in order: all the parts joined are the text."""
    parts = re.split(r"((?:\r?\n)+)", text)
    return [(parts[i], parts[i + 1] if i + 1 < len(parts) else "") for i in range(0, len(parts), 2)]


def split(text: str, code: str = "en") -> list[str]:
    """The sentences of one paragraph, stripped, in order, none empty.

    Knows abbreviations, initials, decimals and the stops of all scripts; cuts overlong sentences at a clause.
    """
    found: list[str] = []
    start = 0
    for end in _ENDS.finditer(text):
        if _is_boundary(text, end, code):
            found.append(text[start : end.end()])
            start = end.end()
    found.append(text[start:])
    return [piece for sentence in found if (stripped := sentence.strip()) for piece in shorten(stripped, code)]


def join(sentences: list[str], code: str) -> str:
    """Sentences as one paragraph: a space between them, except in languages without spaces."""
    kept = [stripped for sentence in sentences if (stripped := sentence.strip())]
    if language(code).is_spaced:
        return " ".join(kept)
    joined = ""
    for sentence in kept:
        needs_space = bool(joined) and joined[-1].isascii() and sentence[0].isascii()
        joined += " " + sentence if needs_space else sentence
    return joined


def shorten(sentence: str, code: str, longest: int | None = None) -> list[str]:
    """The sentence, or its parts cut at clauses, else at spaces: none longer than ``longest`` characters."""
    limit = longest or (LONGEST_CHARS if language(code).is_spaced else LONGEST_CHARS_UNSPACED)
    parts: list[str] = []
    rest = sentence
    while len(rest) > limit:
        cut = _best_cut(rest, limit)
        parts.append(rest[:cut].strip())
        rest = rest[cut:].strip()
    return [part for part in [*parts, rest] if part]


def _best_cut(sentence: str, limit: int) -> int:
    """Where to cut: the clause mark nearest the middle of what is allowed, else a space, else the limit."""
    marks = [mark.end() for mark in _CLAUSE.finditer(sentence, 0, limit) if mark.end() >= limit // 4]
    if marks:
        middle = min(len(sentence) // 2, limit)
        return min(marks, key=lambda place: abs(place - middle))
    space = sentence.rfind(" ", limit // 4, limit)
    return space if space > 0 else limit


def _is_boundary(text: str, end: re.Match[str], code: str) -> bool:
    mark, rest = end.group(), text[end.end() :]
    if not rest.strip() or any(stop in _FULL_WIDTH for stop in mark):
        return True
    if not rest[0].isspace():
        return False
    after = rest.lstrip().lstrip(_OPENING)[:1]
    if after.islower():
        return False
    return not (mark == "." and _is_abbreviated(text[: end.start()], after, code))


def _is_abbreviated(before: str, after: str, code: str) -> bool:
    word = re.split(r"[\s(\[\"“«]", before)[-1].lower()
    if not word:
        return True
    if word in _BEFORE_FIGURES:
        return after.isdigit()
    if len(word) == 1 and word.isalpha() and word != "i":
        return True
    return word in _ALWAYS or word in _ABBREVIATIONS.get(code, "").split()
