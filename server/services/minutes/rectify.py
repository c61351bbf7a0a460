"""Rectify: corrigenda stand beside the approved record, which itself never changes; and the record as it is given out.

Each function is one unit of work, or reads for one.
"""

from __future__ import annotations

import secrets
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from server.core.errors import BadRequest, Conflict, NotFound
from server.core.minutes import approval, approved
from server.core.minutes.approval import KEEPERS, Action, State
from server.core.text.plain import plain_text
from server.services.hearing.translate import Outcome
from server.services.meeting import roles
from server.services.minutes import approval as stored
from server.services.minutes import record, retraction
from server.services.minutes.approve import MOST_REASON, SALT_BYTES
from server.services.minutes.steps import Actor
from server.storage import lock, tables

TEXT, WITHHELD = "text", "withheld"


def rectify(
    tx: Session, session: str, segment: str, lang: str, text: object, why: object, actor: Actor, now: int
) -> int:
    """Say how a line (``lang`` "": as it was said; else its translation) is to be read; returns the number.

    Raises NotFound for a line that the record does not have in words, BadText, BadRequest.
    """
    approval.after(stored.state(tx, session), Action.CORRIGENDUM, actor.role)
    rows = corrigenda(tx, session)
    line = _line(tx, session, segment)
    if line["retracted"] or any(each.kind == WITHHELD and each.segment_id == segment for each in rows):
        raise Conflict("this line has no words in the record any more")
    before = _reads(line, lang)
    for each in rows:
        before = each.after if (each.segment_id, each.lang) == (segment, lang) else before
    after = plain_text(text, record.MAX_CHARACTERS)
    if after == before:
        raise BadRequest("the line reads so already: a corrigendum is another wording")
    return _add(tx, session, rows, (segment, lang, TEXT, before, after), why, actor, now)


def withhold(tx: Session, session: str, segment: str, why: object, actor: Actor, now: int) -> tuple[int, Outcome]:
    """A line is shown to nobody but those who keep the minutes, as for the law; the record's hash stays true.

    Returns the number of the corrigendum, and what is to be published. Raises NotFound, BadText, Conflict.
    """
    approval.after(stored.state(tx, session), Action.WITHHOLD, actor.role)
    line = _line(tx, session, segment)
    if line["retracted"]:
        raise Conflict("this line was retracted before the approval: the record has no words of it")
    with lock.lifted(tx, session):
        _, outcome = retraction.retract(tx, session, segment, actor.called, plain_text(why, MOST_REASON), now)
    rows = corrigenda(tx, session)
    return _add(tx, session, rows, (segment, "", WITHHELD, "", ""), why, actor, now), outcome


def corrigenda(tx: Session, session: str) -> list[tables.Corrigendum]:
    """All of them, in order."""
    query = select(tables.Corrigendum).where(tables.Corrigendum.session_id == session)
    return list(tx.scalars(query.order_by(tables.Corrigendum.number)))


def shapes(tx: Session, session: str, role: str) -> list[dict[str, Any]]:
    """Corrigenda of the protocol as this role may see them: who keeps the minutes reads what was withheld, too."""
    rows = corrigenda(tx, session)
    hidden = frozenset() if role in KEEPERS else _hidden(rows)
    return [_shape(row, row.segment_id in hidden) for row in rows]


def given_out(tx: Session, session: str, role: str) -> dict[str, Any]:
    """``{sha256, record, corrigenda}`` as this role may see it: published ones like the session, before that less.

    Raises NotFound where there is none for this role.
    """
    row = stored.of(tx, session)
    is_open = row.state == State.PUBLISHED or (row.state == State.APPROVED and role not in roles.OUTSIDERS)
    if not is_open:
        raise NotFound("these minutes are not published")
    frozen = stored.frozen(tx, session)
    hidden = frozenset() if role in KEEPERS else _hidden(corrigenda(tx, session))
    return {
        "sha256": row.sha256,
        "record": approved.withheld(frozen, hidden) if hidden else frozen,
        "corrigenda": shapes(tx, session, role),
    }


def _add(
    tx: Session, session: str, rows: list[tables.Corrigendum], what: tuple[str, str, str, str, str], why: object,
    actor: Actor, now: int,
) -> int:  # fmt: skip
    segment, lang, kind, before, after = what
    made = approved.Corrigendum(
        number=len(rows) + 1, segment=segment, lang=lang, kind=kind, before=before, after=after,
        why=plain_text(why, MOST_REASON), by=actor.called, at=now, salt=secrets.token_hex(SALT_BYTES),
    )  # fmt: skip
    of_record = str(tx.get_one(tables.Approval, session).sha256)
    sha256 = approved.chained(of_record, rows[-1].sha256 if rows else of_record, made)
    tx.add(
        tables.Corrigendum(
            session_id=session, number=made.number, segment_id=segment, lang=lang, kind=kind, before=before,
            after=after, why=made.why, by=made.by, role=actor.role, at=now, salt=made.salt, sha256=sha256,
        )
    )  # fmt: skip
    tx.flush()
    return made.number


def _shape(row: tables.Corrigendum, is_hidden: bool) -> dict[str, Any]:
    facts = {
        "number": row.number, "segment": row.segment_id, "lang": row.lang, "kind": row.kind, "why": row.why,
        "by": row.by, "at": row.at, "sha256": row.sha256, "words": approved.words_digest(_value(row)),
    }  # fmt: skip
    if is_hidden:
        return {**facts, "is_hidden": True, "salt": "", "before": "", "after": ""}
    return {**facts, "is_hidden": False, "salt": row.salt, "before": row.before, "after": row.after}


def _value(row: tables.Corrigendum) -> approved.Corrigendum:
    return approved.Corrigendum(
        row.number, row.segment_id, row.lang, row.kind, row.before, row.after, row.why, row.by, row.at, row.salt
    )


def _hidden(rows: list[tables.Corrigendum]) -> frozenset[str]:
    return frozenset(each.segment_id for each in rows if each.kind == WITHHELD)


def _line(tx: Session, session: str, segment: str) -> dict[str, Any]:
    for each in stored.frozen(tx, session)["segments"]:
        if each["id"] == segment:
            return dict(each)
    raise NotFound(f"the approved record has no line {segment!r}")


def _reads(line: dict[str, Any], lang: str) -> str:
    if lang in ("", line["lang"]):
        return str(line["text"])
    told = next((each["text"] for each in line["translations"] if each["lang"] == lang), "")
    if not told:
        raise NotFound(f"the approved record has no {lang} of this line")
    return str(told)
