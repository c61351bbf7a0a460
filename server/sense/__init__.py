"""The learned reader of sentences: an encoder of 22 million numbers and a small table of what was taught on it.

Runs in a process of its own (``python -m server.sense``) or in a bench, never in the web process. Must not know the
meeting: it is given sentences and answers with likelihoods and vectors, never with words.
"""
