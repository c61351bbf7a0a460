"""Coedit: the shared text of a session's minutes. Each function is one unit of work, or a part of one.

The database has one writer, so whoever writes has the document to itself; others follow the rows. A document is made
when somebody first opens it, and a unit that fails leaves nothing of it in memory.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from server.coediting.document import SharedText
from server.coediting.shelf import Held, News, Shelf
from server.core.errors import Conflict, NotFound, RoundtableError
from server.core.minutes.rewriting import edits, merged
from server.storage import lock
from server.storage.tables import Segment, SharedDocument, SharedUpdate, Unsettled, Version

MOST_ROWS = 1_000  # of one document: read in some ten milliseconds; then all but the last become one
LAST_ROWS = 200  # these stay, for processes that are a little behind


@dataclass(frozen=True, slots=True)
class Edit:
    """An update of a page that holds a generation; ``sender``: its socket, which need not be told."""

    generation: int
    content: bytes
    by: str
    sender: str = ""


@dataclass(frozen=True, slots=True)
class Saved:
    """An edit that is stored, as update ``head`` or before. ``is_lost``: some text went into a line that is gone."""

    at: int
    head: int
    is_lost: bool


@dataclass(frozen=True, slots=True)
class Opened:
    """What a page lacks. ``empty``: the lines that can't become versions as they are; ``is_locked``: nobody edits."""

    generation: int
    head: int
    content: bytes
    empty: tuple[str, ...]
    is_locked: bool


def reworded(tx: Session, session: str, segment: str, text: str) -> None:
    """A version was made in another way than in the shared text: it gets the same words there.

    What somebody is writing in the line meanwhile stays: only what this version changed is changed.
    """
    held = _held(tx, session)
    standing = held.text.text(segment) if held is not None else None
    if held is None or standing is None or standing.strip() == text.strip():
        return
    if standing.strip():
        changes = merged(_former(tx, segment) or standing, standing, text)
    else:
        changes = edits(standing, text)
        tx.execute(delete(Unsettled).where(Unsettled.segment_id == segment))
    if changes:
        _store(tx, session, held, held.text.rewrite(segment, changes), "", 0)


def lines_changed(tx: Session, session: str) -> None:
    """Segments came, or were replaced by others: the shared text gets the same lines.

    ``keep`` first what is about to go.
    """
    held = _held(tx, session)
    if held is None:
        return
    wanted, standing = (
        set(tx.scalars(select(Segment.id).where(Segment.session_id == session, Segment.stands))),
        held.text.lines(),
    )
    gone = sorted(standing - wanted)
    if gone:
        tx.execute(delete(Unsettled).where(Unsettled.session_id == session, Unsettled.segment_id.in_(gone)))
        _store(tx, session, held, held.text.remove(gone), "", 0)
    if wanted - standing:
        texts = {line: text for line, text in _texts(tx, session) if line not in standing}
        _store(tx, session, held, held.text.make(texts), "", 0)


def came(tx: Session, segment: Segment, text: str) -> None:
    """A segment became final: one more line."""
    held = _held(tx, segment.session_id)
    if held is not None and held.text.text(segment.id) is None:
        _store(tx, segment.session_id, held, held.text.make({segment.id: text}), "", 0)


def keep(tx: Session, segment: Segment, now: int) -> None:
    """What was written in a line and is no version yet becomes one at once, told to nobody: the line is to go."""
    rows = unsettled(tx, segment.session_id, segment.id)
    wording = (text(tx, segment.session_id, segment.id) or "").strip() if rows else ""
    if wording and wording != tx.get_one(Version, (segment.id, segment.rev)).text:
        segment.rev += 1
        by = ", ".join(row.by for row in rows)
        tx.add(Version(segment_id=segment.id, rev=segment.rev, text=wording, by=by, why="corrected", at=now))
    for row in rows:
        tx.delete(row)
    tx.flush()


