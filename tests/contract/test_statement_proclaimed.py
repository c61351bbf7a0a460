"""The public pages of a statement, its record in a file, and the command that checks it. No process, no browser."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyotp
import pytest

from server.core.statement import proof as checks
from server.services.meeting import convene
from server.services.minutes.steps import Actor
from server.services.statement import adopt, emend, enrol, negotiate, positions, reword, signatures
from server.signing import ed25519
from server.signing.seal import Seal
from tests.support.adoption import override_all
from tests.support.desk import Desk, opened_desk

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = ROOT / "web" / "tests"
NOW = 1_795_600_000_000
EVA = Actor("secretariat", None, "Eva Exemplo")
FAR = 4_000_000_000_000


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    def furnish(tx: Any) -> None:
        for code, name in (("KR", "Republic of Korea"), ("BR", "Brazil")):
            convene.put_delegation(tx, code, name, "en")
        convene.create_session(tx, "demo", "Demo", "public", ["en"], {"en": "English"})

    with (
        pytest.MonkeyPatch.context() as patch,
        opened_desk(tmp_path_factory.mktemp("desk"), furnish, patch) as opened,
    ):
        yield opened


def made(desk: Desk, title: str, text: str, until: int | None = None, language: str = "en") -> str:
    """A statement that was adopted, signed by one of two parties, published and corrected; returns its id."""
    seal = Seal(desk.app.config["SECRET_KEY"])

    def make(tx: Any) -> str:
        row = negotiate.create(tx, title, ["demo"], language, "communique", ["KR", "BR"], "Eva", NOW)
        negotiate.open_it(tx, row.id, row.rev, "Eva", NOW)
        paragraph = reword.add(tx, row.id, None, "operative", text, None, "Eva", NOW)
        for code, place, value, note in (
            ("KR", "", "agree", ""),
            ("BR", paragraph, "reserve", "Subject to our <law>."),
        ):
            who = Actor("delegation", code, code)
            positions.take(tx, row.id, place, value, note, None, None, None, who, NOW)
        override_all(tx, row.id, NOW)
        adopt.adopt(tx, row.id, row.rev, EVA, seal, NOW + 1)
        secret = enrol.enrol(tx, row.id, "KR", "Kim Ye-si", EVA, seal, NOW + 2).secret
        code = pyotp.TOTP(secret).at(NOW // 1000)
        assert signatures.sign(tx, row.id, code, None, Actor("delegation", "KR", "Kim"), seal, NOW + 3) is None
        adopt.approve(tx, row.id, row.rev, EVA, NOW + 4)
        adopt.publish(tx, row.id, row.rev, until, EVA, max(NOW + 5, (until or 0) - 9))
        given = {"paragraph": paragraph, "before": "in 2027", "after": "in May 2027", "why": "the month was left out"}
        if given["before"] in text:
            emend.emend(tx, row.id, given, EVA, NOW + 6)
        return row.id

    return str(desk.hall.write(make))


def test_the_public_page_has_the_text_parties_by_count_reservations_signatures_and_corrigenda(desk: Desk) -> None:
    statement = made(desk, "Joint <Statement>", "We will meet again in Busan in 2027")
    public = desk.person("public")
    page = public.get(f"/p/{statement}/en").get_data(as_text=True)
    assert "We will meet again in Busan in 2027." in page and "Joint &lt;Statement&gt;" in page
    assert "Parties (2)" in page and "Signatures: 1/2" in page
    assert "signed by Kim Ye-si" in page and "reserves its position" in page and "Subject to our &lt;law&gt;." in page
    assert "<ins><bdi>in May 2027</bdi></ins>" in page and f"/p/{statement}/corr/1" in page and "<svg" in page
    shown = public.get(f"/p/{statement}").get_data(as_text=True)
    assert re.findall("<article.*?</article>", shown, re.DOTALL) == re.findall("<article.*?</article>", page, re.DOTALL)
    corr = public.get(f"/p/{statement}/corr/1").get_data(as_text=True)
    assert "for “in 2027” read “in May 2027”" in corr and f"/p/{statement}/en" in corr
    for nothing in (f"/p/{statement}/fr", f"/p/{statement}/corr/2", "/p/none", f"/p/{statement}/corr/x"):
        answer = public.get(nothing)
        assert answer.status_code == 404 and "<h1>" in answer.get_data(as_text=True), nothing
    assert statement in public.get("/p").get_data(as_text=True)


def test_before_the_end_of_an_embargo_outsiders_find_a_page_that_says_nothing_of_it(desk: Desk) -> None:
    statement = made(desk, "Held back", "We meet in 2027", FAR)
    public, party = desk.person("public"), desk.person("delegation", "KR")
    for address in ("", "/en", "/verify", "/verify.html", "/corr/1"):
        answer = public.get(f"/p/{statement}{address}")
        assert answer.status_code == 404, address
        assert "Held back" not in answer.get_data(as_text=True) and "No published statement" in answer.get_data(True)
    assert public.get(f"/api/statements/{statement}/record").status_code == 404
    assert statement not in public.get("/p").get_data(as_text=True)
    seen = party.get(f"/p/{statement}").get_data(as_text=True)
    assert "Held back" in seen and "Under embargo" in seen


def test_the_page_in_arabic_speaks_arabic_around_the_text_and_sets_what_runs_the_other_way_apart(desk: Desk) -> None:
    text = "نجتمع في Busan in 2027"
    statement = made(desk, "بيان (2027)", text, language="ar")
    public = desk.person("public")
    page = public.get(f"/p/{statement}/ar").get_data(as_text=True)
    article = re.findall('<article class="statement paper" lang="ar" dir="rtl">.*?</article>', page, re.DOTALL)[0]
    corrected = re.findall('<p class="corr">.*?</p>', article, re.DOTALL)[0]
    for each in ("Corr.1", "in 2027", "in May 2027"):
        assert f"<bdi>{each}</bdi>" in corrected, each
    assert "←" in corrected and "→" not in corrected
    listed = re.findall(r"<li><a href=[^>]*/corr/1.*?</li>", article, re.DOTALL)[0]
    assert "<bdi>Corr.1</bdi></a>" in listed and re.search(r"<bdi>[^<]*2026[^<]*</bdi>", listed)
    around = re.findall('<section class="proof card" lang="ar" dir="rtl">.*?</section>', page, re.DOTALL)[0]
    for each in ("إعادة الحساب", "التحقق من التوقيعات والسجل", "الملفات"):
        assert each in around, each
    assert not re.search(r">[^<]*\b(Compute|Verify|Files|fingerprint)\b", around)
    unsigned = re.findall("<p[^>]*data-unsigned>(.*?)</p>", public.get(f"/p/{statement}/corr/1").get_data(True))[0]
    assert "،" in unsigned and "," not in unsigned


@pytest.mark.parametrize(
    ("address", "reads", "said"),
    [
        ("/p/none", "ar", "لا يوجد بيان منشور هنا"),
        ("/p/none", "fr-CA,en;q=0.5", "Aucune déclaration publiée ici"),
        ("/p/none/ru", "en", "Здесь нет опубликованного заявления"),
        ("/p/none", "xx", "No published statement here"),
        ("/p/none/verify", "ko", "여기에는 공개된 성명이 없습니다"),
    ],
)
def test_who_finds_nothing_published_reads_so_in_their_own_language(
    desk: Desk, address: str, reads: str, said: str
) -> None:
    answer = desk.person("public").get(address, headers={"Accept-Language": reads})
    page = answer.get_data(as_text=True)
    assert answer.status_code == 404 and said in page and "there is no statement" not in page
    assert ('dir="rtl"' in page) is (reads == "ar")


def test_an_address_that_leads_nowhere_is_told_to_a_person_in_words_and_to_a_program_as_an_error(desk: Desk) -> None:
    anybody = desk.person("public")
    page = anybody.get("/statemnts", headers={"Accept": "text/html,*/*;q=0.8"})
    assert (
        page.status_code == 404 and page.mimetype == "text/html" and "refused.not_found" in page.get_data(as_text=True)
    )
    for accepts in ("application/json", "*/*"):
        answer = anybody.get("/api/statemnts", headers={"Accept": accepts})
        assert (answer.status_code, answer.get_json()["error"]["code"]) == (404, "not_found")


def test_a_published_statement_that_lacks_a_language_leads_to_those_that_it_has(desk: Desk) -> None:
    statement = made(desk, "In English alone", "We meet")
    public = desk.person("public")
    page = public.get(f"/p/{statement}/fr").get_data(as_text=True)
    assert "Cette déclaration n&#39;est pas publiée dans cette langue" in page and f'href="/p/{statement}/en"' in page
    hidden = made(desk, "Held back", "We meet", FAR)
    assert f'href="/p/{hidden}' not in public.get(f"/p/{hidden}/fr").get_data(as_text=True)


def test_the_file_that_verifies_holds_the_record_its_words_and_no_address_to_fetch_from(desk: Desk) -> None:
    statement = made(desk, "</script><b>Ends", "We meet in 2027")
    public = desk.person("public")
    page = public.get(f"/p/{statement}/verify.html").get_data(as_text=True)
    given = re.search('id="given">(.*?)</script>', page, re.DOTALL)
    assert given is not None
    inside = json.loads(given[1])
    assert inside["record"] == public.get(f"/api/statements/{statement}/record").get_json()
    assert set(inside["texts"]) == {"en", "ko", "pt"} and inside["names"]["en"]["KR"] == "Republic of Korea"
    assert inside["names"]["ko"]["BR"] == "브라질" and inside["names"]["pt"]["BR"] == "Brasil"
    for reads, called in (("en", "Brazil"), ("ko", "브라질")):
        shown = public.get(f"/p/{statement}/verify", headers={"Accept-Language": reads}).get_data(as_text=True)
        boot = re.search('id="boot"[^>]*>(.*?)</script>', shown, re.DOTALL)
        assert boot is not None and json.loads(boot[1])["verified"]["names"]["BR"] == called
    assert "default-src 'none'" in page and not re.search(r"^import |src=|<link", page, re.MULTILINE)
    assert all(each.holds for each in checks.check(inside["record"], ed25519.verify))


def test_the_command_checks_a_record_and_names_what_fails(desk: Desk, tmp_path: Path) -> None:
    from server.commands.statements import register

    statement = made(desk, "Joint", "We meet in 2027")
    record = desk.person("public").get(f"/api/statements/{statement}/record").get_json()
    register(desk.app)
    file = tmp_path / "record.json"

    def run() -> Any:
        file.write_text(json.dumps(record), encoding="utf-8")
        return desk.app.test_cli_runner().invoke(args=["statements", "check", str(file)])

    found = run()
    assert found.exit_code == 0 and f"everything holds: Joint · SHA-256 {record['sha256']}" in found.output
    record["adopted"]["paragraphs"][0]["text"] += "!"
    found = run()
    assert found.exit_code == 1 and "FAILS  text" in found.output and "do not rely" in found.output


@pytest.mark.parametrize("name", ["record.json", "record_corrected.json"])
def test_the_records_that_the_pages_are_tested_with_hold_here_too(name: str) -> None:
    record = json.loads((SAMPLES / name).read_text(encoding="utf-8"))
    found = checks.check(record, ed25519.verify)
    assert all(each.holds for each in found), found
    assert any("body" in each for each in record["log"]) and record["corrigenda"] and record["signatures"]
