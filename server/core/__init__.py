"""What is true whoever asks: pure rules and values, in rooms named like the services that use them.

The standard library alone: must not know input or output, clocks, threads, Flask, SQLAlchemy or models.
"""
