"""When a delegation has had the floor: for any time at which its session was not closed."""

from __future__ import annotations

import pytest

from server.core.minutes.floor import Span, has_held

MINE = Span(1_000, 4_000, "KR")


@pytest.mark.parametrize(
    ("spans", "closed", "now_ms", "is_held"),
    [
        ([], [], 9_000, False),
        ([Span(1_000, None, "BR")], [], 9_000, False),
        ([MINE], [], 1_000, False),
        ([MINE], [], 1_001, True),
        ([MINE], [], 9_000, True),
        ([Span(1_000, None, "KR")], [], 9_000, True),
        ([Span(5_000, None, "KR")], [], 2_000, False),
        ([Span(1_000, 1_000, "KR")], [], 9_000, False),
        ([MINE], [Span(0, None)], 9_000, False),
        ([MINE], [Span(1_000, 4_000)], 9_000, False),
        ([MINE], [Span(1_000, 3_999)], 9_000, True),
        ([MINE], [Span(500, 2_000), Span(2_000, 6_000)], 9_000, False),
    ],
)
def test_only_time_under_an_open_session_counts(
    spans: list[Span], closed: list[Span], now_ms: int, is_held: bool
) -> None:
    assert has_held(spans, closed, "KR", now_ms) is is_held
