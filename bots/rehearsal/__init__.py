"""A local Slack workspace for trying things out: Web API, signed deliveries, a page to chat in, a mailbox.

A process of its own on 127.0.0.1, started with `python -m bots.rehearsal`. It imports nothing of the tracker,
so that the tracker talks to it exactly as it would talk to Slack. Read `stage.py` first: it holds what the
rest works with.
"""
