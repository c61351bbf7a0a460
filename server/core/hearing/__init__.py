"""From sound to words: the order of audio, what is committed of a hypothesis, what a model says when nobody speaks.

Must not know models, sockets or where a recording lies.
"""
