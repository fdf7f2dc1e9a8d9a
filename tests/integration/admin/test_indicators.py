"""Indicators in the admin: readings as printed, bands, years to date, and targets that conflict by document."""

from decimal import Decimal

import pytest

from programme import changes as ground
from programme.models import Indicator
from programme.rules import access
from tests.factories.ground import LOADING, LONG_AGO, a_programme, someone
from tests.integration.admin.desk import Desk

pytestmark = pytest.mark.django_db

FORM = "indicator_form"


@pytest.fixture
def programme():
    return a_programme()


@pytest.fixture
def indicator(programme):
    values = {"name": "Agency staff", "polarity": "lower"}
    return ground.add_indicator(programme_id=programme.id, values=values, by=LOADING, at=LONG_AGO)


@pytest.fixture
def desk(programme):
    return Desk(someone(access.MANAGER, programme))


def added(desk, indicator, **reading):
    page = desk.form(indicator)
    total = int(page.forms[FORM]["readings-INITIAL_FORMS"])
    typed = {f"readings-{total}-{name}": value for name, value in reading.items()}
    return desk.save(indicator, page.typed(FORM, **{"readings-TOTAL_FORMS": total + 1}, **typed))


class TestReadings:
    def test_a_band_keeps_both_ends_and_its_words(self, desk, indicator):
        answer = added(desk, indicator, basis="target", printed="12 to 16", period="2026/27")

        reading = indicator.readings.get()
        assert answer.status == 302
        assert (reading.printed, reading.value, reading.value_to, reading.year) == ("12 to 16", 12, 16, 2026)

    def test_words_stay_words(self, desk, indicator):
        added(desk, indicator, basis="text", printed="good, with outstanding leadership", period="")

        assert (indicator.readings.get().value, indicator.readings.get().year) == (None, None)

    def test_a_year_to_date_shows_what_it_comes_to(self, desk, indicator):
        added(desk, indicator, basis="year to date", printed="42", period="2026/27", months_covered=8)

        assert "about 63 at this rate" in desk.form(indicator)


class TestConflicts:
    def test_are_said_on_the_form_and_in_the_list(self, desk, indicator):
        for source, target in (("January report", 12), ("March report", 16)):
            values = {
                "basis": "target average",
                "printed": str(target),
                "value": Decimal(target),
                "unit": "staff",
                "period": "next year",
                "source": source,
            }
            ground.record_reading(indicator_id=indicator.id, values=values, by=LOADING, at=LONG_AGO)

        form, listed = desk.form(indicator), desk.list(Indicator)

        assert "next year: 12 staff (January report), 16 staff (March report)" in form
        assert "Papers differ" in listed
