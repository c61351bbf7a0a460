"""What was decided, and what somebody is to do: by cues, with owner and day as far as they were said.

A chair's "we agree" is a claim: what was reserved or objected to on the same matter stands behind it in brackets.
"""

# ruff: noqa: E501 (tables of patterns)

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from server.core.drafting.acts import Act
from server.core.drafting.clusters import Cluster
from server.core.drafting.evidence import CHAIR, Evidence
from server.core.drafting.remarks import Remark
from server.core.drafting.sentences import content
from server.core.reporting.dates import Due, due
from server.core.reporting.items import Kind
from server.core.statement.brackets import Hold

_DECIDED: Mapping[str, str] = {
    "en": r"\b(?:it (?:was|is|has been|had been) (?:\w+ )?(?:decided|agreed|resolved|concluded)"
    r"|the (?:meeting|committee|group|roundtable|conference|board|council) (?:has |have |hereby |therefore )*"
    r"(?:decide[sd]?|agree[sd]?|adopt(?:s|ed)?|approve[sd]?)"
    r"|we (?:have |had |also |all |therefore |hereby |then )*(?:decided|agreed|resolved|decide|resolve)\b(?= (?:to|that|on|not|upon)\b)"
    r"|(?:the|our|my) (?:decision|conclusion)s? (?:is|are|was|were) (?:that|to)\b|so decided|next steps? (?:is|are|will be|would be))\b",
    "pt": r"\b(?:(?:foi|fica|ficou|está) (?:decidido|acordado|aprovado)|a (?:reunião|mesa|comissão) (?:decide|decidiu|aprova|aprovou)"
    r"|(?:decidimos|acordámos|acordamos)\b|a (?:decisão|conclusão) é)\b",
    "fr": r"\b(?:il (?:a été|est) (?:décidé|convenu|arrêté)|la (?:réunion|commission|table ronde) (?:décide|a décidé|convient|adopte)"
    r"|nous (?:avons )?(?:décidé|décidons|convenu|convenons)\b|la (?:décision|conclusion) est)\b",
    "es": r"\b(?:se (?:decide|decidió|acordó|acuerda|aprobó|ha decidido|ha acordado)|la (?:reunión|mesa|comisión) (?:decide|decidió|acuerda)"
    r"|(?:decidimos|acordamos|hemos decidido|hemos acordado)\b|la (?:decisión|conclusión) es)\b",
    "zh": r"(?:会议|本会|我们)(?:决定|商定|一致同意)|决定如下",
}
# A chair that says what "we agree" speaks for the room; a delegation that does so answers a proposal.
_CHAIR_AGREES: Mapping[str, str] = {
    "en": r"\bwe (?:\w+ )?agree (?:to|that|on)\b",
    "pt": r"\bconcordamos (?:em|que)\b",
    "fr": r"\bnous sommes d['’]accord pour\b",
    "es": r"\bestamos de acuerdo en\b",
    "zh": r"我们同意",
}
_ASKED: Mapping[str, str] = {
    "en": r"\b(?:(?:could|can|would|will) you (?:please |also |kindly )*(?!see\b|hear\b|repeat\b|imagine\b|say\b|tell\b|open\b|be\b)\w+"
    r"|please (?!keep\b|note\b|go\b|speak\b|see\b|be\b|open\b|let\b|continue\b|take\b|mute\b|do not\b|don['’]t\b|feel\b|correct\b|what\b|how\b|who\b)\w+"
    r"|(?:asks?|asked|requests?|requested|instructs?|instructed|mandates?|mandated|entrusts?) (?:the |our )?[A-Z\[]\S* (?:\S+ ){0,3}to \w+"
    r"|action(?: point| item)?:)",
    "pt": r"\b(?:(?:pede|pedimos|peço|solicita|solicitamos|encarrega) (?:à|ao|a) \w+ (?:\w+ ){0,3}(?:que|para)|ação:)",
    "fr": r"\b(?:(?:demande|demandons|prie|prions|charge|chargeons) (?:à|au|le|la|l['’]) ?\w+ (?:\w+ ){0,3}de|action :)",
    "es": r"\b(?:(?:pide|pedimos|pido|solicita|solicitamos|encarga) (?:a|al) \w+ (?:\w+ ){0,3}que|acción:)",
}
# Among persons who speak for themselves, what "we should" do is what the group sets itself.
_SET: Mapping[str, str] = {
    "en": r"\b(?:we|they|everybody|someone|somebody) (?:\w+ )?(?:should|need to|needs to|have to|has to|must) (?:\w+ly |also |first |then |just )?"
    r"(?:prepare|send|share|create|write|submit|release|come up|discuss|decide|apply|include|collect|split|publish|define|organi[sz]e|ask"
    r"|invite|evaluate|update|anonymi[sz]e|check|finish|provide|present|report|specify|formulate|draft|train|test|translate|contact|give)\b",
    "pt": r"\b(?:devemos|precisamos de|temos de|temos que) (?:preparar|enviar|partilhar|criar|escrever|apresentar|publicar|discutir|decidir|definir)\b",
    "fr": r"\bnous (?:devons|devrions) (?:préparer|envoyer|partager|créer|écrire|présenter|publier|discuter|décider|définir)\b",
    "es": r"\b(?:debemos|tenemos que|necesitamos) (?:preparar|enviar|compartir|crear|escribir|presentar|publicar|discutir|decidir|definir)\b",
}
# Who is named as the one to do it.
_CHARGED: Mapping[str, str] = {
    "en": r"(?:chaired|led|prepared|coordinated|organi[sz]ed|hosted|drafted|provided) by",
    "pt": r"(?:presidido|coordenado|organizado|preparado|liderado|acolhido)[ao]?s? (?:por|pel[oa]s?)",
    "fr": r"(?:présidée?|coordonnée?|organisée?|préparée?|dirigée?|accueillie?)s? par",
    "es": r"(?:presidid|coordinad|organizad|preparad|dirigid|acogid)[oa]s? por",
}
_WILL: Mapping[str, str] = {
    "en": r"(?:will|shall|is to|are to|should|has to|have to|agreed to|undertakes? to)\b",
    "pt": r"(?:vai|irá|vão|deve|deverá|\w+rá|\w+rão)\b",
    "fr": r"(?:va|vont|doit|devra|\w+era|\w+eront)\b",
    "es": r"(?:va a|van a|debe|deberá|\w+rá|\w+rán)\b",
}
_HOLDS = frozenset({Hold.RESERVE, Hold.OBJECT, Hold.AMEND, Hold.DISASSOCIATE, Hold.CONDITION})
# Stems that a decision and the proposal that it takes up have in common, at least.
_SHARED = 2
_THIN = 3


