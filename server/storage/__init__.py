"""What lasts: the database and its units of work, recordings on disk, archives, and the line between processes.

Must not know services: it keeps what they decide, and refuses only what a lock forbids.
"""
