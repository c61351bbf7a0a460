"""What a draft in Spanish may add to what was said."""

from __future__ import annotations

from collections.abc import Mapping

WORDS: Mapping[str, str] = {
    "and": " y ",
    "comma": ", ",
    "opening:communique": "Nosotros, los jefes de las administraciones de aduanas de {parties}, reunidos en “{title}”",
    "opening:resolution": "La mesa redonda “{title}” de las administraciones de aduanas de {parties}",
    "proposal": " {verb} la propuesta de {who}: ",
    "added": ", añadiendo: ",
    "figures": "{participle} lo declarado por {who}: ",
    "supported": ", con el apoyo de {who}",
    "no_objection": ", sin objeción de {who}",
    "corrected": " (cifra corregida)",
    "withdrawn": ", habiéndola retirado {who}",
    "hold:reserve": "{who}, reserva: ",
    "hold:object": "{who}, objeción: ",
    "hold:amend": "{who}, enmienda: ",
    "hold:disassociate": "{who}, disociación: ",
    "hold:condition": "{who}, condición: ",
    "hold:unclear": "{who}, por aclarar: ",
    "doubtful": "Reservas y objeciones sin certeza de la propuesta a la que se refieren:",
    "conflict": "{who}: ",
    "unread": "{who}: ",
    "unknown": "un orador no identificado",
    "not translated": "sin traducir",
    "rough": "traducción aproximada de",
    "opening:communique:many": "Nosotros, los jefes de {n} administraciones de aduanas, reunidos en “{title}”",
    "opening:resolution:many": "La mesa redonda “{title}” de {n} administraciones de aduanas",
    "commitment:resolution": " {verb} el compromiso de {who}: ",
    "intention:resolution": " {verb} la intención de {who}: ",
    "commitment:communique": "{who} se compromete: ",
    "intention:communique": "{who} tiene la intención: ",
    "supported:many": ", con el apoyo de {n} delegaciones",
    "no_objection:many": ", sin objeción de {n} delegaciones",
    "also_said": ", habiendo dicho también ",
    "experience": "Experiencia compartida sobre {theme}: ",
    "experience:general": "Experiencia compartida: ",
}
VERBS: Mapping[str, Mapping[str, str]] = {
    "communique": {"take note": "Tomamos nota de", "welcome": "Acogemos con beneplácito"},
    "resolution": {"take note": "Toma nota de", "welcome": "Acoge con beneplácito"},
}
PARTICIPLE = "Tomando nota de"
# Words that show, in a commitment as it reads, that it commits: without them it is an intention.
FIRM = (" compromete", " decid", " acord", "rá ", "remos ", " va a ", " vamos a ")
SPOKEN: Mapping[str, str] = {
    "ar": "en árabe", "de": "en alemán", "en": "en inglés", "es": "en español", "fr": "en francés",
    "it": "en italiano", "ja": "en japonés", "ko": "en coreano", "pt": "en portugués", "ru": "en ruso",
    "zh": "en chino",
}  # fmt: skip
