"""Agree: minutes become a shared statement: drafted, negotiated, translated, adopted, signed, published.

Must not write in lines of the minutes, nor in what adoption has fixed.
"""
