"""Questions about two lines that may count the same money."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from programme.rules.calendar import FinancialYear
from savings.rules.overlap import LineFacts, overlaps, words_of

Y24, Y25 = FinancialYear(2024), FinancialYear(2025)


def pairs(lines: list[LineFacts]) -> set[frozenset[str]]:
    return {frozenset((one.first, one.second)) for one in overlaps(lines)}


class TestWording:
    def test_the_same_wording_asks(self):
        lines = [
            LineFacts("24S210", "Music Service income increase"),
            LineFacts("24S491", "Music Service income increase"),
            LineFacts("24S293", "Music Service management costs reduced"),
        ]

        found = overlaps(lines)

        assert [(one.first, one.second, one.why) for one in found] == [
            ("24S210", "24S491", ("the same wording",))
        ]

    @pytest.mark.parametrize(
        ("one", "other"),
        [
            ("Review of agency staffing in adult care", "Reviews of agency staffing in adult care"),
            ("Home-to-school transport: route review", "Route review: home to school transport"),
            ("Consultancy costs ceased", "CONSULTANCY costs ceased."),
        ],
    )
    def test_near_identical_wording_asks(self, one: str, other: str):
        assert pairs([LineFacts("a", one), LineFacts("b", other)]) == {frozenset("ab")}

    @pytest.mark.parametrize(
        ("one", "other"),
        [
            ("Property rationalisation phase 1", "Property rationalisation phase 2"),
            ("Family Hubs grant: maximum use", "Family Hubs grant: larger offset"),
            ("Fleet review", "Fees review"),
            ("", ""),
            ("The", "Of the"),
        ],
    )
    def test_other_wording_does_not(self, one: str, other: str):
        assert pairs([LineFacts("a", one), LineFacts("b", other)]) == set()

    def test_a_line_and_what_replaces_it_are_linked_already(self):
        lines = [LineFacts("a", "Fleet review", linked=frozenset("b")), LineFacts("b", "Fleet review")]

        assert overlaps(lines) == ()


class TestCostCentres:
    def test_ask_only_in_a_year_in_which_both_have_money(self):
        one = LineFacts("a", "Cleaning", years=frozenset({Y24, Y25}), cost_centres=frozenset({"K100"}))
        other = LineFacts("b", "Catering", years=frozenset({Y25}), cost_centres=frozenset({"K100"}))
        later = LineFacts("c", "Printing", years=frozenset(), cost_centres=frozenset({"K100"}))

        found = overlaps([one, other, later])

        assert [(o.first, o.second, o.why) for o in found] == [("a", "b", ("cost centre K100 in 2025/26",))]


class TestDrivers:
    def test_the_same_driver_asks_and_is_named(self):
        driver = {"i1": "Children entering care"}

        found = overlaps(
            [LineFacts("a", "Step down", drivers=driver), LineFacts("b", "Edge", drivers=driver)]
        )

        assert [o.why for o in found] == [("the same driver: Children entering care",)]

    def test_one_on_very_many_lines_says_nothing_of_two(self):
        lines = [LineFacts(str(n), f"Line {n}", drivers={"i1": "Staff"}) for n in range(41)]

        assert overlaps(lines) == ()


@given(
    st.permutations(["Music income rise", "Music income rise", "Music incomes rise", "Parking", "Waste 2"])
)
def test_the_order_of_the_lines_does_not_matter(names: list[str]):
    keyed = sorted(enumerate(names), key=lambda pair: pair[1])
    lines = [LineFacts(f"{name}/{n}", name) for n, (_, name) in enumerate(keyed)]

    assert pairs(lines) == pairs(lines[::-1])
    assert all(words_of(one.first.split("/")[0]) for one in overlaps(lines))


@given(st.lists(st.text(alphabet="abc 12", max_size=12), max_size=8))
def test_each_pair_comes_once_and_never_a_line_with_itself(names: list[str]):
    found = overlaps([LineFacts(str(n), name) for n, name in enumerate(names)])

    keys = [frozenset((one.first, one.second)) for one in found]
    assert len(keys) == len(set(keys))
    assert all(len(key) == 2 for key in keys)
