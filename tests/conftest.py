"""What all tests share."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

from server.models import packaged
from tests.support.house import House, models

COMMAND = "make setup (or: flask --app server models install)"


def pytest_configure(config: pytest.Config) -> None:
    """Plain ``pytest`` leaves the slow tests out; named files, ``-m`` and ``make test`` run what they say."""
    is_plain = config.args_source is not pytest.Config.ArgsSource.ARGS
    if is_plain and not config.option.markexpr and not config.option.keyword and not config.option.lf:
        config.option.markexpr = "not slow"
    # How long an example takes tells of the machine, not of the code. The same code is tried with the same examples, so
    # that no change fails for what another one left; with others: --hypothesis-profile other --hypothesis-seed NUMBER.
    of_any_speed = {"deadline": None, "suppress_health_check": [HealthCheck.too_slow]}
    settings.register_profile("same", derandomize=True, **of_any_speed)
    settings.register_profile("other", **of_any_speed)
    settings.load_profile(config.getoption("--hypothesis-profile", None) or "same")


def pytest_report_header(config: pytest.Config) -> str:
    """Say what is left out."""
    is_quick = config.option.markexpr == "not slow"
    return "the slow tests are left out; every test: make test" if is_quick else "every test that is named"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Whatever needs models fails with the command that brings them, where they are missing."""
    for item in items:
        if item.get_closest_marker("models") and isinstance(item, pytest.Function):
            item.fixturenames.insert(0, "installed_models")


@pytest.fixture(scope="session")
def installed_models() -> None:
    """The models, or a failure that names the command that brings them."""
    for package in packaged.PACKAGES:
        if not packaged.is_installed(package, models()):
            pytest.fail(f"{package.name} is not installed: {COMMAND}")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Iterator[Any]:
    """A failing test tells what the processes of its house logged."""
    report = yield
    if report.failed:
        report.sections += [(f"processes of {house.folder.name}", house.logs()) for house in House.running]
    return report
