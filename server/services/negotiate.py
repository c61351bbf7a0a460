"""Draft, negotiate, adopt and publish the shared statement. Each function is one unit of work."""

from __future__ import annotations

import hashlib
import secrets
from typing import Any

import rfc8785
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from server.core import consensus
from server.core import draft as drafting
from server.core.errors import BadRequest, Conflict, NotFound
from server.services import record
from server.services.convene import get_session, may_see, plain_text
from server.storage.tables import Delegation, Paragraph, ParagraphVersion, Position, Segment, Statement

FORMS = ("communique",)


def create(
    tx: Session, title: str, sessions: list[str], language: str, form: str, parties: list[str], by: str, now: int
) -> Statement:
    """A statement, drafted at once from the minutes of its sessions."""
    if language not in drafting.TEMPLATES:
        raise BadRequest(f"a statement is drafted in {', '.join(drafting.TEMPLATES)}; found {language!r}")
    if form not in FORMS:
        raise BadRequest(f"a form is one of {', '.join(FORMS)}; found {form!r}")
    if not sessions:
        raise BadRequest("choose at least one session to draft from")
    statement = Statement(
        id=secrets.token_hex(4),
        title=plain_text(title, 200),
        language=language,
        form=form,
        status="draft",
        rev=1,
        parties=parties,
        sessions=sessions,
        omitted=[],
    )
    tx.add(statement)
    tx.flush()
    _write_draft(tx, statement, by, now)
    return statement


def redraft(tx: Session, statement_id: str, rev: int, by: str, now: int) -> Statement:
    """Draft again from the minutes as they are now."""
    statement = _at(tx, statement_id, rev, "redraft")
    for paragraph in _paragraphs(tx, statement_id):
        tx.execute(delete(ParagraphVersion).where(ParagraphVersion.paragraph_id == paragraph.id))
        tx.delete(paragraph)
    tx.flush()
    _write_draft(tx, statement, by, now)
    statement.rev += 1
    return statement


def edit(tx: Session, statement_id: str, paragraph_id: str, rev: int, text: str, by: str, now: int) -> None:
    """A new wording over revision ``rev`` of a paragraph; the verifier looks again. Raises Conflict with the newer paragraph."""
    statement = _in_state(tx, statement_id, "edit")
    paragraph = _paragraph(tx, statement, paragraph_id)
    if paragraph.rev != rev:
        raise Conflict(
            f"this paragraph was changed meanwhile: you saw version {rev}, it is at {paragraph.rev}",
            paragraph=_shape_paragraph(tx, statement, paragraph, "", "secretariat"),
        )
    wording = plain_text(text, 10_000)
    lost = [
        bracket["owner"]
        for bracket in paragraph.brackets
        if paragraph.text[bracket["span"][0] : bracket["span"][1]] not in wording
    ]
    if lost:
        raise Conflict(f"the text in brackets of {', '.join(lost)} must stay: close the bracket first", owners=lost)
    paragraph.brackets = [_moved(bracket, paragraph.text, wording) for bracket in paragraph.brackets]
    paragraph.citations = [_moved(each, paragraph.text, wording) for each in paragraph.citations]
    paragraph.text = wording
    _new_version(tx, statement, paragraph, by, now)


def close_bracket(tx: Session, statement_id: str, paragraph_id: str, rev: int, owner: str, by: str, now: int) -> None:
    """Take the bracketed text of an owner out of the paragraph (it stays in the versions)."""
    statement = _in_state(tx, statement_id, "edit")
    paragraph = _paragraph(tx, statement, paragraph_id)
    if paragraph.rev != rev:
        raise Conflict(
            "this paragraph was changed meanwhile",
            paragraph=_shape_paragraph(tx, statement, paragraph, "", "secretariat"),
        )
    bracket = next((each for each in paragraph.brackets if each["owner"] == owner), None)
    if bracket is None:
        raise NotFound(f"there is no bracket of {owner!r} in this paragraph")
    before = paragraph.text
    after = (before[: bracket["span"][0]].rstrip() + before[bracket["span"][1] :]).strip() or "—"
    paragraph.brackets = [_moved(each, before, after) for each in paragraph.brackets if each is not bracket]
    paragraph.citations = [
        _moved(each, before, after)
        for each in paragraph.citations
        if before[each["span"][0] : each["span"][1]] in after
    ]
    paragraph.text = after
    _new_version(tx, statement, paragraph, by, now)


def take_position(
    tx: Session, statement_id: str, paragraph_id: str, delegation: str, value: str, note: str, by: str, now: int
) -> None:
    """A delegation's position on a paragraph or, with an empty id, on the whole."""
    statement = _in_state(tx, statement_id, "position")
    if value not in consensus.POSITIONS:
        raise BadRequest(f"a position is one of {', '.join(consensus.POSITIONS)}; found {value!r}")
    if delegation not in statement.parties:
        raise NotFound(f"{delegation} is not a party to this statement")
    if paragraph_id:
        _paragraph(tx, statement, paragraph_id)
    tx.add(
        Position(
            id=secrets.token_hex(8),
            statement_id=statement_id,
            paragraph_id=paragraph_id,
            delegation=delegation,
            value=value,
            note=note[:2000],
            by=by,
            at=now,
        )
    )
    statement.rev += 1


