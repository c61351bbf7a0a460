"""Whatever is sent to it, the web process answers with a stable code, lives on and loses nothing that it had."""

from __future__ import annotations

import contextlib
import resource
from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
import requests
import socketio
import websocket

from server.wire.events import EVENTS
from server.workers.ordered import OrderedClient
from tests.support.house import House, Person
from tests.support.senders import PATIENCE_S, Client, Sender

pytestmark = pytest.mark.slow
CHUNK = 1_600
MOST_IN_A_FRAME = 500_000  # a longer one ends the connection
ODD_VALUES: list[Any] = [
    None, True, -1, 2**70, 1.5, "", "x" * 100_000, "\u0000", "\ud800", "../../etc/passwd", [], [[[]]], {},
    {"a": {"b": []}}, b"\x00\xff",
]  # fmt: skip
ODD_JSON = [value for value in ODD_VALUES if not isinstance(value, bytes)]


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    with House.web_only(tmp_path_factory.mktemp("bad") / "house") as opened:
        yield opened


@pytest.fixture(scope="module")
def desk(house: House) -> Iterator[Person]:
    person = house.person("secretariat")
    assert person.post("/api/delegations", code="BR", name="Brazil", language="pt").ok
    assert person.post("/api/sessions", id="demo", title="Demo", languages=["en", "pt"]).ok
    assert person.post("/api/sessions/demo/open").ok
    yield person
    person.close()


@pytest.fixture
def sender(house: House, desk: Person) -> Iterator[Sender]:
    opened = Sender(house, desk)
    yield opened
    opened.close()


@pytest.fixture(autouse=True)
def unhurt(house: House, desk: Person) -> Iterator[None]:
    """After each test: the process lives, its session is what it was, and its log has no fault of ours."""
    yield
    assert house.processes["web"].poll() is None
    found = desk.get("/api/sessions/demo").json()
    assert (found["title"], found["status"], found["languages"][1]["code"]) == ("Demo", "open", "pt")
    log = (house.folder / "web.log").read_text()
    assert "Traceback" not in log and '"event": "fault"' not in log, log[-3000:]


def sound(samples: int, start: int = 0) -> np.ndarray:
    """Samples that tell their place."""
    return ((np.arange(start, start + samples) * 7_919) % 30_011 - 15_000).astype("<i2")


def test_audio_of_a_wrong_shape_or_order_is_refused_with_the_place_to_go_on_from_and_none_is_lost(
    sender: Sender,
) -> None:
    whole = sound(CHUNK * 8)

    def right(first: int, last: int) -> tuple[int, bytes]:
        return first * CHUNK, whole[first * CHUNK : last * CHUNK].tobytes()

    sender.audio(*right(0, 2))
    sender.written(2 * CHUNK)
    for start, pcm in (
        (2 * CHUNK, b"\x01" * 3_201), (2 * CHUNK, b""), (2 * CHUNK, b"\0" * 32_002), (2 * CHUNK, "words"), (2 * CHUNK,
        None), (2 * CHUNK, [1, 2]),
        (-1, right(2, 3)[1]), (2**70, right(2, 3)[1]), (1.5, right(2, 3)[1]), ("0", right(2, 3)[1]), (None, right(2,
        3)[1]),
        (10**15, right(2, 3)[1]), (3 * CHUNK, right(3, 4)[1]),
    ):  # fmt: skip
        sender.audio(start, pcm)
        refused = sender.refusal("bad_audio")
        assert refused["expected_sample"] == 2 * CHUNK and refused["message"], (start, refused)
    sender.audio(*right(2, 4))
    sender.audio(*right(3, 6))
    sender.audio(*right(0, 1))
    sender.audio(*right(5, 8))
    assert sender.call("close", sender.place(None))["sample"] == len(whole)
    assert (sender.recorded() == whole).all()
    sender.audio(8 * CHUNK, b"\0\0")
    assert "closed" in sender.refusal("conflict")["message"]
    assert sender.call("close", sender.place(None)) == {"sample": len(whole)}


