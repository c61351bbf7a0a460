"""Words that a speech model says when nobody speaks: loops, credits and courtesies of videos, impossible speed.

Each rule needs a reason that true speech does not give: what people do say is dropped only when the model doubts it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Protocol, TypeVar

from server.core.hearing.phrases import ANSWERS, COURTESIES, CREDIT_LETTERS, CREDITS, FAREWELLS, SOUNDS

MAX_CHARACTERS_PER_SECOND = 35.0  # fast speech stays below 25; a phantom sentence over a click does not
MAX_WIDE_PER_SECOND = 12.0  # characters of Chinese or Japanese; fast speech stays below 8
NO_BELIEF = 0.25  # mean probability of a sentence that nobody said
# Seen with base: phrases heard in music and murmurs 0.09 to 0.36, short phrases that people said from 0.39 on, a mere
# "No." from 0.26 on, courtesies from 0.32 on.
LITTLE_BELIEF = 0.38
BRIEF_BELIEF = 0.6  # of several words in less than BRIEF_S: what a cough was heard as had up to 0.58
COURTESY_DOUBT = 0.32
LONGEST_ACRONYM = 6  # letters; a longer word in capitals is the label of a sound
SHORT_LETTERS = 6  # of an answer, such as "yes": believed with little probability
DOUBT = 0.6  # mean probability below which the model itself doubts
CERTAIN = 0.85  # and above which it is believed even of a video's farewell
# How long a letter takes to say, in letters of a Latin script: kana and Hangul two, Chinese characters three.
SHARES = (("\u3400", "\u9fff", 3), ("\u3041", "\u30ff", 2), ("\uac00", "\ud7a3", 2))
STUTTER = 6  # the same letter in a row: no word of any language has so many
MIN_PHRASE_S = 0.5  # nobody says a farewell in less
MIN_COURTESY_S = 0.15
SHORT_S, BRIEF_S = 2.0, 0.8  # an utterance so short in which the model believes little is a noise
LOOP_TIMES = 3
SPOKEN_TIMES = 5  # a single word may be said three or four times: "no, no, no"
LONGEST_LOOP = 8  # words of a text that is nothing but a loop
LONGEST_RUN = 20  # words of a loop inside a text


class Spoken(Protocol):
    """A word with its text."""

    @property
    def text(self) -> str: ...


SpokenWord = TypeVar("SpokenWord", bound=Spoken)


def is_phantom(text: str, language: str, seconds: float, mean_probability: float) -> bool:
    """Whether a text can't be what was said. What people say as well counts only when the model itself is in doubt.

    ``seconds``: of speech between two pauses; a piece of running speech is judged with the length of the whole.
    """
    plain = _plain(text)
    if not plain or _is_credit(plain) or plain in SOUNDS:
        return True
    base = language.split("-")[0].casefold()
    if mean_probability < DOUBT and _is_label(text):
        return True
    if plain in FAREWELLS.get(base, ()) and (mean_probability < CERTAIN or seconds < MIN_PHRASE_S):
        return True
    if plain in COURTESIES.get(base, ()):
        if mean_probability < COURTESY_DOUBT or seconds < MIN_COURTESY_S:
            return True
    elif plain not in ANSWERS and _is_disbelieved(plain, seconds, mean_probability):
        return True
    return _is_too_fast(plain, seconds) or _stutters(plain) or is_loop(plain, mean_probability)


def _is_label(text: str) -> bool:
    """Whether it is all in capitals, as subtitles name sounds, and not of acronyms only."""
    return text.isupper() and any(len(word) > LONGEST_ACRONYM for word in re.findall(r"[^\W\d_]+", text))


def is_loop(plain: str, mean_probability: float = 0.0) -> bool:
    """Whether the whole text is one to eight words (or, without spaces, characters) said three times or more.

    The last time may be cut off in mid-word. One word said three or four times is believed when the model is sure of
    it; one that it doubts is not believed even twice where the second was cut off.
    """
    words = plain.split()
    if len(words) == 1 and not plain.isascii():
        words = list(plain)
    if len(words) == 2 and mean_probability < DOUBT and 2 <= len(words[1]) < len(words[0]):
        return words[0].startswith(words[1])
    for size in range(1, LONGEST_LOOP + 1):
        repeated = (words[:size] * len(words))[: len(words)]
        is_cut = words != repeated and repeated[-1].startswith(words[-1])
        if words[:-1] != repeated[:-1] or not (is_cut or words == repeated):
            continue
        least = SPOKEN_TIMES if size == 1 and not is_cut and mean_probability >= DOUBT else LOOP_TIMES
        if (len(words) - is_cut) // size >= least:
            return True
    return False


def is_afterthought(text: str, seconds: float, mean_probability: float, has_spaces: bool = True) -> bool:
    """Whether the last sentence of several is what the model went on to say after the speaker had stopped."""
    if _is_credit(_plain(text)):
        return True
    fastest = MAX_CHARACTERS_PER_SECOND if has_spaces else MAX_WIDE_PER_SECOND
    letters = len(re.sub(r"[^\w]+", "", text))
    return mean_probability < NO_BELIEF or letters / max(seconds, 0.15) > fastest


def without_loops(words: Sequence[SpokenWord]) -> list[SpokenWord]:
    """The words with each run of the same n-gram (three times or more; a single word five times) cut down to one."""
    return [words[place] for place in unrepeated([word.text for word in words])]


def without_echo(words: Sequence[SpokenWord]) -> list[SpokenWord]:
    """The words without an end that only says again what stands right before it.

    Short sounds are often filled up like that; what is really said twice is shown with what follows it.
    """
    kept, plain = list(words), [re.sub(r"[^\w]+", "", word.text).casefold() for word in words]
    size = len(plain) // 2
    while size:
        if plain[-size:] == plain[-2 * size : -size]:
            kept, plain = kept[:-size], plain[:-size]
            size = len(plain) // 2
        else:
            size -= 1
    return kept


def said_once(text: str) -> str:
    """A text without loops, and without its second half when that only repeats the first (four words or more)."""
    words = text.split()
    words = [words[place] for place in unrepeated(words)]
    half = len(words) // 2
    plain = [re.sub(r"[^\w]+", "", word).casefold() for word in words]
    if half >= 4 and plain[:half] == plain[half:]:
        words = words[:half]
    return " ".join(words)


def unrepeated(words: Sequence[str]) -> list[int]:
    """The places of the words that stay when each loop is cut down to what was said once."""
    plain = [re.sub(r"[^\w]+", "", word).casefold() for word in words]
    kept: list[int] = []
    place = 0
    while place < len(words):
        size, times = _run(plain, place)
        kept += range(place, place + size)
        place += size * times
    return kept


def _run(plain: Sequence[str], place: int) -> tuple[int, int]:
    """The n-gram that is repeated from ``place`` on, and how often: (1, 1) for an ordinary word."""
    for size in range(1, min(LONGEST_RUN, (len(plain) - place) // 2) + 1):
        gram = plain[place : place + size]
        times = 1
        while plain[place + times * size : place + (times + 1) * size] == gram:
            times += 1
        if any(gram) and times >= (SPOKEN_TIMES if len(set(gram)) == 1 else LOOP_TIMES):
            return size, times
    return 1, 1


def _plain(text: str) -> str:
    """A text as the lists have it: Arabic without vowel signs, everything else without punctuation, case-folded."""
    bare = re.sub(r"[\u064b-\u0652\u0640]+", "", text)
    return " ".join(re.sub(r"[^\w\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]+", " ", bare).casefold().split())


def _is_credit(plain: str) -> bool:
    """Whether a text is short and holds what only subtitles say."""
    return len(plain) <= CREDIT_LETTERS and CREDITS.search(plain) is not None


def _is_disbelieved(plain: str, seconds: float, mean_probability: float) -> bool:
    """Whether an utterance is so short, and the model so unsure, that it was a noise."""
    if seconds >= SHORT_S:
        return False
    if len(plain) <= SHORT_LETTERS:
        return mean_probability < NO_BELIEF
    return mean_probability < (BRIEF_BELIEF if seconds < BRIEF_S else LITTLE_BELIEF)


def _is_too_fast(plain: str, seconds: float) -> bool:
    length = sum(next((share for low, high, share in SHARES if low <= sign <= high), 1) for sign in plain)
    return length / max(seconds, 0.1) > MAX_CHARACTERS_PER_SECOND


def _stutters(plain: str) -> bool:
    """Whether one letter over and over makes up half of a text."""
    run = max((len(found[0]) for found in re.finditer(r"(\w)\1*", plain)), default=0)
    return run >= STUTTER and 2 * run >= len(plain)
