"""Hear: microphones, leases of workers, captions and translations on their way to every reader.

The hall and what it joins are of the hub's thread; the others are units of work. Must not know pages.
"""
