"""The words that a record may add to what was said, by its language. Everything else is copied, or turned by rules."""

# ruff: noqa: SIM905 (tables of words)

from __future__ import annotations

import re
from collections.abc import Mapping

from server.core.drafting.evidence import CHAIR

_EN: Mapping[str, str] = {
    "lead": "The representative of {who}",
    "again": "The representative",
    "chair": "The Chair",
    "unknown": "A speaker",
    "said": " said that ",
    "quoted": " said: “{words}”",
    "asked": " asked: “{words}”",
    "original": " said ({language}, not translated): “{words}”",
    "rough": " (rough translation)",
    "corrected": " (figure as corrected later)",
    "agreed": "It was agreed ",
    "claim": "According to {who}, it was agreed ",
}
_PT: Mapping[str, str] = {
    "lead": "A delegação {of}",
    "again": "A delegação",
    "chair": "A Presidência",
    "unknown": "Um orador",
    "said": " disse que ",
    "quoted": " disse: “{words}”",
    "asked": " perguntou: “{words}”",
    "original": " disse ({language}, não traduzido): “{words}”",
    "rough": " (tradução aproximada)",
    "corrected": " (número corrigido mais tarde)",
    "agreed": "Ficou acordado ",
    "claim": "Segundo {who}, ficou acordado ",
}
_FR: Mapping[str, str] = {
    "lead": "La délégation {of}",
    "again": "La délégation",
    "chair": "La présidence",
    "unknown": "Un orateur",
    "said": " a dit que ",
    "quoted": " a dit : « {words} »",
    "asked": " a demandé : « {words} »",
    "original": " a dit ({language}, non traduit) : « {words} »",
    "rough": " (traduction approximative)",
    "corrected": " (chiffre corrigé par la suite)",
    "agreed": "Il a été convenu ",
    "claim": "Selon {who}, il a été convenu ",
}
_ES: Mapping[str, str] = {
    "lead": "La delegación {of}",
    "again": "La delegación",
    "chair": "La Presidencia",
    "unknown": "Un orador",
    "said": " dijo que ",
    "quoted": " dijo: “{words}”",
    "asked": " preguntó: “{words}”",
    "original": " dijo ({language}, sin traducir): “{words}”",
    "rough": " (traducción aproximada)",
    "corrected": " (cifra corregida después)",
    "agreed": "Se acordó ",
    "claim": "Según {who}, se acordó ",
}
# Korean, Arabic, Russian and Chinese: no rules for reported speech, so words stand as they were said or translated.
_KO: Mapping[str, str] = {
    "lead": "{who}",
    "again": "{who}",
    "chair": "의장",
    "unknown": "확인되지 않은 발언자",
    "said": ": ",
    "quoted": ": “{words}”",
    "asked": ": “{words}”",
    "original": " ({language}, 번역되지 않음): “{words}”",
    "rough": " (대략적인 번역)",
    "corrected": " (이후 정정된 수치)",
    "agreed": "",
    "claim": "",
}
_AR: Mapping[str, str] = {
    "lead": "{who}",
    "again": "{who}",
    "chair": "الرئاسة",
    "unknown": "متحدث غير معروف",
    "said": ": ",
    "quoted": ": “{words}”",
    "asked": ": “{words}”",
    "original": " ({language}، غير مترجم): “{words}”",
    "rough": " (ترجمة تقريبية)",
    "corrected": " (رقم صُحح لاحقا)",
    "agreed": "",
    "claim": "",
}
_RU: Mapping[str, str] = {
    "lead": "{who}",
    "again": "{who}",
    "chair": "Председатель",
    "unknown": "Неустановленный оратор",
    "said": ": ",
    "quoted": ": “{words}”",
    "asked": ": “{words}”",
    "original": " ({language}, без перевода): “{words}”",
    "rough": " (черновой перевод)",
    "corrected": " (цифра исправлена позднее)",
    "agreed": "",
    "claim": "",
}
_ZH: Mapping[str, str] = {
    "lead": "{who}",
    "again": "{who}",
    "chair": "主席",
    "unknown": "身份不明的发言者",
    "said": "：",
    "quoted": "：“{words}”",
    "asked": "：“{words}”",
    "original": "（{language}，未翻译）：“{words}”",
    "rough": "（粗略译文）",
    "corrected": "（数字后已更正）",
    "agreed": "",
    "claim": "",
}
TABLES = {"en": _EN, "pt": _PT, "fr": _FR, "es": _ES, "ko": _KO, "ar": _AR, "ru": _RU, "zh": _ZH}


