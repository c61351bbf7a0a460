"""The canonical form of approved minutes and of their corrigenda, and the hashes of both (RFC 8785, SHA-256).

A line is hashed by itself, with a salt of its own, and the record holds the hashes of its lines: so a line that must
be withheld later takes from nobody the means to verify the rest. Must not know how anything is stored.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from server.core.minutes.approval import FLOOR

FORM = "roundtable/approved-minutes/1"


@dataclass(frozen=True, slots=True)
class Told:
    """A line in another language. ``made_by``: machine, person, interpreter or remarks; "" where there is none."""

    lang: str
    text: str
    made_by: str
    is_rough: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """One line as it is approved; ``version``: its number. A retracted one has no words; ``retracted``: by whom, why.

    ``salt``: random, so that nobody finds a short line by trying what has its hash.
    """

    id: str
    salt: str
    start_ms: int
    end_ms: int
    lang: str
    speaker: str
    delegation: str
    text: str
    version: int
    retracted: str = ""
    translations: tuple[Told, ...] = ()


@dataclass(frozen=True, slots=True)
class Gap:
    """Where there are no words. ``why``: off_record, or audio that was lost: overrun, missing."""

    start_ms: int
    end_ms: int
    speaker: str
    why: str


@dataclass(frozen=True, slots=True)
class SignOff:
    """A person signed that a language version is right: the version whose hash this is. ``at`` is Unix milliseconds.

    ``is_current``: nothing of that version was changed since.
    """

    language: str
    by: str
    role: str
    at: int
    sha256: str
    is_current: bool


@dataclass(frozen=True, slots=True)
class Record:
    """What approval fixes. ``doubts``: what nobody had checked, as the person who approved was told."""

    session: str
    title: str
    opened_at: int
    closed_at: int
    languages: tuple[str, ...]
    lines: tuple[Line, ...]
    gaps: tuple[Gap, ...]
    sign_offs: tuple[SignOff, ...]
    doubts: Mapping[str, Any]
    approved_by: str
    approved_at: int


@dataclass(frozen=True, slots=True)
class Corrigendum:
    """A mistake of an approved record put right beside it. ``lang`` "": what was said; ``kind``: text or withheld."""

    number: int
    segment: str
    lang: str
    kind: str
    before: str
    after: str
    why: str
    by: str
    at: int
    salt: str


def written(value: Any) -> str:
    """A value as RFC 8785 writes it; of numbers there are integers only, and names are ASCII."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def digest(value: Any) -> str:
    """The SHA-256 of a value as RFC 8785 writes it, in hexadecimal figures."""
    return hashlib.sha256(written(value).encode()).hexdigest()


def canonical(record: Record) -> dict[str, Any]:
    """The record as it is frozen, lines in full; the same facts in any order give the same."""
    return {
        "form": FORM,
        "session": record.session,
        "title": record.title,
        "opened_at": record.opened_at,
        "closed_at": record.closed_at,
        "approved_by": record.approved_by,
        "approved_at": record.approved_at,
        "languages": sorted(record.languages),
        "segments": [_line(each) for each in sorted(record.lines, key=lambda each: (each.start_ms, each.id))],
        "gaps": sorted((asdict(each) for each in record.gaps), key=written),
        "sign_offs": sorted((asdict(each) for each in record.sign_offs), key=written),
        "doubts": dict(record.doubts),
    }


def sha256(frozen: Mapping[str, Any]) -> str:
    """The hash of a frozen record, in which a withheld line may be ``{"id", "sha256"}`` instead of its words."""
    return digest({**frozen, "segments": [each.get("sha256") or digest(each) for each in frozen["segments"]]})


def withheld(frozen: Mapping[str, Any], hidden: Iterable[str]) -> dict[str, Any]:
    """A frozen record without the words of some lines; its hash is the same."""
    names = frozenset(hidden)
    segments = [
        {"id": each["id"], "sha256": digest(each)} if each["id"] in names else each for each in frozen["segments"]
    ]
    return {**frozen, "segments": segments}


def lines_of(frozen: Mapping[str, Any]) -> tuple[Line, ...]:
    """The lines of a frozen record, as they were approved."""
    return tuple(
        Line(**{**each, "translations": tuple(Told(**told) for told in each["translations"])})
        for each in frozen["segments"]
    )


def language_version(lines: Iterable[Line], language: str) -> list[dict[str, str]]:
    """What a person signs who signs a language version: FLOOR, what was said and by whom; else what each line is told.

    A translation is signed with what it translates, so that a correction of the original ends that sign-off too.
    """
    standing = sorted((each for each in lines if not each.retracted), key=lambda each: (each.start_ms, each.id))
    if language == FLOOR:
        return [
            {
                "id": each.id,
                "lang": each.lang,
                "speaker": each.speaker,
                "delegation": each.delegation,
                "text": each.text,
            }
            for each in standing
        ]
    return [{"id": each.id, "said": each.text, "text": told(each, language)} for each in standing]


def missing(lines: Iterable[Line], language: str) -> list[str]:
    """The ids of lines that say nothing in a language."""
    standing = (each for each in lines if not each.retracted)
    return [each.id for each in standing if language != FLOOR and not told(each, language)]


def told(line: Line, language: str) -> str:
    """A line in a language, "" where it has no translation into it."""
    if language in (FLOOR, line.lang):
        return line.text
    return next((each.text for each in line.translations if each.lang == language), "")


def words_digest(corrigendum: Corrigendum) -> str:
    """The hash of what a corrigendum says before and after, which stays when the words themselves are withheld."""
    return digest({"salt": corrigendum.salt, "before": corrigendum.before, "after": corrigendum.after})


def chained(record_sha256: str, previous: str, corrigendum: Corrigendum) -> str:
    """The hash of a corrigendum: ``previous`` is that of the one before it, of the first one the record's own."""
    return digest(
        {
            "record": record_sha256,
            "previous": previous,
            "number": corrigendum.number,
            "segment": corrigendum.segment,
            "lang": corrigendum.lang,
            "kind": corrigendum.kind,
            "words": words_digest(corrigendum),
            "why": corrigendum.why,
            "by": corrigendum.by,
            "at": corrigendum.at,
        }
    )


def _line(line: Line) -> dict[str, Any]:
    made = asdict(line)
    made["translations"] = sorted((asdict(each) for each in line.translations), key=written)
    return made
