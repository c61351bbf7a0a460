"""Hear: microphones, leases of workers, captions and translations on their way to every reader."""
