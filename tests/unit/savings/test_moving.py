from dataclasses import replace
from decimal import Decimal
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from savings.rules.moving import FIGURES, StateChange, added, apportion, between, effect
from savings.rules.state import PlanCell, SavingFacts
from tests.unit.savings.ledgers import a_line, ledgers
from tests.unit.savings.strategies import FIRST_YEAR

CARE = SavingFacts("S1", "Care", "cash_releasing", plan={2024: PlanCell(Decimal(100))})
figures = st.dictionaries(st.sampled_from(FIGURES), st.integers(1, 900).map(Decimal), min_size=1)
effects = st.dictionaries(st.sampled_from([FIRST_YEAR, FIRST_YEAR.next()]), figures, max_size=2)
whats = st.lists(
    st.sampled_from(["added", "planned", "revised", "forecast", "outlook", "claimed", "validated"]),
    min_size=1,
    max_size=4,
)


class TestBetween:
    def test_the_first_state_adds_the_line(self):
        assert between(None, CARE) == [StateChange("added")]

    def test_a_line_is_removed_once(self):
        gone = replace(CARE, removed=True)

        assert between(CARE, gone) == [StateChange("removed")]
        assert between(gone, replace(gone, name="Other")) == []
        assert between(gone, CARE) == [StateChange("added")]

    def test_says_what_of_it_is_new_in_words(self):
        now = replace(CARE, plan={2024: PlanCell(None)}, kind="income", milestones=(UUID(int=1),))

        assert between(CARE, now) == [
            StateChange("planned"),
            StateChange("revised", ("kind", "what it waits for")),
        ]

    def test_nothing_new_is_no_change(self):
        assert between(CARE, CARE) == []


class TestEffect:
    def test_is_what_it_is_now_less_what_it_was(self):
        moved = effect([a_line(1, [100, 100])], [a_line(1, [80, 100], outlook="at_risk")])

        assert moved[FIRST_YEAR] == {"plan": -20, "at_risk": 80, "no_outlook": -100}

    def test_a_line_that_is_new_moves_all_it_has(self):
        assert effect([], [a_line(1, [100])])[FIRST_YEAR] == {"plan": 100, "no_outlook": 100}

    @given(ledgers())
    def test_what_did_not_change_moves_nothing(self, lines):
        assert effect(lines, lines) == {}

    @given(ledgers(), ledgers())
    def test_there_and_back_is_nothing(self, one, other):
        assert added([effect(one, other), effect(other, one)]) == {}


class TestApportion:
    def test_each_sort_of_change_takes_what_it_moves(self):
        whole = {FIRST_YEAR: {"forecast": Decimal(-5), "at_risk": Decimal(9), "plan": Decimal(2)}}

        parts, rest = apportion(whole, ["forecast", "outlook"])

        assert parts == [{FIRST_YEAR: {"forecast": -5}}, {FIRST_YEAR: {"at_risk": 9}}]
        assert rest == {FIRST_YEAR: {"plan": 2}}

    def test_what_is_left_goes_to_what_says_the_saving_anew(self):
        parts, rest = apportion({FIRST_YEAR: {"plan": Decimal(2)}}, ["claimed", "planned"])

        assert (parts, rest) == ([{}, {FIRST_YEAR: {"plan": 2}}], {})

    @given(effects, whats)
    def test_the_parts_with_the_rest_are_the_whole(self, whole, several):
        parts, rest = apportion(whole, several)

        assert added([*parts, rest]) == whole
