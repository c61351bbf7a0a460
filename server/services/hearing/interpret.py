"""Interpret: a person takes a language, and their lines stand in the place of the machine's translation.

Each function is one unit of work. Nothing is overwritten: every line is a row of its own, and what readers were shown
stands in the log. What waits for an interpreter is a row of status ``held`` that no worker is asked for.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from server.core.errors import Conflict, NotAllowed, NotFound, Overloaded, UnknownLanguage
from server.core.translation import interpreting
from server.core.translation.interpreting import Line
from server.services.hearing import holdings, interpreted, translate
from server.services.hearing.translate import GOES_ON, HELD, INTERPRETER, WHISPER, Outcome
from server.storage import log
from server.storage.tables import FloorSpan, Holding, InterpreterLine, Meeting, Segment, Stream, Translation, Version

Routes = dict[str, set[str]]
SHOWN = 20  # so many of their own lines an interpreter has before their eyes


@dataclass(frozen=True, slots=True)
class Booth:
    """Whose hands a language is in: an invitation and the name on it, for one language of one session."""

    session: str
    language: str
    invitation: str
    name: str


def take(tx: Session, booth: Booth, routes: Routes, now: int) -> Outcome:
    """The language is this person's until they let go or are gone. Raises NotFound, UnknownLanguage, Conflict."""
    meeting = tx.get(Meeting, booth.session)
    if meeting is None:
        raise NotFound(f"there is no session {booth.session!r}")
    if booth.language not in meeting.languages:
        there_are = ", ".join(meeting.languages)
        raise UnknownLanguage(f"this session has no language {booth.language!r}; there are {there_are}")
    if meeting.status == "closed":
        raise Conflict("the session is closed; what is still to be translated is corrected in its minutes")
    outcome = Outcome()
    for each in holdings.gone(tx, now):
        _end(tx, each, "", routes, outcome, now)
    current = holdings.held(tx, booth.session, now).get(booth.language)
    if current is not None and current.holder != booth.invitation:
        raise Conflict(f"{current.name} interprets this language now", interpreter=current.name)
    if current is not None:
        current.seen_at = now
        return outcome
    facts = {"holder": booth.invitation, "name": booth.name, "started_at": now, "seen_at": now}
    tx.add(Holding(session_id=booth.session, language=booth.language, **facts))
    tx.flush()
    outcome.events.append(_told(tx, booth.session, booth.language, True, booth.name, booth.name, now))
    return outcome


def keep(tx: Session, booth: Booth, now: int) -> Holding:
    """The interpreter is still there. Raises Conflict when the language is not theirs (any more)."""
    current = holdings.held(tx, booth.session, now).get(booth.language)
    if current is None or current.holder != booth.invitation:
        held_by = f"{current.name} has it now" if current else "the machine has it now"
        raise Conflict(
            f"you do not have this language any more; {held_by}", interpreter=current.name if current else None
        )
    current.seen_at = max(current.seen_at, now)
    return current


def release(tx: Session, booth: Booth, may_end_others: bool, routes: Routes, now: int) -> Outcome:
    """The machine has the language again; what waits for the interpreter goes to it. Raises NotFound, NotAllowed."""
    current = holdings.held(tx, booth.session, now).get(booth.language)
    if current is None:
        raise NotFound("nobody interprets this language now")
    if current.holder != booth.invitation and not may_end_others:
        raise NotAllowed(f"{current.name} interprets this language; only the chair and the secretariat may end that")
    outcome = Outcome()
    _end(tx, current, booth.name, routes, outcome, now)
    return outcome


def dismiss(tx: Session, invitation: str, by: str, routes: Routes, now: int) -> Outcome:
    """An invitation was revoked: whatever its holder interprets is the machine's again."""
    outcome = Outcome()
    for each in holdings.of(tx, invitation):
        _end(tx, each, by, routes, outcome, now)
    return outcome


@dataclass(frozen=True, slots=True)
class Written:
    """What an interpreter sends. ``upto``: the last final that they had read; ``replaces``: their own last line, which
    this one corrects; ``key``: the same line sent again has the same."""

    text: str
    upto: str | None = None
    replaces: int | None = None
    key: str | None = None


