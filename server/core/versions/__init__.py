"""Language versions of a statement: figures, names, signs and strength of verbs that must be the same in all of them.

Must not know engines or storage.
"""
