"""Whatever a text holds, it comes out as something our fonts can show, and what they lack is seen to be missing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from governance.exchange.printable import BREAK, MINUS, MISSING, all_printable, coverage, printable

ANY = st.text(st.characters(), max_size=300)  # lone surrogates among them


class TestPrintable:
    @pytest.mark.parametrize(
        "text",
        ["£1.25m, “agreed” – 4 × 5 = 20", "שלום עולם", "مرحبا", "Ελλάδα", "Llŷn", "a\nb", "½ → ✓", "naïve"],
    )
    def test_leaves_alone_what_our_fonts_have(self, text: str) -> None:
        assert printable(text) == text

    @pytest.mark.parametrize(
        ("text", "shown"),
        [
            ("Done 🎉", "Done [party popper]"),
            ("中文", MISSING * 2),
            ("nul\x00 bell\x07", f"nul{MISSING} bell{MISSING}"),
            ("half \ud83d of it", f"half {MISSING} of it"),
            ("one\r\ntwo\u2028three\x0bfour\tfive", "one\ntwo\nthree\nfour five"),
            ("abc\u202edef\u200bghi", "abcdefghi"),
            ("e\u0301", "é"),
            ("a\u20dd", f"a{MISSING}"),
            ("\ue000\ufffe", MISSING * 2),
        ],
    )
    def test_shows_what_is_missing(self, text: str, shown: str) -> None:
        assert printable(text) == shown

    def test_lets_a_long_word_break(self) -> None:
        word = "x" * 60

        assert printable(word).replace(BREAK, "") == word
        assert max(len(part) for part in printable(word).split(BREAK)) <= 8
        assert printable("Wolverhampton") == "Wolverhampton"

    @given(ANY)
    def test_holds_nothing_that_our_fonts_lack(self, text: str) -> None:
        held = set(coverage()) | {ord("\n"), ord(BREAK)}

        assert {ord(mark) for mark in printable(text)} <= held
        assert {ord(mark) for mark in printable(text, only_plain=True)} <= held

    @given(st.text(st.sampled_from("abc £,.-5"), max_size=60))
    def test_loses_nothing(self, text: str) -> None:
        shown = printable(text).replace(BREAK, "")

        assert shown.replace(MINUS, "-") == text

    @pytest.mark.parametrize(
        ("text", "shown"), [("-£5", "−£5"), ("a -£5", "a −£5"), ("2025-£5", "2025-£5"), ("-5", "-5")]
    )
    def test_gives_an_amount_below_nought_a_minus(self, text: str, shown: str) -> None:
        assert printable(text) == shown


class TestAllPrintable:
    def test_reaches_every_text_and_leaves_keys_and_drawings(self) -> None:
        data = {"中": ["中", 1, None, True], "svg": "中", "deeper": {"words": ("中",)}}

        assert all_printable(data) == {
            "中": [MISSING, 1, None, True],
            "svg": "中",
            "deeper": {"words": [MISSING]},
        }