def test_a_gap_counts_where_it_is_declared_and_never_beyond_reason(sender: Sender) -> None:
    first, last = sound(CHUNK), sound(CHUNK, 7)
    sender.audio(0, first.tobytes())
    lease = {key: sender.opened[key] for key in ("stream", "epoch")}
    for start, end in ((CHUNK, 10**12), (2 * CHUNK, 3 * CHUNK)):
        sender.send("gap", {**lease, "from_sample": start, "to_sample": end, "why": "muted"})
        sender.refusal("bad_audio")
    sender.send("gap", {**lease, "from_sample": CHUNK, "to_sample": 3 * CHUNK, "why": "muted"})
    sender.audio(3 * CHUNK, last.tobytes())
    sender.written(4 * CHUNK)
    assert (sender.recorded() == np.concatenate([first, np.zeros(2 * CHUNK, "<i2"), last])).all()


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"rate_hz": 48_000}, "bad_audio"), ({"language": "tlh"}, "unknown_language"), ({"session": "nowhere"},
        "not_found"),
        ({"session": "../../etc"}, "bad_request"), ({"stream": "../escape"}, "bad_request"), ({"stream": "a\u0000b"},
        "bad_request"),
        ({"consent": "yes"}, "bad_request"), ({"kind": "choir"}, "bad_request"), ({"kind": "delegation",
        "delegation": "ZZ"}, "not_found"),
        ({"next_sample": -5}, "bad_request"), ({"next_sample": 2**80}, "bad_request"),
    ],
)  # fmt: skip
def test_a_microphone_that_asks_for_what_there_is_not_is_told_and_leaves_nothing_behind(
    sender: Sender, change: dict[str, Any], code: str
) -> None:
    folders = sorted(sender.folder.glob("*"))
    ask = {"session": "demo", "kind": "mixed", "language": "en", "consent": True, "next_sample": 0}
    answer = sender.call("open", {**ask, **change})
    assert answer["error"]["code"] == code and answer["error"]["message"]
    assert sorted(sender.folder.glob("*")) == folders


def test_a_full_disk_is_said_and_everything_is_stored_once_there_is_room(house: House, sender: Sender) -> None:
    second = 10 * CHUNK
    whole = sound(second * 8)
    parts = [(at, whole[at : at + second].tobytes()) for at in range(0, len(whole), second)]
    for part in parts[:4]:
        sender.audio(*part)
    sender.written(4 * second)
    process = house.processes["web"].pid
    room = resource.prlimit(process, resource.RLIMIT_FSIZE)
    largest = max(path.stat().st_size for path in (house.folder / "instance").glob("roundtable.sqlite*"))
    resource.prlimit(process, resource.RLIMIT_FSIZE, (max(4 * second * 2 + 1_001, largest), room[1]))
    try:
        at, expected = 4, 0
        while at * second * 2 <= max(4 * second * 2, largest) + second * 2:
            sender.audio(at * second, (parts[at][1] if at < len(parts) else bytes(second * 2)))
            at += 1
        refused = sender.refusal("disk_full")
        expected = refused["expected_sample"]
        assert "make room" in refused["message"]
    finally:
        resource.prlimit(process, resource.RLIMIT_FSIZE, room)
    assert 4 * second <= expected <= at * second
    rest = whole[expected:] if expected < len(whole) else whole[:0]
    for place in range(0, len(rest), second):
        sender.audio(expected + place, rest[place : place + second].tobytes())
    end = sender.call("close", sender.place(None))["sample"]
    assert end >= len(whole)
    assert (sender.recorded()[: len(whole)] == whole).all()


def test_every_event_survives_values_of_every_kind(house: House, desk: Person) -> None:
    token = (house.folder / "instance" / "worker-token").read_text()
    invited = {"token": str(desk.link).rsplit("/", 1)[1]}
    auths = {"/viewer": None, "/speaker": invited, "/minutes": invited, "/worker": {"token": token}}
    for namespace, events in EVENTS.items():
        client = Client(house, namespace, auths[namespace])
        answers = [client.call(event, value) for event in events for value in ODD_VALUES]
        answers += [
            client.call(event, {field: value})
            for event, fields in events.items()
            for field in fields
            for value in ODD_VALUES
        ]
        answers += [
            client.call(event, dict.fromkeys(fields, value))
            for event, fields in events.items()
            for value in ODD_VALUES
            if len(fields) * len(str(value)) < MOST_IN_A_FRAME
        ]
        answers += [client.call("no-such-event", {}), client.call(next(iter(events)), {}, {}, {})]
        codes = {answer["error"]["code"] for answer in answers if isinstance(answer, dict) and "error" in answer}
        assert "bad_request" in codes and "internal" not in codes, (namespace, codes)
        assert client.call("no-such-event", {})["error"]["message"]
        client.wait("refused", lambda message: message["code"] == "bad_request")
        client.close()


