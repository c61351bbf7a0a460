"""Record: captions become minutes: corrected, checked, written together, approved, summed up.

Must not change what was heard: whatever is done to a line is a version beside it.
"""
