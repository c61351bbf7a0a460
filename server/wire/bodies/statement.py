"""Bodies of the calls that change a statement: its text, amendments, positions, versions, signatures."""

from __future__ import annotations

from collections.abc import Mapping

from server.wire.rules import Fields, each, flag, inside, maybe, name, name_if_any, one_of, text, whole, words

_REV: Fields = {"rev": maybe(whole)}
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
# These read no JSON object, or only look whether there is one.
BODILESS = frozenset(
    {
        "commitments.write_draft",
        "statement_sources.suggestion",
        "statements.bring_back",
        "statements.corrections_seen",
        "versions.again",
    }
)
BODIES: Mapping[str, Fields] = {
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