def test_a_stranger_is_told_by_a_code_why_a_socket_is_refused(house: House) -> None:
    cases = {
        "/worker": ("invented", "not_allowed"),
        "/speaker": ("invented", "not_signed_in"),
        "/minutes": ("invented", "not_signed_in"),
        "/viewer": ("invented", "not_signed_in"),
    }
    for namespace, (token, code) in cases.items():
        client = OrderedClient(handle_sigint=False, reconnection=False)
        told: list[Any] = []
        client.on("connect_error", told.append, namespace=namespace)
        with pytest.raises(socketio.exceptions.ConnectionError):
            client.connect(house.address, namespaces=[namespace], auth={"token": token}, transports=["websocket"])
        client.disconnect()
        assert told[0]["data"]["code"] == code and told[0]["message"], namespace


def raw(house: House, *namespaces: str) -> websocket.WebSocket:
    """A bare WebSocket in the Engine.IO protocol."""
    line = websocket.create_connection(
        house.address.replace("http", "ws") + "/socket.io/?EIO=4&transport=websocket", timeout=PATIENCE_S
    )
    line.recv()
    for namespace in namespaces:
        line.send(f"40{namespace},")
        assert line.recv().startswith(f"40{namespace},")
    return line


@pytest.mark.parametrize(
    "packet",
    [
        "42/viewer,{not json", '42/viewer,{"a":1}', "42/viewer,[]", "42/viewer,[5]", "42/viewer,[null,{}]", "49", "4x",
        "4", "42",
        "42/viewer,1[" + "[" * 100_000, "45999999999999-/viewer,[]",
        "451-/viewer,[\"join\",{\"_placeholder\":true,\"num\":7}]", "44", "43/viewer,77[]",
        '42/viewer,9["connect",{}]', '42/viewer,9["disconnect"]', '42/viewer,9["__class__"]', '42/nowhere,["join"]',
        "40/nowhere,", "40/viewer,[1,2",
    ],
)  # fmt: skip
def test_a_packet_that_is_none_hurts_nobody(house: House, packet: str) -> None:
    line = raw(house, "/viewer")
    line.send(packet)
    for number in (2, 3):  # the first may be taken for the audio of a packet that promised some
        line.send(f'42/viewer,{number}["join",{{"session":"nowhere","lang":"en","after":0}}]')
    answers = []
    with contextlib.suppress(websocket.WebSocketException, OSError):
        while not answers or not answers[-1].startswith("43/viewer,3"):
            answers.append(line.recv())
            if not answers[-1]:
                break
    line.shutdown()
    shown = " ".join(map(str, answers))
    assert "not_found" in shown or "bad_request" in shown, answers


@pytest.mark.parametrize("frame", ["", "x", "9", "\u0000", "{}"])
def test_a_frame_that_is_no_engine_io_packet_closes_its_own_connection_at_most(house: House, frame: str) -> None:
    line = raw(house)
    line.send(frame)
    line.shutdown()


def test_a_frame_of_100_megabytes_closes_the_connection_with_1009(house: House) -> None:
    line = raw(house, "/viewer")
    line.sock.sendall(
        b"\x82\xff" + (100 << 20).to_bytes(8, "big") + b"mask" + bytes(1_000)
    )  # no more: the head is enough
    frame = line.recv_frame()  # as it is: to a close frame recv_data would answer, on a line that is closed
    assert frame.opcode == websocket.ABNF.OPCODE_CLOSE and int.from_bytes(frame.data[:2], "big") == 1009
    line.shutdown()
    whole = raw(house, "/viewer")
    with pytest.raises(OSError):  # the server hangs up while it is being sent
        whole.sock.sendall(b"\x82\xff" + (100 << 20).to_bytes(8, "big") + b"mask" + bytes(100 << 20))
    whole.shutdown()


