"""A bounded memory of sentences already translated: fixed phrases of a meeting come back all day."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Hashable


class Cache:
    """Least recently used, at most ``size`` entries. Any thread may call; nothing blocks for long."""

    def __init__(self, size: int = 2000) -> None:
        self._size = size
        self._entries: OrderedDict[Hashable, str] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: Hashable) -> str | None:
        """The value, now the most recent, or None."""
        with self._lock:
            value = self._entries.get(key)
            if value is not None:
                self._entries.move_to_end(key)
            return value

    def put(self, key: Hashable, value: str) -> None:
        """Remember a value; the oldest entry goes when the cache is full."""
        with self._lock:
            self._entries[key] = value
            self._entries.move_to_end(key)
            while len(self._entries) > self._size:
                self._entries.popitem(last=False)

    def clear(self) -> None:
        """Forget everything: the models changed."""
        with self._lock:
            self._entries.clear()

    def __len__(self) -> int:
        with self._lock:
            return len(self._entries)
