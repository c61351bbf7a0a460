"""Heads of delegation sign what was adopted, and anybody finds what was changed in a record. On both databases."""

from __future__ import annotations

import copy
import json
from typing import Any

import pytest
from sqlalchemy import select

from server.core.errors import BadCode, CodeLocked, Conflict, NotAllowed, NotFound
from server.core.statement import ledger as rules
from server.core.statement import proof as checks
from server.services.statement import (
    enrol,
    keys,
    statements,
)
from server.signing import codes, ed25519
from server.signing.seal import Seal
from server.storage import tables
from server.storage.database import Database
from tests.support.signing import BRAZIL, CHAIR, EVA, KENYA, KOREA, NOW, PUBLIC, SEAL, Table, code_at, correct, failing


@pytest.fixture
def table(database: Database) -> Table:
    return Table(database)


def test_a_head_signs_with_a_code_of_the_phone_that_was_enrolled_and_anybody_verifies_it(table: Table) -> None:
    sha256 = table.adopt()
    secret = table.enrol("KR", "Kim Ye-si")
    for who, kind in ((KENYA, NotFound), (EVA, NotAllowed), (CHAIR, NotAllowed)):
        with pytest.raises(kind):
            table.sign(who, code_at(secret, NOW))
    assert table.sign(BRAZIL, code_at(secret, NOW)).code == "not_enrolled"
    with pytest.raises(Conflict):
        table.sign(KOREA, code_at(secret, NOW), seen="0" * 64)
    assert table.sign(KOREA, code_at(secret, NOW), NOW + 5, sha256) is None
    with pytest.raises(Conflict):
        table.sign(KOREA, code_at(secret, NOW + 30_000), NOW + 30_000)
    made = table.record(PUBLIC)
    assert [each["person"] for each in made["signatures"]] == ["Kim Ye-si"]
    found = checks.check(made, ed25519.verify)
    assert all(each.holds for each in found), found
    assert {each.what for each in found} == {"text", "key", "signature", "log", "entered", "head"}


def test_a_code_is_used_once_a_clock_may_drift_by_one_step_and_five_wrong_ones_lock_for_a_quarter_of_an_hour(
    table: Table,
) -> None:
    table.adopt()
    secret = table.enrol("KR", "Kim Ye-si")

    def refused(code: str, now: int) -> Any:
        return table.write(lambda tx: enrol.refused(tx, "KR", code, SEAL, now))

    early, late = NOW - codes.STEP_MS, NOW + codes.STEP_MS
    for far in (NOW - 2 * codes.STEP_MS, NOW + 2 * codes.STEP_MS):
        assert isinstance(refused(code_at(secret, far), NOW), BadCode)
    assert refused(code_at(secret, early), NOW) is None
    assert refused(code_at(secret, early), NOW).details == {"left": 4}
    assert refused(f" {code_at(secret, late)[:3]} {code_at(secret, late)[3:]} ", NOW) is None
    assert isinstance(refused(code_at(secret, NOW), NOW), BadCode), "an older code than one that was used"
    for guess in ("", "12345", "abcdef"):
        assert isinstance(refused(guess, NOW), BadCode)
    assert isinstance(table.sign(KOREA, "١٢٣٤٥٦", NOW), CodeLocked)
    for _ in range(3):
        assert isinstance(table.sign(KOREA, "123456", NOW + 1), CodeLocked)
    assert [each["what"] for each in table.log()].count("code_locked") == 1, "who goes on trying fills no log"
    later = NOW + enrol.LOCKED_MS
    assert refused(code_at(secret, later - 1), later - 1).details == {"until": later}
    assert refused(code_at(secret, later), later) is None
    assert [each["what"] for each in table.log()][-1] == "code_locked"


def test_another_phone_ends_the_former_and_what_was_signed_stays_true(table: Table) -> None:
    table.adopt()
    first = table.enrol("KR", "Kim Ye-si")
    assert table.sign(KOREA, code_at(first, NOW)) is None
    second = table.enrol("KR", "Lee Ye-si")
    assert isinstance(table.write(lambda tx: enrol.refused(tx, "KR", code_at(first, NOW), SEAL, NOW)), BadCode)
    assert table.write(lambda tx: enrol.refused(tx, "KR", code_at(second, NOW), SEAL, NOW)) is None
    table.write(lambda tx: enrol.take_back(tx, table.id, "KR", EVA, NOW))
    assert table.database.read(lambda tx: enrol.of(tx, "KR")) is None
    sealed = table.database.read(
        lambda tx: list(tx.scalars(select(tables.SigningKey.sealed).where(tables.SigningKey.of == "KR")))
    )
    assert sealed == ["", ""], "the private keys are gone"
    assert failing(table.record()) == set()
    told = [each for each in table.log() if each["what"].startswith("enrol")]
    assert [each["facts"]["person"] for each in told] == ["Kim Ye-si", "Lee Ye-si", "Lee Ye-si"]
    assert told[1]["facts"]["replaces"] == told[0]["facts"]["key"]


