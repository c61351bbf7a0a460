"""What stands in a document where nothing of the meeting is kept, in the document's language."""

from __future__ import annotations

from server.documents.records import Loss
from server.documents.times import clock
from server.documents.words import words

OFF_RECORD = "off_record"


def loss_text(loss: Loss, language: str) -> str:
    """How much was lost, or until when the meeting was off the record."""
    labels = words(language)
    if loss.why == OFF_RECORD:
        return labels[OFF_RECORD].format(clock(loss.end_ms))
    return labels["lost"].format(loss.seconds)
