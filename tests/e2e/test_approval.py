"""Minutes from review to a published record in a running house: locked everywhere, verified in a browser. No models."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from server.clock import now_ms
from server.services.meeting import convene, sessions
from server.storage.database import Database
from server.storage.tables import FloorSpan, Segment, Stream, Suggestion, Translation, Version
from tests.support.house import House, Person
from tests.support.locked import FREE, LINE, LOCKED, rules
from tests.support.pages import chromium, look

pytestmark = pytest.mark.slow
BASE = "/api/sessions/{}/approval"
NAMES = {"KR": "Republic of Korea", "BR": "Brazil"}
SAID = [
    ("KR", "en", "We propose a register of seizures among nine administrations.", "Propomos um registo de apreensões."),
    ("KR", "en", "It starts in may, after a pilot.", "Começa em maio, depois de um piloto."),
    ("BR", "pt", "O Brasil apoia a proposta da Coreia.", ""),
    ("KR", "en", "One name in this line is nobody's business.", "Um nome desta linha não interessa a ninguém."),
]


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    with House.web_only(tmp_path_factory.mktemp("approval") / "house") as opened:
        database = Database(f"sqlite:///{opened.folder / 'instance' / 'roundtable.sqlite'}")
        for session, prefix in (("demo", "room"), ("page", "hall")):
            database.write(lambda tx, name=session, stream=prefix: furnish(tx, name, stream))
        database.close()
        yield opened


def furnish(tx: Any, session: str, stream: str) -> None:
    """A closed session with four lines, translations into Portuguese, and half a minute off the record."""
    for code, name in NAMES.items():
        convene.put_delegation(tx, code, name, "en" if code == "KR" else "pt")
    convene.create_session(tx, session, "Single windows", "public", ["en", "pt"], {"en": "English", "pt": "Português"})
    tx.add(Stream(id=stream, session_id=session, kind="mixed", language="en", done_sample=0))
    for place, (code, language, text, told) in enumerate(SAID):
        name = f"{stream}-{place}"
        tx.add(
            Segment(
                id=name, session_id=session, stream_id=stream, start_sample=place, end_sample=place + 1,
                start_ms=place * 60_000, end_ms=place * 60_000 + 5_000, language=language, speaker=NAMES[code],
                delegation=code, heard=text, words=[], engine="invented", confidence=0.9, rev=1,
            )
        )  # fmt: skip
        tx.flush()
        tx.add(Version(segment_id=name, rev=1, text=text, by="", why="heard", at=now_ms()))
        if told:
            facts = {"engine": "invented", "rough": False, "status": "done", "note": ""}
            tx.add(Translation(segment_id=name, rev=1, language="pt", text=told, **facts))
    facts = {"words": [], "engine": "invented", "confidence": 0.9, "state": "open", "by": "", "at": now_ms()}
    tx.add(Suggestion(segment_id=f"{stream}-0", rev=1, session_id=session, text="We propose a roster.", **facts))
    tx.add(FloorSpan(session_id=session, kind="off_record", start_ms=70_000, end_ms=100_000))
    meeting = sessions.get_session(tx, session)
    meeting.status, meeting.opened_at, meeting.closed_at = "closed", now_ms() - 600_000, now_ms() - 60_000


@pytest.fixture(scope="module")
def people(house: House) -> Iterator[dict[str, Person]]:
    found = {role: house.person(role) for role in ("secretariat", "rapporteur", "chair", "interpreter")}
    found |= {code: house.person("delegation", code) for code in NAMES}
    found["public"] = house.public()
    yield found
    for person in found.values():
        person.close()


class Desk:
    """One person at the approval of a session; every call answers with the approval, or with the error."""

    def __init__(self, person: Person, session: str = "demo") -> None:
        self._person, self._base = person, BASE.format(session)

    def read(self) -> Any:
        answer = self._person.get(self._base)
        assert answer.ok, answer.text
        return answer.json()

    def call(self, path: str, status: int = 200, **body: Any) -> Any:
        answer = self._person.post(self._base + path, **body)
        assert answer.status_code == status, answer.text
        return answer.json() if answer.ok else answer.json()["error"]

    def step(self, action: str, status: int = 200, **body: Any) -> Any:
        return self.call(f"/{action}", status, rev=self.read()["rev"], **body)


def test_each_role_does_its_own_part_and_what_is_not_open_to_it_is_nowhere(people: dict[str, Person]) -> None:
    base = BASE.format("demo")
    allowed = {
        "/review": {"secretariat"},
        "/proposals": {"secretariat", "KR", "BR", "chair"},
    }
    for path, roles in allowed.items():
        for name, person in people.items():
            answer = person.post(base + path, rev=99, days=7, segment=LINE, text="x", why="y", delegation=None)
            assert (answer.status_code == 403) == (name not in roles), (path, name, answer.text)
    for name, person in people.items():
        seen = person.get(base).json()
        assert seen["state"] == "draft" and ("doubts" in seen) == (name in ("secretariat", "rapporteur", "chair"))
        assert person.get(f"{base}/record").status_code == 404
        expected = 403 if name in ("public", "interpreter") else 200
        assert person.get("/s/demo/approval").status_code == expected, name
    assert people["public"].get("/p/minutes/demo").status_code == 404
    assert people["BR"].get(f"{base}/lines?delegation=KR").status_code == 403
    assert [each["id"] for each in people["BR"].get(f"{base}/lines").json()["lines"]] == ["room-2"]


def test_minutes_are_reviewed_approved_locked_everywhere_published_and_rectified(
    house: House, people: dict[str, Person]
) -> None:
    desk, rapporteur, chair = (Desk(people[name]) for name in ("secretariat", "rapporteur", "chair"))
    korea = Desk(people["KR"])
    assert korea.call("/proposals", 409, segment="room-1", rev=1, text="x", why="y")["code"] == "conflict"
    desk.step("review", days=7)
    assert korea.call("/proposals", 403, segment="room-2", rev=1, text="Not ours.", why="y")["code"] == "not_allowed"
    korea.call("/proposals", segment="room-1", rev=1, text="It starts in May, after a pilot.", why="the month")
    (proposal,) = rapporteur.read()["proposals"]
    assert proposal["name"] == "Republic of Korea" and Desk(people["BR"]).read()["proposals"] == []
    rapporteur.call(f"/proposals/{proposal['id']}/accept", rev=1)
    assert korea.read()["proposals"][0]["state"] == "accepted"
    people["rapporteur"].post("/api/sessions/demo/segments/room-1/translation", rev=2, lang="pt", text="Em maio.")
    refused = chair.step("approve", 409, confirmed="")
    assert [each["what"] for each in refused["details"]["obstacles"]] == ["window_open"]
    desk.step("window", days=0, why="all have answered")
    late = korea.call("/proposals", 409, segment="room-0", rev=1, text="Too late.", why="y")
    assert late["code"] == "review_over" and late["details"]["proposal"]["state"] == "late"
    versions = {each["language"]: each for each in rapporteur.read()["versions"]}
    rapporteur.call("/versions/floor/sign", sha256=versions["floor"]["sha256"])
    assert chair.step("approve", 409, confirmed="what I never saw")["details"]["doubts"]["unchecked"] == 3
    frozen = chair.step("approve", confirmed=chair.read()["doubts"]["digest"])
    assert frozen["state"] == "approved" and len(frozen["sha256"]) == 64

    before, calls = people["secretariat"].get("/api/sessions/demo/minutes").json()["segments"], rules(house.settings())
    for endpoint, body in LOCKED.items():
        refused = call(people, calls, endpoint, body)
        assert (refused.status_code, refused.json()["error"]["code"]) == (423, "minutes_locked"), endpoint
    mended = people["chair"].post("/api/sessions/demo/floor/mend", delegation="BR", from_ms=0)
    assert mended.json()["error"]["code"] == "minutes_locked"
    tried_apart = {"sessions.delete", "approval.publish", "approval.withhold", "approval.add_corrigendum"}
    for endpoint in FREE.keys() - tried_apart:
        answer = call(
            people, calls, endpoint, {"rev": 1, "text": "x", "why": "y", "days": 1, "confirmed": "", "sha256": ""}
        )
        assert answer.status_code != 500, (endpoint, answer.text)
    assert people["secretariat"].get("/api/sessions/demo/minutes").json()["segments"] == before
    can = people["secretariat"].get("/api/sessions/demo").json()["can"]
    assert not {"correct", "retract", "open", "floor"} & {*can} and "statement" in can

    assert people["public"].get(BASE.format("demo") + "/record").status_code == 404
    desk.step("publish")
    given = people["public"].get(BASE.format("demo") + "/record").json()
    assert recomputed(given) == given["sha256"] == frozen["sha256"]
    assert given["record"]["segments"][1]["text"] == "It starts in May, after a pilot."
    assert given["record"]["gaps"] == [{"start_ms": 70_000, "end_ms": 100_000, "speaker": "", "why": "off_record"}]
    rapporteur.call("/corrigenda", segment="room-0", text="We propose a roster of seizures.", why="misheard")
    chair.call("/withhold", segment="room-3", why="a court's order")
    given = people["public"].get(BASE.format("demo") + "/record").json()
    assert recomputed(given) == given["sha256"] and "nobody's business" not in json.dumps(given)
    assert [(each["number"], each["kind"]) for each in given["corrigenda"]] == [(1, "text"), (2, "withheld")]
    for form, lang in (("html", ""), ("html", "?lang=pt"), ("json", "")):
        file = people["public"].get(f"/api/sessions/demo/export/{form}{lang}").text
        assert given["sha256"] in file and "roster of seizures" in file and "nobody's business" not in file, form
    assert "off the record" in people["public"].get("/api/sessions/demo/export/html").text
    page = people["public"].get("/p/minutes/demo").text
    assert given["sha256"] in page and "roster" in page and "nobody&#39;s business" not in page
    assert "nobody's business" not in (house.folder / "web.log").read_text()


def call(people: dict[str, Person], calls: dict[str, Any], endpoint: str, body: dict[str, Any]) -> Any:
    """What the secretariat gets that calls an endpoint of the session, or who else may call it."""
    rule = calls[endpoint]
    places = {"session": "demo", "segment": LINE, "action": "ask", "stream": "room", "language": "en"}
    places |= {"identity": "none", "proposal": "none", "item": "none"}
    path = rule.rule
    for name in rule.arguments:
        path = path.replace(f"<{name}>", places[name])
    method = next(each for each in ("POST", "PUT", "DELETE") if each in rule.methods)
    return people["secretariat"].call(method, path, **body)


def recomputed(given: dict[str, Any]) -> str:
    """As docs/protocol.md tells a stranger to do it; the chain of corrigenda, too."""

    def sha256(value: Any) -> str:
        text = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        return hashlib.sha256(text.encode()).hexdigest()

    segments = [each.get("sha256") or sha256(each) for each in given["record"]["segments"]]
    found = previous = sha256({**given["record"], "segments": segments})
    for each in given["corrigenda"]:
        words = {key: each[key] for key in ("salt", "before", "after")}
        facts = {key: each[key] for key in ("number", "segment", "lang", "kind", "why", "by", "at")}
        digest = each["words"] if each["is_hidden"] else sha256(words)
        previous = sha256({**facts, "record": found, "previous": previous, "words": digest})
        assert previous == each["sha256"]
    return found


@pytest.fixture
def browser() -> Iterator[Browser]:
    with chromium() as opened:
        yield opened


def page_of(house: House, browser: Browser, person: Person, path: str, width: int = 1280) -> Page:
    page = browser.new_context(viewport={"width": width, "height": 900}, locale="en").new_page()
    page.on("pageerror", lambda error: pytest.fail(str(error)))
    if person.link:
        page.goto(person.link)
    page.goto(house.address + path)
    return page


@pytest.mark.browser
def test_a_delegation_proposes_on_a_phone_the_rapporteur_accepts_and_a_reader_verifies_what_was_approved(
    house: House, people: dict[str, Person], browser: Browser
) -> None:
    path = "/s/page/approval"
    desk = page_of(house, browser, people["secretariat"], path)
    expect(desk.locator("[data-told]")).to_contain_text("A draft")
    look(desk, "approval-draft", is_whole=True)
    desk.get_by_role("button", name="Open the review").click()
    desk.locator("dialog [name=days]").fill("7")
    desk.locator("dialog [data-yes]").click()
    expect(desk.locator(".steps .now")).to_have_text("under review")
    expect(desk.locator("[data-obstacles]")).to_contain_text("Delegations may correct until")

    phone = page_of(house, browser, people["KR"], path, 390)
    line = phone.locator("[data-line='hall-1']")
    expect(phone.locator("[data-line]")).to_have_count(3)
    line.get_by_role("button", name="Propose another wording").click()
    line.locator("textarea").fill("It starts in May, after a pilot.")
    line.locator("[name=why]").fill("the month")
    look(phone, "approval-propose-phone", is_whole=True)
    line.locator("[data-send]").click()
    expect(line.locator("[data-standing]")).to_have_text("waits")

    card = desk.locator("[data-proposal]")
    expect(card).to_contain_text("Republic of Korea")  # live, without a reload
    expect(card.locator("ins")).to_have_text("May,")
    assert people["rapporteur"].post("/api/sessions/page/segments/hall-1/correct", rev=1, text="It starts in may.").ok
    desk.reload()
    expect(card.locator(".stale")).to_contain_text("It starts in may.")
    look(desk, "approval-review", is_whole=True)
    card.get_by_role("button", name="Accept over the newer text").click()
    expect(line.locator("[data-standing]")).to_have_text("accepted")
    look(phone, "approval-answered-phone", is_whole=True)

    desk.locator("[data-act=window]").click()
    desk.locator("dialog [name=days]").fill("0")
    desk.locator("dialog [name=why]").fill("all have answered")
    desk.locator("dialog [data-yes]").click()
    expect(desk.locator("[data-told]")).to_contain_text("are over")
    expect(phone.locator("[data-own-told]")).to_contain_text("received late")
    desk.locator("[data-sign=floor]").click()
    desk.locator("dialog [data-yes]").click()
    expect(desk.locator("[data-version=floor] .chip")).to_have_text("signed")
    desk.locator("[data-act=approve]").click()
    expect(desk.locator("dialog")).to_contain_text("checked or corrected by nobody: 3")
    look(desk, "approval-confirm", is_whole=True)
    desk.locator("dialog [name=known]").check()
    desk.locator("dialog [data-yes]").click()
    expect(phone.locator(".steps .now")).to_have_text("approved")
    expect(desk.locator("[data-seal] .hash")).to_have_text(people_hash(people))
    desk.locator("[data-act=publish]").click()
    desk.locator("dialog [data-yes]").click()
    expect(desk.locator(".steps .now")).to_have_text("published")
    desk.get_by_role("button", name="Add a corrigendum").click()
    desk.locator("dialog input[type=search]").fill("register")
    desk.locator("dialog [name=segment]").first.check()
    desk.locator("dialog [name=text]").fill("We propose a roster of seizures among nine administrations.")
    desk.locator("dialog [name=why]").fill("misheard")
    look(desk, "approval-corrigendum-form", is_whole=True)
    desk.locator("dialog [data-yes]").click()
    expect(desk.locator("[data-corrigendum='1']")).to_contain_text("roster")
    look(desk, "approval-published", is_whole=True)

    reader = page_of(house, browser, people["public"], "/p/minutes/page", 390)
    expect(reader.locator(".corr")).to_contain_text("roster")
    expect(reader.locator(".gap").first).to_contain_text("off the record")
    reader.locator("[data-verify]").click()
    expect(reader.locator("[data-verdict]")).to_contain_text("It is the same")
    look(reader, "approval-record-phone", is_whole=True)
    reader.get_by_role("link", name="Português").click()
    expect(reader.locator("[data-signature]")).to_contain_text("not signed")
    reader.locator("[data-verify]").click()
    expect(reader.locator("[data-verdict]")).to_contain_text("It is the same")
    reader.evaluate("document.querySelector('[data-words]').append(' and more')")
    reader.locator("[data-verify]").click()
    expect(reader.locator("[data-verdict]")).to_contain_text("differs")
    look(page_of(house, browser, people["secretariat"], "/secretariat"), "approval-secretariat", is_whole=True)


def people_hash(people: dict[str, Person]) -> str:
    found = people["chair"].get(BASE.format("page") + "?brief=1").json()["sha256"]
    assert len(found) == 64
    return str(found)
