"""The formulas of a meeting, by heart: "Thank you.", "Brazil has the floor."

Small models were trained on long sentences and invent an ending for short ones ("Thank you." came back as thanks for an
edition), and they take the floor for the ground. A formula is the whole sentence; ``{}`` stands for a name.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from translation import sentences
from translation.names import Countries

SLOT = "{}"
# A name has few words; anything longer is a sentence of its own and goes to the engine.
MOST_NAME_WORDS = 4
_ARTICLES: Mapping[str, str] = {
    "en": r"the\s+",
    "pt": r"(?:os?|as?)\s+",
    "es": r"(?:el|la|los|las)\s+",
    "fr": r"(?:le|la|les)\s+|l['’]",
    "it": r"(?:il|lo|la|i|gli|le)\s+|l['’]",
    "de": r"(?:der|die|das)\s+",
}
_EDGES = ".!。！ \t"


@dataclass(frozen=True, slots=True)
class Formula:
    """What a sentence becomes: ``name`` is still to be translated and goes where ``{}`` stands, or is empty."""

    text: str
    name: str = ""


class Phrasebook:
    """Rows of formulas: {language: wording}. Immutable."""

    def __init__(self, rows: Sequence[Mapping[str, str]]) -> None:
        self._rows = [{code: text for code, text in row.items() if text} for row in rows]
        self.countries = Countries()

    @classmethod
    def read(cls, path: Path | None = None) -> Phrasebook:
        """The table beside this module, or another with a column for each language."""
        with (path or Path(__file__).with_name("phrases.tsv")).open(encoding="utf-8", newline="") as file:
            return cls(list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)))

    def find(self, sentence: str, source: str, target: str) -> Formula | None:
        """The formula that the sentence is, in the target language; whole formulas before those with a name."""
        said = _bare(sentence)
        usable = [(row[source], row[target]) for row in self._rows if source in row and target in row]
        for before, after in usable:
            if SLOT not in before and _bare(before).casefold() == said.casefold():
                return Formula(after)
        for before, after in usable:
            name = _name(_bare(before), said, source) if SLOT in before else ""
            if name:
                return Formula(after, name)
        return None


def without_article(name: str, code: str) -> str:
    """A name as it stands after a preposition or in an address: formulas carry no articles."""
    article = _ARTICLES.get(code)
    return re.sub(rf"^(?:{article})(?=\w)", "", name, flags=re.IGNORECASE) if article else name


def _name(formula: str, said: str, source: str) -> str:
    """What stands at the slot, when it looks like a name."""
    pattern = re.escape(formula).replace(re.escape(SLOT), "(.+)")
    match = re.fullmatch(pattern, said, re.IGNORECASE)
    name = match.group(1).strip() if match else ""
    words = name.split()
    has_capital = any(word[:1].isupper() or not word.isascii() for word in words)
    is_short = len(words) <= MOST_NAME_WORDS and len(sentences.split(name, source)) == 1
    return name if has_capital and is_short and not re.search(r"[,;:?!]\s|\d", name) else ""


def _bare(text: str) -> str:
    return text.strip().strip(_EDGES)
