"""The final clause: in which languages a text is authentic, and which of them prevails. Said in eleven languages.

Templates only, so that every version says the same; an unknown language gets English. Pure.
"""

# ruff: noqa: E501 (words in many scripts)

from __future__ import annotations

from collections.abc import Sequence

LANGUAGES = ("ar", "de", "en", "es", "fr", "it", "ja", "ko", "pt", "ru", "zh")
# Each language in the form that the templates below need, in the order of LANGUAGES.
_NAMES = {
    "en": "Arabic German English Spanish French Italian Japanese Korean Portuguese Russian Chinese",
    "fr": "en_arabe en_allemand en_anglais en_espagnol en_français en_italien en_japonais en_coréen en_portugais en_russe en_chinois",
    "es": "árabe alemán inglés español francés italiano japonés coreano portugués ruso chino",
    "pt": "árabe alemão inglês espanhol francês italiano japonês coreano português russo chinês",
    "de": "arabischer deutscher englischer spanischer französischer italienischer japanischer koreanischer portugiesischer russischer chinesischer",
    "it": "araba tedesca inglese spagnola francese italiana giapponese coreana portoghese russa cinese",
    "ru": "арабском немецком английском испанском французском итальянском японском корейском португальском русском китайском",
    "ar": "العربية الألمانية الإنكليزية الإسبانية الفرنسية الإيطالية اليابانية الكورية البرتغالية الروسية الصينية",
    "zh": "阿拉伯文 德文 英文 西班牙文 法文 意大利文 日文 韩文 葡萄牙文 俄文 中文",
    "ko": "아랍어 독일어 영어 스페인어 프랑스어 이탈리아어 일본어 한국어 포르투갈어 러시아어 중국어",
    "ja": "アラビア語 ドイツ語 英語 スペイン語 フランス語 イタリア語 日本語 韓国語 ポルトガル語 ロシア語 中国語",
}
# Between the names of a list, and before its last one.
_JOINTS = {
    "en": (", ", " and "), "fr": (", ", " et "), "es": (", ", " y "), "pt": (", ", " e "), "de": (", ", " und "),
    "it": (", ", " e "), "ru": (", ", " и "), "ar": ("، ", " و"), "zh": ("、", "和"), "ko": (", ", "와 "),
    "ja": ("、", "及び"),
}  # fmt: skip
# One authentic language; two; more; which prevails. ``{languages}`` is the list, ``{prevails}`` one name.
_CLAUSES = {
    "en": (
        "Done in the {languages} language, which text alone is authentic",
        "Done in the {languages} languages, both texts being equally authentic",
        "Done in the {languages} languages, all texts being equally authentic",
        "; in case of divergence the {prevails} text prevails",
    ),
    "fr": (
        "Fait {languages}, ce texte faisant seul foi",
        "Fait {languages}, les deux textes faisant également foi",
        "Fait {languages}, tous les textes faisant également foi",
        " ; en cas de divergence, le texte {prevails} prévaut",
    ),
    "es": (
        "Hecho en {languages}, siendo este el único texto auténtico",
        "Hecho en {languages}, siendo ambos textos igualmente auténticos",
        "Hecho en {languages}, siendo todos los textos igualmente auténticos",
        "; en caso de divergencia, prevalecerá el texto en {prevails}",
    ),
    "pt": (
        "Feito em {languages}, sendo este o único texto que faz fé",
        "Feito em {languages}, fazendo ambos os textos igualmente fé",
        "Feito em {languages}, fazendo todos os textos igualmente fé",
        "; em caso de divergência, prevalece o texto em {prevails}",
    ),
    "de": (
        "Geschehen in {languages} Sprache, deren Wortlaut allein verbindlich ist",
        "Geschehen in {languages} Sprache, wobei beide Wortlaute gleichermaßen verbindlich sind",
        "Geschehen in {languages} Sprache, wobei jeder Wortlaut gleichermaßen verbindlich ist",
        "; bei Abweichungen ist der Wortlaut in {prevails} Sprache maßgebend",
    ),
    "it": (
        "Fatto in lingua {languages}, il cui testo è il solo facente fede",
        "Fatto nelle lingue {languages}, entrambi i testi facenti ugualmente fede",
        "Fatto nelle lingue {languages}, tutti i testi facenti ugualmente fede",
        "; in caso di divergenza prevale il testo in lingua {prevails}",
    ),
    "ru": (
        "Совершено на {languages} языке, текст на котором является единственно аутентичным",
        "Совершено на {languages} языках, причем оба текста являются равно аутентичными",
        "Совершено на {languages} языках, причем все тексты являются равно аутентичными",
        "; в случае расхождений преимущественную силу имеет текст на {prevails} языке",
    ),
    "ar": (
        "حُرِّر باللغة {languages}، ونصها وحده ذو حجية",
        "حُرِّر باللغتين {languages}، والنصان متساويان في الحجية",
        "حُرِّر باللغات {languages}، والنصوص جميعها متساوية في الحجية",
        "؛ وفي حالة الاختلاف يُرجَّح النص المحرر باللغة {prevails}",
    ),
    "zh": (
        "本文件以{languages}写成，仅该文本为作准文本",
        "本文件以{languages}写成，两种文本同等作准",
        "本文件以{languages}写成，各文本同等作准",
        "；如有歧义，以{prevails}文本为准",
    ),
    "ko": (
        "이 문서는 {languages}로 작성되었으며, 그 본문만이 정본이다",
        "이 문서는 {languages}로 작성되었으며, 두 본문은 동등하게 정본이다",
        "이 문서는 {languages}로 작성되었으며, 모든 본문은 동등하게 정본이다",
        ". 해석상 차이가 있는 경우에는 {prevails}본이 우선한다",
    ),
    "ja": (
        "この文書は{languages}により作成され、その本文のみを正文とする",
        "この文書は{languages}により作成され、両本文はひとしく正文である",
        "この文書は{languages}により作成され、すべての本文はひとしく正文である",
        "。相違がある場合には、{prevails}の本文による",
    ),
}  # fmt: skip
_TWO = 2


def clause(authentic: Sequence[str], prevails: str, language: str) -> str:
    """The final clause in ``language``; empty where no language is authentic.

    ``authentic``: codes in the order in which they are named; ``prevails``: one of them, or empty.
    """
    if not authentic:
        return ""
    told = language if language in _CLAUSES else "en"
    one, two, more, prevailing = _CLAUSES[told]
    names = [name(each, told) for each in authentic]
    body = (one if len(names) == 1 else two if len(names) == _TWO else more).format(languages=_listed(names, told))
    rest = prevailing.format(prevails=name(prevails, told)) if prevails in authentic and len(names) > 1 else ""
    return f"{body}{rest}{'。' if told in ('zh', 'ja') else '.'}"


def name(code: str, language: str) -> str:
    """A language as the clause names it; by its code where it is none of the eleven."""
    told = language if language in _NAMES else "en"
    base = code.split("-")[0]
    return _NAMES[told].split()[LANGUAGES.index(base)].replace("_", " ") if base in LANGUAGES else code


def _listed(names: Sequence[str], language: str) -> str:
    comma, last = _JOINTS[language]
    if language == "es" and names[-1].startswith("i"):
        last = " e "
    return comma.join(names[:-1]) + last + names[-1] if len(names) > 1 else names[0]
