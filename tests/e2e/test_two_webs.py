"""Two web processes on one PostgreSQL and one Redis: what one of them hears and decides holds on the other."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Any

import pytest
import redis

from tests.support.coediting import SocketPage, furnish
from tests.support.house import Person
from tests.support.ports import free_port
from tests.support.services import PostgreSQL, redis_started
from tests.support.two_webs import CHUNK, LOUD, Microphone, Pair, Viewer, Worker, wait

pytestmark = [pytest.mark.services, pytest.mark.slow]


@pytest.fixture(scope="module")
def cluster() -> Iterator[PostgreSQL]:
    with PostgreSQL.started() as opened:
        yield opened


@pytest.fixture(scope="module")
def pair(cluster: PostgreSQL, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pair]:
    port = free_port()
    with redis_started(port):
        opened = Pair(tmp_path_factory.mktemp("pair"), cluster.database(), port)
        try:
            opened.start()
            yield opened
        finally:
            opened.close()


@pytest.fixture(scope="module")
def desk(pair: Pair) -> Person:
    """The secretariat, signed in at the second process."""
    found = pair.sign_in(pair.second, pair.second.flask("invite", "secretariat"))
    for code, name, language in (("KR", "Republic of Korea", "en"), ("BR", "Brazil", "pt")):
        assert found.post("/api/delegations", code=code, name=name, language=language).ok
    return found


def streams(desk: Person, session: str) -> list[dict[str, Any]]:
    return list(desk.get(f"/api/sessions/{session}").json()["streams"])


def convene(desk: Person, session: str) -> str:
    assert desk.post("/api/sessions", id=session, title=session, visibility="public", languages=["en", "pt"]).ok
    assert desk.post(f"/api/sessions/{session}/open").ok
    return session


def test_what_one_process_stores_reaches_the_readers_of_both_once_and_no_audio_passes_redis(
    pair: Pair, desk: Person
) -> None:
    session = convene(desk, "once")
    passed: list[bytes] = []
    spy = redis.Redis.from_url(f"redis://127.0.0.1:{pair.first.environ['ROUNDTABLE_REDIS'].split(':')[2][:-2]}/0")
    listening = spy.pubsub()
    listening.psubscribe("*")
    readers = [Viewer(pair, house, session) for house in (pair.first, pair.second)]
    worker = Worker(pair, pair.first)
    microphone = Microphone(pair, desk, session, kind="mixed")
    microphone.open(pair.first)
    microphone.say(20)
    wait(lambda: worker.heard.get(str(microphone.stream), 0) >= 32_000, "the audio")
    worker.tentative(microphone.stream, 16_000, "words under way")
    for number in range(10):
        assert worker.final(microphone.stream, number * CHUNK, (number + 1) * CHUNK, f"Line {number}.")
    assert not worker.final(microphone.stream, 0, CHUNK, "Line 0, again.")
    for reader in readers:
        wait(lambda each=reader: len(each.texts()) >= 10, "the lines")
        wait(lambda each=reader: each.tentatives, "the words under way")
        assert reader.texts() == [f"Line {number}." for number in range(10)]
        assert reader.pushed == sorted(set(reader.pushed))
        assert [event["seq"] for event in reader.events] == [event["seq"] for event in reader.fetch()]
        for before, event in zip(reader.events, reader.events[1:], strict=False):
            assert event["prev"] == before["seq"]
    while message := listening.get_message(timeout=0.2):
        if message["type"] == "pmessage":
            passed.append(message["data"])
    listening.close()
    spy.close()
    assert any(b"Line 9." in each for each in passed)
    assert not [each for each in passed if b'"audio"' in each or len(each) > CHUNK]
    worker.stop()


def test_floor_pause_and_off_the_record_at_one_process_hold_for_a_microphone_at_the_other(
    pair: Pair, desk: Person
) -> None:
    session = convene(desk, "rules")
    worker, reader = Worker(pair, pair.first), Viewer(pair, pair.first, session)
    _, delegate = pair.delegate(desk, pair.first, "KR")
    microphone = Microphone(pair, delegate, session)
    microphone.open(pair.first)

    def switched(what: str, **how: Any) -> tuple[int, int]:
        """Between which samples it happened, on a machine of any load."""
        before = microphone.now()
        assert desk.post(f"/api/sessions/{session}/{what}", **how).ok
        return before - slack, microphone.now() + slack

    slack = 8_000 + microphone.slack
    microphone.speak(1.0)
    given = switched("floor", delegation="KR")
    microphone.speak(1.4)
    hidden = switched("off-record", on=True)
    microphone.speak(1.4)
    shown = switched("off-record", on=False)
    microphone.speak(1.4)
    sound = microphone.recorded()
    assert not sound[: given[0]].any() and sound[given[1] : hidden[0]].all()
    assert not sound[hidden[1] : shown[0]].any() and sound[shown[1] : microphone.next - slack].all()
    wait(lambda: microphone.floor[-1:] == [True], "word of the floor")
    wait(lambda: streams(desk, session)[0]["is_live"], "the other's page learning of the microphone")
    wait(lambda: streams(desk, session)[0]["is_heard"], "the other's page learning that it is heard")

    room = Microphone(pair, desk, session, kind="mixed")
    room.open(pair.first)
    room.say(5)
    worker.lease(room.stream)
    desk.post(f"/api/sessions/{session}/floor", delegation="BR")
    wait(lambda: "pt" in worker.turns, "the language of the floor")
    desk.post(f"/api/sessions/{session}/pause", paused=True)
    worker.tentative(room.stream, room.next, "not shown")
    desk.post(f"/api/sessions/{session}/pause", paused=False)
    worker.tentative(room.stream, room.next, "shown")
    wait(lambda: "shown" in reader.tentatives, "the words under way")
    assert reader.tentatives == ["shown"]
    worker.stop()


def test_a_revoked_invitation_and_a_deleted_session_end_what_is_connected_elsewhere(pair: Pair, desk: Person) -> None:
    session = convene(desk, "ended")
    invitation, delegate = pair.delegate(desk, pair.first, "KR")
    microphone = Microphone(pair, delegate, session)
    microphone.open(pair.first)
    assert desk.post(f"/api/invitations/{invitation}/revoke").ok
    wait(lambda: not microphone.client.connected, "the cut")

    room = Microphone(pair, desk, session, kind="mixed")
    room.open(pair.first)
    room.say(3)
    assert desk.call("DELETE", f"/api/sessions/{session}").ok
    place = {"stream": room.stream, "epoch": room._epoch, "start_sample": room.next}
    room.client.emit("audio", (place, LOUD), namespace="/speaker")
    wait(lambda: "not_found" in room.refused, "the refusal")
    assert not list(pair.recordings.glob(f"{session}/*/*"))


@pytest.mark.coediting
def test_what_is_written_in_the_minutes_at_one_process_reaches_the_editors_of_the_other_once_and_settles_once(
    pair: Pair, desk: Person
) -> None:
    session = "together"
    line, other_line = furnish(pair.first, session, ["세관 당국은 🙂 합의했다.", "各方同意。"])
    pages = [SocketPage(house, desk, session) for house in (pair.first, pair.second)]
    for number in range(10):
        for page in pages:
            page.take()
            assert "saved_at" in page.write(line, 0, f"{number}🙂 ")

    def written() -> bool:
        """Both have all that was written; two that lack each other's last words may read the same, too."""
        texts = {page.text(line) for page in pages}
        return len(texts) == 1 and all(min(texts).count(f"{number}🙂 ") == 2 for number in range(10))

    wait(written, "the same text at both")
    text = pages[0].text(line)
    assert text.endswith("세관 당국은 🙂 합의했다.")
    pages[0].show(line=line)
    wait(pages[1].seen, "who is there")
    wait(lambda: all(page.told("settled") for page in pages), "the version, at both")

    def stored() -> list[dict[str, Any]]:
        segments = desk.get(f"/api/sessions/{session}/minutes").json()["segments"]
        return next(list(each["versions"]) for each in segments if each["id"] == line)

    wait(lambda: stored()[-1]["text"] == text.strip(), "the version of all of it")
    versions = stored()
    assert len(versions) == len({each["text"] for each in versions}) and versions[-1]["text"] == text.strip()
    assert desk.post(f"/api/sessions/{session}/segments/{other_line}/correct", rev=1, text="各方都同意。").ok
    wait(lambda: {page.text(other_line) for page in pages} == {"各方都同意。"}, "the correction, at both")
    for page in pages:
        page.close()


