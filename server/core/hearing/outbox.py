"""What a source has captured and the server has not acknowledged, in order.

The same rules as ``web/js/state/outbox.js``. Positions and lengths are samples at 16 kHz.
"""

from __future__ import annotations

from dataclasses import replace

from server.core.hearing.ordering import BYTES_PER_SAMPLE, RATE_HZ, Chunk, Gap

KEPT_SAMPLES = 5 * 60 * RATE_HZ  # without an acknowledgement; beyond it the oldest is given up and declared
WINDOW_SAMPLES = 10 * RATE_HZ  # audio under way, far below what the server queues
Item = Chunk | Gap


class Outbox:
    """One microphone's unacknowledged audio and gaps. One owner; not thread-safe."""

    def __init__(self) -> None:
        self.next_sample = 0  # where the next sample goes
        self.acknowledged_sample = 0  # everything before it is on disk
        self.lost_samples = 0  # given up in all
        self.waiting = 0  # the samples of audio that wait for their acknowledgement
        self._sent = 0
        self._items: list[Item] = []

    def put(self, pcm: bytes) -> None:
        """A chunk was captured."""
        chunk = Chunk(self.next_sample, pcm)
        self._items.append(chunk)
        self.waiting += _audio(chunk)
        self.next_sample = chunk.end_sample
        self._give_up()

    def skip(self, samples: int, why: str) -> None:
        """Nothing was captured, but time went on."""
        gap = Gap(self.next_sample, self.next_sample + samples, why)
        self._items = _joined([*self._items[-1:], gap], self._items[:-1])
        self.next_sample = gap.end_sample

    def acknowledge(self, sample: int) -> None:
        """Everything before ``sample`` is on disk."""
        if sample <= self.acknowledged_sample:
            return
        self.acknowledged_sample, self._sent = sample, max(self._sent, sample)
        self._items = [item for item in self._items if item.end_sample > sample]
        self.waiting = sum(_audio(item) for item in self._items)

    def rewind(self, sample: int) -> None:
        """The server is at ``sample``: what follows is sent again."""
        self.acknowledge(sample)
        self._sent = max(sample, self.acknowledged_sample)

    def rebase(self) -> int:
        """For a new stream, which begins at 0: what is kept moves there, by the samples that are returned."""
        by = min(self.acknowledged_sample, self._items[0].start_sample if self._items else self.next_sample)
        self._items = [_moved(item, by) for item in self._items]
        self.next_sample -= by
        self.acknowledged_sample = self._sent = 0
        return by

    def take(self, window: int = WINDOW_SAMPLES) -> list[Item]:
        """What to hand over now, as far as the window allows; the first is cut where it was sent in part."""
        room = window - sum(_audio(item) for item in self._items if item.end_sample <= self._sent)
        taken: list[Item] = []
        for item in self._items:
            if item.end_sample <= self._sent:
                continue
            if isinstance(item, Chunk) and room <= 0:
                break
            room -= _audio(item)
            taken.append(_after(item, self._sent))
        self._sent = taken[-1].end_sample if taken else self._sent
        return taken

    def _give_up(self) -> None:
        over = self.waiting - KEPT_SAMPLES
        if over <= 0:
            return
        kept: list[Item] = []
        for item in self._items:
            if over > 0 and isinstance(item, Chunk):
                over -= _audio(item)
                self.lost_samples += _audio(item)
                self.waiting -= _audio(item)
                kept.append(Gap(item.start_sample, item.end_sample, "overrun"))
            else:
                kept.append(item)
        self._items = _joined(kept, [])


def _audio(item: Item) -> int:
    return item.end_sample - item.start_sample if isinstance(item, Chunk) else 0


def _moved(item: Item, by: int) -> Item:
    if isinstance(item, Chunk):
        return Chunk(item.start_sample - by, item.pcm)
    return Gap(item.start_sample - by, item.end_sample - by, item.why)


def _after(item: Item, sample: int) -> Item:
    if item.start_sample >= sample:
        return item
    if isinstance(item, Chunk):
        return Chunk(sample, item.pcm[(sample - item.start_sample) * BYTES_PER_SAMPLE :])
    return replace(item, start_sample=sample)


def _joined(items: list[Item], before: list[Item]) -> list[Item]:
    """``before`` and ``items``; a gap that goes on is one gap."""
    for item in items:
        last = before[-1] if before else None
        is_same = isinstance(item, Gap) and isinstance(last, Gap) and last.why == item.why
        if is_same and isinstance(last, Gap) and last.end_sample == item.start_sample:
            before[-1] = replace(last, end_sample=item.end_sample)
        else:
            before.append(item)
    return before
