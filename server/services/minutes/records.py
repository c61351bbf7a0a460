"""Records: the summary record and the decisions of a session, as persons finish them.

Rows are only added: whatever is done to an item is a version of it. Each function is one unit of work.
"""

from __future__ import annotations

import datetime
import re
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from server.core.errors import BadRequest, Conflict, NotFound
from server.core.reporting import Kind
from server.core.text.plain import plain_text
from server.services.meeting.sessions import get_session
from server.services.minutes import lineage, record
from server.storage.tables import RecordItem, RecordVersion, Segment

DRAFT, ACCEPTED, DISMISSED, GONE = "draft", "accepted", "dismissed", "gone"
MAX_CHARACTERS, MAX_THEME, MAX_OWNER, MAX_CITED = 5_000, 200, 500, 100
# Room between two items that follow each other, for others to be put there.
STEP = 1_000
_DAY = re.compile(r"20\d\d-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?")


@dataclass(frozen=True, slots=True)
class By:
    """Who does it, and when (Unix milliseconds)."""

    name: str
    at: int


def add(tx: Session, session: str, language: str, given: Mapping[str, Any], by: By) -> str:
    """An item by hand, in brackets until it is accepted; returns its id. It stands behind what it cites."""
    meeting = get_session(tx, session)
    if language not in meeting.languages:
        raise BadRequest(f"this session has no language {language!r}")
    if given.get("kind") not in tuple(Kind):
        raise BadRequest(f"a kind is one of {', '.join(Kind)}; found {given.get('kind')!r}")
    citations = _cited(tx, session, given.get("segments") or [])
    first = tx.get_one(Segment, citations[0]["segment"])
    row = RecordItem(
        id=secrets.token_hex(6), session_id=session, language=language, kind=str(given["kind"]), drafted=False
    )
    tx.add(row)
    tx.flush()
    tx.add(
        RecordVersion(
            item_id=row.id, rev=1, session_id=session, state=DRAFT, place=first.start_ms * STEP + STEP - 1,
            text=plain_text(given.get("text"), MAX_CHARACTERS), notes=[], citations=citations, worded_by=by.name,
            by=by.name, why="added", at=by.at, **_charge(given),
        )
    )  # fmt: skip
    tx.flush()
    return row.id


def edit(tx: Session, session: str, item: str, rev: object, given: Mapping[str, Any], by: By) -> None:
    """Another wording, heading, owner, day or other citations; what is not given stays. Citations can't all go."""
    old = current(tx, session, item, rev)
    changes: dict[str, Any] = _charge({**_facts(old), **{key: each for key, each in given.items() if each is not None}})
    if given.get("text") is not None:
        changes["text"] = plain_text(given["text"], MAX_CHARACTERS)
    names = given.get("segments")
    changes["citations"] = _cited(tx, session, [each["segment"] for each in old.citations] if names is None else names)
    if given.get("accept"):
        changes["state"] = ACCEPTED
    add_version(tx, old, by, "edited", worded_by=by.name, **changes)


def accept(tx: Session, session: str, item: str, rev: object, by: By) -> None:
    """Out of its brackets, as it stands over what its lines say now."""
    old = current(tx, session, item, rev)
    citations = _cited(tx, session, [each["segment"] for each in old.citations])
    add_version(tx, old, by, "accepted", state=ACCEPTED, citations=citations)


def set_aside(tx: Session, session: str, item: str, rev: object, by: By) -> None:
    """Out of the record. It can be brought back."""
    add_version(tx, current(tx, session, item, rev), by, "dismissed", state=DISMISSED)


def bring_back(tx: Session, session: str, item: str, rev: object, by: By) -> None:
    """Into brackets again: what was dismissed, or accepted too soon."""
    add_version(tx, current(tx, session, item, rev), by, "brought back", state=DRAFT)


