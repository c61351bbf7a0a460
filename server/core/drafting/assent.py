"""Words of assent: without one of them no sentence is counted as a yes, whatever a learned reader makes of it.

They stand in a yes and in much else, so that alone they are none. English: what that reader reads.
"""

# ruff: noqa: E501 (a table of words)

from __future__ import annotations

import re

from server.core.drafting.negation import NEGATION
from server.core.drafting.turns import BUT

_ASSENT = re.compile(
    r"\b(?:yes|yeah|yep|aye|ay|ja|oui|da|agree\w*|accept\w*|support\w*|in favou?r|favou?r(?:s|ed|abl\w+)?|sign(?:s|ed|ing|atures?)?|subscri\w*|initials?|underwrit\w*|endors\w*|adher\w*|associat\w*"
    r"|approv\w*|consent\w*|concur\w*|assent\w*|vot(?:e|es|ed|ing)|ballot|back(?:s|ed|ing)?|behind|alongside|on board|takers?|takes? part|participa\w*|joins?|joined|joining|co-?(?:sponsor|author)\w*"
    r"|counts? (?:us|me|on us|on me|\w+ in)|count\b.{0,20}\bin|put (?:us|me|down|our|my|\w+ (?:down|in|on))|write (?:us|me|our|\w+ (?:down|in))|add (?:us|me|our|my|its)|include (?:us|me)|note (?:us|our|my)|we(?: are|'re) in|i(?: am|'m) in|all in|is in"
    r"|(?:is|are|am|we're|i'm|stands?|sides?|goes|go|comes?|come|walks?|marches|march|been|be) (?:\w+ )?(?:for|with|along|together)|side of|(?:is|are) (?:also )?(?:ours|mine)|(?:our|my|its|\w+'s|the) (?:yes|support|agreement|consent|approval|vote|signature|signatures|name|hands?|blessing|green light|thumbs?|backing|seal|stamp)"
    r"|hands? (?:up|raised|high)|(?:both|two|raises?|lift) (?:\w+ )?hands?|gladly|willing\w*|happy|happily|wholeheart\w*|heart(?:y|ily)|fine|good|okay|ok|all right|alright|suits?|works? (?:for|with)|acceptable|agreeable|sure|certainly|of course|by all means|please|deal|sold|done"
    r"|one mind|same (?:mind|opinion|page|line|voice)|shares? (?:the|this|that|its|his|her|your)|nothing to add|recogni[sz]es? (?:it|our|my|them|our)sel(?:f|ves)|go ahead|goes for|solidarity|nods?|content|satisfied|positive(?:ly)?|pleases (?:us|me)|go-ahead|entirely with|on (?-i:[A-Z])\w+['’]s (?:side|list)|(?:its|our|my) own and|can count (?:on|with)|(?:we|i) (?:follow|enter|march)|comes in|that works|have us|wants? (?:it|this|that|them|both|to be)|takes? (?:it|them|both|this|that)|can do|we do too|so do we|as well|too|likewise)\b",
    re.IGNORECASE,
)  # fmt: skip
# What limits a yes, or says that it is not given yet.
LIMITS = re.compile(
    r"\b(?:if|unless|until|once|when|provided|providing|as long|so long|on condition|subject to|depend\w*|ad referendum|in principle|provisional\w*|pending|only|except\w*|apart from|hope|might|may|perhaps|maybe|would|could|should|direction|spirit|almost|nearly|yet|however|though|although|instead|rather|first|wait\w*|study|consider|another|other)\b|\?",
    re.IGNORECASE,
)


def assents(sentence: str) -> bool:
    """True for an English sentence that has a word of assent, and none that denies, limits, turns or asks."""
    told = sentence.replace("’", "'")
    return bool(_ASSENT.search(told)) and not any(each.search(told) for each in (LIMITS, NEGATION, BUT))
