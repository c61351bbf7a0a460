"""The models of speech, sentences and translation: what there is, where it comes from, whether it is whole.

Must not run one: ``speech``, ``sense`` and ``translation`` do.
"""
