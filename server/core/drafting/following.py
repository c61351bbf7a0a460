"""Whose hold a sentence takes over: "we follow what Spain said", "Mali's condition is ours too"."""

# ruff: noqa: E501 (tables of words)

from __future__ import annotations

import re
from collections.abc import Sequence

from server.core.drafting.acts import Act
from server.core.drafting.naming import Names
from server.core.drafting.negation import NEGATION
from server.core.drafting.proposition import Cluster
from server.core.drafting.remarks import Remark
from server.core.drafting.targets import Targets
from server.core.statement.brackets import Hold

_NO = r"(?:reservation|condition|concern|caution|objection|amendment|doubt|worry|worrie|hesitation)s?"
_VERB = (
    r"\b(?:(?:follow|share|echo|repeat|join|second|endorse|support)s?|(?:aligns?|associates?) (?:itself |ourselves |myself )?with)"
    r"(?: \w+){0,2}?"
)
# Whatever its verb, it takes a hold over.
_HOLDS = re.compile(
    rf"{_VERB} (?:the (?:\w+ )?{_NO}|(?-i:[A-Z])\w+['’]s? (?:\w+ )?{_NO})\b|\bthe same (?:\w+ )?{_NO} as\b|\b{_NO} (?:is|are) (?:also )?ours\b",
    re.IGNORECASE,
)
# It takes over whatever was said, unless it is a yes.
_FOLLOWS = re.compile(
    rf"{_VERB} (?:what|the (?:position|view|remark)s?|(?-i:[A-Z])\w+['’]s? (?:position|view|remark)s?)\b|\bthe same (?:position|situation|boat) as\b",
    re.IGNORECASE,
)


def followed(remark: Remark, clusters: Sequence[Cluster], names: Names, targets: Targets) -> list[tuple[Cluster, Hold]]:
    """The proposals on which somebody that the sentence names held something before, with what; none where it denies.

    Where several are, those that the sentence may be on, if any is.
    """
    words = remark.english or remark.sentence
    is_told = _HOLDS.search(words) or (Act.SUPPORT not in remark.acts and _FOLLOWS.search(words))
    if not is_told or NEGATION.search(words):
        return []
    led = names.named(words) - {remark.owner}
    found = [
        (each, hold)
        for each in clusters
        if remark.owner not in each.makers
        for hold in [next((one for old, one in each.holds if _is_led(old, one, led, remark)), None)]
        if hold is not None
    ]
    if len(found) < 2:
        return found
    on = targets.of(remark, clusters, must=True)
    return [(each, hold) for each, hold in found if each in on] or found


def _is_led(held: Remark, hold: Hold, led: frozenset[str], remark: Remark) -> bool:
    return held.owner in led and held.at < remark.at and hold is not Hold.UNCLEAR
