"""What drives a saving: named with its path, followed by readings, counted in the saving's risk."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from governance.changes import reassess_programme
from governance.queries import assessments
from programme import changes as ground
from programme.changes import Invalid
from programme.rules import access
from programme.rules.calendar import FinancialYear
from savings.changes.drivers import drop_driver, name_driver
from savings.queries import drivers
from tests.factories.ground import LOADING, LONG_AGO, a_programme, someone
from tests.factories.savings import a_saving

AT = datetime(2026, 11, 20, 9, tzinfo=UTC)
LATER = datetime(2026, 11, 21, 9, tzinfo=UTC)
THIS_YEAR = FinancialYear(2026)

pytestmark = pytest.mark.django_db


@pytest.fixture
def programme():
    return a_programme()


@pytest.fixture
def saving(programme):
    return a_saving(programme)


def an_indicator(programme, **values):
    given = {"name": "Children entering care", "polarity": "lower", **values}
    return ground.add_indicator(programme_id=programme.id, values=given, by=LOADING, at=LONG_AGO)


def read(indicator, value, at=AT, **more):
    values = {"basis": "actual", "printed": str(value), "value": Decimal(value), "year": 2026, **more}
    ground.record_reading(indicator_id=indicator.id, values=values, by=LOADING, at=at)


def driven(saving, indicator, by=LOADING, path=None):
    return name_driver(
        saving_id=saving.id, indicator_id=indicator.id, path=path or {2026: Decimal(140)}, by=by, at=AT
    )


class TestDrivers:
    def test_stand_beside_the_reading_each_plan_assumes(self, programme, saving):
        indicator = an_indicator(programme)
        driven(saving, indicator, path={2026: Decimal(140), 2027: Decimal(102)})
        read(indicator, 180)

        (row,) = drivers(reader=someone(access.STAFF, programme), saving_ids=[saving.id])[saving.id]

        assert [(y.year.label, y.status) for y in row.years] == [
            ("2026/27", "off_path"),
            ("2027/28", "not_known"),
        ]
        assert row.worst(THIS_YEAR) == row.years[0]

    def test_know_nothing_of_readings_recorded_later(self, programme, saving):
        indicator = an_indicator(programme)
        driven(saving, indicator)
        read(indicator, 140)
        read(indicator, 180, at=LATER)

        then = drivers(reader=LOADING, saving_ids=[saving.id], at=AT)[saving.id]

        assert [y.status for y in then[0].years] == ["on_path"]

    def test_take_no_target_for_a_reading(self, programme, saving):
        indicator = an_indicator(programme)
        driven(saving, indicator)
        read(indicator, 180, basis="target average")

        (row,) = drivers(reader=LOADING, saving_ids=[saving.id])[saving.id]

        assert [y.status for y in row.years] == ["not_known"]

    def test_are_left_out_where_the_reader_may_not_see_the_indicator(self, programme):
        saving = a_saving(programme, marking="exempt", exempt_paragraph=3)
        indicator = an_indicator(programme, marking="exempt", exempt_paragraph=3)
        driven(saving, indicator)

        assert drivers(reader=someone(access.STAFF, programme), saving_ids=[saving.id]) == {}
        assert drivers(reader=someone(access.STAFF, programme, cleared=True), saving_ids=[saving.id])


class TestNaming:
    def test_refuses_an_indicator_more_closed_than_the_saving(self, programme, saving):
        indicator = an_indicator(programme, marking="exempt", exempt_paragraph=3)

        with pytest.raises(Invalid, match="more closed than the saving"):
            driven(saving, indicator)

    def test_refuses_an_indicator_of_another_programme(self, saving):
        with pytest.raises(Invalid, match="indicator of the same programme"):
            driven(saving, an_indicator(a_programme()))

    def test_takes_the_right_to_plan_money(self, programme, saving):
        with pytest.raises(access.Refused):
            driven(saving, an_indicator(programme), by=someone(access.LEAD, programme))

    def test_again_lays_the_new_path_and_the_same_again_changes_nothing(self, programme, saving):
        indicator = an_indicator(programme)
        driven(saving, indicator, path={2026: Decimal(140), 2027: Decimal(102)})
        driven(saving, indicator, path={2026: Decimal(150)})
        before = drivers(reader=LOADING, saving_ids=[saving.id])
        saving.refresh_from_db()
        version = saving.version
        driven(saving, indicator, path={2026: Decimal(150)})
        saving.refresh_from_db()

        assert [(y.year.label, y.assumed) for y in before[saving.id][0].years] == [("2026/27", 150)]
        assert saving.version == version

    def test_can_be_taken_back_with_a_reason(self, programme, saving):
        driver = driven(saving, an_indicator(programme))
        drop_driver(driver_id=driver.id, by=LOADING, at=LATER, reason="Agency heads say more")

        assert drivers(reader=LOADING, saving_ids=[saving.id]) == {}


class TestRisk:
    def test_of_a_saving_rises_when_its_driver_leaves_the_path(self, programme, saving):
        indicator = an_indicator(programme)
        driven(saving, indicator)
        reassess_programme(programme_id=programme.id, by=LOADING, at=AT)
        before = assessments([saving.id])[saving.id]
        read(indicator, 180)
        reassess_programme(programme_id=programme.id, by=LOADING, at=LATER)

        after = assessments([saving.id])[saving.id]

        assert (before.band, after.band) == ("not_known", "high")
        assert any("180 read (actual), 140 assumed, 29% above" in reason.words for reason in after.reasons)

    def test_of_an_open_saving_says_nothing_of_an_indicator_closed_since(self, programme, saving):
        indicator = an_indicator(programme)
        driven(saving, indicator)
        read(indicator, 180)
        indicator.refresh_from_db()
        ground.revise_indicator(
            indicator_id=indicator.id,
            version=indicator.version,
            values={"marking": "exempt", "exempt_paragraph": 3},
            by=LOADING,
            at=AT,
        )
        reassess_programme(programme_id=programme.id, by=LOADING, at=LATER)

        found = assessments([saving.id])[saving.id]

        assert found.band == "not_known"
        assert "Children entering care" not in str(found.reasons)
