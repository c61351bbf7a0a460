"""What every call that changes something of a statement does to an adopted one. A new call must be entered here.

``LOCKED``: refused (409 by the state, 423 by the lock), with a body that would do something to a text that is not
adopted. ``FREE``: nothing that adoption fixed is touched, and why.
"""

from __future__ import annotations

from typing import Any

# PARAGRAPH in an address or a body stands for the first paragraph's id.
LOCKED: dict[str, dict[str, Any]] = {
    "statements.entitle": {"rev": "REV", "title": "Another", "parties": ["KR"]},
    "statements.redraft": {"rev": "REV"},
    "statements.open_it": {"rev": "REV"},
    "positions.take": {"value": "object"},
    "positions.set_terms": {"rev": "REV", "until": None, "lapsed": "agree"},
    "explanations.hand_in": {"kind": "explanation", "text": "We explain."},
    "explanations.withdraw": {},
    "explanations.to_summary": {"rev": "REV"},
    "revisions.issue": {"rev": "REV"},
    "revisions.read_on": {"rev": "REV", "reading": 2},
    "silence.open_one": {"rev": "REV", "hours": 1},
    "silence.withdraw": {},
    "statements.add": {"after": None, "kind": "operative", "text": "More."},
    "statements.edit": {"rev": 1, "text": "Changed."},
    "statements.take_out": {"rev": 1},
    "statements.move": {"rev": 1, "after": None},
    "statements.bring_back": {},
    "statements.close_bracket": {"rev": 1, "owner": "KR"},
    "amendments.propose": {"kind": "replace", "paragraph": "PARAGRAPH", "base_rev": 1, "text": "Another wording"},
    "amendments.cosponsor": {"join": True},
    "amendments.withdraw": {},
    "amendments.accept": {"rev": "REV"},
    "amendments.reject": {"why": "so"},
    "brackets.open_one": {"rev": 1, "start": 0, "end": 2, "kind": "reserve", "owners": ["KR"]},
    "brackets.offer": {"rev": 1, "bracket": "none", "text": "other", "owners": ["KR"]},
    "brackets.choose": {"rev": 1, "bracket": "none"},
    "brackets.hand": {"rev": 1, "bracket": "none", "owners": ["KR"]},
    "brackets.lift": {"rev": 1},
    "statement_sources.keep": {"rev": 1, "fault": "word", "text": "busan", "why": "it is a place"},
    "statement_sources.review": {"rev": 1, "segment": "room-0"},
    "zero_drafts.refresh": {"rev": "REV"},
    "versions.choose": {"rev": "REV", "languages": [{"code": "fr", "is_authentic": True}]},
    "versions.write": {"rev": 1, "text": "Outra coisa"},
    "versions.mark": {"fault": "figure", "text": "7"},
    "versions.sign": {"sha256": "0"},
    "adoption.adopt_it": {"rev": "REV"},
}
FREE: dict[str, str] = {
    "statements.corrections_seen": "that somebody has seen how the minutes were corrected",
    "versions.again": "refused for an authentic version; asks a machine for the others",
    "commitments.write_draft": "the register of what was committed to",
    "commitments.add": "the register of what was committed to",
    "commitments.edit": "the register of what was committed to",
    "statement_sources.suggestion": "a wording that a model offers; nothing is stored",
    "sheet.override": "a name beside what is open",
    "adoption.approve": "how far it is on its way to the public",
    "adoption.publish": "how far it is on its way to the public",
    "adoption.embargo": "when outsiders see it",
    "adoption.add_corrigendum": "a document beside it",
    "adoption.revise": "a new statement",
    "silence.object_to_it": "words that came too late, kept beside it",
    "signing.enrol_head": "a phone and a key",
    "signing.end": "a phone and a key",
    "signing.sign": "a name under it",
    "signing.countersign": "a name under a document beside it",
}
