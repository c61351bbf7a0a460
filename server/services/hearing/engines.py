"""What translate workers tell of their engines: how they are, and how long each direction takes. Owned by the hub."""

from __future__ import annotations

from typing import Any


class Engines:
    """The last word of any worker; of directions that several workers timed, that of the last."""

    def __init__(self) -> None:
        self.health: list[dict[str, Any]] = []
        self._warmth: dict[tuple[str, str, str], dict[str, Any]] = {}

    @property
    def warmth(self) -> list[dict[str, Any]]:
        """``[{engine, source, target, first_ms, sentence_ms}]``, sorted."""
        return [self._warmth[key] for key in sorted(self._warmth)]

    def told(self, message: dict[str, Any]) -> None:
        """Take what a worker's ``hello`` or ``measured`` holds, shapes checked."""
        self.health = message.get("engines") or self.health
        for each in message.get("warmth") or []:
            self._warmth[each["engine"], each["source"], each["target"]] = each
