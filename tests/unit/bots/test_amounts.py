"""An amount written short is the one that is held, and no other."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bots.rules.amounts import matches


class TestMatches:
    @pytest.mark.parametrize(
        ("held", "said"),
        [
            ("4916000", "4900000"),
            ("7000000", "7000000"),
            ("6107000", "6100000"),
            ("0", "0"),
            ("-40000", "-40000"),
        ],
    )
    def test_takes_what_rounds_to_it(self, held, said):
        assert matches(Decimal(held), Decimal(said))

    @pytest.mark.parametrize(
        ("held", "said"),
        [("4916000", "4800000"), ("6107000", "6108000"), ("107000", "-107000"), ("0", "1000")],
    )
    def test_takes_nothing_else(self, held, said):
        assert not matches(Decimal(held), Decimal(said))

    @given(st.integers(min_value=1, max_value=10**10))
    def test_takes_a_figure_itself(self, pounds):
        assert matches(Decimal(pounds), Decimal(pounds))
