"""Minutes as Akoma Ntoso 3.0 (OASIS LegalDocML 1.0): a ``debate`` of speeches, each by a person for an organisation.

Names of documents and parts follow the OASIS naming convention; the country is ``xx``, since a roundtable has none.
"""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

from lxml import etree

from server.documents.records import Entry, Loss, MinutesRecord, cleaned
from server.documents.standing import corrections
from server.documents.turns import Paragraph, loss_words, notes, paragraphs
from server.documents.words import party, words

AKN = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
COUNTRY, US = "xx", "roundtable"
NO_DAY = "1970-01-01"  # a date is demanded of every document; this one says that it is not known
THREE_LETTERS = {
    "ar": "ara", "de": "deu", "en": "eng", "es": "spa", "fr": "fra", "it": "ita", "ja": "jpn", "ko": "kor",
    "nl": "nld", "pl": "pol", "pt": "por", "ru": "rus", "tr": "tur", "uk": "ukr", "vi": "vie", "zh": "zho",
}  # fmt: skip


def minutes_akn(record: MinutesRecord, session: str = "") -> bytes:
    """The document, UTF-8. ``session`` is its name in the addresses of the document."""
    return _Writer(cleaned(record), session or "minutes").made()


@dataclass(slots=True)
class _Names:
    """The eIds of people and organisations, in the order in which they first spoke."""

    known: dict[tuple[str, str], str] = field(default_factory=dict)

    def of(self, kind: str, name: str) -> str:
        return self.known.setdefault((kind, name), f"{kind}-{sum(each[0] == kind for each in self.known) + 1}")


