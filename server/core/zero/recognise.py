"""Blocks of a document become the paragraphs of a statement: title, preamble, numbered text, annex."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace

from server.core.statement.statement import Form, Kind
from server.core.zero.blocks import Block, Mark, counted, normal, parted, suffix
from server.core.zero.head import HEADING_CHARACTERS, headed, is_heading_like
from server.core.zero.held import Held, held_in
from server.core.zero.numbered import is_counted, is_round, with_loose, with_sections
from server.core.zero.openings import Opening, opening
from server.core.zero.owners import codes_of
from server.core.zero.recognised import Found, Notice, Recognised
from server.core.zero.tracked import Tracked, settled

_ANNEX = re.compile(
    r"(?:annex(?:e|es|es)?|appendix|anexos?|apêndice|приложени[ея]|مرفق|المرفق|ملحق|附件|附录|부속서|부록|붙임|anhang|anlage|allegato|付属書|附属書)"
    r"\s*(?:[A-Z0-9IVX一二三四五]{0,3})\s*[.:：]?",
    re.IGNORECASE,
)
_ROMAN = re.compile(r"[IVX]{1,5}[.)]\s+\S")
_COMMAS = (",", "،", "，", "、")
# The mark after the last word is the numbering's, also where a bracket closes behind it.
_LAST_MARK = re.compile(r"\s*[,;.،؛，；。]+(?=\]+(?:\s*\([^()\[\]]*\))?[\s,;.،؛，；。]*$)")
# More guesses than these are told as one.
_GUESSES = 3


def recognise(
    blocks: Iterable[Block],
    language: str,
    names: Mapping[str, str],
    here: Collection[str] | None = None,
    tracked: Tracked = Tracked.ACCEPTED,
) -> Recognised:
    """The paragraphs of a document in a language. ``names``: codes by what may be called so, in any case of letters.

    ``here``: the codes of those who sit at the table (None: all that are named). Words are taken as they are: only
    marks of lists, the title of the whole and the marks of a draft above it leave the text of paragraphs.
    ``tracked``: what becomes of the changes that reviewers left in it.
    """
    codes = codes_of(names)
    standing = [
        each for each in (_normal(block) for block in settled(blocks, tracked, codes)) if re.search(r"\w|\[", each.text)
    ]
    title, left, rest = headed(with_loose(standing))
    reading = _Reading(language, codes, frozenset(codes.values()) if here is None else frozenset(here))
    return reading.read(title, left, rest)


def _normal(block: Block) -> Block:
    """Without strange characters; a mark that was typed before the words is a mark like that of a list."""
    text = normal(block.text)
    if block.mark is Mark.NONE and not (block.level or block.is_title or block.is_table or block.is_note):
        mark, label, sign, bare = parted(text)
        if mark is not Mark.NONE:
            return replace(block, text=bare, mark=mark, label=label, sign=sign)
    return replace(block, text=text)


class _Reading:
    """One document being read."""

    def __init__(self, language: str, codes: Mapping[str, str], here: Collection[str]) -> None:
        self._language, self._codes, self._here = language, codes, here
        self._found: list[Found] = []
        self._openings: set[Opening] = set()
        self._warnings: list[Notice] = []
        self._notes: list[str] = []
        self._is_annex = False
        self._listed = ""  # the sign of a list that the paragraph before began with itself
        self._sign = ""
        self._has_numbers = False
        self._depth = 0

    def read(self, title: str, left: Sequence[str], blocks: Sequence[Block]) -> Recognised:
        blocks = with_sections(blocks)
        self._has_numbers = any(each.mark is Mark.NUMBER for each in blocks)
        if not self._has_numbers and is_counted(blocks):
            blocks = [replace(each, mark=Mark.NUMBER) if is_round(each) else each for each in blocks]
            self._has_numbers = True
        for text in left:
            self._warn("left", text)
        for each in blocks:
            self._take(each)
        for text in self._notes:
            self._warn("note", text[:80], len(self._found))
            self._found.append(Found(Kind.ANNEX, text))
        self._found = [self._structured(at, each) for at, each in enumerate(self._found)]
        self._check_numbers()
        self._say_once()
        is_resolution = bool({Opening.PARTICIPLE, Opening.VERB} & self._openings) and Opening.WE not in self._openings
        form = Form.RESOLUTION if is_resolution else Form.COMMUNIQUE
        order = sorted(self._warnings, key=lambda each: -1 if each.paragraph is None else each.paragraph)
        return Recognised(title, form, tuple(self._found), tuple(order))

    def _take(self, block: Block) -> None:
        if block.is_note:
            self._notes.append(f"{block.label} {block.text}".strip())
        elif _ANNEX.fullmatch(block.text) and block.mark is Mark.NONE:
            self._is_annex = True
        elif block.level or self._is_heading(block):
            self._is_annex = self._is_annex or bool(_ANNEX.match(block.text))
            self._add(Kind.TITLE, block)
        elif self._goes_on(block):
            self._go_on(block)
        else:
            self._add(self._kind(block), block)

    def _is_heading(self, block: Block) -> bool:
        if block.mark is not Mark.NONE or not is_heading_like(block):
            return False
        if _ROMAN.match(block.text):
            return True
        is_worded = opening(block.text, self._language) is not Opening.NONE
        return len(block.text) <= HEADING_CHARACTERS and not is_worded and not self._is_annex and "\n" not in block.text

    def _goes_on(self, block: Block) -> bool:
        """Whether it belongs to the paragraph above it: a letter, a bullet, a number within that one's."""
        if not self._found or self._found[-1].kind is Kind.TITLE:
            return False
        last = self._found[-1]
        if block.is_table:
            return True
        if block.mark is Mark.NUMBER:
            return self._is_within(block, last)
        if block.mark not in (Mark.LETTER, Mark.BULLET):
            return False
        if block.mark is Mark.BULLET and self._listed == block.label:
            return False
        if last.text.rstrip(" ]").endswith((":", "：")) or "\n" in last.text:
            return True
        is_recital = last.kind is Kind.PREAMBULAR and opening(block.text, self._language) is Opening.PARTICIPLE
        return not self._listed and not is_recital and not (is_round(block) and self._is_before)

    def _is_within(self, block: Block, last: Found) -> bool:
        """ "3.1" goes on in paragraph 3; "1)" does in a paragraph that numbers like "1." count."""
        head, _, rest = block.label.rpartition(".")
        if rest and head:
            return last.number == head or f"\n{head}." in last.text or last.text.startswith(f"{head}.")
        if not block.sign or suffix(block.label):
            return False
        if self._sign in ("", block.sign):
            return False
        line = parted(last.text.rpartition("\n")[2])[1] if "\n" in last.text else ""
        goes_on = bool(line) and counted(block.label) == (counted(line) or 0) + 1
        return last.kind is Kind.OPERATIVE and (counted(block.label) == 1 or goes_on)

    @property
    def _is_before(self) -> bool:
        """Whether the numbers are still to come."""
        return self._has_numbers and not any(each.kind is Kind.OPERATIVE for each in self._found)

    def _kind(self, block: Block) -> Kind:
        if self._is_annex:
            return Kind.ANNEX
        opened = opening(block.text, self._language)
        self._openings.add(opened)
        if block.mark is Mark.NUMBER:
            return Kind.OPERATIVE
        if block.mark is Mark.PREAMBLE:
            return Kind.PREAMBULAR
        has_begun = any(each.kind is Kind.OPERATIVE for each in self._found)
        ends_with_comma = block.text.rstrip(" ]”\"'»").endswith(_COMMAS)
        if opened is Opening.PARTICIPLE or (block.is_italic and opened is Opening.NONE and not has_begun):
            return Kind.PREAMBULAR
        if opened in (Opening.VERB, Opening.WE) and not (self._has_numbers and not has_begun):
            return Kind.OPERATIVE
        if self._has_numbers and not has_begun:
            return Kind.PREAMBULAR
        if ends_with_comma and not has_begun:
            return Kind.PREAMBULAR
        self._warn("kind", block.text[:80], len(self._found))
        return Kind.OPERATIVE

    def _add(self, kind: Kind, block: Block) -> None:
        is_numbered = block.mark in (Mark.NUMBER, Mark.PREAMBLE)
        is_loose = block.mark is Mark.BULLET or (is_round(block) and kind is Kind.PREAMBULAR)
        keeps = not is_numbered and block.mark is not Mark.NONE and not is_loose
        text = f"{block.label} {block.text}".strip() if keeps else block.text
        number = block.label if block.mark is Mark.NUMBER else ""
        self._sign = self._sign or (block.sign or "." * number.count(".") if number else "")
        named = suffix(number) if kind is Kind.OPERATIVE else ""
        self._listed = block.label if block.mark in (Mark.LETTER, Mark.BULLET) else ""
        if kind is not Kind.TITLE:
            text = _LAST_MARK.sub("", text)
        self._found.append(Found(kind, text, number, sides=block.owners, suffix=named, changes=block.changes))

    def _go_on(self, block: Block) -> None:
        """A letter or a bullet belongs to the paragraph that it stands under."""
        last = self._found[-1]
        label = f"{block.label}{block.sign}" if block.mark is Mark.NUMBER else block.label
        sides = tuple(dict.fromkeys((*last.sides, *block.owners)))
        line = f"{label} {block.text}".strip()
        self._found[-1] = replace(
            last, text=f"{last.text}\n{line}", sides=sides, changes=(*last.changes, *block.changes)
        )

    def _structured(self, at: int, found: Found) -> Found:
        """With its brackets; one that closes in a later paragraph holds all that stands between."""
        is_within = self._depth > 0
        held, faults = held_in(found.text, self._codes)
        opened = sum(code == "unclosed" for code, _ in faults)
        closed = sum(code == "unopened" for code, _ in faults)
        for code, place in faults:
            if code != "unopened" or closed > self._depth:
                self._warn(code, found.text[max(0, place - 30) : place + 40], at)
        if is_within and not closed:
            held = (Held(0, len(found.text), after=len(found.text), is_bare=True), *_inside(held))
        self._depth = max(0, self._depth - closed) + opened
        for each in held:
            for owner in (*each.owners, *(one for wording in each.alternatives for one in wording.owners)):
                if owner not in self._here:
                    self._warn("owner", owner, at)
            if each.is_guessed and each.beside is not None:
                self._warn("choice", found.text[held[each.beside].start : each.end], at)
        return replace(found, held=held)

    def _say_once(self) -> None:
        """Of a text without numbers every paragraph is a guess: that is told once."""
        guesses = [each for each in self._warnings if each.code == "kind"]
        if self._has_numbers or len(guesses) <= _GUESSES:
            return
        first = guesses[0]
        self._warnings = [each for each in self._warnings if each.code != "kind" or each is first]
        self._warnings[self._warnings.index(first)] = replace(
            first, text=f"{first.text} … (+{len(guesses) - 1})", paragraph=None
        )

    def _check_numbers(self) -> None:
        """Numbers of the file that the statement will count otherwise."""
        count = 0
        for at, each in enumerate(self._found):
            if each.kind is not Kind.OPERATIVE:
                continue
            count += not (each.suffix and count)
            written = counted(each.number) if each.number else None
            if written is not None and (written != count or "." in each.number):
                self._warn("numbers", f"{each.number} → {count} {each.suffix}".strip(), at)

    def _warn(self, code: str, text: str, paragraph: int | None = None) -> None:
        made = Notice(code, text, paragraph)
        if made not in self._warnings:
            self._warnings.append(made)


def _inside(held: Sequence[Held]) -> list[Held]:
    """The same brackets one place further in the list, within the first one."""
    return [
        replace(
            each,
            within=0 if each.within is None else each.within + 1,
            beside=None if each.beside is None else each.beside + 1,
        )
        for each in held
    ]
