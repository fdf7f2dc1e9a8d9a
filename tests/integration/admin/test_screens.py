"""Every screen opens for whoever may see it, in a number of queries that more rows do not raise."""

from datetime import timedelta

import pytest
from django.apps import apps
from django.contrib import admin
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from bots.models import Attempt, ChannelLink, Delivery, Identity, Inbox, Installation, Recall
from deploy.navigation import GROUPS
from governance import changes as governing
from governance.models import (
    Action,
    Alert,
    Board,
    BoardPack,
    Comment,
    Consultation,
    Decision,
    DecisionMaker,
    Finding,
    GovernanceSettings,
    ImpactAssessment,
    Meeting,
    Oversight,
    Paper,
    ProgrammeClosure,
    ProgrammeRating,
    RecoveryRecord,
    Risk,
    RiskMatrix,
)
from programme import changes
from programme.admin.base import ThroughChangesAdmin
from programme.admin.outbox import events_of
from programme.models import (
    DefinitionSet,
    Indicator,
    Milestone,
    Organisation,
    Person,
    Programme,
    PublishedTable,
    ReportingRound,
    Withholding,
    Workstream,
)
from programme.outbox.models import Event, Work
from programme.rules import access
from savings import changes as saving_changes
from savings.models import (
    Accountability,
    BudgetLine,
    BudgetRound,
    Period,
    Pressure,
    Saving,
    SheetExport,
    Snapshot,
    Target,
    YearRoll,
)
from tests.factories.governance import (
    a_board,
    a_consultation,
    a_decision_maker,
    a_meeting,
    a_paper,
    a_risk,
    a_seat,
    an_action,
    an_assessment,
    an_awaited_decision,
    overseen,
)
from tests.factories.ground import LOADING, LONG_AGO, a_milestone, a_person, a_workstream, grant, someone
from tests.factories.savings import a_saving, a_target
from tests.integration.admin.desk import Desk, add_url, form_url

pytestmark = pytest.mark.django_db

LISTS = [
    Workstream, Milestone, Indicator, PublishedTable, Saving, Pressure, BudgetLine, BudgetRound, Board, Decision,
    DecisionMaker, Oversight, Meeting, BoardPack, Paper, Action, Finding, Consultation, Alert, Delivery, Inbox,
    Identity, ChannelLink, Installation, Event, Work, Programme, DefinitionSet, Person, Organisation,
    ReportingRound, Period, YearRoll, Accountability, SheetExport, Snapshot, Risk, RiskMatrix, ImpactAssessment,
    Target, RecoveryRecord, ProgrammeRating, Withholding, Comment, ProgrammeClosure, Recall,
]  # fmt: skip


def furnish(workstream, times=1):
    """Fill a programme with rows of every kind that a list or form shows."""
    programme = workstream.programme
    at = LONG_AGO
    for n in range(times):
        strand = a_workstream(programme, owner_id=grant(a_person(), access.LEAD, programme).person_id)
        milestone = a_milestone(strand, forecast_date="2028-01-01", forecast_precision="day")
        a_milestone(workstream)
        saving = a_saving(strand, waits_for=[milestone])
        a_target(programme, 300_000, name=f"Target {timezone.now()} {n}", is_bridge=False)
        saving_changes.report_outlook(
            saving_id=saving.pk, version=None, outlook="on_track", reason="Said", by=LOADING, at=at
        )
        changes.report_status(
            workstream_id=strand.pk, version=None, rating="amber", reason="Said", by=LOADING, at=at
        )
        indicator = changes.add_indicator(
            programme_id=programme.pk, values={"name": f"Indicator {timezone.now()} {n}"}, by=LOADING, at=at
        )
        changes.record_reading(
            indicator_id=indicator.pk,
            values={"basis": "actual", "printed": "5", "value": 5},
            by=LOADING,
            at=at,
        )
        board = a_board(programme)
        a_seat(board)
        maker = a_decision_maker(programme.organisation)
        governing.set_limit(decision_maker_id=maker.pk, kind="spend", limit=5, by=LOADING, at=at)
        overseen(strand, board, maker)
        a_risk(strand, board_id=board.pk, owner_id=a_person().pk, review_on="2026-05-01")
        an_assessment(strand, saving_id=saving.pk)
        governing.add_preset(
            organisation_id=programme.organisation_id,
            preset="four",
            name=f"Ours {timezone.now()}",
            by=LOADING,
            at=at,
        )
        an_awaited_decision(saving, milestone, maker, board_id=board.pk)
        governing.set_tolerance(
            board_id=board.pk, kind="time", level="milestone", limit=14, by=LOADING, at=at
        )
        changes.report_status(
            workstream_id=strand.pk, version=None, rating="red", reason="Late", by=LOADING, at=at
        )
        governing.rate_programme(
            programme_id=programme.pk, rating="red", reason="As its parts", by=LOADING, at=at
        )
        dealt_with(board, programme)
        changes.store_published_table(
            programme_id=programme.pk,
            code=f"table-{n}-{strand.ref}".lower(),
            values={
                "title": "Exits",
                "columns": [{"name": "a", "heading": "Exit"}],
                "rows": [["18"], [None]],
            },
            by=LOADING,
            at=at,
        )
    governing.reassess_programme(programme_id=programme.pk, by=access.system(), at=at)


