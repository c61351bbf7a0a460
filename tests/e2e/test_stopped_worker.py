"""A speech worker stands still or dies in mid-speech: another takes over from the recording, late words count not."""

from __future__ import annotations

import itertools
import re
import signal
from collections.abc import Iterator
from pathlib import Path

import jiwer
import pytest
import requests
from sqlalchemy import select

from server.storage.database import Database
from server.storage.recording import Recording
from server.storage.tables import Segment, Stream
from server.workers.ordered import OrderedClient
from tests.support.house import House, Person, speak
from tests.support.viewer import Viewer

pytestmark = [pytest.mark.models, pytest.mark.slow]
SPOKEN = (
    "Good morning, colleagues. We propose a data exchange with six administrations. "
    "The single window is ready since January. The working group will meet again in October. "
    "We thank the chair for the patience. Thank you for your attention."
)
WORST_WER = 0.1  # a successor begins at another place of the sound, so a word may come out otherwise
PATIENCE_S = 120.0


@pytest.fixture(scope="module")
def recording(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return speak(tmp_path_factory.mktemp("speech"), [("KR", "en-us", SPOKEN)])[0]


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    with House.web_only(tmp_path_factory.mktemp("stopped") / "house") as opened:
        opened.start("speech")
        opened.wait(lambda: speech(opened) == "ok", "the speech worker")
        yield opened


@pytest.fixture(scope="module")
def desk(house: House) -> Iterator[Person]:
    person = house.person("secretariat")
    yield person
    person.close()


def speech(house: House) -> str:
    with requests.get(house.address + "/health", timeout=60) as answer:
        return str(answer.json()["workers"]["speech"])


def play(house: House, desk: Person, session: str, recording: Path) -> None:
    """All of the recording is on disk when this returns; the worker is still at it."""
    assert desk.post("/api/sessions", id=session, title=session, languages=["en"]).ok
    assert house.play(recording, session, "--speed", "0").wait(180) == 0


def heard(house: House, session: str) -> tuple[Stream, list[Segment]]:
    """The stream as it is stored, and its segments by place."""
    database = Database(f"sqlite:///{house.folder / 'instance' / 'roundtable.sqlite'}")
    try:
        return database.read(
            lambda tx: (
                tx.scalars(select(Stream).where(Stream.session_id == session)).one(),
                list(tx.scalars(select(Segment).where(Segment.session_id == session).order_by(Segment.start_sample))),
            )
        )
    finally:
        database.close()


def wait_for_first(house: House, session: str) -> None:
    house.wait(lambda: heard(house, session)[1], f"a first final of {session}", PATIENCE_S)


def wait_for_all(house: House, session: str) -> None:
    def is_done() -> bool:
        stream, _ = heard(house, session)
        return stream.end_sample is not None and stream.done_sample == stream.end_sample

    house.wait(is_done, f"all of {session}", PATIENCE_S)


def words(text: str) -> str:
    return " ".join(re.sub(r"[^\w' ]", " ", text.casefold()).split())


def text_of(house: House, session: str) -> str:
    """What was heard; fails where a place was heard twice or left out."""
    stream, segments = heard(house, session)
    assert stream.done_sample == stream.end_sample
    for before, after in itertools.pairwise(segments):
        assert before.end_sample <= after.start_sample, (before.heard, after.heard)
    assert len({each.heard for each in segments}) == len(segments)
    return words(" ".join(each.heard for each in segments))


def test_a_worker_that_stands_still_or_dies_loses_its_microphone_to_another_and_nothing_is_lost_or_doubled(
    house: House, desk: Person, recording: Path
) -> None:
    play(house, desk, "calm", recording)
    wait_for_all(house, "calm")
    undisturbed = text_of(house, "calm")
    assert jiwer.wer(words(SPOKEN), undisturbed) <= WORST_WER, undisturbed

    play(house, desk, "alone", recording)
    wait_for_first(house, "alone")
    house.processes["speech"].send_signal(signal.SIGSTOP)
    house.wait(lambda: speech(house) == "away", "word that the only worker is silent", PATIENCE_S)
    assert heard(house, "alone")[0].done_sample < (heard(house, "alone")[0].end_sample or 0)
    house.processes["speech"].send_signal(signal.SIGCONT)
    wait_for_all(house, "alone")
    assert jiwer.wer(undisturbed, text_of(house, "alone")) <= WORST_WER

    house.start("speech", "second")
    play(house, desk, "two", recording)
    wait_for_first(house, "two")
    before = heard(house, "two")[0]
    house.processes["speech"].send_signal(signal.SIGSTOP)
    wait_for_all(house, "two")
    after = heard(house, "two")[0]
    assert after.lease_epoch > before.lease_epoch
    refuse_late_result(house, after.id, before.lease_epoch, after.done_sample)
    assert jiwer.wer(undisturbed, text_of(house, "two")) <= WORST_WER

    play(house, desk, "killed", recording)  # recognised by the second, the only one that is well
    wait_for_first(house, "killed")
    reader = Viewer(house.address, "en", "killed")
    before = heard(house, "killed")[0]
    assert before.done_sample < (before.end_sample or 0), "it is killed while it is at it"
    house.processes["speech"].send_signal(signal.SIGCONT)
    house.kill("second")
    wait_for_all(house, "killed")  # by the one that stood still, whose late results were refused
    after, segments = heard(house, "killed")
    assert after.lease_epoch > before.lease_epoch
    house.wait(lambda: len(finals_of(reader)) >= len(segments), "all finals at a reader")
    assert sorted(finals_of(reader)) == sorted(each.id for each in segments), "each final once"
    reader.close()
    assert jiwer.wer(undisturbed, text_of(house, "killed")) <= WORST_WER
    assert jiwer.wer(undisturbed, text_of(house, "two")) <= WORST_WER


def test_the_last_words_of_a_microphone_whose_page_is_gone_for_good_become_finals(
    house: House, desk: Person, recording: Path
) -> None:
    assert desk.post("/api/sessions", id="gone", title="gone", languages=["en"]).ok
    player = house.play(recording, "gone", "--speed", "4")
    folder = house.folder / "recordings" / "gone"

    def written() -> int:
        return max((Recording(each).written_samples() for each in folder.glob("*")), default=0)

    house.wait(lambda: written() > 6 * 16_000, "six seconds of audio")
    player.kill()
    player.wait()
    house.wait(lambda: heard(house, "gone")[0].done_sample == written(), "the last words", PATIENCE_S)
    stream, segments = heard(house, "gone")
    assert stream.end_sample is None
    found = words(" ".join(each.heard for each in segments)).split()
    assert jiwer.wer(" ".join(words(SPOKEN).split()[: len(found)]), " ".join(found)) <= 2 * WORST_WER, found
    assert len(found) >= 10


def finals_of(reader: Viewer) -> list[str]:
    """The segments whose finals a reader was sent, each as often as it came."""
    return [each["seg"] for each in list(reader.events) if each["kind"] == "caption" and each["status"] == "final"]


def refuse_late_result(house: House, stream: str, epoch: int, at_sample: int) -> None:
    """What a worker says under a lease that was taken from it is not accepted, be it at the right place."""
    token = (house.folder / "instance" / "worker-token").read_text()
    client = OrderedClient(handle_sigint=False, reconnection=False)
    client.connect(house.address, namespaces=["/worker"], auth={"token": token}, transports=["websocket"])
    result = {
        "kind": "final",
        "start_sample": at_sample,
        "end_sample": at_sample + 16_000,
        "text": "Too late.",
        "language": "en",
    }
    message = {
        "stream": stream,
        "epoch": epoch,
        "results": [{**result, "words": [], "confidence": 0.9, "english": None}],
    }
    answer = client.call("results", message, namespace="/worker", timeout=60)
    client.disconnect()
    client.eio.disconnect()
    assert answer == {"accepted": False}
