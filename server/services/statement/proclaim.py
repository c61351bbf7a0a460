"""Proclaim: an adopted statement as its public page and its files show it, in one language. Parts of units of work.

All of it is read from the canonical form that was hashed; only what came after stands beside it.
"""

from __future__ import annotations

from collections import Counter
from typing import Any

from sqlalchemy.orm import Session

from server.core.errors import NotFound
from server.core.statement.positions import WHOLE, Value
from server.core.statement.statement import Kind, Paragraph, labels
from server.services.statement import adopt, adopted, draft, emend, parties, signatures, succession, symbols, versions
from server.services.statement.parties import Reader
from server.storage import tables


def shape(tx: Session, row: tables.Statement, language: str, who: Reader, now: int) -> dict[str, Any]:
    """A statement as it was adopted in a language (docs/protocol.md: Proclamation).

    Raises NotFound where it is not adopted, or not in this language.
    """
    facts = adopted.facts(row)
    told = version(tx, row, language)
    is_translation = not told["is_authentic"] and language != row.language
    names = draft.names_in(tx, language)
    corrigenda = [_corrigendum(each, names) for each in emend.shapes(tx, row)]
    signed = signatures.of(tx, row.id)
    called = labels(tuple(Paragraph(each["id"], Kind(each["kind"]), "", each["number"]) for each in told["paragraphs"]))
    originals = {each["id"]: each["text"] for each in facts["paragraphs"]}
    return {
        "statement": row.id,
        "symbol": symbols.symbol(tx, row),
        "kind": facts.get("kind", "statement"),
        "title": told["title"],
        "language": language,
        "working_language": facts["language"],
        "languages": languages(tx, row),
        "is_authentic": told["is_authentic"],
        "clause": told["clause"],
        "adopted_at": facts["adopted_at"],
        "published_at": row.published_at,
        "embargo_until": row.embargo_until if adopt.is_embargoed(row, now) else None,
        "sha256": row.sha256,
        "paragraphs": [
            {
                **each, "label": called[each["id"]], "original": originals[each["id"]],
                "corrigenda": _at(corrigenda, each["id"], language),
            }
            for each in told["paragraphs"]
        ],
        "standing": versions.standing(tx, row, language, not parties.sits(row, who)) if is_translation else None,
        "title_corrigenda": _at(corrigenda, emend.TITLE, language),
        "parties": [_party(code, names, facts, signed) for code in facts["parties"]],
        "counts": dict(Counter(_stance(facts, code) for code in facts["parties"])),
        "signed": len(signed),
        "words": [_word(each, names, called) for each in _said(facts)],
        "corrigenda": corrigenda,
        "documents": succession.documents(tx, row, who),
    }  # fmt: skip


def version(tx: Session, row: tables.Statement, language: str) -> dict[str, Any]:
    """``adopted.version`` in an authentic language, or a translation for convenience, which adoption did not fix.

    Raises NotFound for a language that the statement does not have, or that lacks words.
    """
    facts = adopted.facts(row)
    if language in adopted.languages(facts):
        told = adopted.version(facts, language)
        return told if told["is_authentic"] else {**told, "clause": versions.clause(tx, row, language)}
    if language not in versions.choice(tx, row).languages:
        raise NotFound(f"this statement has no version in {language!r}")
    told = versions.text(tx, row, language)
    if not told["title"] or not all(each["text"] for each in told["paragraphs"]):
        raise NotFound(f"this statement is not translated into {language!r} yet")
    return {**told, "is_authentic": False, "prevails": False}


def languages(tx: Session, row: tables.Statement) -> list[dict[str, Any]]:
    """``[{language, is_authentic, prevails}]``: every one that has all the words, the working language first."""
    known = [*adopted.languages(adopted.facts(row)), *versions.choice(tx, row).languages]
    found = []
    for each in dict.fromkeys(known):
        try:
            told = version(tx, row, each)
        except NotFound:
            continue
        found.append({"language": each, "is_authentic": told["is_authentic"], "prevails": told["prevails"]})
    return found


def preferred(tx: Session, row: tables.Statement, wanted: list[str]) -> str:
    """Of the languages of an adopted statement the one that a reader likes best, else the working language."""
    known = [each["language"] for each in languages(tx, row)]
    for each in wanted:
        for code in known:
            if code.split("-")[0] == each.split("-")[0].lower():
                return str(code)
    return str(adopted.facts(row)["language"])


def _corrigendum(each: dict[str, Any], names: dict[str, str]) -> dict[str, Any]:
    """With the parties as a language calls them: who has signed it, and who has not yet."""
    signed = [{**one, "name": names.get(one["delegation"], one["delegation"])} for one in each["signatures"]]
    return {**each, "signatures": signed, "not_signed": [names.get(code, code) for code in each["unsigned"]]}


def _at(corrigenda: list[dict[str, Any]], paragraph: str, language: str) -> list[dict[str, Any]]:
    return [each for each in corrigenda if (each["paragraph"], each["language"]) == (paragraph, language)]


def _party(
    code: str, names: dict[str, str], facts: dict[str, Any], signed: dict[str, tables.StatementSignature]
) -> dict[str, Any]:
    signature = signed.get(code)
    return {
        "code": code,
        "name": names.get(code, code),
        "value": _stance(facts, code),
        "signature": {"person": signature.person, "at": signature.at, "key": signature.key_id} if signature else None,
    }


def _stance(facts: dict[str, Any], code: str) -> str:
    """What a party held of the whole when it was adopted, by silence too."""
    if "stances" in facts:
        return str(facts["stances"].get(code, Value.NO_REPLY))
    found = (each["value"] for each in facts["positions"] if (each["delegation"], each["paragraph"]) == (code, WHOLE))
    return str(next(found, Value.NO_REPLY))


def _said(facts: dict[str, Any]) -> list[dict[str, Any]]:
    """What stands annexed: explanations, reservations and disassociations, positions on paragraphs, and notes.

    A position on a paragraph that says no more than that on the whole is in the record alone.
    """
    whole = {each["delegation"]: each["value"] for each in facts["positions"] if not each["paragraph"]}
    positions = [
        {"kind": f"position_{each['value']}", "text": each["note"], **_place(each)}
        for each in facts["positions"]
        if each["note"] or (each["paragraph"] and each["value"] != whole.get(each["delegation"]))
    ]
    explained = [{"kind": each["kind"], "text": each["text"], **_place(each)} for each in facts.get("explanations", [])]
    return explained + positions


def _place(each: dict[str, Any]) -> dict[str, Any]:
    return {"delegation": each["delegation"], "paragraph": each["paragraph"] or WHOLE}


def _word(each: dict[str, Any], names: dict[str, str], called: dict[str, str]) -> dict[str, Any]:
    return {
        **each,
        "name": names.get(each["delegation"], each["delegation"]),
        "label": called.get(each["paragraph"], ""),
    }
