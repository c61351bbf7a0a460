"""What every store of packages does: argos' index, and Firefox models by either of Mozilla's lists."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.support import argos_package, firefox_registry
from tests.support.argos_package import Shop
from tests.support.house import ROOT
from translation import download, stick
from translation.errors import DiskFull, DownloadFailed, ModelDamaged, ModelMissing, PackageRefused, TranslationError
from translation.firefox_packages import FirefoxPackages
from translation.packages import Packages
from translation.shelf import Shelf, Store


@dataclass
class Offering:
    """A store with its shop on loopback, and one package that the shop has."""

    shop: Shop
    models: Path
    name: str
    make: Callable[[Path, str, float], Store]

    def store(self, timeout_s: float = 30.0) -> Store:
        return self.make(self.models, self.shop.url, timeout_s)

    def largest(self) -> Path:
        """The file of the package that is worth resuming."""
        return max(
            (path for path in self.shop.folder.rglob("*") if path.is_file()), key=lambda each: each.stat().st_size
        )

    def hidden(self) -> list[str]:
        """What was left on the way of an installation."""
        return [path.name for path in self.models.glob("*/.*/*") if path.is_file()] + [
            path.name for path in self.models.glob("*/.unpacked-*")
        ]


def nothing(_folder: Path) -> None:
    """In the place of trying a model out: these are made up."""


def firefox(models: Path, url: str, timeout_s: float) -> Store:
    return FirefoxPackages(models, url, timeout_s, nothing)


@pytest.fixture(scope="module")
def argos_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return argos_package.build(tmp_path_factory.mktemp("made"), "en", "ko")


@pytest.fixture(params=["argos", "records", "registry"])
def offering(request: pytest.FixtureRequest, tmp_path: Path, argos_file: Path) -> Iterator[Offering]:
    folder = tmp_path / "shop"
    folder.mkdir()
    with contextlib.ExitStack() as opened:
        if request.param == "argos":
            shutil.copy(argos_file, folder)
            shop = opened.enter_context(argos_package.serve(folder))
            yield Offering(shop, tmp_path / "models", "argos-en-ko", Packages)
        else:
            kind = firefox_registry.Records if request.param == "records" else firefox_registry.Registry
            registry = opened.enter_context(argos_package.serve(folder, kind))
            registry.build("en", "ko", firefox_registry.made_up())
            yield Offering(registry, tmp_path / "models", "firefox-enko", firefox)


def test_what_is_offered_is_installed_listed_verified_and_removed(offering: Offering) -> None:
    store = offering.store()
    assert [each.name for each in store.offered()] == [offering.name]
    told: list[tuple[int, int | None]] = []
    installed = store.install(offering.name, lambda done, total: told.append((done, total)))
    assert told[-1] == (offering.largest().stat().st_size,) * 2
    assert (installed.name, installed.source, installed.target) == (offering.name, "en", "ko")
    assert store.installed() == [installed]
    assert installed.version == store.offered()[0].version
    assert installed.size_bytes > 100_000
    store.verify(offering.name)
    assert offering.hidden() == []
    store.remove(offering.name)
    assert store.installed() == []
    for call in (store.verify, store.remove):
        with pytest.raises(ModelMissing):
            call(offering.name)


def test_what_is_there_and_whole_is_not_fetched_again(offering: Offering) -> None:
    offering.store().install(offering.name)
    asked = len(offering.shop.requests)
    offering.store().install(offering.name)
    assert len(offering.shop.requests) == asked


def test_a_command_that_was_broken_off_goes_on_where_it_stopped(offering: Offering) -> None:
    wanted = offering.largest()

    def interrupt(done: int, total: int | None) -> None:
        if total == wanted.stat().st_size:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        offering.store().install(offering.name, interrupt)
    assert offering.store().installed() == []
    (part,) = offering.models.rglob("*.part")
    part.write_bytes(wanted.read_bytes()[:60_000])
    offering.store().install(offering.name)
    assert offering.shop.requests[-1] == (f"/{wanted.relative_to(offering.shop.folder).as_posix()}", "bytes=60000-")
    offering.store().verify(offering.name)


def test_a_line_that_breaks_is_taken_up_again_in_the_same_command(offering: Offering) -> None:
    store, seen = offering.store(), list[int]()

    def breaking(done: int, total: int | None) -> None:
        if total == offering.largest().stat().st_size and not seen:
            seen.append(done)
            raise ConnectionResetError("cut")

    store.install(offering.name, breaking)
    assert seen and [each.name for each in store.installed()] == [offering.name]


@pytest.mark.parametrize("is_whole_length", [True, False])
def test_a_package_that_is_not_what_was_promised_is_not_installed_and_fetched_anew(
    offering: Offering, is_whole_length: bool
) -> None:
    path, store = offering.largest(), offering.store()
    good = path.read_bytes()
    middle = len(good) // 2
    path.write_bytes(good[:middle] + b"\xff" * 400 + good[middle + 400 :] if is_whole_length else good[:middle])
    with pytest.raises((DownloadFailed, PackageRefused)) as caught:
        store.install(offering.name)
    assert caught.value.code in ("download_failed", "package_refused")
    assert store.installed() == [] and not list(offering.models.rglob("*.part"))
    path.write_bytes(good)
    store.install(offering.name)
    store.verify(offering.name)


def test_a_silent_server_and_one_that_dribbles_are_given_up(
    offering: Offering, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(download, "ATTEMPTS", 2)
    offering.shop.bytes_a_second = 40
    begun = time.monotonic()
    with pytest.raises(DownloadFailed, match="bytes a second"):
        offering.store(1.0).install(offering.name)  # a busy machine, too, sends one of forty within that second
    offering.shop.bytes_a_second = 1
    with pytest.raises(DownloadFailed, match=r"timed out|bytes a second"):
        offering.store(0.3).install(offering.name)
    assert time.monotonic() - begun < 60
    assert offering.store().installed() == []


def test_a_redirect_to_a_file_of_this_machine_is_refused(offering: Offering) -> None:
    offering.shop.leads_to = "file:///etc/passwd"
    with pytest.raises(DownloadFailed):
        offering.store().install(offering.name)


def test_names_that_lead_elsewhere_are_no_names(offering: Offering, tmp_path: Path) -> None:
    (tmp_path / "kept").mkdir()
    kind = offering.store().kind
    for wrong in (f"{kind}-../../kept", f"{kind}-en-xx", f"{kind}-", "", "en-ko"):
        for call in (offering.store().install, offering.store().remove, offering.store().verify):
            with pytest.raises(ModelMissing):
                call(wrong)
    assert (tmp_path / "kept").is_dir()


def test_a_name_that_the_list_lacks_is_missing_with_its_address(offering: Offering) -> None:
    lacking = offering.name.replace("ko", "ja")
    with pytest.raises(ModelMissing, match=r"127\.0\.0\.1"):
        offering.store().install(lacking)


def test_a_list_that_is_none_is_said_with_its_address(offering: Offering) -> None:
    for content in ("<html>", "[1]", '{"data": [1]}', '{"models": 3}', "7", '{"data": [{"attachment": {}}]}'):
        (offering.shop.folder / "other.json").write_text(content, encoding="utf-8")
        store = offering.make(offering.models, offering.shop.address("other.json"), 30.0)
        with pytest.raises(TranslationError, match=r"other\.json"):
            store.install(offering.name)


def test_a_changed_byte_a_lost_file_and_a_lost_receipt_are_found(offering: Offering) -> None:
    store = offering.store()
    folder = store.install(offering.name).folder
    path = max((each for each in folder.rglob("*") if each.is_file()), key=lambda each: each.stat().st_size)
    body = bytearray(path.read_bytes())
    body[1_000] ^= 1
    path.write_bytes(body)
    with pytest.raises(ModelDamaged, match="install it again"):
        store.verify(offering.name)
    with pytest.raises(ModelDamaged):
        store.install(offering.name)
    store.remove(offering.name)
    (store.install(offering.name).folder / "receipt.json").unlink()
    with pytest.raises(ModelDamaged, match="no receipt"):
        store.verify(offering.name)


def test_a_copy_on_a_stick_is_brought_and_a_damaged_one_is_refused(offering: Offering, tmp_path: Path) -> None:
    store = offering.store()
    installed = store.install(offering.name)
    copy = tmp_path / "stick" / "from the office" / "models" / store.kind / installed.folder.name
    shutil.copytree(installed.folder, copy)
    elsewhere, said = offering.make(tmp_path / "venue", offering.shop.url, 30.0), list[str]()
    brought = stick.bring(tmp_path / "stick", [elsewhere], said.append)
    assert [(each.name, each.version) for each in brought] == [(offering.name, installed.version)]
    assert offering.name in said[0]
    elsewhere.verify(offering.name)
    largest = max((each for each in copy.rglob("*") if each.is_file()), key=lambda each: each.stat().st_size)
    largest.write_bytes(largest.read_bytes()[:-1] + b"?")
    with pytest.raises(PackageRefused, match="damaged"):
        elsewhere.bring(copy)
    elsewhere.verify(offering.name)
    assert not list((tmp_path / "venue").glob("*/.unpacked-*"))


def test_links_on_a_stick_are_not_followed(offering: Offering, tmp_path: Path) -> None:
    store = offering.store()
    folder = store.install(offering.name).folder
    store.verify(offering.name)
    (tmp_path / "stick").mkdir()
    (tmp_path / "stick" / "link").symlink_to(folder)
    with pytest.raises(ModelMissing, match="no package in"):
        stick.bring(tmp_path / "stick", [store], print)
    copy = tmp_path / "stick" / "copy"
    shutil.copytree(folder, copy)
    largest = max((each for each in copy.rglob("*") if each.is_file()), key=lambda each: each.stat().st_size)
    largest.unlink()
    largest.symlink_to("/etc/passwd")
    with pytest.raises(PackageRefused, match="link"):
        store.bring(copy)


FILL = """
import resource, sys
from pathlib import Path
from translation.errors import DiskFull
from translation.firefox_packages import FirefoxPackages
from translation.packages import Packages

