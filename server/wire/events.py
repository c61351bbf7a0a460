"""The shape of every message that a client or a worker sends over a socket."""

from __future__ import annotations

from collections.abc import Mapping

from server.coediting import awareness, update
from server.core.errors import BadRequest
from server.core.hearing.pace import NAMES
from server.wire.rules import (
    Fields,
    anything,
    check,
    content,
    each,
    flag,
    inside,
    maybe,
    name,
    name_if_any,
    number,
    one_of,
    shown,
    text,
    whole,
)

ANSWERED = frozenset(
    {"join", "fetch", "echo", "follow", "open", "close", "hello", "results", "unit", "reread", "edit", "leave"}
)  # the others are refused by an event
MOST_RESULTS = 1_000
MOST_WORDS = 5_000
MOST_ENGINES, MOST_DIRECTIONS = 50, 2_000  # of a translate worker
MOST_STATE_BYTES = 65_536  # a few bytes for each page that ever wrote in a session

_VIEW: Fields = {"session": name, "lang": maybe(text), "after": maybe(whole)}
_LEASE: Fields = {"stream": name, "epoch": whole}
_WORD: Fields = {"start_sample": whole, "end_sample": whole}
_REREAD_WORD: Fields = {**_WORD, "text": text, "probability": number}
_RESULT: Fields = {
    "kind": one_of("final", "advanced"),
    "start_sample": whole,
    "end_sample": whole,
    "text": maybe(text),
    "language": name_if_any,
    "words": maybe(each(inside(_WORD), MOST_WORDS)),
    "confidence": maybe(number),
    "english": maybe(text),
    "engine": maybe(text),
}

_ENGINE: Fields = {"name": text, "is_ok": flag, "detail": text, "directions": whole}
_WARMTH: Fields = {
    **{"engine": text, "source": name, "target": name, "first_ms": number, "sentence_ms": maybe(number)},
    **{"terms_by": maybe(text), "terms_kept": maybe(number)},
}
_ENGINES: Fields = {
    "engines": maybe(each(inside(_ENGINE), MOST_ENGINES)),
    "warmth": maybe(each(inside(_WARMTH), MOST_DIRECTIONS)),
}

_SOURCE: Fields = {
    "kind": one_of("device", "stream", "file"),
    "name": text,
    "channel": whole,
    "state": one_of("starting", "live", "reconnecting", "ended"),
    "level": number,
    "clipping": flag,
    "silent_ms": whole,
    "drift_ppm": maybe(number),
    "reconnects": whole,
    "lost_ms": whole,
}
SOURCE_FIELDS = tuple(_SOURCE)

EVENTS: Mapping[str, Mapping[str, Fields]] = {
    "/viewer": {
        "join": _VIEW,
        "fetch": _VIEW,
        "echo": {"session": name, "probe": whole},
        "follow": {"statement": name, "rev": maybe(whole)},
        "show": {"statement": name, "paragraph": name},
    },
    "/speaker": {
        "open": {
            "session": name,
            "stream": name_if_any,
            "kind": maybe(one_of("delegation", "mixed", "interpreter")),
            "delegation": name_if_any,
            "language": text,
            "consent": anything,
            "next_sample": maybe(whole),
            "rate_hz": maybe(whole),
        },
        "audio": {},  # in the hot path, and refused with a place to go on from: ``core.ordering.check_audio``
        "gap": {**_LEASE, "from_sample": whole, "to_sample": whole, "why": one_of("muted", "overrun")},
        "close": {**_LEASE, "end_sample": maybe(whole)},
        "source": {**_LEASE, **_SOURCE},
    },
    "/minutes": {
        "open": {"session": name, "generation": maybe(whole), "state": maybe(content(MOST_STATE_BYTES))},
        "edit": {"session": name, "generation": whole, "update": content(update.MOST_BYTES)},
        "leave": {"session": name, "segment": name},
        "presence": {"session": name, "update": content(awareness.MOST_BYTES)},
    },
    "/worker": {
        "hello": {
            "kind": one_of("speech", "translate", "reread"),
            "name": maybe(text),
            "engine": text,
            "capabilities": maybe(anything),
            "standing": maybe(anything),
            **_ENGINES,
        },
        "measured": {"capabilities": anything, "standing": anything, **_ENGINES},
        "beat": {},
        "unit": {"look": maybe(flag)},
        "reread": {
            **_LEASE,
            **_WORD,
            "words": maybe(each(inside(_REREAD_WORD), MOST_WORDS)),
            "error": maybe(inside({"code": text})),
        },
        "pace": {"pace": one_of(*NAMES), "lag_ms": whole},
        "heard": {**_LEASE, "sample": whole},
        "language": {**_LEASE, "heard": name_if_any},
        "tentative": {
            **_LEASE,
            "start_sample": whole,
            "end_sample": whole,
            "committed": text,
            "text": text,
            "language": name,
            "decode_ms": maybe(whole),
        },
        "results": {
            **_LEASE,
            "results": each(inside(_RESULT), MOST_RESULTS),
            "is_end": maybe(flag),
            "decode_ms": maybe(whole),
        },
        "translated": {
            "job": text,
            "text": maybe(text),
            "engine": maybe(text),
            "rough": maybe(flag),
            "notes": maybe(each(text, 10)),
            "error": maybe(inside({"code": text, "message": text})),
        },
    },
}


def check_event(namespace: str, event: object, arguments: list[object]) -> None:
    """Check a socket message. Raises BadRequest: no such event, or fields of the wrong type."""
    known = EVENTS[namespace]
    if not isinstance(event, str) or event not in known:
        raise BadRequest(f"{namespace} has no event {shown(event)}; there are {', '.join(known)}")
    most = 2 if event == "audio" else 1
    if len(arguments) > most:
        raise BadRequest(
            f"{event} takes one object{' and the audio' if most == 2 else ''}; found {len(arguments)} values"
        )
    if known[event]:
        check(known[event], arguments[0] if arguments else None)
