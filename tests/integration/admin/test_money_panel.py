"""The money beside a workstream: what nobody knows is shown as not known, never as nil."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from savings.admin.panels import of_workstream
from tests.factories.ground import a_programme, a_workstream, someone
from tests.factories.savings import a_saving

pytestmark = pytest.mark.django_db

MAY = datetime(2026, 5, 20, 10, tzinfo=UTC)
PLAN = {2026: Decimal(75_000)}


@pytest.fixture
def workstream():
    return a_workstream(a_programme())


@pytest.fixture
def manager(workstream):
    return someone("manager", workstream.programme)


class TestAWorkstreamsMoney:
    def test_that_nobody_has_forecast_has_no_loss_timing_or_over_delivery(self, workstream, manager):
        a_saving(workstream, plan=PLAN)

        money = of_workstream(workstream.id, manager, MAY, None)

        assert money.bridge == (
            ("Plan", "£75k"),
            ("Loss", "not known"),
            ("Timing", "not known"),
            ("Over-delivery", "not known"),
            ("Plan not forecast", "-£75k"),
        )
        assert money.forecast == "not known"

    def test_of_kinds_that_stand_beside_has_no_bridge_of_nils(self, workstream, manager):
        a_saving(workstream, plan=PLAN, kind="funding")

        money = of_workstream(workstream.id, manager, MAY, None)

        assert money.bridge == ()
        assert money.beside == (("Funding", "£75k"),)
        assert money.known == "No line of the kinds that totals take in"

    def test_without_a_figure_of_this_year_says_so(self, workstream, manager):
        a_saving(workstream, plan={2023: Decimal(75_000)})

        money = of_workstream(workstream.id, manager, MAY, None)

        assert money.bridge == ()
        assert money.known == "No figure is held for this year"
