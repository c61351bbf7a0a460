"""Numbers of paragraphs as they are typed into texts: doubled labels, and references to paragraphs that are not there.

The numbers of a statement are computed; what a person types beside them can still be wrong. Pure.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

_LABEL = re.compile(r"^\s*[(\[]?(\d{1,3})\s?(?:bis|ter|quater)?[.)、．]\s?(?=\D)")
_NAMES = {
    "en": r"(?<!preambular )(?:operative )?paragraphs?|paras?\.",
    "fr": r"paragraphes?|par\.",
    "es": r"p[áa]rrafos?",
    "pt": r"par[áa]grafos?",
    "ru": r"пункт\w*|п\.|параграф\w*",
    "ar": r"(?:ال)?فقر(?:ة|ات|تين)",
    "de": r"Ziffern?|Absatz(?:es)?|Absätzen?",
    "it": r"paragraf[oi]",
}
_NUMBERS = r"\s(\d{1,3})(?![\d.,/])(?:\s(?:and|to|or|et|à|ou|y|e|a|и|و|–|-)\s?(\d{1,3}))?"
_OUTSIDE = r"\s?(?:of|du|de|del|da|do|des|из|من)\s(?!this|the present|la présente|esta|este|a presente|настоящ)"
# What the number of a paragraph is called where it stands before or within the name.
_AROUND = {
    "zh": r"第\s?(\d{1,3})\s?段",
    "ja": r"(?:第\s?)?(\d{1,3})\s?(?:項|段落)",
    "ko": r"(?:제\s?)?(\d{1,3})\s?(?:항|단락)",
}


def label(text: str) -> str:
    """The number that is typed at the beginning of a paragraph, empty where there is none."""
    found = _LABEL.match(text)
    return found.group(1) if found else ""


def references(text: str, language: str) -> tuple[int, ...]:
    """The numbers of this document's paragraphs that a text names; those of other documents are left out."""
    if language in _AROUND:
        return tuple(int(each) for each in re.findall(_AROUND[language], text))
    names = _NAMES.get(language)
    if names is None:
        return ()
    found: list[int] = []
    for match in re.finditer(rf"(?<!\w)(?:{names}){_NUMBERS}(?!{_OUTSIDE})", text, re.IGNORECASE):
        found += [int(each) for each in match.groups() if each]
    return tuple(found)


def missing(texts: Mapping[str, str], numbers: Sequence[str], language: str) -> list[tuple[str, str]]:
    """``(paragraph, number)`` of each reference to a number that no paragraph has."""
    known = {int(each) for each in numbers if each.isdigit()}
    return [
        (identity, str(number))
        for identity, text in texts.items()
        for number in dict.fromkeys(references(text, language))
        if number not in known
    ]


def doubled(texts: Mapping[str, str], numbers: Mapping[str, str]) -> list[tuple[str, str]]:
    """``(paragraph, number)`` of each number that is typed into a text beside the computed one, or twice."""
    found = [(identity, label(text)) for identity, text in texts.items() if label(text)]
    seen: dict[str, str] = {}
    for identity, number in numbers.items():
        if number and number in seen:
            found.append((identity, number))
        seen.setdefault(number, identity)
    return found
