"""Saving in the admin goes through changes: what was touched is saved, with its trail, and nothing else."""

from datetime import date

import pytest

from programme import changes
from programme.models import Milestone, MilestoneReport, StatusReport, Workstream
from programme.outbox.models import Event
from programme.rules import access
from tests.factories.governance import on_record
from tests.factories.ground import LOADING, LONG_AGO, a_milestone, a_programme, a_workstream, someone
from tests.integration.admin.desk import Desk, add_url

pytestmark = pytest.mark.django_db

FORM = "workstream_form"


@pytest.fixture
def workstream():
    return a_workstream()


@pytest.fixture
def manager(workstream):
    return Desk(someone(access.MANAGER, workstream.programme))


def types_of(thing):
    return list(
        Event.objects.filter(aggregate_id=thing.pk)
        .order_by("recorded_at", "place")
        .values_list("type", flat=True)
    )


class TestTheWorkstreamForm:
    def test_saves_a_particular_and_leaves_its_event(self, manager, workstream):
        page = manager.form(workstream)

        answer = manager.save(workstream, page.typed(FORM, name="Family help hubs"))

        workstream.refresh_from_db()
        newest = Event.objects.filter(aggregate_id=workstream.pk).latest("recorded_at")
        assert answer.status == 302
        assert workstream.name == "Family help hubs"
        assert newest.type == "programme.workstream.revised"
        assert newest.payload["fields_changed"] == ["name"]
        assert (newest.actor_name, newest.door) == (manager.actor.name, "admin")

    def test_saves_nothing_where_nothing_was_touched(self, manager, workstream):
        page = manager.form(workstream)
        before = types_of(workstream)

        answer = manager.save(workstream, page.typed(FORM))

        assert answer.status == 302
        assert types_of(workstream) == before
        assert Workstream.objects.get(pk=workstream.pk).version == workstream.version

    def test_reports_a_rag_with_its_reason(self, manager, workstream):
        page = manager.form(workstream)

        manager.save(workstream, page.typed(FORM, rating="red", reason="The contractor has withdrawn"))

        report = StatusReport.objects.get(workstream=workstream)
        assert (report.rating, report.reason) == ("red", "The contractor has withdrawn")
        assert report.rater_name == manager.actor.name
        assert types_of(workstream)[-1] == "programme.workstream.status_reported"

    def test_asks_why_when_the_rag_changes(self, manager, workstream):
        page = manager.form(workstream)

        answer = manager.save(workstream, page.typed(FORM, rating="red", name="Typed and kept"))

        assert answer.status == 200
        assert "every change of RAG keeps its reason" in answer
        assert answer.forms[FORM]["name"] == "Typed and kept"
        assert not StatusReport.objects.exists()

    def test_a_rag_and_a_particular_go_in_one_save(self, manager, workstream):
        page = manager.form(workstream)

        answer = manager.save(
            workstream, page.typed(FORM, rating="amber", reason="Recruitment is behind", cadence_days=14)
        )

        workstream.refresh_from_db()
        assert answer.status == 302
        assert workstream.cadence_days == 14
        assert StatusReport.objects.get(workstream=workstream).rating == "amber"

    def test_reports_the_same_rag_again_with_what_is_new(self, manager, workstream):
        page = manager.form(workstream)
        manager.save(workstream, page.typed(FORM, rating="amber", reason="Recruitment is behind"))
        page = manager.form(workstream)

        manager.save(workstream, page.typed(FORM, reason="Two of four posts filled"))

        assert list(StatusReport.objects.order_by("workstream_version").values_list("rating", "reason")) == [
            ("amber", "Recruitment is behind"),
            ("amber", "Two of four posts filled"),
        ]

    def test_shows_what_changes_refused_at_its_field_with_everything_typed(self, manager, workstream):
        other = a_workstream(workstream.programme, ref="W-TAKEN")
        page = manager.form(workstream)

        answer = manager.save(workstream, page.typed(FORM, ref=other.ref, name="Typed and kept"))

        assert answer.status == 200
        assert "already exists" in answer
        assert answer.forms[FORM]["name"] == "Typed and kept"
        assert Workstream.objects.get(pk=workstream.pk).name == workstream.name

    def test_adds_a_workstream_to_a_programme(self):
        programme = a_programme()
        manager = Desk(someone(access.MANAGER, programme))
        page = manager.open(add_url(Workstream))

        answer = manager.send(
            add_url(Workstream), page.typed(FORM, programme=programme.pk, ref="W7", name="Early help")
        )

        added = Workstream.objects.get(programme=programme, ref="W7")
        assert answer.status == 302
        assert types_of(added) == ["programme.workstream.added"]


