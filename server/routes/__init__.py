"""Pages and calls over HTTP, one blueprint a module: who asks, what they may, one unit of work, an answer.

What is true or allowed of minutes and statements is the services' to say; bodies are checked by ``server.wire.bodies``.
"""
