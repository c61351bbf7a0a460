"""English: what says nothing of the matter, or tells of home."""

# ruff: noqa: E501 (patterns)

from __future__ import annotations

COURTESY = (
    r"\b(?:thank(?:s|ful)?|grateful|gratitude|appreciat\w+|congratulat\w+|applaud\w*|commend)\b(?:[^.;]*?\bfor (?:its|his|her|their|your|the)\b[^.;,]*)?",
    r"\bgood (?:morning|afternoon|evening)\b",
    r"\b(?:honou?r|pleasure) to\b",
    r"\bhappy anniversary\b",
    r"\bsupport staff\b",
)

PROCEDURE = (
    r"\bmister\.\.\.",
    r"\b(?:the|take the|have the|give the|has the) floor\b",
    r"\bagenda\b",
    r"\bnext item\b",
    r"\b(?:first|second|third|last) item\b",
    r"\bto order\b",
    r"\bpoint of order\b",
    r"\badjourn\w*",
    r"\bcoffee\b",
    r"\blunch\b",
    r"\bmicrophone\b",
    r"\binterpret(?:ers?|ation)\b",
    r"\bkeep your\b",
    r"\bmove to the\b",
    r"\btake the next\b",
    r"\bbe brief\b",
    r"\b(?:open|close|resume|start) the (?:discussion|debate|session|meeting)\b",
    r"\b(?:broad|general|wide) (?:support|consensus|agreement)\b",
    r"\bwe have (?:a )?consensus\b",
    r"\bi (?:hear|see) no\b[^.]*",
    r"\bi will (?:now )?(?:speak|conclude|stop|end|begin|start|close|turn|give)\b",
    r"\blet (?:us|me) (?:now |begin|start|turn|move|proceed|hear|break|close|take|conclude|first)\w*",
)

CLAIM = (
    r"\b(?:we|i think we|it seems we|that we)(?: now| seem to| all)? (?:have|reach(?:ed)?) (?:a )?(?:broad |general |full )?(?:consensus|agreement)\b",
    r"\b(?:everybody|everyone|all (?:delegations|members|of us|of you|here)|we all|nobody|no one|all parties) (?:here |now |can |could |seems? to |appears? to )*(?:agrees?|supports?|accepts?|objects?|opposes?|is in favou?r|are in favou?r|is happy|are happy|is content)\b(?: (?:with|on|to|that) [^.;]*)?",
    r"\b(?:so|it is so|it was so) (?:agreed|decided)\b",
    r"\bby acclamation\b",
    r"\bgeneral(?:ly)? agree\w*\b",
    r"\bthere is (?:a )?(?:broad |clear |general )?(?:consensus|agreement|support)\b",
    r"\bwe (?:are|were) all agreed\b",
    r"\b(?:adopted|agreed) by (?:all|everybody|everyone|consensus)\b",
)

EXPERIENCE = (
    r"\b(?:our|my|its|their) (?:own )?experiences?\b",
    r"\bin \w+'s experience\b",
    r"\bsince (?:we|our|\d{4})\b",
    r"\b(?:last year|two years ago|three years ago|five years ago|in \d{4}),? (?:we|our|my|(?-i:[A-Z])\w+) (?!propos|suggest)",
    r"\bwe (?:have )?(?:already )?(?:learn(?:ed|t)|introduced|piloted|tested|trained|built|launched|abolished|scanned|seized|installed|opened|created)\b",
    r"\blessons?\b(?= (?:learn|we|is|was|from))",
    r"\bhas (?:taught|shown) us\b",
)
