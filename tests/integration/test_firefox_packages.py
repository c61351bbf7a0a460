"""Firefox models from lists on loopback: which is taken, what is refused, mirrors, and that routes use them."""

from __future__ import annotations

import gzip
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from server.models import bundle
from tests.support import argos_package
from tests.support.firefox_registry import Records, Registry, bomb, made_up, zstd
from tests.support.house import ROOT, models
from translation import packing, stick
from translation.errors import DownloadFailed, ModelMissing, PackageRefused
from translation.firefox import FirefoxEngine
from translation.firefox_packages import FirefoxPackages
from translation.stores import stores
from translation.translator import Translator


@pytest.fixture
def records(tmp_path: Path) -> Iterator[Records]:
    (tmp_path / "shop").mkdir()
    with argos_package.serve(tmp_path / "shop", Records) as shop:
        yield shop


@pytest.fixture
def registry(tmp_path: Path) -> Iterator[Registry]:
    (tmp_path / "shop").mkdir()
    with argos_package.serve(tmp_path / "shop", Registry) as shop:
        yield shop


def packages(tmp_path: Path, url: str) -> FirefoxPackages:
    return FirefoxPackages(tmp_path / "models", url, 5.0, lambda folder: None)


def versions(found: FirefoxPackages) -> dict[str, str]:
    return {each.name: each.version for each in found.offered()}


def test_of_the_records_the_newest_whole_stable_model_for_everybody_is_taken(records: Records, tmp_path: Path) -> None:
    whole = made_up()
    for version in ("1.9", "1.10", "1.2"):
        records.build("en", "ko", whole, version)
    records.build("en", "ko", whole, "2.0a1")
    records.build("en", "ko", whole, "3.0", filter_expression="env.channel == 'nightly'")
    records.build("en", "ko", {name: body for name, body in whole.items() if "vocab" not in name}, "4.0")
    records.build("en", "xx", made_up("enxx"))
    records.build("en", "zh-Hant", made_up("enzt"))
    records.build("en", "zh-Hans", made_up("enzh", ("srcvocab", "trgvocab")), "2.0")
    records.build("ko", "en", {"srcvocab.koen.spm": b"", "model.koen.bin": b""})
    assert versions(packages(tmp_path, records.url)) == {"firefox-enko": "1.10", "firefox-enzh": "2.0"}
    packages(tmp_path, records.url).install("firefox-enzh")
    engine = FirefoxEngine(tmp_path / "models" / "firefox")
    assert engine.pairs() == {("en", "zh")} and engine.health().is_ok
    engine.close()


def test_of_one_version_the_larger_architecture_is_taken(records: Records, tmp_path: Path) -> None:
    for architecture in ("base-memory", "tiny"):
        body = architecture.encode() * 10
        files = {"model.enko.intgemm.alphas.bin": body, "vocab.enko.spm": body}
        records.build("en", "ko", files, architecture=architecture)
    folder = packages(tmp_path, records.url).install("firefox-enko").folder
    assert (folder / "vocab.enko.spm").read_bytes().startswith(b"base-memory")


def test_the_first_collection_with_plain_files_is_read_too(records: Records, tmp_path: Path) -> None:
    records.build("en", "ko", made_up())
    for row in records.rows:
        given = row["attachment"]
        path = records.folder / given["location"]
        plain = packing.bare(path.name) + ".bin"
        packing.unpack(path, path.with_name(plain))
        body = path.with_name(plain).read_bytes()
        given |= {"location": f"main-workspace/translations-models-v2/{plain}", "size": len(body)}
        given["hash"] = row.pop("decompressedHash")
        row |= {"fromLang": row.pop("sourceLanguage"), "toLang": row.pop("targetLanguage")}
        row.pop("architecture")
    found = packages(tmp_path, records.url)
    folder = found.install("firefox-enko").folder
    assert {path.name: path.read_bytes() for path in folder.iterdir() if path.name != "receipt.json"} == made_up()


def test_of_the_registry_a_released_model_is_taken_and_one_for_telephones_last(
    registry: Registry, tmp_path: Path
) -> None:
    registry.build("en", "ko", made_up(), "phone_a", releaseStatus="Release Android", architecture="base-memory")
    registry.build("en", "ko", made_up(), "desk_b", releaseStatus="Release Desktop", architecture="tiny")
    registry.build("en", "ko", made_up(), "best_c", releaseStatus="Release", architecture="base-memory")
    registry.build("en", "ko", made_up(), "trial_d", releaseStatus="Nightly")
    registry.build("en", "fr", made_up("enfr"), "phone_e", releaseStatus="Release Android")
    registry.build("en", "de", made_up("ende"), "trial_f", releaseStatus=None)
    assert versions(packages(tmp_path, registry.url)) == {"firefox-enko": "best_c", "firefox-enfr": "phone_e"}


