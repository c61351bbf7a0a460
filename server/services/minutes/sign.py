"""Sign: a named person says that a language version of the minutes is right. Each function is one unit of work."""

from __future__ import annotations

from sqlalchemy.orm import Session

from server.core.errors import Conflict, NotAllowed, UnknownLanguage
from server.core.minutes import approval, approved
from server.core.minutes.approval import Action
from server.services.meeting import sessions
from server.services.minutes import approval as stored
from server.services.minutes.steps import Actor
from server.storage import tables


def sign(tx: Session, session: str, language: str, seen: str, actor: Actor, now: int) -> None:
    """This person signs the version that they saw; ``seen`` is its hash.

    Raises UnknownLanguage, NotAllowed for an invitation without a name, Conflict where lines are missing or changed.
    """
    approval.after(stored.state(tx, session), Action.SIGN, actor.role)
    meeting = sessions.get_session(tx, session)
    if language not in stored.versions_of(meeting):
        raise UnknownLanguage(f"this session has no language version {language!r}")
    if not actor.name.strip():
        raise NotAllowed("a person signs, by name: your invitation has none")
    lines = stored.standing_lines(tx, session)
    missing = approved.missing(lines, language)
    if missing or not lines:
        raise Conflict(f"{len(missing)} lines say nothing in {language}: nobody can sign that", missing=len(missing))
    found = stored.version_digest(lines, language)
    if found != seen:
        raise Conflict("this language version was changed meanwhile: look at it again", sha256=found)
    tx.add(
        tables.SignOff(
            session_id=session, language=language, sha256=found, by=actor.called, role=actor.role, at=now
        )
    )  # fmt: skip
