"""Translation with the network cable out, in a process of its own, and in an environment that is right."""

from __future__ import annotations

import os
import subprocess
import sys
from importlib import metadata
from pathlib import Path

import pytest

from server import create_app
from tests.support import argos_package
from tests.support.house import ROOT, models
from tests.support.network import closed
from translation import argos
from translation.errors import WrongEnvironment
from translation.firefox_packages import FirefoxPackages
from translation.packages import Packages
from translation.translator import Translator

# Every address family but local sockets is refused, and so is the look-up of names; what tried is printed. The engines'
# own machine code is not seen by that, so the process has no network at all where the system lets us (network.closed).
WITHOUT_NETWORK = """
import socket, sys
from pathlib import Path

def refuse(*arguments, **named):
    print("TRIED", arguments, file=sys.stderr)
    raise OSError("the network is closed")

socket.socket.connect = socket.socket.connect_ex = refuse
socket.getaddrinfo = socket.create_connection = refuse

from translation.errors import TranslationError
from translation.translator import Translator

translator = Translator.of_folder(Path(sys.argv[1]), sys.argv[2])
translator.warm_up()
from translation.stores import stores

for store in stores(Path(sys.argv[1])):
    for package in store.installed():
        store.verify(package.name) if (package.folder / "receipt.json").is_file() else None
try:
    translator.translate(sys.argv[3], "en", "uk")
except TranslationError as error:
    print(error.code, file=sys.stderr)
else:
    sys.exit("there is no such route")
print(translator.translate(sys.argv[3], "en", sys.argv[4]).text)
translator.close()
"""


def translated_offline(folder: Path, engines: str, text: str, target: str, home: Path) -> str:
    environ = {**os.environ, "HOME": str(home), "PYTHONWARNINGS": "error", "OMP_NUM_THREADS": "1"}
    for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME"):
        environ.pop(name, None)
    command = [*closed(), sys.executable, "-c", WITHOUT_NETWORK, str(folder), engines, text, target]
    done = subprocess.run(command, cwd=ROOT, env=environ, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    assert done.stderr.strip() == "no_route"
    return done.stdout.strip()


def test_argos_translates_with_the_network_closed_and_leaves_the_home_alone(tmp_path: Path) -> None:
    Packages(tmp_path / "models").bring(argos_package.build(tmp_path, "en", "ko"))
    (tmp_path / "home").mkdir()
    text = "We share customs data. We thank the countries, and share risk."
    found = translated_offline(tmp_path / "models", "argos", text, "ko", tmp_path / "home")
    assert found == "우리는 나눕니다 세관 자료. 우리는 감사합니다 그 나라들, 그리고 나눕니다 위험."
    assert list((tmp_path / "home").iterdir()) == []


@pytest.mark.models
@pytest.mark.usefixtures("installed_models")
def test_firefox_translates_with_the_network_closed(tmp_path: Path) -> None:
    text = "Mr. Example, the WCO, asks: is it so? Write to info@example.org."
    found = translated_offline(models(), "auto", text, "pt", tmp_path)
    assert "info@example.org" in found
    assert found.count("?") == 1


@pytest.mark.models
@pytest.mark.usefixtures("installed_models")
def test_meeting_talk_comes_out_right_in_both_directions() -> None:
    translator = Translator.of_folder(models())
    into_portuguese = {
        "Thank you.": "Obrigado.",
        "Brazil has the floor.": "Brasil tem a palavra.",
        "Seizures rose from 820,000 to 1,350,000 tonnes.": ("820.000", "1.350.000"),
        "See section 4.2 of https://example.org/a#b, 😀 {name}!": ("4.2", "https://example.org/a#b", "😀", "{name}"),
        "THE CUSTOMS ADMINISTRATIONS AGREE": ("ADMINISTRAÇÕES",),
    }
    for before, wanted in into_portuguese.items():
        after = translator.translate(before, "en", "pt").text
        assert after == wanted if isinstance(wanted, str) else all(part in after for part in wanted), (before, after)
    assert (
        translator.translate("Obrigado. Custou 1.234,50 euros.", "pt", "en").text
        == "Thank you. It cost 1,234.50 euros."
    )
    translator.close()


@pytest.mark.models
@pytest.mark.usefixtures("installed_models")
def test_a_firefox_model_of_the_registry_translates_with_the_network_closed(tmp_path: Path) -> None:
    copy = tmp_path / "stick" / "enit"
    copy.mkdir(parents=True)
    for path in (models() / "firefox" / "enpt").iterdir():
        (copy / path.name.replace("enpt", "enit")).write_bytes(path.read_bytes())
    FirefoxPackages(tmp_path / "models").bring(copy)
    found = translated_offline(tmp_path / "models", "auto", "We share customs data.", "it", tmp_path)
    assert found == "Partilhamos dados aduaneiros.", "the packaged Portuguese model under another name"


def test_only_argos_is_used_when_it_is_asked_for(tmp_path: Path) -> None:
    for name in ("firefox/enko", "argos"):
        (tmp_path / name).mkdir(parents=True)
    (tmp_path / "firefox/enko/model.enko.bin").write_bytes(b"")
    (tmp_path / "firefox/enko/vocab.enko.spm").write_bytes(b"")
    argos_package.install(argos_package.build(tmp_path, "en", "ko"), tmp_path / "argos")
    assert Translator.of_folder(tmp_path).matrix()["en"]["ko"] == "firefox"  # apertium may stand beside it
    for name in ("argos", "firefox"):
        assert Translator.of_folder(tmp_path, name).matrix() == {"en": {"ko": name}}
    with pytest.raises(ValueError, match="expected auto"):
        Translator.of_folder(tmp_path, "best")


def test_an_environment_with_both_distributions_of_argos_is_refused(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    argos.check_environment()
    monkeypatch.setattr(metadata, "distribution", lambda name: name)
    with pytest.raises(WrongEnvironment, match="pip uninstall -y argos-translate-lt argostranslate"):
        argos.check_environment()
    monkeypatch.setenv("ROUNDTABLE_INSTANCE", str(tmp_path))
    refused = create_app().test_cli_runner().invoke(args=["models", "install"])
    assert refused.exit_code != 0 and "are both installed" in refused.output, "set-up goes through this command"


def test_the_two_requirement_files_differ_in_argos_alone() -> None:
    def lines(name: str) -> set[str]:
        kept = (line.split("#")[0].strip() for line in (ROOT / name).read_text(encoding="utf-8").splitlines())
        return {line for line in kept if line and not line.startswith("-c")}

    ours, upstream = lines("requirements.txt"), lines("requirements-argos-upstream.txt")
    assert ours - upstream == {"argos-translate-lt==1.12.1"}
    assert upstream - ours == {"argostranslate==1.11.0"}
