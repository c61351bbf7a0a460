"""Who reads what: the views for which words under way are translated."""

from __future__ import annotations

from server.services.hearing.audience import TOLD_S, Audience


def test_a_view_is_read_as_long_as_somebody_has_joined_it() -> None:
    audience = Audience()
    for sid in ("a", "b"):
        audience.came(sid)
        audience.joined(sid, "hall", "pt")
    audience.left("a")
    assert audience.reads("hall", "pt") and audience.views() == [["hall", "pt"]] and len(audience) == 1
    audience.joined("b", "hall", "fr")
    assert not audience.reads("hall", "pt") and audience.reads("hall", "fr")


def test_who_left_before_their_view_was_read_reads_nothing() -> None:
    audience = Audience()
    audience.came("a")
    audience.left("a")
    audience.joined("a", "hall", "pt")
    assert not audience.reads("hall", "pt") and len(audience) == 0


def test_what_is_read_at_another_process_counts_until_it_is_silent() -> None:
    now = [10.0]
    audience = Audience(lambda: now[0])
    audience.told([["hall", "ko"]])
    assert audience.reads("hall", "ko")
    now[0] += TOLD_S
    assert not audience.reads("hall", "ko")
