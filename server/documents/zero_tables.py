"""Tables of a zero draft: a layout is read cell by cell, a table of facts as lines of one block."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from server.core.zero import Block
from server.core.zero.blocks import Mark

Cell = Sequence[Block]
_NUMBER_ALONE = re.compile(r"\s*(?P<label>\d{1,3}(?:\s?(?:bis|ter|quater))?)\s*[.)]?\s*")
# A row of facts has no more characters: longer ones are paragraphs side by side.
_LONGEST_ROW = 300


def flattened(rows: Sequence[Sequence[Cell]]) -> Iterator[Block]:
    """The blocks of a table, its rows from above.

    A number in a cell of its own is that of the paragraph beside it; where every cell holds one short block, and there
    are two or more in a row, they are facts and become one block, a line for a row.
    """
    filled = [[[each for each in cell if each.text.strip()] for cell in row] for row in rows]
    filled = [[cell for cell in row if cell] for row in filled]
    filled = [row for row in filled if row]
    if all(len(row) < 2 or (len(row) == 2 and _number(row[0])) for row in filled):
        for row in filled:
            yield from _numbered(row)
    elif all(_is_fact(cell) for row in filled for cell in row) and all(_size(row) <= _LONGEST_ROW for row in filled):
        yield Block("\n".join(" | ".join(_line(cell[0]) for cell in row) for row in filled), is_table=True)
    else:
        for row in filled:
            for cell in row:
                yield from cell


def _line(block: Block) -> str:
    return " ".join(f"{block.label} {block.text}".split())


def _is_fact(cell: Cell) -> bool:
    return len(cell) == 1 and not cell[0].changes and not cell[0].joins and "\n" not in cell[0].text


def _number(cell: Cell) -> str:
    found = _NUMBER_ALONE.fullmatch(cell[0].text) if len(cell) == 1 else None
    if found:
        return found["label"]
    return ""


def _size(row: Sequence[Cell]) -> int:
    return sum(len(each.text) for cell in row for each in cell)


def _numbered(row: Sequence[Cell]) -> Iterator[Block]:
    label = _number(row[0]) if len(row) == 2 else ""
    if not label:
        for cell in row:
            yield from cell
        return
    first, *rest = row[1]
    yield replace(first, mark=Mark.NUMBER, label=label) if first.mark is Mark.NONE and not first.level else first
    yield from rest
