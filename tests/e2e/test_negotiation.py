"""Delegations negotiate over real connections: no amendment is lost, and every page shows what the server has."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench import negotiate

pytestmark = pytest.mark.slow


def test_delegations_who_amend_one_paragraph_at_once_lose_nothing_and_see_every_change(tmp_path: Path) -> None:
    out = tmp_path / "negotiate.json"
    options = ["--delegations", "8", "--seconds", "4", "--pause", "0.8", "--decide", "0.5", "--paragraphs", "5"]
    made = negotiate.measure(negotiate._parser().parse_args([*options, "--out", str(out)]))
    nothing = ("lost", "doubled", "wrong", "not_seen", "gaps", "conflicts_bare")
    assert {name: made[name] for name in nothing} == dict.fromkeys(nothing, 0) and made["strange"] == []
    assert made["amendments"] >= 8 and made["calls"]["amend"] >= 8 and made["calls"]["accept"] >= 1
    assert made["stored_to_seen_ms"]["p50"] > 0  # how soon is measured by the bench
