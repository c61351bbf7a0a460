"""Zero: a statement that begins with a text which somebody brought, and what the room says of it.

Its words are never touched here: what the minutes supply stands beside each paragraph, and whoever holds one back
stands as the owner of a bracket around it. Each function works inside a unit of work.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from server.core.drafting import UNREAD, Sense
from server.core.errors import BadDocument, Conflict, TooLarge
from server.core.statement.brackets import Bracket, Hold
from server.core.statement.statement import Action, Paragraph, numbered
from server.core.zero import Codes, Recognised, Tracked, bracketed, codes_of, owners_of, recognise, tongue
from server.core.zero.said import Said, Support
from server.core.zero.support import support
from server.documents import zero_draft
from server.documents.zero_draft import ZeroDraft
from server.services.meeting import glossary
from server.services.meeting.roles import OUTSIDERS
from server.services.meeting.sessions import may_see
from server.services.statement import draft, grounds, statements, told
from server.services.statement.parties import Reader
from server.storage import tables

MAX_PARAGRAPHS, MAX_CHARACTERS = 500, 10_000  # those of a statement that is written by hand


@dataclass(frozen=True, slots=True)
class Brought:
    """A zero draft as it came: its blocks, and the file's name and SHA-256 (both "" for a text that was pasted).

    ``tracked``: what becomes of the changes that reviewers left in it.
    """

    draft: ZeroDraft
    name: str = ""
    sha256: str = ""
    tracked: Tracked = Tracked.ACCEPTED


def names(tx: Session, language: str) -> Codes:
    """Codes by what delegations and countries may be called in a text of a language."""
    registered = {row.code: row.name for row in tx.scalars(select(tables.Delegation).order_by(tables.Delegation.code))}
    return codes_of(zero_draft.names_of(registered, language))


def recognised(tx: Session, brought: Brought, language: str) -> Recognised:
    """Its paragraphs. Raises TooLarge or BadDocument."""
    here = tx.scalars(select(tables.Delegation.code)).all()
    found = recognise(brought.draft.blocks, language, names(tx, language), {*here, "CHAIR"}, brought.tracked)
    if not found.paragraphs:
        raise BadDocument("there is a title in this text, and nothing under it")
    longest = max(found.paragraphs, key=lambda each: len(each.text))
    if len(found.paragraphs) > MAX_PARAGRAPHS or len(longest.text) > MAX_CHARACTERS:
        raise TooLarge(
            f"a statement has {MAX_PARAGRAPHS} paragraphs of {MAX_CHARACTERS:,} characters at most; found "
            f"{len(found.paragraphs)}, the longest of {len(longest.text):,} ({longest.text[:60]!r})"
        )
    return found


def preview(tx: Session, brought: Brought, language: str) -> dict[str, Any]:
    """A ZeroPreview of the protocol: what would become of it, and what a person should look at before."""
    found, called = recognised(tx, brought, language), names(tx, language)
    shown: list[Paragraph] = []
    for each in found.paragraphs:
        text, brackets = bracketed(each, language, called)
        shown.append(Paragraph(str(len(shown)), each.kind, text, brackets=brackets, suffix=each.suffix))
    counted = numbered(tuple(shown), language)
    return {
        "form": brought.draft.form, "title": found.title, "statement_form": str(found.form),
        "language": tongue("\n".join([found.title, *(each.text for each in shown)])),
        "parties": parties_of(tx, brought, language),
        "paragraphs": [
            {
                "kind": str(each.kind), "number": number.number, "was": came.number, "text": each.text,
                "brackets": [statements.bracket_shape(one) for one in each.brackets],
                "changes": [{"kind": one.kind, "by": one.by, "at": one.at, "text": one.words} for one in came.changes],
            }
            for each, number, came in zip(shown, counted, found.paragraphs, strict=True)
        ],
        "warnings": [
            *({"code": "encoding", "text": each, "paragraph": None} for each in (brought.draft.encoding,) if each),
            *({"code": one.code, "text": one.text, "paragraph": one.paragraph} for one in found.warnings),
        ],
    }  # fmt: skip


def parties_of(tx: Session, brought: Brought, language: str) -> list[str]:
    """The codes of the parties that the file lists, as far as they are delegations here."""
    called = names(tx, language)
    here = set(tx.scalars(select(tables.Delegation.code)))
    listed = (code for each in brought.draft.parties for code in owners_of(each, called))
    return [each for each in dict.fromkeys(listed) if each in here and each != "CHAIR"]


def begin(tx: Session, statement: tables.Statement, brought: Brought, by: str, now: int, sense: Sense = UNREAD) -> None:
    """The paragraphs of the zero draft are the statement's first wording; then the minutes are read.

    ``sense``: what the learned reader made of them.
    """
    called = names(tx, statement.language)
    for place, each in enumerate(recognised(tx, brought, statement.language).paragraphs):
        text, brackets = bracketed(each, statement.language, called)
        row = tables.Paragraph(
            id=secrets.token_hex(4), statement_id=statement.id, place=place, rev=0, problems=[], origin="zero"
        )
        held = _numbered_anew(brackets, by, now)
        statements.store(row, Paragraph(row.id, each.kind, text, brackets=held, suffix=each.suffix), by, now)
        tx.add(row)
        tx.flush()
        draft.version(tx, row, by, now)
    statement.zero = {
        "name": brought.name, "form": brought.draft.form, "sha256": brought.sha256, "tracked": str(brought.tracked),
        "by": by, "at": now, "read_at": now,
    }  # fmt: skip
    if not statement.parties:
        spoke = draft.evidence_of(tx, statement, draft.minutes_of(tx, statement.sessions)).delegations()
        statement.parties = sorted(spoke)
    hear(tx, statement, by, now, sense)
    told.tell(tx, statement, "zero")
    tx.flush()


def refresh(tx: Session, statement_id: str, rev: object, by: str, now: int, sense: Sense = UNREAD) -> None:
    """Read the minutes again; no word of the text changes. Raises Conflict where there is no zero draft."""
    statement = statements.at_rev(tx, statement_id, rev, Action.EDIT)
    if statement.zero is None:
        raise Conflict("this statement did not begin with a zero draft: there is no support to read for it")
    statement.zero = {**statement.zero, "read_at": now}
    hear(tx, statement, by, now, sense)
    told.tell(tx, statement, "zero")
    tx.flush()


def hear(tx: Session, statement: tables.Statement, by: str, now: int, sense: Sense = UNREAD) -> None:
    """What the minutes say of each paragraph, and a bracket around it for each delegation that newly holds it back.

    A bracket that a person closed does not come back for the same words.
    """
    minutes = draft.minutes_of(tx, statement.sessions)
    evidence = draft.evidence_of(tx, statement, minutes)
    sessions = {each["id"]: each["session"] for each in minutes}
    rows = statements.rows(tx, statement.id)
    standing = numbered(tuple(statements.paragraph(each) for each in rows), statement.language)
    placed, unplaced = support(standing, evidence, statement.language, glossary.rows(tx), sense)
    for row in rows:
        found = placed.get(row.id, Support())
        _hold(row, found, by, now)
        row.support = {
            "supports": [_shape(each, sessions) for each in found.supports],
            "reservations": [_shape(each, sessions) for each in found.reservations],
            "amendments": [_shape(each, sessions) for each in found.amendments],
            "leaning": [_shape(each, sessions) for each in found.leaning],
            "carried": row.origin == "zero" and found.is_carried,
        }
    statement.unplaced = [_shape(each, sessions) for each in unplaced]


def shape(tx: Session, statement: tables.Statement, who: Reader) -> dict[str, Any]:
    """``GET zero`` of the protocol: the file, what was said of each paragraph, and what was said of none."""
    is_outside = who.role in OUTSIDERS
    seen = {each for each in statement.sessions if (it := tx.get(tables.Meeting, each)) and may_see(it, who.role)}
    rows = statements.rows(tx, statement.id)
    spoken_of = grounds.named(rows) | {name for each in statement.unplaced or [] for name in each["segments"]}
    minutes = {each["id"]: each for each in draft.minutes_of(tx, statement.sessions, spoken_of)}
    counted = numbered(tuple(statements.paragraph(each) for each in rows), statement.language)
    return {
        "file": statement.zero,
        "paragraphs": [
            {"id": row.id, "number": each.number, "support": grounds.support(row, minutes, seen, is_outside)}
            for row, each in zip(rows, counted, strict=True)
        ],
        "unplaced": [] if is_outside else [grounds.said(each, minutes, seen) for each in statement.unplaced or []],
    }


def _hold(row: tables.Paragraph, found: Support, by: str, now: int) -> None:
    """Brackets around the paragraph for what was not held against it before."""
    standing = statements.paragraph(row)
    before = row.support or {"reservations": [], "amendments": []}
    known = {_key(each) for kind in ("reservations", "amendments") for each in before[kind] if each["hold"]}
    owners = {owner for each in standing.brackets for owner in each.holders}
    fresh: list[Bracket] = []
    for each in (*found.reservations, *found.amendments):
        is_new = (each.delegation, str(each.hold), each.segments) not in known
        if each.hold is not None and each.delegation not in owners and is_new:
            owners.add(each.delegation)
            fresh.append(
                Bracket(
                    each.delegation, Hold(each.hold), 0, len(row.text), id=secrets.token_hex(4), opened_by=by,
                    opened_at=now, is_whole=True,
                )
            )  # fmt: skip
    if fresh:
        statements.store(row, replace(standing, brackets=(*standing.brackets, *fresh)), by, now)


def _numbered_anew(brackets: Sequence[Bracket], by: str, now: int) -> tuple[Bracket, ...]:
    """Brackets as they are stored: with ids that nothing else has, opened by this person now."""
    ids = {each.id: secrets.token_hex(4) for each in brackets}
    return tuple(
        replace(
            each, id=ids[each.id], alternative_of=ids[each.alternative_of] if each.alternative_of else None,
            opened_by=by, opened_at=now,
        )
        for each in brackets
    )  # fmt: skip


def _key(each: Mapping[str, Any]) -> tuple[str, str, tuple[str, ...]]:
    return each["delegation"], each["hold"], tuple(each["segments"])


def _shape(each: Said, sessions: Mapping[str, str]) -> dict[str, Any]:
    return {
        "delegation": each.delegation, "act": each.act, "hold": str(each.hold) if each.hold else "",
        "strength": each.strength, "language": each.language, "segments": list(each.segments), "words": each.words,
        "session": next((sessions[name] for name in each.segments if name in sessions), ""),
    }  # fmt: skip
