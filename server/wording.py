"""A model's wording for a paragraph that a person points at, from an OpenAI-compatible server of the house.

Off unless it is set; the address must be of a private network. What it answers is a suggestion: whoever asked gets it
with what the verifier finds in it, and nothing is stored. Knows no statement and no database.
"""

from __future__ import annotations

import http.client
import threading
from collections.abc import Sequence

from server.core.errors import BadSetting, ModelFailed, NoModel, Overloaded
from translation.completions import complete, require_private
from translation.errors import WrongEnvironment

TIMEOUT_S = 30.0
LARGEST_ANSWER_BYTES = 256 << 10
MOST_CHARACTERS = 4_000  # of a suggestion
MOST_ASKED = 24_000  # of the lines that it is made from
AT_ONCE = 2
_INSTRUCTION = (
    "You word one paragraph of a joint statement in the language {language}. Use only what the numbered lines say. "
    "Keep every figure, date, name, negation and condition as it is said, and make nothing stronger than its weakest "
    "supporter. What a delegation reserves or objects to stands in square brackets with its name. Answer with the "
    "paragraph alone."
)


class NoWording:
    """No server is set."""

    name = ""

    def suggest(self, _paragraph: str, _lines: Sequence[str], _language: str) -> str:
        """Raises NoModel."""
        raise NoModel("no model is set up for wordings: ROUNDTABLE_DRAFT_URL and ROUNDTABLE_DRAFT_MODEL name one")


class EndpointWording:
    """Asks ``POST /v1/chat/completions`` at temperature 0. Safe to call from several threads; blocks."""

    def __init__(self, url: str, model: str, key: str = "", timeout_s: float = TIMEOUT_S) -> None:
        """Raises WrongEnvironment for an address outside the house."""
        require_private(url)
        self.name = model
        self._url, self._key, self._timeout_s = url.rstrip("/"), key, timeout_s
        self._room = threading.BoundedSemaphore(AT_ONCE)

    def suggest(self, paragraph: str, lines: Sequence[str], language: str) -> str:
        """A wording of the paragraph from these lines.

        Raises Overloaded while others ask, ModelFailed where no answer comes in time or it is none.
        """
        numbered = "\n".join(f"{at}. {each}" for at, each in enumerate(lines, 1))[:MOST_ASKED]
        body = {
            "model": self.name, "temperature": 0, "max_tokens": MOST_CHARACTERS // 2,
            "messages": [
                {"role": "system", "content": _INSTRUCTION.format(language=language)},
                {"role": "user", "content": f"The paragraph as it reads:\n{paragraph}\n\nThe lines:\n{numbered}"},
            ],
        }  # fmt: skip
        if not self._room.acquire(blocking=False):
            raise Overloaded("the model is busy with other paragraphs: ask again in a moment")
        try:
            answer = complete(self._url, self._key, body, self._timeout_s, LARGEST_ANSWER_BYTES)
            text = str(answer["choices"][0]["message"]["content"] or "").strip()
        except (OSError, http.client.HTTPException, ValueError, KeyError, IndexError, TypeError) as error:
            raise ModelFailed(f"the model at {self._url} does not answer as it should ({error})") from error
        finally:
            self._room.release()
        if not text or len(text) > MOST_CHARACTERS:
            raise ModelFailed(f"the model's answer has {len(text)} characters; 1 to {MOST_CHARACTERS} are expected")
        return text


def of(url: str, model: str, key: str) -> NoWording | EndpointWording:
    """The server of these settings. Raises BadSetting for an address outside the house."""
    if not url:
        return NoWording()
    try:
        return EndpointWording(url, model, key)
    except WrongEnvironment as error:
        raise BadSetting(f"ROUNDTABLE_DRAFT_URL: {error}", key="ROUNDTABLE_DRAFT_URL", value=url) from error
