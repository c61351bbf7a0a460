"""What a draft in French may add to what was said."""

from __future__ import annotations

from collections.abc import Mapping

WORDS: Mapping[str, str] = {
    "and": " et ",
    "comma": ", ",
    "opening:communique": "Nous, chefs des administrations douanières ({parties}), réunis à l'occasion de « {title} »",
    "opening:resolution": "La table ronde « {title} » des administrations douanières ({parties})",
    "proposal": " {verb} la proposition ({who}) : ",
    "added": ", et d'ajouter : ",
    "figures": "{participle} la déclaration ({who}) : ",
    "supported": ", appuyée par : {who}",
    "no_objection": ", sans objection : {who}",
    "corrected": " (chiffre corrigé)",
    "withdrawn": ", propos retirés : {who}",
    "hold:reserve": "{who}, réserve : ",
    "hold:object": "{who}, objection : ",
    "hold:amend": "{who}, amendement : ",
    "hold:disassociate": "{who}, dissociation : ",
    "hold:condition": "{who}, condition : ",
    "hold:unclear": "{who}, à préciser : ",
    "doubtful": "Réserves et objections dont la proposition visée n'est pas certaine :",
    "conflict": "{who} : ",
    "unread": "{who} : ",
    "unknown": "un orateur non identifié",
    "not translated": "non traduit",
    "rough": "traduction approximative de",
    "opening:communique:many": "Nous, chefs de {n} administrations douanières, réunis à l'occasion de « {title} »",
    "opening:resolution:many": "La table ronde « {title} » de {n} administrations douanières",
    "commitment:resolution": " {verb} l'engagement ({who}) : ",
    "intention:resolution": " {verb} l'intention ({who}) : ",
    "commitment:communique": "Engagement ({who}) : ",
    "intention:communique": "Intention ({who}) : ",
    "supported:many": ", avec l'appui de {n} délégations",
    "no_objection:many": ", sans objection de {n} délégations",
    "also_said": ", ayant aussi dit ",
    "experience": "Expérience partagée sur {theme} : ",
    "experience:general": "Expérience partagée : ",
}
VERBS: Mapping[str, Mapping[str, str]] = {
    "communique": {"take note": "Nous prenons note de", "welcome": "Nous accueillons avec satisfaction"},
    "resolution": {"take note": "Prend note de", "welcome": "Accueille avec satisfaction"},
}
PARTICIPLE = "Prenant acte de"
# Words that show, in a commitment as it reads, that it commits: without them it is an intention.
FIRM = (" engage", " décid", " conven", "ra ", "rons ", " va ", " allons ")
SPOKEN: Mapping[str, str] = {
    "ar": "en arabe", "de": "en allemand", "en": "en anglais", "es": "en espagnol", "fr": "en français",
    "it": "en italien", "ja": "en japonais", "ko": "en coréen", "pt": "en portugais", "ru": "en russe",
    "zh": "en chinois",
}  # fmt: skip
