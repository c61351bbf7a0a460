"""How speakers take a figure back, and how they set another one against somebody's: words in the eight languages.

General words of talk, each of them also said without any correction: alone they say nothing, a figure has to be told again
or told anew beside them.
"""

# ruff: noqa: E501 (tables of words)

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

# Says outright that a figure of one's own was not right.
_CORRECTS: Mapping[str, str] = {
    "en": (
        r"\b(?:correction|(?:to|must|should|may i|let me|i|will|please|i'd|i'll|can i) (?:\w+ )?correct|correcting|(?:stand|be|am) corrected|corrected (?:figure|number|share|version)|rectif\w+|errat\w+|amend (?:my|our) (?:figure|number|statement)|set (?:it |that |the record |my figure )?straight|put (?:it|that|my \w+) right|fix (?:a|my|one|that|the) (?:figure|number|thing|word)|(?:one|a|small|my|another) (?:\w+ )?repair)\b(?! (?:procedure|form|classification|value|declaration)s?)"
        r"|\b(?:sorry|pardon|excuse me|forgive (?:me|us)|apolog\w+|my mistake|my error|our mistake|my (?:own )?fault|mea culpa|slip of the tongue)\b"
        r"|\b(?:i|we) (?:misspoke|misread|misquoted|misstated|erred|(?:was|were|am|are) (?:wrong|mistaken|in error|too (?:fast|quick|generous|kind|modest|optimistic))|got (?:it|that|this|the \w+) wrong|(?:have )?(?:mixed|confused|swapped|exaggerated|overstated|understated|misremembered|miscounted)|made (?:a|an) (?:mistake|error|slip)|read (?:it|that|the) (?:wrong|as)|must (?:fix|repair|take (?:it )?back)|take (?:it|that|this) back|spoke too (?:soon|fast))\b"
        r"|\b(?:real|true|right|exact|correct|accurate|actual|verified|proper|latest) (?:figure|number|count|share|amount|date|total|one|year|value)\b|\bnumber of truth\b"
        r"|\b(?:figure|number|date|share|count|total)s? (?:\w+ ){0,4}(?:was|were|is|are) (?:wrong|mistaken|erroneous|outdated|incorrect|inaccurate|out of date|an error|a mistake|too (?:high|low))\b"
        r"|\b(?:should|ought to) (?:have (?:been|said)|be|read)\b|\bit (?:should|must) be\b|\bplease read\b|\bi meant\b"
    ),
    "fr": r"\b(?:corrig\w+|correction|rectifi\w+|erratum|pardon|désolée?|excus\w+|je me suis tromp\w+|erreur de ma part|je voulais dire|(?:vrai|bon|exact|juste)\w* (?:chiffre|nombre|date)|(?:chiffre|nombre) (?:exact|juste|correct|vrai)|bonne date|lapsus)\b",
    "es": r"\b(?:corr(?:ij|ig|eg)\w+|correcci[oó]n|rectific\w+|perd[oó]n|disculp\w+|me equivoqu[eé]|equivocaci[oó]n|quise decir|(?:cifra|número|fecha|dato) (?:correct[oa]|exact[oa]|verdader[oa])|errata)\b",
    "pt": r"\b(?:corrij\w+|corrig\w+|correção|retific\w+|desculp\w+|perdão|enganei-me|me enganei|emendo|queria dizer|(?:número|valor|data) (?:cert[oa]|corret[oa]|exat[oa]|verdadeir[oa])|lapso|errata)\b|\bnúmero de verdade\b",
    "ru": r"\b(?:исправ\w+|поправ\w+|уточн\w+|оговор\w+|ошиб\w+|извин\w+|прошу прощения|виноват\w*|имел\w* в виду|следует читать|(?:правильн|верн|точн)\w+ (?:цифр|числ|дат|показател|значени)\w*)\b",
    "ar": r"تصحيح|تصويب|أصحح|نصحح|اصحح|أخطأ|اخطأ|سهو|عذرا|معذرة|آسف|أعتذر|نعتذر|قصدت|الرقم (?:الصحيح|الدقيق)|الصواب",
    "zh": r"更正|纠正|说错|口误|有误|看错|念错|抱歉|对不起|应(?:该)?是|准确(?:的)?(?:数字|数据)|正确(?:的)?(?:数字|数据)|记错",
    "ko": r"정정|바로잡|고쳐 말|잘못 (?:말|읽|언급|인용|봤|알)|착오|실수|죄송|미안|정확한 (?:수치|숫자|날짜)|올바른 (?:수치|숫자)|오류",
}  # fmt: skip
# Goes back to what was said, or tells who put it right.
_RETURNS: Mapping[str, str] = {
    "en": (
        r"\b(?:i|we) (?:myself |ourselves |have )?(?:just |earlier |also )?(?:said|named|gave|quoted|mentioned|stated|cited|announced|claimed|told you|spoke of|talked of|put (?:it|the)|reported|indicated)\b"
        r"|\bin my (?:first |earlier |last |previous |own )?(?:statement|intervention|remarks|speech|words)\b|\byou heard\b"
        r"|\bas (?:i|we) said\b|\bclarif\w+|\bprecision\b|\b(?:for|in the interest of) (?:the sake of )?accuracy\b|\b(?:upon|on|after|having) (?:verif\w+|check\w+|second look)\b|\bi (?:have )?(?:checked|verified|looked it up)\b|\bmore (?:exactly|precisely)\b|\bto be (?:exact|precise|accurate)\b"
        r"|\b(?:(?:my|our|the|a) (?:\w+ ){0,2}(?:deputy|colleagues?|assistant|advis[eo]r|expert|statisticians?|office|capital|academy|headquarters|team|staff|driver|secretary|director|boss|wife|daughter|son|people|ministry|department|accountant|analysts?|neighbour)(?: \w+){0,3}|one|someone|somebody|they) (?:(?:is|are|has|have|had|just|now|here|already) ){0,2}(?:pass|tell|told|show|hand|whisper|wr[io]te|remind|pull|did|shak|correct|sen[dt]|point|inform|say|sa[iy]|text|call|count|kick|nudg|poke|wav|look|frown|cough|signal|whisper|shout|ring|rang|phon|messag|text)\w*"
        r"|\b(?:i am|i'm|we are|i was|i have been|i've been|i've just been) (?:just |now )?(?:told|informed|reminded|corrected|handed|passed|shown|advised)\b|\bnote (?:from|says|that)\b|\b(?:passes|passed|handed|hands|sent|sends) (?:me|us)\b|\bpulling (?:me|my)\b"
        r"|\b(?:was|were|is|are) (?:too (?:generous|high|low|many|few|much|optimistic|modest|kind|old)|(?:only |just |still )?(?:the|our|my|an?|last year's) (?:\w+ )?(?:goal|target|plan|estimate|forecast|projection|objective|old|previous|figure|number|total|share|average|maximum|peak|record))\b"
        r"|\b(?:figure|number|count|that|it|this) (?:was|is|were) (?:for|from|of|in|with|including|counted) \b"
    ),
    "fr": r"\b(?:j['’]ai|nous avons|j['’]avais|nous avions) (?:dit|parlé|cité|annoncé|indiqué|mentionné|donné)\b|\bprécision\b|\bon me (?:souffle|dit|fait|passe|rappelle|signale|glisse|corrige)\b|\bmes? (?:collègue|adjoint|adjointe|équipe|services?)\b[^.]{0,30}\b(?:me|nous)\b|\baprès vérification\b|\bc['’]était (?:l['’]objectif|le mois|la cible|l['’]année)\b",
    "es": r"\b(?:dije|dijimos|he dicho|hemos dicho|mencioné|mencionamos|cité|di la cifra|hablé de)\b|\bprecisión\b|\bme (?:dicen|pasan|avisan|corrigen|indican|recuerdan|soplan)\b|\bmi (?:colega|adjunt[oa]|equipo)\b[^.]{0,30}\bme\b|\bera (?:la meta|el objetivo)\b",
    "pt": r"\b(?:eu disse|disse|dissemos|mencionei|citei|falei (?:em|de)|referi|indiquei)\b|\bprecisão\b|\b(?:me|nos) (?:dizem|passam|avisam|corrigem|lembram|puxando|sopram)\b|\b(?:meu|minha) (?:colega|adjunt[oa]|equipe|equipa)\b|\bera a (?:meta|previsão)\b",
    "ru": r"\b(?:я|мы) (?:назвал|сказал|привёл|привел|упомянул|говорил|указал)\w*\b|\bмне (?:подсказыва|сообща|передал|говор|пишут|подска)\w+|\b(?:мой|моя|мои) (?:коллег|заместител|помощник)\w+|\bпо итогам проверки\b",
    "ar": r"قلت|قلنا|ذكرت|ذكرنا|أشرت|توضيح|زميلي|زميلتي|نائبي|يهمس|أبلغوني|بعد التحقق",
    "zh": r"(?:刚才|我|此前|前面)(?:说|提到|讲|报)|经核(?:对|实)|澄清|同事(?:告诉|提醒|递)|说明一下",
    "ko": r"(?:말씀드린|말씀드렸|말한|언급한|언급했|보고한)|확인(?:해|한) (?:보니|결과)|동료가|직원이|메모",
}  # fmt: skip
# Between a figure and the one that takes its place in the same breath.
_IN_ONE_BREATH = re.compile(
    r"(?:\s+[^\W\d_]+){0,3}?\s*(?:[,;:—–-]|\.{3}|…)+\s*(?:"
    r"(?:no|oh|ah|er|um|uh|sorry|pardon|excuse me|forgive me|i mean|i meant|correction|or rather|rather|i should say|let me correct(?: myself)?|that is to say|non|enfin|ou plutôt|plutôt|je veux dire|désolée?"
    r"|perd[oó]n|digo|quiero decir|mejor dicho|o sea|perdão|aliás|quero dizer|ou melhor|desculpem?|нет|то есть|вернее|точнее|простите|извините|виноват|عفوا|عذرا|بل|أقصد|不|不对|抱歉|对不起|应该是|我是说|아니|아니요|죄송합니다|정정합니다)"
    r"\s*[,.:;—–，]*\s*)+(?:i (?:said|mean|meant) )?(?:it(?:'s| is) |make (?:it|that) |that(?:'s| is) |it was )?(?:about |around |only |some |over |nearly )?",
    re.IGNORECASE,
)
# The same with more words between: "ninety, no, looking at the sheet again, ninety-one percent".
_AFTER_A_SLIP = re.compile(
    r"(?:\s+[^\W\d_]+(?:['’][^\W\d_]+)?){0,6}?\s*(?:(?:[,;:—–-]|\.{3}|…)+\s*(?:no(?=\s*(?:[,;:—–-]|\.{3}|$))|nope|sorry|pardon|excuse me|forgive me|apologies|lies?\b|i lie|wait|hold on|(?:or )?rather|correction|i mean|i meant"
    r"|more (?:exactly|precisely|accurately)|to be (?:more )?(?:exact|precise|accurate)|exactly|what (?:do i|am i) say\w*|(?:i|we) mis\w+|(?:i|we) (?:should|must|ought to) (?:say|correct|put)\w*|i stand corrected|i am (?:told|corrected)|let me (?:see|look|check|correct|say)|looking at|make (?:it|that)|that is to say|or better|scratch that|strike that"
    r"|(?:my|our|the) \w+ (?:shows?|says?|corrects?|tells?|whispers?|shakes?|signals?))|\s+no\s*,).{0,70}",
    re.IGNORECASE | re.DOTALL,
)
# One's own records, count or people, against which somebody's figure is held.
_OWN_COUNT = re.compile(
    r"\b(?:our|own|my|their|its|his|her|published|official) (?:\w+ ){0,2}(?:records?|registers?|registry|statistics|data|database|dashboard|figures?|reports?|counts?|counter|files?|papers|books?|casebook|ledgers?|logs?|clock|bulletins?|numbers|measurements?)\b"
    r"|\b(?:according to|by|per) (?:the |our |\w+'s )?(?:\w+ ){0,3}(?:records?|registers?|registry|statistics|data|reports?|counts?|files?|papers|books|casebook|ledgers?|logs?)\b"
    r"|\b(?:the|in the|port|gate|national) (?:\w+ ){0,2}(?:registers?|registry|bulletins?|casebook|ledgers?|gazette|logbook)\b"
    r"|\b(?:i|we|he|she|they|directorate(?: in \w+)?|ministry|office|newspaper) (?:have |had |has )?(?:counted|counts?|measured|recorded|registered|weighed)\b|\b(?:on|by|from|of) our side\b|\b(?:wrote|told|written|reported) (?:to )?us\b|\bby ours\b|\bin ours\b|\bours? (?:says?|shows?)\b|\b(?:file|register|log|table|report|bulletin) (?:in \w+ )?(?:says|shows|gives|has)\b"
    r"|\b(?:nuestr[oa]s? (?:\w+ )?(?:datos|registros?|cifras|libros)|nos (?:\w+ )?(?:chiffres|données|registres)|noss[oa]s (?:\w+ )?(?:dados|números|registos|registros)|(?:наш\w*|свои\w*) (?:\w+ )?(?:данн|реестр|учёт|подсчёт|цифр)\w*)\b"
    r"|(?:سجلاتنا|السجل عندنا|أرقامنا|إحصاءاتنا|بياناتنا)|我(?:们|方)(?:\w{0,4})(?:数据|统计|数字|记录|登记)|(?:우리|저희)(?:의|가 받은)? ?\w{0,6}(?:통계|자료|수치|집계|기록|자료집|사례집)",
    re.IGNORECASE,
)  # fmt: skip
_FROM_OTHERS = re.compile(
    r"\b(?:news ?papers?|press|journalists?|media|bulletins?|websites?|(?:another|other) (?:source|ministry|directorate|agency)|directorate|auditors?|journal|periódicos?|jornal|jornais|газет\w*|пресс\w*)\b|媒体|报纸|언론|신문|الصحف|الصحافة",
    re.IGNORECASE,
)
# Says that two figures differ, or that they are of the same thing.
_DIFFERS = re.compile(
    r"\bdiffer(?:s|ed|ent|ently|ence)?\b|\bdo(?:es)? not (?:match|agree|tally|add up|correspond)\b|\bdoesn['’]t (?:match|agree|tally|add up)\b|\b(?:another|other) (?:figure|number|count|source|result)\b|\banother thing\b|\b(?:figure|number|count) is (?:right|correct|not wrong)\b|\b(?:stand|stands) by (?:our|my|the|this|that|its|their) (?:\w+ )?(?:figure|number|count)\b|\bdisput\w+|\bcontest\w*\b|\bdiscrepan\w+|\bcannot be (?:right|correct)\b|\bthe same (?:\w+ )?(?:night|truck|vessel|ship|period|year|month|week|case|shipment|operation|consignment|corridor|road|crossing|point)s?\b"
    r"|\b(?:diffèr\w+|différent\w*|ne correspond\w* pas|difier\w+|diferent\w*|no coincid\w+|não coincid\w+|отлича\w+|не совпада\w+|расход\w+)\b|تختلف|مختلف|لا (?:تتطابق|يتطابق)|不(?:同|符|一致|一样)|다릅니다|다르|맞지 않|일치하지",
    re.IGNORECASE,
)