def dealt_with(board, programme):
    """Give a board a meeting with somebody there and a paper on its agenda, an action, findings, a consultation."""
    meeting, paper = a_meeting(board), a_paper(programme, board_id=board.pk)
    governing.add_agenda_item(
        meeting_id=meeting.pk, values={"title": "It", "paper_id": paper.pk}, by=LOADING, at=LONG_AGO
    )
    governing.record_attendance(
        meeting_id=meeting.pk, person_id=a_person().pk, state="apologies", by=LOADING, at=LONG_AGO
    )
    review = f"Review for {board.name}"
    governing.add_findings(
        programme_id=programme.pk,
        review=review,
        rows=[{"number": 1, "theme": "IT", "kind": "concern", "summary": "Slow"}],
        by=LOADING,
        at=LONG_AGO,
    )
    an_action(programme, meeting_id=meeting.pk, owner_id=a_person().pk)
    a_consultation(programme)


def a_delivery(person):
    delivery = Delivery.objects.create(
        kind="alert",
        medium="email",
        person=person,
        dedupe_key=str(timezone.now()),
        created_at=LONG_AGO,
        not_before=LONG_AGO,
        body={"text": "Milestone slipped"},
    )
    Attempt.objects.create(delivery=delivery, number=1, outcome="started", recorded_at=LONG_AGO)
    return delivery


@pytest.fixture
def workstream():
    return a_workstream()


@pytest.fixture
def office(workstream):
    return Desk(someone(access.PMO, workstream.programme.organisation, cleared=True))


def queries_of(act):
    with CaptureQueriesContext(
        connection,
    ) as counted:
        act()
    return len(counted)


class TestLists:
    @pytest.mark.parametrize("model", LISTS, ids=lambda m: m._meta.label)
    def test_opens_with_its_filters_and_search(self, office, workstream, model):
        furnish(workstream)

        assert office.list(model).status == 200
        model_admin = admin.site.get_model_admin(model)
        for found in model_admin.list_filter:
            assert office.list(model, **{found.parameter_name: "nonsense"}).status == 200
        if model_admin.search_fields:
            assert office.list(model, q="Work").status == 200

    @pytest.mark.parametrize(
        "model",
        [m for m in LISTS if m not in (Delivery, Inbox, Identity, ChannelLink, Installation, Work)],
        ids=lambda m: m._meta.label,
    )
    def test_asks_no_more_for_more_rows(self, office, workstream, model):
        furnish(workstream)
        office.list(model)
        few = queries_of(lambda: office.list(model))
        furnish(workstream, times=4)

        many = queries_of(lambda: office.list(model))

        assert many <= few + 1
        assert many <= 60

    @pytest.mark.parametrize(
        "query",
        [
            {"rag": "amber"}, {"rag": "none"}, {"reported": "stale"}, {"reported": "fresh"}, {"reported": "never"},
            {"milestones": "slipped"}, {"milestones": "overdue"}, {"milestones": "due_soon"}, {"risk": "high"},
            {"owner": "nobody"}, {"marking": "open"},
        ],
        ids=str,
    )  # fmt: skip
    def test_of_workstreams_narrows(self, office, workstream, query):
        furnish(workstream)

        assert office.list(Workstream, **query).status == 200

    @pytest.mark.parametrize("stands", ["overdue", "slipped", "due30", "due90", "done", "undated"])
    def test_of_milestones_narrows(self, office, workstream, stands):
        today = timezone.localdate()
        dates = {
            "overdue": {"forecast_date": today - timedelta(days=3), "forecast_precision": "day"},
            "slipped": {"forecast_date": today.replace(year=today.year + 3), "forecast_precision": "day"},
            "due30": {"forecast_date": today + timedelta(days=20), "forecast_precision": "day"},
            "due90": {"forecast_date": today + timedelta(days=80), "forecast_precision": "day"},
            "done": {"actual_date": LONG_AGO.date(), "actual_precision": "day"},
            "undated": {"baseline_date": None, "baseline_precision": "none"},
        }[stands]
        a_milestone(workstream, name="The one looked for", **dates)
        a_milestone(
            workstream,
            name="Another",
            baseline_date=today + timedelta(days=400),
            baseline_precision="day",
        )

        page = office.list(Milestone, stands=stands)

        assert "The one looked for" in page
        assert "Another" not in page


