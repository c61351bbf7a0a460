"""What the bench of editing together counts: lost, doubled and wrong words, echoes, and its editors' words."""

from __future__ import annotations

import asyncio

import pytest

from bench.coedit import Ledger
from bench.editor import MARK, PIECE, Editor

pytestmark = pytest.mark.coediting


def test_a_word_must_stand_once_in_its_line_unless_it_was_taken_out_and_nothing_else_may_change() -> None:
    ledger = Ledger()
    for word in ("‹a1.1›", "‹a1.2›", "‹a1.3›", "‹a1.4›"):
        ledger.wrote(word, "x", None, 0)
    ledger.erased |= {"‹a1.3›", "‹a1.4›"}
    assert ledger.verdict({"x": "ba‹a1.1›se‹a1.2›"}, {"x": "base"}) == {"lost": 0, "doubled": 0, "wrong": 0}
    assert ledger.verdict({"x": "base‹a1.2›", "y": "‹a1.1›"}, {"x": "base"}) == {"lost": 1, "doubled": 1, "wrong": 0}
    assert ledger.verdict({"x": "‹a1.1›‹a1.2›‹a1.2›bse‹a1.3›"}, {"x": "base"}) == {"lost": 0, "doubled": 2, "wrong": 1}
    assert ledger.verdict({}, {"x": "base"})["wrong"] == 1


def seat(number: int, connected_at: float) -> Editor:
    """An editor that has been connected since then."""
    editor = Editor(number, "http://nowhere", "", "s")
    editor.connected_at = connected_at
    return editor


def test_an_echo_counts_for_who_watches_and_was_there_all_the_while() -> None:
    ledger = Ledger()
    ledger.wrote("‹a1.1›", "x", 10.0, 2)
    ledger.saw(seat(3, 0.0), "‹a1.1›", 10.1)
    ledger.saw(seat(2, 10.05), "‹a1.1›", 10.2)
    assert ledger.echo_ms == []
    ledger.saw(seat(2, 9.0), "‹a1.1›", 10.25)
    ledger.saw(seat(2, 9.0), "‹a1.1›", 10.5)
    assert ledger.echo_ms == [pytest.approx(250.0)]
    ledger.wrote("‹a1.2›", "x", None, 2)
    ledger.saw(seat(2, 9.0), "‹a1.2›", 11.0)
    assert len(ledger.echo_ms) == 1


def test_an_editor_writes_words_that_can_be_told_apart_and_never_into_another() -> None:
    async def write() -> tuple[list[str], str]:
        editor = Editor(7, "http://nowhere", "", "s")
        with editor.doc.transaction():
            import pycrdt

            editor.lines["a"] = pycrdt.Text("세관은 🙂 협력한다")
        words = [editor.write_word("a", share / 10) for share in range(11)]
        assert editor.erase_word("a", words[3]) and not editor.erase_word("a", words[3])
        return words, editor.texts()["a"]

    words, text = asyncio.run(write())
    assert len(set(words)) == 11 and all(text.count(each) == (each != words[3]) for each in words)
    assert MARK.sub("", text) == "세관은 🙂 협력한다" and "".join(PIECE.findall(text)) == text
