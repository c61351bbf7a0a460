"""What must arrive besides the words and figures of a text: per cent, currencies, brackets, negation.

Pure functions over texts; each says only what is certain, since a doubt costs another try and a note for the reader.
"""

from __future__ import annotations

import re
from collections import Counter

_PERCENT = re.compile(
    r"[%٪％]|\b(?:per ?cent|percent|por ?cento|por ciento|pour ?cent|процент\w*)\b"
    r"|퍼센트|百分之|パーセント|في المائة|بالمائة",
    re.IGNORECASE,
)
# By the code that all of a currency's signs and names stand for; a bare $ and a bare "dollar" say nothing certain.
_CURRENCIES: dict[str, re.Pattern[str]] = {
    code: re.compile(pattern, re.IGNORECASE)
    for code, pattern in {
        "EUR": r"€|\bEUR\b|\beuros?\b|\bевро\b|유로|欧元|ユーロ|يورو",
        "USD": r"\bUSD\b|US\$",
        "BRL": r"R\$|\bBRL\b",
        "GBP": r"£|\bGBP\b",
        "KRW": r"₩|\bKRW\b",
        "CNY": r"\bCNY\b|\bRMB\b",
        "CHF": r"\bCHF\b",
    }.items()
}
_BRACKETS = {"(": "(（", "[": "[［【", "{": "{"}
_CLOSING = {"(": ")）", "[": "]］】", "{": "}"}
# Words that always deny. Where a language denies inside words (Korean, Japanese) their endings stand for it.
_DENIES: dict[str, re.Pattern[str]] = {
    code: re.compile(pattern, re.IGNORECASE)
    for code, pattern in {
        "en": r"\b(?:not|never|neither|nor|cannot|none|nobody|nothing|without)\b|n['’]t\b|\bno (?!\d)",
        "pt": r"\b(?:não|nunca|jamais|nem|nada|ninguém|nenhum|nenhuma|sem|tampouco)\b",
        "es": r"\b(?:no|nunca|jamás|ni|nada|nadie|ningún|ninguno|ninguna|sin|tampoco)\b",
        "fr": r"\b(?:ne|non|pas|jamais|aucun|aucune|rien|personne|sans|ni|nul|nulle)\b|\bn['’]",
        "it": r"\b(?:non|mai|né|niente|nulla|nessun|nessuno|nessuna|senza|neanche)\b",
        "de": r"\b(?:nicht|nie|niemals|kein\w*|nichts|niemand|weder|noch|ohne)\b",
        "ru": r"\b(?:не|нет|ни|без|никогда|никто|ничего|нельзя|никак\w*)\b",
        "ko": r"않|없|못|아니|말(?:고|아|라)|불가|미(?=\w)",
        "ja": r"ない|なく|なかっ|ません|ず(?:に|、|。|$)|無|不|非|未",
        "zh": r"[不没沒无無未非别勿否]",
        "ar": r"(?:^|[\s،])(?:و|ف)?(?:لا|لم|لن|ليس\w*|ما|غير|دون|بدون|عدم)(?=[\s،.]|$)",
    }.items()
}
# Sayings that deny in one language and need not in another, and questions that only look like it.
_NOT_REALLY = re.compile(
    r"\bnot only\b|\bnothing but\b|\bno doubt\b|\bno later than\b|\bno more than\b|\bno less than\b|\bno longer\b|"
    r"\bnot? least\b|\bwhy not\b|\bnot to mention\b|"
    r"\b(?:is|are|do|does|did|was|were|have|has|wo|would|should)n['’]t\b[^.]*\?",
    re.IGNORECASE,
)


def has_money(before: str, after: str) -> bool:
    """Whether per cent and every currency that the source names stand in the translation."""
    if _PERCENT.search(before) and not _PERCENT.search(after):
        return False
    return all(sign.search(after) for sign in _CURRENCIES.values() if sign.search(before))


def has_brackets(before: str, after: str) -> bool:
    """Whether there are as many brackets of each kind. One without its fellow is not judged (a list: ``a)``)."""
    return all(_brackets(before, kind) == _brackets(after, kind) for kind in _BRACKETS if _is_paired(before, kind))


def keeps_negation(before: str, after: str, source: str, target: str) -> bool:
    """Whether a text that clearly denies does so in its translation too; true for languages that are not known."""
    given, wanted = _DENIES.get(source), _DENIES.get(target)
    if given is None or wanted is None or not given.search(_NOT_REALLY.sub(" ", before)):
        return True
    return wanted.search(after) is not None


def _brackets(text: str, kind: str) -> tuple[int, int]:
    count = Counter(text)
    return sum(count[mark] for mark in _BRACKETS[kind]), sum(count[mark] for mark in _CLOSING[kind])


def _is_paired(text: str, kind: str) -> bool:
    opening, closing = _brackets(text, kind)
    return opening == closing