def advance(tx: Session, statement_id: str, action: str, rev: int, now: int) -> None:
    """Open the negotiation, adopt or publish. Adoption fixes text, parties and hash, and is refused while anything stands in the way."""
    statement = _at(tx, statement_id, rev, action)
    if action == "adopt":
        standing = shape(tx, statement, "")["obstacles"]
        if standing:
            raise Conflict(f"it can't be adopted yet: {'; '.join(standing)}", obstacles=standing)
        statement.adopted_at = now
        text = canonical(tx, statement)
        statement.canonical, statement.sha256 = text.decode(), hashlib.sha256(text).hexdigest()
    statement.status = consensus.AFTER[action]
    statement.rev += 1


def canonical(tx: Session, statement: Statement) -> bytes:
    """The adopted text as canonical JSON (RFC 8785): what the hash is of."""
    paragraphs = [
        {"kind": each.kind, "text": each.text, "citations": each.citations} for each in _paragraphs(tx, statement.id)
    ]
    stances = _stances(tx, statement.id)
    positions = {party: stances.get(party, {}).get("", "no_reply") for party in statement.parties}
    facts = {
        "title": statement.title, "language": statement.language, "form": statement.form, "parties": statement.parties,
        "positions": positions, "adopted_at": statement.adopted_at, "paragraphs": paragraphs,
    }  # fmt: skip
    return rfc8785.dumps(facts)


def shape(tx: Session, statement: Statement, role: str) -> dict[str, Any]:
    """A Statement of the protocol."""
    paragraphs = _paragraphs(tx, statement.id)
    stances = _stances(tx, statement.id)
    open_brackets = [bracket["owner"] for each in paragraphs for bracket in each.brackets]
    quoting = [each.id for each in paragraphs if _quotes_retracted(tx, each)] if statement.adopted_at is None else []
    shaped = [
        _shape_paragraph(tx, statement, each, number, role)
        for each, number in zip(paragraphs, _numbers(paragraphs), strict=True)
    ]
    return {
        "id": statement.id, "title": statement.title, "language": statement.language, "form": statement.form, "status": statement.status,
        "rev": statement.rev, "parties": statement.parties, "sessions": statement.sessions, "sha256": statement.sha256,
        "adopted_at": statement.adopted_at, "omitted": statement.omitted, "paragraphs": shaped, "stances": stances,
        "counts": consensus.counts(stances), "unanswered": consensus.unanswered(statement.parties, stances),
        "obstacles": consensus.obstacles(statement.parties, stances, open_brackets, quoting),
        "can": list(consensus.STATES[statement.status]) if role == "secretariat" else (["position"] if role == "delegation" and statement.status == "negotiation" else []),
    }  # fmt: skip


def get(tx: Session, statement_id: str, role: str) -> Statement:
    """A statement that this role may see: the published ones for everybody. Raises NotFound."""
    statement = tx.get(Statement, statement_id)
    if statement is None or (role == "public" and statement.status != "published"):
        raise NotFound(f"there is no statement {statement_id!r}")
    return statement


def _write_draft(tx: Session, statement: Statement, by: str, now: int) -> None:
    evidence, titles = [], []
    for session in statement.sessions:
        titles.append(get_session(tx, session).title)
        for segment in record.minutes(tx, session):
            if segment["status"] != "retracted":
                evidence.append(_evidence(segment, statement.language))
    names = {row.code: row.name for row in tx.scalars(select(Delegation))}
    if not statement.parties:
        statement.parties = sorted(
            {each.delegation for each in evidence if each.delegation and each.delegation != "CHAIR"}
        )
    made = drafting.draft(evidence, "; ".join(titles), statement.language, names)
    statement.omitted = [{"delegation": code, "why": why} for code, why in made.omitted]
    for place, each in enumerate(made.paragraphs):
        paragraph = Paragraph(
            id=secrets.token_hex(4), statement_id=statement.id, place=place, kind=each.kind, rev=0, text=each.text, problems=[],
            brackets=[{"owner": bracket.owner, "kind": bracket.kind, "span": [bracket.start, bracket.end]} for bracket in each.brackets],
            citations=[{"span": [citation.start, citation.end], "segments": list(citation.segments)} for citation in each.citations],
        )  # fmt: skip
        tx.add(paragraph)
        _new_version(tx, statement, paragraph, by, now)


