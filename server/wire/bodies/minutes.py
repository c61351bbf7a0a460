"""Bodies of the calls that change minutes: lines, the second reading, approval, summary records."""

from __future__ import annotations

from collections.abc import Mapping

from server.wire.rules import Fields, each, flag, maybe, name, name_if_any, number, text, whole

_REV: Fields = {"rev": maybe(whole)}
_CHARGE: Fields = {"theme": maybe(text), "owner": maybe(text), "due": maybe(text), "due_said": maybe(text)}
# These read no JSON object, or only look whether there is one.
BODILESS = frozenset({"approval.withdraw", "second_reading.read_again"})
BODIES: Mapping[str, Fields] = {
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
}
