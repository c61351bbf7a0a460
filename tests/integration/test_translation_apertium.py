"""Apertium as a process: which directions there are, how a batch goes through, what is made of its faults."""

from __future__ import annotations

from pathlib import Path

import pytest

from translation.apertium import ApertiumEngine
from translation.errors import EngineFailed, ModelMissing

UPPER = "#!/bin/sh\ntr a-z A-Z\n"


def engine(folder: Path, script: str = UPPER) -> ApertiumEngine:
    program = folder / "apertium"
    program.write_text(script, encoding="utf-8")
    program.chmod(0o755)
    for name in ("es-pt", "eng-spa", "pt-es_BR", "es-an", "spa-eng"):
        (folder / f"{name}.mode").write_text("", encoding="utf-8")
    return ApertiumEngine(folder, str(program))


def test_modes_of_two_and_three_letters_are_directions_between_languages_that_are_known(tmp_path: Path) -> None:
    assert engine(tmp_path).pairs() == {("es", "pt"), ("en", "es"), ("es", "en")}


def test_a_machine_without_it_has_no_directions_and_is_well(tmp_path: Path) -> None:
    (tmp_path / "es-pt.mode").write_text("", encoding="utf-8")
    here = ApertiumEngine(tmp_path, "no-such-program")
    assert here.pairs() == frozenset() and here.health().is_ok
    with pytest.raises(ModelMissing):
        here.translate(["hola"], "es", "pt")


def test_a_batch_goes_through_one_process_a_line_for_each(tmp_path: Path) -> None:
    counting = f'#!/bin/sh\necho run >>{tmp_path}/runs\necho "$@" >{tmp_path}/arguments\ntr a-z A-Z\n'
    done = engine(tmp_path, counting).translate(["hola\na todos", "gracias"], "es", "pt")
    assert [each.text for each in done] == ["HOLA A TODOS", "GRACIAS"]
    assert (tmp_path / "runs").read_text(encoding="utf-8").count("run") == 1
    assert (tmp_path / "arguments").read_text(encoding="utf-8").split() == ["-u", "-f", "line", "es-pt"]


def test_lines_that_were_joined_are_translated_one_by_one(tmp_path: Path) -> None:
    done = engine(tmp_path, "#!/bin/sh\ntr 'a-z\\n' 'A-Z '\necho\n").translate(["hola", "gracias"], "es", "pt")
    assert [each.text for each in done] == ["HOLA", "GRACIAS"]


@pytest.mark.parametrize("script", ["#!/bin/sh\nexit 3\n", "#!/bin/sh\nsleep 5\n", "#!/bin/sh\nprintf '\\377\\n'\n"])
def test_a_fault_of_the_process_is_an_error(tmp_path: Path, script: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("translation.apertium.TIMEOUT_S", 0.5)
    with pytest.raises(EngineFailed) as caught:
        engine(tmp_path, script).translate(["hola"], "es", "pt")
    assert caught.value.code == "engine_failed"
