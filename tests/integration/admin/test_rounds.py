"""Reporting rounds in the admin: opened by the office, returned by a lead, both lists in words."""

from datetime import date
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from bots.changes import chase
from programme import changes
from programme.models import ReportingRound, RoundReturn
from programme.outbox.switchboard import Job
from programme.rules import access
from tests.factories.ground import LOADING, LONG_AGO, a_person, a_programme, a_workstream, grant, someone
from tests.integration.admin.desk import Desk, add_url

pytestmark = pytest.mark.django_db

FORM = "reportinground_form"


@pytest.fixture
def programme():
    return a_programme()


@pytest.fixture
def workstream(programme):
    return a_workstream(programme, ref="WS1", name="Homes")


@pytest.fixture
def office(programme):
    return Desk(someone(access.PMO, programme, cleared=True))


@pytest.fixture
def lead(workstream):
    person = a_person(name="Lena Lead")
    changes.revise_workstream(
        workstream_id=workstream.pk,
        version=None,
        values={"owner_id": person.pk},
        by=LOADING,
        at=LONG_AGO,
    )
    return Desk(grant(person, access.LEAD, workstream))


def a_round(programme, *, deadline=date(2020, 1, 20), name="January"):
    return changes.open_round(
        programme_id=programme.pk,
        values={"name": name, "opens_on": date(2020, 1, 1), "deadline": deadline},
        by=LOADING,
        at=LONG_AGO,
    )


def return_url(row, workstream):
    return reverse("admin:programme_reportinground_return", args=[row.pk, workstream.pk])


def close_url(row):
    return reverse("admin:programme_reportinground_close", args=[row.pk])


class TestOpening:
    def test_the_office_opens_one(self, office, programme):
        page = office.open(add_url(ReportingRound))

        answer = office.send(
            add_url(ReportingRound),
            page.typed(
                FORM,
                programme=programme.pk,
                name="November",
                year=page.forms[FORM]["year"],
                opens_on="2026-11-02",
                deadline="2026-11-19",
            ),
        )

        row = ReportingRound.objects.get()
        assert answer.status == 302
        assert (row.name, row.deadline, row.month) == ("November", date(2026, 11, 19), None)

    def test_says_that_another_is_open(self, office, programme):
        a_round(programme)
        page = office.open(add_url(ReportingRound))

        answer = office.send(
            add_url(ReportingRound),
            page.typed(
                FORM, programme=programme.pk, name="November", opens_on="2026-11-02", deadline="2026-11-19"
            ),
        )

        assert answer.status == 200
        assert "“January” is still open: close it before another opens" in answer

    def test_a_lead_does_not(self, lead, programme):
        assert lead.open(add_url(ReportingRound)).status == 403

    def test_a_moved_deadline_asks_why(self, office, programme, workstream):
        row = a_round(programme)
        page = office.form(row)

        answer = office.save(row, page.typed(FORM, deadline="2020-01-27"))

        assert answer.status == 200
        assert "Say why the deadline moves" in answer


class TestReturning:
    def test_a_lead_returns_their_own(self, lead, programme, workstream):
        row = a_round(programme)
        assert "Return it" in lead.form(row)

        asked = lead.open(return_url(row, workstream))
        answer = lead.send(return_url(row, workstream), {**asked.last_form, "words": "All dates hold"})

        assert answer.status == 302
        assert RoundReturn.objects.get().note == "All dates hold"
        page = lead.form(row)
        assert "Returned (1)" in page
        assert "“All dates hold”" in page
        assert "Every workstream you may see has returned." in page

    def test_a_lead_of_another_workstream_may_not(self, programme, workstream):
        row = a_round(programme)
        other = Desk(someone(access.LEAD, a_workstream(programme)))

        assert other.open(return_url(row, workstream)).status == 404
        assert "Homes" not in other.form(row)

    def test_finance_looks_and_does_not_return(self, programme, workstream):
        row = a_round(programme)
        finance = Desk(someone(access.FINANCE, programme))

        assert "Return it" not in finance.form(row)
        assert finance.send(return_url(row, workstream), {}).status == 403


class TestLists:
    def test_say_who_has_not_returned_and_how_late_it_is(self, office, lead, programme, workstream):
        row = a_round(programme)
        a_workstream(programme, ref="WS2", name="Fostering")

        page = office.form(row)

        assert "Not returned yet (2)" in page
        assert "Lena Lead" in page
        assert "nobody: no one is chased" in page
        assert "days late" in page
        assert "Overdue by" in page

    def test_of_rounds_narrow_by_state(self, office, programme):
        a_round(programme)

        assert "January" in office.list(ReportingRound, state="open")
        assert "January" not in office.list(ReportingRound, state="closed")


class TestChased:
    def test_says_who_was_chased_of_the_workstreams_one_may_see(self, office, lead, programme, workstream):
        row = a_round(programme)
        hidden = a_workstream(programme, marking="exempt", exempt_paragraph=3)
        other = a_person(name="Oz Other")
        grant(other, access.LEAD, programme, cleared=True)
        changes.revise_workstream(
            workstream_id=hidden.pk,
            version=None,
            values={"owner_id": other.pk},
            by=LOADING,
            at=LONG_AGO,
        )
        now = timezone.now()
        payload = {"round": str(row.pk), "day": f"{timezone.localdate(now)}"}
        chase(Job(uuid4(), f"round:{row.pk}", 1, uuid4(), payload), now)

        shown, narrower = office.form(row), Desk(someone(access.FINANCE, programme)).form(row)

        assert "Oz Other" in shown
        assert "Chased" in narrower
        assert "Lena Lead" in narrower
        assert "Oz Other" not in narrower.html


class TestClosing:
    def test_shows_who_has_not_returned_and_closes(self, office, programme, workstream):
        row = a_round(programme)

        asked = office.open(close_url(row))
        answer = office.send(close_url(row), asked.last_form)

        assert "WS1 Homes" in asked
        assert answer.status == 302
        row.refresh_from_db()
        assert row.missing_at_close == [str(workstream.pk)]
        page = office.form(row)
        assert "Had not returned (1)" in page
        assert "Close the round" not in page

    def test_a_lead_may_not(self, lead, programme, workstream):
        row = a_round(programme)

        assert lead.open(close_url(row)).status == 403
        assert "Close the round" not in lead.form(row)
