"""A sentence of the minutes as a record tells it: in reported speech where rules carry it, else in quotation marks."""

from __future__ import annotations

import re
from dataclasses import dataclass

from server.core.drafting.clip import address
from server.core.reporting import english, romance
from server.core.reporting.guard import is_faithful
from server.core.reporting.romance_words import GRAMMARS
from server.core.reporting.templates import table
from server.core.reporting.voices import Voice

_ELISION = re.compile(r"[aeiouyhéèêàâîôû]", re.IGNORECASE)
# "Disse que, em 2024, ..."
_APART = re.compile(r"(?:em|no|na|en|depuis|desde|durante|l[’'])\b[^,]{1,30},")
# What recognition and transcribers write down of hesitation, and a word said twice.
_HESITATION = re.compile(r"\b(?:uh|uhm|umm|erm|ehm|hm+|mm+|mhm|euh)\b[,.]?\s*", re.IGNORECASE)
_ENGLISH_HESITATION = re.compile(r"\b(?:um|er)\b[,.]?\s*", re.IGNORECASE)  # words of their own in Portuguese and German
_STAMMER = re.compile(r"\b([^\W\d]+(?:['’]\w+)?)(?:\s*[-–,]\s*|\s+)(?=\1\b)", re.IGNORECASE)
_SAFE_TWICE = frozenset({"that", "had", "very", "nous", "vous", "se"})


@dataclass(frozen=True, slots=True)
class Told:
    """A sentence as it is told behind its lead. ``is_quoted``: in its own words."""

    text: str
    is_quoted: bool


def told(sentence: str, language: str, voice: Voice, lead: str) -> Told:
    """``lead`` and the sentence, with a full stop. ``sentence`` is in ``language``."""
    bare = without_address(sentence, language)
    words = table(language)
    made = english.report(bare, voice) if language == "en" else None
    if language in GRAMMARS:
        made = romance.report(bare, language, voice)
    if _is_stumbling(sentence):
        made = None
    if made is not None and is_faithful(bare, made.text, language, voice):
        return Told(ended(f"{lead}{made.text if made.is_direct else _that(words['said'], made.text, language)}"), False)
    key = "asked" if bare.rstrip().endswith(("?", "？", "؟")) else "quoted"
    quoted = re.sub(r"[“”«»]", '"', bare.strip())
    return Told(f"{lead}{words[key].format(words=quoted)}{_stop(quoted, language)}", True)


def _is_stumbling(sentence: str) -> bool:
    """Speech that was begun anew more than once: rules that expect a sentence would make nonsense of it."""
    return len([each for each in _STAMMER.finditer(sentence) if each.group(1).casefold() not in _SAFE_TWICE]) > 1


def carried(rest: str, language: str, voice: Voice) -> str | None:
    """What follows "we agree" or "we decide", in reported speech; None where it has to be quoted."""
    made = english.clause(rest, voice) if language == "en" else None
    if language in GRAMMARS:
        made = romance.clause(rest, language)
    return made if made is not None and is_faithful(rest, made, language, voice) else None


def without_address(sentence: str, language: str) -> str:
    """The sentence without the words that only address the chair, with a capital; hesitations and stammers are gone."""
    bare = tidy(sentence[address(sentence) :], language)
    return bare[:1].upper() + bare[1:]


def tidy(text: str, language: str) -> str:
    """Without hesitations, and with a word that was said twice said once."""
    smooth = _HESITATION.sub("", text)
    smooth = _ENGLISH_HESITATION.sub("", smooth) if language == "en" else smooth
    smooth = _STAMMER.sub(lambda match: match.group() if match.group(1).casefold() in _SAFE_TWICE else "", smooth)
    return re.sub(r"\s{2,}", " ", smooth).strip()


def ended(text: str) -> str:
    """The text with a full stop."""
    return text if text.rstrip("”» ").endswith((".", "?", "!", "。")) else f"{text}."


def _that(said: str, clause: str, language: str) -> str:
    if language in GRAMMARS and _APART.match(clause):
        return f"{said.rstrip()}, {clause}"
    if language == "fr" and said.endswith("que ") and _ELISION.match(clause):
        return f"{said[:-2]}’{clause}"
    return f"{said}{clause}"


def _stop(quoted: str, language: str) -> str:
    return "" if quoted.endswith((".", "?", "!", "。", "？", "؟")) else "."
