"""Lines: the versions of a line, whose words they are, and what was listened to again. Each function is one unit of
work."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from sqlalchemy.orm import Session

from server.core.errors import Conflict, NotFound
from server.core.text.marked import marked
from server.core.text.plain import plain_text
from server.services.hearing import hear, translate
from server.services.hearing.translate import Outcome
from server.services.minutes import record, words
from server.services.minutes.attribute import RE_ATTRIBUTED, attribute
from server.storage.tables import Delegation, Segment, Version

MAX_NAME_CHARACTERS = 120


def compare(segment: Mapping[str, Any], before: int, after: int) -> list[dict[str, str]]:
    """Of a segment as somebody sees it version ``after`` in pieces against version ``before``. Raises NotFound."""
    texts = {each["rev"]: each["text"] for each in segment["versions"]}
    for rev in (before, after):
        if rev not in texts:
            raise NotFound(f"this line has {len(texts)} versions; there is no version {rev}")
    return [asdict(piece) for piece in marked(texts[before], texts[after], segment["lang"], is_exact=True)]


def restore(
    tx: Session, session: str, segment_id: str, rev: int, version: int, by: str, routes: translate.Routes, now: int
) -> Outcome:
    """What version ``version`` said, as a new version over ``rev``; one that says the same gives its speaker back.

    Raises NotFound, or Conflict: somebody was faster, or nothing would change.
    """
    segment = record.current(tx, session, segment_id, rev)
    wanted, standing = _version(tx, segment, version), _version(tx, segment, rev)
    why = f"restored version {version}"
    if wanted.text != standing.text and wanted.text.strip():
        return record.correct(tx, session, segment_id, rev, wanted.text, by, routes, now, why)
    told = record.version_shape(wanted, segment)
    if (told["speaker"], told["delegation"]) == (segment.speaker, segment.delegation):
        raise Conflict(f"version {version} says what stands there now", segment=record.one(tx, segment))
    return attribute(tx, segment, told["speaker"], told["delegation"], by, why, now)


def rename(
    tx: Session, session: str, segment_id: str, rev: int, speaker: str, delegation: str | None, by: str, now: int
) -> Outcome:
    """Somebody else said it. Without a name: the delegation's. Raises NotFound, BadText or Conflict."""
    segment = record.current(tx, session, segment_id, rev)
    if delegation and tx.get(Delegation, delegation) is None:
        raise NotFound(f"there is no delegation {delegation!r}")
    name = plain_text(speaker or hear.speaker_name(tx, delegation), MAX_NAME_CHARACTERS)
    if (name, delegation or None) == (segment.speaker, segment.delegation):
        raise Conflict(f"{name} stands there already", segment=record.one(tx, segment))
    return attribute(tx, segment, name, delegation or None, by, RE_ATTRIBUTED, now)


def check(tx: Session, session: str, segment_id: str, rev: int, word: int | None, by: str, now: int) -> None:
    """A person listened and found right what stands there: one heard word, or (None) the line.

    Raises NotFound, Conflict, BadRequest.
    """
    words.check(tx, record.current(tx, session, segment_id, rev), word, by, now)


def uncheck(tx: Session, session: str, segment_id: str, rev: int) -> None:
    """The line was found right too soon: it counts as unchecked again. Raises NotFound, Conflict."""
    words.uncheck(tx, record.current(tx, session, segment_id, rev))


def _version(tx: Session, segment: Segment, rev: int) -> Version:
    found = tx.get(Version, (segment.id, rev))
    if found is None:
        raise NotFound(f"this line has {segment.rev} versions; there is no version {rev}")
    return found
