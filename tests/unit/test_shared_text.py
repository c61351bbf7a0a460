"""Shared text: what a page may bring, how pages and server meet, whatever comes as an edit or as presence."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pycrdt
import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.coediting import awareness, update
from server.coediting.awareness import Presence
from server.coediting.document import MOST_CHARACTERS, SharedText
from server.coediting.encoding import Reader, number, text
from server.core.errors import BadEdit, BadText
from server.core.minutes.rewriting import edits

pytestmark = pytest.mark.coediting
LINES = {"a": "세관은 🙂 협력한다", "b": "نحن نؤكد", "c": "各方同意", "d": "plain words"}


class Page:
    """A copy of the document as a page has it."""

    def __init__(self, server: SharedText) -> None:
        self.doc: pycrdt.Doc[Any] = pycrdt.Doc()
        self.lines: pycrdt.Map[Any] = self.doc.get("lines", type=pycrdt.Map)
        self.doc.apply_update(server.since())

    def does(self, work: Callable[[], object]) -> bytes:
        """The update of what a page does."""
        made: list[bytes] = []
        subscription = self.doc.observe(lambda event: made.append(event.update))
        with self.doc.transaction():
            work()
        self.doc.unobserve(subscription)
        return made[-1]

    def writes(self, line: str, place: int, words: str) -> bytes:
        found = self.lines[line]
        return self.does(lambda: found.insert(len(str(found)[:place].encode()), words))


@pytest.fixture
def server() -> SharedText:
    made = SharedText()
    made.make(LINES)
    return made


def takes(server: SharedText, content: bytes) -> Any:
    return server.take(content, lambda words: "\x07" not in words)


def test_pages_and_server_have_the_same_text_after_edits_in_every_script(server: SharedText) -> None:
    one, other = Page(server), Page(server)
    changes = [
        one.writes("a", 3, "🙂🙂"),
        other.writes("a", 0, "한국 "),
        one.writes("b", 8, " 👩‍💻"),
        other.writes("c", 2, "都"),
    ]
    changes.append(one.does(lambda: one.lines["d"].__delitem__(slice(0, 6))))
    for each in changes:
        taken = takes(server, each)
        assert taken.is_new and not taken.is_lost and len(taken.lines) == 1
    for page in (one, other):
        page.doc.apply_update(server.since(page.doc.get_state()))
        assert {line: str(page.lines[line]) for line in page.lines} == {line: server.text(line) for line in LINES}
    assert server.text("a") == "한국 세관은🙂🙂 🙂 협력한다" and server.text("d") == "words"


def test_an_update_that_comes_twice_or_in_parts_changes_nothing_the_second_time(server: SharedText) -> None:
    page = Page(server)
    first, second = page.writes("c", 0, "会"), page.writes("c", 1, "议🙂")
    assert takes(server, first).is_new
    again = takes(server, first)
    assert not again.is_new and again.lines == frozenset() and not again.is_lost
    both = takes(server, pycrdt.merge_updates(first, second))
    assert both.is_new and not both.is_lost and server.text("c") == "会议🙂各方同意"


def test_the_server_rewrites_a_line_and_whoever_writes_in_it_keeps_their_words(server: SharedText) -> None:
    page = Page(server)
    typed = page.writes("d", 11, " and 🙂 more")
    made = server.rewrite("d", edits("plain words", "simple words"))
    takes(server, typed)
    page.doc.apply_update(made)
    assert server.text("d") == str(page.lines["d"]) == "simple words and 🙂 more"


def test_words_written_in_a_line_that_is_gone_are_told_lost_and_later_edits_are_taken(server: SharedText) -> None:
    page = Page(server)
    into_gone, later = page.writes("d", 0, "late "), page.writes("c", 0, "和")
    server.remove(["d"])
    assert takes(server, into_gone).is_lost
    taken = takes(server, later)
    assert taken.lines == {"c"} and not taken.is_lost and server.text("c") == "和各方同意"


def test_what_a_page_wrote_and_took_out_before_it_was_sent_is_no_loss(server: SharedText) -> None:
    page = Page(server)

    def write_and_erase() -> None:
        page.lines["c"].insert(0, "🙂回")
        del page.lines["c"][0:4]

    assert not takes(server, page.does(write_and_erase)).is_lost
    assert server.text("c") == "回各方同意"


FORBIDDEN: list[Callable[[Page], object]] = [
    lambda page: page.lines.__setitem__("new", pycrdt.Text("a line of my own")),
    lambda page: page.lines.__setitem__("a", pycrdt.Text("in the place of another")),
    lambda page: page.lines.__setitem__("a", "no text at all"),
    lambda page: page.lines.__delitem__("a"),
    lambda page: page.lines["a"].format(0, 3, {"bold": True}),
    lambda page: page.lines["a"].insert(0, "bold", {"bold": True}),
    lambda page: page.lines["a"].insert_embed(0, {"image": "x"}),
    lambda page: page.lines["a"].insert_embed(0, pycrdt.Text("a text in the text")),
    lambda page: page.doc.get("other", type=pycrdt.Text).insert(0, "elsewhere"),
    lambda page: page.doc.get("other", type=pycrdt.Map).__setitem__("a", 1),
]


@pytest.mark.parametrize("work", FORBIDDEN)
def test_a_page_changes_nothing_but_the_text_of_lines(server: SharedText, work: Callable[[Page], object]) -> None:
    page = Page(server)
    with pytest.raises(BadEdit):
        takes(server, page.does(lambda: work(page)))


def test_a_line_has_a_longest_text_and_no_control_characters(server: SharedText) -> None:
    with pytest.raises(BadText, match="too long"):
        takes(server, Page(server).writes("c", 0, "议" * (MOST_CHARACTERS - 3)))
    with pytest.raises(BadText, match="control"):
        takes(server, Page(server).writes("c", 0, "bell \x07"))
    with pytest.raises(BadEdit, match="bytes at most"):
        update.read(b"\0" * (update.MOST_BYTES + 1))


def test_an_edit_whose_beginning_is_missing_is_refused(server: SharedText) -> None:
    page = Page(server)
    page.writes("c", 0, "first ")
    second = page.writes("c", 6, "second ")
    with pytest.raises(BadEdit, match="not known"):
        takes(server, second)


def test_a_deletion_of_what_is_not_known_is_refused(server: SharedText) -> None:
    page = Page(server)
    page.writes("c", 0, "first ")
    erased = page.does(lambda: page.lines["c"].__delitem__(slice(0, 6)))
    with pytest.raises(BadEdit, match="not known"):
        takes(server, erased)


def refuses_or_takes(content: bytes) -> None:
    server = SharedText()
    server.make(LINES)
    try:
        taken = takes(server, content)
    except (BadEdit, BadText):
        return
    assert server.lines() == set(LINES)
    assert taken.lines <= set(LINES)


@given(st.binary(max_size=60))
def test_whatever_comes_as_an_edit_it_is_taken_or_refused(content: bytes) -> None:
    refuses_or_takes(content)


@given(st.integers(0, 400), st.integers(0, 255), st.integers(0, 3))
def test_an_edit_with_a_wrong_byte_is_taken_or_refused(place: int, byte: int, kind: int) -> None:
    server = SharedText()
    server.make(LINES)
    page = Page(server)
    made = [
        page.writes("a", 2, "🙂 words"),
        page.does(lambda: page.lines["a"].__delitem__(slice(0, 6))),
        page.does(lambda: page.lines.__setitem__("new", pycrdt.Text("x"))),
        page.does(lambda: page.lines["b"].format(0, 3, {"bold": True})),
    ][kind]
    damaged = bytearray(made)
    damaged[place % len(damaged)] = byte
    refuses_or_takes(bytes(damaged))


@given(st.integers(0, 24), st.integers(1, 8))
def test_half_a_character_that_is_deleted_or_written_behind_hurts_nothing(start: int, length: int) -> None:
    """A page that cuts through the two UTF-16 units of an emoji, as a faulty editor may."""
    server = SharedText()
    server.make({"a": "🙂🙂👩‍💻한🙂"})
    (client, clock), *_ = update.clocks(server.state()).items()
    assert clock >= 10
    gone = number(0) + number(1) + number(client) + number(1) + number(start) + number(length)
    behind = (
        number(1) + number(1) + number(77) + number(0) + bytes([0x80 | 4]) + number(client) + number(start) + text("x")
    ) + number(0)
    for content in (gone, behind):
        before = server.text("a")
        try:
            takes(server, content)
        except (BadEdit, BadText):
            server = SharedText()
            server.make({"a": str(before)})
        copy = SharedText([server.since()])
        assert copy.text("a") == server.text("a")


@given(st.integers(0, 2**53 - 1), st.text(max_size=20))
def test_numbers_and_texts_are_read_as_they_were_written(value: int, words: str) -> None:
    reader = Reader(number(value) + text(words))
    assert (reader.number(), reader.text(), reader.is_over) == (value, words, True)


def test_presence_is_told_under_the_name_of_who_is_signed_in_and_with_nothing_else() -> None:
    said = {"user": {"name": "The Chair", "colour": "#123456", "x": {"deep": 1}}, "line": "a", "cursor": [1], "junk": 1}
    (read,) = awareness.read(awareness.written([Presence(7, 3, said)]))
    assert awareness.named(read, "Ana Exemplo").state == {
        "user": {"name": "Ana Exemplo", "colour": "#123456"}, "line": "a", "cursor": [1],
    }  # fmt: skip
    gone = Presence(7, 4, None)
    assert awareness.read(awareness.written([gone])) == [gone] and awareness.named(gone, "Ana") == gone


@pytest.mark.parametrize(
    "content",
    [
        b"", number(1), number(9) + b"\0" * 40, number(1) + number(7) + number(1) + text("[1]"),
        number(1) + number(7) + number(1) + text("[" * 3_000), number(1) + number(7) + number(1) + text("NaN"),
        number(1) + number(7) + number(1) + text(json.dumps({"user": "x" * 5_000})), number(0) + b"\0",
    ],
)  # fmt: skip
def test_what_is_no_presence_is_refused(content: bytes) -> None:
    with pytest.raises(BadEdit):
        awareness.read(content)
