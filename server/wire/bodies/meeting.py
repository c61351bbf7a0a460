"""Bodies of the calls that change sessions, the floor, who is invited, terms, remarks and what is brought in."""

from __future__ import annotations

from collections.abc import Mapping

from server.wire.rules import Fields, each, flag, maybe, name_if_any, one_of, text, whole, words

_REV: Fields = {"rev": maybe(whole)}

# These read no JSON object, or only look whether there is one.
BODILESS = frozenset(
    {
        "sessions.close_session",
        "sessions.delete",
        "sessions.open_session",
        "bundles.bring_in",
        "glossary.remove",
        "imports.preview",
        "imports.recording",
        "imports.transcript",
        "interpreting.beat",
        "interpreting.release",
        "interpreting.take",
        "invitations.revoke",
        "matrix.measure",
        "memory.remove",
        "remarks.text",
    }
)
BODIES: Mapping[str, Fields] = {
    "api.put_delegation": {
        "code": maybe(text),
        "name": maybe(text),
        "language": maybe(text),
        "time_zone": maybe(text),
    },
    "sessions.create": {
        "id": maybe(text),
        "title": maybe(text),
        "visibility": maybe(text),
        "languages": maybe(each(text, 100)),
    },
    "floor.give": {"delegation": name_if_any, "at_ms": maybe(whole)},
    "floor.ask": {"delegation": name_if_any, "from_ms": maybe(whole), "to_ms": maybe(whole)},
    "sessions.pause": {"paused": maybe(flag)},
    "sessions.off_record": {"on": maybe(flag)},
    "sessions.declare_language": {"language": text},
    "sessions.retract": {"segment": name_if_any, "why": maybe(text)},
    "invitations.invite": {"role": maybe(text), "delegation": name_if_any, "name": maybe(text), "days": maybe(whole)},
    "interpreting.write": {"text": text, "upto": name_if_any, "replaces": maybe(whole), "key": name_if_any},
    "interpreting.typing": {"text": text, "upto": name_if_any},
    "interpreting.skip": {"upto": name_if_any},
    "glossary.add": {"words": words},
    "glossary.change": {"words": words},
    "glossary.bring_in": {"text": text, "replace": maybe(flag)},
    "memory.bring_in": {"text": text},
    "remarks.hand_in": {"delegation": name_if_any, "language": text, "text": text, "translations": maybe(words)},
    "remarks.replace": {**_REV, "language": text, "text": text, "translations": maybe(words)},
    "remarks.withdraw": _REV,
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
# What stands in the address where the body is a file.
QUERIES: Mapping[str, Fields] = {
    "imports.recording": {**_TARGET, "delegation": name_if_any, "recognise": maybe(one_of("0", "1"))},
    "imports.transcript": {**_TARGET, "skip": maybe(one_of("0", "1"))},
    "imports.preview": {"language": text},
}
