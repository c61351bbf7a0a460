"""Gives an engine the punctuated, cased sentence that it was trained on, and undoes that on the answer.

Loops and nonsense come from capitals, from single words and from text without a full stop. Must not know any engine.
"""

from __future__ import annotations

from dataclasses import dataclass

_STOPS = ".!?…。！？؟۔।;:；："
_CLOSING = "\"'”’»)]」』）】"


@dataclass(frozen=True, slots=True)
class Dressed:
    """A sentence for an engine, and what was changed."""

    text: str
    is_stopped: bool = False
    is_raised: bool = False
    is_shouted: bool = False


def dress(text: str, source: str, stand_ins: frozenset[str] = frozenset()) -> Dressed:
    """The sentence with a capital, a stop and ordinary case; stand-ins of the masking keep their capitals."""
    words = text.split()
    is_shouted = len(words) > 1 and text.isupper() and any(len(word) > 3 for word in words)
    if is_shouted:
        text = " ".join(word if word.strip(_STOPS + _CLOSING + ",") in stand_ins else word.lower() for word in words)
    is_raised = text[:1].islower()
    if is_raised:
        text = text[:1].upper() + text[1:]
    is_stopped = bool(text) and text.rstrip(_CLOSING)[-1:] not in _STOPS
    if is_stopped:
        text += "。" if source in ("zh", "ja") else "."
    return Dressed(text, is_stopped, is_raised and not is_shouted, is_shouted)


def undress(answer: str, dressed: Dressed, target: str) -> str:
    """The answer without the stop that was added, in the case of the source."""
    if dressed.is_stopped:
        answer = answer.rstrip().rstrip(".。۔।").rstrip()
    if dressed.is_shouted:
        return answer.upper()
    if dressed.is_raised and target != "de" and answer[1:2].islower():
        return answer[:1].lower() + answer[1:]
    return answer
