"""Listening to every command that reaches a Redis server: keys, values and the bodies of queued messages."""

from __future__ import annotations

import base64
import binascii
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import redis

_CODED = re.compile(r"[A-Za-z0-9+/]{16,}={0,2}")


@contextmanager
def overhearing(url: str) -> Iterator[list[str]]:
    """Yield a list that every command is added to while the block runs, what was coded in base64 beside it."""
    client = redis.Redis.from_url(url)
    heard: list[str] = []
    with client.monitor() as monitor:

        def listen() -> None:
            while True:
                said = str(monitor.next_command()["command"])
                heard.extend([said, *decoded(said)])
                if said.endswith(_STOP):
                    return

        ears = threading.Thread(target=listen, daemon=True)
        ears.start()
        try:
            yield heard
        finally:
            client.echo(_STOP)
            ears.join(timeout=10)
    client.close()


def decoded(text: str) -> Iterator[str]:
    """Yield what stands in a text coded in base64."""
    for one in _CODED.findall(text):
        try:
            yield base64.b64decode(one + "=" * (-len(one) % 4)).decode()
        except (binascii.Error, UnicodeDecodeError):
            continue


def held(url: str) -> str:
    """Return every key and value that the server holds by now."""
    with redis.Redis.from_url(url, decode_responses=True, encoding_errors="replace") as client:
        return "\n".join(part for key in client.scan_iter() for part in (key, *_values(client, key)))


def _values(client: redis.Redis, key: str) -> list[str]:
    kind = client.type(key)
    if kind == "string":
        found = [str(client.get(key))]
    elif kind == "list":
        found = [str(one) for one in client.lrange(key, 0, -1)]
    elif kind == "hash":
        found = [str(client.hgetall(key))]
    elif kind == "zset":
        found = [str(client.zrange(key, 0, -1))]
    else:
        found = [str(client.smembers(key))] if kind == "set" else []
    return [part for one in found for part in (one, *decoded(one))]


_STOP = "no more"