class TestForms:
    def test_of_a_workstream_asks_no_more_for_more_milestones(self, office, workstream):
        furnish(workstream)
        office.form(workstream)
        few = queries_of(lambda: office.form(workstream))
        furnish(workstream, times=5)

        many = queries_of(lambda: office.form(workstream))

        assert many <= few + 2
        assert many <= 60

    def test_of_a_saving_asks_no_more_for_more_rows(self, office, workstream):
        furnish(workstream)
        saving = Saving.objects.first()
        office.form(saving)
        few = queries_of(lambda: office.form(saving))
        furnish(workstream, times=4)

        many = queries_of(lambda: office.form(saving))

        assert many <= few
        assert many <= 60

    @pytest.mark.parametrize(
        "model",
        [
            Milestone, Saving, Indicator, PublishedTable, Board, DecisionMaker, Oversight, Decision, Meeting, Paper,
            Action, Finding, Consultation, Alert, Event, Work, Risk, RiskMatrix, ImpactAssessment,
            RecoveryRecord, ProgrammeRating,
        ],
        ids=lambda m: m._meta.label,
    )  # fmt: skip
    def test_opens(self, office, workstream, model):
        furnish(workstream)
        rows = admin.site.get_model_admin(model).model._default_manager.order_by()
        thing = (events_of(office.actor, rows) if model is Event else rows).first()

        page = office.form(thing)

        assert page.status == 200
        assert str(thing.pk) not in page.words

    def test_of_a_delivery_shows_its_attempts(self, office, workstream):
        person = a_person()
        grant(person, access.STAFF, workstream.programme)

        page = office.form(a_delivery(person))

        assert "Milestone slipped" not in page  # it tells of nothing that their own rights show
        assert "your own rights do not show" in page
        assert "started" in page

    @pytest.mark.parametrize(
        "model",
        [
            Workstream, Milestone, Saving, Indicator, Programme, Person, Board, DecisionMaker, Oversight, DefinitionSet,
            BudgetRound, ReportingRound, Decision, GovernanceSettings, Meeting, Paper, Action, Finding, Consultation,
            Risk, RiskMatrix, ImpactAssessment,
            ProgrammeRating,
        ],
        ids=lambda m: m._meta.label,
    )  # fmt: skip
    def test_for_a_new_one_opens(self, office, workstream, model):
        assert office.open(add_url(model)).status == 200

    def test_a_published_table_is_a_table(self, office, workstream):
        furnish(workstream)

        page = office.form(PublishedTable.objects.first())

        assert "<table" in page.html
        assert "Exits" in page
        assert "18" in page


class TestHistory:
    def test_of_a_milestone_tells_each_save(self, office, workstream):
        milestone = a_milestone(workstream)
        changes.reforecast_milestone(
            milestone_id=milestone.pk,
            version=None,
            forecast=timezone.localdate(),
            reason="Tender was late",
            by=office.actor,
            at=LONG_AGO,
        )

        page = office.open(reverse("admin:programme_milestone_history", args=[milestone.pk]))

        assert "Tender was late" in page
        assert office.actor.name in page
        assert "Forecast date" in page

    def test_of_what_was_closed_then_is_for_those_cleared(self, office, workstream):
        milestone = a_milestone(workstream, name="One named person", marking="exempt", exempt_paragraph=1)
        changes.revise_milestone(
            milestone_id=milestone.pk,
            version=None,
            values={"name": "A post", "marking": "open", "exempt_paragraph": None},
            by=LOADING,
            at=LONG_AGO,
        )
        uncleared = Desk(someone(access.MANAGER, workstream.programme))
        path = reverse("admin:programme_milestone_history", args=[milestone.pk])

        assert "One named person" in office.open(path)
        assert "One named person" not in uncleared.open(path).html
        assert "Saved while it was exempt or confidential" in uncleared.open(path)


