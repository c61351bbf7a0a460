"""Measurements: ``python -m bench`` lists them; each prints a table and writes JSON. The server needs none of it."""
