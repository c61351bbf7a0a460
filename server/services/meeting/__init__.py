"""The event around what is said: sessions, the floor, invitations, terms, remarks handed in, files of whole sessions.

Only the file of a whole session (``bundle``) knows statements, which outlive a session.
"""