class TestMilestoneRows:
    def test_a_moved_forecast_leaves_a_report_and_an_event(self, manager, workstream):
        milestone = a_milestone(workstream)
        page = manager.form(workstream)
        row = page.row_of(FORM, "milestones", milestone.pk)

        answer = manager.save(
            workstream,
            page.typed(FORM, **{f"{row}-forecast_date": "20 May 2027", f"{row}-reason": "Planning is late"}),
        )

        milestone.refresh_from_db()
        report = MilestoneReport.objects.filter(milestone=milestone).latest("milestone_version")
        event = Event.objects.filter(aggregate_id=milestone.pk).latest("recorded_at")
        assert answer.status == 302
        assert (milestone.forecast_date, milestone.forecast_precision) == (date(2027, 5, 20), "day")
        assert (report.forecast_date, report.reason) == (date(2027, 5, 20), "Planning is late")
        assert (event.type, event.payload["now"]) == ("programme.milestone.reforecast", "2027-05-20")

    def test_a_date_is_as_exact_as_it_is_written(self, manager, workstream):
        milestone = a_milestone(workstream)
        page = manager.form(workstream)
        row = page.row_of(FORM, "milestones", milestone.pk)

        manager.save(
            workstream,
            page.typed(FORM, **{f"{row}-forecast_date": "Autumn 2027", f"{row}-reason": "Not settled"}),
        )

        milestone.refresh_from_db()
        assert (milestone.forecast_date, milestone.forecast_precision) == (date(2027, 9, 1), "season")

    def test_the_same_date_written_otherwise_is_no_change(self, manager, workstream):
        milestone = a_milestone(workstream)
        page = manager.form(workstream)
        row = page.row_of(FORM, "milestones", milestone.pk)

        answer = manager.save(workstream, page.typed(FORM, **{f"{row}-forecast_date": "31/03/2027"}))

        assert answer.status == 302
        assert types_of(milestone) == ["programme.milestone.added"]

    @pytest.mark.parametrize("box", ["baseline_date", "forecast_date", "actual_date"])
    def test_asks_why_when_a_date_moves(self, manager, workstream, box):
        milestone = a_milestone(workstream)
        page = manager.form(workstream)
        row = page.row_of(FORM, "milestones", milestone.pk)

        answer = manager.save(workstream, page.typed(FORM, **{f"{row}-{box}": "2 Apr 2026"}))

        assert answer.status == 200
        assert "every change of date keeps its reason" in answer
        assert answer.forms[FORM][f"{row}-{box}"] == "2 Apr 2026"
        assert Milestone.objects.get(pk=milestone.pk).version == milestone.version

    def test_leads_to_the_milestone_where_a_baseline_takes_a_decision(self, manager, workstream):
        milestone = a_milestone(workstream)
        page = manager.form(workstream)
        row = page.row_of(FORM, "milestones", milestone.pk)
        typed = {f"{row}-baseline_date": "2 Apr 2027", f"{row}-reason": "The site floods"}

        answer = manager.save(workstream, page.typed(FORM, **typed))

        assert answer.status == 200
        assert f"Open {milestone.ref} and name the decision there" in answer

    def test_a_baseline_moves_on_the_milestones_page_by_a_decision(self, manager, workstream):
        milestone = a_milestone(workstream)
        on_record(workstream.programme, "CAB 1", "Cabinet", date(2026, 4, 20))
        typed = {"baseline_date": "June 2027", "reason": "The site floods"}
        decision = {"decision": "CAB 1", "decision_maker": "Cabinet", "effective": "20/04/2026"}
        form = "milestone_form"

        refused = manager.save(milestone, manager.form(milestone).typed(form, **typed))
        saved = manager.save(milestone, manager.form(milestone).typed(form, **typed, **decision))

        milestone.refresh_from_db()
        assert "is held to its baseline: moving that takes a decision" in refused
        assert saved.status == 302
        assert (milestone.baseline_precision, str(milestone.original_baseline_date)) == (
            "month",
            "2027-03-31",
        )

    def test_says_how_to_write_a_date(self, manager, workstream):
        milestone = a_milestone(workstream)
        page = manager.form(workstream)
        row = page.row_of(FORM, "milestones", milestone.pk)

        answer = manager.save(workstream, page.typed(FORM, **{f"{row}-forecast_date": "soon"}))

        assert "“soon” is not a date" in answer

    def test_an_actual_date_does_not_lie_ahead(self, manager, workstream):
        milestone = a_milestone(workstream)
        page = manager.form(workstream)
        row = page.row_of(FORM, "milestones", milestone.pk)

        answer = manager.save(
            workstream, page.typed(FORM, **{f"{row}-actual_date": "1 Jan 2199", f"{row}-reason": "Done"})
        )

        assert answer.status == 200
        assert "This lies ahead" in answer

    def test_a_reason_for_nothing_is_asked_about_and_kept(self, manager, workstream):
        milestone = a_milestone(workstream)
        page = manager.form(workstream)
        row = page.row_of(FORM, "milestones", milestone.pk)

        answer = manager.save(workstream, page.typed(FORM, **{f"{row}-reason": "Planning is late"}))

        assert "A reason, but nothing moved" in answer
        assert answer.forms[FORM][f"{row}-reason"] == "Planning is late"

    def test_a_new_row_gets_the_next_ref(self, manager, workstream):
        a_milestone(workstream, ref="M41")
        page = manager.form(workstream)
        data = page.typed(FORM, milestones__TOTAL_FORMS=2)

        answer = manager.save(
            workstream,
            data
            | {
                "milestones-1-name": "First homes open",
                "milestones-1-kind": "launch",
                "milestones-1-baseline_date": "May 2027",
            },
        )

        added = Milestone.objects.get(name="First homes open")
        assert answer.status == 302
        assert (added.ref, added.workstream_id, added.programme_id) == (
            "M42",
            workstream.pk,
            workstream.programme_id,
        )
        assert (added.forecast_date, added.forecast_precision) == (date(2027, 5, 1), "month")
        assert types_of(added) == ["programme.milestone.added"]

    def test_many_rows_go_in_one_save_or_none(self, manager, workstream):
        first, second = a_milestone(workstream), a_milestone(workstream)
        page = manager.form(workstream)
        one, two = (page.row_of(FORM, "milestones", m.pk) for m in (first, second))

        answer = manager.save(
            workstream,
            page.typed(
                FORM,
                **{f"{one}-forecast_date": "1 Jun 2027", f"{one}-reason": "Late"},
                **{f"{two}-forecast_date": "1 Jul 2027"},
            ),
        )

        assert answer.status == 200
        assert answer.forms[FORM][f"{one}-forecast_date"] == "1 Jun 2027"
        assert types_of(first) == ["programme.milestone.added"]


