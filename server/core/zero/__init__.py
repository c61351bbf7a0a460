"""A zero draft: what somebody brings as the first text of a statement, taken apart into paragraphs and brackets.

Must not know forms of files (``documents`` reads them into blocks) or storage. What was said of it ``drafting`` reads.
"""

from server.core.zero.blocks import Block, normal
from server.core.zero.brackets import bracketed
from server.core.zero.held import Alternative, Held, held_in
from server.core.zero.owners import Codes, codes_of, owners_of
from server.core.zero.recognise import recognise
from server.core.zero.recognised import Found, Notice, Recognised
from server.core.zero.tongue import tongue
from server.core.zero.tracked import Tracked

__all__ = [
    "Alternative",
    "Block",
    "Codes",
    "Found",
    "Held",
    "Notice",
    "Recognised",
    "Tracked",
    "bracketed",
    "codes_of",
    "held_in",
    "normal",
    "owners_of",
    "recognise",
    "tongue",
]
