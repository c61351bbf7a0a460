"""What a signature needs: keys of Ed25519, codes of a second factor, and the seal under which both lie in the database.

Knows no statement and no storage: docs/decisions/0024-what-a-signature-proves.md.
"""