def test_a_body_of_100_megabytes_is_refused_before_it_is_read(house: House, desk: Person) -> None:
    head = {"X-CSRFToken": desk.me["csrf"], "Content-Type": "application/json", "Content-Length": str(100 << 20)}
    for path in ("/api/sessions", "/socket.io/?EIO=4&transport=polling&sid=x"):
        with contextlib.closing(requests.Session()) as http:
            http.cookies.update(desk.http.cookies)
            answer = http.post(
                house.address + path,
                data=b"[" * (2 << 20),
                headers={**head, "Content-Length": str(2 << 20)},
                timeout=PATIENCE_S,
            )
            assert answer.status_code in (400, 413)
    with contextlib.closing(requests.Session()) as http:
        http.cookies.update(desk.http.cookies)
        answer = http.post(
            house.address + "/api/sessions",
            data=bytes(2 << 20),
            headers={k: head[k] for k in ("X-CSRFToken", "Content-Type")},
            timeout=PATIENCE_S,
        )
        assert answer.status_code == 413 and answer.json()["error"]["code"] == "too_large"


CALLS: list[tuple[str, str, tuple[str, ...]]] = [
    ("POST", "/api/sessions", ("id", "title", "visibility", "languages")),
    ("POST", "/api/delegations", ("code", "name", "language")),
    ("POST", "/api/invitations", ("role", "delegation", "name", "days")),
    ("POST", "/api/sessions/demo/floor", ("delegation", "at_ms")),
    ("POST", "/api/sessions/demo/floor/mend", ("delegation", "from_ms", "to_ms")),
    ("POST", "/api/sessions/demo/pause", ("paused",)),
    ("POST", "/api/sessions/demo/off-record", ("on",)),
    ("POST", "/api/sessions/demo/retract", ("segment", "why")),
    ("POST", "/api/sessions/demo/segments/none/correct", ("rev", "text")),
    ("POST", "/api/sessions/demo/segments/none/translation", ("rev", "lang", "text")),
    ("POST", "/api/statements", ("title", "sessions", "language", "form", "parties")),
    ("POST", "/api/statements/none/adopt", ("rev",)),
    ("POST", "/api/statements/none/positions", ("paragraph", "value", "note")),
    ("POST", "/api/statements/none/redraft", ("rev",)),
    ("PUT", "/api/statements/none", ("rev", "title", "parties")),
    ("POST", "/api/statements/none/paragraphs", ("after", "kind", "text", "segments")),
    ("PUT", "/api/statements/none/paragraphs/none", ("rev", "text")),
    ("DELETE", "/api/statements/none/paragraphs/none", ("rev",)),
    ("POST", "/api/statements/none/paragraphs/none/move", ("rev", "after")),
    ("POST", "/api/statements/none/paragraphs/none/brackets/close", ("rev", "owner", "kind", "keep")),
]
RIGHT: dict[str, Any] = {
    "id": "fine", "title": "Fine", "visibility": "public", "languages": ["en"], "code": "FINE", "name": "Fine",
    "language": "en", "role": "chair",
    "delegation": "BR", "days": 1, "at_ms": 0, "from_ms": 0, "to_ms": 1, "segment": "none", "why": "why", "rev": 1,
    "text": "Fine.", "lang": "pt",
    "sessions": ["demo"], "form": "communique", "parties": ["BR"], "paragraph": "none", "value": "agree", "note": "",
    "owner": "BR",
}  # fmt: skip


def test_every_call_answers_values_of_every_kind_with_a_code(house: House, desk: Person) -> None:
    for method, path, fields in CALLS:
        person = house.person("delegation", "BR") if path.endswith("positions") else desk
        for field in fields:
            for value in ODD_JSON:
                body = {each: RIGHT.get(each) for each in fields} | {field: value}
                if path in ("/api/sessions", "/api/delegations", "/api/invitations", "/api/statements") and value in (
                    None,
                    "",
                    [],
                    True,
                ):
                    continue  # may be left out, and would make something
                answer = person.call(method, path, **body)
                assert answer.status_code < 500, (path, field, value, answer.text)
                if not answer.ok:
                    assert answer.json()["error"]["code"] not in ("internal", "error"), (path, field, answer.text)
        if person is not desk:
            person.close()
    assert desk.post("/api/sessions/demo/floor", delegation=None).ok
    assert desk.post("/api/sessions/demo/pause", paused=False).ok
    assert desk.post("/api/sessions/demo/off-record", on=False).ok


