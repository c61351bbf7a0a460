"""Commitments: the register of what an adopted statement says will be done. Each function is one unit of work.

Every change is a version; which ones are late is computed when they are read.
"""

from __future__ import annotations

import datetime
import secrets
from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from server.core.errors import BadRequest, Conflict, NotAllowed, NotFound
from server.core.statement import commitments as rules
from server.core.statement.commitments import State
from server.core.text.plain import plain_text
from server.services.meeting.roles import KEEPERS, check_role
from server.services.minutes.steps import Actor
from server.services.statement import draft, statements, told
from server.services.statement.parties import Reader, sits
from server.storage import tables

MOST, MOST_CHARACTERS, MOST_NOTE, MOST_CONTACT = 500, 4_000, 4_000, 300
OF_OWNERS = frozenset({"state", "note", "contact"})  # what a party that owns one may say of it; of others its contact
Row = tuple[tables.Commitment, tables.CommitmentVersion]


def shape(tx: Session, statement: tables.Statement, who: Reader, now: int) -> dict[str, Any]:
    """``{rev, commitments, parties, can}``; contact points, notes and persons are for those at the table."""
    numbers = {each.id: each.number for each in statements.read(tx, statement).paragraphs}
    return {
        "rev": statement.rev,
        "is_adopted": statement.adopted_at is not None,
        "commitments": [
            _shape(tx, row, version, numbers, statement, who, now) for row, version in newest(tx, statement.id)
        ],
        "parties": list(statement.parties),
        "can": ["add"] if statement.adopted_at is not None and who.role in KEEPERS else [],
    }


def write_draft(tx: Session, statement_id: str, actor: Actor, now: int) -> None:
    """What the operative paragraphs commit to. Raises Conflict before adoption, and where there is a register."""
    check_role(actor.role, *KEEPERS)
    statement = _adopted(tx, statement_id)
    if newest(tx, statement.id):
        raise Conflict("this statement has a register of commitments: add to it, or word what stands there")
    names = {code: name for code, name in draft.names_in(tx, statement.language).items() if code in statement.parties}
    paragraphs = statements.read(tx, statement).paragraphs
    for place, each in enumerate(
        rules.drafted(paragraphs, statement.language, names, _day(statement.adopted_at or now))
    ):
        row = tables.Commitment(
            id=secrets.token_hex(4), statement_id=statement.id, paragraph_id=each.paragraph, place=place
        )
        tx.add(row)
        tx.flush()
        _keep(
            tx, row, None, actor, now, text=each.text, owners=list(each.owners), due=each.due, due_said=each.said,
            state=str(State.OPEN),
        )  # fmt: skip
    told.tell(tx, statement, "commitments")


def add(tx: Session, statement_id: str, given: dict[str, Any], actor: Actor, now: int) -> str:
    """A commitment of a person's own wording; returns its id. Raises BadRequest, BadText, NotFound, Conflict."""
    check_role(actor.role, *KEEPERS)
    statement = _adopted(tx, statement_id)
    every = newest(tx, statement.id)
    if len(every) >= MOST:
        raise BadRequest(f"a register has {MOST} commitments at most")
    paragraph = given.get("paragraph") or ""
    if paragraph:
        statements.row_of(tx, statement, paragraph)
    row = tables.Commitment(
        id=secrets.token_hex(4), statement_id=statement.id, paragraph_id=paragraph,
        place=max((each.place for each, _ in every), default=-1) + 1,
    )  # fmt: skip
    tx.add(row)
    tx.flush()
    facts = _facts({"text": given.get("text"), **{k: v for k, v in given.items() if v is not None}}, statement)
    _keep(tx, row, None, actor, now, **{"state": str(State.OPEN), **facts})
    told.tell(tx, statement, "commitments")
    return row.id


