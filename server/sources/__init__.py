"""Sources of the server's own: sound devices, network streams, files, one or several delegations in each.

A source is a program beside the web process. It opens a microphone for each channel through ``/speaker``, as a browser
does, so that recording, floor, off the record and resuming are the same. Must not know the hall or the database.
"""