def _evidence(segment: dict[str, Any], language: str) -> drafting.Evidence:
    translation = segment["translations"].get(language)
    shown = (
        segment["text"]
        if segment["lang"] == language
        else (translation["text"] if translation and translation["text"] else None)
    )
    return drafting.Evidence(
        segment["id"], segment["delegation"], segment["speaker"] or "?", segment["lang"], segment["text"], shown
    )


def _new_version(tx: Session, statement: Statement, paragraph: Paragraph, by: str, now: int) -> None:
    paragraph.rev += 1
    cited = [_evidence(each, statement.language) for each in _cited(tx, paragraph)]
    paragraph.problems = drafting.verify(paragraph.text, cited, statement.language)
    tx.add(ParagraphVersion(paragraph_id=paragraph.id, rev=paragraph.rev, text=paragraph.text, by=by, at=now))
    statement.rev += 1
    tx.flush()


def _cited(tx: Session, paragraph: Paragraph) -> list[dict[str, Any]]:
    names = dict.fromkeys(name for citation in paragraph.citations for name in citation["segments"])
    found = [tx.get(Segment, name) for name in names]
    return [{**record.one(tx, each), "session": each.session_id} for each in found if each is not None]


def _moved(part: dict[str, Any], before: str, after: str) -> dict[str, Any]:
    """A bracket or citation at its new place: where its text stands now, or nowhere."""
    text = before[part["span"][0] : part["span"][1]]
    start = after.find(text)
    return {**part, "span": [start, start + len(text)] if start >= 0 else [0, 0]}


def _shape_paragraph(tx: Session, statement: Statement, paragraph: Paragraph, number: str, role: str) -> dict[str, Any]:
    versions = tx.scalars(
        select(ParagraphVersion).where(ParagraphVersion.paragraph_id == paragraph.id).order_by(ParagraphVersion.rev)
    )
    evidence = []
    for each in _cited(tx, paragraph):
        if not may_see(get_session(tx, each["session"]), role):
            continue  # the statement is open to more people than the session that it cites
        each = {**each, **record.seen_by(each, role)}
        translation = each["translations"].get(statement.language)
        evidence.append(
            {
                "id": each["id"],
                "session": each["session"],
                "speaker": each["speaker"],
                "delegation": each["delegation"],
                "lang": each["lang"],
                "text": each["text"],
                "translation": translation["text"] if translation else None,
                "start_ms": each["start_ms"],
            }  # fmt: skip
        )
    return {
        "id": paragraph.id, "rev": paragraph.rev, "number": number, "kind": paragraph.kind, "text": paragraph.text, "brackets": paragraph.brackets,
        "citations": paragraph.citations, "evidence": evidence, "problems": paragraph.problems,
        "versions": [{"rev": each.rev, "text": each.text, "by": each.by, "at": each.at} for each in versions] if role != "public" else [],
    }  # fmt: skip


def _quotes_retracted(tx: Session, paragraph: Paragraph) -> bool:
    """Whether words that the paragraph still holds are cited from a line that was retracted since."""
    names = {name for each in paragraph.citations if each["span"][1] > each["span"][0] for name in each["segments"]}
    return any(each["status"] == "retracted" for each in _cited(tx, paragraph) if each["id"] in names)


def _numbers(paragraphs: list[Paragraph]) -> list[str]:
    found, operative = [], 0
    for each in paragraphs:
        operative += each.kind == "operative"
        found.append(str(operative) if each.kind == "operative" else "")
    return found


def _paragraphs(tx: Session, statement_id: str) -> list[Paragraph]:
    return list(tx.scalars(select(Paragraph).where(Paragraph.statement_id == statement_id).order_by(Paragraph.place)))


def _paragraph(tx: Session, statement: Statement, paragraph_id: str) -> Paragraph:
    paragraph = tx.get(Paragraph, paragraph_id)
    if paragraph is None or paragraph.statement_id != statement.id:
        raise NotFound(f"there is no paragraph {paragraph_id!r} in this statement")
    return paragraph


def _stances(tx: Session, statement_id: str) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for row in tx.scalars(select(Position).where(Position.statement_id == statement_id).order_by(Position.at)):
        found.setdefault(row.delegation, {})[row.paragraph_id] = row.value
    return found


def _in_state(tx: Session, statement_id: str, action: str) -> Statement:
    statement = tx.get(Statement, statement_id)
    if statement is None:
        raise NotFound(f"there is no statement {statement_id!r}")
    if action not in consensus.STATES[statement.status]:
        accepts = ", ".join(consensus.STATES[statement.status]) or "nothing more"
        raise Conflict(f"a statement that is {statement.status} accepts {accepts}; found {action}")
    return statement


def _at(tx: Session, statement_id: str, rev: int, action: str) -> Statement:
    statement = _in_state(tx, statement_id, action)
    if statement.rev != rev:
        raise Conflict(
            f"the statement was changed meanwhile: you saw version {rev}, it is at {statement.rev}", rev=statement.rev
        )
    return statement
