"""The blocks of a zero draft that somebody brings as a file or pastes: Word, HTML, Markdown or plain text.

Bounds are kept before anything is unfolded; nothing in a file is ever run. What our own files say around the text of a
statement (standing, parties, sources, who holds what) is taken for what it is. Knows no database.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from server.core.errors import BadDocument, TooLarge
from server.core.text.encodings import of_one_script
from server.core.zero import Block, normal
from server.documents import zero_docx, zero_html, zero_text
from server.documents.handed_in import text_of
from server.documents.words import every_language, party, words
from translation.countries import OFFICIAL, every

# A file of an older Word, or one of any Office program that is locked; the name of its locked part.
_OLE, _ENCRYPTED = b"\xd0\xcf\x11\xe0", "EncryptedPackage".encode("utf-16-le")
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\0", b"MM\0*")
MOST_BYTES = 4 << 20
MOST_TEXT_BYTES = 2 << 20
MOST_CHARACTERS = 400_000
MOST_BLOCKS = 4_000
# What drafts call some countries that is neither a name nor a code of two letters.
_SHORT = {"USA": "US", "U.S.": "US", "ROK": "KR", "PRC": "CN", "UAE": "AE", "KSA": "SA", "RSA": "ZA", "PNG": "PG"}
_HTML = ("<!doctype html", "<html", "<?xml")


@dataclass(frozen=True, slots=True)
class ZeroDraft:
    """``form``: docx, html, markdown or text; ``parties``: the names under a heading "Parties", as written.

    ``encoding``: that of a text whose own nobody says, as a guess; "" where there is no doubt.
    """

    form: str
    blocks: tuple[Block, ...]
    parties: tuple[str, ...] = ()
    encoding: str = ""


def read(data: bytes, name: str) -> ZeroDraft:
    """The blocks of a file. ``name``: its own, for its ending. Blocks.

    Raises TooLarge, BadDocument (unreadable or empty) or UnsafeDocument (programs in it, or a bomb).
    """
    if len(data) > MOST_BYTES:
        raise TooLarge(f"this file is too large: {MOST_BYTES >> 20} MB at most; paste its text")
    ending = name.lower().rpartition(".")[2]
    if data.startswith(b"PK"):
        return _made("docx", zero_docx.blocks(data))
    if data.startswith(_OLE) and _ENCRYPTED in data:
        raise BadDocument("this document is locked with a password: save it without, or paste its text", fault="locked")
    if data.startswith((_OLE, b"%PDF", b"{\\rtf", *_PICTURES)):
        raise BadDocument(
            "this kind of file is not read: save it as .docx, .html, .md or .txt, or paste the text", fault="unknown"
        )
    if len(data) > MOST_TEXT_BYTES:
        raise TooLarge(f"this text is too long: {MOST_TEXT_BYTES >> 20} MB at most")
    if not data.strip():
        raise BadDocument("there is no text in this file", fault="empty")
    encoding = "" if _is_unicode(data) else of_one_script(data)
    return replace(of_text(data.decode(encoding) if encoding else _text(data), ending), encoding=encoding)


def _text(data: bytes) -> str:
    try:
        return text_of(data)
    except BadDocument as error:
        raise BadDocument(error.message, fault="unknown") from error


def _is_unicode(data: bytes) -> bool:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def of_text(text: str, ending: str = "") -> ZeroDraft:
    """The blocks of a text: HTML or Markdown by its ending or its look. Errors as ``read``."""
    if len(text) > MOST_TEXT_BYTES:
        raise TooLarge(f"this text is too long: {MOST_TEXT_BYTES:,} characters at most")
    if ending in ("html", "htm", "xhtml") or text.lstrip()[:20].lower().startswith(_HTML):
        return _made("html", zero_html.blocks(text))
    if ending in ("md", "markdown") or zero_text.is_markdown(text):
        return _made("markdown", zero_text.markdown(text))
    return _made("text", zero_text.plain(text))


def _made(form: str, found: Iterator[Block]) -> ZeroDraft:
    kept, characters = [], 0
    for each in found:
        characters += len(each.text)
        kept.append(each)
        if characters > MOST_CHARACTERS or len(kept) > MOST_BLOCKS:
            raise TooLarge(
                f"too long for a statement: {MOST_CHARACTERS:,} characters and {MOST_BLOCKS:,} paragraphs at most"
            )
    blocks, parties = _without_surroundings(kept)
    if not any(each.text for each in blocks):
        raise BadDocument("there is no text in this file", fault="empty")
    return ZeroDraft(form, tuple(blocks), tuple(parties))


def _without_surroundings(blocks: Sequence[Block]) -> tuple[list[Block], list[str]]:
    """Without what our own files print around a text; the parties that they list."""
    labels = every_language()
    drafts = {each["draft"] for each in labels} | {each["draft"].upper() for each in labels}
    standing = "|".join(re.escape(each["adopted"]).replace(r"\{\}", ".{4,60}") for each in labels)
    headings = {each["parties"]: "parties" for each in labels} | {each["sources"]: "sources" for each in labels}
    prints = {each["fingerprint"] for each in labels}
    kept: list[Block] = []
    parties: list[str] = []
    section = ""
    for each in blocks:
        text = normal(each.text)
        first = text.split("\n")[0].strip()
        if each.level and first in headings:
            section = headings[first]
        elif first in prints or (first in drafts and not each.level) or (not kept and re.fullmatch(standing, first)):
            continue
        elif each.level:
            section = ""
            kept.append(each)
        elif section == "parties":
            parties.append(text)
        elif not section:
            words = each.text if each.joins else text  # the space before what goes on in it is kept
            kept.append(_owned(replace(each, text=words), tuple(one["brackets"] for one in labels)))
    return kept, parties


def _owned(block: Block, labels: Sequence[str]) -> Block:
    """The line that names who holds what is in brackets is no part of the text."""
    before, _, last = block.text.rpartition("\n")
    for label in labels:
        if before and last.startswith(f"{label}: "):
            names = tuple(each.strip() for each in last[len(label) + 2 :].split(","))
            return replace(block, text=before, owners=names)
    return block


def names_of(registered: Mapping[str, str], language: str) -> dict[str, str]:
    """Codes by what delegations may be called in a text: as they are registered, and as any language calls countries.

    What the text's own language calls a country goes before what another one does, and what is registered before both.
    """
    own = {name: code for code, each in every().items() for name in each.names(language)}
    titles = {labels["chair"]: "CHAIR" for labels in every_language()}
    here = {party(code, language): code for code in registered} | {name: code for code, name in registered.items()}
    return {**_everywhere(), **titles, **_SHORT, **own, **here, words(language)["chair"]: "CHAIR"}


@cache
def _everywhere() -> Mapping[str, str]:
    return {name: code for code, each in every().items() for language in OFFICIAL for name in each.names(language)}
