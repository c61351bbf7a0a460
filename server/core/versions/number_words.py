"""Number words and magnitudes of eight languages. Tables only; ``numbers`` reads them."""

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
