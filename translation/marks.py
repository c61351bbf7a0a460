"""What must arrive besides the words and figures of a text: per cent, currencies, brackets, quotes, negation.

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
_QUOTES = re.compile(r"[\"“”„«»「」『』]")  # single ones are apostrophes too
_INCHES = re.compile(r"\d\"")
# What certainly denies, for the text that is translated, and what may be its rendering. A doubt needs both to be clear.
_DENIES: dict[str, re.Pattern[str]] = {
    code: re.compile(pattern, re.IGNORECASE)
    for code, pattern in {
        "en": r"\b(?:not|never|neither|cannot|none|nobody|without)\b|n['’]t\b|\bno (?!\d)",
        "pt": r"\b(?:não|nunca|jamais|nem|ninguém|nenhum|nenhuma|sem|tampouco)\b",
        "es": r"\b(?:no|nunca|jamás|ni|nadie|ningún|ninguno|ninguna|sin|tampoco)\b",
        "fr": r"\b(?:ne|jamais|aucun|aucune|sans)\b|\bn['’]",
        "it": r"\b(?:non|mai|nessun|nessuno|nessuna|senza)\b",
        "de": r"\b(?:nicht|nie|niemals|kein\w*|nichts|niemand|weder|ohne)\b",
        "ru": r"\b(?:не|нет|никогда|никто|ничего|нельзя|никак\w*)\b",
        "ko": r"않|없(?!이)|못하",
        "ja": r"ません|ではない|しない|できない|られない",
        "zh": r"不(?![仅但断久过管]|同(?!意))|没有|沒有|未能|无法|無法",
        "ar": r"(?:^|[\s،])(?:و|ف)?(?:لا|لم|لن|ليس\w*)(?=[\s،.]|$)",
    }.items()
}
_MAY_DENY: dict[str, re.Pattern[str]] = {
    code: re.compile(pattern, re.IGNORECASE)
    for code, pattern in {
        "en": r"\b(?:nor|non|nothing|no|\w+less|lack\w*|fail\w*|refus\w*|only|unless|except|impossible"
        r"|incomplete|insufficient|un(?:able|accept|avail|clear|fair|finish|likely|necess|prepar|will)\w*|in(?:accept|adequ|admiss|correct)\w*)\b",
        "pt": r"\b(?:nada|falta\w*|recus\w*|só|exceto|salvo|impossíve\w*"
        r"|in(?:aceit|admiss|adequad|capa|complet|corret|correct|existent|suficient|viáve)\w*)\b",
        "es": r"\b(?:nada|falta\w*|rechaz\w*|solo|sólo|salvo|imposible\w*"
        r"|in(?:acept|admis|adecuad|capa|complet|correct|existent|suficient|viable)\w*)\b",
        "fr": r"\b(?:pas|non|rien|personne|ni|nul|nulle|manque\w*|refus\w*|seulement|impossible\w*"
        r"|in(?:accept|admiss|adéquat|capab|complet|correct|existant|suffisant)\w*)\b",
        "it": r"\b(?:né|niente|nulla|neanche|solo|manca\w*|impossibil\w*|in(?:accett|complet|corrett|sufficient)\w*)\b",
        "de": r"\b(?:noch|nein|nur|fehl\w*|un(?:möglich|annehmbar|vollständig|klar|fertig|fähig)\w*)\b",
        "ru": r"\b(?:ни|без|лишь|только|не(?:возможн|приемлем|достаточн|правильн|полн|способ)\w*)\b",
        "ko": r"없|못|아니|말고|말아|불가|불충분|미흡|안 |만(?=\s)",
        "ja": r"ない|なく|なかっ|ず|無|不|非|未|のみ",
        "zh": r"[不没沒無无未非别勿否]|只",
        "ar": r"غير|دون|عدم|إلا|فقط",
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


def has_quotes(before: str, after: str) -> bool:
    """Whether no quotation mark is lost, whatever each language's marks are. An odd one, or inches, are not judged."""
    given, got = (len(_QUOTES.findall(text)) for text in (before, after))
    return got >= given or given % 2 == 1 or _INCHES.search(before + after) is not None


def keeps_negation(before: str, after: str, source: str, target: str) -> bool:
    """Whether a text that clearly denies may do so in its translation too; true for languages that are not known."""
    given, wanted = _DENIES.get(source), _DENIES.get(target)
    if given is None or wanted is None or not given.search(_NOT_REALLY.sub(" ", before)):
        return True
    return wanted.search(after) is not None or _MAY_DENY[target].search(after) is not None


def _brackets(text: str, kind: str) -> tuple[int, int]:
    count = Counter(text)
    return sum(count[mark] for mark in _BRACKETS[kind]), sum(count[mark] for mark in _CLOSING[kind])


def _is_paired(text: str, kind: str) -> bool:
    opening, closing = _brackets(text, kind)
    return opening == closing
