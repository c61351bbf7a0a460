"""English: figures that are corrected or disputed."""

# ruff: noqa: E501 (patterns)

from __future__ import annotations

CORRECTION = (
    r"\b(?:erratum|errata|rectif\w+)\b",
    r"\bit (?:was|is) not [\w.,% -]{1,30},? (?:it (?:was|is)|but)\b",
    r"\b(?:i|we) (?:said|stated|gave)\b(?=[^.;]{0,20}$)",
    r"\bswapped the digits\b|\bmixed up the (?:numbers|figures)\b|\bread it as\b",
    r"\b(?:a|one|small|brief|quick|short) (?:\w+ )?(?:clarification|precision|correction|rectification)\b(?=[^?]*$)",
    r"\bfor \d{4} alone\b",
    r"\b(?:i|we) (?:have )?(?:confused|mixed up|mixed|exaggerated|got (?:it|that) wrong)\b",
    r"\bwas told by my colleague\b",
    r"\bit (?:should|must) be\b",
    r"\bnot [\w.,% ]{1,30} but [\w.,% ]{1,30}",
    r"\b(?:my|our|the) (?:figure|number|date) (?:was|is) wrong\b",
    r"\b(?:slip of the tongue|read the wrong (?:line|page|column|figure))\b",
    r"\b(?:instead of|and not) [\w.,% ]{1,30},? (?:as|which|that) (?:i|we)\b",
    r"\bI (?:should|ought to) have said\b",
    r"\bplease read\b",
    r"\bcorrect(?:ion|s|ing)?\b(?=[^.]{0,60}\b(?:figures?|numbers?|dates?|said|gave|earlier|percent|myself|statement|record|amount|share|it is|it was)\b)",
    r"\b(?:right|correct|accurate|exact) (?:figure|number|date|share|amount|year)\b",
    r"\bi (?:misspoke|was wrong|made a mistake|made an error|misread)\b",
    r"\b(?:figure|number|date|share|it) should (?:have been|be|read)\b",
    r"\bnot [\w.,% ]{1,30},? but (?=[\w.,% ]{1,30})",
    r"\bi (?:said|gave|mentioned|spoke of) [\w.,% ]{1,40}(?:[,;.]| and) (?:it|that|the (?:figure|number))\b",
    r"\bi meant\b",
    r"\bset the record straight\b",
    r"\b(?:a|my) (?:small )?slip\b",
    r"\bwrong way round\b",
    r"\bapologi\w+ for the (?:figure|number|error|mistake)\b",
    r"\b(?:wrong|incorrect|mistaken|old|outdated) (?:figure|number|date|share|amount|year|percentage)\b",
    r"\bit (?:was|is|were) [\w.,% ]{1,40}, not\b",
    r"\bjust to be precise\b",
    r"\b(?:to|let me) (?:be precise|correct)\b",
    r"\bis [\w.,% ]{1,40}, (?:and )?not [\w.,% ]{1,25}$",
    r"\brather than the [\w.,% ]{1,25} (?:i|we) (?:gave|mentioned|said|quoted)\b",
    r"\b(?:figure|number) (?:i|we) (?:gave|quoted|read out|mentioned)\b",
    r"\bnot [\w.,% ]{1,25},? as (?:i|we) (?:said|stated|gave|told)\b",
)

DISPUTE = (
    r"\b(?:our|my|their) (?:own )?(?:figures?|statistics|data|numbers?|records|count) (?:shows?|says?|is|are|differs?|gives?|puts?)\b",
    r"\bwe (?:count|counted|find|found|see|measured?|arrive at)\b",
    r"\b(?:does|do) not match\b",
    r"\bdiffers? from\b",
    r"\bin fact\b",
    r"\bthan (?:was )?(?:stated|said)\b",
    r"\b(?:only|actually|in reality) (?=\d)",
    r", not \d",
)