class _Writer:
    def __init__(self, record: MinutesRecord, session: str) -> None:
        self._record, self._names = record, _Names()
        self._opened = _moment(record.date)
        self._day = f"{self._opened:%Y-%m-%d}" if self._opened else record.date[:10] or NO_DAY
        if not re.fullmatch(r"\d{4}-\d\d-\d\d", self._day):
            self._day = NO_DAY
        self._work = f"/akn/{COUNTRY}/debate/{self._day}/{quote(session, safe='')}"
        self._root = etree.Element(f"{{{AKN}}}akomaNtoso", nsmap={None: AKN})
        self._speeches = self._narratives = 0

    def made(self) -> bytes:
        debate = _add(self._root, "debate", name="minutes", contains="singleVersion")
        meta, body = _add(debate, "meta"), _add(debate, "debateBody")
        self._body(_add(body, "debateSection", name="minutes", eId="dbsect_1"))
        self._identify(_add(meta, "identification", source=f"#{US}"))
        self._refer(_add(meta, "references", source=f"#{US}"))
        return bytes(etree.tostring(self._root, xml_declaration=True, encoding="UTF-8"))

    def _identify(self, meta: Any) -> None:
        language = three_letters(self._record.language) if len(self._record.languages) == 1 else "mul"
        expression = f"{self._work}/{language}@{self._day}"
        work = self._frbr(meta, "FRBRWork", self._work, "meeting")
        _add(work, "FRBRcountry", value=COUNTRY)
        told = self._frbr(meta, "FRBRExpression", expression, "meeting")
        if self._record.standing.is_approved:
            _add(told, "FRBRauthoritative", value="true")
        for each in dict.fromkeys(three_letters(code) for code in self._record.languages or ("en",)):
            _add(told, "FRBRlanguage", language=each)
        for source in dict.fromkeys(each.original_lang for each in self._record.entries if each.original_lang):
            _add(told, "FRBRtranslation", href=f"{self._work}/{three_letters(source)}@{self._day}",
                 fromLanguage=three_letters(source), by=f"#{US}")  # fmt: skip
        self._frbr(meta, "FRBRManifestation", f"{expression}.akn", "meeting")

    def _frbr(self, meta: Any, tag: str, address: str, date: str) -> Any:
        element = _add(meta, tag)
        _add(element, "FRBRthis", value=f"{address}/!main" if tag != "FRBRManifestation" else address)
        _add(element, "FRBRuri", value=address)
        if tag == "FRBRWork":
            _add(element, "FRBRalias", value=self._record.title, name="title")
        _add(element, "FRBRdate", date=self._day, name=date)
        approved = self._record.standing.approved_at[:10]
        if approved and tag == "FRBRExpression":
            _add(element, "FRBRdate", date=approved, name="approval")
        _add(element, "FRBRauthor", href=f"#{US}")
        return element

    def _refer(self, references: Any) -> None:
        _refer(references, "TLCOrganization", US, "organization", "Roundtable")
        for (kind, name), identity in self._names.known.items():
            tag, what = ("TLCPerson", "person") if kind == "speaker" else ("TLCOrganization", "organization")
            shown = party(name, self._record.language) if kind == "party" else name
            _refer(references, tag, identity, what, shown)

    def _body(self, section: Any) -> None:
        _add(section, "heading").text = self._record.title or "—"
        language, speech, last = self._record.language, None, None
        for each in paragraphs(self._record):
            if isinstance(each, Loss):
                self._narrate(section, loss_words(each, language), language)
                speech = None
                continue
            if each.first.retracted:
                told = (f"[{words(language)['retracted']}]", *corrections(self._record, each.first.id))
                self._narrate(section, " ".join(told), language)
                speech = None
                continue
            if speech is None or each.is_turn:
                speech, last = self._speech(section, each.first), each
            self._say(speech, each)
            for piece in each.pieces:
                self._correct(speech, piece)
            self._time(speech, last.first if last else each.first, each.pieces[-1])
        if len(section) == 1:
            _add(section, "narrative", eId="dbsect_1__narrative_1").text = "—"

    def _narrate(self, section: Any, text: str, language: str) -> None:
        self._narratives += 1
        row = _add(section, "narrative", eId=f"dbsect_1__narrative_{self._narratives}")
        row.set(XML_LANG, language)
        row.text = text

    def _speech(self, section: Any, entry: Entry) -> Any:
        self._speeches += 1
        delegation = self._names.of("party", entry.delegation) if entry.delegation else ""
        who = entry.speaker or party(entry.delegation, self._record.language)
        by = self._names.of("speaker", entry.speaker) if entry.speaker else delegation or US
        speech = _add(section, "speech", by=f"#{by}", eId=f"dbsect_1__speech_{self._speeches}")
        if delegation and delegation != by:
            speech.set("refersTo", f"#{delegation}")
        if who:
            _add(speech, "from").text = who
        return speech

    def _say(self, speech: Any, paragraph: Paragraph) -> None:
        first = paragraph.first
        row = self._paragraph(speech, first.lang)
        for piece, text in zip(paragraph.pieces, paragraph.texts, strict=True):
            span = _add(row, "span", **{"class": "segment", "title": piece.id})
            span.text = text
        doubts = notes(first, self._record.language)
        if doubts:
            self._remark(row, f" ({'; '.join(doubts)})")
        if paragraph.original:
            below = self._paragraph(speech, first.original_lang)
            below.set("class", "original")
            below.text = paragraph.original

    def _correct(self, speech: Any, piece: Entry) -> None:
        """What was put right of a passage after its approval, beside it."""
        for told in corrections(self._record, piece.id):
            row = self._paragraph(speech, self._record.language)
            row.set("class", "corrigendum")
            row.text = told

    def _paragraph(self, speech: Any, language: str) -> Any:
        number = sum(1 for each in speech if each.tag == f"{{{AKN}}}p") + 1
        row = _add(speech, "p", eId=f"{speech.get('eId')}__p_{number}")
        row.set(XML_LANG, language)
        return row

    def _remark(self, row: Any, text: str) -> None:
        remark = _add(row, "remark", type="translation")
        remark.set(XML_LANG, self._record.language)
        remark.text = text

    def _time(self, speech: Any, first: Entry, last: Entry) -> None:
        if self._opened is None:
            return
        for name, ms in (("startTime", first.start_ms), ("endTime", last.end_ms)):
            moment = self._opened + datetime.timedelta(milliseconds=ms)
            speech.set(name, f"{moment:%Y-%m-%dT%H:%M:%S}.{moment.microsecond // 1000:03}Z")


def _refer(references: Any, tag: str, identity: str, what: str, shown: str) -> None:
    name = quote(re.sub(r"\W+", ".", shown).strip(".") or identity, safe="")
    _add(references, tag, eId=identity, href=f"/akn/ontology/{what}/{COUNTRY}/{name}", showAs=shown or "—")


def _moment(date: str) -> datetime.datetime | None:
    """An instant of a record's date, in UTC; None for a day or nothing."""
    try:
        moment = datetime.datetime.fromisoformat(date)
    except ValueError:
        return None
    return moment.astimezone(datetime.UTC) if moment.tzinfo else None


def three_letters(language: str) -> str:
    """ISO 639-2, which Akoma Ntoso demands."""
    return THREE_LETTERS.get(language.split("-")[0].lower(), "und")


def _add(parent: Any, tag: str, /, **attributes: str) -> Any:
    return etree.SubElement(parent, f"{{{AKN}}}{tag}", attributes)
