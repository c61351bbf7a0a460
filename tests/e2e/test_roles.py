"""No role does another's work, a confidential session is nowhere, bad input has a code. One web process, no models."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import socketio

from server.workers.ordered import OrderedClient
from tests.support.house import House, Person

pytestmark = pytest.mark.slow
MARKER = "zebra-marker"


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    with House.web_only(tmp_path_factory.mktemp("roles") / "house") as opened:
        yield opened


@pytest.fixture(scope="module")
def people(house: House) -> Iterator[dict[str, Person]]:
    secretariat = house.person("secretariat")
    assert secretariat.post("/api/delegations", code="BR", name="Brazil", language="pt").ok
    for name in ("public", "participants", "confidential"):
        made = secretariat.post(
            "/api/sessions", id=f"{name}-one", title=f"{name} {MARKER}", languages=["en"], visibility=name
        )
        assert made.ok, made.text
    found = {"secretariat": secretariat, "public": house.public(), "delegation": house.person("delegation", "BR")}
    found |= {role: house.person(role) for role in ("chair", "rapporteur", "interpreter")}
    yield found
    for person in found.values():
        person.close()


ALLOWED = {
    "/api/sessions/public-one/open": {"chair", "secretariat"},
    "/api/sessions/public-one/floor": {"chair", "secretariat"},
    "/api/sessions/public-one/floor/ask": {"delegation"},
    "/api/sessions/public-one/floor/mend": {"chair", "secretariat"},
    "/api/sessions/public-one/pause": {"chair", "secretariat"},
    "/api/sessions/public-one/off-record": {"chair", "secretariat"},
    "/api/sessions/public-one/retract": {"chair", "secretariat"},
    "/api/sessions/public-one/segments/x/correct": {"rapporteur", "secretariat"},
    "/api/sessions/public-one/segments/x/translation": {"rapporteur", "secretariat"},
    "/api/sessions/public-one/remarks": {"delegation", "secretariat"},
    "/api/sessions/public-one/remarks/x/withdraw": {"delegation", "secretariat"},
    "/api/remarks/text": {"delegation", "secretariat"},
    "/api/sessions/public-one/languages/en/take": {"interpreter", "rapporteur", "secretariat"},
    "/api/sessions/public-one/languages/en/beat": {"interpreter", "rapporteur", "secretariat"},
    "/api/sessions/public-one/languages/en/lines": {"interpreter", "rapporteur", "secretariat"},
    "/api/sessions/public-one/languages/en/typing": {"interpreter", "rapporteur", "secretariat"},
    "/api/sessions/public-one/languages/en/skip": {"interpreter", "rapporteur", "secretariat"},
    "/api/sessions/public-one/languages/en/release": {"interpreter", "rapporteur", "chair", "secretariat"},
    "/api/sessions": {"secretariat"},
    "/api/delegations": {"secretariat"},
    "/api/invitations": {"secretariat"},
    "/api/statements": {"secretariat"},
    "/api/statements/x/adopt": {"secretariat"},
    "/api/statements/x/positions": {"delegation", "secretariat"},
}


def test_each_call_is_refused_to_every_role_that_it_is_not_for(people: dict[str, Person]) -> None:
    given = {"title": "Invented", "sessions": ["public-one"], "language": "en", "form": "communique", "parties": ["BR"]}
    statement = people["secretariat"].post("/api/statements", **given).json()["id"]
    for path, roles in ALLOWED.items():
        for role, person in people.items():
            answer = person.post(path.replace("/statements/x/", f"/statements/{statement}/"), delegation="BR")
            is_hidden = "/statements/x/" in path and role in ("public", "interpreter")  # they may not know of a draft
            assert (answer.status_code == (404 if is_hidden else 403)) == (role not in roles), (path, role)


def test_a_change_without_the_csrf_token_is_refused(people: dict[str, Person]) -> None:
    chair = people["chair"]
    answer = chair.http.post(chair.address + "/api/sessions/public-one/open", json={}, timeout=60)
    assert answer.status_code == 400 and answer.json()["error"]["code"] == "bad_csrf"


def test_a_confidential_session_is_nowhere_for_those_who_are_not_of_it(house: House, people: dict[str, Person]) -> None:
    base = "/api/sessions/confidential-one"
    for role in ("public", "delegation", "interpreter"):
        person = people[role]
        for path in (
            base,
            f"{base}/minutes",
            f"{base}/export/json",
            f"{base}/qr.svg",
            "/s/confidential-one",
            "/s/confidential-one/screen",
        ):
            assert person.get(path).status_code == 404, (role, path)
        told = person.http.get(f"{house.address}/s/confidential-one", headers={"Accept": "text/html,*/*"}, timeout=60)
        words = "open your own link first" if role == "public" else "ask the secretariat"
        assert told.status_code == 404 and words in told.text, role
        for path in ("/", "/api/sessions", "/health", "/metrics"):
            assert f"confidential {MARKER}" not in person.get(path).text, (role, path)
    client = OrderedClient(handle_sigint=False)
    client.connect(house.address, namespaces=["/viewer"], transports=["websocket"])
    answer = client.call(
        "join", {"session": "confidential-one", "lang": "en", "after": 0}, namespace="/viewer", timeout=60
    )
    client.disconnect()
    assert answer["error"]["code"] == "not_found"
    assert people["rapporteur"].get(base).ok
    assert MARKER not in (house.folder / "web.log").read_text()


def test_an_interpreter_sees_a_session_like_a_delegation_and_of_a_statement_only_what_is_published(
    people: dict[str, Person],
) -> None:
    interpreter, secretariat = people["interpreter"], people["secretariat"]
    assert people["public"].get("/s/participants-one/interpreter").status_code == 404
    for path in ("/api/sessions/participants-one", "/s/participants-one", "/s/participants-one/interpreter"):
        assert interpreter.get(path).ok, path
    assert interpreter.get("/api/sessions/participants-one").json()["can"] == ["interpret"]
    made = secretariat.post(
        "/api/statements", title="Communiqué", sessions=["public-one"], language="en", parties=["BR"]
    ).json()
    assert people["delegation"].get(f"/api/statements/{made['id']}").ok
    assert interpreter.get(f"/api/statements/{made['id']}").status_code == 404
    assert interpreter.get("/api/statements").json()["statements"] == []


def test_a_language_is_taken_by_one_person_and_ended_by_them_or_by_who_runs_the_session(
    house: House, people: dict[str, Person]
) -> None:
    path = "/api/sessions/participants-one/languages/en"
    interpreter, other = people["interpreter"], house.person("interpreter")
    taken = interpreter.post(f"{path}/take").json()["languages"][0]["interpreter"]
    assert taken["name"] == "interpreter" and taken["is_mine"]
    for _ in range(2):
        refused = other.post(f"{path}/take")
        assert refused.status_code == 409 and refused.json()["error"]["details"] == {"interpreter": "interpreter"}
    assert other.post(f"{path}/release").status_code == 403 and other.post(f"{path}/beat").status_code == 409
    seen = other.get("/api/sessions/participants-one").json()["languages"][0]["interpreter"]
    assert (seen["name"], seen["is_mine"]) == ("interpreter", False)
    assert interpreter.post(f"{path}/lines", text="bell\u0007").json()["error"]["code"] == "bad_text"
    assert interpreter.post(f"{path}/lines", text="x", upto="nowhere").json()["error"]["code"] == "not_found"
    assert interpreter.post(f"{path}/lines", text=5).json()["error"]["code"] == "bad_request"
    assert interpreter.post(f"{path}/lines", text="Ahead.").json()["lines"][0]["segments"] == []
    assert interpreter.post(f"{path}/take").ok and interpreter.post(f"{path}/beat").json()["waiting"] == 0
    assert people["chair"].post(f"{path}/release").json()["languages"][0]["interpreter"] is None
    assert interpreter.post(f"{path}/lines", text="Too late.").status_code == 409
    assert other.post(f"{path}/take").ok
    invitations = people["secretariat"].get("/api/invitations").json()["invitations"]
    theirs = [each["id"] for each in invitations if each["role"] == "interpreter"]
    for each in theirs:
        revoked = people["secretariat"].post(f"/api/invitations/{each}/revoke")
        assert revoked.ok, revoked.text
    now = people["secretariat"].get("/api/sessions/participants-one").json()["languages"][0]["interpreter"]
    assert now is None, "a revoked invitation holds no language"
    assert other.post(f"{path}/beat").status_code == 403
    other.close()


def test_a_revoked_or_invented_link_signs_nobody_in(house: House, people: dict[str, Person]) -> None:
    made = people["secretariat"].post("/api/invitations", role="rapporteur", name="Invented Person", days=1).json()
    assert people["secretariat"].post(f"/api/invitations/{made['id']}/revoke").ok
    for link in (made["link"], house.address + "/join/invented"):
        person = Person(house.address, link)
        assert person.me["role"] == "public"
        person.close()


def test_strangers_can_be_neither_worker_nor_speaker(house: House) -> None:
    for namespace, auth in (("/worker", {"token": "invented"}), ("/speaker", None)):
        client = OrderedClient(handle_sigint=False)
        with pytest.raises(socketio.exceptions.ConnectionError):
            client.connect(house.address, namespaces=[namespace], auth=auth, transports=["websocket"])
        client.disconnect()


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({"title": "x", "languages": ["xx"]}, "unknown_language"),
        ({"title": "bad\u0007bell", "languages": ["en"]}, "bad_text"),
        ({"title": "", "languages": ["en"]}, "bad_text"),
        ({"title": "x", "languages": "en"}, "bad_request"),
        ({"title": "x", "languages": ["en"], "id": "../x"}, "bad_request"),
    ],
)
def test_bad_input_has_a_stable_code(people: dict[str, Person], body: dict[str, object], code: str) -> None:
    answer = people["secretariat"].post("/api/sessions", **body)
    assert answer.status_code == 400 and answer.json()["error"]["code"] == code