def write(tx: Session, booth: Booth, written: Written, now: int) -> tuple[InterpreterLine, Outcome]:
    """A line of the interpreter, shown as the translation of what it covers (``core/translation/interpreting``).

    Raises Conflict, NotFound, Overloaded.
    """
    holding, replaces = keep(tx, booth, now), written.replaces
    known = select(InterpreterLine).join(Holding).where(InterpreterLine.key == written.key, _is_of(booth))
    same = tx.scalars(known).first() if written.key else None
    if same is not None:
        return same, Outcome()
    if _is_off_record(tx, booth.session):
        raise Conflict("the session is off the record: nothing is kept of it, in no language")
    before = interpreted.lines(tx, holding)
    facts = {"holding_id": holding.id, "text": written.text, "replaces": replaces, "key": written.key, "at": now}
    row = InterpreterLine(**facts, segments=[])
    if replaces is not None:
        last = max(interpreting.standing(before), key=lambda each: each.number, default=None)
        if last is None or last.number != replaces:
            raise Conflict("only your own last line can be corrected; later ones were sent meanwhile")
        row.segments = list(last.segments)
    else:
        last_read = interpreted.read_up_to(tx, holding, written.upto)
        row.segments = list(interpreting.covered(interpreted.waiting(tx, holding), last_read))
        if not row.segments and len(interpreting.ahead(before)) >= interpreting.MOST_AHEAD:
            raise Overloaded("your last lines wait for words to be recognised; send this one again after them")
    tx.add(row)
    tx.flush()
    return row, Outcome(interpreted.show(tx, holding, tuple(row.segments), now))


def under_way(tx: Session, booth: Booth, upto: str | None, now: int) -> list[Segment]:
    """What a line would cover that is being written now; none where it would be ahead. Raises NotFound."""
    holding = holdings.held(tx, booth.session, now).get(booth.language)
    if holding is None or holding.holder != booth.invitation or _is_off_record(tx, booth.session):
        return []
    last = interpreted.read_up_to(tx, holding, upto)
    return [tx.get_one(Segment, each) for each in interpreting.covered(interpreted.waiting(tx, holding), last)]


def skip(tx: Session, booth: Booth, upto: str | None, routes: Routes, now: int) -> tuple[int, Outcome]:
    """What waits for the interpreter up to a final goes to the machine; returns how many lines that were."""
    holding = keep(tx, booth, now)
    last, outcome = interpreted.read_up_to(tx, holding, upto), Outcome()
    said = interpreted.waiting(tx, holding)
    said = [each for each in said if last is None or each.stored_at <= last.stored_at]
    _give_back(tx, booth.language, [each.segment for each in said], routes, outcome, now)
    return len(said), outcome


def voiced(
    tx: Session, stream: Stream, start_sample: int, text: str, began_ms: int, open_ms: int | None, now: int
) -> Outcome:
    """A line that an interpreter spoke into their own microphone; none of one who does not have the language.

    ``open_ms``: from where on words of the floor may still become final. Where all that the line could be of has its
    words, it goes on from the line before: a sentence is heard in several pieces. The first line of all may be quick.
    """
    holding = holdings.held(tx, stream.session_id, now).get(stream.language)
    if holding is None:
        return Outcome()
    waiting = interpreted.waiting(tx, holding)
    segments = interpreting.covered_by_voice(waiting, began_ms)
    if not segments and (open_ms is None or not interpreting.follows(began_ms, open_ms)):
        last = interpreting.last_place(interpreted.lines(tx, holding))
        segments = last or interpreting.covered_by_voice(waiting, began_ms + interpreting.FOLLOWS_MS)
    place = {"holding_id": holding.id, "segments": list(segments), "key": f"{stream.id}-{start_sample}"}
    tx.add(InterpreterLine(**place, text=text, replaces=None, at=now, began_ms=began_ms))
    tx.flush()
    return Outcome(interpreted.show(tx, holding, segments, now))


def voice_under_way(tx: Session, booth: Booth, began_ms: int, now: int) -> list[Segment]:
    """What a line would cover that is being spoken now."""
    holding = holdings.held(tx, booth.session, now).get(booth.language)
    if holding is None or holding.holder != booth.invitation or tx.get_one(Meeting, booth.session).paused:
        return []
    found = interpreting.covered_by_voice(interpreted.waiting(tx, holding), began_ms)
    return [tx.get_one(Segment, each) for each in found]


