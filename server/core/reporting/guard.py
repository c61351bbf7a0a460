"""Whether a reported sentence still says what was said: figures, negations, modals, and no word of its own."""

# ruff: noqa: E501 (tables of words)

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache

from server.core.drafting.figures import figures
from server.core.drafting.negation import NEGATION
from server.core.drafting.sentences import words
from server.core.reporting.english import expanded
from server.core.reporting.english_words import IRREGULAR, PAST_OF_BASE, PAST_OF_THIRD
from server.core.reporting.romance_words import FUTURES, GRAMMARS
from server.core.reporting.voices import Voice

_MODALS = {
    "en": (
        ("will", "would", "shall"), ("can", "could", "cannot"), ("may", "might"), ("must",), ("should", "ought"),
    ),
    "pt": (("pode", "podem", "podemos", "podia", "podiam", "poderia"), ("deve", "devem", "devia", "deviam", "deveria")),
    "fr": (("peut", "peuvent", "pouvons", "pouvait", "pouvaient", "pourrait"), ("doit", "doivent", "devait", "devrait")),
    "es": (("puede", "pueden", "podemos", "podía", "podían", "podría"), ("debe", "deben", "debía", "debería")),
}  # fmt: skip
# What the rules may write that nobody said: persons, tenses, words of time.
_ADDED = {
    "en": """it its itself they them their themselves the that those was were had did would could might should not will is has are have
    chair meeting s day night following previous earlier representative""",
    "pt": "seu sua seus suas se nesse nessa esse essa desse dessa dia seguinte na véspera anterior no ano",
    "fr": "son sa ses se est était avait ce jour là le lendemain la veille année précédente suivante l",
    "es": "su sus se ese esa esos esas día el anterior año siguiente",
}
_AUXILIARIES = {
    **dict.fromkeys(("is", "am", "are", "was", "were"), frozenset({"was", "were"})),
    **dict.fromkeys(("has", "have"), frozenset({"had"})),
    **dict.fromkeys(("do", "does"), frozenset({"did"})),
    "will": frozenset({"would"}), "can": frozenset({"could"}), "may": frozenset({"might"}), "cannot": frozenset({"could"}),
}  # fmt: skip
# What they may leave out: the speaker as subject, words that only open a sentence, words of time that they replace.
_DROPPED = {
    "en": """i we me us my our mine ours myself ourselves this these today tonight tomorrow yesterday last next ago shall well now yes
    right finally first again also indeed so and but then all in of addition delegation country administration government the""",
    "pt": """nós eu nosso nossa nossos nossas meu minha meus minhas delegação país hoje amanhã ontem passado próximo e mas então
    este esta neste nesta deste desta o a os as""",
    "fr": """nous notre ma mon nos mes délégation administration pays aujourd hui demain hier an dernier dernière prochain prochaine et
    mais donc alors le la les l s""",
    "es": """nosotros yo nos nuestro nuestra nuestros nuestras mi mis delegación país hoy ayer pasado próximo y pero entonces este
    esta estos estas el la los las""",
}


def is_faithful(said: str, text: str, language: str, voice: Voice) -> bool:
    """``text`` is a reported form of ``said``, both in ``language``: nothing is added, turned or lost that matters."""
    plain = expanded(said) if language == "en" else said
    return (
        _figures(plain, language) == _figures(text, language)
        and len(NEGATION.findall(plain)) == len(NEGATION.findall(text))
        and _modals(plain, language) == _modals(text, language)
        and not _strange(plain, text, language, voice)
        and not _lost(plain, text, language, voice)
    )


def _figures(text: str, language: str) -> Counter[float]:
    """The values; what is told of a day ("the following day") is no figure."""
    return Counter(each.value for each in figures(text, language))


def _modals(text: str, language: str) -> list[int]:
    found = words(text)
    counts = [sum(found.count(each) for each in group) for group in _MODALS[language]]
    # "Shall" becomes "would" or "should": the two are counted as one.
    return [counts[0] + counts[4], *counts[1:4]] if language == "en" else counts


def _strange(said: str, text: str, language: str, voice: Voice) -> list[str]:
    """Words of the reported form that come from nowhere."""
    known = {form for word in words(said) for form in forms(word, language)}
    free = set(_ADDED[language].split()) | set(words(" ".join((voice.name, *voice.aliases))))
    return [each for each in words(text) if each not in known and each not in free]


def _lost(said: str, text: str, language: str, voice: Voice) -> list[str]:
    """Words of the sentence that the reported form has in no form."""
    kept = set(words(text))
    free = set(_DROPPED[language].split()) | set(words(" ".join((voice.name, *voice.aliases))))
    return [each for each in words(said) if each not in free and not forms(each, language) & kept]


@lru_cache(maxsize=16384)
def forms(word: str, language: str) -> frozenset[str]:
    """What the rules may make of a word, itself among them."""
    found = {word}
    if language == "en":
        found |= {each[word] for each in (PAST_OF_BASE, PAST_OF_THIRD, IRREGULAR) if word in each}
        found |= _AUXILIARIES.get(word, frozenset())
    elif language in GRAMMARS:
        grammar = GRAMMARS[language]
        for turned in (grammar.backshift, grammar.acts, grammar.own, grammar.feminine):
            found |= set(words(turned.get(word, "")))
        for pattern, later in FUTURES[language]:
            found.add(re.sub(pattern, later, word))
    return frozenset(found)