class TestWhatSomebodyTyped:
    MARKUP = "<script>alert(1)</script>"

    def test_is_never_markup(self, office, workstream):
        programme = workstream.programme
        words = {name: self.MARKUP for name in ("green", "amber", "red")}
        definitions = changes.add_definition_set(
            values={"code": "words", "name": self.MARKUP, **words}, by=LOADING, at=LONG_AGO
        )
        changes.revise_programme(
            programme_id=programme.pk,
            version=None,
            values={"definition_set_id": definitions.pk, "name": self.MARKUP},
            by=LOADING,
            at=LONG_AGO,
        )
        strand = a_workstream(programme, name=self.MARKUP, summary=self.MARKUP)
        milestone = a_milestone(strand, name=self.MARKUP)
        changes.report_status(
            workstream_id=strand.pk, version=None, rating="red", reason=self.MARKUP, by=LOADING, at=LONG_AGO
        )
        board = a_board(programme, name=self.MARKUP)
        a_seat(board, a_person(name=self.MARKUP))
        overseen(strand, board)
        saving = a_saving(strand, name=self.MARKUP, heading=self.MARKUP, waits_for=[milestone])
        governing.reassess_programme(programme_id=programme.pk, by=access.system(), at=LONG_AGO)
        things = (strand, milestone, saving, board, programme, definitions)

        pages = [office.form(thing) for thing in things]
        pages += [office.list(type(thing)) for thing in things] + [office.list(Alert), office.list(Event)]
        pages += [
            office.open(f"{form_url(thing)[:-7]}{page}/")
            for thing in things[:3]
            for page in ("history", "delete")
        ]
        pages += [office.open(reverse("admin:index"))]

        for page in pages:
            assert page.status == 200
            assert self.MARKUP not in page.html


class TestTheFrontPage:
    def test_shows_what_needs_attention(self, office, workstream):
        furnish(workstream)
        a_milestone(workstream, name="Long past", forecast_date="2020-01-01", forecast_precision="day")

        page = office.open(reverse("admin:index"))

        assert page.status == 200
        assert "Long past" in page
        assert "Not heard from: dispatcher and workers" in page

    def test_asks_no_more_for_more_rows(self, office, workstream):
        furnish(workstream)
        index = reverse("admin:index")
        office.open(index)
        few = queries_of(lambda: office.open(index))
        furnish(workstream, times=4)

        assert queries_of(lambda: office.open(index)) <= few + 2

    def test_tells_a_lead_nothing_of_the_machinery(self, workstream):
        lead = Desk(someone(access.LEAD, workstream))

        page = lead.open(reverse("admin:index"))

        assert page.status == 200
        assert "Messages and work" not in page
        assert "Events" not in page


class TestWhatIsInTheAdmin:
    def test_is_ours_alone(self):
        labels = {model._meta.app_label for model in admin.site._registry}

        assert labels == {"programme", "outbox", "savings", "governance", "bots"}

    def test_every_screen_goes_through_changes(self):
        for model, model_admin in admin.site._registry.items():
            assert isinstance(model_admin, ThroughChangesAdmin), model

    def test_every_list_is_in_the_sidebar(self):
        named = {label for _, entries in GROUPS for _, _, label in entries}
        assert {model._meta.label for model in admin.site._registry} == {
            apps.get_model(label)._meta.label for label in named
        }


class TestWorkSetAside:
    def dead(self):
        return Work.objects.create(
            handler="governance.reassess", shard="programme:x", queue="recalc", state="dead"
        )

    def select(self, desk, work, **more):
        path = reverse("admin:outbox_work_changelist")
        return desk.send(path, {"action": "try_again", "_selected_action": [str(work.pk)], **more})

    def test_is_tried_again_with_a_reason(self, office):
        work = self.dead()

        asked = self.select(office, work)
        unsaid = self.select(office, work, post="yes", reason="")
        self.select(office, work, post="yes", reason="The database was away")

        work.refresh_from_db()
        assert "Why?" in asked
        assert "Say why" in unsaid
        assert (work.state, work.attempts) == ("pending", 0)
        assert "The database was away" in work.last_error

    def test_is_not_tried_again_by_audit(self, workstream):
        work = self.dead()
        audit = Desk(someone(access.AUDIT, workstream.programme.organisation))

        self.select(audit, work, post="yes", reason="Forged")

        work.refresh_from_db()
        assert work.state == "dead"
