"""What lists of files put before their paragraphs: numbers and letters of many scripts, as programs count them."""

from __future__ import annotations

ALPHABETS = {
    "lowerLetter": "abcdefghijklmnopqrstuvwxyz", "upperLetter": "ABCDEFGHIJKLMNOPQRSTUVWXYZ",
    "russianLower": "абвгдежзиклмнопрстуфхцчшщэюя", "russianUpper": "АБВГДЕЖЗИКЛМНОПРСТУФХЦЧШЩЭЮЯ",
    "ganada": "가나다라마바사아자차카타파하", "arabicAlpha": "أبتثجحخدذرزسشصضطظعغفقكلمنهوي",
    "arabicAbjad": "أبجدهوزحطيكلمنسعفصقرشتثخذضظغ",
}  # fmt: skip
# Ways to count whose numbers are the numbers of paragraphs; letters and Roman ones mark what is within them.
NUMBERS = frozenset(
    {"decimal", "decimalZero", "decimalFullWidth", "hindiNumbers", "chineseCounting", "chineseCountingThousand",
     "japaneseCounting", "koreanDigital", "koreanCounting", "ordinal", "cardinalText"}
)  # fmt: skip
_ROMAN = ((100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
_RAISED = str.maketrans("0123456789*", "⁰¹²³⁴⁵⁶⁷⁸⁹*")


def counted(number: int, form: str) -> str:
    """A number as a form of lists writes it; digits for one that is not known."""
    letters = ALPHABETS.get(form)
    if letters:
        at = max(0, number - 1)
        return letters[at % len(letters)] * (1 + at // len(letters))
    if form in ("lowerRoman", "upperRoman"):
        written, rest = "", number
        for value, sign in _ROMAN:
            while rest >= value:
                written, rest = written + sign, rest - value
        return written.upper() if form == "upperRoman" else written
    return str(number)


def raised(text: str) -> str:
    """A number above the line."""
    return text.translate(_RAISED)
