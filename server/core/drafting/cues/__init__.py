"""Cue patterns by language: general words of negotiation, in the order in which they are looked for.

What an earlier pattern has matched is blanked out before the later ones look, so that "no objection" is no objection, "does not
support" no support and "thank you for your support" neither. Data, not rules: a language is added by adding a module.
"""

# ruff: noqa: E501 (tables of words)

from __future__ import annotations

from collections.abc import Mapping, Sequence

from server.core.drafting.acts import Act
from server.core.drafting.cues import ar, en, es, fr, ko, pt, ru, zh

_MODULES = {"en": en, "pt": pt, "fr": fr, "es": es, "zh": zh, "ru": ru, "ar": ar, "ko": ko}


def _either(patterns: Sequence[str]) -> str:
    return "|".join(patterns) or r"(?!)"


CUES: Mapping[str, Mapping[Act, tuple[str, ...]]] = {language: each.ACTS for language, each in _MODULES.items()}
# Words that weaken a yes, and that strengthen it.
HEDGES: Mapping[str, str] = {language: _either(each.HEDGES) for language, each in _MODULES.items()}
STRONG: Mapping[str, str] = {language: _either(each.STRONG) for language, each in _MODULES.items()}
# A reason after the position; it is not part of what is held.
REASONS: Mapping[str, str] = {language: _either(each.REASONS) for language, each in _MODULES.items()}
