"""Show: a statement as a person of each role receives it (docs/protocol.md)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from server.clock import now_ms
from server.core.statement.brackets import Hold
from server.core.statement.consensus import counts_on, settled, unanswered
from server.core.statement.obstacles import obstacles
from server.core.statement.positions import WHOLE, Position
from server.core.statement.statement import ACCEPTED, Action, Paragraph, State, Statement
from server.core.statement.statement import standing as stands
from server.core.statement.table import Word
from server.services.meeting.roles import KEEPERS, OUTSIDERS
from server.services.meeting.sessions import may_see
from server.services.minutes import lineage, record
from server.services.minutes.lineage import Ways
from server.services.statement import (
    consensus,
    convert,
    corrected,
    draft,
    explanations,
    grounds,
    statements,
    succession,
    symbols,
)
from server.services.statement.answers import joined, once
from server.services.statement.parties import Reader, seen_as
from server.storage import tables

OF_DELEGATIONS = (Action.TAKE_POSITION, Action.EXPLAIN, Action.SIGN)
OF_CHAIR = (Action.SILENCE, Action.CONVERT, Action.APPROVE, Action.PUBLISH)
Minutes = Mapping[str, Mapping[str, Any]]
Matrix = Mapping[str, Mapping[str, Word]]


def shape(tx: Session, row: tables.Statement, who: Reader) -> dict[str, Any]:
    """A Statement of the protocol."""
    who = seen_as(row, who)
    return {**_common(tx, row, who), **_own(tx, row, who)}


def text(tx: Session, row: tables.Statement, who: Reader) -> str:
    """The same as JSON; what everybody of a role sees alike is made once for all who read in the same moment."""
    who = seen_as(row, who)
    return joined(once(tx, ("statement", row.id, who.role), lambda: _common(tx, row, who)), _own(tx, row, who))


def _own(tx: Session, row: tables.Statement, who: Reader) -> dict[str, Any]:
    """What depends on more of a person than the role."""
    return {
        "documents": succession.documents(tx, row, who),
        **convert.links(tx, row, who),
        "explanations": explanations.annexed(tx, row, who),
        "can": _can(row, who),
    }


def _common(tx: Session, row: tables.Statement, who: Reader) -> dict[str, Any]:
    """What everybody of a role sees alike: nothing else of the person may be asked here."""
    role = who.role
    table = consensus.table(tx, row, now_ms())
    standing, matrix = table.statement, table.matrix()
    ways = lineage.ways(tx, row.sessions)
    cited = led(standing, ways)
    current = [each for _, each in sorted(table.effective().items())]
    made = {each.id: each for each in statements.rows(tx, row.id)}
    named = {name for each in cited.paragraphs for name in each.cited()} | grounds.named(made.values())
    minutes = {each["id"]: each for each in draft.minutes_of(tx, row.sessions, named)}
    seen = {each for each in row.sessions if (it := tx.get(tables.Meeting, each)) and may_see(it, role)}
    rests_on = grounds.read(tx, row.id, settled(table, matrix))
    return {
        "id": row.id, "symbol": symbols.symbol(tx, row, standing.paragraphs), "title": row.title,
        "language": row.language, "form": row.form,
        "status": status(row),
        "rev": row.rev, "reading": row.reading,
        "parties": row.parties, "observers": row.observers, "visibility": row.visibility,
        "sessions": row.sessions, "sha256": row.sha256, "adopted_at": row.adopted_at,
        "embargo_until": row.embargo_until, "published_at": row.published_at,
        "kind": row.kind, "origin": "zero" if row.zero else "minutes" if row.sessions else "nothing",
        "paragraphs": [
            _paragraph(tx, each, made[each.id], _seen(rests.cited(), minutes, seen, role), row, ways, rests_on, role)
            | {"support": grounds.support(made[each.id], minutes, seen, role in OUTSIDERS)}
            for each, rests in zip(standing.paragraphs, cited.paragraphs, strict=True)
        ],
        "stances": _stances(matrix, current),
        "positions": consensus.positions(table, who),
        "counts": _counts(matrix, current),
        "unanswered": list(unanswered(matrix)),
        "obstacles": [] if row.adopted_at is not None else [each.text for each in obstacles(table)],
        "untranslated": _untranslated(cited, minutes),
        "omitted": _omitted(row, role),
        "taken_out": _taken_out(tx, row) if role in KEEPERS else [],
    }  # fmt: skip


def brief(row: tables.Statement) -> dict[str, Any]:
    """What the pages beside a statement begin with."""
    named = {"id": row.id, "title": row.title, "language": row.language, "form": row.form}
    return {**named, "status": status(row), "parties": row.parties, "adopted_at": row.adopted_at, "rev": row.rev}


def status(row: tables.Statement) -> str:
    """How a statement stands now: under an embargo as approved."""
    return str(stands(State(row.status), row.embargo_until, now_ms()))


def led(statement: Statement, ways: Ways) -> Statement:
    """A statement that cites the lines that stand now, where those that it cites were split or merged since."""
    return replace(statement, paragraphs=tuple(draft.led(each, ways) for each in statement.paragraphs))


def _stances(matrix: Matrix, current: Sequence[Position]) -> dict[str, dict[str, str]]:
    """What each party holds at this moment where it has said something."""
    found: dict[str, dict[str, str]] = {}
    for each in current:
        found.setdefault(each.delegation, {})[each.paragraph] = str(matrix[each.delegation][each.paragraph].value)
    return found


def _counts(matrix: Matrix, current: Sequence[Position]) -> dict[str, dict[str, int]]:
    """On the whole, and on each paragraph that a party spoke on: the others count there by their word on the whole."""
    places = [WHOLE, *dict.fromkeys(each.paragraph for each in current if each.paragraph)]
    return {place: {str(value): count for value, count in counts_on(matrix, place).items()} for place in places}


def _untranslated(statement: Statement, minutes: Minutes) -> list[dict[str, str]]:
    """What stands in the text as it was said because nobody could translate it, each line once in a paragraph."""
    found = {
        (each.id, bracket.owner, name): minutes[name]["lang"]
        for each in statement.paragraphs
        for bracket in each.brackets
        if bracket.hold is Hold.UNTRANSLATED
        for citation in each.citations
        if bracket.start <= citation.start and citation.end <= bracket.end
        for name in citation.segments
        if name in minutes
    }
    return [
        {"paragraph": paragraph, "delegation": owner, "segment": name, "lang": lang}
        for (paragraph, owner, name), lang in found.items()
    ]


def _omitted(row: tables.Statement, role: str) -> list[dict[str, Any]]:
    """Everybody at the table sees who is left out and why; the words, only those who keep the minutes."""
    if role in OUTSIDERS:
        return []
    return [{**each, "words": each.get("words", "") if role in KEEPERS else ""} for each in row.omitted]


def _taken_out(tx: Session, row: tables.Statement) -> list[dict[str, Any]]:
    found = []
    for each in statements.taken_out(tx, row.id):
        last = tx.get_one(tables.ParagraphVersion, (each.id, each.rev))
        found.append({"id": each.id, "kind": each.kind, "text": each.text, "by": last.by, "at": last.at})
    return sorted(found, key=lambda each: each["at"])


def _can(row: tables.Statement, who: Reader) -> list[str]:
    accepted = ACCEPTED[State(row.status)]
    if row.kind == convert.SUMMARY:  # it has no parties to be asked, and is one already
        accepted = {each: to for each, to in accepted.items() if each not in (Action.SILENCE, Action.CONVERT)}
    if who.role == "secretariat":
        decides = ["decide"] if Action.AMEND in accepted else []
        return [str(each) for each in accepted if each not in OF_DELEGATIONS] + decides
    if who.role == "chair":
        decides = ["amend", "decide"] if Action.AMEND in accepted else []
        return [str(each) for each in accepted if each in OF_CHAIR] + decides
    is_party = who.role == "delegation" and who.delegation in row.parties
    return [str(each) for each in accepted if each in (*OF_DELEGATIONS, Action.AMEND)] if is_party else []


def _seen(names: Iterable[str], minutes: Minutes, sessions: set[str], role: str) -> list[dict[str, Any]]:
    """Segments as this role may see them: a statement may be open to more people than the session that it cites."""
    found = (minutes[name] for name in names if name in minutes)
    return [record.seen_by(dict(each), role) for each in found if each["session"] in sessions]


def _paragraph(
    tx: Session, each: Paragraph, row: tables.Paragraph, cited: list[dict[str, Any]], statement: tables.Statement,
    ways: Ways, rests_on: grounds.Grounds, role: str,
) -> dict[str, Any]:  # fmt: skip
    versions = list(
        tx.scalars(
            select(tables.ParagraphVersion)
            .where(tables.ParagraphVersion.paragraph_id == row.id)
            .order_by(tables.ParagraphVersion.rev)
        )
    )
    seen_since = max(row.seen_at or 0, versions[-1].at)
    is_outside, language = role in OUTSIDERS, statement.language
    return {
        "id": each.id, "rev": row.rev, "number": each.number, "kind": str(each.kind), "text": each.text,
        "brackets": row.brackets, "citations": row.citations, "origin": row.origin,
        "evidence": [_evidence(one, language, _names(one["id"], each, ways)) for one in cited],
        "corrections": [] if is_outside else corrected.since(cited, seen_since),
        **grounds.shape(row, versions, {one["id"]: one for one in cited}, ways, language, rests_on, is_outside),
    }  # fmt: skip


def _names(segment: str, paragraph: Paragraph, ways: Ways) -> list[str]:
    """By which names a paragraph cites a segment: its own, or those of lines in whose place it stands."""
    return [name for name in paragraph.cited() if segment in lineage.on((name,), ways)]


def _evidence(shown: Mapping[str, Any], language: str, names: Sequence[str]) -> dict[str, Any]:
    """``stands_for``: the names that it is cited by."""
    told = shown["translations"].get(language) or {}
    is_told = bool(told.get("text")) and shown["lang"] != language
    return {
        "id": shown["id"], "stands_for": list(names), "session": shown["session"], "speaker": shown["speaker"],
        "delegation": shown["delegation"], "lang": shown["lang"], "text": shown["text"],
        "start_ms": shown["start_ms"], "status": shown["status"],
        "translation": told["text"] if is_told else None, "is_rough": bool(is_told and told["rough"]),
    }  # fmt: skip
