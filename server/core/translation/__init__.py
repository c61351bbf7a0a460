"""From one language to others: terms, sentences in pieces, memory, interpreters, remarks handed in.

Must not know engines, which stand in the package ``translation``, nor storage.
"""
