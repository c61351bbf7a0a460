"""What the meeting was at when something was said: the items that the chair announced, in the chair's words."""

# ruff: noqa: E501 (tables of patterns)

from __future__ import annotations

import re
from collections.abc import Sequence

from server.core.drafting.evidence import CHAIR, Evidence
from server.core.drafting.remarks import Remark

_TO = {
    "en": r"\b(?:turn|move|come|go|proceed|pass)s? (?:now )?to (?:the )?(?:\w+ )?(?:agenda )?item(?: \d+)?(?: (?:of|on) (?:our|the) agenda)?[,:]? (?P<item>[^.;?]+)",
    "pt": r"\b(?:passamos|passemos|avançamos|vamos) (?:agora )?(?:ao|para o) (?:\w+ )?(?:ponto|tema)(?: d[ao] (?:ordem do dia|agenda))?[,:]? (?P<item>[^.;?]+)",
    "fr": r"\b(?:passons|passerons|venons-en|venons) (?:maintenant )?(?:au|à) (?:l['’])?(?:\w+ )?point(?: de l['’]ordre du jour)?[,:]? (?P<item>[^.;?]+)",
    "es": r"\b(?:pasamos|pasemos|vamos) (?:ahora )?al (?:\w+ )?(?:punto|tema)(?: del orden del día)?[,:]? (?P<item>[^.;?]+)",
}  # fmt: skip
_IS = {
    "en": r"\b(?:next|first|second|third|fourth|fifth|last) (?:agenda )?item(?: (?:of|on) (?:our|the) agenda)? is (?P<item>[^.;?]+)",
    "pt": r"\b(?:próximo|primeiro|segundo|terceiro|último) (?:ponto|tema)(?: d[ao] (?:ordem do dia|agenda))? é (?P<item>[^.;?]+)",
    "fr": r"\b(?:prochain|premier|deuxième|troisième|dernier) point(?: de l['’]ordre du jour)? (?:est|concerne) (?P<item>[^.;?]+)",
    "es": r"\b(?:próximo|siguiente|primer|segundo|tercer|último) (?:punto|tema)(?: del orden del día)? es (?P<item>[^.;?]+)",
}  # fmt: skip
_AGENDA = {
    "en": r"\bon (?:our|the|today['’]s) agenda (?:are|is|we have)[,:]? (?P<item>[^,.;?]+)",
    "pt": r"\b(?:na (?:nossa )?(?:agenda|ordem do dia)|agenda) (?:estão|está|figuram|constam)[,:]? (?P<item>[^,.;?]+)",
    "fr": r"\bà (?:notre|l['’]) ?ordre du jour (?:figurent|sont|est|nous avons)[,:]? (?P<item>[^,.;?]+)",
    "es": r"\ben (?:nuestra|la|nuestro|el) (?:agenda|orden del día) (?:están|figuran|está|tenemos)[,:]? (?P<item>[^,.;?]+)",
}
_ARTICLE = re.compile(r"^(?:the|o|a|os|as|le|la|les|el|los|las)\s+|^l['’]", re.IGNORECASE)
_MOST_CHARACTERS = 90


def headings(remarks: Sequence[Remark], evidence: Evidence, language: str) -> dict[int, str]:
    """From which remark on (by ``at``) which item is being spoken of; the first may begin with the meeting."""
    found: dict[int, str] = {}
    if language not in _TO:
        return found
    for each in remarks:
        if each.segment.delegation != CHAIR or each.shown is None:
            continue
        for pattern in (_TO, _IS, _AGENDA):
            match = re.search(pattern[language], each.shown, re.IGNORECASE)
            if match is not None:
                found[each.at] = _named(match["item"], evidence)
                break
    return found


def heading_at(found: dict[int, str], at: int) -> str:
    """The item that was being spoken of at a place of the meeting; empty before the first."""
    places = [place for place in found if place <= at]
    return found[max(places)] if places else ""


def _named(words: str, evidence: Evidence) -> str:
    item = _ARTICLE.sub("", words.strip(" ,:-–"))
    if len(item) > _MOST_CHARACTERS:
        item = item[:_MOST_CHARACTERS].rpartition(" ")[0] + " …"
    return item[:1].upper() + item[1:]
