"""Namespaces of Socket.IO, one a module: who connects, what is enqueued, what is answered.

Thin: they check the edge and hand on to the hall; must not wait for workers or hold state that outlives a connection.
"""
