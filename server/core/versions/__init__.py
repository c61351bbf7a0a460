"""Language versions of a statement: what must be the same in all of them. Knows no engine and no storage."""
