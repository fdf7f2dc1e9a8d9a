"""What somebody may see and do in the admin is decided by their grants, row by row, and nothing leaks beside it."""

import json

import pytest
from django.urls import reverse

from programme import changes
from programme.models import Milestone, Person, Programme, StatusReport, Workstream
from programme.rules import access
from savings.models import Saving
from tests.factories.governance import a_board
from tests.factories.ground import (
    LOADING,
    LONG_AGO,
    a_council,
    a_milestone,
    a_person,
    a_programme,
    a_workstream,
    grant,
    someone,
)
from tests.factories.savings import a_saving
from tests.integration.admin.desk import Desk, add_url, form_url, list_url, remove_url

pytestmark = pytest.mark.django_db

FORM = "workstream_form"


@pytest.fixture
def programme():
    return a_programme()


@pytest.fixture
def own(programme):
    return a_workstream(programme, name="Early help hubs")


@pytest.fixture
def others(programme):
    return a_workstream(programme, name="School transport")


@pytest.fixture
def lead(own):
    return Desk(someone(access.LEAD, own))


class TestALead:
    def test_lists_own_workstreams_alone(self, lead, own, others):
        page = lead.list(Workstream)

        assert "Early help hubs" in page
        assert "School transport" not in page

    def test_does_not_open_another(self, lead, others):
        page = lead.form(others)

        assert page.status == 302
        assert "School transport" not in page.html

    def test_does_not_save_another(self, lead, own, others):
        data = lead.form(own).typed(FORM, rating="red", reason="Not mine to say")

        answer = lead.save(others, data)

        assert "School transport" not in answer.html
        assert not StatusReport.objects.filter(workstream=others).exists()

    def test_reports_the_rag_of_their_own(self, lead, own):
        page = lead.form(own)

        answer = lead.save(own, page.typed(FORM, rating="amber", reason="One post is still empty"))

        assert answer.status == 302
        assert StatusReport.objects.get(workstream=own).rating == "amber"

    def test_moves_the_forecast_of_their_own_milestone(self, lead, own):
        milestone = a_milestone(own)
        page = lead.form(own)
        row = page.row_of(FORM, "milestones", milestone.pk)

        answer = lead.save(
            own, page.typed(FORM, **{f"{row}-forecast_date": "1 Jun 2027", f"{row}-reason": "Late"})
        )

        milestone.refresh_from_db()
        assert answer.status == 302
        assert str(milestone.forecast_date) == "2027-06-01"

    def test_reads_what_only_a_manager_changes(self, lead, own):
        milestone = a_milestone(own)

        page = lead.form(own)
        row = page.row_of(FORM, "milestones", milestone.pk)

        boxes = page.forms[FORM]
        assert {"rating", "reason", "summary"} <= set(boxes)
        assert not {"name", "owner", "ref", "cadence_days", "marking"} & set(boxes)
        assert f"{row}-forecast_date" in boxes
        assert not {f"{row}-baseline_date", f"{row}-name", f"{row}-owner"} & set(boxes)
        assert "31 Mar 2027" in page

    def test_a_forged_box_changes_nothing(self, lead, own):
        milestone = a_milestone(own)
        page = lead.form(own)
        row = page.row_of(FORM, "milestones", milestone.pk)
        forged = {
            "name": "Forged",
            "initial-name": own.name,
            f"{row}-baseline_date": "1 Jan 2028",
            f"initial-{row}-baseline_date": "31 Mar 2027",
            f"{row}-reason": "Forged",
        }

        lead.save(own, page.typed(FORM) | forged)

        own.refresh_from_db()
        milestone.refresh_from_db()
        assert own.name == "Early help hubs"
        assert str(milestone.baseline_date) == "2027-03-31"

    def test_neither_adds_nor_removes(self, lead, own):
        milestone = a_milestone(own)

        assert lead.open(add_url(Workstream)).status == 403
        assert lead.open(remove_url(milestone)).status == 403
        assert "Remove" not in lead.form(milestone)

    def test_reaches_no_other_row_through_an_inline(self, lead, own, others):
        hidden = a_milestone(others, name="Fleet contract signed")
        mine = a_milestone(own)
        page = lead.form(own)
        row = page.row_of(FORM, "milestones", mine.pk)

        answer = lead.save(
            own,
            page.typed(
                FORM,
                **{f"{row}-id": hidden.pk, f"{row}-forecast_date": "1 Jan 2030", f"{row}-reason": "Forged"},
            ),
        )

        hidden.refresh_from_db()
        assert str(hidden.forecast_date) == "2027-03-31"
        assert "Fleet contract signed" not in answer.html

    def test_is_offered_no_people_of_other_councils(self, lead, own):
        stranger = someone(access.MANAGER, a_council())
        milestone = a_milestone(own)

        page = lead.form(milestone)

        assert str(stranger.person_id) not in page.html


