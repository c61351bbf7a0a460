"""A model of the house that suggests wordings: asked within bounds, refused elsewhere or when it answers otherwise."""

from __future__ import annotations

import time

import pytest

from server import wording
from server.core.errors import BadSetting, ModelFailed, NoModel
from server.settings import Settings
from server.wording import EndpointWording
from tests.support.endpoint import served


def test_it_is_asked_for_one_paragraph_from_the_cited_lines_alone() -> None:
    with served(lambda asked: " We share data. ") as there:
        made = EndpointWording(there.url, "some-model", "secret").suggest("We take note", ["KR: We share data."], "en")
    assert made == "We share data." and there.keys == ["Bearer secret"]
    (asked,) = there.asked
    assert (asked["model"], asked["temperature"]) == ("some-model", 0)
    assert (
        asked["messages"][1]["content"]
        == "The paragraph as it reads:\nWe take note\n\nThe lines:\n1. KR: We share data."
    )


@pytest.mark.parametrize(
    ("answer", "given"),
    [
        ("", {}),
        ("x" * (wording.MOST_CHARACTERS + 1), {}),
        ("x", {"status": 500}),
        ("x", {"body": b"no json"}),
        ("x", {"body": b'{"choices": []}'}),
        ("x", {"body": b" " * (wording.LARGEST_ANSWER_BYTES + 1)}),
        ("x", {"status": 302, "to": "http://127.0.0.1:9/"}),
    ],
)
def test_an_answer_that_is_none_is_an_error_of_the_model(answer: str, given: dict[str, object]) -> None:
    with served(lambda asked: answer, **given) as there, pytest.raises(ModelFailed):  # type: ignore[arg-type]
        EndpointWording(there.url, "some-model").suggest("We", ["KR: We."], "en")


def test_a_model_that_takes_too_long_or_is_away_is_an_error_too() -> None:
    with served(lambda asked: time.sleep(0.3) or "late") as there, pytest.raises(ModelFailed):
        EndpointWording(there.url, "some-model", timeout_s=0.05).suggest("We", ["KR: We."], "en")
    with pytest.raises(ModelFailed):
        EndpointWording("http://127.0.0.1:9", "some-model").suggest("We", ["KR: We."], "en")


def test_none_is_set_by_itself_and_none_outside_the_house() -> None:
    with pytest.raises(NoModel):
        wording.of("", "", "").suggest("", (), "en")
    with pytest.raises(BadSetting, match="outside the house"):
        wording.of("http://8.8.8.8:80", "some-model", "")


@pytest.mark.parametrize(
    "env", [{"URL": "http://127.0.0.1:1"}, {"MODEL": "m"}, {"KEY": "k"}, {"URL": "x", "MODEL": "m"}]
)
def test_half_a_setting_is_refused(env: dict[str, str], tmp_path: object) -> None:
    folders = {"ROUNDTABLE_INSTANCE": str(tmp_path), "ROUNDTABLE_RECORDINGS": str(tmp_path)}
    with pytest.raises(BadSetting):
        Settings.from_env(folders | {f"ROUNDTABLE_DRAFT_{name}": value for name, value in env.items()})
