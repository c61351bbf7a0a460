"""Minutes as a Word file: a heading for each turn, numbered running paragraphs in their language and direction.

Each piece of a paragraph is a bookmark, named by its time and its id, so that a citation leads to it. Against an
earlier state of the minutes, what was changed since then stands as tracked changes.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Cm, RGBColor

from server.documents.changes import GONE, NEW, SAME, Against, Change, changes, is_new, voices
from server.documents.records import Entry, Loss, MinutesRecord, Wording, cleaned
from server.documents.standing import corrections, seal, standing_lines
from server.documents.times import clock
from server.documents.turns import Paragraph, loss_words, notes, paragraphs
from server.documents.word import (
    INK,
    QUIET,
    add_bookmark,
    add_field,
    add_rule,
    add_run,
    add_style,
    new_document,
    new_list,
    number,
    packed,
    set_direction,
)
from server.documents.word_changes import Tracking
from server.documents.words import day, direction, language_name, party, words

SPEAKER, PASSAGE, ORIGINAL, GAP = "Speaker", "Passage", "Original", "Gap"  # the styles of ours
HANGING = Cm(1.1)


def minutes_docx(record: MinutesRecord, against: Against | None = None) -> bytes:
    """The file: title and day, then every turn with speaker and delegation, its paragraphs numbered, with their time.

    With ``against`` the words of the original carry tracked changes; a translation is printed as it is now.
    """
    return packed(_Writer(cleaned(record), against).document)


class _Writer:
    """Writes one document."""

    def __init__(self, record: MinutesRecord, against: Against | None) -> None:
        self._language, self._against = record.language, against
        self._is_rtl = direction(self._language) == "rtl"
        self._tracking, self._bookmarks = Tracking(), 0
        self._known: dict[Entry, tuple[Change, ...]] = {}
        self.document = new_document(record.title, self._language, self._is_rtl)
        self._make_styles()
        self._frame(self.document.sections[0], record)
        set_direction(self.document.add_paragraph(record.title, style="Title"), self._is_rtl)
        set_direction(self.document.add_paragraph(day(record.date, self._language), style="Subtitle"), self._is_rtl)
        for line in standing_lines(record):
            set_direction(self.document.add_paragraph(line, style="Subtitle"), self._is_rtl)
        parts = list(paragraphs(record))
        for place, each in enumerate(parts):
            if isinstance(each, Loss):
                self._loss(each)
                continue
            if each.is_turn:
                self._turn(each.first, self._came(_turn_of(parts[place:])))
            self._paragraph(each)
            for piece in each.pieces:
                for told in corrections(record, piece.id):
                    self._aside(told)
        found = seal(record)
        if found is not None:
            self._aside(f"{found[0]}: {found[1]}")

    def _make_styles(self) -> None:
        speaker = add_style(self.document, SPEAKER, "Heading 2", 11.5, INK, before=14, after=2)
        speaker.paragraph_format.keep_with_next = True
        passage = add_style(self.document, PASSAGE, "Normal", 11.5, INK, after=4)
        number(passage.element, new_list(self.document, HANGING))
        original = add_style(self.document, ORIGINAL, "Normal", 9, QUIET, after=6)
        gap = add_style(self.document, GAP, "Normal", 9, QUIET, after=6)
        for each in (original, gap):
            each.paragraph_format.left_indent = HANGING

    def _frame(self, section: Any, record: MinutesRecord) -> None:
        labels = words(self._language)
        head = section.header.paragraphs[0]
        add_run(head, f"{labels['minutes']} · {record.title}", QUIET, 8.5)
        add_rule(head)
        set_direction(head, self._is_rtl)
        foot = section.footer.paragraphs[0]
        foot.alignment = WD_ALIGN_PARAGRAPH.CENTER
        for text, code in zip(labels["page"].split("{}"), ("PAGE", "NUMPAGES", ""), strict=True):
            add_run(foot, text, QUIET, 8.5)
            if code:
                add_field(foot, code, QUIET, 8.5)
        set_direction(foot, self._is_rtl)

    def _turn(self, entry: Entry, came: Change | None) -> None:
        row = self.document.add_paragraph(style=SPEAKER)
        moved = voices(entry, self._against) if self._against else None
        if moved is None:
            for text, color in _named(entry, self._language):
                add_run(row, text, color)
        else:
            was, now = moved
            former = "".join(text for text, _ in _named(was, self._language))
            self._tracking.add(row, Change(former, GONE, now.by, now.at))
            self._tracking.add(
                row, Change("".join(text for text, _ in _named(entry, self._language)), NEW, now.by, now.at)
            )
        self._finish(row, self._is_rtl, came)

    def _paragraph(self, paragraph: Paragraph) -> None:
        labels, first = words(self._language), paragraph.first
        came = self._came((paragraph,))
        row = self.document.add_paragraph(style=PASSAGE)
        add_run(row, f"{clock(first.start_ms)}  ", QUIET, 9)
        is_tracked = self._against is not None and not first.original_lang
        for piece, text in zip(paragraph.pieces, paragraph.texts, strict=True):
            with self._bookmark(row, piece):
                if piece.retracted:
                    add_run(row, f"[{labels['retracted']}]", QUIET)
                elif is_tracked:
                    self._changes(row, piece, text[: len(text) - len(text.lstrip())])
                else:
                    add_run(row, text)
        doubts = notes(first, self._language)
        if doubts:
            add_run(row, f"  ({'; '.join(doubts)})", QUIET, 9, italic=True)
        self._finish(row, direction(first.lang) == "rtl", came)
        if paragraph.original and not first.retracted:
            self._original(paragraph, came)

    def _original(self, paragraph: Paragraph, came: Change | None) -> None:
        below, lang = self.document.add_paragraph(style=ORIGINAL), paragraph.first.original_lang
        add_run(below, f"{words(self._language)['original']}, {language_name(lang, self._language)}: ")
        if self._against is None:
            add_run(below, paragraph.original)
        else:
            for place, piece in enumerate(paragraph.pieces):
                self._changes(below, piece, " " if place else "")
        self._finish(below, direction(lang) == "rtl", came)

    def _changes(self, row: Any, piece: Entry, before: str) -> None:
        """The words of a piece with what was done to them; the space before it comes and goes with it."""
        found = self._since(piece)
        if before:
            led = Change(before, NEW, found[0].by, found[0].at) if is_new(found) else Change(before, SAME)
            found = (led, *found)
        for each in found:
            self._tracking.add(row, each)

    def _came(self, parts: Sequence[Paragraph]) -> Change | None:
        """What brought these paragraphs as a whole; None where some of it was there before."""
        if self._against is None:
            return None
        found = [self._since(piece) for each in parts for piece in each.pieces]
        return found[0][0] if found and all(map(is_new, found)) else None

    def _since(self, piece: Entry) -> tuple[Change, ...]:
        """What was done to the words of a piece; comparing takes milliseconds, so it is done once."""
        if self._against is None:
            return ()
        if piece not in self._known:
            self._known[piece] = changes(piece, self._against)
        return self._known[piece]

    def _aside(self, text: str) -> None:
        row = self.document.add_paragraph(style=GAP)
        add_run(row, text, italic=True)
        set_direction(row, self._is_rtl)

    def _loss(self, loss: Loss) -> None:
        row = self.document.add_paragraph(style=GAP)
        add_run(row, f"{clock(loss.start_ms)}  ")
        add_run(row, loss_words(loss, self._language), italic=True)
        set_direction(row, self._is_rtl)

    def _bookmark(self, row: Any, entry: Entry) -> Any:
        self._bookmarks += 1
        return add_bookmark(row, _mark(entry), self._bookmarks)

    def _finish(self, row: Any, is_rtl: bool, came: Change | None) -> None:
        set_direction(row, is_rtl)
        if came is not None:
            self._tracking.came_whole(row, came)


def _named(who: Entry | Wording, language: str) -> list[tuple[str, RGBColor | None]]:
    """Who speaks, and for whom where the name does not say it; with the colour of each."""
    delegation = party(who.delegation, language)
    named: list[tuple[str, RGBColor | None]] = [(who.speaker or delegation, None)]
    if delegation and who.speaker and delegation not in who.speaker:
        named.append((f" · {delegation}", QUIET))
    return named


def _turn_of(parts: Sequence[Paragraph | Loss]) -> list[Paragraph]:
    """The paragraphs of the turn that the first of these begins."""
    ends = [place for place, each in enumerate(parts) if place and (isinstance(each, Loss) or each.is_turn)]
    return [each for each in parts[: ends[0] if ends else None] if isinstance(each, Paragraph)]


def _mark(entry: Entry) -> str:
    """A name that Word takes for a bookmark: letters, figures and low lines, 40 at most; ids differ at their ends."""
    return f"t{clock(entry.start_ms).replace(':', '')}_" + re.sub(r"[^0-9A-Za-z]", "_", entry.id)[-31:]
