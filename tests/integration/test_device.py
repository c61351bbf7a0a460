"""The device and the compute type of the speech worker, as far as a machine without a GPU shows them."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest

from server.core.errors import BadSetting
from server.models.whisper import compute_type
from server.settings import COMPUTE, Settings
from server.speech.capacity import LOOKS_A_SECOND, MOST, SHARE, has_own_cores, measure
from server.speech.loading import failed
from server.speech.scripted import Scripted

HOPPER = {"float32", "float16", "bfloat16", "int8", "int8_float16", "int8_float32", "int8_bfloat16"}
PASCAL = {"float32", "int8", "int8_float32"}  # no fast float16
CPU = {"float32", "int8", "int8_float32"}
NO_DRIVER = "CUDA failed with error CUDA driver version is insufficient for CUDA runtime version"


@pytest.mark.parametrize(("key", "value"), [("ROUNDTABLE_COMPUTE", "float8"), ("ROUNDTABLE_SPEECH_MICROPHONES", "-1")])
def test_settings_of_another_kind_are_refused_by_name(key: str, value: str, tmp_path: Path) -> None:
    environ = {"ROUNDTABLE_INSTANCE": str(tmp_path), "ROUNDTABLE_RECORDINGS": str(tmp_path / "r"), key: value}
    with pytest.raises(BadSetting, match=f"{key}.*{value}"):
        Settings.from_env(environ)


def has(*types: str) -> object:
    def supported(_: str) -> Iterable[str]:
        return types

    return supported


@pytest.mark.parametrize(
    ("setting", "device", "types", "taken"),
    [
        ("auto", "cuda", HOPPER, "float16"),
        ("auto", "cuda", PASCAL, "int8_float32"),
        ("int8_float16", "cuda", HOPPER, "int8_float16"),
        ("bfloat16", "cuda", HOPPER, "bfloat16"),
        ("auto", "cpu", CPU, "int8"),
        ("float32", "cpu", CPU, "float32"),
    ],
)
def test_the_best_compute_type_that_a_device_has_is_taken_or_the_one_that_is_set(
    setting: str, device: str, types: set[str], taken: str
) -> None:
    assert compute_type(setting, device, has(*types)) == taken  # type: ignore[arg-type]


def test_a_compute_type_that_the_device_lacks_is_refused_with_those_that_it_has() -> None:
    with pytest.raises(BadSetting, match=r"ROUNDTABLE_COMPUTE is float16.*cuda.*float32, int8, int8_float32"):
        compute_type("float16", "cuda", has(*PASCAL))  # type: ignore[arg-type]


def test_without_a_usable_gpu_cuda_is_refused_with_the_reason_and_the_way_out() -> None:
    def none(_: str) -> Iterable[str]:
        raise RuntimeError(NO_DRIVER)

    with pytest.raises(BadSetting, match=r"ROUNDTABLE_DEVICE is cuda.*driver version.*ROUNDTABLE_DEVICE=cpu"):
        compute_type("auto", "cuda", none)


def test_what_this_machine_says_of_itself_is_understood() -> None:
    import ctranslate2

    on_cpu = ctranslate2.get_supported_compute_types("cpu")
    assert set(on_cpu) <= set(COMPUTE) and compute_type("auto", "cpu") in on_cpu
    if ctranslate2.get_cuda_device_count():
        assert compute_type("auto", "cuda") in ctranslate2.get_supported_compute_types("cuda")
    else:
        with pytest.raises(BadSetting, match="ROUNDTABLE_DEVICE is cuda"):
            compute_type("auto", "cuda")


def test_a_gpu_that_is_too_small_or_lacks_a_library_ends_the_start_in_words() -> None:
    told = failed("whisper-large-v3", "cuda", "float16", RuntimeError("CUDA failed with error out of memory"))
    assert told.code == "device_failed"
    assert "out of memory" in told.message and "int8_float16" in told.message and "cuBLAS" in told.message


@pytest.mark.parametrize(("look_s", "threads"), [(0.1, None), (0.2, 2), (30.0, None), (0.0, None)])
def test_a_worker_bears_as_many_microphones_as_its_own_speed_allows(look_s: float, threads: int | None) -> None:
    times = iter([5.0, 5.0 + look_s])
    found = measure(Scripted(["word"]), threads, lambda: next(times))
    seconds = look_s / (threads or 1)
    expected = int(SHARE / (LOOKS_A_SECOND * seconds)) if seconds else MOST
    assert found == max(1, min(MOST, expected))


@pytest.mark.parametrize(("beside", "expected"), [(1.0, True), (1.2, True), (1.6, False)])
def test_two_decodings_at_a_time_are_for_cores_that_leave_each_other_alone(
    monkeypatch: pytest.MonkeyPatch, beside: float, expected: bool
) -> None:
    monkeypatch.setattr("os.sched_getaffinity", lambda _: {0, 1}, raising=False)
    times = iter([0.0, 1.0, 1.0, 2.0, 2.0, 2.0 + beside])
    assert has_own_cores(Scripted(["word"]), lambda: next(times)) is expected
    monkeypatch.setattr("os.sched_getaffinity", lambda _: {0})
    assert not has_own_cores(Scripted(["word"]))
