"""The languages that Roundtable speaks of: names, script, direction, how numbers are written.

Pure data and look-ups; must know nothing of engines.
"""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType

from translation.errors import UnknownLanguage

_NARROW, _NO_BREAK = "\u202f", "\u00a0"


@dataclass(frozen=True, slots=True)
class Language:
    """One language: the scripts of its letters, whether words have spaces, its number separators."""

    code: str
    name: str
    native: str
    scripts: tuple[str, ...] = ("Latin",)
    direction: str = "ltr"
    is_spaced: bool = True
    group: str = ","
    decimal: str = "."


_ALL = (
    Language("en", "English", "English"),
    Language("pt", "Portuguese", "Português", group=".", decimal=","),
    Language("fr", "French", "Français", group=_NARROW, decimal=","),
    Language("es", "Spanish", "Español", group=".", decimal=","),
    Language("zh", "Chinese", "中文", ("Han",), is_spaced=False),
    Language("ja", "Japanese", "日本語", ("Han", "Kana"), is_spaced=False),
    Language("ko", "Korean", "한국어", ("Hangul",)),
    Language("ar", "Arabic", "العربية", ("Arabic",), direction="rtl"),
    Language("ru", "Russian", "Русский", ("Cyrillic",), group=_NO_BREAK, decimal=","),
    Language("de", "German", "Deutsch", group=".", decimal=","),
    Language("it", "Italian", "Italiano", group=".", decimal=","),
    Language("nl", "Dutch", "Nederlands", group=".", decimal=","),
    Language("pl", "Polish", "Polski", group=_NO_BREAK, decimal=","),
    Language("tr", "Turkish", "Türkçe", group=".", decimal=","),
    Language("uk", "Ukrainian", "Українська", ("Cyrillic",), group=_NO_BREAK, decimal=","),
    Language("id", "Indonesian", "Bahasa Indonesia", group=".", decimal=","),
    Language("vi", "Vietnamese", "Tiếng Việt", group=".", decimal=","),
    Language("th", "Thai", "ไทย", ("Thai",), is_spaced=False),
    Language("hi", "Hindi", "हिन्दी", ("Devanagari",)),
    Language("fa", "Persian", "فارسی", ("Arabic",), direction="rtl"),
    Language("he", "Hebrew", "עברית", ("Hebrew",), direction="rtl"),
)

LANGUAGES = MappingProxyType({language.code: language for language in _ALL})

# First and last code point of each script's letters: enough to tell one script from another.
_SCRIPTS = (
    ("Latin", 0x0041, 0x024F),
    ("Latin", 0x1E00, 0x1EFF),
    ("Latin", 0xFF21, 0xFF5A),
    ("Cyrillic", 0x0400, 0x052F),
    ("Hebrew", 0x0590, 0x05FF),
    ("Arabic", 0x0600, 0x077F),
    ("Arabic", 0xFB50, 0xFEFC),
    ("Devanagari", 0x0900, 0x097F),
    ("Thai", 0x0E00, 0x0E7F),
    ("Kana", 0x3040, 0x30FF),
    ("Han", 0x3400, 0x4DBF),
    ("Han", 0x4E00, 0x9FFF),
    ("Hangul", 0x1100, 0x11FF),
    ("Hangul", 0xAC00, 0xD7AF),
)


def base_code(tag: str) -> str:
    """The language of a BCP 47 tag: ``pt-BR`` gives ``pt``. Any case, ``_`` or ``-``."""
    return tag.strip().replace("_", "-").split("-", 1)[0].lower()


def language(tag: str) -> Language:
    """The language of a tag. Raises UnknownLanguage with the codes that are known."""
    found = LANGUAGES.get(base_code(tag))
    if found is None:
        raise UnknownLanguage(f"unknown language {tag!r}; known are {', '.join(sorted(LANGUAGES))}", language=tag)
    return found


def script_of(letter: str) -> str:
    """The script of one letter; empty for digits, marks and scripts that are not in the table."""
    if not letter.isalpha():
        return ""
    point = ord(letter)
    return next((name for name, first, last in _SCRIPTS if first <= point <= last), "")


def share_written_in(text: str, target: Language) -> float:
    """The share (0 to 1) of the text's letters that belong to the target's scripts; 1 when it has no letters."""
    scripts = [script_of(letter) for letter in text if letter.isalpha()]
    if not scripts:
        return 1.0
    return sum(script in target.scripts for script in scripts) / len(scripts)
