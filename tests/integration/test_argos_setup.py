"""The argos packages that set-up brings: where the index answers, and where it does not."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest

from server.models import argos
from server.models.argos import install_wanted
from server.models.listing import direction_lines, directions
from tests.support import argos_package
from translation.translator import Translator


def test_what_is_wanted_and_offered_is_installed_once_and_the_rest_named(tmp_path: Path) -> None:
    shop_folder, said = tmp_path / "shop", list[str]()
    shop_folder.mkdir()
    for pair in (("en", "ko"), ("ko", "en")):
        argos_package.build(shop_folder, *pair)
    with argos_package.serve(shop_folder) as shop:
        done = install_wanted(tmp_path / "models", shop.url, ["en", "pt", "ko", "fr"], said.append)
        assert done == ["argos-en-ko", "argos-ko-en"]
        assert install_wanted(tmp_path / "models", shop.url, ["ko"], said.append) == []
    assert "argos-en-fr: the index has none" in said
    assert not any("argos-en-pt" in line for line in said)  # a packaged pair needs none
    translator = Translator.of_folder(tmp_path / "models")
    told = direction_lines(directions(translator), {"checks": [], "warmth": []})
    translator.close()
    assert any(line.startswith("en to ko  live           argos; BLEU 15.8") for line in told)
    assert "ja to ko  not installed  flask --app server models install argos-ja-en" in told
    assert len(told) == 2 + 11 * 10


def test_without_an_answer_set_up_goes_on_and_says_what_to_type_later(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(argos, "ANSWER_S", 0.3)
    with socket.socket() as silent:  # takes the connection and says nothing, like a network that swallows everything
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        closed = socket.socket()
        closed.bind(("127.0.0.1", 0))
        for port in (silent.getsockname()[1], closed.getsockname()[1]):
            said: list[str] = []
            assert install_wanted(tmp_path / "models", f"http://127.0.0.1:{port}/index.json", ["ko"], said.append) == []
            assert "does not answer" in said[0]
            assert said[1] == "  flask --app server models install argos-en-ko argos-ko-en"
        closed.close()