def test_who_follows_a_statement_at_one_process_is_told_what_is_changed_at_the_other(pair: Pair, desk: Person) -> None:
    furnish(pair.first, "negotiated", ["We propose a register of seizures."])
    made = desk.post("/api/statements", title="Joint", sessions=["negotiated"], language="en", form="communique")
    assert made.ok, made.text
    statement, told = made.json(), list[dict[str, Any]]()
    token = str(desk.link).rsplit("/", 1)[1]
    page = pair.connect(pair.first, "/viewer", {"token": token})
    page.on("statement", lambda event: told.extend([event, *event.get("more", [])]), namespace="/viewer")
    answer = page.call("follow", {"statement": statement["id"], "rev": statement["rev"]}, namespace="/viewer")
    assert (answer["rev"], answer["missed"]) == (statement["rev"], [])
    for number in range(3):
        rev = statement["rev"] + number
        assert desk.call("PUT", f"/api/statements/{statement['id']}", rev=rev, title=f"Joint {number}").ok
    wait(lambda: len(told) == 3, "three changes at the other process")
    assert [(each["prev"], each["rev"], each["about"]) for each in told] == [
        (statement["rev"] + number, statement["rev"] + number + 1, "life") for number in range(3)
    ]
    again = page.call("follow", {"statement": statement["id"], "rev": statement["rev"] + 1}, namespace="/viewer")
    assert [each["rev"] for each in again["missed"]] == [statement["rev"] + 2, statement["rev"] + 3]


