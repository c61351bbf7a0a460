"""From an adopted text to a signed, published and corrected one, on SQLite and on PostgreSQL."""

from __future__ import annotations

import copy
import json
from typing import Any

import pyotp
import pytest
from sqlalchemy import select

from server.core.errors import BadCode, BadRequest, CodeLocked, Conflict, NotAllowed, NotFound, StatementLocked
from server.core.minutes.approved import digest
from server.core.statement import ledger as rules
from server.core.statement import proof as checks
from server.core.statement.statement import State
from server.services.meeting import convene
from server.services.minutes.steps import Actor
from server.services.statement import (
    adopt,
    emend,
    enrol,
    keys,
    ledger,
    negotiate,
    parties,
    proof,
    reword,
    show,
    signatures,
    statements,
    succession,
)
from server.signing import codes, ed25519
from server.signing.seal import Seal
from server.storage import tables
from server.storage.database import Database
from tests.support.adoption import override_all

NOW = 1_795_600_000_000
SEAL = Seal("a secret of the test")
EVA = Actor("secretariat", None, "Eva Exemplo")
CHAIR = Actor("chair", None, "Caro Exemplo")
KOREA, BRAZIL, KENYA = (Actor("delegation", code, f"{code} person") for code in ("KR", "BR", "KE"))
PUBLIC = Actor("public", None, "")


class Table:
    """A statement of two parties and one observer, open, with one paragraph."""

    def __init__(self, database: Database) -> None:
        self.database = database

        def furnish(tx: Any) -> str:
            for code, name in (("KR", "Republic of Korea"), ("BR", "Brazil"), ("KE", "Kenya")):
                convene.put_delegation(tx, code, name, "en")
            convene.create_session(tx, "demo", "Demo", "public", ["en"], {"en": "English"})
            row = negotiate.create(
                tx, "Joint Statement", ["demo"], "en", "communique", ["KR", "BR"], "Eva", NOW, ["KE"], "parties"
            )
            negotiate.open_it(tx, row.id, row.rev, "Eva", NOW)
            reword.add(tx, row.id, None, "operative", "We will meet again in Busan in 2027", None, "Eva", NOW)
            override_all(tx, row.id, NOW, EVA)
            return row.id

        self.id = database.write(furnish)

    def rev(self) -> int:
        return int(self.database.read(lambda tx: statements.existing(tx, self.id).rev))

    def write(self, work: Any) -> Any:
        return self.database.write(work)

    def adopt(self) -> str:
        rev = self.rev()
        self.write(lambda tx: adopt.adopt(tx, self.id, rev, EVA, SEAL, NOW + 10))
        return str(self.database.read(lambda tx: statements.existing(tx, self.id).sha256))

    def publish(self, until: int | None = None) -> None:
        rev = self.rev()
        self.write(lambda tx: adopt.approve(tx, self.id, rev, CHAIR, NOW + 20))
        self.write(lambda tx: adopt.publish(tx, self.id, rev + 1, until, EVA, NOW + 30))

    def enrol(self, code: str, person: str) -> str:
        """The secret that the phone got."""
        handed = self.write(lambda tx: enrol.enrol(tx, self.id, code, person, EVA, SEAL, NOW))
        return str(handed.secret)

    def sign(self, who: Actor, code: str, now: int = NOW, seen: str | None = None) -> Any:
        return self.write(lambda tx: signatures.sign(tx, self.id, code, seen, who, SEAL, now))

    def record(self, who: Actor = EVA) -> dict[str, Any]:
        made = self.database.read(
            lambda tx: proof.record(tx, statements.existing(tx, self.id), who, SEAL, "https://house.example/p/1")
        )
        return json.loads(json.dumps(made))  # type: ignore[no-any-return]

    def log(self, who: Actor = EVA) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self.database.read(lambda tx: ledger.shapes(tx, self.id, who.role))
        return found


@pytest.fixture
def table(database: Database) -> Table:
    return Table(database)


