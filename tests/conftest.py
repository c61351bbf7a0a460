"""What all tests share."""

from __future__ import annotations

import pytest

from server.models import packaged
from tests.support.house import models

COMMAND = "make setup (or: flask --app server models install)"


@pytest.fixture(scope="session")
def installed_models() -> None:
    """The models, or a failure that names the command that brings them."""
    for package in packaged.PACKAGES:
        if not packaged.is_installed(package, models()):
            pytest.fail(f"{package.name} is not installed: {COMMAND}")
