"""A picture is made smaller without losing a pixel."""

import struct
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from governance.charts import draw_png
from governance.charts.png import tightened
from governance.rules.charts import money_bridge

HEAD = b"\x89PNG\r\n\x1a\n"


def chunk(name, data):
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def png(pixels, *, level=0):
    rows = b"".join(b"\0" + bytes([p]) for p in pixels)
    size = struct.pack(">IIBBBBB", 1, len(pixels), 8, 0, 0, 0, 0)
    return HEAD + chunk(b"IHDR", size) + chunk(b"IDAT", zlib.compress(rows, level)) + chunk(b"IEND", b"")


def pixels_of(image):
    start = image.index(b"IDAT") + 4
    (length,) = struct.unpack(">I", image[start - 8 : start - 4])
    return zlib.decompress(image[start : start + length])


class TestTightened:
    @given(st.binary(min_size=1, max_size=300))
    def test_keeps_every_pixel_and_is_never_larger(self, pixels):
        image = png(pixels)

        smaller = tightened(image)

        assert pixels_of(smaller) == pixels_of(image)
        assert len(smaller) <= len(image)
        assert tightened(smaller) == smaller

    def test_refuses_what_is_no_picture(self):
        with pytest.raises(ValueError, match="no PNG"):
            tightened(b"GIF89a")

    def test_is_done_to_what_is_drawn(self):
        image = draw_png(money_bridge([], name="Bridge", whole="Plan"))

        assert tightened(image) == image