def code_at(secret: str, now: int) -> str:
    return pyotp.TOTP(secret).at(now // 1000)


def failing(record: dict[str, Any]) -> set[str]:
    return {each.what for each in checks.check(record, ed25519.verify) if not each.holds}


def test_a_statement_is_adopted_approved_and_published_and_every_step_is_in_its_log(table: Table) -> None:
    for action in (
        lambda tx: adopt.approve(tx, table.id, table.rev(), CHAIR, NOW),
        lambda tx: adopt.publish(tx, table.id, table.rev(), None, EVA, NOW),
    ):
        with pytest.raises(Conflict):
            table.write(action)
    sha256 = table.adopt()
    table.publish()
    told = [(each["what"], each["by"]) for each in table.log() if each["what"] != "override"]
    assert told == [
        ("opened", "Eva"), ("adopted", "Eva Exemplo"), ("approved", "Caro Exemplo"), ("published", "Eva Exemplo"),
    ]  # fmt: skip
    facts = next(each["facts"] for each in table.log() if each["what"] == "adopted")
    assert (facts["sha256"], facts["parties"]) == (sha256, ["KR", "BR"])
    seen = table.database.read(lambda tx: show.shape(tx, statements.get(tx, table.id, PUBLIC), PUBLIC))
    assert seen["status"] == "published" and seen["sha256"] == sha256
    adopted = table.record()["adopted"]
    assert (adopted["version"], adopted["statement"], adopted["revises"]) == (2, table.id, None)


def test_an_embargo_ends_by_being_read_and_outsiders_see_nothing_before(
    table: Table, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = {"now": NOW + 31}
    monkeypatch.setattr(parties, "now_ms", lambda: clock["now"])
    monkeypatch.setattr(show, "now_ms", lambda: clock["now"])
    table.adopt()
    with pytest.raises(BadRequest):
        table.publish(NOW)
    table.write(lambda tx: adopt.publish(tx, table.id, table.rev(), NOW + 1_000, EVA, NOW + 30))

    def status(who: Actor) -> str:
        return str(table.database.read(lambda tx: show.shape(tx, statements.get(tx, table.id, who), who)["status"]))

    assert status(EVA) == status(KOREA) == "approved"
    with pytest.raises(NotFound):
        status(PUBLIC)
    clock["now"] = NOW + 999
    with pytest.raises(NotFound):
        status(PUBLIC)
    clock["now"] = NOW + 1_000
    assert status(PUBLIC) == "published"
    with pytest.raises(Conflict):
        table.write(lambda tx: adopt.set_embargo(tx, table.id, table.rev(), NOW + 9_000, EVA, NOW + 1_000))
    assert table.database.read(lambda tx: statements.existing(tx, table.id).status) == State.PUBLISHED


def test_an_embargo_is_moved_or_lifted_while_it_runs(table: Table) -> None:
    table.adopt()
    table.publish(NOW + 1_000)
    table.write(lambda tx: adopt.set_embargo(tx, table.id, table.rev(), NOW + 5_000, EVA, NOW + 40))
    table.write(lambda tx: adopt.set_embargo(tx, table.id, table.rev(), None, EVA, NOW + 50))
    row = table.database.read(lambda tx: statements.existing(tx, table.id))
    assert (row.embargo_until, row.published_at) == (None, NOW + 50)
    assert [each["facts"]["embargo_until"] for each in table.log()[-3:]] == [NOW + 1_000, NOW + 5_000, None]


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


def test_nothing_that_adoption_fixed_can_be_written_any_more_by_any_unit_of_work(table: Table) -> None:
    table.adopt()
    paragraph = table.database.read(lambda tx: statements.rows(tx, table.id)[0].id)
    row = {"statement_id": table.id, "paragraph_id": "", "delegation": "KR", "value": "agree", "note": "", "by": ""}

    def change(kind: type[Any], key: Any, **values: Any) -> Any:
        def work(tx: Any) -> None:
            found = tx.get_one(kind, key)
            for name, value in values.items():
                setattr(found, name, value)

        return work

    works = [
        change(tables.Paragraph, paragraph, text="Changed."),
        change(tables.Paragraph, paragraph, place=7),
        change(tables.Paragraph, paragraph, citations=[{"span": [0, 1], "segments": ["x"]}]),
        change(tables.ParagraphVersion, (paragraph, 1), text="Changed."),
        change(tables.Statement, table.id, parties=["KR"]),
        change(tables.Statement, table.id, title="Another"),
        change(tables.Statement, table.id, sha256="0" * 64),
        change(tables.Statement, table.id, adopted_at=None),
        change(tables.LedgerEntry, (table.id, 1), what="never"),
        lambda tx: tx.add(tables.Position(id="p1", at=NOW, **row)),
        lambda tx: tx.add(tables.ParagraphVersion(paragraph_id=paragraph, rev=9, text="x", by="", at=NOW)),
        lambda tx: tx.delete(tx.get_one(tables.Paragraph, paragraph)),
        lambda tx: tx.delete(tx.get_one(tables.Statement, table.id)),
        lambda tx: tx.delete(tx.get_one(tables.LedgerEntry, (table.id, 1))),
    ]
    for place, work in enumerate(works):
        with pytest.raises(StatementLocked):
            table.write(work)
            pytest.fail(f"work {place} was written")
    table.write(change(tables.Paragraph, paragraph, seen_at=NOW, seen_by="Eva"))
    assert failing(table.record()) == set()


def correct(table: Table) -> int:
    paragraph = table.database.read(lambda tx: statements.rows(tx, table.id)[0].id)
    given = {"paragraph": paragraph, "language": "en", "before": "in 2027", "after": "in 2028", "why": "a slip"}
    return int(table.write(lambda tx: emend.emend(tx, table.id, given, EVA, NOW + 50)))


def test_a_corrigendum_is_a_document_beside_the_text_numbered_chained_and_in_the_log(table: Table) -> None:
    with pytest.raises(Conflict):
        correct(table)
    sha256 = table.adopt()
    assert correct(table) == 1
    paragraph = table.database.read(lambda tx: statements.rows(tx, table.id)[0])
    for given, kind in (
        ({"before": "in 2027", "after": "x"}, BadRequest),  # it reads 2028 by now
        ({"before": "in 2028", "after": "in 2028"}, BadRequest),
        ({"before": "n", "after": "x"}, BadRequest),  # stands there more than once
        ({"before": "in 2028", "after": "x", "language": "fr"}, NotFound),
        ({"before": "in 2028", "after": "x", "paragraph": "none"}, NotFound),
    ):
        facts = {"paragraph": paragraph.id, "why": "so", **given}
        with pytest.raises(kind):
            table.write(lambda tx, each=facts: emend.emend(tx, table.id, each, EVA, NOW))
    again = {"paragraph": paragraph.id, "before": "in 2028", "after": "in May 2028", "why": "the month"}
    assert table.write(lambda tx: emend.emend(tx, table.id, again, EVA, NOW + 60)) == 2
    row = table.database.read(lambda tx: statements.existing(tx, table.id))
    read = table.database.read(lambda tx: emend.reads(row, paragraph.id, "en", emend.of(tx, table.id)))
    assert read == "We will meet again in Busan in May 2028." and "2027" in paragraph.text
    made = table.record(PUBLIC)
    assert made["sha256"] == sha256 and [each["label"] for each in made["corrigenda"]] == ["Corr.1", "Corr.2"]
    assert failing(made) == set()


def test_a_corrigendum_is_signed_by_the_same_heads_and_until_then_says_by_whom_not_yet(table: Table) -> None:
    sha256 = table.adopt()
    table.publish()
    korea, brazil = table.enrol("KR", "Kim Ye-si"), table.enrol("BR", "Ana Exemplo")
    assert table.sign(KOREA, code_at(korea, NOW), NOW, sha256) is None
    correct(table)

    def countersign(who: Actor, code: str, now: int, number: int = 1, seen: str | None = None) -> Any:
        return table.write(lambda tx: signatures.countersign(tx, table.id, number, code, seen, who, SEAL, now))

    later = NOW + 60_000
    for who, kind in ((KENYA, NotFound), (EVA, NotAllowed), (PUBLIC, NotAllowed)):
        with pytest.raises(kind):
            countersign(who, code_at(korea, later), later)
    with pytest.raises(NotFound):
        countersign(KOREA, code_at(korea, later), later, number=2)
    with pytest.raises(Conflict, match="not the corrigendum"):
        countersign(KOREA, code_at(korea, later), later, seen=sha256)
    assert isinstance(countersign(KOREA, code_at(korea, NOW), NOW), BadCode), "a code that signed the statement"
    assert countersign(KOREA, code_at(korea, later), later) is None
    with pytest.raises(Conflict, match="already"):
        countersign(KOREA, code_at(korea, later + 60_000), later + 60_000)
    row = table.database.read(lambda tx: statements.existing(tx, table.id))
    found = table.database.read(lambda tx: emend.document(tx, row, "1"))
    assert found["unsigned"] == ["BR"] and [each["person"] for each in found["signatures"]] == ["Kim Ye-si"]
    document = found["document"]
    assert digest(document) == found["sha256"]
    assert (document["form"], document["record"], document["parties"]) == (
        checks.CORRIGENDUM_FORM,
        sha256,
        ["KR", "BR"],
    )
    told = table.database.read(lambda tx: signatures.standing(tx, row, BRAZIL, later))
    assert told["can"] == ["sign", "countersign"] and told["corrigenda"][0]["unsigned"] == ["BR"]
    assert countersign(BRAZIL, code_at(brazil, later), later + 1) is None
    made = table.record(PUBLIC)
    assert failing(made) == set() and made["corrigenda"][0]["unsigned"] == []
    assert [each["what"] for each in made["log"]][-3:] == ["corrigendum", "corrigendum_signed", "corrigendum_signed"]
    signed = made["corrigenda"][0]["signatures"]
    for change, what in (
        ({"person": "Somebody Else"}, "corrigendum_signed"),
        ({"at": 7}, "corrigendum_signed"),
        ({"delegation": "KE"}, "corrigendum_signed"),
        ({"value": made["signatures"][0]["value"]}, "corrigendum_signed"),
    ):
        spoilt = copy.deepcopy(made)
        spoilt["corrigenda"][0]["signatures"][0] |= change
        assert what in failing(spoilt), change
    for rows in ([], signed[:1], [*signed, signed[0]]):
        spoilt = copy.deepcopy(made)
        spoilt["corrigenda"][0]["signatures"] = rows
        assert failing(spoilt) == {"entered"}
    other = copy.deepcopy(made)
    other["corrigenda"][0]["parties"] = ["KR"]
    assert "corrigendum" in failing(other), "who signs it is part of what is signed"
    with pytest.raises(StatementLocked):
        table.write(lambda tx: tx.delete(tx.get_one(tables.CorrigendumSignature, (table.id, 1, "KR"))))


def test_a_corrigendum_of_an_earlier_edition_keeps_its_hash_and_is_signed_by_the_parties_of_the_statement(
    table: Table,
) -> None:
    sha256 = table.adopt()
    secret = table.enrol("KR", "Kim Ye-si")
    facts = {"number": 1, "paragraph": "", "language": "en", "before": "Joint", "after": "Common", "why": "a slip"}
    facts |= {"by": "Eva", "at": NOW}
    hashed = digest({"record": sha256, "previous": "", **facts})

    def age(tx: Any) -> None:
        tx.add(tables.StatementCorrigendum(statement_id=table.id, sha256=hashed, parties=None, **facts))
        ledger.add(tx, table.id, "corrigendum", "Eva", NOW, sha256=hashed, number=1)

    table.write(age)
    sign = table.write(
        lambda tx: signatures.countersign(tx, table.id, 1, code_at(secret, NOW), hashed, KOREA, SEAL, NOW)
    )
    assert sign is None and failing(table.record()) == set()
    assert table.record()["corrigenda"][0]["unsigned"] == ["BR"]


def test_a_revision_is_signed_like_any_statement_and_its_record_names_what_it_revises(table: Table) -> None:
    sha256 = table.adopt()
    secret = table.enrol("KR", "Kim Ye-si")
    assert table.sign(KOREA, code_at(secret, NOW), NOW, sha256) is None
    table.publish()
    former, table.id = table.id, table.write(lambda tx: succession.revise(tx, table.id, EVA, NOW + 70))
    table.write(lambda tx: override_all(tx, table.id, NOW + 75, EVA))
    revised, later = table.adopt(), NOW + 90_000
    with pytest.raises(Conflict, match="not the text that was adopted"):
        table.sign(KOREA, code_at(secret, later), later, sha256)
    assert table.sign(KOREA, code_at(secret, later), later, revised) is None
    made = table.record()
    assert failing(made) == set() and made["adopted"]["revises"]["statement"] == former
    assert [each["person"] for each in made["signatures"]] == ["Kim Ye-si"]


def test_a_revision_is_a_new_statement_linked_both_ways_and_only_shown_where_it_may_be_read(table: Table) -> None:
    sha256 = table.adopt()
    table.publish()
    made = table.write(lambda tx: succession.revise(tx, table.id, EVA, NOW + 70))

    def documents(statement: str, who: Actor) -> dict[str, Any]:
        row = table.database.read(lambda tx: statements.existing(tx, statement))
        return dict(table.database.read(lambda tx: succession.documents(tx, row, who)))

    assert documents(made, EVA)["revises"]["statement"] == table.id
    assert [each["label"] for each in documents(table.id, EVA)["revised_by"]] == ["Rev.1"]
    assert documents(table.id, PUBLIC) == {"revises": None, "revised_by": []}
    texts = table.database.read(lambda tx: [each.text for each in statements.rows(tx, made)])
    assert texts == table.database.read(lambda tx: [each.text for each in statements.rows(tx, table.id)])
    table.write(lambda tx: override_all(tx, made, NOW + 75, EVA))
    rev = table.database.read(lambda tx: statements.existing(tx, made).rev)
    table.write(lambda tx: adopt.adopt(tx, made, rev, EVA, SEAL, NOW + 80))
    fixed = table.database.read(lambda tx: json.loads(statements.existing(tx, made).canonical))
    assert fixed["revises"] == {"statement": table.id, "sha256": sha256, "number": 1}
    assert [each["what"] for each in table.log()][-2:] == ["revision_begun", "revision_adopted"]


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


def test_adoption_and_publication_wait_for_the_last_look_until_somebody_takes_it_upon_them_by_name(
    database: Database,
) -> None:
    table = Table(database)
    paragraph = database.read(lambda tx: statements.rows(tx, table.id)[0])
    table.write(
        lambda tx: reword.edit(tx, table.id, paragraph.id, paragraph.rev, "We will meet in Rome", "Eva", NOW + 1)
    )
    rev = table.rev()
    with pytest.raises(Conflict) as error:
        table.write(lambda tx: adopt.adopt(tx, table.id, rev, EVA, SEAL, NOW + 10))
    assert error.value.details["sheet"] == {"unsupported": 1} and error.value.details["obstacles"] == []
    table.write(lambda tx: override_all(tx, table.id, NOW + 5, CHAIR))
    table.adopt()
    told = [each for each in table.log() if each["what"] == "override"][-1]
    assert (told["by"], told["facts"]["kind"], told["facts"]["why"]) == ("Caro Exemplo", "unsupported", "for this test")