def being_written(tx: Session, session: str) -> int:
    """How many lines have words that become a version in a moment."""
    lines = func.count(func.distinct(Unsettled.segment_id))
    return tx.scalar(select(lines).where(Unsettled.session_id == session, Unsettled.at > 0)) or 0


def check_settled(tx: Session, segment: Segment) -> None:
    """Raise Conflict while a line has words that are no version yet: nobody cuts it under the hands of who writes."""
    rows = unsettled(tx, segment.session_id, segment.id)
    if rows:
        names = ", ".join(row.by for row in rows)
        raise Conflict(f"{names} is writing in this line: leave it, and try again in two seconds", unsettled=segment.id)


def opened(tx: Session, session: str, generation: int | None, state: bytes | None, now: int) -> Opened:
    """What a page with this state of this generation lacks; of another one it gets everything.

    Raises BadEdit for what is no state.
    """
    if tx.get(SharedDocument, session) is None:
        tx.add(SharedDocument(session_id=session, generation=now, head=0))
        tx.flush()
    lines_changed(tx, session)
    held = _held(tx, session)
    assert held is not None
    content = held.text.since(state if generation == held.generation else None)
    empty = select(Unsettled.segment_id).where(Unsettled.session_id == session, Unsettled.at == 0).distinct()
    is_locked = lock.is_locked(tx, session)
    return Opened(held.generation, held.head, content, tuple(sorted(tx.scalars(empty))), is_locked)


def edit(
    tx: Session, session: str, changes: Sequence[Edit], is_allowed: Callable[[str], bool], now: int
) -> list[Saved | RoundtableError]:
    """Store edits in their order; one that is refused changes nothing, and the others are stored all the same.

    ``is_allowed``: whether a text may stand in a line. Raises NotFound, MinutesLocked.
    """
    lock.require_open(tx, session)
    held = _held(tx, session)
    if held is None:
        raise NotFound(f"the minutes of {session!r} are not open")
    return [_edit(tx, session, held, each, is_allowed, now) for each in changes]


def heads(tx: Session, sessions: Iterable[str]) -> dict[str, tuple[int, int, bool]]:
    """``(generation, head, is_locked)`` of the documents that there are."""
    rows = tx.scalars(select(SharedDocument).where(SharedDocument.session_id.in_(list(sessions))))
    return {row.session_id: (row.generation, row.head, lock.is_locked(tx, row.session_id)) for row in rows}


def after(tx: Session, session: str, number: int) -> list[News]:
    """The updates after one, in order."""
    document = tx.get(SharedDocument, session)
    if document is None:
        return []
    return [News(session, document.generation, row.number, row.content) for row in _rows(tx, session, number)]


def unsettled(tx: Session, session: str, segment: str) -> list[Unsettled]:
    """Who changed a line since its latest version, in the order in which they began."""
    query = select(Unsettled).where(Unsettled.session_id == session, Unsettled.segment_id == segment)
    return list(tx.scalars(query.order_by(Unsettled.since, Unsettled.by)))


def text(tx: Session, session: str, segment: str) -> str | None:
    """The shared text of a line; None where there is none."""
    held = _held(tx, session)
    return held.text.text(segment) if held is not None else None


def undo(tx: Session, session: str) -> None:
    """Read the document again: a part of this unit was rolled back."""
    held = tx.info.get("documents", {}).get(session)
    if held is not None:
        _read(tx, session, held)


def _edit(
    tx: Session, session: str, held: Held, change: Edit, is_allowed: Callable[[str], bool], now: int
) -> Saved | RoundtableError:
    if change.generation != held.generation:
        return Conflict("the shared text was begun anew meanwhile: open it again", generation=held.generation)
    try:
        taken = held.text.take(change.content, is_allowed)
    except RoundtableError as error:
        if held.text.is_spoilt:
            _read(tx, session, held)
        return error
    if taken.is_new:
        _store(tx, session, held, change.content, change.by, now, change.sender)
    for line in taken.lines:
        row = tx.get(Unsettled, (session, line, change.by))
        if row is None:
            tx.add(Unsettled(session_id=session, segment_id=line, by=change.by, since=now, at=now))
        else:
            row.at = now
    tx.flush()
    return Saved(now, held.head, taken.is_lost)


