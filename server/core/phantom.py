"""Words that a speech model says when nobody speaks: loops, courtesies of video subtitles, impossible speed."""

from __future__ import annotations

import re

# What Whisper says over silence and music, by language; compared whole, without punctuation, case-folded.
PHRASES = {
    "en": {"thank you for watching", "thanks for watching", "you", "please subscribe", "bye", "thank you"},
    "pt": {"obrigado por assistir", "legendas pela comunidade amara org", "e aí"},
    "es": {
        "gracias por ver el video",
        "subtítulos realizados por la comunidad de amara org",
        "subtítulos por la comunidad de amara org",
    },
    "fr": {
        "sous titres réalisés par la communauté d amara org",
        "sous titrage st 501",
        "merci d avoir regardé cette vidéo",
    },
    "zh": {"请不吝点赞 订阅 转发 打赏支持明镜与点点栏目", "字幕由amara org社区提供"},
    "ja": {"ご視聴ありがとうございました"},
}
MAX_CHARACTERS_PER_SECOND = 35.0  # fast speech stays below 25; a phantom sentence over a click does not
LOOP_TIMES = 3


def is_phantom(text: str, language: str, seconds: float, mean_probability: float) -> bool:
    """Whether a text can't be what was said. A known phrase counts only when the model itself is in doubt."""
    plain = " ".join(re.sub(r"[^\w]+", " ", text).casefold().split())
    if not plain:
        return True
    if plain in PHRASES.get(language, set()) and (mean_probability < 0.6 or seconds < 0.5):
        return True
    return len(plain) / max(seconds, 0.1) > MAX_CHARACTERS_PER_SECOND or is_loop(plain)


def is_loop(plain: str) -> bool:
    """Whether the whole text is one to four words said three times or more."""
    words = plain.split()
    for size in range(1, 5):
        times = len(words) // size
        if times >= LOOP_TIMES and words == (words[:size] * (times + 1))[: len(words)]:
            return True
    return False