class TestAnUntouchedRow:
    """The gravest trap: a row nobody touched must neither undo a colleague's work nor be blamed for it."""

    def move(self, milestone, day, by):
        return changes.reforecast_milestone(
            milestone_id=milestone.pk,
            version=None,
            forecast=day,
            reason="A colleague moved it",
            by=by,
            at=LONG_AGO,
        )

    def test_is_not_saved_and_not_in_conflict_when_a_colleague_moved_it(self, manager, workstream):
        mine, theirs = a_milestone(workstream), a_milestone(workstream)
        page = manager.form(workstream)
        row = page.row_of(FORM, "milestones", mine.pk)
        self.move(theirs, date(2027, 9, 30), someone(access.MANAGER, workstream.programme))

        answer = manager.save(
            workstream, page.typed(FORM, **{f"{row}-forecast_date": "1 Jun 2027", f"{row}-reason": "Late"})
        )

        mine.refresh_from_db()
        theirs.refresh_from_db()
        assert answer.status == 302
        assert mine.forecast_date == date(2027, 6, 1)
        assert theirs.forecast_date == date(2027, 9, 30)
        assert (
            MilestoneReport.objects.filter(milestone=theirs).latest("milestone_version").reason
            == "A colleague moved it"
        )

    def test_that_was_taken_away_meanwhile_is_no_hindrance(self, manager, workstream):
        mine, gone = a_milestone(workstream), a_milestone(workstream)
        page = manager.form(workstream)
        row = page.row_of(FORM, "milestones", mine.pk)
        changes.remove_milestone(
            milestone_id=gone.pk, version=None, by=LOADING, at=LONG_AGO, reason="Doubled"
        )

        answer = manager.save(
            workstream, page.typed(FORM, **{f"{row}-forecast_date": "1 Jun 2027", f"{row}-reason": "Late"})
        )

        mine.refresh_from_db()
        assert answer.status == 302
        assert mine.forecast_date == date(2027, 6, 1)

    def test_a_touched_row_that_was_taken_away_is_said_with_what_was_typed(self, manager, workstream):
        gone = a_milestone(workstream)
        page = manager.form(workstream)
        row = page.row_of(FORM, "milestones", gone.pk)
        changes.remove_milestone(
            milestone_id=gone.pk, version=None, by=LOADING, at=LONG_AGO, reason="Doubled"
        )

        answer = manager.save(
            workstream, page.typed(FORM, **{f"{row}-forecast_date": "1 Jun 2027", f"{row}-reason": "Late"})
        )

        assert answer.status == 200
        assert "took this row away" in answer
        assert answer.forms[FORM][f"{row}-forecast_date"] == "1 Jun 2027"
