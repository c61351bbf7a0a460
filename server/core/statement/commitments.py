"""The register of commitments: what an adopted text says will be done, by whom and by when. Pure.

Drafted from operative paragraphs; persons say what it really is. A day is due until it is over.
"""

from __future__ import annotations

import calendar
import datetime
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from server.core.reporting import dates
from server.core.statement.statement import Kind, Paragraph
from server.core.versions import numbers, strength
from server.core.versions.months import months
from server.core.versions.strength_table import MODALS


class State(StrEnum):
    """How far a commitment is."""

    OPEN = "open"
    IN_PROGRESS = "in_progress"
    DONE = "done"
    DROPPED = "dropped"


UNDER_WAY = frozenset({State.OPEN, State.IN_PROGRESS})
# What asks for something to be done, and what those who speak take upon themselves.
_ASKS = frozenset({"invite", "encourage", "call upon", "urge", "request"})
_OWN = frozenset({"decide", "agree", "commit"})
_FIRST_PERSON = re.compile(r"^\W*(?:we\b|nous\b|мы\b|نحن|我们|우리)|(?:amos|emos|imos)(?:-nos)?\b", re.IGNORECASE)
# What a party that is named takes upon itself in words of its own, beside the verbs of statements.
_UNDERTAKES = re.compile(
    r"\b(?:commits?|undertakes?|pledges?|offers?) to\b|\b(?:is|are|stands?|remains?) (?:ready|prepared|willing) to\b"
    r"|\bs'engage(?:nt)? à\b|\b(?:est|sont|se tient|se tiennent) (?:prêt|dispos)\w*|\boffre(?:nt)? de\b"
    r"|\bse comprometen? a\b|\b(?:está|están) (?:list|dispuest)\w*|\bofrecen?\b"
    r"|\bcomprometem?-se a\b|\bse comprometem? a\b|\b(?:está|estão) (?:pront|dispost)\w*|\boferecem?\b"
    r"|\bобязу(?:ется|ются)\b|\bготов[аоы]?\b|承诺|愿意|약속|준비가 되어|[تي]لتزم|مستعد",
    re.IGNORECASE,
)
_DAY = {
    "ru": r"(\d{1,2})\s+({months})\s+(20\d\d)", "ar": r"(\d{1,2})\s+({months})\s+(20\d\d)",
    "de": r"(\d{1,2})\.?\s+({months})\s+(20\d\d)", "it": r"(\d{1,2})\s+({months})\s+(20\d\d)",
}  # fmt: skip
_FIGURES = re.compile(r"(20\d\d)\s?[年년]\s?(?:(\d{1,2})\s?[月월]\s?(?:(\d{1,2})\s?[日일])?)?")
_YEAR = re.compile(r"(?<!\d)(20\d\d)(?!\d)")
_QUOTE = '"'
# What a spreadsheet would take for a formula when it opens the file.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class Found:
    """What a paragraph commits to. ``due``: an ISO 8601 day, month or year, or empty; ``said``: the words for it."""

    paragraph: str
    text: str
    owners: tuple[str, ...]
    due: str
    said: str


def drafted(
    paragraphs: Iterable[Paragraph], language: str, names: Mapping[str, str], today: datetime.date
) -> list[Found]:
    """What the operative paragraphs commit to, in order. ``names``: the parties by their codes, as the text calls them.

    Owners are the parties that a paragraph names, all of them where "we" speak, nobody where others are asked.
    """
    found = []
    for each in paragraphs:
        named = tuple(code for code, name in names.items() if _names(each.text, name))
        does = _commits(each.text, language) or (bool(named) and _UNDERTAKES.search(each.text) is not None)
        if each.kind is not Kind.OPERATIVE or not does:
            continue
        opening = strength.opening(each.text, language)
        is_own = (opening is not None and bool(opening.keys & _OWN)) or bool(_FIRST_PERSON.search(each.text[:40]))
        asks = opening is not None and bool(opening.keys & _ASKS)
        said, due = _due(each.text, language, today)
        found.append(Found(each.id, each.text, named or (tuple(names) if is_own and not asks else ()), due, said))
    return found


def is_late(due: str, state: str, today: datetime.date) -> bool:
    """Whether its last day is over and it is not done. A month is due until its last day, a year likewise."""
    last = last_day(due)
    return last is not None and state in UNDER_WAY and today > last


def last_day(due: str) -> datetime.date | None:
    """The last day of "2027-03-31", "2027-03" or "2027"; None for what is none of these."""
    try:
        parts = [int(part) for part in due.split("-")]
        year, month, day = [*parts, *[None] * (3 - len(parts))]  # type: ignore[misc]
        month = month or 12
        return datetime.date(int(year or 0), month, day or calendar.monthrange(int(year or 0), month)[1])
    except (ValueError, IndexError):
        return None


def table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """RFC 4180 in UTF-8 with a mark that spreadsheets look for; no cell can be taken for a formula."""
    lines = [",".join(f'"{cell.replace(_QUOTE, _QUOTE * 2)}"' for cell in row) for row in (header, *map(_safe, rows))]
    return "".join(f"{line}\r\n" for line in lines).encode("utf-8-sig")


def _safe(row: Sequence[str]) -> list[str]:
    return [_harmless(cell) for cell in row]


def _harmless(cell: str) -> str:
    return f"'{cell}" if cell.lstrip(" \u00a0\u200b\ufeff").startswith(_FORMULA) or cell.startswith(_FORMULA) else cell


def _commits(text: str, language: str) -> bool:
    opening = strength.opening(text, language)
    if opening is not None and opening.keys & (_ASKS | _OWN):
        return True
    wanted = [
        pattern
        for rungs, pattern in MODALS.get(language, {}).items()
        if set(rungs.split(",")) & {"will", "shall", "intend"}
    ]
    return any(re.search(pattern, text, re.IGNORECASE) for pattern in wanted)


def _names(text: str, name: str) -> bool:
    stem = name if len(name) < 5 else name[:-1] if not name.isascii() else name
    return bool(stem) and re.search(rf"(?<![^\W\d_]){re.escape(stem)}", text) is not None


def _due(text: str, language: str, today: datetime.date) -> tuple[str, str]:
    told = dates.due(text, language, today)
    if told is not None:
        return told.said, told.day
    plain = numbers.western(text)
    figures = _FIGURES.search(plain)
    if figures is not None:
        return _iso(text[figures.start() : figures.end()], *figures.groups())
    pattern = _DAY.get(language)
    named = months(language)
    match = re.search(pattern.replace("{months}", "|".join(named)), plain, re.IGNORECASE) if pattern else None
    if match is not None:
        month = str(named[match.group(2).casefold()])
        return _iso(text[match.start() : match.end()], match.group(3), month, match.group(1))
    years = [each for each in _YEAR.finditer(plain) if int(each.group()) >= today.year]
    return (years[-1].group(), years[-1].group()) if years else ("", "")


def _iso(said: str, year: str, month: str | None, day: str | None) -> tuple[str, str]:
    parts = [year, *([f"{int(month):02}"] if month else []), *([f"{int(day):02}"] if month and day else [])]
    due = "-".join(parts)
    return (said.strip(), due) if last_day(due) is not None else (said.strip(), "")
