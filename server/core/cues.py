"""What a sentence does in a negotiation, by cue words of its language. The weakest reading wins: hedges and negations first.

Must not know the meeting; a sentence is text.
"""

from __future__ import annotations

import re
from enum import StrEnum


class Act(StrEnum):
    """What is done by saying something."""

    RESERVATION = "reservation"
    OBJECTION = "objection"
    CONDITION = "condition"
    CORRECTION = "correction"
    PROPOSAL = "proposal"
    COMMITMENT = "commitment"
    SUPPORT = "support"
    EXPERIENCE = "experience"
    PROCEDURE = "procedure"
    COURTESY = "courtesy"
    INFORMATION = "information"


# In this order: a sentence that supports and reserves is a reservation, one that supports on a condition is conditional.
CUES: dict[str, dict[Act, str]] = {
    "en": {
        Act.RESERVATION: r"\breserv(e|es|ed|ation|ing)\b|\bnot (yet )?in a position to (support|agree|join)|\bcannot (yet )?(agree|join)|\bneeds? more time before",
        Act.OBJECTION: r"\bobjects?\b|\boppos(e|es|ed)\b|\b(do|does) not (support|agree)|\bcannot (support|accept)",
        Act.CORRECTION: r"\bcorrect(s|ion)?\b.*\b(figure|number|said|earlier)|\bthe (right|correct) figure|^not [^,]+,? but |\bI misspoke",
        Act.CONDITION: r"\b(provided|on condition|in condition|as long as|only if|subject to)\b",
        Act.PROPOSAL: r"\b(we|I|\w+) (also )?(propos(e|es|ed)|suggests?)\b",
        Act.COMMITMENT: r"\bwe (agree|commit|undertake|decide)\b|\bwill (report|establish|chair|host|provide)\b",
        Act.SUPPORT: r"\b(supports?|endors(e|es)|agrees?|joins?|welcomes?)\b",
        Act.EXPERIENCE: r"\b(our|its|their|his) experience\b|\bsince we (began|introduced)|\blast year we\b|\bin \d{4},? we\b",
        Act.PROCEDURE: r"\bfloor\b|\bagenda\b|\bfirst item\b|\bcall .* to order|\bpoint of order|\badjourn",
        Act.COURTESY: r"\bthank(s| you)\b|\bgood (morning|afternoon)\b|\bbroad support\b",
    },
    "pt": {
        Act.RESERVATION: r"\breserva(s|r|mos)?\b|\bnão est(á|amos) em condições|\bainda não pode",
        Act.OBJECTION: r"\bobjeta|\bopõe|\bnão (apoia|concorda|aceita)",
        Act.CORRECTION: r"\bcorrig|\bcorreção\b|\bo número certo",
        Act.CONDITION: r"\bdesde que\b|\bna condição de\b|\bsob (a )?condição|\bmas pede\b",
        Act.PROPOSAL: r"\bprop(õe|omos|or)\b|\bsuger(e|imos)\b",
        Act.COMMITMENT: r"\bcomprometemo-nos|\bconcordamos em\b|\bdecidimos\b",
        Act.SUPPORT: r"\bapoia(mos)?\b|\bconcorda(mos)?\b|\bacolhe(mos)?\b",
        Act.EXPERIENCE: r"\b(nossa|sua) experiência\b",
        Act.PROCEDURE: r"\bpalavra\b|\bordem do dia\b",
        Act.COURTESY: r"\bobrigad[oa]\b|\bbom dia\b",
    },
    "fr": {
        Act.RESERVATION: r"\bréserv(e|es|er|ons)\b|\bpas en mesure",
        Act.OBJECTION: r"\bs'oppose|\bobjection\b|\bn'(accepte|appuie) pas|\bne (soutient|peut) pas",
        Act.CORRECTION: r"\bcorrig|\bcorrection\b",
        Act.CONDITION: r"à condition|\bpourvu que\b|\bsous réserve",
        Act.PROPOSAL: r"\bpropos(e|ons)\b|\bsuggèr",
        Act.COMMITMENT: r"\bnous (convenons|décidons|engageons)|\bs'engage\b",
        Act.SUPPORT: r"\bsoutien(t|s)?\b|\bappuie\b|\bapprouve\b|\bd'accord\b",
        Act.EXPERIENCE: r"\b(notre|son) expérience\b",
        Act.PROCEDURE: r"\bla parole\b|\bordre du jour\b",
        Act.COURTESY: r"\bmerci\b|\bbonjour\b",
    },
    "es": {
        Act.RESERVATION: r"\breserva(s|mos)?\b|\bno est(á|amos) en condiciones",
        Act.OBJECTION: r"\bobjeta\b|\bse opone\b|\bno (apoya|acepta)",
        Act.CORRECTION: r"\bcorrig|\bcorrección\b",
        Act.CONDITION: r"\bsiempre que\b|\ba condición\b|\bcon la condición",
        Act.PROPOSAL: r"\bprop(one|onemos)\b|\bsugiere\b",
        Act.COMMITMENT: r"\bnos comprometemos\b|\bacordamos\b|\bdecidimos\b",
        Act.SUPPORT: r"\bapoya(mos)?\b|\brespalda\b|\bestá de acuerdo\b",
        Act.EXPERIENCE: r"\b(nuestra|su) experiencia\b",
        Act.PROCEDURE: r"\bla palabra\b|\borden del día\b",
        Act.COURTESY: r"\bgracias\b|\bbuenos días\b",
    },
    "zh": {
        Act.RESERVATION: r"保留", Act.OBJECTION: r"反对", Act.CORRECTION: r"更正", Act.CONDITION: r"前提|条件是",
        Act.PROPOSAL: r"建议|提议", Act.COMMITMENT: r"承诺|同意设立", Act.SUPPORT: r"支持|赞成|欢迎", Act.EXPERIENCE: r"经验", Act.COURTESY: r"谢谢",
    },
}  # fmt: skip


def act(text: str, language: str) -> Act:
    """What a sentence does, in its own language; INFORMATION where no cue is known."""
    for kind, pattern in CUES.get(language, {}).items():
        if re.search(pattern, text, re.IGNORECASE):
            return kind
    return Act.INFORMATION