def edit(tx: Session, statement_id: str, identity: str, given: dict[str, Any], actor: Actor, now: int) -> None:
    """Another version of a commitment; what is None stays.

    Who keeps the minutes may say anything; a party its own contact point, and as an owner how far it is and a note.
    Raises Conflict with the newer version where somebody was faster.
    """
    statement = _adopted(tx, statement_id)
    row = tx.get(tables.Commitment, identity)
    if row is None or row.statement_id != statement.id:
        raise NotFound(f"there is no commitment {identity!r} in this statement")
    last = _last(tx, row)
    if given.get("rev") != last.rev:
        newer = {"id": row.id, "rev": last.rev, "text": last.text, "state": last.state}
        raise Conflict(
            f"this commitment was changed meanwhile: you saw version {given.get('rev')}, it is at {last.rev}",
            commitment=newer,
        )
    asked = {key: value for key, value in given.items() if key != "rev" and value is not None}
    _check_may(actor, last, asked, statement)
    if "contact" in asked:
        whose = asked.pop("contact_of", None) or actor.delegation
        asked["contacts"] = _contacts(last.contacts, whose, asked.pop("contact"), statement)
    _keep(tx, row, last, actor, now, **_facts(asked, statement))
    told.tell(tx, statement, "commitments")


def newest(tx: Session, statement_id: str) -> list[Row]:
    """Every commitment with its newest version, in the order of the register."""
    kept = select(tables.Commitment).where(tables.Commitment.statement_id == statement_id)
    rows = list(tx.scalars(kept.order_by(tables.Commitment.place, tables.Commitment.id)))
    of = tables.CommitmentVersion.commitment_id.in_([row.id for row in rows])
    last = {
        each.commitment_id: each
        for each in tx.scalars(select(tables.CommitmentVersion).where(of).order_by(tables.CommitmentVersion.rev))
    }
    return [(row, last[row.id]) for row in rows]


def as_csv(
    tx: Session,
    statement: tables.Statement,
    who: Reader,
    now: int,
    word: Callable[[str], str],
    names: Mapping[str, str],
) -> bytes:
    """The register as a file. ``word``: a heading or a state in the reader's language; ``names``: parties in it."""
    told_of = shape(tx, statement, who, now)
    contacts = ["contact", "note"] if sits(statement, who) else []
    header = ["number", "text", "owners", "due", "due_said", "state", "late", *contacts]
    rows = []
    for each in told_of["commitments"]:
        contact = "; ".join(f"{names.get(code, code)}: {text}" for code, text in sorted(each["contacts"].items()))
        late = word("yes") if each["is_late"] else ""
        cells = [
            each["number"],
            each["text"],
            ", ".join(names.get(code, code) for code in each["owners"]),
            each["due"],
            each["due_said"],
        ]
        rows.append([*cells, word(each["state"]), late, *([contact, each["note"]] if contacts else [])])
    return rules.table([word(each) for each in header], rows)


def _shape(
    tx: Session, row: tables.Commitment, last: tables.CommitmentVersion, numbers: dict[str, str],
    statement: tables.Statement, who: Reader, now: int,
) -> dict[str, Any]:  # fmt: skip
    is_outside = not sits(statement, who)
    kept = select(tables.CommitmentVersion).where(tables.CommitmentVersion.commitment_id == row.id)
    versions = [] if is_outside else list(tx.scalars(kept.order_by(tables.CommitmentVersion.rev)))
    return {
        "id": row.id, "rev": last.rev, "paragraph": row.paragraph_id, "number": numbers.get(row.paragraph_id, ""),
        "text": last.text, "owners": last.owners, "due": last.due, "due_said": last.due_said, "state": last.state,
        "is_late": rules.is_late(last.due, last.state, _day(now)),
        "contacts": {} if is_outside else last.contacts, "note": "" if is_outside else last.note,
        "by": "" if is_outside else last.by, "at": last.at,
        "versions": [
            {"rev": each.rev, "text": each.text, "owners": each.owners, "due": each.due, "state": each.state,
             "note": each.note, "by": each.by, "at": each.at}
            for each in versions
        ],
        "can": _can(who, last, statement),
    }  # fmt: skip


