"""How strongly a paragraph binds: its opening verb and its binding words, compared across two languages.

A translation must not move a rung: "takes note" may not become "welcomes", nor "should" become "shall". Pure.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from server.core.versions.strength_table import LADDERS, LANGUAGES, MODALS, OPENINGS, WRITTEN

_VERB_LAST = frozenset({"ko"})
_TAIL = 14  # so many characters before its end a Korean sentence says what it does
_STOPS = " \t\n,;.:،؛。；，、!?\"'“”«»[]()"
_LABEL = re.compile(r"[\s\[(“«\"']*(?:\d{1,3}[.)]\s*)?")
_SUBJECT = re.compile(r"^(?:we|nous|мы|我们|우리는)\s*", re.IGNORECASE)
_PREPOSITION = re.compile(r"(?:\s(?:de|a|of|to|à|sobre|на|على|إلى)|\sب)$")
_QUOTED = re.compile(r"“[^”]*”|«[^»]*»|「[^」]*」|\"[^\"]*\"")
_OF_HER = re.compile(r"(?P<begin>وإذ |و|)ت(?P<stem>\w{2,})(?P<rest>(?:\s.*)?)")
# Between "We" and its verb: who speaks, and how.
_PREFIX = re.compile(
    r"(?:we|nous|nosotros|nós|мы|نحن|我们|우리는)?[,\s]*"
    r"(?:also|further|hereby|además|también|également|além disso|também|также|还|也|又)?[,\s]*",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Opening:
    """Characters ``start..end`` open a paragraph; ``keys``: the verbs that they may stand for; ``form``: which form.

    ``has_subject``: whether "We" stands in it.
    """

    start: int
    end: int
    text: str
    keys: frozenset[str]
    form: int
    has_subject: bool


def opening(text: str, language: str) -> Opening | None:
    """The verb that a paragraph opens with (Korean: ends with), None where it is none of the table."""
    if language not in LANGUAGES:
        return None
    return _last(text, language) if language in _VERB_LAST else _first(text, language)


def moved(before: str, after: str, source: str, target: str) -> tuple[str, ...]:
    """The words that bind more or less in ``after`` than in ``before``, as they stand there; empty where all is well.

    Of languages without a table nothing is said.
    """
    if source not in LANGUAGES or target not in LANGUAGES:
        return ()
    given, got = opening(before, source), opening(after, target)
    found: list[str] = []
    if given is not None and got is None:
        found.append(given.text)
    elif given is not None and got is not None and not given.keys & got.keys:
        found.append(f"{given.text} → {got.text}")
    elif given is None and got is not None and _ladder(got.keys) == "ask":
        found.append(got.text)
    return (*found, *_modals_moved(before, after, source, target))


def fitted(before: str, after: str, source: str, target: str) -> str:
    """A translation with its opening verb on the rung of its source, where both verbs are known and differ."""
    given, got = opening(before, source), opening(after, target)
    if given is None or got is None or given.keys & got.keys or target in _VERB_LAST:
        return after
    form = OPENINGS[_key(given)][target][given.form if given.form < WRITTEN else min(got.form, WRITTEN - 1)]
    form = form.rstrip("ـ") if got.has_subject else _without_subject(form).rstrip("ـ")
    return f"{after[: got.start]}{form}{after[got.end :]}" if form else after


def is_kept(before: str, after: str, source: str, target: str) -> bool:
    """Whether a translation opens with the verb of its source, where that is one of the table."""
    given, got = opening(before, source), opening(after, target)
    return given is None or target not in LANGUAGES or (got is not None and bool(given.keys & got.keys))


def rendering(text: str, source: str, target: str) -> tuple[str, str] | None:
    """The verb that a paragraph opens with, as it stands there, and as the target writes it; None where it has none."""
    given = opening(text, source)
    if given is None or target in _VERB_LAST or target not in LANGUAGES:
        return None
    written = verb(_key(given), target, given.form if given.form < WRITTEN else 0).rstrip("ـ")
    form = written if given.has_subject or source in _VERB_LAST else _without_subject(written)
    return (given.text, form) if form else None


def verb(key: str, language: str, form: int = 0) -> str:
    """A verb of the table: form 0 of a resolution, 1 of a communique, 2 of the preamble; empty where it has none."""
    forms = OPENINGS[key].get(language, ())
    return forms[form] if form < min(WRITTEN, len(forms)) else ""


def rung(key: str) -> tuple[str, int]:
    """The ladder and the place on it, from 1; a verb of no ladder has 0."""
    for ladder, keys in LADDERS.items():
        if key in keys:
            return ladder, keys.index(key) + 1
    return key, 0


def _key(found: Opening) -> str:
    """Of several verbs that a form may stand for the one of which it is the first wording."""
    return min(found.keys, key=lambda each: (found.text.casefold() not in _written(each), each))


@cache
def _written(key: str) -> frozenset[str]:
    return frozenset(form.casefold() for forms in OPENINGS[key].values() for form in forms[:WRITTEN])


def _first(text: str, language: str) -> Opening | None:
    label = _LABEL.match(text)
    skipped = label.end() if label else 0
    prefixed = _PREFIX.match(text, skipped)
    starts = {True: skipped, False: prefixed.end() if prefixed else skipped}
    for folded, keys, number, has_subject in _forms(language):
        start = starts[has_subject]
        end = start + len(folded)
        if text[start:end].casefold() == folded and _ends(text, end, folded):
            return Opening(start, end, text[start:end], keys, number, has_subject)
    return None


def _last(text: str, language: str) -> Opening | None:
    bare = text.rstrip(_STOPS)
    for folded, keys, number, has_subject in _forms(language):
        start = bare.rfind(folded)
        if start >= 0 and start + len(folded) >= len(bare) - 2 and start >= len(bare) - len(folded) - _TAIL:
            return Opening(start, start + len(folded), folded, keys, number, has_subject)
    return None


def _ends(text: str, end: int, form: str) -> bool:
    following = text[end : end + 1]
    is_open = not form[-1].isascii() and not form[-1].isalpha()
    return is_open or "\u4e00" <= form[-1] <= "\u9fff" or form.endswith("ـ") or not following.isalpha()


@cache
def _forms(language: str) -> tuple[tuple[str, frozenset[str], int, bool], ...]:
    """``(form, the verbs that it may stand for, its number, whether its subject stands in it)``: with a subject first,
    then the longest first."""
    found: dict[tuple[str, bool], tuple[set[str], int]] = {}
    for key, cells in OPENINGS.items():
        for number, written in enumerate(cells.get(language, ())):
            whole = written.rstrip("ـ")
            persons = _persons(whole) if language == "ar" else (whole,)
            bare = _without_subject(whole)
            for form in dict.fromkeys((*persons, bare)):
                for each in filter(None, dict.fromkeys((form, _PREPOSITION.sub("", form)))):
                    keys, _ = found.setdefault((each.casefold(), form == whole != bare), (set(), number))
                    keys.add(key)
    ordered = sorted(found.items(), key=lambda each: (not each[0][1], -len(each[0][0])))
    return tuple((form, frozenset(keys), number, whole) for (form, whole), (keys, number) in ordered)


def _persons(form: str) -> tuple[str, ...]:
    """An Arabic verb of the table as delegations and States say it, too; the first recital begins without "and"."""
    found = _OF_HER.fullmatch(form)
    if found is None:
        return (form,)
    begins = ("وإذ ", "إذ ") if found["begin"] == "وإذ " else (found["begin"],)
    stem = found["stem"]
    verbs = (f"ت{stem}", f"ي{stem}", f"ي{stem.removesuffix('و')}ون")
    return tuple(f"{begin}{each}{found['rest']}" for begin in begins for each in verbs)


def _without_subject(form: str) -> str:
    return _SUBJECT.sub("", form)


def _ladder(keys: frozenset[str]) -> str:
    ladders = {rung(key)[0] for key in keys}
    return ladders.pop() if len(ladders) == 1 else ""


def _modals_moved(before: str, after: str, source: str, target: str) -> list[str]:
    """Compared are the strongest and the weakest certain rung; a language may bind without a word (by its tenses)."""
    given, got = _modals(before, source), _modals(after, target)
    if not given or not got:
        return []
    highest, lowest = max(high for _, _, high in given), max(low for _, low, _ in given)
    up = [text for text, low, _ in got if low > highest]
    down = [] if any(high >= lowest for _, _, high in got) else [text for text, _, _ in got]
    return list(dict.fromkeys([*up, *down]))


def _modals(text: str, language: str) -> list[tuple[str, int, int]]:
    """``(word, its lowest rung, its highest)`` of each binding word outside of quotation marks."""
    plain = _QUOTED.sub(lambda quoted: " " * len(quoted.group()), text)
    order = LADDERS["modal"]
    found = []
    for names, pattern in MODALS[language].items():
        rungs = [order.index(name) + 1 for name in names.split(",")]
        found += [
            (match.group().strip(), min(rungs), max(rungs)) for match in re.finditer(pattern, plain, re.IGNORECASE)
        ]
    return found
