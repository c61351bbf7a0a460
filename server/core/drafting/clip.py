"""The part of a sentence that a draft quotes: verbatim, and whole wherever a cut could turn its sense."""

# ruff: noqa: E501 (tables of words)

from __future__ import annotations

import itertools
import re

from server.core.drafting.acts import HOLDING, Act
from server.core.drafting.asides import EXCEPTS, needless
from server.core.drafting.classify import classify, cues
from server.core.drafting.cues import REASONS
from server.core.drafting.measures import measures as told
from server.core.drafting.negation import NEGATION
from server.core.drafting.sense import clause_at, clauses
from server.core.drafting.sentences import words
from server.core.drafting.shortening import CLAUSE, PUT_FORWARD, shortened

_ADDRESS = re.compile(
    r"^(?:(?:thank you|merci|obrigad[oa]|gracias|谢谢|спасибо)[,.，]?\s*)?"
    r"(?:(?:madame?|mr\.?|mrs\.?|ms\.?|mister|madame la|monsieur le|senhora?|se[ñn]ora?)"
    r"\s+(?:the )?(?:chair\w*|president\w*|présidente?)|chair(?=,)"
    r"|主席(?:女士|先生)?)[,，.。]\s*",
    re.IGNORECASE,
)
# What a cut would leave without the word that it stands for: "is ready to sign it today".
# What it counts stands in the clause before it.
_OF_THEM = re.compile(r"\b(?:of|from|among) (?:them|these|those|which|whom)\b(?! \w+s\b)", re.IGNORECASE)
_POINTS_OUT = re.compile(r"^(?:\w+ ){1,5}(?:it|them|they)\b", re.IGNORECASE)
# The speaker's name before what it will do, or another one's that the cut has left there.
_OWN_NAME = re.compile(
    r"(?:[A-Z]\w+ ){1,3}(?:and )?"
    r"(?=(?:will|shall|is|are|undertakes?|pledges?|commits?|offers?|intends?|plans?)\b)(?<!\bI )(?<!\bWe )"
)
_LEADING = re.compile(
    r"^\s*(?:(?:and|also|so|e|et|y|и|that|que|to|что|чтобы)\b\s*(?=\w+ )|is to (?=\w)|is (?=(?:to|a|an|the)\b)|[:,，：]\s*)",
    re.IGNORECASE,
)
# Cues that only say that something is put forward; others are words of what is put forward themselves.
_PUTS_FORWARD = re.compile(
    r"propos|propon|suggest|suger|sugg|recom|recommand|wish|plan|request|idea|idée|ideia|aim|mind|table|move|advoca|put|lay|like"
    r"|предлага|предлож|рекоменд|призыва|建议|提议|倡议|主张|提出|呼吁",
    re.IGNORECASE,
)
_CLOSING = re.compile(
    r"[,;]\s*(?:thank you|thanks|please|of course|if (?:i|you) may|madam chair|mr\.? chair|chair|dear colleagues|colleagues|merci|gracias|obrigad[oa]"
    r"|as (?:we|i|you) (?:say|said|know)\b[^,;]*)\s*$",
    re.IGNORECASE,
)
# A subject that the name before a bracket stands for.
_SUBJECT = re.compile(
    r"(?:that is why |therefore |so |then |also |moreover |(?-i:[A-Z])\w+,? )*"
    r"(?:we|i|it|this|that|(?:my|our|the) (?:delegation|country|government|administration|capital)|(?-i:[A-Z])\w+(?: (?-i:[A-Z])\w+)?"
    r"|nous|il|elle|notre \w+|ma \w+|nosotros|mi \w+|nuestra? \w+|nós|a minha \w+|o nosso \w+|мы|наша \w+|نحن|我们|中方)?(?: \w+){0,3}\s*",
    re.IGNORECASE,
)
# What ends a clause and begins none.
_JOINT = re.compile(r"[,;]?\s+(?:and|but|or|so|et|mais|ou|y|pero|e|mas|и|но)$", re.IGNORECASE)
# A subject with its verb; what a delegation whose name stands before it will do.
_THOUGHT = re.compile(
    r"\b(?:i|we|they|you)(?:'\w+)? \w+|\blet\b|\b\w+(?: \w+)*? (?:am|is|are|was|were|be|has|have|had|does?|did|will|would|shall|should|can|could|may|might|must)\b",
    re.IGNORECASE,
)
_DOES = re.compile(
    r"(?:will|shall|would|can|could|must|may|to|(?:is|are) (?:ready|willing|prepared|glad|happy|pleased))\b",
    re.IGNORECASE,
)
_STANDS_FOR = re.compile(
    r"\s*(?:and |but |so )?(?!it (?:would|will|is|was|may|might|could|seems) (?:\w+ ){1,3}(?:(?:to|for) (?:us|me) )?,? ?(?:if|that|to|for)\b)"
    r"(?:it|they|he|she|this|that|these|those|which) (?:\w+ly )?(?:am|is|are|was|were|be|has|have|had|does|do|did|will|would|shall|should|can|could|may|might|must)\b",
    re.IGNORECASE,
)
# "If it is translated, we can sign": what follows.
_FOLLOWS = re.compile(
    r"(?<=\w)[\"”]?, (?:then )?(?:we|i|it|that|this|there|(?:my|our) \w+|(?:the )?(?-i:[A-Z])\w+(?: (?-i:[A-Z])\w+)?)(?:['’](?:ll|d)| (?:can|could|will|would|shall|may|might))\b",
    re.IGNORECASE,
)
_TIGHT = 10  # words to a quotation below which room is scarce
# Values of figures, each with its parts.
Figures = frozenset[tuple[float, ...]]
_BEFORE = 6  # words of a subject with what stands between it and its cue
_FEWEST = 3  # words that a quotation has at least


