"""What a delegation undertakes as an English clause of a statement: "we will send two" of Mali's is "Mali will send two".

Words are copied; what is changed is a pronoun for the name or its pronoun, and a verb for its third person. Where more
would have to be changed there is no clause, and the words are quoted as they were said.
"""

# ruff: noqa: E501, SIM905 (tables of words)

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from server.core.drafting.acts import Act
from server.core.drafting.asides import needless, unaddressed
from server.core.drafting.clip import address, is_thought
from server.core.drafting.cuts import BEGINS, from_subject, loses, lowered
from server.core.drafting.negation import NEGATION
from server.core.drafting.sense import clauses
from server.core.drafting.sentences import words
from server.core.drafting.shortening import shortened

# What is said of oneself, and of somebody else: words that promise, then what is promised.
_PROMISES = {
    "am": "is", "are": "is", "have": "has", "commit": "commits", "undertake": "undertakes", "pledge": "pledges",
    "promise": "promises", "offer": "offers", "intend": "intends", "plan": "plans", "stand": "stands",
    "volunteer": "volunteers", "guarantee": "guarantees", "propose": "proposes", "aim": "aims", "confirm": "confirms",
    "hope": "hopes", "expect": "expects", "remain": "remains",
}  # fmt: skip
_WORKS = {
    verb: f"{verb}es" if verb.endswith(("ch", "sh", "x")) else f"{verb}s"
    for verb in (
        "accept bear begin bring circulate contribute cover deliver donate double finance fund give hand host install invest "
        "invite keep launch lend load maintain make open organise organize pay prepare present provide publish put receive "
        "release rent send share show start store submit supply take train translate waive"
    ).split()
}
THIRD = {**_PROMISES, **_WORKS}
_MODALS = "will|shall|would|could|can|may|should|must"
_FULL = {"'ll": "will", "'d": "would", "'re": "are", "'m": "am", "'ve": "have"}
_READY = "(?:ready|willing|prepared|happy|glad|pleased|going|committed|able|determined|open)"
# What is begun by being announced: "we are launching a fund".
_UNDER_WAY = "(?!going|being|having)[a-z]+ing"
_ADVERB = "(?:(?:also|gladly|now|therefore|of course|all|both|further|hereby|certainly|happily|fully|indeed) ){0,2}"
_VERB = (
    rf"(?:(?P<short>['’](?:ll|d)) |(?P<modal>{_MODALS}) |(?P<be>['’](?:re|m)|are|am|is) (?={_ADVERB}(?:{_READY} to|{_UNDER_WAY})\b)"
    rf"|(?P<have>['’]ve|have|has) (?=(?:also )?(?:decided|agreed|committed|undertaken|offered|pledged)\b)"
    rf"|(?P<verb>{'|'.join(verb for verb in THIRD if verb not in ('am', 'are', 'have'))})(?P<third>s?)\b )"
)
_TOLD = re.compile(
    rf"\b(?:(?:{_MODALS})|is(?= {_ADVERB}{_READY} to\b)|(?:{'|'.join(verb for verb in _PROMISES.values() if verb not in ('is', 'has'))})\b|has (?:decided|agreed|undertaken|offered|pledged)) "
)
_LEADING = re.compile(
    r"(?:(?:and|but|so|also|then|that is why|therefore|moreover|in addition|finally|what is more|for (?:our|my) part|if i may|look|well)\b,?\s*)*",
    re.IGNORECASE,
)
_WHEN = re.compile(
    r"(?:(?:by|from|in|on|until|before|after|as of|as from|starting|within|during|at|this (?=(?:year|month|week|spring|summer|autumn|winter|november|december|january|february|march|april|may|june|july|august|september|october)\b)|next|every|once|to|for|with|together with|under|as a|as to)\b[^,;:]{2,60}?,?\s*){1,3}",
    re.IGNORECASE,
)
_SELF = re.compile(
    r"\b(?P<will>we|i)(?:['’]ll|\s(?P<modal>will|shall|can|could|may|must|should|would)"
    rf"|\s(?P<does>{'|'.join(each for each in THIRD if each not in ('am', 'are'))}|(?:am|are)(?= (?:{_READY}|\w+ing)\b)))\b|\b(?P<word>our|my|us|me|ourselves|myself)\b",
    re.IGNORECASE,
)
_PERSONS = {"our": "its", "my": "its", "us": "it", "me": "it", "ourselves": "itself", "myself": "itself"}
# What a cut would leave without the word that it stands for: "is ready to sign it".
_POINTS_OUT = re.compile(r"(?:\w+ ){1,5}(?:it|them|they)\b", re.IGNORECASE)
_HOUSE = r"(?:administration|delegation|customs(?: service| administration)?|country|government|side|authority)"
_OWN_HOUSE = rf"(?:our|my) {_HOUSE}"
_PEOPLE = 4  # letters that the name of a country and of its people begin with
_NAMES_ANOTHER = re.compile(r"[A-Z]\w+['’]s\b|\b(?:proposal|idea|initiative|suggestion)\b")
# Before what somebody only announces: "I inform you that".
_ANNOUNCES = re.compile(r"^.*\bthat (?=\w)", re.IGNORECASE)
_ANOTHER = re.compile(r"^(?!.*(?:\bwill\b|\bshall\b|['’]ll\b)).*,\s+and\s+$", re.IGNORECASE)
_LONGEST = 12  # words of a subject
_DOING = frozenset(third for base, third in THIRD.items() if base not in ("am", "are", "have"))
_SECOND = re.compile(rf"\b(?P<joint>(?:and|or) (?:also |then )?)(?P<verb>{'|'.join(THIRD)})\b")
_UNKNOWN_VERB = re.compile(
    r"\b(?:and|or) (?:also |then )?(?!\w+(?:s|ed|ing) )(?!(?:with|for|to|at|in|on|by|from|of|as|not|all|both|into|over|under|between|among|within|after|before|until) )[a-z]+ (?:it|them|the|a|an|its|every|each|out|up)\b"
)
# "Two readers in May we send": a name in the place of the pronoun would leave no sentence.
_TURNED_ROUND = re.compile(
    r"\w(?<!\band)(?<!\bor)(?<!\bthat)(?<!\bwhich)(?<!\bwhat)(?<!\bif)(?<!\bwhen)(?<!\bas)(?<!\bso)(?<!\bbut)(?<!\bbecause)(?<!\bwhere)(?<!\bwho) (?:we|i) (?!are\b)",
    re.IGNORECASE,
)
_FINITE = re.compile(
    r"\b(?:is|are|has|have|does|do|will|shall|would|should|can|could|may|might|must|takes|opens|begins|starts|goes|comes|leaves|stands|sends|gives|pays|makes|runs|falls|becomes|gets)\b"
)
_LOOKS_BACK = re.compile(
    r"(?:it|they|this|that|these|those|he|she|which|such|both|to|for)\b(?! \w+ (?:will|is|are)\b)", re.IGNORECASE
)
# What would have to be turned by more than a pronoun, and what is everybody's.
_OTHER_PERSONS = re.compile(
    r"\bour (?:text|statement|declaration|meeting|hosts?|table|group|countries|administrations|common|joint|shared|secretariat|chair|roundtable|agenda|discussion)\b|\b(?:we|i|ours|mine|you|your|yours|yourself|let's)\b|\b(?:of|between|among|for|with) us\b(?= all)|\b(?:of|between|among) us\b|\bus (?:all|both|here)\b|[?“”\"]",
    re.IGNORECASE,
)
# What is only said about saying it: "would like to inform you".
_SAYS = re.compile(
    r"(?:also )?(?:rather|wish|like|want|add|say|note|inform|recall|thank|hope|think|ask)\b", re.IGNORECASE
)
_INFORMS = re.compile(
    r"\b(?:inform|announc|say|add|confirm|declar|stat|tell|recall|stress|point out)\w*\b[^,;:]{0,40}?\bthat ",
    re.IGNORECASE,
)
# "We agree to": what a chair sums up for all.
_SUMMED_UP = re.compile(r"\bwe (?:all )?agree (?P<what>(?:to|that) .+)$", re.IGNORECASE)
_FEWEST, _MOST_AFTER = 4, 40  # words of a clause at least; characters after a cue in which its verb stands


