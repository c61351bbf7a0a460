"""A zero draft: what somebody brings as the first text of a statement, taken apart into paragraphs and brackets."""

from server.core.zero.blocks import Block, normal
from server.core.zero.brackets import bracketed
from server.core.zero.held import Alternative, Held, held_in
from server.core.zero.recognise import Found, Recognised, Warning, recognise

__all__ = [
    "Alternative",
    "Block",
    "Found",
    "Held",
    "Recognised",
    "Warning",
    "bracketed",
    "held_in",
    "normal",
    "recognise",
]
