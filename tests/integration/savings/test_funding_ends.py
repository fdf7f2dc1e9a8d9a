"""The day a saving's funding ends: what a delay would have land after it is lost, not late."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from programme.changes import Invalid
from programme.rules.access import system
from savings import changes, queries
from savings.changes.freezing import NeedsDecision
from tests.factories.ground import LONG_AGO, a_milestone, a_workstream
from tests.factories.savings import a_saving

pytestmark = pytest.mark.django_db

ONE_OFF = {2026: Decimal(372_000), 2027: Decimal(0)}


@pytest.fixture
def late():
    """A milestone expected 30 days after it was planned for."""
    return a_milestone(
        a_workstream(),
        baseline_date=date(2026, 4, 1),
        forecast_date=date(2026, 5, 1),
        forecast_precision="day",
    )


def shown(saving):
    return queries.savings(reader=system(), ids=[saving.pk], at=LONG_AGO)[saving.pk]


def revise(saving, at=LONG_AGO, **values):
    return changes.revise_saving(saving_id=saving.pk, version=None, values=values, by=system(), at=at)


class TestFundingEnds:
    def test_what_lands_later_is_in_no_forecast(self, late):
        whole = a_saving(late.workstream, plan=ONE_OFF, waits_for=[late], start_date=date(2026, 4, 1))
        ending = a_saving(
            late.workstream, plan=ONE_OFF, waits_for=[late],
            start_date=date(2026, 4, 1), funding_ends=date(2027, 3, 31),
        )  # fmt: skip

        moved, lost = shown(whole).split, shown(ending).split

        assert sum(year.forecast for year in moved.years) == 372_000
        assert sum(year.forecast for year in lost.years) == 342_000
        assert sum(year.loss for year in lost.years) == 30_000
        assert sum(year.timing for year in lost.years) == 0

    def test_is_kept_as_it_was_at_a_moment(self, late):
        saving = a_saving(late.workstream, plan=ONE_OFF, funding_ends=date(2027, 3, 31))
        revise(saving, at=LONG_AGO + timedelta(days=1), funding_ends=None)

        now = queries.savings(reader=system(), ids=[saving.pk])[saving.pk]

        assert shown(saving).funding_ends == date(2027, 3, 31)
        assert now.funding_ends is None

    def test_before_the_start_is_refused(self, late):
        saving = a_saving(late.workstream, start_date=date(2026, 4, 1))

        with pytest.raises(Invalid, match=r"2026-03-31 is before the saving starts \(2026-04-01\)"):
            revise(saving, funding_ends=date(2026, 3, 31))

    def test_of_a_frozen_plan_takes_a_decision(self, late):
        saving = a_saving(late.workstream, maturity=3, owner_id=None)

        with pytest.raises(NeedsDecision, match="changing when its funding ends"):
            revise(saving, funding_ends=date(2030, 3, 31))
