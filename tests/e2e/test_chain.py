"""Speech into a microphone becomes captions, translations and minutes: real processes, real models."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.support.adoption import take_upon
from tests.support.house import House, Person, speak
from tests.support.viewer import Viewer

pytestmark = [pytest.mark.models, pytest.mark.slow, pytest.mark.usefixtures("installed_models")]
TURNS = [
    ("CHAIR", "en-gb", "Good morning. I give the floor to the delegation of Brazil."),
    ("BR", "pt-br", "Senhora presidente, o Brasil concorda com a proposta e pede mais três meses."),
    ("KR", "en-us", "We propose a data exchange with six administrations. Thank you very much."),
]


@pytest.fixture(scope="module")
def recording(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    assert shutil.which("espeak-ng"), "espeak-ng is missing: apt-get install espeak-ng sox"
    return speak(tmp_path_factory.mktemp("speech"), TURNS)


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    with House(tmp_path / "house") as opened:
        yield opened


@pytest.fixture
def secretariat(house: House) -> Iterator[Person]:
    person = house.person("secretariat")
    for code, name, language in (("CHAIR", "Chair", "en"), ("BR", "Brazil", "pt"), ("KR", "Republic of Korea", "en")):
        assert person.post("/api/delegations", code=code, name=name, language=language).ok
    assert person.post("/api/sessions", id="demo", title="Demo", languages=["en", "pt"]).ok
    yield person
    person.close()


def minutes(person: Person) -> list[dict[str, Any]]:
    return list(person.get("/api/sessions/demo/minutes").json()["segments"])


def is_complete(person: Person) -> bool:
    """Whether the last words of the recording stand in the minutes, all of them translated."""
    segments = minutes(person)
    others = [status["status"] for segment in segments for status in segment["translations"].values()]
    is_last_heard = any(each["delegation"] == "KR" and "thank" in each["text"].casefold() for each in segments)
    return is_last_heard and len(others) == len(segments) and all(status == "done" for status in others)


def test_speech_in_two_languages_reaches_a_viewer_of_each_and_the_minutes(
    house: House, secretariat: Person, recording: tuple[Path, Path]
) -> None:
    viewer = Viewer(house.address, "pt")
    player = house.play(recording[0], "demo", "--script", str(recording[1]), "--speed", "0")
    assert player.wait(180) == 0
    house.wait(lambda: is_complete(secretariat), "all minutes and their translations")
    heard = minutes(secretariat)
    text = {
        code: " ".join(each["text"] for each in heard if each["delegation"] == code).casefold()
        for code in ("CHAIR", "BR", "KR")
    }
    assert "good morning" in text["CHAIR"]
    assert "brasil" in text["BR"]
    assert "data exchange" in text["KR"]
    assert [each["lang"] for each in heard if each["delegation"] == "BR"] == ["pt"] * sum(
        each["delegation"] == "BR" for each in heard
    )
    wanted = {f"{each['id']}/pt" for each in heard}
    house.wait(lambda: wanted <= viewer.captions().keys(), "all captions at the viewer")
    shown = viewer.captions()
    assert {name for name in shown if name.endswith("/pt")} == wanted
    assert viewer.pushed == sorted(set(viewer.pushed))
    late = Viewer(house.address, "pt")
    assert {name: each["text"] for name, each in late.captions().items()} == {
        name: each["text"] for name, each in shown.items()
    }
    viewer.close()
    late.close()
    for process, event in (("web", "leased"), ("speech", "ready"), ("translate", "translated")):
        log, line = house.folder / f"{process}.log", f'"event": "{event}"'
        house.wait(lambda log=log, line=line: line in log.read_text(encoding="utf-8"), f"{event} in the log")
    logs = {path.stem: path.read_text(encoding="utf-8") for path in house.folder.glob("*.log")}
    said = [
        words for each in heard for words in (each["text"], *(told["text"] for told in each["translations"].values()))
    ]
    assert said and not [words for words in said for written in logs.values() if words in written]


def test_killing_each_process_loses_and_doubles_no_final(
    house: House, secretariat: Person, recording: tuple[Path, Path]
) -> None:
    assert house.play(recording[0], "demo", "--script", str(recording[1]), "--speed", "0").wait(180) == 0
    house.wait(lambda: len(minutes(secretariat)) >= 1, "a first final")
    house.kill("speech")
    house.start("speech")
    house.kill("translate")
    house.start("translate")
    house.kill("web")
    house.start("web")
    house.wait(house.is_up, "the web process again")
    house.wait(lambda: is_complete(secretariat), "everything after the kills")
    heard = minutes(secretariat)
    text = " ".join(each["text"] for each in heard).casefold()
    assert "thank you" in text
    assert len({each["id"] for each in heard}) == len(heard)
    assert text.count("data exchange") == 1
    places = [(int(each["id"].rsplit("-", 1)[1]), each["start_ms"]) for each in heard]
    assert places == sorted(places)


def test_a_correction_reaches_the_viewer_in_the_other_language_and_a_stale_one_is_refused(
    house: House, secretariat: Person, recording: tuple[Path, Path]
) -> None:
    assert house.play(recording[0], "demo", "--script", str(recording[1]), "--speed", "0").wait(180) == 0
    house.wait(lambda: is_complete(secretariat), "the minutes")
    viewer = Viewer(house.address, "pt")
    segment = minutes(secretariat)[0]
    rapporteur = house.person("rapporteur")
    path = f"/api/sessions/demo/segments/{segment['id']}/correct"
    assert rapporteur.post(path, rev=1, text="The meeting begins at nine.").ok
    house.wait(lambda: "nove" in viewer.captions()[f"{segment['id']}/pt"]["text"].casefold(), "the renewed translation")
    stale = rapporteur.post(path, rev=1, text="Another wording.")
    assert stale.status_code == 409
    assert stale.json()["error"]["details"]["segment"]["text"] == "The meeting begins at nine."
    assert minutes(secretariat)[0]["heard"] == segment["heard"]
    assert rapporteur.get(f"/api/sessions/demo/segments/{segment['id']}/audio").content[:4] == b"RIFF"
    viewer.close()
    rapporteur.close()


def test_the_minutes_become_a_statement_that_is_negotiated_adopted_and_published(
    house: House, secretariat: Person, recording: tuple[Path, Path]
) -> None:
    assert house.play(recording[0], "demo", "--script", str(recording[1]), "--speed", "0").wait(180) == 0
    house.wait(lambda: is_complete(secretariat), "the minutes")
    made = secretariat.post(
        "/api/statements",
        title="Joint statement",
        sessions=["demo"],
        language="en",
        form="communique",
        parties=["BR", "KR"],
    )
    assert made.ok, made.text
    statement = made.json()
    proposal = next(each for each in statement["paragraphs"] if "data exchange" in each["text"])
    assert {each["delegation"] for each in proposal["evidence"]} >= {"KR"}
    path = f"/api/statements/{statement['id']}"
    public, brazil = house.public(), house.person("delegation", "BR")
    assert public.get(path).status_code == 404
    assert brazil.post(f"{path}/adopt", rev=statement["rev"]).status_code == 403
    statement = secretariat.post(f"{path}/open", rev=statement["rev"]).json()
    assert brazil.post(f"{path}/positions", paragraph=proposal["id"], value="object").ok
    statement = secretariat.get(path).json()
    refused = secretariat.post(f"{path}/adopt", rev=statement["rev"])
    assert refused.status_code == 409 and any("BR" in each for each in refused.json()["error"]["details"]["obstacles"])
    assert brazil.post(f"{path}/positions", paragraph=proposal["id"], value="agree").ok
    for each in [*secretariat.get(path).json()["paragraphs"]]:
        for bracket in each["brackets"]:
            current = next(one for one in secretariat.get(path).json()["paragraphs"] if one["id"] == each["id"])
            closed = secretariat.post(
                f"{path}/paragraphs/{each['id']}/brackets/close", rev=current["rev"], owner=bracket["owner"]
            )
            assert closed.ok, closed.text
    adopted = secretariat.post(f"{path}/adopt", rev=take_upon(secretariat, path)["rev"])
    assert adopted.ok, adopted.text
    frozen = adopted.json()
    assert len(frozen["sha256"]) == 64
    edited = secretariat.call(
        "PUT", f"{path}/paragraphs/{proposal['id']}", rev=frozen["paragraphs"][0]["rev"], text="Changed."
    )
    assert edited.status_code == 409
    assert public.get(f"/p/{statement['id']}").status_code == 404
    approved = secretariat.post(f"{path}/approve", rev=frozen["rev"]).json()
    assert secretariat.post(f"{path}/publish", rev=approved["rev"]).ok
    assert frozen["sha256"] in public.get(f"/p/{statement['id']}").text
    for form, magic in (("pdf", b"%PDF"), ("docx", b"PK"), ("html", b"<!doctype"), ("json", b"{")):
        answer = public.get(f"{path}/export/{form}")
        assert answer.ok and answer.content.startswith(magic), form
    for form in ("docx", "html", "srt", "vtt", "json"):
        answer = public.get(f"/api/sessions/demo/export/{form}?lang=pt")
        assert answer.ok and len(answer.content) > 100, form
    public.close()
    brazil.close()
