"""Words for numbers, months and shares by language. Data alone: what reads them is ``figures``."""

# ruff: noqa: E501, SIM905 (tables of words)

from __future__ import annotations

from collections.abc import Mapping

# From nought on, the forms of a number side by side.
_UNITS = {
    "en": "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen",
    "fr": "zéro un|une deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize dix-sept dix-huit dix-neuf",
    "es": "cero un|uno|una dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciséis diecisiete dieciocho diecinueve veinte veintiún|veintiuno|veintiuna veintidós veintitrés veinticuatro veinticinco veintiséis veintisiete veintiocho veintinueve",
    "pt": "zero um|uma dois|duas três quatro cinco seis sete oito nove dez onze doze treze catorze|quatorze quinze dezasseis|dezesseis dezassete|dezessete dezoito dezanove|dezenove",
    "ru": "ноль один|одна|одно|одного|одной два|две|двух|двум|двумя три|трёх|трех|трём|трем|тремя четыре|четырёх|четырех|четырём|четырем пять|пяти|пятью шесть|шести|шестью семь|семи|семью восемь|восьми девять|девяти|девятью десять|десяти|десятью одиннадцать|одиннадцати двенадцать|двенадцати тринадцать|тринадцати четырнадцать|четырнадцати пятнадцать|пятнадцати шестнадцать|шестнадцати семнадцать|семнадцати восемнадцать|восемнадцати девятнадцать|девятнадцати",
    "ar": "صفر واحد|واحدة اثنان|اثنين|اثنتان|اثنتين ثلاثة|ثلاث أربعة|أربع|اربعة|اربع خمسة|خمس ستة|ست سبعة|سبع ثمانية|ثماني|ثمان تسعة|تسع عشرة|عشر",
}
_TENS = {
    "en": "twenty thirty forty fifty sixty seventy eighty ninety",
    "fr": "vingt trente quarante cinquante soixante soixante-dix quatre-vingts|quatre-vingt quatre-vingt-dix",
    "es": "veinte treinta cuarenta cincuenta sesenta setenta ochenta noventa",
    "pt": "vinte trinta quarenta cinquenta sessenta setenta oitenta noventa",
    "ru": "двадцать|двадцати тридцать|тридцати сорок|сорока пятьдесят|пятидесяти шестьдесят|шестидесяти семьдесят|семидесяти восемьдесят|восьмидесяти девяносто|девяноста",
    "ar": "عشرون|عشرين ثلاثون|ثلاثين أربعون|أربعين|اربعون|اربعين خمسون|خمسين ستون|ستين سبعون|سبعين ثمانون|ثمانين تسعون|تسعين",
}
# From a hundred on, where each has a word of its own.
_HUNDREDS = {
    "es": "_ doscientos|doscientas trescientos|trescientas cuatrocientos|cuatrocientas quinientos|quinientas seiscientos|seiscientas setecientos|setecientas ochocientos|ochocientas novecientos|novecientas",
    "pt": "_ duzentos|duzentas trezentos|trezentas quatrocentos|quatrocentas quinhentos|quinhentas seiscentos|seiscentas setecentos|setecentas oitocentos|oitocentas novecentos|novecentas",
    "ru": "сто|ста двести|двухсот триста|трёхсот|трехсот четыреста|четырёхсот|четырехсот пятьсот|пятисот шестьсот|шестисот семьсот|семисот восемьсот|восьмисот девятьсот|девятисот",
    "ar": "مئة|مائة مئتان|مئتين|مائتان|مائتين ثلاثمئة|ثلاثمائة أربعمئة|أربعمائة|اربعمئة|اربعمائة خمسمئة|خمسمائة ستمئة|ستمائة سبعمئة|سبعمائة ثمانمئة|ثمانمائة|ثمانيمئة تسعمئة|تسعمائة",
}
SCALES: Mapping[str, Mapping[str, int]] = {
    "en": {"hundred": 100, "thousand": 1000, "million": 10**6, "billion": 10**9},
    "fr": {"cent": 100, "cents": 100, "mille": 1000, "million": 10**6, "millions": 10**6, "milliard": 10**9, "milliards": 10**9},
    "es": {"cien": 100, "ciento": 100, "mil": 1000, "millón": 10**6, "millones": 10**6},
    "pt": {"cem": 100, "cento": 100, "mil": 1000, "milhão": 10**6, "milhões": 10**6, "bilhão": 10**9, "bilhões": 10**9},
    "ru": {
        "тысяча": 1000, "тысячи": 1000, "тысяч": 1000, "тысячу": 1000, "тыс": 1000,
        "миллион": 10**6, "миллиона": 10**6, "миллионов": 10**6, "млн": 10**6,
        "миллиард": 10**9, "миллиарда": 10**9, "миллиардов": 10**9, "млрд": 10**9,
    },
    "ar": {
        "ألف": 1000, "الف": 1000, "ألفا": 1000, "ألفاً": 1000, "آلاف": 1000, "ألفان": 2000, "ألفين": 2000,
        "مليون": 10**6, "مليونا": 10**6, "مليوناً": 10**6, "ملايين": 10**6, "مليونان": 2 * 10**6, "مليونين": 2 * 10**6,
        "مليار": 10**9, "مليارات": 10**9,
    },
}  # fmt: skip
# What may stand between two words of one number.
JOINTS = {"en": r"and\s+", "fr": r"et\s+", "es": r"y\s+", "pt": r"e\s+", "ar": "و"}
# The word between the whole and the tenths: "two point three".
POINTS = {"en": "point", "fr": "virgule|point", "es": "coma|punto", "pt": "vírgula|ponto", "ar": "فاصلة|فاصل"}
MONTHS = {
    "en": "january february march april may june july august september october november december",
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    "pt": "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
}
ORDINALS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth "
    "eighteenth nineteenth twentieth twenty-first twenty-second twenty-third twenty-fourth twenty-fifth twenty-sixth twenty-seventh "
    "twenty-eighth twenty-ninth thirtieth thirty-first"
).split()  # fmt: skip
HAN_DIGITS = {each: at for at, each in enumerate("零一二三四五六七八九")} | {"两": 2, "〇": 0}
HAN_SCALES = {"十": 10, "百": 100, "千": 1000, "万": 10**4, "亿": 10**8}
HANGUL_DIGITS = {each: at for at, each in enumerate("영일이삼사오육칠팔구")}
HANGUL_SCALES = {"십": 10, "백": 100, "천": 1000, "만": 10**4, "억": 10**8}
# Korean's own words, before what is counted.
HANGUL_COUNTS = {
    "두": 2, "세": 3, "네": 4, "다섯": 5, "여섯": 6, "일곱": 7, "여덟": 8, "아홉": 9, "열": 10,
    "스물": 20, "스무": 20, "서른": 30, "마흔": 40, "쉰": 50, "예순": 60, "일흔": 70, "여든": 80, "아흔": 90, "한": 1,
}  # fmt: skip


