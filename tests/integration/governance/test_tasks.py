"""The one Celery task, on a real row: a saved change becomes an assessment, an alert and work to tell of it."""

from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from governance.models import Alert, Assessment
from governance.tasks import do_work
from programme import changes
from programme.outbox.models import Work
from programme.rules.access import system
from tests.factories.governance import a_board, overseen
from tests.factories.ground import a_milestone

pytestmark = pytest.mark.django_db(transaction=True)

NOW = datetime(2026, 5, 20, 10, tzinfo=UTC)


def due_work(handler):
    """Return the rows of a handler that wait, with their holds over."""
    rows = Work.objects.filter(handler=handler, state="pending")
    rows.update(available_at=timezone.now() - timedelta(seconds=1))
    return list(rows.order_by("created_at"))


class TestDoWork:
    def test_recalculates_once_for_every_change_that_waits(self):
        milestone = a_milestone()
        overseen(milestone.workstream, a_board(milestone.programme, alert_hold_seconds=600))
        for day in (1, 2, 3):
            changes.reforecast_milestone(
                milestone_id=milestone.id,
                version=None,
                forecast=date(2027, 6, day),
                reason="The builder is late",
                by=system(),
                at=NOW,
            )
        first, *_ = due_work("governance.reassess")

        do_work(work_id=str(first.id))

        states = list(Work.objects.filter(handler="governance.reassess").values_list("state", flat=True))
        assert sorted(states) == ["done", "superseded", "superseded"]
        assert Assessment.objects.get(subject_id=milestone.id).facts["forecast"] == "3 Jun 2027"
        assert Alert.objects.filter(kind="milestone_slip").count() == 1
        assert Work.objects.filter(handler="bots.tell", state="pending").exists()

    def test_does_no_harm_when_rung_twice_or_for_nothing(self):
        milestone = a_milestone()
        changes.report_status(
            workstream_id=milestone.workstream_id,
            version=None,
            rating="red",
            reason="No staff",
            by=system(),
            at=NOW,
        )
        (work,) = due_work("governance.reassess")

        do_work(work_id=str(work.id))
        stored = Assessment.objects.count()
        do_work(work_id=str(work.id))
        do_work(work_id=str(uuid4()))

        assert Assessment.objects.count() == stored
        assert Alert.objects.filter(kind="workstream_rag").count() == 1
