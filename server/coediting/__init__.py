"""Shared text as Yjs has it: documents (pycrdt), what an update of a page may hold, awareness.

The one place that knows pycrdt and the bytes of Yjs. Must not know the hall, the database or who may do what.
"""
