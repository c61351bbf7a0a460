"""The words that a draft may add to what was said, one module of data for each working language."""

from __future__ import annotations

from collections.abc import Mapping

from server.core.drafting.wording import ar, en, es, fr, ko, pt, ru, zh

_MODULES = {"en": en, "pt": pt, "fr": fr, "es": es, "ko": ko, "ar": ar, "ru": ru, "zh": zh}

TABLES: Mapping[str, Mapping[str, str]] = {code: each.WORDS for code, each in _MODULES.items()}
VERBS: Mapping[str, Mapping[str, Mapping[str, str]]] = {code: each.VERBS for code, each in _MODULES.items()}
PARTICIPLES: Mapping[str, str] = {code: each.PARTICIPLE for code, each in _MODULES.items()}
FIRM: Mapping[str, tuple[str, ...]] = {code: each.FIRM for code, each in _MODULES.items()}
CLAUSES: Mapping[str, Mapping[str, str]] = {"en": en.CLAUSES}
SPOKEN: Mapping[str, Mapping[str, str]] = {code: each.SPOKEN for code, each in _MODULES.items()}
