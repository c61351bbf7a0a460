"""The words that a draft may add, by working language and form. Everything else in a draft is copied or computed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from server.core.drafting.wording import CLAUSES, FIRM, PARTICIPLES, SPOKEN, TABLES, VERBS
from server.core.errors import UnknownLanguage
from server.core.statement.marks import plain
from server.core.statement.statement import Form

LANGUAGES = tuple(TABLES)
# Templates with a computed number.
COUNTING = ("supported:many", "no_objection:many", "opening:communique:many", "opening:resolution:many")


def table(language: str) -> Mapping[str, str]:
    """The template words of a working language. Raises UnknownLanguage."""
    if language not in TABLES:
        raise UnknownLanguage(f"a statement is drafted in {', '.join(TABLES)}; found {language!r}")
    return TABLES[language]


def clauses(language: str) -> Mapping[str, str]:
    """The words around clauses that are made of copied ones; empty for a language in which words are only quoted."""
    return CLAUSES.get(language, {})


def verb(name: str, language: str, form: Form) -> str:
    """How an operative paragraph opens: "We welcome" or "Welcomes"."""
    return VERBS[language][form][name]


def is_opening(text: str, language: str) -> bool:
    """True for the paragraph that only names the parties."""
    if language not in TABLES:
        return False
    text = plain(text, language)
    patterns = (re.escape(TABLES[language][f"opening:{form}{many}"]) for form in Form for many in ("", ":many"))
    return any(re.fullmatch(re.sub(r"\\\{\w+\\\}", ".+", each) + r"\W?", text) for each in patterns)


@lru_cache(maxsize=256)
def filled(name: str, language: str) -> re.Pattern[str]:
    """What a template looks like with its names (``who``) and counts (``n``) filled in."""
    parts = (
        r"(?P<n>\d+)"
        if each == "{n}"
        else r"(?P<who>.+)"
        if each == "{who}"
        else ".*"
        if each[:1] == "{"
        else re.escape(each)
        for each in re.split(r"(\{\w+\})", {**clauses(language), **table(language)}[name].strip())
    )
    return re.compile("".join(parts))


def commits(text: str, language: str) -> str:
    """The words by which a paragraph opens as a commitment; empty where it does not."""
    match = filled("commitment:communique", language).match(text.split("“")[0])
    return match.group() if match else ""


def is_firm(words: str, language: str) -> bool:
    """True where words of a commitment commit; a translation must not move a rung."""
    return any(each in f" {words.casefold()} " for each in FIRM[language])


def participle(language: str) -> str:
    """How a preambular paragraph opens: "Taking note of"."""
    return PARTICIPLES[language]


def spoken(code: str, language: str) -> str:
    """ "in Korean": the language that something was said in, by its code where it has no name here."""
    return SPOKEN[language].get(code, code)


def all_words(language: str) -> str:
    """Everything that a template can bring, in one string; names and counts stand apart, verbs where they are glued."""
    verbs = [text for forms in VERBS[language].values() for text in forms.values()]
    filled = [
        re.sub(r"\{\w+\}", " ", text.replace("{participle}", participle(language)).replace("{verb}", verb))
        for text in (*table(language).values(), *clauses(language).values())
        for verb in (verbs if "{verb}" in text else [""])
    ]
    return " ".join([*filled, *verbs, *SPOKEN[language].values()])
