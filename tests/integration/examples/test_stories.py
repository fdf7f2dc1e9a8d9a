"""The illustrative copies: marked, whole, quiet, told once, and with something in each to see."""

from datetime import timedelta
from itertools import pairwise

import pytest
from django.db.models import Q

from bots.models import Delivery, Notice
from deploy.examples.source import EXAMPLES, read_example
from deploy.examples.stories import DEMO, STORIES
from governance import queries as governed
from governance.changes import reassess_programme
from governance.models import Alert, AlertStep, Assessment, Board, Escalation, Oversight, RecoveryRecord
from programme import queries
from programme.changes import reforecast_milestone
from programme.models import (
    Dependency,
    Milestone,
    MilestoneReport,
    Programme,
    StatusReport,
    Workstream,
)
from programme.outbox.models import Event, Work
from programme.rules.access import system
from programme.rules.calendar import FinancialYear
from savings import queries as money
from savings.models import (
    Claim,
    Enabler,
    EvidenceReview,
    Mitigation,
    OutlookReport,
    PlannedAmount,
    Saving,
    SavingCost,
    SavingForecast,
    Validation,
)
from savings.queries import pressure_proposals
from savings.queries.delivery import programme_deliveries, saving_delivery
from savings.queries.waiting import waiting_for_finance
from savings.rules.evidence import Grade
from savings.rules.validation import Waiting
from tests.factories.examples import AT, tell

THIS_YEAR = FinancialYear(2026)
TODAY = AT.date()


def programme(code):
    return next(iter(queries.programmes(reader=system(), code=code).values()))


def demo_of(code):
    demo = DEMO[code]
    milestone = Milestone.objects.get(programme__code=code, ref=demo.milestone)
    saving = Saving.objects.get(programme__code=code, ref=demo.saving)
    workstream = Workstream.objects.get(programme__code=code, ref=demo.workstream)
    return milestone, saving, workstream


def risk_of(thing):
    return governed.assessments([thing.id])[thing.id].band


class TestWhatIsInvented:
    def test_stands_in_marked_copies_alone(self, told):
        published = Programme.objects.filter(illustrative=False)
        inside = Q(programme__in=published)

        assert set(published.values_list("code", flat=True)) == {loaded.code for loaded in told.published}
        assert not Workstream.objects.filter(inside).exclude(owner=None).exists()
        assert not Milestone.objects.filter(inside).exclude(owner=None).exists()
        assert not Saving.objects.filter(inside).exclude(owner=None, maturity=None).exists()
        for model in (Workstream, Milestone, Saving):
            assert not model.objects.filter(inside).exclude(marking="open").exists()
        assert not StatusReport.objects.filter(workstream__programme__in=published).exists()
        for model in (
            SavingForecast, OutlookReport, Claim, Validation, Enabler, EvidenceReview, Mitigation, SavingCost,
        ):  # fmt: skip
            assert not model.objects.filter(saving__programme__in=published).exists()
        assert not Dependency.objects.filter(before__programme__in=published).exists()
        assert not Oversight.objects.filter(workstream__programme__in=published).exists()
        assert not Board.objects.filter(illustrative=True, programme__in=published).exists()
        assert not Board.objects.filter(illustrative=False, programme__illustrative=True).exists()

    def test_is_named_illustrative_with_the_years_of_the_paper_beside_it(self, told):
        copies = [programme(code) for code in told.codes]

        assert all(copy.label.endswith("(Illustrative)") for copy in copies)
        assert {copy.code: (copy.first_year, copy.published_first_year) for copy in copies} == {
            "southampton-cl-story": (2026, 2024),
            "hampshire-sp2023-story": (2026, 2023),
            "somerset-ct-story": (2026, 2023),
        }

    def test_shares_its_council_with_the_published_programme(self, told):
        for name, story in STORIES.items():
            published = programme(read_example(name).code)
            assert programme(story.code).organisation_id == published.organisation_id

    @pytest.mark.parametrize("name", ["southampton", "hampshire"])
    def test_leaves_the_figures_of_savings_as_published(self, told, name):
        cells = PlannedAmount.objects.filter(saving__programme__code=read_example(name).code)
        copied = PlannedAmount.objects.filter(saving__programme__code=STORIES[name].code)

        fields = ("saving__ref", "amount", "printed", "unit", "decimals")
        assert sorted(map(str, copied.values_list(*fields))) == sorted(map(str, cells.values_list(*fields)))

    def test_is_dated_before_the_loading_and_never_out_of_order(self, told):
        for model in (StatusReport, MilestoneReport, SavingForecast, OutlookReport, Claim, Validation):
            assert not model.objects.filter(recorded_at__gt=told.at).exists()
        assert not Event.objects.filter(occurred_at__gt=told.at).exists()
        reports = MilestoneReport.objects.order_by("milestone_id", "milestone_version")
        for before, after in pairwise(reports):
            assert before.milestone_id != after.milestone_id or before.recorded_at <= after.recorded_at

    def test_has_milestones_exact_to_the_day_on_working_days(self, told):
        for milestone in Milestone.objects.filter(programme__illustrative=True):
            assert milestone.baseline_precision == "day"
            assert milestone.start_date < milestone.baseline_date
            for day in (milestone.baseline_date, milestone.forecast_date, milestone.actual_date):
                assert day is None or day.weekday() < 5