kind = Packages if sys.argv[1].startswith("argos") else lambda *given: FirefoxPackages(*given, lambda folder: None)
store = kind(Path(sys.argv[2]), sys.argv[3], 30.0)
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[4]), resource.RLIM_INFINITY))
try:
    store.install(sys.argv[1])
except DiskFull as error:
    print(error.code, store.installed())
"""


def test_a_full_disk_is_said_changes_nothing_and_can_be_gone_on_from(offering: Offering) -> None:
    room = min(50_000, offering.largest().stat().st_size // 2)
    command = [sys.executable, "-c", FILL, offering.name, str(offering.models), offering.shop.url, str(room)]
    done = subprocess.run(command, cwd=ROOT, env={**os.environ}, capture_output=True, text=True, timeout=60)
    assert done.stdout == "disk_full []\n", done.stderr
    assert DiskFull.code == "disk_full"
    assert not list(offering.models.glob("*/.unpacked-*"))
    offering.store().install(offering.name)
    assert offering.shop.requests[-1][1] == f"bytes={room}-"
    offering.store().verify(offering.name)


def test_what_a_killed_process_left_is_cleared_away(offering: Offering) -> None:
    left = offering.models / offering.store().kind / ".unpacked-killed"
    left.mkdir(parents=True)
    (left / "half").write_bytes(b"half")
    offering.store().install(offering.name)
    assert not left.exists()


def test_two_processes_that_unpack_at_once_wait_for_each_other(offering: Offering) -> None:
    shelf, order = Shelf(offering.models / offering.store().kind), list[str]()
    other = threading.Thread(target=lambda: order.append(offering.store().install(offering.name).name))
    with shelf.scratch() as scratch:
        other.start()
        other.join(0.5)
        assert other.is_alive() and scratch.is_dir()
        order.append("first")
    other.join(60)
    assert order == ["first", offering.name]


def test_the_older_version_stays_until_the_new_one_is_whole(
    offering: Offering, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = offering.store()
    installed = store.install(offering.name)
    copy = tmp_path / "copy"
    shutil.copytree(installed.folder, copy)
    receipt = json.loads((copy / "receipt.json").read_text(encoding="utf-8"))
    (copy / "receipt.json").write_text(json.dumps({**receipt, "version": "9"}), encoding="utf-8")

    def broken(*_: object) -> str:
        raise OSError("the stick was pulled out")

    with monkeypatch.context() as pulled:
        pulled.setattr(shutil, "copyfile", broken)
        pulled.setattr("translation.packing.unpack", broken)
        with pytest.raises(OSError, match="pulled out"):
            store.bring(copy)
    assert store.installed() == [installed]
    store.verify(offering.name)
    assert store.bring(copy).version in ("9", installed.version)
    store.verify(offering.name)
