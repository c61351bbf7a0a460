"""Written words, whatever they are for: sentences, words, differences, bytes from elsewhere.

Must not know what the words are of: lines, paragraphs and terms have their rooms beside it.
"""
