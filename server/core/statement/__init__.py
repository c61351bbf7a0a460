"""From minutes to a statement: paragraphs, brackets, amendments, positions, silence, the record that is signed.

Must not know how a draft is made (``core.drafting``), nor keys, storage or forms of print.
"""
