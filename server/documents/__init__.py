"""File formats: frozen records in, bytes out, and files brought in read into such records.

Must not know the database, Flask or who may read what.
"""