def promised(
    sentence: str,
    span: tuple[int, int],
    who: str,
    names: Sequence[str],
    limit: int,
    common: Collection[str] = (),
    is_sensed: bool = False,
) -> str:
    """What ``who`` undertakes as a clause of a statement, e.g. "by June Mali will send two"; "" where it can't be one.

    ``span``: the characters of the cue, or of the clause that promises without one (``is_sensed``); ``names``: what the
    speaker calls itself; ``limit``: as in ``clip``; ``common``: words that are no names.
    """
    text = sentence.rstrip(" .。;!")
    begin = address(sentence)
    begin += needless(text[begin:], span[0] - begin)
    begin += _LEADING.match(text[begin:]).end()  # type: ignore[union-attr]
    found = _subjects(text, begin, span, names)
    made = "" if found else _told_of_oneself(text, begin, span, who, names)
    for start, verb, rest in found:
        before = _before(text, begin, start)
        told = _agreeing(verb, _turned(unaddressed(text[rest:], Act.COMMITMENT)))
        if before is not None and told:
            made = _turned(before) + f"{who} {verb} {told}"
            break
    made = made if _is_sentence(made) else _stated(text, begin, span, who, names, common)
    carried = len(made) - len(text[span[1] :]) if is_sensed else 0
    return shortened(made, Act.COMMITMENT, "en", limit, carried) if _is_sentence(made) else ""


