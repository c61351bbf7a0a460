"""Which channel of a source is whose microphone, as conference systems give one channel to each delegation."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from server.core.errors import BadRequest, SourceUnusable
from server.speech.port import Pcm

ROOM = "room"  # the mixed feed: whoever has the floor speaks
MOST_CHANNELS = 64
_WORD = re.compile(r"(?P<number>\d+)=(?P<who>[A-Za-z0-9_-]{1,160})(:(?P<language>[A-Za-z-]{2,12}))?")


@dataclass(frozen=True, slots=True)
class Channel:
    """``number`` counts from 1, as the sockets of a mixing desk do; 0 is all channels mixed.

    ``delegation`` None is the room. ``language`` None is the delegation's own.
    """

    number: int
    delegation: str | None
    language: str | None = None

    @property
    def who(self) -> str:
        """The delegation's code, or ``room``."""
        return self.delegation or ROOM


def parse(words: Sequence[str], delegation: str | None, language: str | None) -> list[Channel]:
    """Channels from ``--channel 1=FR --channel 2=KR:en --channel 3=room``; without any, all channels mixed are one
    microphone. Raises BadRequest.
    """
    if not words:
        return [Channel(0, delegation, language)]
    if delegation:
        raise BadRequest("--delegation is for a source that is one microphone; with --channel, write 1=FR")
    found = [_channel(word, language) for word in words]
    numbers, owners = [str(each.number) for each in found], [each.who for each in found]
    for what, values in (("channel", numbers), ("delegation", owners)):
        twice = sorted({value for value in values if values.count(value) > 1})
        if twice:
            raise BadRequest(f"each {what} is given once; found {', '.join(twice)} twice")
    return found


def check(channels: Sequence[Channel], there: int, name: str) -> None:
    """Raise SourceUnusable where a source lacks a channel."""
    lacking = [str(each.number) for each in channels if each.number > there]
    if lacking:
        raise SourceUnusable(f"{name} has {there} channel(s); there is no channel {', '.join(lacking)}")


def split(pcm: Pcm, channels: Sequence[Channel]) -> Pcm:
    """int16 [samples, channels of the source] -> int16 [samples, channels that were asked for]."""
    chosen = [_mixed(pcm) if each.number == 0 else pcm[:, each.number - 1] for each in channels]
    return np.stack(chosen, axis=1)


def _mixed(pcm: Pcm) -> Pcm:
    if pcm.shape[1] == 1:
        return pcm[:, 0]
    return np.asarray(np.rint(pcm.mean(axis=1, dtype=np.float32)), np.int16)


def _channel(word: str, language: str | None) -> Channel:
    found = _WORD.fullmatch(word)
    if not found or not 1 <= int(found["number"]) <= MOST_CHANNELS:
        raise BadRequest(
            f"--channel must look like 1=FR, 1=FR:fr or 1={ROOM}, from 1 to {MOST_CHANNELS}; found {word!r}"
        )
    who = None if found["who"].lower() == ROOM else found["who"]
    return Channel(int(found["number"]), who, found["language"] or language)
