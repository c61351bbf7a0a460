"""From captions to minutes: words on their times, lines parted, second readings, transcripts, approval.

Must not know how lines are stored or shown.
"""