def _is_sentence(made: str) -> bool:
    return bool(made) and not _OTHER_PERSONS.search(made) and len(words(made)) >= _FEWEST


def _agreeing(verb: str, rest: str) -> str:
    """The rest with its second verbs in the third person too: "opens it and maintains it"; "" where one is not known."""
    if verb.split()[-1] not in _DOING:
        return rest
    rest = _SECOND.sub(lambda match: match["joint"] + THIRD[match["verb"].casefold()], rest)
    return "" if _UNKNOWN_VERB.search(rest) else rest


def _stated(
    text: str, begin: int, span: tuple[int, int], who: str, names: Sequence[str], common: Collection[str]
) -> str:
    """What a speaker tells of something else, or of itself by its name: "Mali states that the course begins in May"."""
    starts = [start for start, _ in clauses(text) if begin < start <= span[0]]
    for start in (*reversed(starts), begin):
        rest = text[start:]
        rest = rest[needless(rest, len(rest)) :]
        if start == begin or (is_thought(rest) and not _FINITE.match(rest) and not loses(text[begin:start])):
            break
    own = re.match(rf"(?:the )?(?:{'|'.join(map(re.escape, names))})\b(?!['’])(?=,? \w)", rest, re.IGNORECASE)
    if _TURNED_ROUND.search(rest):
        return ""
    rest = re.sub(r"\b(by|on|from) us\b(?! all)", rf"\1 {who}", rest[own.end() :] if own else rest)
    told = _turned(unaddressed(rest, Act.COMMITMENT))
    if own:
        return f"{who}{told}"
    told = lowered(told, common)
    if told[:1].isupper() and not re.match(rf"(?:{'|'.join(map(re.escape, names))})\b", told):
        return ""  # a name, or nobody knows
    if (
        ":" in told
        or not _FINITE.search(told)
        or _LOOKS_BACK.match(told)
        or re.search(r"\b(?:we|i)\b", told, re.IGNORECASE)
    ):
        return ""
    return f"{who} states that {told}"


def _told_of_oneself(text: str, begin: int, span: tuple[int, int], who: str, names: Sequence[str]) -> str:
    """ "Mali supports it and will send two": the second verb of one subject, which stands before the first.

    What is told of somebody else ("our laboratory will test") is what the speaker states.
    """
    match = _TOLD.search(text, span[0], min(len(text), span[1] + _MOST_AFTER))
    if match is None:
        return ""
    before = text[begin : match.start()]
    called = "|".join(map(re.escape, names))
    own = re.search(rf"(?:^|[,;:] )(?:the )?(?:{called}|we)\b", before, re.IGNORECASE)
    rest = _turned(unaddressed(text[match.start() :], Act.COMMITMENT))
    if own is not None and re.search(r"\b(?:and|but|,)\s*(?:also |therefore )?$", before):
        if _POINTS_OUT.match(text[match.end() :]) and not own.group().casefold().endswith("we"):
            return f"{who}{_turned(text[begin + own.end() : match.start()])}{rest}"
        return "" if loses(before) else f"{who} {rest}"
    subject = from_subject(text[begin : match.end()], match.start() - begin)
    told = _ANNOUNCES.sub("", subject)
    if (
        not called
        or re.search(r"\b(?:we|i)\b", told, re.IGNORECASE)
        or loses(text[begin : match.end() - len(subject)])
        or not 1 < len(words(subject)) <= _LONGEST
    ):
        return ""
    made = _turned(lowered(told)) + _turned(unaddressed(text[match.end() :], Act.COMMITMENT))
    return made if re.search(rf"\b(?:{called})\b", told) else f"{who} states that {made}"


