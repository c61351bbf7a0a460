"""Square brackets of a zero draft as structure: nested ones, alternatives, labels, and who is named in them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from server.core.errors import TooLarge
from server.core.zero.owners import beside, named_in

# "[bis]", "[Alt. 2: ...", "[Option B: ...": which alternative it is.
_LABEL = re.compile(
    r"\[\s*(?:(?P<word>bis|ter|quater)\b|(?:alt(?:ernative|\.)?|option|opción|opção|вариант|备选案文|选项|대안|البديل|الخيار)"
    r"\s*(?:(?P<number>[1-4])(?!\d)|(?P<letter>[A-D])\b|(?P<han>[一二三四])))\s*[:：.\]–-]?",
    re.IGNORECASE,
)
# So many brackets may a paragraph have.
MOST_BRACKETS = 200
_LABELS = ("", "bis", "ter", "quater")
_BETWEEN = re.compile(r"\s*(?:/|\bor\b|\bou\b|\bo\b|或|또는|или|أو)\s*", re.IGNORECASE)
_EMPTY = re.compile(r"\[\s*(?:\.{2,}|…|_+)?\s*\]")
# More words in a bracket, and a slash without spaces is part of a word: "customs/border agencies".
_SHORT_WORDS = 6
# A slash that is part of one expression: "and/or", symbols and numbers of documents ("A/RES/70/1", "resolution 70/1"),
# dates and years ("12/05/2027", "2026/27"), and the months of Arabic documents, which bear both their names.
_BOTH = "and/or|et/ou|y/o|e/ou|и/или|و/أو"
_MONTHS = (
    r"كانون\s+(?:الثاني|الأول)/(?:يناير|ديسمبر)|شباط/فبراير|آذار/مارس|نيسان/[أإا]بريل|أيار/مايو|حزيران/يوني[هو]|تموز/يولي[هو]"
    r"|آب/أغسطس|أيلول/سبتمبر|تشرين\s+(?:الثاني|الأول)/(?:نوفمبر|أكتوبر)"
)
_RESOLUTION = r"(?:r[eé]solu|deci[sc]i|décisi|decis)\w+|(?:резолюци|решени)\w+|(?:ال)?(?:قرار|مقرر)|결의"
_ONE_EXPRESSION = re.compile(
    rf"(?<!\w)(?:{_BOTH}|{_MONTHS}|(?-i:[A-Z]{{1,8}}(?=[\w./-]*/[A-Za-z.]*\d)(?:/[A-Z0-9][\w.-]*)+)"
    rf"|(?:{_RESOLUTION})\s+\d{{1,3}}/\d{{1,3}}[A-Z]?|\d{{1,2}}/\d{{1,2}}/\d{{2,4}}|(?:19|20)\d\d/\d{{2}})(?!\w)"
    r"|[和及]/或|및/또는|第\s*\d{1,3}/\d{1,3}\s*号",
    re.IGNORECASE,
)
# Brackets side by side are a choice where they are so short; longer ones where they begin or end alike, too.
_CHOICE_WORDS, _CHOICE_CHARACTERS = 3, 40
# What begins so is said besides the words before it, never in their place.
_JOINING = re.compile(
    r"[,;:.،，、；)–-]|(?:and|as well as|including|such as|with|without|et|ainsi que|y compris|y|así como|incluid[oa]s?"
    r"|e|bem como|incluindo|и|а также|включая)\b|و|和|及|以及|包括|및|그리고",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Alternative:
    """Characters ``start..end``: a wording that a bracket leaves the choice of; the first has no label.

    ``owners``: who wants it, where it says so itself.
    """

    start: int
    end: int
    label: str
    owners: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Held:
    """Characters ``start..end`` of a text, both signs included. ``owners``: codes, or names that are no delegation's.

    ``begin``, ``finish``: where its words begin and end, without a label and names; ``after``: where the text goes on,
    behind names in parentheses. ``within``: the place in the list of the bracket around it, None for an outer one.
    ``beside``: the place of the one that it is an alternative of ("[A] / [B]", "[A] [B]"), with its ``label``;
    ``is_guessed``: nothing but their place side by side says so. ``is_bare``: it lacks a sign.
    """

    start: int
    end: int
    owners: tuple[str, ...] = ()
    label: str = ""
    alternatives: tuple[Alternative, ...] = ()
    within: int | None = None
    beside: int | None = None
    begin: int = 0
    finish: int = 0
    after: int = 0
    is_bare: bool = False
    is_guessed: bool = False


def held_in(text: str, codes: Mapping[str, str]) -> tuple[tuple[Held, ...], tuple[tuple[str, int], ...]]:
    """The brackets of a text, outer ones first, and its faults ``(code, place)``: unclosed, unopened, empty.

    ``codes``: as ``codes_of`` makes them. A bracket that does not close goes to the
    end of the text, one that does not open begins at its start: nothing that stood in brackets comes out of them.
    Raises TooLarge.
    """
    if text.count("[") + text.count("]") > 2 * MOST_BRACKETS:
        raise TooLarge(f"a paragraph has {MOST_BRACKETS} brackets at most; found more in {text[:60]!r}")
    spans, faults = _spans(text)
    found = [replace(_read(text, start, end, codes), is_bare=is_bare) for start, end, is_bare in spans]
    for place, each in enumerate(found):
        around = [at for at, one in enumerate(found) if at != place and one.start <= each.start and each.end <= one.end]
        found[place] = replace(
            each, within=max(around, key=lambda at: (found[at].start, -found[at].end)) if around else None
        )
    for place, each in enumerate(found):
        inner = [one for one in found if one.within == place]
        found[place] = replace(each, alternatives=_alternatives(text, each, inner, codes))
    faults += [("empty", match.start()) for match in _EMPTY.finditer(text)]
    return tuple(_beside(text, found)), tuple(sorted(faults, key=lambda fault: fault[1]))


def _spans(text: str) -> tuple[list[tuple[int, int, bool]], list[tuple[str, int]]]:
    opened: list[int] = []
    spans: list[tuple[int, int, bool]] = []
    faults: list[tuple[str, int]] = []
    for place, sign in enumerate(text):
        if sign == "[":
            opened.append(place)
        elif sign == "]" and opened:
            spans.append((opened.pop(), place + 1, False))
        elif sign == "]":
            faults.append(("unopened", place))
            spans.append((0, place + 1, True))
    for place in opened:
        faults.append(("unclosed", place))
        spans.append((place, len(text), True))
    return sorted(spans, key=lambda span: (span[0], -span[1])), faults


def _read(text: str, start: int, end: int, codes: Mapping[str, str]) -> Held:
    inside = text[start:end]
    first, last = start + inside.startswith("["), end - inside.endswith("]")
    label = _LABEL.match(inside)
    if label:
        first = min(start + label.end(), last)
    named = named_in(text, first, last, codes)
    owners, after = named.owners, end
    if not owners and inside.endswith("]"):
        owners, after = beside(text, end, codes)
    begin, finish = (named.begin, named.finish) if named.begin < named.finish else (start + 1, last)
    return Held(start, end, owners, _which(label), begin=begin, finish=finish, after=after)


def _which(label: re.Match[str] | None) -> str:
    if label is None:
        return ""
    if label["word"]:
        return label["word"].lower()
    at = int(label["number"]) if label["number"] else 0
    at = at or ("ABCD".index(label["letter"].upper()) + 1 if label["letter"] else "一二三四".index(label["han"]) + 1)
    return _LABELS[at - 1]


def _alternatives(text: str, each: Held, inner: list[Held], codes: Mapping[str, str]) -> tuple[Alternative, ...]:
    """The wordings between slashes, outside of brackets within; or those that begin with names of their own."""
    first = each.start + text[each.start : each.end].startswith("[")
    begin, end = (first, each.end - text[: each.end].endswith("]")) if each.owners else (each.begin, each.finish)
    body = list(text[begin:end])
    for one in inner:
        for place in range(max(one.start, begin), min(one.end, end)):
            body[place - begin] = "\0"
    plain = _ONE_EXPRESSION.sub(lambda found: found[0].replace("/", "\0"), "".join(body))
    pattern = r"\s+/\s+" if len(plain.split()) > _SHORT_WORDS or " / " in plain else r"\s*/\s*"
    named = _cut(text, begin, plain, r"\s*(?:[;；|]|\s/\s)\s*", codes)
    if len(named) > 1 and all(one.owners for one in named):
        return named
    begin, plain = each.begin, plain[each.begin - begin : each.finish - begin]
    return _cut(text, begin, plain, pattern, {})


def _cut(text: str, begin: int, plain: str, pattern: str, codes: Mapping[str, str]) -> tuple[Alternative, ...]:
    """The wordings of a bracket between what matches; none where one is empty or there are too many."""
    cuts = [match.span() for match in re.finditer(pattern, plain)]
    if not cuts or len(cuts) >= len(_LABELS):
        return ()
    edges = [0, *(edge for cut in cuts for edge in cut), len(plain)]
    found = [named_in(text, begin + edges[at], begin + edges[at + 1], codes) for at in range(0, len(edges), 2)]
    if any(one.begin >= one.finish for one in found):
        return ()
    return tuple(Alternative(one.begin, one.finish, _LABELS[at], one.owners) for at, one in enumerate(found))


def _beside(text: str, found: list[Held]) -> list[Held]:
    """Brackets with nothing but a slash or an "or" between them leave the choice between them.

    So do those with nothing between them, where their labels, their owners or their words make a choice of them.
    """
    made = list(found)
    for place, each in enumerate(found):
        before = [at for at, one in enumerate(found) if one.within == each.within and one.end <= each.start]
        if not before:
            continue
        last = max(before, key=lambda at: found[at].end)
        between = text[found[last].after : each.start]
        is_said = bool(_BETWEEN.fullmatch(between)) or bool(each.label and not between.strip())
        is_sure = not between.strip() and _is_sure_choice(text, found[last], each)
        is_guessed = not between.strip() and not is_said and not is_sure and _is_likely_choice(text, found[last], each)
        if is_said or is_sure or is_guessed:
            first = made[last].beside if made[last].beside is not None else last
            rank = 1 + sum(one.beside == first for one in made)
            if rank < len(_LABELS):
                made[place] = replace(each, beside=first, label=each.label or _LABELS[rank], is_guessed=is_guessed)
    return made


def _is_sure_choice(text: str, one: Held, other: Held) -> bool:
    """Whether their owners differ, or they begin or end with the same word, or both hold figures."""
    first, second = text[one.begin : one.finish].strip().casefold(), text[other.begin : other.finish].strip().casefold()
    if not first or not second or _JOINING.match(second) or one.is_bare or other.is_bare:
        return False
    if one.owners and other.owners and not set(one.owners) & set(other.owners):
        return True
    is_long = max(len(first.split()), len(second.split())) > 4 * _CHOICE_WORDS
    edges = [(each.split()[0], each.split()[-1]) for each in (first, second)]
    has_figures = all(any(sign.isdigit() for sign in each) for each in (first, second))
    return not is_long and (edges[0][0] == edges[1][0] or edges[0][1] == edges[1][1] or has_figures)


def _is_likely_choice(text: str, one: Held, other: Held) -> bool:
    """Whether both are so short that one stands in the place of the other: "[shall] [should]"."""
    parts = [text[each.begin : each.finish].strip() for each in (one, other)]
    if not all(parts) or _JOINING.match(parts[1]) or one.is_bare or other.is_bare:
        return False
    return all(len(each.split()) <= _CHOICE_WORDS and len(each) <= _CHOICE_CHARACTERS for each in parts)