@dataclass(frozen=True, slots=True)
class Outcome:
    """A remark that decides or promises. ``held``: who held what against it; ``is_claim``: only one delegation says so."""

    remark: Remark
    kind: Kind
    owner: str
    due: Due | None
    held: tuple[tuple[Remark, Hold], ...] = ()
    is_claim: bool = False


def outcomes(
    remarks: Sequence[Remark],
    clusters: Sequence[Cluster],
    loose: Sequence[tuple[Remark, Hold]],
    evidence: Evidence,
    language: str,
    today: datetime.date | None,
) -> list[Outcome]:
    """Decisions and action points in the order of speech; of the same thing said twice by one speaker the first."""
    found: list[Outcome] = []
    for each in remarks:
        kind = _kind(each)
        if kind is None or len(content(each.sentence)) < _THIN or any(_repeats(each, old.remark) for old in found):
            continue
        held = _held(each, clusters, loose) if kind is Kind.DECISION else ()
        is_claim = kind is Kind.DECISION and each.segment.delegation not in (None, CHAIR)
        found.append(Outcome(each, kind, _owner(each, kind, evidence), _due(each, language, today), held, is_claim))
    return found


def _kind(remark: Remark) -> Kind | None:
    sentence, language = remark.sentence, remark.language
    if sentence.rstrip().endswith(("?", "？")) and not _asks(sentence, language):
        return None
    if re.search(_DECIDED.get(language, r"(?!)"), sentence, re.IGNORECASE):
        return Kind.DECISION
    if remark.segment.delegation == CHAIR:
        if re.search(_CHAIR_AGREES.get(language, r"(?!)"), sentence, re.IGNORECASE):
            return Kind.DECISION
        if Act.PROCEDURE in remark.seen:
            return None
    if Act.COMMITMENT in remark.acts and not remark.acts & {Act.OBJECTION, Act.RESERVATION, Act.DISASSOCIATION}:
        return Kind.ACTION
    if remark.segment.delegation is None and re.search(_SET.get(language, r"(?!)"), sentence, re.IGNORECASE):
        return Kind.ACTION
    return Kind.ACTION if _asks(sentence, language) and Act.PROCEDURE not in remark.seen else None


