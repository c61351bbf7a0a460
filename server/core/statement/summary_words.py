"""The words that a Chair's summary adds to a text that was not agreed, by working language; all else is copied."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

_EN = {
    "title": "Chair’s summary: {title}",
    "opening": "This summary is issued by the Chair under the Chair’s own responsibility. It is not an agreed text and"
    " commits no delegation.",
    "record": "Positions as they were stated",
    "whole": "the text as a whole",
    "paragraph": "paragraph {label}",
    "reserve": "reservation",
    "object": "objection",
    "amend": "amendment proposed",
    "disassociate": "disassociation",
    "condition": "condition",
    "conflict": "differing statements",
    "untranslated": "not translated",
    "open": "not agreed",
    "unclear": "to clarify",
    "explanation": "explanation of position",
}
_FR = {
    "title": "Résumé de la présidence : {title}",
    "opening": "Le présent résumé est publié par la présidence sous sa seule responsabilité. Il ne constitue pas un"
    " texte agréé et n’engage aucune délégation.",
    "record": "Positions telles qu’elles ont été exprimées",
    "whole": "l’ensemble du texte",
    "paragraph": "paragraphe {label}",
    "reserve": "réserve",
    "object": "objection",
    "amend": "amendement proposé",
    "disassociate": "dissociation",
    "condition": "condition",
    "conflict": "déclarations divergentes",
    "untranslated": "non traduit",
    "open": "non agréé",
    "unclear": "à préciser",
    "explanation": "explication de position",
}
_ES = {
    "title": "Resumen de la Presidencia: {title}",
    "opening": "La Presidencia publica este resumen bajo su exclusiva responsabilidad. No es un texto acordado y no"
    " compromete a ninguna delegación.",
    "record": "Posiciones tal como fueron expresadas",
    "whole": "el texto en su conjunto",
    "paragraph": "párrafo {label}",
    "reserve": "reserva",
    "object": "objeción",
    "amend": "enmienda propuesta",
    "disassociate": "disociación",
    "condition": "condición",
    "conflict": "declaraciones divergentes",
    "untranslated": "sin traducir",
    "open": "no acordado",
    "unclear": "por aclarar",
    "explanation": "explicación de posición",
}
_PT = {
    "title": "Resumo da Presidência: {title}",
    "opening": "Este resumo é publicado pela Presidência sob sua exclusiva responsabilidade. Não é um texto acordado e"
    " não compromete nenhuma delegação.",
    "record": "Posições tal como foram expressas",
    "whole": "o texto no seu conjunto",
    "paragraph": "parágrafo {label}",
    "reserve": "reserva",
    "object": "objeção",
    "amend": "emenda proposta",
    "disassociate": "dissociação",
    "condition": "condição",
    "conflict": "declarações divergentes",
    "untranslated": "não traduzido",
    "open": "não acordado",
    "unclear": "a esclarecer",
    "explanation": "explicação de posição",
}
_RU = {
    "title": "Резюме Председателя: {title}",
    "opening": "Настоящее резюме публикуется Председателем под его собственную ответственность. Оно не является"
    " согласованным текстом и не налагает обязательств ни на одну делегацию.",
    "record": "Позиции в том виде, в каком они были изложены",
    "whole": "текст в целом",
    "paragraph": "пункт {label}",
    "reserve": "оговорка",
    "object": "возражение",
    "amend": "предложенная поправка",
    "disassociate": "неприсоединение",
    "condition": "условие",
    "conflict": "расходящиеся заявления",
    "untranslated": "не переведено",
    "open": "не согласовано",
    "unclear": "требует уточнения",
    "explanation": "разъяснение позиции",
}
_AR = {
    "title": "ملخص الرئيس: {title}",
    "opening": "يصدر الرئيس هذا الملخص على مسؤوليته الخاصة. وهو ليس نصا متفقا عليه ولا يلزم أي وفد.",
    "record": "المواقف كما أُعلنت",
    "whole": "النص ككل",
    "paragraph": "الفقرة {label}",
    "reserve": "تحفظ",
    "object": "اعتراض",
    "amend": "تعديل مقترح",
    "disassociate": "نأي بالنفس",
    "condition": "شرط",
    "conflict": "بيانات متباينة",
    "untranslated": "غير مترجم",
    "open": "غير متفق عليه",
    "unclear": "بحاجة إلى توضيح",
    "explanation": "تعليل الموقف",
}
_ZH = {
    "title": "主席总结：{title}",
    "opening": "本总结由主席自行负责发布，不是经商定的案文，对任何代表团均无约束力。",
    "record": "各方表明的立场",
    "whole": "整个案文",
    "paragraph": "第{label}段",
    "reserve": "保留",
    "object": "反对",
    "amend": "提出修正",
    "disassociate": "不参加共识",
    "condition": "条件",
    "conflict": "说法不一",
    "untranslated": "未翻译",
    "open": "未商定",
    "unclear": "有待澄清",
    "explanation": "解释立场",
}
_KO = {
    "title": "의장 요약: {title}",
    "opening": "이 요약은 의장이 자신의 책임 아래 발표한다. 합의된 문서가 아니며 어느 대표단도 구속하지 않는다.",
    "record": "표명된 입장",
    "whole": "문서 전체",
    "paragraph": "제{label}항",
    "reserve": "유보",
    "object": "반대",
    "amend": "수정 제안",
    "disassociate": "합의 불참",
    "condition": "조건",
    "conflict": "서로 다른 발언",
    "untranslated": "번역되지 않음",
    "open": "합의되지 않음",
    "unclear": "확인 필요",
    "explanation": "입장 설명",
}
PHRASES: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {"en": _EN, "fr": _FR, "es": _ES, "pt": _PT, "ru": _RU, "ar": _AR, "zh": _ZH, "ko": _KO}
)
