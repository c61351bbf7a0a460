"""What delegations sent to a statement, what was answered, and when each page saw it."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import Any


@dataclass(slots=True)
class Ledger:
    """What was sent and answered, and when each page saw it. Owner: the event loop."""

    sent: dict[str, str] = field(default_factory=dict)  # key -> delegation, of every amendment that was answered
    ids: dict[str, set[str]] = field(default_factory=dict)  # key -> the ids that were answered
    sponsors: dict[str, list[str]] = field(default_factory=dict)  # id -> who stands behind it, as answered last
    status: dict[str, tuple[int, str]] = field(default_factory=dict)  # id -> the newest answer's revision and status
    positions: dict[tuple[str, str], tuple[int, str]] = field(default_factory=dict)
    at: dict[int, float] = field(default_factory=dict)  # revision -> when the call that made it was sent
    seen: dict[int, list[tuple[int, float]]] = field(default_factory=dict)
    stored_ms: list[float] = field(default_factory=list)  # from when it was stored to each page
    answers_ms: list[float] = field(default_factory=list)
    calls: dict[str, int] = field(default_factory=dict)
    conflicts: int = 0
    bare_conflicts: int = 0  # without the difference
    strange: list[str] = field(default_factory=list)

    def saw(self, number: int, rev: int, now_s: float, age_ms: float) -> None:
        """A page got a revision."""
        self.seen.setdefault(rev, []).append((number, now_s))
        self.stored_ms.append(age_ms)

    def answered(self, what: str, status: int, answer: Any, sent_s: float) -> bool:
        """Note an answer; True where it was taken."""
        self.calls[what] = self.calls.get(what, 0) + 1
        self.answers_ms.append((time.monotonic() - sent_s) * 1000)
        if status == 409:
            self.conflicts += 1
            self.bare_conflicts += not {"paragraph", "pieces"} <= answer["error"]["details"].keys() and what in (
                "amend", "accept",
            )  # fmt: skip
        elif status != 200:
            self.strange.append(f"{what}: {status} {str(answer)[:200]}")
        if status != 200:
            return False
        self.at.setdefault(answer["rev"], sent_s)
        if "amendment" in answer:
            self._note(answer["amendment"], answer["rev"])
        return True

    def echoes_ms(self, pages: int, after: int = 0, upto: int | None = None) -> tuple[list[float], int]:
        """From each call to each page, in milliseconds, and how many pages did not see one; of these revisions."""
        found, missed = list[float](), 0
        for rev, sent_s in self.at.items():
            if rev <= after or (upto is not None and rev > upto):
                continue
            came = self.seen.get(rev, [])
            found += [(now_s - sent_s) * 1000 for _, now_s in came]
            missed += pages - len(came)
        return found, missed

    def _note(self, amendment: Any, rev: int) -> None:
        if rev >= self.status.get(amendment["id"], (0, ""))[0]:
            self.status[amendment["id"]] = (rev, amendment["status"])
            self.sponsors[amendment["id"]] = [amendment["by"], *amendment["cosponsors"]]
