"""The record of an adopted statement that anybody can verify: what is signed, and what must hold in it.

The arithmetic of Ed25519 is handed in; nothing else is needed. Must not know how anything is stored.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from server.core.minutes.approved import digest, written
from server.core.statement import ledger

FORM = "roundtable/statement-record/1"
CORRIGENDUM_FORM = "roundtable/corrigendum/1"
HOUSE = "HOUSE"  # the owner of the house's own key
# The public key and the signature (both base64) and the message that was signed.
Verify = Callable[[str, str, bytes], bool]


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at. ``of``: a delegation, the number of an entry, or ``2 KR`` for KR's signature of
    Corr.2; ``says``: why it does not hold."""

    what: str
    of: str
    holds: bool
    says: str = ""


def signed_message(statement: str, sha256: str, delegation: str, person: str, at: int) -> bytes:
    """What a head of delegation signs: RFC 8785, UTF-8."""
    return written(
        {
            "form": "roundtable/statement-signature/1",
            "statement": statement,
            "sha256": sha256,
            "delegation": delegation,
            "person": person,
            "at": at,
        }
    ).encode()


def head_message(statement: str, n: int, sha256: str) -> bytes:
    """What the house signs: that the log of a statement had so many entries, the last one with this hash."""
    return written({"form": "roundtable/log-head/1", "statement": statement, "n": n, "sha256": sha256}).encode()


def corrigendum(statement: str, record: str, previous: str, facts: Mapping[str, Any]) -> dict[str, Any]:
    """A corrigendum as a document of its own; its hash is that of its canonical form (RFC 8785).

    ``record``: the hash of the statement, ``previous``: of the corrigendum before it (or ""). ``facts``: ``{number,
    paragraph, language, before, after, why, by, at, parties}``; ``parties`` sign it. One of an earlier edition has
    none, and names neither them nor the statement.
    """
    names = ("number", "paragraph", "language", "before", "after", "why", "by", "at")
    told = {"record": record, "previous": previous, **{name: facts[name] for name in names}}
    if facts.get("parties") is None:
        return told
    return {"form": CORRIGENDUM_FORM, "statement": statement, "parties": list(facts["parties"]), **told}


def corrigendum_message(statement: str, number: int, sha256: str, delegation: str, person: str, at: int) -> bytes:
    """What a head of delegation signs of a corrigendum: RFC 8785, UTF-8."""
    return written(
        {
            "form": "roundtable/corrigendum-signature/1",
            "statement": statement,
            "corrigendum": number,
            "sha256": sha256,
            "delegation": delegation,
            "person": person,
            "at": at,
        }
    ).encode()


def check(record: Mapping[str, Any], verify: Verify) -> list[Finding]:
    """Everything that can be recomputed of a record, in order; it is genuine where all of it holds.

    A record of another shape gives one finding that does not hold.
    """
    try:
        return _checked(record, verify)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        return [Finding("shape", "", False, f"this is no record of a statement: {error!r}")]


def _checked(record: Mapping[str, Any], verify: Verify) -> list[Finding]:
    if record["form"] != FORM:
        return [Finding("shape", "", False, f"the form must be {FORM}; found {record['form']!r}")]
    statement, sha256 = record["statement"], record["sha256"]
    keys = {each["id"]: each for each in record["keys"]}
    found = [_text(record, sha256)]
    found += [_key(each) for each in record["keys"]]
    found += [_signature(each, record, keys, verify) for each in record["signatures"]]
    found += _corrigenda(record, keys, verify)
    log: Sequence[Mapping[str, Any]] = record["log"]
    place = ledger.broken(statement, log)
    found.append(Finding("log", str(place or len(log)), place is None, "" if place is None else "the chain is broken"))
    found.append(_entered(record, log))
    found.append(_head(record, log, keys, verify))
    return found


def _text(record: Mapping[str, Any], sha256: str) -> Finding:
    is_same = hashlib.sha256(written(record["adopted"]).encode()).hexdigest() == sha256
    named = record["adopted"].get("statement", record["statement"])  # the first form did not name itself
    return Finding("text", "", is_same and named == record["statement"], "" if is_same else "the text has another hash")


