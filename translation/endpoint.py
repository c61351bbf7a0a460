"""A translation engine behind an OpenAI-compatible address on the organiser's own machines. Off unless it is set.

The address must be of a private network: what is said in the house does not leave it. Knows no model.
"""

from __future__ import annotations

import http.client
import threading
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from translation.completions import complete, require_private
from translation.errors import EngineFailed, ModelMissing, WrongEnvironment
from translation.languages import LANGUAGES
from translation.port import Health, Pair, Translated

TIMEOUT_S = 30.0
LARGEST_ANSWER_BYTES = 1 << 20
AT_ONCE = 2
TOKENS_A_CHARACTER, SPARE_TOKENS = 2, 64  # bounds a loop, of which each token costs time
_INSTRUCTION = (
    "Translate the user's sentence from {source} into {target}. Answer with the translation only. "
    "Keep figures, names and codes such as X7 or K9 as they are."
)
_BEFORE = " Before it was said, which is not to be translated: "
_SHOWN = (
    " The sentence is being spoken and may not be finished. Its translation so far follows; begin with these words "
    "unless they are wrong: "
)


@dataclass(frozen=True, slots=True)
class Endpoint:
    """``url`` without a path (``http://127.0.0.1:8081``), the model's name there, its key, and its languages."""

    url: str
    model: str
    key: str = ""
    languages: tuple[str, ...] = ()


class EndpointEngine:
    """Asks ``POST /v1/chat/completions``, a sentence at a time, at temperature 0."""

    name = "endpoint"
    uses_context = True

    def __init__(self, endpoint: Endpoint, timeout_s: float = TIMEOUT_S) -> None:
        """Raises WrongEnvironment for an address that is not of this machine or of a private network."""
        require_private(endpoint.url)
        self._endpoint, self._timeout_s = endpoint, timeout_s
        self._room = threading.BoundedSemaphore(AT_ONCE)
        self._problem = ""

    def pairs(self) -> frozenset[Pair]:
        """Every direction between its languages."""
        codes = self._endpoint.languages
        return frozenset((one, other) for one in codes for other in codes if one != other)

    def refresh(self) -> None:
        """What it has is what was set."""

    def translate(
        self, sentences: Sequence[str], source: str, target: str, before: Sequence[str] = ()
    ) -> list[Translated]:
        """One answer for each sentence; the instruction says what came before it. Raises ModelMissing, EngineFailed."""
        self._require(source, target)
        asked = zip(sentences, before or [""] * len(sentences), strict=True)
        return [Translated(self._ask(sentence, source, target, former=former)) for sentence, former in asked]

    def go_on(self, sentence: str, source: str, target: str, shown: str) -> Translated:
        """The instruction says what stands on the screen. Errors as ``translate``."""
        self._require(source, target)
        return Translated(self._ask(sentence, source, target, shown))

    def alternatives(self, sentence: str, source: str, target: str) -> list[Translated]:
        """None: at temperature 0 there is one answer."""
        self._require(source, target)
        return []

    def warm_up(self, source: str, target: str) -> None:
        """Ask once, so that the model is loaded there."""
        self.translate(["Yes."], source, target)

    def health(self) -> Health:
        """What the last call met."""
        if self._problem:
            return Health(False, self._problem)
        return Health(True, f"{len(self.pairs())} directions")

    def close(self) -> None:
        """Nothing is kept between two calls."""

    def _require(self, source: str, target: str) -> None:
        if (source, target) not in self.pairs():
            raise ModelMissing(f"the endpoint is not set to translate {source} to {target}")

    def _ask(self, sentence: str, source: str, target: str, shown: str = "", former: str = "") -> str:
        names = {"source": LANGUAGES[source].name, "target": LANGUAGES[target].name}
        instruction = (
            _INSTRUCTION.format(**names) + (_BEFORE + former if former else "") + (_SHOWN + shown if shown else "")
        )
        body = {
            "model": self._endpoint.model,
            "messages": [
                {"role": "system", "content": instruction},
                {"role": "user", "content": sentence},
            ],
            "temperature": 0,
            "max_tokens": SPARE_TOKENS + TOKENS_A_CHARACTER * len(sentence),
        }
        try:
            with self._room:
                answer = complete(self._endpoint.url, self._endpoint.key, body, self._timeout_s, LARGEST_ANSWER_BYTES)
            text = str(answer["choices"][0]["message"]["content"]).strip()
        except (OSError, http.client.HTTPException, ValueError, KeyError, IndexError, TypeError) as error:
            self._problem = f"{self._endpoint.url} does not answer as it should ({error})"
            raise EngineFailed(self._problem, engine=self.name) from error
        self._problem = ""
        return text


def set_by(url: str, model: str, key: str, languages: str) -> Endpoint | None:
    """The endpoint of these settings, None without an address. Raises WrongEnvironment."""
    return Endpoint(url, model, key, languages_of(languages)) if url else None


def languages_of(text: str) -> tuple[str, ...]:
    """``en,pt,ko`` as codes. Raises WrongEnvironment for one that is not known."""
    codes: Iterable[str] = filter(None, (code.strip() for code in text.split(",")))
    found = tuple(dict.fromkeys(codes))
    unknown = [code for code in found if code not in LANGUAGES]
    if unknown:
        raise WrongEnvironment(f"the translation endpoint's languages: {', '.join(unknown)} are not known here")
    return found
