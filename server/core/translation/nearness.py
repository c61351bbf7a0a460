"""How near two written words are by letters and by sound, for scripts that write sounds: Latin and Cyrillic.

Must not know glossaries, captions or languages' dictionaries.
"""

from __future__ import annotations

import unicodedata

SHORTEST = 6  # letters; shorter names have too many neighbours: Iran and Iraq, Mali and Malta, Åland and "all and"
ENDING = 3  # letters at most that declension, plural or derivation puts in the place of others
_CYRILLIC = str.maketrans("абвгдежзийклмнопрстуфхцчшщыэюяіїєґў", "abvgdejziiklmnoprstufhssssieuaiiegu")
_TOGETHER = (
    *(("sch", "s"), ("tch", "s"), ("tsch", "s"), ("ph", "f"), ("gh", "g"), ("ck", "k"), ("qu", "k"), ("sh", "s")),
    *(("ch", "s"), ("th", "t"), ("dz", "z"), ("ts", "s"), ("tz", "s"), ("kh", "k"), ("cz", "s"), ("sz", "s")),
    *(("ce", "se"), ("ci", "si"), ("cy", "si"), ("x", "ks")),
)
_ALIKE = str.maketrans("bdgvwzcqyj", "ptkffskkii")
_VOWELS = frozenset("aeiou")


def plain(word: str) -> str:
    """A word in small letters without accents: two spellings that only differ in those are equal."""
    folded = word.casefold()
    if folded.isascii():
        return folded
    spread = unicodedata.normalize("NFKD", folded)
    return "".join(mark for mark in spread if not unicodedata.combining(mark))


def is_near(heard: str, meant: str) -> bool:
    """Whether ``heard`` can only be a slip of the ear or pen for ``meant``: few letters differ and it sounds alike.

    False where only the ending differs (another case, number or derivation of the word, or another word), and for
    short words.
    """
    one, other = plain(heard), plain(meant)
    if len(other) < SHORTEST or len(one) < SHORTEST - 1:
        return False
    if _single(one) == _single(other):
        return True
    if _differ_in_ending(one, other):
        return False
    apart = distance(one, other, _allowed(len(other)))
    if apart > _allowed(len(other)):
        return False
    sound, wanted = sound_of(one), sound_of(other)
    if sound == wanted:
        return True
    return sound[:1] == wanted[:1] and apart == 1 and len(other) > SHORTEST and one[-2:] == other[-2:]


def distance(one: str, other: str, most: int) -> int:
    """Letters put in, left out, replaced or swapped with their neighbour (optimal string alignment); above
    ``most`` always ``most`` + 1.
    """
    if abs(len(one) - len(other)) > most:
        return most + 1
    before, row = list[int](), list(range(len(other) + 1))
    for at, letter in enumerate(one, 1):
        earlier, before, row = before, row, [at]
        for to, wanted in enumerate(other, 1):
            cost = min(before[to] + 1, row[to - 1] + 1, before[to - 1] + (letter != wanted))
            if at > 1 and to > 1 and letter == other[to - 2] and one[at - 2] == wanted:
                cost = min(cost, earlier[to - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return most + 1
    return row[-1]


def sound_of(word: str) -> str:
    """The skeleton of a word's sound: its consonants, those that are easily taken for each other made one.

    A vowel counts only at the beginning.
    """
    letters = "".join(each for each in plain(word.casefold()).translate(_CYRILLIC) if each.isascii() and each.isalpha())
    for pair, one in _TOGETHER:
        letters = letters.replace(pair, one)
    letters = letters.translate(_ALIKE)
    skeleton = "a" if letters[:1] in _VOWELS else ""
    for each in letters:
        if each not in _VOWELS and each != "h" and skeleton[-1:] != each:
            skeleton += each
    return skeleton


def _single(word: str) -> str:
    """A word without its doubled letters: nobody hears them."""
    return "".join(letter for at, letter in enumerate(word) if word[at - 1 : at] != letter)


def _allowed(length: int) -> int:
    return 1 if length < 8 else 2 if length < 11 else 3


def _differ_in_ending(one: str, other: str) -> bool:
    same = 0
    while same < min(len(one), len(other)) and one[same] == other[same]:
        same += 1
    return len(one) - same <= ENDING and len(other) - same <= ENDING - 1
