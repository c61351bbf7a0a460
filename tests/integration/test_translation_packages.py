"""Argos packages from an index on loopback: fetched, resumed, verified, refused, removed, and then translated with."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support import argos_package
from tests.support.house import ROOT
from translation import archive, download
from translation.__main__ import main
from translation.errors import DownloadFailed, ModelDamaged, ModelMissing, NoRoute, PackageRefused
from translation.packages import Packages, names_for
from translation.translator import Translator


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Packages made once; each test serves a copy."""
    folder = tmp_path_factory.mktemp("made")
    for pair in (("en", "ko"), ("ko", "en"), ("fr", "en")):
        argos_package.build(folder, *pair)
    return folder


@pytest.fixture
def shop(made: Path, tmp_path: Path) -> Iterator[argos_package.Shop]:
    folder = tmp_path / "shop"
    folder.mkdir()
    for path in made.iterdir():
        (folder / path.name).write_bytes(path.read_bytes())
    with argos_package.serve(folder) as shop:
        yield shop


@pytest.fixture
def packages(shop: argos_package.Shop, tmp_path: Path) -> Packages:
    return Packages(tmp_path / "models", shop.url, timeout_s=60)


def korean(shop: argos_package.Shop) -> Path:
    return next(shop.folder.glob("translate-en_ko*"))


def test_a_package_is_installed_from_the_index_and_translates(
    packages: Packages, shop: argos_package.Shop, tmp_path: Path
) -> None:
    told: list[tuple[int, int | None]] = []
    translator = Translator.of_folder(tmp_path / "models")
    with pytest.raises(NoRoute, match="models install firefox-enko"):  # by the published figures the better one
        translator.translate("We share customs data.", "en", "ko")
    installed = packages.install("argos-en-ko", lambda done, total: told.append((done, total)))
    assert (installed.name, installed.version) == ("argos-en-ko", "1.0")
    assert told[-1] == (korean(shop).stat().st_size, korean(shop).stat().st_size)
    done = translator.translate("We share customs data.", "en", "ko")
    assert (done.text, done.engine) == ("우리는 나눕니다 세관 자료.", "argos")
    translator.close()


def test_two_packages_make_a_route_through_english(packages: Packages, tmp_path: Path) -> None:
    packages.install("argos-fr-en")
    packages.install("argos-en-ko")
    translator = Translator.of_folder(tmp_path / "models", "argos")
    done = translator.translate("Nous partageons données.", "fr", "ko")
    assert (done.text, done.engine, done.via) == ("우리는 나눕니다 자료.", "argos", ("en",))
    translator.close()


def test_what_is_there_and_whole_is_not_fetched_again(packages: Packages, shop: argos_package.Shop) -> None:
    packages.install("argos-en-ko")
    asked = len(shop.requests)
    packages.install("argos-en-ko")
    assert len(shop.requests) == asked
    assert [each.name for each in packages.installed()] == ["argos-en-ko"]


def test_the_newest_version_is_taken(packages: Packages, shop: argos_package.Shop) -> None:
    argos_package.build(shop.folder, "en", "ko", "1.10")
    argos_package.build(shop.folder, "en", "ko", "1.9")
    assert packages.install("argos-en-ko").version == "1.10"


def address(shop: argos_package.Shop) -> str:
    return shop.url.replace("index.json", korean(shop).name)


def test_a_download_that_breaks_off_goes_on_where_it_stopped(shop: argos_package.Shop, tmp_path: Path) -> None:
    shop.break_off_after = 50_000
    download.fetch(address(shop), tmp_path / "x", timeout_s=60)
    assert [asked for _, asked in shop.requests] == ["", "bytes=50000-"]
    assert (tmp_path / "x").read_bytes() == korean(shop).read_bytes()


def test_a_second_command_goes_on_where_the_first_was_cut_off(shop: argos_package.Shop, tmp_path: Path) -> None:
    def interrupt(done: int, total: int | None) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        download.fetch(address(shop), tmp_path / "x", progress=interrupt)
    (tmp_path / "x.part").write_bytes(korean(shop).read_bytes()[:60_000])
    download.fetch(address(shop), tmp_path / "x")
    assert shop.requests[-1][1] == "bytes=60000-"
    assert (tmp_path / "x").read_bytes() == korean(shop).read_bytes()
    assert [path.name for path in tmp_path.glob("x*")] == ["x"]


def test_a_file_larger_than_allowed_is_not_fetched(shop: argos_package.Shop, tmp_path: Path) -> None:
    with pytest.raises(DownloadFailed, match="at most 1000 are taken"):
        download.fetch(address(shop), tmp_path / "x", largest_bytes=1000)
    assert not (tmp_path / "x").exists()


