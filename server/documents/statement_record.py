"""A shared statement as its files print it: frozen records. Knows no format, no database and no protocol.

Languages are BCP 47 codes, instants are ISO 8601 in UTC ("" where there are none).
"""

from __future__ import annotations

from dataclasses import dataclass

MACHINE, STALE, STALE_MACHINE, MISSING = "machine", "stale", "stale_machine", "missing"


@dataclass(frozen=True, slots=True)
class StatementParagraph:
    """A paragraph. ``kind``: preambular, operative, title or annex; ``number`` is empty where none is due.

    ``bracket_owners`` (codes or names) hold what stands between square brackets in ``text``, all of it without any.
    ``citations`` name the places in the minutes that the paragraph rests on. ``lang``: of the text, where it is not
    that of the document. ``note``, of a translation: machine (no person looked at it), stale (its source was reworded
    since), stale_machine, missing (the text is its source), or "".
    """

    number: str
    kind: str
    text: str
    bracket_owners: tuple[str, ...] = ()
    citations: tuple[str, ...] = ()
    lang: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class PartySignature:
    """The head of a party's delegation has signed; ``party`` is its code, ``key`` the SHA-256 of the public key."""

    party: str
    person: str
    at: str
    key: str


@dataclass(frozen=True, slots=True)
class PartyWord:
    """What a party held when the text was adopted, beside its yes. ``position``: one of the nine; ``place``: what the
    paragraph is called, "" for the whole; ``text`` as it was written, it may be empty."""

    party: str
    position: str
    place: str
    text: str


@dataclass(frozen=True, slots=True)
class StatementCorrigendum:
    """How words of a statement are to be read. ``place``: what the paragraph is called, "" for the title.

    ``not_signed``: the parties, as they are called, whose heads have not signed it yet.
    """

    number: int
    place: str
    before: str
    after: str
    why: str
    at: str
    sha256: str
    not_signed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LinkedDocument:
    """Another document of the same text. ``relation``: revises or revised_by; ``number``: the n of Rev.n."""

    relation: str
    number: int
    adopted_at: str
    symbol: str
    address: str


@dataclass(frozen=True, slots=True)
class Translated:
    """The document is a translation: whether a machine's words stand in it, and who signed it as right ("": nobody)."""

    has_machine: bool
    signed_by: str = ""
    signed_at: str = ""


@dataclass(frozen=True, slots=True)
class StatementRecord:
    """A shared statement. ``parties`` are ISO 3166 codes, acronyms or names, in the order of the list.

    ``status``: draft, negotiation, converted, adopted, approved or published; ``direction``: ltr or rtl. ``symbol``:
    the document's own (RT/2026/L.4/Rev.2). ``address``: of the public page, "" before the adoption; ``authentic``:
    codes of the authentic languages where it has several, ``prevails`` one of them or ""; ``clause`` says so in words;
    ``embargo_until``: while one runs. ``kind``: statement or chairs_summary. ``counts``: of the parties' positions on
    the whole at its adoption; ``positions``: what some held besides. ``translated``: None for an authentic or working
    text.
    """

    title: str
    subtitle: str
    language: str
    parties: tuple[str, ...]
    status: str
    sha256: str | None
    adopted_at: str | None
    paragraphs: tuple[StatementParagraph, ...]
    annex: tuple[StatementParagraph, ...] = ()
    direction: str = "ltr"
    id: str = ""
    symbol: str = ""
    address: str = ""
    clause: str = ""
    authentic: tuple[str, ...] = ()
    prevails: str = ""
    translated: Translated | None = None
    embargo_until: str | None = None
    kind: str = "statement"
    counts: tuple[tuple[str, int], ...] = ()
    positions: tuple[PartyWord, ...] = ()
    signatures: tuple[PartySignature, ...] = ()
    corrigenda: tuple[StatementCorrigendum, ...] = ()
    links: tuple[LinkedDocument, ...] = ()

    @property
    def is_adopted(self) -> bool:
        """Whether the text is frozen under its hash."""
        return self.sha256 is not None and self.status in ("adopted", "approved", "published")

    @property
    def is_authentic(self) -> bool:
        """Whether this document's words are those that bind; a draft's never are."""
        return self.is_adopted and (not self.authentic or self.language in self.authentic)


def held_parts(paragraph: StatementParagraph) -> tuple[tuple[str, bool], ...]:
    """The text in pieces ``(text, is_held)``, brackets included. Whole when the owners hold a text without brackets."""
    text = paragraph.text
    if not paragraph.bracket_owners:
        return ((text, False),)
    if "[" not in text:
        return ((f"[{text}]", True),)
    parts, start, depth = [], 0, 0
    for place, sign in enumerate(text):
        if sign == "[":
            if depth == 0 and place > start:
                parts.append((text[start:place], False))
            start = place if depth == 0 else start
            depth += 1
        elif sign == "]" and depth:
            depth -= 1
            if depth == 0:
                parts.append((text[start : place + 1], True))
                start = place + 1
    return (*parts, (text[start:], depth > 0)) if start < len(text) else tuple(parts)
