import json
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from savings.rules.state import PlanCell, SavingFacts

pounds = st.integers(-(10**11), 10**11).map(lambda number: Decimal(number).scaleb(-2))
spreads = st.one_of(
    st.just({}),
    st.builds(lambda month: {"spread": "from_month", "from_month": month}, st.integers(1, 12)),
    st.builds(
        lambda months: {"spread": "by_hand", "months": tuple(months)},
        st.lists(pounds, min_size=12, max_size=12),
    ),
)
cells = st.builds(lambda amount, spread: PlanCell(amount, **spread), st.none() | pounds, spreads)
facts = st.builds(
    SavingFacts,
    ref=st.text(min_size=1, max_size=20),
    name=st.text(max_size=40),
    kind=st.sampled_from(["cash_releasing", "adjustment"]),
    ref_is_printed=st.booleans(),
    line_no=st.integers(0, 500),
    heading=st.text(max_size=20),
    maturity=st.none() | st.integers(0, 5),
    workstream_id=st.none() | st.uuids(),
    owner_id=st.none() | st.uuids(),
    start_date=st.none() | st.dates(),
    corrects=st.none() | st.uuids(),
    removed=st.booleans(),
    plan=st.dictionaries(st.integers(2000, 2100), cells, max_size=5),
    milestones=st.lists(st.uuids(), max_size=3).map(tuple),
    replaces=st.none() | st.uuids(),
    replaced_by=st.lists(st.uuids(), max_size=2).map(tuple),
)


class TestSavingFacts:
    @given(facts)
    def test_come_back_from_json_as_they_were(self, kept):
        assert SavingFacts.from_json(json.loads(json.dumps(kept.to_json()))) == kept

    def test_the_same_facts_are_the_same_json_in_whatever_order_the_years_were_read(self):
        one = SavingFacts(
            "S1", "Care", "income", plan={2025: PlanCell(Decimal(2)), 2024: PlanCell(Decimal(1))}
        )
        other = SavingFacts(
            "S1", "Care", "income", plan={2024: PlanCell(Decimal(1)), 2025: PlanCell(Decimal(2))}
        )

        assert one.to_json() == other.to_json()

    def test_a_blank_stays_a_blank_and_a_nil_a_nil(self):
        kept = SavingFacts("S1", "Care", "income", plan={2024: PlanCell(None), 2025: PlanCell(Decimal(0))})

        assert kept.to_json()["plan"] == {"2024": None, "2025": "0.00"}
        assert SavingFacts.from_json(kept.to_json()).plan[2024].amount is None

    def test_what_was_kept_before_a_fact_was_known_reads_as_without_it(self):
        kept = SavingFacts.from_json({"ref": "S1", "name": "Care", "kind": "income"})

        assert kept == SavingFacts("S1", "Care", "income")

    def test_what_names_no_saving_is_refused(self):
        with pytest.raises(KeyError):
            SavingFacts.from_json({"name": "Care"})

    def test_says_nothing_of_what_it_has_not(self):
        kept = SavingFacts("S1", "Care", "income", start_date=date(2024, 7, 1))

        assert set(kept.to_json()) == {
            "ref",
            "name",
            "kind",
            "ref_is_printed",
            "line_no",
            "start_date",
            "plan",
        }
