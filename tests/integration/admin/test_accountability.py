"""Statements of accountability in the admin: who has signed, and the holder's own page."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from programme.rules import access
from savings import changes
from savings.models import Accountability
from tests.factories.ground import LOADING, LONG_AGO, a_person, a_programme, grant, someone
from tests.factories.savings import a_saving
from tests.integration.admin.desk import Desk, list_url

pytestmark = pytest.mark.django_db


@pytest.fixture
def programme():
    return a_programme(name="Building for Brilliance")


@pytest.fixture
def holder(programme):
    return Desk(grant(a_person(name="Hal Holder"), access.LEAD, programme))


@pytest.fixture
def saving(programme, holder):
    return a_saving(programme, ref="24S1", name="Fewer agency staff", owner_id=holder.actor.person_id)


def url(programme, holder, year=2026):
    return reverse(
        "admin:savings_accountability_statement", args=[programme.pk, year, holder.actor.person_id]
    )


def statements(desk, programme, year=2026):
    return desk.open(list_url(Accountability), programme=programme.code, year=year)


class TestList:
    def test_says_who_has_signed_and_who_has_not(self, holder, programme, saving):
        a_saving(programme, ref="24S2")
        office = Desk(someone(access.PMO, programme))

        page = statements(office, programme)

        assert "Hal Holder" in page
        assert "Not signed" in page
        assert "£120,000" in page
        assert "Nobody answers for 1 line" in page

    def test_is_over_what_its_reader_may_see(self, programme, saving):
        stranger = Desk(someone(access.PMO, a_programme()))

        assert "Hal Holder" not in statements(stranger, programme)


class TestStatement:
    def test_is_signed_by_its_holder(self, holder, programme, saving):
        page = holder.open(url(programme, holder))

        answer = holder.send(url(programme, holder), page.last_form)

        assert "Sign as Hal Holder" in page
        assert answer.status == 302
        assert Accountability.objects.get().holder_id == holder.actor.person_id
        shown = holder.open(url(programme, holder))
        assert "Signed by Hal Holder" in shown
        assert "Sign as" not in shown

    def test_is_signed_by_nobody_else(self, holder, programme, saving):
        office = Desk(someone(access.PMO, programme))

        page = office.open(url(programme, holder))

        assert "Hal Holder has not signed. Nobody signs for them." in page
        assert office.send(url(programme, holder), {}).status == 403
        assert not Accountability.objects.exists()

    def test_shows_what_was_signed_beside_what_is_another_now(self, holder, programme, saving):
        page = holder.open(url(programme, holder))
        holder.send(url(programme, holder), page.last_form)
        changes.forecast_saving(
            saving_id=saving.pk,
            version=None,
            amounts={2026: Decimal(60_000)},
            reason="Late",
            by=LOADING,
            at=LONG_AGO,
        )

        shown = holder.open(url(programme, holder))

        assert "£60,000 signed not known" in shown
        assert "changed since" in shown
        assert "Sign as Hal Holder" in shown

    def test_asks_to_look_again_where_a_figure_moved_meanwhile(self, holder, programme, saving):
        page = holder.open(url(programme, holder))
        changes.revise_saving(
            saving_id=saving.pk,
            version=None,
            values={"start_date": date(2026, 10, 1)},
            by=LOADING,
            at=LONG_AGO,
        )
        changes.plan_saving(
            saving_id=saving.pk, version=None, amounts={2026: Decimal(5)}, by=LOADING, at=LONG_AGO
        )

        answer = holder.send(url(programme, holder), page.last_form)

        assert answer.status == 422
        assert "A figure changed since you opened this" in answer

    def test_of_somebody_without_a_line_is_not_there(self, programme, saving):
        office = Desk(someone(access.PMO, programme))

        assert office.open(url(programme, office)).status == 404