class TestLoadingAStory:
    def test_pages_nobody(self, told):
        assert not Event.objects.filter(quiet=False).exists()
        assert not Work.objects.exists()
        assert not Notice.objects.exists()
        assert not Delivery.objects.exists()

    def test_changes_nothing_the_second_time(self, told):
        events = Event.objects.count()

        again = [tell(name, at=told.at + timedelta(days=40)) for name in STORIES]

        assert [(loaded.is_new, loaded.changed) for loaded in again] == [(False, 0)] * 3
        assert Event.objects.count() == events

    def test_leaves_what_people_have_changed_since(self, told):
        milestone, _, _ = demo_of("somerset-ct-story")
        moved = milestone.forecast_date + timedelta(days=30)
        reforecast_milestone(
            milestone_id=milestone.id, version=None, forecast=moved, reason="Later", by=system(), at=told.at
        )

        tell("somerset")

        milestone.refresh_from_db()
        assert milestone.forecast_date == moved

    def test_leaves_nothing_for_a_recalculation_to_find(self, told):
        for code in (*EXAMPLES_CODES, *told.codes):
            done = reassess_programme(programme_id=programme(code).id, by=system(), at=told.at)
            assert (done.changed, done.steps) == ((), ())
            assert done.judged

    def test_judges_as_it_goes_so_that_risk_and_alerts_have_a_past(self, told):
        for code in told.codes:
            moments = Assessment.objects.filter(programme_id=programme(code).id).values("recorded_at")
            assert moments.distinct().count() == 4
            steps = AlertStep.objects.filter(alert__programme__code=code)
            assert {"opened", "worsened", "improved", "closed"} == set(steps.values_list("step", flat=True))


class TestWhatAStoryShows:
    @pytest.mark.parametrize("code", DEMO)
    def test_has_alerts_open_a_red_a_stale_and_something_past_due(self, told, code):
        found = programme(code)

        open_kinds = set(
            Alert.objects.filter(programme_id=found.id, closed_at=None).values_list("kind", flat=True)
        )
        assert {"milestone_slip", "workstream_risk", "workstream_rag", "milestone_tolerance"} <= open_kinds
        rows = queries.workstreams(reader=system(), programme_ids=[found.id]).values()
        assert any(row.status and row.status.rating == "red" for row in rows)
        assert any((told.at - row.reported_at).days > row.cadence_days for row in rows)
        assert Milestone.objects.filter(
            programme_id=found.id, actual_date=None, forecast_date__lt=TODAY
        ).exists()

    @pytest.mark.parametrize("code", DEMO)
    def test_has_dates_pushed_brought_forward_and_reached(self, told, code):
        trends = queries.milestone_trends(
            Milestone.objects.filter(programme__code=code).values_list("id", flat=True)
        )
        forecasts = [[p.forecast.value for p in points] for points in trends.values()]

        assert any(sum(b > a for a, b in pairwise(days)) >= 3 for days in forecasts)
        assert any(any(b < a for a, b in pairwise(days)) for days in forecasts)
        assert any(points[-1].actual for points in trends.values())

    @pytest.mark.parametrize("code", DEMO)
    def test_has_exempt_and_internal_things(self, told, code):
        for model in (Milestone, Saving):
            closed = model.objects.filter(programme__code=code)
            exempt = closed.filter(Q(marking="exempt") | Q(workstream__marking="exempt"))
            assert exempt.exists()
        inside = Q(programme__code=code, marking="internal")
        assert Milestone.objects.filter(inside).exists() or Saving.objects.filter(inside).exists()

    @pytest.mark.parametrize("code", DEMO)
    def test_has_every_line_forecast_some_claimed_and_some_validated(self, told, code):
        rows = money.savings(reader=system(), programme_ids=[programme(code).id], on=TODAY).values()

        assert all(row.said is not None and row.owner for row in rows)
        assert any(row.claimed for row in rows)
        assert any(row.validated for row in rows)
        assert {row.outlook.outlook for row in rows if row.outlook} >= {
            "delivered",
            "on_track",
            "at_risk",
            "deliverable_later",
        }

    @pytest.mark.parametrize("code", DEMO)
    def test_has_something_behind_its_delivery(self, told, code):
        found = programme_deliveries(reader=system(), programme_ids=[programme(code).id], year=THIS_YEAR)

        behind = found[programme(code).id]
        assert {share.grade for share in behind.evidence if share.lines} >= {Grade.SUFFICIENT, Grade.PARTIAL}
        assert behind.waiting[Waiting.CLAIMED]
        assert behind.mitigated > 0
        assert any(source.source and source.amount for source in behind.sources)

    @pytest.mark.parametrize("code", ["southampton-cl-story", "hampshire-sp2023-story"])
    def test_has_a_line_to_confirm_again(self, told, code):
        waiting = waiting_for_finance(
            reader=system(), year=THIS_YEAR, programme_ids=[programme(code).id]
        ).values()

        assert any(Waiting.TO_CONFIRM in waits for waits in waiting)

    def test_has_a_line_replaced_whose_recurring_gap_stays_open_and_proposes_a_pressure(self, told):
        somerset = programme("somerset-ct-story").id
        line = Saving.objects.get(programme_id=somerset, ref="SC5")

        behind = saving_delivery(reader=system(), saving_id=line.id, year=THIS_YEAR)
        proposed = pressure_proposals(reader=system(), programme_ids=[somerset], year=THIS_YEAR.next())

        assert behind.saving.outlook.outlook == "replaced"
        assert [link.ref for link in behind.replacements] == ["SC13"]
        assert "of its recurring plan £120k a year stays uncovered" in behind.cover.words
        assert proposed[line.id].proposal.amount == 120_000

    @pytest.mark.parametrize("code", DEMO)
    def test_has_a_board_and_a_decision_maker_over_every_workstream(self, told, code):
        workstreams = Workstream.objects.filter(programme__code=code)

        watched = governed.oversights(workstreams.values_list("id", flat=True))
        assert set(watched) == {row.id for row in workstreams}
        assert {row.board_code for row in watched.values()} == {f"{code}-board"}
        assert all(row.decision_maker for row in watched.values())
        board = Board.objects.get(code=f"{code}-board")
        assert (board.live_alerts, board.alert_hold_seconds, board.gather_seconds) == (True, 0, 0)
        assert board.parent.code.startswith(code)

    @pytest.mark.parametrize("code", DEMO)
    def test_has_tolerances_a_breach_and_a_recovery_and_pages_nobody_at_load(self, told, code):
        board = Board.objects.get(code=f"{code}-board")

        assert {(t.kind, t.level) for t in board.tolerances.all()} == {
            ("time", "milestone"),
            ("money", "saving"),
            ("money", "workstream"),
            ("money", "programme"),
        }
        breaches = Alert.objects.filter(programme__code=code, board=board, closed_at=None)
        assert breaches.exists()
        assert Escalation.objects.filter(alert__in=breaches, cause="breach").exists()
        assert RecoveryRecord.objects.filter(workstream__programme__code=code, closed_at=None).exists()
        assert not Event.objects.filter(
            programme_id=board.programme_id, type__startswith="governance.alert.", quiet=False
        ).exists()