def test_a_file_that_changed_meanwhile_is_fetched_from_its_start(shop: argos_package.Shop, tmp_path: Path) -> None:
    link, target = shop.url.replace("index.json", korean(shop).name), tmp_path / "x"
    (tmp_path / "x.part").write_bytes(b"of an older file")
    (tmp_path / "x.part.etag").write_text('"another"', encoding="utf-8")
    download.fetch(link, target)
    assert target.read_bytes() == korean(shop).read_bytes()


def test_a_server_without_ranges_is_read_from_the_start(shop: argos_package.Shop, tmp_path: Path) -> None:
    shop.has_ranges = False
    shop.break_off_after = 30_000
    link, target = shop.url.replace("index.json", korean(shop).name), tmp_path / "x"
    download.fetch(link, target)
    assert target.read_bytes() == korean(shop).read_bytes()


def test_a_hash_that_the_index_gives_is_checked(packages: Packages, shop: argos_package.Shop) -> None:
    right = download.digest(korean(shop))
    index = shop.index()
    shop.index = lambda: [{**row, "sha256": "0" * 64} for row in index]  # type: ignore[method-assign]
    with pytest.raises(DownloadFailed, match="not what was promised"):
        packages.install("argos-en-ko")
    assert packages.installed() == []
    shop.index = lambda: [{**row, "sha256": right.upper()} for row in index if row["to_code"] == "ko"]  # type: ignore[method-assign]
    packages.install("argos-en-ko")


def test_a_second_link_is_tried_when_the_first_is_dead(packages: Packages, shop: argos_package.Shop) -> None:
    index = shop.index()
    dead = shop.url.replace("index.json", "gone.argosmodel")
    shop.index = lambda: [{**row, "links": ["ipfs://x", dead, *row["links"]]} for row in index]  # type: ignore[method-assign]
    assert packages.install("argos-en-ko").name == "argos-en-ko"


def test_a_name_that_nobody_offers_is_missing(packages: Packages) -> None:
    with pytest.raises(ModelMissing, match="has no package argos-en-ja"):
        packages.install("argos-en-ja")
    for wrong in ("en-ko", "argos-en-xx", "argos-../../x-y", ""):
        with pytest.raises(ModelMissing, match="called like argos-en-ko"):
            packages.install(wrong)


def test_an_index_that_cannot_be_read_is_an_error_with_its_address(tmp_path: Path, shop: argos_package.Shop) -> None:
    (shop.folder / "wrong.json").write_text("<html>", encoding="utf-8")
    with pytest.raises(DownloadFailed, match="is not an index"):
        Packages(tmp_path, shop.url.replace("index", "wrong")).offers()
    with pytest.raises(DownloadFailed, match="could not be read"):
        Packages(tmp_path, shop.url.replace("index", "none")).offers()
    with pytest.raises(DownloadFailed, match="only http"):
        Packages(tmp_path, "file:///etc/passwd").offers()


def test_verify_finds_a_changed_byte_and_a_lost_file(packages: Packages) -> None:
    folder = packages.install("argos-en-ko").folder
    packages.verify("argos-en-ko")
    body = bytearray((folder / "model" / "model.bin").read_bytes())
    body[1000] ^= 1
    (folder / "model" / "model.bin").write_bytes(body)
    with pytest.raises(ModelDamaged, match=r"model/model\.bin"):
        packages.verify("argos-en-ko")
    (folder / "sentencepiece.model").unlink()
    with pytest.raises(ModelDamaged):
        packages.verify("argos-en-ko")
    packages.remove("argos-en-ko")
    assert packages.installed() == []
    with pytest.raises(ModelMissing):
        packages.verify("argos-en-ko")
    with pytest.raises(ModelMissing):
        packages.remove("argos-en-ko")


def test_a_package_from_a_memory_stick_can_be_put_in_place(made: Path, tmp_path: Path) -> None:
    packages = Packages(tmp_path)
    path = next(made.glob("translate-en_ko*"))
    assert packages.install_file(path, ("en", "ko")).name == "argos-en-ko"
    packages.verify("argos-en-ko")
    with pytest.raises(PackageRefused, match="translates en to ko, not en to fr"):
        packages.install_file(path, ("en", "fr"))