def test_a_mirror_of_the_registry_gives_its_own_files_although_the_list_names_another_host(
    registry: Registry, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    registry.build("en", "ko", made_up())
    listed = {**registry.index(), "baseUrl": "https://elsewhere.example/bucket"}
    monkeypatch.setattr(registry, "index", lambda: listed)
    assert packages(tmp_path, registry.url).install("firefox-enko").name == "firefox-enko"


def test_a_mirror_of_the_records_is_a_folder_with_their_list(
    records: Records, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    records.build("en", "ko", made_up())
    monkeypatch.setattr(records, "lists", lambda: {"/records.json": records.index()})
    assert packages(tmp_path, records.address("records.json")).install("firefox-enko").version == "3.0"


def outside(tmp_path: Path) -> set[str]:
    return {path.name for path in tmp_path.iterdir()} - {"shop", "models"}


@pytest.mark.parametrize(
    "location", ["../../../etc/passwd", "/etc/passwd", "http://127.0.0.1:1/x", "a/./b", "a//b", ""]
)
def test_an_address_that_leads_elsewhere_is_refused(records: Records, tmp_path: Path, location: str) -> None:
    records.build("en", "ko", made_up())
    records.rows[0]["attachment"]["location"] = location
    with pytest.raises(PackageRefused, match="no file of a model"):
        packages(tmp_path, records.url).install("firefox-enko")
    assert not (tmp_path / "models" / "firefox" / "enko").exists()


@pytest.mark.parametrize(
    "name", ["../../out.bin", "model./../../out.bin", "..\\model.x.bin", "receipt.json", "model.\n.bin", "lex.enko.bin"]
)
def test_a_name_that_leads_elsewhere_is_refused(records: Records, tmp_path: Path, name: str) -> None:
    records.build("en", "ko", made_up())
    next(row for row in records.rows if row["fileType"] == "model")["name"] = name
    with pytest.raises(PackageRefused, match="no file of a model"):
        packages(tmp_path, records.url).install("firefox-enko")
    assert outside(tmp_path) == set() and packages(tmp_path, records.url).installed() == []


def test_a_model_without_a_hash_is_refused(registry: Registry, tmp_path: Path) -> None:
    registry.build("en", "ko", made_up())
    listed = registry.models["en-ko"][0]["files"]["model"]
    for wrong in ("", "abc", "../../x"):
        listed["uncompressedHash"] = wrong
        with pytest.raises(PackageRefused, match="no sha256"):
            packages(tmp_path, registry.url).install("firefox-enko")


def test_bombs_are_refused_before_they_grow(registry: Registry, tmp_path: Path) -> None:
    registry.build("en", "ko", made_up())
    path = next(registry.folder.rglob("vocab.*"))
    path.write_bytes(gzip.compress(b"\0" * (30 << 20)))
    with pytest.raises(PackageRefused, match="would grow"):
        packages(tmp_path, registry.url).install("firefox-enko")
    for number, body in enumerate((bomb(1 << 30), bomb(4 << 30), bomb(64 << 20), zstd(b"abc")[:-1], b"no zstd")):
        packed = tmp_path / "models" / f"{number}.spm.zst"
        packed.write_bytes(body)
        with pytest.raises(PackageRefused, match=r"would grow|not a whole"):
            packing.unpack(packed, tmp_path / "models" / f"{number}.spm")
        assert (tmp_path / "models" / f"{number}.spm").stat().st_size == 0
    assert packages(tmp_path, registry.url).installed() == []


def test_a_file_that_is_damaged_inside_its_packing_is_refused_by_its_own_hash(records: Records, tmp_path: Path) -> None:
    records.build("en", "ko", made_up())
    for row in records.rows:
        row["decompressedHash"] = "0" * 64
    with pytest.raises(PackageRefused, match="expected sha256 0000"):
        packages(tmp_path, records.url).install("firefox-enko")
    assert not list((tmp_path / "models" / "firefox").glob(".fetched/*"))


def test_what_the_engine_cannot_load_is_refused_although_its_hash_is_right(records: Records, tmp_path: Path) -> None:
    records.build("en", "ko", made_up())
    with pytest.raises(PackageRefused, match=r"cannot be loaded|breaks the engine"):
        FirefoxPackages(tmp_path / "models", records.url, 5.0).install("firefox-enko")
    assert packages(tmp_path, records.url).installed() == []


def test_files_as_they_were_downloaded_by_hand_are_brought(tmp_path: Path) -> None:
    folder = tmp_path / "stick" / "Korean"
    folder.mkdir(parents=True)
    for name, body in made_up().items():
        packed = name.startswith("model")
        (folder / (f"{name}.gz" if packed else name)).write_bytes(gzip.compress(body) if packed else body)
    (folder / "holiday.jpg").write_bytes(b"a picture")
    found = packages(tmp_path, "http://127.0.0.1:1/none")
    assert [each.name for each in stick.bring(tmp_path / "stick", [found], print)] == ["firefox-enko"]
    installed = tmp_path / "models" / "firefox" / "enko"
    assert {path.name for path in installed.iterdir()} == {*made_up(), "receipt.json"}
    with pytest.raises(PackageRefused, match="lacks its weights"):
        found.bring(tmp_path / "stick")
    (folder / "model.enko.intgemm.alphas.bin.gz").rename(folder / "model.other.bin.gz")
    with pytest.raises(PackageRefused, match="no model between two languages"):
        found.bring(folder)
    folder.rename(folder.with_name("ko-en"))
    assert found.bring(folder.with_name("ko-en")).name == "firefox-koen"


def test_one_bad_package_on_a_stick_does_not_stop_the_others(tmp_path: Path) -> None:
    there, said = tmp_path / "stick", list[str]()
    there.mkdir()
    argos_package.build(there / "b", "en", "ko")
    (there / "a.argosmodel").write_bytes(b"no zip")
    among = stores(tmp_path / "models")
    with pytest.raises(PackageRefused, match="not a whole zip"):
        stick.bring(there, among, said.append)
    assert [each.name for store in among for each in store.installed()] == ["argos-en-ko"]
    assert len(said) == 2
    with pytest.raises(ModelMissing, match="no package in"):
        stick.bring(tmp_path / "shop", among, said.append)


def test_a_model_that_was_replaced_is_loaded_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Read:
        def __init__(self, folder: Path) -> None:
            self.words = (folder / "model.enko.bin").read_text(encoding="utf-8")

        def translate(self, _: str) -> str:
            return self.words

    monkeypatch.setattr("translation.firefox.load", Read)
    folder = tmp_path / "enko"
    folder.mkdir()
    (folder / "vocab.enko.spm").write_bytes(b"")
    engine = FirefoxEngine(tmp_path)
    for words in ("older", "newer"):
        (folder / "model.enko.bin").write_text(words, encoding="utf-8")
        os.utime(folder / "model.enko.bin", (len(words), sum(map(ord, words))))
        engine.refresh()
        assert engine.translate(["Hello."], "en", "ko")[0].text == words
    engine.close()


def flask(instance: Path, url: str, *words: str) -> subprocess.CompletedProcess[str]:
    environ = {
        **os.environ, "ROUNDTABLE_INSTANCE": str(instance), "ROUNDTABLE_RECORDINGS": str(instance / "recordings"),
        "ROUNDTABLE_FIREFOX_INDEX": url, "ROUNDTABLE_ARGOS_INDEX": url,
    }  # fmt: skip
    command = [sys.executable, "-W", "ignore", "-m", "flask", "--app", "server", "models", *words]
    return subprocess.run(command, cwd=ROOT, env=environ, capture_output=True, text=True, timeout=90)


@pytest.mark.models
@pytest.mark.usefixtures("installed_models")
def test_a_real_model_from_the_list_is_a_route_goes_into_the_bundle_and_onto_a_stick(
    records: Records, tmp_path: Path
) -> None:
    """The packaged Portuguese model stands for an Italian one: its bytes are real, its name is not."""
    packaged = models() / "firefox" / "enpt"
    files = {path.name.replace("enpt", "enit"): path.read_bytes() for path in packaged.iterdir() if path.is_file()}
    records.build("en", "it", files)
    here, there = tmp_path / "here", tmp_path / "there"
    told = flask(here, records.url, "offered")
    assert "firefox-enit" in told.stdout and told.returncode == 1  # the same address has no list of argos packages
    done = flask(here, records.url, "install", "firefox-enit")
    assert done.returncode == 0 and "firefox-enit: 2" in done.stdout, done.stderr
    listed = flask(here, records.url, "list").stdout
    assert "firefox package 3.0, en to it" in listed and "en to it  live           firefox" in listed
    assert flask(here, records.url, "verify").stdout.splitlines()[-1] == "firefox-enit: whole"
    bundle.unpack(bundled(here, tmp_path), there)
    translator = Translator.of_folder(there / "models", "firefox")
    done_it = translator.translate("We share customs data.", "en", "it")
    assert (done_it.text, done_it.engine) == ("Partilhamos dados aduaneiros.", "firefox")
    translator.close()
    brought = flask(tmp_path / "venue", records.url, "install", str(here / "models"))
    assert brought.returncode == 0 and "firefox-enit" in brought.stdout, brought.stderr
    assert flask(here, records.url, "remove", "firefox-enit").returncode == 0
    assert "firefox package 3.0" not in flask(here, records.url, "list").stdout
    again = flask(here, records.url, "remove", "firefox-enit")
    assert again.returncode == 1 and "model_missing" in again.stderr


def bundled(instance: Path, folder: Path) -> Path:
    assert bundle.pack(instance, folder / "b.tar") == ["models/firefox/enit"]
    return folder / "b.tar"


def test_an_address_of_a_list_that_is_none_ends_the_command_with_the_key(tmp_path: Path) -> None:
    done = flask(tmp_path, "ftp://mirror.example/list", "list")
    assert done.returncode != 0
    assert "ROUNDTABLE_ARGOS_INDEX must look like https://" in done.stderr
    with pytest.raises(DownloadFailed, match="only http"):
        packages(tmp_path, "file:///etc/passwd").offered()