def clip(
    shown: str, act: Act, language: str, limit: int = 0, begin: int | None = None, figures: Figures = frozenset()
) -> str:
    """The words of ``shown`` that carry ``act``, without address, final stop and the reason for what is held.

    ``limit``: from so many words on, clauses at the end that hold no figure, negation or condition are left out; 0 for
    no limit. A condition is never shortened. ``begin``: where the clause begins that carries an act without a cue, None
    where there is a cue or nobody knows;
    ``figures``: the values of those that are in question in a fact.
    """
    kept = _from(shown, begin or 0, act, language)
    sentence = shown[kept:]
    sentence = sentence[address(sentence) :].rstrip(" .。;；")
    sentence = _CLOSING.sub("", sentence) if limit else sentence
    found = classify(sentence, language).cues
    if language == "en" and (act in PUT_FORWARD or act in HOLDING):
        dropped = needless(sentence, found[act][0] if act in found else max(0, (begin or 0) - kept))
        sentence = sentence[dropped:]
        found = classify(sentence, language).cues if dropped else found
    if act is Act.PROPOSAL and act in found:
        start, end = found[act]
        is_announced = bool(_PUTS_FORWARD.search(sentence[start:end]))
        told = _safe(sentence, end if is_announced else start, language, after_cue=is_announced)
        return shortened(told if is_announced else _whole(told, sentence, language), act, language, limit)
    if act is Act.CONDITION and limit:
        return _without_reason(_condition(sentence, language, limit), language)
    if act in (Act.CONDITION, Act.COMMITMENT) and act in found:
        told = _safe(sentence, found[act][0], language, after_cue=False)
        return shortened(told if act is Act.CONDITION else _whole(told, sentence, language), act, language, limit)
    if act is Act.FACT and limit:
        told = _figured(sentence, language, figures)
        return told[needless(told, len(told)) :] if language == "en" else told
    if act in HOLDING:
        if not limit:
            return _without_reason(sentence, language)
        return shortened(_without_reason(_held(sentence, language), language), act, language, limit)
    return shortened(sentence, act, language, limit, 0 if begin is None else _carried(shown, begin, sentence))


def _carried(shown: str, begin: int, sentence: str) -> int:
    """The characters of what is left of a sentence up to the end of the clause that begins at ``begin``."""
    return clause_at(shown, begin)[1] - max(0, shown.find(sentence))


def _whole(kept: str, sentence: str, language: str) -> str:
    """What is put forward from the beginning of its clause, where the part of it that is kept has no subject or verb."""
    if language != "en" or is_thought(kept):
        return kept
    start = sentence.find(kept)
    begins = [begin for begin, _ in clauses(sentence) if begin < start and is_thought(sentence[begin:])]
    return sentence[begins[-1] :] if begins and not _loses(sentence[: begins[-1]], language) else sentence


def _loses(dropped: str, language: str) -> bool:
    """True for words that may turn or limit what follows them."""
    return bool(NEGATION.search(dropped) or EXCEPTS.search(dropped) or classify(dropped, language).seen & HOLDING)


def _from(sentence: str, begin: int, act: Act, language: str) -> int:
    """Where a clause begins, 0 where what goes before it may turn or limit it; what is put forward is a whole thought."""
    if begin and act in PUT_FORWARD and language == "en":
        starts = [start for start, _ in clauses(sentence) if start <= begin]
        begin = next((each for each in reversed(starts) if is_thought(sentence[each:])), 0)
    dropped = sentence[:begin]
    # "We say no, unless ...": a condition is named as one, whatever it is that it limits.
    is_lost = classify(dropped, language).seen & HOLDING if act is Act.CONDITION else _loses(dropped, language)
    return 0 if is_lost or len(words(sentence[begin:])) < _FEWEST else begin


def is_thought(text: str) -> bool:
    """True where its first clause has a subject with a verb, or is what somebody will do; not "it will begin"."""
    if _STANDS_FOR.match(text):
        return False
    head = re.split(r"[,;:—]", text.strip(), maxsplit=1)[0]
    return bool(_DOES.match(head) or _THOUGHT.search(head))


