"""Whether speech is in the language that its microphone is declared to speak: a doubt needs several witnesses.

Pure: takes what a model believes of windows of speech, knows no audio and no model. It only warns; a person decides.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Mapping

NEEDED = 3  # windows that must agree before anybody is warned: somebody may greet the room in another language
OF_LAST = 4  # among so many of the last ones
SURE = 0.6  # what a window must believe of another language to speak for it
LITTLE = 0.15  # and at most of the declared one
FITTING = 0.5  # a window that believes so much of the declared language fits
CLEARS = 2  # fitting windows in a row that take a warning back
MOST = 12  # windows of one start: after so many without a verdict the model can't tell
# Languages that a small model takes for a declared one's sister; what it believes of them speaks for the declared one.
SISTERS: Mapping[str, frozenset[str]] = {
    "en": frozenset({"cy", "haw", "nn"}),
    "es": frozenset({"ca", "gl"}),
    "fr": frozenset({"br", "ht", "oc"}),
    "it": frozenset({"la"}),
    "de": frozenset({"lb", "yi"}),
    "pt": frozenset({"gl"}),
    "ru": frozenset({"be", "bg", "uk"}),
    "ar": frozenset({"fa", "ur"}),
    "zh": frozenset({"bo", "yue"}),
}


class Fit:
    """The start of one turn of one microphone. One owner.

    ``heard``: the language that the speech sounds like instead, while there is a warning. ``is_settled``: no further
    window is wanted. A warned one is never settled: the warning goes when the speech fits again.
    """

    def __init__(self, declared: str, known: Collection[str]) -> None:
        """``known``: the languages that can be declared; nobody is warned of another."""
        self.declared = declared
        self.heard: str | None = None
        self._known = frozenset(known) - {declared}
        self._votes: deque[str] = deque(maxlen=OF_LAST)
        self._taken = 0

    @property
    def is_settled(self) -> bool:
        """Whether enough was heard: it fits, or the model can't tell."""
        fits = self._votes.count(self.declared)
        return self.heard is None and (self._taken >= MOST or (fits >= NEEDED and self._votes[-1] == self.declared))

    def take(self, beliefs: Mapping[str, float]) -> bool:
        """One more window: each language's probability. True when the warning came, changed or went."""
        self._taken += 1
        self._votes.append(self._vote(beliefs))
        before, self.heard = self.heard, self._verdict()
        return self.heard != before

    def _vote(self, beliefs: Mapping[str, float]) -> str:
        """The language for which a window speaks; empty where it speaks for none."""
        own = sum(beliefs.get(code, 0.0) for code in {self.declared, *SISTERS.get(self.declared, ())})
        best = max(beliefs, key=lambda code: beliefs[code], default="")
        if own >= FITTING or best == self.declared:
            return self.declared
        is_sure = best in self._known and beliefs[best] >= SURE and own <= LITTLE
        return best if is_sure else ""

    def _verdict(self) -> str | None:
        last = list(self._votes)
        if self.heard is not None and last[-CLEARS:] == [self.declared] * CLEARS:
            return None
        others = [vote for vote in last if vote not in ("", self.declared)]
        best = max(others, key=others.count, default="")
        if best and others.count(best) >= NEEDED and last[-1] != self.declared:
            return best
        return self.heard
