"""Number words, magnitudes and months of eleven languages. Tables only; ``numbers`` reads them."""

# ruff: noqa: E501, SIM905 (tables of words in many scripts)

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

# Values of single words; what stands after | is another form of the same value.
_LOW = {
    "en": "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen",
    "fr": "zéro un|une deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize dix-sept dix-huit dix-neuf",
    "es": "cero un|uno|una dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciséis diecisiete dieciocho diecinueve",
    "pt": "zero um|uma dois|duas três quatro cinco seis sete oito nove dez onze doze treze quatorze|catorze quinze dezesseis|dezasseis dezessete|dezassete dezoito dezenove|dezanove",
    "de": "null ein|eine|einen|einer|eines|einem|eins zwei|zweier drei|dreier vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn fünfzehn sechzehn siebzehn achtzehn neunzehn",
    "it": "zero un|uno|una due tre quattro cinque sei sette otto nove dieci undici dodici tredici quattordici quindici sedici diciassette diciotto diciannove",
    "ru": "ноль|нуль|ноля|нуля один|одна|одно|одного|одной|одному|одном два|две|двух|двум|двумя|двое|двоих три|трех|трёх|трем|трём|тремя|трое|троих четыре|четырех|четырёх|четырем|четырём|четверо пять|пяти|пятью|пятеро шесть|шести|шестью семь|семи|семью восемь|восьми девять|девяти десять|десяти одиннадцать|одиннадцати двенадцать|двенадцати тринадцать|тринадцати четырнадцать|четырнадцати пятнадцать|пятнадцати шестнадцать|шестнадцати семнадцать|семнадцати восемнадцать|восемнадцати девятнадцать|девятнадцати",
    "ar": "صفر واحد|واحدة اثنان|اثنين|اثنتان|اثنتين ثلاث|ثلاثة أربع|أربعة خمس|خمسة ست|ستة سبع|سبعة ثمان|ثماني|ثمانية تسع|تسعة عشر|عشرة",
}
_TENS = {
    "en": "twenty thirty forty fifty sixty seventy eighty ninety",
    "fr": "vingt trente quarante cinquante soixante soixante-dix quatre-vingt|quatre-vingts quatre-vingt-dix",
    "es": "veinte treinta cuarenta cincuenta sesenta setenta ochenta noventa",
    "pt": "vinte trinta quarenta|quarenta cinquenta|cinqüenta sessenta setenta oitenta noventa",
    "de": "zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig neunzig",
    "it": "venti trenta quaranta cinquanta sessanta settanta ottanta novanta",
    "ru": "двадцать|двадцати тридцать|тридцати сорок|сорока пятьдесят|пятидесяти шестьдесят|шестидесяти семьдесят|семидесяти восемьдесят|восьмидесяти девяносто|девяноста",
    "ar": "عشرون|عشرين ثلاثون|ثلاثين أربعون|أربعين خمسون|خمسين ستون|ستين سبعون|سبعين ثمانون|ثمانين تسعون|تسعين",
}
# One word for what others say in two: duals of Arabic, hundreds of Russian, Spanish and Portuguese.
_SINGLE: Mapping[str, Mapping[str, int]] = {
    "es": {
        "veintiuno": 21,
        "veintiún": 21,
        "veintidós": 22,
        "veintitrés": 23,
        "veinticuatro": 24,
        "veinticinco": 25,
        "veintiséis": 26,
        "veintisiete": 27,
        "veintiocho": 28,
        "veintinueve": 29,
        "doscientos": 200,
        "doscientas": 200,
        "trescientos": 300,
        "trescientas": 300,
        "cuatrocientos": 400,
        "quinientos": 500,
        "seiscientos": 600,
        "setecientos": 700,
        "ochocientos": 800,
        "novecientos": 900,
    },
    "pt": {
        "duzentos": 200,
        "duzentas": 200,
        "trezentos": 300,
        "quatrocentos": 400,
        "quinhentos": 500,
        "seiscentos": 600,
        "setecentos": 700,
        "oitocentos": 800,
        "novecentos": 900,
    },
    "it": {
        "duecento": 200,
        "trecento": 300,
        "quattrocento": 400,
        "cinquecento": 500,
        "duemila": 2000,
        "tremila": 3000,
        "cinquemila": 5000,
        "diecimila": 10000,
    },
    "de": {
        "hundert": 100,
        "einhundert": 100,
        "zweihundert": 200,
        "dreihundert": 300,
        "fünfhundert": 500,
        "tausend": 1000,
        "eintausend": 1000,
        "zweitausend": 2000,
        "dreitausend": 3000,
        "fünftausend": 5000,
        "zehntausend": 10000,
    },
    "ru": {
        "двести": 200,
        "двухсот": 200,
        "триста": 300,
        "трехсот": 300,
        "четыреста": 400,
        "пятьсот": 500,
        "шестьсот": 600,
        "семьсот": 700,
        "восемьсот": 800,
        "девятьсот": 900,
    },
    "ar": {
        "مئتان": 200,
        "مئتين": 200,
        "مائتان": 200,
        "مائتين": 200,
        "ألفان": 2000,
        "ألفين": 2000,
        "مليونان": 2_000_000,
        "مليوني": 2_000_000,
        "مليونين": 2_000_000,
        "عامان": 2,
        "عامين": 2,
        "سنتان": 2,
        "سنتين": 2,
        "شهران": 2,
        "شهرين": 2,
        "يومان": 2,
        "يومين": 2,
    },
}
# Multiply what stands before them. Two values: the word means the one here and the other there.
_SCALES: Mapping[str, Mapping[str, tuple[float, ...]]] = {
    "en": {
        "hundred": (1e2,),
        "thousand": (1e3,),
        "million": (1e6,),
        "billion": (1e9,),
        "trillion": (1e12,),
        "dozen": (12,),
        "bn": (1e9,),
        "mn": (1e6,),
        "m": (1e6, 1),
        "k": (1e3,),
    },
    "fr": {
        "cent": (1e2,),
        "cents": (1e2,),
        "mille": (1e3,),
        "million": (1e6,),
        "millions": (1e6,),
        "milliard": (1e9,),
        "milliards": (1e9,),
        "billion": (1e12,),
        "billions": (1e12,),
        "douzaine": (12,),
    },
    "es": {
        "cien": (1e2,),
        "ciento": (1e2,),
        "mil": (1e3,),
        "millón": (1e6,),
        "millones": (1e6,),
        "millardo": (1e9,),
        "billón": (1e12, 1e9),
        "billones": (1e12, 1e9),
        "docena": (12,),
    },
    "pt": {
        "cem": (1e2,),
        "cento": (1e2,),
        "mil": (1e3,),
        "milhão": (1e6,),
        "milhões": (1e6,),
        "bilhão": (1e9,),
        "bilhões": (1e9,),
        "bilião": (1e12,),
        "biliões": (1e12,),
        "trilhão": (1e12,),
        "trilhões": (1e12,),
        "dúzia": (12,),
    },
    "de": {
        "hundert": (1e2,),
        "tausend": (1e3,),
        "million": (1e6,),
        "millionen": (1e6,),
        "milliarde": (1e9,),
        "milliarden": (1e9,),
        "billion": (1e12,),
        "billionen": (1e12,),
        "mio": (1e6,),
        "mrd": (1e9,),
        "dutzend": (12,),
    },
    "it": {
        "cento": (1e2,),
        "mille": (1e3,),
        "mila": (1e3,),
        "milione": (1e6,),
        "milioni": (1e6,),
        "miliardo": (1e9,),
        "miliardi": (1e9,),
        "bilione": (1e12,),
        "dozzina": (12,),
    },
    "ru": {
        "сто": (1e2,),
        "ста": (1e2,),
        "тысяча": (1e3,),
        "тысячи": (1e3,),
        "тысяч": (1e3,),
        "тысячам": (1e3,),
        "тыс": (1e3,),
        "миллион": (1e6,),
        "миллиона": (1e6,),
        "миллионов": (1e6,),
        "млн": (1e6,),
        "миллиард": (1e9,),
        "миллиарда": (1e9,),
        "миллиардов": (1e9,),
        "млрд": (1e9,),
        "триллион": (1e12,),
        "триллиона": (1e12,),
        "триллионов": (1e12,),
        "трлн": (1e12,),
    },
    "ar": {
        "مئة": (1e2,),
        "مائة": (1e2,),
        "ألف": (1e3,),
        "ألفا": (1e3,),
        "ألفًا": (1e3,),
        "آلاف": (1e3,),
        "مليون": (1e6,),
        "مليونا": (1e6,),
        "ملايين": (1e6,),
        "مليار": (1e9,),
        "مليارات": (1e9,),
        "بليون": (1e9,),
        "تريليون": (1e12,),
    },
}
_MONTHS = {
    "en": "january|jan february|feb march april|apr may june july august|aug september|sept|sep october|oct november|nov december|dec",
    "fr": "janvier février mars avril mai juin juillet août|aout septembre octobre novembre décembre",
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre|setiembre octubre noviembre diciembre",
    "pt": "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
    "de": "januar|jänner februar märz april mai juni juli august september oktober november dezember",
    "it": "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
    "ru": "январь|января|январе февраль|февраля|феврале март|марта|марте апрель|апреля|апреле май|мая|мае июнь|июня|июне июль|июля|июле август|августа|августе сентябрь|сентября|сентябре октябрь|октября|октябре ноябрь|ноября|ноябре декабрь|декабря|декабре",
    "ar": "يناير|كانون_الثاني فبراير|شباط مارس|آذار أبريل|إبريل|نيسان مايو|أيار يونيو|يونيه|حزيران يوليو|يوليه|تموز|جويلية أغسطس|آب سبتمبر|أيلول أكتوبر|تشرين_الأول نوفمبر|تشرين_الثاني ديسمبر|كانون_الأول",
}
# Words that explain a figure of another language and are none themselves.
_LOOSE = {
    "en": {
        "first": 1,
        "once": 1,
        "second": 2,
        "twice": 2,
        "both": 2,
        "pair": 2,
        "couple": 2,
        "double": 2,
        "third": 3,
        "fourth": 4,
        "fifth": 5,
        "sixth": 6,
        "seventh": 7,
        "eighth": 8,
        "ninth": 9,
        "tenth": 10,
        "eleventh": 11,
        "twelfth": 12,
        "half": 0.5,
        "decade": 10,
        "decades": 10,
        "teenage": 10,
        "teenager": 10,
        "teenagers": 10,
        "fortnight": 2,
    },
    "fr": {
        "premier": 1,
        "première": 1,
        "deuxième": 2,
        "second": 2,
        "seconde": 2,
        "troisième": 3,
        "quatrième": 4,
        "cinquième": 5,
        "sixième": 6,
        "dixième": 10,
        "demi": 0.5,
        "moitié": 0.5,
        "décennie": 10,
        "dizaine": 10,
        "centaine": 100,
        "millier": 1000,
        "double": 2,
    },
    "es": {
        "primero": 1,
        "primer": 1,
        "primera": 1,
        "segundo": 2,
        "segunda": 2,
        "tercero": 3,
        "tercer": 3,
        "tercera": 3,
        "cuarto": 4,
        "cuarta": 4,
        "quinto": 5,
        "quinta": 5,
        "sexto": 6,
        "sexta": 6,
        "décimo": 10,
        "décima": 10,
        "medio": 0.5,
        "media": 0.5,
        "mitad": 0.5,
        "década": 10,
        "decenio": 10,
        "doble": 2,
    },
    "pt": {
        "primeiro": 1,
        "primeira": 1,
        "segundo": 2,
        "segunda": 2,
        "terceiro": 3,
        "terceira": 3,
        "quarto": 4,
        "quarta": 4,
        "quinto": 5,
        "quinta": 5,
        "sexto": 6,
        "sexta": 6,
        "décimo": 10,
        "décima": 10,
        "meio": 0.5,
        "meia": 0.5,
        "metade": 0.5,
        "década": 10,
        "dobro": 2,
    },
    "ru": {
        "первый": 1,
        "первая": 1,
        "первого": 1,
        "второй": 2,
        "вторая": 2,
        "второго": 2,
        "третий": 3,
        "третья": 3,
        "третьего": 3,
        "половина": 0.5,
        "полчаса": 0.5,
        "десятилетие": 10,
        "сутки": 24,
    },
}
# Months that are other words as well: they count only beside a figure.
ALSO_WORDS = frozenset(
    {
        "may",
        "march",
        "mars",
        "mai",
        "jan",
        "sep",
        "dec",
        "mar",
        "apr",
        "آب",
        "mayo",
        "maio",
        "marzo",
        "março",
        "май",
        "мая",
    }
)
HAN_DIGITS = {each: at for at, each in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2, "兩": 2}
HAN_SCALES = {"十": 10.0, "百": 1e2, "千": 1e3, "万": 1e4, "萬": 1e4, "亿": 1e8, "億": 1e8, "兆": 1e12}
HANGUL_DIGITS = {each: at for at, each in enumerate("영일이삼사오육칠팔구")}
HANGUL_SCALES = {"십": 10.0, "백": 1e2, "천": 1e3, "만": 1e4, "억": 1e8, "조": 1e12}
# Korean's own numbers before what they count.
NATIVE = {
    "한": 1,
    "두": 2,
    "세": 3,
    "석": 3,
    "네": 4,
    "넉": 4,
    "다섯": 5,
    "여섯": 6,
    "일곱": 7,
    "여덟": 8,
    "아홉": 9,
    "열": 10,
    "열한": 11,
    "열두": 12,
    "열세": 13,
    "열네": 14,
    "열다섯": 15,
    "스무": 20,
    "서른": 30,
    "마흔": 40,
    "쉰": 50,
}


