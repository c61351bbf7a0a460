"""Sheet: what is still open in a statement, and who takes it upon them to go on. Each function is one unit of work."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from server.clock import now_ms
from server.core.errors import BadRequest, Conflict, NotAllowed, NotFound
from server.core.statement.brackets import NOBODY
from server.core.statement.consensus import settled, unanswered
from server.core.statement.positions import WHOLE
from server.core.statement.sheet import Line, What, grouped, left
from server.core.statement.statement import State, labels
from server.core.statement.table import Table
from server.core.text.plain import plain_text
from server.core.versions import numbering
from server.core.versions.checks import is_figure
from server.services.meeting.roles import OUTSIDERS, check_role
from server.services.minutes import lineage
from server.services.minutes.steps import Actor
from server.services.statement import checked, consensus, draft, grounds, ledger, statements, told, versions
from server.services.statement.parties import Reader
from server.storage import tables

DECIDERS = ("secretariat", "chair")
MOST_REASON = 2_000
SHORT = 120  # characters of a bracket's words on the sheet


def lines(tx: Session, statement: tables.Statement, now: int | None = None) -> list[Line]:
    """Everything that is open, overridden or not, in the order of the sheet."""
    table = consensus.table(tx, statement, now_ms() if now is None else now)
    names = labels(table.statement.paragraphs)
    found = [*_text(tx, statement, table, names), *_parties(table, names), *_versions(tx, statement, names)]
    return [each for group in grouped(found).values() for each in group]


def blocking(tx: Session, statement: tables.Statement, now: int | None = None) -> list[Line]:
    """What is open and nobody took upon them: while there is any, a statement is neither adopted nor published."""
    return left(lines(tx, statement, now), _keys(tx, statement.id))


def require(tx: Session, statement: tables.Statement, now: int) -> None:
    """Raise Conflict while something blocks: ``details.sheet`` counts it by kind."""
    open_lines = blocking(tx, statement, now)
    if open_lines:
        counts = {str(what): len(each) for what, each in grouped(open_lines).items() if each}
        told_in_words = ", ".join(f"{what.replace('_', ' ')} ({count})" for what, count in counts.items())
        raise Conflict(
            f"the last-look sheet has open lines: {told_in_words}; mend them, or override each kind by name",
            sheet=counts,
        )


def override(tx: Session, statement_id: str, what: object, why: object, actor: Actor, now: int) -> None:
    """A person goes on although lines of a kind are open, by name and with a reason; it stays in the record.

    Raises BadRequest, NotAllowed for an invitation without a name, NotFound where no such line blocks.
    """
    check_role(actor.role, *DECIDERS)
    if what not in tuple(What):
        raise BadRequest(f"the sheet has lines about {', '.join(What)}; found {what!r}")
    if not actor.name.strip():
        raise NotAllowed("a person takes this upon them, by name: your invitation has none")
    statement = statements.existing(tx, statement_id)
    if statement.status == State.PUBLISHED:
        raise Conflict("the statement is published: nothing is left to be decided")
    keys = [each.key for each in blocking(tx, statement, now) if each.what == what]
    if not keys:
        raise NotFound(f"nothing of this kind blocks: {what}")
    reason = plain_text(why, MOST_REASON)
    tx.add(
        tables.SheetOverride(
            statement_id=statement.id, what=str(what), why=reason, keys=keys, by=actor.called, role=actor.role, at=now
        )
    )  # fmt: skip
    ledger.add(tx, statement.id, "override", actor.called, now, role=actor.role, kind=str(what), why=reason, lines=keys)
    told.tell(tx, statement, "life")


def overrides(tx: Session, statement_id: str) -> list[tables.SheetOverride]:
    """Everything that somebody took upon them, the first one first."""
    kept = select(tables.SheetOverride).where(tables.SheetOverride.statement_id == statement_id)
    return list(tx.scalars(kept.order_by(tables.SheetOverride.id)))


def shape(tx: Session, statement: tables.Statement, who: Reader, now: int) -> dict[str, Any]:
    """The sheet of the protocol: each kind with its lines, how many block, and the overrides."""
    every = lines(tx, statement, now)
    open_keys = {(each.what, each.key) for each in left(every, _keys(tx, statement.id))}
    is_open = statement.status != State.PUBLISHED and who.role in DECIDERS
    return {
        "rev": statement.rev,
        **{
            str(what): [_line(statement.id, each, (each.what, each.key) in open_keys) for each in group]
            for what, group in grouped(every).items()
        },
        "blocking": len(open_keys),
        "overrides": [
            {
                "what": each.what, "why": each.why, "count": len(each.keys),
                "by": "" if who.role in OUTSIDERS else each.by, "role": each.role, "at": each.at,
            }
            for each in overrides(tx, statement.id)
        ],
        "can": ["override"] if is_open else [],
    }  # fmt: skip


def _text(tx: Session, statement: tables.Statement, table: Table, names: dict[str, str]) -> Iterator[Line]:
    rows = {each.id: each for each in statements.rows(tx, statement.id)}
    for each in table.statement.paragraphs:
        for bracket in rows[each.id].brackets:
            start, end = bracket["span"]
            owners = tuple(dict.fromkeys([*(bracket.get("owners") or []), bracket.get("owner") or ""]))
            named = tuple(each for each in owners if each not in ("", NOBODY))
            kind, words = str(bracket.get("kind", "")), _short(each.text[start:end])
            yield Line(What.BRACKETS, words, each.id, delegations=named, detail=kind, label=names[each.id])
    for amendment in table.open_amendments():
        yield Line(
            What.AMENDMENTS, amendment.number, amendment.paragraph, delegations=(amendment.by,),
            label=names.get(amendment.paragraph, ""),
        )  # fmt: skip
    texts = {each.id: each.text for each in table.statement.paragraphs}
    numbers = {each.id: each.number for each in table.statement.paragraphs}
    for paragraph, number in numbering.doubled(texts, numbers):
        yield Line(What.NUMBERS, number, paragraph, detail="doubled", label=names[paragraph])
    for paragraph, number in numbering.missing(texts, list(numbers.values()), statement.language):
        yield Line(What.NUMBERS, number, paragraph, detail="missing", label=names[paragraph])
    yield from _grounds(tx, statement, table, rows, names)


def _grounds(
    tx: Session, statement: tables.Statement, table: Table, rows: dict[str, tables.Paragraph], names: dict[str, str]
) -> Iterator[Line]:
    """What the verifier finds and nobody keeps, and translated words that nobody reviewed."""
    ways, found = lineage.ways(tx, statement.sessions), grounds.read(tx, statement.id, settled(table))
    standing = [draft.led(statements.paragraph(row), ways) for row in rows.values()]
    cited = {name for each in standing for name in each.cited()}
    minutes = {each["id"]: each for each in draft.minutes_of(tx, statement.sessions, cited)}
    kept: dict[str, list[tables.ParagraphVersion]] = {}
    query = select(tables.ParagraphVersion).where(tables.ParagraphVersion.paragraph_id.in_(list(rows)))
    for version in tx.scalars(query.order_by(tables.ParagraphVersion.rev)):
        kept.setdefault(version.paragraph_id, []).append(version)
    for row, led in zip(rows.values(), standing, strict=True):
        lines_cited = {name: minutes[name] for name in led.cited() if name in minutes}
        told_of = grounds.shape(row, kept[row.id], lines_cited, ways, statement.language, found, False)
        for problem in told_of["problems"]:
            yield Line(What.EVIDENCE, _short(problem["text"]), row.id, detail=problem["fault"], label=names[row.id])
        for review in told_of["reviews"]:
            if review["state"] == "not_reviewed":
                start, end = review["span"]
                yield Line(
                    What.REVIEWS, _short(row.text[start:end].lstrip(" ,;:،؛，；：")), row.id, label=names[row.id]
                )


def _parties(table: Table, names: dict[str, str]) -> Iterator[Line]:
    matrix = table.matrix()
    for party in unanswered(matrix):
        yield Line(What.SILENT, delegations=(party,))
    for (party, paragraph), position in sorted(table.effective().items()):
        if table.is_outdated(position):
            changed = max(table.changed.values(), default=0) if paragraph == WHOLE else table.changed.get(paragraph, 0)
            yield Line(
                What.OUTDATED, "", paragraph, delegations=(party,), detail=f"{position.value}@{changed}",
                label=names.get(paragraph, ""),
            )  # fmt: skip
    if table.silent_until_ms is not None:
        yield Line(What.SILENCE, str(table.silent_until_ms))


def _versions(tx: Session, statement: tables.Statement, names: dict[str, str]) -> Iterator[Line]:
    chosen, rows, said = versions.choice(tx, statement), checked.terms(tx), checked.marks(tx, statement.id)
    for language in chosen.others(statement.language):
        every = versions.versions(tx, statement, language)
        now = versions.digest(every, language)
        for each in every:
            label = names.get(each.source.id, "")
            if each.source.text and (not each.text or each.is_stale):
                detail = "stale" if each.text else "missing"
                yield Line(What.STALE, _short(each.source.text), each.source.id, language, detail=detail, label=label)
            for problem in checked.open_faults(each, statement.language, language, rows, said):
                what = What.FIGURES if is_figure(problem.fault) else What.VERSIONS
                yield Line(what, problem.text, each.source.id, language, detail=str(problem.fault), label=label)
        signed = versions.sign_off(tx, statement.id, language)
        if signed is None or signed.sha256 != now:
            yield Line(What.UNSIGNED, now, language=language, detail="earlier" if signed is not None else "never")


def _line(statement: str, line: Line, is_blocking: bool) -> dict[str, Any]:
    text = "" if line.what is What.UNSIGNED else line.text
    detail = line.detail.split("@")[0]
    link = f"/statements/{statement}{'/languages' if line.language else ''}"
    query = f"?lang={line.language}" if line.language else ""
    place = f"#{line.paragraph}" if line.paragraph else ""
    return {
        **asdict(line), "what": str(line.what), "text": text, "detail": detail, "delegations": list(line.delegations),
        "key": line.key, "link": link + query + place, "is_blocking": is_blocking,
    }  # fmt: skip


def _keys(tx: Session, statement_id: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for each in overrides(tx, statement_id):
        found.setdefault(each.what, []).extend(each.keys)
    return found


def _short(text: str) -> str:
    return text if len(text) <= SHORT else f"{text[: SHORT - 1]}…"
