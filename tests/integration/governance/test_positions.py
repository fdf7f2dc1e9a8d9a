from datetime import UTC, date, datetime

import pytest

from governance.changes import reassess_programme
from governance.queries import delivery_positions
from programme import changes as ground
from programme.rules.access import public, system
from programme.rules.calendar import FinancialYear
from tests.factories.ground import a_milestone, a_programme, a_workstream, someone
from tests.factories.savings import a_saving

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 5, 20, 10, tzinfo=UTC)
ON = date(2026, 5, 20)


class TestDeliveryPositions:
    def test_counts_ratings_bands_and_alerts_beside_the_money(self):
        definitions = ground.add_definition_set(
            values={"code": "ours", "name": "Our colours"}, by=system(), at=NOW
        )
        programme = a_programme(definition_set_id=definitions.id)
        red, silent = a_workstream(programme), a_workstream(programme)
        a_milestone(silent, baseline_date=date(2026, 2, 1))
        a_saving(red)
        ground.report_status(
            workstream_id=red.id, version=None, rating="red", reason="No staff", by=system(), at=NOW
        )
        reassess_programme(programme_id=programme.id, by=system(), at=NOW)

        found = delivery_positions(reader=someone("staff", programme), programme_ids=[programme.id], on=ON)

        here = found[programme.id]
        assert (here.workstreams, here.not_published) == (2, 1)
        assert here.ratings == {"Our colours": {"red": 1}}
        assert sum(here.bands.values()) == 2
        assert here.open_alerts >= 2
        assert here.money.years[FinancialYear(2026)].ledger.plan.pounds == 120_000

    def test_leaves_out_programmes_its_reader_sees_nothing_of(self):
        programme = a_programme(marking="internal")

        assert delivery_positions(reader=public(), programme_ids=[programme.id]) == {}
