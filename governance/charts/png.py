"""A picture made small for the post: the same pixels, deflated properly. The engine that draws them hardly tries."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from typing import Final

_SIGNATURE: Final = b"\x89PNG\r\n\x1a\n"
_EFFORT: Final = 7  # of 9; beyond it takes twice as long for a hundredth


def tightened(png: bytes) -> bytes:
    """Return the same PNG with its pixels deflated anew; as it was where that is no smaller.

    Raises ValueError for what is no PNG. Source: PNG specification (ISO/IEC 15948), 5 and 10.
    """
    if not png.startswith(_SIGNATURE):
        raise ValueError("that is no PNG")
    parts = list(_chunks(png))
    pixels = zlib.decompress(b"".join(data for name, data in parts if name == b"IDAT"))
    before = [part for part in parts if part[0] not in (b"IDAT", b"IEND")]
    made = [*before, (b"IDAT", zlib.compress(pixels, _EFFORT)), (b"IEND", b"")]
    smaller = _SIGNATURE + b"".join(_chunk(name, data) for name, data in made)
    return smaller if len(smaller) < len(png) else png


def _chunks(png: bytes) -> Iterator[tuple[bytes, bytes]]:
    place = len(_SIGNATURE)
    while place < len(png):
        (length,) = struct.unpack_from(">I", png, place)
        yield png[place + 4 : place + 8], png[place + 8 : place + 8 + length]
        place += 12 + length


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