def low(language: str) -> dict[str, int]:
    """The words for numbers that are added to each other, with their values; a lone nought where there is no table."""
    found: dict[str, int] = {}
    for words, step, first in ((_UNITS, 1, 0), (_TENS, 10, 20), (_HUNDREDS, 100, 100)):
        forms = words.get(language, "").split()
        found |= {word: first + step * at for at, each in enumerate(forms) for word in each.split("|") if word != "_"}
    return found or {"zero": 0}


# Shares said in words: the numerator, the denominator. A half alone is a word of too many meanings ("the second half").
FRACTIONS: Mapping[str, str] = {
    "en": r"(?P<n>a|one|two|three|four|five)[ -](?P<d>thirds?|(?<=two.)quarters|(?<=three.)quarters|quarter(?= (?:of|million|or)\b)|fifths?|tenths?)\b(?! (?:party|parties|country|countries|point|item|time|proposal|year|level))|every (?P<e>second|third|fourth|fifth|sixth|tenth)\b|(?<!first )(?<!second )(?<!other )(?<!latter )(?<!last )(?P<h>half) (?:of|that|are|is|the|our|my|its|their)\b|(?<=than )(?P<hh>half)\b",
    "fr": r"(?P<n>un|deux|trois|quatre) (?P<d>tiers|quarts?|cinquièmes?|dixièmes?)\b|(?P<h>la moitié)\b",
    "es": r"(?P<n>un|una|dos|tres|cuatro) (?P<d>tercio|tercios|tercera parte|cuartos?|cuartas? partes?|quintos?|quintas? partes?|décimas? partes?)\b|(?P<h>la mitad)\b",
    "pt": r"(?P<n>um|uma|dois|duas|três|quatro) (?P<d>terços?|quartos?|quintos?|décimos?)\b|(?P<h>a metade|metade d)",
    "ru": r"(?:(?P<n>одн\w+|две|трёх|трех|три|четыре) )?(?P<d>треть|трети|четверть|четверти|пят(?:ая|ых)|десят(?:ая|ых))\b|(?P<h>половин[аыуе])\b",
    "zh": r"(?P<d>[二三四五六七八九十])分之(?P<n>[一二三四五六七八九])|(?P<h>一半|半数)",
    "ar": r"(?P<n>ثلاثة|أربعة) (?P<d>أرباع|أخماس)|(?P<t>ثلثي|ثلثا)\b|(?P<d2>ثلث|ربع|خمس)(?= )|(?P<h>نصف)(?= )",
    "ko": r"(?P<d>[2-9]|이|삼|사|오)분의 (?P<n>[1-9]|일|이|삼|사)|(?P<h>절반)",
}  # fmt: skip
PARTS = {
    "a": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "un": 1, "deux": 2, "trois": 3, "quatre": 4,
    "una": 1, "dos": 2, "tres": 3, "cuatro": 4, "um": 1, "uma": 1, "dois": 2, "duas": 2, "três": 3, "quatro": 4,
    "две": 2, "три": 3, "трёх": 3, "трех": 3, "четыре": 4, "ثلاثة": 3, "أربعة": 4, "일": 1, "이": 2, "삼": 3, "사": 4, "오": 5,
    "second": 2, "third": 3, "quarter": 4, "fourth": 4, "fifth": 5, "sixth": 6, "tenth": 10, "tiers": 3, "quart": 4,
    "cinqu": 5, "dixi": 10, "terc": 3, "terç": 3, "cuart": 4, "quint": 5, "décim": 10, "трет": 3, "четверт": 4, "пят": 5,
    "десят": 10, "أرباع": 4, "أخماس": 5, "ثلث": 3, "ربع": 4, "خمس": 5,
}  # fmt: skip
