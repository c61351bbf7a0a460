"""Minutes in, draft of the other kinds of record out: reported speech, decisions and action points, who took part.

Every item is made of words of the segments that it cites, and of a closed list of template words.
Sentences are read by ``core.drafting``. Must not know storage, or how a record is printed.
"""

from server.core.reporting.compose import drafted
from server.core.reporting.items import Item, Kind
from server.core.reporting.presence import Attendant, Turn, attendants

__all__ = ["Attendant", "Item", "Kind", "Turn", "attendants", "drafted"]
