"""The event around what is said: sessions, invitations, terms, remarks handed in, files of whole sessions."""