@cache
def low(language: str) -> Mapping[str, float]:
    """Words by value below a hundred, and single words for more; empty for a language without such a table."""
    found = {
        word: float(value) for value, forms in enumerate(_LOW.get(language, "").split()) for word in forms.split("|")
    }
    tens = {
        word: 10.0 * (at + 2) for at, forms in enumerate(_TENS.get(language, "").split()) for word in forms.split("|")
    }
    joined: dict[str, float] = {}
    if language == "de":
        joined = {
            f"{unit}und{ten}": value + found[unit if unit != "ein" else "eins"]
            for ten, value in tens.items()
            for unit in "ein zwei drei vier fünf sechs sieben acht neun".split()
        }
    if language == "it":
        for ten, value in tens.items():
            joined |= {
                (ten[:-1] if unit[0] in "uo" else ten) + unit: value + found[unit]
                for unit in "uno due tre quattro cinque sei sette otto nove".split()
            }
    return found | tens | joined | {word: float(value) for word, value in _SINGLE.get(language, {}).items()}


@cache
def scales(language: str) -> Mapping[str, tuple[float, ...]]:
    """Words that multiply what stands before them."""
    return _SCALES.get(language, {})


@cache
def months(language: str) -> Mapping[str, int]:
    """{name in small letters: 1 to 12}."""
    return {
        name.replace("_", " "): number
        for number, forms in enumerate(_MONTHS.get(language, "").split(), 1)
        for name in forms.split("|")
    }


@cache
def loose(language: str) -> Mapping[str, float]:
    """Ordinals and the like by value."""
    return {word: float(value) for word, value in _LOOSE.get(language, {}).items()}
