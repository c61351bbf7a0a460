"""Draft: minutes become the paragraphs of a statement, and wordings are checked against what they cite."""

from __future__ import annotations

import secrets
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from server.core import drafting
from server.core.drafting import UNREAD, Evidence, Sense
from server.core.drafting.acts import Act, Strength
from server.core.statement.statement import Form, Paragraph
from server.documents.words import party
from server.services.minutes import lineage, record
from server.services.minutes.lineage import Ways
from server.services.statement import bracketed, nearby, reviews, statements, told
from server.storage import tables

_NOTHING: Mapping[str, Any] = MappingProxyType({})
# Why a draft may lack more than another.
BY_CUES_ALONE = "drafted by cue words alone, without the second reader: more may be missing"


def minutes_of(tx: Session, sessions: Iterable[str], names: Collection[str] | None = None) -> list[dict[str, Any]]:
    """The segments of the sessions in their order, each with its ``session``; sessions that are gone give none.

    ``names``: these alone.
    """
    return [
        {**segment, "session": session}
        for session in sessions
        if tx.get(tables.Meeting, session) is not None
        for segment in record.minutes(tx, session, names=names)
    ]


def evidence_of(
    tx: Session, statement: tables.Statement, minutes: Iterable[Mapping[str, Any]], keeps_retracted: bool = False
) -> Evidence:
    """What the statement may be made of. Retracted lines are left out, but where old citations are read."""
    titles = [meeting.title for each in statement.sessions if (meeting := tx.get(tables.Meeting, each))]
    lines = [each for each in minutes if keeps_retracted or each["status"] != "retracted"]
    found = evidence_from(lines, names_in(tx, statement.language), tuple(statement.parties), "; ".join(titles))
    accepted = reviews.wordings(tx, statement.id, lines, statement.language)
    spoken = {statement.language, *(each["lang"] for each in lines)}
    return replace(
        found,
        segments=tuple(_reviewed(each, accepted.get(each.id, ()), statement.language) for each in found.segments),
        called={row.code: {lang: _name(row, lang) for lang in spoken} for row in tx.scalars(select(tables.Delegation))},
    )


def evidence_for(tx: Session, statement: tables.Statement, cited: Collection[str]) -> Evidence:
    """What these lines say, with those that their sentences begin or go on in, retracted ones too.

    The verifier finds the same by it as by all minutes, and no edit waits for those.
    """
    labels = names_in(tx, statement.language)
    names = nearby.whole(tx, statement.sessions, cited, labels)
    minutes = minutes_of(tx, statement.sessions, names)
    found, heard = evidence_of(tx, statement, minutes, keeps_retracted=True), nearby.spoke(tx, statement.sessions)
    unknown = {code: name for code, name in heard.items() if name and code not in found.labels}
    return replace(found, spoke=tuple(heard), labels={**unknown, **found.labels})


def names_in(tx: Session, language: str) -> dict[str, str]:
    """The delegations by their codes, as a language calls them."""
    return {row.code: _name(row, language) for row in tx.scalars(select(tables.Delegation))}


def evidence_from(
    minutes: Iterable[Mapping[str, Any]], names: Mapping[str, str], parties: tuple[str, ...] = (), title: str = ""
) -> Evidence:
    """Lines of the minutes as what may be drafted from."""
    return Evidence(tuple(_segment(each, names) for each in minutes), (), parties, title, names)


def led(paragraph: Paragraph, ways: Ways) -> Paragraph:
    """A paragraph that cites the lines that stand now, where those that it cites were split or merged since."""
    if not ways:
        return paragraph
    cited = (replace(each, segments=lineage.on(each.segments, ways)) for each in paragraph.citations)
    return replace(paragraph, citations=tuple(cited))


def write(tx: Session, statement: tables.Statement, by: str, now: int, sense: Sense = UNREAD) -> None:
    """The first wording of every paragraph, from the minutes as they are now. Without parties: those who spoke.

    ``sense``: what the learned reader made of the minutes; a draft without it says so.
    """
    minutes = minutes_of(tx, statement.sessions)
    evidence = evidence_of(tx, statement, minutes)
    if not statement.parties:
        statement.parties = sorted(evidence.delegations())
        evidence = Evidence(evidence.segments, (), tuple(statement.parties), evidence.title, evidence.labels)
    made = drafting.draft(evidence, statement.language, Form(statement.form), sense)
    statement.omitted = [
        {"delegation": each.delegation, "why": each.why, "segments": list(each.segments), "words": each.words}
        for each in made.omitted
    ]
    if not sense:
        statement.omitted.append({"delegation": "", "why": BY_CUES_ALONE, "segments": [], "words": ""})
    sessions = {each["id"]: each["session"] for each in minutes}
    ids: dict[str, str] = {}
    for place, each in enumerate(made.paragraphs):
        row = tables.Paragraph(id=secrets.token_hex(4), statement_id=statement.id, place=place, rev=0, problems=[])
        statements.store(row, each, by, now)
        row.support = _support(each, statement.language, sessions)
        tx.add(row)
        ids[each.id] = row.id
        version(tx, row, by, now)
        row.problems = problems(statements.paragraph(row), evidence, statement.language)
    statement.themes = [
        {
            "theme": each.name,
            "paragraphs": [ids[one] for one in each.paragraphs],
            "delegations": list(each.delegations),
        }
        for each in made.themes
    ]
    statement.stance_table = made.stances
    told.tell(tx, statement, "life")
    tx.flush()