def test_neither_secrets_nor_private_keys_lie_in_the_database_as_they_are(table: Table) -> None:
    table.adopt()
    secret = table.enrol("KR", "Kim Ye-si")
    row = table.database.read(lambda tx: enrol.of(tx, "KR"))
    assert secret not in row.sealed and SEAL.open(row.sealed).decode() == secret
    with pytest.raises(Exception, match="another secret"):
        Seal("another").open(row.sealed)


@pytest.mark.parametrize(
    ("place", "value", "what"),
    [
        (("adopted", "paragraphs", 0, "text"), "We will never meet again.", "text"),
        (("adopted", "parties"), ["KR", "BR", "KE"], "text"),
        (("sha256",), "0" * 64, "text"),
        (("signatures", 0, "person"), "Somebody Else", "signature"),
        (("signatures", 0, "at"), 7, "signature"),
        (("signatures", 0, "delegation"), "BR", "signature"),
        (("log", 1, "at"), 7, "log"),
        (("log", 1, "by"), "Somebody Else", "log"),
        (("log", 2, "facts", "person"), "Somebody Else", "log"),
        (("log", 1, "prev"), "", "log"),
        (("corrigenda", 0, "after"), "2029", "corrigendum"),
        (("head", "n"), 2, "head"),
        (("form",), "another", "shape"),
        (("keys",), None, "shape"),
    ],
)
def test_whatever_is_changed_in_a_record_is_found(table: Table, place: tuple[Any, ...], value: Any, what: str) -> None:
    sha256 = table.adopt()
    secret = table.enrol("KR", "Kim Ye-si")
    table.sign(KOREA, code_at(secret, NOW), NOW, sha256)
    correct(table)
    made = table.record()
    assert failing(made) == set()
    spoilt = copy.deepcopy(made)
    inside: Any = spoilt
    for step in place[:-1]:
        inside = inside[step]
    inside[place[-1]] = value
    assert what in failing(spoilt)


def test_an_entry_or_a_signature_that_is_left_out_is_found_and_so_is_one_that_is_added(table: Table) -> None:
    sha256 = table.adopt()
    secret = table.enrol("KR", "Kim Ye-si")
    table.sign(KOREA, code_at(secret, NOW), NOW, sha256)
    made = table.record()
    assert failing({**made, "signatures": []}) == {"entered"}
    assert failing({**made, "log": made["log"][:-1]}) == {"entered", "head"}
    assert "log" in failing({**made, "log": made["log"][1:]})
    assert "log" in failing({**made, "log": [made["log"][0], *made["log"]]})
    stranger = ed25519.make()
    forged = {**made["signatures"][0], "delegation": "BR", "key": stranger.id}
    key = {"id": stranger.id, "of": "BR", "algorithm": "Ed25519", "public": stranger.public}
    message = checks.signed_message(table.id, sha256, "BR", forged["person"], forged["at"])
    forged["value"] = ed25519.sign(stranger.private, message)
    spoilt = {**made, "signatures": [*made["signatures"], forged], "keys": [*made["keys"], key]}
    assert failing(spoilt) == {"entered"}, "a key of one's own makes a signature, but no entry"


def test_outsiders_verify_the_whole_log_and_read_what_is_public_of_it(table: Table) -> None:
    table.adopt()
    table.publish()
    inside, outside = table.record(), table.record(PUBLIC)
    assert failing(outside) == failing(inside) == set()
    assert outside["head"] == inside["head"]
    hidden = [each for each in outside["log"] if "body" in each]
    assert {each["what"] for each in hidden} == {"opened", "override"} and "by" not in hidden[0]
    assert rules.broken(table.id, outside["log"]) is None


def test_what_was_adopted_before_there_was_a_log_keeps_its_hash_and_verifies(table: Table) -> None:
    import hashlib

    first = {"title": "T", "language": "en", "form": "communique", "parties": ["KR"], "adopted_at": 7, "paragraphs": []}
    text = json.dumps({**first, "positions": []}, sort_keys=True, separators=(",", ":"))

    def age(tx: Any) -> None:
        row = statements.existing(tx, table.id)
        row.status, row.adopted_at, row.canonical = "published", 7, text
        row.sha256 = hashlib.sha256(text.encode()).hexdigest()
        keys.house(tx, SEAL, NOW)

    table.write(age)
    made = table.record(PUBLIC)
    assert "version" not in made["adopted"] and failing(made) == set()
