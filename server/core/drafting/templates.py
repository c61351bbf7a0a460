"""The words that a draft may add to what was said, by working language and form. Everything else in a draft is copied or computed."""

# ruff: noqa: E501 (a table)

from __future__ import annotations

from collections.abc import Mapping

from server.core.errors import UnknownLanguage
from server.core.statement import Form

_EN: Mapping[str, str] = {
    "and": " and ",
    "opening:communique": "We, the heads of customs administrations of {parties}, meeting in “{title}”",
    "opening:resolution": "The roundtable “{title}” of the customs administrations of {parties}",
    "proposal": " {verb} the proposal of {who}: ",
    "added": ", adding: ",
    "commitment": " {verb} the commitment stated by {who}: ",
    "intention": " {verb} the intention stated by {who}: ",
    "figures": "{participle} what {who} stated: ",
    "supported": ", supported by {who} ({n} in support)",
    "no_objection": ", without objection from {who} ({n})",
    "corrected": " (figure corrected by {who})",
    "withdrawn": ", {who} having withdrawn its earlier words",
    "hold:reserve": "reservation of {who}: ",
    "hold:object": "objection of {who}: ",
    "hold:amend": "amendment asked for by {who}: ",
    "hold:disassociate": "{who} disassociates itself: ",
    "hold:condition": "condition of {who}: ",
    "hold:unclear": "words of {who} to be made clear: ",
    "conflict": "{who}: ",
    "unread": "{who}: ",
    "experience": "Experience of {who}: ",
    "unknown": "an unidentified speaker",
    "not translated": "not translated",
    "rough": "rough translation of",
}
_PT: Mapping[str, str] = {
    "and": " e ",
    "opening:communique": "Nós, os chefes das administrações aduaneiras de {parties}, reunidos em “{title}”",
    "opening:resolution": "A mesa-redonda “{title}” das administrações aduaneiras de {parties}",
    "proposal": " {verb} a proposta de {who}: ",
    "added": ", acrescentando: ",
    "commitment": " {verb} o compromisso declarado por {who}: ",
    "intention": " {verb} a intenção declarada por {who}: ",
    "figures": "{participle} declarações de {who}: ",
    "supported": ", com o apoio de {who} ({n} em apoio)",
    "no_objection": ", sem objeção de {who} ({n})",
    "corrected": " (número corrigido por {who})",
    "withdrawn": ", tendo {who} retirado as suas palavras anteriores",
    "hold:reserve": "reserva de {who}: ",
    "hold:object": "objeção de {who}: ",
    "hold:amend": "{who} pede uma emenda: ",
    "hold:disassociate": "{who} dissocia-se: ",
    "hold:condition": "condição de {who}: ",
    "hold:unclear": "palavras de {who} a esclarecer: ",
    "conflict": "{who}: ",
    "unread": "{who}: ",
    "experience": "Experiência de {who}: ",
    "unknown": "um orador não identificado",
    "not translated": "não traduzido",
    "rough": "tradução aproximada de",
}
_VERBS: Mapping[str, Mapping[str, Mapping[str, str]]] = {
    "en": {
        "communique": {"take note": "We take note of", "welcome": "We welcome"},
        "resolution": {"take note": "Takes note of", "welcome": "Welcomes"},
    },
    "pt": {
        "communique": {"take note": "Registamos", "welcome": "Acolhemos com satisfação"},
        "resolution": {"take note": "Toma nota de", "welcome": "Acolhe com satisfação"},
    },
}
_PARTICIPLES = {"en": "Taking note of", "pt": "Tomando nota de"}
_SPOKEN: Mapping[str, Mapping[str, str]] = {
    "en": {
        "ar": "in Arabic", "de": "in German", "en": "in English", "es": "in Spanish", "fr": "in French", "it": "in Italian", "ja": "in Japanese",
        "ko": "in Korean", "pt": "in Portuguese", "ru": "in Russian", "zh": "in Chinese",
    },
    "pt": {
        "ar": "em árabe", "de": "em alemão", "en": "em inglês", "es": "em espanhol", "fr": "em francês", "it": "em italiano", "ja": "em japonês",
        "ko": "em coreano", "pt": "em português", "ru": "em russo", "zh": "em chinês",
    },
}  # fmt: skip
_TABLES = {"en": _EN, "pt": _PT}
LANGUAGES = tuple(_TABLES)


def table(language: str) -> Mapping[str, str]:
    """The template words of a working language. Raises UnknownLanguage."""
    if language not in _TABLES:
        raise UnknownLanguage(f"a statement is drafted in {', '.join(_TABLES)}; found {language!r}")
    return _TABLES[language]


def verb(name: str, language: str, form: Form) -> str:
    """How an operative paragraph opens: "We welcome" or "Welcomes"."""
    return _VERBS[language][form][name]


def is_opening(text: str, language: str) -> bool:
    """True for the paragraph that only names the parties."""
    openings = [table(language)[f"opening:{form}"].split("{")[0] for form in Form] if language in _TABLES else []
    return any(text.startswith(each) for each in openings)


def participle(language: str) -> str:
    """How a preambular paragraph opens: "Taking note of"."""
    return _PARTICIPLES[language]


def spoken(code: str, language: str) -> str:
    """ "in Korean": the language that something was said in, by its code where it has no name here."""
    return _SPOKEN[language].get(code, code)


def all_words(language: str) -> str:
    """Everything that a template can bring, in one string."""
    verbs = [text for forms in _VERBS[language].values() for text in forms.values()]
    return " ".join([*table(language).values(), *verbs, participle(language), *_SPOKEN[language].values()])