def _can(who: Reader, last: tables.CommitmentVersion, statement: tables.Statement) -> list[str]:
    if who.role in KEEPERS:
        return ["edit"]
    if who.role != "delegation" or who.delegation not in statement.parties:
        return []
    return ["contact", "state"] if who.delegation in last.owners else ["contact"]


def _check_may(
    actor: Actor, last: tables.CommitmentVersion, asked: dict[str, Any], statement: tables.Statement
) -> None:
    may = _can(actor, last, statement)
    allowed = OF_OWNERS if "state" in may else frozenset({"contact"}) if may else frozenset()
    if "edit" not in may and (set(asked) - allowed or not may):
        raise NotAllowed(
            "a party words its own contact point, and how far what it owns is; the rest the secretariat does"
        )


def _adopted(tx: Session, statement_id: str) -> tables.Statement:
    statement = statements.existing(tx, statement_id)
    if statement.adopted_at is None:
        raise Conflict("a register of commitments begins with adoption: the text can still change")
    return statement


def _last(tx: Session, row: tables.Commitment) -> tables.CommitmentVersion:
    kept = select(tables.CommitmentVersion).where(tables.CommitmentVersion.commitment_id == row.id)
    return tx.scalars(kept.order_by(tables.CommitmentVersion.rev.desc()).limit(1)).one()


def _keep(
    tx: Session, row: tables.Commitment, last: tables.CommitmentVersion | None, actor: Actor, now: int, **facts: Any
) -> None:
    before = {} if last is None else {key: getattr(last, key) for key in _FIELDS}
    kept = {"text": "", "owners": [], "due": "", "due_said": "", "state": "open", "contacts": {}, "note": ""}
    tx.add(
        tables.CommitmentVersion(
            commitment_id=row.id, rev=last.rev + 1 if last is not None else 1, by=actor.called, role=actor.role, at=now,
            **(kept | before | facts),
        )
    )  # fmt: skip
    tx.flush()


_FIELDS = ("text", "owners", "due", "due_said", "state", "contacts", "note")


def _facts(asked: dict[str, Any], statement: tables.Statement) -> dict[str, Any]:
    """What is to be stored of what came. Raises BadRequest, BadText."""
    found: dict[str, Any] = {key: asked[key] for key in ("contacts",) if key in asked}
    if "text" in asked:
        found["text"] = plain_text(asked["text"], MOST_CHARACTERS)
    if "note" in asked:
        found["note"] = plain_text(asked["note"], MOST_NOTE) if asked["note"] else ""
    if "owners" in asked:
        strangers = [each for each in asked["owners"] if each not in statement.parties]
        if strangers:
            raise BadRequest(f"owners are parties to the statement; {', '.join(map(str, strangers))} is none")
        found["owners"] = list(dict.fromkeys(asked["owners"]))
    if "due" in asked:
        if asked["due"] and rules.last_day(asked["due"]) is None:
            raise BadRequest(
                f"a due date is a day, a month or a year (2027-03-31, 2027-03, 2027); found {asked['due']!r}"
            )
        found["due"] = asked["due"]
    if "state" in asked:
        if asked["state"] not in tuple(State):
            raise BadRequest(f"a commitment is {', '.join(State)}; found {asked['state']!r}")
        found["state"] = asked["state"]
    return found


def _contacts(standing: dict[str, Any], whose: object, contact: object, statement: tables.Statement) -> dict[str, Any]:
    if whose not in statement.parties:
        raise BadRequest(f"a contact point is a party's; {whose!r} is none")
    kept = {code: text for code, text in standing.items() if code != whose}
    return {**kept, str(whose): plain_text(contact, MOST_CONTACT)} if contact else kept


def _day(ms: int) -> datetime.date:
    return datetime.datetime.fromtimestamp(ms / 1000, datetime.UTC).date()
