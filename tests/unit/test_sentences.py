"""Where sentences end, and what two hypotheses agree on."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.core.sentences import split


def parts(words: list[str], has_spaces: bool = True) -> list[str]:
    found, at = [], 0
    for size in split(words, has_spaces):
        found.append("".join(words[at : at + size]).strip())
        at += size
    return found


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ([" We", " agree.", " Brazil", " objects."], ["We agree.", "Brazil objects."]),
        ([" Is", " it?", " It", " is!"], ["Is it?", "It is!"]),
        ([" Mr.", " Tester", " said", " 4.", "2", " million."], ["Mr. Tester said 4.2 million."]),
        ([" J.", " R.", " Sample", " agrees."], ["J. R. Sample agrees."]),
        ([" Yes.", " We", " do."], ["Yes. We do."]),
        ([" We", " do.", " Yes."], ["We do. Yes."]),
        ([" She", " said", ' "yes."', " Then", " left"], ['She said "yes."', "Then left"]),
        ([" A", " Sra.", " Exemplo", " apoia."], ["A Sra. Exemplo apoia."]),
        ([" unfinished", " words"], ["unfinished words"]),
        ([" By", " 3.", "5%", " in", " 2025.", " Next"], ["By 3.5% in 2025.", "Next"]),
    ],
)
def test_sentences_end_where_a_reader_would_end_them(words: list[str], expected: list[str]) -> None:
    assert parts(words) == expected


def test_chinese_and_japanese_sentences_end_at_their_own_marks() -> None:
    assert parts(["我们", "支持", "。", "谢谢", "！"], has_spaces=False) == ["我们支持。", "谢谢！"]
    assert parts(["はい", "。", "賛成", "です", "。"], has_spaces=False) == ["はい。", "賛成です。"]


@given(st.lists(st.text("ab.?。 ", max_size=4), max_size=12), st.booleans())
def test_every_word_belongs_to_one_sentence(words: list[str], has_spaces: bool) -> None:
    sizes = split(words, has_spaces)
    assert sum(sizes) == len(words) and all(size > 0 for size in sizes)
