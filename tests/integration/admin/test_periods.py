"""Periods in the admin: the months of a year, closed after a look at what is frozen, reopened with a reason."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from programme.rules import access
from programme.rules.access import system
from savings.changes import close_period, plan_saving
from savings.models import Period, PeriodStep
from tests.factories.ground import LOADING, a_programme, someone
from tests.factories.savings import a_saving
from tests.integration.admin.desk import Desk, list_url

pytestmark = pytest.mark.django_db


@pytest.fixture
def programme():
    return a_programme(first_year=2024, name="Building for Brilliance")


@pytest.fixture
def finance(programme):
    return Desk(someone(access.FINANCE, programme))


def url(name, programme, month=5, year=2024):
    return reverse(f"admin:savings_period_{name}", args=[programme.pk, year, month])


def months(desk, programme, year=2024):
    return desk.open(list_url(Period), programme=programme.code, year=year)


def close(programme, month=5):
    close_period(
        programme_id=programme.pk, year=2024, month=month, by=system("Fay Finance"), at=timezone.now()
    )


class TestPage:
    def test_shows_the_months_of_the_oldest_open_periods_year(self, finance, programme):
        page = finance.open(list_url(Period))

        assert (
            "Members are shown live figures: no period is closed yet"
            in page.response.content.decode().replace("<strong>", "").replace("</strong>", "")
        )
        assert "M1 April 2024" in page
        assert "M12 March 2025" in page

    def test_lists_the_programmes_where_there_are_several(self, programme):
        a_programme(programme.organisation, name="Another", first_year=2025)
        close(programme)
        finance = Desk(someone(access.FINANCE, programme.organisation))

        page = finance.open(list_url(Period))

        assert "figures of 2024/25 M5, closed by Fay Finance" in page
        assert "2025/26 M1" in page

    def test_says_what_finance_did_and_what_closed_along(self, finance, programme):
        close(programme)

        page = months(finance, programme)

        assert "Closed with M5" in page
        assert "Closed Fay Finance" in page
        assert page.html.count("/reopen/") == 1

    def test_gives_the_buttons_to_finance_alone(self, programme):
        close(programme)
        for role in (access.PMO, access.MANAGER, access.AUDIT):
            page = months(Desk(someone(role, programme)), programme)
            assert url("close", programme, 6) not in page.html
            assert url("reopen", programme) not in page.html
            assert url("frozen", programme) in page.html

    def test_shows_no_stranger_a_programme(self, programme):
        stranger = Desk(someone(access.FINANCE, a_programme()))

        assert programme.name not in months(stranger, programme)
        assert stranger.open(url("close", programme)).status == 404

    def test_offers_nothing_for_a_month_that_has_not_begun(self, finance, programme):
        page = months(finance, programme, year=2098)

        assert page.words.count("not begun") == 12
        assert "/close/" not in page.html

    @pytest.mark.parametrize("year", ["0000", "9999", "1989", "2201", "٢٠٢٤", "year"])
    def test_opens_the_open_year_for_one_that_is_none(self, finance, programme, year):
        page = months(finance, programme, year=year)

        assert page.status == 200
        assert "M1 April 2024" in page

    def test_there_is_no_row_at_an_address_that_is_none(self, finance):
        assert finance.open(list_url(Period) + "abc/change/").status == 404

    def test_a_row_of_its_own_leads_there(self, finance, programme):
        close(programme)
        row = Period.objects.get()

        answer = finance.open(reverse("admin:savings_period_change", args=[row.pk]))

        assert answer.status == 302
        assert f"programme={programme.code}&year=2024" in answer.response["Location"]


class TestClosing:
    def test_shows_what_will_be_frozen_first(self, finance, programme):
        a_saving(programme, plan={2024: Decimal(120_000)})

        page = finance.open(url("close", programme))

        assert "You sign as" in page
        assert "Closed with it: 2024/25 M1, 2024/25 M2, 2024/25 M3, 2024/25 M4." in page
        assert "Nobody has said that the actuals of 2024/25 M5 are loaded." in page
        assert "£120,000" in page
        assert not Period.objects.exists()

    def test_closes_under_the_name_of_whoever_is_signed_in(self, finance, programme):
        page = finance.open(url("close", programme))

        answer = finance.send(url("close", programme), page.last_form)

        assert answer.status == 302
        step = PeriodStep.objects.get(step="closed")
        assert (step.signatory, step.recorded_by_id) == (finance.actor.name, finance.actor.person_id)

    def test_closes_nothing_where_a_figure_moved_since_it_was_shown(self, finance, programme):
        saving = a_saving(programme, plan={2024: Decimal(120_000)})
        page = finance.open(url("close", programme))
        plan_saving(
            saving_id=saving.pk, version=None, amounts={2024: Decimal(5)}, by=LOADING, at=timezone.now()
        )

        again = finance.send(url("close", programme), page.last_form)

        assert again.status == 422
        assert "A figure changed since you opened this" in again
        assert "£120,000" not in again
        assert not Period.objects.exists()
        assert finance.send(url("close", programme), again.last_form).status == 302

    def test_closes_nothing_that_was_not_shown(self, finance, programme):
        assert finance.send(url("close", programme), {"words": ""}).status == 422
        assert not Period.objects.exists()

    def test_says_why_it_cannot(self, finance, programme):
        close(programme)

        page = finance.open(url("close", programme, 3))
        answer = finance.send(url("close", programme, 3), page.last_form)

        assert "counts as closed with 2024/25 M5" in page
        assert answer.status == 422
        assert "counts as closed with 2024/25 M5" in answer

    def test_is_finances_alone(self, programme):
        office = Desk(someone(access.PMO, programme))

        for name in ("close", "reopen", "actuals"):
            assert office.open(url(name, programme)).status == 403
            assert office.send(url(name, programme), {}).status == 403
        assert not Period.objects.exists()

    def test_shows_afterwards_what_was_frozen(self, finance, programme):
        saving = a_saving(programme, plan={2024: Decimal(120_000)})
        close(programme)
        saving.planned_amounts.update(amount=Decimal(5))

        page = finance.open(url("frozen", programme, 3))

        assert "Closed by Fay Finance on" in page
        assert "£120,000" in page


class TestReopening:
    def test_asks_why(self, finance, programme):
        close(programme)
        page = finance.open(url("reopen", programme))

        refused = finance.send(url("reopen", programme), page.last_form)
        done = finance.send(url("reopen", programme), {**page.last_form, "words": "Payroll was late"})

        assert "Say why 2024/25 M5 is reopened" in refused
        assert done.status == 302
        assert "Payroll was late" in months(finance, programme)
        assert Period.objects.get().closed_at is None


class TestActuals:
    def test_are_said_to_be_loaded(self, finance, programme):
        page = finance.open(url("actuals", programme))

        answer = finance.send(url("actuals", programme), page.last_form)

        assert answer.status == 302
        assert timezone.localdate(Period.objects.get().actuals_loaded_at) >= date(2024, 8, 31)
        assert f", {finance.actor.name}" in months(finance, programme)
