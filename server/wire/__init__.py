"""What comes over the wire: every message's shape and limits, in one place."""
