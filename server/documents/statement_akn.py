"""A statement as Akoma Ntoso 3.0 (OASIS LegalDocML 1.0): a ``statement`` with preamble, numbered paragraphs and annex.

Names of documents and parts follow the OASIS naming convention; the country is ``xx``: a table of states has none.
"""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import quote

from lxml import etree

from server.documents.minutes_akn import AKN, COUNTRY, NO_DAY, US, XML_LANG, three_letters
from server.documents.records import cleaned
from server.documents.statement_record import StatementParagraph, StatementRecord, held_parts
from server.documents.statement_words import (
    corrections,
    head_lines,
    key_of,
    note_of,
    owners,
    party_names,
    positions,
    signature_of,
    tally,
)
from server.documents.words import words


def statement_akn(record: StatementRecord) -> bytes:
    """The document, UTF-8."""
    return _Writer(cleaned(record)).made()


class _Writer:
    def __init__(self, record: StatementRecord) -> None:
        self._record = record
        day = (record.adopted_at or "")[:10]
        self._day = day if re.fullmatch(r"\d{4}-\d\d-\d\d", day) else NO_DAY
        self._work = f"/akn/{COUNTRY}/statement/{self._day}/{quote(record.id or 'statement', safe='')}"
        self._three = three_letters(record.language)
        self._root = etree.Element(f"{{{AKN}}}akomaNtoso", nsmap={None: AKN})

    def made(self) -> bytes:
        record = self._record
        statement = _add(self._root, "statement", name="statement", contains="singleVersion")
        meta = _add(statement, "meta")
        self._identify(_add(meta, "identification", source=f"#{US}"))
        self._refer(_add(meta, "references", source=f"#{US}"))
        preface = _add(statement, "preface", eId="preface")
        title = _add(_add(preface, "p", eId="preface__p_1"), "docTitle", eId="preface__p_1__doctitle_1")
        title.text = record.title or "—"
        for place, line in enumerate(head_lines(record), 2):
            self._line(preface, f"preface__p_{place}", line)
        preamble = [each for each in record.paragraphs if each.kind == "preambular"]
        body = [each for each in record.paragraphs if each.kind != "preambular"]
        if preamble:
            part = _add(statement, "preamble", eId="preamble")
            for place, each in enumerate(preamble, 1):
                self._wording(part, f"preamble__p_{place}", each)
        self._body(_add(statement, "mainBody", eId="body"), body)
        self._conclude(statement)
        return bytes(etree.tostring(self._root, xml_declaration=True, encoding="UTF-8"))

    def _identify(self, meta: Any) -> None:
        expression = f"{self._work}/{self._three}@{self._day}"
        work = self._frbr(meta, "FRBRWork", self._work)
        _add(work, "FRBRcountry", value=COUNTRY)
        told = self._frbr(meta, "FRBRExpression", expression)
        if self._record.is_authentic:
            _add(told, "FRBRauthoritative", value="true")
        _add(told, "FRBRlanguage", language=self._three)
        for each in self._record.authentic if self._record.translated else ():
            three = three_letters(each)
            _add(told, "FRBRtranslation", href=f"{self._work}/{three}@{self._day}", fromLanguage=three, by=f"#{US}")
        self._frbr(meta, "FRBRManifestation", f"{expression}.akn")

    def _frbr(self, meta: Any, tag: str, address: str) -> Any:
        element = _add(meta, tag)
        _add(element, "FRBRthis", value=f"{address}/!main" if tag != "FRBRManifestation" else address)
        _add(element, "FRBRuri", value=address)
        if tag == "FRBRWork":
            _add(element, "FRBRalias", value=self._record.title or "—", name="title")
            if self._record.symbol:
                _add(element, "FRBRalias", value=self._record.symbol, name="symbol")
            if self._record.address:
                _add(element, "FRBRalias", value=self._record.address, name="permanent")
            if self._record.sha256:
                _add(element, "FRBRalias", value=self._record.sha256, name="sha256")
        _add(element, "FRBRdate", date=self._day, name="adoption" if self._record.is_adopted else "draft")
        _add(element, "FRBRauthor", href=f"#{US}")
        return element

    def _refer(self, references: Any) -> None:
        _refer(references, US, "Roundtable")
        for place, name in enumerate(party_names(self._record), 1):
            _refer(references, f"party-{place}", name)

    def _body(self, body: Any, paragraphs: list[StatementParagraph]) -> None:
        for place, each in enumerate(paragraphs, 1):
            part = _add(body, "paragraph", eId=f"body__para_{place}")
            if each.number:
                _add(part, "num", eId=f"body__para_{place}__num_1").text = f"{each.number}."
            content = _add(part, "content", eId=f"body__para_{place}__content_1")
            self._wording(content, f"body__para_{place}__content_1__p_1", each)
        if not paragraphs:
            part = _add(body, "paragraph", eId="body__para_1")
            _add(
                _add(part, "content", eId="body__para_1__content_1"), "p", eId="body__para_1__content_1__p_1"
            ).text = "—"

    def _wording(self, parent: Any, identity: str, each: StatementParagraph) -> None:
        row = self._line(parent, identity, "".join(text for text, _ in held_parts(each)), each.lang)
        held, note = owners(each, self._record.language), note_of(self._record, each)
        for told in filter(None, (held, note)):
            remark = _add(row, "remark", status="editorial")
            remark.set(XML_LANG, self._record.language)
            remark.text = f" ({told})"

    def _conclude(self, statement: Any) -> None:
        record, labels = self._record, words(self._record.language)
        end = _add(statement, "conclusions", eId="conclusions")
        lines = [record.clause] if record.clause else []
        lines += [f"{labels['parties_count'].format(len(record.parties))}"] if record.parties else []
        for name, code in zip(party_names(record), record.parties, strict=True):
            signed, key = signature_of(record, code), key_of(record, code)
            lines.append(" — ".join(filter(None, (name, signed, f"Ed25519 {key}" if key else ""))))
        lines += [tally(record)] if record.counts else []
        lines += [f"{labels['annex']}: {each.text}" for each in record.annex]
        lines += [" — ".join(filter(None, each)) for each in positions(record)]
        lines += corrections(record)
        for place, line in enumerate(lines or ["—"], 1):
            self._line(end, f"conclusions__p_{place}", line)

    def _line(self, parent: Any, identity: str, text: str, language: str = "") -> Any:
        row = _add(parent, "p", eId=identity)
        row.set(XML_LANG, language or self._record.language)
        row.text = text
        return row


def _refer(references: Any, identity: str, shown: str) -> None:
    name = quote(re.sub(r"\W+", ".", shown).strip(".") or identity, safe="")
    _add(
        references, "TLCOrganization", eId=identity, href=f"/akn/ontology/organization/{COUNTRY}/{name}",
        showAs=shown or "—",
    )  # fmt: skip


def _add(parent: Any, tag: str, /, **attributes: str) -> Any:
    return etree.SubElement(parent, f"{{{AKN}}}{tag}", attributes)