def keep(
    tx: Session, statement: tables.Statement, row: tables.Paragraph, given: Paragraph, by: str, now: int,
    amendment: str = "", how: str = "edited", more: Mapping[str, Any] = _NOTHING,
) -> None:  # fmt: skip
    """A new version of a paragraph: stored, checked against what it cites, and the statement one revision further.

    ``amendment``: the numbers of those that made it; ``how`` the brackets were closed that are in it no longer;
    ``more``: what followers are told beside the paragraph.
    """
    bracketed.note_closed(tx, statement, row, given, how, by, now)
    statements.store(row, given, by, now)
    version(tx, row, by, now, amendment)
    standing = led(given, lineage.ways(tx, statement.sessions))
    evidence = evidence_for(tx, statement, standing.cited())
    row.problems = problems(standing, evidence, statement.language, came_as(tx, row))
    tx.flush()
    told.tell(tx, statement, "text", {**statements.told_shape(tx, statement, row), **more})


def problems(paragraph: Paragraph, evidence: Evidence, language: str, zero: str = "") -> list[dict[str, str]]:
    """What the verifier finds, as it is stored. ``zero``: as ``came_as``."""
    return [
        {"fault": str(each.fault), "text": each.text} for each in drafting.check(paragraph, evidence, language, zero)
    ]


def came_as(tx: Session, row: tables.Paragraph) -> str:
    """How a paragraph came with a zero draft; "" for any other."""
    first = tx.get(tables.ParagraphVersion, (row.id, 1)) if row.origin == "zero" else None
    return first.text if first else ""


def copied(tx: Session, statement: tables.Statement, row: tables.Paragraph, by: str, now: int) -> tables.Paragraph:
    """A paragraph of another statement begins this one's, with its citations, and with brackets under new names where
    it was adopted with some."""
    ids = {each.get("id"): secrets.token_hex(4) for each in row.brackets}
    brackets = [
        {**each, "id": ids[each.get("id")], "alternative_of": ids.get(each.get("alternative_of") or "")}
        for each in row.brackets
    ]
    made = tables.Paragraph(
        id=secrets.token_hex(4), statement_id=statement.id, place=row.place, rev=0, kind=row.kind, text=row.text,
        brackets=brackets, citations=row.citations, problems=row.problems, origin=row.origin, support=row.support,
        suffix=row.suffix,
    )  # fmt: skip
    tx.add(made)
    tx.flush()
    version(tx, made, by, now)
    return made


def first_version(tx: Session, row: tables.Paragraph, by: str, now: int) -> None:
    """The wording of a new paragraph, as its first version."""
    version(tx, row, by, now)


def _support(paragraph: Paragraph, language: str, sessions: Mapping[str, str]) -> dict[str, Any] | None:
    """Who was heard as a yes and is not counted, as it is stored; None where nobody was."""
    leaning = [
        {
            "delegation": each.owner, "act": str(Act.SUPPORT), "hold": "", "strength": int(Strength.HEDGED),
            "language": language, "segments": list(each.segments), "words": each.words,
            "session": next((sessions[name] for name in each.segments if name in sessions), ""),
        }
        for each in paragraph.leaning
    ]  # fmt: skip
    nobody: dict[str, Any] = {"supports": [], "reservations": [], "amendments": []}
    return {**nobody, "leaning": leaning, "carried": False} if leaning else None


def _name(delegation: tables.Delegation, language: str) -> str:
    """As the delegation is registered in English, else as the language calls the country, where it is one."""
    told = party(delegation.code, language) if language != "en" else delegation.code
    return told if told != delegation.code else delegation.name


def version(tx: Session, row: tables.Paragraph, by: str, now: int, amendment: str = "") -> None:
    """The next version of a paragraph, as its row reads now; ``amendment``: the numbers of those that made it."""
    row.rev += 1
    tx.add(tables.ParagraphVersion(paragraph_id=row.id, rev=row.rev, text=row.text, amendment=amendment, by=by, at=now))


def _reviewed(segment: drafting.Segment, wordings: Iterable[str], language: str) -> drafting.Segment:
    """A line with the wordings that a person accepted for it."""
    return replace(segment, reviewed=tuple((language, each) for each in wordings)) if wordings else segment


def _segment(segment: Mapping[str, Any], names: Mapping[str, str]) -> drafting.Segment:
    told = {lang: each for lang, each in segment["translations"].items() if each["text"]}
    return drafting.Segment(
        segment["id"],
        segment["start_ms"],
        segment["end_ms"],
        segment["lang"],
        segment["delegation"] or None,
        names.get(segment["delegation"] or "", segment["speaker"] or ""),
        segment["text"],
        {lang: each["text"] for lang, each in told.items()},
        frozenset(lang for lang, each in told.items() if each["rough"]),
    )
