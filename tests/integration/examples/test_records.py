"""What only a paper ever spoke of opens no alert; from the first report on it is followed like anything else."""

from datetime import timedelta

import pytest

from governance.changes import reassess_programme
from governance.models import Alert
from programme.changes import reforecast_milestone
from programme.models import Milestone
from programme.rules.access import system

pytestmark = pytest.mark.django_db


class TestPublishedProgrammes:
    def test_open_no_alert_on_days_long_past(self, told):
        assert not Alert.objects.filter(programme__illustrative=False).exists()

    def test_are_followed_from_the_first_report_on(self, told):
        milestone = Milestone.objects.filter(
            programme__code="somerset-ct", baseline_precision="month", actual_date=None
        ).first()

        reforecast_milestone(
            milestone_id=milestone.id,
            version=None,
            forecast=milestone.baseline_date + timedelta(days=400),
            reason="First word since the paper",
            by=system(),
            at=told.at,
        )
        reassess_programme(programme_id=milestone.programme_id, by=system(), at=told.at)

        assert Alert.objects.filter(subject_id=milestone.id, kind="milestone_slip", closed_at=None).exists()
