"""What drives a saving, named and followed on its form."""

from decimal import Decimal

import pytest

from programme import changes as ground
from programme.rules import access
from savings.queries import drivers
from tests.factories.ground import LOADING, LONG_AGO, a_programme, someone
from tests.factories.savings import a_saving
from tests.integration.admin.desk import Desk

pytestmark = pytest.mark.django_db

FORM = "saving_form"


@pytest.fixture
def programme():
    return a_programme()


@pytest.fixture
def indicator(programme):
    values = {"name": "Children entering care", "polarity": "lower"}
    return ground.add_indicator(programme_id=programme.id, values=values, by=LOADING, at=LONG_AGO)


@pytest.fixture
def saving(programme):
    return a_saving(programme)


def named(desk, saving, indicator, path):
    page = desk.form(saving)
    typed = {
        "drivers-TOTAL_FORMS": 1,
        "drivers-0-indicator": indicator.pk,
        "drivers-0-path": path,
        "drivers-0-tolerance_percent": 5,
    }
    return desk.save(saving, page.typed(FORM, **typed))


class TestTheForm:
    def test_names_a_driver_with_its_path_and_shows_where_it_stands(self, programme, saving, indicator):
        desk = Desk(someone(access.FINANCE, programme))

        answer = named(desk, saving, indicator, "2026/27: 140; 2027/28: 1,020")
        values = {"basis": "actual", "printed": "180", "value": Decimal(180), "year": 2026}
        ground.record_reading(indicator_id=indicator.id, values=values, by=LOADING, at=LONG_AGO)
        page = desk.form(saving)

        assert answer.status == 302
        (row,) = drivers(reader=LOADING, saving_ids=[saving.id])[saving.id]
        assert [(y.year.label, y.assumed) for y in row.years] == [("2026/27", 140), ("2027/28", 1020)]
        assert "2026/27: 180 read (actual), 140 assumed, 29% above: off the path assumed" in page
        assert "Off the path assumed" in page

    def test_says_what_it_cannot_read_and_keeps_it(self, programme, saving, indicator):
        desk = Desk(someone(access.FINANCE, programme))

        page = named(desk, saving, indicator, "2026/27 140")

        assert page.status == 200
        assert "“2026/27 140” is not a year and a number" in page
        assert 'value="2026/27 140"' in page.html

    def test_shows_a_lead_the_path_and_no_box(self, programme, saving, indicator):
        named(Desk(someone(access.FINANCE, programme)), saving, indicator, "2026/27: 140")

        page = Desk(someone(access.LEAD, programme)).form(saving)

        assert "2026/27: 140" in page
        assert "drivers-0-path" not in page.html