def test_when_a_process_is_killed_its_microphones_and_its_work_go_on_at_the_other_and_nothing_is_recognised_twice(
    pair: Pair, desk: Person
) -> None:
    session = convene(desk, "killed")
    workers = [Worker(pair, house) for house in (pair.first, pair.second)]
    microphone, orphan = (Microphone(pair, desk, session, kind="mixed") for _ in range(2))
    for each in (microphone, orphan):
        each.open(pair.first)
        each.say(10)
    assert workers[0].final(microphone.stream, 0, 8_000, "Before.")
    pair.first.kill("web")

    assert microphone.open(pair.second)["expected_sample"] == 16_000
    microphone.say(10)
    lease = workers[1].lease(microphone.stream)
    assert (lease["start_sample"], lease["epoch"]) == (8_000, 2)
    assert workers[1].final(microphone.stream, 8_000, 24_000, "After.")
    wait(lambda: orphan.stream in [each["stream"] for each in workers[1].leases], "the inheritance")
    assert workers[1].final(orphan.stream, 0, 16_000, "Not forgotten.")

    pair.first.start("web")
    pair.first.wait(pair.first.is_up, "the first process")
    returned, reader = Worker(pair, pair.first), Viewer(pair, pair.first, session)
    time.sleep(3.0)  # more than one beat: time enough to take what is not its own
    assert not {microphone.stream, orphan.stream} & {each["stream"] for each in returned.leases}
    assert workers[1].final(microphone.stream, 24_000, 32_000, "And on.")
    wait(lambda: reader.texts() == ["Before.", "After.", "Not forgotten.", "And on."], "all lines")
    for worker in (*workers, returned):
        worker.stop()


def test_without_redis_readers_fetch_from_the_log_and_off_the_record_holds_at_once(pair: Pair, desk: Person) -> None:
    session = convene(desk, "alone")
    port = int(pair.first.environ["ROUNDTABLE_REDIS"].split(":")[2][:-2])
    client = redis.Redis(port=port)
    client.shutdown(nosave=True)
    client.close()
    (line,) = furnish(pair.first, "unheard", ["A line."])
    pages = [SocketPage(house, desk, "unheard") for house in (pair.first, pair.second)]
    assert "saved_at" in pages[0].write(line, 0, "Without Redis: ")
    wait(lambda: pages[1].text(line) == "Without Redis: A line.", "the edit, by its row")
    for page in pages:
        page.close()
    worker, reader = Worker(pair, pair.first), Viewer(pair, pair.second, session)
    microphone = Microphone(pair, desk, session, kind="mixed")
    microphone.open(pair.first)
    microphone.speak(1.0)
    desk.post(f"/api/sessions/{session}/off-record", on=True)
    hidden = microphone.now()
    microphone.speak(1.0)
    assert not microphone.recorded()[hidden:].any()
    assert worker.final(microphone.stream, 0, 16_000, "By the log.")
    wait(lambda: reader.heads and reader.heads[-1] > reader.events[-1]["seq"], "the head")
    assert [event["text"] for event in reader.fetch() if event["kind"] == "caption"] == ["By the log."]
    with redis_started(port):
        for house in (pair.first, pair.second):
            wait(lambda at=house: at.health()["components"]["neighbours"]["status"] == "ok", "Redis")
        assert worker.final(microphone.stream, 16_000, 24_000, "By Redis again.")
        wait(lambda: "By Redis again." in reader.texts(), "the line")
    worker.stop()
