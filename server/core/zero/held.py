"""Square brackets of a zero draft as structure: nested ones, alternatives, labels, and who is named in them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

# "[bis]", "[Alt. 2: ...": which alternative it is.
_LABEL = re.compile(
    r"\[\s*(?:(?P<word>bis|ter|quater)\b|alt(?:ernative|\.)?\s*(?P<number>[1-4])\b)\s*[:.\]–-]?", re.IGNORECASE
)
_LABELS = ("", "bis", "ter", "quater")
_HEAD = re.compile(r"\[\s*(?P<names>[^\[\]:：“”\n]{1,120}?)\s*[:：]\s*")
_TAIL = re.compile(r"\s*\((?P<names>[^()\[\]\n]{1,80})\)")
_BETWEEN = re.compile(r"\s*(?:/|\bor\b|\bou\b|\bo\b|或|또는|или|أو)\s*", re.IGNORECASE)
_SPLIT = re.compile(r"\s*(?:[,;/&+]|\band\b|\bet\b|\by\b|\be\b|和|및|и|و(?=\w))\s*")
_CODE = re.compile(r"[A-Z][A-Z0-9&/-]{1,11}")
_EMPTY = re.compile(r"\[\s*(?:\.{2,}|…|_+)?\s*\]")
# More words in a bracket, and a slash without spaces is part of a word: "customs/border agencies".
_SHORT_WORDS = 6


@dataclass(frozen=True, slots=True)
class Alternative:
    """Characters ``start..end``: a wording that a bracket leaves the choice of; the first has no label."""

    start: int
    end: int
    label: str


@dataclass(frozen=True, slots=True)
class Held:
    """Characters ``start..end`` of a text, both signs included. ``owners``: codes, or names that are no delegation's.

    ``begin``: where its words begin, behind a label or names; ``after``: where the text goes on, behind names in
    parentheses. ``within``: the place in the list of the bracket around it, None for an outer one. ``beside``: the
    place of the one that it is an alternative of ("[A] / [B]"), with its ``label``. ``is_bare``: it lacks a sign.
    """

    start: int
    end: int
    owners: tuple[str, ...] = ()
    label: str = ""
    alternatives: tuple[Alternative, ...] = ()
    within: int | None = None
    beside: int | None = None
    begin: int = 0
    after: int = 0
    is_bare: bool = False


def held_in(text: str, codes: Mapping[str, str]) -> tuple[tuple[Held, ...], tuple[tuple[str, int], ...]]:
    """The brackets of a text, outer ones first, and its faults ``(code, place)``: unclosed, unopened, empty.

    ``codes``: the delegations' codes by their names and codes in lower case. A bracket that does not close goes to the
    end of the text, one that does not open begins at its start: nothing that stood in brackets comes out of them.
    """
    spans, faults = _spans(text)
    found = [replace(_read(text, start, end, codes), is_bare=is_bare) for start, end, is_bare in spans]
    for place, each in enumerate(found):
        around = [at for at, one in enumerate(found) if at != place and one.start <= each.start and each.end <= one.end]
        found[place] = replace(
            each, within=max(around, key=lambda at: (found[at].start, -found[at].end)) if around else None
        )
    for place, each in enumerate(found):
        found[place] = replace(each, alternatives=_alternatives(text, each, found))
    faults += [("empty", match.start()) for match in _EMPTY.finditer(text)]
    return tuple(_beside(text, found)), tuple(sorted(faults, key=lambda fault: fault[1]))


def owners_of(names: str, codes: Mapping[str, str]) -> tuple[str, ...]:
    """Who is named: all of it must be delegations, or abbreviations in capitals ("G77"), else nobody is."""
    parts = [each for each in _SPLIT.split(names.strip()) if each]
    whole = codes.get(_folded(names))
    if whole:
        return (whole,)
    known = [codes.get(_folded(each)) or (each if _CODE.fullmatch(each) else "") for each in parts]
    return tuple(dict.fromkeys(known)) if parts and all(known) else ()


def _folded(name: str) -> str:
    bare = name.strip().casefold()
    return bare.removeprefix("the ")


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
    label = _LABEL.match(inside)
    name = ""
    if label:
        name = (label["word"] or _LABELS[int(label["number"]) - 1]).lower()
    head, tail = _HEAD.match(inside), _TAIL.match(text, end)
    owners = owners_of(head["names"], codes) if head and not label else ()
    begin, after = start + (inside[:1] == "["), end
    if owners and head:
        begin = start + head.end()
    elif label and label.end() < len(inside):
        begin = start + label.end() + len(inside[label.end() :]) - len(inside[label.end() :].lstrip())
    elif not owners and tail:
        owners = tuple(each for each in owners_of(tail["names"], codes) if each in codes.values())
        after = tail.end() if owners else end
    return Held(start, end, owners, name, begin=begin, after=after)


def _alternatives(text: str, each: Held, all_held: list[Held]) -> tuple[Alternative, ...]:
    """The wordings between slashes, outside of brackets within."""
    begin, end = each.begin, each.end - (text[each.end - 1 : each.end] == "]")
    inner = [one for one in all_held if one is not each and each.start <= one.start and one.end <= each.end]
    body = list(text[begin:end])
    for one in inner:
        for place in range(max(one.start, begin), min(one.end, end)):
            body[place - begin] = "\0"
    plain = "".join(body)
    pattern = r"\s+/\s+" if len(plain.split()) > _SHORT_WORDS or " / " in plain else r"\s*/\s*"
    cuts = [match.span() for match in re.finditer(pattern, plain)]
    if not cuts or len(cuts) >= len(_LABELS):
        return ()
    edges = [0, *(edge for cut in cuts for edge in cut), len(plain)]
    spans = [(begin + edges[at], begin + edges[at + 1]) for at in range(0, len(edges), 2)]
    trimmed = [_trimmed(text, *span) for span in spans]
    if any(start >= stop for start, stop in trimmed):
        return ()
    return tuple(Alternative(start, stop, _LABELS[at]) for at, (start, stop) in enumerate(trimmed))


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    part = text[start:end]
    return start + len(part) - len(part.lstrip()), end - (len(part) - len(part.rstrip()))


def _beside(text: str, found: list[Held]) -> list[Held]:
    """Brackets with nothing but a slash or an "or" between them leave the choice between them."""
    made = list(found)
    for place, each in enumerate(found):
        before = [at for at, one in enumerate(found) if one.within == each.within and one.end <= each.start]
        if not before:
            continue
        last = max(before, key=lambda at: found[at].end)
        between = text[found[last].after : each.start]
        if _BETWEEN.fullmatch(between) or (each.label and not between.strip()):
            first = made[last].beside if made[last].beside is not None else last
            rank = 1 + sum(one.beside == first for one in made)
            if rank < len(_LABELS):
                made[place] = replace(each, beside=first, label=each.label or _LABELS[rank])
    return made
