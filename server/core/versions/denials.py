"""Negations of a text, counted, so that a translation that lost or gained one is seen. Pure."""

# ruff: noqa: E501 (tables of words in many scripts)

from __future__ import annotations

import re
from functools import cache

# What certainly denies; and what may render a denial of another language, or need not deny at all.
_CLEAR = {
    "en": r"\b(?:not|never|neither|cannot|without|nobody|none|nor)\b|n['’]t\b|\bno\b(?! (?:later|more|less|longer|doubt)\b)(?!\.)",
    "fr": r"\bne\b(?! (?:\w+ ){1,3}que\b)|\bn['’](?!importe|est-ce)|\bsans\b|\bni\b|\bnon\b(?!-)",
    "es": r"\b(?:no|nunca|jamás|sin|ni|tampoco)\b(?! (?:solo|sólo|obstante|embargo|más tarde)\b)",
    "pt": r"\b(?:não|nunca|jamais|sem|nem|tampouco)\b(?! (?:só|apenas|obstante)\b)",
    "de": r"\b(?:nicht|nie|niemals|kein\w*|nichts|niemand|weder|ohne)\b(?! nur\b)",
    "it": r"\b(?:non|mai|senza|né|nessun\w*)\b(?! solo\b)",
    "ru": r"\b(?:не|нет|никогда|никто|ничего|без|нельзя)\b(?! (?:только|позднее|менее|более)\b)",
    "ar": r"(?:^|(?<=[\s،(]))(?:و|ف)?(?:لا|لم|لن|ليس\w*|دون|بدون|عدم|غير)(?=[\s،.)]|$)",
    "zh": r"不(?![仅但断久过管同少])|没有|沒有|未(?!来)|无(?!论)|非(?![洲常])|勿|并非",
    "ja": r"ない|ません|なく|なかっ|ずに|無い|不|非(?!常)|未(?!来)",
    "ko": r"않|없|못|아니|안 ",
}
_MAYBE = {
    "en": r"\b(?:non|nothing|lack\w*|fail\w*|refus\w*|only|unless|except|impossible|absence|prevent\w*|avoid\w*|free|rather|little|few|hardly|yet|prohibit\w*|neither|deny|denied|denies|denying|reject\w*|stop\w*|despite|other than|no)\b|\b(?:un|in|im|dis|ir|il|non-)\w+|\w+less\b",
    "fr": r"\b(?:pas|rien|personne|aucun\w*|nul\w*|manque\w*|refus\w*|seul\w*|jamais|impossible\w*|absence|empêch\w*|évit\w*|peu|sauf|hors|interdi\w*|in\w+|im\w+|malgré)\b",
    "es": r"\b(?:nada|nadie|ning\w+|falta\w*|rechaz\w*|solo|sólo|salvo|impos\w+|in\w+|im\w+|evit\w*|impid\w*|des\w+|excepto|ausencia|apenas|poco\w*|aún|todavía|a pesar)\b",
    "pt": r"\b(?:nada|ninguém|nenhum\w*|falta\w*|recus\w*|só|apenas|salvo|exceto|impos\w+|in\w+|im\w+|evit\w*|imped\w*|des\w+|ausência|pouco\w*|ainda|apesar)\b",
    "de": r"\b(?:noch|nein|nur|fehl\w*|un\w+|außer|ver\w+|abgesehen|kaum|statt)\b|\w+los\w*\b",
    "it": r"\b(?:niente|nulla|neanche|solo|manca\w*|impossibil\w*|in\w+|im\w+|evit\w*|dis\w+|senza|tranne|poco|ancora|nonostante)\b",
    "ru": r"\b(?:ни|лишь|только|не\w+|от\w+|ни\w+|без\w+|бес\w+|кроме|вне|пока|мало\w*|несмотря)\b",
    "ar": r"إلا|فقط|سوى|رفض\w*|منع\w*|بلا|ما\b|لا|لم|غير|يخلو|نفى|ينفي|رغم|من دون",
    "zh": r"[不没沒無无未非别勿否只免拒除]|禁止|防止|尚|缺|失",
    "ja": r"[無不非未否拒禁]|ず|のみ|だけ|ぬ|以外|まい|なし|なけ|なきゃ|ざる",
    "ko": r"[불비미무]\S|만(?=\s)|말|외|거부|금지|못|안|없|아닌|제외|부인",
}


def turned(before: str, after: str, source: str, target: str) -> tuple[int, int] | None:
    """How many negations both texts certainly have, where one has more than the other can be read to have; else None.

    None too for a language without a table.
    """
    if source not in _CLEAR or target not in _CLEAR:
        return None
    given, got = _count(before, source), _count(after, target)
    is_lost = given > got + _doubtful(after, target)
    is_gained = got > given + _doubtful(before, source)
    return (given, got) if is_lost or is_gained else None


def _count(text: str, language: str) -> int:
    return len(_pattern(_CLEAR[language]).findall(text))


def _doubtful(text: str, language: str) -> int:
    return len(_pattern(_MAYBE[language]).findall(text))


@cache
def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(text, re.IGNORECASE)