def table(language: str) -> Mapping[str, str]:
    """The template words of a language; English ones for a language that has none."""
    return TABLES.get(language, _EN)


def lead(language: str, code: str | None, name: str) -> str:
    """How a turn opens: "The representative of Canada", "The Chair", or a speaker's own name."""
    words = table(language)
    if code == CHAIR:
        return words["chair"]
    if not code:
        return name or words["unknown"]
    return words["lead"].format(who=with_article(name, language), of=of(name, language))


def again(language: str, code: str | None, name: str) -> str:
    """How a later sentence of the same turn opens."""
    if not code or code == CHAIR:
        return lead(language, code, name)
    return table(language)["again"].format(who=name)


_ENGLISH = re.compile(
    r"(?:\w+ )*(?:Republic|Kingdom|States|Union|Federation|Emirates|Netherlands|Philippines|Bahamas|Maldives|Gambia"
    r"|Secretariat|Organi[sz]ation|Commission|Community)\b"
)


def with_article(name: str, language: str) -> str:
    """A delegation's name inside a sentence: English puts an article before republics, kingdoms and unions."""
    return f"the {name}" if language == "en" and _ENGLISH.match(name) else name


# Countries that Portuguese names without an article, and those in the plural.
_PT_BARE = frozenset(
    "Portugal Angola Moçambique Cabo São Timor-Leste Israel Marrocos Singapura Cuba Andorra Malta Chipre Mónaco Omã "
    "Madagáscar Honduras Myanmar Antígua Barbados Trinidad Taiwan Macau San".split()
)
_PLURAL = re.compile(r"(?:Estados|Emirados|Emiratos|Países|États|Émirats|Pays-Bas|Filipinas|Philippines|Maldivas)\b")
_FR_BARE = frozenset("Israël Cuba Singapour Madagascar Chypre Malte Monaco Oman Bahreïn Maurice Haïti Djibouti".split())
_FR_MASCULINE = frozenset("Mexique Cambodge Mozambique Zimbabwe Belize Royaume".split())
_PT_MASCULINE = frozenset({"Quénia", "Quênia", "Camboja", "Nepal", "Reino", "Panamá", "Canadá"})
_WORD = re.compile(r"[A-ZÀ-Ý][a-zà-ÿ]")


def of(name: str, language: str) -> str:
    """ "of Canada" as the language says it: "do Brasil", "de la France", "del Reino Unido"."""
    first = name.split()[0] if name.split() else name
    if language == "pt":
        return _portuguese(name, first)
    if language == "fr":
        return _french(name, first)
    if language == "es":
        if _PLURAL.match(name):
            return f"de {'las' if first in ('Filipinas', 'Maldivas') else 'los'} {name}"
        if first in ("República", "Federación", "Unión", "Organización", "Comisión", "Secretaría"):
            return f"de la {name}"
        return f"del {name}" if first in ("Reino", "Estado") else f"de {name}"
    return name


def _portuguese(name: str, first: str) -> str:
    if not _WORD.match(name) or first in _PT_BARE:
        return f"de {name}"
    if _PLURAL.match(name):
        return f"{'das' if first in ('Filipinas', 'Maldivas') else 'dos'} {name}"
    is_feminine = first[-1] in "aã" or first in ("União", "Comissão", "Organização", "Federação")
    return f"{'da' if is_feminine and first not in _PT_MASCULINE else 'do'} {name}"


def _french(name: str, first: str) -> str:
    if not _WORD.match(name):
        return f"de {name}"
    if _PLURAL.match(name):
        return f"des {name}"
    if name[0] in "AEIOUYÉÈÊÎÔÂ" and first != "Yémen":
        return f"d'{name}" if first in _FR_BARE else f"de l'{name}"
    if first in _FR_BARE:
        return f"de {name}"
    is_feminine = first.endswith(("e", "ion")) and first not in _FR_MASCULINE
    return f"{'de la' if is_feminine else 'du'} {name}"
