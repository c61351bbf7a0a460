"""Agree: minutes become a shared statement: drafted, negotiated, translated, adopted, signed, published."""
