"""A milestone slips, and what is shown of it, its saving and its workstream is stored, once."""

from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from governance.changes import reassess_programme
from governance.models import Alert, Assessment
from governance.queries import assessment_history, assessments
from programme import changes as ground
from programme.rules.access import system
from savings.changes import plan_saving
from tests.factories.ground import a_milestone, a_programme, a_workstream
from tests.factories.savings import a_saving

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 5, 20, 10, tzinfo=UTC)
APRIL = {"baseline_date": date(2026, 4, 1), "baseline_precision": "day"}
AUTUMN = {"baseline_date": date(2026, 10, 1), "baseline_precision": "day"}


def recalculate(programme, at=NOW, **options):
    return reassess_programme(programme_id=programme.id, by=system(), at=at, **options)


def slip(milestone, to, at=NOW, reason="The builder is late"):
    ground.reforecast_milestone(
        milestone_id=milestone.id, version=None, forecast=to, reason=reason, by=system(), at=at
    )


class TestReassessProgramme:
    def test_stores_the_risk_of_milestone_saving_and_workstream(self):
        workstream = a_workstream()
        milestone = a_milestone(workstream, **AUTUMN)
        saving = a_saving(workstream, waits_for=[milestone], start_date=date(2026, 10, 1))
        slip(milestone, date(2027, 1, 1))

        done = recalculate(workstream.programme)

        risks = assessments([milestone.id, saving.id, workstream.id])
        assert {c.kind for c in done.changed} == {"milestone", "saving", "workstream"}
        assert (done.lines, done.judged) == (1, 3)
        assert risks[milestone.id].facts["days_late"] == 92
        assert risks[saving.id].facts["years"][0] == {
            "year": "2026/27",
            "timing": "30000.00",
            "loss": "0.00",
            "not_known": "",
        }
        assert any(r.code == "slip" for r in risks[workstream.id].reasons)
        assert all(r.method_version for r in risks.values())

    def test_writes_nothing_when_run_again(self):
        milestone = a_milestone(**AUTUMN)
        a_saving(milestone.workstream, waits_for=[milestone])
        slip(milestone, date(2027, 1, 1))
        recalculate(milestone.programme)
        stored, alerts = Assessment.objects.count(), list(Alert.objects.values_list("id", "version"))

        again = recalculate(milestone.programme, at=NOW + timedelta(minutes=5))

        assert (again.changed, again.steps) == ((), ())
        assert Assessment.objects.count() == stored
        assert list(Alert.objects.values_list("id", "version")) == alerts

    def test_writes_nothing_for_a_day_that_merely_passes(self):
        milestone = a_milestone(**AUTUMN)
        ground.report_status(
            workstream_id=milestone.workstream_id,
            version=None,
            rating="amber",
            reason="On its way",
            by=system(),
            at=NOW,
        )
        recalculate(milestone.programme)

        next_day = recalculate(milestone.programme, at=NOW + timedelta(days=1))

        assert next_day.changed == ()

    def test_writes_once_a_week_while_something_stays_past_due(self):
        workstream = a_workstream()
        milestone = a_milestone(workstream, **APRIL)
        saving = a_saving(workstream, waits_for=[milestone], start_date=date(2026, 4, 1))
        recalculate(workstream.programme)

        for day in range(1, 15):
            recalculate(workstream.programme, at=NOW + timedelta(days=day))

        kept = assessment_history([milestone.id, saving.id, workstream.id])
        assert len(kept[milestone.id]) == 1
        assert len(kept[saving.id]) == 3
        assert len(kept[workstream.id]) == 3

    def test_stores_a_new_plan_at_once_though_its_milestone_is_past_due(self):
        milestone = a_milestone(**APRIL)
        saving = a_saving(milestone.workstream, waits_for=[milestone])
        recalculate(milestone.programme)
        plan_saving(saving_id=saving.id, version=None, amounts={2026: 1}, by=system(), at=NOW)
        done = recalculate(milestone.programme)

        assert saving.id in {c.id for c in done.changed}

    def test_says_that_a_milestone_is_finished(self):
        milestone = a_milestone(**AUTUMN)
        recalculate(milestone.programme)
        ground.revise_milestone(
            milestone_id=milestone.id,
            version=None,
            values={"actual_date": date(2026, 5, 19), "actual_precision": "day"},
            reason="Opened",
            by=system(),
            at=NOW,
        )

        recalculate(milestone.programme)

        risk = assessments([milestone.id])[milestone.id]
        assert (risk.band, risk.chance, risk.reasons[0].words) == ("low", None, "Finished 19 May 2026")

    def test_answers_as_at_an_earlier_moment(self):
        milestone = a_milestone(**AUTUMN)
        recalculate(milestone.programme)
        later = NOW + timedelta(days=2)
        slip(milestone, date(2027, 9, 1), at=later)
        recalculate(milestone.programme, at=later)

        then = assessments([milestone.id], at=NOW)[milestone.id]
        now = assessments([milestone.id])[milestone.id]

        assert (then.facts["forecast"], now.facts["forecast"]) == ("1 Oct 2026", "1 Sep 2027")

    def test_orders_rows_though_a_clock_was_set_back(self):
        milestone = a_milestone(**AUTUMN)
        recalculate(milestone.programme)
        slip(milestone, date(2027, 9, 1))

        recalculate(milestone.programme, at=NOW - timedelta(hours=1))

        assert assessments([milestone.id])[milestone.id].facts["forecast"] == "1 Sep 2027"

    def test_of_a_programme_that_is_not_there_changes_nothing(self):
        assert reassess_programme(programme_id=uuid4(), by=system(), at=NOW).judged == 0

    def test_takes_as_many_queries_for_twenty_milestones_as_for_two(self):
        counts = []
        for size in (2, 20):
            programme = a_programme()
            for _ in range(size):
                workstream = a_workstream(programme)
                milestone = a_milestone(workstream, **AUTUMN)
                a_saving(workstream, waits_for=[milestone])
                slip(milestone, date(2027, 9, 1))
            with CaptureQueriesContext(connection) as queries:
                done = recalculate(programme)
            assert len(done.steps) >= size
            counts.append(len(queries))

        assert counts[0] == counts[1]