def move(tx: Session, session: str, item: str, rev: object, after: str | None, by: By) -> None:
    """Behind another item of the same list, or to its head."""
    old = current(tx, session, item, rev)
    row = tx.get_one(RecordItem, item)
    group = (Kind.SUMMARY,) if row.kind == Kind.SUMMARY else (Kind.DECISION, Kind.ACTION)
    others = [
        version
        for each, version in newest(tx, session, row.language)
        if each.kind in group and each.id != item and version.state in (DRAFT, ACCEPTED)
    ]
    at = next((place + 1 for place, each in enumerate(others) if each.item_id == after), 0)
    if after is not None and at == 0:
        raise NotFound(f"there is no item {after!r} in this list")
    low = others[at - 1].place if at else others[0].place - 2 * STEP if others else 0
    high = others[at].place if at < len(others) else low + 2 * STEP
    if high - low < 2:
        for each in others[at:]:
            add_version(tx, each, by, "moved", place=each.place + STEP)
        high = low + STEP
    add_version(tx, old, by, "moved", place=(low + high) // 2)


def head(tx: Session, session: str) -> int:
    """How many versions the records of a session have: another number means that something was changed."""
    counted = select(func.count()).select_from(RecordVersion).where(RecordVersion.session_id == session)
    return int(tx.scalar(counted) or 0)


def newest(tx: Session, session: str, language: str) -> list[tuple[RecordItem, RecordVersion]]:
    """The items of a record with their newest versions, in order; those drafted anew are left out."""
    items = {
        row.id: row
        for row in tx.scalars(
            select(RecordItem).where(RecordItem.session_id == session, RecordItem.language == language)
        )
    }
    versions: dict[str, RecordVersion] = {}
    for version in tx.scalars(
        select(RecordVersion).where(RecordVersion.session_id == session).order_by(RecordVersion.rev)
    ):
        if version.item_id in items:
            versions[version.item_id] = version
    found = [(items[name], version) for name, version in versions.items() if version.state != GONE]
    return sorted(found, key=lambda pair: (pair[1].place, pair[0].id))


def current(tx: Session, session: str, item: str, rev: object) -> RecordVersion:
    """The newest version of an item, seen as such. Raises NotFound, or Conflict where somebody was faster."""
    row = tx.get(RecordItem, item)
    if row is None or row.session_id != session:
        raise NotFound(f"there is no item {item!r} in this record")
    query = select(RecordVersion).where(RecordVersion.item_id == item).order_by(RecordVersion.rev.desc()).limit(1)
    version = tx.scalars(query).one()
    if version.state == GONE:
        raise Conflict("this item was drafted anew meanwhile", rev=version.rev)
    if version.rev != rev:
        raise Conflict(
            f"this item was changed meanwhile: you saw version {rev}, it is at {version.rev}",
            rev=version.rev, text=version.text,
        )  # fmt: skip
    return version


def add_version(tx: Session, old: RecordVersion, by: By, why: str, **changes: Any) -> None:
    """Another version of an item: what is not among the changes stays as it was."""
    facts = {**_facts(old), "state": old.state, "place": old.place, "text": old.text, "worded_by": old.worded_by}
    facts |= {"citations": old.citations, "notes": old.notes, **changes}
    if changes.get("text", old.text) != old.text:
        # The notes speak of the words that the rules wrote.
        facts["notes"] = [each for each in old.notes if each in ("contested", "claimed")]
    tx.add(
        RecordVersion(
            item_id=old.item_id, rev=old.rev + 1, session_id=old.session_id, by=by.name, why=why, at=by.at, **facts
        )
    )
    tx.flush()


def _facts(version: RecordVersion) -> dict[str, Any]:
    return {"theme": version.theme, "owner": version.owner, "due": version.due, "due_said": version.due_said}


def _charge(given: Mapping[str, Any]) -> dict[str, str]:
    """Heading, owner and day as a person gave them. Raises BadRequest for what is no day."""
    due = str(given.get("due") or "").strip()
    if due and not _is_day(due):
        raise BadRequest(f"a day is written like 2027-03-31, a month like 2027-03; found {due!r}")
    texts = {"theme": MAX_THEME, "owner": MAX_OWNER, "due_said": MAX_THEME}
    told = {key: plain_text(given[key], most) if given.get(key) else "" for key, most in texts.items()}
    return {**told, "due": due}


def _is_day(due: str) -> bool:
    if not _DAY.fullmatch(due):
        return False
    try:
        datetime.date.fromisoformat(due if len(due) > 7 else f"{due}-01")
    except ValueError:
        return False
    return True


def _cited(tx: Session, session: str, names: Iterable[str]) -> list[dict[str, Any]]:
    """The lines as they read now. Raises BadRequest without any, NotFound, or Conflict for one that was retracted."""
    found = []
    for name in lineage.led(tx, names)[:MAX_CITED]:
        segment = record.get_segment(tx, session, name)
        if segment.retracted_by is not None:
            raise Conflict("this cites a line that was retracted; take the citation or the item out", segment=name)
        found.append({"segment": name, "rev": segment.rev})
    if not found:
        raise BadRequest("cite at least one line of the minutes")
    return found
