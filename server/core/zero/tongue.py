"""Which of the eight languages a text is written in, by its letters and its commonest words; pure, and only a guess."""

from __future__ import annotations

import re
from collections import Counter

# Letters that only one of the eight is written with.
_LETTERS = {"ko": r"[가-힣]", "zh": r"[一-鿿]", "ar": r"[؀-ۿ]", "ru": r"[Ѐ-ӿ]"}
# Words of every text of a language, hardly any of which the other three have.
_COMMON = {
    "en": "the of and to in that with for by on which is are be will its",
    "fr": "le les des et du dans aux pour sur au est une qui leurs avec sont",
    "es": "el los las y del en la al una con sus por su que un lo",
    "pt": "o os das e do em à ao uma com seus pelo sua dos não no na",
}
_FEWEST_WORDS, _LEAD = 4, 1.5  # so many common words, and so many times those of the next language


def tongue(text: str) -> str:
    """The code of the language, or "" where nothing says it clearly."""
    letters = Counter({code: len(re.findall(signs, text)) for code, signs in _LETTERS.items()})
    code, count = letters.most_common(1)[0]
    # A sign of Chinese or a syllable of Korean holds as much as two or three letters.
    latin = len(re.findall(r"[A-Za-zÀ-ÿ]", text))
    if count * (3 if code in ("zh", "ko") else 1) > latin:
        return code
    said = Counter(re.findall(r"[a-zà-ÿ]+", text.lower()))
    found = Counter({code: sum(said[word] for word in words.split()) for code, words in _COMMON.items()})
    (first, most), (_, next_most) = found.most_common(2)
    return first if most >= _FEWEST_WORDS and most >= _LEAD * next_most else ""
