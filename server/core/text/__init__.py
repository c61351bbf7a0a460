"""Written words, whatever they are for: sentences, words, differences, bytes from elsewhere."""