def address(text: str) -> int:
    """How many characters of ``text`` only address the chair."""
    match = _ADDRESS.match(text)
    return match.end() if match else 0


def _safe(sentence: str, start: int, language: str, after_cue: bool) -> str:
    """From ``start`` on, unless what goes is a negation or a condition, or too little stays."""
    dropped, kept = sentence[:start], sentence[start:]
    if NEGATION.search(dropped) or Act.CONDITION in classify(dropped, language).seen:
        return sentence
    leading = _LEADING.match(kept)
    if leading:
        kept = kept[leading.end() :]
    own = _OWN_NAME.match(kept)
    if own and not after_cue:
        kept = kept[own.end() :]
    kept = kept.strip()
    return kept if len(words(kept)) >= _FEWEST and not _POINTS_OUT.search(kept) else sentence


def _held(sentence: str, language: str) -> str:
    """From the clause on in which something is held back; its subject is left out, since the bracket names it."""
    spans = [span for kind, span in cues(sentence, language).items() if kind in HOLDING]
    if not spans:
        return sentence
    first = min(start for start, _ in spans)
    start = max((each.end() for each in CLAUSE.finditer(sentence, 0, first) if each.end() <= first), default=0)
    if classify(sentence[:start], language).seen & HOLDING:
        return sentence
    before = sentence[start:first]
    if _SUBJECT.fullmatch(before) and len(words(before)) <= _BEFORE and not NEGATION.search(before):
        start = first
    kept = sentence[start:].strip()
    return kept if len(words(kept)) >= _FEWEST else sentence


def _figured(sentence: str, language: str, values: Figures) -> str:
    """The clauses with figures, those of these values if it has such, and all between them; with what denies one of
    them or measures it."""
    cuts = [0, *(each.end() for each in CLAUSE.finditer(sentence)), len(sentence)]
    pieces = [(start, end) for start, end in itertools.pairwise(cuts) if end > start]
    all_given = told(sentence, language)
    given = [each for each in all_given if each.values in values] or all_given
    holding = [(start, end) for start, end in pieces if any(start <= one.start < end for one in given)]
    if not holding:
        return sentence
    start, end = holding[0][0], holding[-1][1]
    if start and language == "en" and _OF_THEM.search(sentence[start:end]):
        return _figured(sentence, language, frozenset()) if values else sentence
    kept = _JOINT.sub("", sentence[start:end].strip(" ,;:，；："))
    dropped = sentence[:start] + sentence[end:]
    is_safe = len(words(kept)) >= _FEWEST and not EXCEPTS.search(dropped)
    return kept if is_safe else sentence


def _condition(sentence: str, language: str, limit: int) -> str:
    """All of a condition, without the yes that it limits; where room is scarce, without what follows when it is met."""
    found = cues(sentence, language)
    if Act.CONDITION not in found:
        return sentence
    start = found[Act.CONDITION][0]
    dropped = classify(sentence[:start], language)
    if NEGATION.search(sentence[:start]) and Act.NO_OBJECTION not in dropped.seen:
        # A negation of the same clause stays with the condition.
        start = max((each.end() for each in CLAUSE.finditer(sentence, 0, start) if each.end() <= start), default=0)
        dropped = classify(sentence[:start], language)
    if dropped.seen & HOLDING:
        return sentence
    end = len(sentence)
    yes = min((span[0] for kind, span in found.items() if kind in _YES and span[0] > start), default=end)
    if yes < end:
        cut = max((each.start() for each in CLAUSE.finditer(sentence, start, yes)), default=start)
        rest = classify(sentence[cut:], language).seen & HOLDING if cut > start else HOLDING
        if not rest and len(words(sentence[start:cut])) >= _FEWEST:
            end = cut
    kept = sentence[start:end].strip()
    follows = _FOLLOWS.search(kept) if language == "en" and 0 < limit < _TIGHT else None
    if follows is not None and not _loses(kept[follows.start() :], language):
        kept = kept[: follows.start()]
    return kept if len(words(kept)) >= _FEWEST else sentence


_YES = (Act.SUPPORT, Act.NO_OBJECTION, Act.COMMITMENT)


def _without_reason(sentence: str, language: str) -> str:
    pattern = REASONS.get(language)
    match = re.search(pattern, sentence, re.IGNORECASE) if pattern else None
    if match is None:
        return sentence
    kept, cut = sentence[: match.start()], sentence[match.start() :]
    if kept.count('"') % 2:
        return sentence  # within what is quoted in it
    same = classify(kept, language).acts & HOLDING == classify(sentence, language).acts & HOLDING
    holds_on = classify(cut, language).seen & HOLDING
    return kept if same and not holds_on and len(words(kept)) >= _FEWEST else sentence
