"""Numbers that a document gives its paragraphs in an unusual way: loose ones, round ones, those of sections."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from server.core.zero.blocks import Block, Mark, counted
from server.core.zero.head import HEADING_CHARACTERS, is_heading_like

# "5 We welcome": a number that nothing parts from its words, where it goes on with the count.
_LOOSE = re.compile(r"(\d{1,3})\s+(?=[\[“\"(]*[^\W\d_a-zà-ÿа-я])")
_ROUND = re.compile(r"[(（]?(?:\d{1,2}|[一二三四五六七八九十]{1,2})[)）]|[①-⑳]")


def with_loose(blocks: Sequence[Block]) -> list[Block]:
    """With numbers that no sign parts from their words, where they go on with the count."""
    made: list[Block] = []
    count = 0
    for each in blocks:
        loose = _LOOSE.match(each.text) if each.mark is Mark.NONE and not each.level else None
        if loose and int(loose[1]) == count + 1 and (count or any(one.text.startswith("2 ") for one in blocks)):
            each = replace(each, mark=Mark.NUMBER, label=loose[1], text=each.text[loose.end() :])
        if each.mark is Mark.NUMBER:
            count = counted(each.label) or count
        made.append(each)
    return made


def with_sections(blocks: Sequence[Block]) -> list[Block]:
    """ "1. General" above "1.1 We share" is a heading."""
    made = list(blocks)
    for at, (each, following) in enumerate(pairwise(blocks)):
        is_head = each.mark is Mark.NUMBER and following.label.startswith(f"{each.label}.")
        if is_head and is_heading_like(replace(each, mark=Mark.NONE)) and len(each.text) <= HEADING_CHARACTERS:
            made[at] = replace(each, mark=Mark.NONE, level=1, text=f"{each.label}{each.sign} {each.text}")
    return made


def is_round(block: Block) -> bool:
    """Whether it is marked "(1)", "（一）" or "①"."""
    return block.mark is Mark.LETTER and bool(_ROUND.fullmatch(block.label))


def is_counted(blocks: Sequence[Block]) -> bool:
    """Whether "(1)", "(2)"... are the numbers of the paragraphs: they count from 1 without a gap."""
    found = [counted(each.label) for each in blocks if is_round(each)]
    return len(found) > 1 and found == list(range(1, len(found) + 1))
