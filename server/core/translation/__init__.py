"""From one language to others: terms, sentences in pieces, memory, interpreters, remarks handed in."""
