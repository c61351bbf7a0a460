"""How paragraphs of resolutions and communiques open, by language: participles before the text, verbs in it.

Chinese and Korean have no participle at the front: Chinese opens both with the same verb, and Korean says it at the
end. Data; a language is added by adding a row.
"""

# ruff: noqa: E501 (tables of words)

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import StrEnum


class Opening(StrEnum):
    """How a paragraph opens."""

    PARTICIPLE = "participle"
    VERB = "verb"
    WE = "we"
    NONE = ""


PARTICIPLES: Mapping[str, tuple[str, ...]] = {
    "en": ("Recalling", "Reaffirming", "Recognizing", "Recognising", "Noting with concern", "Noting", "Taking note of", "Having considered", "Having regard to", "Bearing in mind", "Guided by", "Convinced", "Welcoming", "Acknowledging", "Considering", "Aware", "Mindful", "Concerned", "Deeply concerned", "Determined", "Desiring", "Conscious", "Alarmed", "Stressing", "Emphasizing", "Expressing", "Whereas"),
    "fr": ("Rappelant", "Réaffirmant", "Reconnaissant", "Notant avec préoccupation", "Notant", "Prenant acte de", "Prenant note de", "Ayant examiné", "Ayant à l'esprit", "Guidée? par", "Guidés par", "Convaincu", "Convaincue", "Convaincus", "Se félicitant", "Considérant", "Conscient", "Conscients", "Consciente", "Préoccupé", "Soulignant", "Désireux"),
    "es": ("Recordando", "Reafirmando", "Reconociendo", "Observando con preocupación", "Observando", "Tomando nota de", "Habiendo examinado", "Teniendo presente", "Teniendo en cuenta", "Guiada por", "Guiados por", "Convencida", "Convencidos", "Acogiendo con beneplácito", "Consciente", "Conscientes", "Considerando", "Preocupada", "Preocupados", "Subrayando"),
    "ru": ("ссылаясь на", "напоминая", "вновь подтверждая", "подтверждая", "признавая", "отмечая с обеспокоенностью", "отмечая", "принимая к сведению", "принимая во внимание", "рассмотрев", "учитывая", "руководствуясь", "будучи убеждена", "будучи убеждены", "приветствуя", "сознавая", "будучи обеспокоена", "подчеркивая"),
    "ar": ("وإذ تشير إلى", "وإذ تؤكد من جديد", "وإذ تسلّم بأن", "وإذ تسلم بأن", "وإذ تلاحظ مع القلق", "وإذ تحيط علما", "وقد نظرت في", "وإذ تضع في اعتبارها", "وإذ تسترشد بـ", "واقتناعا منها", "وإذ ترحب", "وإذ", "إذ"),
    "zh": ("回顾", "重申", "认识到", "关切地注意到", "注意到", "审议了", "铭记", "遵循", "深信", "欢迎", "考虑到", "意识到"),
    "ko": ("상기하며", "재확인하며", "인식하며", "확인하면서", "우려하며", "유념하며", "검토하고", "입각하여", "확신하며", "환영하며", "강조하며", "고려하여"),
    "pt": ("Recordando", "Reafirmando", "Reconhecendo", "Observando com preocupação", "Observando", "Tomando nota de", "Tendo examinado", "Tendo em conta", "Tendo presente", "Guiados por", "Guiada por", "Convencidos", "Convencida", "Acolhendo com satisfação", "Considerando", "Conscientes", "Preocupados", "Sublinhando", "Salientando"),
}  # fmt: skip
VERBS: Mapping[str, tuple[str, ...]] = {
    "en": ("Decides", "Requests", "Urges", "Calls upon", "Calls on", "Encourages", "Invites", "Welcomes", "Emphasizes", "Emphasises", "Stresses", "Takes note", "Notes", "Condemns", "Agrees", "Commits", "Reaffirms", "Recognizes", "Recommends", "Commends", "Endorses", "Adopts", "Expresses", "Approves", "Supports"),
    "fr": ("Décide", "Prie", "Demande", "Exhorte", "Prie instamment", "Demande à", "Engage", "Encourage", "Invite", "Se félicite", "Accueille", "Souligne", "Prend note", "Prend acte", "Condamne", "Convient", "Réaffirme", "Recommande", "Adopte", "Approuve", "Convenons", "nous engageons"),
    "es": ("Decide", "Pide", "Insta", "Exhorta", "Alienta", "Invita", "Acoge con beneplácito", "Pone de relieve", "Toma nota", "Condena", "Acuerda", "Reafirma", "Recomienda", "Aprueba", "Convenimos", "Nos comprometemos"),
    "ru": ("постановляет", "просит", "настоятельно призывает", "призывает", "рекомендует", "поощряет", "предлагает", "приветствует", "подчеркивает", "подчёркивает", "принимает к сведению", "осуждает", "соглашается", "одобряет", "договорились", "обязуемся"),
    "ar": ("تقرر", "تطلب إلى", "تحث", "تهيب بـ", "تهيب", "تشجع", "تدعو", "ترحب", "تشدد على", "تحيط علما", "تدين", "توصي", "تؤكد", "توافق", "نتفق", "نلتزم"),
    "zh": ("决定", "请", "敦促", "呼吁", "鼓励", "邀请", "欢迎", "强调", "注意到", "谴责", "同意", "承诺", "建议", "支持"),
    "ko": ("결정한다", "요청한다", "촉구한다", "호소한다", "장려한다", "초청한다", "권고한다", "환영한다", "강조한다", "재강조한다", "주목한다", "유의한다", "규탄한다", "합의한다", "약속한다", "지지한다"),
    "pt": ("Decide", "Solicita", "Insta", "Apela a", "Incentiva", "Convida", "Acolhe com satisfação", "Salienta", "Toma nota", "Regista", "Condena", "Acorda", "Reafirma", "Recomenda", "Aprova", "Concordamos", "Comprometemo-nos"),
}  # fmt: skip
# "We" in a communique, with what may stand before its verb.
_WE: Mapping[str, str] = {
    "en": r"We\b",
    "fr": r"Nous\b",
    "es": r"(?:Nosotros|Nosotras)\b|(?:Nos )?\w+[aei]mos\b",
    "pt": r"Nós\b|\w+[aei]mo(?:s|-nos)\b",
    "ru": r"Мы\b",
    "ar": r"(?:إننا|نحن)(?!\w)",
    "zh": r"我们",
    "ko": r"우리",
}
# A participle that no table names: only where the paragraph ends with a comma.
_LIKE: Mapping[str, str] = {
    "en": r"(?:(?:Deeply|Fully|Also|Further|Gravely) )?[A-Z][a-z]+(?:ing|ed)\b",
    "fr": r"[A-ZÉÀ]\w+ant\b",
    "es": r"[A-ZÁÉ]\w+(?:ando|iendo|endo)\b",
    "pt": r"[A-ZÁÉ]\w+(?:ando|endo|indo)\b",
    "ru": r"\w+(?:ая|яя|уя|ясь|вая|ив|ев|ав)\b",
    "ar": r"وإذ",
}
_AT_THE_END = frozenset({"ko"})
_WITHOUT_SPACES = frozenset({"zh", "ar"})
_COMMA = (",", "،", "，", "、")


def opening(text: str, language: str) -> Opening:
    """How a paragraph of this language opens, without regard to a bracket before it."""
    bare = text.lstrip("[ “\"'«")
    has_comma = text.rstrip(' ]”"»').endswith(_COMMA)
    if re.match(_WE.get(language, r"(?!)"), bare):
        return Opening.PARTICIPLE if has_comma and language not in ("es", "pt") else Opening.WE
    is_participle, is_verb = (
        _has(bare, PARTICIPLES.get(language, ()), language),
        _has(bare, VERBS.get(language, ()), language),
    )
    if is_participle and is_verb:  # the same word: the mark at the end decides
        return Opening.PARTICIPLE if has_comma else Opening.VERB
    if is_participle or (has_comma and re.match(_LIKE.get(language, r"(?!)"), bare, re.IGNORECASE)):
        return Opening.PARTICIPLE
    return Opening.VERB if is_verb else Opening.NONE


def _has(text: str, words: tuple[str, ...], language: str) -> bool:
    if language in _AT_THE_END:
        return text.rstrip(" ,;.:]”，。").endswith(words)
    folded = text.casefold()
    end = "" if language in _WITHOUT_SPACES else r"\b"
    return any(re.match(f"{each.casefold()}{end}", folded) for each in words)
