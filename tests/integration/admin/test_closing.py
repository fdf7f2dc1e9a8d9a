"""Closing a programme in the admin: what is left, the position that is signed, and what can be read afterwards."""

from datetime import date

import pytest
from django.urls import reverse

from governance.models import Handover, ProgrammeClosure
from programme.rules import access
from tests.factories.governance import a_decision, an_action
from tests.factories.ground import a_person, a_programme, grant, someone
from tests.factories.savings import a_saving
from tests.integration.admin.desk import Desk, form_url

pytestmark = pytest.mark.django_db


@pytest.fixture
def programme():
    return a_programme(name="Children first")


@pytest.fixture
def line(programme):
    return a_saving(programme, ref="24S1", name="Fewer agency homes")


@pytest.fixture
def finance(programme):
    return Desk(someone(access.FINANCE, programme, cleared=True))


def close_url(programme):
    return reverse("admin:governance_programme_close", args=[programme.pk])


def filled(programme, heir, *things, **values):
    return {
        "version": programme.version,
        "lessons": "Buy a year earlier",
        "review_on": "2099-04-20",
        **{f"person-{thing.pk}": str(heir.pk) for thing in things},
        **values,
    }


class TestThePage:
    def test_shows_what_is_left_and_the_position_that_is_signed(self, programme, line, finance):
        an_action(programme, ref="A1", text="Tell the unions")
        a_decision(programme, ref="D5", title="Close two homes")

        page = finance.open(close_url(programme))

        assert "24S1 Fewer agency homes" in page
        assert "A1 Tell the unions" in page
        assert "D5 Close two homes (proposed)" in page
        assert "The position you sign" in page
        assert "2026/27 £120,000" in page

    def test_keeps_what_was_chosen_when_it_is_refused(self, programme, line, finance):
        heir = a_person()
        grant(heir, access.MANAGER, programme)
        given = filled(programme, heir, line, lessons="")

        page = finance.send(close_url(programme), given)

        assert page.status == 422
        assert "Say what was learnt" in page
        assert page.last_form[f"person-{line.pk}"] == str(heir.pk)

    def test_closes_and_the_programme_still_opens_with_how_it_was_closed(self, programme, line, finance):
        heir = a_person()
        grant(heir, access.MANAGER, programme)

        answer = finance.send(close_url(programme), filled(programme, heir, line))
        page = finance.form(programme)

        assert answer.status == 302
        assert Handover.objects.get().person_id == heir.pk
        assert ProgrammeClosure.objects.get().review_on == date(2099, 4, 20)
        assert page.status == 200
        assert "Buy a year earlier" in page
        assert f"24S1 Fewer agency homes: {heir.name}" in page
        assert "2026/27 £120,000 not known (0 of 1 line known)" in page

    def test_is_finances_alone(self, programme, line):
        office = Desk(someone(access.PMO, programme, cleared=True))

        assert office.open(close_url(programme)).status == 404


class TestAfterwards:
    def test_no_form_of_it_takes_anything(self, programme, line, finance):
        heir = a_person()
        grant(heir, access.MANAGER, programme)
        finance.send(close_url(programme), filled(programme, heir, line))
        office = Desk(someone(access.PMO, programme.organisation, cleared=True))

        page = office.form(line)
        answer = office.send(form_url(line), {"name": "Another name", "version": line.version})

        assert page.status == 200
        assert "_save" not in page.html
        line.refresh_from_db()
        assert answer.status == 403
        assert line.name == "Fewer agency homes"

    def test_the_office_reopens_it_with_a_reason(self, programme, line, finance):
        heir = a_person()
        grant(heir, access.MANAGER, programme)
        finance.send(close_url(programme), filled(programme, heir, line))
        office = Desk(someone(access.PMO, programme.organisation))
        address = reverse("admin:governance_programme_reopen", args=[programme.pk])

        assert office.send(address, {"words": ""}).status == 422
        assert office.send(address, {"words": "It goes on"}).status == 302
        programme.refresh_from_db()
        assert programme.closed_at is None