class TestClosedThings:
    def test_an_open_workstream_is_judged_without_its_exempt_milestones_and_savings(self):
        workstream = a_workstream()
        secret = a_milestone(workstream, marking="exempt", exempt_paragraph=4, name="Secret", **APRIL)
        a_saving(workstream, waits_for=[secret], marking="exempt", exempt_paragraph=4)

        recalculate(workstream.programme)

        risk = assessments([workstream.id])[workstream.id]
        assert "Secret" not in str(risk)
        assert {"no_milestone", "no_money"} <= {r.code for r in risk.reasons}

    def test_an_open_saving_is_not_moved_by_an_exempt_milestone(self):
        workstream = a_workstream()
        secret = a_milestone(workstream, marking="exempt", exempt_paragraph=4, name="Secret", **AUTUMN)
        known = a_milestone(workstream, **AUTUMN)
        saving = a_saving(workstream, waits_for=[secret, known])
        slip(secret, date(2027, 9, 1))

        recalculate(workstream.programme)

        risk = assessments([saving.id])[saving.id]
        assert "Secret" not in str(risk)
        assert risk.facts["days_late"] == 0

    def test_an_exempt_saving_is_moved_by_it(self):
        workstream = a_workstream()
        secret = a_milestone(workstream, marking="exempt", exempt_paragraph=4, **AUTUMN)
        saving = a_saving(workstream, waits_for=[secret], marking="exempt", exempt_paragraph=4)
        slip(secret, date(2027, 10, 1))

        recalculate(workstream.programme)

        assert assessments([saving.id])[saving.id].facts["days_late"] == 365
