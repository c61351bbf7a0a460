"""Use cases, each function one unit of work or a part of one: ``meeting``, ``hearing``, ``minutes``, ``statement``."""
