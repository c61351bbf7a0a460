"""The Chair's summary of a text that found no consensus: the words as they stood, without brackets, with the names of
those who held them, and a record of what was said against the text. Must not know how it is stored.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from server.core.statement.brackets import NOBODY, Bracket
from server.core.statement.positions import WHOLE, Value
from server.core.statement.spans import replaced
from server.core.statement.statement import Paragraph
from server.core.statement.summary_words import PHRASES

# The positions that a summary records, and the word for each.
RECORDED: Mapping[Value, str] = {
    Value.RESERVE: "reserve",
    Value.OBJECT: "object",
    Value.PROPOSE_AMENDMENT: "amend",
    Value.DISASSOCIATE: "disassociate",
}


@dataclass(frozen=True, slots=True)
class Said:
    """Something to be recorded: ``what`` is a key of the phrases, ``paragraph`` an id or ``""`` for the whole."""

    delegation: str
    paragraph: str
    what: str
    text: str = ""


def phrases(language: str) -> Mapping[str, str]:
    """The words of a working language; of one that has none the English ones."""
    return PHRASES.get(language, PHRASES["en"])


def unbracketed(
    paragraph: Paragraph,
    language: str,
    names: Mapping[str, str],
    is_note: Callable[[str, Sequence[str]], bool] = lambda _words, _names: False,
) -> Paragraph:
    """The paragraph without brackets: behind the words that were held stands who held them, and why.

    ``is_note``: whether words of a bracket say themselves who, of those called so, holds what: in parentheses then.
    """
    while paragraph.brackets:
        last = max(paragraph.brackets, key=lambda each: (each.start, -each.end))
        same = [each for each in paragraph.brackets if (each.start, each.end) == (last.start, last.end)]
        rest = replace(paragraph, brackets=tuple(each for each in paragraph.brackets if each not in same))
        called = [names.get(each, each) for each in last.holders]
        if len(same) == 1 and is_note(rest.text[last.start + 1 : last.end - 1], called):
            paragraph = replaced(replaced(rest, last.end - 1, last.end, ")"), last.start, last.start + 1, "(")
        else:
            paragraph = _opened(rest, last, _held(same, language, names))
    return paragraph


def recorded(
    said: Iterable[Said], language: str, names: Mapping[str, str], called: Mapping[str, str]
) -> tuple[str, ...]:
    """A line for everything that was said, in the order given. ``called``: what each paragraph is called, by its id."""
    words = phrases(language)
    found = []
    for each in said:
        place = words["whole"] if each.paragraph == WHOLE else words["paragraph"].format(label=called[each.paragraph])
        name = names.get(each.delegation, each.delegation)
        line = f"{place if each.delegation == NOBODY else f'{name} ({place})'}: {words[each.what]}"
        found.append(f"{line}: “{each.text}”" if each.text else line)
    return tuple(dict.fromkeys(found))


def _held(brackets: Iterable[Bracket], language: str, names: Mapping[str, str]) -> str:
    """``reservation: Kenya; condition: France, Brazil``."""
    words, by_hold = phrases(language), dict[str, list[str]]()
    for each in brackets:
        named = by_hold.setdefault(str(each.hold), [])
        named += [names.get(code, code) for code in each.holders if code != NOBODY]
    return "; ".join(
        f"{words[hold]}: {', '.join(dict.fromkeys(named))}" if named else words[hold] for hold, named in by_hold.items()
    )


def _opened(paragraph: Paragraph, gone: Bracket, held: str) -> Paragraph:
    """Both signs are taken out, and the names stand behind the words."""
    text, at_end = paragraph.text, gone.end
    is_signed = text[gone.start : gone.start + 1] == "[" and text[gone.end - 1 : gone.end] == "]"
    if is_signed:
        at_end = gone.end - 1
    space = " " if text[gone.end : gone.end + 1] not in ("", *" ,;.:!?)") else ""
    made = replaced(paragraph, at_end, gone.end, f" ({held}){space}")
    return replaced(made, gone.start, gone.start + 1, "") if is_signed else made
