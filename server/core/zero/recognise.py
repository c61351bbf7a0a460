"""Blocks of a document become the paragraphs of a statement: title, preamble, numbered text, annex."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from server.core.statement.statement import Form, Kind
from server.core.zero.blocks import Block, Mark, marked, normal
from server.core.zero.held import Held, held_in
from server.core.zero.openings import Opening, opening

_ANNEX = re.compile(
    r"(?:annex(?:e|es|es)?|appendix|anexos?|apêndice|приложени[ея]|مرفق|المرفق|ملحق|附件|附录|부속서|부록|붙임|anhang|anlage|allegato|付属書|附属書)"
    r"\s*(?:[A-Z0-9IVX一二三四五]{0,3})\s*[.:：]?",
    re.IGNORECASE,
)
_ROMAN = re.compile(r"[IVX]{1,5}[.)]\s+\S")
_STOPS = (".", ",", ";", ":", "،", "؛", "。", "，", "；", "、")
# A title without a style of its own is no longer than this.
_TITLE_CHARACTERS = 200


@dataclass(frozen=True, slots=True)
class Warning:
    """What a person should look at. ``code``: unclosed, unopened, empty, owner (unknown), kind (guessed), numbers, bis.

    ``paragraph``: the place of the paragraph, None for the whole.
    """

    code: str
    text: str
    paragraph: int | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """A paragraph as recognised. ``number``: as it was written in the file; the statement counts its own.

    ``sides``: who holds what is in brackets, where the file names them beside the text.
    """

    kind: Kind
    text: str
    number: str = ""
    held: tuple[Held, ...] = ()
    sides: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Recognised:
    """A zero draft. ``form`` is a guess; the warnings are in the order of the text."""

    title: str
    form: Form
    paragraphs: tuple[Found, ...]
    warnings: tuple[Warning, ...]


def recognise(blocks: Iterable[Block], language: str, names: Mapping[str, str]) -> Recognised:
    """The paragraphs of a document in a language. ``names``: delegations' codes by their names, in any case of letters.

    Words are taken as they are: only marks of lists, and the title of the whole, leave the text of paragraphs.
    """
    standing = [each for each in (_normal(block) for block in blocks) if each.text]
    title, rest = _titled(standing)
    codes = {name.casefold(): code for name, code in names.items()} | {c.casefold(): c for c in names.values()}
    return _Reading(language, codes).read(title, rest)


def _normal(block: Block) -> Block:
    """Without strange characters; a mark that was typed before the words is a mark like that of a list."""
    text = normal(block.text)
    if block.mark is Mark.NONE and not block.level and not block.is_title:
        mark, label, bare = marked(text)
        if mark is not Mark.NONE:
            return replace(block, text=bare, mark=mark, label=label)
    return replace(block, text=text)


def _titled(blocks: Sequence[Block]) -> tuple[str, Sequence[Block]]:
    styled = next((at for at, each in enumerate(blocks) if each.is_title), None)
    if styled is None and blocks and blocks[0].level:
        styled = 0
    if styled is None and len(blocks) > 1 and _is_heading_like(blocks[0]):
        styled = 0
    if styled is None:
        return "", blocks
    return blocks[styled].text.replace("\n", " "), [*blocks[:styled], *blocks[styled + 1 :]]


def _is_heading_like(block: Block) -> bool:
    short = len(block.text) <= _TITLE_CHARACTERS and block.mark is Mark.NONE and "[" not in block.text
    return short and not block.text.endswith(_STOPS) and not block.is_italic


class _Reading:
    """One document being read."""

    def __init__(self, language: str, codes: Mapping[str, str]) -> None:
        self._language, self._codes = language, codes
        self._found: list[Found] = []
        self._openings: set[Opening] = set()
        self._warnings: list[Warning] = []
        self._is_annex = False
        self._depth = 0

    def read(self, title: str, blocks: Sequence[Block]) -> Recognised:
        has_numbers = any(each.mark is Mark.NUMBER for each in blocks)
        for each in blocks:
            self._take(each, has_numbers)
        self._found = [self._structured(at, each) for at, each in enumerate(self._found)]
        self._check_numbers()
        is_resolution = bool({Opening.PARTICIPLE, Opening.VERB} & self._openings) and Opening.WE not in self._openings
        form = Form.RESOLUTION if is_resolution else Form.COMMUNIQUE
        order = sorted(self._warnings, key=lambda each: -1 if each.paragraph is None else each.paragraph)
        return Recognised(title, form, tuple(self._found), tuple(order))

    def _take(self, block: Block, has_numbers: bool) -> None:
        if _ANNEX.fullmatch(block.text) and block.mark is Mark.NONE:
            self._is_annex = True
            return
        if block.level or (block.mark is Mark.NONE and _ROMAN.match(block.text) and _is_heading_like(block)):
            self._is_annex = self._is_annex or bool(_ANNEX.match(block.text))
            self._add(Kind.TITLE, block)
        elif block.mark in (Mark.LETTER, Mark.BULLET) and self._found and self._found[-1].kind is not Kind.TITLE:
            self._go_on(block)
        else:
            self._add(self._kind(block, has_numbers), block)

    def _kind(self, block: Block, has_numbers: bool) -> Kind:
        if self._is_annex:
            return Kind.ANNEX
        opened = opening(block.text, self._language)
        self._openings.add(opened)
        if block.mark is Mark.NUMBER:
            return Kind.OPERATIVE
        has_begun = any(each.kind is Kind.OPERATIVE for each in self._found)
        ends_with_comma = block.text.rstrip(" ]”\"'»").endswith((",", "،", "，", "、"))
        if opened is Opening.PARTICIPLE or (block.is_italic and opened is Opening.NONE and not has_begun):
            return Kind.PREAMBULAR
        if opened in (Opening.VERB, Opening.WE) and not (has_numbers and not has_begun):
            return Kind.OPERATIVE
        if has_numbers and not has_begun:
            return Kind.PREAMBULAR
        if ends_with_comma and not has_begun:
            return Kind.PREAMBULAR
        self._warn("kind", block.text[:80], len(self._found))
        return Kind.OPERATIVE

    def _add(self, kind: Kind, block: Block) -> None:
        number = block.label if block.mark is Mark.NUMBER else ""
        text = block.text if block.mark in (Mark.NONE, Mark.NUMBER) else f"{block.label} {block.text}".strip()
        self._found.append(Found(kind, text, number, sides=block.owners))

    def _go_on(self, block: Block) -> None:
        """A letter or a bullet belongs to the paragraph that it stands under."""
        last = self._found[-1]
        line = f"{block.label} {block.text}".strip()
        sides = tuple(dict.fromkeys((*last.sides, *block.owners)))
        self._found[-1] = replace(last, text=f"{last.text}\n{line}", sides=sides)

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
            for owner in each.owners:
                if owner not in self._codes.values():
                    self._warn("owner", owner, at)
        return replace(found, held=held)

    def _check_numbers(self) -> None:
        """Numbers of the file that the statement will count otherwise."""
        count = 0
        for at, each in enumerate(self._found):
            if each.kind is not Kind.OPERATIVE:
                continue
            count += 1
            digits = re.match(r"\d+", each.number)
            if re.search("bis|ter|quater", each.number):
                self._warn("bis", each.number, at)
            elif digits and int(digits.group()) != count:
                self._warn("numbers", f"{each.number} → {count}", at)

    def _warn(self, code: str, text: str, paragraph: int | None = None) -> None:
        self._warnings.append(Warning(code, text, paragraph))


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
