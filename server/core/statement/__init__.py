"""From minutes to a statement: paragraphs, brackets, amendments, positions, silence, the record that is signed."""
