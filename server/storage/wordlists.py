"""The ordinary words of each language, from the word frequencies of ``wordfreq``: what no repair may ever replace."""

from __future__ import annotations

import threading

LEAST_ZIPF = 2.0  # one in ten million words: rarer are names and slips more often than words


class Wordlists:
    """Reads a language's list when it is first asked for (half a second, some 10 MB). Any thread may ask; blocks."""

    def __init__(self) -> None:
        self._known: dict[str, frozenset[str] | None] = {}
        self._lock = threading.Lock()

    def ordinary(self, language: str) -> frozenset[str] | None:
        """The language's words in small letters; None for a language without a list."""
        with self._lock:
            if language not in self._known:
                self._known[language] = _read(language)
            return self._known[language]


def _read(language: str) -> frozenset[str] | None:
    from wordfreq import get_frequency_dict  # takes a second to import; only where a term is looked for

    try:
        found = get_frequency_dict(language, "best")
    except LookupError:
        return None
    least = 10 ** (LEAST_ZIPF - 9)
    return frozenset(word for word, frequency in found.items() if frequency >= least)