def summed_up(sentence: str) -> str:
    """What a chair says that all agree to, "to meet again in May" or "that ..."; "" where it says no such thing."""
    match = _SUMMED_UP.search(sentence.rstrip(" .!"))
    return match["what"] if match and not _OTHER_PERSONS.search(match["what"]) else ""


def _subjects(text: str, begin: int, span: tuple[int, int], names: Sequence[str]) -> list[tuple[int, str, int]]:
    """Where the speaker stands before a verb of promising, that verb in the third person, and where the rest begins.

    The one at the cue, then those before it, of which it is the second part; empty where none stands at the cue.
    """
    called = "|".join(re.escape(each) for each in sorted(names, key=len, reverse=True) if each)
    people = "|".join(re.escape(each.split()[-1][:_PEOPLE]) for each in names if len(each) > _PEOPLE)
    own = rf"(?:the )?(?:{called})|{_OWN_HOUSE}" if called else _OWN_HOUSE
    own += rf"|(?:the )?(?:{people})\w* {_HOUSE}" if people else ""
    pattern = re.compile(
        rf"\b(?P<who>we|i|it|{own})(?:\s(?=[^'’])|(?=['’]))(?P<adverb>{_ADVERB}){_VERB}", re.IGNORECASE
    )
    matches = [
        match
        for match in pattern.finditer(text, begin)
        if match.start() <= span[1] and not _SAYS.match(text, match.end())
    ]
    if not matches or matches[-1].end() < span[0]:
        return []
    first, *others = (matches[-1], *matches[:-1])
    # What it is that is done stands with the one before: "the list is ready and we send it".
    order = [*others, first] if re.match(r"(?:it|them)\b", text[first.end() :]) else [first, *others]
    return [(match.start(), f"{match['adverb']}{_verb(match)}", match.end()) for match in order]


def _verb(match: re.Match[str]) -> str:
    for name in ("short", "be", "have"):
        if match[name]:
            told = match[name].casefold().replace("’", "'")
            plain = _FULL.get(told, told)
            return THIRD.get(plain, plain)
    if match["modal"]:
        return match["modal"].casefold()
    verb = match["verb"].casefold()
    return THIRD.get(verb, verb)


def _before(text: str, begin: int, start: int) -> str | None:
    """What stays before the subject: when it is done; None where there is more, or where something would be lost."""
    begins = [begin, *(match.end() for match in BEGINS.finditer(text, begin, start) if match.end() <= start)]
    begins += [match.end() for match in _INFORMS.finditer(text, begin, start)]
    for first in begins:
        kept = text[first:start]
        dropped = text[begin:first]
        # What another clause denies is nothing of this one.
        dropped = NEGATION.sub("", dropped) if _ANOTHER.match(dropped) else dropped
        if (not kept.strip() or _WHEN.fullmatch(kept)) and not loses(dropped):
            return None if _NAMES_ANOTHER.search(kept) else kept[:1].lower() + kept[1:]
    return None


def _turned(text: str) -> str:
    """The speaker's own pronouns in the third person."""

    def third(match: re.Match[str]) -> str:
        if match["word"]:
            return _PERSONS[match["word"].casefold()]
        return f"it {THIRD[match['does'].casefold()] if match['does'] else match['modal'] or 'will'}"

    if _OTHER_PERSONS.search(_SELF.sub("", text)) or re.search(
        r"\b(?:all|each|both|some|any) of us\b|\bus (?:all|both)\b", text, re.IGNORECASE
    ):
        return text
    return _SELF.sub(third, text)
