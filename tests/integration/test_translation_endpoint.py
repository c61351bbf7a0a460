"""A translation engine behind an address of the house: what it asks, what it refuses, what it makes of bad answers."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.endpoint import served
from translation.endpoint import LARGEST_ANSWER_BYTES, Endpoint, EndpointEngine, languages_of, require_private
from translation.errors import EngineFailed, ModelMissing, WrongEnvironment
from translation.translator import Translator


def engine(url: str, key: str = "") -> EndpointEngine:
    return EndpointEngine(Endpoint(url, "some-model", key, ("en", "ko")), timeout_s=60)


def test_it_asks_for_the_translation_only_and_bounds_the_answer() -> None:
    with served(lambda text: f" <{text}> ") as there:
        answers = engine(there.url, "secret").translate(["We agree.", "Thank you."], "en", "ko")
    assert [each.text for each in answers] == ["<We agree.>", "<Thank you.>"]
    first = there.asked[0]
    assert (first["model"], first["temperature"], first["messages"][1]["content"]) == ("some-model", 0, "We agree.")
    assert "English" in first["messages"][0]["content"] and "Korean" in first["messages"][0]["content"]
    assert 64 < first["max_tokens"] < 128 and there.keys == ["Bearer secret"] * 2


def test_what_was_said_before_is_told_and_not_translated() -> None:
    korean = {"It is ready.": "준비되었습니다.", "We share it.": "공유합니다."}
    with served(lambda text: korean[text]) as there:
        translator = Translator([engine(there.url)])
        answer = translator.translate("It is ready. We share it.", "en", "ko", before="The single window was built.")
    asked = [(each["messages"][0]["content"], each["messages"][1]["content"]) for each in there.asked]
    assert answer.text == "준비되었습니다. 공유합니다." and [said for _, said in asked] == [
        "It is ready.",
        "We share it.",
    ]
    assert asked[0][0].endswith("The single window was built.") and asked[1][0].endswith("It is ready.")


def test_of_a_sentence_that_grows_it_says_what_stands_on_the_screen() -> None:
    with served(str.upper) as there:
        answer = engine(there.url).go_on("We agree to", "en", "ko", "우리는")
    instruction, said = (each["content"] for each in there.asked[0]["messages"])
    assert (answer.text, said) == ("WE AGREE TO", "We agree to") and instruction.endswith(
        "unless they are wrong: 우리는"
    )


def test_languages_that_were_not_set_are_missing() -> None:
    with pytest.raises(ModelMissing):
        engine("http://127.0.0.1:9").translate(["We agree."], "en", "pt")


@pytest.mark.parametrize(
    ("status", "body"),
    [
        (500, b"{}"),
        (200, b"not json"),
        (200, b'{"choices": []}'),
        (200, b'{"choices": [{"message": {}}]}'),
        (200, b"[" + b" " * (LARGEST_ANSWER_BYTES + 1) + b"]"),
    ],
)
def test_a_bad_answer_is_an_error_and_shows_in_its_health_until_a_good_one_comes(status: int, body: bytes) -> None:
    with served(str.upper, status, body) as there:
        asked = engine(there.url)
        with pytest.raises(EngineFailed) as caught:
            asked.translate(["We agree."], "en", "ko")
    assert caught.value.code == "engine_failed" and not asked.health().is_ok and there.url in asked.health().detail


def test_a_server_that_is_away_is_an_error() -> None:
    with served(str.upper) as there:
        asked = engine(there.url)
        asked.warm_up("en", "ko")
    with pytest.raises(EngineFailed):
        asked.translate(["We agree."], "en", "ko")


def test_nobody_is_sent_elsewhere() -> None:
    with served(str.upper) as there, served(str.upper, 302, b"", f"{there.url}/v1/chat/completions") as here:
        with pytest.raises(EngineFailed):
            engine(here.url).translate(["We agree."], "en", "ko")
        assert here.asked and not there.asked


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1:8081", "http://[::1]:1", "http://10.1.2.3", "https://192.168.1.4:8443"]
)
def test_addresses_of_the_house_are_taken(url: str) -> None:
    require_private(url)


@pytest.mark.parametrize("url", ["http://8.8.8.8", "ftp://127.0.0.1", "127.0.0.1:80", ""])
def test_addresses_outside_the_house_are_refused(url: str) -> None:
    with pytest.raises(WrongEnvironment) as caught:
        EndpointEngine(Endpoint(url, "some-model"))
    assert caught.value.code == "wrong_environment"


def test_its_languages_are_those_that_are_known() -> None:
    assert languages_of("en, pt,,ko,en") == ("en", "pt", "ko")
    with pytest.raises(WrongEnvironment, match="xx"):
        languages_of("en,xx")


def test_it_fills_the_gaps_of_the_other_engines(tmp_path: Path) -> None:
    with served(lambda text: "동의합니다.") as there:
        translator = Translator.of_folder(tmp_path, endpoint=Endpoint(there.url, "some-model", "", ("en", "ko")))
        assert translator.matrix()["en"]["ko"] == translator.matrix()["ko"]["en"] == "endpoint"
        done = translator.translate("We agree.", "en", "ko")
        translator.close()
    assert (done.text, done.engine) == ("동의합니다.", "endpoint")