def evil(path: Path, members: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive_file:
        for name, body in members.items():
            archive_file.writestr(name, body)
    return path


@pytest.mark.parametrize(
    ("members", "reason"),
    [
        ({"p/../../out": b"x"}, "leave its folder"),
        ({"/etc/out": b"x"}, "leave its folder"),
        ({"p\\..\\out": b"x"}, "leave its folder"),
        ({"C:/out": b"x"}, "leave its folder"),
        ({"p/a": b"x", "q/b": b"y"}, "one folder"),
        ({"a": b"x"}, "one folder"),
        ({}, "empty"),
        ({"p/bomb": b"\0" * (20 << 20)}, "would grow"),
        ({"p/metadata.json": b"{}"}, "lacks model/model.bin"),
        ({f"p/{n}": b"" for n in range(archive.MOST_FILES + 1)}, "files"),
    ],
)
def test_an_unsafe_or_strange_archive_is_refused_and_leaves_nothing(
    members: dict[str, bytes], reason: str, tmp_path: Path
) -> None:
    path = evil(tmp_path / "evil.argosmodel", members)
    with pytest.raises(PackageRefused, match=reason):
        Packages(tmp_path / "models").install_file(path, ("en", "ko"))
    assert list((tmp_path / "models" / "argos").iterdir()) == []
    assert sorted(each.name for each in tmp_path.iterdir()) == ["evil.argosmodel", "models"]


def test_a_link_in_an_archive_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "link.argosmodel"
    with zipfile.ZipFile(path, "w") as archive_file:
        link = zipfile.ZipInfo("p/link")
        link.external_attr = 0o120777 << 16
        archive_file.writestr(link, "/etc/passwd")
    with pytest.raises(PackageRefused, match="leave its folder"):
        Packages(tmp_path / "models").install_file(path, ("en", "ko"))


def test_a_damaged_zip_is_refused(made: Path, tmp_path: Path) -> None:
    whole = next(made.glob("translate-en_ko*")).read_bytes()
    for number, body in enumerate((b"no zip", whole[: len(whole) // 2], whole[:5000] + b"\xff" * 500 + whole[5500:])):
        path = tmp_path / f"{number}.argosmodel"
        path.write_bytes(body)
        with pytest.raises(PackageRefused, match="not a whole zip"):
            Packages(tmp_path / "models").install_file(path, ("en", "ko"))


@pytest.mark.parametrize("spoilt", ["model/model.bin", "sentencepiece.model"])
def test_a_model_that_cannot_be_loaded_is_refused_although_its_zip_is_whole(
    made: Path, tmp_path: Path, spoilt: str
) -> None:
    argos_package.install(next(made.glob("translate-en_ko*")), tmp_path / "unpacked")
    root = next((tmp_path / "unpacked").iterdir())
    body = (root / spoilt).read_bytes()
    (root / spoilt).write_bytes(body[: len(body) // 2])
    path = argos_package.zip_folder(root, tmp_path / "spoilt.argosmodel")
    with pytest.raises(PackageRefused, match="cannot be loaded"):
        Packages(tmp_path / "models").bring(path)
    assert Packages(tmp_path / "models").installed() == []


def test_the_packages_of_an_event_are_named_through_english() -> None:
    assert names_for(["en", "ko", "fr"]) == ["argos-en-ko", "argos-ko-en", "argos-en-fr", "argos-fr-en"]


def test_the_command_line_installs_lists_translates_and_removes(
    shop: argos_package.Shop, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    where = ["--models", str(tmp_path / "models")]
    with pytest.raises(SystemExit, match="no_route"):
        main(["Hello.", "--from", "en", "--to", "ko", *where])
    main(["install", "argos-en-ko", "--index", shop.url, *where])
    main(["list", *where])
    main(["verify", "argos-en-ko", *where])
    main(["routes", *where])
    capsys.readouterr()
    main(["Hello, customs!", "--from", "en", "--to", "ko", *where])
    assert capsys.readouterr().out == "안녕하세요, 세관!\n"
    main(["remove", "argos-en-ko", *where])
    with pytest.raises(SystemExit, match="model_missing"):
        main(["verify", "argos-en-ko", *where])


def test_the_command_that_a_missing_route_names_does_install_it(shop: argos_package.Shop, tmp_path: Path) -> None:
    rows = ["source\ttarget\tengine\tvia\tbleu\torigin", "en\tko\targos\t\t40.0\tour own trial"]
    (tmp_path / "quality.tsv").write_text("\n".join(rows), encoding="utf-8")
    translator = Translator.of_folder(tmp_path / "models", event=tmp_path / "quality.tsv")
    with pytest.raises(NoRoute) as caught:
        translator.translate("Hello.", "en", "ko")
    command = str(caught.value.details["command"]).split()
    assert command[:3] == ["flask", "--app", "server"]
    environ = {
        **os.environ,
        "ROUNDTABLE_INSTANCE": str(tmp_path),
        "ROUNDTABLE_RECORDINGS": str(tmp_path / "recordings"),
        "ROUNDTABLE_ARGOS_INDEX": shop.url,
    }
    done = subprocess.run(
        [sys.executable, "-m", *command], cwd=ROOT, env=environ, capture_output=True, text=True, timeout=60
    )
    assert done.returncode == 0, done.stderr
    assert translator.translate("Hello.", "en", "ko").text == "안녕하세요."
    translator.close()