def _key(key: Mapping[str, Any]) -> Finding:
    raw = _raw(key["public"])
    return Finding("key", key["of"], hashlib.sha256(raw).hexdigest() == key["id"], "")


def _signature(each: Mapping[str, Any], record: Mapping[str, Any], keys: Mapping[str, Any], verify: Verify) -> Finding:
    message = signed_message(record["statement"], record["sha256"], each["delegation"], each["person"], each["at"])
    key = keys.get(each["key"])
    of = str(each["delegation"])
    if key is None or key["of"] != of:
        return Finding("signature", of, False, "its key is not one of this delegation")
    if of not in record["adopted"]["parties"]:
        return Finding("signature", of, False, "this delegation is no party")
    return Finding("signature", of, verify(key["public"], each["value"], message), "")


def _corrigenda(record: Mapping[str, Any], keys: Mapping[str, Any], verify: Verify) -> list[Finding]:
    found, previous = [], ""
    for place, each in enumerate(record["corrigenda"], 1):
        computed = digest(corrigendum(record["statement"], record["sha256"], previous, each))
        found.append(Finding("corrigendum", str(place), each["number"] == place and computed == each["sha256"]))
        found += [_countersignature(one, each, record, keys, verify) for one in each.get("signatures", ())]
        previous = each["sha256"]
    return found


def _countersignature(
    each: Mapping[str, Any], signed: Mapping[str, Any], record: Mapping[str, Any], keys: Mapping[str, Any],
    verify: Verify,
) -> Finding:  # fmt: skip
    number, delegation, key = signed["number"], each["delegation"], keys.get(each["key"])
    parties = record["adopted"]["parties"] if signed.get("parties") is None else signed["parties"]
    name = f"{number} {delegation}"
    if key is None or key["of"] != delegation:
        return Finding("corrigendum_signed", name, False, "its key is not one of this delegation")
    if delegation not in parties:
        return Finding("corrigendum_signed", name, False, "this delegation is no party")
    message = corrigendum_message(
        record["statement"], number, signed["sha256"], delegation, each["person"], each["at"]
    )  # fmt: skip
    return Finding("corrigendum_signed", name, verify(key["public"], each["value"], message), "")


def _entered(record: Mapping[str, Any], log: Sequence[Mapping[str, Any]]) -> Finding:
    """The log tells of the adoption with this hash, of every signature and of every corrigendum, and of no others."""
    told = [(each["what"], each.get("facts", {})) for each in log]
    adopted = [facts["sha256"] for what, facts in told if what == "adopted"]
    signed = sorted(facts["value"] for what, facts in told if what == "signed")
    corrected = sorted(facts["sha256"] for what, facts in told if what == "corrigendum")
    countersigned = sorted(facts["value"] for what, facts in told if what == "corrigendum_signed")
    values = sorted(one["value"] for each in record["corrigenda"] for one in each.get("signatures", ()))
    # A statement that was adopted before there were logs has no such entry.
    holds = (
        adopted in ([record["sha256"]], [])
        and signed == sorted(each["value"] for each in record["signatures"])
        and corrected == sorted(each["sha256"] for each in record["corrigenda"])
        and countersigned == values
    )
    return Finding("entered", "", holds, "" if holds else "the log tells of other signatures or corrigenda")


def _head(
    record: Mapping[str, Any], log: Sequence[Mapping[str, Any]], keys: Mapping[str, Any], verify: Verify
) -> Finding:
    head = record["head"]
    last = log[-1] if log else {"n": 0, "sha256": ledger.FIRST}
    key = keys.get(head["key"])
    if (head["n"], head["sha256"]) != (last["n"], last["sha256"]):
        return Finding("head", "", False, "the house signed another end of the log")
    if key is None or key["of"] != HOUSE:
        return Finding("head", "", False, "its key is not one of the house")
    return Finding("head", "", verify(key["public"], head["value"], head_message(record["statement"], **_of(head))))


def _of(head: Mapping[str, Any]) -> dict[str, Any]:
    return {"n": head["n"], "sha256": head["sha256"]}


def _raw(public: str) -> bytes:
    return base64.b64decode(public, validate=True)
