"""HTTPS beyond loopback: this machine's names, a local certificate authority, and the page that hands out its root.

Knows no Flask, no database and no settings.
"""
