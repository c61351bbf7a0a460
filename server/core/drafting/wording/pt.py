"""What a draft in Portuguese may add to what was said."""

from __future__ import annotations

from collections.abc import Mapping

WORDS: Mapping[str, str] = {
    "and": " e ",
    "comma": ", ",
    "opening:communique": "Nós, os chefes das administrações aduaneiras ({parties}), reunidos em “{title}”",
    "opening:resolution": "A mesa-redonda “{title}” das administrações aduaneiras ({parties})",
    "proposal": " {verb} proposta ({who}): ",
    "added": ", acrescentando: ",
    "figures": "{participle} declarações ({who}): ",
    "supported": ", apoiada por: {who}",
    "no_objection": ", sem objeção: {who}",
    "corrected": " (número corrigido)",
    "withdrawn": ", retirado: {who}",
    "hold:reserve": "{who}, reserva: ",
    "hold:object": "{who}, objeção: ",
    "hold:amend": "{who}, emenda: ",
    "hold:disassociate": "{who}, dissociação: ",
    "hold:condition": "{who}, condição: ",
    "hold:unclear": "{who}, a esclarecer: ",
    "doubtful": "Reservas e objeções sem certeza da proposta a que se referem:",
    "conflict": "{who}: ",
    "unread": "{who}: ",
    "unknown": "um orador não identificado",
    "not translated": "não traduzido",
    "rough": "tradução aproximada de",
    "opening:communique:many": "Nós, os chefes de {n} administrações aduaneiras, reunidos em “{title}”",
    "opening:resolution:many": "A mesa-redonda “{title}” de {n} administrações aduaneiras",
    "commitment:resolution": " {verb} declaração de compromisso ({who}): ",
    "intention:resolution": " {verb} intenção ({who}): ",
    "commitment:communique": "Compromisso ({who}): ",
    "intention:communique": "Intenção ({who}): ",
    "supported:many": ", com o apoio de {n} delegações",
    "no_objection:many": ", sem objeção de {n} delegações",
    "also_said": ", tendo dito também ",
    "experience": "Experiência partilhada sobre {theme}: ",
    "experience:general": "Experiência partilhada: ",
}
VERBS: Mapping[str, Mapping[str, str]] = {
    "communique": {"take note": "Tomamos nota da", "welcome": "Acolhemos com satisfação a"},
    "resolution": {"take note": "Toma nota da", "welcome": "Acolhe com satisfação a"},
}
PARTICIPLE = "Tomando nota de"
# Words that show, in a commitment as it reads, that it commits: without them it is an intention.
FIRM = (" compromete", " decid", " concord", "rá ", "remos ", " vai ", " vamos ")
SPOKEN: Mapping[str, str] = {
    "ar": "em árabe", "de": "em alemão", "en": "em inglês", "es": "em espanhol", "fr": "em francês",
    "it": "em italiano", "ja": "em japonês", "ko": "em coreano", "pt": "em português", "ru": "em russo",
    "zh": "em chinês",
}  # fmt: skip
