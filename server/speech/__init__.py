"""Recognition: a port, the Whisper model behind it, and the listener that decides what it hears next.

Runs in workers, never in the web process. Must not know sockets, sessions or storage.
"""
