"""Words that a speech model says when nobody speaks: loops, courtesies of video subtitles, impossible speed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Protocol, TypeVar

# What Whisper says over silence and music, by language; compared whole, without punctuation, case-folded.
PHRASES = {
    "en": {
        "bye", "bye bye", "hmm", "i m sorry", "music", "oh", "okay", "please subscribe",
        "see you in the next video", "see you next time", "so", "subscribe to my channel",
        "subtitles by the amara org community", "thank you", "thank you for watching",
        "thank you so much for watching", "thank you very much", "thanks for watching", "the end", "you",
    },
    "pt": {
        "até a próxima", "e aí", "inscreva se no canal", "legendado por", "legendas pela comunidade amara org",
        "música", "obrigada por assistir", "obrigado", "obrigado por assistir", "tchau",
    },
    "es": {
        "gracias", "gracias por ver", "gracias por ver el video", "hasta la próxima", "música",
        "subtítulos por la comunidad de amara org", "subtítulos realizados por la comunidad de amara org",
        "suscríbete", "suscríbete al canal",
    },
    "fr": {
        "abonnez vous", "merci", "merci d avoir regardé", "merci d avoir regardé cette vidéo", "musique",
        "sous titrage fr 2021", "sous titrage société radio canada", "sous titrage st 501",
        "sous titres réalisés par la communauté d amara org",
        "sous titres réalisés para la communauté d amara org",
    },
    "de": {
        "untertitel der amara org community", "untertitelung des zdf 2020", "vielen dank",
        "vielen dank fürs zuschauen",
    },
    "it": {
        "grazie", "sottotitoli creati dalla comunità amara org", "sottotitoli e revisione a cura di qtss",
    },
    "ru": {
        "продолжение следует", "редактор субтитров а семкин корректор а егорова", "спасибо за просмотр",
        "субтитры сделал dimatorzok",
    },
    "ar": {
        "اشتركوا في القناة", "ترجمة نانسي قنقر", "شكرا على المشاهدة",
    },
    "ko": {
        "mbc 뉴스 이덕영입니다", "감사합니다", "구독과 좋아요 부탁드립니다", "시청해 주셔서 감사합니다",
        "시청해주셔서 감사합니다",
    },
    "zh": {
        "中文字幕志愿者 李宗盛", "字幕由amara org社区提供", "字幕由amara org社區提供",
        "請不吝點贊 訂閱 轉發 打賞支持明鏡與點點欄目", "謝謝觀看",
        "请不吝点赞 订阅 转发 打赏支持明镜与点点栏目", "谢谢大家", "谢谢观看",
    },
    "ja": {
        "ありがとうございました", "おやすみなさい", "ご視聴ありがとうございました",
        "チャンネル登録をお願いいたします", "字幕視聴ありがとうございました",
    },
}  # fmt: skip
MAX_CHARACTERS_PER_SECOND = 35.0  # fast speech stays below 25; a phantom sentence over a click does not
MAX_WIDE_PER_SECOND = 12.0  # characters of Chinese or Japanese; fast speech stays below 8
NO_BELIEF = 0.25  # mean probability of a sentence that nobody said
DOUBT = 0.6  # mean probability below which the model itself doubts
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
    """Whether a text can't be what was said. A known phrase counts only when the model itself is in doubt."""
    plain = " ".join(re.sub(r"[^\w]+", " ", text).casefold().split())
    if not plain:
        return True
    if plain in PHRASES.get(language, set()) and (mean_probability < DOUBT or seconds < 0.3):
        return True
    return len(plain) / max(seconds, 0.1) > MAX_CHARACTERS_PER_SECOND or is_loop(plain, mean_probability)


def is_loop(plain: str, mean_probability: float = 0.0) -> bool:
    """Whether the whole text is one to eight words (or, without spaces, characters) said three times or more.

    One word said three or four times is believed when the model is sure of it.
    """
    words = plain.split()
    if len(words) == 1 and not plain.isascii():
        words = list(plain)
    for size in range(1, LONGEST_LOOP + 1):
        least = SPOKEN_TIMES if size == 1 and mean_probability >= DOUBT else LOOP_TIMES
        times = len(words) // size
        if times >= least and words == (words[:size] * (times + 1))[: len(words)]:
            return True
    return False


def is_afterthought(text: str, seconds: float, mean_probability: float, has_spaces: bool = True) -> bool:
    """Whether the last sentence of several is what the model went on to say after the speaker had stopped."""
    fastest = MAX_CHARACTERS_PER_SECOND if has_spaces else MAX_WIDE_PER_SECOND
    letters = len(re.sub(r"[^\w]+", "", text))
    return mean_probability < NO_BELIEF or letters / max(seconds, 0.15) > fastest


def without_loops(words: Sequence[SpokenWord]) -> list[SpokenWord]:
    """The words with each run of the same n-gram (three times or more; a single word five times) cut down to one."""
    return [words[place] for place in unrepeated([word.text for word in words])]


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