class TestTheMilestoneToMove:
    @pytest.mark.parametrize("code", DEMO)
    def test_is_on_time_and_quiet(self, told, code):
        milestone, saving, workstream = demo_of(code)

        assert milestone.forecast_date == milestone.baseline_date > TODAY
        assert milestone.marking == saving.marking == workstream.marking == "open"
        assert risk_of(workstream) == "medium"
        assert not Alert.objects.filter(subject_id__in=[milestone.id, workstream.id], closed_at=None).exists()

    @pytest.mark.parametrize("code", DEMO)
    def test_takes_a_quarter_of_the_money_with_it_when_it_slips_by_ninety_days(self, told, code):
        milestone, saving, workstream = demo_of(code)
        before = money.savings(reader=system(), ids=[saving.id], on=TODAY)[saving.id]

        reforecast_milestone(
            milestone_id=milestone.id,
            version=milestone.version,
            forecast=milestone.forecast_date + timedelta(days=90),
            reason="The supplier cannot start",
            by=system(),
            at=told.at,
        )
        done = reassess_programme(programme_id=milestone.programme_id, by=system(), at=told.at)

        after = money.savings(reader=system(), ids=[saving.id], on=TODAY)[saving.id]
        assert before.forecast.amount(THIS_YEAR) == before.plan.amount(THIS_YEAR)
        timings = [year.timing for year in after.split.years if year.timing is not None]
        split = after.split.year(THIS_YEAR)
        assert max(timings) > 200_000
        assert split.loss == 0
        assert risk_of(workstream) in ("high", "very_high")
        assert done.steps

    @pytest.mark.parametrize("code", DEMO)
    def test_is_heard_of_by_its_owner_and_both_board_members(self, told, code):
        _, _, workstream = demo_of(code)

        heard = governed.hearers(workstream_id=workstream.id, at=told.at)

        people = queries.people(reader=system(), ids=[h.person_id for h in heard.hearers])
        assert {row.email for row in people.values()} == {
            "lead@example.test",
            "chair@example.test",
            "member@example.test",
        }


EXAMPLES_CODES = [read_example(name).code for name in EXAMPLES]
