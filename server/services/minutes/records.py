"""Records: the summary record and the decisions of a session, drafted by rules and finished by persons.

Rows are only added: whatever is done to an item is a version of it. Each function is one unit of work.
"""

from __future__ import annotations

import datetime
import re
import secrets
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from server.core import drafting, reporting
from server.core.drafting import Evidence
from server.core.drafting.sentences import content
from server.core.errors import BadRequest, Conflict, NotFound
from server.core.reporting import Item, Kind
from server.services.meeting.convene import get_session, plain_text
from server.services.minutes import lineage, record
from server.services.statement import draft
from server.storage.tables import Meeting, RecordItem, RecordVersion, Segment

DRAFT, ACCEPTED, DISMISSED, GONE = "draft", "accepted", "dismissed", "gone"
MAX_CHARACTERS, MAX_THEME, MAX_OWNER, MAX_CITED = 5_000, 200, 500, 100
# Room between two items that follow each other, for others to be put there.
_STEP = 1_000
# Two drafts this much alike, by stems of the shorter one, that share a segment are one and the same.
_SAME = 0.6
_DAY = re.compile(r"20\d\d-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?")


@dataclass(frozen=True, slots=True)
class Basis:
    """What a record is drafted from. ``revs`` and ``starts``: version and session time of each line by its id."""

    session: str
    language: str
    evidence: Evidence
    day: datetime.date | None
    revs: Mapping[str, int]
    starts: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class By:
    """Who does it, and when (Unix milliseconds)."""

    name: str
    at: int


def languages(meeting: Meeting) -> list[str]:
    """The languages of a session in which a record is drafted."""
    return [code for code in meeting.languages if code in drafting.LANGUAGES]


def basis(tx: Session, session: str, language: str) -> Basis:
    """What a record is drafted from: the lines as they are now. Raises BadRequest for a language without rules."""
    meeting = get_session(tx, session)
    if language not in languages(meeting):
        there_are = ", ".join(languages(meeting)) or "none of this session"
        raise BadRequest(f"a record is drafted in {there_are}; found {language!r}")
    lines = [each for each in record.minutes(tx, session) if each["status"] != "retracted"]
    evidence = draft.evidence_from(lines, draft.names_in(tx, language), title=meeting.title)
    revs, starts = {each["id"]: each["rev"] for each in lines}, {each["id"]: each["start_ms"] for each in lines}
    return Basis(session, language, evidence, _day_of(meeting), revs, starts)


def drafted(given: Basis) -> tuple[Item, ...]:
    """The items of a draft. Takes seconds for a long session: for a native thread, outside of any transaction."""
    return reporting.drafted(given.evidence, given.language, given.day)


def store(tx: Session, given: Basis, made: Sequence[Item], by: By) -> int:
    """Put a draft in the place of what the rules wrote before; returns how many items are new.

    What was accepted, worded by a person, added or dismissed stays, and is not drafted a second time.
    """
    session, language, revs, starts = given.session, given.language, given.revs, given.starts
    get_session(tx, session)
    found = newest(tx, session, language)
    free = [pair for pair in found if pair[1].state == DRAFT and not pair[1].worded_by and pair[0].drafted]
    kept = [pair for pair in found if pair not in free]
    fresh = [each for each in made if not any(_is_same(tx, each, *pair) for pair in kept)]
    count = 0
    for number, each in enumerate(fresh):
        citations = [{"segment": name, "rev": revs[name]} for name in each.segments]
        place = starts[each.segments[0]] * _STEP + number % _STEP
        same = next((pair for pair in free if _says(pair, each, citations)), None)
        if same is not None:
            free.remove(same)
            continue
        count += 1
        _new(tx, session, language, each, place, citations, by)
    for _, version in free:
        _version(tx, version, by, "drafted anew", state=GONE)
    tx.flush()
    return count


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
            item_id=row.id, rev=1, session_id=session, state=DRAFT, place=first.start_ms * _STEP + _STEP - 1,
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
    _version(tx, old, by, "edited", worded_by=by.name, **changes)


def accept(tx: Session, session: str, item: str, rev: object, by: By) -> None:
    """Out of its brackets, as it stands over what its lines say now."""
    old = current(tx, session, item, rev)
    citations = _cited(tx, session, [each["segment"] for each in old.citations])
    _version(tx, old, by, "accepted", state=ACCEPTED, citations=citations)


def set_aside(tx: Session, session: str, item: str, rev: object, by: By) -> None:
    """Out of the record. It can be brought back."""
    _version(tx, current(tx, session, item, rev), by, "dismissed", state=DISMISSED)


def bring_back(tx: Session, session: str, item: str, rev: object, by: By) -> None:
    """Into brackets again: what was dismissed, or accepted too soon."""
    _version(tx, current(tx, session, item, rev), by, "brought back", state=DRAFT)


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
    low = others[at - 1].place if at else others[0].place - 2 * _STEP if others else 0
    high = others[at].place if at < len(others) else low + 2 * _STEP
    if high - low < 2:
        for each in others[at:]:
            _version(tx, each, by, "moved", place=each.place + _STEP)
        high = low + _STEP
    _version(tx, old, by, "moved", place=(low + high) // 2)


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


def _new(
    tx: Session, session: str, language: str, item: Item, place: int, citations: list[dict[str, Any]], by: By
) -> None:
    row = RecordItem(id=secrets.token_hex(6), session_id=session, language=language, kind=str(item.kind), drafted=True)
    tx.add(row)
    tx.flush()
    tx.add(
        RecordVersion(
            item_id=row.id, rev=1, session_id=session, state=DRAFT, place=place, theme=item.theme, text=item.text,
            owner=item.owner, due=item.due, due_said=item.due_said, notes=[str(each) for each in item.notes],
            citations=citations, worded_by="", by=by.name, why="drafted", at=by.at,
        )
    )  # fmt: skip


def _version(tx: Session, old: RecordVersion, by: By, why: str, **changes: Any) -> None:
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


def _is_same(tx: Session, item: Item, row: RecordItem, version: RecordVersion) -> bool:
    """Whether a person has dealt with this draft already: the same lines, and much of the same words at any time."""
    if row.kind != item.kind or not {each["segment"] for each in version.citations} & set(item.segments):
        return False
    mine = content(item.text)
    texts = tx.scalars(select(RecordVersion.text).where(RecordVersion.item_id == row.id))
    return any(len(mine & other) >= _SAME * min(len(mine), len(other)) for other in map(content, set(texts)))


def _says(pair: tuple[RecordItem, RecordVersion], item: Item, citations: list[dict[str, Any]]) -> bool:
    row, version = pair
    told = (version.text, version.theme, version.owner, version.due, version.due_said, version.citations)
    return row.kind == item.kind and told == (item.text, item.theme, item.owner, item.due, item.due_said, citations)


def _day_of(meeting: Meeting) -> datetime.date | None:
    if not meeting.opened_at:
        return None
    return datetime.datetime.fromtimestamp(meeting.opened_at / 1000, datetime.UTC).date()