def _held(tx: Session, session: str) -> Held | None:
    """The document as it is in this transaction; None where nobody ever opened it."""
    document = tx.get(SharedDocument, session)
    if document is None:
        return None
    taken: dict[str, Held] = tx.info.setdefault("documents", {})
    held = taken.get(session)
    if held is None:
        shelf = _shelf(tx)
        held = shelf.take(session) or Held(SharedText(), document.generation)
        taken[session] = held
        tx.info["committed"].append(partial(shelf.put, session, held))
    if held.generation != document.generation or held.head > document.head:
        _read(tx, session, held)
    if held.head < document.head:
        _follow(tx, session, held)
    return held


def _read(tx: Session, session: str, held: Held) -> None:
    """The document of its rows alone."""
    tx.flush()
    document = tx.get_one(SharedDocument, session)
    held.text, held.generation, held.head, held.rows = SharedText(), document.generation, 0, 0
    _follow(tx, session, held)


def _follow(tx: Session, session: str, held: Held) -> None:
    for row in _rows(tx, session, held.head):
        held.text.follow(row.content)
        held.head, held.rows = row.number, held.rows + 1


def _rows(tx: Session, session: str, number: int) -> Iterable[SharedUpdate]:
    """The rows after a number."""
    query = select(SharedUpdate).where(SharedUpdate.session_id == session, SharedUpdate.number > number)
    return tx.scalars(query.order_by(SharedUpdate.number)).all()


def _store(tx: Session, session: str, held: Held, content: bytes, by: str, now: int, sender: str = "") -> None:
    """One more row; the pages are told after the commit."""
    document = tx.get_one(SharedDocument, session)
    document.head += 1
    tx.add(SharedUpdate(session_id=session, number=document.head, content=content, by=by, at=now))
    tx.flush()
    held.head, held.rows = document.head, held.rows + 1
    news = News(session, held.generation, held.head, content, sender)
    tx.info["committed"].append(partial(_shelf(tx).news.append, news))
    if held.rows > MOST_ROWS:
        _compact(tx, session, held, now)


def _compact(tx: Session, session: str, held: Held, now: int) -> None:
    """All rows but the last become one, which has what these bring as well: taken twice it counts once."""
    number = held.head - LAST_ROWS
    tx.execute(delete(SharedUpdate).where(SharedUpdate.session_id == session, SharedUpdate.number <= number))
    tx.add(SharedUpdate(session_id=session, number=number, content=held.text.since(), by="", at=now))
    tx.flush()
    held.rows = LAST_ROWS + 1


def _shelf(tx: Session) -> Shelf:
    return shelf_of(tx.info["kept"])


def shelf_of(kept: dict[str, Shelf]) -> Shelf:
    """The documents in memory, among what a database's units keep."""
    return kept.setdefault("shared text", Shelf())


def _texts(tx: Session, session: str) -> list[tuple[str, str]]:
    """The lines and their current wordings in the order of speech."""
    is_current = (Version.segment_id == Segment.id) & (Version.rev == Segment.rev)
    query = select(Segment.id, Version.text).join(Version, is_current)
    query = query.where(Segment.session_id == session, Segment.stands)
    return [(line, words) for line, words in tx.execute(query.order_by(Segment.start_ms, Segment.start_sample))]


def _former(tx: Session, segment: str) -> str | None:
    """The wording before the latest one."""
    query = select(Version.text).where(Version.segment_id == segment).order_by(Version.rev.desc())
    return tx.scalar(query.offset(1).limit(1))
