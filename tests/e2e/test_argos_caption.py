"""A caption goes through argos: a package from a mirror on loopback, its engine named to the viewer."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support import argos_package
from tests.support.house import House, Person, models, speak
from tests.support.viewer import Viewer

pytestmark = [pytest.mark.models, pytest.mark.slow]
SPOKEN = (
    "Thank you. We share customs data and risk."  # words of the package's dictionary; what it does not know it copies
)


@pytest.fixture
def mirror(tmp_path: Path) -> Iterator[argos_package.Shop]:
    argos_package.build(tmp_path / "mirror", "en", "fr")
    with argos_package.serve(tmp_path / "mirror") as shop:
        yield shop


@pytest.fixture
def house(tmp_path: Path, mirror: argos_package.Shop, monkeypatch: pytest.MonkeyPatch) -> Iterator[House]:
    monkeypatch.setenv("ROUNDTABLE_ARGOS_INDEX", mirror.url)
    monkeypatch.setenv("ROUNDTABLE_TRANSLATE", "argos")
    opened = House(tmp_path / "house")
    folder = tmp_path / "house" / "instance" / "models"
    folder.unlink()  # the test's own models: the speech model of everybody, and what the command installs
    folder.mkdir()
    (folder / "whisper-base").symlink_to(models() / "whisper-base")
    opened.flask("models", "install", "argos-en-fr")
    assert any(path.endswith(".argosmodel") for path, _ in mirror.requests)
    with opened:
        yield opened


@pytest.fixture
def desk(house: House) -> Iterator[Person]:
    person = house.person("secretariat")
    yield person
    person.close()


def test_a_caption_translated_by_argos_says_so_on_the_viewers_screen_and_in_the_minutes(
    tmp_path: Path, house: House, desk: Person
) -> None:
    assert "argos-en-fr" in house.flask("models", "list")
    assert "argos package 1.0, en to fr" in house.flask("models", "list")
    assert desk.post("/api/sessions", id="demo", title="Demo", languages=["en", "fr", "pt"]).ok
    viewer = Viewer(house.address, "fr")
    recording, _ = speak(tmp_path, [("KR", "en-us", SPOKEN)])
    assert house.play(recording, "demo", "--speed", "0").wait(180) == 0

    def translated() -> list[dict[str, object]]:
        return [each for name, each in viewer.captions().items() if name.endswith("/fr")]

    house.wait(lambda: any("données" in str(each["text"]) for each in translated()), "the translation", 120)
    shown = next(each for each in translated() if "données" in str(each["text"]))
    assert shown["engine"] == "argos" and shown["status"] == "final" and not shown["rough"]
    assert "douanes" in str(shown["text"]) and shown["src_lang"] == "en"
    [segment] = [
        each for each in desk.get("/api/sessions/demo/minutes").json()["segments"] if each["id"] == shown["seg"]
    ]
    assert segment["translations"]["fr"]["engine"] == "argos"
    assert (
        segment["translations"]["pt"]["status"] == "failed"
    )  # argos alone has no package for it, and the screen says so
    viewer.close()
