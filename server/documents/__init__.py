"""File formats: records in, bytes out. Knows no database and no Flask."""