class TestWhoeverIsNoOfficer:
    @pytest.mark.parametrize("role", [access.CHAIR, access.MEMBER, access.STAFF, access.SCRUTINY])
    def test_does_not_enter(self, programme, role):
        desk = Desk(someone(role, programme))

        page = desk.open(reverse("admin:index"))

        assert page.status == 302
        assert "/account/login/" in page.response.url or "/admin/login/" in page.response.url

    def test_leaves_with_their_last_officers_grant(self, programme):
        actor = someone(access.MANAGER, programme)
        desk = Desk(actor)
        held = Person.objects.get(pk=actor.person_id).grants.get()
        changes.withdraw_grant(grant_id=held.pk, by=LOADING, at=LONG_AGO)

        assert desk.open(reverse("admin:index")).status == 302


class TestExemptRows:
    @pytest.fixture
    def closed(self, programme):
        workstream = a_workstream(programme, name="Single post deleted", marking="exempt", exempt_paragraph=1)
        return (
            workstream,
            a_milestone(workstream, name="Notice given"),
            a_saving(workstream, name="One salary"),
        )

    def test_are_hidden_from_whoever_is_not_cleared(self, programme, closed):
        desk = Desk(someone(access.MANAGER, programme))

        assert "Single post deleted" not in desk.list(Workstream).html
        assert "Notice given" not in desk.list(Milestone).html
        assert "One salary" not in desk.list(Saving).html
        for thing in closed:
            assert desk.form(thing).status == 302
            assert desk.open(f"{form_url(thing)[:-7]}history/").status == 404

    def test_an_exempt_row_is_missing_from_an_open_workstreams_form(self, programme, own):
        a_milestone(own, name="Redundancies agreed", marking="exempt", exempt_paragraph=4)
        uncleared = Desk(someone(access.MANAGER, programme))
        cleared = Desk(someone(access.MANAGER, programme, cleared=True))

        assert "Redundancies agreed" not in uncleared.form(own).html
        assert "Redundancies agreed" in cleared.form(own).html

    def test_are_badged_for_whoever_is_cleared_with_what_belongs_to_them(self, programme, closed):
        desk = Desk(someone(access.MANAGER, programme, cleared=True))

        assert "Exempt, as what it belongs to" in desk.list(Milestone)
        assert "Exempt, as what it belongs to" in desk.form(closed[2])
        assert "Exempt, paragraph 1" in desk.list(Workstream)
        assert "Exempt, paragraph 1" in desk.form(closed[0])

    def test_are_not_felt_for_by_search_or_filter(self, programme, own):
        a_milestone(own, name="Redundancies agreed", marking="exempt", exempt_paragraph=4)
        desk = Desk(someone(access.MANAGER, programme))

        searched = desk.list(Workstream, q="Redundancies")
        felt = desk.list(Workstream, milestones__name__startswith="Redund")
        password = Desk(someone(access.PMO, programme.organisation)).list(Person, password__startswith="md5")

        assert "Early help hubs" not in searched
        assert felt.status in (302, 400)
        assert password.status in (302, 400)

    def test_a_counted_milestone_that_is_hidden_is_not_counted(self, programme, own):
        a_milestone(
            own, marking="exempt", exempt_paragraph=4, forecast_date="2020-01-01", forecast_precision="day"
        )
        uncleared = Desk(someone(access.MANAGER, programme))

        assert "Early help hubs" not in uncleared.list(Workstream, milestones="overdue")


