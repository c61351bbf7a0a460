"""What comes over the wire, docs/protocol.md as rules: events of sockets and bodies of calls, each with its limits.

Checked at the edge; behind it a value has its type. Must not know sockets, Flask or storage.
"""
