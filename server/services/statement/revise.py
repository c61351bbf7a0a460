"""Revise: languages are chosen, versions worded, checked and signed by persons. Each function is one unit of work."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict

from sqlalchemy.orm import Session

from server.core.errors import BadRequest, Conflict, NotAllowed, NotFound, UnknownLanguage
from server.core.statement.statement import Action, State
from server.core.text.marked import marked
from server.core.text.plain import plain_text
from server.core.versions import signs
from server.services.meeting.roles import check_role
from server.services.minutes.steps import Actor
from server.services.statement import checked, ledger, render, statements, told, versions
from server.services.statement.versions import REVISED, Version
from server.storage import tables

REVISERS = ("secretariat", "rapporteur")
MAX_CHARACTERS = 20_000
MOST_LANGUAGES = 30


def choose(
    tx: Session, statement_id: str, rev: object, languages: object, prevails: object, known: Sequence[str],
    actor: Actor, now: int,
) -> None:  # fmt: skip
    """The languages of the statement from now on. ``known``: codes that there are.

    Raises BadRequest, UnknownLanguage, or Conflict where somebody was faster or the text is fixed.
    """
    check_role(actor.role, "secretariat")
    statement = statements.at_rev(tx, statement_id, rev, Action.EDIT)
    given = _given(languages, known)
    given = {statement.language: given.get(statement.language, True)} | given
    authentic = [code for code, is_authentic in given.items() if is_authentic]
    if not authentic:
        raise BadRequest("one language at least must be authentic")
    if prevails and prevails not in authentic:
        raise BadRequest(f"the language that prevails must be authentic: {', '.join(authentic)}; found {prevails!r}")
    tx.add(
        tables.LanguageChoice(
            statement_id=statement.id, prevails=str(prevails or ""), by=actor.called, role=actor.role, at=now,
            languages=[{"code": code, "is_authentic": is_authentic} for code, is_authentic in given.items()],
        )
    )  # fmt: skip
    told.tell(tx, statement, "languages")


def write(
    tx: Session, statement_id: str, language: str, paragraph_id: str, rev: object, text: object, order: object,
    actor: Actor, now: int,
) -> None:  # fmt: skip
    """A person's wording of a paragraph, or their word that the one that stands is right (no ``text``).

    ``rev``: of the version that they saw, 0 where there was none. Raises Conflict with the newer one.
    """
    statement, version = _current(tx, statement_id, language, paragraph_id, actor)
    seen = version.row.rev if version.row is not None else 0
    if rev != seen:
        newer = {"id": paragraph_id, "rev": seen, "text": version.text}
        pieces = [asdict(each) for each in marked(str(text or ""), version.text, language, is_exact=True)]
        raise Conflict(
            f"this paragraph was changed meanwhile: you saw version {rev}, it is at {seen}",
            paragraph=newer,
            pieces=pieces,
        )
    words = signs.bare(plain_text(text if text is not None else version.text, MAX_CHARACTERS))
    if not words:
        raise BadRequest("a version of a paragraph needs words")
    stands_for = _order(order, words, version)
    render.add(
        tx, statement, version, language, REVISED, words, now, order=stands_for, by=actor.called, role=actor.role,
        engine=version.row.engine if version.row is not None and text is None else "",
    )  # fmt: skip
    told.tell(tx, statement, "languages")


def mark(
    tx: Session,
    statement_id: str,
    language: str,
    paragraph_id: str,
    fault: object,
    text: object,
    actor: Actor,
    now: int,
) -> None:
    """A person says that what a check found is right. Raises NotFound where no check finds that."""
    statement, version = _current(tx, statement_id, language, paragraph_id, actor)
    found = checked.faults(version, statement.language, language, checked.terms(tx))
    if (fault, text) not in {(str(each.fault), each.text) for each in found}:
        raise NotFound(f"no check finds {fault!r} of {text!r} in this paragraph any more")
    tx.add(
        tables.VersionMark(
            statement_id=statement.id, paragraph_id=paragraph_id, language=language, fault=str(fault), text=str(text),
            source_text=version.source.text, by=actor.called, role=actor.role, at=now,
        )
    )  # fmt: skip
    told.tell(tx, statement, "languages")


def sign(tx: Session, statement_id: str, language: str, seen: object, actor: Actor, now: int) -> None:
    """This person signs the whole version that they saw; ``seen`` is its hash. What a machine made is theirs then.

    Raises Conflict where it was changed meanwhile, or ``details`` names paragraphs that have no words, that are stale,
    or in which a check found something that nobody mended or called right.
    """
    statement = _open(tx, statement_id, language, actor)
    every = versions.versions(tx, statement, language)
    found = versions.digest(every, language)
    if found != seen:
        raise Conflict("this language version was changed meanwhile: look at it again", sha256=found)
    rows, said = checked.terms(tx), checked.marks(tx, statement.id)
    hindering = {
        "missing": [each.source.id for each in every if not each.text and each.source.text],
        "stale": [each.source.id for each in every if each.is_stale],
        "faults": [
            each.source.id for each in every if checked.open_faults(each, statement.language, language, rows, said)
        ],
    }
    if any(hindering.values()):
        told_in_words = ", ".join(f"{len(names)} {what}" for what, names in hindering.items() if names)
        raise Conflict(f"nobody can sign this version yet: {told_in_words}", **hindering)
    for each in every:
        if not each.is_whole and each.row is not None and each.source.text:
            render.add(
                tx, statement, each, language, REVISED, each.text, now, engine=each.row.engine,
                order=list(each.row.order), by=actor.called, role=actor.role,
            )  # fmt: skip
    tx.add(
        tables.VersionSignOff(
            statement_id=statement.id, language=language, sha256=found, by=actor.called, role=actor.role, at=now
        )
    )  # fmt: skip
    told.tell(tx, statement, "languages")
    facts = {"language": language, "sha256": found}
    ledger.add(tx, statement.id, "signed_off", actor.called, now, role=actor.role, **facts)


def check_language(tx: Session, statement_id: str, language: str) -> tables.Statement:
    """The statement, where it has that language beside its own. Raises NotFound or UnknownLanguage."""
    statement = statements.existing(tx, statement_id)
    if language not in versions.choice(tx, statement).others(statement.language):
        raise UnknownLanguage(f"this statement has no version in {language!r}")
    return statement


def _given(languages: object, known: Sequence[str]) -> dict[str, bool]:
    if not isinstance(languages, list) or len(languages) > MOST_LANGUAGES:
        raise BadRequest(f"languages must be a list of {{code, is_authentic}}, {MOST_LANGUAGES} at most")
    found: dict[str, bool] = {}
    for each in languages:
        code = each.get("code") if isinstance(each, dict) else None
        if not isinstance(code, str) or code not in known:
            raise UnknownLanguage(f"there is no language {code!r} here")
        found[code] = each.get("is_authentic") is True
    return found


def _open(tx: Session, statement_id: str, language: str, actor: Actor) -> tables.Statement:
    """A statement of which this person may still word this language, under their name."""
    check_role(actor.role, *REVISERS)
    statement = check_language(tx, statement_id, language)
    if not actor.name.strip():
        raise NotAllowed("a version is revised and signed by a person, by name: your invitation has none")
    is_fixed = statement.adopted_at is not None and language in versions.choice(tx, statement).authentic
    if is_fixed or statement.status == State.PUBLISHED:
        raise Conflict("this language version is part of what was adopted or published, and stands as it is")
    return statement


def _current(
    tx: Session, statement_id: str, language: str, paragraph_id: str, actor: Actor
) -> tuple[tables.Statement, Version]:
    statement = _open(tx, statement_id, language, actor)
    every = versions.versions(tx, statement, language)
    version = next((each for each in every if each.source.id == paragraph_id), None)
    if version is None:
        raise NotFound(f"there is no paragraph {paragraph_id!r} in this statement")
    return statement, version


def _order(order: object, words: str, version: Version) -> list[int]:
    """Which of the source's brackets each of the version's is; kept where nobody says another."""
    count = len(signs.pairs(words) or ())
    if order is None:
        kept = list(version.row.order) if version.row is not None else []
        return kept if len(kept) == count else []
    if not isinstance(order, list) or sorted(map(str, order)) != sorted(map(str, range(count))):
        raise BadRequest(f"order names each of the {count} brackets once, from 0")
    return [int(each) for each in order]
