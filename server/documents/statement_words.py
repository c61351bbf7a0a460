"""What every form of a statement says around its text: its standing, its parties, who holds what is in brackets."""

from __future__ import annotations

import io
from collections.abc import Iterable

import segno

from server.documents.statement_record import (
    MACHINE,
    MISSING,
    STALE,
    STALE_MACHINE,
    LinkedDocument,
    StatementParagraph,
    StatementRecord,
)
from server.documents.words import day, direction, language_name, listed, party, set_in, words

FIRST_SIGNS = 16
CHAIRS_SUMMARY = "chairs_summary"
_RLM = "\u200f"
_NOTES = {
    MACHINE: ("machine_translation",),
    STALE: ("not_renewed",),
    STALE_MACHINE: ("machine_translation", "not_renewed"),
    MISSING: ("untranslated_here",),
}


def standing(record: StatementRecord) -> str:
    """Its symbol; draft, or adopted and when; under embargo until when."""
    labels = words(record.language)
    told = labels["draft"]
    if record.is_adopted:
        told = labels["adopted"].format(day(record.adopted_at or "", record.language)).strip()
    embargo = labels["under_embargo"].format(day(record.embargo_until or "", record.language))
    return _joined((record.symbol, embargo if record.embargo_until else "", told), record.language)


def head_lines(record: StatementRecord) -> tuple[str, ...]:
    """What stands below the title: whether this version is authentic or a translation and whose, other documents."""
    linked = (_linked(each, record.language) for each in record.links)
    kind = words(record.language)["chairs_summary"] if record.kind == CHAIRS_SUMMARY else ""
    return tuple(filter(None, (kind, _authenticity(record), _translated(record), *linked)))


def tally(record: StatementRecord) -> str:
    """How many parties held what when the text was adopted, and how many heads have signed; "" before the adoption."""
    labels = words(record.language)
    if not record.counts:
        return ""
    held = (f"{labels[f'position_{value}']}: {count}" for value, count in record.counts)
    signed = f"{labels['signatures']}: {len(record.signatures)}/{len(record.parties)}"
    return _joined((*held, signed), record.language)


def positions(record: StatementRecord) -> tuple[tuple[str, str], ...]:
    """What parties held besides: who, what and on what in one line, and their own words, which may be empty."""
    labels, language = words(record.language), record.language
    found = []
    for each in record.positions:
        place = labels["at_paragraph"].format(each.place) if each.place else labels["whole_text"]
        head = _joined((party(each.party, language), labels[f"position_{each.position}"], place), language)
        found.append((head, each.text))
    return tuple(found)


def party_names(record: StatementRecord) -> tuple[str, ...]:
    """The parties by name, in the record's order and language."""
    return tuple(party(each, record.language) for each in record.parties)


def owners(paragraph: StatementParagraph, language: str) -> str:
    """``In square brackets: France, Brazil``; empty where nobody holds anything."""
    names = listed((party(each, language) for each in dict.fromkeys(paragraph.bracket_owners)), language)
    return f"{words(language)['brackets']}: {names}" if names else ""


def note_of(record: StatementRecord, paragraph: StatementParagraph) -> str:
    """How a paragraph of a translation stands. Where a machine made all of it the lines below the title say so."""
    printed = (*record.paragraphs, *record.annex)
    if not paragraph.note or (paragraph.note == MACHINE and all(each.note == MACHINE for each in printed)):
        return ""
    labels = words(record.language)
    return labels["semicolon"].join(labels[each] for each in _NOTES[paragraph.note])


def signature_of(record: StatementRecord, party_code: str) -> str:
    """``signed by Kim Ye-si, 30 November 2026``; "" where nobody has signed for this party."""
    found = next((each for each in record.signatures if each.party == party_code), None)
    if found is None:
        return ""
    person = set_in(found.person, record.language)
    return words(record.language)["party_signed"].format(person, day(found.at, record.language))


def key_of(record: StatementRecord, party_code: str) -> str:
    """The fingerprint of the key that a party's head has signed with, in groups of eight signs; "" without."""
    key = next((each.key for each in record.signatures if each.party == party_code), "")
    return " ".join(key[place : place + 8] for place in range(0, len(key), 8))


def corrections(record: StatementRecord) -> tuple[str, ...]:
    """The corrigenda in one line each."""
    labels, language = words(record.language), record.language
    found = []
    for each in record.corrigenda:
        place = labels["at_paragraph"].format(each.place) if each.place else ""
        unsigned = labels["not_signed_by"].format(listed(each.not_signed, language)) if each.not_signed else ""
        about = labels["semicolon"].join(
            filter(None, (place, set_in(each.why, language), day(each.at, language), unsigned))
        )
        found.append(f"{labels['corrigendum'].format(each.number, each.before, each.after)} ({about})")
    return tuple(found)


def first_signs(record: StatementRecord) -> str:
    """The first signs of the fingerprint, as they stand beside the code that leads to the permanent address."""
    return f"SHA-256 {(record.sha256 or '')[:FIRST_SIGNS]}…"


def qr_svg(address: str) -> str:
    """The code that leads to where the text is verified, as SVG that stands alone."""
    out = io.BytesIO()
    segno.make(f"{address}/verify", error="m").save(out, kind="svg", scale=4, border=0, xmldecl=False)
    return out.getvalue().decode().strip()


def qr_png(address: str) -> bytes:
    """The same as a picture for Word."""
    out = io.BytesIO()
    segno.make(f"{address}/verify", error="m").save(out, kind="png", scale=6, border=0)
    return out.getvalue()


def _authenticity(record: StatementRecord) -> str:
    labels = words(record.language)
    if not record.is_adopted or not (record.authentic or record.translated):
        return ""
    if record.is_authentic:
        return labels["authentic"]
    authentic = listed((language_name(each, record.language) for each in record.authentic), record.language)
    return labels["translation_only"].format(authentic)


def _translated(record: StatementRecord) -> str:
    labels, told = words(record.language), record.translated
    if told is None:
        return ""
    if told.signed_at:
        signer = set_in(told.signed_by, record.language)
        return labels["signed"].format(signer, day(told.signed_at, record.language)) if told.signed_by else ""
    return labels["not_signed_machine" if told.has_machine else "not_signed"]


def _linked(link: LinkedDocument, language: str) -> str:
    """How another document of the same text is named, with where it stands."""
    told = words(language)[link.relation].format(link.number, day(link.adopted_at, language) or "…")
    return _joined((told, link.symbol, link.address), language)


def _joined(parts: Iterable[str], language: str) -> str:
    """Parts with dots between; in a script from right to left in their order, whatever their own direction is."""
    dot = f" {_RLM}·{_RLM} " if direction(language) == "rtl" else " · "
    return dot.join(filter(None, parts))
