from decimal import Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from savings.rules.sheets.guarding import LONGEST_CELL, fitting, guarded, unguarded, unguarded_grid
from savings.rules.sheets.reading import Grid

STARTS = "=+-@\t\r\n\x00"
awkward = st.text(alphabet=st.sampled_from("='+-@\t\r\n\x00 \\u0041_xA\u200b\uff1d"), max_size=24)
texts = st.one_of(awkward, st.text(alphabet=st.characters(exclude_categories=["Cs"])))


class TestGuarded:
    @given(text=texts)
    @example(text="'=1+1")
    @example(text="''@SUM(A1)")
    @example(text="_x005F_x000A_")
    @example(text="\\u005Cu0041")
    @example(text="\x00=1")
    @example(text="'\x00")
    @example(text="\r")
    def test_comes_back_to_the_letter(self, text):
        assert unguarded(guarded(text)) == text

    @given(text=texts)
    def test_never_starts_as_a_formula_does(self, text):
        shown = guarded(text)

        assert not shown.startswith(tuple(STARTS))
        assert not shown.lstrip().startswith(tuple(STARTS))

    @given(text=texts)
    def test_holds_no_control_character_but_line_feeds_and_tabs(self, text):
        assert not {c for c in guarded(text) if ord(c) < 32} - {"\n", "\t"}

    @pytest.mark.parametrize("text", ["", "Fostering: 12 homes", "22S1", "a=b", "O'Brien", "'quoted'", "1-2"])
    def test_leaves_plain_text_as_it_is(self, text):
        assert guarded(text) == text

    @pytest.mark.parametrize(
        ("text", "shown"),
        [
            ("=1+1", "'=1+1"),
            ("-", "'-"),
            ("  =1+1", "'  =1+1"),
            ("\u200b@SUM(A1)", "'\u200b@SUM(A1)"),
            ("\uff1d1+1", "'\uff1d1+1"),
            ("a\x01b", "a\\u0001b"),
            ("_x000A_", "\\u005Fx000A_"),
        ],
    )
    def test_shows_what_it_did(self, text, shown):
        assert guarded(text) == shown


class TestUnguarded:
    def test_takes_one_apostrophe_alone(self):
        assert unguarded("''=1+1") == "'=1+1"

    @pytest.mark.parametrize("text", ["'tis done", "O'Brien", "'", "''"])
    def test_leaves_an_apostrophe_that_protects_nothing(self, text):
        assert unguarded(text) == text


class TestUnguardedGrid:
    def test_gives_back_every_text_and_leaves_the_rest(self):
        rows = ((guarded("=1+1"), Decimal(5), None), ("O'Brien", guarded("a\x01b"), True))

        assert unguarded_grid(Grid("Savings", rows)).rows == (
            ("=1+1", Decimal(5), None),
            ("O'Brien", "a\x01b", True),
        )


class TestFitting:
    def test_cuts_what_no_cell_holds_and_says_so(self):
        cut = fitting("a" * (LONGEST_CELL + 1))

        assert len(cut) == LONGEST_CELL
        assert cut.endswith("(cut)")

    def test_keeps_what_fits(self):
        assert fitting("a" * LONGEST_CELL) == "a" * LONGEST_CELL
