"""Whether what drives a saving is on the path it assumes."""

import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from programme.rules.calendar import FinancialYear
from savings.rules.driving import Reading, follow, read_path, show_path, worst_off

Y24, Y25 = FinancialYear(2024), FinancialYear(2025)
FIVE = Decimal(5)


def status(read: str, assumed: str, polarity: str, tolerance: Decimal = FIVE) -> str:
    reading = Reading(Y24, Decimal(read))
    (year,) = follow({Y24: Decimal(assumed)}, [reading], polarity=polarity, tolerance_percent=tolerance)  # type: ignore[arg-type]
    return year.status


class TestFollow:
    @pytest.mark.parametrize(
        ("read", "assumed", "polarity", "expected"),
        [
            ("180", "140", "lower", "off_path"),
            ("147", "140", "lower", "on_path"),  # exactly at the tolerance
            ("148", "140", "lower", "off_path"),
            ("100", "140", "lower", "better"),
            ("100", "140", "higher", "off_path"),
            ("180", "140", "higher", "better"),
            ("100", "140", "none", "off_path"),
            ("1", "0", "lower", "off_path"),
            ("0", "0", "lower", "on_path"),
        ],
    )
    def test_judges_the_worse_side_beyond_the_tolerance(
        self, read: str, assumed: str, polarity: str, expected: str
    ):
        assert status(read, assumed, polarity) == expected

    def test_a_year_without_a_reading_is_not_known_and_never_on_the_path(self):
        (year,) = follow({Y24: Decimal(140)}, [], polarity="lower", tolerance_percent=FIVE)

        assert (year.status, year.read, year.off_percent) == ("not_known", None, None)
        assert year.words == "2024/25: 140 assumed, no reading yet"

    def test_the_newest_reading_counts_and_a_year_to_date_is_grossed_up(self):
        readings = [Reading(Y24, Decimal(200)), Reading(Y24, Decimal(75), months_covered=5)]

        (year,) = follow({Y24: Decimal(140)}, readings, polarity="lower", tolerance_percent=FIVE)

        assert year.words == (
            "2024/25: 180 read (full-year estimate from 75 in 5 months), 140 assumed, 29% above: "
            "off the path assumed"
        )


class TestWorstOff:
    def test_looks_forward_only_and_takes_the_furthest(self):
        readings = [Reading(Y24, Decimal(300)), Reading(Y25, Decimal(130))]
        years = follow(
            {Y24: Decimal(100), Y25: Decimal(100)}, readings, polarity="lower", tolerance_percent=FIVE
        )

        assert worst_off(years, since=Y25) == years[1]
        assert worst_off(years, since=Y24) == years[0]


@given(st.decimals(1, 10_000, places=1), st.decimals(1, 10_000, places=1), st.decimals(0, 100, places=1))
def test_lower_and_higher_are_mirrors(read: Decimal, assumed: Decimal, tolerance: Decimal):
    mirrored = {"off_path": "better", "better": "off_path", "on_path": "on_path"}

    lower = status(str(read), str(assumed), "lower", tolerance)

    assert status(str(read), str(assumed), "higher", tolerance) == mirrored[lower]


class TestPath:
    @given(
        st.dictionaries(st.integers(2000, 2090).map(FinancialYear), st.decimals(-(10**6), 10**6, places=2))
    )
    def test_comes_back_as_it_was_shown(self, path: dict[FinancialYear, Decimal]):
        assert read_path(show_path(path)) == path

    @pytest.mark.parametrize("text", ["2026/27", "2026/27: many", "soon: 140", "2026/27: NaN", "140"])
    def test_names_what_it_cannot_read(self, text: str):
        with pytest.raises(ValueError, match=re.escape(text)):
            read_path(f"2025/26: 1; {text}")

    def test_takes_each_year_once(self):
        with pytest.raises(ValueError, match="2026/27 stands twice"):
            read_path("2026/27: 1; 26/27: 2")
