"""How long a closed session is kept."""

from __future__ import annotations

import pytest

from server.core.errors import BadSetting
from server.core.minutes.retention import DAY_MS, Retention
from server.settings import Settings

NOW = 1_795_600_000_000


def test_everything_is_kept_unless_told() -> None:
    assert not Retention().is_over("closed", 0, NOW)
    assert Retention().latest_closing(NOW) is None


def test_the_time_of_a_session_runs_from_its_closing_to_the_millisecond() -> None:
    month = Retention(30)
    assert month.is_over("closed", NOW - 30 * DAY_MS, NOW)
    assert not month.is_over("closed", NOW - 30 * DAY_MS + 1, NOW)
    assert not month.takes_session("closed", NOW - 31 * DAY_MS, NOW)
    assert Retention(30, "sessions").takes_session("closed", NOW - 31 * DAY_MS, NOW)


@pytest.mark.parametrize(("status", "closed_at"), [("open", NOW - 99 * DAY_MS), ("planned", None), ("closed", None)])
def test_a_session_that_is_open_again_or_was_never_closed_has_time(status: str, closed_at: int | None) -> None:
    assert not Retention(30).is_over(status, closed_at, NOW)


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("ROUNDTABLE_RETENTION_DAYS", "-1"),
        ("ROUNDTABLE_RETENTION_DAYS", "a month"),
        ("ROUNDTABLE_RETENTION", "everything"),
        ("ROUNDTABLE_SESSION_HOURS", "0"),
        ("ROUNDTABLE_SENTENCE_WAIT", "61"),
        ("ROUNDTABLE_SERVER", "http://10.0.0.5:8000,10.0.0.6:8000"),
    ],
)
def test_a_setting_that_can_not_be_used_is_named(key: str, value: str, tmp_path) -> None:  # type: ignore[no-untyped-def]
    environ = {"ROUNDTABLE_INSTANCE": str(tmp_path), "ROUNDTABLE_RECORDINGS": str(tmp_path / "r"), key: value}
    with pytest.raises(BadSetting, match=key):
        Settings.from_env(environ)
