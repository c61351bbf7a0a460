"""Use cases, each function one unit of work or a part of one: ``meeting``, ``hearing``, ``minutes``, ``statement``.

They join rules of the core with rows of the storage. Must not know Flask or models.
"""
