"""Portuguese, French and Spanish speech in reported speech, as far as closed lists of words carry; else None."""

from __future__ import annotations

import re

from server.core.reporting.romance_words import FRENCH_FEMININE, FRENCH_MASCULINE, FUTURES, GRAMMARS, Grammar
from server.core.reporting.voices import Reported, Role, Voice

_TOKEN = re.compile(r"\s+|[^\W\d_]+(?:['’-][^\W\d_]+)*|\d+(?:[.,]\d+)*%?|.")
_BROKEN = re.compile(r"[“”«»\"?¿!¡]|\.\.\.|…")
# "Proposes that the group publish": what follows is no present.
_MANDATIVE = re.compile(r"\s+qu(?:e\b|['’])", re.IGNORECASE)
_DONE = "\ue000"  # holds the place of a verb that is in its past already; no letter, so that no rule sees it
_REFLEXIVE = {"pt": r"(?:se\s+)?", "es": r"(?:se\s+|nos\s+)?", "fr": r"(?:(?:se|nous)\s+|s['’])?"}
_OPENERS = re.compile(r"^(?:(?:e|mas|então|et|mais|donc|alors|y|pero|entonces)\b,?\s+)+(?=[a-zà-ÿ])", re.IGNORECASE)


def report(sentence: str, language: str, voice: Voice) -> Reported | None:
    """The sentence in reported speech without its final stop; None where the rules do not carry it."""
    grammar = GRAMMARS[language]
    plain = _OPENERS.sub("", sentence.strip()).rstrip(" .;,")
    if not plain or _BROKEN.search(plain):
        return None
    direct = _direct(plain, language, grammar, voice)
    if direct is not None:
        return direct
    text, is_finite = _turned(plain, language, grammar)
    if not is_finite or re.search(grammar.spoken, text, re.IGNORECASE):
        return None
    return Reported(_opened(text, language, voice))


def _direct(sentence: str, language: str, grammar: Grammar, voice: Voice) -> Reported | None:
    """ "O Brasil apoia a proposta" behind its lead: "A delegação do Brasil" "apoiou a proposta"."""
    names = sorted({voice.name, *voice.aliases} - {""}, key=len, reverse=True)
    own = "|".join(re.escape(each) for each in names) or r"(?!)"
    match = re.match(
        rf"(?:{grammar.articles}(?:{own})\s+|{grammar.subjects}\s+)?(?P<self>{_REFLEXIVE[language]})(?P<verb>[^\W\d_]+)(?=\W|$)",
        sentence,
        re.IGNORECASE,
    )
    if match is None:
        return None
    verb, has_subject = match["verb"].casefold(), match.start("self") > 0
    is_plural = bool(re.search(r"(?:mos|ons)$", verb))
    if verb not in grammar.acts or not (has_subject or is_plural):
        return None
    if is_plural and voice.role is not Role.DELEGATION:
        return None
    reflexive, past = match["self"].casefold().strip(), grammar.acts[verb]
    if reflexive:
        past = f"s’est {past[2:]}" if language == "fr" else f"se {past}"
    rest = sentence[match.end() :]
    if not _MANDATIVE.match(rest):
        done: list[str] = []
        rest = _joined(rest, grammar, done) if voice.role is Role.DELEGATION else rest
        rest, _ = _turned(rest, language, grammar)
        for each in done:
            rest = rest.replace(_DONE, each, 1)
    if re.search(grammar.spoken, rest, re.IGNORECASE):
        return None
    return Reported(f" {past}{rest}", is_direct=True)


def clause(text: str, language: str) -> str | None:
    """What follows "it was agreed": a tense back, third person; None where the rules do not carry it."""
    grammar = GRAMMARS[language]
    plain = text.strip().rstrip(" .;,")
    if not plain or _BROKEN.search(plain):
        return None
    turned, _ = _turned(plain, language, grammar)
    return None if re.search(grammar.spoken, turned, re.IGNORECASE) else turned


def _joined(rest: str, grammar: Grammar, done: list[str]) -> str:
    """What the delegation does and is beside: "and thanks", "and is ready". What is in its past stands in ``done``."""
    tokens, before = _TOKEN.findall(rest), ""
    for at, each in enumerate(tokens):
        low = each.casefold()
        if low in grammar.acts and before in ("e", "et", "y"):
            done.append(grammar.acts[low])
            tokens[at] = _DONE
        elif low in grammar.feminine and before in grammar.backshift:
            tokens[at] = grammar.feminine[low]
        if each.strip():
            before = low
    return "".join(tokens)


def _possessive(match: re.Match[str]) -> str:
    """French "notre" as "son" or "sa", by the word behind it; as it is where that can't be told."""
    word = match["word"].casefold()
    if (
        re.match(r"[aeiouyhéèêàâîôû]", word)
        or word in FRENCH_MASCULINE
        or re.search(r"(?:age|ment|isme|eau|oir)$", word)
    ):
        return f"son {match['word']}"
    is_feminine = word in FRENCH_FEMININE or re.search(r"(?:[ts]ion|té|ie|[ae]nce|ure|ette|ise)$", word)
    return f"sa {match['word']}" if is_feminine else match.group()


def _turned(text: str, language: str, grammar: Grammar) -> tuple[str, bool]:
    """Verbs a tense back, first persons third, words of time; and whether any verb was found."""
    for pattern, later in grammar.times:
        text = re.sub(pattern, later, text, flags=re.IGNORECASE)
    if language == "fr":
        text = re.sub(r"\bnotre (?P<word>[^\W\d_]+)", _possessive, text, flags=re.IGNORECASE)
    future = text
    for pattern, later in FUTURES[language]:
        future = re.sub(pattern, later, future)
    is_finite = future != text or bool(re.search(grammar.pasts, future, re.IGNORECASE))
    tokens, before = _TOKEN.findall(future), ""
    for at, each in enumerate(tokens):
        low = each.casefold()
        if low in grammar.own:
            tokens[at] = _cased(grammar.own[low], each)
        elif low in grammar.backshift and before not in grammar.determiners and (low != "a" or language == "fr"):
            tokens[at] = _cased(grammar.backshift[low], each)
            is_finite = True
        elif low.endswith("-se") and low[:-3] in grammar.backshift:
            tokens[at] = f"{grammar.backshift[low[:-3]]}-se"
            is_finite = True
        if each.strip():
            before = low
    return "".join(tokens), is_finite


def _cased(word: str, like: str) -> str:
    return word[0].upper() + word[1:] if like[0].isupper() else word


def _opened(text: str, language: str, voice: Voice) -> str:
    first = re.match(r"[^\W\d_]+", text)
    if first is None:
        return text
    is_name = first.group() in voice.proper or text.startswith(voice.name)
    if is_name and not re.match(r"(?:[ao]s?|um|uma|em|na|no|el|la|los|las|en|le|les|l|un|une)\b", text, re.IGNORECASE):
        return text
    return text[0].lower() + text[1:]
