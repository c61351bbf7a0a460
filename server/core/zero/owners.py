"""Who is named in a bracket as its holder: before its words, after them, or beside it.

"[KR: all data]", "[all data, KR]", "[all data – KR]", "[all data (KR)]", "[KR proposes: all data]", "[all data] (KR)".
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

_SPLIT = re.compile(
    r"\s*(?:[,;/&+،，、]|(?<![^\s])(?:and|et|y|e|и)(?![^\s])|和|与|및|(?<=\s)و(?=\w)|[와과]\s)\s*", re.IGNORECASE
)
_CODE = re.compile(r"[A-Z][A-Z0-9&/-]{1,11}")
# Words in capitals that say something of the text and are nobody's name.
_NO_NAMES = frozenset(
    {
        "ADD", "ALT", "BIS", "CF", "DEL", "DELETE", "NB", "NOTE", "OPTION", "QUATER", "TBA", "TBC", "TBD", "TER",
    }
)  # fmt: skip
# Groups that hold text together and are no delegation's code.
_GROUPS = frozenset(
    {
        "AOSIS", "ASEAN", "AU", "BRICS", "CANZ", "CARICOM", "EIG", "G20", "G7", "G77", "GCC",
        "GRULAC", "JUSCANNZ", "JUSCANZ",
        "LDC", "LDCS", "LLDC", "LLDCS", "LMDC", "NAM", "PIF", "SADC", "SIDS", "WEOG",
    }
)  # fmt: skip
_HEAD = re.compile(r"\s*(?P<names>[^\[\]:：“”\n]{1,120}?)\s*(?:[:：]|\s[–—-](?=\s))\s*")
# What a head says of the words besides whose they are.
_SAYS = re.compile(
    r"\s+(?:alt(?:ernative|\.)?|proposal|proposes?|suggests?|suggestion|prefers?|wants?|bis|ter|quater|propose|proposition"
    r"|propone|propuesta|propõe|proposta|предлагает|предложение|提议|建议|제안)\s*\d?$",
    re.IGNORECASE,
)
_FOLLOWING = re.compile(r"\s*\((?P<names>[^()\[\]\n]{1,80})\)\s*$")
_DASHED = re.compile(r"\s+[–—-]\s*(?P<names>[^\[\]:：“”\n–—]{1,80}?)\s*$")
_COMMA = re.compile(r"\s*[,;،，；]\s*")
_BESIDE = re.compile(r"\s*\((?P<names>[^()\[\]\n]{1,80})\)|(?P<signs>[A-Z]{2,3}(?:\s?[,/&+]\s?[A-Z]{2,3})*)(?![\w’'])")
_LONGEST_LIST = 200  # characters of names
# "in Busan, Republic of Korea" is a place, and Korea holds nothing there.
_PLACE = re.compile(r"[^\W\d_][\w’'-]*$")
_IN = re.compile(r"(?:في|ب\w+)\s")


@dataclass(frozen=True, slots=True)
class Named:
    """Who holds characters ``begin..finish`` of a text: what names them is left out of it."""

    owners: tuple[str, ...]
    begin: int
    finish: int


class Codes(dict[str, str]):
    """Codes by names in lower case, and by themselves as they are written."""


def codes_of(names: Mapping[str, str]) -> Codes:
    """What ``owners_of`` looks names up in; what is that already stays."""
    return names if isinstance(names, Codes) else Codes(_folded_names(names))


def _folded_names(names: Mapping[str, str]) -> dict[str, str]:
    return {_folded(name): code for name, code in names.items()} | {code: code for code in names.values()}


def owners_of(names: str, codes: Mapping[str, str]) -> tuple[str, ...]:
    """Who is named: all of it must be delegations, or abbreviations in capitals ("G77"), else nobody is."""
    names = names.strip(" ,;()（）")
    whole = _code(names, codes)
    if whole:
        return (whole,)
    for cut in reversed(list(_SPLIT.finditer(names))):  # "Trinidad and Tobago" is one name
        head = _code(names[: cut.start()], codes)
        rest = owners_of(names[cut.end() :], codes) if head else ()
        if rest:
            return tuple(dict.fromkeys((head, *rest)))
    return ()


def named_in(text: str, start: int, end: int, codes: Mapping[str, str]) -> Named:
    """Who is named within characters ``start..end``, signs of a bracket not included."""
    part = text[start:end]
    lead, trail = len(part) - len(part.lstrip()), len(part.rstrip())
    head = _HEAD.match(part)
    if head:
        owners = owners_of(_SAYS.sub("", head["names"]), codes)
        if owners and head.end() < trail:
            return Named(owners, start + head.end(), start + trail)
    for found in (_FOLLOWING.search(part), _DASHED.search(part)):
        owners = owners_of(found["names"], codes) if found else ()
        if found and owners and found.start() > lead:
            return Named(owners, start + lead, start + found.start())
    cut, owners = _behind_a_comma(part, codes)
    return Named(owners, start + lead, start + (cut if owners else max(trail, lead)))


def beside(text: str, end: int, codes: Mapping[str, str]) -> tuple[tuple[str, ...], int]:
    """Who is named right behind a bracket that ends there, and where the text goes on: "[all] (KR)", "[all]KR"."""
    found = _BESIDE.match(text, end)
    owners = owners_of(found["names"] or found["signs"], codes) if found else ()
    return (owners, found.end()) if found and owners and _are_known(owners, codes) else ((), end)


def _behind_a_comma(part: str, codes: Mapping[str, str]) -> tuple[int, tuple[str, ...]]:
    """The names that a list of nobody else's ends with; a place and its country are no such thing."""
    for cut in _COMMA.finditer(part):
        if len(part) - cut.end() > _LONGEST_LIST:
            continue
        owners = owners_of(part[cut.end() :], codes)
        if not owners or not _are_known(owners, codes):
            continue
        before = part[: cut.start()].strip()
        last = _PLACE.search(before)
        is_place = bool(last and last.group()[0].isupper() and len(before.split()) > 1) or bool(_IN.match(before))
        is_list = any(_code(before[at:], codes) for at in _starts(before))
        return (cut.start(), owners) if before and not is_place and not is_list else (0, ())
    return 0, ()


def _are_known(owners: tuple[str, ...], codes: Mapping[str, str]) -> bool:
    return all(each in codes or each in _GROUPS for each in owners)


def _starts(text: str) -> list[int]:
    """Where its last words begin."""
    return [match.start() for match in re.finditer(r"(?<!\S)\S", text)][-5:]


def _code(name: str, codes: Mapping[str, str]) -> str:
    bare = name.strip().removesuffix(".")
    if bare in codes and bare == codes[bare]:
        return bare
    known = codes.get(_folded(bare))
    if known:
        return known
    return bare if _CODE.fullmatch(bare) and bare not in _NO_NAMES else ""


def _folded(name: str) -> str:
    return name.strip().casefold().removeprefix("the ")
