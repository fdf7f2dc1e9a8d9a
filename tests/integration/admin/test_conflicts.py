"""Two people save the same thing: the second sees what they saw, what it is now and what they typed, and chooses."""

from datetime import date

import pytest

from programme import changes
from programme.models import MilestoneReport, StatusReport, Workstream
from programme.rules import access
from tests.factories.ground import LONG_AGO, a_milestone, a_person, a_workstream, grant, someone
from tests.integration.admin.desk import Desk, form_url

pytestmark = pytest.mark.django_db

FORM = "workstream_form"


@pytest.fixture
def workstream():
    return a_workstream(name="Residential homes")


@pytest.fixture
def desk(workstream):
    return Desk(someone(access.MANAGER, workstream.programme))


@pytest.fixture
def colleague(workstream):
    return grant(a_person(name="Ama Boateng"), access.MANAGER, workstream.programme)


def move(milestone, day, by):
    return changes.reforecast_milestone(
        milestone_id=milestone.pk, version=None, forecast=day, reason="Tender was late", by=by, at=LONG_AGO
    )


@pytest.fixture
def clash(desk, colleague, workstream):
    """A row whose forecast a colleague moved to 30 Sep after our page opened, and which we moved to 1 Jun."""
    milestone, other = a_milestone(workstream), a_milestone(workstream)
    page = desk.form(workstream)
    row, other_row = (page.row_of(FORM, "milestones", m.pk) for m in (milestone, other))
    move(milestone, date(2027, 9, 30), colleague)
    answer = desk.save(
        workstream,
        page.typed(
            FORM,
            **{f"{row}-forecast_date": "1 Jun 2027", f"{row}-reason": "Found a faster route"},
            **{f"{other_row}-forecast_date": "2 Jun 2027", f"{other_row}-reason": "Follows from it"},
        ),
    )
    return milestone, other, answer


class TestTheConflictPage:
    def test_shows_saw_now_and_typed_with_who_and_why(self, clash):
        milestone, _, page = clash

        assert page.status == 409
        assert "Saved by Ama Boateng" in page
        assert "Tender was late" in page
        assert "Forecast 31 Mar 2027 30 Sep 2027 (changed) 1 Jun 2027" in page
        assert "Found a faster route" in page
        assert milestone.ref in page

    def test_shows_what_else_was_typed_and_saved_none_of_it(self, clash):
        milestone, other, page = clash

        milestone.refresh_from_db()
        other.refresh_from_db()
        assert "2 Jun 2027" in page
        assert milestone.forecast_date == date(2027, 9, 30)
        assert other.forecast_date == date(2027, 3, 31)

    def test_keep_mine_saves_what_was_typed_and_does_not_loop(self, desk, clash, workstream):
        milestone, other, page = clash

        answer = desk.send(form_url(workstream), page.forms["keep-mine"])

        milestone.refresh_from_db()
        other.refresh_from_db()
        assert answer.status == 302
        assert milestone.forecast_date == date(2027, 6, 1)
        assert other.forecast_date == date(2027, 6, 2)
        reasons = MilestoneReport.objects.filter(milestone=milestone).order_by("milestone_version")
        assert list(reasons.values_list("reason", flat=True))[1:] == [
            "Tender was late",
            "Found a faster route",
        ]

    def test_keep_theirs_drops_the_row_in_conflict_and_saves_the_rest(self, desk, clash, workstream):
        milestone, other, page = clash

        answer = desk.send(form_url(workstream), page.forms["keep-theirs"])

        milestone.refresh_from_db()
        other.refresh_from_db()
        assert answer.status == 302
        assert milestone.forecast_date == date(2027, 9, 30)
        assert other.forecast_date == date(2027, 6, 2)

    def test_back_to_the_form_shows_what_was_typed_and_saves_nothing(self, desk, clash, workstream):
        milestone, _, page = clash

        again = desk.send(form_url(workstream), page.forms["back-to-form"])
        row = again.row_of(FORM, "milestones", milestone.pk)
        answer = desk.save(workstream, again.typed(FORM))

        milestone.refresh_from_db()
        assert again.status == 200
        assert "Nothing has been saved yet" in again
        assert again.forms[FORM][f"{row}-forecast_date"] == "1 Jun 2027"
        assert again.forms[FORM][f"initial-{row}-forecast_date"] == "30 Sep 2027"
        assert answer.status == 302
        assert milestone.forecast_date == date(2027, 6, 1)

    def test_a_second_clash_while_choosing_is_shown_again(self, desk, clash, workstream, colleague):
        milestone, _, page = clash
        move(milestone, date(2027, 10, 31), colleague)

        answer = desk.send(form_url(workstream), page.forms["keep-mine"])

        assert answer.status == 409
        assert "Forecast 30 Sep 2027 31 Oct 2027 (changed) 1 Jun 2027" in answer


