"""The few words that a document says of itself, in its own language, and the names of its parties and days.

An unknown language gets English. Knows no format.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from functools import lru_cache

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_datetime

_KEYS = ("draft", "adopted", "parties", "brackets", "annex", "sources", "minutes", "page", "retracted", "rough", "original", "fingerprint", "signature", "chair")  # fmt: skip
_WORDS = {
    "en": ("Draft: not adopted", "Adopted on {}", "Parties", "In square brackets", "Annex", "Sources in the minutes", "Minutes", "Page {} of {}",
           "retracted", "rough machine translation", "original", "Fingerprint of the adopted text (SHA-256)", "Signature", "Chair"),
    "ko": ("초안: 미채택", "{} 채택", "참가국", "대괄호 안", "부속서", "회의록 근거", "회의록", "{} / {}쪽",
           "철회됨", "거친 기계 번역", "원문", "채택문의 지문 (SHA-256)", "서명", "의장"),
    "pt": ("Projeto: não adotado", "Adotado em {}", "Partes", "Entre colchetes", "Anexo", "Fontes na ata", "Ata", "Página {} de {}",
           "retirado", "tradução automática aproximada", "original", "Impressão digital do texto adotado (SHA-256)", "Assinatura", "Presidência"),
    "fr": ("Projet : non adopté", "Adopté le {}", "Parties", "Entre crochets", "Annexe", "Sources dans le procès-verbal", "Procès-verbal", "Page {} sur {}",
           "retiré", "traduction automatique approximative", "original", "Empreinte du texte adopté (SHA-256)", "Signature", "Présidence"),
    "es": ("Proyecto: no adoptado", "Adoptado el {}", "Partes", "Entre corchetes", "Anexo", "Fuentes en el acta", "Acta", "Página {} de {}",
           "retirado", "traducción automática aproximada", "original", "Huella del texto adoptado (SHA-256)", "Firma", "Presidencia"),
    "ru": ("Проект: не принят", "Принято {}", "Стороны", "В квадратных скобках", "Приложение", "Источники в протоколе", "Протокол", "Стр. {} из {}",
           "снято", "приблизительный машинный перевод", "оригинал", "Отпечаток принятого текста (SHA-256)", "Подпись", "Председатель"),
    "ar": ("مشروع: لم يُعتمد", "اعتُمد في {}", "الأطراف", "بين قوسين معقوفين", "مرفق", "المصادر في المحضر", "المحضر", "صفحة {} من {}",
           "مسحوب", "ترجمة آلية تقريبية", "الأصل", "بصمة النص المعتمد (SHA-256)", "التوقيع", "الرئيس"),
    "zh": ("草案：未通过", "{}通过", "缔约方", "方括号内", "附件", "会议记录出处", "会议记录", "第 {} 页，共 {} 页",
           "已撤回", "粗略机器翻译", "原文", "通过文本的指纹 (SHA-256)", "签字", "主席"),
    "ja": ("草案：未採択", "{}採択", "参加国", "角括弧内", "附属書", "議事録の出典", "議事録", "{} / {} ページ",
           "撤回", "粗い機械翻訳", "原文", "採択文のフィンガープリント (SHA-256)", "署名", "議長"),
    "de": ("Entwurf: nicht angenommen", "Angenommen am {}", "Parteien", "In eckigen Klammern", "Anhang", "Quellen im Protokoll", "Protokoll", "Seite {} von {}",
           "zurückgezogen", "grobe maschinelle Übersetzung", "Original", "Fingerabdruck des angenommenen Textes (SHA-256)", "Unterschrift", "Vorsitz"),
    "it": ("Progetto: non adottato", "Adottato il {}", "Parti", "Tra parentesi quadre", "Allegato", "Fonti nel verbale", "Verbale", "Pagina {} di {}",
           "ritirato", "traduzione automatica approssimativa", "originale", "Impronta del testo adottato (SHA-256)", "Firma", "Presidenza"),
}  # fmt: skip
_RIGHT_TO_LEFT = frozenset({"ar", "fa", "he", "ur"})


def words(language: str) -> Mapping[str, str]:
    """Labels by key; ``{}`` marks where a day or a page goes."""
    return dict(zip(_KEYS, _WORDS.get(language.split("-")[0].lower(), _WORDS["en"]), strict=True))


def direction(language: str) -> str:
    """``ltr`` or ``rtl``."""
    return "rtl" if language.split("-")[0].lower() in _RIGHT_TO_LEFT else "ltr"


def party(code: str, language: str) -> str:
    """The name of a country by its ISO 3166 code, the chair by CHAIR; any other name as it is given."""
    if code == "CHAIR":
        return words(language)["chair"]
    name = _locale(language).territories.get(code) if len(code) == 2 and code.isupper() else None
    return str(name) if name else code


def day(date: str, language: str) -> str:
    """An ISO 8601 day or instant as the language writes it, an instant with its time in UTC; anything else as given."""
    try:
        moment = datetime.datetime.fromisoformat(date)
    except ValueError:
        return date
    if len(date) <= 10:
        return format_date(moment, "long", locale=_locale(language))
    if moment.tzinfo:
        moment = moment.astimezone(datetime.UTC).replace(tzinfo=None)
    return f"{format_date(moment, 'long', locale=_locale(language))} · {format_datetime(moment, 'HH:mm', locale=_locale(language))} UTC"


@lru_cache(maxsize=64)
def _locale(language: str) -> Locale:
    try:
        return Locale.parse(language.replace("-", "_"))
    except (UnknownLocaleError, ValueError):
        return Locale("en")
