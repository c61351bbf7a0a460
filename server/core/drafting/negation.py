"""Words that deny, in the languages of a roundtable."""

from __future__ import annotations

import re

NEGATION = re.compile(
    r"\b(?:not|no|never|none|nor|neither|nobody|nothing|without|cannot|unable|n't"
    r"|não|nem|nunca|sem|nenhum\w*|ne|pas|aucune?|jamais|sans|ni|nunca|sin|ningun\w*|ningún"
    r"|не|нет|ни|без|никогда|никак\w*|никто|ничего|нельзя"
    r"|لا|لم|لن|ليس\w*|لسنا|غير|دون|بدون"
    r"|않\w*|없\w*|못\w*|아니\w*|아닌\w*|안(?= ))\b|n[’']t\b|\bn[’']"
    r"|不|没|無|无|未|非|勿",
    re.IGNORECASE,
)