def corrects(text: str, language: str) -> bool:
    """True for words that own up to a wrong figure ("I misread the table"); they may as well excuse a late arrival."""
    return bool(_pattern("corrects", language).search(_plain(text)))


def returns(text: str, language: str) -> bool:
    """True for words that go back to something said before ("I said forty"), or tell who put it right."""
    return bool(_pattern("returns", language).search(_plain(text)))


def in_one_breath(between: str) -> bool:
    """True for what stands between a figure and its correction in one sentence: ", sorry, "."""
    return bool(_IN_ONE_BREATH.fullmatch(between))


def after_a_slip(between: str) -> bool:
    """True for what stands between them in a longer sentence; it may as well part two figures of different things."""
    return bool(_AFTER_A_SLIP.fullmatch(between))


def own_count(text: str) -> bool:
    """True where records or a count of somebody are named as the source of a figure."""
    return bool(_OWN_COUNT.search(_plain(text)))


def differs(text: str) -> bool:
    """True where two figures are said to differ, or to be of the same thing."""
    return bool(_DIFFERS.search(_plain(text)))


def from_others(text: str) -> bool:
    """True for a figure that somebody outside the room gives."""
    return bool(_FROM_OTHERS.search(_plain(text)))


def _plain(text: str) -> str:
    return text.replace("’", "'")


@lru_cache(maxsize=32)
def _pattern(kind: str, language: str) -> re.Pattern[str]:
    return re.compile((_CORRECTS if kind == "corrects" else _RETURNS).get(language, r"(?!)"), re.IGNORECASE)
