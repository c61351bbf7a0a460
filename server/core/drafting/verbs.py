"""The verbs of statements by language: participles that open preambular paragraphs, present tenses that open operative ones.

From weak to strong: takes note < welcomes; invites < encourages < calls upon < urges < requests < decides. A draft takes no verb that is
stronger than the weakest supporter's word; a translation must not move a rung.
"""

# ruff: noqa: E501 (a table)

from __future__ import annotations

from collections.abc import Mapping

PREAMBULAR: Mapping[str, Mapping[str, str]] = {
    "recalling": {
        "en": "Recalling",
        "fr": "Rappelant",
        "es": "Recordando",
        "ru": "напоминая",
        "ar": "وإذ تشير إلى",
        "zh": "回顾",
        "ko": "상기하며",
        "pt": "Recordando",
    },
    "recognizing": {
        "en": "Recognizing",
        "fr": "Reconnaissant",
        "es": "Reconociendo",
        "ru": "признавая",
        "ar": "وإذ تسلّم بأن",
        "zh": "认识到",
        "ko": "인식하며",
        "pt": "Reconhecendo",
    },
    "taking note": {
        "en": "Taking note of",
        "fr": "Prenant acte de",
        "es": "Tomando nota de",
        "ru": "принимая к сведению",
        "ar": "وإذ تحيط علما",
        "zh": "注意到",
        "ko": "유념하며",
        "pt": "Tomando nota de",
    },
    "welcoming": {
        "en": "Welcoming",
        "fr": "Se félicitant",
        "es": "Acogiendo con beneplácito",
        "ru": "приветствуя",
        "ar": "وإذ ترحب",
        "zh": "欢迎",
        "ko": "환영하며",
        "pt": "Acolhendo com satisfação",
    },
}
OPERATIVE: Mapping[str, Mapping[str, str]] = {
    "take note": {
        "en": "Takes note",
        "fr": "Prend note",
        "es": "Toma nota",
        "ru": "принимает к сведению",
        "ar": "تحيط علما",
        "zh": "注意到",
        "ko": "주목한다",
        "pt": "Toma nota",
    },
    "welcome": {
        "en": "Welcomes",
        "fr": "Accueille",
        "es": "Acoge con beneplácito",
        "ru": "приветствует",
        "ar": "ترحب",
        "zh": "欢迎",
        "ko": "환영한다",
        "pt": "Acolhe com satisfação",
    },
    "invite": {
        "en": "Invites",
        "fr": "Invite",
        "es": "Invita",
        "ru": "предлагает",
        "ar": "تدعو",
        "zh": "邀请",
        "ko": "초청한다",
        "pt": "Convida",
    },
    "encourage": {
        "en": "Encourages",
        "fr": "Encourage",
        "es": "Alienta",
        "ru": "поощряет",
        "ar": "تشجع",
        "zh": "鼓励",
        "ko": "장려한다",
        "pt": "Incentiva",
    },
    "call upon": {
        "en": "Calls upon",
        "fr": "Engage",
        "es": "Exhorta",
        "ru": "призывает",
        "ar": "تهيب بـ",
        "zh": "呼吁",
        "ko": "촉구한다",
        "pt": "Apela a",
    },
    "urge": {
        "en": "Urges",
        "fr": "Exhorte",
        "es": "Insta",
        "ru": "настоятельно призывает",
        "ar": "تحث",
        "zh": "敦促",
        "ko": "촉구한다",
        "pt": "Insta",
    },
    "request": {
        "en": "Requests",
        "fr": "Prie",
        "es": "Pide",
        "ru": "просит",
        "ar": "تطلب إلى",
        "zh": "请",
        "ko": "요청한다",
        "pt": "Solicita",
    },
    "decide": {
        "en": "Decides",
        "fr": "Décide",
        "es": "Decide",
        "ru": "постановляет",
        "ar": "تقرر",
        "zh": "决定",
        "ko": "결정한다",
        "pt": "Decide",
    },
}
# Weak to strong, for comparing; verbs of two ladders do not compare.
LADDERS: tuple[tuple[str, ...], ...] = (
    ("take note", "welcome"),
    ("invite", "encourage", "call upon", "urge", "request", "decide"),
)


def is_stronger(verb: str, than: str) -> bool:
    """True when ``verb`` stands on a higher rung than ``than`` of the same ladder."""
    return any(verb in each and than in each and each.index(verb) > each.index(than) for each in LADDERS)