class TestAutocompletes:
    def ask(self, desk, model, field, term=""):
        query = {
            "app_label": model._meta.app_label,
            "model_name": model._meta.model_name,
            "field_name": field,
        }
        page = desk.open(reverse("admin:autocomplete"), **query, term=term)
        return page.status, json.loads(page.html)["results"] if page.status == 200 else []

    def test_offer_only_what_one_may_see(self, lead, own, others):
        status, found = self.ask(lead, Milestone, "workstream")

        assert status == 200
        assert [row["id"] for row in found] == [str(own.pk)]

    def test_offer_people_to_the_programme_office_alone(self, lead, programme):
        office = Desk(someone(access.PMO, programme.organisation))
        stranger = someone(access.MANAGER, a_council())

        refused, _ = self.ask(lead, Workstream, "owner")
        status, found = self.ask(office, Workstream, "owner")

        assert refused == 403
        assert status == 200
        assert str(stranger.person_id) not in {row["id"] for row in found}

    def test_offer_only_ones_own_programmes(self, lead, programme):
        a_programme(name="Of another council")

        _, found = self.ask(lead, Workstream, "programme")

        assert [row["id"] for row in found] == [str(programme.pk)]


class TestChoices:
    def test_of_an_owner_are_people_of_that_council(self, programme, own):
        colleague = grant(a_person(name="Zadie Cole"), access.LEAD, own)
        stranger = grant(a_person(name="Somebody Else"), access.LEAD, a_workstream())
        both = someone(access.MANAGER, programme)
        grant(Person.objects.get(pk=both.person_id), access.MANAGER, a_programme())

        page = Desk(both).form(own)

        assert str(colleague.person_id) in page.html
        assert str(stranger.person_id) not in page.html

    def test_of_a_programme_are_those_one_may_plan_in(self, programme, own):
        planned = a_programme(programme.organisation, name="Planned here")
        person = a_person()
        grant(person, access.LEAD, own)
        manager = grant(person, access.MANAGER, planned)

        page = Desk(manager).open(add_url(Workstream))

        assert "Planned here" in page.html
        assert f'value="{programme.pk}"' not in page.html

    def test_a_forged_choice_is_refused(self, programme, own):
        stranger = someone(access.LEAD, a_workstream())
        desk = Desk(someone(access.MANAGER, programme))
        page = desk.form(own)

        answer = desk.save(own, page.typed(FORM, owner=stranger.person_id))

        assert answer.status == 200
        assert "not one of the available choices" in answer
        assert Workstream.objects.get(pk=own.pk).owner_id is None

    def test_a_workstream_of_another_programme_is_refused(self, programme, own):
        other = a_workstream(a_programme(programme.organisation))
        desk = Desk(someone(access.MANAGER, programme.organisation))
        page = desk.open(add_url(Milestone))

        answer = desk.send(
            add_url(Milestone),
            page.typed("milestone_form", programme=programme.pk, workstream=other.pk, name="Misplaced"),
        )

        assert "Choose a workstream of that programme" in answer

    def test_an_owner_who_may_no_longer_be_chosen_stays_until_changed(self, programme, own):
        gone = a_person(name="Left last year")
        changes.revise_workstream(
            workstream_id=own.pk, version=None, values={"owner_id": gone.pk}, by=LOADING, at=LONG_AGO
        )
        desk = Desk(someone(access.MANAGER, programme))
        page = desk.form(own)

        desk.save(own, page.typed(FORM, name="Renamed"))

        own.refresh_from_db()
        assert (own.name, own.owner_id) == ("Renamed", gone.pk)


class TestAudit:
    def test_reads_everything_and_changes_nothing(self, programme, own):
        milestone = a_milestone(own)
        desk = Desk(someone(access.AUDIT, programme.organisation, cleared=True))

        page = desk.form(own)

        assert page.status == 200
        assert milestone.ref in page
        assert "_save" not in page.html
        assert desk.save(own, {"name": "Changed"}).status == 403
        assert desk.open(add_url(Workstream)).status == 403


class TestAnotherCouncil:
    def test_is_not_seen_at_all(self, own):
        desk = Desk(someone(access.PMO, a_council()))
        a_board(own.programme)

        for model in (Workstream, Milestone, Programme, Saving):
            assert own.programme.code not in desk.open(list_url(model)).html
        assert desk.form(own.programme).status == 302