@pytest.mark.parametrize(
    "body", [b"{", b"[]", b"5", b'"x"', b"", b"\xff\xfe", b"[" * 200_000, b'{"a":' * 100_000, b"null"]
)
def test_a_body_that_is_no_json_object_is_a_bad_request(desk: Person, body: bytes) -> None:
    answer = desk.http.post(
        desk.address + "/api/sessions", data=body, headers={"X-CSRFToken": desk.me["csrf"],
        "Content-Type": "application/json"}, timeout=PATIENCE_S
    )  # fmt: skip
    assert answer.status_code == 400 and answer.json()["error"]["code"] == "bad_request"


@pytest.mark.parametrize(
    "path",
    [
        "/s/%00", "/s/..%2f..%2fetc%2fpasswd", "/s/%ed%a0%80", "/s/" + "x" * 5_000, "/static/../../README.md",
        "/static/%2e%2e/%2e%2e/README.md",
        "/static/js/%00.js", "/static/..%5c..%5cREADME.md", "/api/sessions/%00/minutes",
        "/api/sessions/..%2f..%2fx/export/json", "/api/sessions/demo/export/exe",
        "/api/sessions/demo/segments/..%2f..%2fsecret/audio", "/statements/%00", "/p/..%2f..",
        "/api/statements/%00/export/pdf", "/s/demo/%2e%2e", "/nowhere",
    ],
)  # fmt: skip
def test_an_address_that_leads_nowhere_or_upwards_is_not_found(desk: Person, path: str) -> None:
    request = requests.Request("GET", desk.address + "/").prepare()
    request.url = desk.address + path  # as it stands: nothing tidies the dots away
    request.prepare_cookies(desk.http.cookies)
    with contextlib.closing(desk.http.send(request, timeout=PATIENCE_S, allow_redirects=False)) as answer:
        assert answer.status_code == 404, (path, answer.status_code, answer.text[:200])
        assert "root:" not in answer.text and "# Roundtable" not in answer.text


def test_text_in_any_script_is_kept_as_it_is_and_text_with_controls_or_without_end_is_refused(desk: Person) -> None:
    names = ["대한민국", "المملكة", "中国海关", "Côte d’Ivoire <script>alert(1)</script>", "भारत", "👩🏽‍⚖️"]
    for number, name in enumerate(names):
        assert desk.post("/api/delegations", code=f"T{number}X", name=name, language="en").ok
    found = {each["name"] for each in desk.get("/api/delegations").json()["delegations"]}
    assert found >= set(names)
    made = desk.post("/api/sessions", id="tags", title="</script><script>alert(1)</script>", languages=["en"])
    assert made.ok
    assert "<script>alert(1)" not in desk.get("/s/tags").text
    for text in ("bell\u0007", "null\u0000", "half\ud800", "turn\u202earound", "c1\u0085", "", "   ", "x" * 1_000):
        answer = desk.post("/api/delegations", code="TX", name=text, language="en")
        assert answer.status_code == 400 and answer.json()["error"]["code"] == "bad_text", text
    answer = desk.post("/api/delegations", code="TX", name="Fine", language="tlh")
    assert answer.status_code == 400 and answer.json()["error"]["code"] == "unknown_language"


def test_unknown_sessions_and_languages_have_codes_of_their_own(house: House, desk: Person) -> None:
    client = Client(house, "/viewer")
    assert client.call("join", {"session": "nowhere", "lang": "en", "after": 0})["error"]["code"] == "not_found"
    assert client.call("join", {"session": "demo", "lang": "tlh", "after": 0})["error"]["code"] == "unknown_language"
    client.close()
    assert desk.get("/api/sessions/nowhere").status_code == 404
    assert desk.get("/api/sessions/demo/export/srt?lang=tlh").json()["error"]["code"] == "unknown_language"
