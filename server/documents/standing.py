"""What a document of minutes says of itself: how far they are, under which hash, who signed, what was put right since.

In the document's own language. Knows no format.
"""

from __future__ import annotations

from server.documents.records import Corrigendum, MinutesRecord
from server.documents.words import day, words

FLOOR = "floor"


def standing_lines(record: MinutesRecord) -> tuple[str, ...]:
    """For the head of a document: the state with its day, then whether this language version is signed."""
    labels, standing, language = words(record.language), record.standing, record.language
    if not standing.is_approved:
        is_reviewed = standing.state == "review"
        ends = day(standing.review_ends_at, language)
        return (labels["minutes_review"].format(ends) if is_reviewed else labels["minutes_draft"],)
    told = labels["minutes_approved"].format(day(standing.approved_at, language))
    if standing.published_at:
        told += " · " + labels["minutes_published"].format(day(standing.published_at, language))
    return (told, _signed(record))


def seal(record: MinutesRecord) -> tuple[str, str] | None:
    """For its end: what the hash is, and the hash; None where the minutes are not approved."""
    if not (record.standing.is_approved and record.standing.sha256):
        return None
    return words(record.language)["minutes_fingerprint"], record.standing.sha256


def correction(corrigendum: Corrigendum, language: str) -> str:
    """A corrigendum in one line, for the place beside the passage: what it says, then why, who and when."""
    labels = words(language)
    number = corrigendum.number
    if corrigendum.is_withheld:
        told = labels["withheld"].format(number)
    else:
        told = labels["corrigendum"].format(number, corrigendum.before, corrigendum.after)
    return f"{told} ({corrigendum.why}; {corrigendum.by}, {day(corrigendum.at, language)})"


def corrections(record: MinutesRecord, entry: str) -> tuple[str, ...]:
    """All that was put right of an entry, as far as it concerns the language version that is printed."""
    return tuple(
        correction(each, record.language)
        for each in record.standing.corrigenda_of(entry)
        if each.is_withheld or not each.lang or each.lang == record.version
    )


def _signed(record: MinutesRecord) -> str:
    labels, found = words(record.language), record.standing.sign_off(record.version)
    if found is None:
        return labels["not_signed" if record.version == FLOOR else "not_signed_machine"]
    if not found.is_current:
        return labels["signed_earlier"].format(found.by)
    return labels["signed"].format(found.by, day(found.at, record.language))
