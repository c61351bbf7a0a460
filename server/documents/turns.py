"""Minutes as they are read: whose turn it is, and what is said in it in running paragraphs. Knows no format.

Recognition ends a piece every few seconds, in the middle of a sentence if need be; on paper the pieces of a turn follow
each other in one paragraph, verbatim. Where a paragraph ends is decided as on the readers' pages, for longer lines.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from server.core.text.sentences import is_finished
from server.core.text.stops import CLOSERS
from server.documents.losses import loss_text
from server.documents.records import Entry, Loss, MinutesRecord
from server.documents.words import words

# So many characters make a paragraph that ends with the sentence, and so many one that ends at once; about eight
# lines of a page and sixteen. A character of a script without spaces is worth so many.
LONG = 700
LONGEST = 1_400
WIDE = 2.6
TIGHT = frozenset({"zh", "yue", "ja"})  # no space between pieces
WIDE_SCRIPTS = TIGHT | {"ko", "th", "lo", "km", "my"}
# A pause of so long ends a paragraph after a whole sentence, and of so long anyhow.
PAUSE_MS = 4_000
LONG_PAUSE_MS = 10_000
_GLUED = frozenset(",;:،؛。、，；：.!?！？") | frozenset(CLOSERS) - frozenset("\"'«“")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Pieces of one speaker that follow each other, alike in language, origin and doubts. ``is_turn``: it begins one.

    What was retracted is a paragraph of its own.
    """

    pieces: tuple[Entry, ...]
    is_turn: bool

    @property
    def first(self) -> Entry:
        """Its first piece, which stands for what all have in common."""
        return self.pieces[0]

    @property
    def texts(self) -> tuple[str, ...]:
        """What each piece says, with the space before it; joined they are the paragraph."""
        return _spaced([each.text for each in self.pieces], self.first.lang)

    @property
    def original(self) -> str:
        """What was said in the language of the speaker, if that differs."""
        return "".join(_spaced([each.original_text for each in self.pieces], self.first.original_lang))


def paragraphs(record: MinutesRecord) -> Iterator[Paragraph | Loss]:
    """All that was said, and what was lost, in the order of time; after a loss a turn is named anew."""
    open_one: Paragraph | None = None
    for each in record.in_order:
        if open_one is not None and isinstance(each, Entry) and _runs_on(open_one, each):
            open_one = replace(open_one, pieces=(*open_one.pieces, each))
            continue
        if open_one is not None:
            yield open_one
        if isinstance(each, Loss):
            open_one = None
            yield each
            continue
        open_one = Paragraph((each,), open_one is None or _voice(open_one.first) != _voice(each))
    if open_one is not None:
        yield open_one


def notes(entry: Entry, language: str) -> list[str]:
    """What a reader should know of a passage, in the document's language: that it is rough, and its doubts."""
    rough = [words(language)["rough"]] if entry.rough and not entry.retracted else []
    return rough + ([entry.note] if entry.note else [])


def loss_words(loss: Loss, language: str) -> str:
    """What stands in the place of lost words, with the name of who spoke where it is known."""
    return f"[{loss_text(loss, language)}]" + (f" · {loss.speaker}" if loss.speaker else "")


def _voice(entry: Entry) -> tuple[str, str]:
    return entry.speaker, entry.delegation


def _runs_on(paragraph: Paragraph, entry: Entry) -> bool:
    first, last = paragraph.first, paragraph.pieces[-1]
    return (
        not (first.retracted or entry.retracted)
        and _voice(first) == _voice(entry)
        and (first.lang, first.original_lang, first.note, first.rough)
        == (entry.lang, entry.original_lang, entry.note, entry.rough)
        and not _is_due(paragraph, entry.start_ms - last.end_ms)
    )


def _is_due(paragraph: Paragraph, pause_ms: int) -> bool:
    """Whether a paragraph has been going on for long enough."""
    language = paragraph.first.lang
    length = sum(len(each.text) for each in paragraph.pieces) * (WIDE if _base(language) in WIDE_SCRIPTS else 1)
    if length >= LONGEST or pause_ms >= LONG_PAUSE_MS:
        return True
    is_ready = length >= LONG or pause_ms >= PAUSE_MS
    return is_ready and is_finished(paragraph.pieces[-1].text, _base(language))


def _spaced(texts: Sequence[str], language: str) -> tuple[str, ...]:
    found: list[str] = []
    before = ""
    for text in (each.strip() for each in texts):
        found.append(f"{_joint(before, text, language)}{text}")
        before = text or before
    return tuple(found)


def _joint(before: str, after: str, language: str) -> str:
    """A space, but for scripts that have none, and before a mark that belongs to the word before it."""
    if not before or not after or after[0] in _GLUED:
        return ""
    is_latin = before[-1].isascii() and after[0].isascii()
    return "" if _base(language) in TIGHT and not is_latin else " "


def _base(language: str) -> str:
    return language.split("-")[0]