def _asks(sentence: str, language: str) -> bool:
    return bool(re.search(_ASKED.get(language, r"(?!)"), sentence, re.IGNORECASE))


def _repeats(remark: Remark, old: Remark) -> bool:
    mine = content(remark.sentence)
    return remark.owner == old.owner and len(mine & content(old.sentence)) >= 0.8 * len(mine)


def _held(
    remark: Remark, clusters: Sequence[Cluster], loose: Sequence[tuple[Remark, Hold]]
) -> tuple[tuple[Remark, Hold], ...]:
    """What stands against the matter of a decision and was not withdrawn."""
    found = [
        (each, hold)
        for cluster in clusters
        if any(len(made.topic & remark.topic) >= _SHARED and made.at < remark.at for made in cluster.made)
        for each, hold in cluster.holds
        if hold in _HOLDS
    ]
    found += [(each, hold) for each, hold in loose if hold in _HOLDS and len(each.topic & remark.topic) >= _SHARED]
    return tuple(dict.fromkeys(found))


def _due(remark: Remark, language: str, today: datetime.date | None) -> Due | None:
    """As it reads in the language of the record, else as it was said."""
    shown = due(remark.shown, language, today) if remark.shown else None
    return shown or due(remark.sentence, remark.language, today)


def _owner(remark: Remark, kind: Kind, evidence: Evidence) -> str:
    """Who is to do it: who promises it, who is asked, who is named for it; empty where nobody is."""
    promises = Act.COMMITMENT in remark.acts and remark.segment.delegation != CHAIR
    if kind is Kind.ACTION and promises and not _asks(remark.sentence, remark.language):
        return remark.owner if remark.owner != "?" else ""
    return ", ".join(_named(remark, evidence))


def _named(remark: Remark, evidence: Evidence) -> list[str]:
    """Delegations or persons that a sentence names as those who do something."""
    sentence, language = remark.sentence, remark.language
    known = _known(evidence)
    charged = re.search(_CHARGED.get(language, r"(?!)") + r" (?P<who>[^,.;]+)", sentence, re.IGNORECASE)
    listed = re.search(r": (?P<who>[^.;:]+)$", sentence.rstrip(" .")) if _wills(sentence, language) else None
    for match in (charged, listed):
        found = [
            code for code, names in known.items() if match and any(_has_name(match["who"], each) for each in names)
        ]
        if found:
            return found
    will = rf"\]? (?:\w+ly )?{_WILL.get(language, r'(?!)')}"
    found = [
        code
        for code, names in known.items()
        if any(re.search(rf"\b{re.escape(each)}{will}", sentence) for each in names)
    ]
    if found or not _asks(sentence, language):
        return found
    return [
        code
        for code, names in known.items()
        if code != remark.owner and any(_has_name(sentence, each) for each in names)
    ]


def _known(evidence: Evidence) -> dict[str, set[str]]:
    """Delegations by their codes and persons by their names, with all names that they are called by."""
    labels = evidence.names()
    known: dict[str, set[str]] = {}
    for each in evidence.segments:
        name = each.speaker.split(",")[-1].strip()
        if each.delegation != CHAIR and name:
            known.setdefault(each.delegation or each.speaker, {labels.get(each.delegation or "", name)}).add(name)
    return known


def _wills(sentence: str, language: str) -> bool:
    return bool(re.search(_WILL.get(language, r"(?!)"), sentence))


def _has_name(text: str, name: str) -> bool:
    return bool(re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text))