def final_came(tx: Session, segment: Segment, now: int) -> list[log.Event]:
    """Lines that were ahead of recognition take the final that has just come.

    What was spoken before it was begun can't be of it, and goes on from the line before.
    """
    events: list[log.Event] = []
    for language, holding in holdings.held(tx, segment.session_id, now).items():
        row = tx.get(Translation, (segment.id, segment.rev, language))
        lines = interpreted.lines(tx, holding) if row is not None and row.status == HELD else []
        waiting, last = interpreting.ahead(lines), interpreting.last_place(lines)
        ours = [each for each in waiting if interpreting.follows(each.began_ms, segment.start_ms)]
        if last:
            events += interpreted.place(tx, holding, [each for each in waiting if each not in ours], last, now)
        events += interpreted.place(tx, holding, ours, (segment.id,), now)
    return events


def is_due(tx: Session, now: int) -> bool:
    """Whether ``sweep`` has anything to do."""
    if holdings.gone(tx, now):
        return True
    return any(_late(tx, each, now) or _overdue(tx, each, now) for each in holdings.everywhere(tx, now))


def sweep(tx: Session, routes: Routes, now: int) -> Outcome:
    """What is due though nobody asks: languages whose interpreter is gone, finals and lines that waited too long."""
    outcome = Outcome()
    for each in holdings.gone(tx, now):
        _end(tx, each, "", routes, outcome, now)
    for each in holdings.everywhere(tx, now):
        _give_back(tx, each.language, _late(tx, each, now), routes, outcome, now)
        waiting = _overdue(tx, each, now)
        outcome.events += interpreted.place(
            tx, each, waiting, interpreting.last_place(interpreted.lines(tx, each)), now
        )
    return outcome


def desk(tx: Session, booth: Booth, now: int) -> dict[str, Any]:
    """What the interpreter's page shows of their work: their last lines, and how many finals wait for one."""
    holding = keep(tx, booth, now)
    standing = interpreting.standing(interpreted.lines(tx, holding))[-SHOWN:]
    facts = [{"id": each.number, "text": each.text, "segments": list(each.segments)} for each in standing]
    return {"lines": facts, "waiting": len(interpreted.waiting(tx, holding))}


def _is_of(booth: Booth) -> ColumnElement[bool]:
    return (Holding.session_id == booth.session) & (Holding.holder == booth.invitation)


def _is_off_record(tx: Session, session: str) -> bool:
    """Whether nothing is kept of what is said now: a line that is ahead would bring it into the record."""
    spans = select(FloorSpan.id).where(FloorSpan.session_id == session, FloorSpan.kind == "off_record")
    return tx.scalar(spans.where(FloorSpan.end_ms.is_(None)).limit(1)) is not None


def _late(tx: Session, holding: Holding, now: int) -> tuple[str, ...]:
    return interpreting.late(interpreted.waiting(tx, holding), now)


def _overdue(tx: Session, holding: Holding, now: int) -> list[Line]:
    return interpreting.overdue(interpreted.lines(tx, holding), now)


def _end(tx: Session, holding: Holding, by: str, routes: Routes, outcome: Outcome, now: int) -> None:
    """Lines that are still ahead join the last that was interpreted; what nobody interpreted goes to the machine."""
    written = interpreted.lines(tx, holding)
    last = interpreting.last_place(written)
    if last:
        outcome.events += interpreted.place(tx, holding, interpreting.ahead(written), last, now)
    said = interpreted.waiting(tx, holding)
    _give_back(tx, holding.language, [each.segment for each in said], routes, outcome, now)
    holding.ended_at, holding.ended_by = now, by
    outcome.events.append(_told(tx, holding.session_id, holding.language, False, holding.name, by, now))


def _give_back(tx: Session, language: str, segments: Iterable[str], routes: Routes, outcome: Outcome, now: int) -> None:
    """Have a machine translate what waits for an interpreter."""
    for each in segments:
        segment = tx.get_one(Segment, each)
        english = tx.get(Translation, (each, segment.rev, "en"))
        is_usable = english is not None and english.engine in (WHISPER, INTERPRETER) and english.text != GOES_ON
        text = tx.get_one(Version, (each, segment.rev)).text
        known = english.text if english is not None and is_usable else None
        translate.ask_machine(tx, segment, language, text, known, routes, outcome, now)
        outcome.looks[segment.stream_id] = now


def _told(tx: Session, session: str, language: str, is_held: bool, name: str, by: str, now: int) -> log.Event:
    payload = {"lang": language, "held": is_held, "name": name, "by": by}
    return log.append(tx, session, log.EVERY_VIEW, "interpreter", payload, now)
