"""The budget calendar beside a programme: the year's dates, and what is on and next."""

from datetime import UTC, datetime

import pytest

from governance.admin.budget_panels import of_programme
from programme.rules import access
from tests.factories.ground import a_programme, someone
from tests.integration.admin.desk import Desk

pytestmark = pytest.mark.django_db


class TestOfProgramme:
    def test_says_what_is_on_and_what_comes_next(self):
        programme = a_programme()
        reader = someone(access.MANAGER, programme)

        shown = of_programme(programme.id, reader, datetime(2026, 11, 22, 9, tzinfo=UTC), None)

        stands = {one.name: one.stands for one in shown.stages}
        assert shown.year == "2027/28"
        assert stands["Medium-term plan"] == stands["Proposals and consultation"] == "Now"
        assert stands["Scrutiny of the proposals"] == "Ahead"
        assert shown.next == "Scrutiny of the proposals, from 1 Jan 2027"

    def test_gives_both_last_days_for_council(self):
        programme = a_programme()
        reader = someone(access.MANAGER, programme)

        shown = of_programme(programme.id, reader, datetime(2027, 3, 5, 9, tzinfo=UTC), None)

        council = next(one for one in shown.stages if one.name.startswith("Council sets"))
        assert (council.when, council.stands) == (
            "1 Feb 2027 to 10 Mar 2027; a county by 28 Feb 2027",
            "Now",
        )

    def test_is_not_shown_to_who_may_not_see_the_programme(self):
        stranger = someone(access.MANAGER, a_programme())

        assert of_programme(a_programme().id, stranger, datetime(2027, 3, 5, tzinfo=UTC), None) is None

    def test_stands_on_the_programmes_page(self):
        programme = a_programme()

        page = Desk(someone(access.PMO, programme.organisation)).form(programme)

        assert "Budget calendar" in page
        assert "Section 25 report" in page
