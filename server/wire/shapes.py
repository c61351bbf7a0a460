"""The shape of every message that a client or a worker sends: docs/protocol.md as rules.

``check_event`` and ``check_body`` stand at the edge; behind them a value has its type. Knows no sockets, no storage.
"""

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
    words,
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

_REV: Fields = {"rev": maybe(whole)}
_CHARGE: Fields = {"theme": maybe(text), "owner": maybe(text), "due": maybe(text), "due_said": maybe(text)}
_COMMITMENT: Fields = {
    "owners": maybe(each(name, 500)),
    "due": maybe(text),
    "state": maybe(text),
    "note": maybe(text),
}
_SEATS: Fields = {
    "parties": maybe(each(name, 500)),
    "observers": maybe(each(name, 500)),
    "visibility": maybe(one_of("table", "parties")),
}
_BEHALF: Fields = {"delegation": name_if_any, "told_by": maybe(text)}
# Every call that changes something stands in BODIES; those of BODILESS read no JSON object, or only look for one.
# Every call that changes something stands here; those of BODILESS read no JSON object, or only look whether there is
# one.
BODILESS = frozenset(
    {
        "api.close_session", "api.delete", "api.open_session", "approval.withdraw", "bundles.bring_in",
        "commitments.write_draft",
        "glossary.remove", "imports.preview", "imports.recording", "imports.transcript", "interpreting.beat",
        "interpreting.release", "interpreting.take", "invitations.revoke", "matrix.measure", "memory.remove",
        "remarks.text", "second_reading.read_again", "statement_sources.suggestion",
        "statements.bring_back", "statements.corrections_seen",
        "versions.again",
    }
)  # fmt: skip
BODIES: Mapping[str, Fields] = {
    "api.put_delegation": {
        "code": maybe(text),
        "name": maybe(text),
        "language": maybe(text),
        "time_zone": maybe(text),
    },
    "api.create": {
        "id": maybe(text),
        "title": maybe(text),
        "visibility": maybe(text),
        "languages": maybe(each(text, 100)),
    },
    "api.give_floor": {"delegation": name_if_any, "at_ms": maybe(whole)},
    "api.ask_floor": {"delegation": name_if_any, "from_ms": maybe(whole), "to_ms": maybe(whole)},
    "api.pause": {"paused": maybe(flag)},
    "api.off_record": {"on": maybe(flag)},
    "api.declare_language": {"language": text},
    "api.retract": {"segment": name_if_any, "why": maybe(text)},
    "minutes.correct": {**_REV, "text": maybe(text)},
    "second_reading.accept": {**_REV},
    "second_reading.dismiss": {**_REV},
    "second_reading.accept_all": {"confidence": number},
    "lines.restore": {"rev": whole, "version": whole},
    "lines.speaker": {"rev": whole, "speaker": maybe(text), "delegation": name_if_any},
    "lines.check": {"rev": whole, "word": maybe(whole)},
    "lines.uncheck": {"rev": whole},
    "lines.split": {"rev": whole, "at": whole},
    "lines.merge": {"rev": whole, "next": name, "next_rev": whole},
    "as_written.take": {"rev": whole},
    "minutes.translation": {**_REV, "lang": maybe(text), "text": maybe(text)},
    "invitations.invite": {"role": maybe(text), "delegation": name_if_any, "name": maybe(text), "days": maybe(whole)},
    "interpreting.write": {"text": text, "upto": name_if_any, "replaces": maybe(whole), "key": name_if_any},
    "interpreting.typing": {"text": text, "upto": name_if_any},
    "interpreting.skip": {"upto": name_if_any},
    "glossary.add": {"words": words},
    "glossary.change": {"words": words},
    "glossary.bring_in": {"text": text, "replace": maybe(flag)},
    "memory.bring_in": {"text": text},
    "approval.review": {**_REV, "days": whole, "why": maybe(text)},
    "approval.window": {**_REV, "days": whole, "why": maybe(text)},
    "approval.back": {**_REV, "why": maybe(text)},
    "approval.approve_them": {**_REV, "confirmed": text},
    "approval.publish": _REV,
    "approval.make_proposal": {
        **_REV,
        "segment": name,
        "text": maybe(text),
        "why": maybe(text),
        "delegation": name_if_any,
    },
    "approval.accept": _REV,
    "approval.decline": {"why": maybe(text)},
    "approval.sign": {"sha256": text},
    "approval.add_corrigendum": {"segment": name, "lang": name_if_any, "text": maybe(text), "why": maybe(text)},
    "approval.withhold": {"segment": name, "why": maybe(text)},
    "remarks.hand_in": {"delegation": name_if_any, "language": text, "text": text, "translations": maybe(words)},
    "remarks.replace": {**_REV, "language": text, "text": text, "translations": maybe(words)},
    "remarks.withdraw": _REV,
    "records.write_draft": {"language": text},
    "records.approve": {"head": whole},
    "records.reopen": {"why": text},
    "records.add": {"language": text, "kind": text, "text": text, "segments": each(name, 100), **_CHARGE},
    "records.edit": {
        "rev": whole,
        "text": maybe(text),
        "segments": maybe(each(name, 100)),
        "accept": maybe(flag),
        **_CHARGE,
    },
    "records.accept": {"rev": whole},
    "records.dismiss": {"rev": whole},
    "records.restore": {"rev": whole},
    "records.move": {"rev": whole, "after": name_if_any},
    "statements.create": {
        "title": maybe(text),
        "sessions": maybe(each(name, 200)),
        "language": maybe(text),
        "form": maybe(text),
        "text": maybe(text),
        "tracked": maybe(text),
        **_SEATS,
    },
    "zero_drafts.preview": {"language": maybe(text), "text": maybe(text), "tracked": maybe(text)},
    "zero_drafts.refresh": _REV,
    "statements.entitle": {**_REV, "title": maybe(text), **_SEATS},
    "positions.take": {
        "paragraph": name_if_any,
        "value": maybe(text),
        "note": maybe(text),
        "until": maybe(whole),
        **_BEHALF,
    },
    "positions.set_terms": {**_REV, "until": maybe(whole), "lapsed": maybe(text)},
    "explanations.hand_in": {
        "kind": maybe(text),
        "paragraph": name_if_any,
        "text": maybe(text),
        "language": name_if_any,
        "translations": maybe(words),
        **_BEHALF,
    },
    "explanations.withdraw": {},
    "explanations.to_summary": _REV,
    "silence.open_one": {
        **_REV,
        "expires_at": maybe(whole),
        "hours": maybe(whole),
        "reminders": maybe(each(whole, 10)),
    },
    "silence.object_to_it": {"text": maybe(text), "paragraph": name_if_any, **_BEHALF},
    "silence.withdraw": {"why": maybe(text)},
    "statements.redraft": _REV,
    "statements.open_it": _REV,
    "adoption.adopt_it": _REV,
    "adoption.approve": _REV,
    "adoption.publish": {**_REV, "embargo_until": maybe(whole)},
    "adoption.embargo": {**_REV, "until": maybe(whole)},
    "adoption.add_corrigendum": {
        "paragraph": name_if_any,
        "language": name_if_any,
        "before": maybe(text),
        "after": maybe(text),
        "why": maybe(text),
    },
    "adoption.revise": _REV,
    "signing.enrol_head": {"delegation": name, "person": maybe(text)},
    "signing.end": {"delegation": name},
    "signing.sign": {"code": text, "sha256": maybe(text)},
    "signing.countersign": {"code": text, "sha256": maybe(text)},
    "statements.add": {
        "after": name_if_any,
        "kind": maybe(text),
        "text": maybe(text),
        "segments": maybe(each(name, 500)),
    },
    "statements.edit": {**_REV, "text": maybe(text)},
    "statements.take_out": _REV,
    "statement_sources.keep": {**_REV, "fault": text, "text": text, "why": maybe(text)},
    "statement_sources.review": {**_REV, "segment": name, "span": maybe(each(whole, 2)), "text": maybe(text)},
    "statements.move": {**_REV, "after": name_if_any},
    "sheet.override": {"what": text, "why": text},
    "commitments.add": {"paragraph": name_if_any, "text": text, **_COMMITMENT},
    "commitments.edit": {
        "rev": whole,
        "text": maybe(text),
        "contact": maybe(text),
        "contact_of": name_if_any,
        **_COMMITMENT,
    },
    "versions.choose": {
        **_REV,
        "languages": each(inside({"code": name, "is_authentic": maybe(flag)}), 30),
        "prevails": maybe(text),
    },
    "versions.write": {"rev": whole, "text": maybe(text), "order": maybe(each(whole, 200))},
    "versions.mark": {"fault": text, "text": text},
    "versions.sign": {"sha256": text},
    "amendments.propose": {
        "kind": text,
        "paragraph": name_if_any,
        "base_rev": maybe(whole),
        "text": maybe(text),
        "after": name_if_any,
        "of": name_if_any,
        "note": maybe(text),
        "becomes": maybe(text),
        "key": name_if_any,
        "by": name_if_any,
    },
    "amendments.cosponsor": {"join": maybe(flag), "by": name_if_any},
    "amendments.withdraw": {"by": name_if_any},
    "amendments.accept": {
        **_REV,
        "text": maybe(text),
        "with": maybe(each(name, 200)),
        "why": maybe(text),
        "after": name_if_any,
    },
    "amendments.reject": {"why": maybe(text)},
    "revisions.issue": {**_REV, "note": maybe(text)},
    "revisions.read_on": {**_REV, "reading": whole},
    "statements.close_bracket": {
        **_REV,
        "bracket": name_if_any,
        "owner": maybe(text),
        "kind": maybe(text),
        "keep": maybe(flag),
    },
    "brackets.open_one": {
        **_REV,
        "start": whole,
        "end": whole,
        "kind": text,
        "owners": each(name, 500),
        "alternatives": maybe(each(inside({"text": text, "owners": each(name, 500)}), 3)),
    },
    "brackets.offer": {**_REV, "bracket": name, "text": text, "owners": each(name, 500)},
    "brackets.choose": {**_REV, "bracket": name},
    "brackets.hand": {**_REV, "bracket": name, "owners": each(name, 500)},
    "brackets.lift": {**_REV},
}


_TARGET: Fields = {
    "session": name_if_any,
    "title": maybe(text),
    "visibility": maybe(text),
    "languages": maybe(text),
    "language": text,
    "opened_at": maybe(text),
    "name": maybe(text),
}
QUERIES: Mapping[str, Fields] = {
    "imports.recording": {**_TARGET, "delegation": name_if_any, "recognise": maybe(one_of("0", "1"))},
    "imports.transcript": {**_TARGET, "skip": maybe(one_of("0", "1"))},
    "imports.preview": {"language": text},
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


def check_body(endpoint: str | None, body: object) -> None:
    """Check the JSON body of a call. Raises BadRequest."""
    check(BODIES.get(endpoint or "", {}), body)