class TestAThingThatWasRemovedMeanwhile:
    def test_is_said_with_what_was_typed(self, desk, colleague, workstream):
        page = desk.form(workstream)
        changes.remove_workstream(
            workstream_id=workstream.pk, version=None, by=colleague, at=LONG_AGO, reason="Merged"
        )

        answer = desk.save(workstream, page.typed(FORM, name="Homes for children", reason="Typed at length"))

        assert answer.status == 409
        assert "Homes for children" in answer
        assert "Typed at length" in answer


class TestTwoManagersOnOneWorkstream:
    def test_keep_mine_leaves_alone_what_only_the_colleague_changed(self, desk, colleague, workstream):
        page = desk.form(workstream)
        changes.revise_workstream(
            workstream_id=workstream.pk, version=None, values={"cadence_days": 7}, by=colleague, at=LONG_AGO
        )

        clash = desk.save(workstream, page.typed(FORM, name="Homes for children"))
        answer = desk.send(form_url(workstream), clash.forms["keep-mine"])

        workstream.refresh_from_db()
        assert clash.status == 409
        assert "Cadence days 31 7 (changed) you left it alone" in clash
        assert answer.status == 302
        assert (workstream.name, workstream.cadence_days) == ("Homes for children", 7)

    def test_both_see_the_rag_they_saw_and_the_one_now(self, desk, colleague, workstream):
        page = desk.form(workstream)
        changes.report_status(
            workstream_id=workstream.pk,
            version=None,
            rating="amber",
            reason="Behind",
            by=colleague,
            at=LONG_AGO,
        )

        clash = desk.save(workstream, page.typed(FORM, rating="red", reason="The contractor has withdrawn"))
        answer = desk.send(form_url(workstream), clash.forms["keep-mine"])

        assert "RAG not given Amber (changed) Red" in clash
        assert answer.status == 302
        assert list(StatusReport.objects.order_by("workstream_version").values_list("rating", flat=True)) == [
            "amber",
            "red",
        ]

    def test_a_choice_of_owner_is_shown_by_name(self, desk, colleague, workstream):
        owner = grant(a_person(name="Zadie Cole"), access.LEAD, workstream)
        page = desk.form(workstream)
        changes.revise_workstream(
            workstream_id=workstream.pk,
            version=None,
            values={"owner_id": colleague.person_id},
            by=colleague,
            at=LONG_AGO,
        )

        clash = desk.save(workstream, page.typed(FORM, owner=owner.person_id))

        assert "Owner not given Ama Boateng (changed) Zadie Cole" in clash

    def test_an_untouched_form_conflicts_with_nobody(self, desk, colleague, workstream):
        page = desk.form(workstream)
        changes.revise_workstream(
            workstream_id=workstream.pk, version=None, values={"name": "Theirs"}, by=colleague, at=LONG_AGO
        )

        answer = desk.save(workstream, page.typed(FORM))

        assert answer.status == 302
        assert Workstream.objects.get(pk=workstream.pk).name == "Theirs"

    def test_a_form_that_does_not_say_which_version_it_saw_saves_nothing(self, desk, workstream):
        page = desk.form(workstream)

        answer = desk.save(workstream, page.typed(FORM, version=None, name="Blind"))

        assert answer.status == 200
        assert Workstream.objects.get(pk=workstream.pk).name == "Residential homes"
